"""The projected years of the calendar: ``python -m tests.calendars.projecting`` writes ``projected.toml`` anew.

workalendar gives the bank holidays of the years that GOV.UK has not published yet, and ``projection.toml`` beside says
under which names, and what is mended. The library itself needs no workalendar: it reads the file that is written here.
A projected year is a forecast. The rules can change, and a day can be proclaimed that no rule foresees.
"""

from __future__ import annotations

import datetime as dt
import tomllib
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

from workalendar.europe import UnitedKingdom

from victims_code.calendars import BankHoliday, CalendarYear
from victims_code.calendars.sources import read_data

HERE: Final = Path(__file__).parent

#: The file that ships.
FILE: Final = HERE.parents[1] / "victims_code" / "calendars" / "data" / "projected.toml"

#: How workalendar's days are named, how far they are projected, and what is mended in them.
HOW: Final[dict[str, Any]] = tomllib.loads((HERE / "projection.toml").read_text(encoding="utf-8"))


def project_year(year: int) -> CalendarYear:
    """Return the bank holidays of `year` by the standing rules, the named corrections included.

    Any year can be projected, also one that is published: the tests compare the two.
    """
    source = HOW["source"]
    days = _by_rule(year) | {
        day["date"]: BankHoliday(day["date"], day["name"], substitute=False, source=source)
        for day in HOW["corrections"]
        if day["date"].year == year
    }
    return CalendarYear(year, "projected", source=source, holidays=tuple(days[day] for day in sorted(days)))


def _by_rule(year: int) -> dict[dt.date, BankHoliday]:
    """Return workalendar's bank holidays on weekdays, under the names that GOV.UK uses."""
    names: dict[str, str] = HOW["names"]
    substitutes: dict[str, str] = HOW["substitutes"]
    given: dict[dt.date, list[str]] = {}
    for day, name in UnitedKingdom().holidays(year):
        if day.weekday() < 5:  # a bank holiday at a weekend closes no weekday
            given.setdefault(day, []).append(name)
    found = {}
    for day, all_names in given.items():
        # A holiday that stands on its own day keeps its name, though workalendar puts a substitute there too.
        name = next((name for name in all_names if name not in substitutes), all_names[0])
        if day == dt.date(year, 12, 27) and dt.date(year, 12, 26) in given:
            # Christmas Day was a Sunday and Boxing Day stands, so it is Christmas Day that is kept on the 27th.
            title = substitutes["Christmas Shift"]
        else:
            title = substitutes.get(name) or names.get(name, name)
        found[day] = BankHoliday(day, title, substitute=name in substitutes, source=HOW["source"])
    return found


def text() -> str:
    """Return what the shipped file is to hold: the years after the last one that GOV.UK has published."""
    first = max(map(int, read_data("published.toml")["years"])) + 1
    lines = [
        "# The bank holidays of England and Wales in the years after the published ones, projected by workalendar.",
        "# Written by `make calendar`; do not change it by hand. A year that GOV.UK publishes moves to published.toml.",
        "",
        'status = "projected"',
        f"source = {_quoted(HOW['source'])}",
        f'workalendar = "{version("workalendar")}"',
        "",
        "# What is known to be wrong in the days that workalendar gives, for years that may be projected or checked.",
        "corrections = [",
        *(
            f"  {{ date = {day['date']}, name = {_quoted(day['name'])}, reason = {_quoted(day['reason'])} }},"
            for day in HOW["corrections"]
        ),
        "]",
        "",
        "[years]",
    ]
    for year in range(first, HOW["last_year"] + 1):
        lines.append(f"{year} = [")
        for day in project_year(year).holidays:
            substitute = ", substitute = true" if day.substitute else ""
            lines.append(f"  {{ date = {day.date}, name = {_quoted(day.name)}{substitute} }},")
        lines.append("]")
    return "\n".join(lines) + "\n"


def _quoted(words: str) -> str:
    """Return words as a TOML string; those of our own table need no escape."""
    assert not set(words) & set('"\\\n')
    return f'"{words}"'


if __name__ == "__main__":
    FILE.write_text(text(), encoding="utf-8", newline="\n")
