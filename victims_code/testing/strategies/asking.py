"""Cases, and the questions that are asked of them: on days that make a difference."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from typing import Any, Final

from attrs import evolve
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from victims_code.assessment import assess
from victims_code.calendars import england_and_wales
from victims_code.cases import Case, Jurisdiction
from victims_code.dates import london_date
from victims_code.errors import OutsideCalendar
from victims_code.rulebook import Layer, load_code
from victims_code.testing.questions import Question
from victims_code.testing.strategies.letters import places, words
from victims_code.testing.strategies.people import facts, make_victim
from victims_code.testing.strategies.tellings import VICTIMS, History, tell_any
from victims_code.testing.strategies.when import PLAIN_DAY, drawn
from victims_code.victims import Victim

#: How many letters of a cast tell that there is one more victim; one beside them tells of an offence elsewhere.
_ANOTHER: Final = 6

#: The most that is told of a cast.
_MOST_TOLD: Final = 8

_DAY: Final = timedelta(days=1)


def cases(
    histories: SearchStrategy[History] | None = None,
    victims: SearchStrategy[Victim] | None = None,
    *,
    id: str = "C1",  # noqa: A002 - the noun's own name for it
) -> SearchStrategy[Case]:
    """Generate cases: of lawful, incomplete, late and impossible histories, unless `histories` are given.

    Every victim whom a history names is in the case, at least one in any. They are drawn from `victims`, and each has
    the reference by which the history names them; unless given, a case has now and then one more, or none of the facts.

    >>> from hypothesis import find
    >>> find(cases(), lambda case: any(event.type == "suspect_arrested" for event in case.events))
    <Case C1: 1 victim, 1 event>
    """
    cast = words(len(facts()) + _ANOTHER + 1, 0, _MOST_TOLD)

    def case(draw: DrawFn) -> Case:
        history = tell_any(draw) if histories is None else draw(histories)
        named = sorted({event.victim for event in history if event.victim is not None}) or [VICTIMS[0]]
        if victims is not None:
            return Case(id, [evolve(draw(victims), id=name) for name in named], history)
        told, jurisdiction = _read_cast(draw(cast))
        named += [name for name in VICTIMS if name not in named][: max(0, len(told) - len(named))]
        told += [[] for _ in named[len(told) :]]
        offence = min((event.date for event in history), default=PLAIN_DAY)
        people = [make_victim(name, known, offence) for name, known in zip(named, told, strict=False)]
        return Case(id, people, history, jurisdiction=jurisdiction)

    return drawn("cases", case)


def _read_cast(word: str) -> tuple[list[list[tuple[str, Any]]], Jurisdiction]:
    """Return what a word tells of each victim, and where the offence was."""
    told: list[list[tuple[str, Any]]] = [[]]
    jurisdiction = Jurisdiction.ENGLAND_AND_WALES
    for place in places(word):
        if place < len(facts()):
            told[-1] += facts()[place]
        elif place < len(facts()) + _ANOTHER:
            told.append([])
        else:
            jurisdiction = Jurisdiction.ELSEWHERE
    return told, jurisdiction


def as_of(case: Case) -> SearchStrategy[date]:
    """Generate days on which to ask about a case: those on which something changes in it, the last of them first.

    They are the days of events, of receipts and of records, and every due date, each with the day before and after.

    >>> from hypothesis import find
    >>> from victims_code import Event
    >>> case = Case("C1", [Victim("V1")], [Event("e1", "suspect_arrested", at=date(2026, 6, 1))])
    >>> find(as_of(case), lambda day: True)  # the day after the arrest should have been told
    datetime.date(2026, 6, 9)
    """
    days = _telling_days(case)
    places = st.integers(0, len(days) - 1)
    return drawn("as_of", lambda draw: days[draw(places)])


def _telling_days(case: Case) -> list[date]:
    """Return the days that matter to a case, the last one first: then all that is to happen has happened."""
    calendar = england_and_wales()
    days = {event.date for event in case.events}
    days |= {london_date(when) for event in case.events for when in (event.received_at, event.recorded_at) if when}
    days = days or {PLAIN_DAY}
    try:
        for obligation in assess(case, as_of=max(days)):
            days |= {day for day in (obligation.due_by, obligation.due_by_if_enhanced) if day is not None}
    except OutsideCalendar:
        pass  # then it has no due dates to ask about
    around = {day + number * _DAY for day in days for number in (-1, 0, 1)}
    return sorted((day for day in around if calendar.first_day <= day <= calendar.last_day), reverse=True)


def questions(
    cases: SearchStrategy[Case] | None = None,
    *,
    layers: SearchStrategy[Layer] | None = None,
    known_at: bool = False,
    readings: bool = False,
) -> SearchStrategy[Question]:
    """Generate questions: a case, and a day of `as_of` on which it is asked.

    With `layers`, some are asked under one or two of them; with `known_at`, some as the case was known on another such
    day; with `readings`, some under another choice of one reading. All that is asked plainly comes first.

    >>> from hypothesis import find
    >>> from victims_code.testing import reference
    >>> find(questions(), lambda question: reference(question)["in_breach"] == "yes")
    Question(case=<Case C1: 1 victim, 1 event>, as_of=datetime.date(2026, 6, 9), known_at=None, readings={}, layers=())
    """
    some_case = globals()["cases"]() if cases is None else cases
    some_layers = st.just([]) if layers is None else st.lists(layers, max_size=2, unique_by=_name)
    some_choice = st.sampled_from(_other_choices() if readings else [{}])

    def question(draw: DrawFn) -> Question:
        case = draw(some_case)
        days = as_of(case)
        return Question(
            case,
            draw(days),
            known_at=draw(st.none() | days) if known_at else None,
            readings=draw(some_choice),
            layers=tuple(draw(some_layers)),
        )

    return drawn("questions", question)


def _name(layer: Layer) -> str:
    return layer.name


@cache
def _other_choices() -> tuple[dict[str, str], ...]:
    """Return every choice that can be taken instead of a default, one at a time; none taken first."""
    book = load_code()
    return (
        {},
        *(
            {reading.name: choice.name}
            for reading in book.readings.values()
            for choice in reading.choices.values()
            if not choice.is_default
        ),
    )
