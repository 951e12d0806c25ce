"""Tallies: how many duties stand how, with the rate of each, over one case or many."""

from __future__ import annotations

import operator
from fractions import Fraction
from itertools import permutations

import pytest

from tests.assessment.making import assessed, event, told
from victims_code import Assessment, Event, ServiceProvider, Status, Truth
from victims_code.assessment.tallies import Tally, tally


def arrest(number: int, on: str = "2026-03-02") -> Event:
    """An arrest on Monday 2 March 2026: due on Monday 9."""
    return event(f"e{number}", "suspect_arrested", on)


def excuse(number: int, at: str, reason: str | None) -> Event:
    details = {"rule": "R6.arrest", "reason": reason}
    return event(f"x{number}", "exception_recorded", at, about=[f"e{number}"], details=details)


def one_of_each() -> Assessment:
    """Six arrests: met, late, missed, excused in time, excused for good reasons, and excused for none that is named."""
    return assessed(
        "2026-03-20",
        *(arrest(number) for number in range(1, 7)),
        told("i1", "2026-03-06", "e1"),
        told("i2", "2026-03-10", "e2"),
        excuse(4, "2026-03-09", "safeguarding"),
        excuse(5, "2026-03-10", "cannot_be_traced"),
        excuse(6, "2026-03-06", None),
    )


def test_each_duty_is_counted_once_by_status_breach_and_reason() -> None:
    counted = one_of_each().tally()
    assert counted == Tally(
        6,
        {Status.MET: 1, Status.MET_LATE: 1, Status.OVERDUE: 1, Status.EXCUSED: 3},
        {Truth.NO: 4, Truth.YES: 2},
        {"": 1, "cannot_be_traced": 1, "safeguarding": 1},
        1,
    )


def test_a_rate_is_the_part_of_all_that_stands_so() -> None:
    counted = one_of_each().tally()
    assert counted.rate(Status.EXCUSED) == Fraction(1, 2)
    assert counted.rate(Status.OVERDUE) == Fraction(1, 6)
    assert counted.rate(Status.DECLINED) == 0
    assert sum(counted.rate(status) or 0 for status in Status) == 1


def test_of_nothing_there_is_no_rate() -> None:
    empty = assessed("2026-03-20").tally()
    assert empty == Tally()
    assert empty.rate(Status.DECLINED) is None


def test_any_part_of_the_obligations_is_counted_by_itself() -> None:
    altered = event("e9", "charges_altered_or_stopped", "2026-03-02")
    assessment = assessed("2026-03-20", arrest(1), altered)
    cps = tally(assessment.owed_by(ServiceProvider.CPS))
    police = tally(duty for duty in assessment if ServiceProvider.CPS not in duty.providers)
    assert police == Tally(1, {Status.OVERDUE: 1}, {Truth.YES: 1})
    assert cps + police == assessment.tally()


def test_the_tallies_of_many_cases_add_up_in_any_order() -> None:
    """Tuesday 10 March is past the due day of one and before that of the other."""
    cases = [
        assessed("2026-03-10", arrest(1)).tally(),
        assessed("2026-03-10", arrest(1, "2026-03-05"), excuse(1, "2026-03-06", "safeguarding")).tally(),
        assessed("2026-03-10", arrest(1), excuse(1, "2026-03-10", "safeguarding")).tally(),
    ]
    sums = [sum(order, Tally()) for order in permutations(cases)]
    expected = Tally(3, {Status.EXCUSED: 2, Status.OVERDUE: 1}, {Truth.NO: 2, Truth.YES: 1}, {"safeguarding": 2}, 1)
    assert sums == [expected] * 6
    assert {tuple(each.statuses) for each in sums} == {(Status.EXCUSED, Status.OVERDUE)}


def test_a_tally_adds_to_tallies_alone() -> None:
    with pytest.raises(TypeError):
        operator.add(Tally(), 1)
