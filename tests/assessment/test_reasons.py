"""Reasons: why a duty was not, or will not be, performed, by code; and what the basis of the duty makes of them."""

from __future__ import annotations

import pytest

from tests.assessment.making import ENHANCED, PLAIN, assessed, codes, day, event, found, stands, told
from victims_code import Event, Victim, load_code
from victims_code.interchange import assessment_document

# Arrested on Monday 9 February 2026: due on Monday 16.
ARREST = event("e1", "suspect_arrested", "2026-02-09")
DUTY = "V1/R6.arrest/e1"
#: As in the facts: the codes that may be recorded.
CODES = (
    "victim_declined", "cannot_be_traced", "safeguarding", "would_prejudice_investigation", "already_supported",
    "other",
)  # fmt: skip
#: Long after every due day.
LATER = "2026-06-30"


def reason(at: str, code: object = "safeguarding", event_id: str = "x1", **details: object) -> Event:
    said = {"rule": "R6.arrest", "reason": code, **details}
    return event(event_id, "exception_recorded", at, details=said)


class TestCodes:
    """A reason is one of the rulebook's codes; another is taken all the same, and is a finding."""

    def test_the_codes_of_the_rulebook(self) -> None:
        assert tuple(load_code().reasons) == CODES

    @pytest.mark.parametrize("code", CODES)
    def test_each_code_excuses_and_is_told(self, code: str) -> None:
        assessment = assessed(LATER, ARREST, reason("2026-02-16", code, note_held=True))
        assert stands(assessment[DUTY]) == ("excused", "no")
        assert assessment[DUTY].reason == code
        assert codes(assessment) == set()

    @pytest.mark.parametrize(("text", "told_as"), [("Safeguarding", "Safeguarding"), ("", None), (None, None)])
    def test_one_without_a_code_excuses_and_is_a_finding(self, text: str | None, told_as: str | None) -> None:
        assessment = assessed(LATER, ARREST, reason("2026-02-16", text))
        assert (assessment[DUTY].status, assessment[DUTY].reason) == ("excused", told_as)
        assert ("reason_not_coded", "x1") in found(assessment)

    @pytest.mark.parametrize(
        ("note_held", "status", "finding"),
        [
            (True, "excused", set()),
            (None, "excused", {"reason_without_note"}),
            (False, "overdue", {"reason_note_missing"}),
        ],
    )
    def test_another_reason_stands_for_a_note(self, note_held: bool | None, status: str, finding: set[str]) -> None:
        assessment = assessed(LATER, ARREST, reason("2026-02-16", "other", note_held=note_held))
        assert assessment[DUTY].status == status
        assert codes(assessment) == finding

    def test_a_duty_that_is_not_excused_has_no_reason(self) -> None:
        assert assessed("2026-02-09", ARREST, reason("2026-02-12"))[DUTY].reason is None
        met = assessed(LATER, ARREST, told("e2", "2026-02-10", "e1"), reason("2026-02-12"))[DUTY]
        assert (met.status, met.reason, met.good_reasons) == ("met", None, False)

    def test_the_first_reason_in_time_is_the_one_told(self) -> None:
        duty = assessed(LATER, ARREST, reason("2026-02-12", "other", "x2", note_held=True), reason("2026-02-11"))[DUTY]
        assert (duty.reason, duty.released_by) == ("safeguarding", reason("2026-02-11"))


class TestGoodReasons:
    """Since 29 January 2025 the duty binds unless there are good reasons: one recorded later is told apart."""

    @pytest.mark.parametrize(
        ("at", "status", "good"),
        [("2026-02-16", "excused", False), ("2026-02-17", "excused", True), ("2026-06-30", "excused", True)],
    )
    def test_in_time_it_is_a_plain_reason_and_later_a_good_one(self, at: str, status: str, good: bool) -> None:
        duty = assessed(LATER, ARREST, reason(at))[DUTY]
        assert (duty.status, duty.good_reasons) == (status, good)

    def test_one_in_time_goes_before_one_that_is_late(self) -> None:
        duty = assessed(LATER, ARREST, reason("2026-02-17", "other", "x0", note_held=True), reason("2026-02-13"))[DUTY]
        assert (duty.reason, duty.good_reasons) == ("safeguarding", False)

    def test_of_two_that_are_late_the_first_is_told(self) -> None:
        late = reason("2026-02-18", "other", "x0", note_held=True)
        duty = assessed(LATER, ARREST, late, reason("2026-02-17"))[DUTY]
        assert (duty.reason, duty.released_by, duty.good_reasons) == ("safeguarding", reason("2026-02-17"), True)

    def test_what_was_done_late_with_good_reasons_is_excused_and_keeps_its_service(self) -> None:
        contact = told("e2", "2026-02-18", "e1")
        duty = assessed(LATER, ARREST, contact, reason("2026-02-19"))[DUTY]
        assert stands(duty) == ("excused", "no")
        assert (duty.met_by, duty.good_reasons) == (contact, True)
        assert stands(assessed("2026-02-18", ARREST, contact, reason("2026-02-19"))[DUTY]) == ("met_late", "yes")

    def test_a_decline_after_the_due_date_is_no_reason(self) -> None:
        late = event("r1", "service_declined", "2026-02-17", details={"services": "all"})
        assert stands(assessed(LATER, ARREST, late)[DUTY]) == ("overdue", "yes")

    def test_before_another_event_a_reason_in_time_is_not_one_after_the_fact(self) -> None:
        """Proposed on 9 February, excused on the 11th, given on the 16th: it was never missed."""
        proposed = event("e1", "out_of_court_disposal_proposed", "2026-02-09")
        given = event("e2", "out_of_court_disposal_given", "2026-02-16")
        said = {"rule": "R6.disposal-views", "reason": "cannot_be_traced"}
        for at, good in (("2026-02-11", False), ("2026-02-17", True)):
            excuse = event("x1", "exception_recorded", at, details=said)
            duty = assessed(LATER, proposed, given, excuse)["V1/R6.disposal-views/e1"]
            assert (stands(duty), duty.good_reasons) == (("excused", "no"), good)

    def test_an_untimed_duty_is_excused_at_any_time_and_was_never_missed(self) -> None:
        report = event("e1", "crime_reported", "2026-02-09")
        excuse = event("x1", "exception_recorded", "2026-06-01", details={"rule": "R7.offer", "reason": "safeguarding"})
        duty = assessed(LATER, report, excuse)["V1/R7.offer/e1"]
        assert (duty.status, duty.reason, duty.good_reasons) == ("excused", "safeguarding", False)


class TestTheBasisOfTheDuty:
    """On what footing the duty bound: on the day it fell due, and in every finding that is written."""

    @pytest.mark.parametrize(
        ("arrested", "as_of", "basis"),
        [
            ("2025-01-20", "2025-01-20", "code of practice"),
            ("2025-01-22", "2025-01-28", "code of practice"),  # due on the 29th, which has not come yet
            ("2025-01-22", "2025-01-29", "statutory duty"),
            ("2025-01-21", "2026-06-30", "code of practice"),  # due on the 28th
        ],
    )
    def test_it_is_that_of_the_due_day_or_of_today_if_that_is_sooner(
        self, arrested: str, as_of: str, basis: str
    ) -> None:
        assert assessed(as_of, event("e1", "suspect_arrested", arrested))[DUTY].duty_basis.name == basis

    def test_a_duty_without_a_due_day_is_on_today_s(self) -> None:
        report = event("e1", "crime_reported", "2024-02-12")
        for as_of, basis in (("2025-01-28", "code of practice"), ("2025-01-29", "statutory duty")):
            assert assessed(as_of, report)["V1/R7.offer/e1"].duty_basis.name == basis

    @pytest.mark.parametrize(
        ("as_of", "basis"),
        [("2025-01-28", "code of practice (2021-04-01)"), ("2025-01-29", "statutory duty (2025-01-29)")],
    )
    def test_every_finding_names_a_basis(self, as_of: str, basis: str) -> None:
        findings = assessment_document(assessed(as_of, told("e2", "2025-01-06"), ARREST))["findings"]
        assert isinstance(findings, list)
        assert [(f["code"], f["event"], f["duty_basis"]) for f in findings] == [
            ("contact_names_nothing", "e2", basis),
            ("not_yet_happened", "e1", basis),
        ]


class TestWhatIsDeclined:
    """The victim's choices, from their own dates; `all` leaves out what is no service that one takes up."""

    def test_a_duty_between_providers_is_declined_only_by_its_own_name(self) -> None:
        outcome = event("e1", "case_outcome_reached", "2026-02-09")
        duty = "V1/R9.court-outcome-to-witness-care/e1"
        for services, status in (
            ("all", "pending"),
            ("R9", "pending"),
            ("R9.court-outcome-to-witness-care", "declined"),
        ):
            declined = event("r1", "service_declined", "2026-02-10", details={"services": services})
            assert assessed("2026-02-11", outcome, declined)[duty].status == status

    def test_another_victim_s_choice_is_their_own(self) -> None:
        other = event("r1", "service_declined", "2026-02-10", victim="V2", details={"services": "all"})
        assert assessed("2026-02-10", ARREST, other, victims=[PLAIN, Victim("V2")])[DUTY].status == "pending"

    def test_a_choice_that_names_no_service_declines_none_and_is_a_finding(self) -> None:
        assessment = assessed("2026-02-10", ARREST, event("r1", "service_declined", "2026-02-10"))
        assert assessment[DUTY].status == "pending"
        assert ("decline_names_nothing", "r1") in found(assessment)

    def test_an_investigation_that_ends_after_an_update_was_missed_takes_nothing_back(self) -> None:
        """Agreed on Monday 9 February every 7 days: due on the 16th, closed on the 17th."""
        plan = event("e1", "contact_plan_agreed", "2026-02-09", details={"every_days": 7})
        for at, status in (("2026-02-16", "lapsed"), ("2026-02-17", "overdue")):
            closed = event("e2", "investigation_closed", at)
            assert assessed(LATER, plan, closed)["V1/R6.agreed-update/e1"].status == status

    def test_a_reason_that_names_nothing_is_no_reason(self) -> None:
        assessment = assessed(LATER, ARREST, event("x1", "exception_recorded", "2026-02-10", details={"rule": "R6"}))
        assert ("exception_names_nothing", "x1") in found(assessment)
        assert assessment[DUTY].due_by == day("2026-02-16")
        assert assessment[DUTY].status == "overdue"


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


@pytest.mark.parametrize(("given", "stood"), [("2025-01-28", ("overdue", "yes")), ("2025-01-29", ("excused", "no"))])
def test_the_basis_on_the_day_by_which_a_duty_had_to_be_done_says_whether_a_late_reason_excuses(
    given: str, stood: tuple[str, str]
) -> None:
    """The disposal was proposed before the duty was statutory; the day on which it was given decides."""
    proposed = event("e1", "out_of_court_disposal_proposed", "2025-01-20")
    disposal = event("e2", "out_of_court_disposal_given", given)
    details = {"rule": "R6.disposal-views", "reason": "safeguarding"}
    said = event("x1", "exception_recorded", "2025-02-03", details=details)
    assert stands(assessed("2025-02-10", proposed, disposal, said)["V1/R6.disposal-views/e1"]) == stood
