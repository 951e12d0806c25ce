"""What is known of bank holidays: the holidays themselves, the years they stand in, and the table of those years."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Literal, TypeAlias

from attrs import frozen

#: How far a year's holidays can be trusted. *published*: listed by GOV.UK. *derived*: worked out for years that the
#: list no longer covers. *projected*: worked out for years that it does not cover yet, and so open to change.
YearStatus: TypeAlias = Literal["published", "projected", "derived"]


@frozen
class BankHoliday:
    """A weekday on which, by law or proclamation, nobody in England and Wales need do business.

    `substitute` says that the day is kept in place of one that fell at a weekend, or was moved. `source` names who
    says so; of a holiday that a calendar has removed, who says that it is none. `proclaimed` is the London date on
    which an added holiday became known, None for one of the table.

    >>> BankHoliday(dt.date(2026, 12, 28), "Boxing Day", substitute=True, source="GOV.UK").label
    'Boxing Day (substitute day)'
    """

    date: dt.date
    name: str
    substitute: bool
    source: str
    proclaimed: dt.date | None = None

    @property
    def label(self) -> str:
        """The holiday's name, saying where it is a substitute day."""
        return f"{self.name} (substitute day)" if self.substitute else self.name


def by_date(holidays: Iterable[BankHoliday]) -> tuple[BankHoliday, ...]:
    """Return `holidays` in date order.

    >>> days = (dt.date(2026, 12, 25), dt.date(2026, 4, 3))
    >>> holidays = [BankHoliday(day, "A bank holiday", substitute=False, source="an example") for day in days]
    >>> [str(holiday.date) for holiday in by_date(holidays)]
    ['2026-04-03', '2026-12-25']
    """
    return tuple(sorted(holidays, key=lambda holiday: holiday.date))


@frozen
class CalendarYear:
    """The bank holidays of one year on weekdays, in order, with how far they can be trusted and who says so.

    >>> CalendarYear(2026, "published", "GOV.UK", holidays=()).status
    'published'
    """

    year: int
    status: YearStatus
    source: str
    holidays: tuple[BankHoliday, ...]


@frozen
class PassedOver:
    """A day that was not counted because it is no Working Day, and why: the weekday's name or the bank holiday's.

    >>> str(PassedOver(dt.date(2026, 4, 3), "Good Friday"))
    '2026-04-03 (Good Friday)'
    """

    date: dt.date
    reason: str

    def __str__(self) -> str:
        return f"{self.date} ({self.reason})"


@frozen
class HolidayTable:
    """The bank holidays that a `WorkingDays` calendar counts by: its years, in order and without a gap.

    Projected years come last. `version` names the table in every answer that rests on it, so it must change with every
    change that can move a date.

    >>> year = CalendarYear(2026, "projected", "an example without bank holidays", holidays=())
    >>> table = HolidayTable("example-1", (year,))
    >>> table.first_day, table.last_published_day, table.last_day
    (datetime.date(2026, 1, 1), datetime.date(2025, 12, 31), datetime.date(2026, 12, 31))
    """

    version: str
    years: tuple[CalendarYear, ...]

    @property
    def first_day(self) -> dt.date:
        """1 January of the first year."""
        return dt.date(self.years[0].year, 1, 1)

    @property
    def last_published_day(self) -> dt.date:
        """31 December of the year before the first projected one: where every year is, the day before `first_day`."""
        projected = [year.year for year in self.years if year.status == "projected"]
        return dt.date(projected[0] - 1 if projected else self.years[-1].year, 12, 31)

    @property
    def last_day(self) -> dt.date:
        """31 December of the last year."""
        return dt.date(self.years[-1].year, 12, 31)
