"""Every start day, every limit, both conventions, against the oracle that steps day by day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests import oracle
from victims_code.calendars import england_and_wales
from victims_code.errors import OutsideCalendar

CALENDAR = england_and_wales()
FIRST, LAST = date(2006, 1, 1), date(2040, 12, 31)
DAYS = [FIRST + timedelta(days=i) for i in range((LAST - FIRST).days + 1)]
LIMITS = (0, 1, 2, 5, 10, 20)


def answer(day: date, n: int) -> date | None:
    """The calendar's answer by date, checked to be that by ordinal; None where it leaves the calendar."""
    try:
        due = CALENDAR.add(day, n)
    except OutsideCalendar:
        with pytest.raises(OutsideCalendar):
            CALENDAR.add_ordinal(day.toordinal(), n)
        return None
    assert CALENDAR.add_ordinal(day.toordinal(), n) == due.toordinal()
    return due


def within(day: date) -> date | None:
    return day if day <= LAST else None


@pytest.mark.parametrize("n", LIMITS)
def test_the_nth_working_day_after_every_day(n: int) -> None:
    assert [day for day in DAYS if answer(day, n) != within(oracle.add(day, n))] == []


@pytest.mark.parametrize("n", LIMITS)
def test_the_nth_working_day_when_an_event_counts_as_of_the_next_working_day(n: int) -> None:
    """The other convention for weekend events: they count as happening on the next Working Day."""
    starts = [(day, CALENDAR.add(day, 0)) for day in DAYS]
    wrong = [day for day, start in starts if answer(start, n) != within(oracle.add(oracle.on_or_after(day), n))]
    assert wrong == []


def test_the_count_of_working_days_from_the_first_day_to_every_day() -> None:
    walked = 0
    for day in DAYS:
        walked += oracle.is_working_day(day)
        assert CALENDAR.between(FIRST, day) == walked


def test_what_is_passed_over_after_every_day_is_what_the_oracle_does_not_count() -> None:
    for day in DAYS[:-40]:
        gap = (oracle.add(day, 5) - day).days
        walked = [day + timedelta(days=i) for i in range(1, gap)]
        assert [passed.date for passed in CALENDAR.why(day, 5)] == [d for d in walked if not oracle.is_working_day(d)]
