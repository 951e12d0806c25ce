"""Reading conditions from TOML: names, tests, and all, any or not of others."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Final

from victims_code.cases import Jurisdiction
from victims_code.criteria import Category
from victims_code.errors import nearest, read_text, read_texts, read_word
from victims_code.given import number
from victims_code.rulebook.conditions import (
    All,
    AnyOf,
    Condition,
    DetailSays,
    FactIs,
    HasEnhancedRights,
    InCategory,
    JurisdictionIs,
    Not,
    OffenceIs,
    RoleIs,
    Shows,
    StateIs,
    Unrecorded,
    plain_word,
)
from victims_code.victims import VICTIM_FACTS, OffenceCategory, Role

#: The deepest that a condition may nest: the law needs three.
DEEPEST: Final = 12

#: As many parts as one condition may have, those of each condition that it names among them: the law needs five.
MOST_PARTS: Final = 200


class BrokenCondition(ValueError):
    """A named condition that cannot be read: its own fault, wherever it is used."""

    def __init__(self, name: str, what: str) -> None:
        """Keep the name of the condition, under which its fault is told."""
        super().__init__(what)
        self.name: Final = name


class _TooManyParts(ValueError):
    """A condition that has too many parts by what it names: its own fault, and that of none which it names."""


class ConditionReader:
    """Reads conditions, by the names and states that a code declares."""

    def __init__(
        self, named: Mapping[str, object], states: Mapping[str, StateIs], categories: Iterable[Category]
    ) -> None:
        """Know the declared conditions, the states, and the categories and qualities of Enhanced Rights."""
        self._named = named
        self._states = states
        self._categories = {category.name: category for category in categories}
        criteria = [criterion for category in self._categories.values() for criterion in category.criteria]
        self._qualities = dict.fromkeys(criterion.shows for criterion in criteria if criterion.shows)
        self._parts = 0

    def read(self, value: object, depth: int = 0) -> Condition:
        """Read a condition: a name, or a table with all, any or not.

        :raises BrokenCondition: when a condition that it names cannot be read.
        :raises ValueError: when it is neither, names nothing known, nests too deep, or has too many parts.
        """
        self._parts = self._parts + 1 if depth else 0
        if self._parts > MOST_PARTS:
            # Conditions that name others, each twice, grow to thousands of parts in a dozen lines.
            msg = f"a condition of more than {MOST_PARTS} parts, those of the conditions that it names among them"
            raise _TooManyParts(msg)
        if depth > DEEPEST:
            msg = f"conditions nest deeper than {DEEPEST}: does one refer to itself?"
            raise ValueError(msg)
        if isinstance(value, str):
            if value not in self._named:
                msg = f"unknown condition {value!r}; {nearest(value, self._named)}"
                raise ValueError(msg)
            try:
                return self.read_table(self._named[value], depth + 1)
            except (BrokenCondition, _TooManyParts):
                raise
            except ValueError as error:
                raise BrokenCondition(value, str(error)) from None
        return self.read_table(value, depth + 1)

    def read_table(self, table: object, depth: int) -> Condition:
        """Read the table of a named condition or of a combination."""
        if not isinstance(table, dict):
            msg = "a condition is the name of one, or a table with all, any or not"
            raise ValueError(msg)  # noqa: TRY004 - a file is wrong, not a caller
        rest = dict(table)
        words = read_text(rest.pop("words")) if "words" in rest else ""
        for key, combine in (("all", All), ("any", AnyOf)):
            if key in rest:
                parts = rest.pop(key)
                if not isinstance(parts, list) or not parts or rest:
                    msg = f"{key!r} stands alone and holds a list of conditions"
                    raise ValueError(msg)
                return combine(tuple(self.read(part, depth) for part in parts), words)
        if "not" in rest:
            part = rest.pop("not")
            if rest:
                msg = "'not' stands alone and holds one condition"
                raise ValueError(msg)
            return Not(self.read(part, depth), words)
        if not words:
            msg = "a test needs words, so that it can be read aloud"
            raise ValueError(msg)
        return self._read_test(words, rest)

    def _read_test(self, words: str, rest: dict[str, object]) -> Condition:
        readers: dict[str, Callable[[], Condition]] = {
            "role": lambda: RoleIs(words, read_word(rest.pop("role"), Role)),
            "offence": lambda: OffenceIs(words, read_word(rest.pop("offence"), OffenceCategory)),
            "jurisdiction": lambda: JurisdictionIs(words, read_word(rest.pop("jurisdiction"), Jurisdiction)),
            "fact": lambda: FactIs(words, _known(rest.pop("fact"), VICTIM_FACTS)),
            "shows": lambda: Shows(words, _known(rest.pop("shows"), self._qualities)),
            "category": lambda: InCategory(words, _known(rest.pop("category"), self._categories)),
            "enhanced": lambda: _enhanced(words, rest.pop("enhanced")),
            "state": lambda: self._state(words, rest.pop("state")),
            "detail": lambda: _detail(words, rest),
            "unrecorded": lambda: Unrecorded(words, read_text(rest.pop("unrecorded"))),
        }
        for key, read in readers.items():
            if key in rest:
                condition = read()
                if rest:
                    msg = f"unknown key {min(rest)!r} beside {key!r}"
                    raise ValueError(msg)
                return condition
        msg = f"no test; use one of {', '.join(readers)}, all, any or not"
        raise ValueError(msg)

    def _state(self, words: str, name: object) -> Condition:
        state = self._states[_known(name, self._states)]
        return StateIs(words, state.name, state.starts, state.on, state.off)


#: No detail of an event holds a larger number.
_HIGHEST: Final = 10_000


def _enhanced(words: str, value: object) -> Condition:
    if value is not True:
        msg = "'enhanced = true' is the only form; for the opposite, use not"
        raise ValueError(msg)
    return HasEnhancedRights(words)


def _detail(words: str, rest: dict[str, object]) -> Condition:
    detail = read_text(rest.pop("detail"))
    given = rest.pop("at_least", None)
    least = number(given)
    if given is not None and (least is None or not 0 <= least <= _HIGHEST):
        msg = f"at_least is a number from 0 to {_HIGHEST}"
        raise ValueError(msg)
    one_of, none_of = read_texts(rest.pop("one_of", [])), read_texts(rest.pop("none_of", []))
    if least is not None and (one_of or none_of):
        msg = "at_least is for a number, one_of and none_of for words: give one or the other"
        raise ValueError(msg)
    for word in (*one_of, *none_of):
        if word != plain_word(word):
            msg = (
                f"write the word {word!r} as {plain_word(word)!r}: so are the words of a case before they are compared"
            )
            raise ValueError(msg)
    return DetailSays(words, detail, least, one_of, none_of)


def _known(value: object, known: Iterable[str]) -> str:
    words = tuple(known)
    if value not in words:
        msg = f"unknown {value!r}; {nearest(str(value), words)}"
        raise ValueError(msg)
    return str(value)
