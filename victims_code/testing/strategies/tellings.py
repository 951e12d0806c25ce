"""Histories: those that can have happened, that cannot, that are not all on record, and that were recorded late."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date, timedelta
from functools import cache
from typing import Final, TypeAlias

from attrs import frozen
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from victims_code.calendars import england_and_wales
from victims_code.errors import InvalidFact
from victims_code.events import Event
from victims_code.rulebook import load_code
from victims_code.testing.strategies.aims import Aim
from victims_code.testing.strategies.steps import GAPS, Goal, Manner, Step, draw_steps
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
from victims_code.testing.strategies.when import PLAIN_DAY, boundaries, boundary_table, draw_place, drawn

#: What happened in a case, in the order in which it is told.
History: TypeAlias = tuple[Event, ...]

#: What is made of a story.
_Turn: TypeAlias = Callable[[DrawFn, Story], History]

#: The references of victims, and how many steps a history has at most, unless told otherwise.
VICTIMS: Final = ("V1", "V2")
MOST_STEPS: Final = 5

#: The most steps for which the calendar has room.
_ROOM: Final = 20

#: How many facts are forgotten at most, and how long after a last event its duties may fall due, generously.
_MOST_FORGOTTEN: Final = 3
_AFTERMATH: Final = timedelta(days=365)

#: What comes before the steps of a history: nothing, or the offence, alone or with its report so many days later.
_OFFENCE: Final = Step("offence_committed")
_OPENINGS: Final[tuple[tuple[Step, ...], ...]] = (
    (), (), (), (_OFFENCE,), *((_OFFENCE, Step("crime_reported", Manner(gap=days))) for days in (1, 10, 40)),
)  # fmt: skip


def histories(
    start: SearchStrategy[date] | None = None,
    *,
    most: int = MOST_STEPS,
    types: Collection[str] = (),
    rights: Collection[int] = (),
    offences: Collection[str] = (),
    victims: Sequence[str] = VICTIMS,
) -> SearchStrategy[History]:
    """Generate lawful histories: it could have happened in that order, and all that an event rests on is there.

    The first event falls on a day of `start`; unless given, on a boundary day half the time. A history has up to `most`
    steps, each with all that it needs before it, so that there may be more events. `types` are the event types at which
    steps aim, and `rights` the Rights whose duties are to arise: all of the Code's unless given. Besides, a third of
    the steps answer what has happened, as by telling the victim. `offences` are the categories of offence that an event
    may name. Events name nobody, or one of `victims`.

    :raises InvalidFact: for an unknown type, Right or category, and a number of steps for which the calendar has no
        room.

    >>> from hypothesis import find
    >>> find(histories(types=["sentence_passed"]), lambda history: True)[-1]
    <Event e3 sentence_passed 2026-06-01>
    """
    return _told("histories", start, _plot(1, most, Aim.at(types, rights, offences), tuple(victims)), lawful)


def impossible_histories(
    start: SearchStrategy[date] | None = None,
    *,
    most: int = MOST_STEPS,
    types: Collection[str] = (),
    rights: Collection[int] = (),
    offences: Collection[str] = (),
    victims: Sequence[str] = VICTIMS,
) -> SearchStrategy[History]:
    """Generate histories that hold together but cannot have happened: `impossibilities` says what is wrong with each.

    A victim is told before the event, a suspect released before the arrest, an event recorded before it happened. They
    are a case like any other: it is for a system under test to see that something is odd. The other arguments are as
    for `histories`; the event that is out of place may be of any type.

    :raises InvalidFact: as `histories` does.

    >>> from hypothesis import find
    >>> from victims_code.testing.strategies import impossibilities
    >>> impossibilities(find(impossible_histories(), lambda history: True))
    ('e2 (crime_reported, 2026-05-31) needs offence_committed before it, but e1 came only on 2026-06-01',)
    """
    plot = _plot(0, most, Aim.at(types, rights, offences), tuple(victims))
    return _told("impossible_histories", start, plot, impossible)


def incomplete_histories(
    start: SearchStrategy[date] | None = None,
    *,
    most: int = MOST_STEPS,
    types: Collection[str] = (),
    rights: Collection[int] = (),
    offences: Collection[str] = (),
    victims: Sequence[str] = VICTIMS,
) -> SearchStrategy[History]:
    """Generate lawful histories that are not all on record; what is left of them is never impossible.

    Receipts, suspects, crimes, victims, times of day, details, what a contact was about, and whole events may be
    missing. The arguments are as for `histories`.

    :raises InvalidFact: as `histories` does.

    >>> from hypothesis import find
    >>> find(incomplete_histories(), lambda history: len(history) == 0)
    ()
    """
    plot = _plot(1, most, Aim.at(types, rights, offences), tuple(victims))
    return _told("incomplete_histories", start, plot, incomplete)


def late_histories(
    start: SearchStrategy[date] | None = None,
    *,
    most: int = MOST_STEPS,
    types: Collection[str] = (),
    rights: Collection[int] = (),
    offences: Collection[str] = (),
    victims: Sequence[str] = VICTIMS,
) -> SearchStrategy[History]:
    """Generate lawful histories, told in the order in which they were recorded: one event at least came in a day late.

    The arguments are as for `histories`.

    :raises InvalidFact: as `histories` does.

    >>> from hypothesis import find
    >>> [event.recorded_at for event in find(late_histories(), lambda history: True)]
    [datetime.date(2026, 6, 2)]
    """
    return _told("late_histories", start, _plot(1, most, Aim.at(types, rights, offences), tuple(victims)), late)


def tell_any(draw: DrawFn, aim: Aim) -> History:
    """Draw a history of any kind."""
    kind = draw(_kinds)
    plot = _plot(0 if kind == "impossible" else 1, MOST_STEPS, aim, VICTIMS)
    return KINDS[kind](draw, plot.story(draw, first_day(draw, MOST_STEPS)))


@frozen
class _Plot:
    """All from which a story is drawn, but its first day."""

    opening: SearchStrategy[tuple[Step, ...]]
    number: SearchStrategy[int]
    goals: SearchStrategy[Goal]
    victims: Sequence[str]
    aim: Aim
    fewest: int
    most: int

    def story(self, draw: DrawFn, start: date) -> Story:
        """Draw a story."""
        story = Story(start.toordinal(), self.victims, self.aim)
        for step in (*draw(self.opening), *draw_steps(draw, self.goals, self.number)):
            story.take(step)
        if not story.events and self.fewest:
            story.take(Step(self.aim.plainest))
        return story


@cache
def _plot(fewest: int, most: int, aim: Aim, victims: tuple[str, ...]) -> _Plot:
    if not 1 <= most <= _ROOM:
        msg = f"most: a history has 1 to {_ROOM} steps, not {most}"
        raise InvalidFact(msg)
    opening = st.sampled_from(_OPENINGS if aim.begins_with_an_offence else ((),))
    return _Plot(opening, st.integers(fewest, most), st.sampled_from(aim.goals()), victims, aim, fewest, most)


def first_day(draw: DrawFn, most: int) -> date:
    """Draw a day on which a history may begin: half of them are boundary days."""
    days = draw(_first_days(most))
    return days[draw_place(draw, len(days))]


@cache
def _first_days(most: int) -> SearchStrategy[Sequence[date]]:
    """Generate the days of the Code in force, as far as bank holidays are published, or as often the boundary days.

    They are such that all duties fall in the calendar.
    """
    calendar, code = england_and_wales(), load_code()
    first = code.in_force_from or calendar.first_day
    ahead = calendar.last_published_day - PLAIN_DAY
    plain = [PLAIN_DAY + timedelta(number) for number in range(ahead.days + 1)]
    plain += [first + timedelta(number) for number in range((PLAIN_DAY - first).days)]
    longest = timedelta((most + 2) * max(GAPS))
    boundary = boundary_table(tuple(boundaries()), calendar.first_day, calendar.last_day - _AFTERMATH - longest)
    return st.sampled_from((plain, boundary))


def _told(name: str, start: SearchStrategy[date] | None, plot: _Plot, turn: _Turn) -> SearchStrategy[History]:
    def history(draw: DrawFn) -> History:
        return turn(draw, plot.story(draw, first_day(draw, plot.most) if start is None else draw(start)))

    return drawn(name, history)


_MOST_DELAYED: Final = 3
_forgotten: Final = st.lists(st.sampled_from(range(WAYS_TO_FORGET)), min_size=1, max_size=_MOST_FORGOTTEN)
_delays: Final = st.lists(st.sampled_from(DELAYS), max_size=_MOST_DELAYED)
_broken: Final = st.deferred(lambda: st.tuples(st.sampled_from(breakable()), st.sampled_from(EARLY)))


def lawful(_draw: DrawFn, story: Story) -> History:
    """Tell a story as it was."""
    return tuple(story.events)


def incomplete(draw: DrawFn, story: Story) -> History:
    """Leave something out of a story."""
    return forget(story.events, draw(_forgotten))


def late(draw: DrawFn, story: Story) -> History:
    """Record a story late."""
    return record_late(story.events, draw(_delays))


def impossible(draw: DrawFn, story: Story) -> History:
    """End a story with what cannot have happened."""
    return put_too_early(story, *draw(_broken))


#: The kinds of history, the plainest first, and how often a case has each, in fifths.
KINDS: Final[dict[str, _Turn]] = {"lawful": lawful, "incomplete": incomplete, "late": late, "impossible": impossible}
SHARES: Final[Mapping[str, int]] = {"lawful": 2, "incomplete": 1, "late": 1, "impossible": 1}
_kinds: Final = st.sampled_from([kind for kind, share in SHARES.items() for _ in range(share)])
