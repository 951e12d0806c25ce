"""What a message of another system says of one case: events, what it withdraws, and what could not be mapped."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from attrs import Attribute, evolve, field, frozen

from victims_code.arguments import each_of, need, of_kind
from victims_code.dates import When, checked_when, london_day, moment
from victims_code.errors import InvalidFact
from victims_code.events import Event
from victims_code.victims import Victim
from victims_code.vocabulary import Vocabulary, code_vocabulary


@frozen
class Unmapped:
    """A part of a message of which no event was made, or not the whole event: where it stands, and why.

    Neither text ever holds a value that could be personal: a code at most.
    """

    #: A short stable word to count by, such as ``unknown_result_code``.
    code: str
    #: The path of the part within the message.
    where: str
    #: Why, and what a person can do.
    why: str

    def __str__(self) -> str:
        """Write it as one line."""
        return f"{self.where}: {self.why} [{self.code}]" if self.where else f"{self.why} [{self.code}]"


def _sent(value: When) -> When:
    return checked_when(value, "sent")


def _each_is(kind: type) -> Callable[[object, Attribute[Any], object], None]:
    def check(_: object, given: Attribute[Any], value: object) -> None:
        need(given.name, value, tuple)
        each_of(given.name, value, kind)  # type: ignore[arg-type] # it is a tuple

    return check


def _restates(_: object, given: Attribute[Any], value: object) -> None:
    if isinstance(value, tuple):
        each_of(given.name, value, str)
    elif value is not None:
        need(given.name, value, str, tuple)


@frozen
class Message:
    """What one message says of one case.

    The ids of its events are the same for the same fact in every message, so that `cases_of` sees a repeat for what it
    is, and a changed fact as a correction.
    """

    #: The reference of the case in the system that sent it.
    case: str = field(validator=of_kind(str))
    #: The SHA-256 of the message as it came.
    digest: str = field(validator=of_kind(str))
    #: When this version of the facts was sent: a later one corrects an earlier one.
    sent: When = field(converter=_sent)
    events: tuple[Event, ...] = field(default=(), validator=_each_is(Event))
    #: The ids of events that the message says never happened.
    withdrawn: tuple[str, ...] = field(default=(), validator=_each_is(str))
    #: The beginning of the ids of all that the message states in full: what an earlier message stated under it, and
    #: this one does not, it withdraws. None where a message states but a part.
    restates: str | tuple[str, ...] | None = field(default=None, validator=_restates)
    unmapped: tuple[Unmapped, ...] = field(default=(), validator=_each_is(Unmapped))
    #: What it says of the victims; what it does not say of one is unknown. A court's message says nothing of them.
    victims: tuple[Victim, ...] = field(default=(), validator=_each_is(Victim))

    @property
    def order(self) -> tuple[date, float, str]:
        """Where it stands among the messages of its case: by the day and the time it was sent, then by its digest."""
        return london_day(self.sent), moment(self.sent) or 0.0, self.digest


@frozen
class Found:
    """What a reader has found so far in the part of a message that tells of one case.

    An event that cannot be made is noted as unmapped, with the reason, and the rest of the message is read on.
    """

    #: When the Witness Care Unit received the message; None is unknown.
    received_at: When | None = None
    vocabulary: Vocabulary = field(factory=code_vocabulary)
    events: dict[str, Event] = field(factory=dict, init=False)
    unmapped: list[Unmapped] = field(factory=list, init=False)
    _noted: set[Unmapped] = field(factory=set, init=False)

    def add(
        self, event_id: str, name: str, where: str, *, at: When, suspect: str | None = None, crime: str | None = None,
        details: Mapping[str, object] | None = None,
    ) -> None:  # fmt: skip
        """Add an event, once: a second of the same id adds what the first does not say."""
        kind = self.vocabulary[name]
        received = self.received_at if kind.received else None
        if received is not None and is_before(received, at):
            self.note("received_too_early", where, "received before it happened: the receipt is left unknown")
            received = None
        try:
            event = Event(
                event_id, kind.name, at=at, received_at=received, suspect=suspect, crime=crime, details=details or {},
                vocabulary=self.vocabulary,
            )  # fmt: skip
        except InvalidFact as error:
            self.note("unusable_value", where, str(error))
            return
        first = self.events.get(event_id)
        if first is not None:
            event = evolve(first, details={**event.details.given, **_said(first.details.given)})
        self.events[event_id] = event

    def note(self, code: str, where: str, why: str) -> None:
        """Note a part that could not be mapped, once."""
        unmapped = Unmapped(code, where, why)
        if unmapped not in self._noted:
            self._noted.add(unmapped)
            self.unmapped.append(unmapped)


def digest_of(data: bytes) -> str:
    """Return the digest by which a message is known again."""
    return sha256(data).hexdigest()


def _said(details: Mapping[str, object]) -> dict[str, object]:
    return {key: value for key, value in details.items() if value is not None}


def is_before(one: When, other: When) -> bool:
    """Whether one time lies before another: by the clock where both are known, else by the London day."""
    if isinstance(one, datetime) and isinstance(other, datetime):
        return one < other
    return london_day(one) < london_day(other)
