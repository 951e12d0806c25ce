"""Whatever its size, an input is refused in words or answered, within the time and the memory that are stated."""

from __future__ import annotations

import gc
import json
import subprocess
import sys
import tracemalloc
from datetime import date
from pathlib import Path

import pytest

from tests.fuzzing.large import LARGE
from victims_code import assess
from victims_code.cli.cases import Cases
from victims_code.errors import InvalidInput
from victims_code.interchange import assessment_document, write_json

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


def test_the_memory_of_many_cases_a_line_is_that_of_one(tmp_path: Path) -> None:
    """Each case is another: its references are its own, so that nothing could be kept and found again."""
    path = tmp_path / "cases.ndjson"
    with path.open("w", encoding="utf-8") as file:
        for number in range(400):
            arrest = {"id": f"{number}-1", "type": "suspect_arrested", "at": "2026-05-12", "suspect": f"S{number}"}
            file.write(json.dumps({"case": f"C{number}", "victims": [{"id": f"V{number}"}], "events": [arrest]}) + "\n")
    held: list[int] = []
    tracemalloc.start()
    for number, given in enumerate(Cases(str(path), None, None), start=1):
        assert not isinstance(given.case, InvalidInput)
        write_json(assessment_document(assess(given.case, as_of=date(2026, 5, 20))))
        if number % 100 == 0:
            gc.collect()  # what waits for the collector is not held, and how much waits depends on what ran before
            held.append(tracemalloc.get_traced_memory()[0])
    tracemalloc.stop()
    # What the first cases leave behind, the law and the calendar, is kept once.
    assert held[-1] - held[0] < 100_000  # 300 answers that were kept would be millions
