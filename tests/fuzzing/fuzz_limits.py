"""Hold every reader to its bounds of time and memory: ``python -m tests.fuzzing.fuzz_limits [MINUTES [SEED]]``.

First each hostile input of `tests.fuzzing.hostile`, then valid inputs grown to a megabyte until the minutes are over.
What passes a bound, or ends in anything but an answer or a refusal, is written to a folder that is named, and told. At
the end stands the worst of each reader. Linux only: the memory of a process is asked of its kernel.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from random import Random, SystemRandom

from tests.fuzzing.growing import grown
from tests.fuzzing.hostile import inputs
from tests.fuzzing.measuring import BYTES, SECONDS, Cost, made, measured
from tests.fuzzing.readers import readers, warm


class Session:
    """What was tried of each reader, and the worst that came of it."""

    def __init__(self) -> None:
        self.tried: dict[str, int] = {}
        self.slowest: dict[str, tuple[Cost, str]] = {}
        self.largest: dict[str, tuple[Cost, str]] = {}
        self.beyond: list[str] = []
        self._folder = Path(tempfile.mkdtemp(prefix="limits-"))

    def put(self, name: str, what: str, make: Callable[[], bytes]) -> None:
        """Make an input, read it, and remember what it cost."""
        data = made(make)
        cost = measured(readers()[name].read, data)
        self.tried[name] = self.tried.get(name, 0) + 1
        if name not in self.slowest or cost.seconds > self.slowest[name][0].seconds:
            self.slowest[name] = cost, what
        if name not in self.largest or cost.bytes > self.largest[name][0].bytes:
            self.largest[name] = cost, what
        if not cost.is_within:
            path = self._folder / f"{len(self.beyond)}-{name}"
            path.write_bytes(data)
            self.beyond.append(f"{name}: {what}: {cost} ({len(data):,} bytes, kept as {path})")
            say(f"BEYOND {self.beyond[-1]}")

    def told(self) -> str:
        """Return the worst of each reader as a table."""
        lines = [f"{'reader':24}{'inputs':>8}{'slowest, s':>12}{'most, MB':>10}"]
        for name, count in sorted(self.tried.items()):
            slow, large = self.slowest[name][0].seconds, self.largest[name][0].bytes / 2**20
            lines.append(f"{name:24}{count:8}{slow:12.2f}{large:10.1f}")
        total = sum(self.tried.values())
        lines.append(
            f"{total:,} inputs; {len(self.beyond)} beyond {SECONDS:g} s, {BYTES // 2**20} MB or a plain refusal"
        )
        return "\n".join(lines)


def say(line: str) -> None:
    """Say a line at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main(arguments: Sequence[str]) -> int:
    """Run for some minutes, 30 where none are given, and return 1 where a bound was passed."""
    minutes = float(arguments[0]) if arguments else 30.0
    seed = int(arguments[1]) if len(arguments) > 1 else SystemRandom().randrange(2**32)
    say(f"seed {seed}")
    warm()
    session, random = Session(), Random(seed)  # noqa: S311 - a fuzzer's dice
    for name, shape, make in inputs():
        session.put(name, shape, make)
    say(session.told())
    until = time.monotonic() + 60 * minutes
    while time.monotonic() < until:
        name, own = random.choice(sorted(readers())), random.randrange(2**32)
        make = partial(grown, readers()[name], Random(own))  # noqa: S311 - as above
        session.put(name, f"grown from {own}", make)
    say(session.told())
    return 1 if session.beyond else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
