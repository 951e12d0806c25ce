"""Scores the tests: how many mutants of the rooms that decide they kill. Run by hand: `make mutants`.

Each mutant is tried live: in a fork in which the changed functions have new code. One of what runs when a module is
loaded, and one that survived, is tried again in a fork that loads the library and the tests afresh. Of the tests are
left out: the searched ones (marked `hypothesis`), which would kill more but are slow; those of the rules' data; and
those that start another Python, where no mutant is. So the score is a floor.

All that is found is kept in build/mutation, and an interrupted run goes on from there. Delete it to begin anew.
"""

from __future__ import annotations

import json
import os
import random
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest
from attrs import asdict

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.mutation.afresh import try_afresh
from tests.mutation.live import LiveTrials
from tests.mutation.mutants import ROOMS, ROOT, Key, Mutant, files, mutants_of
from tests.mutation.reaching import Reached, measure, read_reached
from tests.mutation.record import Record
from tests.mutation.survivors import unargued
from tests.mutation.trying import Outcome

WORK: Final = ROOT / "build" / "mutation"
#: The least score that is enough, in hundredths.
ENOUGH: Final = 95
#: How long the tests of one mutant may run live at first, in seconds of the processor.
PATIENCE: Final = 2.0
TESTS: Final = [
    *(f"tests/{name}" for name in ("calendars", "nouns", "rulebook", "assessment", "golden")),
    "tests/vectors/test_vectors.py", "tests/fuzzing/test_bounds.py", "tests/fuzzing/test_kept.py",
]  # fmt: skip
OPTIONS: Final = [
    "-q", "-m", "not hypothesis", "-o", "addopts=--import-mode=importlib", "-p", "no:cacheprovider",
    # Each fork starts pytest anew, which warns that its plugins are loaded already; and all warnings are errors.
    "-W", "ignore::pytest.PytestAssertRewriteWarning",
    # A warning that one fork inherits would be laid at the door of its first test.
    "-p", "no:unraisableexception", "-p", "no:threadexception",
    "--ignore=tests/calendars/test_laziness.py", "--ignore=tests/nouns/test_errors.py",
]  # fmt: skip


def main() -> int:
    """Try all that is not tried yet, and print the score; 0 if it is enough and every survivor is argued."""
    os.chdir(ROOT)
    os.environ["CI"] = "true"
    WORK.mkdir(parents=True, exist_ok=True)
    mutants, reached = all_mutants(), WORK / "reached"
    if not reached.exists():
        in_fork(lambda: measure(reached, [*OPTIONS, *TESTS]))
    lines = read_reached(reached)
    try_live(mutants, lines, PATIENCE, None)
    try_live(mutants, lines, 0, Outcome.UNFINISHED)
    live = Record.read(WORK / "live.jsonl")
    loaded = [m for m in mutants if "" in lines.get(m.file, {}).get(m.line, {""})]
    again = {*live.with_outcome(mutants, Outcome.NOT_LIVE), *live.with_outcome(loaded, Outcome.SURVIVED)}
    afresh = Record.read(WORK / "afresh.jsonl")
    try_afresh(afresh.with_outcome([m for m in mutants if m in again], None), afresh, lines, OPTIONS)
    return report(mutants, {**live.outcomes, **afresh.outcomes})


def all_mutants() -> list[Mutant]:
    """List the mutants, in an order that mixes the files, so that the beginning of a run tells of the whole."""
    kept = WORK / "mutants.json"
    if not kept.exists():
        found = list({mutant.key: mutant for file in files() for mutant in mutants_of(file)}.values())
        random.Random(4).shuffle(found)  # noqa: S311 - nothing secret
        kept.write_text(json.dumps([asdict(mutant) for mutant in found]), "utf-8")
    return [Mutant(**each) for each in json.loads(kept.read_text("utf-8"))]


def try_live(mutants: list[Mutant], lines: Reached, patience: float, outcome: Outcome | None) -> None:
    """Try those mutants live that ended so before; None stands for those that were not tried."""
    record = Record.read(WORK / "live.jsonl")
    trials = LiveTrials(record.with_outcome(mutants, outcome), record, lines, patience)
    if trials.mutants:
        in_fork(lambda: pytest.main([*OPTIONS, *TESTS], plugins=[trials]))


def in_fork(action: Callable[[], object]) -> None:
    """Do something in a process of its own, so that this one never loads the library."""
    child = os.fork()
    if not child:
        try:
            action()
        finally:
            os._exit(0)
    os.waitpid(child, 0)


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


def report(mutants: list[Mutant], outcomes: dict[Key, Outcome]) -> int:
    """Print the score of each room and of all, and every survivor that is not argued."""
    counts = Counter((mutant.room, outcomes[mutant.key]) for mutant in mutants)
    say(f"{'room':12}{'mutants':>9}{'killed':>9}{'survived':>9}{'score':>8}")
    for room in (*ROOMS, "all"):
        killed, survived = (
            sum(counts[name, outcome] for name in (ROOMS if room == "all" else (room,)))
            for outcome in (Outcome.KILLED, Outcome.SURVIVED)
        )
        score = 100 * killed / (killed + survived)
        say(f"{room:12}{killed + survived:9}{killed:9}{survived:9}{score:7.1f}%")
    survivors = sorted((m for m in mutants if outcomes[m.key] is Outcome.SURVIVED), key=lambda m: (m.file, m.line))
    open_ = unargued(survivors)
    for mutant in open_:
        say(f"{mutant.file}:{mutant.line} {mutant.function}\n  - {mutant.before}\n  + {mutant.after}")
    say(f"{len(survivors) - len(open_)} survivors are argued in tests/mutation/survivors.toml, {len(open_)} are not")
    return int(score < ENOUGH or bool(open_))


if __name__ == "__main__":
    sys.exit(main())
