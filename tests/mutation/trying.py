"""How one mutant is tried: in a fork of a process that has collected the tests, so that nothing is loaded again."""

from __future__ import annotations

import functools
import gc
import os
import resource
import signal
import time
from collections.abc import Callable, Iterator, Sequence
from enum import IntEnum
from pathlib import Path
from types import CodeType, FrameType, FunctionType
from typing import Any, Final

import pytest
from _pytest.runner import runtestprotocol
from attrs import field, frozen

from tests.mutation.mutants import ROOT


class Outcome(IntEnum):
    """How a try ended: the exit status of its fork. A fork that dies of itself, as of memory, has killed its mutant."""

    SURVIVED = 10
    KILLED = 11
    #: The change is in what runs when a module is loaded: the library must be loaded afresh.
    NOT_LIVE = 12
    #: The patience ended before the tests did.
    UNFINISHED = 13
    #: The mutant is no Python.
    INVALID = 14


class NotLive(Exception):
    """No live function can take the change."""


#: Functions whose answers are kept, and that read the data of the Code.
DATA: Final = ("_load", "editions_in_force", "code_criteria", "_plain_law", "_law")
#: By the start of a file's name, the functions whose kept answers no change to that file alters.
UNALTERED: Final = {
    "victims_code/calendars/": DATA,
    "victims_code/assessment/": (*DATA, "england_and_wales", "_data"),
    "victims_code/eligibility": (*DATA, "england_and_wales", "_data"),
    "victims_code/standing": (*DATA, "england_and_wales", "_data"),
    "": (),
}

#: How many mutants are tried at once.
WORKERS: Final = 2

#: The flag of code that is a function's, not a module's or a class's.
_OPTIMIZED: Final = 1


@frozen
class Live:
    """The functions of the library that are alive in this process, and the answers that it keeps."""

    functions: dict[tuple[str, str, int], list[FunctionType]] = field(factory=dict)
    kept: list[Any] = field(factory=list)

    @classmethod
    def find(cls) -> Live:
        live = cls()
        for each in gc.get_objects():
            if isinstance(each, functools._lru_cache_wrapper) and each.__module__.startswith("victims_code"):
                live.kept.append(each)
            elif isinstance(each, FunctionType) and Path(each.__code__.co_filename).is_relative_to(ROOT):
                code = each.__code__
                file = str(Path(code.co_filename).relative_to(ROOT))
                live.functions.setdefault((file, code.co_qualname, code.co_firstlineno), []).append(each)
        return live

    def forget(self, unaltered: Sequence[str]) -> None:
        """Forget the kept answers but for those of some functions, so that a mutant gives them anew."""
        for kept in self.kept:
            if kept.__name__ not in unaltered:
                kept.cache_clear()

    def change(self, file: str, source: str) -> None:
        """Give the functions that differ the code of the mutant.

        :raises NotLive: if one cannot take it.
        :raises SyntaxError: if the mutant is no Python.
        """
        name = str(ROOT / file)
        new = compile(source, name, "exec", dont_inherit=True)
        changes = list(_differing(compile((ROOT / file).read_text("utf-8"), name, "exec", dont_inherit=True), new))
        if not changes:
            raise NotLive(file)
        for old, code in changes:
            functions = self.functions.get((file, old.co_qualname, old.co_firstlineno), [])
            if not functions or any(function.__code__.co_code != old.co_code for function in functions):
                raise NotLive(file)
            for function in functions:
                function.__code__ = code


def _differing(old: CodeType, new: CodeType) -> Iterator[tuple[CodeType, CodeType]]:
    """Walk the functions that differ, outermost first. What a module or a class itself runs cannot be changed."""
    if _own(old) != _own(new):
        raise NotLive(old.co_qualname)
    for before, after in zip(_inner(old), _inner(new), strict=True):
        if not before.co_flags & _OPTIMIZED:
            yield from _differing(before, after)
        elif _all(before) != _all(after):
            yield before, after


def _inner(code: CodeType) -> list[CodeType]:
    return [each for each in code.co_consts if isinstance(each, CodeType)]


def _own(code: CodeType) -> tuple[object, ...]:
    """Return what code does, without the code inside it and without its line numbers."""
    consts = tuple(repr(each) for each in code.co_consts if not isinstance(each, CodeType))
    return code.co_code, code.co_names, code.co_varnames, code.co_freevars, code.co_exceptiontable, consts


def _all(code: CodeType) -> tuple[object, ...]:
    return *_own(code), *map(_all, _inner(code))


def fails(item: pytest.Item, following: pytest.Item | None) -> bool:
    return any(report.failed for report in runtestprotocol(item, log=False, nextitem=following))


def fork(items: Sequence[pytest.Item], change: Callable[[], None], *, patience: float = 0) -> tuple[int, int]:
    """Run tests in a fork that is changed first, to the first failure.

    Returns the fork's id, and the pipe on which it names the test that failed. `patience` is in seconds of the
    processor, and 0 is without end.
    """
    reading, writing = os.pipe()
    if child := os.fork():
        os.close(writing)
        return child, reading
    outcome = Outcome.KILLED
    try:
        be_quiet()
        change()
        outcome = _run(items, writing, patience)
    except NotLive:
        outcome = Outcome.NOT_LIVE
    except SyntaxError:
        outcome = Outcome.INVALID
    finally:
        os._exit(outcome)


def be_quiet() -> None:
    """Say nothing more, and use no more memory than a sane test would."""
    void = os.open(os.devnull, os.O_WRONLY)
    os.dup2(void, 1)
    os.dup2(void, 2)
    resource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30))
    signal.signal(signal.SIGALRM, _stop)


def _run(items: Sequence[pytest.Item], writing: int, patience: float) -> Outcome:
    started = time.process_time()
    for item, following in zip(items, [*items[1:], None], strict=True):
        signal.alarm(60)
        if fails(item, following):
            os.write(writing, item.nodeid.encode())
            return Outcome.KILLED
        if patience and time.process_time() - started > patience:
            return Outcome.UNFINISHED
    return Outcome.SURVIVED


def _stop(_number: int, _frame: FrameType | None) -> None:
    """End the fork: a test that takes a minute hangs, and has killed the mutant."""
    os._exit(Outcome.KILLED)
