"""Several notices that were open at one time become one contact, whose id outlives the first of them."""

from __future__ import annotations

from datetime import date

from attrs import evolve

from tests.assessment.making import assessed, event, told
from victims_code import Assessment, Event
from victims_code.prompts.gathering import gathered
from victims_code.prompts.making import prompts_of
from victims_code.prompts.policies import read_policy
from victims_code.prompts.prompts import LONGEST_SUMMARY, Prompt, PromptSeverity, PromptStatus

GATHER = read_policy('name = "gather"\n[contacts]\ngather = true')
ARREST = event("e1", "suspect_arrested", "2026-05-05", suspect="S1")
BAIL = event("e2", "suspect_released_on_police_bail", "2026-05-07", suspect="S1")
BOTH = ("V1/R6.arrest/e1", "V1/R6.bail/e2")


def contact(answer: Assessment) -> list[Prompt]:
    return [prompt for prompt in prompts_of(answer, policy=GATHER) if set(BOTH) & set(prompt.obligations)]


def on(today: str, *events: Event) -> list[Prompt]:
    return contact(assessed(today, ARREST, BAIL, *events))


def test_what_is_open_at_one_time_is_one_contact_due_when_the_first_is() -> None:
    (prompt,) = on("2026-05-12")
    assert prompt.obligations == BOTH
    assert (prompt.due_by, prompt.severity) == (date(2026, 5, 12), PromptSeverity.DUE_TODAY)
    assert prompt.must_name == ("e1", "e2")
    assert prompt.summary.endswith("due today, 12 May 2026 (and 1 more in one contact)")


def test_its_id_is_that_of_its_first_notice_before_and_after_the_second_joins() -> None:
    alone = contact(assessed("2026-05-06", ARREST))
    assert [prompt.id for prompt in alone] == [prompt.id for prompt in on("2026-05-08")]


def test_once_the_first_is_told_the_contact_is_due_when_the_second_is() -> None:
    (prompt,) = on("2026-05-12", told("e3", "2026-05-11", "e1"))
    assert prompt.status is PromptStatus.OPEN
    assert (prompt.due_by, prompt.must_name) == (date(2026, 5, 14), ("e2",))
    assert prompt.obligations == BOTH
    assert "one contact" not in prompt.summary


def test_once_both_are_told_it_is_completed() -> None:
    (prompt,) = on("2026-05-12", told("e3", "2026-05-11", "e1", "e2"))
    assert (prompt.status, prompt.closed_by, prompt.severity) == (PromptStatus.COMPLETED, "e3", None)
    assert prompt.done_on == date(2026, 5, 11)


def test_it_is_done_on_the_day_of_the_last_of_them_and_not_before() -> None:
    first = told("e3", "2026-05-11", "e1")
    assert [prompt.done_on for prompt in on("2026-05-12", first)] == [None]
    assert [prompt.done_on for prompt in on("2026-05-12", first, told("e4", "2026-05-12", "e2"))] == [date(2026, 5, 12)]


def test_a_notice_that_arose_when_nothing_was_open_is_a_contact_of_its_own() -> None:
    first, second = on("2026-05-12", told("e3", "2026-05-06", "e1"))
    assert (first.obligations, second.obligations) == (BOTH[:1], BOTH[1:])
    assert (first.status, second.status) == (PromptStatus.COMPLETED, PromptStatus.OPEN)


def test_the_notices_of_another_provider_are_not_gathered_with_them() -> None:
    listed = event("e4", "hearing_listed", "2026-05-07", received_at="2026-05-07")
    answer = assessed("2026-05-08", ARREST, BAIL, listed)
    of_unit = [p for p in prompts_of(answer, policy=GATHER) if "V1/R8.hearing-details/e4" in p.obligations]
    assert [prompt.obligations for prompt in of_unit] == [("V1/R8.hearing-details/e4",)]


INTERVIEW = event("e5", "suspect_interviewed_under_caution", "2026-05-11", suspect="S1")


def together(*events: Event) -> list[list[str]]:
    """Return which events the contacts are about, long after."""
    found = prompts_of(assessed("2026-05-20", *events), policy=GATHER)
    return [[name.rpartition("/")[2] for name in prompt.obligations] for prompt in found if prompt.completes]


def test_what_arose_on_the_day_on_which_the_last_was_told_is_a_contact_of_its_own() -> None:
    """On that day nothing was open any more: the contact may have come first."""
    for told_on, expected in (("2026-05-07", [["e1"], ["e2"]]), ("2026-05-08", [["e1", "e2"]])):
        first, second = told("e3", told_on, "e1"), told("e4", "2026-05-14", "e2")
        assert sorted(together(ARREST, BAIL, first, second)) == expected


def test_while_any_of_a_contact_is_open_the_next_joins_it_whichever_was_told_first() -> None:
    """Bail of the 7th is told on the 8th and the arrest of the 5th on the 12th, or not at all: open on the 11th."""
    bail = told("e4", "2026-05-08", "e2")
    for late in ([told("e3", "2026-05-12", "e1")], []):
        assert together(ARREST, BAIL, INTERVIEW, bail, *late) == [["e1", "e2", "e5"]]


def test_what_was_declined_was_open_until_that_day() -> None:
    declined = event("x1", "service_declined", "2026-05-08", details={"services": "R6.arrest"})
    assert sorted(together(ARREST, INTERVIEW, declined)) == [["e1"], ["e5"]]


def test_a_summary_that_just_fits_is_kept_whole() -> None:
    (lead,) = contact(assessed("2026-05-06", ARREST))
    more = " (and 1 more in one contact)"
    fits = evolve(lead, id="a", summary="x" * (LONGEST_SUMMARY - len(more)))
    other = evolve(lead, id="b")
    (whole,) = gathered([fits, other], assessed("2026-05-06", ARREST))
    assert whole.summary == fits.summary + more
    (cut,) = gathered([evolve(fits, summary=fits.summary + "y"), other], assessed("2026-05-06", ARREST))
    assert cut.summary == fits.summary[:-1] + "…" + more
