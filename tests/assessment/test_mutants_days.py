"""The small print of days: which edition, which limit, which target, and until when an answer lasts."""

from __future__ import annotations

import pytest

from tests.assessment.invented_code import CODE
from tests.assessment.making import ENHANCED, PLAIN, UNKNOWN, assessed, day, event, when
from victims_code import Case, Event, Layer, Victim, assess, load_code, readings
from victims_code.names import CheckedType
from victims_code.rulebook import read_layer, read_rulebook
from victims_code.vocabulary import code_vocabulary


def allotment_code(extra: str) -> str:
    """The invented code with something more in it, as a file."""
    unused = "\n".join(f'{name} = "not ours"' for name, kind in code_vocabulary().items() if kind.acts is None)
    return CODE.replace("[unused]", extra + "\n[unused]") + unused


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
    book = read_rulebook({"allotments.toml": allotment_code("")})
    for at, projected in (("2028-12-28", False), ("2028-12-29", True)):
        flood = Event("e1", CheckedType("flood_reported"), at=day(at), vocabulary=book.vocabulary)
        answer = assess(Case("A1", [PLAIN], [flood]), as_of=day(at), rulebook=book)
        noted = {finding.rule for finding in answer.findings if finding.code == "calendar_projected"}
        assert ("A.visit" in noted) is projected


@pytest.mark.parametrize(("at", "touches"), [("2021-03-31", True), ("2021-04-01", False)])
def test_which_edition_applies_is_a_question_only_for_a_case_that_began_before_the_newest(
    at: str, touches: bool
) -> None:
    """The 2020 edition came into force on 1 April 2021."""
    case = Case("A1", [PLAIN], [event("e1", "crime_reported", at)])
    assert ("edition" in readings(case, as_of=day("2021-06-01")).readings) is touches


@pytest.mark.parametrize(
    ("person", "given", "good"),
    [
        # Plain: five Working Days from Monday 2 March end on the 9th; under Enhanced Rights one ends on the 3rd.
        (PLAIN, "2026-03-09", False),
        (PLAIN, "2026-03-10", True),
        (ENHANCED, "2026-03-03", False),
        (ENHANCED, "2026-03-04", True),
    ],
)
def test_a_reason_given_after_the_soonest_day_of_a_limit_that_waits_for_a_receipt_must_be_a_good_one(
    person: Victim, given: str, good: bool
) -> None:
    bail = event("e1", "court_bail_decided", "2026-03-02")
    said = event("x1", "exception_recorded", given, details={"rule": "R8.bail-outcome", "reason": "safeguarding"})
    duty = assessed("2026-06-30", bail, said, victims=[person])["V1/R8.bail-outcome/e1"]
    assert (str(duty.status), duty.good_reasons) == ("excused", good)


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


def test_by_the_reading_of_the_first_report_the_first_of_two_decides() -> None:
    """Reported on the last day of the 2015 edition, and again under that of 2020."""
    reports = [event("e1", "crime_reported", "2021-03-31"), event("e2", "crime_reported", "2021-05-04")]
    case = Case("A1", [PLAIN], reports)
    answer = assess(case, as_of=day("2021-06-01"), readings={"edition": "report_date"})
    assert {duty.edition.name for duty in answer} == {"2015"}


def test_where_no_report_is_on_record_the_first_day_decides_the_edition_of_the_whole_case() -> None:
    """On the last day of the 2015 edition, and a month into that of 2020."""
    events = [event("e1", "suspect_arrested", "2021-03-31"), event("e2", "suspect_charged", "2021-05-04")]
    answer = assess(Case("A1", [PLAIN], events), as_of=day("2021-06-01"), readings={"edition": "report_date"})
    assert {duty.edition.name for duty in answer} == {"2015"}


def test_what_was_declined_between_the_two_due_days_says_by_what() -> None:
    """Nothing is known of the victim: declined on Monday 16, after the 12th and before the 18th."""
    arrest = event("e1", "suspect_arrested", "2026-02-11")
    decline = event("x1", "service_declined", "2026-02-16", details={"services": "R6"})
    assert assessed("2026-06-30", arrest, decline, victims=[UNKNOWN])["V1/R6.arrest/e1"].released_by == decline


def test_a_decline_is_no_good_reason_however_late_it_came() -> None:
    """Of a receipt that nobody knows: the bail was decided on 2 March, and the victim declined three months later."""
    bail = event("e1", "court_bail_decided", "2026-03-02")
    decline = event("x1", "service_declined", "2026-06-01", details={"services": "R8"})
    duty = assessed("2026-06-30", bail, decline)["V1/R8.bail-outcome/e1"]
    assert (duty.released_by, str(duty.status), duty.good_reasons) == (decline, "undetermined", False)


@pytest.mark.parametrize(("given", "good"), [("2026-02-16T09:00:00Z", False), ("2026-02-16T15:00:00Z", True)])
def test_on_the_day_by_which_a_duty_had_to_be_done_the_hour_tells_whether_the_reason_must_be_good(
    given: str, good: bool
) -> None:
    """The views on a disposal are wanted before it is given, at noon on the 16th."""
    proposed = event("e1", "out_of_court_disposal_proposed", "2026-02-11")
    disposal = event("e2", "out_of_court_disposal_given", "2026-02-16T12:00:00Z")
    said = event("x1", "exception_recorded", given, details={"rule": "R6.disposal-views", "reason": "safeguarding"})
    duty = assessed("2026-03-10", proposed, disposal, said)["V1/R6.disposal-views/e1"]
    assert (str(duty.status), duty.good_reasons) == ("excused", good)


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
    book = read_rulebook({"allotments.toml": allotment_code("")})
    survey = Event("e1", CheckedType("survey_finished"), at=day("2026-02-11"), vocabulary=book.vocabulary)
    answer = assess(Case("A1", [PLAIN], [survey]), as_of=day("2026-02-12"), rulebook=book)
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


def test_a_layer_over_one_edition_adds_nothing_under_another() -> None:
    """A local duty over the 2020 edition arises from its first day, 1 April 2021."""
    local = read_layer(
        'name = "mine"\ntitle = "Invented"\ncode = "2020"\n[[rule]]\nid = "mine.call"\nright = 6\nduty = "Call"\n'
        'owed_by = "police"\narises_on = ["crime_reported"]\nwithin = "28 days"\nmet_by = ["update_given"]\n'
        'evidence = "unconfirmed"\nsources = []\ndisputes = []\n'
    )
    for at, arises in (("2021-03-31", False), ("2021-04-01", True)):
        case = Case("A1", [PLAIN], [event("e1", "crime_reported", at)])
        answer = assess(case, as_of=day("2021-05-01"), layers=[local])
        assert ("V1/mine.call/e1" in {duty.id for duty in answer}) is arises


def test_what_is_set_outside_the_code_arises_under_a_law_of_one_edition_too() -> None:
    sentence = event("e1", "sentence_passed", "2026-02-11", details={"in_unduly_lenient_scheme": True})
    alone = assess(Case("A1", [PLAIN], [sentence]), as_of=day("2026-02-12"), rulebook=load_code())
    assert alone["V1/R9.unduly-lenient-request/e1"].status == "window_open"
