"""The command line where whoever calls it had closed a stream: it says what it can, and its exit code stays true."""

from __future__ import annotations

import sys

import pytest

from tests.fuzzing.targets import EXAMPLES
from victims_code.cli import main

#: On Monday 3 July 2023 the case of the complaint is in breach, as `examples/cases/expected.toml` argues.
_CASE = str(EXAMPLES / "cases" / "complaint.json")
_DAY = ("--as-of", "2023-07-03")


@pytest.mark.parametrize("call", [("assess", "-", *_DAY), ("verify", "-")])
def test_a_closed_standard_input_reads_as_empty(
    call: tuple[str, ...], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    assert main(call) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("standard input: ")
    assert sys.stdin is None


@pytest.mark.parametrize(("asked", "code"), [((), 0), (("--check",), 1)])
def test_where_standard_output_is_closed_the_exit_code_still_tells(
    asked: tuple[str, ...], code: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    assert main(["assess", _CASE, *_DAY, *asked]) == code


def test_where_standard_error_is_closed_a_wrong_call_is_still_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", None)
    assert main(["assess", "missing.json", *_DAY]) == 2
