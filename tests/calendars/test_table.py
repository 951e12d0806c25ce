"""Every day of the table agrees with every other calendar that can be had."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from govuk_bank_holidays.bank_holidays import BankHolidays
from workalendar.europe import UnitedKingdom

from tests import oracle
from tests.calendars import projecting
from tests.calendars.projecting import project_year
from victims_code.calendars import england_and_wales
from victims_code.calendars.counting import PrefixTable

CALENDAR = england_and_wales()


def days(first_year: int, last_year: int) -> list[date]:
    first = date(first_year, 1, 1)
    return [first + timedelta(days=i) for i in range((date(last_year, 12, 31) - first).days + 1)]


def is_open(day: date, closed: frozenset[date]) -> bool:
    return day.isoweekday() <= 5 and day not in closed


def test_every_day_of_2012_to_2028_agrees_with_govuk() -> None:
    listed = oracle.govuk_holidays()
    assert (min(listed).year, max(listed).year) == (2012, 2028)
    assert [day for day in days(2012, 2028) if CALENDAR.is_working_day(day) != is_open(day, listed)] == []


def test_every_day_of_2012_to_2028_agrees_with_holidays() -> None:
    ruled = oracle.ruled_holidays(2012, 2028)
    assert [day for day in days(2012, 2028) if CALENDAR.is_working_day(day) != is_open(day, ruled)] == []


def test_every_day_of_the_derived_and_projected_years_agrees_with_holidays() -> None:
    ruled = oracle.ruled_holidays(2006, 2040)
    outside_govuk = days(2006, 2011) + days(2029, 2040)
    assert [day for day in outside_govuk if CALENDAR.is_working_day(day) != is_open(day, ruled)] == []


def test_only_8_may_2023_differs_from_workalendar() -> None:
    """workalendar lacks the coronation's bank holiday, and nothing else from 2006 to 2040."""
    theirs = UnitedKingdom()
    closed = frozenset(day for year in range(2006, 2041) for day, _ in theirs.holidays(year))
    differing = [day for day in days(2006, 2040) if CALENDAR.is_working_day(day) != is_open(day, closed)]
    assert differing == [date(2023, 5, 8)]


def test_the_projected_years_ship_as_workalendar_gives_them() -> None:
    """`make calendar` writes the file anew, byte for byte."""
    assert projecting.FILE.read_bytes() == projecting.text().encode()
    assert [CALENDAR.year(year) for year in range(2029, 2041)] == [project_year(year) for year in range(2029, 2041)]


def test_names_and_substitute_days_are_govuks_own() -> None:
    listed = BankHolidays.load_backup_data()["england-and-wales"]["events"]
    theirs = [(event["date"], event["title"], event["notes"] == "Substitute day") for event in listed]
    ours = [
        (holiday.date.isoformat(), holiday.name, holiday.substitute)
        for year in range(2012, 2029)
        for holiday in CALENDAR.year(year).holidays
    ]
    assert ours == theirs


@pytest.mark.parametrize("year", range(2006, 2029))
def test_projecting_a_recorded_year_gives_its_days(year: int) -> None:
    """The projection, with its correction for 2023, finds the very days of every year that can be checked."""
    recorded = [holiday.date for holiday in CALENDAR.year(year).holidays]
    assert [holiday.date for holiday in project_year(year).holidays] == recorded


@pytest.mark.parametrize("year", [*range(2006, 2011), *range(2013, 2020), 2021, *range(2023, 2029)])
def test_projecting_an_ordinary_year_gives_its_names(year: int) -> None:
    """Names and substitute days are GOV.UK's too, but in years when a day was moved or had a name of its own.

    Those are 2011 and 2012 (a royal wedding, a jubilee), 2020 (VE day) and 2022 (a jubilee, a state funeral).
    """
    recorded = [holiday.label for holiday in CALENDAR.year(year).holidays]
    assert [holiday.label for holiday in project_year(year).holidays] == recorded


def test_the_projection_is_a_substitute_where_christmas_day_is_a_sunday() -> None:
    """In 2033 Christmas Day is a Sunday: Boxing Day stands on the Monday, and the 27th is Christmas Day's."""
    assert date(2033, 12, 25).isoweekday() == 7
    assert CALENDAR.reason(date(2033, 12, 26)) == "Boxing Day"
    assert CALENDAR.reason(date(2033, 12, 27)) == "Christmas Day (substitute day)"


@pytest.mark.parametrize(
    ("first", "last", "status"), [(2006, 2011, "derived"), (2012, 2028, "published"), (2029, 2040, "projected")]
)
def test_each_year_says_how_far_it_can_be_trusted(first: int, last: int, status: str) -> None:
    for number in range(first, last + 1):
        year = CALENDAR.year(number)
        assert (year.year, year.status) == (number, status)
        assert year.source
        assert all(holiday.source == year.source for holiday in year.holidays)
        assert len(year.holidays) >= 8, "eight days are bank holidays in every year"


def test_coverage_and_version_are_named() -> None:
    assert CALENDAR.first_day == date(2006, 1, 1)
    assert CALENDAR.last_published_day == date(2028, 12, 31)
    assert CALENDAR.last_day == date(2040, 12, 31)
    assert CALENDAR.version == "govuk-england-and-wales-2028"


def test_days_are_projected_only_after_the_last_published_one() -> None:
    assert [day for day in days(2006, 2040) if CALENDAR.is_projected(day)] == days(2029, 2040)


def december(year: int) -> list[tuple[int, str, bool]]:
    """Return the bank holidays of a projected December: the day, the name, and whether it is a substitute."""
    return [(h.date.day, h.name, h.substitute) for h in project_year(year).holidays if h.date.month == 12]


def test_a_christmas_day_on_a_sunday_is_kept_on_the_tuesday() -> None:
    """25 December 2033 is a Sunday: Boxing Day stands on the Monday, and Christmas Day is kept after it."""
    assert december(2033) == [(26, "Boxing Day", False), (27, "Christmas Day", True)]


def test_a_christmas_day_on_a_saturday_is_kept_on_the_monday() -> None:
    """25 December 2032 is a Saturday: both days are at the weekend, and are kept in their order."""
    assert december(2032) == [(27, "Christmas Day", True), (28, "Boxing Day", True)]


def test_a_christmas_day_on_a_friday_stands_and_boxing_day_is_kept_on_the_monday() -> None:
    """25 December 2037 is a Friday."""
    assert december(2037) == [(25, "Christmas Day", False), (28, "Boxing Day", True)]


def test_only_a_day_in_place_of_another_is_called_a_substitute() -> None:
    """In 2026 Christmas Day is a Friday, and Boxing Day is kept on the Monday."""
    labels = [holiday.label for holiday in england_and_wales().year(2026).holidays]
    assert labels[-2:] == ["Christmas Day", "Boxing Day (substitute day)"]
    assert sum("substitute" in label for label in labels) == 1


class TestTheTableItself:
    """A few days about a Christmas: Thursday 24 December 2026 to Tuesday 29, with the Friday closed."""

    @staticmethod
    def table(*, from_next_working_day: bool = False) -> PrefixTable:
        first, last, closed = date(2026, 12, 24), date(2026, 12, 29), {date(2026, 12, 25)}
        return PrefixTable(first, last, closed=closed, from_next_working_day=from_next_working_day)

    def test_every_day_has_its_number(self) -> None:
        table = self.table()
        assert [(day.day, number) for day, number in table.count.items()] == [
            (24, 1), (25, 1), (26, 1), (27, 1), (28, 2), (29, 3),
        ]  # fmt: skip
        assert table.start is table.count
        assert [day.day for day in table.nth[1:]] == [24, 28, 29]

    def test_by_the_other_reading_a_count_starts_from_the_next_working_day(self) -> None:
        table = self.table(from_next_working_day=True)
        assert [(day.day, number) for day, number in table.start.items()] == [
            (24, 1), (25, 2), (26, 2), (27, 2), (28, 2), (29, 3),
        ]  # fmt: skip
        assert list(table.count.values()) == [1, 1, 1, 1, 2, 3]

    @pytest.mark.parametrize("reading", [False, True])
    def test_ordinals_say_the_same(self, reading: bool) -> None:
        table = self.table(from_next_working_day=reading)
        assert table.ordinal_start == {day.toordinal(): number for day, number in table.start.items()}
        assert table.ordinal_nth[1:] == [day.toordinal() for day in table.nth[1:]]
        assert (table.nth[0], table.ordinal_nth[0]) == (date.min, 0)
