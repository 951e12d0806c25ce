"""The dates and times of the courts' result messages: they have no offset, and are London's."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Final

from victims_code.dates import LONDON, When, london_day, moment, parse_when
from victims_code.errors import InvalidFact
from victims_code.feeds.messages import Found
from victims_code.feeds.spi_xml import Part
from victims_code.local_time import on_the_clock

#: A day as XML Schema writes it; an offset says nothing of which day it is.
_DAY: Final = re.compile(r"(\d{4}-\d{2}-\d{2})(?:Z|[+-]\d{2}:\d{2})?", re.ASCII)


def read_day(text: str | None) -> date | None:
    """Read a day; None where it is missing, or no day.

    >>> read_day("2011-09-26")
    datetime.date(2011, 9, 26)
    """
    match = None if text is None else _DAY.fullmatch(text)
    try:
        return None if match is None else london_day(parse_when(match[1], "date"))
    except InvalidFact:
        return None


def day_in(part: Part, name: str, found: Found) -> date | None:
    """Read the day in a child of `part`, and note one that cannot be read; a missing or empty one is unknown."""
    text = part.text(name)
    day = read_day(text)
    if text is not None and day is None:
        found.note("unreadable_date", f"{part.where}/{name}", "no date such as 2011-09-26: left out")
    return day


def read_hearing_time(part: Part, found: Found) -> When | None:
    """Read when a hearing is, in London: its date and time, or the date alone; None without a date.

    A time that the clock shows twice, or never, gives the date alone; that is noted.
    """
    day = day_in(part, "DateOfHearing", found)
    time = part.text("TimeOfHearing")
    if day is None or time is None:
        return day
    where = f"{part.where}/TimeOfHearing"
    when = _read_time(day, time)
    if when is None:
        found.note("unreadable_time", where, "no time such as 10:00:00: only the date is taken")
        return day
    if not isinstance(when, datetime) or when.tzinfo is not LONDON:
        return when
    at, oddity = on_the_clock(when)
    if oddity:
        found.note("clock_change", where, oddity)
    return at


def _read_time(day: date, time: str) -> When | None:
    try:
        return parse_when(f"{day.isoformat()}T{time}", "time", assume_tz=LONDON)
    except InvalidFact:
        return None


def later(one: When, other: When | None) -> When:
    """Return the later of two times: by the day, then by the time of day where both are known."""
    if other is None:
        return one
    return max(one, other, key=lambda when: (london_day(when), moment(when) or 0.0))


def read_sent(envelope: Part) -> When | None:
    """Read when an envelope was made, from its metadata; None where it does not say so in a way that can be read."""
    text = envelope.text("MessageMetadata", "CreationDateTime")
    try:
        when = None if text is None else parse_when(text, "CreationDateTime", assume_tz=LONDON)
    except InvalidFact:
        return None
    return on_the_clock(when)[0] if isinstance(when, datetime) else when
