"""What is wrong with an argument of the calendar, said so that it can be mended. Reached only when a look-up failed."""

from __future__ import annotations

import datetime as dt
from typing import Final

from victims_code.errors import InvalidFact, OutsideCalendar
from victims_code.given import kind_of, plain

#: Larger than any number of days, and short enough to be repeated.
_LARGEST: Final = 10**100


def check_day(day: object, name: str = "day") -> dt.date:
    """Return a plain date, NumPy's as Python's own, and refuse anything else; `name` is the argument to blame.

    :raises InvalidFact: for a date-time, which has no London day of its own, and for any other type.

    >>> check_day("2026-05-01")
    Traceback (most recent call last):
    victims_code.errors.InvalidFact: day: a datetime.date is needed, not str; date.fromisoformat() reads '2026-05-01'
    """
    found = plain(day)
    if isinstance(found, dt.datetime):
        raise InvalidFact(
            f"{name}: a date-time has no place in the calendar, which counts London's civil days; "
            "take its date there: moment.astimezone(ZoneInfo('Europe/London')).date()"
        )
    if not isinstance(found, dt.date):
        raise InvalidFact(
            f"{name}: a datetime.date is needed, not {kind_of(day)}; date.fromisoformat() reads '2026-05-01'"
        )
    return found


def check_whole(number: object, name: str) -> int:
    """Return a whole number, NumPy's too, and refuse anything else; `name` is the argument to blame.

    :raises InvalidFact: for True, False, any type that is no whole number, and a number of more than a hundred digits.

    >>> check_whole(2.5, "n")
    Traceback (most recent call last):
    victims_code.errors.InvalidFact: n: a whole number (int) is needed, not float
    """
    found = plain(number)
    if isinstance(found, bool) or not isinstance(found, int):
        raise InvalidFact(f"{name}: a whole number (int) is needed, not {type(number).__name__}")
    if abs(found) > _LARGEST:
        raise InvalidFact(f"{name}: no calendar has so many days or years")
    return found


def check_limit(n: object) -> int:
    """Return a number of Working Days, and refuse what is none: it is whole, 0 or more.

    :raises InvalidFact: for a negative number, True, False and every type that is no whole number.

    >>> check_limit(-1)
    Traceback (most recent call last):
    victims_code.errors.InvalidFact: n: -1 Working Days cannot be added; deadlines run forward, so give 0 or more
    """
    found = check_whole(n, "n")
    if found < 0:
        raise InvalidFact(f"n: {found} Working Days cannot be added; deadlines run forward, so give 0 or more")
    return found


def check_text(text: object, name: str) -> None:
    """Refuse what is not a text with something in it; `name` is the argument to blame.

    :raises InvalidFact: for an empty or blank text and every type but str.

    >>> check_text(" ", "source")
    Traceback (most recent call last):
    victims_code.errors.InvalidFact: source: it is empty; say in a few words what it is
    """
    if not isinstance(text, str):
        raise InvalidFact(f"{name}: a text (str) is needed, not {type(text).__name__}")
    if not text.strip():
        raise InvalidFact(f"{name}: it is empty; say in a few words what it is")


def outside(what: str, first: dt.date, last: dt.date) -> OutsideCalendar:
    """Return the error for a day that the calendar does not reach, naming its range and the mend.

    >>> str(outside("2005-12-31 is", dt.date(2006, 1, 1), dt.date(2040, 12, 31)))[:67]
    '2005-12-31 is outside the calendar, which covers 2006-01-01 to 2040'
    """
    return OutsideCalendar(
        f"{what} outside the calendar, which covers {first} to {last}; "
        "check the date, or use a release of victims_code whose calendar reaches it"
    )
