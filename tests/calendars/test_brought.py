"""A calendar of workalendar, or one like its: it counts as it does there, says what it is, or is refused by name."""

from __future__ import annotations

import pickle
import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from workalendar.asia import HongKong, Qatar
from workalendar.europe import UnitedKingdom, UnitedKingdomNorthernIreland

from tests.assessment.making import PLAIN, event
from victims_code import Case, assess, make_receipt, verify
from victims_code.calendars import WorkingDays, england_and_wales
from victims_code.errors import InvalidFact, OutsideCalendar

YEARS = (2024, 2030)
FIRST, LAST = date(2024, 1, 1), date(2030, 12, 31)


class Brought:
    """A calendar that gives the same list every year."""

    def __init__(self, given: object) -> None:
        self.given = given

    def holidays(self, year: int) -> Any:  # noqa: ANN401, ARG002 - whatever somebody brings
        return self.given


class Failing:
    """A calendar that knows no year."""

    def holidays(self, year: int) -> Iterable[tuple[date, str]]:
        raise KeyError(year)


def days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=i) for i in range((last - first).days + 1)]


@pytest.mark.parametrize("kind", [UnitedKingdom, UnitedKingdomNorthernIreland])
def test_every_day_counts_as_it_does_in_workalendar(kind: type[Any]) -> None:
    brought, theirs = WorkingDays.from_workalendar(kind(), *YEARS), kind()
    assert [day for day in days(FIRST, LAST) if brought.is_working_day(day) != theirs.is_working_day(day)] == []
    for start in days(date(2026, 3, 25), date(2026, 6, 1)):
        assert brought.add(start, 5) == theirs.add_working_days(start, 5)


def test_every_day_of_2029_to_2040_is_the_shipped_one() -> None:
    brought, ours = WorkingDays.from_workalendar(UnitedKingdom(), 2029, 2040), england_and_wales()
    every = days(date(2029, 1, 1), date(2040, 12, 31))
    assert [day for day in every if brought.is_working_day(day) != ours.is_working_day(day)] == []


def test_it_says_its_source_and_that_it_is_not_the_official_table() -> None:
    brought = WorkingDays.from_workalendar(UnitedKingdomNorthernIreland(), *YEARS)
    year = brought.year(2026)
    name = "workalendar.europe.united_kingdom.UnitedKingdomNorthernIreland"
    assert year.source == f"{name}, a calendar brought by the user: not the official table"
    assert {holiday.source for holiday in year.holidays} == {year.source}
    assert year.status == "projected"
    assert brought.last_published_day == date(2023, 12, 31)
    assert all(brought.is_projected(day) for day in (FIRST, LAST))


def test_a_date_outside_its_years_is_refused_with_its_range() -> None:
    with pytest.raises(OutsideCalendar, match=r"2031-01-01 is outside .* covers 2024-01-01 to 2030-12-31"):
        WorkingDays.from_workalendar(UnitedKingdom(), *YEARS).is_working_day(date(2031, 1, 1))


def test_its_version_changes_with_its_days_and_only_with_them() -> None:
    one = WorkingDays.from_workalendar(Brought([(date(2026, 5, 1), "May Day")]), 2026, 2026)
    renamed = WorkingDays.from_workalendar(Brought([(date(2026, 5, 1), "Labour Day")]), 2026, 2026)
    other = WorkingDays.from_workalendar(Brought([(date(2026, 5, 4), "May Day")]), 2026, 2026)
    assert re.fullmatch(r"Brought-2026-2026-[0-9a-f]{8}", one.version)
    assert one.version == renamed.version != other.version


def test_the_names_of_a_day_that_is_two_holidays_are_told_together() -> None:
    """Monday 1 June 2026 is given three times, and a Saturday closes no weekday."""
    monday, saturday = date(2026, 6, 1), date(2026, 6, 6)
    given = [(monday, "A"), (saturday, "Saturday's"), (monday, "B"), [monday, "A"]]
    brought = WorkingDays.from_workalendar(Brought(given), 2026, 2026)
    assert [holiday.label for holiday in brought.year(2026).holidays] == ["A, B"]
    assert brought.reason(saturday) == "Saturday"


def test_an_answer_by_it_is_marked_projected_and_its_receipt_verifies_with_it() -> None:
    """From Friday 1 May 2026, over the bank holiday of the 4th, the fifth Working Day is Monday 11 May."""
    brought = WorkingDays.from_workalendar(UnitedKingdom(), *YEARS)
    case = Case("C1", [PLAIN], [event("e1", "suspect_arrested", "2026-05-01")])
    answer = assess(case, as_of=date(2026, 5, 5), calendar=brought)
    assert answer["V1/R6.arrest/e1"].due_by == date(2026, 5, 11)
    assert "calendar_projected" in {finding.code for finding in answer.findings}
    assert verify(make_receipt(answer), calendar=brought).is_reproduced


def test_it_is_a_value_that_can_be_changed_like_any_other() -> None:
    brought = WorkingDays.from_workalendar(UnitedKingdom(), *YEARS)
    assert brought == WorkingDays.from_workalendar(UnitedKingdom(), *YEARS) == pickle.loads(pickle.dumps(brought))  # noqa: S301 - our own
    jubilee = brought.with_holiday(date(2027, 6, 4), "A jubilee", source="an example")
    assert jubilee.add(date(2027, 6, 3), 1) == date(2027, 6, 7)


@pytest.mark.parametrize("kind", [Qatar, HongKong])
@pytest.mark.filterwarnings("ignore")  # what workalendar says of its own calendars
def test_a_calendar_with_another_week_is_refused_by_its_first_such_day(kind: type[Any]) -> None:
    """Fridays are at the weekend in Qatar, and Hong Kong's calendar takes Sundays alone for days of rest."""
    with pytest.raises(InvalidFact, match=r"^calendar: it does not rest on .* alone: see 2024-01-0[56]; Working Days"):
        WorkingDays.from_workalendar(kind(), *YEARS)


@pytest.mark.parametrize("calendar", [Failing(), Brought(None), object(), None])
def test_a_calendar_that_gives_no_holidays_is_refused(calendar: Any) -> None:  # noqa: ANN401 - anything
    with pytest.raises(InvalidFact, match=r"^calendar: its holidays\(2024\) failed with \w+Error; give a workalendar"):
        WorkingDays.from_workalendar(calendar, *YEARS)


@pytest.mark.parametrize(
    "entry",
    [
        date(2024, 5, 1),
        (date(2024, 5, 1),),
        (date(2024, 5, 1), None),
        (date(2024, 5, 1), " "),
        ("2024-05-01", "May Day"),
        (datetime(2024, 5, 1, tzinfo=UTC), "May Day"),
        (date(2025, 5, 1), "of another year"),
        "AB",
    ],
)
def test_what_is_no_date_of_the_year_with_a_name_is_refused_by_its_place(entry: object) -> None:
    with pytest.raises(InvalidFact, match=r"^calendar: its holidays\(2024\)\[1\] is no date of that year with a name"):
        WorkingDays.from_workalendar(Brought([(date(2024, 1, 1), "New Year's Day"), entry]), 2024, 2024)


@pytest.mark.parametrize("years", [(1899, 1900), (2200, 2201), (2027, 2026), (0, 0)])
def test_years_that_are_no_span_are_refused(years: tuple[int, int]) -> None:
    with pytest.raises(InvalidFact, match=r"^first_year, last_year: \d+ and \d+ are no span of years"):
        WorkingDays.from_workalendar(Brought([]), *years)


def test_a_year_is_a_whole_number() -> None:
    year: Any = "2026"
    with pytest.raises(InvalidFact, match=r"^first_year: a whole number"):
        WorkingDays.from_workalendar(Brought([]), year, 2026)
    with pytest.raises(InvalidFact, match=r"^last_year: a whole number"):
        WorkingDays.from_workalendar(Brought([]), 2026, year)


def test_the_widest_span_is_counted() -> None:
    brought = WorkingDays.from_workalendar(Brought([]), 1900, 2200)
    assert brought.add(date(1900, 1, 1), 1) == date(1900, 1, 2)
    assert brought.last_day == date(2200, 12, 31)
