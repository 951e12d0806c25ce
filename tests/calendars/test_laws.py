"""Laws that hold for every day and every number of Working Days."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from victims_code.calendars import england_and_wales

CALENDAR = england_and_wales()
# 800 Working Days, the most that are added here, are less than four years: every answer stays inside the calendar.
DAYS = st.dates(date(2006, 1, 1), date(2036, 12, 31))
SOME = st.integers(1, 400)
ANY = st.integers(0, 400)


@given(DAYS, ANY)
def test_the_answer_is_a_working_day_not_before_the_start(day: date, n: int) -> None:
    due = CALENDAR.add(day, n)
    assert CALENDAR.is_working_day(due)
    assert due >= day


@given(DAYS, SOME)
def test_one_working_day_more_is_always_later(day: date, n: int) -> None:
    assert day < CALENDAR.add(day, n) < CALENDAR.add(day, n + 1)


@given(DAYS)
def test_no_working_day_is_never_later_than_one(day: date) -> None:
    """They are the same day from a weekend or a bank holiday, whose next Working Day is day 1."""
    assert (CALENDAR.add(day, 0) < CALENDAR.add(day, 1)) is CALENDAR.is_working_day(day)


@given(DAYS, DAYS, ANY)
def test_a_later_start_is_never_due_earlier(one: date, other: date, n: int) -> None:
    earlier, later = sorted([one, other])
    assert CALENDAR.add(earlier, n) <= CALENDAR.add(later, n)


@given(DAYS, SOME)
def test_counting_undoes_adding(day: date, n: int) -> None:
    assert CALENDAR.between(day, CALENDAR.add(day, n)) == n


@given(DAYS, DAYS, DAYS)
def test_counts_of_consecutive_spans_add_up(one: date, two: date, three: date) -> None:
    start, middle, end = sorted([one, two, three])
    assert CALENDAR.between(start, middle) + CALENDAR.between(middle, end) == CALENDAR.between(start, end)


@given(DAYS, ANY)
def test_days_passed_over_and_working_days_make_up_the_days_elapsed(day: date, n: int) -> None:
    assert len(CALENDAR.why(day, n)) + n == (CALENDAR.add(day, n) - day).days


@given(DAYS, SOME, SOME)
def test_adding_in_two_steps_is_adding_at_once(day: date, n: int, more: int) -> None:
    assert CALENDAR.add(CALENDAR.add(day, n), more) == CALENDAR.add(day, n + more)


@given(DAYS)
def test_a_day_has_a_reason_or_is_a_working_day(day: date) -> None:
    assert (CALENDAR.reason(day) is None) is CALENDAR.is_working_day(day)


@given(DAYS, ANY)
def test_ordinals_and_dates_agree(day: date, n: int) -> None:
    assert CALENDAR.add_ordinal(day.toordinal(), n) == CALENDAR.add(day, n).toordinal()


@settings(max_examples=30)  # each example builds a calendar
@given(DAYS, DAYS.filter(CALENDAR.is_working_day), SOME)
def test_a_proclaimed_holiday_never_makes_a_deadline_earlier(day: date, closed: date, n: int) -> None:
    due = CALENDAR.add(day, n)
    moved = CALENDAR.with_holiday(closed, "A jubilee", source="an example").add(day, n)
    assert moved == (CALENDAR.add(day, n + 1) if day < closed <= due else due)


def test_a_deadline_does_not_tell_its_start() -> None:
    """Friday, Saturday and Sunday all have Monday as day 1: adding cannot be undone to a single start."""
    friday = date(2026, 2, 6)
    dues = {CALENDAR.add(friday + timedelta(days=i), 1) for i in range(3)}
    assert dues == {date(2026, 2, 9)}
