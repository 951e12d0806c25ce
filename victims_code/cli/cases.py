"""The cases that the command line is given: from files, from standard input, or a case a line, one at a time."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import tzinfo
from pathlib import Path
from typing import BinaryIO, Final

from attrs import frozen

from victims_code.cases import Case
from victims_code.cli.inputs import tell
from victims_code.errors import InvalidInput, Problem
from victims_code.interchange import read_case, read_json
from victims_code.interchange.json_text import LARGEST
from victims_code.vocabulary import Vocabulary

#: How a file with a case a line is recognised.
LINES: Final = ".ndjson"

#: The most cases of one file that are refused, each told by itself, before the rest of it is left unread.
MOST_REFUSED: Final = 10_000

#: How standard input is named in errors.
STANDARD_INPUT: Final = "standard input"


@frozen
class Given:
    """One case as it was given: where it stands, and the case or what is wrong with it."""

    #: The file, and for a case a line the line: ``cases.ndjson:3``.
    source: str
    case: Case | InvalidInput


class Cases:
    """The cases of one argument, read one at a time; a case that cannot be read does not stop the others."""

    def __init__(self, name: str, assume_tz: tzinfo | None, vocabulary: Vocabulary | None) -> None:
        """Remember where to read; nothing is opened yet."""
        self.name: str = name
        self._tz, self._vocabulary = assume_tz, vocabulary
        #: Whether there is a case a line. Of standard input it is known once the first case was read.
        self.is_lines: bool = name.lower().endswith(LINES)

    def __iter__(self) -> Iterator[Given]:
        """Walk the cases, with the fault in the place of each that cannot be read."""
        refused, given = 0, None
        for given in self._all():
            yield given
            refused += isinstance(given.case, InvalidInput)
            if refused == MOST_REFUSED:
                what = f"{MOST_REFUSED} cases refused, and the rest not read"
                yield Given(self.name, InvalidInput([Problem("", what, "mend these first", self.name)]))
                return
        if given is None:
            yield Given(self.name, InvalidInput([Problem("", f"no case in {self.name}", "write a case a line")]))

    def _all(self) -> Iterator[Given]:
        if self.name == "-":
            yield from self._stream(sys.stdin.buffer)
            return
        try:
            with Path(self.name).open("rb") as file:
                if self.is_lines:
                    yield from self._lines(file, self.name)
                else:
                    yield self._given(file.read(LARGEST + 1), self.name)
        except OSError as error:
            yield _refused(self.name, f"cannot be read: {error.strerror or type(error).__name__}")
        except ValueError:  # a path that no file system can hold
            yield _refused("CASE", "not the path of a file")

    def _stream(self, stream: BinaryIO) -> Iterator[Given]:
        """Read standard input: one document, or a case a line where its first lines show that."""
        number, first = _next_line(stream, 0)
        second_number, second = _next_line(stream, number)
        self.is_lines = bool(second) and (_is_whole(first) or _is_case(second))
        if not self.is_lines:
            # Blank lines are put back: an error names the line as the writer sees it.
            read = b"\n" * (number - 1) + first + b"\n" * (second_number - number - 1) + second
            yield self._given(read + stream.read(max(0, LARGEST + 1 - len(read))), STANDARD_INPUT)
            return
        yield self._given(first, f"{STANDARD_INPUT}:{number}")
        yield self._given(second, f"{STANDARD_INPUT}:{second_number}")
        yield from self._lines(stream, STANDARD_INPUT, second_number)

    def _lines(self, stream: BinaryIO, shown: str, number: int = 0) -> Iterator[Given]:
        """Read a case a line, holding one at a time; blank lines are passed over."""
        number, line = _next_line(stream, number)
        while line:
            yield self._given(line, f"{shown}:{number}")
            number, line = _next_line(stream, number)

    def _given(self, data: bytes, source: str) -> Given:
        notes: list[Problem] = []
        try:
            case = read_case(data, source, assume_tz=self._tz, vocabulary=self._vocabulary, notes=notes)
        except InvalidInput as error:
            return Given(source, error)
        if notes:
            tell(InvalidInput(notes))
        return Given(source, case)


def _refused(source: str, what: str) -> Given:
    return Given(
        source, InvalidInput([Problem("", what, "give the path of a case file, or - to read it here", source)])
    )


def _next_line(stream: BinaryIO, number: int) -> tuple[int, bytes]:
    """Return the next line that is not blank, with its number; of one past the bound only as much as shows that."""
    while True:
        line = stream.readline(LARGEST + 1)
        part = line
        while len(part) > LARGEST and not part.endswith(b"\n"):
            part = stream.readline(LARGEST + 1)
        number += 1
        if line.strip(b" \t\r\n\xef\xbb\xbf") or not line:
            return number, line


def _is_whole(line: bytes) -> bool:
    try:
        read_json(line)
    except InvalidInput:
        return False
    return True


def _is_case(line: bytes) -> bool:
    """Whether a line is a case by itself, and no part of a document set over several lines."""
    try:
        found = read_json(line)
    except InvalidInput:
        return False
    return isinstance(found, dict) and "events" in found and "case" in found
