"""How time is counted: days, not hours; London's days; receipts known, unknown and still to come."""

from __future__ import annotations

import pytest

from tests.assessment.making import ENHANCED, UNKNOWN, assessed, day, event, found, ids, stands, told
from victims_code import Truth

OUTCOME = "V1/R9.outcome/e1"
PASSED_ON = "V1/R9.court-outcome-to-witness-care/e1"


def test_the_day_of_the_event_is_day_0() -> None:
    duty = assessed("2026-02-09", event("e1", "suspect_arrested", "2026-02-09"))["V1/R6.arrest/e1"]
    assert (duty.clock_start, duty.due_by) == (day("2026-02-09"), day("2026-02-16"))


@pytest.mark.parametrize("at", ["2026-02-09T00:00:00Z", "2026-02-09T09:00:00Z", "2026-02-09T23:59:59Z"])
def test_the_time_of_day_is_ignored(at: str) -> None:
    duty = assessed("2026-02-16", event("e1", "suspect_arrested", at))["V1/R6.arrest/e1"]
    assert duty.due_by == day("2026-02-16")


def test_a_service_late_in_the_evening_of_the_due_day_is_in_time() -> None:
    arrest = event("e1", "suspect_arrested", "2026-07-06T09:00:00+01:00")  # a Monday: due on Monday 13 July
    for at, expected in (("2026-07-13T22:59:59Z", "met"), ("2026-07-13T23:00:00Z", "met_late")):
        assert stands(assessed("2026-07-20", arrest, told("e2", at, "e1"))["V1/R6.arrest/e1"])[0] == expected


def test_the_day_of_the_assessment_is_london_s_too() -> None:
    arrest = event("e1", "suspect_arrested", "2026-07-06")
    for as_of, expected in (("2026-07-13T22:59:59Z", "due_today"), ("2026-07-13T23:00:00Z", "overdue")):
        assessment = assessed(as_of, arrest)
        assert stands(assessment["V1/R6.arrest/e1"])[0] == expected


def test_calendar_days_run_through_weekends_bank_holidays_and_the_clock_change() -> None:
    # 28 calendar days after Thursday 5 March 2026 is Thursday 2 April; 30 days is Saturday 4 April, between the two
    # bank holidays of Easter: calendar days are not moved.
    for every, due in ((28, "2026-04-02"), (30, "2026-04-04"), (1, "2026-03-06")):
        plan = event("e1", "contact_plan_agreed", "2026-03-05T23:00:00Z", details={"every_days": every})
        assert assessed("2026-03-05", plan)["V1/R6.agreed-update/e1"].due_by == day(due)


class TestReceipt:
    """A clock that starts when the Witness Care Unit receives the news."""

    def test_it_starts_on_the_day_of_receipt_whatever_the_day_of_the_event(self) -> None:
        heard = event("e1", "case_outcome_reached", "2026-02-02", received_at="2026-02-09")
        duty = assessed("2026-02-10", heard)[OUTCOME]
        assert (duty.clock_start, duty.due_by) == (day("2026-02-09"), day("2026-02-10"))

    def test_received_late_at_night_in_july_is_received_on_london_s_next_day(self) -> None:
        heard = event("e1", "case_outcome_reached", "2026-07-06", received_at="2026-07-08T23:30:00Z")
        assert assessed("2026-07-10", heard)[OUTCOME].due_by == day("2026-07-10")

    def test_unknown_it_has_not_started_and_the_chain_s_worst_case_is_a_bound(self) -> None:
        # Monday 2 February: the court has to Monday 9, the Witness Care Unit one Working Day more.
        for as_of in ("2026-02-02", "2026-02-10"):
            duty = assessed(as_of, event("e1", "case_outcome_reached", "2026-02-02"))[OUTCOME]
            assert stands(duty) == ("not_started", "no")
            assert (duty.clock_start, duty.due_by, duty.bound) == (None, None, day("2026-02-10"))

    @pytest.mark.parametrize(
        ("victim", "bound"), [(ENHANCED, "2026-02-10"), (UNKNOWN, "2026-02-16")], ids=["enhanced", "unknown"]
    )
    def test_the_bound_is_the_worst_case_that_the_standing_allows(self, victim: object, bound: str) -> None:
        """Ten Working Days in all, six under Enhanced Rights; unknown, the longer."""
        hearing = event("e1", "court_bail_decided", "2026-02-02")
        assert assessed("2026-02-02", hearing, victims=[victim])["V1/R8.bail-outcome/e1"].bound == day(bound)  # type: ignore[list-item]

    @pytest.mark.parametrize(
        ("event_type", "rule"),
        [
            ("hearing_listed", "R8.hearing-details"),
            ("witness_required", "R8.witness-requirement"),
            ("appeal_decided", "R9.appeal-outcome"),
        ],
    )
    def test_without_a_feeder_there_is_no_bound_and_it_stays_not_started(self, event_type: str, rule: str) -> None:
        for as_of in ("2026-02-02", "2026-02-03"):
            duty = assessed(as_of, event("e1", event_type, "2026-02-02"))[f"V1/{rule}/e1"]
            assert stands(duty) == ("not_started", "no")
            assert duty.bound is None
        later = assessed("2027-02-02", event("e1", event_type, "2026-02-02"))
        # Had it been received at once it would be late by now: the case cannot be called clean.
        assert stands(later[f"V1/{rule}/e1"]) == ("not_started", "undetermined")
        assert later.in_breach is Truth.UNDETERMINED
        assert ("receipt_unknown", "e1") in found(later)

    def test_past_the_bound_with_nothing_done_it_is_undetermined_and_said_so(self) -> None:
        heard = event("e1", "case_outcome_reached", "2026-02-02")
        on_the_bound, after = assessed("2026-02-10", heard), assessed("2026-02-11", heard)
        assert ("receipt_unknown", "e1") in found(after)
        assert on_the_bound[OUTCOME].status == "not_started"
        assert stands(after[OUTCOME]) == ("undetermined", "undetermined")
        assert after[OUTCOME].unknown == ("e1.received_at",)
        assert after.in_breach is Truth.UNDETERMINED

    def test_passing_on_is_met_on_the_day_of_receipt(self) -> None:
        for received, expected in (("2026-02-09", ("met", "no")), ("2026-02-10", ("met_late", "yes"))):
            heard = event("e1", "case_outcome_reached", "2026-02-02", received_at=received)
            duty = assessed("2026-02-20", heard)[PASSED_ON]
            assert stands(duty) == expected
            assert (duty.met_by, duty.met_on) == (heard, day(received))

    def test_passing_on_without_a_known_receipt_is_undetermined_after_its_due_day(self) -> None:
        assessment = assessed("2026-02-10", event("e1", "case_outcome_reached", "2026-02-02"))
        assert stands(assessment[PASSED_ON]) == ("undetermined", "undetermined")
        assert assessment[PASSED_ON].unknown == ("e1.received_at",)
        assert ("receipt_unknown", "e1") in found(assessment)

    def test_a_receipt_after_the_day_of_the_assessment_has_not_happened_yet(self) -> None:
        heard = event("e1", "case_outcome_reached", "2026-02-02", received_at="2026-02-12")
        early, on_the_day = assessed("2026-02-11", heard), assessed("2026-02-12", heard)
        assert stands(early[OUTCOME]) == ("not_started", "no")
        assert early[OUTCOME].due_by is None
        assert stands(early[PASSED_ON]) == ("overdue", "yes")
        assert stands(on_the_day[OUTCOME]) == ("pending", "no")
        assert stands(on_the_day[PASSED_ON]) == ("met_late", "yes")

    def test_told_at_court_before_the_receipt_the_victim_has_been_told(self) -> None:
        heard = event("e1", "case_outcome_reached", "2026-02-02T11:00:00Z", received_at="2026-02-05")
        at_court = told("e2", "2026-02-02T11:30:00Z", "e1")
        for as_of in ("2026-02-02", "2026-02-04", "2026-02-05", "2027-01-01"):
            assert stands(assessed(as_of, heard, at_court)[OUTCOME]) == ("met", "no")

    def test_told_so_soon_that_no_receipt_could_make_it_late_it_is_met(self) -> None:
        heard = event("e1", "case_outcome_reached", "2026-02-02")
        assert stands(assessed("2026-03-02", heard, told("e2", "2026-02-03", "e1"))[OUTCOME]) == ("met", "no")
        later = assessed("2026-03-02", heard, told("e2", "2026-02-17", "e1"))[OUTCOME]
        assert stands(later) == ("undetermined", "undetermined")

    def test_an_unknown_receipt_of_a_declined_service_is_nobody_s_failure(self) -> None:
        heard = event("e1", "case_outcome_reached", "2026-02-02")
        declined = event("e2", "service_declined", "2026-02-03", details={"services": ["R9.outcome"]})
        duty = assessed("2026-06-01", heard, declined)[OUTCOME]
        assert stands(duty) == ("declined", "no")
        assert duty.released_by == declined


def test_events_after_the_day_of_the_assessment_have_not_happened_yet() -> None:
    arrest, contact = event("e1", "suspect_arrested", "2026-02-09"), told("e2", "2026-02-17", "e1")
    charge = event("e3", "suspect_charged", "2026-02-18")
    early = assessed("2026-02-16", arrest, contact, charge)
    assert stands(early["V1/R6.arrest/e1"]) == ("due_today", "no")
    assert not {duty for duty in ids(early) if duty.endswith("/e3")}
    assert {("not_yet_happened", "e2"), ("not_yet_happened", "e3")} <= found(early)
    later = assessed("2026-02-18", arrest, contact, charge)
    assert stands(later["V1/R6.arrest/e1"]) == ("met_late", "yes")
    assert stands(later["V1/R6.charge/e3"]) == ("pending", "no")


def test_nothing_of_the_future_is_a_duty_however_far_the_history_runs() -> None:
    assert not ids(assessed("2026-02-08", event("e1", "suspect_arrested", "2026-02-09")))


def test_when_it_was_recorded_moves_no_deadline() -> None:
    arrest = event("e1", "suspect_arrested", "2026-02-09", recorded_at="2026-02-12")
    contact = told("e2", "2026-02-16", "e1", recorded_at="2026-03-30")
    assert stands(assessed("2026-04-30", arrest, contact)["V1/R6.arrest/e1"]) == ("met", "no")
