"""The types of the laws and of the lifecycle, as a type checker sees them: `mypy --strict` proves them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import assert_type

import pytest

from victims_code import Case, Event, Victim
from victims_code.testing import Answer, Question, laws, reference
from victims_code.testing.lifecycle import CaseLifecycle

ARREST = Event("e1", "suspect_arrested", at=date(2026, 5, 12))
QUESTION = Question(Case("C1", [Victim("V1", vulnerable=True)], [ARREST]), date(2026, 5, 20))


def test_a_law_takes_a_system_and_a_question_and_says_whether_it_spoke() -> None:
    assert_type(laws.order_is_irrelevant(reference, QUESTION, events=[ARREST]), bool)
    assert_type(laws.agrees_with_reference(reference, QUESTION, keys=["due_by"], rules={"R6.arrest"}), bool)
    assert_type(laws.what_was_missed_stays_missed(lambda _: {}, QUESTION, later=date(2026, 5, 21)), bool)
    assert_type(laws.ALL, Mapping[str, Callable[[Callable[[Question], Answer], Question], bool]])
    law: laws.Law = laws.a_due_date_stays
    assert law is laws.ALL["a_due_date_stays"]


def test_counting_takes_any_function_of_a_day_and_a_number() -> None:
    def add(day: date, n: int) -> date:
        return day + timedelta(days=n)

    with pytest.raises(laws.LawBroken) as broken:
        laws.counts_working_days(add, date(2026, 5, 1), 5)
    error: AssertionError = broken.value
    assert "Monday 4 May 2026" in str(error)


def test_a_lifecycle_is_written_with_three_methods() -> None:
    class Mine(CaseLifecycle):
        known_rules = ("R6.arrest",)
        compared = ("due_by",)

        def open(self, case: Case) -> None:
            self.case = case

        def record(self, event: Event) -> None:
            self.event = event

        def answer(self, as_of: date) -> Answer:
            return {"as_of": as_of}

    machine = Mine()
    assert_type(machine.question, Question)
    assert_type(machine.answer(date(2026, 5, 20)), Answer)
