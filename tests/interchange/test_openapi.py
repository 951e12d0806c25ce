"""The published schemas inside an OpenAPI 3.1 document, as FastAPI writes it: valid, and of the same meaning."""

from __future__ import annotations

from datetime import date
from typing import Any

import jsonschema
import pytest
from fastapi import FastAPI
from openapi_spec_validator import OpenAPIV31SpecValidator
from referencing.exceptions import PointerToNowhere

from tests.cli.running import ARREST, PLAIN, case_with
from victims_code import assess
from victims_code.interchange import assessment_document, case_of, schema, schema_names

SHORT = tuple(name.split("/")[1] for name in schema_names())


def described(prefix: str = "") -> dict[str, Any]:
    """The OpenAPI document of an application with a route for each schema; `prefix` begins every name of ours."""
    app = FastAPI(title="A host", version="1")
    start = f"#/components/schemas/{prefix}"
    for name in SHORT:
        body = {"content": {"application/json": {"schema": {"$ref": f"{start}{name}"}}}}

        @app.post(f"/{name}", openapi_extra={"requestBody": body}, responses={200: body})
        def route(as_of: date) -> None:
            """Take a day, so that FastAPI has schemas of its own beside ours."""

    document = app.openapi()
    schemas = document["components"]["schemas"]
    for name in SHORT:
        moved = schema(name, ref_prefix=start)
        ours = {**moved.pop("$defs"), name: moved}
        schemas |= {f"{prefix}{key}": each for key, each in ours.items()}
    return document


@pytest.mark.parametrize("prefix", ["", "code-"])
def test_the_document_is_valid_and_each_reference_in_it_leads_somewhere(prefix: str) -> None:
    document = described(prefix)
    assert document["openapi"].startswith("3.1")
    assert not list(OpenAPIV31SpecValidator(document).iter_errors())
    assert {"HTTPValidationError", *(f"{prefix}{name}" for name in SHORT)} <= set(document["components"]["schemas"])


def test_a_reference_that_leads_nowhere_is_found() -> None:
    document = described()
    del document["components"]["schemas"]["reference"]
    with pytest.raises(PointerToNowhere):
        list(OpenAPIV31SpecValidator(document).iter_errors())


def test_a_component_takes_and_refuses_what_the_schema_does() -> None:
    document = described()
    case = case_with(ARREST, victims=[PLAIN])
    answer = assessment_document(assess(case_of(case), as_of=date(2026, 5, 13)))
    for name, value in (("case", case), ("assessment", answer)):
        held = {"$ref": f"#/components/schemas/{name}", "components": document["components"]}
        check = jsonschema.Draft202012Validator(held)
        assert check.is_valid(value)
        assert not check.is_valid({**value, "unknown": None})
