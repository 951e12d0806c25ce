"""The closure check: it says what is outstanding, what cannot be told and what closing brings, and never blocks."""

from __future__ import annotations

import pytest

from tests.assessment.making import UNKNOWN, assessed, event, told
from victims_code import InvalidFact, Truth
from victims_code.prompts.closing import closure_check

ARREST = event("e1", "suspect_arrested", "2026-05-05", suspect="S1")
CLOSED = event("e9", "investigation_closed", "2026-05-20", details={"outcome_type": "18"})


def test_with_nothing_outstanding_it_may_be_closed() -> None:
    check = closure_check(assessed("2026-05-20", ARREST, told("e2", "2026-05-06", "e1")), "V1")
    assert (check.may_close, check.outstanding, check.missed) == (Truth.YES, (), ())
    assert check.lines() == ("Nothing is outstanding to V1.",)


def test_what_was_done_late_stays_on_record_and_does_not_stand_against_closing() -> None:
    check = closure_check(assessed("2026-05-20", ARREST, told("e2", "2026-05-19", "e1")), "V1")
    assert (check.may_close, [duty.id for duty in check.missed]) == (Truth.YES, ["V1/R6.arrest/e1"])


def test_what_is_overdue_is_told_first() -> None:
    report = event("e0", "crime_reported", "2026-05-18")
    check = closure_check(assessed("2026-05-20", report, ARREST), "V1")
    assert check.may_close is Truth.NO
    assert check.outstanding[0].id == "V1/R6.arrest/e1"
    assert check.lines()[0].startswith(
        "Outstanding: Owed by police: Tell the victim that the suspect has been arrested"
    )


def test_an_unknown_fact_leaves_it_undetermined() -> None:
    late_if_enhanced = assessed("2026-05-20", ARREST, told("e2", "2026-05-08", "e1"), victims=[UNKNOWN])
    check = closure_check(late_if_enhanced, "V1")
    assert (check.may_close, [duty.id for duty in check.undetermined]) == (Truth.UNDETERMINED, ["V1/R6.arrest/e1"])


def test_closing_itself_gives_rise_to_duties_with_their_days() -> None:
    answer = assessed("2026-05-20", ARREST, told("e2", "2026-05-06", "e1"))
    without, with_ = closure_check(answer, "V1"), closure_check(answer, "V1", closing=CLOSED)
    assert without.arising == ()
    assert {duty.trigger.id for duty in with_.arising} <= {"e9"}
    assert with_.may_close is Truth.YES


def test_the_case_has_no_such_victim() -> None:
    with pytest.raises(InvalidFact, match="use one of V1"):
        closure_check(assessed("2026-05-20", ARREST), "V2")
