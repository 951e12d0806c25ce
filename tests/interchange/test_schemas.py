"""The published JSON Schemas: valid, in step with the code, and of one mind with the reader."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from attrs import fields
from hypothesis import given, settings

from tests.assessment.strategies import cases, days
from tests.bad_input.test_case_files import FAULTS
from tests.cli.running import ARREST, EXAMPLES, PLAIN, case_with
from tests.interchange.test_answer_keys import KEYS, OBLIGATION_KEYS
from victims_code import (
    Case,
    Event,
    Evidence,
    InvalidFact,
    InvalidInput,
    Jurisdiction,
    Kind,
    OffenceCategory,
    Role,
    Severity,
    Status,
    Truth,
    Victim,
    assess,
    load_code,
    readings,
)  # fmt: skip
from victims_code.dates import parse_when
from victims_code.explanation.traces import STEPS
from victims_code.interchange import (
    assessment_document,
    case_document,
    case_of,
    explanation_document,
    read_json,
    readings_document,
    schema,
    schema_names,
    write_json,
)  # fmt: skip
from victims_code.victims import checked_reference
from victims_code.vocabulary import code_vocabulary

CASE, ASSESSMENT, EXPLANATION, READINGS = (
    schema(f"victims-code/{name}/1") for name in ("case", "assessment", "explanation", "readings")
)


def validator(of: dict[str, Any]) -> Any:  # noqa: ANN401 - the validators' package publishes no types
    return jsonschema.Draft202012Validator(of)


def accepts(of: dict[str, Any], document: object) -> bool:
    """Whether a document, as it is once written as JSON, holds to a schema."""
    return bool(validator(of).is_valid(json.loads(json.dumps(document))))


def part(of: dict[str, Any], name: str) -> dict[str, Any]:
    """One definition of a schema, with the others beside it."""
    return {"$ref": f"#/$defs/{name}", "$defs": of["$defs"]}


class TestForm:
    """Each schema is valid by the rules of 2020-12 and is found by the name that its documents carry."""

    @pytest.mark.parametrize("name", schema_names())
    def test_it_is_a_valid_schema(self, name: str) -> None:
        jsonschema.Draft202012Validator.check_schema(schema(name))
        assert schema(name)["$schema"] == "https://json-schema.org/draft/2020-12/schema"

    @pytest.mark.parametrize("name", schema_names())
    def test_its_documents_carry_its_name(self, name: str) -> None:
        assert schema(name)["properties"]["schema"]["const"] == name

    def test_an_unknown_name_is_refused_with_the_nearest(self) -> None:
        with pytest.raises(InvalidFact, match="did you mean 'victims-code/case/1'"):
            schema("victims-code/case/2")

    def test_a_caller_who_changes_one_changes_no_other(self) -> None:
        schema("victims-code/case/1").clear()
        assert schema("victims-code/case/1") == CASE

    @pytest.mark.parametrize("name", schema_names())
    def test_no_object_with_known_keys_takes_others(self, name: str) -> None:
        closed = [each for each in _objects(schema(name)) if "properties" in each]
        assert closed
        assert all(each["additionalProperties"] is False for each in closed)


def _objects(value: object) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        if value.get("type") == "object":
            yield value
        for key, item in value.items():
            if key not in ("if", "then", "else"):  # these only say more of an object that is closed already
                yield from _objects(item)
    elif isinstance(value, list):
        for item in value:
            yield from _objects(item)


class TestAgreement:
    """What the schemas list is what the code knows."""

    def test_every_type_of_event(self) -> None:
        assert CASE["$defs"]["event"]["properties"]["type"]["enum"] == list(code_vocabulary())

    def test_every_role_offence_category_and_jurisdiction(self) -> None:
        victim = CASE["$defs"]["victim"]["properties"]
        assert victim["role"]["enum"] == [*Role, None]
        assert victim["offence_categories"]["anyOf"][0]["items"]["enum"] == list(OffenceCategory)
        assert CASE["properties"]["jurisdiction"]["enum"] == [*Jurisdiction, None]

    def test_every_status_kind_verdict_and_grade(self) -> None:
        obligation = ASSESSMENT["$defs"]["obligation"]["properties"]
        assert obligation["status"]["enum"] == list(Status)
        assert obligation["kind"]["enum"] == list(Kind)
        assert obligation["breach"]["enum"] == [truth.value for truth in Truth]
        assert obligation["evidence"]["enum"] == list(Evidence)

    def test_the_rest(self) -> None:
        assert ASSESSMENT["properties"]["in_breach"]["enum"] == [truth.value for truth in Truth]
        finding = ASSESSMENT["properties"]["findings"]["items"]["properties"]
        assert finding["severity"]["enum"] == list(Severity)
        step = EXPLANATION["$defs"]["explained_obligation"]["properties"]["trace"]["items"]["properties"]
        assert step["step"]["enum"] == list(STEPS)
        assert step["evidence"]["enum"] == [*Evidence, None]

    def test_the_keys_that_may_be_given(self) -> None:
        assert list(CASE["properties"]) == ["schema", "case", "jurisdiction", "victims", "events"]
        assert list(CASE["$defs"]["victim"]["properties"]) == [each.name for each in fields(Victim)]
        given_keys = [each.name for each in fields(Event) if each.init and each.name != "vocabulary"]
        assert list(CASE["$defs"]["event"]["properties"]) == given_keys

    def test_the_keys_that_are_written(self) -> None:
        assert ASSESSMENT["required"] == list(ASSESSMENT["properties"]) == KEYS
        obligation = ASSESSMENT["$defs"]["obligation"]
        assert obligation["required"] == list(obligation["properties"]) == OBLIGATION_KEYS
        explained = EXPLANATION["$defs"]["explained_obligation"]
        assert explained["required"] == list(explained["properties"]) == [*OBLIGATION_KEYS, "trace"]
        assert {**obligation["properties"], "trace": explained["properties"]["trace"]} == explained["properties"]
        assert EXPLANATION["required"] == list(EXPLANATION["properties"])


TIMES = (
    "2026-05-01", "2026-5-1", "20260501", "2026-05-01 ", " 2026-05-01", "2026-05-01\n", "2026-13-01", "2026-00-10",
    "2026-05-32", "2026-05-00", "1899-12-31", "1900-01-01", "2100-12-31", "2101-01-01", "0001-01-01", "12026-05-01",
    "2026-W18-5", "2026-121", "2026-05", "2026", "", "today", "01/05/2026",
    "\uff12\uff10\uff12\uff16-05-01", "\u0662\u0660\u0662\u0666-05-01",
    "2026-05-01T10:00Z", "2026-05-01T10:00:00Z", "2026-05-01T10:00:00.5Z", "2026-05-01T10:00:00.123456+01:00",
    "2026-05-01T10:00:00.Z", "2026-05-01T10Z",
    "2026-05-01T10:00:00", "2026-05-01T10:00", "2026-05-01t10:00:00Z", "2026-05-01T10:00:00z",
    "2026-05-01T24:00:00Z", "2026-05-01T23:59:59Z", "2026-05-01T23:60:00Z", "2026-05-01T23:59:60Z",
    "2026-05-01T10:00:00+24:00", "2026-05-01T10:00:00+23:59",
    "2026-05-01T10:00:00-00:00", "2026-05-01T10:00:00+01:00:30",
    "2026-05-01T10:00:00+01:00[Europe/London]", "2026-05-01T10:00:00Z\n", "2026-05-01T", "T10:00:00Z",
)  # fmt: skip


@pytest.mark.parametrize("text", TIMES)
def test_the_pattern_of_a_time_agrees_with_the_reader(text: str) -> None:
    try:
        parse_when(text, "at")
    except InvalidFact:
        is_read = False
    else:
        is_read = True
    assert accepts(part(CASE, "when"), text) is is_read


#: The forms of a date-time that the contract names, beside those above.
FORMS = (
    "2026-05-01 10:00:00Z", "2026-05-01 10:00+01:00", "2026-05-01T10:00:00+01", "2026-05-01T10:00:00+0100",
    "2026-05-01T10:00:00.1234567Z", "2026-05-01T10:00:00.123456789+01:00", "2026-05-01T10:00:00,5Z",
)  # fmt: skip


@pytest.mark.parametrize("text", FORMS)
def test_every_form_of_a_time_that_the_contract_names_is_valid_and_none_without_its_offset(text: str) -> None:
    assert accepts(part(CASE, "when"), text)
    assert not accepts(part(CASE, "when"), re.sub(r"(Z|[+]01.*)$", "", text))


@pytest.mark.parametrize("year", [1900, 1904, 1999, 2000, 2024, 2026, 2096, 2100])
def test_the_pattern_of_a_day_takes_the_days_of_the_calendar_and_no_other(year: int) -> None:
    pattern = re.compile(CASE["$defs"]["date"]["pattern"])
    texts = [f"{year}-{month:02}-{day:02}" for month in range(14) for day in range(33)]
    assert [text for text in texts if pattern.search(text)] == [text for text in texts if _is_day(text)]


def _is_day(text: str) -> bool:
    try:
        return bool(date.fromisoformat(text))
    except ValueError:
        return False


REFERENCES = (
    "V1", "20WM/01234/26", "a b", " a", "é", "名前", "e\u0301", "😀", "x" * 200, "😀" * 200, "x" * 201, "", " ", "   ",
    "a\n", "\n", "a\tb", "a\0", "\x1b[2J", "\x7f", "\x85", "\xa0", "a\xa0b", "a\xadb", "a\u200bb", "a\u2028b",
    "a\u202eb", "\u3000", "\ufeffa",
)  # fmt: skip


@pytest.mark.parametrize("text", REFERENCES)
def test_the_pattern_of_a_reference_agrees_with_the_reader(text: str) -> None:
    try:
        checked_reference(text, "id")
    except InvalidFact:
        is_read = False
    else:
        is_read = True
    assert accepts(part(CASE, "reference"), text) is is_read


class TestDocuments:
    """What is read and what is written holds to the schemas."""

    @pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.json")), ids=lambda path: path.stem)
    def test_every_example_and_the_answers_to_it(self, path: Path) -> None:
        document = read_json(path.read_bytes())
        assert accepts(CASE, document)
        case = case_of(document)
        assert accepts(CASE, case_document(case))
        for event in case.events[:: max(1, len(case.events) // 4)]:
            for book in (None, load_code()):
                answer = assess(case, as_of=event.date, rulebook=book)
                validator(ASSESSMENT).validate(json.loads(write_json(assessment_document(answer))))
                validator(EXPLANATION).validate(json.loads(write_json(explanation_document(answer, answer))))

    @pytest.mark.parametrize("name", ["child-victim", "half-the-facts-missing", "two-victims-two-arrests"])
    def test_the_answer_under_every_reading(self, name: str) -> None:
        case = case_of(read_json((EXAMPLES / f"{name}.json").read_bytes()))
        document = readings_document(readings(case, as_of=date(2026, 9, 3)))
        validator(READINGS).validate(json.loads(write_json(document)))
        for key in document:
            less = {each: value for each, value in document.items() if each != key}
            assert not accepts(READINGS, less), key

    @given(cases(), days)
    @settings(max_examples=25)
    def test_any_case_and_its_answer(self, case: Case, as_of: date) -> None:
        assert accepts(CASE, case_document(case))
        answer = assess(case, as_of=as_of)
        assert accepts(ASSESSMENT, assessment_document(answer))
        assert accepts(EXPLANATION, explanation_document(answer, answer))


#: What a schema cannot say, or what it leaves to the reader since it may be declared elsewhere.
BEYOND_A_SCHEMA = {
    "victim's id twice", "about nothing known", "about a mistyped type", "same id on another event",
    "receipt before occurrence", "days a text", "days nought", "months below nought",
    "months without end", "yes or no a text", "text a number", "detail's time in words",
    "detail's time without an offset", "void of nothing", "void of an event elsewhere", "correction of nothing",
    "correction without fields", "correction of the type", "correction to no time",
    "correction of the time to unknown", "correction to nobody", "correction about nothing",
    "correction that receives before it happens",
}  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS)
def test_the_schema_refuses_what_the_reader_refuses_unless_a_schema_cannot_say_it(fault: str) -> None:
    document, *_ = FAULTS[fault]
    with pytest.raises(InvalidInput):
        case_of(document)
    assert accepts(CASE, document) is (fault in BEYOND_A_SCHEMA)


def test_a_document_is_refused_for_each_key_that_is_left_out() -> None:
    answer = assess(case_of(case_with(ARREST, victims=[PLAIN])), as_of=date(2026, 5, 14))
    whole = json.loads(write_json(assessment_document(answer)))
    for key in whole:
        less = {name: value for name, value in whole.items() if name != key}
        assert not accepts(ASSESSMENT, less), key
    for key in whole["obligations"][0]:
        less = copy.deepcopy(whole)
        del less["obligations"][0][key]
        assert not accepts(ASSESSMENT, less), key
