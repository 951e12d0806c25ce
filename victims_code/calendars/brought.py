"""A calendar that a user brings, from the package workalendar or like it, read into a table of bank holidays."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator
from typing import Any, Final, Protocol

from victims_code.calendars.checks import check_whole
from victims_code.calendars.records import BankHoliday, CalendarYear, HolidayTable, by_date
from victims_code.errors import InvalidFact

#: The years that can be brought. Nobody plans further, and each year costs time and memory.
FIRST_YEAR: Final = 1900
LAST_YEAR: Final = 2200


class GivesHolidays(Protocol):
    """What a calendar must be able to do: give the holidays of a year, each as a date and a name."""

    def holidays(self, year: int, /) -> Iterable[tuple[dt.date, str]]:
        """Return the holidays of `year`."""
        ...  # pragma: no cover - a shape, not code


def brought_table(calendar: GivesHolidays, first_year: int, last_year: int) -> HolidayTable:
    """Return the table that `WorkingDays.from_workalendar` counts by. Its version changes with its days.

    :raises InvalidFact: as `WorkingDays.from_workalendar` does.

    >>> class MayDay:
    ...     def holidays(self, year):
    ...         return [(dt.date(year, 5, 1), "May Day")]
    >>> table = brought_table(MayDay(), 2026, 2027)
    >>> table.version[:17], table.years[0].status
    ('MayDay-2026-2027-', 'projected')
    """
    check_whole(first_year, "first_year")
    check_whole(last_year, "last_year")
    if not FIRST_YEAR <= first_year <= last_year <= LAST_YEAR:
        raise InvalidFact(
            f"first_year, last_year: {first_year} and {last_year} are no span of years from {FIRST_YEAR} to "
            f"{LAST_YEAR}; give the first year, then the last"
        )
    kind = type(calendar)
    source = f"{kind.__module__}.{kind.__name__}, a calendar brought by the user: not the official table"
    years = tuple(_year(calendar, year, source) for year in range(first_year, last_year + 1))
    days = " ".join(str(holiday.date) for year in years for holiday in year.holidays)
    digest = hashlib.sha256(days.encode()).hexdigest()[:8]
    return HolidayTable(f"{kind.__name__}-{first_year}-{last_year}-{digest}", years)


def _year(calendar: GivesHolidays, year: int, source: str) -> CalendarYear:
    """Return the holidays of a year that fall on weekdays, all names of a day in one."""
    names: dict[dt.date, list[str]] = {}
    for day, name in _entries(calendar, year):
        names.setdefault(day, []).append(name)
    _check_weekends(calendar, year, names)
    return CalendarYear(
        year,
        "projected",
        source=source,
        holidays=by_date(
            BankHoliday(day, ", ".join(dict.fromkeys(given)), substitute=False, source=source)
            for day, given in names.items()
            if _is_weekday(day)
        ),
    )


def _entries(calendar: GivesHolidays, year: int) -> Iterator[tuple[dt.date, str]]:
    try:
        given: list[Any] = list(calendar.holidays(year))
    except Exception as error:  # what the code of others raises cannot be listed
        raise InvalidFact(
            f"calendar: its holidays({year}) failed with {type(error).__name__}; "
            "give a workalendar calendar that knows every year asked for"
        ) from error
    for place, entry in enumerate(given):
        match entry:
            case (dt.date() as day, str() as name) if type(day) is dt.date and day.year == year and name.strip():
                yield day, name
            case _:
                raise InvalidFact(
                    f"calendar: its holidays({year})[{place}] is no date of that year with a name; "
                    "workalendar gives pairs such as (datetime.date(2026, 12, 25), 'Christmas Day')"
                )


def _check_weekends(calendar: GivesHolidays, year: int, closed: Iterable[dt.date]) -> None:
    """Refuse a calendar with another week, or one that works on some weekends: its own `is_working_day` says so."""
    is_working_day = getattr(calendar, "is_working_day", None)
    if not callable(is_working_day):
        return
    for ordinal in range(dt.date(year, 1, 1).toordinal(), dt.date(year, 12, 31).toordinal() + 1):
        day = dt.date.fromordinal(ordinal)
        if bool(is_working_day(day)) is not (_is_weekday(day) and day not in closed):
            raise InvalidFact(
                f"calendar: it does not rest on Saturdays, Sundays and its holidays alone: see {day}; "
                "Working Days are Monday to Friday, so bring a calendar with that week"
            )


def _is_weekday(day: dt.date) -> bool:
    return day.weekday() < 5  # noqa: PLR2004 - Monday to Friday
