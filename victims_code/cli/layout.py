"""How lines are set: cells in columns that fit the width, sentences wrapped to it, and colours where they are shown.

Every text that is set here is escaped for a terminal first, so that nothing from a case can leave its cell.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import Final, TypeAlias
from unicodedata import combining, east_asian_width

from attrs import frozen

from victims_code.cli import streams
from victims_code.escaping import for_terminal

#: What stands between two cells of a row.
GAP: Final = "  "


class Style(StrEnum):
    """How a cell stands out where colours are shown, as a terminal is told."""

    ALARM = "1;31"
    WARNING = "1;33"
    SOON = "33"
    DOUBT = "36"
    GOOD = "32"
    HEADING = "1"
    QUIET = "2"


@frozen
class Styled:
    """A cell's text with the style that it is shown in."""

    text: str
    style: Style


Cell: TypeAlias = str | Styled


def table(
    rows: Sequence[Sequence[Cell]], *, indent: str = "  ", gap: str = GAP, most: Mapping[int, int] | None = None
) -> list[list[str]]:
    """Set rows in columns that fit the width; return the lines of each row.

    Where they do not fit, the widest columns are made narrower and their cells run over several lines. `most` says of a
    column, by its place, how wide it may be.
    """
    texts = [[for_terminal(cell.text if isinstance(cell, Styled) else cell) for cell in row] for row in rows]
    styles = [[cell.style if isinstance(cell, Styled) else None for cell in row] for row in rows]
    room = max(streams.width() - len(indent) - len(gap) * (len(texts[0]) - 1), len(texts[0])) if texts else 0
    widths = _widths(texts, room, most or {})
    return [_lines(row, style, widths, indent=indent, gap=gap) for row, style in zip(texts, styles, strict=True)]


def columns(rows: Sequence[Sequence[Cell]], *, indent: str = "  ") -> list[str]:
    """Set rows as `table` does, and return all their lines."""
    return [line for lines in table(rows, indent=indent) for line in lines]


def wrapped(text: str, first: str = "", rest: str | None = None, *, style: Style | None = None) -> list[str]:
    """Wrap a text to the width: `first` stands before its first line, `rest` before the others (`first` if None)."""
    after = first if rest is None else rest
    room = max(streams.width() - max(len(first), len(after)), 1)
    lines = _folded(for_terminal(text), room)
    return [f"{first if number == 0 else after}{painted(line, style)}".rstrip() for number, line in enumerate(lines)]


def painted(text: str, style: Style | None) -> str:
    """Return a text in a style where colours are shown, and as it is elsewhere."""
    return f"\x1b[{style.value}m{text}\x1b[0m" if style is not None and text and streams.is_coloured() else text


def cells(text: str) -> int:
    """Return how many columns of a terminal a text takes: two for a wide letter, none for what combines.

    >>> cells("V1"), cells("漢字"), cells("e\u0301")
    (2, 4, 1)
    """
    if text.isascii():
        return len(text)
    return sum(0 if combining(mark) else 2 if east_asian_width(mark) in "WF" else 1 for mark in text)


def _widths(rows: Sequence[Sequence[str]], room: int, most: Mapping[int, int]) -> list[int]:
    """Return how wide each column is: as its widest cell, or as far as the room goes.

    The widest is made narrower first, down to its longest word; where even the words do not fit, they are broken.
    """
    widths, words = [], []
    for place, column in enumerate(zip(*rows, strict=True)):
        bound = min(room, most.get(place, room))
        widths.append(max(min(cells(cell), bound) for cell in column))
        words.append(max(min(cells(word), bound) for cell in column for word in cell.split(" ")))
    while sum(widths) > room:
        can_fold = [place for place, width in enumerate(widths) if width > words[place]]
        place = max(can_fold or range(len(widths)), key=widths.__getitem__)
        widths[place] -= 1
    return widths


def _lines(
    row: Sequence[str], styles: Sequence[Style | None], widths: Sequence[int], *, indent: str, gap: str
) -> list[str]:
    folded = [_folded(cell, width) for cell, width in zip(row, widths, strict=True)]
    lines = []
    for number in range(max(map(len, folded))):
        parts = [lines_of[number] if number < len(lines_of) else "" for lines_of in folded]
        last = max((place for place, part in enumerate(parts) if part), default=-1)
        shown = [
            painted(part, style) + " " * (width - cells(part) if place < last else 0)
            for place, (part, style, width) in enumerate(zip(parts, styles, widths, strict=True))
        ][: last + 1]
        # On a line that a long cell runs over, what separates the cells is not repeated.
        between = gap if number == 0 else " " * len(gap)
        lines.append((indent + between.join(shown)).rstrip() if shown else "")
    return lines


def _folded(text: str, room: int) -> list[str]:
    """Fold a text into lines of at most `room` columns, between words where that is possible."""
    lines, line = [], ""
    for word in _words(text, room):
        longer = f"{line} {word}" if line else word
        if cells(longer) <= room:
            line = longer
        else:
            lines.append(line)
            line = word
    return [*lines, line]


def _words(text: str, room: int) -> Iterable[str]:
    """Give the words of a text, and of one that is longer than a line the parts that fit."""
    for word in text.split(" "):
        if word.isascii():
            yield from (word[place : place + room] for place in range(0, len(word) or 1, room))
            continue
        part = ""
        for mark in word:
            if part and cells(part) + cells(mark) > room:
                yield part
                part = ""
            part += mark
        yield part
