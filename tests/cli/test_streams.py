"""The streams: UTF-8 whatever the locale, a reader who leaves, a disk that is full, a user who stops the run."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import NoReturn

import pytest

from tests.cli.running import ARREST, EXAMPLES, ROOT, case_with, run, run_process, write, write_lines
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


@pytest.mark.parametrize(
    ("stopped", "code", "told"),
    [
        (KeyboardInterrupt(), 130, ""),
        (BrokenPipeError(), 0, ""),
        (OSError(28, "No space left"), 2, "standard output: cannot be written: No space left; make room for it\n"),
    ],
    ids=["by the user", "by the reader", "by the disk"],
)
def test_a_run_that_is_stopped_shows_no_traceback(
    stopped: BaseException,
    code: int,
    told: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def stop() -> NoReturn:
        raise stopped

    monkeypatch.setattr(commands, "england_and_wales", stop)
    ran = run(capsys, "deadline", "2026-05-20", "5")
    assert (ran.code, ran.out, ran.err) == (code, "", told)


def test_someone_who_watches_a_long_run_sees_it_move(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_lines(tmp_path, *[case_with(ARREST)] * 5)
    call = ("assess", path, "--as-of", "2026-05-20", "--format", "json")
    monkeypatch.setattr(commands, "_MARK", 2)
    assert run(capsys, *call).err == ""
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    ran = run(capsys, *call)
    assert ran.err == "\r2 cases\r4 cases\r5 cases\n"
    assert len(ran.documents) == 5
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    assert run(capsys, *call).err == "", "the answers themselves show that it moves"


def test_the_script_and_the_module_are_one_command() -> None:
    call = ("deadline", "2026-05-13", "1")
    assert run_process(*call).out == "2026-05-14\n"


def test_the_answer_of_an_example_is_one_document_on_standard_output_and_nothing_else() -> None:
    ran = run_process("assess", EXAMPLES / "complaint.json", "--as-of", "2023-07-03", "--format", "json")
    assert ran.err == ""
    assert ran.document["in_breach"] == "yes"
