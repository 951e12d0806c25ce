"""Limits: how long a provider has, in the Code's own units."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Final

from attrs import frozen


class Unit(StrEnum):
    """What a limit is counted in."""

    WORKING_DAYS = "working day"
    DAYS = "day"
    MONTHS = "month"
    YEARS = "year"


class Manner(StrEnum):
    """A limit that is not a number of days known to the Code."""

    AS_AGREED = "as agreed"
    PROVIDERS_OWN = "provider's own"
    WITHOUT_UNJUSTIFIED_DELAY = "without unjustified delay"
    AS_SOON_AS_POSSIBLE = "as soon as possible"
    BEFORE = "before"


@frozen
class Limit:
    """A limit: an amount of a unit, a manner, or ``before`` another event.

    >>> read_limit("5 working days")
    Limit(amount=5, unit=<Unit.WORKING_DAYS: 'working day'>, manner=None, event=None)
    >>> str(read_limit("before sentence_passed"))
    'before sentence_passed'
    """

    amount: int = 0
    unit: Unit | None = None
    manner: Manner | None = None
    #: For ``before``: the type of the event that the duty must precede.
    event: str | None = None

    def __str__(self) -> str:
        """Return the limit as the Code's facts write it."""
        if self.unit is not None:
            return f"{self.amount} {self.unit}" if self.amount == 1 else f"{self.amount} {self.unit}s"
        return f"{self.manner} {self.event}" if self.event else str(self.manner)

    @property
    def is_counted(self) -> bool:
        """Whether a due date can be computed from a start."""
        return self.unit is not None


_COUNTED: Final = re.compile(r"([1-9]\d{0,3}) (working day|day|month|year)s?", re.ASCII)
_BEFORE: Final = re.compile(r"before ([a-z][a-z0-9_]+)", re.ASCII)


def read_limit(text: str) -> Limit:
    """Read a limit such as ``5 working days``, ``2 years``, ``as agreed`` or ``before sentence_passed``.

    :raises ValueError: when it is none of these, with the forms that are.
    """
    counted = _COUNTED.fullmatch(text)
    if counted:
        return Limit(int(counted[1]), Unit(counted[2]))
    before = _BEFORE.fullmatch(text)
    if before:
        return Limit(manner=Manner.BEFORE, event=before[1])
    if text in {manner.value for manner in Manner} - {Manner.BEFORE.value}:
        return Limit(manner=Manner(text))
    known = ", ".join(repr(manner.value) for manner in Manner if manner is not Manner.BEFORE)
    msg = f"{text!r} is not a limit; write '5 working days', '28 days', '2 years', 'before EVENT', or one of {known}"
    raise ValueError(msg)


def not_longer(limit: Limit, other: Limit) -> bool:
    """Whether `limit` is certainly not longer than `other`: the same, or less of the same unit."""
    return limit == other or (limit.unit is not None and limit.unit is other.unit and limit.amount <= other.amount)
