"""Nightly extracts: a CSV file of another system, read by a column map of its own into messages, one for each case."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Final

from attrs import frozen

from victims_code.arguments import need
from victims_code.dates import When, optional_when
from victims_code.errors import InvalidFact, InvalidInput, Problem, first_faults, nearest
from victims_code.feeds.extract_columns import ColumnMap
from victims_code.feeds.extract_rows import CaseSoFar, Row, RowReader
from victims_code.feeds.messages import Message, Unmapped, digest_of, is_before
from victims_code.text_files import wide_encoding
from victims_code.victims import checked_reference

#: The largest extract, in bytes.
LARGEST: Final = 1 << 30

#: The most rows of one extract, and the most columns.
MOST_ROWS: Final = 1_000_000
MOST_COLUMNS: Final = 1_000

#: The longest line, in characters: a file without line ends must not be taken for one row.
LONGEST_LINE: Final = 16 * 1024 * 1024

#: As many faults as are told of an extract of which no row can be read.
_MOST_TOLD: Final = 20

#: The marks with which some encodings begin.
_MARKS: Final = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"\xef\xbb\xbf", "utf-8-sig"))


def read_extract(
    data: bytes, source: str = "", *, columns: ColumnMap, received_at: When | None = None,
    extracted_at: When | None = None,
) -> tuple[Message, ...]:  # fmt: skip
    r"""Read an extract: a message for each case, in the order of their references.

    `received_at` is when the Witness Care Unit received what a row gives no receipt of. `extracted_at` is when the
    extract was made, where its map names no column for that. A row that cannot be read is lost alone, and is noted;
    what belongs to no case is noted by the first message. Where anything was lost, nothing is taken for withdrawn.

    :raises InvalidFact: when an argument is of another kind, or a time has no offset.
    :raises InvalidInput: when the extract as a whole cannot be read: it is past a bound, in another encoding, without
        a column that the map names, or it is not known when it was made.
    :raises InvalidFact: when `received_at` or `extracted_at` is no date, nor a date-time with an offset.

    >>> from victims_code.feeds import read_columns
    >>> columns = read_columns('''
    ... name = "crimes"
    ... case = "CRIME_NO"
    ... dates = ["DD/MM/YYYY"]
    ... [[event]]
    ... type = "suspect_arrested"
    ... at = "ARRESTED"
    ... ''')
    >>> from datetime import date
    >>> made = read_extract(b"CRIME_NO,ARRESTED\nC1,02/05/2026\n", columns=columns, extracted_at=date(2026, 5, 3))
    >>> made[0].events
    (<Event crimes:suspect_arrested suspect_arrested 2026-05-02>,)
    """
    need("data", data, bytes)
    need("source", source, str)
    need("columns", columns, ColumnMap)
    extracted_at = optional_when(extracted_at, "extracted_at")
    received_at = optional_when(received_at, "received_at")
    if extracted_at is None and columns.extracted_at is None:
        mend = "name its column in the map as extracted_at, or say it with the call"
        raise _refused(source, "it is not known when the extract was made", mend)
    cases: dict[str, CaseSoFar] = {}
    # What belongs to no case; it has no reference, and is never a message.
    rest = CaseSoFar("")
    reader = RowReader(columns, received_at)
    for row in _rows(data, columns, source):
        if isinstance(row, Unmapped):
            rest.lose(row.code, row.where, row.why)
            continue
        case = _case_of(row, columns, cases, rest)
        if case is not None:
            reader.read(row, case)
    if rest.unmapped and not cases:
        told = [Problem(each.where, each.why, "", source) for each in islice(rest.unmapped, _MOST_TOLD)]
        raise InvalidInput(told)
    return tuple(_messages(data, columns, cases, rest, _Sent(extracted_at, source)))


def _case_of(row: Row, columns: ColumnMap, cases: dict[str, CaseSoFar], rest: CaseSoFar) -> CaseSoFar | None:
    name = row.cells[columns.case]
    if name in cases:
        return cases[name]
    try:
        checked_reference(name, "")
    except InvalidFact:
        rest.lose("no_case", row.where(columns.case), "no reference of a case, so the row is passed over")
        return None
    return cases.setdefault(name, CaseSoFar(name, row.line))


@frozen
class _Sent:
    """When an extract was made, where its rows do not say it."""

    when: When | None
    source: str

    def known(self, cases: Mapping[str, CaseSoFar]) -> When:
        """Return when it was made as the call says it, or as its latest row does.

        :raises InvalidInput: when neither does.
        """
        if self.when is not None:
            return self.when
        latest: When | None = None
        for case in cases.values():
            if case.sent is not None and (latest is None or is_before(latest, case.sent)):
                latest = case.sent
        if latest is None:
            what, mend = "no row says when the extract was made", "say it with the call"
            raise _refused(self.source, what, mend)
        return latest


def _messages(
    data: bytes, columns: ColumnMap, cases: Mapping[str, CaseSoFar], rest: CaseSoFar, sent: _Sent
) -> Iterator[Message]:
    if not cases:
        return
    digest, otherwise = digest_of(data), sent.known(cases)
    if columns.restates and not rest.is_whole:
        rest.conclude("", "as rows were lost, what is missing in any case is not taken for withdrawn")
    for name, case in sorted(cases.items()):
        victims = case.victims()
        if columns.restates and rest.is_whole and not case.is_whole:
            why = "as events of this case were lost, what is missing in it is not taken for withdrawn"
            case.conclude(f"line {case.line}", why)
        yield Message(
            name, digest, case.sent or otherwise, tuple(case.events.values()),
            restates=f"{columns.name}:" if columns.restates and case.is_whole and rest.is_whole else None,
            unmapped=tuple({**rest.unmapped, **case.unmapped}), victims=victims,
        )  # fmt: skip
        rest = CaseSoFar("", is_whole=rest.is_whole)


def _rows(data: bytes, columns: ColumnMap, source: str) -> Iterator[Row | Unmapped]:
    """Walk the rows, with what is wrong in the place of each that cannot be read."""
    places: dict[str, int] = {}
    width = number = 0
    is_dirty = b"\0" in data
    empty = {column: columns.empty_in(column) for column in columns.columns()}
    for line, cells in _records(data, columns, source):
        if isinstance(cells, Unmapped):
            if not width:
                raise _refused(source, f"its header {cells.why}", "see its first line")
            yield cells
        elif not width:
            places, width = _header(cells, columns, source), len(cells)
        elif number == MOST_ROWS:
            raise _refused(source, f"more than {MOST_ROWS:,} rows", "split it by case")
        elif len(cells) != width:
            number += 1
            yield Unmapped("ragged_row", f"line {line}", f"has {len(cells)} cells where the header has {width}")
        elif is_dirty and any("\0" in cell for cell in cells):
            number += 1
            yield Unmapped("unreadable_row", f"line {line}", "holds a NUL character")
        else:
            number += 1
            found = {column: cells[place].strip() for column, place in places.items()}
            yield Row(line, {column: "" if cell in empty[column] else cell for column, cell in found.items()})
    if not width:
        raise _refused(source, "empty", "an extract without rows still has its header")


def _records(data: bytes, columns: ColumnMap, source: str) -> Iterator[tuple[int, list[str] | Unmapped]]:
    """Walk the records as CSV has them, each with the line on which it begins; rows of blanks alone are passed over."""
    _check_bytes(data, columns, source)
    encoding = "utf-8-sig" if columns.encoding == "utf-8" else columns.encoding
    text = io.TextIOWrapper(io.BytesIO(data), encoding=encoding, newline="")
    reader = csv.reader(_lines(text, source), delimiter=columns.delimiter, strict=True)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader, None)
        except csv.Error as error:
            # A quotation mark that is not closed takes the lines after it along, up to the next one.
            where = f"line {line}" if line >= reader.line_num else f"lines {line} to {reader.line_num}"
            yield line, Unmapped("unreadable_row", where, f"cannot be read as CSV: {error}")
            continue
        except UnicodeError:
            what = f"not {columns.encoding} text after line {reader.line_num}"
            mend = 'declare its encoding in the map, such as encoding = "cp1252"'
            raise _refused(source, what, mend) from None
        if cells is None:
            return
        if any(map(str.strip, cells)):
            yield line, cells


def _lines(text: io.TextIOWrapper, source: str) -> Iterator[str]:
    while line := text.readline(LONGEST_LINE):
        if len(line) == LONGEST_LINE:
            what = f"a line longer than {LONGEST_LINE:,} characters"
            raise _refused(source, what, "check that it is CSV, with line ends")
        yield line


def _check_bytes(data: bytes, columns: ColumnMap, source: str) -> None:
    if len(data) > LARGEST:
        raise _refused(source, f"larger than {LARGEST // (1024 * 1024)} MiB", "split it by case")
    if wide_encoding(data) == "UTF-32":
        raise _refused(source, "UTF-32 text", "save it as UTF-8")
    for mark, encoding in _MARKS:
        if data.startswith(mark) and columns.encoding not in (encoding, encoding.removesuffix("-sig")):
            what = f"begins with the mark of {encoding}, but the map declares {columns.encoding}"
            raise _refused(source, what, f'write encoding = "{encoding}"')


def _header(cells: list[str], columns: ColumnMap, source: str) -> dict[str, int]:
    """Return where each column that the map reads stands."""
    names = [cell.strip() for cell in cells]
    if len(names) > MOST_COLUMNS:
        raise _refused(source, f"more than {MOST_COLUMNS:,} columns", "check the delimiter")
    wanted = columns.columns()
    if not set(wanted) & set(names):  # it may be a row: nothing of it is repeated
        what = "its first row names none of the columns of the map"
        raise _refused(source, what, "give a header, and check delimiter and encoding in the map")
    problems = first_faults(
        Problem(name, "the extract has no such column", nearest(name, names), source)
        for name in wanted
        if name not in names
    )
    problems += first_faults(
        Problem(name, "the header names it twice", "give each column a name of its own", source)
        for name in wanted
        if names.count(name) > 1
    )
    if problems:
        raise InvalidInput(problems)
    return {name: names.index(name) for name in wanted}


def _refused(source: str, what: str, mend: str) -> InvalidInput:
    return InvalidInput([Problem("", what, mend, source)])
