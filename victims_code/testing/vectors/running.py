"""Running vectors: each is put to a system, or to answers that were worked out elsewhere, and its verdict given."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from traceback import format_exception_only
from types import TracebackType
from typing import Final, Self, TypeAlias

from victims_code.arguments import each_of, need
from victims_code.calendars import england_and_wales
from victims_code.testing.questions import Answer, System, reference
from victims_code.testing.vectors.comparing import Difference, differences
from victims_code.testing.vectors.model import Level, Vector
from victims_code.testing.vectors.reports import Outcome, Report, Verdict

#: A calendar under test: it takes a London day and a number of Working Days, and returns the day by which to act.
Deadline: TypeAlias = Callable[[date, int], date]

#: What is said of a vector to which there is no answer.
NOT_ANSWERED: Final = "not answered"


def run(vectors: Iterable[Vector], system: System = reference, *, deadline: Deadline | None = None) -> Report:
    """Put each vector to a system: a case to `system`, a day to `deadline`. Left out, they are this library's own.

    A system that raises has failed that vector, and the run goes on.

    >>> from victims_code.testing.vectors import load_vectors
    >>> run(load_vectors(levels=["calendar"])).summary
    '... passed, 0 failed, ... accepted'
    """
    count = england_and_wales().add if deadline is None else deadline
    put = each_of("vectors", vectors, Vector)
    return Report(tuple(outcome_of(vector, system, deadline=count) for vector in put))


def judge(vectors: Iterable[Vector], answers: Mapping[str, Answer]) -> Report:
    """Judge answers that were worked out elsewhere, by the id of the vector; one that is missing has failed.

    >>> from victims_code.testing.vectors import load_vectors
    >>> judge(load_vectors(levels=["calendar"]), {}).passed
    0
    """
    need("answers", answers, Mapping)
    return Report(
        tuple(
            Outcome(vector, Verdict.FAILED, (Difference("", NOT_ANSWERED),))
            if answers.get(vector.id) is None
            else _judged(vector, answers[vector.id])
            for vector in each_of("vectors", vectors, Vector)
        )
    )


def outcome_of(vector: Vector, system: System, *, deadline: Deadline) -> Outcome:
    """Put one vector to a system. What the system raises is told; an interrupt or an exit goes its way."""
    with _Raised() as raised:
        if vector.level is Level.CALENDAR:
            answer: Answer = {"due_by": deadline(*vector.counting)}
        else:
            answer = system(vector.question)
        return _judged(vector, answer)
    told = " ".join("".join(format_exception_only(raised.error)).split())
    return Outcome(vector, Verdict.FAILED, (Difference("", f"raised {told}"),), error=raised.error)


def _judged(vector: Vector, answer: Answer) -> Outcome:
    """Judge an answer: as expected, as another reading has it, or neither."""
    found = differences(vector.expected, answer)
    if not found:
        return Outcome(vector, Verdict.PASSED)
    for other in vector.accepted:
        if not differences(other.expected, answer):
            return Outcome(vector, Verdict.ACCEPTED, found, reading=other.reading)
    return Outcome(vector, Verdict.FAILED, found)


class _Raised:
    """Keeps what is raised within it: a system under test may raise anything, and the vectors after it still count."""

    error: Exception | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> bool:
        self.error = error if isinstance(error, Exception) else None
        return self.error is not None
