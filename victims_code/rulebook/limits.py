"""Limits: how long a provider has, in the Code's own units."""

from __future__ import annotations

import re
from enum import StrEnum
from math import inf
from typing import Final

from attrs import frozen


class Unit(StrEnum):
    """What a limit is counted in."""

    #: Hours run on absolute time, through nights, weekends and clock changes: for local standards only.
    HOURS = "hour"
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
    Limit(amount=5, unit=<Unit.WORKING_DAYS: 'working day'>, manner=None, event=None, less_a_day=False)
    >>> str(read_limit("before sentence_passed"))
    'before sentence_passed'
    >>> str(read_limit("2 years less a day"))
    '2 years less a day'
    """

    amount: int = 0
    unit: Unit | None = None
    manner: Manner | None = None
    #: For ``before``: the type of the event that the duty must precede.
    event: str | None = None
    #: Whether the last day of a calendar period is itself outside it.
    less_a_day: bool = False

    def __str__(self) -> str:
        """Return the limit as the Code's facts write it."""
        if self.unit is not None:
            ending = ("" if self.amount == 1 else "s") + (" less a day" if self.less_a_day else "")
            return f"{self.amount} {self.unit}{ending}"
        return f"{self.manner} {self.event}" if self.event else str(self.manner)

    @property
    def is_counted(self) -> bool:
        """Whether a due date can be computed from a start."""
        return self.unit is not None


_COUNTED: Final = re.compile(r"([1-9]\d{0,3}) (hour|working day|day|month|year)s?", re.ASCII)
_CALENDAR_PERIOD: Final = re.compile(r"(.* (?:month|year)s?) less a day", re.ASCII)
_BEFORE: Final = re.compile(r"before ([a-z][a-z0-9_]+)", re.ASCII)


def read_limit(text: str) -> Limit:
    """Read a limit such as ``5 working days``, ``2 years less a day``, ``as agreed`` or ``before sentence_passed``.

    :raises ValueError: when it is none of these, with the forms that are.
    """
    period = _CALENDAR_PERIOD.fullmatch(text)
    counted = _COUNTED.fullmatch(period[1] if period else text)
    if counted:
        return Limit(int(counted[1]), Unit(counted[2]), less_a_day=period is not None)
    before = _BEFORE.fullmatch(text)
    if before:
        return Limit(manner=Manner.BEFORE, event=before[1])
    if text in {manner.value for manner in Manner} - {Manner.BEFORE.value}:
        return Limit(manner=Manner(text))
    known = ", ".join(repr(manner.value) for manner in Manner if manner is not Manner.BEFORE)
    msg = f"{text!r} is not a limit; write '5 working days', '28 days', '2 years', 'before EVENT', or one of {known}"
    raise ValueError(msg)


def not_longer(limit: Limit, other: Limit) -> bool:
    """Whether `limit` is certainly not longer than `other`, wherever the two are counted from.

    A day of the calendar is never longer than a Working Day, nor 24 hours than a day; no month is shorter than 28 days.

    >>> not_longer(read_limit("24 hours"), read_limit("1 working day"))
    True
    >>> not_longer(read_limit("20 working days"), read_limit("28 days"))  # not where bank holidays lie between
    False
    """
    if limit == other:
        return True
    if limit.unit is None or other.unit is None:
        return False
    if limit.unit is other.unit:
        return (limit.amount, not limit.less_a_day) <= (other.amount, not other.less_a_day)
    least = other.amount * _HOURS_AT_LEAST[other.unit] - (_DAY if other.less_a_day else 0)
    # Days run to the end of the last one, hours to the minute.
    most = limit.amount * _HOURS_AT_MOST[limit.unit] + (_DAY if other.unit is Unit.HOURS else 0)
    return most <= least


_DAY: Final = 24

#: How many hours one of each unit lasts at least, and at most: to a Working Day there is no end but the next one.
_HOURS_AT_LEAST: Final = {
    Unit.HOURS: 1, Unit.DAYS: _DAY, Unit.WORKING_DAYS: _DAY, Unit.MONTHS: 28 * _DAY, Unit.YEARS: 365 * _DAY,
}  # fmt: skip
_HOURS_AT_MOST: Final = {
    Unit.HOURS: 1, Unit.DAYS: _DAY, Unit.WORKING_DAYS: inf, Unit.MONTHS: 31 * _DAY, Unit.YEARS: 366 * _DAY,
}  # fmt: skip
