"""Workers: one question put to many cases, in this process or several; the answers keep the order of the cases."""

from __future__ import annotations

import gc
import pickle
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import lru_cache
from itertools import islice
from multiprocessing import get_all_start_methods, get_context
from typing import Any, Final, TypeAlias

from attrs import frozen

from victims_code.assessment import Assessment, assess_by
from victims_code.assessment.travelling import Travelled, travelled
from victims_code.calendars import WorkingDays
from victims_code.cases import Case
from victims_code.dates import When
from victims_code.errors import InvalidFact, VictimsCodeError
from victims_code.interchange.reading import case_of, read_case
from victims_code.rulebook import Law

#: How many cases a worker is handed at once, and how many such parts wait for each worker.
_PART: Final = 200
_WAITING: Final = 3

#: Some of the cases, each with its place among all.
_Part: TypeAlias = list[tuple[int, object]]


@frozen
class Unanswered:
    """A case that could not be read or assessed: which of those given it was, and what is wrong with it."""

    #: Its place among the cases given, counted from 0.
    position: int
    #: Its reference; None where it could not be read.
    case: str | None
    error: VictimsCodeError


@frozen
class Question:
    """What is asked of each case."""

    as_of: When
    known_at: When | None
    law: Law
    calendar: WorkingDays | None
    #: What is wanted of each answer; None is the answer itself.
    take: Callable[[Assessment], Any] | None

    def put_to(self, case: Case, worked_out: Travelled | None = None) -> Assessment:
        """Return the answer for a case.

        :raises VictimsCodeError: when it cannot be assessed, or an argument is wrong.
        """
        return assess_by(
            self.law,
            case,
            as_of=self.as_of,
            known_at=self.known_at,
            calendar=self.calendar,
            worked_out=worked_out,
        )

    def answer(self, position: int, given: object) -> object:
        """Read a case where that is still to be done, assess it, and return what is wanted, or what is wrong."""
        name: str | None = None
        try:
            case = self._read(given)
            name = case.id
            answer = self.put_to(case)
            _ = answer.next_change_at  # worked out now, so that no fault can come after the answer
        except VictimsCodeError as error:
            return Unanswered(position, name, error)
        return answer if self.take is None else self.take(answer)

    def _read(self, given: object) -> Case:
        if isinstance(given, Case):
            return given
        if isinstance(given, bytes | str):
            return read_case(given, vocabulary=self.law.vocabulary)
        return case_of(given, vocabulary=self.law.vocabulary)


def answered(question: Question, cases: Iterable[object], workers: int) -> Iterator[object]:
    """Put a question to each case, in so many processes; the answers come in the order of the cases.

    :raises InvalidFact: when there is more than one process, and `take` cannot travel to another.
    """
    if workers == 1:
        return (question.answer(position, given) for position, given in enumerate(cases))
    try:
        packed = pickle.dumps(question)
    except (pickle.PicklingError, AttributeError, TypeError):
        msg = "take: it cannot travel to another process; give a function of a module, not a lambda or a local one"
        raise InvalidFact(msg) from None
    return _together(question, packed, cases, workers)


def _together(question: Question, packed: bytes, cases: Iterable[object], workers: int) -> Iterator[object]:
    # A process that is started anew cannot inherit a lock that another thread holds, as a forked one can.
    method = "forkserver" if "forkserver" in get_all_start_methods() else "spawn"
    waiting: deque[tuple[_Part, Future[list[object]]]] = deque()
    numbered = enumerate(cases)
    with ProcessPoolExecutor(workers, mp_context=get_context(method)) as pool:
        try:
            while part := list(islice(numbered, _PART)):
                waiting.append((part, pool.submit(_answers, packed, part)))
                if len(waiting) > workers * _WAITING:
                    yield from _received(question, *waiting.popleft())
            while waiting:
                yield from _received(question, *waiting.popleft())
        except BrokenProcessPool:
            msg = "a worker ended without an answer; the machine may be out of memory: use fewer workers"
            raise VictimsCodeError(msg) from None
        finally:
            pool.shutdown(cancel_futures=True)


@frozen
class _Sent:
    """An answer on its way from a worker; its case goes along only where the worker read it."""

    case: Case | None
    worked_out: Travelled


def _answers(packed: bytes, part: _Part) -> list[object]:
    """Answer some of the cases, in the process of a worker."""
    question = _unpacked(packed)
    found = [question.answer(position, given) for position, given in part]
    if question.take is not None:
        return found
    return [
        _Sent(None if isinstance(given, Case) else answer.case, travelled(answer))
        if isinstance(answer, Assessment)
        else answer
        for answer, (_, given) in zip(found, part, strict=True)
    ]


@lru_cache(maxsize=1)
def _unpacked(packed: bytes) -> Question:
    """Return the question: unpacked once in each worker, since its law takes long to compile."""
    question: Question = pickle.loads(packed)  # noqa: S301 - made by `answered`, in the process that asks
    question.put_to(Case("none", ()))
    gc.freeze()  # the law and the library stay: nothing of them is to be looked for as garbage again
    return question


def _received(question: Question, part: _Part, coming: Future[list[object]]) -> Iterator[object]:
    """Give what a worker returned as the process that asked knows it."""
    for found, (_, given) in zip(coming.result(), part, strict=True):
        if not isinstance(found, _Sent):
            yield found
            continue
        case = found.case or given
        yield question.put_to(case, found.worked_out) if isinstance(case, Case) else found
