"""How pressing a prompt is: its severity by the Working Days before and after its due day, and when that turns."""

from __future__ import annotations

from datetime import date, timedelta

from victims_code.calendars import WorkingDays
from victims_code.errors import OutsideCalendar
from victims_code.prompts.policies import Thresholds
from victims_code.prompts.prompts import PromptSeverity


def severity(due: date, today: date, thresholds: Thresholds, calendar: WorkingDays) -> PromptSeverity:
    """Return how pressing something is that is due on `due` and not done `today`.

    >>> from victims_code import england_and_wales
    >>> severity(date(2026, 5, 12), date(2026, 5, 11), Thresholds(1, 5, 1, 1), england_and_wales())
    <PromptSeverity.DUE_SOON: 'due_soon'>
    """
    if today == due:
        return PromptSeverity.DUE_TODAY
    if today < due:
        is_soon = days_before(calendar, due, thresholds.due_soon) <= today
        return PromptSeverity.DUE_SOON if is_soon else PromptSeverity.NOT_DUE_YET
    serious = days_after(calendar, due, thresholds.seriously_overdue)
    is_serious = serious is not None and today >= serious
    return PromptSeverity.SERIOUSLY_OVERDUE if is_serious else PromptSeverity.OVERDUE


def next_stage(due: date, today: date, thresholds: Thresholds, calendar: WorkingDays) -> date | None:
    """Return the first day after `today` on which the severity turns; None once it never does again.

    >>> from victims_code import england_and_wales
    >>> next_stage(date(2026, 5, 12), date(2026, 5, 5), Thresholds(1, 5, 1, 1), england_and_wales())
    datetime.date(2026, 5, 11)
    """
    serious = days_after(calendar, due, thresholds.seriously_overdue)
    turns = [days_before(calendar, due, thresholds.due_soon), due, due + timedelta(days=1)]
    return min((day for day in (*turns, serious) if day is not None and day > today), default=None)


def days_after(calendar: WorkingDays, day: date, number: int) -> date | None:
    """Return the day a number of Working Days after another; None past the end of the calendar.

    >>> from victims_code import england_and_wales
    >>> days_after(england_and_wales(), date(2026, 5, 12), 1)
    datetime.date(2026, 5, 13)
    """
    try:
        return calendar.add(day, number) if number else day
    except OutsideCalendar:
        return None


def days_before(calendar: WorkingDays, day: date, number: int) -> date:
    """Return the latest Working Day after which `number` Working Days lead to `day`, or the calendar's first day.

    The arithmetic of deadlines only runs forward; this tells when to look at one, and moves none.

    >>> from victims_code import england_and_wales
    >>> days_before(england_and_wales(), date(2026, 5, 11), 1)  # Monday
    datetime.date(2026, 5, 8)
    """
    ordinal, first, left = day.toordinal(), calendar.first_day.toordinal(), number
    while left and ordinal > first:
        left -= calendar.is_working_day(date.fromordinal(ordinal))
        ordinal -= 1
    while number and ordinal > first and not calendar.is_working_day(date.fromordinal(ordinal)):
        ordinal -= 1
    return date.fromordinal(ordinal)
