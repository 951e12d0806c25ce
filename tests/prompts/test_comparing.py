"""Two runs compared: created, changed, completed, cancelled; nothing is simply gone."""

from __future__ import annotations

import pytest

from tests.assessment.making import assessed, event, told
from victims_code import InvalidInput
from victims_code.prompts.comparing import JOINED, NO_LONGER_OWED, Change, changes
from victims_code.prompts.making import prompts_of
from victims_code.prompts.policies import read_policy
from victims_code.prompts.prompts import Prompt, PromptStatus

ARREST = event("e1", "suspect_arrested", "2026-05-05", suspect="S1")
CONTACT = told("e2", "2026-05-11", "e1")


def run(today: str, *events: object) -> tuple[Prompt, ...]:
    return prompts_of(assessed(today, *events))  # type: ignore[arg-type]


def test_the_same_run_twice_changes_nothing() -> None:
    assert changes(run("2026-05-05", ARREST), run("2026-05-05", ARREST)) == ()


def test_a_new_duty_is_created_and_a_day_that_passes_changes_how_pressing_it_is() -> None:
    before, now = run("2026-05-10", ARREST), run("2026-05-11", ARREST)
    assert [each.change for each in changes((), before)] == [Change.CREATED] * len(before)
    (change,) = changes(before, now)
    assert (change.change, change.differs) == (Change.CHANGED, ("severity",))


def test_a_contact_completes_a_prompt_and_a_void_of_the_contact_opens_it_again() -> None:
    before, done = run("2026-05-11", ARREST), run("2026-05-11", ARREST, CONTACT)
    (completed,) = changes(before, done)
    assert (completed.change, completed.prompt.closed_by) == (Change.COMPLETED, "e2")
    void = event("e3", "event_voided", "2026-05-11", details={"event": "e2", "reason": "wrong victim"})
    (again,) = changes(done, run("2026-05-11", ARREST, CONTACT, void))
    assert (again.change, again.prompt.status) == (Change.CHANGED, PromptStatus.OPEN)


def test_a_duty_that_is_released_is_cancelled() -> None:
    void = event("e3", "event_voided", "2026-05-11", details={"event": "e1", "reason": "never happened"})
    (cancelled,) = changes(run("2026-05-11", ARREST), run("2026-05-11", ARREST, void))
    assert (cancelled.change, cancelled.prompt.reason, cancelled.prompt.closed_by) == (Change.CANCELLED, "lapsed", "e3")


def test_a_duty_that_no_longer_arises_is_cancelled_with_the_reason() -> None:
    (cancelled,) = changes(run("2026-05-11", ARREST), ())
    assert (cancelled.change, cancelled.prompt.reason) == (Change.CANCELLED, NO_LONGER_OWED)
    assert (cancelled.prompt.status, cancelled.prompt.severity) == (PromptStatus.CANCELLED, None)
    assert changes(run("2026-05-11", ARREST, CONTACT), ()) == ()  # it was completed: nothing to take back


def test_a_notice_that_another_prompt_asks_for_now_is_joined_to_it() -> None:
    bail = event("e2", "suspect_released_on_police_bail", "2026-05-07")
    answer = assessed("2026-05-08", ARREST, bail)
    gather = read_policy('name = "gather"\n[contacts]\ngather = true')
    found = changes(prompts_of(answer), prompts_of(answer, policy=gather))
    gone = [each for each in found if each.change is Change.CANCELLED]
    assert [(each.prompt.obligations, each.prompt.reason) for each in gone] == [(("V1/R6.bail/e2",), JOINED)]


def test_a_repeat_collapses_and_two_states_of_one_case_are_refused() -> None:
    today = run("2026-05-11", ARREST)
    assert len(changes((), (*today, *today))) == len(today)
    with pytest.raises(InvalidInput, match="the case 'A1' is given twice"):
        changes((), (*today, *run("2026-05-12", ARREST)))
