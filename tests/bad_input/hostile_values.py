"""Values that no parameter can take, or that few can: whatever is given one, only documented errors may come out."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Mapping
from typing import Any, Final


class Explosion(Exception):
    """What the methods of a hostile object raise: it is that object's own error, and is let through."""


class Exploding:
    """An object of which every question is answered with an error."""

    def _explode(self, *_: object) -> Any:  # noqa: ANN401 - it never returns
        raise Explosion

    __eq__ = __hash__ = __str__ = __bool__ = __len__ = __iter__ = __getitem__ = __lt__ = _explode

    def __repr__(self) -> str:
        raise Explosion


class ExplodingText(str):
    """A text that cannot be hashed, compared or cut."""

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        raise Explosion

    def __hash__(self) -> int:
        raise Explosion


class OddDict(dict[str, object]):
    """A dictionary that holds nothing and says that it holds everything."""

    def __contains__(self, key: object) -> bool:
        return True

    def items(self) -> Any:  # noqa: ANN401 - not what a dictionary returns
        return 7


class OddPath:
    """A path that is a number."""

    def __fspath__(self) -> Any:  # noqa: ANN401 - as above
        return 7


def _self_holding() -> list[object]:
    found: list[object] = []
    found.append(found)
    return found


def _deep() -> list[object]:
    found: list[object] = []
    for _ in range(10_000):
        found = [found]
    return found


#: By name: makes the value anew, since a generator is used up.
HOSTILE: Final[Mapping[str, Callable[[], object]]] = {
    "None": lambda: None,
    "an object": object,
    "a type": lambda: int,
    "a function": lambda: len,
    "true": lambda: True,
    "nought": lambda: 0,
    "less than nought": lambda: -1,
    "a huge number": lambda: 10**5_000,
    "a huge negative number": lambda: -(10**30),
    "a fraction": lambda: 1.5,
    "not a number": lambda: math.nan,
    "infinity": lambda: math.inf,
    "a complex number": lambda: 1j,
    "empty text": lambda: "",
    "blanks": lambda: " \t\n",
    "text": lambda: "x",
    "half a character": lambda: "\ud800",
    "NUL": lambda: "a\0b",
    "an escape": lambda: "\x1b[2J",
    "a long text": lambda: "é" * 100_000,
    "a path that leads out": lambda: "../" * 50 + "dev/null",
    "empty bytes": lambda: b"",
    "bytes": lambda: b"\xff\x00",
    "a bytearray": lambda: bytearray(b"{}"),
    "a memoryview": lambda: memoryview(b"{}"),
    "an empty list": list,
    "a list": lambda: [None, 1, "x"],
    "a list that holds itself": _self_holding,
    "a deep list": _deep,
    "a tuple": lambda: ("x", object()),
    "a set": lambda: {"x"},
    "an empty object": dict,
    "a dictionary": lambda: {"x": object(), 7: None, "\ud800": []},
    "a dictionary of its own kind": lambda: OddDict(x=1),
    "a generator": lambda: (each for each in ["x", None]),
    "a generator that raises": lambda: (1 // nought for nought in [0]),
    "a day": lambda: dt.date(2026, 5, 6),
    "the first day": lambda: dt.date.min,
    "the last day": lambda: dt.date.max,
    "a time without an offset": lambda: dt.datetime(2026, 5, 6, 12),  # noqa: DTZ001 - it is meant to have none
    "the first time, east": lambda: dt.datetime.min.replace(tzinfo=dt.timezone(dt.timedelta(hours=14))),
    "the last time, west": lambda: dt.datetime.max.replace(tzinfo=dt.timezone(dt.timedelta(hours=-12))),
    "a time of day": lambda: dt.time(12),
    "a length of time": lambda: dt.timedelta(days=1),
    "a zone": lambda: dt.UTC,
    "a zone that raises": lambda: _RaisingZone(),  # noqa: PLW0108 - it is defined below
    "a path of its own kind": OddPath,
    "what explodes": Exploding,
    "a text that explodes": lambda: ExplodingText("x"),
}


class _RaisingZone(dt.tzinfo):
    """A zone that knows no offset and says so by an error."""

    def utcoffset(self, when: dt.datetime | None) -> dt.timedelta:  # noqa: ARG002 - as its like
        raise Explosion

    dst = utcoffset

    def tzname(self, when: dt.datetime | None) -> str:  # noqa: ARG002 - as its like
        raise Explosion
