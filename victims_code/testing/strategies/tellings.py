"""Histories: those that can have happened, that cannot, that are not all on record, and that were recorded late."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import date, timedelta
from functools import cache
from itertools import islice
from typing import Final, TypeAlias

from attrs import frozen
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from victims_code.calendars import england_and_wales
from victims_code.errors import InvalidFact
from victims_code.events import Event
from victims_code.rulebook import load_code
from victims_code.testing.strategies.letters import GAPS, Goal, Step, goals, places, read_steps, stories, words
from victims_code.testing.strategies.stories import Story
from victims_code.testing.strategies.turns import (
    DELAYS,
    EARLY,
    WAYS_TO_FORGET,
    breakable,
    forget,
    put_too_early,
    record_late,
)
from victims_code.testing.strategies.when import PLAIN_DAY, boundaries, boundary_table, drawn
from victims_code.vocabulary import code_vocabulary

#: What happened in a case, in the order in which it is told.
History: TypeAlias = tuple[Event, ...]

#: What is made of a story.
_Turn: TypeAlias = Callable[[DrawFn, Story], History]

#: The references of victims, and how many steps a history has at most, unless told otherwise.
VICTIMS: Final = ("V1", "V2")
MOST_STEPS: Final = 5

#: How many letters of a story there are for each step: the step, and how it comes.
_LETTERS: Final = 2

#: The most steps for which the calendar has room.
_ROOM: Final = 20

#: How many facts are forgotten at most, and how long after a last event its duties may fall due, generously.
_MOST_FORGOTTEN: Final = 6
_AFTERMATH: Final = timedelta(days=365)


def histories(
    start: SearchStrategy[date] | None = None,
    *,
    most: int = MOST_STEPS,
    types: Collection[str] = (),
    victims: Sequence[str] = VICTIMS,
) -> SearchStrategy[History]:
    """Generate lawful histories: it could have happened in that order, and all that an event rests on is there.

    The first event falls on a day of `start`; unless given, on a boundary day half the time. A history has up to `most`
    steps, each with all that it needs before it, so that there may be more events. `types` are the event types at which
    steps aim, all of the Code's unless given. Events name nobody, or one of `victims`.

    :raises InvalidFact: for an unknown type, or a number of steps for which the calendar has no room.

    >>> from hypothesis import find
    >>> find(histories(types=["sentence_passed"]), lambda history: True)[-1]
    <Event e3 sentence_passed 2026-06-01>
    """
    return _told("histories", start, _plot(1, most, tuple(types), tuple(victims)), _lawful)


def impossible_histories(
    start: SearchStrategy[date] | None = None, *, most: int = MOST_STEPS, victims: Sequence[str] = VICTIMS
) -> SearchStrategy[History]:
    """Generate histories that hold together but cannot have happened: `impossibilities` says what is wrong with each.

    A victim is told before the event, a suspect released before the arrest, an event recorded before it happened. They
    are a case like any other: it is for a system under test to see that something is odd.

    :raises InvalidFact: as `histories` does.

    >>> from hypothesis import find
    >>> from victims_code.testing.strategies import impossibilities
    >>> impossibilities(find(impossible_histories(), lambda history: True))
    ('e2 (crime_reported, 2026-05-31) needs offence_committed before it, but e1 came only on 2026-06-01',)
    """
    return _told("impossible_histories", start, _plot(0, most, (), tuple(victims)), _impossible)


def incomplete_histories(
    start: SearchStrategy[date] | None = None, *, most: int = MOST_STEPS, victims: Sequence[str] = VICTIMS
) -> SearchStrategy[History]:
    """Generate lawful histories that are not all on record; what is left of them is never impossible.

    Receipts, suspects, crimes, victims, times of day, details, what a contact was about, and whole events may be
    missing.

    :raises InvalidFact: as `histories` does.

    >>> from hypothesis import find
    >>> find(incomplete_histories(), lambda history: len(history) == 0)
    ()
    """
    return _told("incomplete_histories", start, _plot(1, most, (), tuple(victims)), _incomplete)


def late_histories(
    start: SearchStrategy[date] | None = None, *, most: int = MOST_STEPS, victims: Sequence[str] = VICTIMS
) -> SearchStrategy[History]:
    """Generate lawful histories, told in the order in which they were recorded: one event at least came in a day late.

    :raises InvalidFact: as `histories` does.

    >>> from hypothesis import find
    >>> [event.recorded_at for event in find(late_histories(), lambda history: True)]
    [datetime.date(2026, 6, 2)]
    """
    return _told("late_histories", start, _plot(1, most, (), tuple(victims)), _late)


def tell_any(draw: DrawFn) -> History:
    """Draw a history of any kind, lawful ones the most often: one choice is both of the kind and of the first day."""
    days = _first_days(MOST_STEPS)
    kind, day = divmod(draw(_kinds_and_days()), len(days))
    turn = _TURNS[kind]
    return turn(draw, _plot(0 if turn is _impossible else 1, MOST_STEPS, (), VICTIMS).story(draw, days[day]))


@cache
def _kinds_and_days() -> SearchStrategy[int]:
    return st.integers(0, len(_TURNS) * len(_first_days(MOST_STEPS)) - 1)


@frozen
class _Plot:
    """All from which a story is drawn, but its first day."""

    word: SearchStrategy[str]
    goals: Sequence[Goal]
    victims: Sequence[str]
    fewest: int
    most: int

    def story(self, draw: DrawFn, start: date) -> Story:
        """Draw a story: one choice, however long it is."""
        story = Story(start.toordinal(), self.victims)
        for step in islice(read_steps(draw(self.word), self.goals), self.most):
            story.take(step)
        if not story.events and self.fewest:
            story.take(Step(self.goals[0]))
        return story


@cache
def _plot(fewest: int, most: int, types: tuple[str, ...], victims: tuple[str, ...]) -> _Plot:
    for name in types:
        code_vocabulary().checked_type(name)
    if not 1 <= most <= _ROOM:
        msg = f"most: a history has 1 to {_ROOM} steps, not {most}"
        raise InvalidFact(msg)
    return _Plot(stories(fewest, most * _LETTERS), goals(types), victims, fewest, most)


@cache
def _first_days(most: int) -> tuple[date, ...]:
    """Return days on which a history may begin, boundary days as the later half: its duties all fall in the calendar.

    The plain ones are those of the Code in force, as far as bank holidays are published.
    """
    calendar, code = england_and_wales(), load_code()
    first = code.in_force_from or calendar.first_day
    ahead = calendar.last_published_day - PLAIN_DAY
    plain = [PLAIN_DAY + timedelta(number) for number in range(ahead.days + 1)]
    plain += [first + timedelta(number) for number in range((PLAIN_DAY - first).days)]
    longest = most * _LETTERS * max(GAPS)
    boundary = boundary_table(
        tuple(boundaries()), calendar.first_day, calendar.last_day - _AFTERMATH - timedelta(longest)
    )
    return (*plain, *boundary[: len(plain)])


def _told(name: str, start: SearchStrategy[date] | None, plot: _Plot, turn: _Turn) -> SearchStrategy[History]:
    days = _first_days(plot.most)
    chosen = st.integers(0, len(days) - 1)

    def history(draw: DrawFn) -> History:
        first = days[draw(chosen)] if start is None else draw(start)
        return turn(draw, plot.story(draw, first))

    return drawn(name, history)


def _lawful(_draw: DrawFn, story: Story) -> History:
    return tuple(story.events)


def _incomplete(draw: DrawFn, story: Story) -> History:
    return forget(story.events, places(draw(_forgotten)))


def _late(draw: DrawFn, story: Story) -> History:
    return record_late(story.events, (DELAYS[place] for place in places(draw(_delays))))


def _impossible(draw: DrawFn, story: Story) -> History:
    place = draw(_broken)
    return put_too_early(story, breakable()[place // len(EARLY)], EARLY[place % len(EARLY)])


_forgotten: Final = words(WAYS_TO_FORGET, 1, _MOST_FORGOTTEN)
_delays: Final = words(len(DELAYS), 0, MOST_STEPS)
_broken: Final = st.deferred(lambda: st.integers(0, len(breakable()) * len(EARLY) - 1))

#: What can be made of a story, the plainest first.
_TURNS: Final[tuple[_Turn, ...]] = (_lawful, _lawful, _incomplete, _late, _impossible)
