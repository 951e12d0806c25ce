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
