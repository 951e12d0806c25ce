"""The conformance vectors: what is published is what the builders make, covers the Code, and passes our engine."""

from __future__ import annotations

import ast
import csv
import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests import oracle
from tests.vectors.build import FOLDER, LEVELS, documents, files
from tests.vectors.calendar_days import situations
from tests.vectors.deadlines import SIDES, STANDINGS, questions
from tests.vectors.making import GOLDEN, HERE, Document, facts, toml
from victims_code import load_code
from victims_code.names import EditionName
from victims_code.rulebook import law_of
from victims_code.testing.vectors import load_vectors, run

VECTORS = [vector for made in documents().values() for vector in made]
#: What an answer carries of a duty whatever the case.
COLUMNS = {"evidence", "right", "paragraph", "owed_by", "kind", "disputes"}


def obligations(vector: Document) -> Iterator[tuple[str, dict[str, Any]]]:
    """Walk what a vector expects of each obligation, by its rule."""
    for ref, duty in vector["expected"].get("obligations", {}).items():
        yield ref.split("/")[1], duty


class TestWhatIsPublished:
    """The files of the package, and how they came to be."""

    @pytest.mark.parametrize("path", files(), ids=lambda path: path.name)
    def test_a_file_is_exactly_what_the_builders_make(self, path: Path) -> None:
        assert path.read_text(encoding="utf-8") == files()[path]

    def test_there_is_a_file_for_each_level_and_no_other(self) -> None:
        assert {path.name for path in FOLDER.iterdir()} == {f"{level}.json" for level in LEVELS}

    def test_there_are_at_least_six_hundred_each_with_an_id_of_its_own(self) -> None:
        ids = Counter(vector["id"] for vector in VECTORS)
        assert len(ids) >= 600
        assert ids.most_common(1)[0][1] == 1

    def test_all_levels_together_stay_small(self) -> None:
        assert sum(len(content.encode()) for content in files().values()) <= 2_600_000

    def test_there_is_one_vector_a_line(self) -> None:
        for level, made in documents().items():
            lines = (FOLDER / f"{level}.json").read_text(encoding="utf-8").splitlines()
            assert [json.loads(line.rstrip(",")) for line in lines[1:-1]] == made

    def test_the_builders_import_nothing_of_our_engine(self) -> None:
        """Else an expectation might come from the code that it is to test."""
        for path in HERE.glob("*.py"):
            if path.name != Path(__file__).name:
                nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
                named = {node.module for node in nodes if isinstance(node, ast.ImportFrom)}
                named |= {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
                assert not {name for name in named if name and name.split(".")[0] == "victims_code"}, path.name
                assert {name for name in named if name and name.startswith("tests")} <= {
                    "tests", *(f"tests.vectors.{each.stem}" for each in HERE.glob("*.py")),
                }, path.name  # fmt: skip


class TestWhatTheyRestOn:
    """Each vector says where the sources say so, and how the answer follows."""

    @pytest.mark.parametrize("level", LEVELS)
    def test_every_vector_has_an_authority_that_exists(self, level: str) -> None:
        books = [load_code(name) for name in ("2015", "2020")]
        known = {key for book in books for key in (*book.sources, *book.disputes)}
        for vector in documents()[level]:
            for cited in vector["authority"].split("; "):
                key = cited.partition(" (")[0]
                is_id = re.fullmatch(r"G(1[0-8]|[1-9])|K[1-9]|E([124-9]|3[ab])", key)
                assert is_id or key in known or cited == "no source seen (unconfirmed)", vector["id"]

    def test_every_id_of_the_facts_that_is_cited_stands_there(self, facts_folder: Path) -> None:
        text = (facts_folder / "README.md").read_text(encoding="utf-8")
        cited = {key for vector in VECTORS for key in re.findall(r"\b(?:G|K|E|D)\d+[ab]?\b", vector["authority"])}
        assert cited <= set(re.findall(r"^\| (\w+) \|", text, re.MULTILINE))

    @pytest.mark.parametrize("level", LEVELS)
    def test_every_vector_has_an_argument(self, level: str) -> None:
        for vector in documents()[level]:
            assert len(vector["argument"].split()) >= 8, vector["id"]

    def test_the_columns_of_the_2020_code_are_those_of_the_facts(self, facts_folder: Path) -> None:
        with (facts_folder / "obligations-2020.csv").open(encoding="utf-8", newline="") as file:
            rows = {row["id"]: row for row in csv.DictReader(file)}
        assert list(facts()["2020"]) == list(rows)
        for rule, typed in facts()["2020"].items():
            row = rows[rule]
            assert {key: str(typed.get(key, "")) for key in COLUMNS - {"disputes"}} == {
                key: row[key] for key in COLUMNS - {"disputes"}
            }
            asks_for_reasons = rule in {"R6.no-investigation", "R6.no-prosecution", "R6.charges-altered"}
            disputes = [*filter(None, row["disputes"].split(";")), *(["D24"] if asks_for_reasons else [])]
            assert typed.get("disputes", []) == list(dict.fromkeys(disputes)), rule
            assert sources(typed["authority"]) == [*filter(None, row["sources"].split(";"))], rule

    @pytest.mark.parametrize("edition", ["2015", "2020"])
    def test_a_rule_cites_the_sources_that_its_vectors_cite(self, edition: EditionName) -> None:
        book = load_code(edition)
        assert {rule.id: list(rule.sources) for rule in book.rules} == {
            rule: sources(typed["authority"]) for rule, typed in facts()[edition].items()
        }

    def test_every_day_worked_out_by_hand_is_the_one_that_a_walk_through_the_calendar_finds(self) -> None:
        for told in situations().values():
            for days, due in told["due"].items():
                assert oracle.add(told["day"], int(days)) == due, told["name"]
        for told in toml(HERE / "calendar.toml")["count"]:
            assert oracle.add(told["day"], told["days"]) == told["due"], told["argument"]
        for told in toml(HERE / "editions.toml")["duty"]:
            start = told.get("received", told["at"])
            for limit, due in zip(told["limits"], (told["standard"], told["enhanced"]), strict=True):
                assert oracle.add(start, int(limit.split()[0])) == due, told["name"]


def sources(authority: str) -> list[str]:
    """Return the sources that an authority names; none for what no source was seen for."""
    return [] if authority.startswith("no source seen") else [each.partition(" (")[0] for each in authority.split("; ")]


class TestWhatTheyCover:
    """Every duty, limit, condition and reading has vectors."""

    def test_every_timed_duty_is_asked_of_each_event_and_standing_at_each_boundary(self) -> None:
        kinds = [told["kind"] for told in toml(HERE / "boundaries.toml")["boundary"]]
        assert len(kinds) >= 12
        wanted = {
            f"deadlines/{duty['rule']}/{trigger}/{standing}/{kind}"
            for duty in toml(GOLDEN / "timed_duties.toml")["duty"]
            for trigger in duty["on"]
            for standing in STANDINGS
            for kind in kinds
        }
        assert wanted <= {vector["id"] for vector in VECTORS}

    def test_each_of_them_is_asked_about_before_on_and_after_its_due_day(self) -> None:
        asked: dict[tuple[str, str, str], set[int]] = {}
        for question in questions():
            asked.setdefault((question.duty["rule"], question.trigger, question.standing), set()).add(question.side)
        assert set(map(frozenset, asked.values())) == {frozenset(SIDES)}

    @pytest.mark.parametrize("edition", ["2015", "2020"])
    def test_every_duty_has_a_vector_of_all_that_an_answer_carries_of_it(self, edition: str) -> None:
        whole = {
            rule
            for vector in VECTORS
            for rule, duty in obligations(vector)
            if set(duty) >= COLUMNS and duty.get("edition", "2020") == edition
        }
        assert whole == set(facts()[edition])

    def test_every_choice_of_every_reading_that_is_no_default_has_vectors(self) -> None:
        wanted = {
            (reading.name, choice.name)
            for reading in law_of().readings.values()
            for choice in reading.choices.values()
            if not choice.is_default
        }
        assert wanted <= {choice for vector in VECTORS for choice in vector["reading"].items()}

    def test_every_status_is_expected_somewhere(self) -> None:
        assert {duty["status"] for vector in VECTORS for _, duty in obligations(vector) if "status" in duty} == {
            "not_started", "pending", "due_today", "overdue", "met", "met_late", "declined", "excused", "lapsed",
            "outstanding", "recorded", "window_open", "window_closed", "undetermined",
        }  # fmt: skip

    def test_another_start_is_accepted_where_the_day_is_no_working_day(self) -> None:
        made = {vector["id"]: vector for vector in documents()["deadlines"]}
        for asked in questions():
            vector = made[f"deadlines/{asked.duty['rule']}/{asked.trigger}/{asked.standing}/{asked.boundary}"]
            assert bool(vector["accepted"]) is not oracle.is_working_day(asked.day)


def test_the_day_after_a_due_day_is_one_day_later() -> None:
    """The sides of a due day are calendar days, whatever the calendar holds there."""
    for question in questions():
        assert question.as_of - question.due == timedelta(days=question.side)
        assert isinstance(question.due, date)


def test_our_engine_passes_every_vector() -> None:
    report = run(load_vectors())
    assert (report.failed, report.accepted) == (0, 0), str(report)
    assert report.passed == len(VECTORS)
