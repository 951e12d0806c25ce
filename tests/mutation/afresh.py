"""Tries mutants afresh: each in a fork of a process that has loaded neither the library nor a test of it."""

from __future__ import annotations

import importlib.util
import os
import signal
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, SourceFileLoader
from pathlib import Path
from types import CodeType, ModuleType

import pytest

from tests.mutation.mutants import ROOT, Mutant
from tests.mutation.reaching import Reached
from tests.mutation.record import Record
from tests.mutation.trying import WORKERS, Outcome, be_quiet


class Mutated(SourceFileLoader):
    """Loads a module from the text of its mutant."""

    def __init__(self, mutant: Mutant) -> None:
        name = mutant.file.removesuffix(".py").replace("/", ".").removesuffix(".__init__")
        super().__init__(name, str(ROOT / mutant.file))
        self.code: CodeType = compile(mutant.source, self.path, "exec", dont_inherit=True)

    def get_code(self, fullname: str) -> CodeType:
        """Return the mutant's code, whatever is cached."""
        assert fullname == self.name
        return self.code


class Finder(MetaPathFinder):
    """Finds the one module that is mutated before anything else does."""

    def __init__(self, mutant: Mutant) -> None:
        self.loader = Mutated(mutant)

    def find_spec(
        self, fullname: str, _path: Sequence[str] | None, _target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Find the mutated module, and no other."""
        if fullname != self.loader.name:
            return None
        folder = Path(self.loader.path).parent
        inside = [str(folder)] if self.loader.path.endswith("__init__.py") else None
        return importlib.util.spec_from_file_location(
            fullname, self.loader.path, loader=self.loader, submodule_search_locations=inside
        )


def try_afresh(mutants: Iterable[Mutant], record: Record, reached: Reached, options: Sequence[str]) -> None:
    """Try mutants afresh, with the files of tests in the order in which they are most likely to kill."""
    if any(name.partition(".")[0] == "victims_code" for name in sys.modules):
        msg = "the library is loaded already: mutants are tried afresh in a process of their own"
        raise RuntimeError(msg)
    waiting, running = list(mutants)[::-1], dict[int, Mutant]()
    while waiting or running:
        while waiting and len(running) < WORKERS:
            mutant = waiting.pop()
            child = os.fork()
            if not child:
                _run(mutant, _paths(mutant, reached), options)
            running[child] = mutant
        child, status = os.wait()
        code = os.waitstatus_to_exitcode(status)
        record.add(running.pop(child), Outcome(code) if code in list(Outcome) else Outcome.KILLED, "")


def _paths(mutant: Mutant, reached: Reached) -> list[str]:
    """Return the files of tests that run anything of the mutated file: first those of its room, then the busiest."""
    names = set[str]().union(*reached.get(mutant.file, {}).values()) - {""}
    busy = Counter(name.partition("::")[0] for name in names)
    home = f"tests/{mutant.home}/"
    own = [str(path.relative_to(ROOT)) for path in (ROOT / home).glob("test_*.py")]
    return sorted({*busy, *own}, key=lambda path: (not path.startswith(home), -busy[path], path))


def _run(mutant: Mutant, tests: Sequence[str], options: Sequence[str]) -> None:
    outcome = Outcome.KILLED
    try:
        be_quiet()
        sys.meta_path.insert(0, Finder(mutant))
        for path in tests:
            signal.alarm(600)
            # Plain asserts: to rewrite them, pytest would load the library by its own loader, and no mutant of it.
            ended = pytest.main([*options, "--assert=plain", "-x", path])
            if ended not in (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED):
                break
        else:
            outcome = Outcome.SURVIVED
    except SyntaxError:
        outcome = Outcome.INVALID
    finally:
        os._exit(outcome)
