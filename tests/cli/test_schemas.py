"""`schema` and `new`: a schema as it is published, and a case file that is valid and can be assessed."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import jsonschema
import pytest

from tests.cli.running import run
from victims_code import Severity, assess
from victims_code.interchange import read_case, schema, schema_names


@pytest.mark.parametrize("name", schema_names())
def test_a_schema_is_printed_by_its_name_and_by_its_short_name(capsys: pytest.CaptureFixture[str], name: str) -> None:
    full, short = run(capsys, "schema", name), run(capsys, "schema", name.split("/")[1])
    assert full == short
    assert (full.code, full.err, full.document) == (0, "", schema(name))
    assert full.out.isascii()


def test_a_prefix_for_references_is_passed_on(capsys: pytest.CaptureFixture[str]) -> None:
    prefix = "#/components/schemas/"
    ran = run(capsys, "schema", "assessment", "--ref-prefix", prefix)
    assert ran.document == schema("assessment", ref_prefix=prefix)


def test_an_unknown_name_is_refused_in_one_line_with_the_nearest(capsys: pytest.CaptureFixture[str]) -> None:
    ran = run(capsys, "schema", "assesment")
    assert (ran.code, ran.out) == (2, "")
    assert ran.told == ["schema: none is called 'assesment'; did you mean 'assessment'?"]


def test_the_case_file_to_start_from_is_valid_and_is_assessed_without_a_warning(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    ran = run(capsys, "new")
    assert (ran.code, ran.err) == (0, "")
    assert not list(jsonschema.Draft202012Validator(schema("case")).iter_errors(json.loads(ran.out)))
    case = read_case(ran.out)
    answer = assess(case, as_of=date(2026, 5, 6))
    assert not [finding for finding in answer.findings if finding.severity is Severity.WARNING]
    assert set(ran.document["victims"][0]) == set(schema("case")["$defs"]["victim"]["properties"])
    path = tmp_path / "case.json"
    path.write_text(ran.out, encoding="utf-8")
    assert run(capsys, "assess", path, "--as-of", "2026-05-06").code == 0
