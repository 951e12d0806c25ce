"""The streams: UTF-8 whatever the locale, a reader who leaves, a disk that is full, a user who stops the run."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import NoReturn

import pytest

from tests.cli.running import ARREST, EXAMPLES, ROOT, case_with, run, run_process, write
from victims_code.cli import commands

FULL = Path("/dev/full")


def test_a_reader_who_leaves_is_no_fault(tmp_path: Path) -> None:
    """As with ``| head -1``: the answer is far longer than a pipe holds, so the writer meets the closed end."""
    path = tmp_path / "cases.ndjson"
    line = json.dumps(case_with(ARREST))
    path.write_text("\n".join([line] * 300), encoding="utf-8")
    with subprocess.Popen(  # noqa: S603 - this interpreter, our own module
        [sys.executable, "-m", "victims_code", "assess", path, "--as-of", "2026-05-20", "--format", "json"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        first = process.stdout.readline()
        process.stdout.close()
        err = process.stderr.read()
        code = process.wait(30)
    assert json.loads(first)["case"] == "C1"
    assert (code, err) == (0, b"")


@pytest.mark.skipif(not FULL.exists(), reason="this system has no device that is always full")
def test_a_full_disk_is_told_in_one_line() -> None:
    with FULL.open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "victims_code", "demo"], cwd=ROOT, stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert done.returncode == 2
    assert done.stderr.decode().splitlines() == [
        "standard output: cannot be written: No space left on device; make room for it"
    ]


def test_utf_8_is_written_whatever_the_locale(tmp_path: Path) -> None:
    path = write(tmp_path, case_with(ARREST, case="Façade\u20131"))
    locales: list[dict[str, str]] = [{"LC_ALL": "C", "PYTHONUTF8": "0"}, {"PYTHONIOENCODING": "latin-1"}]
    for environment in locales:
        ran = run_process("assess", path, "--as-of", "2026-05-20", "--format", "json", data=b"", **environment)
        assert ran.document["case"] == "Façade\u20131"


def test_a_user_who_stops_the_run_sees_no_traceback(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_: object, **__: object) -> NoReturn:
        raise KeyboardInterrupt

    monkeypatch.setattr(commands, "england_and_wales", stop)
    ran = run(capsys, "deadline", "2026-05-20", "5")
    assert (ran.code, ran.out, ran.err) == (130, "", "")


def test_the_script_and_the_module_are_one_command() -> None:
    call = ("deadline", "2026-05-13", "1")
    assert run_process(*call).out == "2026-05-14\n"


def test_the_answer_of_an_example_is_one_document_on_standard_output_and_nothing_else() -> None:
    ran = run_process("assess", EXAMPLES / "complaint.json", "--as-of", "2023-07-03", "--format", "json")
    assert ran.err == ""
    assert ran.document["in_breach"] == "yes"
