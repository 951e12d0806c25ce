"""The dates of an extract: read by the formats that its column map declares, and never by a guess.

A time without an offset is read on the clock of one zone. Where that clock shows no such time, or shows it twice, the
day is all that is known, and it is said.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, tzinfo
from types import MappingProxyType
from typing import Final

from attrs import frozen

from victims_code.dates import LONDON, MONTHS, When, checked_when, parse_when
from victims_code.errors import InvalidFact
from victims_code.given import whole
from victims_code.local_time import on_the_clock

#: The format of ISO 8601: a date, or a date-time with or without an offset.
ISO: Final = "ISO"

#: The zones that a map can name for times without an offset.
ZONES: Final = MappingProxyType({"Europe/London": LONDON, "UTC": UTC})

#: The parts of a format, longest first: the name of what each gives, and what it looks like.
_PARTS: Final = MappingProxyType(
    {
        "YYYY": ("year", r"\d{4}"), "YY": ("short", r"\d{2}"), "MMM": ("name", "[A-Za-z]{3}"),
        "MM": ("month", r"\d{2}"), "M": ("month", r"\d{1,2}"), "DD": ("day", r"\d{2}"), "D": ("day", r"\d{1,2}"),
        "HH": ("hour", r"\d{2}"), "H": ("hour", r"\d{1,2}"), "hh": ("hour", r"\d{2}"), "h": ("hour", r"\d{1,2}"),
        "mm": ("minute", r"\d{2}"), "ss": ("second", r"\d{2}"), "A": ("half", "[AaPp][Mm]"),
        "ZZ": ("offset", r"Z|[+-]\d{2}(?::?\d{2})?"),
    }
)  # fmt: skip

#: A fraction of a second, of any number of digits: seconds take one whether or not the format says so.
_FRACTION: Final = r"(?:[.,](?P<fraction>\d+))?"
_NEEDED_FRACTION: Final = r"(?P<fraction>\d+)"
_SPLIT: Final = re.compile("ss[.,]S+|" + "|".join(_PARTS) + r"|[-/.:, T]", re.ASCII)

#: The hours of a clock that says am or pm, and those of one that does not.
_TWELVE: Final = ("hh", "h")
_NOON: Final = 12

#: How many digits of a fraction are kept: the others are cut, as in every time that is read.
_DIGITS: Final = 6

_MONTHS: Final = MappingProxyType({name[:3].upper(): number for number, name in enumerate(MONTHS, 1)})

#: A pivot of 30 puts 00 to 29 into this century, and 30 to 99 into the last.
_HIGHEST_PIVOT: Final = 99


@frozen
class DateFormat:
    """One way of writing a date, or a date and a time: ``DD/MM/YYYY HH:mm``."""

    text: str
    #: What a text of this format looks like; None is ISO 8601.
    pattern: re.Pattern[str] | None
    #: What two formats share that fit the same texts.
    shape: str

    @property
    def is_short(self) -> bool:
        """Whether its year has two digits."""
        return self.pattern is not None and "short" in self.pattern.groupindex


def date_format(text: str) -> DateFormat:
    """Read a format, such as ``DD-MMM-YYYY``.

    :raises ValueError: when it has no day, month or year, has one twice, or a part that is not known.

    >>> date_format("DD/MM/YY").is_short
    True
    """
    if text == ISO:
        return DateFormat(text, None, ISO)
    parts = _SPLIT.findall(text)
    if "".join(parts) != text:
        msg = f"{text!r} is no format of dates; write it with {_KNOWN}, or ISO"
        raise ValueError(msg)
    found = [_PARTS[_bare(part)][0] for part in parts if _bare(part) in _PARTS]
    if len(set(found)) != len(found) or not _is_whole(set(found)):
        msg = f"{text!r}: a day, a month and a year are needed, and each part once; minutes need hours before them"
        raise ValueError(msg)
    if ("half" in found) != any(part in _TWELVE for part in parts):
        msg = f"{text!r}: hh and A go together: the hours of a clock of twelve, and am or pm; HH needs neither"
        raise ValueError(msg)
    pattern = "".join(_pattern(part) for part in parts)
    return DateFormat(text, re.compile(pattern, re.ASCII), "".join(_shape(_bare(part)) for part in parts))


#: The parts of a format as an error lists them.
_KNOWN: Final = (
    "DD, MM or MMM, YYYY or YY, HH, mm and ss (ss.SSS for a fraction), hh and A for am or pm, ZZ for an offset"
)


def _bare(part: str) -> str:
    """Return a part without the fraction that it says."""
    return part[:2] if part.endswith("S") else part


def _pattern(part: str) -> str:
    """Return what a part of a format looks like."""
    if _bare(part) not in _PARTS:
        return re.escape(part)
    name, looks = _PARTS[_bare(part)]
    fraction = ""
    if name == "second":
        fraction = _FRACTION if part == "ss" else re.escape(part[2]) + _NEEDED_FRACTION
    return f"(?P<{name}>{looks}){fraction}"


def _is_whole(found: set[str]) -> bool:
    return (
        "day" in found
        and len(found & {"month", "name"}) == 1
        and len(found & {"year", "short"}) == 1
        and ("minute" in found) == ("hour" in found)
        and ("second" not in found or "minute" in found)
        and ("offset" not in found or "minute" in found)
    )


def _shape(part: str) -> str:
    if part in _PARTS:
        return {"MMM": "a", "YYYY": "9999", "A": "am", "ZZ": "z"}.get(part, "99")
    return part


@frozen
class Read:
    """What a cell says: a date or a time, and why it is the day alone where the clock leaves the time open."""

    when: When
    oddity: str = ""


@frozen
class CellDates:
    """How the dates of a column are written."""

    formats: tuple[DateFormat, ...] = ()
    #: The first two-digit year that belongs to the last century; None where no format has such years.
    pivot: int | None = None
    #: The zone of a time without an offset.
    zone: tzinfo = LONDON

    def read(self, text: str) -> Read | None:
        """Read a cell; None where it fits none of the formats, or there is no such date.

        >>> CellDates((date_format("DD/MM/YYYY"),)).read("03/05/2026").when
        datetime.date(2026, 5, 3)
        >>> CellDates((date_format("DD/MM/YYYY"),)).read("3 May 2026")
        """
        for known in self.formats:
            try:
                found = self._iso(text) if known.pattern is None else self._fitting(known.pattern, text)
            except ValueError:  # there is no such date, or it is out of range
                continue
            if found is not None:
                return found
        return None

    def _iso(self, text: str) -> Read:
        when = parse_when(text, "", assume_tz=self.zone)
        return Read(*on_the_clock(when)) if isinstance(when, datetime) and when.tzinfo is self.zone else Read(when)

    def _fitting(self, pattern: re.Pattern[str], text: str) -> Read | None:
        match = pattern.fullmatch(text)
        if match is None:
            return None
        parts = match.groupdict()
        name = parts.get("name")
        if name is not None and name.upper() not in _MONTHS:
            return None
        month = int(parts["month"]) if name is None else _MONTHS[name.upper()]
        day = date(self._year(parts), month, int(parts["day"]))
        checked_when(day, "")
        if "hour" not in parts:
            return Read(day)
        hour, minute, second = (int(parts.get(part) or 0) for part in ("hour", "minute", "second"))
        if "half" in parts:
            hour = _of_twelve(hour, parts["half"])
        microsecond = int((parts.get("fraction") or "")[:_DIGITS].ljust(_DIGITS, "0"))
        when = datetime(day.year, day.month, day.day, hour, minute, second, microsecond, tzinfo=self.zone)
        if "offset" in parts:
            return Read(parse_when(f"{when.replace(tzinfo=None).isoformat()}{parts['offset']}", ""))
        return Read(*on_the_clock(when))

    def _year(self, parts: dict[str, str]) -> int:
        if "year" in parts:
            return int(parts["year"])
        if self.pivot is None:
            msg = "a year of two digits without a pivot"
            raise InvalidFact(msg)
        year = int(parts["short"])
        return year + (2000 if year < self.pivot else 1900)


def _of_twelve(hour: int, half: str) -> int:
    """Return the hour of the day for one of a clock that says am or pm."""
    if not 1 <= hour <= _NOON:
        msg = "no hour of a clock of twelve"
        raise InvalidFact(msg)
    return hour % _NOON + (_NOON if half.lower() == "pm" else 0)


def checked_pivot(value: object) -> int:
    """Read the pivot of two-digit years.

    :raises ValueError: when it is no whole number from 0 to 99.
    """
    pivot = whole(value)
    if pivot is None or not 0 <= pivot <= _HIGHEST_PIVOT:
        msg = f"a whole number from 0 to {_HIGHEST_PIVOT} is needed: the first two-digit year of the last century"
        raise ValueError(msg)
    return pivot
