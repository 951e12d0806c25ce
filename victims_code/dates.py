"""London civil days: how a date, or a date-time with an offset, becomes the day that the Code counts.

A time of day never moves a deadline, but it decides which day an event belongs to: 23:30 in UTC on a July night is
already the next day in London. So a date-time must say its offset, and a date is taken as London's own.

Every door reads times here: case files, messages, extracts, receipts, the command line and Python's own constructors.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from typing import Final, TypeAlias
from zoneinfo import ZoneInfo

from victims_code.errors import InvalidFact
from victims_code.given import kind_of, plain

#: When something happened: a London civil date, or a date-time that carries its offset.
When: TypeAlias = date | datetime

#: The zone whose civil days the Code counts.
LONDON: Final = ZoneInfo("Europe/London")

#: The first and last year of any date that the library reads: wider than the calendar, for births and old offences.
FIRST_YEAR: Final = 1900
LAST_YEAR: Final = 2100

#: The offset of London in winter: none, but not UTC, which is written as ``Z``.
_NO_OFFSET: Final = timezone(timedelta(), "+00:00")

_DAY: Final = r"(19[0-9]{2}|20[0-9]{2}|2100)-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
_CLOCK: Final = r"([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9]([.,][0-9]+)?)?"
_OFFSET: Final = r"(Z|[+-]([01][0-9]|2[0-3])(:?[0-5][0-9])?)"

#: What a date looks like as text, for those who check documents by a pattern: it fits the whole of the text. That the
#: month has such a day, only a calendar tells.
DATE_PATTERN: Final = _DAY
#: What a date, or a date-time with its offset, looks like as text: `parse_when` reads what fits the whole of it.
WHEN_PATTERN: Final = f"{_DAY}([T ]{_CLOCK}{_OFFSET})?"

#: What is read, or refused as no such date, rather than as no date: more than the patterns above let through.
_DATE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_DATE_TIME: Final = re.compile(
    f"[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}[T ]{_CLOCK}(?P<offset>Z|[+-][0-9]{{2}}(:?[0-5][0-9])?)?"
)


def checked_when(value: object, name: str) -> When:
    """Return `value` if it is a date or an aware date-time in range; `name` is the field to blame.

    What pandas or NumPy give for one is returned as Python's own, cut to microseconds. A date-time has a fixed offset
    for its zone: see `at_its_offset`.

    :raises InvalidFact: for any other type, an empty date, a date-time without an offset, or a year out of range.

    >>> checked_when(datetime(2026, 5, 1, 23, 30), "at")
    Traceback (most recent call last):
    victims_code.errors.InvalidFact: at: a date-time without an offset; add one, such as +01:00, or give the date alone
    """
    found = plain(value)
    if isinstance(found, datetime):
        found = at_its_offset(found)
        if found is None:
            msg = f"{name}: a date-time without an offset; add one, such as +01:00, or give the date alone"
            raise InvalidFact(msg)
    elif not isinstance(found, date):
        what = f"not {kind_of(value)}" if found is not None or value is None else "and this one is empty"
        msg = f"{name}: a date or a date-time with an offset is needed, {what}"
        raise InvalidFact(msg)
    year = found.year
    if year in (FIRST_YEAR, LAST_YEAR):
        year = london_day(found).year  # which an offset can carry over the end
    if not FIRST_YEAR <= year <= LAST_YEAR:
        msg = f"{name}: the year {year} is out of range; dates run from {FIRST_YEAR} to {LAST_YEAR}"
        raise InvalidFact(msg)
    return found


def at_its_offset(when: datetime) -> datetime | None:
    """Return a date-time with its offset from UTC as its zone, written as it was; None where it has no offset.

    Python takes the two times that one clock showed for the same hour in autumn as equal (PEP 495): 01:30 in London is
    the hour before and after the clock goes back. With a fixed offset, what is not the same moment is not equal.

    >>> first, second = (datetime(2026, 10, 25, 1, 30, tzinfo=LONDON, fold=fold) for fold in (0, 1))
    >>> first == second, at_its_offset(first) == at_its_offset(second)
    (True, False)
    """
    if type(when.tzinfo) is timezone:
        return when
    try:
        offset = when.utcoffset()
    except Exception:  # noqa: BLE001 - a zone of the caller's own may raise anything, and then gives none
        return None
    if offset is None:
        return None
    return when.replace(tzinfo=timezone(offset) if offset else _NO_OFFSET, fold=0)


def optional_when(value: object, name: str) -> When | None:
    """Return what `checked_when` does; None, which is unknown, for None and for the empty date of pandas or NumPy.

    :raises InvalidFact: as `checked_when` does.

    >>> optional_when(None, "received_at")
    """
    return None if value is None or plain(value) is None else checked_when(value, name)


def london_date(when: When) -> date:
    """Return the London civil date on which `when` falls.

    :raises InvalidFact: when it is no date, nor a date-time with an offset, or its year is out of range.

    >>> london_date(datetime(2026, 7, 3, 23, 30, tzinfo=UTC))
    datetime.date(2026, 7, 4)
    >>> london_date(date(2026, 7, 3))
    datetime.date(2026, 7, 3)
    """
    return london_day(checked_when(when, "when"))


def london_day(when: When) -> date:
    """Return what `london_date` does, of a time that was checked: it is asked very often."""
    return when.astimezone(LONDON).date() if isinstance(when, datetime) else when


def is_under(born: date, age: int, day: int) -> bool:
    """Whether someone born on `born` is under `age` on the day with the ordinal `day`: up to the eve of that birthday.

    In a year without 29 February, the birthday of someone born on that day falls on the 28th.

    >>> is_under(date(2008, 5, 6), 18, date(2026, 5, 5).toordinal())
    True
    """
    try:
        birthday = born.replace(year=born.year + age)
    except ValueError:
        birthday = date(born.year + age, 2, 28)
    return day < birthday.toordinal()


def ordinal_date(day: int) -> date:
    """Return the date of a day's ordinal: the engine counts in ordinals and answers in dates."""
    return date.fromordinal(day)


def moment(when: When) -> float | None:
    """Return the absolute time of a date-time in seconds, or None for a date, whose time of day is not known."""
    return when.timestamp() if isinstance(when, datetime) else None


def parse_when(text: object, name: str, *, assume_tz: tzinfo | None = None) -> When:
    """Read an ISO 8601 date, or a date-time with an offset.

    Between the date and the time stands ``T`` or a space. Seconds may be left out; a fraction of them, after ``.`` or
    ``,``, may have any number of digits and is cut to microseconds. An offset is ``Z``, ``+01``, ``+0100`` or
    ``+01:00``. `assume_tz` is the zone of a date-time that has none, and stays its zone, for
    `on_the_clock` to ask; without it such a date-time is refused.

    :raises InvalidFact: when `text` is neither, naming the field and the mend.

    >>> parse_when("2026-05-01T23:40:00+01:00", "at").isoformat()
    '2026-05-01T23:40:00+01:00'
    >>> parse_when("2026-05-01 23:40:00.1234567+01", "at").isoformat()
    '2026-05-01T23:40:00.123456+01:00'
    """
    if not isinstance(text, str):
        msg = f"{name}: a date such as '2026-05-01' is needed, not {_json_name(text)}"
        raise InvalidFact(msg)
    try:
        if _DATE.fullmatch(text):
            return checked_when(date.fromisoformat(text), name)
        match = _DATE_TIME.fullmatch(text)
        if match:
            read = datetime.fromisoformat(text)
            if match["offset"] is None and assume_tz is not None:
                read = read.replace(tzinfo=assume_tz)
                checked_when(read, name)
                return read
            return checked_when(read, name)
    except InvalidFact:
        raise
    except ValueError as error:
        msg = f"{name}: no such date ({error})"
        raise InvalidFact(msg) from None
    msg = f"{name}: not an ISO 8601 date; write '2026-05-01' or '2026-05-01T23:40:00+01:00'"
    raise InvalidFact(msg)


def read_date(value: object) -> date:
    """Read a date, as TOML gives it.

    :raises ValueError: when it is anything else, or its year is out of range.
    """
    if not isinstance(value, date) or isinstance(value, datetime):
        msg = "a date such as 2021-04-01, without quotes, is needed"
        raise ValueError(msg)  # noqa: TRY004 - a file is wrong, not a caller: one kind of fault for every value
    if not FIRST_YEAR <= value.year <= LAST_YEAR:
        msg = f"the year {value.year} is out of range; dates run from {FIRST_YEAR} to {LAST_YEAR}"
        raise ValueError(msg)
    return value


def format_when(when: When) -> str:
    """Write a date or a date-time as ISO 8601, UTC as ``Z``: what `parse_when` reads back.

    >>> format_when(datetime(2026, 5, 1, 22, 40, tzinfo=UTC))
    '2026-05-01T22:40:00Z'
    """
    if not isinstance(when, datetime):
        return when.isoformat()
    # ISO 8601 has no offset with seconds, such as Paris kept until 1911: those are written in UTC.
    offset = when.utcoffset()
    if offset is not None and offset % timedelta(minutes=1):
        when = when.astimezone(UTC)
    text = when.isoformat()
    return text.removesuffix("+00:00") + "Z" if when.tzinfo is UTC else text


def day_in_words(day: date) -> str:
    """Write a day as a person in England would: ``Tuesday 5 May 2026``. Never depends on the locale.

    >>> day_in_words(date(2026, 5, 5))
    'Tuesday 5 May 2026'
    """
    return f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]} {day.year}"


WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS: Final = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def _json_name(value: object) -> str:
    """Name the kind of a value as the writer of a JSON file knows it."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true or false"
    if isinstance(value, int | float):
        return "a number"
    return "a list" if isinstance(value, list | tuple) else "an object"
