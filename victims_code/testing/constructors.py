"""Constructors: a value written as the Python that makes it, to be pasted from a failing test into the next one.

The nouns' own ``repr`` shows references only, since it may end up in a log. A test's example is made up, so here all of
it is shown.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from enum import Enum, StrEnum
from functools import singledispatch
from typing import Any, Final, TypeAlias

from attrs import fields, frozen, has

from victims_code.events import Event
from victims_code.rulebook import Layer
from victims_code.vocabulary import Vocabulary, code_vocabulary

#: How wide a line is, where what stands on it can be parted.
WIDTH: Final = 100

_INDENT: Final = 4


def as_code(value: object, *, width: int = WIDTH) -> str:
    """Write a value as the constructor that makes an equal one; fields that are as they are by default are left out.

    It knows cases, victims, events, questions and layers, dates and times, and lists, tuples and mappings of them;
    anything else is written as its ``repr``. Times are written in UTC, and a layer as its text. A line that would be
    longer than `width` is parted.

    Where it is pasted it wants these: `Case`, `Event`, `Victim`, `Role`, `OffenceCategory` and `Jurisdiction` from
    ``victims_code``, `Question` from ``victims_code.testing``, `read_layer` from ``victims_code.rulebook``, and `date`,
    `datetime` and `UTC` from ``datetime``. An event of a layer's own type also wants what ``victims_code.vocabulary``
    declares it with.

    >>> from victims_code import Case, Victim
    >>> case = Case("C1", [Victim("V1", vulnerable=True)], [Event("e1", "suspect_arrested", at=date(2026, 5, 1))])
    >>> print(as_code(case, width=90))
    Case(
        "C1",
        [Victim("V1", vulnerable=True)],
        [Event("e1", "suspect_arrested", at=date(2026, 5, 1))],
    )
    """
    return "\n".join(code_lines(value, width=width))


def code_lines(value: object, *, width: int = WIDTH) -> list[str]:
    """Return the lines of `as_code`: to indent them changes nothing. A text of more than one line is one of them."""
    return list(_lines(_written(value), width))


@frozen
class _Call:
    """Text with parts, which stand on one line or on a line each: of a constructor, a list, a mapping."""

    opening: str
    #: Each with what goes before it: the name of an argument, or the key of a mapping.
    parts: tuple[tuple[str, _Text], ...]
    closing: str

    def __str__(self) -> str:
        """Return it on one line."""
        comma = "," if self.opening == "(" and len(self.parts) == 1 else ""
        return f"{self.opening}{', '.join(f'{name}{part}' for name, part in self.parts)}{comma}{self.closing}"


_Text: TypeAlias = str | _Call


def _lines(text: _Text, width: int, before: str = "", after: str = "") -> Iterator[str]:
    """Walk the lines of a text: one where it fits or has no parts, otherwise those of each part."""
    whole = f"{before}{text}{after}"
    if isinstance(text, str) or not text.parts or (len(whole) <= width and "\n" not in whole):
        yield whole
        return
    yield before + text.opening
    for name, part in text.parts:
        yield from (" " * _INDENT + line for line in _lines(part, width - _INDENT, name, ","))
    yield text.closing + after


@singledispatch
def _written(value: object) -> _Text:
    if not has(type(value)):
        return repr(value)
    return _Call(f"{type(value).__name__}(", tuple(_arguments(value)), ")")


@_written.register
def _(value: str) -> _Text:
    """Quote a text: over its lines where it has more than one, and safely where it has signs that need it."""
    if "\\" in value or not value.replace("\n", "").isprintable():
        return repr(value)
    if '"' not in value and "\n" not in value:
        return f'"{value}"'
    return repr(value) if '"""' in value or value.endswith('"') else f'"""{value}"""'


# An enumeration of words is a text as well, and comes first.
@_written.register(StrEnum)
@_written.register(Enum)
def _(value: Enum) -> _Text:
    return f"{type(value).__name__}.{value.name}"


@_written.register
def _(value: date) -> _Text:
    return f"date({value.year}, {value.month}, {value.day})"


@_written.register
def _(value: datetime) -> _Text:
    there = value.astimezone(UTC)
    parts = [there.year, there.month, there.day, there.hour, there.minute, there.second, there.microsecond]
    while len(parts) > 5 and not parts[-1]:  # noqa: PLR2004 - the minute is always told
        parts.pop()
    return f"datetime({', '.join(map(str, parts))}, tzinfo=UTC)"


@_written.register
def _(value: list) -> _Text:  # type: ignore[type-arg] # a class by which to dispatch, of any items
    return _Call("[", tuple(("", _written(item)) for item in value), "]")


@_written.register
def _(value: tuple) -> _Text:  # type: ignore[type-arg] # as above
    return _Call("(", tuple(("", _written(item)) for item in value), ")")


# The vocabulary is a mapping as well, of which only the types that the Code lacks are to be told.
@_written.register
def _(value: Mapping) -> _Text:  # type: ignore[type-arg] # as above
    return _Call("{", tuple((f"{_written(key)}: ", _written(item)) for key, item in value.items()), "}")


@_written.register
def _(value: Vocabulary) -> _Text:
    own = {name: kind for name, kind in value.items() if name not in code_vocabulary()}
    return _Call("code_vocabulary().extended(", (("", _written(own)),), ")")


@_written.register
def _(value: Layer) -> _Text:
    return f"read_layer({_written(value.text)})"


def _arguments(value: Any) -> Iterator[tuple[str, _Text]]:  # noqa: ANN401 - an instance of any attrs class
    """Walk the arguments that make a value: by position as long as none is left out, and then by name."""
    by_name = False
    for attribute in fields(type(value)):
        if not attribute.init:
            continue
        found = getattr(value, attribute.name)
        if found == _default(attribute) or (isinstance(found, Vocabulary) and _is_of_the_code(value)):
            by_name = True
            continue
        if isinstance(found, tuple) and attribute.converter is not None:
            found = list(found)  # of which the converter makes the tuple again
        by_name = by_name or attribute.kw_only
        yield f"{attribute.name}=" if by_name else "", _written(found)


def _default(attribute: Any) -> object:  # noqa: ANN401 - attrs names no type for what a class may leave open
    """Return what a field is where it is not given."""
    make = getattr(attribute.default, "factory", None)
    return attribute.default if make is None else make()


def _is_of_the_code(event: object) -> bool:
    """Whether an event can be made without the vocabulary that it was made with."""
    return isinstance(event, Event) and event.type in code_vocabulary()
