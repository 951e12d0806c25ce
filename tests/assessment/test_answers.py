"""The answer as a whole: its order, what is due next, when it changes, and how it is asked."""

from __future__ import annotations

import datetime as dt
import pickle
from typing import Any, cast

import pytest

from tests.assessment.making import (
    NO_ENHANCED_FACTS,
    PLAIN,
    UNKNOWN,
    assessed,
    day,
    event,
    ids,
    stands,
    told,
    when,
)  # fmt: skip
from victims_code import (
    Case,
    InvalidFact,
    Kind,
    Obligation,
    OutsideCalendar,
    Right,
    ServiceProvider,
    Severity,
    Status,
    Truth,
    UndeterminedTruth,
    Victim,
    assess,
    england_and_wales,
)  # fmt: skip
from victims_code.assessment.findings import CODES

OTHER = Victim("V2", **NO_ENHANCED_FACTS)
REPORT = event("e1", "crime_reported", "2026-02-09")
ARREST = event("e2", "suspect_arrested", "2026-02-10")


class TestOrder:
    """Obligations are ordered by due date (dates first, then none), Right, rule, victim and trigger."""

    def test_dates_first_then_none(self) -> None:
        days = [duty.due_by for duty in assessed("2026-02-10", REPORT, ARREST)]
        dated = [due for due in days if due]
        assert dated == sorted(dated)
        assert days == [*dated, *[None] * (len(days) - len(dated))]
        assert len(dated) == 5

    def test_ties_by_right_rule_victim_and_trigger(self) -> None:
        again = event("e0", "suspect_arrested", "2026-02-10")
        interview = event("e3", "suspect_interviewed_under_caution", "2026-02-10")
        complaint = event("e9", "complaint_received", "2026-02-03")  # ten Working Days: Tuesday 17 February too
        assessment = assessed("2026-02-10", ARREST, again, interview, complaint, victims=[OTHER, PLAIN])
        tied = [duty.id for duty in assessment if duty.due_by == day("2026-02-17")]
        assert tied == [
            "V1/R6.arrest/e0", "V1/R6.arrest/e2", "V2/R6.arrest/e0", "V2/R6.arrest/e2", "V1/R6.interview/e3",
            "V2/R6.interview/e3", "V1/R12.acknowledge/e9", "V2/R12.acknowledge/e9",
        ]  # fmt: skip

    def test_it_is_the_same_for_any_order_of_events_and_victims(self) -> None:
        events = [REPORT, ARREST, told("e3", "2026-02-11", "e2"), event("e4", "suspect_charged", "2026-02-12")]
        one = assessed("2026-02-20", *events, victims=[PLAIN, OTHER])
        other = assessed("2026-02-20", *reversed(events), victims=[OTHER, PLAIN])
        assert one.rows == other.rows
        assert one.findings == other.findings


class TestNextDue:
    """The obligation with the earliest due date among those pending, due today or overdue."""

    def test_the_earliest_and_of_a_tie_the_first_in_order(self) -> None:
        # Reported on the 9th: the referral is due on Wednesday 11, the information of Right 3 on Monday 16.
        first = assessed("2026-02-10", REPORT, ARREST).next_due
        assert first is not None
        assert first.id == "V1/R4.support-referral/e1"
        referred = event("e3", "support_referral_made", "2026-02-10")
        then = assessed("2026-02-10", REPORT, ARREST, referred).next_due
        assert then is not None
        assert then.id == "V1/R3.information/e1"

    def test_what_is_overdue_comes_first_and_what_is_settled_does_not_count(self) -> None:
        later = assessed("2026-02-17", REPORT, ARREST).next_due
        assert later is not None
        assert (later.id, later.status) == ("V1/R4.support-referral/e1", Status.OVERDUE)

    def test_none_where_nothing_has_a_date(self) -> None:
        assert assessed("2026-02-10", event("e1", "vps_taken", "2026-02-09")).next_due is None
        assert assessed("2026-02-20", ARREST, told("e3", "2026-02-11", "e2")).next_due is None
        heard = event("e1", "hearing_listed", "2026-02-09")
        assert assessed("2026-02-10", heard).next_due is None

    def test_what_is_undetermined_is_not_next(self) -> None:
        between = assessed("2026-02-13", ARREST, victims=[UNKNOWN])
        assert between["V1/R6.arrest/e2"].status is Status.UNDETERMINED
        assert between.next_due is None


class TestNextChange:
    """The first later day on which the answer would differ if nothing else happened."""

    @pytest.mark.parametrize(
        ("as_of", "changes"),
        [
            ("2026-02-10", "2026-02-17"),  # due today
            ("2026-02-17", "2026-02-18"),  # overdue
            ("2026-02-18", None),  # and so for ever
            ("2025-01-28", "2025-01-29"),  # the basis of the duty, though nothing has happened yet
        ],
    )
    def test_of_an_arrest_not_told(self, as_of: str, changes: str | None) -> None:
        assert assessed(as_of, ARREST).next_change_at == (day(changes) if changes else None)

    def test_of_unknown_enhanced_rights_the_day_after_the_earlier_date(self) -> None:
        assert assessed("2026-02-10", ARREST, victims=[UNKNOWN]).next_change_at == day("2026-02-12")

    def test_of_an_event_or_a_receipt_still_to_come(self) -> None:
        charge = event("e3", "suspect_charged", "2026-02-12")
        assert assessed("2026-02-10", ARREST, charge).next_change_at == day("2026-02-12")
        heard = event("e1", "case_outcome_reached", "2026-02-09", received_at="2026-02-11")
        assert assessed("2026-02-10", heard).next_change_at == day("2026-02-11")

    def test_of_an_unknown_receipt_the_day_on_which_it_comes_into_doubt(self) -> None:
        heard = event("e1", "hearing_listed", "2026-02-09")
        assert assessed("2026-02-09", heard).next_change_at == day("2026-02-11")
        assert assessed("2026-02-11", heard).next_change_at is None

    def test_of_a_window_the_day_after_its_last(self) -> None:
        violent = Victim("V1", **{**NO_ENHANCED_FACTS, "offence_categories": ["violent_crime"]})
        offence = event("e1", "offence_committed", "2025-02-10")
        assert assessed("2026-02-10", offence, victims=[violent]).next_change_at == day("2027-02-11")

    def test_it_is_worked_out_once(self) -> None:
        assessment = assessed("2026-02-10", ARREST)
        assert assessment.next_change_at is assessment.next_change_at


class TestVerdict:
    """Whether the case is in breach."""

    def test_yes_if_any_duty_was_missed_even_beside_what_is_unknown(self) -> None:
        missed = assessed("2026-02-20", ARREST, event("e3", "case_outcome_reached", "2026-01-05"))
        assert missed.in_breach is Truth.YES
        assert missed.is_in_breach
        assert [duty.id for duty in missed.breaches()] == ["V1/R6.arrest/e2"]

    def test_undetermined_if_none_was_but_an_unknown_fact_could_make_it_so(self) -> None:
        between = assessed("2026-02-13", ARREST, victims=[UNKNOWN])
        assert between.in_breach is Truth.UNDETERMINED
        with pytest.raises(UndeterminedTruth):
            _ = between.is_in_breach

    def test_no_if_nothing_was_missed(self) -> None:
        assert not assessed("2026-02-11", ARREST).is_in_breach


class TestAsking:
    """How an answer is read, and what is refused."""

    ANSWER = assessed("2026-02-17", REPORT, ARREST, victims=[PLAIN, OTHER])

    def test_by_id_victim_right_provider_and_status(self) -> None:
        answer = self.ANSWER
        assert answer["V2/R6.arrest/e2"].trigger == ARREST
        assert {duty.victim for duty in answer.owed_to("V2")} == {"V2"}
        assert {duty.rule.right for duty in answer.under(3)} == {3}
        assert answer.under(Right.REPORTING) == answer.under(3)
        assert {duty.rule.id for duty in answer.owed_by("CPS")} == {
            "R1.understanding", "R3.restorative-justice-review", "R4.therapy-information"
        }  # fmt: skip
        assert answer.owed_by(ServiceProvider.of("police")) == answer.owed_by("police")
        due_today = answer.with_status(Status.DUE_TODAY)
        assert [duty.id for duty in due_today] == ["V1/R6.arrest/e2", "V2/R6.arrest/e2"]
        assert len(answer) == len(list(answer)) == len(answer.obligations)

    def test_an_id_or_a_provider_that_is_not_there_is_refused(self) -> None:
        with pytest.raises(KeyError):
            self.ANSWER["V3/R6.arrest/e2"]
        with pytest.raises(KeyError):
            self.ANSWER.standing("V3")
        with pytest.raises(InvalidFact):
            self.ANSWER.owed_by("the postman")

    def test_reprs_hold_references_and_statuses_only(self) -> None:
        assert repr(self.ANSWER) == f"<Assessment of A1 on 2026-02-17: in breach yes, {len(self.ANSWER)} obligations>"
        assert repr(self.ANSWER["V1/R6.arrest/e2"]) == "<Obligation V1/R6.arrest/e2: due_today>"

    def test_an_obligation_carries_its_evidence_disputes_kind_and_provider(self) -> None:
        duty = self.ANSWER["V1/R6.arrest/e2"]
        assert (duty.right, duty.kind, duty.evidence.value, duty.owed_by) == (6, Kind.TIMED, "reported", "police")
        assert set(duty.disputes) == {"D7", "D10"}
        assert str(duty.limit) == "5 working days"
        enhanced = assessed("2026-02-17", ARREST, victims=[Victim("V1", vulnerable=True)])["V1/R6.arrest/e2"]
        assert str(enhanced.limit) == "1 working day"

    def test_the_provider_is_the_one_that_the_event_names_where_the_rule_asks_for_it(self) -> None:
        for named, owed_by in (
            ("CPS", "CPS"),
            ("nobody", "police or CPS, whichever decided"),
            (None, "police or CPS, whichever decided"),
        ):
            decided = event("e1", "decision_not_to_prosecute", "2026-02-09", details={"decided_by": named})
            duty = assessed("2026-02-10", decided)["V1/R6.no-prosecution/e1"]
            assert duty.owed_by == owed_by
            assert (len(duty.providers) == 1) is (named == "CPS")

    def test_an_obligation_shows_its_working(self) -> None:
        duty = self.ANSWER["V1/R6.arrest/e2"]
        assert "17 February 2026" in duty.why()
        assert duty.trace()
        assert duty.assessment is self.ANSWER

    def test_equal_questions_have_equal_answers(self) -> None:
        again = assessed("2026-02-17", REPORT, ARREST, victims=[PLAIN, OTHER])
        assert again.obligations == self.ANSWER.obligations
        assert len({*again.obligations, *self.ANSWER.obligations}) == len(again)

    @pytest.mark.parametrize(
        "misuse",
        [
            {"case": "A1"},
            {"as_of": "2026-02-17"},
            {"as_of": dt.datetime(2026, 2, 17, 9)},  # noqa: DTZ001 - a date-time without an offset is what is refused
            {"rulebook": "2020"},
            {"calendar": "england"},
        ],
    )
    def test_misuse_is_refused_with_the_name_of_the_argument(self, misuse: dict[str, Any]) -> None:
        asked: dict[str, Any] = {"case": self.ANSWER.case, "as_of": day("2026-02-17"), **misuse}
        with pytest.raises(InvalidFact, match=next(iter(misuse))):
            assess(asked.pop("case"), **asked)

    def test_the_day_of_the_assessment_must_be_given(self) -> None:
        with pytest.raises(TypeError):
            cast("Any", assess)(self.ANSWER.case)

    def test_an_event_past_the_calendar_is_refused_by_name_once_it_has_happened(self) -> None:
        far = event("e7", "suspect_arrested", "2061-02-07")
        assert not ids(assessed("2026-02-17", far))
        with pytest.raises(OutsideCalendar, match="e7"):
            assessed("2061-02-17", far)

    def test_a_calendar_with_a_proclaimed_holiday_moves_the_due_date(self) -> None:
        calendar = england_and_wales().with_holiday(day("2026-02-13"), "a proclaimed day", source="a proclamation")
        case = Case("A1", [PLAIN], [ARREST])
        assert assess(case, as_of=when("2026-02-10"), calendar=calendar)["V1/R6.arrest/e2"].due_by == day("2026-02-18")


def test_every_finding_has_words_that_name_what_it_is_about() -> None:
    assert len(CODES) == len(set(CODES))
    assessment = assessed("2026-06-30", ARREST, told("e3", "2026-02-11"), event("e4", "hearing_listed", "2026-02-12"))
    for finding in assessment.findings:
        assert finding.event is None or finding.event in finding.message
        assert finding.severity in Severity


def test_an_obligation_is_only_made_by_assess() -> None:
    assert isinstance(assessed("2026-02-10", ARREST).obligations[0], Obligation)


def test_an_answer_its_duties_and_its_law_travel_between_processes() -> None:
    answer = assessed("2026-02-17", REPORT, ARREST)
    again = pickle.loads(pickle.dumps(answer))  # noqa: S301 - our own bytes
    assert [stands(duty) for duty in again] == [stands(duty) for duty in answer]
    duty = pickle.loads(pickle.dumps(answer.obligations[0]))  # noqa: S301 - as above
    assert (duty.id, stands(duty)) == (answer.obligations[0].id, stands(answer.obligations[0]))
    law = pickle.loads(pickle.dumps(answer.law))  # noqa: S301 - as above
    assert [book.name for book in law.editions] == ["2015", "2020"]


def test_a_calendar_that_counts_by_another_reading_is_refused_with_the_mend() -> None:
    rolled = england_and_wales().counting_from_next_working_day()
    with pytest.raises(InvalidFact, match="weekend_start"):
        assess(assessed("2026-02-17", REPORT).case, as_of=dt.date(2026, 2, 17), calendar=rolled)
