"""Who is owed anything at all: businesses, jurisdiction, cases without victims; and which edition binds."""

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
    ids,
    stands,
    told,
)  # fmt: skip
from victims_code import Truth, Victim, assess, load_code

REPORT = event("e1", "crime_reported", "2026-02-09")
GIVEN = event("e2", "code_information_given", "2026-02-10")
INFORMATION = "V1/R3.information/e1"


def business(*, contact: bool | None) -> Victim:
    return Victim("V1", "business", offence_categories=[], named_point_of_contact=contact)


class TestBusinesses:
    """A business receives services only if it gives a named point of contact."""

    def test_with_one_it_is_owed_services(self) -> None:
        assessment = assessed("2026-02-17", REPORT, victims=[business(contact=True)])
        assert stands(assessment[INFORMATION]) == ("overdue", "yes")
        assert assessment[INFORMATION].due_by == day("2026-02-16")

    def test_without_one_it_is_owed_nothing_and_the_answer_says_why(self) -> None:
        assessment = assessed("2026-06-30", REPORT, victims=[business(contact=False)])
        assert not ids(assessment)
        assert assessment.in_breach is Truth.NO
        assert codes(assessment) == {"code_does_not_apply"}

    def test_if_that_is_unknown_everything_about_it_is_undetermined(self) -> None:
        victim = business(contact=None)
        open_still = assessed("2026-02-10", REPORT, GIVEN, victims=[victim])
        assert {stands(duty) for duty in open_still} == {("undetermined", "no")}
        late = assessed("2026-02-17", REPORT, GIVEN, victims=[victim])
        assert stands(late[INFORMATION]) == ("undetermined", "no")  # done, if it was owed
        assert stands(late["V1/R3.written-confirmation/e1"]) == ("undetermined", "undetermined")
        assert late.in_breach is Truth.UNDETERMINED
        assert all("named_point_of_contact" in duty.unknown for duty in late)
        assert "code_may_not_apply" in codes(late)

    def test_it_is_never_under_18_bereaved_or_persistently_targeted(self) -> None:
        facts: dict[str, Any] = {
            "under_18_at_offence": True,
            "persistently_targeted": True,
            "vulnerable": True,
            "intimidated": True,
        }
        targeted = Victim("V1", "business", offence_categories=[], named_point_of_contact=True, **facts)
        assert assessed("2026-02-10", REPORT, victims=[targeted])[INFORMATION].due_by == day("2026-02-16")


def test_an_offence_elsewhere_is_outside_the_code() -> None:
    assessment = assessed("2026-06-30", REPORT, victims=[ENHANCED, Victim("V2")], jurisdiction="elsewhere")
    assert not ids(assessment)
    assert assessment.in_breach is Truth.NO
    assert [f.victim for f in assessment.findings if f.code == "code_does_not_apply"] == ["V1", "V2"]


def test_a_case_that_names_no_victim_has_no_obligation_and_says_so() -> None:
    assessment = assessed("2026-06-30", REPORT, victims=[])
    assert not ids(assessment)
    assert codes(assessment) == {"no_victims"}


def test_an_event_about_a_victim_who_is_not_in_the_case_is_a_finding() -> None:
    assessment = assessed("2026-02-10", event("e1", "crime_reported", "2026-02-09", victim="V9"))
    assert not ids(assessment)
    assert ("victim_not_in_case", "e1") in found(assessment)


def test_a_case_without_events_has_no_obligation_and_nothing_odd() -> None:
    assessment = assessed("2026-06-30")
    assert (ids(assessment), assessment.findings, assessment.next_due) == (set(), (), None)
    assert assessment.in_breach is Truth.NO


class TestEditions:
    """The 2020 Code binds for events since 1 April 2021, the 2015 Code for those from 16 November 2015 until then."""

    def test_the_edition_in_force_on_the_day_of_the_event_applies(self) -> None:
        eve, first = (event("e1", "crime_reported", at) for at in ("2021-03-31", "2021-04-01"))
        assert ids(assessed("2021-06-30", eve)) == {"V1/R4.support-referral/e1"}
        assert assessed("2021-06-30", eve).versions.code == "2015"
        assert INFORMATION in ids(assessed("2021-06-30", first))
        assert assessed("2021-06-30", first).versions.code == "2020"

    def test_nothing_arises_from_an_event_before_both_and_a_finding_says_so(self) -> None:
        eve, first = (event("e1", "crime_reported", at) for at in ("2015-11-15", "2015-11-16"))
        assert not ids(assessed("2021-06-30", eve))
        assert ("before_in_force", "e1") in found(assessed("2021-06-30", eve))
        assert "before_in_force" not in codes(assessed("2021-06-30", first))

    def test_london_s_day_decides(self) -> None:
        late = event("e1", "crime_reported", "2021-03-31T23:30:00Z")  # 00:30 on 1 April in summer time
        assert INFORMATION in ids(assessed("2021-06-30", late))

    def test_the_day_of_the_event_decides_whatever_the_day_of_receipt(self) -> None:
        heard = event("e1", "case_outcome_reached", "2021-03-31", received_at="2021-04-06")
        answer = assessed("2021-06-30", heard)
        assert {obligation.edition.name for obligation in answer} == {"2015"}

    def test_a_service_after_that_day_for_an_event_before_it_meets_the_duty_of_the_older_edition(self) -> None:
        """Tuesday 30 March 2021; Good Friday and Easter Monday do not count: five Working Days end on 8 April."""
        arrest = event("e1", "suspect_arrested", "2021-03-30")
        answer = assessed("2021-06-30", arrest, told("e2", "2021-04-06", "e1"))["V1/R6.arrest/e1"]
        assert (answer.edition.name, answer.due_by, stands(answer)) == ("2015", day("2021-04-08"), ("met", "no"))

    def test_asked_for_whatever_the_date_it_binds_for_every_event(self) -> None:
        case = assessed("2011-06-30", event("e1", "crime_reported", "2011-02-07")).case
        asked = assess(case, as_of=day("2011-06-30"), rulebook=load_code("2020"), whatever_the_date=True)
        assert asked[INFORMATION].due_by == day("2011-02-14")
        assert "before_in_force" not in codes(asked)

    def test_the_victim_s_own_time_limits_are_set_outside_it_and_so_run_before_it_too(self) -> None:
        violent = Victim("V1", **{**NO_ENHANCED_FACTS, "offence_categories": ["violent_crime"]})
        offence = event("e1", "offence_committed", "2020-03-02")
        assert assessed("2021-06-30", offence, victims=[violent])["V1/R5.cica-application/e1"].due_by == day(
            "2022-03-02"
        )

    def test_the_duty_basis_is_a_dated_axis_of_its_own(self) -> None:
        for as_of, basis in (("2025-01-28", "code of practice"), ("2025-01-29", "statutory duty")):
            assert assessed(as_of, REPORT).versions.duty_basis.startswith(basis)
        assert assessed("2019-01-01", REPORT).versions.duty_basis.startswith("code of practice")

    def test_the_answer_names_the_edition_the_calendar_and_the_library(self) -> None:
        versions = assessed("2026-02-10", REPORT).versions
        assert versions.code == "2020"
        assert versions.calendar
        assert versions.library


def test_a_due_date_past_the_published_bank_holidays_says_that_it_rests_on_projected_ones() -> None:
    published = assessed("2026-02-10", REPORT)
    assert "calendar_projected" not in codes(published)
    projected = assessed("2035-02-05", event("e1", "crime_reported", "2035-02-05"))
    assert {f.rule for f in projected.findings if f.code == "calendar_projected"} >= {"R3.information"}


@pytest.mark.parametrize("victim", [PLAIN, UNKNOWN])
def test_duties_of_the_court_are_owed_to_the_witness_care_unit_in_each_victim_s_case(victim: Victim) -> None:
    duty = assessed("2026-02-10", event("e1", "sentence_passed", "2026-02-09"), victims=[victim])
    assert duty["V1/R9.court-sentence-to-witness-care/e1"].rule.owed_to == "Witness Care Unit"
