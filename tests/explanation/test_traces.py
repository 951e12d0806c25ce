"""The trace: every step from facts to outcome, with its citation, grade, disputes and the days skipped by name."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings

from tests.assessment.making import ENHANCED, PLAIN, UNKNOWN, assessed, event, told
from tests.assessment.strategies import cases, days
from tests.explanation.test_sentences import SAID
from victims_code import Assessment, Case, Obligation, Status, assess
from victims_code.dates import day_in_words
from victims_code.explanation import Step, trace
from victims_code.explanation.traces import STEPS
from victims_code.rulebook import Unit

ARREST = event("e1", "suspect_arrested", "2026-05-21")
NAME = "V1/R6.arrest/e1"


def texts(obligation: Obligation, name: str) -> list[str]:
    return [step.text for step in obligation.trace() if step.name == name]


def steps(answer: Assessment, name: str = NAME) -> dict[str, Step]:
    """The steps of an obligation by name; of a name that comes twice, the first."""
    found: dict[str, Step] = {}
    for step in answer[name].trace():
        found.setdefault(step.name, step)
    return found


class TestAnArrest:
    """An arrest on Thursday 21 May 2026: a weekend and the Spring bank holiday of Monday 25 May do not count."""

    answer = assessed("2026-06-01", ARREST, told("e2", "2026-05-29", "e1"))

    def test_the_steps_run_from_the_fact_to_the_outcome(self) -> None:
        names = [step.name for step in self.answer[NAME].trace()]
        assert names == [
            "fact", "code", "rule", "enhanced_rights", "clock", "limit", "days", "due", "service", "outcome",
            "dispute", "dispute",
        ]  # fmt: skip

    def test_the_fact(self) -> None:
        assert steps(self.answer)["fact"].text == "e1 (suspect arrested) on Thursday 21 May 2026"

    def test_the_code_with_its_day_and_the_basis_of_the_duty_with_its_source(self) -> None:
        step = steps(self.answer)["code"]
        assert "in force from Thursday 1 April 2021" in step.text
        assert "statutory duty (2025-01-29)" in step.text
        assert step.sources == ("SI95",)

    def test_the_rule_with_its_paragraph_sources_grade_and_disputes(self) -> None:
        step = steps(self.answer)["rule"]
        assert "R6.arrest (Right 6)" in step.text
        assert "owed by police to the victim" in step.text
        assert step.sources == ("paragraph 6.1", "B6", "VWI-POL", "LVWS")
        assert step.evidence is not None
        assert (step.evidence.value, step.disputes) == ("reported", ("D7", "D10"))

    def test_enhanced_rights_on_the_day_the_clock_starts(self) -> None:
        assert steps(self.answer)["enhanced_rights"].text == (
            "Enhanced Rights of V1 on Thursday 21 May 2026: no: every criterion is known not to be met"
        )

    def test_the_clock_in_words(self) -> None:
        words = "counts from the day it happened: Thursday 21 May 2026 is day 0"
        assert steps(self.answer)["clock"].text == words

    def test_both_limits(self) -> None:
        assert steps(self.answer)["limit"].text == "5 working days; under Enhanced Rights 1 working day"

    def test_the_days_skipped_by_name_and_the_calendar_they_are_from(self) -> None:
        step = steps(self.answer)["days"]
        assert step.text == (
            "days passed over: Saturday 23 May 2026; Sunday 24 May 2026; Monday 25 May 2026 (Spring bank holiday)"
        )
        assert step.sources == (self.answer.calendar.version,)

    def test_the_due_day(self) -> None:
        assert steps(self.answer)["due"].text == "due by the end of Friday 29 May 2026"

    def test_the_service_with_what_it_was_about(self) -> None:
        assert steps(self.answer)["service"].text == "e2 (victim informed) on Friday 29 May 2026, about e1"

    def test_the_outcome_with_the_verdict(self) -> None:
        assert steps(self.answer)["outcome"].text == "met, no breach: done on Friday 29 May 2026 (e2), in time"

    def test_each_dispute_with_the_default_that_was_taken(self) -> None:
        found = [step for step in self.answer[NAME].trace() if step.name == "dispute"]
        assert [step.disputes for step in found] == [("D7",), ("D10",)]
        assert found[0].text.endswith("taken: strict: first working day after the event is day 1")
        assert not any("**" in step.text for step in found)


def test_unknown_enhanced_rights_show_both_ways_with_their_own_days_skipped() -> None:
    """One Working Day after Friday 22 May 2026 is Tuesday 26 May, and five are Monday 1 June."""
    obligation = assessed("2026-05-25", event("e1", "suspect_arrested", "2026-05-22"), victims=[UNKNOWN])[NAME]
    skipped = "Saturday 23 May 2026; Sunday 24 May 2026; Monday 25 May 2026 (Spring bank holiday)"
    assert texts(obligation, "days") == [
        f"days passed over: {skipped}; Saturday 30 May 2026; Sunday 31 May 2026",
        f"if the victim has Enhanced Rights: days passed over: {skipped}",
    ]
    assert texts(obligation, "due") == [
        "due by the end of Monday 1 June 2026",
        "if the victim has Enhanced Rights: due by the end of Tuesday 26 May 2026",
    ]
    (rights,) = texts(obligation, "enhanced_rights")
    assert rights.startswith("Enhanced Rights of V1 on Friday 22 May 2026: undetermined; this would settle it: ")
    assert "offence categories" in rights


def test_known_enhanced_rights_say_why() -> None:
    (rights,) = texts(assessed("2026-06-01", ARREST, victims=[ENHANCED])[NAME], "enhanced_rights")
    assert rights.startswith("Enhanced Rights of V1 on Thursday 21 May 2026: yes: ")


def test_a_clock_that_waits_shows_the_bound_and_no_due_day() -> None:
    found = steps(assessed("2026-05-14", event("e1", "sentence_passed", "2026-05-12")), "V1/R9.sentence/e1")
    assert found["fact"].text.endswith(", receipt not on record")
    assert "no receipt is on record by this day, so it has not started" in found["clock"].text
    assert "Wednesday 20 May 2026; never a due date" in found["bound"].text
    assert "due" not in found


def test_a_clock_that_has_started_says_when_it_was_received() -> None:
    passed = event("e1", "sentence_passed", "2026-05-12", received_at="2026-05-14")
    found = steps(assessed("2026-05-14", passed), "V1/R9.sentence/e1")
    assert found["fact"].text.endswith(", received on Thursday 14 May 2026")
    assert found["clock"].text == "counts from the day it was received: Thursday 14 May 2026 is day 0"


def test_a_duty_to_pass_on_is_met_by_the_receipt_itself() -> None:
    passed = event("e1", "court_bail_decided", "2026-05-12", received_at="2026-05-14")
    found = steps(assessed("2026-05-20", passed), "V1/R8.court-to-witness-care/e1")
    assert found["service"].text == "e1: received on Thursday 14 May 2026"


def test_a_condition_is_in_english_with_what_is_not_known() -> None:
    report = event("e1", "crime_reported", "2026-05-12")
    (text,) = texts(assessed("2026-05-14", report, victims=[UNKNOWN])["V1/R2.intermediary/e1"], "condition")
    assert text.startswith("applies if ")
    assert text.endswith("not known: under 18 at offence, vulnerable")


def test_a_window_shows_its_end_and_the_last_working_day_inside_it() -> None:
    """Sentenced on Saturday 9 May 2026: 28 days end on Saturday 6 June, after Friday 5 June."""
    passed = event("e1", "sentence_passed", "2026-05-09", details={"in_unduly_lenient_scheme": True})
    found = steps(assessed("2026-05-12", passed), "V1/R9.unduly-lenient-request/e1")
    assert found["days"].text == "counted in calendar days; every day counts but day 0"
    assert found["due"].text == (
        "open to the end of Saturday 6 June 2026; the last Working Day inside it is Friday 5 June 2026"
    )
    assert "note: external to the Code" in found["condition"].text


def test_a_projected_year_is_said_to_be_one() -> None:
    (due,) = texts(assessed("2030-05-15", event("e1", "suspect_arrested", "2030-05-14"))[NAME], "due")
    assert due.endswith("(the bank holidays of that year are projected)")


def test_what_released_it_is_a_step() -> None:
    void = event("e2", "event_voided", "2026-05-22", details={"event": "e1"})
    assert steps(assessed("2026-05-25", ARREST, void))["release"].text == "e2 (event voided) on Friday 22 May 2026"


def test_before_another_event_there_is_a_limit_and_no_count() -> None:
    found = steps(
        assessed("2026-05-14", event("e1", "out_of_court_disposal_proposed", "2026-05-12")), "V1/R6.disposal-views/e1"
    )
    assert found["limit"].text == 'before "out of court disposal given"'
    assert not {"clock", "days", "due"} & found.keys()


def test_once_that_event_has_come_the_limit_says_when() -> None:
    proposed = event("e1", "out_of_court_disposal_proposed", "2026-05-12")
    given_on = event("e2", "out_of_court_disposal_given", "2026-05-20")
    found = steps(assessed("2026-05-21", proposed, given_on), "V1/R6.disposal-views/e1")
    assert found["limit"].text == 'before "out of court disposal given", which came on Wednesday 20 May 2026'
    assert found["outcome"].text == "overdue, a breach: not done before that"


def test_an_agreed_interval_is_named_beside_the_rule_s_own_words() -> None:
    plan = event("e1", "contact_plan_agreed", "2026-05-12", details={"every_days": 14})
    assert steps(assessed("2026-05-14", plan), "V1/R6.agreed-update/e1")["limit"].text == "as agreed: every 14 days"


@pytest.mark.parametrize("status", list(Status))
def test_the_outcome_of_every_status_names_it_and_the_verdict(status: Status) -> None:
    answer, name, _ = SAID[status]
    (text,) = texts(answer[name], "outcome")
    assert text.startswith(f"{status.value.replace('_', ' ')}, ")
    assert "breach" in text.partition(": ")[0]
    assert "too late" not in text


@given(cases(), days)
@settings(max_examples=40)
def test_any_trace_is_whole_and_in_order(case: Case, as_of: date) -> None:
    for obligation in assess(case, as_of=as_of):
        found = trace(obligation)
        places = [STEPS.index(step.name) for step in found if step.name not in ("days", "due")]
        assert places == sorted(places)
        assert {"fact", "code", "rule", "outcome"} <= {step.name for step in found}
        assert [step.disputes[0] for step in found if step.name == "dispute"] == list(obligation.disputes)
        assert all("None" not in step.text and "too late" not in step.text for step in found)
        due, limit, start = obligation.due_by, obligation.limit, obligation.clock_start
        if due is not None and limit is not None and start is not None and limit.unit is Unit.WORKING_DAYS:
            assert f"due by the end of {day_in_words(due)}" in texts(obligation, "due")[0]
            skipped = [day_in_words(each.date) for each in obligation.assessment.calendar.why(start, limit.amount)]
            assert all(day in texts(obligation, "days")[0] for day in skipped)


def test_a_known_victim_s_trace_asks_for_nothing() -> None:
    answer = assessed("2026-06-01", ARREST, victims=[PLAIN])
    assert not any("not known" in step.text for step in answer[NAME].trace())
