"""Documents for the published schemas, good and faulty, each with the verdict of Python's ``jsonschema``.

The verdicts are what another validator must come to: the tests ask one in Rust, and `tests.interchange.ajv` one in
JavaScript.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import Any, Final

import jsonschema
from attrs import frozen

from tests.bad_input.test_case_files import FAULTS
from tests.cli.running import ARREST, EXAMPLES, PLAIN, case_with
from tests.testing.vector_files import ARREST as ARREST_VECTOR
from tests.testing.vector_files import SATURDAY, vectors_file
from victims_code import assess, make_receipt, readings
from victims_code.interchange import (
    assessment_document,
    case_of,
    explanation_document,
    read_json,
    readings_document,
    schema,
    schema_names,
    write_json,
)
from victims_code.prompts.documents import prompts_document
from victims_code.prompts.making import prompts_of
from victims_code.testing.vectors import VECTORS_SCHEMA

#: What may stand in the place of any value.
ANYTHING: Final[tuple[Any, ...]] = (
    None, True, 0, -1, 1.5, 28.0, "", "x", " ", "2026-02-30", "2026-05-01\n", "2026-05-01T10:00:00", [], {}, ["x"],
    {"x": 1},
)  # fmt: skip

#: As many faulty documents of one schema as are tried.
MOST: Final = 400


@frozen
class Sample:
    """A document, the schema that it is held against, and whether it holds to it."""

    name: str
    document: Any
    is_valid: bool


def samples() -> Iterator[Sample]:
    """Walk every sample: the example cases with their answers, and faults planted in every place of a small one."""
    for name in schema_names():
        check = jsonschema.Draft202012Validator(schema(name))
        for document in _plain(_documents(name)):
            yield Sample(name, document, bool(check.is_valid(document)))


def _plain(documents: Iterator[object]) -> Iterator[Any]:
    """Walk documents as they are once written as JSON."""
    for document in documents:
        yield json.loads(write_json(document))


def _documents(name: str) -> Iterator[object]:
    yield from _good(name)
    if name == "victims-code/case/1":
        yield from (document for document, *_ in FAULTS.values())
    small = next(_small(name))
    faulty = list(variants(json.loads(write_json(small))))
    yield from faulty[:: 1 + len(faulty) // MOST]


def _good(name: str) -> Iterator[object]:
    """Walk the documents of a schema that the library reads or writes."""
    yield from _small(name)
    if name == VECTORS_SCHEMA:
        return
    for path in sorted(EXAMPLES.glob("*.json")):
        document = read_json(path.read_bytes())
        last = max(event.date for event in case_of(document).events)
        if name != "victims-code/readings/1" or path.stem == "child-victim":
            yield _answered(name, document, last)


def _small(name: str) -> Iterator[object]:
    """Walk small documents of a schema, in which every fault can be planted."""
    if name == VECTORS_SCHEMA:
        yield vectors_file("deadlines", ARREST_VECTOR)
        yield vectors_file("calendar", SATURDAY)
    else:
        told = {"id": "e2", "type": "victim_informed", "at": "2026-05-20T10:00:00.5+01:00", "about": ["e1"]}
        case = case_with(ARREST, {**told, "details": {"channel": "telephone"}}, victims=[PLAIN])
        yield _answered(name, case, date(2026, 5, 21))


def _answered(name: str, document: object, as_of: date) -> object:
    """Return the document of a schema that a case and a day give."""
    if name == "victims-code/case/1":
        return document
    case = case_of(document)
    answer = assess(case, as_of=as_of)
    if name == "victims-code/assessment/1":
        return assessment_document(answer)
    if name == "victims-code/explanation/1":
        return explanation_document(answer, answer.obligations[:4])
    if name == "victims-code/receipt/1":
        return make_receipt(answer).document
    if name == "victims-code/prompts/1":
        return prompts_document(prompts_of(answer), as_of=as_of, policy="default")
    assert name == "victims-code/readings/1"
    return readings_document(readings(case, as_of=as_of))


def variants(value: Any) -> Iterator[Any]:  # noqa: ANN401 - any JSON
    """Walk the documents that differ from one in one place: another value, a key left out, or one more."""
    yield from ANYTHING
    if isinstance(value, dict):
        yield {**value, "x": None}
        for key, item in value.items():
            yield {name: each for name, each in value.items() if name != key}
            yield from ({**value, key: other} for other in variants(item))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from ([*value[:index], other, *value[index + 1 :]] for other in variants(item))
