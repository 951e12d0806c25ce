"""Threads that share one answer: none of them reads a property while another is making it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from threading import Event, Thread

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
    """Return all that three threads read, again and again, while another makes something."""
    is_reading, is_made = Event(), Event()
    seen: set[object] = set()

    def making() -> None:
        is_reading.wait()
        make()
        is_made.set()

    def reading() -> None:
        is_reading.set()
        while not is_made.is_set():
            seen.add(read())

    threads = [Thread(target=making), *(Thread(target=reading) for _ in range(3))]
    for thread in threads:
        thread.start()
    for thread in threads:
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
    case = large(2000)
    for _ in range(ROUNDS):
        answer = assess(case, as_of=date(2026, 6, 1))
        seen = read_while(partial(getattr, answer, "obligations"), partial(getattr, answer, "in_breach"))
        assert seen == {Truth.YES}


def test_every_property_says_the_same_to_every_thread() -> None:
    case = large(40)
    expected = {all_of(assess(case, as_of=date(2026, 2, 9)))}
    for _ in range(ROUNDS):
        answer = assess(case, as_of=date(2026, 2, 9))
        assert read_while(partial(all_of, answer), partial(all_of, answer)) == expected


def test_a_calendar_counts_the_same_for_every_thread_while_its_projected_years_are_numbered() -> None:
    for _ in range(3):
        count = partial(WorkingDays(england_and_wales().table).add, date(2031, 3, 3), 20)
        assert read_while(count, count) == {date(2031, 3, 31)}
