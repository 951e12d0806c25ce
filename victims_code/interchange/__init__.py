"""The interchange room: case files and assessments as JSON, and the schemas that describe them."""

from __future__ import annotations

from victims_code.interchange.flat import ROW_COLUMNS, rows
from victims_code.interchange.json_text import read_json, write_json
from victims_code.interchange.many import assess_many
from victims_code.interchange.reading import CASE_SCHEMA, case_of, read_case
from victims_code.interchange.schemas import schema, schema_names
from victims_code.interchange.workers import Unanswered
from victims_code.interchange.writing import (
    ASSESSMENT_SCHEMA,
    EXPLANATION_SCHEMA,
    READINGS_SCHEMA,
    assessment_document,
    case_document,
    explanation_document,
    obligation_entry,
    readings_document,
)

__all__ = [
    "ASSESSMENT_SCHEMA", "CASE_SCHEMA", "EXPLANATION_SCHEMA", "READINGS_SCHEMA", "ROW_COLUMNS", "Unanswered",
    "assess_many", "assessment_document", "case_document", "case_of", "explanation_document", "obligation_entry",
    "read_case", "read_json", "readings_document", "rows", "schema", "schema_names", "write_json",
]  # fmt: skip
