"""The example cases come to what was reasoned by hand, in the file beside them."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from victims_code import Assessment, Kind, Rulebook, assess, load_code
from victims_code.interchange import read_case

FOLDER = Path(__file__).resolve().parents[2] / "examples" / "cases"
CASES: list[dict[str, Any]] = tomllib.loads((FOLDER / "expected.toml").read_text(encoding="utf-8"))["case"]
every_case = pytest.mark.parametrize("expected", CASES, ids=lambda case: case["file"])


def answer(expected: dict[str, Any], rulebook: Rulebook | None = None) -> Assessment:
    case = read_case((FOLDER / expected["file"]).read_text(encoding="utf-8"))
    return assess(case, as_of=expected["as_of"], rulebook=rulebook, whatever_the_date=rulebook is not None)


def compare(assessment: Assessment, expected: dict[str, Any]) -> None:
    """Hold one obligation against what is expected of it: every key that is given."""
    obligation = assessment[expected["id"]]
    for key in ("due_by", "due_by_if_enhanced", "bound", "met_on"):
        if key in expected:
            assert getattr(obligation, key) == expected[key], (expected["id"], key)
    if "due_by" in expected:
        assert obligation.due_by_if_enhanced == expected.get("due_by_if_enhanced"), expected["id"]
    assert obligation.status == expected["status"], expected["id"]
    if "breach" in expected:
        assert obligation.breach.value == expected["breach"], expected["id"]


def test_every_example_has_an_expectation() -> None:
    assert sorted(case["file"] for case in CASES) == sorted(path.name for path in FOLDER.glob("*.json"))


@every_case
def test_the_obligations_come_to_what_was_reasoned(expected: dict[str, Any]) -> None:
    assessment = answer(expected)
    for obligation in expected.get("obligation", []):
        compare(assessment, obligation)


@every_case
def test_the_verdict_is_the_one_reasoned(expected: dict[str, Any]) -> None:
    if "in_breach" in expected:
        assert answer(expected).in_breach.value == expected["in_breach"]


@every_case
def test_under_the_2020_code_whatever_the_date(expected: dict[str, Any]) -> None:
    """Asked for by name, the edition is applied to events before it came into force; by default it is not.

    By default only the victim's own time limits are shown, which are set outside the Code.
    """
    obligations = expected.get("under_2020", [])
    if obligations:
        assert {obligation.kind for obligation in answer(expected)} <= {Kind.WINDOW}
    assessment = answer(expected, load_code("2020"))
    for obligation in obligations:
        compare(assessment, obligation)
