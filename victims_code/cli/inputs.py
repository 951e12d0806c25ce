"""What the command line is given: dates, zones, rulebooks, and cases from files, standard input or a case a line."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date, tzinfo
from pathlib import Path
from typing import BinaryIO, Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from victims_code.cases import Case
from victims_code.dates import london_date, parse_when
from victims_code.errors import InvalidFact, InvalidInput, Problem
from victims_code.interchange import read_case
from victims_code.interchange.json_text import LARGEST, read_json
from victims_code.rulebook import Rulebook, code_names, load_code, load_rulebook
from victims_code.vocabulary import Vocabulary

#: How a file with a case a line is recognised.
LINES: Final = ".ndjson"


def wrong(where: str, what: str, mend: str = "") -> InvalidInput:
    """Return the error for one thing wrong with the call."""
    return InvalidInput([Problem(where, what, mend)])


def day_of(text: str, name: str) -> date:
    """Read a London day from an argument."""
    try:
        return london_date(parse_when(text, name))
    except InvalidFact as error:
        raise wrong("", str(error)) from None


def whole_number(text: str, name: str) -> int:
    """Read a whole number from an argument."""
    digits = text.removeprefix("-")
    if not (digits.isascii() and digits.isdigit() and len(digits) <= _MOST_DIGITS):
        raise wrong(name, "a whole number is needed", "such as 5")
    return int(text)


_MOST_DIGITS: Final = 9


def zone_of(name: str | None) -> tzinfo | None:
    """Read the name of a zone; None is none."""
    if name is None:
        return None
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise wrong("--assume-tz", "no zone has this name", "write Europe/London") from None


def rulebook_of(name: str | None) -> Rulebook | None:
    """Load a rulebook by an edition's name or by path; None is none asked for."""
    if name is None:
        return None
    if name not in code_names() and Path(name).exists():
        return load_rulebook(name)
    return load_code(name)


class Cases:
    """The cases of one argument, read one at a time; a case that cannot be read does not stop the others."""

    def __init__(self, name: str, assume_tz: tzinfo | None, vocabulary: Vocabulary | None) -> None:
        """Remember where to read; nothing is opened yet."""
        self.name, self._tz, self._vocabulary = name, assume_tz, vocabulary

    def __iter__(self) -> Iterator[Case | InvalidInput]:
        """Walk the cases, with the fault in the place of each that cannot be read."""
        shown = "standard input" if self.name == "-" else self.name
        try:
            if self.name == "-":
                yield from self._stream(sys.stdin.buffer, shown)
            elif self.name.endswith(LINES):
                with Path(self.name).open("rb") as file:
                    yield from self._lines(file, shown)
            else:
                with Path(self.name).open("rb") as file:
                    yield self._case(file.read(LARGEST + 1), shown)
        except OSError as error:
            yield InvalidInput([Problem("", f"cannot be read: {error.strerror}", "give the path of a case file", shown)])
        except ValueError:
            yield InvalidInput([Problem("", "not the path of a file", "give the path of a case file", "CASE")])

    @property
    def is_lines(self) -> bool:
        """Whether the argument is a file with a case a line."""
        return self.name.endswith(LINES)

    def _stream(self, stream: BinaryIO, shown: str) -> Iterator[Case | InvalidInput]:
        """Read standard input: one document, or a case a line where the first line is whole by itself."""
        first = stream.readline(LARGEST + 1)
        if first.strip() and first.endswith(b"\n") and _is_whole(first):
            second = stream.readline(LARGEST + 1)
            while second and not second.strip():
                second = stream.readline(LARGEST + 1)
            if second:
                yield self._case(first, f"{shown}:1")
                yield from self._lines(stream, shown, second)
                return
            yield self._case(first, shown)
            return
        yield self._case(first + stream.read(LARGEST + 1 - len(first)), shown)

    def _lines(self, stream: BinaryIO, shown: str, line: bytes | None = None) -> Iterator[Case | InvalidInput]:
        """Read a case a line, holding one at a time; a line past the bound is told and passed over."""
        number = 1 if line is None else 2
        line = stream.readline(LARGEST + 1) if line is None else line
        while line:
            if line.strip():
                yield self._case(line, f"{shown}:{number}")
            while len(line) > LARGEST and not line.endswith(b"\n"):
                line = stream.readline(LARGEST + 1)
            line = stream.readline(LARGEST + 1)
            number += 1

    def _case(self, data: bytes, shown: str) -> Case | InvalidInput:
        try:
            return read_case(data, shown, assume_tz=self._tz, vocabulary=self._vocabulary)
        except InvalidInput as error:
            return error


def _is_whole(line: bytes) -> bool:
    try:
        read_json(line)
    except InvalidInput:
        return False
    return True
