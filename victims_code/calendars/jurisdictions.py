"""The calendars that the library carries: England and Wales, one for both."""

from __future__ import annotations

from functools import cache, lru_cache

from attrs import evolve

from victims_code.calendars.projection import last_projected_year, project_year
from victims_code.calendars.records import BankHoliday, HolidayTable
from victims_code.calendars.sources import read_data, years_in
from victims_code.calendars.working_days import WorkingDays


@cache
def england_and_wales() -> WorkingDays:
    """Return the Working Days of England and Wales: Monday to Friday, less the bank holidays there.

    It covers 1 January 2006 to 31 December 2040: the list that GOV.UK publishes for 2012 to 2028, years derived from
    the same law before it, and projected years after it. The first call reads the data; later ones return the same
    calendar. A definition of Working Day in the Code's own words was not seen, so this one is unconfirmed.

    >>> import datetime as dt
    >>> england_and_wales().add(dt.date(2026, 4, 2), 1)  # the Thursday before Easter
    datetime.date(2026, 4, 7)
    """
    published = read_data("published.toml")
    return WorkingDays(
        HolidayTable(
            published["version"],
            years_in(read_data("derived.toml")) + years_in(published),
            last_year=last_projected_year(),
            project=project_year,
        )
    )


@lru_cache(maxsize=32)
def calendar_again(
    table: HolidayTable | None,
    additions: tuple[BankHoliday, ...],
    removals: tuple[BankHoliday, ...],
    from_next_working_day: bool,  # noqa: FBT001 - a cache and a pickle give no keywords
) -> WorkingDays:
    """Return a calendar that travelled, made once for all answers that came with it; no table is the package's own."""
    calendar = england_and_wales() if table is None else WorkingDays(table)
    if additions or removals:
        calendar = evolve(calendar, additions=additions, removals=removals)
    return calendar.counting_from_next_working_day() if from_next_working_day else calendar
