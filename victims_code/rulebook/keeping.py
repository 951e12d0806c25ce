"""What was put together once is kept for the next time: the newest of it, for as long as it weighs little in all."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable
from threading import Lock
from typing import Final, Generic, TypeVar

from victims_code.rulebook.layers import Layer
from victims_code.rulebook.loading import editions_in_force
from victims_code.rulebook.rules import Rulebook

_Made = TypeVar("_Made")

#: How much the laws, or the layers, that are kept may weigh in all, in bytes as `weight_of` counts them.
MOST_KEPT: Final = 16 * 1024 * 1024

#: What a law weighs by itself, with its plan, and what each rule of it does beside the text that it was read from.
_LAW: Final = 30_000
_RULE: Final = 8_000


class Kept(Generic[_Made]):
    """The results of a function by the arguments that made them: past a weight, those asked for longest ago are let go.

    A number of them would be no bound: one layer may be a megabyte of text.

    >>> squares = Kept(100)
    >>> squares.get((3,), 40, lambda: 9), squares.get((4,), 70, lambda: 16), len(squares)
    (9, 16, 1)
    """

    def __init__(self, most: int = MOST_KEPT) -> None:
        """Keep results that weigh up to `most` in all."""
        self._most, self._weight, self._lock = most, 0, Lock()
        self._found: OrderedDict[Hashable, tuple[_Made, int]] = OrderedDict()

    def get(self, key: Hashable, weight: int, make: Callable[[], _Made]) -> _Made:
        """Return what is kept under a key, or make it and keep it, unless it weighs more than all may."""
        with self._lock:
            kept = self._found.get(key)
            if kept is not None:
                self._found.move_to_end(key)
                return kept[0]
        made = make()  # not under the lock: two threads may make the same, and one of the two is kept
        with self._lock:
            if key not in self._found and weight <= self._most:
                self._found[key] = made, weight
                self._weight += weight
                while self._weight > self._most:
                    _, (_, freed) = self._found.popitem(last=False)
                    self._weight -= freed
        return made

    def __len__(self) -> int:
        """Return how many results are kept."""
        return len(self._found)


def is_packaged(book: Rulebook) -> bool:
    """Whether a rulebook is an edition of the package, which is never let go.

    >>> from victims_code.rulebook import load_code
    >>> is_packaged(load_code())
    True
    """
    return any(book is edition for edition in editions_in_force())


def weight_of(books: Iterable[Rulebook], layers: Iterable[Layer]) -> int:
    """Return what a law over some rulebooks and layers weighs: about its bytes, and rather more than fewer.

    The editions of the package weigh nothing: they are there in any case.

    >>> weight_of([], [])
    30000
    """
    rules = sum(len(book.rules) + len(book.vocabulary) for book in books if not is_packaged(book))
    text = 0
    for layer in layers:
        rules += len(layer.rules) + len(layer.targets) + len(layer.types)
        text += 4 * len(layer.text)  # a text may hold letters of four bytes
    return _LAW + _RULE * rules + text


def weight_of_text(text: str) -> int:
    """Return what a layer weighs that is read from a text: its rules, of a hundred letters at least, and the text.

    >>> weight_of_text("x" * 1_000)
    114000
    """
    return _LAW + (_RULE // 100 + 4) * len(text)
