"""Duties that must precede another event, and the victim's own time limits: what the vectors do not ask of them."""

from __future__ import annotations

import pytest

from tests.assessment.making import NO_ENHANCED_FACTS, assessed, day, event, ids, stands
from victims_code import Truth, Victim

VIOLENT = Victim("V1", **{**NO_ENHANCED_FACTS, "offence_categories": ["violent_crime"]})


@pytest.mark.parametrize("at", ["2026-03-02T15:00:00Z", "2026-03-02", "2026-03-03"])
def test_an_end_of_the_case_on_the_day_of_the_other_event_or_after_it_hides_no_miss(at: str) -> None:
    start, then = event("e1", "vps_taken", "2026-02-09"), event("e3", "sentence_passed", "2026-03-02T10:00:00Z")
    closed = event("e4", "investigation_closed", at, details={"outcome_type": "3"})
    duty = assessed("2026-03-09", start, then, closed)["V1/R7.further-statement/e1"]
    assert stands(duty) == ("overdue", "yes")


def test_a_release_later_on_the_day_of_the_other_event_comes_too_late() -> None:
    """Before the duty was statutory, when a good reason could not be given later: 2024."""
    proposed = event("e1", "out_of_court_disposal_proposed", "2024-02-02")
    given = event("e2", "out_of_court_disposal_given", "2024-02-09T10:00:00Z")
    rule = "R6.disposal-views"
    for at, missed in (("2024-02-09T09:00:00Z", False), ("2024-02-09T15:00:00Z", True)):
        declined = event("e3", "service_declined", at, details={"services": rule})
        excused = event("e3", "exception_recorded", at, details={"rule": rule, "reason": "safeguarding"})
        for release in (declined, excused):
            duty = assessed("2024-02-20", proposed, given, release)[f"V1/{rule}/e1"]
            assert (stands(duty) == ("overdue", "yes")) is missed


def test_the_other_event_is_the_first_that_may_concern_the_same_suspect_and_victim() -> None:
    proposed = event("e1", "out_of_court_disposal_proposed", "2026-02-09T10:00:00Z", suspect="S1")
    earlier = event("e2", "out_of_court_disposal_given", "2026-02-09T09:00:00Z", suspect="S1")
    of_another = event("e3", "out_of_court_disposal_given", "2026-02-10", suspect="S2")
    to_another = event("e4", "out_of_court_disposal_given", "2026-02-11", suspect="S1", victim="V2")
    given = event("e5", "out_of_court_disposal_given", "2026-02-12", suspect="S1")
    others = [earlier, of_another, to_another]
    assert stands(assessed("2026-02-11", proposed, *others)["V1/R6.disposal-views/e1"]) == ("pending", "no")
    assert assessed("2026-02-12", proposed, *others, given)["V1/R6.disposal-views/e1"].due_by == day("2026-02-12")


def test_a_window_is_never_a_breach_nor_next_due() -> None:
    offence = event("e1", "offence_committed", "2022-02-09")
    assessment = assessed("2026-02-09", offence, victims=[VIOLENT])
    assert ids(assessment) == {"V1/R5.cica-application/e1"}
    assert assessment.in_breach is Truth.NO
    assert assessment.next_due is None
    assert assessed("2022-02-10", offence, victims=[VIOLENT]).next_due is None
