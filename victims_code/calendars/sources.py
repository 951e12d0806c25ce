"""The calendar's data files: bank holidays as published and as derived, read when they are first needed."""

from __future__ import annotations

from typing import Any

from victims_code.calendars.records import BankHoliday, CalendarYear
from victims_code.packaged import packaged_toml


def read_data(name: str) -> dict[str, Any]:
    """Return what the data file `name` holds: tables, texts and dates, as TOML gives them.

    >>> read_data("published.toml")["version"]
    'govuk-england-and-wales-2028'
    """
    return packaged_toml("calendars", "data", name)


def years_in(data: dict[str, Any]) -> tuple[CalendarYear, ...]:
    """Return the years that a data file records, in order, each with the file's status and source.

    >>> years = years_in(read_data("derived.toml"))
    >>> years[0].year, years[-1].year, years[-1].status
    (2006, 2011, 'derived')
    >>> years[-1].holidays[3].date, years[-1].holidays[3].name
    (datetime.date(2011, 4, 29), 'Royal Wedding')
    """
    return tuple(
        CalendarYear(
            int(year),
            data["status"],
            source=data["source"],
            holidays=tuple(
                BankHoliday(day["date"], day["name"], substitute=day.get("substitute", False), source=data["source"])
                for day in days
            ),
        )
        for year, days in data["years"].items()
    )
