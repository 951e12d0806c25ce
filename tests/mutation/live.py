"""Tries mutants live: a pytest plugin that collects the tests once, and runs those that reach a mutant in forks."""

from __future__ import annotations

import gc
import os
from collections import Counter, defaultdict
from collections.abc import Iterable

import pytest
from attrs import define, field

from tests.mutation.mutants import Mutant
from tests.mutation.reaching import Reached
from tests.mutation.record import Record
from tests.mutation.trying import UNALTERED, WORKERS, Live, Outcome, fork


@define(eq=False)
class LiveTrials:
    """The trials of some mutants. `patience` is in seconds of the processor; 0 runs every test that may kill."""

    mutants: list[Mutant]
    record: Record
    reached: Reached
    patience: float
    _items: dict[str, pytest.Item] = field(init=False, factory=dict)
    _live: Live = field(init=False, factory=Live)
    #: The tests that last killed a mutant of a function, the latest first: they are tried first on its others.
    _killers: dict[tuple[str, str], list[str]] = field(init=False, factory=lambda: defaultdict(list))
    #: Whether a test passes by itself in a fork without a mutant, for each start of a file's name.
    _sound: dict[tuple[str, str], bool] = field(init=False, factory=dict)

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Try the mutants in place of running the tests."""
        self._items = {item.nodeid: item for item in session.items}
        self._live = Live.find()
        gc.collect()
        gc.freeze()
        waiting, running = self.mutants[::-1], dict[int, tuple[Mutant, int]]()
        while waiting or running:
            while waiting and len(running) < WORKERS:
                mutant = waiting.pop()
                child, said = self._start(mutant)
                running[child] = mutant, said
            child, status = os.wait()
            mutant, said = running.pop(child)
            with os.fdopen(said) as pipe:
                killer = pipe.read()
            code = os.waitstatus_to_exitcode(status)
            outcome = Outcome(code) if code in list(Outcome) else Outcome.KILLED
            if killer and not self._is_sound(killer, mutant.file):
                waiting.append(mutant)
                continue
            if killer:
                self._killers[mutant.file, mutant.function].insert(0, killer)
            self.record.add(mutant, outcome, killer)
        return True

    def _start(self, mutant: Mutant) -> tuple[int, int]:
        def change() -> None:
            self._live.change(mutant.file, mutant.source)
            self._live.forget(UNALTERED[_start_of(mutant.file)])

        return fork([self._items[name] for name in self._order(mutant)], change, patience=self.patience)

    def _order(self, mutant: Mutant) -> Iterable[str]:
        """Return the tests that may kill a mutant: those that killed its like, then those that run its line."""
        lines = self.reached.get(mutant.file, {})
        reaching = lines.get(mutant.line) or lines.get(mutant.line + 1) or set()
        names = [name for name in self._items if self._sound.get((name, _start_of(mutant.file)), True)]
        home = f"tests/{mutant.home}/"
        # What runs while tests are collected is reached by tests that no record names: all of its own room may be.
        found = [n for n in names if n in reaching or ((not reaching or "" in reaching) and n.startswith(home))]
        ranks: Counter[str] = Counter()
        ranked = []
        for name in found:
            path = name.partition("::")[0]
            ranks[path] += 1
            ranked.append((name not in reaching, not name.startswith(home), ranks[path], name))
        likely = [name for name in self._killers[mutant.file, mutant.function][:6] if name in set(found)]
        return dict.fromkeys((*likely, *(name for *_, name in sorted(ranked))))

    def _is_sound(self, name: str, file: str) -> bool:
        """Whether a test passes by itself without a mutant, with what is kept forgotten as for one of `file`."""
        start = _start_of(file)
        if (name, start) not in self._sound:
            child, said = fork([self._items[name]], lambda: self._live.forget(UNALTERED[start]))
            _, status = os.waitpid(child, 0)
            os.close(said)
            self._sound[name, start] = os.waitstatus_to_exitcode(status) == Outcome.SURVIVED
        return self._sound[name, start]


def _start_of(file: str) -> str:
    return next(start for start in UNALTERED if file.startswith(start))
