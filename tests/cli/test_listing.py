"""What the library holds, listed: event types with the duties that they start or meet, rules and holidays as rows."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.running import ROOT, run
from victims_code import load_code

Capture = pytest.CaptureFixture[str]


def types(capsys: Capture, *more: str) -> dict[str, dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(run(capsys, "events", "--format", "json", *more).out)
    return {row["type"]: row for row in found}


class TestEvents:
    """``events``: which types there are, what each means and does."""

    def test_every_type_of_the_rulebook_is_there_with_what_it_does(self, capsys: Capture) -> None:
        found = types(capsys)
        assert list(found) == list(load_code().vocabulary)
        assert found["suspect_arrested"] == {
            "type": "suspect_arrested",
            "family": "trigger",
            "meaning": "A suspect is arrested",
            "details": {"reason": "text"},
            "received": False,
            "starts": ["R6.arrest"],
            "meets": [],
            "meets_if_named": [],
            "recorded_in": load_code().vocabulary["suspect_arrested"].source_systems,
        }
        assert "R6.arrest" in found["victim_informed"]["meets_if_named"]
        assert found["victim_informed"]["meets"] == ["R6.agreed-update"]
        assert found["victim_informed"]["details"]["reasons_given"] == "yes_no"

    @pytest.mark.parametrize("word", ["arrest", "ARREST", "suspect_arrested", "suspect arrested", "R6.arrest"])
    def test_a_word_finds_names_meanings_and_duties_however_it_is_written(self, word: str, capsys: Capture) -> None:
        assert {"suspect_arrested", "victim_informed"} & set(types(capsys, "--search", word))

    def test_several_words_must_all_be_there(self, capsys: Capture) -> None:
        assert set(types(capsys, "--search", "bail varied")) < set(types(capsys, "--search", "bail"))

    def test_a_word_that_nothing_speaks_of_is_an_answer(self, capsys: Capture) -> None:
        ran = run(capsys, "events", "--search", "zeppelin\x1b[2J")
        assert (ran.code, ran.err) == (0, "")
        assert ran.out.startswith(r"no event type speaks of 'zeppelin\x1b[2J'")
        assert types(capsys, "--search", "zeppelin") == {}

    def test_as_a_table_each_has_its_duties_below(self, capsys: Capture) -> None:
        lines = run(capsys, "events", "--search", "police_bail_varied").out.splitlines()
        assert lines[0].split(maxsplit=1) == ["police_bail_varied", "Pre-charge bail conditions changed"]
        assert lines[1:3] == ["    details: conditions (text)", "    starts: R6.bail"]

    def test_as_csv_each_is_a_row_of_the_same(self, capsys: Capture) -> None:
        rows = list(csv.DictReader(io.StringIO(run(capsys, "events", "--format", "csv").out)))
        found = types(capsys)
        assert [row["type"] for row in rows] == list(found)
        assert list(rows[0]) == list(found["suspect_arrested"])
        (row,) = (row for row in rows if row["type"] == "police_bail_varied")
        assert (row["details"], row["received"], row["starts"]) == ("conditions (text)", "no", "R6.bail")


class TestRows:
    """Rows for a spreadsheet: no cell of an outside rulebook is worked out."""

    def test_a_rule_that_is_written_as_a_formula_is_text(self, tmp_path: Path, capsys: Capture) -> None:
        for file in (ROOT / "victims_code" / "rulebook" / "data" / "2020").glob("*.toml"):
            text = file.read_text(encoding="utf-8").replace('duty = "Pay expenses due"', 'duty = "=HYPERLINK(1)"')
            (tmp_path / file.name).write_text(text, encoding="utf-8")
        ran = run(capsys, "rules", "--rulebook", tmp_path, "--format", "csv")
        assert (ran.code, ran.err) == (0, "")
        (row,) = (row for row in csv.DictReader(io.StringIO(ran.out)) if row["id"] == "R10.expenses")
        assert row["duty"] == "'=HYPERLINK(1)"

    def test_the_holidays_of_a_year_as_csv_and_json(self, capsys: Capture) -> None:
        document = run(capsys, "calendar", "2026", "--format", "json").document
        assert (document["year"], document["status"]) == (2026, "published")
        assert document["holidays"][0] == {"date": "2026-01-01", "holiday": "New Year\u2019s Day"}
        rows = list(csv.DictReader(io.StringIO(run(capsys, "calendar", "2026", "--format", "csv").out)))
        assert [row["date"] for row in rows] == [day["date"] for day in document["holidays"]]
        assert {row["status"] for row in rows} == {"published"}


class TestShortNames:
    """A rule's short name: the rulebook's own words, or the first clause of its duty."""

    def test_every_packaged_rule_has_one_of_its_own_that_fits_a_list(self) -> None:
        for name in ("2020", "2015"):
            shorts = [rule.short for rule in load_code(name).rules]
            assert len(set(shorts)) == len(shorts)
            assert all(0 < len(short) <= 60 and short[0].isupper() for short in shorts)
