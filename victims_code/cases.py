"""The case: victims and a history. The history is read as it stood on a day, with repeats, corrections and voids.

Nothing is ever deleted. A correction or a void is an event of its own, which acts from its own date on.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import tzinfo
from enum import StrEnum
from typing import Final

from attrs import evolve, field, frozen

from victims_code.dates import parse_when
from victims_code.errors import InvalidCase, InvalidFact, Problem, nearest
from victims_code.events import Event, happened_before
from victims_code.victims import Victim, checked_reference
from victims_code.vocabulary import Act, Vocabulary, code_vocabulary

#: The fields of an event that a correction may replace.
CORRECTABLE: Final = ("at", "received_at", "recorded_at", "victim", "suspect", "crime", "about", "details")


class Jurisdiction(StrEnum):
    """Where the offence was committed, or is prosecuted: the Code binds in England and Wales only."""

    ENGLAND_AND_WALES = "england_and_wales"
    ELSEWHERE = "elsewhere"


def _jurisdiction(value: object) -> Jurisdiction:
    try:
        return Jurisdiction(value)  # type: ignore[arg-type] # a wrong type is refused just as a wrong word is
    except ValueError:
        msg = f"jurisdiction: {nearest('', list(Jurisdiction))}"
        raise InvalidFact(msg) from None


class History:
    """The events of a case as they stood on one day: in order, corrected, without those that were voided."""

    __slots__ = ("by_id", "by_type", "events", "later", "misdirected", "told", "voided")

    def __init__(self, events: Iterable[Event], voided: Mapping[str, Event], later: Iterable[Event] = ()) -> None:
        """Hold `events` in their order; `voided` maps an event's id to the void; `later` are still to come."""
        self.events = tuple(sorted(events, key=_place))
        self.voided = dict(voided)
        self.later = tuple(sorted(later, key=_place))
        self.by_id = {event.id: event for event in self.events}
        by_type: dict[str, list[Event]] = {}
        for event in self.events:
            if event.id not in self.voided:
                by_type.setdefault(event.type, []).append(event)
        self.by_type = {name: tuple(found) for name, found in by_type.items()}
        #: By an event's id: the contacts that name it in their `about`, in order.
        self.told: dict[str, list[Event]] = {}
        #: The contacts whose `about` names an event that is later, voided or has not happened: a finding each.
        self.misdirected: list[tuple[Event, str]] = []
        for event in self.events:
            if event.about and event.id not in self.voided:
                self._direct(event)

    def _direct(self, contact: Event) -> None:
        """Work out which events a contact was about: by id, or by type the latest earlier one of that type."""
        for name in contact.about:
            named = self.by_id.get(name)
            if named is not None and name not in self.voided and not happened_before(contact, named):
                self.told.setdefault(name, []).append(contact)
                continue
            earlier = [e for e in self.by_type.get(name, ()) if e is not contact and not happened_before(contact, e) and agree(contact, e)]
            for event in earlier:
                if event.day == earlier[-1].day and event.moment == earlier[-1].moment:
                    self.told.setdefault(event.id, []).append(contact)
            if not earlier:
                self.misdirected.append((contact, name))


def agree(event: Event, other: Event) -> bool:
    """Whether two events may concern the same victim, suspect and crime: what either leaves open contradicts nothing."""
    return (
        (event.victim is None or other.victim is None or event.victim == other.victim)
        and (event.suspect is None or other.suspect is None or event.suspect == other.suspect)
        and (event.crime is None or other.crime is None or event.crime == other.crime)
    )


def _place(event: Event) -> tuple[int, float, str]:
    return event.place


@frozen(repr=False)
class Case:
    """A case: its reference, its victims, and all that happened, in any order.

    The same event given twice is a repeat and is dropped; the same id with other content is an error.

    :raises InvalidCase: with every fault found: an id used twice, an `about` that names nothing.

    >>> from datetime import date
    >>> Case("20WM/01234/26", [Victim("V1")], [Event("e1", "crime_reported", at=date(2026, 5, 1))])
    <Case 20WM/01234/26: 1 victim, 1 event>
    """

    #: The host system's opaque reference.
    id: str = field()
    #: The victims, in the order given; empty where they are not known.
    victims: tuple[Victim, ...] = field(converter=tuple)
    #: The events, without repeats, in the order given.
    events: tuple[Event, ...] = field(default=(), converter=tuple)
    #: Where the offence was committed or is prosecuted.
    jurisdiction: Jurisdiction = field(
        default=Jurisdiction.ENGLAND_AND_WALES, kw_only=True, converter=_jurisdiction
    )
    #: The whole history, where nothing corrects or voids it: what most cases need, made once.
    _plain: History | None = field(init=False, eq=False)

    def __attrs_post_init__(self) -> None:
        """Drop repeats, and refuse what does not hold together."""
        problems: list[Problem] = []
        try:
            checked_reference(self.id, "case")
        except InvalidFact as error:
            problems.append(Problem("", str(error)))
        _check_victims(self.victims, problems)
        events = _without_repeats(self.events, problems)
        if not problems:
            _check_references(events, problems)
        if problems:
            raise InvalidCase(problems)
        keep = object.__setattr__
        keep(self, "events", events)
        plain = all(_act(event) not in _REWRITES for event in events)
        keep(self, "_plain", History(events, {}) if plain else None)

    def history(self, day: int) -> History:
        """Return the history as it stood at the end of the London day with the ordinal `day`."""
        plain = self._plain
        if plain is not None and (not plain.events or plain.events[-1].day <= day):
            return plain
        events = {event.id: event for event in self.events}
        voided: dict[str, Event] = {}
        for event in sorted(self.events, key=_place, reverse=True):
            if event.day <= day and _act(event) is Act.VOID and event.id not in voided:
                voided[str(event.details["event"])] = event
        for event in sorted(self.events, key=_place):
            if event.day <= day and _act(event) is Act.CORRECT and event.id not in voided:
                target = str(event.details["event"])
                events[target] = _corrected(events[target], event)
        happened = [event for event in events.values() if event.day <= day]
        later = [event for event in events.values() if event.day > day]
        return History(happened, {name: void for name, void in voided.items() if events[name].day <= day}, later)

    def __repr__(self) -> str:
        """Return the reference and the counts."""
        return f"<Case {self.id}: {_count(self.victims, 'victim')}, {_count(self.events, 'event')}>"


def _count(things: tuple[object, ...], noun: str) -> str:
    return f"{len(things)} {noun}" if len(things) == 1 else f"{len(things)} {noun}s"


def _vocabulary(event: Event) -> Vocabulary:
    return event.vocabulary or code_vocabulary()


def _act(event: Event) -> Act | None:
    return _vocabulary(event)[event.type].acts


#: The acts that change what an earlier event says.
_REWRITES: Final = (Act.VOID, Act.CORRECT)


def _check_victims(victims: tuple[Victim, ...], problems: list[Problem]) -> None:
    seen: set[str] = set()
    for index, victim in enumerate(victims):
        if not isinstance(victim, Victim):
            problems.append(Problem(f"victims[{index}]", f"a Victim is needed, not {type(victim).__name__}"))
        elif victim.id in seen:
            problems.append(
                Problem(f"victims[{index}].id", f"{victim.id!r} is used twice", "give each victim an id of their own")
            )
        else:
            seen.add(victim.id)


def _without_repeats(events: tuple[Event, ...], problems: list[Problem]) -> tuple[Event, ...]:
    kept: dict[str, Event] = {}
    for index, event in enumerate(events):
        if not isinstance(event, Event):
            problems.append(Problem(f"events[{index}]", f"an Event is needed, not {type(event).__name__}"))
        elif event.id not in kept:
            kept[event.id] = event
        elif kept[event.id] != event:
            problems.append(
                Problem(
                    f"events[{index}].id",
                    f"{event.id!r} is used twice with different content",
                    "a repeat must be the same in every field; record a change as event_corrected",
                )
            )
    return tuple(kept.values())


def _check_references(events: tuple[Event, ...], problems: list[Problem]) -> None:
    """Every `about` names an event or a type; every void and correction names an event and mends what it can."""
    by_id = {event.id: event for event in events}
    for index, event in enumerate(events):
        where = f"events[{index}]"
        for name in event.about:
            if name not in by_id and name not in _vocabulary(event):
                problems.append(
                    Problem(
                        f"{where}.about",
                        f"{name!r} is neither an event of this case nor an event type",
                        nearest(name, [*by_id, *_vocabulary(event)]),
                    )
                )
        if _act(event) in _REWRITES:
            target = by_id.get(str(event.details.get("event")))
            if target is None:
                problems.append(
                    Problem(f"{where}.details.event", "names no event of this case", "give the id of the event meant")
                )
            elif _act(event) is Act.CORRECT:
                try:
                    _corrected(target, event)
                except InvalidFact as error:
                    problems.append(Problem(f"{where}.details.fields", str(error)))


def _corrected(event: Event, correction: Event) -> Event:
    """Return `event` with the fields that `correction` replaces; details are replaced key by key."""
    return evolve(event, **corrected_fields(event, correction.details.get("fields")))


def corrected_fields(event: Event, fields: object, *, assume_tz: tzinfo | None = None) -> dict[str, object]:
    """Return the new values of the fields that a correction names, read as a case file writes them.

    :raises InvalidFact: when it names none, or one that cannot be corrected.
    """
    if not isinstance(fields, Mapping) or not fields:
        msg = "an object with the fields to replace is needed, such as {'at': '2026-05-02'}"
        raise InvalidFact(msg)
    new: dict[str, object] = {}
    for key, value in fields.items():
        if key not in CORRECTABLE:
            msg = f"{key!r} cannot be corrected; {nearest(key, CORRECTABLE)}"
            raise InvalidFact(msg)
        if key.endswith("at") and isinstance(value, str):
            new[key] = parse_when(value, key, assume_tz=assume_tz)
        elif key == "details" and isinstance(value, Mapping):
            new[key] = {**event.details, **value}
        else:
            new[key] = value
    return new
