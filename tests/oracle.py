"""An independent oracle for Working Days: it walks the calendar a day at a time and knows nothing of our table.

Its bank holidays come from two other packages: GOV.UK's own list where that reaches, `holidays` for the other years.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

from govuk_bank_holidays.bank_holidays import BankHolidays
from holidays import country_holidays

ONE_DAY = timedelta(days=1)


def govuk_holidays() -> frozenset[date]:
    """The bank holidays of England and Wales as GOV.UK lists them, 2012 to 2028."""
    listed = BankHolidays.load_backup_data()[BankHolidays.ENGLAND_AND_WALES]["events"]
    return frozenset(date.fromisoformat(event["date"]) for event in listed)


def ruled_holidays(first_year: int, last_year: int) -> frozenset[date]:
    """The bank holidays of England as the package `holidays` works them out, weekend days among them."""
    return frozenset(country_holidays("GB", subdiv="ENG", years=range(first_year, last_year + 1)))


@cache
def bank_holidays() -> frozenset[date]:
    """Every bank holiday from 2006 to 2042: two years past our table, so that the walk may leave it."""
    return govuk_holidays() | ruled_holidays(2006, 2011) | ruled_holidays(2029, 2042)


def is_working_day(day: date) -> bool:
    """Monday to Friday, and no bank holiday."""
    return day.isoweekday() <= 5 and day not in bank_holidays()


@cache
def on_or_after(day: date) -> date:
    """The next Working Day, or the day itself where it is one; each step is taken once and remembered."""
    while not is_working_day(day):
        day += ONE_DAY
    return day


def add(day: date, n: int) -> date:
    """Step over `n` Working Days after `day`, which is day 0; for 0, the next Working Day on or after it."""
    if n == 0:
        return on_or_after(day)
    for _ in range(n):
        day = on_or_after(day + ONE_DAY)
    return day
