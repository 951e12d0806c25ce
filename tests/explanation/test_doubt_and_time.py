"""The words for what readings, editions, layers, reasons and transfers do to a duty."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

import pytest
from attrs import evolve

from tests.assessment.making import ENHANCED, PLAIN, UNKNOWN, event
from victims_code import Case, Event, Layer, Obligation, Truth, Victim, assess, load_code
from victims_code.rulebook import read_layer

DUTY = "V1/R6.arrest/e1"
ARREST = event("e1", "suspect_arrested", "2026-11-02")  # a Monday


def duty_of(
    name: str,
    as_of: str,
    *events: Event,
    victim: Victim = PLAIN,
    **asked: Any,  # noqa: ANN401 - arguments of assess
) -> Obligation:
    return assess(Case("A1", [victim], events), as_of=date.fromisoformat(as_of), **asked)[name]


def texts(obligation: Obligation, name: str) -> list[str]:
    return [step.text for step in obligation.trace() if step.name == name]


class TestReadings:
    """A chosen reading is told wherever it makes a difference."""

    SHORTENS: ClassVar = {"enhanced_from": "running_clock_shortens"}

    @staticmethod
    def determined(at: str) -> Event:
        return event("e2", "enhanced_rights_determined", at, details={"entitled": True})

    def test_a_shortened_clock_says_by_what_and_counts_from_there(self) -> None:
        """Determined on Wednesday 4 November 2026: one Working Day later is Thursday, before Monday the 9th."""
        duty = duty_of(DUTY, "2026-11-20", ARREST, self.determined("2026-11-04"), readings=self.SHORTENS)
        assert "shortened by Enhanced Rights determined on Wednesday 4 November 2026, so by Thursday 5" in duty.why()
        assert texts(duty, "clock")[0].endswith("determined on Wednesday 4 November 2026 shorten it from then")
        assert texts(duty, "days") == ["from the determination: days passed over: none"]

    @pytest.mark.parametrize(
        ("at", "victim"),
        [("2026-11-06", PLAIN), ("2026-11-09", PLAIN), ("2026-11-10", PLAIN), ("2026-11-04", ENHANCED)],
    )
    def test_one_that_comes_too_late_or_changes_nothing_is_not_named(self, at: str, victim: Victim) -> None:
        """Friday's enhanced limit ends on Monday the 9th, as the standard one does."""
        duty = duty_of(DUTY, "2026-11-20", ARREST, self.determined(at), victim=victim, readings=self.SHORTENS)
        assert "shorten" not in duty.why()
        assert not any("shorten it" in text for text in texts(duty, "clock"))

    def test_nor_where_the_limit_is_the_same_for_all_or_the_clock_waits(self) -> None:
        report = event("e1", "crime_reported", "2026-11-02")
        sentence = event("e1", "sentence_passed", "2026-11-02")
        for name, trigger in (("V1/R4.support-referral/e1", report), ("V1/R9.sentence/e1", sentence)):
            duty = duty_of(name, "2026-11-20", trigger, self.determined("2026-11-03"), readings=self.SHORTENS)
            assert "shortened" not in duty.why()
        bail = event("e1", "court_bail_decided", "2026-11-02")
        duty = duty_of(
            "V1/R8.bail-outcome/e1", "2026-11-04", bail, self.determined("2026-11-03"), readings=self.SHORTENS
        )
        assert "shortened" not in duty.why()

    def test_a_limit_that_counts_from_another_event_names_it(self) -> None:
        """Reported on Monday 2 November: five Working Days end on the 9th, though it was decided on Wednesday."""
        report, decided = (
            event("r", "crime_reported", "2026-11-02"),
            event("e1", "decision_not_to_investigate", "2026-11-04"),
        )
        duty = duty_of(
            "V1/R6.no-investigation/e1", "2026-11-20", report, decided, readings={"no_investigation_clock": "report"}
        )
        assert 'within 5 working days of "crime reported" on Monday 2 November 2026, so by Monday 9' in duty.why()
        assert texts(duty, "clock") == ['counts from the day of "crime reported": Monday 2 November 2026 is day 0']

    def test_and_says_so_where_that_is_not_on_record(self) -> None:
        decided = event("e1", "decision_not_to_investigate", "2026-11-04")
        read = {"no_investigation_clock": "report"}
        duty = duty_of("V1/R6.no-investigation/e1", "2026-11-20", decided, readings=read)
        assert (duty.due_by, duty.breach) == (None, Truth.UNDETERMINED)
        assert 'cannot be told until this is known: the day of "crime reported"' in duty.why()

    def test_an_event_that_counts_as_of_the_next_working_day_says_so(self) -> None:
        """Saturday 7 November counts as Monday the 9th, so one Working Day ends on Tuesday."""
        saturday = event("e1", "suspect_arrested", "2026-11-07")
        rolled = {"weekend_start": "next_working_day_is_day_0"}
        duty = duty_of(DUTY, "2026-11-20", saturday, victim=ENHANCED, readings=rolled)
        assert duty.due_by == date(2026, 11, 10)
        (clock,) = texts(duty, "clock")
        assert clock.endswith("which is no Working Day and counts as the next one: Monday 9 November 2026 is day 0")
        plain = duty_of(DUTY, "2026-11-20", ARREST, victim=ENHANCED, readings=rolled)
        assert texts(plain, "clock") == ["counts from the day it happened: Monday 2 November 2026 is day 0"]

    def test_the_dispute_tells_the_choice_that_was_taken(self) -> None:
        duty = duty_of(DUTY, "2026-11-20", ARREST, readings={"weekend_start": "next_working_day_is_day_0"})
        taken = next(text for text in texts(duty, "dispute") if text.startswith("D7"))
        assert taken.endswith("taken: the event counts as happening on the next Working Day, which is day 0")

    def test_who_is_taken_to_have_enhanced_rights_is_told_to_be_taken_so(self) -> None:
        for choice, answer in (("standard", "no"), ("enhanced", "yes")):
            duty = duty_of(DUTY, "2026-11-20", ARREST, victim=UNKNOWN, readings={"unassessed": choice})
            (words,) = texts(duty, "enhanced_rights")
            assert f"{answer}: taken so while it is unknown, by the reading that was chosen" in words

    def test_age_at_the_service_names_that_day(self) -> None:
        """Born on 5 November 2008: still 17 at the arrest."""
        child = evolve(PLAIN, under_18_at_offence=None, born=date(2008, 11, 5))
        duty = duty_of(DUTY, "2026-11-20", ARREST, victim=child, readings={"age": "at_service"})
        assert "under 18 on Monday 2 November 2026, the day of the service" in texts(duty, "enhanced_rights")[0]


class TestEditions:
    """A duty names its edition where that is not the newest."""

    def test_an_older_edition_stands_in_the_sentence_and_in_the_working(self) -> None:
        duty = duty_of(DUTY, "2019-06-03", event("e1", "suspect_arrested", "2019-05-13"))
        assert "(Right 6; edition of 2015; evidence: reported" in duty.why()
        (code,) = texts(duty, "code")
        assert code.startswith("Code of Practice for Victims of Crime (2015 edition), in force from Monday 16 November")

    def test_one_that_is_only_laid_says_that_it_was_asked_for(self) -> None:
        laid = evolve(load_code(), name="next", title="An invented edition", in_force_from=None)
        duty = duty_of(DUTY, "2026-11-20", ARREST, rulebook=laid, whatever_the_date=True)
        assert texts(duty, "code")[0].startswith("An invented edition, laid, not in force, applied here because")


class TestLocalStandards:
    """A local standard is told beside the Code, and told to be no part of it."""

    LAYER: Layer = read_layer(
        """
name = "local"
title = "Local"
code = "2020"
[sources]
P = "a policy"
[[target]]
rule = "R2.record-crime"
within = "24 hours"
[[rule]]
id = "local.visit"
right = 4
duty = "Visit the victim"
owed_by = "police"
arises_on = ["crime_reported"]
within = "3 days"
met_by = ["needs_reassessed"]
evidence = "quoted"
sources = ["P"]
disputes = []
"""
    )

    def test_a_target_in_hours_has_a_time_of_day(self) -> None:
        """Reported at 10:00 on Saturday 24 October 2026; the clocks go back that night: 24 hours are up at 09:00."""
        report = event("e1", "crime_reported", "2026-10-24T10:00:00+01:00")
        duty = duty_of("V1/R2.record-crime/e1", "2026-10-26", report, layers=[self.LAYER])
        words = "within 24 hours, by Sunday 25 October 2026, 09:00: missed (local; no part of the Code)"
        assert duty.why().endswith(f" Local standard: {words}.")
        assert texts(duty, "target") == [words]

    def test_a_duty_without_one_says_nothing_of_it(self) -> None:
        duty = duty_of(DUTY, "2026-11-20", ARREST, layers=[self.LAYER])
        assert "Local standard" not in duty.why()
        assert not texts(duty, "target")

    def test_a_local_duty_says_that_it_is_none_of_the_code(self) -> None:
        duty = duty_of(
            "V1/local.visit/e1", "2026-11-04", event("e1", "crime_reported", "2026-11-02"), layers=[self.LAYER]
        )
        assert "(a local duty of local, beside Right 4; no duty of the Code; evidence: quoted)" in duty.why()
        assert "by Thursday 5 November 2026: open" in duty.why()


class TestReasonsAndTransfers:
    """Why a duty is excused, and who has it in hand."""

    @staticmethod
    def excused(at: str, reason: str | None) -> Event:
        return event("x1", "exception_recorded", at, details={"rule": "R6.arrest", "reason": reason})

    def test_a_coded_reason_is_told_in_words(self) -> None:
        words = duty_of(DUTY, "2026-11-20", ARREST, self.excused("2026-11-05", "cannot_be_traced")).why()
        assert "a reason for not doing it is on record: the victim cannot be traced in x1" in words
        assert "may have been missed" not in words

    @pytest.mark.parametrize("reason", ["she lives with her mother", None])
    def test_one_that_is_no_code_may_be_free_text_and_is_not_repeated(self, reason: str | None) -> None:
        words = duty_of(DUTY, "2026-11-20", ARREST, self.excused("2026-11-05", reason)).why()
        assert "a reason for not doing it is on record in x1" in words
        assert "mother" not in words

    def test_a_good_reason_given_later_is_told_to_be_so(self) -> None:
        words = duty_of(DUTY, "2026-11-20", ARREST, self.excused("2026-11-12", "safeguarding")).why()
        assert "given when it was or may have been missed, as the duty binds unless there are good reasons" in words
        assert "so there is no breach" in words

    def test_who_has_it_now_is_told_beside_who_owes_it(self) -> None:
        moved = event("t1", "duty_holder_changed", "2026-11-03", details={"owed_by": "police", "to": "North Force"})
        duty = duty_of(DUTY, "2026-11-20", ARREST, moved)
        assert duty.why().startswith("Owed by police (now with North Force): ")
        assert texts(duty, "holder") == ["now with North Force, as the case passed to it"]
