"""The case: victims and a history. The history is read as it stood on a day, with repeats, corrections and voids.

Nothing is ever deleted. A correction or a void is an event of its own, which acts from its own date on.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import tzinfo
from enum import StrEnum
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final

from attrs import evolve, field, frozen

from victims_code.arguments import as_text, need
from victims_code.dates import When, parse_when
from victims_code.errors import InvalidCase, InvalidFact, Problem, enough, nearest
from victims_code.events import Event, agree
from victims_code.histories import History
from victims_code.victims import Victim, checked_reference
from victims_code.vocabulary import REWRITES, Act, Vocabulary, code_vocabulary

if TYPE_CHECKING:
    from victims_code.names import JurisdictionName

__all__ = ["CORRECTABLE", "Case", "History", "Jurisdiction", "agree", "corrected_fields"]

#: The fields of an event that a correction may replace.
CORRECTABLE: Final = ("at", "received_at", "recorded_at", "victim", "suspect", "crime", "about", "details")


class Jurisdiction(StrEnum):
    """Where the offence was committed, or is prosecuted: the Code binds in England and Wales only."""

    ENGLAND_AND_WALES = "england_and_wales"
    ELSEWHERE = "elsewhere"


def _jurisdiction(value: Jurisdiction | JurisdictionName) -> Jurisdiction:
    try:
        return Jurisdiction(as_text(value))
    except ValueError:
        msg = f"jurisdiction: {nearest('', list(Jurisdiction))}"
        raise InvalidFact(msg) from None


def _victims(value: Iterable[Victim]) -> tuple[Victim, ...]:
    return _listed("victims", value)


def _events(value: Iterable[Event]) -> tuple[Event, ...]:
    return _listed("events", value)


def _listed(name: str, given: Iterable[Any]) -> tuple[Any, ...]:
    try:
        return tuple(given)
    except TypeError:
        what = f"a list is needed, not {type(given).__name__}"
        raise InvalidCase([Problem(name, what, "[] where there are none")]) from None


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
    victims: tuple[Victim, ...] = field(converter=_victims)
    #: The events, without repeats, in the order in which they happened: the order given says nothing.
    events: tuple[Event, ...] = field(default=(), converter=_events)
    #: Where the offence was committed or is prosecuted.
    jurisdiction: Jurisdiction = field(default=Jurisdiction.ENGLAND_AND_WALES, kw_only=True, converter=_jurisdiction)
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
        rewrites = _check_references(self.events, {event.id: event for event in events}, problems)
        keep = object.__setattr__
        keep(self, "events", tuple(sorted(events, key=attrgetter("place"))))
        if rewrites and not problems:
            _check_rewriting(self, rewrites, problems)
        if problems:
            raise InvalidCase(problems)
        keep(self, "_plain", None if rewrites else History(events, {}))

    def history(self, day: int, known_at: When | None = None) -> History:
        """Return the history as it stood at the end of the London day with the ordinal `day`.

        With `known_at`, it holds only what was known by then: a correction, a void or a contact that names an event
        which was not known yet does nothing to it.

        >>> from datetime import date
        >>> report = Event("e1", "crime_reported", at=date(2026, 5, 1))
        >>> void = Event("e2", "event_voided", at=date(2026, 5, 4), details={"event": "e1"})
        >>> case = Case("C1", [], [report, void])
        >>> [dict(case.history(date(2026, 5, day).toordinal()).voided) for day in (3, 4)]
        [{}, {'e1': <Event e2 event_voided 2026-05-04>}]
        """
        need("day", day, int)
        plain, known = self._plain, self.events
        if known_at is not None:
            known = tuple(event for each in known if (event := each.as_known(known_at)) is not None)
        is_whole = known_at is None or known == self.events
        if is_whole and plain is not None and (not plain.events or plain.events[-1].day <= day):
            return plain
        voided, events = _rewritten(known, day, is_whole=is_whole)
        acting = {name: void for name, void in voided.items() if name in events and events[name].day <= day}
        found = events.values() if known_at is None else [e.without_receipt_after(known_at) for e in events.values()]
        return History((e for e in found if e.day <= day), acting, (e for e in found if e.day > day))

    def __repr__(self) -> str:
        """Return the reference and the counts."""
        return f"<Case {self.id}: {_count(self.victims, 'victim')}, {_count(self.events, 'event')}>"


def _count(things: tuple[object, ...], noun: str) -> str:
    return f"{len(things)} {noun}" if len(things) == 1 else f"{len(things)} {noun}s"


def _vocabulary(event: Event) -> Vocabulary:
    return event.vocabulary or code_vocabulary()


def _check_victims(victims: tuple[object, ...], problems: list[Problem]) -> None:
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


def _without_repeats(events: tuple[object, ...], problems: list[Problem]) -> tuple[Event, ...]:
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


def _check_references(
    events: tuple[object, ...], by_id: Mapping[str, Event], problems: list[Problem]
) -> dict[str, int]:
    """Check that every `about`, void and correction names something, and return where the latter two stand, by id."""
    rewrites: dict[str, int] = {}
    for index, event in enumerate(events):
        if not isinstance(event, Event):
            continue
        for name in event.about:
            if not (name in by_id or name in _vocabulary(event) or enough(problems)):
                mend = nearest(name, [*by_id, *_vocabulary(event)])
                what = f"{name!r} is neither an event of this case nor an event type"
                problems.append(Problem(f"events[{index}].about", what, mend))
        act = event.act
        if act not in REWRITES:
            continue
        rewrites.setdefault(event.id, index)
        where = f"events[{index}].details.event"
        target = by_id.get(str(event.details.get("event")))
        if target is None:
            problems.append(Problem(where, "names no event of this case", "give the id of the event meant"))
        elif act is Act.CORRECT and target.act in REWRITES:
            what = "a void or a correction cannot be corrected"
            problems.append(Problem(where, what, "void it with event_voided, and record it anew"))
    return rewrites


def _check_rewriting(case: Case, rewrites: Mapping[str, int], problems: list[Problem]) -> None:
    """Every correction can be made, one after another, on every day that a void changes which of them stand."""
    acts = [event for event in case.events if event.id in rewrites]
    days = {event.day for event in acts if str(event.details["event"]) in rewrites}
    for day in sorted({max(event.day for event in acts), *days, *(day - 1 for day in days)}):
        try:
            _rewritten(case.events, day)
        except _Uncorrectable as error:
            problem = Problem(f"events[{rewrites[error.correction]}].details.fields", str(error))
            if problem not in problems:
                problems.append(problem)


class _Uncorrectable(InvalidFact):
    """A correction that cannot be made, by its event's id."""

    def __init__(self, correction: str, what: str) -> None:
        super().__init__(what)
        self.correction = correction


def _rewritten(
    events: tuple[Event, ...], day: int, *, is_whole: bool = True
) -> tuple[dict[str, Event], dict[str, Event]]:
    """Return which events are voided by the end of `day`, each with its void, and every event as it is corrected.

    Of a history that is not whole, a correction of what is not there, or that rests on one not there, does nothing.
    """
    acts = sorted(
        (event for event in events if event.day <= day and event.act in REWRITES), key=lambda event: event.place
    )
    voided = _voided([event for event in acts if event.act is Act.VOID])
    found = {event.id: event for event in events}
    for event in acts:
        if event.act is Act.CORRECT and event.id not in voided:
            target = str(event.details["event"])
            try:
                if target in found:
                    found[target] = _corrected(found[target], event)
            except InvalidFact as error:
                if is_whole:
                    raise _Uncorrectable(event.id, str(error)) from None
    return voided, found


def _voided(voids: list[Event]) -> dict[str, Event]:
    """Return what is voided, each with the first void of it; a void acts unless it is itself voided.

    Voids that void each other in a ring undo nothing.
    """
    targets = {void.id: str(void.details["event"]) for void in voids}
    by_id = {void.id: void for void in voids}
    unweighed = Counter(targets.values())
    ready = [name for name in targets if not unweighed[name]]
    found: dict[str, Event] = {}
    while ready:
        name = ready.pop()
        target = targets[name]
        if name not in found and (target not in found or by_id[name].place < found[target].place):
            found[target] = by_id[name]
        unweighed[target] -= 1
        if not unweighed[target] and target in targets:
            ready.append(target)
    return found


def _corrected(event: Event, correction: Event) -> Event:
    """Return `event` with the fields that `correction` replaces; details are replaced key by key."""
    new: dict[str, Any] = corrected_fields(event, correction.details.get("fields"))
    return evolve(event, **new)


def corrected_fields(event: Event, fields: object, *, assume_tz: tzinfo | None = None) -> dict[str, object]:
    """Return the new values of the fields that a correction names, read as a case file writes them.

    `assume_tz` is the zone of a date-time without an offset; without it such a date-time is refused.

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
            new[key] = {**event.details.given, **value}
        else:
            new[key] = value
    return new
