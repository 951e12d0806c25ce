"""Flat rows: each duty of an answer as plain values, with the case, for a data frame or a database."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from victims_code import Assessment, Case, Event, InvalidFact, Victim, assess
from victims_code.interchange import ROW_COLUMNS, assess_many, assessment_document, read_case, rows

DAY = date(2026, 9, 3)
EXAMPLES = sorted((Path(__file__).parents[2] / "examples" / "cases").glob("*.json"))


@pytest.fixture(scope="module")
def answers() -> list[Assessment]:
    return [assess(read_case(path.read_bytes(), path.name), as_of=DAY) for path in EXAMPLES]


def flattened(entry: dict[str, Any]) -> dict[str, object]:
    """Flatten an obligation's entry of the JSON document, by hand."""
    flat: dict[str, object] = {}
    for key, value in entry.items():
        if key == "trigger":
            flat |= {f"trigger_{inner}": each for inner, each in value.items()}
        else:
            flat[key] = "; ".join(value) if isinstance(value, list) else value
    return flat


def test_a_row_says_what_the_json_document_says(answers: list[Assessment]) -> None:
    for answer in answers:
        document: dict[str, Any] = assessment_document(answer)
        heading = {key: document[key] for key in ("case", "as_of", "known_at")}
        for row, entry in zip(rows(answer, why=True), document["obligations"], strict=True):
            written = {key: value.isoformat() if isinstance(value, date) else value for key, value in row.items()}
            assert written == heading | flattened(entry)


def test_every_row_has_the_same_columns_each_of_its_type(answers: list[Assessment]) -> None:
    for row in rows(answers):
        assert list(row) == list(ROW_COLUMNS)
        assert all(value is None or type(value) is ROW_COLUMNS[name] for name, value in row.items())


def test_words_are_left_out_unless_they_are_asked_for(answers: list[Assessment]) -> None:
    assert {row["why"] for row in rows(answers)} == {None}
    assert all(row["why"] for row in rows(answers, why=True))


def test_rows_go_into_a_database_as_they_are(answers: list[Assessment]) -> None:
    columns = ", ".join(f'"{name}"' for name in ROW_COLUMNS)  # quoted, since "case" is a word of SQL
    marks = ", ".join("?" * len(ROW_COLUMNS))
    written = [
        [value.isoformat() if isinstance(value, date) else value for value in row.values()] for row in rows(answers)
    ]
    with closing(sqlite3.connect(":memory:")) as database:
        database.execute(f'create table duty ({columns}, primary key ("case", id))')
        database.executemany(f"insert into duty values ({marks})", written)  # noqa: S608 - nothing of it is from outside
        (count,) = database.execute("select count(*) from duty where breach = 'yes'").fetchone()
    assert count == sum(len(answer.breaches()) for answer in answers)


def test_a_case_that_was_not_answered_is_not_passed_over_in_silence() -> None:
    case = Case("C1", [Victim("V1")], [Event("e1", "suspect_arrested", at=DAY)])
    found = assess_many([case, "{}"], as_of=DAY)
    with pytest.raises(InvalidFact, match="leave out the Unanswered ones first"):
        list(rows(found))
