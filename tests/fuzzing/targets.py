"""The ways into the library that are fuzzed: each takes any bytes, and may refuse them only as the library says.

What a target lets through is followed to its end: a case is assessed, explained, written and kept as a receipt; a
rulebook and a layer are laid under a case. Whatever else is raised is a fault of the library.
"""

from __future__ import annotations

import io
import re
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Final, TypeAlias
from unittest.mock import patch

from attrs import frozen

from victims_code import Assessment, Case, InvalidInput, InvalidRulebook, OutsideCalendar
from victims_code.assessment import assess_by, every_reading, settling
from victims_code.cli import main
from victims_code.errors import InvalidFact
from victims_code.interchange import (
    assessment_document,
    case_document,
    explanation_document,
    read_case,
    readings_document,
    write_json,
)
from victims_code.receipts import make_receipt, read_receipt, verify
from victims_code.rulebook import Law, law_of, read_layer, read_rulebook

#: Runs what is tested on some bytes; raises only where the library is at fault.
Target: TypeAlias = Callable[[bytes], None]

#: The day on which every case is assessed.
AS_OF: Final = date(2026, 5, 20)

#: What parts the files of a rulebook or of a call. No TOML and no JSON holds it.
NEXT_FILE: Final = b"\f"

EXAMPLES: Final = Path(__file__).resolve().parents[2] / "examples"

#: How much of one fault is told at most: whatever was given, a person can read what is wrong with it.
_LONGEST_LINE: Final = 2_000

#: How many faults of one file are told at most, with the line that says there are more.
_MOST_FAULTS: Final = 101

#: How a call names a file that it brings with it: ``@1.toml`` is its second.
_FILE: Final = re.compile(r"@(\d)([.][a-z]{1,6})?", re.ASCII)


def read_a_case(data: bytes) -> None:
    """Read a case file and answer it: what is read is written as it was, and its receipt is reproduced."""
    try:
        case = read_case(data, "case.json")
    except InvalidInput as error:
        _is_told_well(error)
        return
    assert read_case(write_json(case_document(case))) == case
    _answered(case, law_of())


def read_a_receipt(data: bytes) -> None:
    """Read a receipt and verify it."""
    try:
        receipt = read_receipt(data, "receipt.json")
        found = verify(receipt)
    except InvalidInput as error:
        _is_told_well(error)
        return
    assert all(map(str, (*found.moved, *found.changes, *found.notes)))
    assert read_receipt(receipt.to_json()) == receipt


def read_a_rulebook(data: bytes) -> None:
    """Read a rulebook, of one file or several, and assess the example cases under it."""
    parts = data.decode("utf-8", "replace").split(NEXT_FILE.decode())
    try:
        book = read_rulebook({f"{number}.toml": part for number, part in enumerate(parts)})
    except InvalidRulebook as error:
        _is_told_well(error)
        return
    assert all(rule.row() for rule in book.rules)
    for case in _cases():
        _answered(case, law_of(book, whatever_the_date=True))


def read_a_layer(data: bytes) -> None:
    """Read a layer of local standards, and assess the example cases beside it."""
    try:
        layer = read_layer(data.decode("utf-8", "replace"), "layer.toml")
    except InvalidRulebook as error:
        _is_told_well(error)
        return
    try:
        law = law_of(layers=[layer])
    except InvalidFact:  # it is laid over an edition that is not in force
        return
    for case in _cases():
        _answered(case, law)


def call(data: bytes) -> None:
    """Run the command line: the first line holds its arguments, what follows its files and its standard input."""
    first, _, body = data.partition(b"\n")
    files = body.split(NEXT_FILE)
    words = first.decode("utf-8", "surrogateescape").split(" ")
    if any(word.startswith(("/", "~")) or ".." in word for word in words):
        return  # nothing outside the folder of the call is any of its business
    with tempfile.TemporaryDirectory() as folder:
        arguments = []
        for word in words:
            named = _FILE.fullmatch(word)
            if named and int(named[1]) < len(files):
                path = Path(folder) / f"{named[1]}{named[2] or ''}"
                path.write_bytes(files[int(named[1])])
                arguments.append(str(path))
            else:
                arguments.append(word)
        ran = run(arguments, body)
    assert ran.code in {0, 1, 2}, ran
    assert "Traceback" not in ran.err, ran
    assert (ran.code == 2) == bool(ran.err), ran
    if ran.code == 2 and not _has_many(arguments):
        assert ran.out == "", ran
    assert all(line.isprintable() for line in ran.err.splitlines()), ran


def _has_many(arguments: list[str]) -> bool:
    """Whether a call may answer some cases and refuse others."""
    return arguments[0] == "assess"


#: By the name under which the fuzzers run it.
TARGETS: Final[Mapping[str, Target]] = {
    "case": read_a_case,
    "receipt": read_a_receipt,
    "rulebook": read_a_rulebook,
    "layer": read_a_layer,
    "call": call,
}


@frozen
class Ran:
    """What a call of the command line came to."""

    code: int
    out: str
    err: str


def run(arguments: list[str], given: bytes = b"") -> Ran:
    """Run the command line in this process, with `given` on its standard input."""
    with _streams(given) as (out, err):
        code = main(arguments)
        sys.stdout.flush()
        sys.stderr.flush()
        return Ran(code, out.getvalue().decode(), err.getvalue().decode())


@contextmanager
def _streams(given: bytes) -> Iterator[tuple[io.BytesIO, io.BytesIO]]:
    """Put streams of bytes in the place of the process's own, as a terminal or a pipe would be."""
    kept = sys.stdin, sys.stdout, sys.stderr
    out, err = io.BytesIO(), io.BytesIO()
    sys.stdin, sys.stdout, sys.stderr = (io.TextIOWrapper(each, "utf-8") for each in (io.BytesIO(given), out, err))
    try:
        yield out, err
    finally:
        sys.stdin, sys.stdout, sys.stderr = kept


def _is_told_well(error: InvalidInput) -> None:
    """A refusal says at least one thing, and no more than a person can read."""
    lines = [str(problem) for problem in error.problems]
    assert 1 <= len(lines) <= _MOST_FAULTS, len(lines)
    assert all(0 < len(line) <= _LONGEST_LINE for line in lines), max(map(len, lines))


def _answered(case: Case, law: Law) -> Assessment | None:
    """Assess a case, and ask for all that is worked out on demand; None where it lies outside the calendar."""
    try:
        answer = assess_by(law, case, as_of=AS_OF)
        write_json(assessment_document(answer))
        write_json(explanation_document(answer, answer.obligations))
        # As far as a few tries show: what takes many is for the tests of large inputs.
        with patch.object(settling, "MOST_ANSWERS", 30), patch.object(every_reading, "MOST", 8):
            assert all(map(str, answer.would_settle()))
            write_json(readings_document(every_reading.every_reading(answer)))
    except OutsideCalendar:
        return None
    receipt = read_receipt(make_receipt(answer).to_json())
    packaged = {book.name: book for book in law_of().editions}
    own = [book for book in law.editions if packaged.get(book.name) is not book]
    assert verify(receipt, rulebooks=own).is_reproduced
    return answer


_KEPT: Final[list[Case]] = []


def _cases() -> list[Case]:
    """Example cases that meet many rules, read once."""
    if not _KEPT:
        for name in ("burglary-no-suspect", "robbery-to-conviction", "half-the-facts-missing"):
            _KEPT.append(read_case((EXAMPLES / "cases" / f"{name}.json").read_bytes()))
    return _KEPT
