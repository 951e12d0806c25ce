"""Many cases: each is read and assessed in order, in one process or several; a bad one does not stop the others."""

from __future__ import annotations

import pickle
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import lru_cache
from itertools import islice
from multiprocessing import get_all_start_methods, get_context
from typing import Any, Final, TypeAlias, TypeVar, overload

from attrs import frozen

from victims_code.assessment import Assessment, assess_by
from victims_code.calendars import WorkingDays
from victims_code.cases import Case
from victims_code.dates import When
from victims_code.errors import InvalidFact, VictimsCodeError
from victims_code.interchange.reading import case_of, read_case
from victims_code.rulebook import Law, Layer, Rulebook, law_of

#: A case, or one that is still to be read: the JSON of a case file as text, or as the document that it holds.
CaseLike: TypeAlias = Case | bytes | str | Mapping[str, object]

#: How many cases a worker is handed at once, and how many such parts wait for each worker.
_PART: Final = 200
_WAITING: Final = 3

#: How many cases pass between two marks of progress.
_MARK: Final = 1000

_MOST_WORKERS: Final = 256

_Taken = TypeVar("_Taken")


@frozen
class Unanswered:
    """A case that could not be read or assessed: which of those given it was, and what is wrong with it."""

    #: Its place among the cases given, counted from 0.
    position: int
    #: Its reference; None where it could not be read.
    case: str | None
    error: VictimsCodeError


@frozen
class _Question:
    """What is asked of each case."""

    as_of: When
    known_at: When | None
    law: Law
    calendar: WorkingDays | None
    take: Callable[[Assessment], Any] | None

    def answer(self, position: int, given: object) -> object:
        """Read a case where that is still to be done, assess it, and return what is asked for, or what is wrong."""
        name: str | None = None
        try:
            case = self._read(given)
            name = case.id
            found = assess_by(self.law, case, as_of=self.as_of, known_at=self.known_at, calendar=self.calendar)
            return found if self.take is None else self.take(found)
        except VictimsCodeError as error:
            return Unanswered(position, name, error)

    def _read(self, given: object) -> Case:
        if isinstance(given, Case):
            return given
        if isinstance(given, bytes | str):
            return read_case(given, vocabulary=self.law.vocabulary)
        return case_of(given, vocabulary=self.law.vocabulary)


@overload
def assess_many(
    cases: Iterable[CaseLike], *, as_of: When, known_at: When | None = None, readings: Mapping[str, str] | None = None,
    layers: Iterable[Layer] = (), rulebook: Rulebook | None = None, calendar: WorkingDays | None = None,
    whatever_the_date: bool = False, workers: int = 1, take: None = None,
    progress: bool | Callable[[int], object] = True,
) -> Iterator[Assessment | Unanswered]: ...  # fmt: skip


@overload
def assess_many(
    cases: Iterable[CaseLike], *, as_of: When, known_at: When | None = None, readings: Mapping[str, str] | None = None,
    layers: Iterable[Layer] = (), rulebook: Rulebook | None = None, calendar: WorkingDays | None = None,
    whatever_the_date: bool = False, workers: int = 1, take: Callable[[Assessment], _Taken],
    progress: bool | Callable[[int], object] = True,
) -> Iterator[_Taken | Unanswered]: ...  # fmt: skip


def assess_many(  # noqa: PLR0913 - the arguments of `assess`, and how many cases at once
    cases: Iterable[CaseLike],
    *,
    as_of: When,
    known_at: When | None = None,
    readings: Mapping[str, str] | None = None,
    layers: Iterable[Layer] = (),
    rulebook: Rulebook | None = None,
    calendar: WorkingDays | None = None,
    whatever_the_date: bool = False,
    workers: int = 1,
    take: Callable[[Assessment], Any] | None = None,
    progress: bool | Callable[[int], object] = True,
) -> Iterator[object]:
    """Assess many cases, and give their answers one at a time, in the order of the cases.

    A case may also be the JSON of a case file: a text, or the document read from one. One that cannot be read or
    assessed gives an `Unanswered` in its place. `take` is called with each answer, and what it returns is given
    instead: with several workers it runs in theirs, so that only what it returns has to travel; it must then be a
    function of a module. `workers` is the number of processes; a script that asks for more than one needs the usual
    ``if __name__ == "__main__":``. On a terminal, progress is shown on standard error; `progress` may be False, or a
    function that is called with the number of cases done. The other arguments are as for `assess`.

    :raises InvalidFact: when an argument is of the wrong kind.
    :raises VictimsCodeError: when a worker ends without an answer, as when the machine runs out of memory.

    >>> import datetime as dt
    >>> from victims_code import Event, Victim
    >>> good = Case("C1", [Victim("V1", vulnerable=True)], [Event("e1", "suspect_arrested", at=dt.date(2026, 5, 1))])
    >>> for found in assess_many([good, '{"case": "C2"}'], as_of=dt.date(2026, 5, 6)):
    ...     print(found.error if isinstance(found, Unanswered) else found.in_breach.value)
    yes
    victims: is missing; [] where none is known
    events: is missing; [] where none is
    """
    law = law_of(rulebook, readings=readings, layers=layers, whatever_the_date=whatever_the_date)
    question = _Question(as_of, known_at, law, calendar, take)
    assess_by(law, _EMPTY, as_of=as_of, known_at=known_at, calendar=calendar)  # what is wrong with the call is said now
    if type(workers) is not int or not 1 <= workers <= _MOST_WORKERS:
        msg = f"workers: a whole number from 1 to {_MOST_WORKERS} is needed"
        raise InvalidFact(msg)
    found = _alone(question, cases) if workers == 1 else _together(_portable(question), cases, workers)
    if isinstance(progress, bool):
        progress = _shown if progress else _silent
    return _counted(found, progress)


#: Asked in place of the cases, to find what is wrong with a call before the first of them is read.
_EMPTY: Final = Case("none", ())


def _alone(question: _Question, cases: Iterable[object]) -> Iterator[object]:
    return (question.answer(position, given) for position, given in enumerate(cases))


def _together(question: bytes, cases: Iterable[object], workers: int) -> Iterator[object]:
    """Hand parts of the cases to several processes, and give what they return in the order of the cases."""
    # A process that is started anew cannot inherit another thread's lock, as a forked one can.
    method = "forkserver" if "forkserver" in get_all_start_methods() else "spawn"
    waiting: deque[Future[list[object]]] = deque()
    numbered = enumerate(cases)
    with ProcessPoolExecutor(workers, mp_context=get_context(method)) as pool:
        try:
            while part := list(islice(numbered, _PART)):
                waiting.append(pool.submit(_answers, question, part))
                if len(waiting) > workers * _WAITING:
                    yield from waiting.popleft().result()
            while waiting:
                yield from waiting.popleft().result()
        except BrokenProcessPool:
            msg = "a worker ended without an answer; the machine may be out of memory: use fewer workers"
            raise VictimsCodeError(msg) from None
        finally:
            pool.shutdown(cancel_futures=True)


def _answers(question: bytes, part: list[tuple[int, object]]) -> list[object]:
    """Answer a part of the cases, in the process of a worker."""
    asked = _unpacked(question)
    return [asked.answer(position, given) for position, given in part]


@lru_cache(maxsize=1)
def _unpacked(question: bytes) -> _Question:
    """Return the question of a call: unpacked once in each worker, as its law takes long to compile."""
    found: _Question = pickle.loads(question)  # noqa: S301 - made by `_portable` in the process that asks
    return found


def _portable(question: _Question) -> bytes:
    try:
        return pickle.dumps(question)
    except (pickle.PicklingError, AttributeError, TypeError):
        msg = "take: it cannot travel to another process; give a function of a module, not a lambda or a local one"
        raise InvalidFact(msg) from None


def _counted(found: Iterator[object], tell: Callable[[int], object]) -> Iterator[object]:
    """Pass the answers on, and tell how many there were: after each thousand, and at the end."""
    number = 0
    for number, each in enumerate(found, 1):
        yield each
        if not number % _MARK:
            tell(number)
    if number % _MARK:
        tell(number)


def _shown(number: int) -> None:
    """Show on a terminal how many cases are done, on one line that is written over."""
    if sys.stderr is not None and sys.stderr.isatty():
        sys.stderr.write(f"\r{number:,} cases")


def _silent(_number: int) -> None:
    """Show nothing."""
