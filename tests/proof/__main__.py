"""The proof, in one table: every enumeration, vector and mutant. Exits 1 if anything is not as it should be."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor, as_completed
from functools import reduce
from itertools import groupby
from pathlib import Path
from time import perf_counter
from typing import Final

from attrs import evolve

from tests.proof.parts import Told, parts

#: The parts in the order in which they are told.
HEADINGS: Final = ("Enumerated", "Conformance vectors", "Mutants of the rule data", "Second opinion")

#: How wide the names of the parts are written, and how many faults of one part are shown.
WIDTH: Final = 68
SHOWN: Final = 20


def main() -> int:
    """Run every part, on every processor, and tell what came of them."""
    parser = ArgumentParser(prog="python -m tests.proof", description=__doc__)
    parser.add_argument("--killed", type=Path, metavar="FILE", help="write which vector killed each mutant")
    options = parser.parse_args()
    start = perf_counter()
    told = _joined(_run())
    for heading, (one, *more) in groupby(told, lambda each: each.heading):
        sys.stdout.write(f"\n{heading}\n")
        total = reduce(_added, more, one)
        for each in (one, *more, *([evolve(total, name="in all")] if more else [])):
            counts = ", ".join(f"{count:,} {what}" for what, count in each.counts.items())
            sys.stdout.write(f"  {each.name:<{WIDTH}}  {counts:<46}{each.seconds:7.1f} s\n")
    for each in (each for each in told if each.wrong):
        sys.stdout.write(f"\n{each.heading}: {each.name}\n")
        sys.stdout.writelines(f"  {fault}\n" for fault in each.wrong[:SHOWN])
        if len(each.wrong) > SHOWN:
            sys.stdout.write(f"  and {len(each.wrong) - SHOWN} more\n")
    if options.killed is not None:
        lines = sorted(f"{mutant}\t{vector}\n" for each in told for mutant, vector in each.killed.items())
        options.killed.write_text("".join(lines), encoding="utf-8")
    is_proved = not any(each.wrong for each in told)
    sys.stdout.write(f"\n{'Proved' if is_proved else 'NOT PROVED'}, in {perf_counter() - start:.0f} s\n")
    return 0 if is_proved else 1


def _run() -> list[Told]:
    """Run the parts beside each other; how far they are is shown where a person watches."""
    watched = sys.stderr.isatty()
    found: dict[int, Told] = {}
    with ProcessPoolExecutor() as pool:
        running = {pool.submit(part): place for place, part in enumerate(parts())}
        for done in as_completed(running):
            found[running[done]] = done.result()
            if watched:
                sys.stderr.write(f"\r{len(found)} of {len(running)} parts")
    if watched:
        sys.stderr.write("\r\033[K")
    return [found[place] for place in sorted(found)]


def _joined(told: Iterable[Told]) -> list[Told]:
    """Return what was told, by heading and name, with the shares of one part added up."""
    found: dict[tuple[str, str], Told] = {}
    for each in told:
        key = (each.heading, each.name)
        found[key] = _added(found[key], each) if key in found else each
    return sorted(found.values(), key=lambda each: HEADINGS.index(each.heading))


def _added(one: Told, other: Told) -> Told:
    return evolve(
        one,
        counts={what: count + other.counts[what] for what, count in one.counts.items()},
        wrong=one.wrong + other.wrong,
        killed={**one.killed, **other.killed},
        seconds=one.seconds + other.seconds,
    )


if __name__ == "__main__":
    raise SystemExit(main())
