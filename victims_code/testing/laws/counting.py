"""The law of counting: a function that adds Working Days to a day. The message names the days that were miscounted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Final

from victims_code.calendars import WorkingDays, england_and_wales
from victims_code.dates import day_in_words
from victims_code.errors import OutsideCalendar
from victims_code.testing.laws.speaking import law
from victims_code.testing.laws.telling import LawBroken, day_with_reason, listed, passed_over


@law
def counts_working_days(
    add: Callable[[date, int], date], start: date, days: int, *, calendar: WorkingDays | None = None
) -> bool:
    """Hold that `add` gives the day on which a limit falls due: the `days`-th Working Day after `start`.

    `start` is day 0; with `days` 0 it is the next Working Day on or after `start`. The calendar is that of England and
    Wales, unless another one is given: with additions, or counting from the next Working Day (dispute D7). Of what lies
    past its end the law does not speak.

    :raises LawBroken: naming each weekend, bank holiday or other day that was miscounted.

    >>> from datetime import timedelta
    >>> try:
    ...     counts_working_days(lambda day, n: day + timedelta(days=n), date(2026, 4, 30), 2)
    ... except LawBroken as broken:
    ...     print(broken)
    2 Working Days after Thursday 30 April 2026 end on Tuesday 5 May 2026, not on Saturday 2 May 2026.
    Day 0 is Thursday 30 April 2026; not counted: Saturday 2 May 2026, Sunday 3 May 2026 and Monday 4 May 2026 \
(Early May bank holiday).
    As if every day counted, Saturday 2 May 2026 among them.
    It ends on Saturday 2 May 2026, which is no Working Day.
    """
    known = england_and_wales() if calendar is None else calendar
    try:
        due = known.add(start, days)
    except OutsideCalendar:
        return False
    found = add(start, days)
    if found != due:
        raise LawBroken("\n".join(miscounted(known, start, days, found=found)))
    return True


def miscounted(calendar: WorkingDays, start: date, days: int, *, found: object) -> Iterator[str]:
    """Walk the words for a wrong count: what is right, which days it passes over, and what was done instead."""
    due = calendar.add(start, days)
    limit = f"{days} Working Day{'' if days == 1 else 's'} after {day_in_words(start)} end{'s' if days == 1 else ''}"
    if not isinstance(found, date) or isinstance(found, datetime):
        yield f"{limit} on {day_in_words(due)}; a date is needed, not {found!r}."
        return
    yield f"{limit} on {day_in_words(due)}, not on {day_in_words(found)}."
    yield passed_over(calendar, start, due)
    yield from causes_of(calendar, start, days, found) or [f"It is too {'soon' if found < due else 'late'}."]


def causes_of(calendar: WorkingDays, start: date, days: int, found: date) -> list[str]:
    """Say what may have been done instead: every way of counting that gives the very day that was found."""
    if not calendar.first_day <= found <= calendar.last_day:
        return []
    passed = [date.fromordinal(day) for day in range(start.toordinal() + 1, found.toordinal() + 1)]
    closed = [day for day in passed if not calendar.is_working_day(day)]
    weekends = [day for day in closed if day.isoweekday() > _FRIDAY]
    holidays = [day for day in closed if day.isoweekday() <= _FRIDAY]
    counted = days - len(passed) + len(closed)  # of the closed days, as many were taken for Working Days
    words = [
        (f"As if every day counted, {_days(calendar, closed)} among them.", counted == len(closed)),
        (f"As if {_days(calendar, holidays)} counted.", counted == len(holidays)),
        (f"As if the weekend counted: {_days(calendar, weekends)}.", counted == len(weekends)),
    ]
    causes = [cause for cause, fits in words if fits and counted > 0][:1]
    if days and found == calendar.add(start, days - 1):
        causes.append("As if the day of the event, which is day 0, were day 1.")
    if found == calendar.counting_from_next_working_day().add(start, days):
        causes.append(
            f"As if the next Working Day, {day_in_words(calendar.add(start, 0))}, were day 0, where it is day 1: the "
            "other reading of dispute D7 (weekend_start)."
        )
    if found in closed:
        causes.append(f"It ends on {day_with_reason(calendar, found)}, which is no Working Day.")
    return causes


def _days(calendar: WorkingDays, days: list[date]) -> str:
    return listed(day_with_reason(calendar, day) for day in days)


_FRIDAY: Final = 5
