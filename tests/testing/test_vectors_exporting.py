"""Exporting: the packaged vectors and the schemas as files, over nothing that is there already."""

from __future__ import annotations

import json
from pathlib import Path
from typing import get_args

import pytest
from attrs import fields

from tests.testing.vector_files import CALENDAR, LATE, vectors_file
from victims_code.errors import InvalidInput
from victims_code.interchange import schema
from victims_code.names import EditionName
from victims_code.rulebook import Rule, code_names, load_code
from victims_code.rulebook.conditions import Condition
from victims_code.testing.vectors import Level, export_vectors, exporting, load_vectors, loading
from victims_code.testing.vectors.law_tables import COLUMNS, TESTS, bank_holidays_document, edition_document


@pytest.fixture(autouse=True)
def _packaged(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stand a vector a level in the place of those of the package."""

    def text(*path: str) -> str:
        level = path[-1].removesuffix(".json")
        entry = CALENDAR if level == "calendar" else {**LATE, "id": f"{level}/a"}
        return json.dumps(vectors_file(level, entry))

    for module in (exporting, loading):
        monkeypatch.setattr(module, "packaged_text", text)


def test_it_writes_every_level_and_the_schemas(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "vectors"
    paths = [path.relative_to(folder).as_posix() for path in export_vectors(folder)]
    assert paths == [
        *(f"vectors/1/{level}.json" for level in Level),
        "levels.json",
        "rules/2015.json",
        "rules/2020.json",
        "bank-holidays.json",
        "schemas/vectors-1.json",
        "schemas/case-1.json",
        "schemas/assessment-1.json",
    ]
    assert sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.json")) == sorted(paths)
    assert load_vectors(folder / "vectors" / "1" / "history.json")[0].id == "history/a"
    for kind in ("vectors", "case", "assessment"):
        written = json.loads((folder / "schemas" / f"{kind}-1.json").read_text(encoding="utf-8"))
        assert written == schema(f"victims-code/{kind}/1")


def test_it_says_which_keys_each_level_expects(tmp_path: Path) -> None:
    export_vectors(tmp_path)
    levels = json.loads((tmp_path / "levels.json").read_text(encoding="utf-8"))["levels"]
    assert list(levels) == list(Level)
    assert levels["calendar"] == {"vectors": 1, "keys": {"answer": ["due_by"]}}
    assert levels["history"] == {"vectors": 1, "keys": {"answer": ["absent"]}}


@pytest.mark.parametrize("name", code_names())
def test_the_rules_of_an_edition_say_what_its_table_of_facts_says(name: EditionName) -> None:
    book = load_code(name)
    document = edition_document(book)
    assert set(document["columns"]) == set(COLUMNS) == {each.name for each in fields(Rule)}
    for rule, told in zip(book.rules, document["rules"], strict=True):
        row = rule.row()
        assert (told["id"], told["owed_by"], told["kind"], told["evidence"]) == (
            row["id"], row["owed_by"], row["kind"], row["evidence"],
        )  # fmt: skip
        assert (told["standard"] or {"words": ""})["words"] == row["standard"]
        assert "; ".join(told["arises_on"]) == row["arises_on"]
        assert bool(told["applies_if"] or told["note"]) is bool(row["applies_if"])
    assert set(TESTS) == set(get_args(Condition))
    assert json.loads(json.dumps(document)) == document


def test_the_bank_holidays_say_what_is_projected() -> None:
    document = bank_holidays_document()
    years = {year["year"]: year for year in document["years"]}
    assert list(years) == list(range(2006, 2041))
    first = min(year for year, told in years.items() if told["status"] == "projected")
    assert document["last_published_day"] == f"{first - 1}-12-31"
    assert {"date": "2023-05-08", "name": "Bank holiday for the coronation of King Charles III"} in years[2023][
        "bank_holidays"
    ]


def test_what_is_there_already_and_the_same_is_left(tmp_path: Path) -> None:
    assert export_vectors(tmp_path) == export_vectors(tmp_path)


def test_another_file_is_not_overwritten_and_then_nothing_is_written(tmp_path: Path) -> None:
    taken = [tmp_path / "vectors" / "1" / "history.json", tmp_path / "schemas" / "case-1.json"]
    for path in taken:
        path.parent.mkdir(parents=True)
        path.write_text("mine", encoding="utf-8")
    with pytest.raises(InvalidInput) as caught:
        export_vectors(tmp_path)
    assert [str(problem) for problem in caught.value.problems] == [
        f"{path}: another file is there already; give another folder" for path in taken
    ]
    assert sorted(tmp_path.rglob("*.json")) == sorted(taken)
    assert {path.read_text(encoding="utf-8") for path in taken} == {"mine"}


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    for folder in (tmp_path / "file", "nul\0"):
        with pytest.raises(InvalidInput) as caught:
            export_vectors(folder)
        assert len(caught.value.problems) == 1
