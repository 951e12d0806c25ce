"""What callers give, as Python's own values: NumPy's scalars, pandas' times and empty cells, and numbers.

Neither library is loaded here: their values are known by what they can do.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from math import isfinite
from numbers import Number
from typing import Any, Final

#: The types that need no translation.
_OWN: Final = frozenset({str, bool, int, float, type(None), date, datetime, dict, list, tuple})

#: How the types of NumPy's times end that are finer than a microsecond.
_FINER: Final = ("[ns]", "[ps]", "[fs]", "[as]")

#: How the types of NumPy's times end that name a day, or a time of one: not a week, a month or a year.
_OF_ONE_DAY: Final = ("[D]", "h]", "m]", "s]")

#: What a text that is a number looks like: databases write a whole number with as many noughts as the column has.
_NUMBER: Final = re.compile(r"[+-]?\d{1,15}([.]\d{1,30})?", re.ASCII)


def plain(value: object) -> object:
    """Return a value as Python's own type; None where it is an empty cell (``NaT``, ``NA``); any other as it is.

    A time that is finer than a microsecond is cut, never rounded.

    >>> from decimal import Decimal
    >>> plain(Decimal("11.5"))
    11.5
    """
    if type(value) in _OWN:
        return value
    for kind, translated in _TRANSLATED:
        if isinstance(value, kind):
            return translated(value)
    if getattr(value, "ndim", None) == 0:
        return _scalar(value)
    if isinstance(value, Number):
        return _number(value)
    return None if type(value).__name__ == "NAType" else value


def kind_of(value: object) -> str:
    """Name the type of a value that is refused as a time; of NumPy's times the unit too, which may be what is wrong.

    >>> kind_of("2026")
    'str'
    """
    name = type(value).__name__
    return str(getattr(value, "dtype", name)) if name == "datetime64" else name


def number(value: object) -> int | float | None:
    """Return a number that is finite, whole ones as `int`; None for anything else, true and false too.

    >>> number(28.0), number(11.5), number(True), number("28")
    (28, 11.5, None, None)
    """
    value = plain(value)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    if isinstance(value, float):
        return (int(value) if value.is_integer() else value) if isfinite(value) else None
    return value


def whole(value: object) -> int | None:
    """Return a whole number; None for anything else.

    >>> whole(28.0), whole(28.5)
    (28, None)
    """
    found = number(value)
    return found if isinstance(found, int) else None


def number_in(text: str) -> int | float | None:
    """Return the number that a text is, blanks around it aside; None where it is none.

    >>> number_in(" 28.0 "), number_in("1.5"), number_in("28 days")
    (28, 1.5, None)
    """
    found = text.strip()
    if not _NUMBER.fullmatch(found):
        return None
    return number(float(found)) if "." in found else int(found)


def _datetime(value: Any) -> datetime | None:  # noqa: ANN401 - of a library that is not loaded
    if value != value:  # noqa: PLR0124 - only an empty time differs from itself
        return None
    return datetime(
        value.year, value.month, value.day, value.hour, value.minute, value.second, value.microsecond,
        value.tzinfo, fold=value.fold,
    )  # fmt: skip


def _date(value: Any) -> date:  # noqa: ANN401 - as above
    return date(value.year, value.month, value.day)


#: How a value of a class that is derived from Python's own becomes Python's own.
_TRANSLATED: Final[tuple[tuple[type, Callable[[Any], object]], ...]] = (
    (datetime, _datetime), (date, _date), (str, str.__str__), (int, int), (float, float),
)  # fmt: skip


def _scalar(value: Any) -> object:  # noqa: ANN401 - as above
    """Return a NumPy scalar as Python's own; a span of time is no number and a month no day: these as they are."""
    kind = getattr(getattr(value, "dtype", None), "kind", "")
    if kind == "M":
        # What Python has no time for is given as a count, which would be a number.
        found = value.astype("datetime64[us]").item() if str(value.dtype).endswith(_FINER) else value.item()
        is_time = found is None or (not isinstance(found, int) and str(value.dtype).endswith(_OF_ONE_DAY))
        return found if is_time else value
    if kind and kind in "biuU":
        return value.item()
    return float(value) if kind == "f" else value


def _number(value: Any) -> object:  # noqa: ANN401 - a Decimal, a Fraction, or a number of another library
    try:
        return float(value)
    except (TypeError, ValueError, OverflowError):
        return value
