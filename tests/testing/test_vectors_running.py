"""Running vectors: what passes, what is accepted under which reading, and systems that raise."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

import pytest
from attrs import evolve

from tests.testing.vector_files import (
    ARREST,
    SATURDAY,
    SATURDAY_ARREST,
    WEEKEND,
    load_all,
    one,
    words,
)
from victims_code import england_and_wales
from victims_code.testing import Answer, Question, reference
from victims_code.testing.vectors import Level, Vector, Verdict, run


@pytest.fixture
def vectors(tmp_path: Path) -> tuple[Vector, ...]:
    """All vectors at hand, in the order of their levels."""
    return load_all(tmp_path)


class TestVerdicts:
    """A vector is passed, accepted under a named reading, or failed."""

    def test_this_library_passes_what_is_argued_by_hand(self, vectors: tuple[Vector, ...]) -> None:
        report = run(vectors)
        assert (report.passed, report.failed, report.accepted) == (6, 0, 0)
        assert all(not outcome.differences for outcome in report.outcomes)

    def test_the_answer_of_another_reading_is_accepted_and_the_reading_is_named(
        self, vectors: tuple[Vector, ...]
    ) -> None:
        """On 2 April and 1 May both readings agree, as each is a Working Day."""
        calendar = england_and_wales().counting_from_next_working_day()

        def system(question: Question) -> Answer:
            return reference(evolve(question, readings=WEEKEND))

        report = run(vectors, system, deadline=calendar.add)
        assert {outcome.vector.id: outcome.reading for outcome in report.with_verdict(Verdict.ACCEPTED)} == {
            SATURDAY["id"]: WEEKEND,
            SATURDAY_ARREST["id"]: WEEKEND,
        }
        assert (report.passed, report.failed) == (4, 0)

    def test_what_no_reading_gives_has_failed(self, tmp_path: Path) -> None:
        report = run(one(tmp_path, "calendar", SATURDAY), deadline=lambda *_: date(2026, 6, 10))
        assert words(report) == ['due_by: expected "2026-06-08", came "2026-06-10"']
        assert [outcome.verdict for outcome in report.failures] == [Verdict.FAILED]
        assert report.outcomes[0].reading is None

    def test_each_kind_of_vector_is_put_to_its_own_system(self, vectors: tuple[Vector, ...]) -> None:
        asked: list[object] = []

        def system(question: Question) -> Answer:
            asked.append((question.case.id, question.as_of, question.known_at))
            return {}

        def deadline(day: date, number: int) -> date:
            asked.append((day, number))
            return day

        run(vectors[1:3], system, deadline=deadline)
        assert asked == [(date(2026, 6, 6), 1), ("C1", date(2026, 4, 13), None)]

    def test_vectors_may_come_one_at_a_time(self, vectors: tuple[Vector, ...]) -> None:
        assert len(run(vector for vector in vectors)) == len(vectors)


def raising(error: BaseException) -> Callable[..., NoReturn]:
    """Return a system, or a deadline, that raises an error whatever it is asked."""

    def system(*_: object) -> NoReturn:
        raise error

    return system


class Hostile(Exception):
    """An error that cannot be shown."""

    def __str__(self) -> NoReturn:
        raise ValueError


class Lazy(Mapping[str, Any]):
    """An answer that is worked out only when it is looked at, and then fails."""

    def __getitem__(self, key: str) -> NoReturn:
        raise ZeroDivisionError

    def __iter__(self) -> Iterator[str]:
        raise ZeroDivisionError

    def __len__(self) -> int:
        return 1


class TestErrors:
    """A system that raises has failed that vector; the run goes on."""

    @pytest.mark.parametrize(
        ("error", "told"),
        [
            (ValueError("no such rule"), "raised ValueError: no such rule"),
            (RuntimeError("a\nb"), "raised RuntimeError: a b"),
            (NotImplementedError(), "raised NotImplementedError"),
            (RecursionError(), "raised RecursionError"),
            (AssertionError(), "raised AssertionError"),
        ],
    )
    def test_an_error_is_told_by_its_type(self, error: Exception, told: str, vectors: tuple[Vector, ...]) -> None:
        report = run(vectors, raising(error), deadline=raising(error))
        assert report.failed == len(vectors)
        assert {str(each) for outcome in report.failures for each in outcome.differences} == {told}
        assert all(outcome.error is error for outcome in report.failures)

    def test_the_vectors_after_it_still_count(self, vectors: tuple[Vector, ...]) -> None:
        def system(question: Question) -> Answer:
            if question.known_at is not None:
                raise ZeroDivisionError
            return reference(question)

        report = run(vectors, system)
        assert [outcome.vector.level for outcome in report.failures] == [Level.HISTORY]

    def test_an_error_that_cannot_be_shown_is_told_all_the_same(self, tmp_path: Path) -> None:
        (told,) = words(run(one(tmp_path, "deadlines", ARREST), raising(Hostile())))
        assert "Hostile" in told

    def test_an_answer_that_fails_when_it_is_looked_at(self, tmp_path: Path) -> None:
        assert words(run(one(tmp_path, "deadlines", ARREST), lambda _: Lazy())) == ["raised ZeroDivisionError"]

    @pytest.mark.parametrize("error", [KeyboardInterrupt, SystemExit, GeneratorExit])
    def test_an_interrupt_or_an_exit_goes_its_way(self, error: type[BaseException], tmp_path: Path) -> None:
        with pytest.raises(error):
            run(one(tmp_path, "deadlines", ARREST), raising(error()))
