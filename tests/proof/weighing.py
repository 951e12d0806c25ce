"""How each part of the proof is told: how many questions it asked, and every answer that is not the right one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TypeAlias

from attrs import frozen

#: A question, our answer to it, and the right one, which was worked out without our code.
Check: TypeAlias = tuple[object, object, object]

#: The enumerations of one room, by what each goes through.
Enumerations: TypeAlias = Mapping[str, Callable[[], Iterable[Check]]]


@frozen
class Weighed:
    """How many answers were held against the right ones, and those that differ, in words."""

    asked: int
    wrong: tuple[str, ...]


def weigh(checks: Iterable[Check]) -> Weighed:
    """Hold every answer against the right one."""
    asked = 0
    wrong: list[str] = []
    for question, answer, right in checks:
        asked += 1
        if answer != right:
            wrong.append(f"{question}: {answer}, not {right}")
    return Weighed(asked, tuple(wrong))
