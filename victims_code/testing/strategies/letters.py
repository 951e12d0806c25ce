"""Letters: a story is drawn as one word, in which some letters are events, and the others say how and when they come.

A word costs Hypothesis one choice in all, and it is shrunk as any word is: letters are left out, and earlier letters of
the alphabet tried. Each letter makes sense without the others, so every one that a failure does not need goes. The
letters are of no script.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import time
from functools import cache
from typing import Any, Final, TypeAlias

from attrs import frozen
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from victims_code.testing.strategies.details import LOOKS
from victims_code.testing.strategies.order import order_data, order_of, orders, path
from victims_code.testing.strategies.when import HOURS
from victims_code.vocabulary import Act, code_vocabulary

#: Here the planes of private use begin: no word that anybody writes has such a letter.
_FIRST_LETTER: Final = 0xF0000

#: How many days pass before an event: within a limit, at its end, past it, and for long.
GAPS: Final = (
    1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 18, 20, 21, 22, 25, 27, 28, 29, 30, 31, 35, 42, 50, 60,
)  # fmt: skip

#: What changes what an earlier event says.
REWRITES: Final = (Act.VOID, Act.CORRECT)


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


#: The manner of which nothing is said.
PLAIN: Final = Manner()


@frozen
class Answer:
    """What is done about one of the latest events that ask for something, and how many days after the last of all."""

    back: int
    gap: int


@frozen
class Entrance:
    """What brings a suspect into a story, which goes on to be of that one."""

    type: str
    suspect: int


#: What a step can be for: a type of event, an answer to others, or the entrance of a suspect.
Goal: TypeAlias = str | Answer | Entrance

_ANSWERS: Final = tuple(Answer(back, gap) for gap in (0, 1, 2, 4, 5, 6, 7, 8, 9, 12, 14, 21, 35) for back in range(3))

#: What a letter can say of the event that comes next, alone; and of all that come from there on.
_ONCE: Final = (*(("gap", days) for days in GAPS), *(("look", 1 + n % (LOOKS - 1)) for n in range(18)))
_FROM_HERE_ON: Final = (
    *(("receipt", days) for days in (0, 1, 2, 3, 5, 6, 7, 12) * 3),
    *(("hour", hour) for hour in (*HOURS[1:], None) * 2),
    *(("about", what) for what in (1, 2, 3)),
    *(("crime", place) for place in (1, 0)),
    # Of a large alphabet the letters after the first 256 are drawn more often, and of these a story may need two.
    *(("suspect", place) for place in (1, 2, 1, 2, 1, 2, 0)),
    *(("victim", place) for place in (1, 2, 1, 2, 0)),
)
_MANNERS: Final[tuple[tuple[str, Any], ...]] = (*_ONCE, *_FROM_HERE_ON)


@frozen
class Step:
    """One step of a story: what happens, and how."""

    goal: Goal
    manner: Manner = PLAIN


def stories(fewest: int, most: int) -> SearchStrategy[str]:
    """Generate words that `read_steps` reads."""
    return words(_steps() + len(_MANNERS), fewest, most)


def manners(most: int) -> SearchStrategy[str]:
    """Generate words that `read_manner` reads."""
    return words(len(_MANNERS), 0, most)


def words(letters: int, fewest: int, most: int) -> SearchStrategy[str]:
    """Generate words of an alphabet of so many letters."""
    alphabet = st.characters(min_codepoint=_FIRST_LETTER, max_codepoint=_FIRST_LETTER + letters - 1)
    return st.text(alphabet, min_size=fewest, max_size=most)


def places(word: str) -> Iterator[int]:
    """Walk the places of a word's letters in their alphabet."""
    return (ord(letter) - _FIRST_LETTER for letter in word)


@cache
def goals(types: tuple[str, ...] = ()) -> tuple[Goal, ...]:
    """Return what a step can be for: one of `types`, or any type or an answer.

    What rests on a type follows it, so that a step shrinks to the one among those that it rests on that is needed.
    """
    found: list[Goal] = []
    for name in sorted(types or code_vocabulary(), key=_way):
        found.append(name)
        if not types and name in _entering():
            found += [Entrance(name, suspect) for suspect in (1, 2) for _ in range(3)]
    return (*found, *(() if types else _ANSWERS))


@cache
def _entering() -> frozenset[str]:
    """Return the types of event that are about a suspect and need nothing before them, but are needed by others."""
    needed = {each for order in orders().values() for group in order.needs for each in group}
    return frozenset(name for name in order_data()["suspects"] if name in needed and not order_of(name).needs)


@cache
def _steps() -> int:
    """Return how many letters stand for steps."""
    return len(goals())


def _way(name: str) -> list[int]:
    """Return the way to a type, by the places of its types in the vocabulary; what changes another event comes last."""
    known = list(code_vocabulary())
    last = [len(known)] if code_vocabulary()[name].acts in REWRITES else []
    return [*last, *(known.index(each) for each in path(name))]


def read_steps(word: str, goals: Sequence[Goal]) -> Iterator[Step]:
    """Walk the steps for which a word stands; what is said after the last one is of no event."""
    kept: dict[str, Any] = {}
    once: dict[str, Any] = {}
    for place in places(word):
        if place < _steps():
            goal = goals[place % len(goals)]
            if isinstance(goal, Entrance):
                kept["suspect"] = goal.suspect
            yield Step(goal, Manner(**kept, **once) if kept or once else PLAIN)
            once = {}
        else:
            _say(_MANNERS[place - _steps()], kept, once)


def read_manner(word: str) -> Manner:
    """Return the manner for which a word of manners alone stands."""
    said: dict[str, Any] = {}
    for place in places(word):
        _say(_MANNERS[place], said, said)
    return Manner(**said)


def _say(manner: tuple[str, Any], kept: dict[str, Any], once: dict[str, Any]) -> None:
    """Take a letter in: days add up, and of all else the later word counts."""
    name, value = manner
    if name == "gap":
        once[name] = once.get(name, 0) + value
    else:
        (once if name == "look" else kept)[name] = value
