"""The other reading of a start on no Working Day: it counts as the next Working Day, which is then day 0."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest

from tests import oracle
from victims_code.calendars import BankHoliday, CalendarYear, HolidayTable, WorkingDays, england_and_wales
from victims_code.errors import InvalidFact, OutsideCalendar

CALENDAR = england_and_wales()
ROLLED = CALENDAR.counting_from_next_working_day()
FIRST, LAST = date(2006, 1, 1), date(2040, 12, 31)
EVERY_DAY = [FIRST + timedelta(days=i) for i in range((LAST - FIRST).days + 1)]


def stepped(day: date, n: int) -> date | None:
    """The oracle of this reading: walk to a Working Day, then over `n` more; None if that leaves the calendar."""
    due = oracle.add(oracle.on_or_after(day), n)
    return due if due <= LAST else None


def answer(day: date, n: int) -> date | None:
    """The calendar's answer by date, checked to be that by ordinal; None where it leaves the calendar."""
    try:
        due = ROLLED.add(day, n)
    except OutsideCalendar:
        with pytest.raises(OutsideCalendar):
            ROLLED.add_ordinal(day.toordinal(), n)
        return None
    assert ROLLED.add_ordinal(day.toordinal(), n) == due.toordinal()
    return due


@pytest.mark.parametrize("n", [0, 1, 2, 5, 10, 20])
def test_the_nth_working_day_after_every_day_agrees_with_stepping(n: int) -> None:
    assert [day for day in EVERY_DAY if answer(day, n) != stepped(day, n)] == []


@pytest.mark.parametrize(
    ("day", "n", "due"),
    [
        # 6 February 2026 is a Friday: it is day 0 itself, and Monday 9 is day 1, as in the other reading.
        ("2026-02-06", 1, "2026-02-09"),
        # Saturday 7 and Sunday 8 count as Monday 9: day 0 Monday, day 1 Tuesday 10, day 5 Monday 16.
        ("2026-02-07", 0, "2026-02-09"),
        ("2026-02-07", 1, "2026-02-10"),
        ("2026-02-08", 1, "2026-02-10"),
        ("2026-02-07", 5, "2026-02-16"),
        ("2026-02-09", 1, "2026-02-10"),
        # Good Friday, 3 April 2026: Monday 6 is Easter Monday, so day 0 is Tuesday 7 and day 1 Wednesday 8.
        ("2026-04-03", 1, "2026-04-08"),
        ("2026-04-02", 1, "2026-04-07"),  # the Thursday before is a Working Day: day 1 is Tuesday 7
        # Saturday 2 May 2026: Monday 4 is the early May bank holiday, so day 0 is Tuesday 5 and day 1 Wednesday 6.
        ("2026-05-02", 1, "2026-05-06"),
        # Sunday 31 December 2028, the last recorded day: Monday is New Year's Day, day 0 Tuesday, day 1 Wednesday 3.
        ("2028-12-31", 0, "2029-01-02"),
        ("2028-12-31", 1, "2029-01-03"),
    ],
)
def test_a_start_on_no_working_day_counts_as_the_next_one(day: str, n: int, due: str) -> None:
    assert ROLLED.add(date.fromisoformat(day), n) == date.fromisoformat(due)


@pytest.mark.parametrize(
    ("day", "n", "passed"),
    [
        # Saturday 7 February 2026, to Tuesday 10: Monday is day 0, a Working Day, so Sunday alone is passed over.
        ("2026-02-07", 1, ["2026-02-08 (Sunday)"]),
        ("2026-02-07", 0, ["2026-02-07 (Saturday)", "2026-02-08 (Sunday)"]),
        ("2026-02-06", 1, ["2026-02-07 (Saturday)", "2026-02-08 (Sunday)"]),
        ("2026-05-02", 1, ["2026-05-03 (Sunday)", "2026-05-04 (Early May bank holiday)"]),
    ],
)
def test_every_day_passed_over_is_named(day: str, n: int, passed: list[str]) -> None:
    assert [str(one) for one in ROLLED.why(date.fromisoformat(day), n)] == passed


def test_the_days_themselves_are_the_same() -> None:
    for day in EVERY_DAY:
        assert ROLLED.reason(day) == CALENDAR.reason(day)
        assert ROLLED.is_working_day(day) is CALENDAR.is_working_day(day)
        assert ROLLED.is_projected(day) is CALENDAR.is_projected(day)
    assert [ROLLED.year(year) for year in range(2006, 2041)] == [CALENDAR.year(year) for year in range(2006, 2041)]
    assert ROLLED.version == CALENDAR.version


def test_the_calendar_it_was_asked_of_counts_as_before() -> None:
    assert CALENDAR.add(date(2026, 2, 7), 1) == date(2026, 2, 9)
    assert (CALENDAR.counts_from_next_working_day, ROLLED.counts_from_next_working_day) == (False, True)


def test_the_two_readings_are_not_equal_and_are_shown_apart() -> None:
    assert ROLLED != CALENDAR
    same = WorkingDays(CALENDAR.table).counting_from_next_working_day()
    assert same == ROLLED
    assert hash(same) == hash(ROLLED)
    assert len({CALENDAR, ROLLED}) == 2
    assert repr(ROLLED) == "WorkingDays('govuk-england-and-wales-2028').counting_from_next_working_day()"


def test_asking_again_gives_the_very_same_calendar() -> None:
    calendar = WorkingDays(CALENDAR.table)
    made = calendar.counting_from_next_working_day()
    assert calendar.counting_from_next_working_day() is made
    assert made.counting_from_next_working_day() is made


def test_threads_that_ask_at_once_get_the_very_same_calendar() -> None:
    calendar = WorkingDays(CALENDAR.table)
    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(lambda _: calendar.counting_from_next_working_day(), range(32)))
    assert all(one is made[0] for one in made)


@pytest.mark.parametrize("duplicate", [copy.copy, copy.deepcopy, lambda it: pickle.loads(pickle.dumps(it))])  # noqa: S301 - our own bytes
def test_a_copy_and_a_pickle_keep_the_reading(duplicate: Callable[[WorkingDays], WorkingDays]) -> None:
    for calendar in (ROLLED, CALENDAR):
        same = duplicate(calendar)
        assert same == calendar
        assert same.add(date(2026, 2, 7), 1) == calendar.add(date(2026, 2, 7), 1)


def test_holidays_added_and_taken_away_keep_the_reading() -> None:
    """Saturday 6 May 2023: Monday 8 is the coronation's. Day 0 is Tuesday 9, or Monday 8 where that is worked.

    With Monday 8 worked and Tuesday 9 closed, day 0 is Monday 8 and day 1 Wednesday 10.
    """
    saturday, monday, tuesday = date(2023, 5, 6), date(2023, 5, 8), date(2023, 5, 9)
    assert ROLLED.add(saturday, 1) == date(2023, 5, 10)
    worked = ROLLED.without_holiday(monday, source="an example")
    assert worked.add(saturday, 1) == tuesday
    moved = worked.with_holiday(tuesday, "A jubilee", source="an example")
    assert moved.add(saturday, 1) == date(2023, 5, 10)
    assert worked == CALENDAR.without_holiday(monday, source="an example").counting_from_next_working_day()
    assert moved.without_holiday(tuesday, source="an example") == worked


def test_a_fresh_calendar_projects_when_it_is_first_asked() -> None:
    """From Sunday 31 December 2028 day 0 is Tuesday 2 January 2029, and day 1 Wednesday 3."""
    sunday, tuesday, wednesday = date(2028, 12, 31), date(2029, 1, 2), date(2029, 1, 3)

    def fresh() -> WorkingDays:
        return WorkingDays(CALENDAR.table).counting_from_next_working_day()

    assert fresh().add(sunday, 0) == tuesday
    assert fresh().add(sunday, 1) == wednesday
    assert fresh().add_ordinal(sunday.toordinal(), 1) == wednesday.toordinal()
    assert fresh().between(sunday, wednesday) == 1
    assert fresh().between(sunday, sunday) == 0


def test_a_start_after_the_last_working_day_has_no_day_0() -> None:
    """A calendar of 2022 alone ends on a Saturday; with Friday 30 December closed its last Working Day is the 29th."""
    closed = BankHoliday(date(2022, 12, 30), "A jubilee", substitute=False, source="an example")
    year = CalendarYear(2022, "published", "an example", holidays=(closed,))
    table = HolidayTable("example-1", (year,))
    calendar = WorkingDays(table).counting_from_next_working_day()
    assert calendar.add(date(2022, 12, 29), 0) == date(2022, 12, 29)
    for day in (closed.date, date(2022, 12, 31)):
        for n in (0, 1):
            with pytest.raises(OutsideCalendar, match=rf"the end of {n} Working Days after {day} is outside"):
                calendar.add(day, n)


@pytest.mark.parametrize("n", [True, -1, 1.5, None])
def test_a_wrong_number_of_working_days_is_refused(n: int) -> None:
    with pytest.raises(InvalidFact, match=r"^n: "):
        ROLLED.add(date(2026, 2, 7), n)
    with pytest.raises(InvalidFact, match=r"^n: "):
        ROLLED.add_ordinal(date(2026, 2, 7).toordinal(), n)


def test_by_number_as_by_date_nothing_added_leads_to_the_next_working_day_or_stays() -> None:
    """From Thursday 24 December 2026 over Christmas to Wednesday 30: 25 to 28 lead to the 29th."""
    for calendar in (england_and_wales(), england_and_wales().counting_from_next_working_day()):
        ends = [calendar.add_ordinal(date(2026, 12, n).toordinal(), 0) for n in range(24, 31)]
        assert [date.fromordinal(end).day for end in ends] == [24, 29, 29, 29, 29, 29, 30]
