"""The years that GOV.UK has not published yet: their bank holidays by the standing rules, as workalendar gives them.

A projected year is a forecast. The rules can change, and a day can be proclaimed that no rule foresees, as 8 May 2023
was. workalendar is loaded only when such a year is asked for.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import cache
from typing import Any

from victims_code.calendars.records import BankHoliday, CalendarYear
from victims_code.calendars.sources import read_data


def project_year(year: int) -> CalendarYear:
    """Return the bank holidays that `year` will have if nothing is proclaimed and no rule changes.

    Any year can be projected, also one that is published: the tests compare the two. The named corrections in
    ``data/projection.toml`` are applied, each for a day that workalendar is known to miss.

    >>> [str(day.date) for day in project_year(2029).holidays[:3]]
    ['2029-01-01', '2029-03-30', '2029-04-02']
    """
    data = _data()
    days = dict(_by_rule(year)) | {
        day["date"]: BankHoliday(day["date"], day["name"], substitute=False, source=data["source"])
        for day in data["missing"]
        if day["date"].year == year
    }
    return CalendarYear(year, "projected", source=data["source"], holidays=tuple(days[day] for day in sorted(days)))


def last_projected_year() -> int:
    """Return the last year that the calendar reaches.

    >>> last_projected_year()
    2040
    """
    last: int = _data()["last_year"]
    return last


@cache
def _data() -> dict[str, Any]:
    return read_data("projection.toml")


def _by_rule(year: int) -> Iterator[tuple[dt.date, BankHoliday]]:
    """Yield workalendar's bank holidays on weekdays, under the names that GOV.UK uses."""
    from workalendar.europe import UnitedKingdom

    data = _data()
    given: dict[dt.date, list[str]] = {}
    for day, name in UnitedKingdom().holidays(year):
        if day.weekday() < 5:  # noqa: PLR2004 - Monday to Friday: a bank holiday at a weekend closes no weekday
            given.setdefault(day, []).append(name)
    for day, names in given.items():
        # A holiday that stands on its own day keeps its name, though workalendar puts a substitute there too.
        name = next((name for name in names if name not in data["substitutes"]), names[0])
        substitute = name in data["substitutes"]
        if day == dt.date(year, 12, 27) and dt.date(year, 12, 26) in given:
            # Christmas Day was a Sunday and Boxing Day stands, so it is Christmas Day that is kept on the 27th.
            title = data["substitutes"]["Christmas Shift"]
        elif substitute:
            title = data["substitutes"][name]
        else:
            title = data["names"].get(name, name)
        yield day, BankHoliday(day, title, substitute=substitute, source=data["source"])
