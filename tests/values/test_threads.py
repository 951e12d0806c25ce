"""Threads that share one answer: none of them reads a property while another is making it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from datetime import date
from threading import Barrier, Thread

import pytest

from tests.values.cases import large
from victims_code import Assessment, Truth, assess, england_and_wales
from victims_code.calendars import WorkingDays

#: How many answers are read while they are made.
ROUNDS = 20


@pytest.fixture(autouse=True)
def often_interrupted() -> Iterator[None]:
    """Let threads take turns as often as the interpreter can."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


def read_while(make: Callable[[], object], read: Callable[[], object]) -> set[object]:
    """Return all that one thread reads, again and again, while another makes something."""
    start, is_made, seen = Barrier(2), False, set()

    def making() -> None:
        nonlocal is_made
        start.wait()
        make()
        is_made = True

    thread = Thread(target=making)
    thread.start()
    start.wait()
    while not is_made:
        seen.add(read())
    thread.join()
    return {*seen, read()}


def all_of(answer: Assessment) -> tuple[object, ...]:
    """Return what an answer says, by each of its properties."""
    return (
        answer.in_breach, None if answer.next_due is None else answer.next_due.id, len(answer), len(answer.obligations),
        len({duty.id for duty in answer}), answer.findings, tuple(answer.enhanced_rights.items()), answer.tally(),
        "V1/R6.arrest/e7" in answer,
    )  # fmt: skip


def test_a_case_in_breach_is_in_breach_for_every_thread_while_its_obligations_are_made() -> None:
    case = large(600)
    for _ in range(ROUNDS):
        answer = assess(case, as_of=date(2026, 6, 1))
        assert read_while(lambda answer=answer: answer.obligations, lambda answer=answer: answer.in_breach) == {
            Truth.YES
        }


def test_every_property_says_the_same_to_every_thread() -> None:
    case = large(40)
    expected = {all_of(assess(case, as_of=date(2026, 2, 9)))}
    for _ in range(ROUNDS):
        answer = assess(case, as_of=date(2026, 2, 9))
        assert read_while(lambda answer=answer: all_of(answer), lambda answer=answer: all_of(answer)) == expected


def test_a_calendar_counts_the_same_for_every_thread_while_its_projected_years_are_numbered() -> None:
    day = date(2031, 3, 3)
    for _ in range(3):
        calendar = WorkingDays(england_and_wales().table)
        counted = read_while(
            lambda calendar=calendar: calendar.add(day, 20), lambda calendar=calendar: calendar.add(day, 20)
        )
        assert counted == {date(2031, 3, 31)}
