"""Enhanced Rights in the engine: on which day they are read, what a determination changes, and what stays unknown."""

from __future__ import annotations

from typing import Any

import pytest

from tests.assessment.making import (
    ENHANCED,
    NO_ENHANCED_FACTS,
    PLAIN,
    UNKNOWN,
    assessed,
    codes,
    day,
    event,
    found,
    stands,
    told,
)
from victims_code import Event, Truth, Victim

# Thursday 12 February 2026: one Working Day is Friday 13, five are Thursday 19.
STANDARD, SHORT = day("2026-02-19"), day("2026-02-13")
DUTY = "V1/R6.arrest/e1"


def arrest(at: str = "2026-02-12") -> Event:
    return event("e1", "suspect_arrested", at)


def determined(at: str, *, entitled: bool | None, **details: str) -> Event:
    return event("d1", "enhanced_rights_determined", at, details={"entitled": entitled, **details})


def facts(**changes: Any) -> Victim:  # noqa: ANN401 - a victim's facts are of every kind
    role = changes.pop("role", "person")
    return Victim("V1", role, **{**NO_ENHANCED_FACTS, **changes})


def test_they_are_read_on_the_day_of_the_event_and_a_later_change_leaves_the_clock_alone() -> None:
    for at, due in (("2026-02-11", SHORT), ("2026-02-12", SHORT), ("2026-02-13", STANDARD)):
        duty = assessed("2026-02-13", arrest(), determined(at, entitled=True), victims=[PLAIN])[DUTY]
        assert duty.due_by == due, at
    ended = determined("2026-02-13", entitled=False)
    withdrawn = event("d2", "enhanced_rights_determined", "2026-02-13", details={"entitled": False})
    targeted = [determined("2026-02-02", entitled=True), withdrawn]
    assert assessed("2026-02-16", arrest(), *targeted)[DUTY].due_by == SHORT
    assert assessed("2026-02-16", arrest("2026-02-13"), ended)[DUTY].due_by == day("2026-02-20")


def test_a_determination_at_any_hour_of_the_day_counts_for_that_day() -> None:
    at_night = determined("2026-02-12T23:00:00Z", entitled=True)
    assert assessed("2026-02-13", arrest("2026-02-12T08:00:00Z"), at_night)[DUTY].due_by == SHORT


def test_for_a_clock_that_starts_at_receipt_they_are_read_on_the_day_of_receipt() -> None:
    hearing = event("e1", "court_bail_decided", "2026-02-09", received_at="2026-02-12")
    for at, due in (("2026-02-12", SHORT), ("2026-02-10", SHORT), ("2026-02-13", STANDARD)):
        duty = assessed("2026-02-13", hearing, determined(at, entitled=True))["V1/R8.bail-outcome/e1"]
        assert duty.due_by == due, at


def test_discretion_gives_them_to_a_victim_in_no_category() -> None:
    assessment = assessed("2026-02-13", arrest(), determined("2026-02-12", entitled=True))
    assert assessment[DUTY].enhanced is Truth.YES
    assert assessment.enhanced_rights["V1"].entitled is Truth.YES


def test_discretion_puts_the_victim_in_no_category() -> None:
    charge = event("e2", "suspect_charged", "2026-02-12")
    assessment = assessed("2026-02-13", charge, determined("2026-02-12", entitled=True))
    assert [standing.answer for standing in assessment.enhanced_rights["V1"].categories] == [Truth.NO] * 3
    assert "V1/R4.special-measures-information/e2" not in {duty.id for duty in assessment}


def test_a_determination_that_names_a_category_puts_the_victim_in_it() -> None:
    charge = event("e2", "suspect_charged", "2026-02-12")
    for category in ("intimidated", "vulnerable_or_intimidated"):
        assessment = assessed("2026-02-13", charge, determined("2026-02-12", entitled=True, category=category))
        answers = {standing.name: standing.answer for standing in assessment.enhanced_rights["V1"].categories}
        assert answers["vulnerable_or_intimidated"] is Truth.YES
        assert stands(assessment["V1/R4.special-measures-information/e2"]) == ("outstanding", "no")


def test_a_determination_of_one_victim_says_nothing_of_another() -> None:
    other = Victim("V2", **NO_ENHANCED_FACTS)
    event_of_v2 = event("d1", "enhanced_rights_determined", "2026-02-12", victim="V2", details={"entitled": True})
    assessment = assessed("2026-02-13", arrest(), event_of_v2, victims=[PLAIN, other])
    assert assessment[DUTY].due_by == STANDARD
    assert assessment["V2/R6.arrest/e1"].due_by == SHORT


@pytest.mark.parametrize("fact", ["persistently_targeted", "vulnerable", "intimidated"])
def test_not_entitled_settles_the_assessed_categories_as_no_from_its_date(fact: str) -> None:
    settled = determined("2026-02-11", entitled=False)
    for value in (None, True):
        victim = facts(**{fact: value})
        assert assessed("2026-02-13", arrest(), settled, victims=[victim])[DUTY].enhanced is Truth.NO
        before = assessed("2026-02-13", arrest("2026-02-10"), settled, victims=[victim])[DUTY]
        assert before.enhanced is (Truth.YES if value else Truth.UNDETERMINED)


@pytest.mark.parametrize(
    "victim",
    [
        facts(offence_categories=["domestic_abuse"]),
        facts(under_18_at_offence=True),
        facts(role="bereaved_close_relative"),
        facts(role="parent_or_guardian", under_18_at_offence=None),
    ],
    ids=["most serious crime", "under 18", "bereaved", "a parent stands in"],
)
def test_a_fact_is_not_undone_by_it_and_the_contradiction_is_a_finding(victim: Victim) -> None:
    assessment = assessed("2026-02-13", arrest(), determined("2026-02-11", entitled=False), victims=[victim])
    assert assessment[DUTY].due_by == SHORT
    assert ("determination_contradicts_fact", "d1") in found(assessment)


def test_a_determination_that_contradicts_no_fact_is_no_finding() -> None:
    assessment = assessed("2026-02-13", arrest(), determined("2026-02-11", entitled=False))
    assert "determination_contradicts_fact" not in codes(assessment)


def test_a_determination_that_does_not_say_changes_nothing() -> None:
    assert assessed("2026-02-13", arrest(), determined("2026-02-11", entitled=None))[DUTY].due_by == STANDARD


def test_a_voided_determination_gave_nothing() -> None:
    void = event("v1", "event_voided", "2026-02-16", details={"event": "d1", "reason": "wrong case"})
    given = determined("2026-02-11", entitled=True)
    assert assessed("2026-02-13", arrest(), given, void)[DUTY].due_by == SHORT
    assert assessed("2026-02-16", arrest(), given, void)[DUTY].due_by == STANDARD


class TestUnknown:
    """It is unknown whether the victim has Enhanced Rights."""

    def test_both_dates_are_shown(self) -> None:
        duty = assessed("2026-02-13", arrest(), victims=[UNKNOWN])[DUTY]
        assert (duty.due_by, duty.due_by_if_enhanced) == (STANDARD, SHORT)
        assert duty.enhanced is Truth.UNDETERMINED
        assert duty.unknown == ("enhanced_rights",)

    @pytest.mark.parametrize(
        ("as_of", "status", "breach"),
        [
            ("2026-02-12", "pending", "no"),
            ("2026-02-13", "pending", "no"),
            ("2026-02-14", "undetermined", "undetermined"),
            ("2026-02-19", "undetermined", "undetermined"),
            ("2026-02-20", "overdue", "yes"),
        ],
    )
    def test_between_the_two_dates_it_is_undetermined(self, as_of: str, status: str, breach: str) -> None:
        assessment = assessed(as_of, arrest(), victims=[UNKNOWN])
        assert stands(assessment[DUTY]) == (status, breach)
        assert assessment.in_breach.value == breach

    @pytest.mark.parametrize(
        ("on", "status", "breach"),
        [
            ("2026-02-13", "met", "no"),
            ("2026-02-16", "undetermined", "undetermined"),
            ("2026-02-20", "met_late", "yes"),
        ],
    )
    def test_done_between_the_two_dates_it_stays_undetermined(self, on: str, status: str, breach: str) -> None:
        duty = assessed("2026-06-30", arrest(), told("e2", on, "e1"), victims=[UNKNOWN])[DUTY]
        assert stands(duty) == (status, breach)

    def test_a_limit_that_is_the_same_for_all_is_not_in_doubt(self) -> None:
        report = event("e1", "crime_reported", "2026-02-12")
        duty = assessed("2026-02-17", report, victims=[UNKNOWN])["V1/R4.support-referral/e1"]
        assert (duty.due_by, duty.due_by_if_enhanced) == (day("2026-02-16"), None)
        assert stands(duty) == ("overdue", "yes")

    def test_one_known_category_is_enough_and_all_must_be_known_for_a_no(self) -> None:
        assert assessed("2026-02-12", arrest(), victims=[Victim("V1", intimidated=True)])[DUTY].due_by == SHORT
        for fact in NO_ENHANCED_FACTS:
            duty = assessed("2026-02-12", arrest(), victims=[facts(**{fact: None})])[DUTY]
            assert duty.enhanced is Truth.UNDETERMINED, fact
        assert assessed("2026-02-12", arrest())[DUTY].enhanced is Truth.NO


class TestAge:
    """Age is measured at the offence, or at the earliest event where there is none."""

    BORN = day("2008-02-10")  # 18 on Tuesday 10 February 2026

    def test_at_the_offence(self) -> None:
        victim = facts(born=self.BORN, under_18_at_offence=None)
        for offence, due in (("2026-02-09", SHORT), ("2026-02-10", STANDARD)):
            assessment = assessed("2026-02-12", event("e0", "offence_committed", offence), arrest(), victims=[victim])
            assert assessment[DUTY].due_by == due
            assert "age_at_earliest_event" not in codes(assessment)

    def test_at_the_earliest_event_where_no_offence_is_dated_and_the_answer_says_so(self) -> None:
        victim = facts(born=self.BORN, under_18_at_offence=None)
        for reported, due in (("2026-02-09", SHORT), ("2026-02-10", STANDARD)):
            assessment = assessed("2026-02-12", event("e0", "crime_reported", reported), arrest(), victims=[victim])
            assert assessment[DUTY].due_by == due
            assert ("age_at_earliest_event", "e0") in found(assessment)

    def test_what_was_done_to_the_record_is_no_event_at_which_age_is_measured(self) -> None:
        victim = facts(born=self.BORN, under_18_at_offence=None)
        offence, report = event("c1", "offence_committed", "2026-02-09"), event("c2", "crime_reported", "2026-02-10")
        void = event("c3", "event_voided", "2026-02-09", details={"event": "c1"})
        assessment = assessed("2026-02-12", offence, report, void, arrest(), victims=[victim])
        assert assessment[DUTY].due_by == STANDARD
        assert ("age_at_earliest_event", "c2") in found(assessment)

    def test_the_event_that_the_answer_names_is_the_one_at_which_the_age_was_measured(self) -> None:
        victim, other = facts(born=self.BORN, under_18_at_offence=None), Victim("V2", **NO_ENHANCED_FACTS)
        of_the_other = event("e0", "crime_reported", "2026-02-09", victim="V2")
        assessment = assessed("2026-02-12", of_the_other, arrest(), victims=[victim, other])
        assert assessment[DUTY].due_by == STANDARD  # 18 by the arrest, the first event that concerns V1
        assert ("age_at_earliest_event", "e1") in found(assessment)

    def test_a_recorded_answer_goes_before_the_date_of_birth_and_a_disagreement_is_a_finding(self) -> None:
        child = facts(born=self.BORN, under_18_at_offence=True)
        assessment = assessed("2026-02-12", event("e0", "offence_committed", "2026-02-11"), arrest(), victims=[child])
        assert assessment[DUTY].due_by == SHORT
        assert "age_facts_disagree" in codes(assessment)

    def test_a_parent_or_guardian_s_victim_is_under_18_unless_a_fact_says_otherwise(self) -> None:
        for changes, due in (({}, SHORT), ({"under_18_at_offence": False}, STANDARD), ({"born": self.BORN}, STANDARD)):
            parent = facts(**{"role": "parent_or_guardian", "under_18_at_offence": None, **changes})
            assert assessed("2026-02-12", arrest(), victims=[parent])[DUTY].due_by == due

    def test_a_family_spokesperson_s_facts_are_the_victim_s_own(self) -> None:
        for vulnerable, due in ((True, SHORT), (False, STANDARD)):
            family = facts(role="family_spokesperson", vulnerable=vulnerable)
            assert assessed("2026-02-12", arrest(), victims=[family])[DUTY].due_by == due


def test_a_reclassified_crime_asks_for_the_categories_to_be_looked_at_again() -> None:
    other = Victim("V2", **NO_ENHANCED_FACTS)
    changed = event("e2", "crime_reclassified", "2026-02-13", victim="V1", details={"offence_categories": ["kidnap"]})
    assessment = assessed("2026-02-13", arrest(), changed, victims=[ENHANCED, other])
    about = [(f.event, f.victim) for f in assessment.findings if f.code == "reclassified"]
    assert about == [("e2", "V1")]
    assert "reclassified" not in codes(assessed("2026-02-12", arrest(), changed))
