"""Local standards beside the Code: due dates and targets, told apart, in cases worked out by hand."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.assessment.making import ENHANCED, PLAIN, UNKNOWN
from victims_code import Case, Event, Layer, load_layer
from victims_code.assessment import assess_by
from victims_code.rulebook import law_of, read_layer

HERE = Path(__file__).parent
EXAMPLES = HERE.parents[2] / "examples" / "layers"
CASES: list[dict[str, Any]] = tomllib.loads((HERE / "local_standards.toml").read_text(encoding="utf-8"))["case"]
VICTIMS = {"plain": PLAIN, "enhanced": ENHANCED, "unknown": UNKNOWN}


def layers_of(golden: dict[str, Any]) -> list[Layer]:
    """Make the layers that a golden case tells."""
    return [
        load_layer(EXAMPLES / f"{told}.toml") if isinstance(told, str) else _layer(f"layer-{number}", told)
        for number, told in enumerate(golden["layers"], 1)
    ]


def _layer(name: str, targets: list[dict[str, str]]) -> Layer:
    lines = [f'name = "{name}"', 'title = "Standards of an invented force"', 'code = "2020"']
    for target in targets:
        lines += ["[[target]]", *(f'{key} = "{value}"' for key, value in target.items())]
    return read_layer("\n".join(lines))


@pytest.mark.parametrize("golden", CASES, ids=lambda golden: golden["name"])
def test_the_code_and_the_layer_say_what_was_worked_out_by_hand(golden: dict[str, Any]) -> None:
    law, victim = law_of(layers=layers_of(golden)), VICTIMS[golden["victim"]]
    events = [
        Event(
            told["id"],
            told["type"],
            vocabulary=law.vocabulary,
            **{k: v for k, v in told.items() if k not in ("id", "type")},
        )
        for told in golden["events"]
    ]
    for expected in golden["answers"]:
        told = {key: None if value == "none" else value for key, value in expected.items()}
        answer = assess_by(law, Case("A1", [victim], events), as_of=expected["on"])
        obligation = answer[golden["obligation"]]
        target = obligation.target
        assert (obligation.status.value, obligation.breach.value, obligation.due_by) == (
            told["status"], told["breach"], told["due_by"],
        ), told["on"]  # fmt: skip
        assert obligation.target_by == told["target_by"], told["on"]
        assert (None if target is None else target.status.value) == told["target"], told["on"]
        if "layer" in told:
            assert target is not None
            assert target.layer == told["layer"]


def test_every_way_to_stand_against_a_target_has_a_case() -> None:
    assert {answer["target"] for golden in CASES for answer in golden["answers"]} == {
        "open", "met", "missed", "released", "undetermined", "none",
    }  # fmt: skip


def test_every_case_has_an_argument() -> None:
    assert all(golden["argument"].strip() for golden in CASES)
