"""The published schema of vectors: in step with that of an assessment, and of one mind with our own reader."""

from __future__ import annotations

from typing import Any

import jsonschema
import pytest

from tests.interchange.schema_samples import variants
from tests.testing.vector_files import ARREST, SATURDAY, SATURDAY_ARREST, vectors_file
from victims_code.interchange import schema
from victims_code.testing.vectors import VECTORS_SCHEMA, Level
from victims_code.testing.vectors.shapes import Shape

SCHEMA = schema(VECTORS_SCHEMA)


def test_the_reader_knows_every_word_that_the_schema_uses() -> None:
    known = {
        "$schema", "$id", "$defs", "$ref", "title", "description", "type", "const", "enum", "anyOf", "pattern",
        "not", "properties", "required", "additionalProperties", "items", "if", "then", "else", "minimum",
        "maximum", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties",
    }  # fmt: skip
    assert _words(SCHEMA) == known


def _words(part: dict[str, Any]) -> set[str]:
    """Return the words of JSON Schema that are used in a part of a schema."""
    found = set(part)
    for key, value in part.items():
        if key in ("properties", "$defs"):
            found |= {word for each in value.values() for word in _words(each)}
        elif key == "anyOf":
            found |= {word for each in value for word in _words(each)}
        elif isinstance(value, dict):
            found |= _words(value)
    return found


def test_what_may_be_expected_is_what_an_assessment_says_but_for_its_words() -> None:
    """Word for word, so that the two schemas cannot drift apart."""
    assessment = schema("victims-code/assessment/1")
    theirs = {**assessment["$defs"]["obligation"]["properties"]}
    assert {theirs.pop("id")["type"], theirs.pop("why")["type"]} == {"string"}
    assert SCHEMA["$defs"]["expected_obligation"]["properties"] == theirs
    rights = SCHEMA["$defs"]["expected_answer"]["properties"]["enhanced_rights"]["additionalProperties"]["properties"]
    known = assessment["properties"]["enhanced_rights"]["additionalProperties"]["properties"]
    assert rights == {key: known[key] for key in rights}
    assert SCHEMA["properties"]["level"]["enum"] == list(Level)


@pytest.mark.parametrize("level", ["calendar", "deadlines"])
def test_the_reader_takes_exactly_what_another_reader_of_the_schema_takes(level: str) -> None:
    entry = SATURDAY if level == "calendar" else {**ARREST, "facts": {}, "accepted": SATURDAY_ARREST["accepted"]}
    validator = jsonschema.Draft202012Validator(SCHEMA)
    shape = Shape(SCHEMA)
    for document in variants(vectors_file(level, entry)):
        assert (not any(shape.faults(document))) is validator.is_valid(document), document
