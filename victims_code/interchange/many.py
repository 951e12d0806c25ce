"""Many cases: each is read and assessed in order, in one process or several; a bad one does not stop the others."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final, TypeAlias, TypeVar, overload

from victims_code.arguments import need
from victims_code.assessment import Assessment
from victims_code.calendars import WorkingDays
from victims_code.cases import Case
from victims_code.dates import When
from victims_code.errors import InvalidFact
from victims_code.interchange.workers import Question, Unanswered, answered
from victims_code.rulebook import Layer, Rulebook, law_of

#: A case, or one that is still to be read: the JSON of a case file as text, or as the document that it holds.
CaseLike: TypeAlias = Case | bytes | str | Mapping[str, object]

#: How many cases pass between two marks of progress.
_MARK: Final = 1000

_MOST_WORKERS: Final = 256

_Taken = TypeVar("_Taken")


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
    function of a module. `workers` is the number of processes: two are faster than one where the cases are still to be
    read, or where `take` returns little; whole answers to cases in memory are as fast from one. To start them takes
    about half a second, so that they pay from some thousands of cases. A case that cannot travel to a worker is
    answered in the process that asks. A script that asks for more than one worker needs the usual ``if __name__ ==
    "__main__":``. Where the cases, or `take`, raise an error, the answers before it come first. On a terminal,
    progress is shown on standard error; `progress` may be False, or a function that is called with the number of cases
    done. The other arguments are as for `assess`.

    :raises InvalidFact: when an argument is of the wrong kind.
    :raises VictimsCodeError: when a worker cannot start, or ends without an answer, as when the machine runs out of
        memory; and when what `take` returns or raises cannot travel between processes.

    >>> import datetime as dt
    >>> from victims_code import Event, Victim
    >>> good = Case("C1", [Victim("V1", vulnerable=True)], [Event("e1", "suspect_arrested", at=dt.date(2026, 5, 1))])
    >>> for found in assess_many([good, '{"case": "C2"}'], as_of=dt.date(2026, 5, 6)):
    ...     print(found.error if isinstance(found, Unanswered) else found.in_breach.value)
    yes
    victims: is missing; [] where none is known
    events: is missing; [] where none is
    """
    need("cases", cases, Iterable)
    if isinstance(cases, Mapping | str | bytes | bytearray | memoryview):
        msg = "cases: a list of cases is needed; put this one in [ ]"
        raise InvalidFact(msg)
    if take is not None:
        _need_function("take", take)
    if not isinstance(progress, bool):
        _need_function("progress", progress)
    law = law_of(rulebook, readings=readings, layers=layers, whatever_the_date=whatever_the_date)
    question = Question(as_of, known_at, law, calendar, take)
    question.put_to(_EMPTY)  # what is wrong with the call is said now
    if type(workers) is not int or not 1 <= workers <= _MOST_WORKERS:
        msg = f"workers: a whole number from 1 to {_MOST_WORKERS} is needed"
        raise InvalidFact(msg)
    found = answered(question, cases, workers)
    if isinstance(progress, bool):
        progress = _shown if progress else _silent
    return _counted(found, progress)


def _need_function(name: str, given: object) -> None:
    if not callable(given):
        msg = f"{name}: a function is needed, not {type(given).__name__}"
        raise InvalidFact(msg)


#: Asked in place of the cases, to find what is wrong with a call before the first of them is read.
_EMPTY: Final = Case("none", ())


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
