"""Faults of vectors: every one of a broken file is told, with the file, the vector and the key."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from tests.testing.vector_files import (
    ARREST,
    CALENDAR,
    LATE,
    LAYER,
    LAYER_WITH_A_DUTY,
    SATURDAY_ARREST,
    WEEKEND,
    vectors_file,
    write_vectors,
)
from victims_code.errors import InvalidInput
from victims_code.interchange import schema
from victims_code.testing.vectors import VECTORS_SCHEMA, load_vectors

SCHEMA = schema(VECTORS_SCHEMA)


def holds(document: object) -> bool:
    """Whether another reader of JSON Schema takes a document."""
    draft = jsonschema.Draft202012Validator
    return bool(draft(SCHEMA).is_valid(document))


def told(folder: Path, document: object) -> list[str]:
    """Load a document that has faults, and return what is told of them, without the name of the file."""
    path = folder / "broken.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    with pytest.raises(InvalidInput) as caught:
        load_vectors(path)
    assert all(problem.source == str(path) for problem in caught.value.problems)
    return [str(problem).removeprefix(f"{path}: ") for problem in caught.value.problems]


Change = Callable[[dict[str, Any]], object]


def _set(path: str, value: object) -> Change:
    """Return a change that puts a value at a path of keys."""

    def change(vector: dict[str, Any]) -> None:
        *parents, last = path.split(" ")
        found: Any = vector
        for key in parents:
            found = found[int(key) if isinstance(found, list) else key]
        found[int(last) if isinstance(found, list) else last] = value

    return change


def _drop(key: str) -> Change:
    return lambda vector: vector.pop(key)


DUTY = "expected obligations V1/R6.arrest/e1"

#: What is wrong with the vector of an arrest, and what is told of it; all of it a schema can say.
SHAPES: dict[str, tuple[Change, str]] = {
    "no id": (_drop("id"), "vectors[0]: id: is missing; stable for ever"),
    "an id of a number": (_set("id", 7), "vectors[0]: id: text is needed"),
    "an id of no level": (_set("id", "dead/x"), "dead/x: id: not written as it must be"),
    "an id that is too long": (_set("id", "deadlines/" + "x" * 200), "vectors[0]: id: too long"),
    "an id of two lines": (_set("id", "deadlines/x\n"), "vectors[0]: id: not written as it must be"),
    "an unknown key": (_set("argumnt", "x"), "argumnt: unknown key; did you mean 'argument'?"),
    "no argument": (_drop("argument"), "argument: is missing; how the answer follows from the sources, by hand"),
    "a blank argument": (_set("argument", " "), "argument: not written as it must be; a text of one line"),
    "an argument of two lines": (_set("argument", "a\nb"), "argument: not written as it must be"),
    "no authority": (_set("authority", None), "authority: text is needed"),
    "a rule of a number": (_set("rule", 6), "rule: text or null is needed; the rule that it is about"),
    "a boundary of a number": (_set("boundary", 6), "boundary: text is needed, or null"),
    "a reading of a list": (_set("reading", []), "reading: an object is needed; the choices taken"),
    "a choice of a number": (_set("reading", {"weekend_start": 0}), "reading.weekend_start: text is needed"),
    "facts of a list": (_set("facts", []), "facts: an object is needed; a case file"),
    "no day": (_set("as_of", None), "as_of: text is needed; a London date"),
    "a day in words": (_set("as_of", "today"), "as_of: not written as it must be; a London date"),
    "a day that is none": (_set("as_of", "2026-02-30"), "as_of: not written as it must be; a London date"),
    "known at no such day": (_set("known_at", "2026-02-30"), "known_at: not written as it must be"),
    "known at no time": (_set("known_at", "noon"), "known_at: not written as it must be"),
    "a layer of a table": (_set("layers", [{}]), "layers[0]: text is needed"),
    "nothing expected": (_set("expected", {}), "expected: is empty; what an answer must say"),
    "an unknown expectation": (_set("expected due_by", "2026-04-13"), "expected.due_by: unknown key"),
    "an unknown verdict": (_set("expected in_breach", "maybe"), "expected.in_breach: not one of the known words; use"),
    "no obligations": (_set("expected obligations", {}), "expected.obligations: is empty"),
    "an obligation of nothing": (_set(DUTY, {}), "expected.obligations.V1/R6.arrest/e1: is empty"),
    "an unknown key of an obligation": (_set(f"{DUTY} due", "x"), "e1.due: unknown key; did you mean 'due_by'?"),
    "the words of an obligation": (_set(f"{DUTY} why", "x"), "e1.why: unknown key"),
    "an unknown status": (_set(f"{DUTY} status", "late"), "e1.status: not one of the known words"),
    "a due date of a number": (_set(f"{DUTY} due_by", 5), "e1.due_by: text is needed, or null"),
    "a due date that is none": (_set(f"{DUTY} due_by", "2026-02-30"), "e1.due_by: not written as it must be"),
    "a Right below the first": (_set(f"{DUTY} right", 0), "e1.right: out of range"),
    "a Right that is true": (_set(f"{DUTY} right", True), "e1.right: a whole number is needed"),
    "yes in words": (_set(f"{DUTY} enhanced", "yes"), "e1.enhanced: true or false or null is needed"),
    "none absent": (_set("expected absent", []), "expected.absent: is empty"),
    "Enhanced Rights in words": (_set("expected enhanced_rights V1 because", ["x"]), "V1.because: unknown key"),
    "a finding without a code": (_set("expected findings", [{}]), "expected.findings[0].code: is missing"),
    "other answers of an object": (_set("accepted", {}), "accepted: a list is needed"),
    "an answer of no reading": (
        _set("accepted", [{"reading": {}, "expected": {"in_breach": "no"}}]),
        "accepted[0].reading: is empty; the choices that give this answer",
    ),
    "an answer without a reading": (_set("accepted", [{"expected": {"in_breach": "no"}}]), "reading: is missing"),
}

#: What is wrong beyond what a schema can say.
BEYOND: dict[str, tuple[Change, str]] = {
    "another level's id": (_set("id", "meeting/x"), "id: begins with another level than 'deadlines'"),
    "an unknown reading": (
        _set("reading", {"weekend": "x"}),
        "reading: unknown reading 'weekend'; did you mean 'weekend_start'?",
    ),
    "an unknown choice": (_set("reading", {"weekend_start": "x"}), "reading: 'weekend_start' has no choice 'x'"),
    "an unknown reading among other answers": (
        _set("accepted", [{"reading": {"weekend": "x"}, "expected": {**ARREST["expected"], "in_breach": "yes"}}]),
        "accepted[0].reading: unknown reading 'weekend'",
    ),
    "facts that are no case": (_set("facts", {}), "facts.case: is missing"),
    "an event of no type": (
        _set("facts events 0 type", "suspect_arested"),
        "facts.events[0].type: unknown event type 'suspect_arested'; did you mean 'suspect_arrested'?",
    ),
    "facts of another schema": (_set("facts schema", "victims-code/case/9"), "facts.schema: made by a later version"),
    "a layer that is no TOML": (_set("layers", ["name ="]), "layers[0]"),
    "a layer that loosens": (
        _set("layers", [LAYER.replace("R2.record-crime", "R6.arrest").replace("24 hours", "9 years")]),
        "would loosen",
    ),
    "a layer too deep": (_set("layers", ["a = [" + "[\n" * 9_000]), "layers[0]: nested too deeply"),
    "two layers of one duty": (
        _set("layers", [LAYER_WITH_A_DUTY] * 2),
        "layers: 'example.welfare-call' is a local duty of more than one",
    ),
    "a mistyped rule of an absent duty": (
        _set("expected absent", ["V1/R6.chrage/e1"]),
        "expected.absent: 'V1/R6.chrage/e1' is no obligation that can arise",
    ),
    "a duty to another victim": (_set("expected absent", ["V2/R6.charge/e1"]), "is no obligation that can arise"),
    "a duty of another event": (_set("expected absent", ["V1/R6.charge/e9"]), "is no obligation that can arise"),
    "no duty at all": (_set("expected next_due", "V1"), "expected.next_due: 'V1' is no obligation that can arise"),
    "a duty both ways": (
        _set("expected absent", ["V1/R6.arrest/e1"]),
        "expected.absent: 'V1/R6.arrest/e1' is expected too; list it once",
    ),
    "Enhanced Rights of another": (
        _set("expected enhanced_rights", {"V2": {"entitled": True}}),
        "expected.enhanced_rights: 'V2' is no victim of the case; use one of V1",
    ),
    "an unknown finding": (
        _set("expected findings 0 code", "contact_before_events"),
        "expected.findings[0].code: 'contact_before_events' is not known; did you mean 'contact_before_event'?",
    ),
    "a finding about another event": (_set("expected findings 0 event", "e9"), "findings[0].event: 'e9' is not known"),
    "a finding about another victim": (_set("expected findings 0 victim", "V9"), "victim: 'V9' is not known"),
    "a finding about another rule": (_set("expected findings 0 rule", "R6.x"), "rule: 'R6.x' is not known"),
    "an unknown finding not to be made": (_set("expected no_findings", ["x"]), "no_findings.code: 'x' is not known"),
    "another answer that is the same": (
        _set("accepted", [{"reading": WEEKEND, "expected": ARREST["expected"]}]),
        "accepted[0].expected: the same as what is expected; leave it out",
    ),
}


def broken(change: Change) -> dict[str, Any]:
    """Return a file whose one vector has a fault."""
    document = vectors_file("deadlines", ARREST)
    change(document["vectors"][0])
    return document


class TestFaults:
    """Each fault is told; and another reader of the schema takes a file exactly where a schema cannot say the fault."""

    @pytest.mark.parametrize("what", SHAPES)
    def test_a_wrong_shape_is_told_and_the_schema_refuses_it(self, what: str, tmp_path: Path) -> None:
        change, words = SHAPES[what]
        document = broken(change)
        lines = told(tmp_path, document)
        assert any(words in line for line in lines), lines
        assert not holds(document)

    @pytest.mark.parametrize("what", BEYOND)
    def test_what_does_not_hold_together_is_told(self, what: str, tmp_path: Path) -> None:
        change, words = BEYOND[what]
        document = broken(change)
        lines = told(tmp_path, document)
        assert any(words in line for line in lines), lines
        assert holds(document)

    def test_all_faults_are_told_at_once_each_with_its_vector(self, tmp_path: Path) -> None:
        document = vectors_file("deadlines", ARREST, SATURDAY_ARREST, {})
        document["vectors"].append("a text")
        document["vectors"][0]["argument"] = ""
        document["vectors"][1]["facts"]["events"][0]["type"] = "arrest"
        document["abuot"] = document.pop("about")
        document["vectors"][1]["expected"]["absent"] = []
        assert [line.partition("; ")[0] for line in told(tmp_path, document)] == [
            "about: is missing",
            "abuot: unknown key",
            f"{ARREST['id']}: argument: not written as it must be",
            f"{SATURDAY_ARREST['id']}: expected.absent: is empty",
            *(f"vectors[2]: {key}: is missing" for key in ARREST),
            "vectors[3]: an object is needed",
        ]

    def test_an_id_given_twice_is_told(self, tmp_path: Path) -> None:
        (line,) = told(tmp_path, vectors_file("history", LATE, {**LATE, "argument": "Another."}))
        assert line.startswith(f"{LATE['id']}: id: is given twice, first in {tmp_path / 'broken.json'}")

    def test_no_more_faults_are_told_than_a_person_reads(self, tmp_path: Path) -> None:
        assert len(told(tmp_path, vectors_file("deadlines", *[{}] * 100))) == 101

    def test_a_vector_of_the_calendar_has_a_form_of_its_own(self, tmp_path: Path) -> None:
        document = vectors_file("calendar", ARREST)
        document["vectors"][0]["id"] = "calendar/x"
        document["vectors"][0]["layers"] = [LAYER]
        document["vectors"][0]["reading"] = WEEKEND
        lines = "\n".join(told(tmp_path, document))
        assert not holds(document)
        for words in (
            "rule: null is needed; a day belongs to no rule",
            "as_of: null is needed",
            "layers: nothing may stand here; no local standard moves a Working Day",
            "reading: nothing may stand here; a day is counted by the default reading",
            "facts.day: is missing; the London date to count from",
            "facts.working_days: is missing; a number of Working Days, from 0",
            "facts.case: unknown key",
            "expected.due_by: is missing",
            "expected.in_breach: unknown key",
        ):
            assert words in lines

    def test_days_run_forward_only(self, tmp_path: Path) -> None:
        (line,) = told(
            tmp_path, vectors_file("calendar", {**CALENDAR, "facts": {"day": "2026-05-01", "working_days": -1}})
        )
        assert line.startswith(f"{CALENDAR['id']}: facts.working_days: out of range; a number of Working Days, from 0")


#: What another answer must not leave unsaid, where the one expected says all that `ARREST` expects.
ANOTHER = {**copy.deepcopy(ARREST["expected"]), "in_breach": "yes"}
UNSAID: dict[str, tuple[Change, str]] = {
    "a key": (_drop("next_due"), "next_due"),
    "an obligation": (_drop("obligations"), "due_by of V1/R6.arrest/e1"),
    "a key of an obligation": (_set("obligations V1/R6.arrest/e1", {"due_by": "2026-04-14"}), "status of V1/R6.arrest"),
    "an absent obligation": (_drop("absent"), "V1/R6.charge/e1"),
    "Enhanced Rights": (_set("enhanced_rights V1", {"entitled": True}), "categories of V1"),
    "a finding": (_drop("findings"), "the finding contact_names_nothing"),
    "a finding not to be made": (_drop("no_findings"), "the finding contact_before_event"),
}


class TestOtherAnswers:
    """Another answer says as much as the one expected: one that said less would let a wrong answer be accepted."""

    @pytest.mark.parametrize("what", UNSAID)
    def test_what_it_leaves_unsaid_is_told(self, what: str, tmp_path: Path) -> None:
        change, words = UNSAID[what]
        answer = copy.deepcopy(ANOTHER)
        change(answer)
        entry = {**ARREST, "accepted": [{"reading": WEEKEND, "expected": answer}]}
        lines = told(tmp_path, vectors_file("deadlines", entry))
        assert any(f"accepted[0].expected: says nothing of {words}" in line for line in lines), lines

    def test_an_obligation_may_arise_under_one_reading_alone(self, tmp_path: Path) -> None:
        gone = copy.deepcopy(ANOTHER)
        gone["absent"] += list(gone.pop("obligations"))
        there = copy.deepcopy(ANOTHER)
        there["obligations"]["V1/R6.charge/e1"] = {"due_by": "2026-04-13"}
        del there["absent"]
        answers = [{"reading": WEEKEND, "expected": answer} for answer in (gone, there)]
        (vector,) = load_vectors(write_vectors(tmp_path, "deadlines", {**ARREST, "accepted": answers}))
        assert [other.expected for other in vector.accepted] == [gone, there]

    def test_what_must_not_be_found_may_be_found_under_another_reading(self, tmp_path: Path) -> None:
        answer = copy.deepcopy(ANOTHER)
        answer["findings"] = [{"code": "contact_before_event"}]
        answer["no_findings"] = ["contact_names_nothing"]
        entry = {**ARREST, "accepted": [{"reading": WEEKEND, "expected": answer}]}
        assert load_vectors(write_vectors(tmp_path, "deadlines", entry))
