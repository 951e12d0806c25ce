"""The edition of each duty, by the day of its trigger, in cases worked out by hand."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

from tests.assessment.making import ENHANCED, PLAIN
from victims_code import Case, Event, assess

HERE = Path(__file__).parent
CASES: list[dict[str, Any]] = tomllib.loads((HERE / "by_the_day.toml").read_text(encoding="utf-8"))["case"]
VICTIMS = {"plain": PLAIN, "enhanced": ENHANCED, "violence": evolve(PLAIN, offence_categories=["violent_crime"])}


@pytest.mark.parametrize("golden", CASES, ids=lambda golden: golden["name"])
def test_the_edition_of_the_day_says_what_was_worked_out_by_hand(golden: dict[str, Any]) -> None:
    events = [
        Event(told["id"], told["type"], **{key: value for key, value in told.items() if key not in ("id", "type")})
        for told in golden["events"]
    ]
    answer = assess(Case("A1", [VICTIMS[golden["victim"]]], events), as_of=golden["as_of"])
    arising = {duty.id: {"edition": duty.edition.name, "due_by": duty.due_by} for duty in answer if duty.due_by}
    assert arising == golden["arising"]
    assert not {duty.id for duty in answer} & set(golden["absent"])
    assert answer.versions.code == golden["versions"]
    before = {finding.event for finding in answer.findings if finding.code == "before_in_force"}
    assert ("before_any" in golden) == bool(before)
    assert golden.get("before_any") in (before or {None})
    assert golden["argument"].strip()
