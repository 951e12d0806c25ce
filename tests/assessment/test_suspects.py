"""What a suspect or a crime that appears in the record does to the duties that name none, or another."""

from __future__ import annotations

from tests.assessment.making import assessed, event, ids, stands
from victims_code import Event

PLAN = event("e1", "contact_plan_agreed", "2026-02-02", suspect="S1", details={"every_days": 14})
UPDATE = event("e2", "update_given", "2026-02-09")
TAKEN = event("e3", "vps_taken", "2026-02-02")
CLOSED = event("e4", "decision_not_to_prosecute", "2026-02-09", suspect="S1")


def arrested(at: str) -> Event:
    """Arrest another suspect, who is told of long after and owed nothing by the duties here."""
    return event("e9", "suspect_arrested", at, suspect="S2")


def test_the_end_of_one_suspect_s_case_is_not_the_end_where_another_was_known() -> None:
    sentence = event("e5", "sentence_passed", "2026-03-02", suspect="S2")
    duty = "V1/R7.further-statement/e3"
    assert stands(assessed("2026-02-10", TAKEN, CLOSED)[duty]) == ("lapsed", "no")
    assert stands(assessed("2026-02-10", TAKEN, arrested("2026-02-03"), CLOSED)[duty]) == ("pending", "no")
    assert stands(assessed("2026-03-03", TAKEN, arrested("2026-02-03"), CLOSED, sentence)[duty]) == ("overdue", "yes")


def test_closing_one_suspect_s_case_ends_the_duties_about_that_suspect() -> None:
    plan = event("e1", "contact_plan_agreed", "2026-02-02", suspect="S1", details={"every_days": 14})
    closed = event("e4", "investigation_closed", "2026-02-09", suspect="S1")
    duty = assessed("2026-02-20", plan, arrested("2026-02-03"), closed)["V1/R6.agreed-update/e1"]
    assert stands(duty) == ("lapsed", "no")


def test_a_duty_that_has_arisen_does_not_vanish_when_another_suspect_appears() -> None:
    before = assessed("2026-02-10", PLAN, UPDATE)
    after = assessed("2026-03-10", PLAN, UPDATE, arrested("2026-03-09"))
    assert "V1/R6.agreed-update/e2" in ids(before)
    assert "V1/R6.agreed-update/e2" in ids(after)


def test_a_duty_that_has_lapsed_does_not_come_back_when_another_suspect_appears() -> None:
    duty = "V1/R6.disposal-views/e3"
    proposed = event("e3", "out_of_court_disposal_proposed", "2026-02-02")
    assert stands(assessed("2026-02-10", proposed, CLOSED)[duty]) == ("lapsed", "no")
    assert stands(assessed("2026-03-10", proposed, CLOSED, arrested("2026-03-09"))[duty]) == ("lapsed", "no")


def test_an_update_that_names_no_suspect_starts_the_next_though_two_are_known() -> None:
    assessment = assessed("2026-03-10", PLAN, arrested("2026-02-03"), UPDATE)
    assert "V1/R6.agreed-update/e2" in ids(assessment)
    assert stands(assessment["V1/R6.agreed-update/e2"]) == ("overdue", "yes")


def test_a_victim_who_joined_the_scheme_is_owed_milestones_that_name_no_suspect_though_two_are_known() -> None:
    joined = event("e1", "victim_contact_scheme_joined", "2026-02-02", suspect="S1")
    released = event("e2", "sentence_milestone_reached", "2026-02-09")
    assert "V1/R11.milestones/e2" in ids(assessed("2026-03-10", joined, arrested("2026-02-03"), released))
