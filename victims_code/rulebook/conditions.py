"""Conditions: when a rule applies, in a small closed language with three answers, that prints as English.

A condition is a named test, or all, any or not of others. There is nothing else: no arithmetic, no code. Each node
answers True, False or None for unknown, and says which facts would settle it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

from attrs import frozen

from victims_code.rulebook.questions import (
    DetailSays,
    FactIs,
    Facts,
    HasEnhancedRights,
    InCategory,
    JurisdictionIs,
    OffenceIs,
    RoleIs,
    Shows,
    StateIs,
    Unrecorded,
    plain_word,
)

__all__ = [
    "All", "AnyOf", "Condition", "DetailSays", "FactIs", "Facts", "HasEnhancedRights", "InCategory", "JurisdictionIs",
    "Not", "OffenceIs", "RoleIs", "Shows", "StateIs", "Unrecorded", "in_english", "is_of_victim", "leaves",
    "plain_word",
]  # fmt: skip


@frozen
class Not:
    """The opposite of a condition."""

    part: Condition
    given_words: str = ""

    @property
    def words(self) -> str:
        """Return the words given, or the part's with ``not``."""
        return self.given_words or f"not: {self.part.words}"

    def evaluate(self, facts: Facts) -> bool | None:
        """Turn yes into no and no into yes."""
        answer = self.part.evaluate(facts)
        return None if answer is None else not answer

    def unknown(self, facts: Facts) -> tuple[str, ...]:
        """Name what the part leaves unknown."""
        return self.part.unknown(facts)


@frozen
class All:
    """Every part holds."""

    parts: tuple[Condition, ...]
    given_words: str = ""

    @property
    def words(self) -> str:
        """Return the words given, or the parts' joined by ``and``."""
        return self.given_words or " and ".join(part.words for part in self.parts)

    def evaluate(self, facts: Facts) -> bool | None:
        """Return no if any part is no, yes if all are yes, otherwise unknown."""
        answer: bool | None = True
        for part in self.parts:
            found = part.evaluate(facts)
            if found is False:
                return False
            if found is None:
                answer = None
        return answer

    def unknown(self, facts: Facts) -> tuple[str, ...]:
        """Name what the parts leave unknown, unless one is no."""
        return _unknown(self, facts)


@frozen
class AnyOf:
    """At least one part holds."""

    parts: tuple[Condition, ...]
    given_words: str = ""

    @property
    def words(self) -> str:
        """Return the words given, or the parts' joined by ``or``, saying what they share once."""
        if self.given_words:
            return self.given_words
        words = [part.words for part in self.parts]
        if len(words) == 1:
            return words[0]
        shared = _shared_beginning(words)
        words = [words[0], *(text.removeprefix(shared) for text in words[1:])]
        comma = "," if any(" and " in text for text in words) else ""
        return f"{', '.join(words[:-1])}{comma} or {words[-1]}"

    def evaluate(self, facts: Facts) -> bool | None:
        """Return yes if any part is yes, no if all are no, otherwise unknown."""
        answer: bool | None = False
        for part in self.parts:
            found = part.evaluate(facts)
            if found:
                return True
            if found is None:
                answer = None
        return answer

    def unknown(self, facts: Facts) -> tuple[str, ...]:
        """Name what the parts leave unknown, unless one is yes."""
        return _unknown(self, facts)


Condition: TypeAlias = (
    RoleIs | OffenceIs | FactIs | JurisdictionIs | Shows | InCategory | HasEnhancedRights | StateIs | DetailSays
    | Unrecorded | Not | All | AnyOf
)  # fmt: skip

#: The tests whose answer is the same for every duty to a victim, whatever the trigger and the day.
_OF_THE_VICTIM = (RoleIs, OffenceIs, FactIs, JurisdictionIs)


def is_of_victim(condition: Condition) -> bool:
    """Whether the answer depends on the victim alone, so that it can be worked out once."""
    return all(isinstance(leaf, _OF_THE_VICTIM) for leaf in leaves(condition))


def leaves(condition: Condition) -> Iterable[Condition]:
    """Walk the tests that a condition is made of."""
    if isinstance(condition, Not):
        yield from leaves(condition.part)
    elif isinstance(condition, All | AnyOf):
        for part in condition.parts:
            yield from leaves(part)
    else:
        yield condition


def in_english(condition: Condition) -> str:
    """Print a condition; the outermost parts that must all hold are set apart by semicolons.

    >>> vulnerable = FactIs("victim is vulnerable", "vulnerable")
    >>> in_english(All((vulnerable, DetailSays("outcome is a conviction", "outcome", one_of=("guilty",)))))
    'victim is vulnerable; outcome is a conviction'
    """
    if isinstance(condition, All) and not condition.given_words:
        return "; ".join(part.words for part in condition.parts)
    return condition.words


def _unknown(condition: All | AnyOf, facts: Facts) -> tuple[str, ...]:
    if condition.evaluate(facts) is not None:
        return ()
    return tuple(dict.fromkeys(name for part in condition.parts for name in part.unknown(facts)))


def _shared_beginning(words: list[str]) -> str:
    beginning, is_, _ = words[0].partition(" is ")
    start = beginning + is_
    return start if is_ and all(text.startswith(start) for text in words) else ""
