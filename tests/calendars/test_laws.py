"""Laws that hold for every day and every number of Working Days, by both readings of a start on no Working Day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests import oracle
from victims_code.calendars import WorkingDays, england_and_wales

CALENDAR = england_and_wales()
# 400 Working Days, the most that are added here, are less than two years: every answer stays inside the calendar.
DAYS = st.dates(date(2006, 1, 1), date(2036, 12, 31))
ANY = st.integers(0, 400)

by_both_readings = pytest.mark.parametrize("calendar", [CALENDAR, CALENDAR.counting_from_next_working_day()], ids=repr)


def day_0(calendar: WorkingDays, day: date) -> date:
    """Walk to the day from which a reading counts."""
    return oracle.on_or_after(day) if calendar.counts_from_next_working_day else day


@by_both_readings
@given(DAYS, ANY)
def test_adding_is_stepping_day_by_day_and_counting_undoes_it(calendar: WorkingDays, day: date, n: int) -> None:
    due = oracle.add(day_0(calendar, day), n)
    assert calendar.add(day, n) == due
    assert calendar.add_ordinal(day.toordinal(), n) == due.toordinal()
    assert calendar.between(day, due) == n + (n == 0 and not calendar.counts_from_next_working_day and due > day)


@by_both_readings
@given(DAYS, st.integers(0, 900))
def test_between_counts_the_working_days_after_day_0(calendar: WorkingDays, start: date, length: int) -> None:
    first, end = day_0(calendar, start), start + timedelta(days=length)
    after = (first + timedelta(days=number) for number in range(1, (end - first).days + 1))
    assert calendar.between(start, end) == sum(map(oracle.is_working_day, after))


@by_both_readings
@given(DAYS, ANY)
def test_days_passed_over_day_0_and_working_days_make_up_the_days_elapsed(
    calendar: WorkingDays, day: date, n: int
) -> None:
    """Day 0 lies on the way where it is another day than the start."""
    on_the_way = n > 0 and day_0(calendar, day) != day
    assert len(calendar.why(day, n)) + on_the_way + n == (calendar.add(day, n) - day).days


@settings(max_examples=30)  # each example builds a calendar
@given(DAYS, DAYS.filter(CALENDAR.is_working_day), st.integers(1, 400))
def test_a_proclaimed_holiday_never_makes_a_deadline_earlier(day: date, closed: date, n: int) -> None:
    due = CALENDAR.add(day, n)
    moved = CALENDAR.with_holiday(closed, "A jubilee", source="an example").add(day, n)
    assert moved == (CALENDAR.add(day, n + 1) if day < closed <= due else due)


@given(DAYS)
def test_a_day_has_a_reason_or_is_a_working_day(day: date) -> None:
    assert (CALENDAR.reason(day) is None) is CALENDAR.is_working_day(day) is oracle.is_working_day(day)
