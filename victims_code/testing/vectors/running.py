"""Running vectors: each is put to a system, or to answers that were worked out elsewhere, and its verdict given."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date
from traceback import format_exception_only
from types import TracebackType
from typing import Final, Self, TypeAlias

from victims_code.arguments import need
from victims_code.calendars import england_and_wales
from victims_code.testing.questions import Answer, System, reference
from victims_code.testing.vectors.choosing import Chosen, chosen
from victims_code.testing.vectors.comparing import Difference, differences, rules_named
from victims_code.testing.vectors.model import Level, Vector
from victims_code.testing.vectors.reports import Outcome, Report, Verdict

#: A calendar under test: it takes a London day and a number of Working Days, and returns the day by which to act.
Deadline: TypeAlias = Callable[[date, int], date]

#: What is said of a vector to which there is no answer.
NOT_ANSWERED: Final = "not answered"


def run(
    vectors: Iterable[Vector],
    system: System = reference,
    *,
    deadline: Deadline | None = None,
    levels: Iterable[str] | None = None,
    rules: Iterable[str] | None = None,
    rights: Iterable[int] | None = None,
    keys: Iterable[str] | None = None,
) -> Report:
    """Put each vector to a system: a case to `system`, a day to `deadline`. Left out, they are this library's own.

    A system that raises has failed that vector, and the run goes on. One that returns None has not answered it, nor
    has one that leaves out an obligation of a rule that it names in no answer. Where `levels`, `rules`, `rights` or
    `keys` are given, only these are asked and compared, as in `load_vectors`: the rules that are given it must know.

    :raises InvalidFact: when there is no such level, rule, Right or key.
    :raises InvalidInput: when no vector asks for what is chosen.

    >>> from victims_code.testing.vectors import load_vectors
    >>> run(load_vectors(levels=["calendar"])).summary
    '... passed, 0 failed, ... accepted, 0 not answered'
    """
    count = england_and_wales().add if deadline is None else deadline
    asked = chosen(levels=levels, rules=rules, rights=rights, keys=keys)
    return _report([(vector, *_ask(vector, system, count)) for vector in asked.among(vectors)], asked)


def judge(
    vectors: Iterable[Vector],
    answers: Mapping[str, Answer],
    *,
    levels: Iterable[str] | None = None,
    rules: Iterable[str] | None = None,
    rights: Iterable[int] | None = None,
    keys: Iterable[str] | None = None,
) -> Report:
    """Judge answers that were worked out elsewhere, by the id of the vector; a vector without one is not answered.

    Where `levels`, `rules`, `rights` or `keys` are given, only these are compared, as in `load_vectors`.

    :raises InvalidFact: when there is no such level, rule, Right or key.
    :raises InvalidInput: when no vector asks for what is chosen.

    >>> from victims_code.testing.vectors import load_vectors
    >>> judge(load_vectors(levels=["calendar"]), {}).summary
    '0 passed, 0 failed, 0 accepted, ... not answered'
    """
    need("answers", answers, Mapping)
    asked = chosen(levels=levels, rules=rules, rights=rights, keys=keys)
    return _report([(vector, answers.get(vector.id), None) for vector in asked.among(vectors)], asked)


def outcome_of(vector: Vector, system: System, *, deadline: Deadline) -> Outcome:
    """Put one vector to a system that knows every rule of it.

    What the system raises is told; an interrupt or an exit goes its way.
    """
    return _outcome(vector, *_ask(vector, system, deadline), known=None)


#: What a vector was answered: the answer, or what was raised instead; neither where there is none.
_Answered: TypeAlias = tuple[Vector, Answer | None, Exception | None]


def _report(answered: list[_Answered], asked: Chosen) -> Report:
    """Judge all answers. Where no rules are chosen, a system knows those that it names in any of its answers."""
    known: set[str] | None = None
    if asked.rules is None and asked.rights is None:
        known = set()
        for _, answer, _ in answered:
            with _Raised():
                known |= set() if answer is None else rules_named(answer)
    return Report(tuple(_outcome(*each, known=known) for each in answered))


def _ask(vector: Vector, system: System, deadline: Deadline) -> tuple[Answer | None, Exception | None]:
    """Put one vector to a system."""
    with _Raised() as raised:
        if vector.level is not Level.CALENDAR:
            return system(vector.question), None
        day: date | None = deadline(*vector.counting)
        return None if day is None else {"due_by": day}, None
    return None, raised.error


def _outcome(
    vector: Vector, answer: Answer | None, error: Exception | None, *, known: Collection[str] | None
) -> Outcome:
    """Judge an answer, or tell what was raised: by the system, or by an answer that is worked out as it is read."""
    with _Raised() as raised:
        if error is None:
            return _judged(vector, answer, known)
    error = error or raised.error
    told = " ".join("".join(format_exception_only(error)).split())
    return Outcome(vector, Verdict.FAILED, (Difference("", f"raised {told}"),), error=error)


def _judged(vector: Vector, answer: Answer | None, known: Collection[str] | None) -> Outcome:
    """Judge an answer: as expected, as another reading has it, neither, or too little of it to say."""
    if answer is None:
        return Outcome(vector, Verdict.NOT_ANSWERED, (Difference("", NOT_ANSWERED, is_unsaid=True),))
    found = differences(vector.expected, answer, known=known)
    if not found:
        return Outcome(vector, Verdict.PASSED)
    others = [(other.reading, differences(other.expected, answer, known=known)) for other in vector.accepted]
    for reading, differing in others:
        if not differing:
            return Outcome(vector, Verdict.ACCEPTED, found, reading=reading)
    for differing in (found, *(differing for _, differing in others)):
        if all(each.is_unsaid for each in differing):
            return Outcome(vector, Verdict.NOT_ANSWERED, differing)
    return Outcome(vector, Verdict.FAILED, found)


class _Raised:
    """Keeps what is raised within it: a system under test may raise anything, and the vectors after it still count."""

    error: Exception | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> bool:
        self.error = error if isinstance(error, Exception) else None
        return self.error is not None
