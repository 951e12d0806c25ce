"""What releases a duty, from its own date: a decline, a reason, a cancelled crime, a void, a correction."""

from __future__ import annotations

from typing import Any

import pytest

from tests.assessment.making import NO_ENHANCED_FACTS, PLAIN, assessed, codes, day, event, found, stands, told
from victims_code import Event, InvalidCase, Truth, Victim

# Arrested on Monday 9 February 2026: due on Monday 16.
ARREST = event("e1", "suspect_arrested", "2026-02-09")
DUTY = "V1/R6.arrest/e1"
MISSED, LATER = ("overdue", "yes"), "2026-06-30"
OTHER = Victim("V2", **NO_ENHANCED_FACTS)


def declined(at: str, services: object = "all", event_id: str = "r1", **facts: Any) -> Event:  # noqa: ANN401 - an event's fields are of every kind
    return event(event_id, "service_declined", at, details={"services": services}, **facts)


def resumed(at: str, services: object = "all", event_id: str = "r2") -> Event:
    return event(event_id, "service_resumed", at, details={"services": services})


def excused(at: str, rule: str | None = "R6.arrest", **facts: Any) -> Event:  # noqa: ANN401 - an event's fields are of every kind
    return event("x1", "exception_recorded", at, details={"rule": rule, "reason": "a risk to the victim"}, **facts)


def voided(at: str, target: str = "e1") -> Event:
    return event("v1", "event_voided", at, details={"event": target, "reason": "entered on the wrong case"})


def corrected(on: str, target: str = "e1", event_id: str = "c1", **fields: Any) -> Event:  # noqa: ANN401 - an event's fields are of every kind
    return event(event_id, "event_corrected", on, details={"event": target, "fields": fields})


def answer(*events: Event, as_of: str = LATER, duty: str = DUTY) -> tuple[str, str]:
    return stands(assessed(as_of, ARREST, *events)[duty])


class TestDeclines:
    """The victim declines a named service or all services, and may opt back in."""

    @pytest.mark.parametrize(
        "services", ["all", "R6", "R6.arrest", "victim_informed", "R3; R6", "R3,R6.arrest", ["R1", "R6"]]
    )
    def test_a_decline_names_all_a_right_a_rule_or_a_service(self, services: object) -> None:
        assert answer(declined("2026-02-16", services)) == ("declined", "no")

    @pytest.mark.parametrize("services", ["R3", "R6.charge", "vps_offered", "R", "R6.", "everything else"])
    def test_a_decline_of_another_service_does_not_release_it(self, services: object) -> None:
        assert answer(declined("2026-02-10", services)) == MISSED

    @pytest.mark.parametrize("services", ["", None, [], " ; "])
    def test_a_decline_that_names_nothing_declines_nothing_and_is_a_finding(self, services: object) -> None:
        assessment = assessed(LATER, ARREST, declined("2026-02-10", services))
        assert stands(assessment[DUTY]) == MISSED
        assert ("decline_names_nothing", "r1") in found(assessment)

    def test_it_acts_from_its_own_date_and_what_was_missed_stays_missed(self) -> None:
        assert answer(declined("2026-02-12"), as_of="2026-02-11") == ("pending", "no")
        assert answer(declined("2026-02-12"), as_of="2026-02-12") == ("declined", "no")
        assert answer(declined("2026-02-17")) == MISSED

    def test_one_made_before_the_event_stands(self) -> None:
        assert answer(declined("2026-01-05")) == ("declined", "no")

    def test_a_service_given_in_time_all_the_same_meets_it(self) -> None:
        assert answer(declined("2026-02-10"), told("e2", "2026-02-12", "e1")) == ("met", "no")

    def test_opted_back_in_before_the_due_day_it_is_owed_again(self) -> None:
        assert answer(declined("2026-02-10"), resumed("2026-02-12"), as_of="2026-02-13") == ("pending", "no")
        assert answer(declined("2026-02-10"), resumed("2026-02-12", "R6")) == MISSED
        assert answer(declined("2026-02-10"), resumed("2026-02-12", "R3")) == ("declined", "no")
        assert answer(declined("2026-02-10"), resumed("2026-02-17")) == ("declined", "no")

    def test_it_is_one_victim_s_own(self) -> None:
        assessment = assessed(LATER, ARREST, declined("2026-02-10", victim="V2"), victims=[PLAIN, OTHER])
        assert stands(assessment[DUTY]) == MISSED
        assert stands(assessment["V2/R6.arrest/e1"]) == ("declined", "no")

    def test_it_keeps_to_its_suspect_and_crime(self) -> None:
        arrest = event("e1", "suspect_arrested", "2026-02-09", suspect="S1", crime="C1")
        for key, value, status in (
            ("suspect", "S2", "overdue"),
            ("crime", "C2", "overdue"),
            ("crime", "C1", "declined"),
        ):
            duty = assessed(LATER, arrest, declined("2026-02-10", **{key: value}))[DUTY]
            assert duty.status == status

    def test_an_untimed_service_is_declined_at_any_time_until_it_is_done(self) -> None:
        report = event("e9", "crime_reported", "2026-02-09")
        assert stands(assessed(LATER, report, declined("2026-06-01"))["V1/R7.offer/e9"]) == ("declined", "no")
        offered = event("e2", "vps_offered", "2026-06-02")
        assert stands(assessed(LATER, report, declined("2026-06-01"), offered)["V1/R7.offer/e9"]) == ("recorded", "no")

    @pytest.mark.parametrize(
        ("decline", "trigger", "details", "rule"),
        [
            ("support_referral_declined", "crime_reported", {}, "R4.support-referral"),
            ("vps_declined", "crime_reported", {}, "R7.offer"),
            ("vps_declined", "vps_taken", {}, "R7.further-statement"),
            (
                "victim_contact_scheme_declined",
                "sentence_passed",
                {"hospital_order": True},
                "R11.victim-contact-scheme-referral",
            ),
            ("victim_contact_scheme_declined", "victim_contact_scheme_referred", {}, "R11.victim-liaison-contact"),
        ],
    )  # fmt: skip
    def test_a_service_may_have_a_decline_of_its_own(
        self, decline: str, trigger: str, details: dict[str, object], rule: str
    ) -> None:
        start = event("e1", trigger, "2026-02-09", details=details)
        duty = assessed(LATER, start, event("r1", decline, "2026-02-10"))[f"V1/{rule}/e1"]
        assert stands(duty) == ("declined", "no")
        assert duty.released_by is not None
        other = assessed(LATER, start, event("r1", decline, "2026-02-10", victim="V2"), victims=[PLAIN, OTHER])
        assert other[f"V1/{rule}/e1"].released_by is None

    def test_opting_back_in_undoes_that_too(self) -> None:
        report, refused = (
            event("e1", "crime_reported", "2026-02-09"),
            event("r1", "support_referral_declined", "2026-02-10"),
        )
        again = resumed("2026-02-11", "R4.support-referral")
        assert stands(assessed(LATER, report, refused, again)["V1/R4.support-referral/e1"]) == MISSED

    def test_joining_the_scheme_again_undoes_leaving_it(self) -> None:
        referred = event("e1", "victim_contact_scheme_referred", "2026-02-09")
        left = event("r1", "victim_contact_scheme_declined", "2026-02-10")
        joined = event("r2", "victim_contact_scheme_joined", "2026-02-11")
        assert stands(assessed(LATER, referred, left, joined)["V1/R11.victim-liaison-contact/e1"]) == MISSED

    def test_declining_a_statement_once_does_not_decline_updating_the_one_made_later(self) -> None:
        refused, taken = event("r1", "vps_declined", "2026-01-05"), event("e1", "vps_taken", "2026-02-09")
        sentence = event("e2", "sentence_passed", "2026-03-09")
        assert stands(assessed(LATER, refused, taken, sentence)["V1/R7.further-statement/e1"]) == MISSED


class TestReasons:
    """A provider records why a duty was not, or will not be, performed."""

    def test_it_acts_from_its_own_date_and_what_was_missed_stays_missed(self) -> None:
        """Before 29 January 2025: arrested on Monday 12 February 2024, due on the Monday after."""
        arrest = event("e1", "suspect_arrested", "2024-02-12")
        assert stands(assessed("2024-03-01", arrest, excused("2024-02-19"))[DUTY]) == ("excused", "no")
        late = assessed("2024-03-01", arrest, excused("2024-02-20"))
        assert stands(late[DUTY]) == MISSED
        assert ("exception_too_late", "x1") in found(late)

    def test_under_the_statutory_duty_a_good_reason_may_be_recorded_later_and_is_told_apart(self) -> None:
        """Providers must comply "unless there are good reasons not to" (SI95): due on Monday 16 February 2026."""
        in_time, late = (assessed(LATER, ARREST, excused(at))[DUTY] for at in ("2026-02-16", "2026-02-17"))
        assert (stands(in_time), in_time.good_reasons) == (("excused", "no"), False)
        assert (stands(late), late.good_reasons) == (("excused", "no"), True)
        assert late.duty_basis.good_reasons

    def test_the_day_on_which_it_fell_due_says_on_what_basis_it_was_missed(self) -> None:
        """Tuesday 28 January 2025 is the last day before the statutory duty; the reason is given long after."""
        for arrested, status in (("2025-01-21", "overdue"), ("2025-01-22", "excused")):
            arrest = event("e1", "suspect_arrested", arrested)
            assert assessed("2025-03-03", arrest, excused("2025-02-28"))[DUTY].status == status

    def test_it_excuses_the_rule_that_it_names_and_no_other(self) -> None:
        assert answer(excused("2026-02-10", "R6.charge")) == MISSED

    @pytest.mark.parametrize("rule", ["R6.arest", None, "R6"])
    def test_one_that_names_no_rule_excuses_nothing_and_is_a_finding(self, rule: str | None) -> None:
        assessment = assessed(LATER, ARREST, excused("2026-02-10", rule))
        assert stands(assessment[DUTY]) == MISSED
        assert ("exception_names_nothing", "x1") in found(assessment)

    def test_it_may_name_one_event_and_leave_the_others(self) -> None:
        again = event("e2", "suspect_arrested", "2026-02-09")
        assessment = assessed(LATER, ARREST, again, excused("2026-02-10", about=["e2"]))
        assert stands(assessment[DUTY]) == MISSED
        assert stands(assessment["V1/R6.arrest/e2"]) == ("excused", "no")

    def test_one_recorded_before_the_event_does_not_excuse_it(self) -> None:
        assert answer(excused("2026-02-06")) == MISSED

    def test_one_for_another_suspect_does_not_excuse_it(self) -> None:
        arrest = event("e1", "suspect_arrested", "2026-02-09", suspect="S1")
        assert stands(assessed(LATER, arrest, excused("2026-02-10", suspect="S2"))[DUTY]) == MISSED


class TestReopened:
    """An investigation that is reopened brings back what its end took away, but for what a day makes late."""

    REPORT = event("e1", "crime_reported", "2026-02-02")
    CLOSED = event("e2", "investigation_closed", "2026-02-09")
    REOPENED = event("e3", "investigation_reopened", "2026-02-16")
    PLAN = "V1/R6.contact-plan/e1"

    def test_the_contact_plan_is_owed_again_from_then_on(self) -> None:
        events = (self.REPORT, self.CLOSED, self.REOPENED)
        statuses = [assessed(at, *events)[self.PLAN].status for at in ("2026-02-06", "2026-02-09", "2026-02-16")]
        assert statuses == ["outstanding", "lapsed", "outstanding"]

    def test_closed_again_it_lapses_again(self) -> None:
        again = event("e4", "investigation_closed", "2026-02-23")
        duty = assessed("2026-03-02", self.REPORT, self.CLOSED, self.REOPENED, again)[self.PLAN]
        assert (duty.status, duty.released_by) == ("lapsed", again)

    def test_reopened_for_another_suspect_it_stays_ended(self) -> None:
        report = event("e1", "crime_reported", "2026-02-02", crime="C1")
        closed = event("e2", "investigation_closed", "2026-02-09", crime="C1")
        other = event("e3", "investigation_reopened", "2026-02-16", crime="C2")
        assert assessed("2026-03-02", report, closed, other)[self.PLAN].status == "lapsed"

    def test_an_update_that_fell_away_does_not_become_late(self) -> None:
        """Agreed on 2 February every 14 days: due on the 16th, a week after the end of the investigation."""
        plan = event("p1", "contact_plan_agreed", "2026-02-02", details={"every_days": 14})
        duty = assessed("2026-03-02", self.REPORT, plan, self.CLOSED, self.REOPENED)["V1/R6.agreed-update/p1"]
        assert stands(duty) == ("lapsed", "no")


class TestCancelledCrimes:
    """The crime is removed under the counting rules."""

    def test_open_duties_lapse_and_what_was_missed_stays_missed(self) -> None:
        assert answer(event("k1", "crime_cancelled", "2026-02-16")) == ("lapsed", "no")
        assert answer(event("k1", "crime_cancelled", "2026-02-17")) == MISSED

    def test_a_duty_that_was_met_stays_met(self) -> None:
        events = [told("e2", "2026-02-10", "e1"), event("k1", "crime_cancelled", "2026-02-11")]
        assert answer(*events) == ("met", "no")

    def test_another_crime_s_duties_stay(self) -> None:
        arrest = event("e1", "suspect_arrested", "2026-02-09", crime="C1")
        for crime, status in (("C2", "overdue"), ("C1", "lapsed"), (None, "lapsed")):
            assert (
                assessed(LATER, arrest, event("k1", "crime_cancelled", "2026-02-10", crime=crime))[DUTY].status
                == status
            )

    def test_a_duty_that_arises_afterwards_is_owed(self) -> None:
        assert answer(event("k1", "crime_cancelled", "2026-02-06")) == MISSED


class TestVoids:
    """An earlier event never happened."""

    def test_its_duties_lapse_from_the_void_s_own_date(self) -> None:
        assert answer(voided("2026-02-12"), as_of="2026-02-11") == ("pending", "no")
        assert answer(voided("2026-02-12"), as_of="2026-02-12") == ("lapsed", "no")
        assert answer(voided("2026-02-16")) == ("lapsed", "no")
        assert assessed(LATER, ARREST, voided("2026-02-12"))[DUTY].released_by == voided("2026-02-12")

    def test_even_what_was_already_missed_lapses_since_it_was_never_owed(self) -> None:
        assert answer(voided("2026-02-17"), as_of="2026-02-16") != MISSED
        assert answer(voided("2026-02-18"), as_of="2026-02-17") == MISSED
        assert answer(voided("2026-02-18")) == ("lapsed", "no")

    def test_a_duty_whose_condition_is_not_met_does_not_come_into_sight_by_a_void(self) -> None:
        report = event("e9", "crime_reported", "2026-02-09")
        assessment = assessed(LATER, report, voided("2026-02-12", "e9"))
        assert "V1/R5.cica-information/e9" not in {duty.id for duty in assessment}
        assert {duty.status for duty in assessment} == {"lapsed"}

    def test_a_voided_contact_met_nothing(self) -> None:
        contact = told("e2", "2026-02-12", "e1")
        assert answer(contact, voided("2026-02-13", "e2"), as_of="2026-02-12") == ("met", "no")
        assert answer(contact, voided("2026-02-13", "e2")) == MISSED

    def test_a_voided_void_did_nothing(self) -> None:
        undone = event("v2", "event_voided", "2026-02-13", details={"event": "v1"})
        assert answer(voided("2026-02-12"), undone) == MISSED

    def test_a_contact_about_a_voided_event_is_a_finding(self) -> None:
        assessment = assessed(LATER, ARREST, voided("2026-02-10"), told("e2", "2026-02-12", "e1"))
        assert ("contact_before_event", "e2") in found(assessment)


class TestCorrections:
    """Fields of an earlier event are replaced."""

    def test_they_act_from_their_own_date(self) -> None:
        mended = corrected("2026-02-12", at="2026-02-10")  # five Working Days after the 10th: Tuesday 17
        for as_of, due in (("2026-02-11", "2026-02-16"), ("2026-02-12", "2026-02-17")):
            assert assessed(as_of, ARREST, mended)[DUTY].due_by == day(due)

    def test_details_are_replaced_key_by_key(self) -> None:
        plan = event("e1", "contact_plan_agreed", "2026-02-09", details={"every_days": 14, "method": "letter"})
        mended = corrected("2026-02-10", details={"every_days": 7})
        assert assessed("2026-02-11", plan, mended)["V1/R6.agreed-update/e1"].due_by == day("2026-02-16")

    def test_the_latest_counts_and_a_voided_one_does_not(self) -> None:
        one, two = corrected("2026-02-11", at="2026-02-10"), corrected("2026-02-12", event_id="c2", at="2026-02-11")
        assert assessed("2026-02-13", ARREST, one, two)[DUTY].due_by == day("2026-02-18")
        assert assessed("2026-02-13", ARREST, one, two, voided("2026-02-13", "c2"))[DUTY].due_by == day("2026-02-17")

    def test_a_receipt_may_be_added(self) -> None:
        heard = event("e1", "case_outcome_reached", "2026-02-09")
        mended = corrected("2026-02-12", received_at="2026-02-11")
        assert assessed("2026-02-12", heard, mended)["V1/R9.outcome/e1"].due_by == day("2026-02-12")

    def test_one_that_makes_no_sense_is_refused_at_once(self) -> None:
        with pytest.raises(InvalidCase, match="received_at"):
            assessed(
                "2026-02-12",
                event("e1", "case_outcome_reached", "2026-02-09"),
                corrected("2026-02-12", received_at="2026-02-06"),
            )

    def test_two_that_make_no_sense_together_are_refused_with_the_case_and_never_by_assess(self) -> None:
        heard = event("e1", "case_outcome_reached", "2026-02-02", received_at="2026-02-06")
        moved, mended = (
            corrected("2026-02-09", at="2026-02-05"),
            corrected("2026-02-10", event_id="c2", received_at="2026-02-03"),
        )
        for together in ([heard, moved, mended], [mended, moved, heard]):
            with pytest.raises(InvalidCase, match="received_at"):
                assessed("2026-02-12", *together)


def test_findings_of_releases_are_of_the_day_of_the_assessment() -> None:
    assert "exception_too_late" not in codes(assessed("2026-02-16", ARREST, excused("2026-02-17")))
    assert assessed("2026-02-16", ARREST, excused("2026-02-17")).in_breach is Truth.NO
