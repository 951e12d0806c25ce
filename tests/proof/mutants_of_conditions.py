"""Ways in which a condition may be wrong: left out, turned round, in whole or in each of its parts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product
from typing import TypeAlias

from attrs import evolve

from tests.proof.by_hand import Answer, both, either
from victims_code.rulebook.conditions import (
    All,
    AnyOf,
    Condition,
    DetailSays,
    JurisdictionIs,
    Not,
    RoleIs,
    StateIs,
    Unrecorded,
    leaves,
)

#: A condition that is wrong, with what is wrong about it; None is no condition at all.
Wrong: TypeAlias = tuple[str, Condition | None]


def wrong_conditions(condition: Condition) -> Iterator[Wrong]:
    """Walk every way in which a condition may be wrong."""
    yield "left out", None
    yield "turned round", condition.part if isinstance(condition, Not) else Not(condition)
    yield from _wrong_parts(condition)


def _wrong_parts(condition: Condition) -> Iterator[Wrong]:
    if isinstance(condition, Not):
        for name, part in _wrong_parts(condition.part):
            if part is not None:
                yield name, evolve(condition, part=part)
    elif isinstance(condition, All | AnyOf):
        for place, part in enumerate(condition.parts):
            for name, wrong in wrong_conditions(part):
                rest = (
                    *condition.parts[:place],
                    *((wrong,) if wrong is not None else ()),
                    *condition.parts[place + 1 :],
                )
                yield f"{part.words!r} {name}", evolve(condition, parts=rest)
    elif isinstance(condition, DetailSays) and condition.at_least is not None:
        for step in (-1, 1):
            yield f"at least {step:+}", evolve(condition, at_least=condition.at_least + step)


def rewritten(condition: Condition, test: Condition, other: Condition) -> Condition:
    """Return a condition with another test in the place of one, wherever it asks that."""
    if condition == test:
        return other
    if isinstance(condition, Not):
        return evolve(condition, part=rewritten(condition.part, test, other))
    if isinstance(condition, All | AnyOf):
        return evolve(condition, parts=tuple(rewritten(part, test, other) for part in condition.parts))
    return condition


def is_the_same(one: Condition | None, other: Condition | None, *, beside: Condition | None) -> bool:
    """Whether two conditions hold together with a third in the same cases, whatever the answers to their tests."""
    asked = {leaf: None for each in (one, other, beside) if each is not None for leaf in leaves(each)}
    for answers in product(*map(_possible, asked)):
        known = dict(zip(asked, answers, strict=True))
        first, second, third = (True if each is None else _answer(each, known) for each in (one, other, beside))
        if both(first, third) != both(second, third):
            return False
    return True


def _possible(leaf: Condition) -> tuple[Answer, ...]:
    """Return the answers that a test can give: a role, a jurisdiction and a state are always known."""
    if isinstance(leaf, Unrecorded):
        return (None,)
    return (True, False) if isinstance(leaf, RoleIs | JurisdictionIs | StateIs) else (True, False, None)


def _answer(condition: Condition, known: Mapping[Condition, Answer]) -> Answer:
    if isinstance(condition, Not):
        part = _answer(condition.part, known)
        return None if part is None else not part
    if isinstance(condition, All):
        return both(*(_answer(part, known) for part in condition.parts))
    if isinstance(condition, AnyOf):
        return either(*(_answer(part, known) for part in condition.parts))
    return known[condition]
