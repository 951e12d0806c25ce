"""Fuzz one way into the library with atheris, guided by coverage: ``python tests/fuzzing/fuzz_atheris.py TARGET``.

TARGET is one of case, receipt, rulebook, layer and call; what follows it goes to libFuzzer, as ``-max_total_time=600``
or a folder in which to keep what was found. atheris is no dependency of this project, and has no wheels for some
Pythons: install it where it is to be run. Most inputs are varied by `tests.fuzzing.mutating`, the others by libFuzzer.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random
from typing import Final, TypeAlias

#: Varies an input without regard to what it is, up to a length.
Mutate: TypeAlias = Callable[[bytes, int], bytes]

#: The largest input. What is larger is for the tests of large inputs: a fuzzer would spend its time copying it.
LONGEST: Final = 65_536

#: How many of the inputs are left to libFuzzer.
_SHARE: Final = 0.3


def mutator(target: str, mutate: Mutate) -> Callable[[bytes, int, int], bytes]:
    """Return how the inputs of a target are varied, as atheris asks for it."""
    from tests.fuzzing.mutating import varied

    def change(data: bytes, most: int, seed: int) -> bytes:
        random = Random(seed)  # noqa: S311 - a fuzzer's dice
        return mutate(data, most) if random.random() < _SHARE else varied(target, data, random)[:most]

    return change


def main(arguments: Sequence[str]) -> None:
    """Run the fuzzer of one target until libFuzzer's own limits end it.

    :raises SystemExit: when no target is named.
    """
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
    import atheris  # type: ignore[import-untyped, import-not-found, unused-ignore] # no dependency of this project

    # Only the library is watched: to watch the parsers beneath it would cost more tries than it wins paths.
    with atheris.instrument_imports(include=["victims_code"]):
        from tests.fuzzing.seeds import seeds
        from tests.fuzzing.targets import TARGETS
    target = "".join(arguments[1:2])
    if target not in TARGETS:
        raise SystemExit(f"name a target: {', '.join(TARGETS)}")
    with tempfile.TemporaryDirectory() as folder:
        for number, seed in enumerate(seeds(target)):
            Path(folder, str(number)).write_bytes(seed)

        def mutate(data: bytes, most: int) -> bytes:
            return bytes(atheris.Mutate(data, most))  # looked up late: it is another one once the fuzzer runs

        options = [arguments[0], f"-max_len={LONGEST}", "-timeout=60", "-rss_limit_mb=2048", *arguments[2:], folder]
        atheris.Setup(options, TARGETS[target], custom_mutator=mutator(target, mutate))
        atheris.Fuzz()


if __name__ == "__main__":
    main(sys.argv)
