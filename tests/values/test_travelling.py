"""An answer that was worked out in one process is put together in another from plain values, and is the same."""

from __future__ import annotations

import pickle
from datetime import date
from pathlib import Path

import pytest

from victims_code import Assessment, assess
from victims_code.assessment.assessing import assess_by
from victims_code.assessment.travelling import travelled
from victims_code.interchange import assessment_document, read_case

DAY = date(2026, 9, 3)
EXAMPLES = sorted((Path(__file__).parents[2] / "examples" / "cases").glob("*.json"))


@pytest.fixture(params=EXAMPLES, ids=lambda path: path.stem)
def answer(request: pytest.FixtureRequest) -> Assessment:
    return assess(read_case(request.param.read_bytes(), request.param.name), as_of=DAY)


def test_what_travelled_makes_the_same_answer(answer: Assessment) -> None:
    worked_out = pickle.loads(pickle.dumps(travelled(answer)))  # noqa: S301 - made on this line
    again = assess_by(answer.law, answer.case, as_of=DAY, worked_out=worked_out)
    assert again == answer
    assert again.rows == answer.rows
    assert assessment_document(again) == assessment_document(answer)


def test_a_rule_as_the_engine_takes_it_hashes_as_it_compares(answer: Assessment) -> None:
    rules = {row.planned: row.planned for row in answer.rows}
    assert all(rules[row.planned] == row.planned for row in answer.rows)
