"""The days that decide: on which a limit, a target or a calendar ends, and until when an answer lasts."""

from __future__ import annotations

import pytest

from tests.assessment.invented_code import BOOK
from tests.assessment.making import ENHANCED, PLAIN, UNKNOWN, assessed, day, event, when
from victims_code import Case, Event, Layer, Victim, assess, readings
from victims_code.names import CheckedType
from victims_code.rulebook import read_layer


def test_a_target_in_hours_that_ends_on_the_due_day_ends_at_its_moment() -> None:
    """Due on Thursday 12 February under Enhanced Rights; 24 hours from noon on the 11th end at noon on the 12th."""
    layer = read_layer(
        'name = "mine"\ntitle = "Invented"\ncode = "2020"\n[[target]]\nrule = "R6.arrest"\nwithin = "24 hours"\n'
    )
    arrest = event("e1", "suspect_arrested", "2026-02-11T12:00:00Z")
    duty = assess(Case("A1", [ENHANCED], [arrest]), as_of=day("2026-02-12"), layers=[layer])["V1/R6.arrest/e1"]
    assert duty.due_by == day("2026-02-12")
    assert duty.target_by == when("2026-02-12T12:00:00Z")


@pytest.mark.parametrize("person", [PLAIN, ENHANCED])
def test_a_determination_shortens_no_clock_of_one_who_had_enhanced_rights_when_it_started(person: Victim) -> None:
    """By the reading that it may: arrested on the 11th, determined on the 13th, so due one Working Day after that.

    For one who had them it is due on Thursday 12, one Working Day after the arrest.
    """
    arrest = event("e1", "suspect_arrested", "2026-02-11")
    found = event("d1", "enhanced_rights_determined", "2026-02-13", victim="V1", details={"entitled": True})
    case = Case("A1", [person], [arrest, found])
    answer = assess(case, as_of=day("2026-03-02"), readings={"enhanced_from": "running_clock_shortens"})
    expected = day("2026-02-12") if person is ENHANCED else day("2026-02-16")
    assert answer["V1/R6.arrest/e1"].due_by == expected


def test_a_due_day_that_is_the_last_published_one_rests_on_no_projection() -> None:
    """Three days of the calendar: 28 December 2028 to the 31st, the last published one, and the 29th to beyond."""
    for at, projected in (("2028-12-28", False), ("2028-12-29", True)):
        flood = Event("e1", CheckedType("flood_reported"), at=day(at), vocabulary=BOOK.vocabulary)
        answer = assess(Case("A1", [PLAIN], [flood]), as_of=day(at), rulebook=BOOK)
        noted = {finding.rule for finding in answer.findings if finding.code == "calendar_projected"}
        assert ("A.visit" in noted) is projected


def targeted(within: str, enhanced: str, *, rule: str = "R6.arrest") -> Layer:
    return read_layer(
        f'name = "mine"\ntitle = "Invented"\ncode = "2020"\n[[target]]\nrule = "{rule}"\n'
        f'within = "{within}"\nenhanced = "{enhanced}"\n'
    )


def test_an_answer_lasts_until_the_target_of_one_without_enhanced_rights_is_missed() -> None:
    """Arrested on Wednesday 11 February: wanted by Monday 16, due on Wednesday 18; missed, it stands otherwise."""
    arrest, local = event("e1", "suspect_arrested", "2026-02-11"), targeted("3 working days", "1 working day")
    answer = assess(Case("A1", [PLAIN], [arrest]), as_of=day("2026-02-13"), layers=[local])
    assert answer["V1/R6.arrest/e1"].target_by == day("2026-02-16")
    assert answer.next_change_at == day("2026-02-17")


def test_an_answer_lasts_until_the_target_of_one_with_enhanced_rights_is_missed() -> None:
    """A complaint of Wednesday 11 February: wanted by Friday 13 rather than Tuesday 17, due ten Working Days on."""
    complaint = event("e1", "complaint_received", "2026-02-11", details={"owed_by": "police"})
    local = targeted("4 working days", "2 working days", rule="R12.acknowledge")
    answer = assess(Case("A1", [ENHANCED], [complaint]), as_of=day("2026-02-12"), layers=[local])
    assert answer["V1/R12.acknowledge/e1"].target_by == day("2026-02-13")
    assert answer.next_change_at == day("2026-02-14")


def test_what_was_declined_between_the_two_due_days_says_by_what() -> None:
    """Nothing is known of the victim: declined on Monday 16, after the 12th and before the 18th."""
    arrest = event("e1", "suspect_arrested", "2026-02-11")
    decline = event("x1", "service_declined", "2026-02-16", details={"services": "R6"})
    assert assessed("2026-06-30", arrest, decline, victims=[UNKNOWN])["V1/R6.arrest/e1"].released_by == decline


def test_the_first_day_of_the_calendar_is_asked_about_too() -> None:
    """1 January 2006 was a Sunday and a bank holiday: how such a day counts is a question even there."""
    case = Case("A1", [PLAIN], [event("e1", "suspect_arrested", "2006-01-01")])
    assert "weekend_start" in readings(case, as_of=day("2006-01-03")).readings


def test_by_the_reading_that_shortens_a_clock_both_due_days_are_told_while_nothing_is_known() -> None:
    """Arrested on Wednesday 11 February: the 18th without Enhanced Rights, the 12th with them."""
    case = Case("A1", [UNKNOWN], [event("e1", "suspect_arrested", "2026-02-11")])
    answer = assess(case, as_of=day("2026-02-11"), readings={"enhanced_from": "running_clock_shortens"})
    duty = answer["V1/R6.arrest/e1"]
    assert (duty.due_by, duty.due_by_if_enhanced) == (day("2026-02-18"), day("2026-02-12"))


def test_a_limit_of_the_provider_s_own_that_waits_for_a_receipt_tells_of_no_day() -> None:
    """Four Working Days from Wednesday 11 February, the survey is due with the warden: on Tuesday 17."""
    survey = Event("e1", CheckedType("survey_finished"), at=day("2026-02-11"), vocabulary=BOOK.vocabulary)
    answer = assess(Case("A1", [PLAIN], [survey]), as_of=day("2026-02-12"), rulebook=BOOK)
    assert answer.next_change_at == day("2026-02-17")


def test_where_only_the_day_of_the_report_is_known_the_last_moment_may_still_be_in_time() -> None:
    """Recorded 24 hours after the last moment of that day: in time only if it was reported then."""
    layer = read_layer(
        'name = "mine"\ntitle = "Invented"\ncode = "2020"\n[[target]]\nrule = "R2.record-crime"\nwithin = "24 hours"\n'
    )

    def status(at: str) -> str:
        events = [event("e1", "crime_reported", "2026-02-09"), event("e2", "crime_recorded", at)]
        duty = assess(Case("A1", [PLAIN], events), as_of=day("2026-03-02"), layers=[layer])["V1/R2.record-crime/e1"]
        assert duty.target is not None
        return str(duty.target.status)

    assert status("2026-02-10T23:59:59.999999Z") == "undetermined"
    assert status("2026-02-11T00:00:00Z") == "missed"
