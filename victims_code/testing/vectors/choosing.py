"""Choosing: the vectors, and the parts of what they expect, that a system which answers in part is asked."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, Final, TypeVar

from attrs import evolve, frozen

from victims_code.arguments import each_of
from victims_code.assessment.obligation_ids import parts_of_id
from victims_code.errors import InvalidFact, InvalidInput, Problem, nearest
from victims_code.interchange import schema
from victims_code.rulebook import Rule, code_names, load_code
from victims_code.testing.vectors.model import VECTORS_SCHEMA, Accepted, Level, Vector

_Value = TypeVar("_Value")

#: The keys of an answer that hold obligations, or say which must not arise.
_OF_RULES: Final = ("obligations", "absent")

#: The keys of an answer that hold an object for each obligation or victim, whose keys may be chosen.
_NESTED: Final = ("obligations", "enhanced_rights")


#: What must not come is chosen with the key under which it would.
_WITH: Final = {"absent": "obligations", "no_findings": "findings"}


@frozen(kw_only=True)
class Chosen:
    """What a system is asked: levels, rules, Rights and keys; None of each is all."""

    levels: frozenset[Level] | None = None
    rules: frozenset[str] | None = None
    rights: frozenset[int] | None = None
    keys: frozenset[str] | None = None

    @property
    def is_everything(self) -> bool:
        """Whether nothing is left out."""
        return self == _EVERYTHING

    def among(self, vectors: Iterable[Vector], *, source: str = "") -> tuple[Vector, ...]:
        """Return the vectors that are asked, each with what is then expected of it.

        :raises InvalidFact: when no vector knows one of the rules, Rights or keys.
        :raises InvalidInput: when nothing is left.
        """
        found = each_of("vectors", vectors, Vector)
        if self.is_everything:
            return found
        self._need_known(found)
        left = tuple(filter(None, map(self._part_of, found)))
        if not left:
            what = "no vector asks for what is chosen"
            raise InvalidInput([Problem("", what, "choose more levels, rules, Rights or keys", source)])
        return left

    def _need_known(self, vectors: Iterable[Vector]) -> None:
        """Refuse a name that nothing has: with it mistyped, a system would pass for want of a question."""
        if self.rules is not None or self.rights is not None:
            rules = [rule for name in code_names() for rule in load_code(name).rules]
            rules += [rule for each in vectors if each.layers for rule in _rules_of(each)]
            _need("rules", "rule", self.rules or (), [rule.id for rule in rules])
            _need("rights", "Right", self.rights or (), sorted({rule.right for rule in rules}))
        _need("keys", "key", self.keys or (), _known_keys())

    def _part_of(self, vector: Vector) -> Vector | None:
        """Return a vector with the part of its answers that is asked; None where nothing of it is."""
        if self.levels is not None and vector.level not in self.levels:
            return None
        rules = self._rules(vector)
        expected = self._part(vector.expected, rules)
        if not expected:
            return None
        accepted = (Accepted(other.reading, self._part(other.expected, rules)) for other in vector.accepted)
        return evolve(vector, expected=expected, accepted=tuple(each for each in accepted if each.expected != expected))

    def _rules(self, vector: Vector) -> Collection[str] | None:
        """Return the rules that are asked for under the law of a vector; None is all."""
        if self.rules is None and self.rights is None:
            return None
        return {
            rule.id
            for rule in _rules_of(vector)
            if (self.rules is None or rule.id in self.rules) and (self.rights is None or rule.right in self.rights)
        }

    def _part(self, answer: Mapping[str, Any], rules: Collection[str] | None) -> dict[str, Any]:
        """Return what is asked for of an answer. With rules chosen, only what it says of their obligations."""
        found = dict(answer)
        if rules is not None:
            found = {key: _of_rules(value, rules) for key, value in found.items() if key in _OF_RULES}
        if self.keys is not None:
            for key in _NESTED:
                if key not in self.keys and key in found:
                    found[key] = _with_keys(found[key], self.keys)
            kept = {*self.keys, *_NESTED, *(other for other, key in _WITH.items() if key in self.keys)}
            found = {key: value for key, value in found.items() if key in kept}
        return {key: value for key, value in found.items() if value or key not in (*_OF_RULES, *_NESTED)}


def chosen(
    *,
    levels: Iterable[str] | None = None,
    rules: Iterable[str] | None = None,
    rights: Iterable[int] | None = None,
    keys: Iterable[str] | None = None,
) -> Chosen:
    """Return what is chosen, each name by itself or several.

    :raises InvalidFact: when there is no such level, or something else than a name or a number is given.

    >>> chosen(levels=["calender"])
    Traceback (most recent call last):
    victims_code.errors.InvalidFact: levels: unknown level 'calender'; did you mean 'calendar'?
    """
    names = _several("levels", levels, str)
    if names is not None:
        _need("levels", "level", names, list(Level))
    return Chosen(
        levels=None if names is None else frozenset(map(Level, names)),
        rules=_several("rules", rules, str),
        rights=_several("rights", rights, int),
        keys=_several("keys", keys, str),
    )


def _several(name: str, given: Any, kind: type[_Value]) -> frozenset[_Value] | None:  # noqa: ANN401 - checked here
    if given is None:
        return None
    return frozenset(each_of(name, [given] if isinstance(given, str | int) else given, kind))


def _need(name: str, word: str, given: Collection[object], known: Collection[object]) -> None:
    for each in sorted(given, key=str):
        if each not in known:
            msg = f"{name}: unknown {word} {each!r}; {nearest(str(each), [str(one) for one in known])}"
            raise InvalidFact(msg)


def _rules_of(vector: Vector) -> Iterator[Rule]:
    """Walk the rules of the law under which a vector is asked; the calendar is about none."""
    if vector.level is not Level.CALENDAR:
        law = vector.law
        for book in law.editions:
            yield from book.rules
        for layer in law.layers:
            yield from layer.rules


def _known_keys() -> list[str]:
    """Return every key that a vector can expect, as the published schema has them."""
    parts = schema(VECTORS_SCHEMA)["$defs"]
    answer = parts["expected_answer"]["properties"]
    rights = answer["enhanced_rights"]["additionalProperties"]["properties"]
    return [*answer, *parts["expected_obligation"]["properties"], *rights]


def _of_rules(found: Any, rules: Collection[str]) -> Any:  # noqa: ANN401 - an object, or a list of ids
    """Return what is said of the obligations that these rules make."""
    if isinstance(found, Mapping):
        return {name: value for name, value in found.items() if parts_of_id(name)[1] in rules}
    return [name for name in found if parts_of_id(name)[1] in rules]


def _with_keys(objects: Mapping[str, Mapping[str, Any]], keys: Collection[str]) -> dict[str, dict[str, Any]]:
    """Return the chosen keys of each object; one that has none of them is left out."""
    found = {name: {key: value for key, value in each.items() if key in keys} for name, each in objects.items()}
    return {name: each for name, each in found.items() if each}


def keys_expected(vectors: Iterable[Vector]) -> dict[str, list[str]]:
    """Return the keys that vectors compare, in order: of the answer, of an obligation, of a victim's Enhanced Rights.

    >>> from victims_code.testing.vectors import load_vectors
    >>> keys_expected(load_vectors(levels=["calendar"]))
    {'answer': ['due_by']}
    """
    found: dict[str, set[str]] = {}
    for vector in vectors:
        for answer in (vector.expected, *(other.expected for other in vector.accepted)):
            found.setdefault("answer", set()).update(answer)
            for key in _NESTED:
                for each in answer.get(key, {}).values():
                    found.setdefault(key, set()).update(each)
    return {place: sorted(keys) for place, keys in found.items()}


_EVERYTHING: Final = Chosen()
