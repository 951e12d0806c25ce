"""The event: one thing that happened in a case, as a fact that never changes.

What an event's type means is in the vocabulary; what follows from it is in the rulebook.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from datetime import date
from typing import TYPE_CHECKING, Any, TypeAlias

from attrs import Attribute, evolve, field, frozen

from victims_code.arguments import need
from victims_code.dates import When, checked_when, london_day, moment, optional_when, ordinal_date
from victims_code.details import NO_DETAILS, Details
from victims_code.errors import InvalidFact
from victims_code.victims import checked_reference
from victims_code.vocabulary import Act, Vocabulary, code_vocabulary

if TYPE_CHECKING:
    from victims_code.names import CheckedType, EventTypeName

    def _type(value: EventTypeName | CheckedType) -> CheckedType: ...
else:
    #: Only a type checker sees a converter, for what it says of its argument: at run time there is nothing to convert.
    _type = None

#: Where an event stands in its history: London day, then time of day (a date alone comes first), then id.
Place: TypeAlias = tuple[int, float, str]


def _at(value: When) -> When:
    return checked_when(value, "at")


def _received_at(value: When | None) -> When | None:
    return None if value is None else optional_when(value, "received_at")


def _recorded_at(value: When | None) -> When | None:
    return None if value is None else optional_when(value, "recorded_at")


def _details(value: Mapping[str, object]) -> Details:
    return value  # type: ignore[return-value] # read once the type of the event is known


def _reference(_event: object, attribute: Attribute[Any], value: object) -> None:
    if value is not None or attribute.default is not None:
        checked_reference(value, attribute.name)


def _about(value: Iterable[str]) -> tuple[str, ...]:
    # A set has no order of its own: two runs could make two different events of one.
    if isinstance(value, str | Mapping | AbstractSet) or not isinstance(value, Iterable):
        msg = "about: a list of event ids or event types is needed"
        raise InvalidFact(msg)
    return tuple(dict.fromkeys(checked_reference(item, "about") for item in value))


@frozen(repr=False)
class Event:
    """One thing that happened, in the past tense: an arrest, a contact with the victim, a sentence.

    :raises InvalidFact: for an unknown type (with the nearest known one), a date-time without an offset, a receipt
        before the occurrence, or a detail of the wrong kind.

    >>> from datetime import date
    >>> Event("e2", "suspect_arrested", at=date(2026, 5, 2), suspect="S1")
    <Event e2 suspect_arrested 2026-05-02>
    >>> Event("e2", "suspect_arested", at=date(2026, 5, 2))
    Traceback (most recent call last):
    victims_code.errors.UnknownName: type: unknown event type 'suspect_arested'; did you mean 'suspect_arrested'?
    """

    #: Unique in its case.
    id: str = field(validator=_reference)
    #: One of the vocabulary's types: as it is written here, or as `Vocabulary.checked_type` has checked it.
    type: CheckedType = field(converter=_type)
    #: When it happened.
    at: When = field(kw_only=True, converter=_at)
    #: When the Witness Care Unit or other duty holder received it; None is unknown.
    received_at: When | None = field(default=None, kw_only=True, converter=_received_at)
    #: When it was entered in the record; None counts as when it was received, else when it happened.
    recorded_at: When | None = field(default=None, kw_only=True, converter=_recorded_at)
    #: Whom it concerns; None is every victim in the case.
    victim: str | None = field(default=None, kw_only=True, validator=_reference)
    #: Which suspect or defendant, as an opaque reference.
    suspect: str | None = field(default=None, kw_only=True, validator=_reference)
    #: Which crime, as an opaque reference.
    crime: str | None = field(default=None, kw_only=True, validator=_reference)
    #: The events that the victim was told of: ids, or types (then the latest earlier event of that type), each once.
    about: tuple[str, ...] = field(default=(), kw_only=True, converter=_about)
    #: Further facts, typed by the vocabulary; keys it does not know are kept and ignored.
    details: Details = field(default=NO_DETAILS, kw_only=True, converter=_details)
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
        if self.vocabulary is not None:
            need("vocabulary", self.vocabulary, Vocabulary)
        known = self.vocabulary or code_vocabulary()
        known.checked_type(self.type)
        received = self.received_at
        if received is not None and _before(received, self.at):
            msg = "received_at: earlier than at, but nothing is received before it happens; correct one of the two"
            raise InvalidFact(msg)
        keep = object.__setattr__
        keep(self, "details", known.checked_details(self.type, self.details))
        day, time = london_day(self.at).toordinal(), moment(self.at)
        keep(self, "day", day)
        keep(self, "moment", time)
        keep(self, "received_day", None if received is None else london_day(received).toordinal())
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

        :raises InvalidFact: when `when` is no date, nor a date-time with an offset.

        >>> from datetime import date
        >>> Event("e1", "crime_reported", at=date(2026, 5, 1), recorded_at=date(2026, 5, 5)).is_known(date(2026, 5, 4))
        False
        """
        return not _before(checked_when(when, "when"), self.known_from)

    def as_known(self, when: When) -> Event | None:
        """Return the event as it was known at `when`, without a receipt that came only later; None before it was known.

        >>> from datetime import date
        >>> entered = {"recorded_at": date(2026, 11, 3), "received_at": date(2026, 11, 10)}
        >>> Event("e1", "sentence_passed", at=date(2026, 11, 3), **entered).as_known(date(2026, 11, 5)).received_at
        """
        return self.without_receipt_after(when) if self.is_known(when) else None

    def without_receipt_after(self, when: When) -> Event:
        """Return the event without its receipt, if that came only after `when`."""
        if self.received_at is not None and _before(checked_when(when, "when"), self.received_at):
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
    return london_day(when) < london_day(other)


def agree(event: Event, other: Event) -> bool:
    """Whether two events may concern the same victim, suspect and crime: what one leaves open contradicts nothing."""
    return (
        (event.victim is None or other.victim is None or event.victim == other.victim)
        and (event.suspect is None or other.suspect is None or event.suspect == other.suspect)
        and (event.crime is None or other.crime is None or event.crime == other.crime)
    )
