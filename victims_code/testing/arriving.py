"""Arriving: what comes to the record of a case next, on the day of a question. It needs Hypothesis."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import ClassVar, Final, Protocol

from attrs import evolve
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from victims_code.calendars import england_and_wales
from victims_code.cases import Case
from victims_code.dates import LONDON, When, london_day
from victims_code.errors import InvalidCase, OutsideCalendar
from victims_code.events import Event
from victims_code.rulebook import Layer, load_code
from victims_code.testing import strategies
from victims_code.testing.laws.rewriting import rewritten, type_that
from victims_code.testing.laws.telling import assessed
from victims_code.testing.questions import Question
from victims_code.victims import Victim
from victims_code.vocabulary import REWRITES, Act, code_vocabulary

#: The times of day by which events are recorded, on London's clock: noon, and either side of midnight.
_HOURS: Final = (time(12), time(23, 30), time(0, 15))

#: How many days pass in one step, where it is not to or past a due date: within limits, at their ends, and for long.
_GAPS: Final = (1, 2, 3, 4, 5, 7, 14, 28)

#: The farthest due date to which days pass in one step.
_FARTHEST: Final = 60

#: As many days before it is told may an event have happened, and by as many may it be corrected.
_LONGEST: Final = 14

#: How many days ago it happened: half the time, none.
_AGO: Final = st.integers(-_LONGEST, _LONGEST).map(lambda days: max(0, days))


class Opening(Protocol):
    """How the cases of a lifecycle are opened."""

    readings: ClassVar[Mapping[str, str]]
    layers: ClassVar[tuple[Layer, ...]]
    opening_days: ClassVar[SearchStrategy[date]]
    victims: ClassVar[SearchStrategy[Sequence[Victim]]]


def opening_days() -> SearchStrategy[date]:
    """Generate days on which cases are opened: with room for what follows, and under the Code in force.

    What is told late, and then corrected, happened under it too: a system that knows one edition alone is not accused.
    """
    book, calendar = load_code(), england_and_wales()
    first = (book.in_force_from or calendar.first_day) + timedelta(days=2 * _LONGEST)
    last = calendar.last_published_day - timedelta(days=365)
    return strategies.days(first, last) | strategies.boundary_days(first=first, last=last)


def one_or_two_victims() -> SearchStrategy[Sequence[Victim]]:
    """Generate the victims of a case."""
    one, other = strategies.victims("V1"), strategies.victims("V2")
    return st.tuples(one) | st.tuples(one, other)


@st.composite
def opened(draw: DrawFn, lifecycle: Opening) -> Question:
    """Draw the question of a case in which nothing has happened, on the day on which it is opened."""
    case, day = Case("C1", draw(lifecycle.victims)), draw(lifecycle.opening_days)
    return Question(case, day, readings=lifecycle.readings, layers=lifecycle.layers)


@st.composite
def next_event(draw: DrawFn, question: Question, *, types: Sequence[str], may_be_late: bool) -> Event:
    """Draw what happens next in a case: what answers something that has happened, or can follow it.

    It happened on the day of the question, or is received on it; or else, where it `may_be_late`, it is only recorded
    on it. What cannot have happened on an earlier day happened on this one. `types` are those that may happen; with
    none, all.
    """
    today = question.as_of
    ago = draw(_AGO) if may_be_late else 0
    event = draw(_events(question, today - timedelta(days=ago), types))
    received = None if event.received_at is None else today
    plain = evolve(event, at=today, received_at=received)
    if ago:
        return _lawful(question, evolve(event, received_at=received, recorded_at=today), plain)
    if event.received_at is None:
        return _lawful(question, event, plain)
    earlier = event.at - (london_day(event.received_at) - event.date)
    return _lawful(question, evolve(event, at=earlier, received_at=today), evolve(event, received_at=today), plain)


def _lawful(question: Question, *events: Event) -> Event:
    """Return the first event with which the case can have gone on, or else the last one."""
    return next((event for event in events[:-1] if _is_lawful(question, event)), events[-1])


@st.composite
def _events(draw: DrawFn, question: Question, day: date, types: Sequence[str]) -> Event:
    case = question.case
    kind, trigger = draw(_kinds(question, types))
    names = [victim.id for victim in case.victims]
    events = strategies.events(kind, _next_id(case), at=_on(day), after=case.events, victims=names)
    event = draw(events.filter(lambda each: each.act not in REWRITES))
    if trigger is None:
        return event
    about = [trigger.id] if event.type in _naming() else []
    whom = trigger.victim or event.victim
    return evolve(event, victim=whom, suspect=trigger.suspect, crime=trigger.crime, about=about)


def _kinds(question: Question, types: Sequence[str]) -> SearchStrategy[tuple[str | None, Event | None]]:
    """Return what may happen next: a type that answers an earlier event, and that event; or a type, None being any."""
    free = [name for name in types if code_vocabulary()[name].acts not in REWRITES]
    answers = [
        (meets.type, event)
        for event in reversed(changeable(question))
        for rule in load_code().rules
        if event.type in rule.arises_on
        for meets in rule.met_by
        if not types or meets.type in types
    ]
    anything: SearchStrategy[str | None] = st.sampled_from(free) if free else st.none()
    return st.one_of(st.tuples(anything, st.none()), *([st.sampled_from(answers)] if answers else []))


@cache
def _naming() -> frozenset[str]:
    """Return the types of service that must say what the victim was told of."""
    return frozenset(meets.type for rule in load_code().rules for meets in rule.met_by if meets.names_trigger)


def _on(day: date) -> SearchStrategy[When]:
    """Return the times of a London day: the date alone, or a date-time in UTC, in summer perhaps of its eve."""
    moments = (datetime.combine(day, hour, LONDON).astimezone(UTC) for hour in _HOURS)
    return st.sampled_from([day, *moments])


@st.composite
def correction(draw: DrawFn, question: Question) -> Event:
    """Draw a correction of the day on which an event happened or was received: by a few days, and not past today."""
    target = draw(st.sampled_from(correctable(question)))
    keys = ["at"] if target.received_at is None else ["at", "received_at"]
    day = min(target.date + timedelta(days=draw(st.integers(-_LONGEST, _LONGEST))), question.as_of)
    event = _rewrite(question, Act.CORRECT, target, fields={draw(st.sampled_from(keys)): day.isoformat()})
    # Where the event cannot have been on that day, the correction changes nothing.
    return _lawful(question, event, _rewrite(question, Act.CORRECT, target, fields={"details": {}}))


@st.composite
def void(draw: DrawFn, question: Question) -> Event:
    """Draw the void of an event; of the last one, where those after another cannot have happened without it."""
    found = changeable(question)
    return _lawful(
        question, *(_rewrite(question, Act.VOID, each) for each in (draw(st.sampled_from(found)), found[-1]))
    )


def _rewrite(question: Question, act: Act, target: Event, **details: Mapping[str, object]) -> Event:
    return Event(_next_id(question.case), type_that(act), at=question.as_of, details={"event": target.id, **details})


def _next_id(case: Case) -> str:
    return f"e{len(case.events) + 1}"


def changeable(question: Question) -> list[Event]:
    """Return the events of a case that change no other, and so may be changed."""
    return [event for event in question.case.events if event.act not in REWRITES]


def correctable(question: Question) -> list[Event]:
    """Return those that were not corrected yet on the day: which of two corrections came last would not be known."""
    changed = {rewritten(event) for event in question.case.events if event.date == question.as_of}
    return [event for event in changeable(question) if event.id not in changed]


def _is_lawful(question: Question, event: Event) -> bool:
    """Whether the case can have gone on with an event."""
    try:
        return not strategies.impossibilities([*question.case.events, event])
    except InvalidCase:
        return False


def gaps(question: Question) -> SearchStrategy[int]:
    """Generate how many days pass: a few, or as many as there are to a due date, and one more."""
    try:
        due = [duty.due_by for duty in assessed(question) if duty.due_by is not None]
    except OutsideCalendar:
        due = []
    ahead = [(day - question.as_of).days for day in due]
    return st.sampled_from([*dict.fromkeys([*_GAPS, *(n + m for n in ahead if 0 < n <= _FARTHEST for m in (0, 1))])])
