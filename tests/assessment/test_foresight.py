"""Foresight: what an event would bring, an answer moved on, and one case under two editions of the Code."""

from __future__ import annotations

from datetime import date

import pytest

from tests.assessment.making import ENHANCED, PLAIN, assessed, day, event, ids, stands, told, when
from victims_code import Case, Event, InvalidCase, InvalidFact, Truth, Victim, assess, load_code
from victims_code.assessment.comparing import Difference, differences
from victims_code.assessment.foresight import Preview, compare_editions, preview
from victims_code.calendars import england_and_wales
from victims_code.rulebook import load_layer

# Arrested on Monday 2 March 2026: due on Monday 9; one Working Day is Tuesday 3.
ARREST = event("e1", "suspect_arrested", "2026-03-02")
DUTY = "V1/R6.arrest/e1"


def foreseen(new: Event, *events: Event, as_of: str = "2026-03-02", victim: Victim = PLAIN) -> Preview:
    return preview(Case("A1", [victim], events), new, as_of=when(as_of))


class TestPreview:
    """The answers without an event and with it, on one day."""

    def test_it_looks_on_the_day_asked_for_or_on_that_of_the_event_if_later(self) -> None:
        charged = event("e2", "suspect_charged", "2026-03-04")
        for as_of, looked in (("2026-03-02", "2026-03-04"), ("2026-03-06", "2026-03-06")):
            seen = foreseen(charged, ARREST, as_of=as_of)
            assert seen.before.as_of == seen.after.as_of == day(looked)
            assert {duty.id for duty in seen.arising} == {"V1/R6.charge/e2", "V1/R11.youth-views/e2"}

    def test_what_would_change_is_the_difference_between_the_two(self) -> None:
        seen = foreseen(told("e2", "2026-03-06", "e1"), ARREST)
        assert seen.arising == ()
        assert [str(change) for change in seen.changes] == [
            "the case: next_due was V1/R6.arrest/e1, is none",
            "V1/R6.arrest/e1: status was pending, is met",
            "V1/R6.arrest/e1: met_by was none, is e2",
        ]

    def test_the_case_itself_stays_as_it_is(self) -> None:
        case = Case("A1", [PLAIN], [ARREST])
        preview(case, event("e2", "suspect_charged", "2026-03-04"), as_of=day("2026-03-04"))
        assert case == Case("A1", [PLAIN], [ARREST])
        assert ids(assess(case, as_of=day("2026-03-04"))) == {DUTY}

    def test_an_event_that_is_on_record_already_changes_nothing(self) -> None:
        seen = foreseen(ARREST, ARREST)
        assert (seen.arising, seen.changes) == ((), ())

    def test_one_that_does_not_fit_the_case_is_refused(self) -> None:
        with pytest.raises(InvalidCase, match="used twice"):
            foreseen(event("e1", "suspect_charged", "2026-03-02"), ARREST)
        with pytest.raises(InvalidCase, match="neither an event"):
            foreseen(told("e2", "2026-03-06", "e7"), ARREST)

    def test_a_day_of_another_kind_is_refused(self) -> None:
        with pytest.raises(InvalidFact, match="as_of"):
            preview(Case("A1", [PLAIN]), ARREST, as_of="2026-03-02")  # type: ignore[arg-type] # the error is meant

    def test_readings_layers_rulebook_and_calendar_are_those_of_an_assessment(self) -> None:
        """Arrested on Saturday 7 March: due on Friday 13, or with the Monday as day 0 on Monday 16."""
        saturday, case = event("e1", "suspect_arrested", "2026-03-07"), Case("A1", [PLAIN])
        seen = preview(case, saturday, as_of=saturday.date, readings={"weekend_start": "next_working_day_is_day_0"})
        assert [duty.due_by for duty in seen.arising] == [day("2026-03-16")]
        layer = load_layer("examples/layers/force-standards.toml")
        (duty,) = preview(case, saturday, as_of=saturday.date, layers=[layer]).arising
        assert (duty.due_by, duty.target_by) == (day("2026-03-13"), day("2026-03-10"))
        proclaimed = england_and_wales().with_holiday(day("2026-03-09"), "an invented holiday", source="invented")
        (duty,) = preview(case, saturday, as_of=saturday.date, rulebook=load_code(), calendar=proclaimed).arising
        assert duty.due_by == day("2026-03-16")

    def test_a_voided_event_would_lapse(self) -> None:
        seen = foreseen(event("v1", "event_voided", "2026-03-10", details={"event": "e1"}), ARREST)
        assert stands(seen.before[DUTY]) == ("overdue", "yes")
        assert stands(seen.after[DUTY]) == ("lapsed", "no")
        assert seen.after.in_breach is Truth.NO


class TestAdvance:
    """The answer once events are recorded too."""

    def test_it_stays_on_its_day_for_what_happened_by_then(self) -> None:
        answer = assessed("2026-03-10", ARREST)
        moved = answer.advance(told("e2", "2026-03-06", "e1"))
        assert (moved.as_of, moved[DUTY].status) == (day("2026-03-10"), "met")
        assert stands(answer[DUTY]) == ("overdue", "yes")

    def test_it_moves_to_the_day_of_the_last_event_whatever_their_order(self) -> None:
        charged, contact = event("e3", "suspect_charged", "2026-03-11"), told("e2", "2026-03-06", "e1")
        for events in ((charged, contact), (contact, charged)):
            moved = assessed("2026-03-03", ARREST).advance(*events)
            assert moved.as_of == day("2026-03-11")
            assert (moved[DUTY].status, moved["V1/R6.charge/e3"].due_by) == ("met", day("2026-03-18"))

    def test_without_events_it_is_the_same_answer(self) -> None:
        answer = assessed("2026-03-03", ARREST)
        assert differences(answer, answer.advance()) == ()

    def test_it_keeps_the_law_and_the_calendar(self) -> None:
        readings = {"weekend_start": "next_working_day_is_day_0"}
        proclaimed = england_and_wales().with_holiday(day("2026-03-10"), "an invented holiday", source="invented")
        answer = assess(Case("A1", [PLAIN]), as_of=day("2026-03-07"), readings=readings, calendar=proclaimed)
        moved = answer.advance(event("e1", "suspect_arrested", "2026-03-07"))
        # Counted from Monday 9 March: 11, 12, 13, 16 and 17, as the 10th is a holiday here.
        assert moved[DUTY].due_by == day("2026-03-17")

    def test_one_that_does_not_fit_the_case_is_refused(self) -> None:
        with pytest.raises(InvalidCase, match="used twice"):
            assessed("2026-03-03", ARREST).advance(event("e1", "suspect_charged", "2026-03-02"))


class TestEditionsCompared:
    """One case under two editions, each as if it had always been in force."""

    def test_the_last_two_in_force_are_compared(self) -> None:
        compared = compare_editions(Case("A1", [ENHANCED], [ARREST]), as_of=day("2026-03-02"))
        assert (compared.older.versions.code, compared.newer.versions.code) == ("2015", "2020")
        # Both editions tell of an arrest in one Working Day under Enhanced Rights.
        assert compared.changes == ()

    def test_what_only_the_newer_one_is_confirmed_to_have_arises_under_it(self) -> None:
        interview = event("e1", "suspect_charged", "2026-03-02")
        compared = compare_editions(Case("A1", [PLAIN], [interview]), as_of=day("2026-03-02"))
        arises = {change.obligation for change in compared.changes if change.what == "arises"}
        assert "V1/R6.charge/e1" in arises

    def test_others_may_be_named(self) -> None:
        case, code = Case("A1", [PLAIN], [ARREST]), load_code()
        assert compare_editions(case, as_of=day("2026-03-02"), older=code, newer=code).changes == ()
        turned = compare_editions(case, as_of=day("2026-03-02"), older=code, newer=load_code("2015"))
        assert (turned.older.versions.code, turned.newer.versions.code) == ("2020", "2015")


class TestDifferences:
    """What differs between two answers, in the order of the later one, as a line each."""

    def test_the_same_answer_differs_in_nothing(self) -> None:
        assert differences(assessed("2026-03-02", ARREST), assessed("2026-03-02", ARREST)) == ()

    def test_what_arises_and_what_is_gone_say_how_it_stands(self) -> None:
        report = event("e1", "vps_copy_requested", "2026-03-02")
        without, beside = assessed("2026-03-02"), assessed("2026-03-02", report)
        (arises,), (gone,) = differences(without, beside), differences(beside, without)
        assert str(arises) == "V1/R7.copy/e1: arises, outstanding"
        assert str(gone) == "V1/R7.copy/e1: does not arise; it was outstanding"
        assert arises == Difference("V1/R7.copy/e1", "arises", None, "outstanding")
        assert gone == Difference("V1/R7.copy/e1", "is gone", "outstanding", None)

    def test_every_key_that_differs_is_told_once(self) -> None:
        passed = event("t1", "duty_holder_changed", "2026-03-03", details={"owed_by": "police", "to": "NCA"})
        excuse = event(
            "x1", "exception_recorded", "2026-03-04", details={"rule": "R6.arrest", "reason": "safeguarding"}
        )
        before, after = assessed("2026-03-10", ARREST), assessed("2026-03-10", ARREST, passed, excuse)
        assert [
            (change.obligation, change.what, change.before, change.after) for change in differences(before, after)
        ] == [
            (None, "in_breach", "yes", "no"),
            (None, "next_due", DUTY, None),
            (DUTY, "held_by", None, "NCA"),
            (DUTY, "status", "overdue", "excused"),
            (DUTY, "breach", "yes", "no"),
            (DUTY, "reason", None, "safeguarding"),
        ]

    def test_a_limit_and_its_dates_are_told(self) -> None:
        before, after = assessed("2026-03-02", ARREST), assessed("2026-03-02", ARREST, victims=[ENHANCED])
        assert [str(change) for change in differences(before, after)] == [
            "V1/R6.arrest/e1: limit was 5 working days, is 1 working day",
            "V1/R6.arrest/e1: due_by was 2026-03-09, is 2026-03-03",
        ]

    def test_a_local_target_is_told(self) -> None:
        layer = load_layer("examples/layers/force-standards.toml")
        case = Case("A1", [PLAIN], [ARREST])
        plain, local = (assess(case, as_of=date(2026, 3, 2), layers=layers) for layers in ((), (layer,)))
        assert [str(change) for change in differences(plain, local)] == [
            "V1/R6.arrest/e1: target_by was none, is 2026-03-04",
            "V1/R6.arrest/e1: target_status was none, is open",
        ]
