"""A calendar is a value: a proclaimed holiday gives another one, and both can be compared, copied and named."""

from __future__ import annotations

import copy
import pickle
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest

from victims_code.calendars import BankHoliday, CalendarYear, HolidayTable, WorkingDays, england_and_wales

CALENDAR = england_and_wales()
# Monday 7 June 2027 is an ordinary Working Day of a published year; Monday 3 June 2030 of a projected one.
PUBLISHED, PROJECTED = date(2027, 6, 7), date(2030, 6, 3)


def jubilee(calendar: WorkingDays, day: date) -> WorkingDays:
    return calendar.with_holiday(day, "A jubilee", source="an example", proclaimed=date(2026, 11, 6))


def test_a_proclaimed_monday_moves_deadlines_as_8_may_2023_did() -> None:
    """From Friday 4 June 2027 day 1 is Monday 7 and day 5 Friday 11; closing the Monday moves each by one day."""
    friday = date(2027, 6, 4)
    assert [CALENDAR.add(friday, n) for n in (1, 5)] == [date(2027, 6, 7), date(2027, 6, 11)]
    assert [jubilee(CALENDAR, PUBLISHED).add(friday, n) for n in (1, 5)] == [date(2027, 6, 8), date(2027, 6, 14)]


def test_a_holiday_in_a_projected_year_moves_deadlines_and_leaves_the_year_projected() -> None:
    """From Friday 31 May 2030 day 1 is Monday 3 June, and Tuesday 4 June once the Monday is closed."""
    calendar = jubilee(CALENDAR, PROJECTED)
    assert CALENDAR.add(date(2030, 5, 31), 1) == PROJECTED
    assert calendar.add(date(2030, 5, 31), 1) == date(2030, 6, 4)
    assert calendar.is_projected(PROJECTED)
    assert calendar.year(2030).status == "projected"


def test_the_calendar_it_was_added_to_is_unchanged() -> None:
    jubilee(CALENDAR, PUBLISHED)
    assert CALENDAR.is_working_day(PUBLISHED)
    assert CALENDAR.additions == ()


def test_an_added_holiday_is_listed_with_its_source_and_proclamation() -> None:
    calendar = jubilee(CALENDAR, PUBLISHED)
    added = BankHoliday(PUBLISHED, "A jubilee", substitute=False, source="an example", proclaimed=date(2026, 11, 6))
    assert calendar.additions == (added,)
    assert added in calendar.year(2027).holidays
    assert list(calendar.year(2027).holidays) == sorted(calendar.year(2027).holidays, key=lambda day: day.date)
    assert calendar.reason(PUBLISHED) == "A jubilee"


def test_the_order_of_additions_does_not_matter() -> None:
    one = jubilee(jubilee(CALENDAR, PUBLISHED), PROJECTED)
    other = jubilee(jubilee(CALENDAR, PROJECTED), PUBLISHED)
    assert one == other
    assert hash(one) == hash(other)
    assert one.version == other.version == "govuk-england-and-wales-2028+2027-06-07+2030-06-03"


def test_calendars_differ_by_their_additions() -> None:
    assert jubilee(CALENDAR, PUBLISHED) != CALENDAR
    assert CALENDAR != "govuk-england-and-wales-2028"
    assert repr(jubilee(CALENDAR, PUBLISHED)) == "WorkingDays('govuk-england-and-wales-2028+2027-06-07')"


@pytest.mark.parametrize("calendar", [CALENDAR, jubilee(CALENDAR, PUBLISHED)])
def test_a_copy_and_a_pickle_count_the_same(calendar: WorkingDays) -> None:
    for same in (copy.deepcopy(calendar), pickle.loads(pickle.dumps(calendar))):  # noqa: S301 - our own bytes
        assert same == calendar
        assert same.add(date(2027, 6, 4), 1) == calendar.add(date(2027, 6, 4), 1)


def test_england_and_wales_is_read_once() -> None:
    assert england_and_wales() is CALENDAR


def test_a_calendar_can_be_made_for_another_place() -> None:
    """One published year with one holiday: Friday 1 May 2026 is closed."""
    closed = BankHoliday(date(2026, 5, 1), "May Day", substitute=False, source="an example")
    year = CalendarYear(2026, "published", "an example", holidays=(closed,))
    calendar = WorkingDays(HolidayTable("elsewhere-1", (year,)))
    assert calendar.add(date(2026, 4, 30), 1) == date(2026, 5, 4)
    assert calendar.last_day == calendar.last_published_day == date(2026, 12, 31)


def test_a_fresh_calendar_counts_into_the_projected_years() -> None:
    """Monday 1 January 2029 is New Year's Day: the Working Day after Friday 29 December 2028 is Tuesday 2 January."""
    friday, tuesday = date(2028, 12, 29), date(2029, 1, 2)
    assert WorkingDays(CALENDAR.table).add(friday, 1) == tuesday
    assert WorkingDays(CALENDAR.table).add_ordinal(friday.toordinal(), 1) == tuesday.toordinal()
    assert WorkingDays(CALENDAR.table).between(friday, tuesday) == 1
    assert WorkingDays(CALENDAR.table).is_working_day(tuesday)
    assert WorkingDays(CALENDAR.table).year(2029).holidays[0].date == date(2029, 1, 1)


def test_many_threads_may_ask_a_fresh_calendar_at_once() -> None:
    calendar = WorkingDays(CALENDAR.table)
    days = [date(2028, 1, 1) + timedelta(days=i) for i in range(1000)]
    with ThreadPoolExecutor(8) as pool:
        dues = list(pool.map(lambda day: calendar.add(day, 20), days))
    assert dues == [CALENDAR.add(day, 20) for day in days]


def test_the_last_year_is_covered() -> None:
    """1 January 2040 is a Sunday."""
    fresh = england_and_wales().with_holiday(date(2028, 6, 2), "A jubilee", source="an example")
    assert fresh.year(2040).holidays[0].date == date(2040, 1, 2)


def test_a_day_added_to_the_last_published_year_leaves_it_published_and_the_next_projected() -> None:
    calendar = england_and_wales().with_holiday(date(2028, 6, 2), "A jubilee", source="an example")
    assert calendar.year(2030).status == "projected"
    assert (calendar.year(2028).status, calendar.year(2029).status) == ("published", "projected")
    assert calendar.add(date(2028, 6, 1), 1) == date(2028, 6, 5)
