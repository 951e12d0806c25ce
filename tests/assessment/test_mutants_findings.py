"""The small print of findings and services: their order, what they name, what meets a duty and what releases it."""

from __future__ import annotations

import pytest

from tests.assessment.making import NO_ENHANCED_FACTS, PLAIN, assessed, day, event, told, when
from victims_code import Assessment, Case, Event, Victim, assess, load_code
from victims_code.assessment.plans import plan_of
from victims_code.rulebook import law_of

BUSINESS = Victim("V1", role="business", named_point_of_contact=False)
WEDNESDAY_REPORT = event("e1", "crime_reported", "2026-02-11")


class TestFindings:
    """They come in one order, and say what fails."""

    def test_those_on_one_event_come_by_victim_then_by_rule(self) -> None:
        outcome = event("e2", "case_outcome_reached", "2026-03-02", details={"outcome": "not_guilty"})
        people = [Victim(name, **NO_ENHANCED_FACTS) for name in ("V2", "V1")]
        told_of = [
            (finding.victim, finding.rule)
            for finding in assessed("2026-06-30", outcome, victims=people).findings
            if finding.code == "receipt_unknown"
        ]
        assert told_of == [
            ("V1", "R9.court-outcome-to-witness-care"), ("V1", "R9.outcome"),
            ("V2", "R9.court-outcome-to-witness-care"), ("V2", "R9.outcome"),
        ]  # fmt: skip

    def test_those_of_one_kind_come_by_the_reference_of_the_event(self) -> None:
        empty = [told("z1", "2026-02-12"), told("a1", "2026-02-13")]
        found = assessed("2026-03-02", WEDNESDAY_REPORT, *empty).findings
        assert [each.event for each in found if each.code == "contact_names_nothing"] == ["a1", "z1"]

    def test_those_of_one_victim_come_by_the_name_of_the_rule(self) -> None:
        """Though the court passes the bail on first, and the victim is told after that."""
        bail = event("e1", "court_bail_decided", "2026-03-02")
        rules = [f.rule for f in assessed("2026-06-30", bail).findings if f.code == "receipt_unknown"]
        assert rules == ["R8.bail-outcome", "R8.court-to-witness-care"]

    def test_where_the_code_does_not_apply_only_the_part_that_fails_is_named(self) -> None:
        """A business in England and Wales without a contact, and a person elsewhere: one part of two fails."""

        def said(assessment: Assessment) -> list[str]:
            return [finding.detail for finding in assessment.findings if finding.code == "code_does_not_apply"]

        assert said(assessed("2026-03-02", WEDNESDAY_REPORT, victims=[BUSINESS])) == [
            "victim is a person, or a business with a named point of contact"
        ]
        assert said(assessed("2026-03-02", WEDNESDAY_REPORT, jurisdiction="elsewhere")) == [
            "the offence is within England and Wales"
        ]

    def test_reasons_that_were_not_given_name_the_dispute_about_them(self) -> None:
        stop = event("e1", "decision_not_to_investigate", "2026-02-11")
        contact = told("e2", "2026-02-12", "e1", details={"reasons_given": False})
        found = {f.code: f.detail for f in assessed("2026-03-02", stop, contact).findings}
        assert found["reasons_not_given"] == "D24"


class TestUnnamedContact:
    """By one reading, a contact that says nothing of its subject meets every duty to tell that had arisen by then."""

    @staticmethod
    def status(*contacts: Event) -> str:
        arrest = event("e1", "suspect_arrested", "2026-02-11T12:00:00Z")
        other = event("e0", "suspect_interviewed_under_caution", "2026-02-10")
        case = Case("A1", [PLAIN], [arrest, other, *contacts])
        reading = {"unattributed_contact": "meets_what_was_pending"}
        return str(assess(case, as_of=day("2026-02-13"), readings=reading)["V1/R6.arrest/e1"].status)

    def test_one_after_it_meets_it(self) -> None:
        assert self.status(told("c1", "2026-02-11T13:00:00Z")) == "met"

    def test_one_before_it_on_the_same_day_does_not(self) -> None:
        assert self.status(told("c1", "2026-02-11T11:00:00Z")) == "pending"

    def test_one_that_names_something_else_does_not(self) -> None:
        assert self.status(told("c1", "2026-02-12", "e0")) == "pending"

    def test_what_another_victim_was_given_is_passed_over(self) -> None:
        """Two victims: the other one's update comes first."""
        plan = event("e1", "contact_plan_agreed", "2026-02-11", details={"every_days": 7})
        updates = [
            event(f"c{name}", "update_given", at, victim=name)
            for name, at in (("V2", "2026-02-12"), ("V1", "2026-02-16"))
        ]
        people = [Victim(name, **NO_ENHANCED_FACTS) for name in ("V1", "V2")]
        answer = assessed("2026-02-16", plan, *updates, victims=people)
        assert [answer[f"{name}/R6.agreed-update/e1"].met_by for name in ("V2", "V1")] == updates


@pytest.mark.parametrize(("at", "status"), [("2026-03-02", "declined"), ("2026-03-04", "undetermined")])
def test_a_decline_is_told_also_where_the_limit_is_unknown(at: str, status: str) -> None:
    """Of a complaint of 2 March: after that day, the answer may have been late already."""
    complaint = event("e1", "complaint_received", "2026-03-02", details={"owed_by": "police"})
    decline = event("x1", "service_declined", at, details={"services": "R12.respond"})
    duty = assessed("2026-03-10", complaint, decline)["V1/R12.respond/e1"]
    assert (str(duty.status), duty.released_by) == (status, decline)


def test_what_was_done_on_its_last_day_is_met_whatever_was_declined_on_it() -> None:
    """Arrested on Wednesday 11 February: due on Wednesday 18, when the victim is told and declines more."""
    arrest = event("e1", "suspect_arrested", "2026-02-11")
    decline = event("x1", "service_declined", "2026-02-18", details={"services": "R6"})
    duty = assessed("2026-03-10", arrest, told("c1", "2026-02-18", "e1"), decline)["V1/R6.arrest/e1"]
    assert (str(duty.status), duty.released_by) == ("met", None)


class TestSeries:
    """Where the time of day is unknown, a plan comes first of its day, and what is done under it last."""

    @staticmethod
    def places(*events: Event) -> list[str]:
        plan = plan_of(law_of(load_code()))
        (planned,) = [each for each in plan.by_type["contact_plan_agreed"] if each.rule.recurs]
        case = Case("A1", [PLAIN], events)
        known = case.history(when("2026-12-31").toordinal(), None).events
        return [each.id for each in sorted(known, key=planned.place_in_series)]

    def test_on_one_day(self) -> None:
        morning = event("e2", "update_given", "2026-02-11T09:00:00Z")
        assert self.places(
            event("e1", "update_given", "2026-02-11"), morning, event("e3", "contact_plan_agreed", "2026-02-11")
        ) == ["e3", "e2", "e1"]

    def test_what_takes_a_service_up_again_comes_before_what_is_done_on_that_day(self) -> None:
        again = event("z1", "service_resumed", "2026-02-11", details={"services": "R6.agreed-update"})
        assert self.places(event("a1", "update_given", "2026-02-11"), again) == ["z1", "a1"]

    def test_an_empty_contact_is_passed_over_and_the_next_one_meets_it(self) -> None:
        """Agreed on Wednesday 11 February, every seven days."""
        plan = event("e1", "contact_plan_agreed", "2026-02-11", details={"every_days": 7})
        empty, full = told("c1", "2026-02-13"), told("c2", "2026-02-16", "e1")
        duty = assessed("2026-02-16", plan, empty, full)["V1/R6.agreed-update/e1"]
        assert (str(duty.status), duty.met_by) == ("met", full)


def test_the_first_of_several_services_is_the_one_that_met_the_duty() -> None:
    arrest = event("e1", "suspect_arrested", "2026-02-11")
    contacts = [told(name, at, "e1") for name, at in (("c2", "2026-02-13"), ("c1", "2026-02-12"), ("c3", "2026-02-16"))]
    duty = assessed("2026-03-10", arrest, *contacts)["V1/R6.arrest/e1"]
    assert duty.met_by == contacts[1]


class TestReleases:
    """What concerns another victim or another rule is passed over, and what comes after it acts all the same."""

    arrest = event("e1", "suspect_arrested", "2026-02-11")

    def test_a_decline_after_that_of_another_victim(self) -> None:
        people = [Victim(name, **NO_ENHANCED_FACTS) for name in ("V1", "V2")]
        declines = [
            event(f"x{name}", "service_declined", at, victim=name, details={"services": "R6"})
            for name, at in (("V2", "2026-02-12"), ("V1", "2026-02-13"))
        ]
        answer = assessed("2026-03-02", self.arrest, *declines, victims=people)
        assert [answer[f"{name}/R6.arrest/e1"].released_by for name in ("V2", "V1")] == declines

    def test_a_reason_after_that_for_another_rule_and_on_the_very_day(self) -> None:
        reasons = [
            event(name, "exception_recorded", "2026-02-11", details={"rule": rule, "reason": "safeguarding"})
            for name, rule in (("x1", "R6.charge"), ("x2", "R6.arrest"))
        ]
        duty = assessed("2026-03-02", self.arrest, *reasons)["V1/R6.arrest/e1"]
        assert (str(duty.status), duty.released_by) == ("excused", reasons[1])


def test_a_determination_declines_nothing_and_is_not_asked_what_it_declines() -> None:
    found = event("d1", "enhanced_rights_determined", "2026-02-12", victim="V1", details={"entitled": True})
    assert "decline_names_nothing" not in {f.code for f in assessed("2026-03-02", WEDNESDAY_REPORT, found).findings}
