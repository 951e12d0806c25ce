"""Every choice of every reading that is not its default, in a case worked out by hand under both."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

from tests.assessment.making import ENHANCED, PLAIN, UNKNOWN
from victims_code import Assessment, Case, Event, Truth, Victim, assess, readings
from victims_code.assessment.comparing import differences
from victims_code.rulebook import law_of

HERE = Path(__file__).parent
CASES: list[dict[str, Any]] = [
    case for path in sorted(HERE.glob("*.toml")) for case in tomllib.loads(path.read_text(encoding="utf-8"))["case"]
]
STANDINGS = {"plain": PLAIN, "enhanced": ENHANCED, "unknown": UNKNOWN}
READINGS = law_of().readings
every_case = pytest.mark.parametrize("golden", CASES, ids=lambda golden: f"{golden['reading']}: {golden['name']}")


def case_of(golden: Mapping[str, Any]) -> Case:
    """Make the case that a golden case tells."""
    return Case("A1", [_victim(n, told) for n, told in enumerate(golden["victims"], 1)], map(_event, golden["events"]))


def _victim(number: int, told: Mapping[str, Any]) -> Victim:
    facts: dict[str, Any] = {name: None if fact == "unknown" else fact for name, fact in told.get("facts", {}).items()}
    return evolve(STANDINGS[told["is"]], id=f"V{number}", **facts)


def _event(told: Mapping[str, Any]) -> Event:
    facts = {key: value for key, value in told.items() if key not in ("id", "type")}
    return Event(told["id"], told["type"], **facts)


def check(answer: Assessment, expected: Mapping[str, Mapping[str, Any]]) -> None:
    """Hold an answer against what is expected of its obligations."""
    found = {obligation.id: obligation for obligation in answer}
    for name, said in expected.items():
        if said.get("arises") is False:
            assert name not in found
            continue
        for key, value in said.items():
            given = getattr(found[name], key)
            assert (given.value if key in ("status", "breach") else given) == (None if value == "none" else value), key


@every_case
def test_the_default_and_the_choice_say_what_was_worked_out_by_hand(golden: dict[str, Any]) -> None:
    case, reading = case_of(golden), READINGS[golden["reading"]]
    plain = assess(case, as_of=golden["as_of"])
    chosen = assess(case, as_of=golden["as_of"], readings={reading.name: golden["choice"]})
    check(plain, golden["default"])
    check(chosen, golden["chosen"])
    assert [answer.in_breach.value for answer in (plain, chosen)] == golden["in_breach"]
    assert chosen.versions.readings == {reading.name: golden["choice"]}
    named = assess(case, as_of=golden["as_of"], readings={reading.name: reading.default.name})
    assert not differences(plain, named)
    assert named.versions.readings == {}


@every_case
def test_every_reading_tells_which_dispute_splits_it(golden: dict[str, Any]) -> None:
    case, name = case_of(golden), golden["reading"]
    found = readings(case, as_of=golden["as_of"])
    assert name in found.readings
    assert found.disputes(name) == READINGS[name].disputes
    verdicts = set(golden["in_breach"])
    assert {Truth(verdict) for verdict in verdicts} <= set(found.verdicts)
    if len(verdicts) > 1:
        assert name in found.split_by
        assert found.in_breach is None
    for disputed in found.obligations:
        one, other = golden["default"].get(disputed.obligation), golden["chosen"].get(disputed.obligation)
        if one is not None and (one.get("arises"), one.get("status"), one.get("due_by")) != (
            other.get("arises"), other.get("status"), other.get("due_by"),
        ):  # fmt: skip
            assert name in disputed.split_by
            assert disputed.agreed is None


def test_every_choice_that_is_no_default_has_a_case() -> None:
    wanted = {
        (reading.name, choice.name)
        for reading in READINGS.values()
        for choice in reading.choices.values()
        if not choice.is_default
    }
    assert {(golden["reading"], golden["choice"]) for golden in CASES} == wanted


@every_case
def test_its_argument_names_a_dispute_where_the_reading_has_one_and_changes_what_it_can(golden: dict[str, Any]) -> None:
    """A second case of the same choice may lean on the first one's argument."""
    siblings = [case for case in CASES if (case["reading"], case["choice"]) == (golden["reading"], golden["choice"])]
    words = "".join(case["argument"] for case in siblings)
    assert all(dispute in words for dispute in READINGS[golden["reading"]].disputes)
    assert any(case["default"] != case["chosen"] for case in siblings)
