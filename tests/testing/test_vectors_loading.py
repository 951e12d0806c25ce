"""Loading vectors: what is read of a file or of the package, and what is no file of vectors at all."""

from __future__ import annotations

import copy
import json
from datetime import UTC, date, datetime
from pathlib import Path

import jsonschema
import pytest

from tests.testing.vector_files import (
    ARREST,
    CALENDAR,
    LATE,
    LAYER,
    LAYER_WITH_A_DUTY,
    LOCAL,
    SATURDAY,
    SATURDAY_ARREST,
    WEEKEND,
    vectors_file,
    write_vectors,
)
from victims_code.errors import InvalidFact, InvalidInput, VictimsCodeError
from victims_code.interchange import schema
from victims_code.interchange.json_text import LARGEST
from victims_code.testing.vectors import VECTORS_SCHEMA, Accepted, Level, load_vectors, loading

SCHEMA = schema(VECTORS_SCHEMA)

GOOD = {
    "calendar": (CALENDAR, SATURDAY),
    "deadlines": (ARREST, SATURDAY_ARREST),
    "history": (LATE,),
    "layers": (LOCAL,),
}


def holds(document: object) -> bool:
    """Whether another reader of JSON Schema takes a document."""
    draft = jsonschema.Draft202012Validator
    return bool(draft(SCHEMA).is_valid(document))


class TestReading:
    """What a file says is what a vector holds."""

    def test_a_vector_of_a_case_asks_a_question(self, tmp_path: Path) -> None:
        (vector,) = load_vectors(write_vectors(tmp_path, "history", LATE))
        assert (vector.id, vector.level, vector.rule) == (LATE["id"], Level.HISTORY, "R6.arrest")
        assert repr(vector) == "<Vector history/recorded-late>"
        question = vector.question
        assert (question.as_of, question.known_at) == (date(2026, 4, 13), date(2026, 4, 7))
        assert [event.id for event in question.case.events] == ["e1"]

    def test_a_vector_of_the_calendar_asks_for_a_day(self, tmp_path: Path) -> None:
        (vector,) = load_vectors(write_vectors(tmp_path, "calendar", CALENDAR))
        assert vector.counting == (date(2026, 5, 1), 5)
        assert vector.as_of is None

    def test_each_kind_refuses_to_be_asked_as_the_other(self, tmp_path: Path) -> None:
        (day,) = load_vectors(write_vectors(tmp_path, "calendar", CALENDAR))
        (case,) = load_vectors(write_vectors(tmp_path, "deadlines", ARREST))
        with pytest.raises(InvalidFact, match="asks for a day and has no case"):
            _ = day.question
        with pytest.raises(InvalidFact, match="asks about a case and not for a day"):
            _ = case.counting

    def test_readings_layers_and_times_reach_the_question(self, tmp_path: Path) -> None:
        entry = {**LOCAL, "reading": WEEKEND, "known_at": "2026-06-01T12:30:00Z"}
        (vector,) = load_vectors(write_vectors(tmp_path, "layers", entry))
        question = vector.question
        assert question.readings == WEEKEND
        assert [layer.text for layer in question.layers] == [LAYER]
        assert question.known_at == datetime(2026, 6, 1, 12, 30, tzinfo=UTC)

    def test_an_event_that_a_layer_declares_may_stand_among_the_facts(self, tmp_path: Path) -> None:
        entry = copy.deepcopy(dict(LOCAL))
        entry["layers"] = [LAYER_WITH_A_DUTY]
        entry["facts"]["events"].append({"id": "e2", "type": "welfare_call_made", "at": "2026-06-01"})
        entry["expected"] = {"absent": ["V1/example.welfare-call/e2"]}
        (vector,) = load_vectors(write_vectors(tmp_path, "layers", entry))
        assert [event.id for event in vector.question.case.events] == ["e2", "e1"]

    def test_other_answers_are_kept_with_their_reading(self, tmp_path: Path) -> None:
        (vector,) = load_vectors(write_vectors(tmp_path, "calendar", SATURDAY))
        assert vector.accepted == (Accepted(WEEKEND, {"due_by": "2026-06-09"}),)

    @pytest.mark.parametrize("level", GOOD)
    def test_what_is_read_holds_to_the_published_schema(self, level: str) -> None:
        assert holds(vectors_file(level, *GOOD[level]))


class TestLevels:
    """Which vectors are loaded."""

    @pytest.fixture
    def _packaged(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def text(*path: str) -> str:
            level = path[-1].removesuffix(".json")
            entries = GOOD.get(level, ({**LATE, "id": f"{level}/recorded-late"},))
            return json.dumps(vectors_file(level, *entries))

        monkeypatch.setattr(loading, "packaged_text", text)

    @pytest.mark.usefixtures("_packaged")
    def test_all_levels_of_the_package_come_in_their_order(self) -> None:
        levels = [vector.level for vector in load_vectors()]
        assert list(dict.fromkeys(levels)) == list(Level)
        assert sorted(levels, key=list(Level).index) == levels

    @pytest.mark.usefixtures("_packaged")
    @pytest.mark.parametrize("levels", [["history", "calendar"], [Level.CALENDAR, Level.HISTORY]])
    def test_some_levels_come_in_their_order_too(self, levels: list[str]) -> None:
        assert [v.id for v in load_vectors(levels=levels)] == [CALENDAR["id"], SATURDAY["id"], LATE["id"]]

    @pytest.mark.usefixtures("_packaged")
    def test_one_level_may_be_given_as_it_is(self) -> None:
        assert [vector.id for vector in load_vectors(levels="history")] == [LATE["id"]]

    def test_an_unknown_level_is_refused_with_the_nearest(self) -> None:
        with pytest.raises(InvalidFact, match="unknown level 'deadline'; did you mean 'deadlines'"):
            load_vectors(levels=["deadline"])

    def test_a_file_without_the_level_asked_for_is_refused(self, tmp_path: Path) -> None:
        path = write_vectors(tmp_path, "history", LATE)
        with pytest.raises(InvalidInput, match="holds no vector of the level calendar or deadlines"):
            load_vectors(path, levels=["deadlines", "calendar"])

    def test_a_package_without_its_vectors_says_so(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(loading, "DATA", ("testing", "vectors", "data", "none"))
        with pytest.raises(VictimsCodeError, match=r"the package has no file .*/calendar\.json"):
            load_vectors(levels=["calendar"])

    def test_an_id_that_two_files_give_is_refused(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def text(*path: str) -> str:
            return json.dumps(vectors_file(path[-1].removesuffix(".json"), LATE))

        monkeypatch.setattr(loading, "packaged_text", text)
        with pytest.raises(InvalidInput) as caught:
            load_vectors(levels=["history", "unknowns"])
        assert [str(problem).partition(";")[0] for problem in caught.value.problems] == [
            f"unknowns.json: {LATE['id']}: id: begins with another level than 'unknowns', which the file is of",
            f"unknowns.json: {LATE['id']}: id: is given twice, first in history.json",
        ]


#: What is no file of vectors at all, and a word of what is told, in one line.
NO_FILES: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "empty"),
    "no JSON": (b"{", "not JSON"),
    "not UTF-8": (b"\xff", "not UTF-8"),
    "a list": (b"[]", "a file of vectors is one JSON object that names its schema"),
    "no schema": (b"{}", "schema: a file of vectors is one JSON object that names its schema"),
    "a case": (b'{"schema": "victims-code/case/1"}', "write 'victims-code/vectors/1'"),
    "a later version": (b'{"schema": "victims-code/vectors/2"}', "write 'victims-code/vectors/1'"),
    "a key twice": (b'{"schema": "a", "schema": "b"}', "schema: is given twice"),
    "too deep": (b"[" * 100, "nested deeper than 32"),
    "far too deep": (b"[" * 1_000_000, "nested deeper than 32"),
    "too large": (b" " * (LARGEST + 1), "larger than 16 MiB"),
}


class TestFiles:
    """What cannot be read is refused, within bounds."""

    @pytest.mark.parametrize("what", NO_FILES)
    def test_what_is_no_file_of_vectors_is_refused_in_one_line(self, what: str, tmp_path: Path) -> None:
        data, words = NO_FILES[what]
        path = tmp_path / "broken.json"
        path.write_bytes(data)
        with pytest.raises(InvalidInput) as caught:
            load_vectors(path)
        (problem,) = caught.value.problems
        assert words in str(problem)
        assert str(problem).startswith(f"{path}: ")

    @pytest.mark.parametrize("name", ["missing.json", ".", "nul\0"])
    def test_what_is_no_file_is_refused_in_one_line(self, name: str, tmp_path: Path) -> None:
        with pytest.raises(InvalidInput) as caught:
            load_vectors(tmp_path / name)
        assert len(caught.value.problems) == 1

    @pytest.mark.parametrize("value", [[], {}, 7, None, "x"])
    def test_what_stands_for_the_level_or_the_vectors_may_be_anything(self, value: object, tmp_path: Path) -> None:
        for key in ("level", "vectors"):
            document = {**vectors_file("deadlines", ARREST), key: value}
            assert not holds(document)
            path = tmp_path / "broken.json"
            path.write_text(json.dumps(document), encoding="utf-8")
            with pytest.raises(InvalidInput, match=f": {key}: "):
                load_vectors(path)
