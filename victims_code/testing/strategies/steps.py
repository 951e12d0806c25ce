"""Steps: a history is drawn as a plain list of steps, each of which says what happens, when and how.

Hypothesis leaves out the steps that a failure does not need, and makes the others plainer: an earlier goal, no days
between, nothing said. It draws the places of a short list alike, but of one longer than 256 the first ones far more
often; so no choice here has more ways than that.
"""

from __future__ import annotations

from datetime import time
from itertools import combinations
from typing import Any, Final, TypeAlias

from attrs import frozen
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from victims_code.testing.strategies.details import LOOKS
from victims_code.testing.strategies.when import HOURS

#: How many days pass before an event: none, within a limit, at its end, past it, and for long.
GAPS: Final = (0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 14, 16, 18, 20, 21, 22, 25, 27, 28, 29, 30, 31, 35, 42, 60)


@frozen
class Manner:
    """How an event comes: when, how much of it is known, and whom it names, as places in lists of references."""

    #: How many days pass before it.
    gap: int = 0
    #: The London hour at which it happens; None is a day alone.
    hour: time | None = None
    #: How much of its details is known.
    look: int = 0
    #: After how many days it is received, where it is; None is not on record.
    receipt: int | None = None
    #: For a contact, what it was about.
    about: int = 0
    suspect: int = 0
    victim: int = 0
    crime: int = 0


#: The manner where nothing is said.
PLAIN: Final = Manner()


@frozen
class Answer:
    """What is done about one of the latest events that ask for something: the last of them, or one before it."""

    back: int


#: What a step can be for: a type of event, or an answer to others.
Goal: TypeAlias = str | Answer


@frozen
class Step:
    """One step of a history: what happens, and how."""

    goal: Goal
    manner: Manner = PLAIN


#: What can be said of an event: a field of `Manner`, and its value.
_SAID: Final[tuple[tuple[str, Any], ...]] = (
    *(("suspect", place) for place in (1, 2)),
    *(("victim", place) for place in (1, 2)),
    *(("receipt", days) for days in (0, 1, 2, 3, 5, 6, 7, 12)),
    *(("hour", hour) for hour in (*HOURS[1:], *HOURS[-1:] * 4)),  # just after midnight, when UTC has another day
    *(("look", look) for look in range(1, LOOKS)),
    *(("about", what) for what in (1, 2, 3)),
    ("crime", 1),
)
#: Every manner that is drawn, the plainest first: on the same day with nothing said, after some days, and with one
#: thing said or two: every fifth pair, so that the list is not too long, each after another number of days.
_MANNERS: Final[tuple[Manner, ...]] = (
    *(PLAIN,) * 8,
    *(Manner(gap) for gap in GAPS[1:]),
    *(Manner(**dict([said])) for said in _SAID),
    *(
        Manner(GAPS[5 * number % len(GAPS)], **dict(said))
        for number, said in enumerate(
            [
                *((said,) for said in _SAID),
                *[pair for pair in combinations(_SAID, 2) if pair[0][0] != pair[1][0]][::5],
            ]
        )
    ),
)

#: Generates manners: days before the event, and up to two things that are said of it.
manners: Final = st.sampled_from(_MANNERS)


def draw_steps(draw: DrawFn, goals: SearchStrategy[Goal], number: SearchStrategy[int]) -> list[Step]:
    """Draw so many steps, each for one of the goals and in some manner."""
    return [Step(draw(goals), draw(manners)) for _ in range(draw(number))]
