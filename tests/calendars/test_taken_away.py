"""A bank holiday taken away gives another calendar: the table before a proclamation, or a day that was moved."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Callable
from datetime import date
from itertools import permutations
from typing import cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from victims_code.calendars import BankHoliday, WorkingDays, england_and_wales
from victims_code.errors import InvalidFact, OutsideCalendar

CALENDAR = england_and_wales()
CORONATION = date(2023, 5, 8)
DAYS = st.dates(date(2006, 1, 1), date(2036, 12, 31))
HOLIDAYS = st.sampled_from([holiday for year in range(2006, 2037) for holiday in CALENDAR.year(year).holidays])


def without(calendar: WorkingDays, *days: date) -> WorkingDays:
    for day in days:
        calendar = calendar.without_holiday(day, source="an example")
    return calendar


def with_jubilee(calendar: WorkingDays, *days: date) -> WorkingDays:
    for day in days:
        calendar = calendar.with_holiday(day, "A jubilee", source="an example")
    return calendar


def test_8_may_2023_was_a_working_day_before_the_coronation_was_proclaimed() -> None:
    """Monday 8 May 2023: after Friday 5 May it is day 1 then, and Friday 12 is day 5; now they are the 9th and 15th."""
    friday, before = date(2023, 5, 5), without(CALENDAR, CORONATION)
    assert [before.add(friday, n) for n in (1, 5)] == [date(2023, 5, 8), date(2023, 5, 12)]
    assert [CALENDAR.add(friday, n) for n in (1, 5)] == [date(2023, 5, 9), date(2023, 5, 15)]
    assert before.is_working_day(CORONATION)
    assert before.reason(CORONATION) is None
    assert before.add(CORONATION, 0) == CORONATION
    assert before.between(friday, CORONATION) == 1
    assert before.version == "govuk-england-and-wales-2028-2023-05-08"
    assert repr(before) == "WorkingDays('govuk-england-and-wales-2028-2023-05-08')"


def test_a_year_lists_its_bank_holidays_without_the_one_taken_away() -> None:
    """2023 had the eight of every year and the coronation's."""
    kept = tuple(holiday for holiday in CALENDAR.year(2023).holidays if holiday.date != CORONATION)
    assert len(kept) == 8
    assert without(CALENDAR, CORONATION).year(2023).holidays == kept


def test_the_removal_is_kept_with_its_source_and_the_first_calendar_is_unchanged() -> None:
    before = CALENDAR.without_holiday(CORONATION, source="the table of October 2022")
    name = "Bank holiday for the coronation of King Charles III"
    removed = BankHoliday(CORONATION, name, substitute=False, source="the table of October 2022")
    assert before.removals == (removed,)
    assert CALENDAR.removals == ()
    assert not CALENDAR.is_working_day(CORONATION)


def test_the_early_may_bank_holiday_of_2020_was_moved_from_monday_4_to_friday_8_may() -> None:
    """The table has the day where it was moved to; taking it back and away again tells the move as it was announced.

    From Friday 1 May 2020, before the move: Monday 4 is closed, so day 1 is Tuesday 5, and day 4 is Friday 8. After
    it: day 1 is Monday 4, day 4 is Thursday 7, and day 5, past Friday 8 and the weekend, is Monday 11.
    """
    first_of_may, monday, friday = date(2020, 5, 1), date(2020, 5, 4), date(2020, 5, 8)
    name = "Early May bank holiday"
    unmoved = CALENDAR.without_holiday(friday, source="an example").with_holiday(monday, name, source="an example")
    assert [unmoved.add(first_of_may, n) for n in (1, 4)] == [date(2020, 5, 5), friday]
    assert unmoved.version == "govuk-england-and-wales-2028-2020-05-08+2020-05-04"

    label = CALENDAR.reason(friday)
    assert label == "Early May bank holiday (VE day)"
    moved = unmoved.without_holiday(monday, source="an example").with_holiday(friday, label, source="an example")
    assert [moved.add(first_of_may, n) for n in (1, 4, 5)] == [monday, date(2020, 5, 7), date(2020, 5, 11)]
    assert [moved.add(first_of_may, n) for n in range(30)] == [CALENDAR.add(first_of_may, n) for n in range(30)]
    assert moved.version == "govuk-england-and-wales-2028-2020-05-08+2020-05-08"


def test_a_day_put_back_after_it_was_taken_away_carries_its_new_name_and_source() -> None:
    again = with_jubilee(without(CALENDAR, CORONATION), CORONATION)
    added = BankHoliday(CORONATION, "A jubilee", substitute=False, source="an example")
    assert added in again.year(2023).holidays
    assert len(again.year(2023).holidays) == 9
    assert again.reason(CORONATION) == "A jubilee"
    assert again != CALENDAR
    assert again.version == "govuk-england-and-wales-2028-2023-05-08+2023-05-08"
    assert without(again, CORONATION) == without(CALENDAR, CORONATION)


def test_taking_away_an_added_day_undoes_the_addition() -> None:
    added, kept = date(2027, 6, 7), date(2030, 6, 3)
    assert without(with_jubilee(CALENDAR, added), added) == CALENDAR
    assert without(with_jubilee(CALENDAR, added), added).version == CALENDAR.version
    assert without(with_jubilee(CALENDAR, added, kept), added) == with_jubilee(CALENDAR, kept)


def test_a_projected_bank_holiday_may_be_taken_away() -> None:
    """Good Friday 2029 is 30 March: without it, it is day 1 after Thursday 29; with it, past Easter Monday, 3 April."""
    thursday, good_friday = date(2029, 3, 29), date(2029, 3, 30)
    worked = without(CALENDAR, good_friday)
    assert (CALENDAR.add(thursday, 1), worked.add(thursday, 1)) == (date(2029, 4, 3), good_friday)
    assert worked.is_projected(good_friday)
    assert worked.year(2029).status == "projected"
    assert len(worked.year(2029).holidays) == len(CALENDAR.year(2029).holidays) - 1
    assert without(WorkingDays(CALENDAR.table), good_friday) == worked, "asked of a calendar not projected yet"


def test_the_order_of_removals_and_additions_does_not_matter() -> None:
    steps: list[Callable[[WorkingDays], WorkingDays]] = [
        lambda calendar: without(calendar, date(2029, 3, 30)),
        lambda calendar: without(calendar, CORONATION),
        lambda calendar: with_jubilee(calendar, date(2030, 6, 3)),
        lambda calendar: with_jubilee(calendar, date(2027, 6, 7)),
    ]
    made: set[WorkingDays] = set()
    for order in permutations(steps):
        calendar = CALENDAR
        for step in order:
            calendar = step(calendar)
        assert calendar.version == "govuk-england-and-wales-2028-2023-05-08-2029-03-30+2027-06-07+2030-06-03"
        made.add(calendar)
    assert len(made) == 1


def test_calendars_differ_by_their_removals() -> None:
    before = without(CALENDAR, CORONATION)
    assert before != CALENDAR
    assert before != CALENDAR.without_holiday(CORONATION, source="another source")
    assert before == without(CALENDAR, CORONATION)
    assert hash(before) == hash(without(CALENDAR, CORONATION))


@pytest.mark.parametrize(
    "calendar", [without(CALENDAR, CORONATION), with_jubilee(without(CALENDAR, CORONATION), CORONATION)]
)
def test_a_copy_and_a_pickle_keep_what_was_taken_away(calendar: WorkingDays) -> None:
    for same in (copy.copy(calendar), copy.deepcopy(calendar), pickle.loads(pickle.dumps(calendar))):  # noqa: S301 - our own bytes
        assert same == calendar
        assert (same.removals, same.version) == (calendar.removals, calendar.version)
        assert same.add(date(2023, 5, 5), 1) == calendar.add(date(2023, 5, 5), 1)


@settings(max_examples=30)  # each example builds a calendar
@given(DAYS, HOLIDAYS, st.integers(1, 400))
def test_a_bank_holiday_taken_away_never_makes_a_deadline_later(day: date, holiday: BankHoliday, n: int) -> None:
    """It is earlier by one Working Day where the day lay on the way, and the same elsewhere."""
    worked = without(CALENDAR, holiday.date)
    due = CALENDAR.add(day, n)
    assert worked.add(day, n) <= due
    assert (worked.add(day, n + 1) if day < holiday.date < due else worked.add(day, n)) == due


@settings(max_examples=30)  # each example builds two calendars
@given(HOLIDAYS, DAYS)
def test_a_day_taken_away_and_put_back_moves_no_date(holiday: BankHoliday, day: date) -> None:
    again = with_jubilee(without(CALENDAR, holiday.date), holiday.date)
    assert [again.add(day, n) for n in (0, 1, 5, 20)] == [CALENDAR.add(day, n) for n in (0, 1, 5, 20)]


@pytest.mark.parametrize(
    ("day", "what"),
    [
        (date(2026, 5, 2), "a Saturday"),
        (date(2026, 12, 27), "a Sunday"),
        (date(2026, 5, 5), "a Working Day"),
        (date(2030, 6, 3), "a Working Day"),  # projected
    ],
)
def test_only_a_bank_holiday_can_be_taken_away(day: date, what: str) -> None:
    mend = rf"^day: {day} is no bank holiday in this calendar but {what}; year\({day.year}\).holidays lists those that"
    with pytest.raises(InvalidFact, match=mend):
        without(CALENDAR, day)


def test_a_bank_holiday_cannot_be_taken_away_twice() -> None:
    with pytest.raises(InvalidFact, match="2023-05-08 is no bank holiday in this calendar but a Working Day"):
        without(CALENDAR, CORONATION, CORONATION)


@pytest.mark.parametrize("source", ["", " ", None, 1])
def test_a_removal_needs_a_source(source: object) -> None:
    wrong = cast("str", source)
    with pytest.raises(InvalidFact, match=r"^source: "):
        CALENDAR.without_holiday(CORONATION, source=wrong)
    with pytest.raises(InvalidFact, match=r"^source: "):
        with_jubilee(CALENDAR, date(2027, 6, 7)).without_holiday(date(2027, 6, 7), source=wrong)


def test_a_day_outside_the_calendar_cannot_be_taken_away() -> None:
    with pytest.raises(OutsideCalendar, match="2041-01-01 is outside"):
        without(CALENDAR, date(2041, 1, 1))
