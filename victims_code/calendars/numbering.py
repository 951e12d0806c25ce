"""The years that a calendar counts by: the table's, less its removals and with its additions, their days numbered."""

from __future__ import annotations

import datetime as dt

from attrs import define, evolve, field

from victims_code.calendars.checks import check_day, check_limit, check_text, check_whole, outside
from victims_code.calendars.counting import PrefixTable
from victims_code.calendars.records import BankHoliday, CalendarYear, HolidayTable, by_date
from victims_code.dates import WEEKDAYS
from victims_code.errors import InvalidFact


@define(eq=False)
class NumberedYears:
    """The years of `table`, changed by `removals` and `additions`, and the `prefix` table over their days.

    `years` and `holidays` say what each year holds and which bank holiday a day is. A day that is in both changes is
    the added bank holiday. `from_next` is how a start on no Working Day is read, as in `PrefixTable`.

    >>> closed = BankHoliday(dt.date(2026, 5, 1), "May Day", substitute=False, source="an example")
    >>> year = CalendarYear(2026, "published", "an example", holidays=(closed,))
    >>> numbered = NumberedYears(
    ...     HolidayTable("example-1", (year,)), additions=(), removals=(closed,), from_next=False
    ... )
    >>> numbered.holidays, numbered.prefix.count[dt.date(2026, 12, 31)]  # 52 weeks and a Thursday
    ({}, 261)
    """

    table: HolidayTable
    additions: tuple[BankHoliday, ...] = field(kw_only=True)
    removals: tuple[BankHoliday, ...] = field(kw_only=True)
    from_next: bool = field(kw_only=True)
    years: dict[int, CalendarYear] = field(init=False, factory=dict)
    holidays: dict[dt.date, BankHoliday] = field(init=False, factory=dict)
    prefix: PrefixTable = field(init=False)

    def __attrs_post_init__(self) -> None:
        removed = {removal.date for removal in self.removals}
        for year in self.table.years:
            kept = [holiday for holiday in year.holidays if holiday.date not in removed]
            added = [holiday for holiday in self.additions if holiday.date.year == year.year]
            self.years[year.year] = evolve(year, holidays=by_date([*kept, *added]))
        self.holidays.update((day.date, day) for year in self.years.values() for day in year.holidays)
        first, last = self.table.first_day, self.table.last_day
        self.prefix = PrefixTable(first, last, closed=self.holidays, from_next_working_day=self.from_next)

    def number(self, day: dt.date, name: str = "day") -> int:
        """Return how many Working Days there are up to and including `day`; `name` is the argument to blame.

        :raises InvalidFact: if `day` is no plain date.
        :raises OutsideCalendar: if `day` lies outside the years covered.
        """
        return self.prefix.count[self.check_covered(day, name)]

    def add(self, day: dt.date, n: int) -> dt.date:
        """Add as `WorkingDays.add` does, with every argument checked.

        :raises InvalidFact: if `day` is no plain date, or `n` is not a whole number from 0.
        :raises OutsideCalendar: if `day` or the answer lies outside the years covered.
        """
        day = self.check_covered(day)
        number, nth = self.prefix.count[day], self.prefix.nth
        n = check_limit(n)
        target = self.prefix.start[day] + n if n else number + int(nth[number] != day)
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
            raise outside(f"the year {year} is", self.table.first_day, self.table.last_day)
        return self.years[year]

    def check_covered(self, day: dt.date, name: str = "day") -> dt.date:
        """Return a plain date of the years covered, and refuse anything else; `name` is the argument to blame.

        :raises InvalidFact: if `day` is no plain date.
        :raises OutsideCalendar: if `day` lies outside the years covered.
        """
        found = check_day(day, name)
        if not self.table.first_day <= found <= self.table.last_day:
            raise outside(f"{name}: {found} is", self.table.first_day, self.table.last_day)
        return found

    def reason(self, day: dt.date) -> str | None:
        """Return why `day` is no Working Day, or None, as `WorkingDays.reason` does.

        :raises InvalidFact: if `day` is no plain date.
        :raises OutsideCalendar: if `day` lies outside the years covered.
        """
        day = self.check_covered(day)
        if self.prefix.nth[self.prefix.count[day]] == day:
            return None
        holiday = self.holidays.get(day)
        return holiday.label if holiday else WEEKDAYS[day.weekday()]

    def addition(self, day: dt.date, name: str, *, source: str, proclaimed: dt.date | None) -> BankHoliday:
        """Return the bank holiday to add, as `WorkingDays.with_holiday` is asked for it.

        :raises InvalidFact: if `day` is already no Working Day, or an argument cannot be understood.
        :raises OutsideCalendar: if `day` lies outside the years covered.
        """
        day = self.check_covered(day)
        if reason := self.reason(day):
            raise InvalidFact(
                f"day: {day} is already no Working Day ({reason}), so a bank holiday there would move no date; "
                "add only the weekday that is newly closed, such as a substitute day"
            )
        check_text(name, "name")
        check_text(source, "source")
        if proclaimed is not None:
            proclaimed = check_day(proclaimed, "proclaimed")
        return BankHoliday(day, name, substitute=False, source=source, proclaimed=proclaimed)

    def bank_holiday(self, day: dt.date) -> BankHoliday:
        """Return the bank holiday on `day`, as `WorkingDays.without_holiday` is asked to take it away.

        :raises InvalidFact: if `day` is none, or no plain date.
        :raises OutsideCalendar: if `day` lies outside the years covered.
        """
        day = self.check_covered(day)
        closed = self.reason(day)
        if not (holiday := self.holidays.get(day)):
            raise InvalidFact(
                f"day: {day} is no bank holiday in this calendar but {f'a {closed}' if closed else 'a Working Day'}; "
                f"year({day.year}).holidays lists those that can be taken away"
            )
        return holiday
