"""Wrong calls: each argument that cannot be used is named, with how to mend it, and nothing is answered."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.bad_input.test_case_files import assert_refused
from tests.cli.running import ARREST, ROOT, case_with, run, run_process, write

CASE = ROOT / "examples" / "cases" / "child-victim.json"

#: What is wrong, the call, and the words that must be said.
CALLS: dict[str, tuple[tuple[object, ...], tuple[str, ...]]] = {
    "a misspelt command": (("asess", CASE), ("unknown word 'asess'; did you mean 'assess'?", "--help")),
    "an unknown command": (("bogus", CASE), ("invalid choice", "assess", "--help")),
    "a misspelt choice": (("rules", "--format", "jsn"), ("--format", "did you mean 'json'?")),
    "unknown flag": (("assess", CASE, "--as-of", "2026-05-20", "--colour"), ("--colour", "--help")),
    "a flag cut short": (("assess", CASE, "--as", "2026-05-20"), ("--as-of", "--help")),
    "no day": (("assess", CASE), ("--as-of", "--help")),
    "no case": (("assess", "--as-of", "2026-05-20"), ("CASE", "--help")),
    "unknown format": (("assess", CASE, "--as-of", "2026-05-20", "--format", "xml"), ("--format", "json")),
    "a day in words": (("assess", CASE, "--as-of", "yesterday"), ("--as-of", "2026-05-01")),
    "a day that is none": (("assess", CASE, "--as-of", "2026-02-30"), ("--as-of", "no such date")),
    "a day in 1800": (("assess", CASE, "--as-of", "1800-05-20"), ("--as-of", "1900")),
    "a day without an offset": (("assess", CASE, "--as-of", "2026-05-20T10:00"), ("--as-of", "offset")),
    "an empty day": (("assess", CASE, "--as-of", ""), ("--as-of", "2026-05-01")),
    "unknown zone": (
        ("assess", CASE, "--as-of", "2026-05-20", "--assume-tz", "Europe/Leeds"), ("--assume-tz", "Europe/London"),
    ),
    "an empty zone": (("assess", CASE, "--as-of", "2026-05-20", "--assume-tz", ""), ("--assume-tz", "Europe/London")),
    "a zone that leaves its folder": (
        ("assess", CASE, "--as-of", "2026-05-20", "--assume-tz", "../../etc/hosts"), ("--assume-tz", "Europe/London"),
    ),
    "a zone that is a folder": (
        ("assess", CASE, "--as-of", "2026-05-20", "--assume-tz", "Europe"), ("--assume-tz", "Europe/London"),
    ),
    "unknown rulebook": (
        ("assess", CASE, "--as-of", "2026-05-20", "--rulebook", "2021"), ("--rulebook", "2020", "TOML"),
    ),
    "a rulebook file that is missing": (
        ("assess", CASE, "--as-of", "2026-05-20", "--rulebook", "mine/rules.toml"), ("mine/rules.toml", "No such file"),
    ),
    "a rulebook with a name that is no path": (
        ("assess", CASE, "--as-of", "2026-05-20", "--rulebook", "x" * 5_000), ("--rulebook", "2020"),
    ),
    "a rulebook with a NUL in its name": (("rules", "--rulebook", "a\0b"), ("--rulebook", "2020")),
    "unknown rulebook to show": (("rules", "--rulebook", "2021"), ("--rulebook", "2020")),
    "unknown obligation": (
        ("explain", CASE, "--as-of", "2026-09-03", "--obligation", "V1/R6.disposall/e11"),
        ("--obligation", "no such obligation"),
    ),
    "an obligation where none arises": (
        ("explain", CASE, "--as-of", "2020-01-01", "--obligation", "V1/R6.disposal/e11"),
        ("--obligation", "no obligation"),
    ),
    "several cases to explain": (("explain", CASE, CASE, "--as-of", "2026-09-03"), ("child-victim", "--help")),
    "right 0": (("rules", "--right", "0"), ("--right", "1, 2, 3")),
    "right 13": (("rules", "--right", "13"), ("--right", "11, 12")),
    "a right in words": (("rules", "--right", "six"), ("--right", "whole number")),
    "a right without end": (("rules", "--right", "9" * 5_000), ("--right", "whole number")),
    "a count in words": (("deadline", "2026-05-20", "five"), ("N: a whole number is needed, such as 5",)),
    "a fraction": (("deadline", "2026-05-20", "2.5"), ("N", "whole number")),
    "a count below nought": (("deadline", "2026-05-20", "-1"), ("N", "deadlines run forward")),
    "a count without end": (("deadline", "2026-05-20", "9" * 5_000), ("N", "whole number")),
    "a count past the calendar": (("deadline", "2026-05-20", "999999999"), ("N", "outside the calendar", "2040-12-31")),
    "a count in other digits": (("deadline", "2026-05-20", "\u0665"), ("N", "whole number")),
    "no count": (("deadline", "2026-05-20"), ("N", "--help")),
    "a deadline from no day": (("deadline", "20/05/2026", "5"), ("DATE", "2026-05-01")),
    "a deadline from 2005": (("deadline", "2005-12-30", "5"), ("DATE", "2005-12-30", "2006-01-01")),
    "a deadline from 2045": (("deadline", "2045-05-20", "5"), ("DATE", "2045-05-20", "2040-12-31")),
    "a year of 1800": (("calendar", "1800"), ("YEAR", "1800", "2006-01-01")),
    "a year of 2500": (("calendar", "2500"), ("YEAR", "2500", "2040-12-31")),
    "a year in words": (("calendar", "MMXXVI"), ("YEAR", "whole number")),
    "a year below nought": (("calendar", "-5"), ("YEAR", "outside the calendar")),
    "nothing to lint": (("lint",), ("FILE", "--help")),
    "a missing file to lint": (("lint", "no/such.toml"), ("no/such.toml", "No such file")),
    "a NUL in the name of a file to lint": (("lint", "a\0b.toml"), ("not the path of a file",)),
}  # fmt: skip


@pytest.mark.parametrize("what", CALLS)
def test_a_wrong_call_is_refused_in_one_line_that_names_what_is_wrong(
    what: str, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments, words = CALLS[what]
    ran = run(capsys, *arguments)
    assert_refused(ran)
    assert len(ran.told) == 1, ran.err
    for word in words:
        assert word in ran.told[0]


#: A faulty rulebook: what is wrong, its text, and the words that must be said, a line each.
RULEBOOKS: dict[str, tuple[bytes, tuple[str, ...]]] = {
    "no TOML": (b"[[rule\n", ("not TOML",)),
    "not UTF-8": (b'name = "\xff"\n', ("UTF-8",)),
    "UTF-16": ('name = "x"\n'.encode("utf-16"), ("UTF-8",)),
    "empty": (b"", ("name", "title")),
    "a case file": (b'{"case": "C1"}', ("not TOML",)),
    "nested without end": (b"a = " + b"[" * 100_000, ("more than 2000 characters",)),
    "nested too deeply": (b"a = " + b"[" * 1_500, ("nested too deeply",)),
    "two faults of one rule": (
        b'name = "x"\ntitle = "X"\nin_force_from = 2021-04-01\n[[rule]]\nid = "R1.x"\nrite = 1\nkind = "tymed"\n',
        ("rite", "timed"),
    ),
}


@pytest.mark.parametrize("what", RULEBOOKS)
def test_every_fault_of_a_rulebook_is_told_with_its_file(
    what: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data, words = RULEBOOKS[what]
    path = tmp_path / "rules.toml"
    path.write_bytes(data)
    case = write(tmp_path, case_with(ARREST))
    for arguments in (("lint", path), ("assess", case, "--as-of", "2026-05-20", "--rulebook", path)):
        ran = run(capsys, *arguments)
        assert_refused(ran, *words)
        assert all(line.startswith(str(path)) for line in ran.told), ran.err


def test_a_folder_without_a_rulebook_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert_refused(run(capsys, "lint", tmp_path), f"{tmp_path}: no TOML file in this folder")


@pytest.mark.parametrize("what", ["a day in words", "a count without end", "unknown obligation"])
def test_a_wrong_call_ends_a_process_just_so(what: str) -> None:
    arguments, words = CALLS[what]
    ran = run_process(*arguments)
    assert_refused(ran, *words)
    assert len(ran.told) == 1


def test_a_faulty_file_ends_a_process_just_so(tmp_path: Path) -> None:
    path = tmp_path / "case.json"
    for data in (b"\xff\xfe", b"[" * 100_000, b'{"case": "\\ud800"}', b""):
        path.write_bytes(data)
        ran = run_process("assess", path, "--as-of", "2026-05-20", PYTHONIOENCODING="ascii", LC_ALL="C")
        assert_refused(ran, str(path))
        assert len(ran.told) == 1
