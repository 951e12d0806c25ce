"""Days and times: any that the calendar covers, and those on which counting goes wrong.

The boundary days are worked out from the calendar, the editions of the Code and the time zone, never listed by hand.
"""

from __future__ import annotations

from calendar import isleap
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from types import MappingProxyType
from typing import Final, TypeVar

from dateutil.easter import easter
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from victims_code.calendars import BankHoliday, england_and_wales
from victims_code.dates import LONDON, When
from victims_code.errors import InvalidFact, nearest
from victims_code.rulebook import editions_in_force

#: The plainest day, to which days shrink: a Monday and a Working Day, with no bank holiday for weeks on either side.
PLAIN_DAY: Final = date(2026, 6, 1)

#: The times of London's day at which events happen; None is a date alone. Some are near midnight, which is not UTC's.
HOURS: Final = (None, time(12, 0), time(9, 30), time(23, 30), time(0, 15))

_DAY: Final = timedelta(days=1)

#: Of so many whole numbers, from 0, Hypothesis draws all alike; of more, the small ones far more often.
_EVEN: Final = 256

T = TypeVar("T")


def drawn(name: str, draw_one: Callable[[DrawFn], T]) -> SearchStrategy[T]:
    """Make a strategy of a function that draws one value; it is shown by `name`, whatever it draws from."""
    draw_one.__name__ = name
    return st.composite(draw_one)()


def draw_place(draw: DrawFn, number: int) -> int:
    """Draw the place of one of so many things, each as often; it shrinks to the first."""
    if number <= _EVEN:
        return draw(_below(number))
    row, column = draw(_below((number - 1) // _EVEN + 1)), draw(_below(_EVEN))
    return (row * _EVEN + column) % number


@cache
def _below(number: int) -> SearchStrategy[int]:
    return st.integers(0, number - 1)


def days(first: date | None = None, last: date | None = None) -> SearchStrategy[date]:
    """Generate London days from `first` to `last`: by default every day that the calendar covers.

    :raises InvalidFact: when `last` lies before `first`.

    >>> from hypothesis import find
    >>> find(days(), lambda day: day.month == 6)
    datetime.date(2026, 6, 1)
    """
    calendar = england_and_wales()
    low, high = ((day or bound) - PLAIN_DAY for day, bound in ((first, calendar.first_day), (last, calendar.last_day)))
    if high < low:
        msg = "days: last lies before first"
        raise InvalidFact(msg)
    nearest = min(max(low.days, 0), high.days)
    offsets = [*range(nearest, high.days + 1), *range(nearest - 1, low.days - 1, -1)]
    return drawn("days", lambda draw: PLAIN_DAY + timedelta(offsets[draw_place(draw, len(offsets))]))


def boundary_days(*kinds: str, first: date | None = None, last: date | None = None) -> SearchStrategy[date]:
    """Generate the days on which counting goes wrong, each kind of `boundaries` as often; by default of all kinds.

    :raises InvalidFact: for a kind that `boundaries` does not know, or where no such day lies from `first` to `last`.

    >>> from hypothesis import find
    >>> find(boundary_days("leap_day"), lambda day: day.month == 2 and day.day == 29)
    datetime.date(2028, 2, 29)
    """
    for kind in kinds:
        if kind not in boundaries():
            msg = f"kind: unknown kind of boundary day {kind!r}; {nearest(kind, boundaries())}"
            raise InvalidFact(msg)
    table = boundary_table(kinds or tuple(boundaries()), first or date.min, last or date.max)
    if not table:
        msg = "boundary_days: there is no such day from first to last"
        raise InvalidFact(msg)
    return drawn("boundary_days", lambda draw: table[draw_place(draw, len(table))])


def times(days: SearchStrategy[date] | None = None, *, timed: bool | None = None) -> SearchStrategy[When]:
    """Generate when something happened: a London day of `days`, or a date-time in UTC that falls on it.

    Some are near London's midnight, so that in summer the day in UTC is another. `timed` True gives date-times alone,
    False dates alone.

    >>> from hypothesis import find
    >>> find(times(timed=True), lambda when: True)
    datetime.datetime(2026, 6, 1, 11, 0, tzinfo=datetime.timezone.utc)
    """
    some_day = globals()["days"]() if days is None else days
    hours = st.sampled_from([hour for hour in HOURS if timed is None or (hour is not None) is timed])
    return drawn("times", lambda draw: at_hour(draw(some_day), draw(hours)))


def at_hour(day: date, hour: time | None) -> When:
    """Return a time of London's day, in UTC; the day where it has no hour."""
    return day if hour is None else datetime.combine(day, hour, LONDON).astimezone(UTC)


@cache
def boundaries() -> Mapping[str, tuple[date, ...]]:
    """Return the days on which counting goes wrong, by kind, in order: every one that the calendar covers.

    >>> date(2020, 5, 4) in boundaries()["moved"]  # no bank holiday that year: it was kept on Friday 8 May
    True
    """
    calendar = england_and_wales()
    first, last = calendar.first_day, calendar.last_day
    found = {name: sorted({day for day in walk() if first <= day <= last}) for name, walk in _KINDS.items()}
    return MappingProxyType({name: tuple(days) for name, days in found.items()})


@cache
def boundary_table(kinds: tuple[str, ...], first: date, last: date) -> tuple[date, ...]:
    """Return the boundary days of some kinds in one row, each kind as often, nearest to the plain day first."""
    within = [[day for day in boundaries()[kind] if first <= day <= last] for kind in kinds]
    rows = [sorted(days, key=lambda day: abs(day - PLAIN_DAY)) for days in within if days]
    longest = max(map(len, rows), default=0)
    return tuple(days[place % len(days)] for place in range(longest) for days in rows)


def _years() -> range:
    calendar = england_and_wales()
    return range(calendar.first_day.year, calendar.last_day.year + 1)


@cache
def _holidays() -> tuple[BankHoliday, ...]:
    calendar = england_and_wales()
    return tuple(holiday for year in _years() for holiday in calendar.year(year).holidays)


def _named() -> dict[str, list[BankHoliday]]:
    """Return the bank holidays by name, without what a year adds to it in brackets."""
    found: dict[str, list[BankHoliday]] = {}
    for holiday in _holidays():
        found.setdefault(holiday.name.partition(" (")[0], []).append(holiday)
    return found


def _closed(day: date) -> Iterator[date]:
    """Walk the days from the last Working Day before a day that is none to the first one after it."""
    calendar = england_and_wales()
    while calendar.first_day < day and not calendar.is_working_day(day):
        day -= _DAY
    yield day
    while day < calendar.last_day:
        day += _DAY
        yield day
        if calendar.is_working_day(day):
            return


def _christmas() -> Iterator[date]:
    """Walk each day from Christmas Eve to the first Working Day of the new year."""
    for year in _years():
        days = [date(year, 12, 24) + number * _DAY for number in range(8)]
        yield from days
        yield from _closed(days[-1] + _DAY) if year + 1 in _years() else ()


def _moved() -> Iterator[date]:
    """Walk the bank holidays that were not kept on their usual Monday, and the Mondays left as Working Days."""
    for holidays in _named().values():
        weekday, month = (max(parts, key=parts.count) for parts in _parts(holidays))
        usual = [holiday.date.day for holiday in holidays if _is_in(holiday.date, weekday, month)]
        if len(usual) < len(holidays) * 9 // 10 or len(holidays) == 1:
            continue  # kept on one date, not one weekday; or once in all
        for holiday in holidays:
            if not _is_in(holiday.date, weekday, month):
                yield holiday.date
                days = (date(holiday.date.year, month, day) for day in range(min(usual), max(usual) + 1))
                yield from (day for day in days if day.weekday() == weekday)


def _parts(holidays: list[BankHoliday]) -> tuple[list[int], list[int]]:
    return [holiday.date.weekday() for holiday in holidays], [holiday.date.month for holiday in holidays]


def _is_in(day: date, weekday: int, month: int) -> bool:
    return (day.weekday(), day.month) == (weekday, month)


def _clock_changes() -> Iterator[date]:
    """Walk the days on which London's clocks change: midnight to midnight is not 24 hours."""
    for year in _years():
        for month in range(1, 13):
            days = [date(year, month, 1) + number * _DAY for number in range(32)]
            if _offset(days[0]) != _offset(days[-1]):
                yield from (day for day in days[:-1] if _offset(day) != _offset(day + _DAY))


def _offset(day: date) -> timedelta | None:
    return datetime.combine(day, time(), LONDON).utcoffset()


def _weekends() -> Iterator[date]:
    return (day for holiday in _holidays() for day in _closed(holiday.date) if day.weekday() >= 5)  # noqa: PLR2004 - Saturday


def _covered() -> Iterator[date]:
    calendar = england_and_wales()
    yield from (calendar.first_day, calendar.last_published_day, calendar.last_published_day + _DAY, calendar.last_day)


def _editions() -> Iterator[date]:
    starts = [book.in_force_from for book in editions_in_force() if book.in_force_from is not None]
    return (day for start in starts for day in (start - _DAY, start))


def _duty_bases() -> Iterator[date]:
    starts = [basis.from_ for book in editions_in_force() for basis in book.duty_bases]
    return (day for start in starts for day in (start - _DAY, start))


#: By the name of a kind, what walks its days.
_KINDS: Final[Mapping[str, Callable[[], Iterator[date]]]] = {
    "bank_holiday": lambda: (holiday.date for holiday in _holidays()),
    # The last Working Day before a bank holiday, with the weekend that may lie between, and the first one after it.
    "bank_holiday_eve": lambda: (next(_closed(holiday.date)) for holiday in _holidays()),
    "bank_holiday_morrow": lambda: (list(_closed(holiday.date))[-1] for holiday in _holidays()),
    "bank_holiday_weekend": _weekends,
    "substitute": lambda: (holiday.date for holiday in _holidays() if holiday.substitute),
    "one_off": lambda: (held[0].date for held in _named().values() if len(held) == 1),
    "moved": _moved,
    # From Maundy Thursday to the Tuesday after.
    "easter": lambda: (easter(year) + number * _DAY for year in _years() for number in range(-3, 3)),
    "christmas": _christmas,
    "year_end": lambda: (date(year, *day) for year in _years() for day in ((1, 1), (12, 31))),
    "leap_day": lambda: (
        date(year, 3, 1) + number * _DAY for year in _years() if isleap(year) for number in (-2, -1, 0)
    ),
    "clock_change": _clock_changes,
    "covered": _covered,
    "edition": _editions,
    "duty_basis": _duty_bases,
}
