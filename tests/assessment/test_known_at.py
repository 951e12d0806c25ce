"""As known then: what was entered only later is left out, and which late record made the difference is told."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from tests.assessment.making import PLAIN, day, event, found, ids, stands, told, when
from victims_code import Assessment, Case, Event, InvalidFact, Truth, assess
from victims_code.interchange import assessment_document

# Arrested on Friday 24 April 2026: 27, 28, 29, 30 April and Friday 1 May. Monday 4 May is a bank holiday.
ARREST = event("e1", "suspect_arrested", "2026-04-24", recorded_at="2026-04-29")
DUTY = "V1/R6.arrest/e1"
THIRD_OF_MAY = "2026-05-03"


def known(known_at: str | None, *events: Event, as_of: str = THIRD_OF_MAY) -> Assessment:
    at = None if known_at is None else when(known_at)
    return assess(Case("A1", [PLAIN], events), as_of=when(as_of), known_at=at)


class TestWhenARecordWasKnown:
    """As entered; else as received; else as it happened."""

    @pytest.mark.parametrize(
        ("recorded", "received", "since"),
        [
            (None, None, "2026-04-20"),
            (None, "2026-04-22", "2026-04-22"),
            ("2026-04-24", "2026-04-22", "2026-04-24"),
            ("2026-04-21", "2026-04-22", "2026-04-21"),
        ],
    )
    def test_it_is_the_entry_else_the_receipt_else_the_event(
        self, recorded: str | None, received: str | None, since: str
    ) -> None:
        outcome = event("e1", "case_outcome_reached", "2026-04-20", recorded_at=recorded, received_at=received)
        assert outcome.known_from == day(since)
        assert outcome.is_known(day(since))
        assert not outcome.is_known(date.fromordinal(day(since).toordinal() - 1))

    def test_by_the_clock_where_both_times_are_known(self) -> None:
        entered = event("e1", "suspect_arrested", "2026-04-24", recorded_at="2026-04-29T10:00:00+01:00")
        assert not entered.is_known(datetime(2026, 4, 29, 8, 59, tzinfo=UTC))
        assert entered.is_known(datetime(2026, 4, 29, 9, 0, tzinfo=UTC))
        assert entered.is_known(day("2026-04-29"))
        assert ARREST.is_known(datetime(2026, 4, 29, 0, 1, tzinfo=UTC))  # entered at some time of that day

    def test_the_day_is_london_s(self) -> None:
        """Half past eleven at night in universal time is already the next day in London's summer."""
        entered = event("e1", "suspect_arrested", "2026-04-24", recorded_at="2026-04-28T23:30:00+00:00")
        assert not entered.is_known(day("2026-04-28"))
        assert entered.is_known(day("2026-04-29"))

    def test_what_was_entered_before_it_happened_is_known_and_not_yet_counted(self) -> None:
        listed = event("e1", "hearing_listed", "2026-05-10", recorded_at="2026-05-01")
        assessment = known("2026-05-01", listed)
        assert ("not_yet_happened", "e1") in found(assessment)
        assert ids(assessment) == set()


class TestTheAnswer:
    """What was not known yet does nothing, whatever it would do."""

    def test_a_trigger_not_known_yet_starts_nothing_and_its_finding_is_not_there_either(self) -> None:
        assert ids(known("2026-04-28", ARREST)) == set()
        assert ids(known("2026-04-29", ARREST)) == {DUTY}
        odd = event("e9", "victim_informed", "2026-04-27", recorded_at="2026-04-30")
        assert ("contact_names_nothing", "e9") not in found(known("2026-04-29", ARREST, odd))
        assert ("contact_names_nothing", "e9") in found(known("2026-04-30", ARREST, odd))

    @pytest.mark.parametrize(
        ("kind", "details", "status"),
        [
            ("service_declined", {"services": "all"}, "declined"),
            ("exception_recorded", {"rule": "R6.arrest", "reason": "safeguarding"}, "excused"),
            ("crime_cancelled", {}, "lapsed"),
            ("event_voided", {"event": "e1", "reason": "wrong case"}, "lapsed"),
        ],
    )
    def test_what_releases_a_duty_does_so_once_it_is_known(
        self, kind: str, details: dict[str, object], status: str
    ) -> None:
        late = event("r1", kind, "2026-04-30", recorded_at="2026-05-06", details=details)
        assert stands(known(THIRD_OF_MAY, ARREST, late)[DUTY]) == ("overdue", "yes")
        assert stands(known(None, ARREST, late)[DUTY]) == (status, "no")

    def test_a_void_that_is_known_of_what_is_not_does_nothing(self) -> None:
        void = event("v1", "event_voided", "2026-04-27", details={"event": "e1"})
        assert ids(known("2026-04-28", ARREST, void)) == set()
        assert stands(known("2026-04-29", ARREST, void)[DUTY]) == ("lapsed", "no")

    def test_a_correction_of_what_is_not_known_or_that_rests_on_one_not_known_does_nothing(self) -> None:
        """The outcome of 20 April is moved to the 15th, entered late; a receipt of the 16th is known before."""
        outcome = event("e1", "case_outcome_reached", "2026-04-20", recorded_at="2026-04-21")
        moved = event(
            "c1", "event_corrected", "2026-04-22", recorded_at="2026-04-27",
            details={"event": "e1", "fields": {"at": "2026-04-15"}},
        )  # fmt: skip
        received = event(
            "c2", "event_corrected", "2026-04-23", details={"event": "e1", "fields": {"received_at": "2026-04-16"}}
        )
        duty = "V1/R9.outcome/e1"
        events = (outcome, moved, received)
        assert ids(known("2026-04-20", *events)) == set()
        assert known("2026-04-24", *events)[duty].due_by is None
        assert known("2026-04-27", *events)[duty].due_by == day("2026-04-17")

    def test_an_enhanced_determination_entered_late_was_not_there(self) -> None:
        determined = event(
            "d1", "enhanced_rights_determined", "2026-04-20", recorded_at="2026-05-06", details={"entitled": True}
        )
        # One Working Day after Friday 24 April is Monday 27.
        assert known(THIRD_OF_MAY, ARREST, determined)[DUTY].due_by == day("2026-05-01")
        assert known(None, ARREST, determined)[DUTY].due_by == day("2026-04-27")

    def test_the_answer_says_as_known_when_and_stays_so_on_later_days(self) -> None:
        contact = told("e2", "2026-05-01", "e1", recorded_at="2026-05-06")
        assessment = known("2026-04-30", ARREST, contact, as_of="2026-04-30")
        document = assessment_document(assessment)
        assert document["known_at"] == "2026-04-30"
        # As known on the 30th nothing is done by the due day; as known later it is met on 1 May.
        assert document["next_change_at"] == "2026-05-01"
        then = known("2026-04-30", ARREST, contact, as_of="2026-05-02")
        assert stands(then[DUTY]) == ("overdue", "yes")
        assert assessment_document(known(None, ARREST))["known_at"] is None

    def test_a_time_without_an_offset_or_of_another_kind_is_refused(self) -> None:
        case = Case("A1", [PLAIN], [ARREST])
        with pytest.raises(InvalidFact, match="known_at"):
            assess(case, as_of=day(THIRD_OF_MAY), known_at="2026-05-03")  # type: ignore[arg-type] # the error is meant
        with pytest.raises(InvalidFact, match="known_at"):
            assess(case, as_of=day(THIRD_OF_MAY), known_at=datetime(2026, 5, 3, 9))  # noqa: DTZ001 - the error is meant


class TestLearnedSince:
    """Which late records made the difference, a London day of entries at a time."""

    def test_records_entered_on_one_day_are_told_together(self) -> None:
        late = event("e2", "suspect_charged", "2026-04-24", recorded_at="2026-05-05T09:00:00+01:00")
        later = event("e3", "suspect_interviewed_under_caution", "2026-04-24", recorded_at="2026-05-05")
        (learned,) = known(None, ARREST, late, later).learned_since(day(THIRD_OF_MAY))
        assert (learned.entered_on, learned.events) == (day("2026-05-05"), (late, later))
        arose = {change.obligation for change in learned.changes if change.what == "arises"}
        assert arose == {"V1/R6.charge/e2", "V1/R6.interview/e3", "V1/R11.youth-views/e2"}

    def test_records_of_the_same_day_after_the_time_are_late_and_those_before_it_are_not(self) -> None:
        one = event("e2", "suspect_charged", "2026-04-24", recorded_at="2026-05-05T09:00:00+01:00")
        two = event("e3", "suspect_arrested", "2026-04-24", recorded_at="2026-05-05T15:00:00+01:00")
        (learned,) = known(None, ARREST, one, two).learned_since(when("2026-05-05T12:00:00+01:00"))
        assert learned.events == (two,)

    def test_nothing_was_learnt_where_everything_was_known(self) -> None:
        assert known(None, ARREST).learned_since(day(THIRD_OF_MAY)) == ()
        assert known("2026-04-28", ARREST).learned_since(day("2026-04-30")) == ()

    def test_of_an_answer_as_known_at_a_time_what_came_later_is_not_told(self) -> None:
        contact = told("e2", "2026-04-30", "e1", recorded_at="2026-05-07")
        interview = event("e3", "suspect_interviewed_under_caution", "2026-04-24", recorded_at="2026-05-05")
        assessment = known("2026-05-06", ARREST, contact, interview)
        assert [learned.events for learned in assessment.learned_since(day(THIRD_OF_MAY))] == [(interview,)]
        assert assessment.in_breach is Truth.YES

    def test_a_receipt_that_came_after_the_record_was_not_known_with_it(self) -> None:
        """An outcome of Monday 20 April 2026, entered that day and received on Friday 24: told by Monday 27 April."""
        outcome = event(
            "e2", "case_outcome_reached", "2026-04-20", recorded_at="2026-04-20", received_at="2026-04-24",
            details={"outcome": "not_guilty"},
        )  # fmt: skip
        then, now = known("2026-04-23", outcome, as_of="2026-04-28"), known(None, outcome, as_of="2026-04-28")
        assert (then["V1/R9.outcome/e2"].due_by, then["V1/R9.outcome/e2"].bound) == (None, day("2026-04-28"))
        assert now["V1/R9.outcome/e2"].due_by == day("2026-04-27")
        (learned,) = now.learned_since(day("2026-04-23"))
        assert (learned.entered_on, learned.events) == (day("2026-04-24"), (outcome,))
        # Not known at all on the 19th: the record of the 20th is told first, then the receipt.
        assert [each.entered_on.day for each in now.learned_since(day("2026-04-19"))] == [20, 24]

    def test_a_duty_that_a_late_record_takes_away_is_told_as_gone(self) -> None:
        """A plan was in force, so an update started the next; a correction entered late says that there was none."""
        plan = event("e1", "contact_plan_agreed", "2026-04-20", details={"every_days": 7})
        update = event("e2", "update_given", "2026-04-23", victim="V1")
        moved = event(
            "c1", "event_corrected", "2026-04-24", recorded_at="2026-05-05",
            details={"event": "e1", "fields": {"at": "2026-04-28"}},
        )  # fmt: skip
        assessment = known(None, plan, update, moved)
        (learned,) = assessment.learned_since(day(THIRD_OF_MAY))
        words = [str(change) for change in learned.changes]
        # A week after the update of Thursday 23 April is the 30th, three days before 3 May.
        assert "V1/R6.agreed-update/e2: does not arise; it was overdue, due by 2026-04-30" in words
        assert "the case: in_breach was yes, is no" in words

    def test_a_time_of_another_kind_is_refused(self) -> None:
        with pytest.raises(InvalidFact, match="known_at"):
            known(None, ARREST).learned_since("2026-05-03")  # type: ignore[arg-type] # the error is meant
