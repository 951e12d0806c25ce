"""No two obligations have one id, whatever stands in the references of a case."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.assessment.invented_code import CODE
from victims_code import Assessment, Case, Event, InvalidFact, InvalidRulebook, Status, Victim, assess, readings
from victims_code.assessment.obligation_ids import obligation_id, parts_of_id
from victims_code.prompts import prompts_of
from victims_code.prompts.cloud_events import cloud_event
from victims_code.rulebook import editions_in_force, read_rulebook

#: Texts in which what parts an id, and what stands for it, is common.
PART = st.text(st.sampled_from("/%25Fab"), min_size=1, max_size=6)


def colliding() -> Assessment:
    """Return an answer in which two victims and two events, joined by "/", gave two duties one id."""
    day = date(2026, 5, 5)
    victims = [Victim("V", vulnerable=True), Victim("V/R6.arrest/x", vulnerable=True)]
    events = [
        Event("y", "suspect_arrested", at=day, victim="V/R6.arrest/x"),
        Event("x/R6.arrest/y", "suspect_arrested", at=day, victim="V"),
        Event("t", "victim_informed", at=day, victim="V", about=["x/R6.arrest/y"]),
    ]
    return assess(Case("C1", victims, events), as_of=date(2026, 5, 8))


def test_duties_whose_references_hold_a_slash_have_an_id_each_and_are_found_by_it() -> None:
    answer = colliding()
    assert {duty.id: (duty.victim, duty.status) for duty in answer} == {
        "V/R6.arrest/x%2FR6.arrest%2Fy": ("V", Status.MET),
        "V%2FR6.arrest%2Fx/R6.arrest/y": ("V/R6.arrest/x", Status.OVERDUE),
    }
    assert all(answer[duty.id] == duty for duty in answer)
    assert {name for name, *_ in answer.verdicts()} == {duty.id for duty in answer}
    assert {each.obligation for each in readings(answer.case, as_of=answer.as_of).obligations} >= {
        duty.id for duty in answer
    }


def test_a_task_and_a_message_of_such_duties_have_an_id_each() -> None:
    prompts = prompts_of(colliding())
    assert len({prompt.id for prompt in prompts}) == len({cloud_event(prompt)["id"] for prompt in prompts}) == 2


@given(st.tuples(PART, PART, PART), st.tuples(PART, PART, PART))
def test_an_id_says_its_three_parts_and_no_other_three(one: tuple[str, str, str], other: tuple[str, str, str]) -> None:
    assert parts_of_id(obligation_id(*one)) == one
    assert (obligation_id(*one) == obligation_id(*other)) == (one == other)


def test_an_id_of_plain_references_is_the_references_as_they_are() -> None:
    assert obligation_id("V1", "R6.arrest", "20WM-01 (2)") == "V1/R6.arrest/20WM-01 (2)"


@pytest.mark.parametrize("name", ["", "V1/R6.arrest", "V1/R6.arrest/e1/e2", "V1/R6.arrest/e%1", "V1/R6.arrest/e%2f"])
def test_what_is_no_id_is_refused_with_its_form(name: str) -> None:
    with pytest.raises(InvalidFact, match="victim/rule/event"):
        parts_of_id(name)


@pytest.mark.parametrize("name", ["PLOT/VISIT", "PLOT%VISIT"])
def test_a_rulebook_whose_rule_s_id_holds_what_parts_ids_is_refused(name: str) -> None:
    text = CODE.replace('id = "', f'id = "{name}', 1)
    with pytest.raises(InvalidRulebook, match=r"id: an id holds no '/' and no '%'"):
        read_rulebook({"code.toml": text})


def test_the_ids_of_the_code_s_own_rules_part_nothing() -> None:
    assert not [rule.id for book in editions_in_force() for rule in book.rules if set("/%") & set(rule.id)]
