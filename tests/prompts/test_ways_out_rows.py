"""CSV: RFC 4180, a row a prompt, and no cell that a spreadsheet would work out."""

from __future__ import annotations

import csv
import io

from attrs import evolve

from tests.assessment.making import PLAIN, assessed, day, event
from victims_code import Case, assess
from victims_code.escaping import from_csv
from victims_code.prompts.making import prompts_of
from victims_code.prompts.prompts import Prompt
from victims_code.prompts.rows import COLUMNS, row, write_rows

AS_OF = day("2026-05-06")
EVENTS = (
    event("e1", "suspect_arrested", "2026-05-05", suspect="S1", crime="X1"),
    event("e2", "suspect_charged", "2026-05-06", suspect="S1", crime="X1"),
    event("s1", "safe_contact_restricted", "2026-05-01", details={"unsafe_channels": ["telephone", "letter"]}),
)


def read(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def arrest() -> Prompt:
    return next(p for p in prompts_of(assessed("2026-05-06", *EVENTS)) if p.obligations == ("V1/R6.arrest/e1",))


def test_each_prompt_is_a_row_that_reads_back() -> None:
    found = prompts_of(assessed("2026-05-06", *EVENTS))
    text = "".join(write_rows(found, as_of=AS_OF))
    rows = read(text)
    assert [{name: from_csv(cell) for name, cell in each.items()} for each in rows] == [
        row(prompt, as_of=AS_OF) for prompt in found
    ]
    assert len(found) > 1


def test_every_line_ends_with_cr_lf_and_has_every_column() -> None:
    text = "".join(write_rows(prompts_of(assessed("2026-05-06", *EVENTS)), as_of=AS_OF))
    assert text.count("\n") == text.count("\r\n")
    assert text.endswith("\r\n")
    assert {len(cells) for cells in csv.reader(io.StringIO(text, newline=""))} == {len(COLUMNS)}


def test_the_header_is_there_without_a_prompt() -> None:
    assert "".join(write_rows([], as_of=AS_OF)) == ",".join(COLUMNS) + "\r\n"


def test_no_column_is_named_twice() -> None:
    assert len(set(COLUMNS)) == len(COLUMNS)


def test_several_values_stand_apart_in_one_cell() -> None:
    cells = row(arrest(), as_of=AS_OF)
    assert (cells["safe_contact"], cells["unsafe_channels"]) == ("restricted", "telephone; letter")
    assert (cells["suspects"], cells["crimes"], cells["must_name"]) == ("S1", "X1", "e1")
    assert (cells["due_by"], cells["severity"], cells["assess_now"]) == ("2026-05-12", "not_due_yet", "false")


def test_what_is_not_known_is_an_empty_cell() -> None:
    bare = evolve(
        arrest(), due_by=None, severity=None, remind_at=None, escalate_at=None, owner_role=None, safe_contact=None,
        suspects=(), crimes=(), closed_by=None,
    )  # fmt: skip
    cells = row(bare, as_of=AS_OF)
    empty = ("due_by", "severity", "remind_at", "escalate_at", "owner_role", "safe_contact", "suspects", "closed_by")
    assert {cells[name] for name in empty} == {""}


def test_a_reference_that_is_a_formula_is_written_as_text() -> None:
    answer = assess(Case("=1+1", [evolve(PLAIN, id="@V")], EVENTS[:1]), as_of=AS_OF)
    text = "".join(write_rows(prompts_of(answer), as_of=AS_OF))
    assert {(each["case"], each["victim"]) for each in read(text)} == {("'=1+1", "'@V")}
    assert not any(cell.startswith(("=", "+", "-", "@")) for each in read(text) for cell in each.values())


def test_a_reference_cannot_begin_a_cell_where_another_separator_is_expected() -> None:
    answer = assess(Case("C1", [evolve(PLAIN, id="V1;=1+1")], EVENTS[:1]), as_of=AS_OF)
    (found, *_) = read("".join(write_rows(prompts_of(answer), as_of=AS_OF)))
    assert found["victim"] == "V1;'=1+1"
    assert from_csv(found["victim"]) == "V1;=1+1"


def test_a_row_is_one_line_that_can_be_shown_whatever_a_record_holds() -> None:
    odd = event("s1", "safe_contact_restricted", "2026-05-01", details={"unsafe_channels": ["a\r\n=1\x1b[2J\u202e"]})
    found = prompts_of(assessed("2026-05-06", EVENTS[0], odd))
    lines = "".join(write_rows(found, as_of=AS_OF)).split("\r\n")
    assert len(lines) == len(found) + 2
    assert all(line.isprintable() for line in lines)
