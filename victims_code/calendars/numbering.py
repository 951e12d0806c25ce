"""The years that a calendar counts by: the table's, less its removals and with its additions, their days numbered."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from attrs import define, evolve, field

from victims_code.calendars.checks import check_day, check_limit, check_whole, outside
from victims_code.calendars.counting import PrefixTable
from victims_code.calendars.records import BankHoliday, CalendarYear, HolidayTable, by_date


@define(eq=False)
class NumberedYears:
    """The recorded years of `table` at once, its projected ones when `project` is called, and `prefix` over them.

    `years` and `holidays` tell what each year holds and which bank holiday a day is, once changed by `removals` and
    `additions`. A day that is in both is the added bank holiday.

    >>> closed = BankHoliday(dt.date(2026, 5, 1), "May Day", substitute=False, source="an example")
    >>> year = CalendarYear(2026, "published", "an example", holidays=(closed,))
    >>> table = HolidayTable("example-1", (year,), last_year=2026, project=lambda year: year)
    >>> numbered = NumberedYears(table, additions=(), removals=(closed,), prefix=PrefixTable())
    >>> numbered.holidays, numbered.prefix.count[dt.date(2026, 12, 31)]  # 52 weeks and a Thursday
    ({}, 261)
    """

    table: HolidayTable
    additions: tuple[BankHoliday, ...] = field(kw_only=True)
    removals: tuple[BankHoliday, ...] = field(kw_only=True)
    prefix: PrefixTable = field(kw_only=True)
    years: dict[int, CalendarYear] = field(init=False, factory=dict)
    holidays: dict[dt.date, BankHoliday] = field(init=False, factory=dict)

    def __attrs_post_init__(self) -> None:
        self._record(self.table.years)

    def number(self, day: dt.date, name: str = "day") -> int:
        """Return how many Working Days there are up to and including `day`; `name` is the argument to blame.

        :raises InvalidFact: if `day` is no plain date.
        :raises OutsideCalendar: if `day` lies outside the years covered.
        """
        self.check_covered(day, name)
        if day not in self.prefix.count:
            self.project()
        return self.prefix.count[day]

    def add(self, day: dt.date, n: int) -> dt.date:
        """Add as `WorkingDays.add` does, with every argument checked and the projected years at hand.

        :raises InvalidFact: if `day` is no plain date, or `n` is not a whole number from 0.
        :raises OutsideCalendar: if `day` or the answer lies outside the years covered.
        """
        number, nth = self.number(day), self.prefix.nth
        n = check_limit(n)
        target = self.prefix.start[day] + n if n else number + int(nth[number] != day)
        if target >= len(nth):
            self.project()
        if target >= len(nth):
            raise outside(f"the end of {n} Working Days after {day} is", self.table.first_day, self.table.last_day)
        return nth[target]

    def year(self, year: int) -> CalendarYear:
        """Return what a year holds.

        :raises InvalidFact: if `year` is not a whole number.
        :raises OutsideCalendar: if `year` is not covered.
        """
        year = check_whole(year, "year")
        if year not in self.years:
            if not self.table.first_day.year <= year <= self.table.last_year:
                raise outside(f"the year {year} is", self.table.first_day, self.table.last_day)
            self.project()
        return self.years[year]

    def check_covered(self, day: dt.date, name: str = "day") -> None:
        """Refuse what is no plain date of the years covered; `name` is the argument to blame.

        :raises InvalidFact: if `day` is no plain date.
        :raises OutsideCalendar: if `day` lies outside the years covered.
        """
        check_day(day, name)
        if not self.table.first_day <= day <= self.table.last_day:
            raise outside(f"{name}: {day} is", self.table.first_day, self.table.last_day)

    def project(self) -> None:
        """Number the years after the recorded ones, unless that is done."""
        if self.table.last_day not in self.prefix.count:
            years = range(self.table.last_published_day.year + 1, self.table.last_year + 1)
            self._record([self.table.project(year) for year in years])

    def _record(self, years: Sequence[CalendarYear]) -> None:
        """Take up the holidays of `years`, as removals and additions change them, and number their days."""
        removed = {removal.date for removal in self.removals}
        for year in years:
            kept = [holiday for holiday in year.holidays if holiday.date not in removed]
            added = [holiday for holiday in self.additions if holiday.date.year == year.year]
            holidays = by_date([*kept, *added])
            self.years[year.year] = evolve(year, holidays=holidays)
            self.holidays.update((holiday.date, holiday) for holiday in holidays)
        first, last = dt.date(years[0].year, 1, 1), dt.date(years[-1].year, 12, 31)
        self.prefix.extend(first, last, closed=self.holidays)
