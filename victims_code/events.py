"""The event: one thing that happened in a case, as a fact that never changes; and the history that events make.

What an event's type means is in the vocabulary; what follows from it is in the rulebook.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import date
from typing import TYPE_CHECKING, TypeAlias

from attrs import Attribute, evolve, field, frozen

from victims_code.dates import When, checked_when, london_date, moment, ordinal_date
from victims_code.errors import InvalidFact
from victims_code.victims import checked_reference
from victims_code.vocabulary import Act, Details, Vocabulary, code_vocabulary

if TYPE_CHECKING:
    from victims_code.names import CheckedType, EventTypeName

    def _type(value: EventTypeName | CheckedType) -> CheckedType: ...
else:
    #: Only a type checker sees a converter, for what it says of its argument: at run time there is nothing to convert.
    _type = None

#: Where an event stands in its history: London day, then time of day (a date alone comes first), then id.
Place: TypeAlias = tuple[int, float, str]


def _optional_when(_event: object, attribute: Attribute[When | None], value: object) -> None:
    if value is not None:
        checked_when(value, attribute.name)


def _reference(_event: object, attribute: Attribute[str], value: object) -> None:
    checked_reference(value, attribute.name)


def _optional_reference(_event: object, attribute: Attribute[str | None], value: object) -> None:
    if value is not None:
        checked_reference(value, attribute.name)


def _about(value: Iterable[str]) -> tuple[str, ...]:
    # A set has no order of its own: two runs could make two different events of one.
    if isinstance(value, str | Mapping | AbstractSet) or not isinstance(value, Iterable):
        msg = "about: a list of event ids or event types is needed"
        raise InvalidFact(msg)
    return tuple(checked_reference(item, "about") for item in value)


@frozen(repr=False)
class Event:
    """One thing that happened, in the past tense: an arrest, a contact with the victim, a sentence.

    `at` is when it happened, `received_at` when the Witness Care Unit (or other duty holder) received it, and
    `recorded_at` when it was entered. A missing `victim` means every victim in the case.

    :raises InvalidFact: for an unknown type (with the nearest known one), a date-time without an offset, a receipt
        before the occurrence, or a detail of the wrong kind.

    >>> from datetime import date
    >>> Event("e2", "suspect_arrested", at=date(2026, 5, 2), suspect="S1")
    <Event e2 suspect_arrested 2026-05-02>
    >>> Event("e2", "suspect_arested", at=date(2026, 5, 2))
    Traceback (most recent call last):
    victims_code.errors.InvalidFact: type: unknown event type 'suspect_arested'; did you mean 'suspect_arrested'?
    """

    #: Unique in its case.
    id: str = field(validator=_reference)
    #: One of the vocabulary's types: as it is written here, or as `Vocabulary.checked_type` has checked it.
    type: CheckedType = field(converter=_type)
    #: When it happened.
    at: When = field(kw_only=True)
    #: When the Witness Care Unit or other duty holder received it; None is unknown.
    received_at: When | None = field(default=None, kw_only=True, validator=_optional_when)
    #: When it was entered in the record; None counts as when it was received, else when it happened.
    recorded_at: When | None = field(default=None, kw_only=True, validator=_optional_when)
    #: Whom it concerns; None is every victim in the case.
    victim: str | None = field(default=None, kw_only=True, validator=_optional_reference)
    #: Which suspect or defendant, as an opaque reference.
    suspect: str | None = field(default=None, kw_only=True, validator=_optional_reference)
    #: Which crime, as an opaque reference.
    crime: str | None = field(default=None, kw_only=True, validator=_optional_reference)
    #: The events that the victim was told of: ids, or types (then the latest earlier event of that type).
    about: tuple[str, ...] = field(default=(), kw_only=True, converter=_about)
    #: Further facts, typed by the vocabulary; keys it does not know are kept and ignored.
    details: Mapping[str, object] = field(factory=Details, kw_only=True)
    #: Where the type is declared; None is the Code's own vocabulary.
    vocabulary: Vocabulary | None = field(default=None, kw_only=True, eq=False)

    #: The London day of `at`, as an ordinal.
    day: int = field(init=False, eq=False)
    #: The absolute time of `at` in seconds; None where only the date is known.
    moment: float | None = field(init=False, eq=False)
    #: The London day of `received_at` as an ordinal; None where unknown.
    received_day: int | None = field(init=False, eq=False)
    #: Where it stands in the history.
    place: Place = field(init=False, eq=False)
    #: What it does to other events, if it is a control event.
    act: Act | None = field(init=False, eq=False)

    def __attrs_post_init__(self) -> None:
        """Check what takes more than one field, and keep what the engine asks for again and again."""
        known = self.vocabulary or code_vocabulary()
        known.checked_type(self.type)
        checked_when(self.at, "at")
        received = self.received_at
        if received is not None and _before(received, self.at):
            msg = "received_at: earlier than at, but nothing is received before it happens; correct one of the two"
            raise InvalidFact(msg)
        keep = object.__setattr__
        keep(self, "details", known.checked_details(self.type, self.details))
        day, time = london_date(self.at).toordinal(), moment(self.at)
        keep(self, "day", day)
        keep(self, "moment", time)
        keep(self, "received_day", None if received is None else london_date(received).toordinal())
        keep(self, "act", known[self.type].acts)
        keep(self, "place", (day, -1.0e12 if time is None else time, self.id))

    @property
    def date(self) -> date:
        """The London civil date on which it happened."""
        return ordinal_date(self.day)

    @property
    def known_from(self) -> When:
        """When it was known: as entered; else as received, else as it happened."""
        return self.recorded_at or self.received_at or self.at

    def is_known(self, when: When) -> bool:
        """Whether it was known at `when`: by the clock where both times are known, otherwise by the London day.

        >>> from datetime import date
        >>> Event("e1", "crime_reported", at=date(2026, 5, 1), recorded_at=date(2026, 5, 5)).is_known(date(2026, 5, 4))
        False
        """
        return not _before(when, self.known_from)

    def as_known(self, when: When) -> Event | None:
        """Return the event as it was known at `when`, without a receipt that came only later; None before it was known.

        >>> from datetime import date
        >>> entered = {"recorded_at": date(2026, 11, 3), "received_at": date(2026, 11, 10)}
        >>> Event("e1", "sentence_passed", at=date(2026, 11, 3), **entered).as_known(date(2026, 11, 5)).received_at
        """
        return self.without_receipt_after(when) if self.is_known(when) else None

    def without_receipt_after(self, when: When) -> Event:
        """Return the event without its receipt, if that came only after `when`."""
        if self.received_at is not None and _before(when, self.received_at):
            return evolve(self, received_at=None)
        return self

    def __hash__(self) -> int:
        """Hash by id and type; equality compares every fact."""
        return hash((self.id, self.type))

    def __repr__(self) -> str:
        """Return references and the date only: a repr may end up in a log."""
        return f"<Event {self.id} {self.type} {self.date.isoformat()}>"


def happened_before(event: Event, other: Event) -> bool:
    """Whether `event` happened before `other`: by the clock where both times are known, otherwise by the day."""
    if event.moment is not None and other.moment is not None:
        return event.moment < other.moment
    return event.day < other.day


def _before(when: When, other: When) -> bool:
    one, two = moment(when), moment(other)
    if one is not None and two is not None:
        return one < two
    return london_date(when) < london_date(other)


class History:
    """The events of a case as they stood on one day: in order, corrected, without those that were voided."""

    __slots__ = ("by_id", "by_type", "crimes", "events", "later", "misdirected", "suspects", "told", "voided")

    def __init__(self, events: Iterable[Event], voided: Mapping[str, Event], later: Iterable[Event] = ()) -> None:
        """Hold `events` in their order; `voided` maps an event's id to the void; `later` are still to come."""
        self.events: tuple[Event, ...] = tuple(sorted(events, key=_place))
        self.voided: dict[str, Event] = dict(voided)
        self.later: tuple[Event, ...] = tuple(sorted(later, key=_place))
        self.by_id: dict[str, Event] = {event.id: event for event in self.events}
        by_type: dict[str, list[Event]] = {}
        for event in self.events:
            if event.id not in self.voided:
                by_type.setdefault(event.type, []).append(event)
        self.by_type: dict[str, tuple[Event, ...]] = {name: tuple(found) for name, found in by_type.items()}
        standing = [event for event in self.events if event.id not in self.voided]
        #: The suspects and the crimes that the history names, each with the day on which it first does.
        self.suspects: dict[str, int] = {}
        self.crimes: dict[str, int] = {}
        for event in standing:
            if event.suspect is not None:
                self.suspects.setdefault(event.suspect, event.day)
            if event.crime is not None:
                self.crimes.setdefault(event.crime, event.day)
        #: By an event's id: the contacts that name it in their `about`, in order.
        self.told: dict[str, list[Event]] = {}
        #: The contacts whose `about` names an event that is later, voided or has not happened: a finding each.
        self.misdirected: list[tuple[Event, str]] = []
        for event in standing:
            if event.about:
                self._direct(event)

    def _direct(self, contact: Event) -> None:
        """Work out which events a contact was about: by id, or by type the latest earlier one of that type."""
        for name in contact.about:
            named = self.by_id.get(name)
            if named is not None and name not in self.voided and not happened_before(contact, named):
                found = [named]
            else:
                found = list(self._latest(name, contact))
            for event in found:
                self.told.setdefault(event.id, []).append(contact)
            if not found:
                self.misdirected.append((contact, name))

    def _latest(self, name: str, contact: Event) -> Iterator[Event]:
        """Walk the latest events of a type that a contact may be about: of each victim that it went to, the latest."""
        told: dict[str | None, tuple[int, float | None]] = {}
        for event in reversed(self.by_type.get(name, ())):
            if event is contact or happened_before(contact, event) or not agree(contact, event):
                continue
            moment = (event.day, event.moment)
            victim = contact.victim or event.victim
            if told.setdefault(victim, told.get(None, moment)) == moment:
                yield event
            elif victim in (contact.victim, None):
                return

    def contacts_about(self, event: Event, victim: str) -> Iterator[Event]:
        """Walk the contacts that told a victim of an event, in order.

        A contact to all that names a type told each victim of the latest event that concerns them: of an earlier one
        that concerns all, those for whom there is a later one were not told.
        """
        for contact in self.told.get(event.id, ()):
            if event.id in contact.about or not self._has_later(event, contact, victim):
                yield contact

    def _has_later(self, event: Event, contact: Event, victim: str) -> bool:
        """Whether a later event of the same type concerns a victim, and may be what a contact was about."""
        return any(
            (other.day, other.moment) != (event.day, event.moment)
            and other.place > event.place
            and other is not contact
            and other.victim in (None, victim)
            and not happened_before(contact, other)
            and agree(contact, other)
            for other in self.by_type.get(event.type, ())
        )

    def since(self, name: str, day: int) -> Sequence[Event]:
        """Return the events of a type from a London day on, in order."""
        found = self.by_type.get(name, ())
        if not found or found[0].day >= day:
            return found
        return found[bisect_left(found, day, key=_day) :]

    def speaks_for(self, event: Event, other: Event) -> bool:
        """Whether what `event` says of its suspect or crime holds for the whole of what `other` concerns.

        The end of one suspect's case is not the end of a duty that concerns them all: where `other` names none and
        the history knew of more than one by the later of the two days, it does not speak for it.
        """
        return all(
            one is None or one == another or (another is None and self._knew_one(known, max(event.day, other.day)))
            for one, another, known in (
                (event.suspect, other.suspect, self.suspects),
                (event.crime, other.crime, self.crimes),
            )
        )

    @staticmethod
    def _knew_one(known: Mapping[str, int], day: int) -> bool:
        """Whether no more than one suspect, or one crime, was named by the end of a day."""
        return sum(first <= day for first in known.values()) <= 1


def _day(event: Event) -> int:
    return event.day


def agree(event: Event, other: Event) -> bool:
    """Whether two events may concern the same victim, suspect and crime: what one leaves open contradicts nothing."""
    return (
        (event.victim is None or other.victim is None or event.victim == other.victim)
        and (event.suspect is None or other.suspect is None or event.suspect == other.suspect)
        and (event.crime is None or other.crime is None or event.crime == other.crime)
    )


def _place(event: Event) -> tuple[int, float, str]:
    return event.place
