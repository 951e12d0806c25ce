"""Workers: one question put to many cases, in this process or several; the answers keep the order of the cases."""

from __future__ import annotations

import gc
import pickle
import traceback
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import lru_cache
from multiprocessing import get_all_start_methods, get_context
from typing import Any, Final, TypeAlias

from attrs import frozen

from victims_code.assessment import Assessment, assess_by
from victims_code.assessment.travelling import Travelled, travelled
from victims_code.calendars import WorkingDays
from victims_code.cases import Case
from victims_code.dates import When
from victims_code.errors import InvalidFact, VictimsCodeError
from victims_code.interchange.json_text import read_json
from victims_code.interchange.reading import case_of
from victims_code.rulebook import Law
from victims_code.victims import checked_reference

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
    #: Its reference, also where the rest of it could not be read; None where it gives none.
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
            if isinstance(given, bytes | str):
                given = read_json(given)
            if not isinstance(given, Case):
                name = _reference_in(given)
                given = case_of(given, vocabulary=self.law.vocabulary)
            name = given.id
            answer = self.put_to(given)
            _ = answer.next_change_at  # worked out now, so that no fault can come after the answer
        except VictimsCodeError as error:
            return Unanswered(position, name, error)
        return answer if self.take is None else self.take(answer)


def _reference_in(document: object) -> str | None:
    """Return the reference that the document of a case gives, if it can be one."""
    try:
        return checked_reference(document.get("case"), "case") if isinstance(document, Mapping) else None
    except InvalidFact:
        return None


def answered(question: Question, cases: Iterable[object], workers: int) -> Iterator[object]:
    """Put a question to each case, in so many processes; the answers come in the order of the cases.

    :raises InvalidFact: when there is more than one process, and `take` cannot travel to another.
    """
    if workers == 1:
        return (question.answer(position, given) for position, given in enumerate(cases))
    try:
        packed = pickle.dumps(question)
    except Exception:  # noqa: BLE001 - how a thing of the host's own packs itself is its own
        msg = "take: it cannot travel to another process; give a function of a module, not a lambda or a local one"
        raise InvalidFact(msg) from None
    return _together(question, packed, cases, workers)


def _together(question: Question, packed: bytes, cases: Iterable[object], workers: int) -> Iterator[object]:
    # A process that is started anew cannot inherit a lock that another thread holds, as a forked one can.
    method = "forkserver" if "forkserver" in get_all_start_methods() else "spawn"
    waiting: deque[tuple[_Part, Future[_Returned | None] | None]] = deque()
    numbered = enumerate(cases)
    has_answered = False
    with ProcessPoolExecutor(workers, mp_context=get_context(method)) as pool:
        try:
            ended: Exception | None = None
            while waiting or ended is None:
                part: _Part = []
                if ended is None:
                    ended = _take(numbered, part)
                if part:
                    sent = _packed(part)
                    waiting.append((part, None if sent is None else pool.submit(_answers, packed, sent)))
                if waiting and (ended is not None or len(waiting) > workers * _WAITING):
                    part, coming = waiting.popleft()
                    returned = None if coming is None else coming.result()
                    has_answered = has_answered or returned is not None
                    yield from _received(question, part, returned)
        except BrokenProcessPool:
            raise VictimsCodeError(_ENDED if has_answered else _NOT_STARTED) from None
        finally:
            pool.shutdown(cancel_futures=True)
    if not isinstance(ended, StopIteration):
        raise ended


#: What is said where a worker is gone: of one that never answered, the likeliest cause is the script.
_ENDED: Final = "a worker ended without an answer; the machine may be out of memory: use fewer workers"
_NOT_STARTED: Final = (
    'a worker could not start: in a script, put the call under `if __name__ == "__main__":`; '
    "otherwise the machine may be out of memory"
)


def _take(numbered: Iterator[tuple[int, object]], part: _Part) -> Exception | None:
    """Add to a part the cases that come next, as many as it holds; return what ended them, if they ended."""
    try:
        while len(part) < _PART:
            part.append(next(numbered))
    except Exception as error:  # noqa: BLE001 - raised once all that came before it was answered
        return error
    return None


def _packed(part: _Part) -> bytes | None:
    """Return some of the cases as bytes; None where one cannot travel, so that they are answered where they are."""
    try:
        return pickle.dumps(part)
    except Exception:  # noqa: BLE001 - how a thing of the host's own packs itself is its own
        return None


@frozen
class _Sent:
    """An answer on its way from a worker; its case goes along only where the worker read it."""

    case: Case | None
    worked_out: Travelled


@frozen
class _Failed:
    """What was raised in place of an answer; nothing comes after it."""

    error: Exception


@frozen
class _Returned:
    """What a worker returns of a part: its answers as bytes, and the names of their types, to say if they are stuck."""

    answers: bytes
    types: str


def _answers(packed: bytes, sent: bytes) -> _Returned | None:
    """Answer some of the cases, in the process of a worker; None where it cannot read what was sent."""
    question = _unpacked(packed)
    try:
        part: _Part = pickle.loads(sent)  # noqa: S301 - made by `_packed`, in the process that asks
    except Exception:  # noqa: BLE001 - as there
        return None
    found: list[object] = []
    for position, given in part:
        try:
            answer = question.answer(position, given)
        except Exception as error:  # noqa: BLE001 - it is the host's own, and raised where the host is
            found.append(_Failed(_able_to_travel(error)))
            break
        if question.take is None and isinstance(answer, Assessment):
            answer = _Sent(None if isinstance(given, Case) else answer.case, travelled(answer))
        found.append(answer)
    types = ", ".join(sorted({type(each).__name__ for each in found}))
    try:
        return _Returned(pickle.dumps(found), types)
    except Exception:  # noqa: BLE001 - as above
        return _Returned(pickle.dumps(_up_to_what_cannot_travel(found)), types)


def _up_to_what_cannot_travel(found: list[object]) -> list[object]:
    for number, each in enumerate(found):
        try:
            pickle.dumps(each)
        except Exception:  # noqa: BLE001 - as above
            return [*found[:number], _Failed(_untold(type(each).__name__))]
    return found


def _able_to_travel(error: Exception) -> Exception:
    """Return an error with where it was raised, or where it cannot be packed and unpacked, one that names its type."""
    error.add_note(f"In a worker:\n{''.join(traceback.format_exception(error))}")
    try:
        pickle.loads(pickle.dumps(error))  # noqa: S301 - made here
    except Exception:  # noqa: BLE001 - as above
        return _untold(type(error).__name__)
    return error


def _untold(types: str) -> VictimsCodeError:
    return VictimsCodeError(
        f"take: what it returned or raised cannot travel between processes ({types}); "
        "return plain values, or use one worker"
    )


@lru_cache(maxsize=1)
def _unpacked(packed: bytes) -> Question:
    """Return the question: unpacked once in each worker, since its law takes long to compile.

    :raises InvalidFact: when `take` is not found in the worker.
    """
    try:
        question: Question = pickle.loads(packed)  # noqa: S301 - made by `answered`, in the process that asks
    except Exception:  # noqa: BLE001 - as above
        msg = "take: a worker cannot find it; give a function of a module that can be imported"
        raise InvalidFact(msg) from None
    question.put_to(Case("none", ()))
    gc.freeze()  # the law and the library stay: nothing of them is to be looked for as garbage again
    return question


def _received(question: Question, part: _Part, returned: _Returned | None) -> Iterator[object]:
    """Give what a worker returned as the process that asked knows it; answer here what could not travel."""
    if returned is None:
        yield from (question.answer(position, given) for position, given in part)
        return
    try:
        answers: list[object] = pickle.loads(returned.answers)  # noqa: S301 - made by a worker of ours
    except Exception:  # noqa: BLE001 - as above
        raise _untold(returned.types) from None
    for found, (_, given) in zip(answers, part, strict=False):
        if isinstance(found, _Failed):
            raise found.error
        if not isinstance(found, _Sent):
            yield found
            continue
        case = found.case or given
        yield question.put_to(case, found.worked_out) if isinstance(case, Case) else found
