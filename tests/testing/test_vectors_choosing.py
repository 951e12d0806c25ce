"""Choosing: a system that answers in part is asked for its part, at each level, and counted fairly."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from victims_code.errors import InvalidFact, InvalidInput
from victims_code.testing import Answer, Question, reference
from victims_code.testing.vectors import Level, Vector, Verdict, load_vectors, run

#: What a small system knows.
RULES = ("R3.information", "R6.arrest", "R6.charge", "R6.agreed-update", "R9.outcome", "R10.expenses")
KEYS = ("due_by", "status")


def partial(question: Question) -> Answer:
    """Answer as a system of six rules that says by when each falls due and how it stands."""
    told = [duty for duty in reference(question)["obligations"] if duty["rule"] in RULES]
    return {"obligations": [{"id": duty["id"], **{key: duty[key] for key in KEYS}} for duty in told]}


@pytest.fixture(scope="module")
def vectors() -> tuple[Vector, ...]:
    """Those of the package of every level but the calendar, a few of each."""
    found = [vector for vector in load_vectors() if vector.level is not Level.CALENDAR]
    return tuple(vector for level in Level for vector in [one for one in found if one.level is level][::9])


def test_a_partial_system_is_asked_at_each_level_for_its_part_alone(vectors: tuple[Vector, ...]) -> None:
    report = run(vectors, partial, rules=RULES, keys=KEYS)
    assert list(report.levels) == list(Level)[1:]
    assert (report.passed, len(report)) == (len(report), report.counts[Verdict.PASSED])
    for outcome in report.outcomes:
        assert set(outcome.vector.expected) == {"obligations"}
        assert all({*duty} <= {*KEYS} for duty in outcome.vector.expected["obligations"].values())


def test_asked_for_everything_it_is_wrong_in_nothing(vectors: tuple[Vector, ...]) -> None:
    report = run(vectors, partial)
    assert report.failed == 0
    assert all(part.not_answered for part in report.levels.values())


@pytest.mark.parametrize(
    "wrong",
    [
        lambda duty: {**duty, "due_by": "2026-01-01"} if duty["due_by"] else duty,
        lambda duty: None if duty["status"] == "overdue" else duty,
    ],
    ids=["another day", "left out"],
)
def test_what_it_says_wrong_is_wrong(
    wrong: Callable[[dict[str, str]], dict[str, str] | None], vectors: tuple[Vector, ...]
) -> None:
    def system(question: Question) -> Answer:
        return {"obligations": list(filter(None, map(wrong, partial(question)["obligations"])))}

    assert run(vectors, system).failed
    assert run(vectors, system, rules=RULES, keys=KEYS).failed


def test_a_right_chooses_the_obligations_of_its_rules_and_a_key_its_place(vectors: tuple[Vector, ...]) -> None:
    found = run(vectors, partial, rights=[10, 12], rules=["R10.expenses", "R12.respond", "R6.arrest"]).outcomes
    names = {name.split("/")[1] for each in found for name in each.vector.expected.get("obligations", ())}
    assert names == {"R10.expenses", "R12.respond"}
    for key, place in (("in_breach", "in_breach"), ("entitled", "enhanced_rights"), ("findings", "findings")):
        found = run(vectors, keys=[key]).outcomes
        assert all({*each.vector.expected} <= {place, "no_findings"} for each in found)


def test_what_nothing_knows_is_refused_with_the_nearest(vectors: tuple[Vector, ...]) -> None:
    cases: tuple[tuple[dict[str, Any], str], ...] = (
        ({"levels": ["deadline"]}, "levels: unknown level 'deadline'; did you mean 'deadlines'?"),
        ({"rules": ["R6.arest"]}, "rules: unknown rule 'R6.arest'; did you mean 'R6.arrest'?"),
        ({"rights": [13]}, "rights: unknown Right 13; did you mean '3'?"),
        ({"keys": ["dueby"]}, "keys: unknown key 'dueby'; did you mean 'due_by'?"),
    )
    for chosen, words in cases:
        with pytest.raises(InvalidFact) as caught:
            run(vectors, **chosen)
        assert str(caught.value) == words
    with pytest.raises(InvalidInput, match="no vector asks for what is chosen"):
        run(vectors, levels=["layers"], keys=["entitled"])
