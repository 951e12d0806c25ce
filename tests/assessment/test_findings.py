"""Findings: in which order they come, and what they name."""

from __future__ import annotations

from tests.assessment.making import NO_ENHANCED_FACTS, assessed, event, told
from victims_code import Assessment, Victim

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


def test_a_determination_declines_nothing_and_is_not_asked_what_it_declines() -> None:
    found = event("d1", "enhanced_rights_determined", "2026-02-12", victim="V1", details={"entitled": True})
    assert "decline_names_nothing" not in {f.code for f in assessed("2026-03-02", WEDNESDAY_REPORT, found).findings}
