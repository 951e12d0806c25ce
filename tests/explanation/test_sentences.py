"""The sentence: for every status it says the facts used, the limit, the outcome, the grade and the open disputes."""

from __future__ import annotations

from datetime import date

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.assessment.making import ENHANCED, PLAIN, UNKNOWN, assessed, event, told
from tests.assessment.strategies import cases, days
from victims_code import Assessment, Case, Obligation, Status, Truth, Victim, assess, load_code
from victims_code.dates import MONTHS, day_in_words
from victims_code.explanation import outcome

ARREST = event("e1", "suspect_arrested", "2026-05-12", suspect="S1")
KEPT = told("e2", "2026-05-13", "e1")
VIOLENT = evolve(PLAIN, offence_categories=["violent_crime"])

#: Every status: an assessment, the obligation in it, and what its sentence must say of limit and outcome. The arrest
#: was on Tuesday 12 May 2026, so five Working Days end on Tuesday 19 May and one on Wednesday 13 May.
SAID: dict[Status, tuple[Assessment, str, tuple[str, ...]]] = {
    Status.PENDING: (
        assessed("2026-05-14", ARREST), "V1/R6.arrest/e1",
        ("within 5 working days", "by Tuesday 19 May 2026", "not done yet"),
    ),
    Status.DUE_TODAY: (
        assessed("2026-05-19", ARREST), "V1/R6.arrest/e1",
        ("within 5 working days", "by Tuesday 19 May 2026", "not done yet, and today is the last day"),
    ),
    Status.OVERDUE: (
        assessed("2026-05-20", ARREST), "V1/R6.arrest/e1",
        ("within 5 working days", "by Tuesday 19 May 2026", "not done by then: a breach"),
    ),
    Status.MET: (
        assessed("2026-05-20", ARREST, KEPT, victims=[ENHANCED]), "V1/R6.arrest/e1",
        ("within 1 working day (Enhanced Rights)", "so by Wednesday 13", "done on Wednesday 13 May 2026 (e2), in time"),
    ),
    Status.MET_LATE: (
        assessed("2026-05-20", ARREST, told("e2", "2026-05-14", "e1"), victims=[ENHANCED]), "V1/R6.arrest/e1",
        ("within 1 working day (Enhanced Rights)", "done late, on Thursday 14 May 2026 (e2): a breach"),
    ),
    Status.DECLINED: (
        assessed("2026-05-20", ARREST, event("e2", "service_declined", "2026-05-13", details={"services": "R6"})),
        "V1/R6.arrest/e1",
        ("the victim declined it by e2 (service declined) on Wednesday 13 May 2026, so there is no breach",),
    ),
    Status.EXCUSED: (
        assessed("2026-05-20", ARREST, event("e2", "exception_recorded", "2026-05-13", details={"rule": "R6.arrest"})),
        "V1/R6.arrest/e1",
        ("a reason for not doing it is on record in e2 (exception recorded) on Wednesday 13 May 2026", "no breach"),
    ),
    Status.LAPSED: (
        assessed("2026-05-20", ARREST, event("e2", "event_voided", "2026-05-13", details={"event": "e1"})),
        "V1/R6.arrest/e1",
        ("it lapsed with e2 (event voided) on Wednesday 13 May 2026",),
    ),
    Status.NOT_STARTED: (
        assessed("2026-05-14", event("e1", "sentence_passed", "2026-05-12")), "V1/R9.sentence/e1",
        # Five Working Days to the Witness Care Unit, to 19 May, and one more.
        ("within 1 working day of its receipt", "not on record", "would end on Wednesday 20 May 2026"),
    ),
    Status.UNDETERMINED: (
        assessed("2026-05-15", ARREST, victims=[UNKNOWN]), "V1/R6.arrest/e1",
        (
            "by Tuesday 19 May 2026, or by Wednesday 13 May 2026 if the victim has Enhanced Rights",
            "not done; how it stands cannot be told until this is known: whether the victim has Enhanced Rights",
        ),
    ),
    Status.OUTSTANDING: (
        assessed("2026-05-14", event("e1", "crime_reported", "2026-05-12")), "V1/R7.offer/e1",
        ("not done yet; the Code sets no day for it",),
    ),
    Status.RECORDED: (
        assessed("2026-05-14", event("e1", "crime_reported", "2026-05-12"), event("e2", "vps_offered", "2026-05-13")),
        "V1/R7.offer/e1",
        ("done on Wednesday 13 May 2026 (e2)",),
    ),
    Status.WINDOW_OPEN: (
        assessed("2026-05-14", event("e1", "offence_committed", "2026-05-12"), victims=[VIOLENT]),
        "V1/R5.cica-application/e1",
        # 12 May 2028 is a Friday.
        ("within 2 years", "it runs to the end of Friday 12 May 2028", "its last Working Day"),
    ),
    Status.WINDOW_CLOSED: (
        assessed("2026-05-18", event("e1", "offence_committed", "2024-05-12"), victims=[VIOLENT]),
        "V1/R5.cica-application/e1",
        ("it ran to the end of Tuesday 12 May 2026", "an extension would be needed now (ask CICA)"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("status", list(Status))
def test_every_status_has_its_words(status: Status) -> None:
    answer, name, words = SAID[status]
    obligation = answer[name]
    assert obligation.status is status
    said = obligation.why()
    for text in words:
        assert text in said


@pytest.mark.parametrize("status", list(Status))
def test_every_sentence_says_the_facts_the_duty_the_grade_and_the_open_disputes(status: Status) -> None:
    answer, name, _ = SAID[status]
    assert_complete(answer[name])


def assert_complete(obligation: Obligation) -> None:
    """One sentence, with what it rests on."""
    said, trigger, rule = obligation.why(), obligation.trigger, obligation.rule
    assert f"{trigger.id} ({trigger.type.replace('_', ' ')}) on {day_in_words(trigger.date)}" in said
    assert rule.duty in said
    assert f"Right {rule.right}" in said
    assert rule.paragraph in said
    assert f"evidence: {obligation.evidence.value}" in said
    assert all(dispute in said for dispute in obligation.disputes)
    assert said.endswith(").")
    assert "\n" not in said
    assert "too late" not in said
    assert "None" not in said
    if obligation.status is not Status.UNDETERMINED:
        assert (": a breach" in said) is (obligation.breach is Truth.YES)
    if obligation.limit is not None and obligation.limit.is_counted:
        assert str(obligation.limit) in said
    for day in (obligation.met_on, obligation.due_by, obligation.due_by_if_enhanced):
        if day is not None and obligation.status not in (Status.LAPSED, Status.DECLINED, Status.EXCUSED):
            assert day_in_words(day) in said


@given(cases(), days, st.booleans())
@settings(max_examples=60)
def test_any_sentence_of_any_case_is_complete(case: Case, as_of: date, whatever_the_date: bool) -> None:
    for obligation in assess(case, as_of=as_of, whatever_the_date=whatever_the_date):
        assert_complete(obligation)
        assert outcome(obligation) in obligation.why()


@pytest.mark.parametrize("born", ["1987-03-02", "2009-08-30"])
def test_no_word_of_any_answer_tells_when_a_victim_was_born(born: str) -> None:
    birth = date.fromisoformat(born)
    victim = Victim("V1", born=birth, offence_categories=["violent_crime", "hate_crime"], vulnerable=True)
    events = [event(f"e{n}", rule, "2026-05-12") for n, rule in enumerate(sorted(_triggers()), 1)]
    answer = assess(Case("C1", [victim], events), as_of=date(2026, 6, 1))
    assert len(answer) > 60
    said = [obligation.why() for obligation in answer]
    said += [step.text for obligation in answer for step in obligation.trace()]
    said += [finding.message for finding in answer.findings]
    said += list(answer.enhanced_rights["V1"].because)
    for text in said:
        assert born not in text
        assert str(birth.year) not in text
        assert f"{birth.day} {MONTHS[birth.month - 1]}" not in text


def _triggers() -> set[str]:
    return {
        name for rule in load_code().rules for name in rule.arises_on if "correct" not in name and "void" not in name
    }


class TestWindows:
    """A victim's own time limit: its end, the last Working Day inside it, never "too late", never a duty."""

    def sentence(self, day: str, as_of: str) -> str:
        passed = event("e1", "sentence_passed", day, details={"in_unduly_lenient_scheme": True})
        return assessed(as_of, passed)["V1/R9.unduly-lenient-request/e1"].why()

    def test_one_that_ends_at_a_weekend_names_the_friday_before(self) -> None:
        """Sentenced on Saturday 9 May 2026: 28 days end on Saturday 6 June."""
        said = self.sentence("2026-05-09", "2026-05-12")
        assert "to the end of Saturday 6 June 2026; the last Working Day inside it is Friday 5 June 2026" in said

    def test_one_that_ends_on_a_bank_holiday_names_the_day_before(self) -> None:
        """Sentenced on Friday 27 November 2026: 28 days end on Christmas Day."""
        said = self.sentence("2026-11-27", "2026-12-01")
        assert (
            "to the end of Friday 25 December 2026; the last Working Day inside it is Thursday 24 December 2026" in said
        )

    def test_one_that_has_ended_says_who_may_be_asked_for_more_time(self) -> None:
        said = self.sentence("2026-05-09", "2026-06-08")
        assert "it ran to the end of Saturday 6 June 2026" in said
        assert "an extension would be needed now (ask Attorney General)" in said
        assert "breach" not in said

    def test_it_is_nobody_s_duty_and_says_what_else_may_hold(self) -> None:
        said = self.sentence("2026-05-09", "2026-05-12")
        assert said.startswith("The victim's own time limit: ")
        assert "Owed by" not in said
        assert "six-month limit" in said

    def test_one_that_may_not_apply_says_so_with_its_end(self) -> None:
        offence = event("e1", "offence_committed", "2026-05-12")
        said = assessed("2026-05-14", offence, victims=[UNKNOWN])["V1/R5.cica-application/e1"].why()
        assert "if it applies, it ends with Friday 12 May 2028" in said
        assert "until this is known: offence categories" in said


class TestReceipt:
    """Clocks that wait for a receipt: the sentence says what it waits for."""

    def test_one_that_has_come_says_when(self) -> None:
        """Received on Thursday 14 May 2026, so one Working Day ends on Friday 15 May."""
        passed = event("e1", "sentence_passed", "2026-05-12", received_at="2026-05-14")
        said = assessed("2026-05-14", passed)["V1/R9.sentence/e1"].why()
        assert "within 1 working day of its receipt on Thursday 14 May 2026, so by Friday 15 May 2026" in said

    def test_one_that_is_still_to_come_is_not_called_unknown(self) -> None:
        passed = event("e1", "sentence_passed", "2026-05-12", received_at="2026-05-18")
        said = assessed("2026-05-14", passed)["V1/R9.sentence/e1"].why()
        assert "its clock starts when it is received, which is after the day of this assessment" in said

    def test_one_that_never_came_says_what_to_record(self) -> None:
        passed = event("e1", "sentence_passed", "2026-05-12")
        said = assessed("2026-06-14", passed)["V1/R9.sentence/e1"].why()
        assert "cannot be told until this is known: when e1 was received" in said


class TestBefore:
    """Duties that must precede another event."""

    PROPOSED = event("e1", "out_of_court_disposal_proposed", "2026-05-12")
    GIVEN = event("e3", "out_of_court_disposal_given", "2026-05-20")
    SOUGHT = "V1/R6.disposal-views/e1"

    def test_pending(self) -> None:
        said = assessed("2026-05-14", self.PROPOSED)[self.SOUGHT].why()
        assert (
            'it must be done before "out of court disposal given"; not done yet, and that has not happened yet' in said
        )

    def test_missed(self) -> None:
        said = assessed("2026-05-21", self.PROPOSED, self.GIVEN)[self.SOUGHT].why()
        assert (
            'before "out of court disposal given", which came on Wednesday 20 May 2026; not done before that: a breach'
            in said
        )

    def test_late(self) -> None:
        views = event("e4", "victim_views_recorded", "2026-05-21")
        said = assessed("2026-05-22", self.PROPOSED, self.GIVEN, views)[self.SOUGHT].why()
        assert (
            "which came on Wednesday 20 May 2026; done on Thursday 21 May 2026 (e4), only after that: a breach" in said
        )


def test_an_agreed_limit_is_said_to_be_one() -> None:
    """Every 14 days from Tuesday 12 May 2026: Tuesday 26 May."""
    plan = event("e1", "contact_plan_agreed", "2026-05-12", details={"every_days": 14})
    said = assessed("2026-05-14", plan)["V1/R6.agreed-update/e1"].why()
    assert "within 14 days, as agreed, so by Tuesday 26 May 2026" in said


def test_what_is_missed_either_way_is_a_breach_whatever_is_unknown() -> None:
    """Both dates had passed when it was done: no unknown fact can mend that."""
    answer = assessed("2026-06-01", ARREST, told("e2", "2026-05-28", "e1"), victims=[UNKNOWN])
    assert answer["V1/R6.arrest/e1"].status is Status.MET_LATE
    assert "done late, on Thursday 28 May 2026 (e2): a breach" in answer["V1/R6.arrest/e1"].why()
