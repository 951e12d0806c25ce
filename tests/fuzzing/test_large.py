"""Whatever its size, an input is refused in words or answered, within the time and the memory that are stated."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.fuzzing.large import LARGE

pytest.importorskip("resource", reason="this system cannot limit the memory of a process")

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("name", LARGE)
def test_an_input_of_any_size_is_refused_or_answered_within_the_bounds(name: str) -> None:
    done = subprocess.run(  # noqa: S603 - this interpreter, our own module
        [sys.executable, "-m", "tests.fuzzing.large", name], cwd=ROOT, capture_output=True, check=False, text=True
    )
    assert done.returncode == 0, done.stderr[-500:]
    assert (LARGE[name].words or "answered") in done.stdout
    assert len(done.stdout) < 2_000  # two faults, the first and the last, neither longer than a person can read


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="this system has no device without an end")
@pytest.mark.parametrize("call", ["lint {}", "assess {} --as-of 2026-05-20", "verify {}", "rules --rulebook {}"])
def test_a_device_that_has_no_end_is_read_no_further_than_an_input_may_be_long(call: str) -> None:
    arguments = call.format("/dev/zero").split()
    limited = "import resource, sys; resource.setrlimit(resource.RLIMIT_AS, (2**30, 2**30))"
    run = "from victims_code.cli import main; sys.exit(main(sys.argv[1:]))"
    done = subprocess.run(  # noqa: S603 - as above
        [sys.executable, "-c", f"{limited}; {run}", *arguments],
        cwd=ROOT, capture_output=True, check=False, text=True, timeout=120,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (2, "")
    assert "larger than" in done.stderr
