"""A value as it comes back: from a copy, a deep copy, and a pickle that crossed to another process."""

from __future__ import annotations

import copy
import pickle
from typing import TypeVar

_Value = TypeVar("_Value")


def pickled(value: _Value) -> _Value:
    """Return what comes back of a pickle of `value`."""
    again: _Value = pickle.loads(pickle.dumps(value))  # noqa: S301 - our own pickle
    return again


def copies(value: _Value) -> tuple[_Value, _Value, _Value]:
    """Return a copy, a deep copy and a pickled one."""
    return copy.copy(value), copy.deepcopy(value), pickled(value)
