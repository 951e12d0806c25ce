"""The command ``import``: the messages of other systems in, case files out.

The room of the feeds is opened only by it: no other command should pay for it.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeAlias

from victims_code.cli import inputs, streams
from victims_code.cli.cases import STANDARD_INPUT
from victims_code.dates import When
from victims_code.errors import InvalidFact, InvalidInput, Problem
from victims_code.escaping import for_terminal
from victims_code.interchange import case_document, write_json
from victims_code.victims import Victim

if TYPE_CHECKING:
    from victims_code.cases import Case
    from victims_code.feeds import Message

    #: Reads what one file holds, by the name that errors give it.
    _Reader: TypeAlias = Callable[[bytes, str], tuple[Message, ...]]


#: How many files pass between two marks of progress.
_MARK: Final = 100

#: The formats that are read, in the order of the documentation.
FORMATS: Final = ("spi", "common-platform", "hmpps", "csv")


def import_(asked: argparse.Namespace) -> int:
    """Read every file, and write the cases that they tell of together: all of them, or none where one is wrong."""
    from victims_code.feeds import cases_of

    victims = _victims(asked.victim)
    told: list[tuple[str, Message]] = []
    problems: list[Problem] = []
    for name, read in streams.counted(zip(asked.file, _readers(asked), strict=True), "files", every=_MARK):
        shown = STANDARD_INPUT if name == "-" else name
        try:
            told += [(shown, message) for message in read(_bytes(name, asked.format), shown)]
        except InvalidInput as error:
            problems += error.problems
    if problems:
        raise InvalidInput(problems)
    _say(cases_of([message for _, message in told], victims=victims))
    _tell_unmapped(told)
    return 0


def _readers(asked: argparse.Namespace) -> Iterator[_Reader]:
    """Give the reader of each file.

    :raises InvalidInput: when a map is missing, or cannot be read, or an option belongs to another format.
    """
    received, extracted = (
        inputs.when_of(asked.received_at, "--received-at"),
        inputs.when_of(asked.extracted_at, "--extracted-at"),
    )
    if asked.file.count("-") > 1:
        raise inputs.wrong("FILE", "standard input is given twice", "give - once")
    if asked.format == "csv":
        return _extract_readers(asked, received, extracted)
    if extracted is not None:
        raise inputs.wrong("--extracted-at", "a message says itself when it was sent", "it is for csv only")
    return _message_readers(asked, received)


def _extract_readers(asked: argparse.Namespace, received: When | None, extracted: When | None) -> Iterator[_Reader]:
    from victims_code.feeds import load_columns, read_extract

    if len(asked.map) not in (1, len(asked.file)):
        mend = "give one for all files, or one for each in their order"
        raise inputs.wrong("--map", "a column map is needed" if not asked.map else "maps and files do not match", mend)
    maps = [load_columns(path) for path in asked.map]
    known = maps * len(asked.file) if len(maps) == 1 else maps
    return (partial(read_extract, columns=each, received_at=received, extracted_at=extracted) for each in known)


def _message_readers(asked: argparse.Namespace, received: When | None) -> Iterator[_Reader]:
    from victims_code import feeds

    if len(asked.map) > 1:
        raise inputs.wrong("--map", "is given twice", "write both into one file")
    mapping = feeds.load_mapping(asked.format, asked.map[0]) if asked.map else None
    read = getattr(feeds, f"read_{asked.format.replace('-', '_')}")
    return (partial(read, received_at=received, mapping=mapping) for _ in asked.file)


def _victims(names: Sequence[str]) -> tuple[Victim, ...]:
    try:
        return tuple(Victim(name) for name in dict.fromkeys(names))
    except InvalidFact as error:
        raise inputs.wrong("--victim", str(error).removeprefix("id: ")) from None


def _bytes(name: str, how: str) -> bytes:
    """Read a file or standard input, up to the bound past which its reader refuses it.

    :raises InvalidInput: when it cannot be read.
    """
    most = _largest(how) + 1
    if name == "-":
        return sys.stdin.buffer.read(most)
    try:
        with Path(name).open("rb") as file:
            return file.read(most)
    except OSError as error:
        what = f"cannot be read: {error.strerror or type(error).__name__}"
        raise InvalidInput([Problem("", what, "give the path of a file, or - to read it here", name)]) from None
    except ValueError:  # a path that no file system can hold
        raise inputs.wrong("FILE", "not the path of a file", "give the path of a file") from None


def _largest(how: str) -> int:
    if how == "csv":
        from victims_code.feeds.extracts import LARGEST
    else:
        from victims_code.interchange.json_text import LARGEST
    return LARGEST


def _say(cases: Sequence[Case]) -> None:
    """Write one case to be read by people too, and several a line each."""
    indent = 2 if len(cases) == 1 else None
    for text in [write_json(case_document(case), indent=indent) for case in cases]:
        inputs.say(text)


def _tell_unmapped(told: Iterable[tuple[str, Message]]) -> None:
    """Write what could not be mapped, a line each, and how much there is of each kind."""
    found = dict.fromkeys((name, unmapped) for name, message in told for unmapped in message.unmapped)
    for name, unmapped in found:
        sys.stderr.write(f"{for_terminal(f'{name}: {unmapped}')}\n")
    counts = Counter(unmapped.code for _, unmapped in found)
    if counts:
        words = ", ".join(f"{code} {count}" for code, count in sorted(counts.items()))
        sys.stderr.write(f"not mapped: {counts.total()} ({words})\n")
