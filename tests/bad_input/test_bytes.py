"""Files that are no case file at all: wrong bytes, wrong JSON, values that readers take in different ways."""

from __future__ import annotations

import errno
import json
import os
from pathlib import Path
from typing import NoReturn

import pytest

from tests.bad_input.test_case_files import AS_OF, MARKER, assert_refused
from tests.cli.running import ARREST, case_with, run, run_with_input, write, write_lines
from victims_code.interchange.json_text import LARGEST

WHOLE = json.dumps(case_with(ARREST))


def _with_details(value: str) -> bytes:
    """A case file whose event has a detail that no rule knows, with `value` as it stands in the text."""
    return WHOLE.replace('"at"', f'"details": {{"x": {value}}}, "at"').encode()


#: What is wrong, the bytes, what stands between the file's name and the fault, and a word of what is said.
NO_CASE_FILES: dict[str, tuple[bytes, str, str]] = {
    "empty": (b"", "", "empty"),
    "white space only": (b" \n\t\r\n", "", "empty"),
    "only a byte order mark": (b"\xef\xbb\xbf", "", "empty"),
    "truncated": (WHOLE[:-30].encode(), "column ", "missing comma, quote or bracket"),
    "truncated in a string": (f'{{"case": "{MARKER}'.encode(), "column 10", "missing comma, quote or bracket"),
    "a comma missing": (b'{"case": "C1"\n "victims": []}', "line 2, column 2", "missing comma"),
    "not JSON at all": (MARKER.encode(), "column 1", "not JSON"),
    "a TOML file": (b'case = "C1"\n[[victims]]\nid = "V1"\n', "line 1, column 1", "not JSON"),
    "two documents": (f"{WHOLE}\n{WHOLE}".encode(), "line 2, column 1", "a case a line as .ndjson"),
    "UTF-16 with its mark": (WHOLE.encode("utf-16"), "", "save it as UTF-8"),
    "UTF-16 without a mark": (WHOLE.encode("utf-16-le"), "", "save it as UTF-8"),
    "UTF-32": (WHOLE.encode("utf-32"), "", "save it as UTF-8"),
    "Latin-1": (
        json.dumps(case_with(ARREST, case="Jané"), ensure_ascii=False).encode("latin-1"),
        "",
        "save it as UTF-8",
    ),
    "NUL bytes": (b"\0" * 100, "column 1", "not JSON"),
    "NUL inside": (WHOLE.replace("C1", "C\0").encode(), "column ", "not JSON"),
    "a hundred thousand lists": (b"[" * 100_000, "", "nested deeper than 32"),
    "a hundred thousand objects": (b'{"a":' * 100_000, "", "nested deeper than 32"),
    "details a little too deep": (_with_details("[" * 30 + "]" * 30), "", "nested deeper than 32"),
    "NaN": (_with_details("NaN"), "events[0].details.x", "use null"),
    "Infinity": (_with_details("Infinity"), "events[0].details.x", "use null"),
    "minus Infinity": (_with_details("-Infinity"), "events[0].details.x", "use null"),
    "a number that overflows": (_with_details("1e999"), "events[0].details.x", "write it as text"),
    "a huge whole number": (_with_details("1" * 5_000), "events[0].details.x", "write it as text"),
    "a whole number past exactness": (_with_details("9007199254740993"), "events[0].details.x", "write it as text"),
    "a lone surrogate": (_with_details('"\\ud800"'), "events[0].details.x", "half a character"),
    "a lone surrogate in a key": (_with_details('{"\\udfff": 1}'), "events[0].details.x", "half a character"),
    "a lone surrogate as a reference": (WHOLE.replace("C1", "\\ud800").encode(), "case", "half a character"),
    "a surrogate in raw bytes": (WHOLE.encode().replace(b"C1", b"\xed\xa0\x80"), "", "save it as UTF-8"),
    "a key twice": (f'{{"case": "{MARKER}", {WHOLE[1:]}'.encode(), "case", "keep one of the two"),
    "a key twice, deep down": (_with_details('{"b": [{"c": 1, "c": 1}]}'), "events[0].details.x.b[0].c", "twice"),
    "larger than the bound": (b" " * (LARGEST + 1), "", "larger than 16 MiB"),
}


@pytest.mark.parametrize("what", NO_CASE_FILES)
def test_what_is_no_case_file_is_refused_in_one_line_that_says_how_to_mend_it(
    what: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data, where, words = NO_CASE_FILES[what]
    path = tmp_path / "case.json"
    path.write_bytes(data)
    ran = run(capsys, "assess", path, *AS_OF)
    assert_refused(ran)
    assert len(ran.told) == 1, ran.err
    assert ran.told[0].startswith(f"{path}: {where}")
    assert words in ran.told[0]
    assert "; " in ran.told[0]


@pytest.mark.parametrize("what", ["empty", "truncated", "UTF-16 with its mark", "a hundred thousand lists", "NaN"])
def test_standard_input_is_refused_just_so(
    what: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    data, where, words = NO_CASE_FILES[what]
    ran = run_with_input(capsys, monkeypatch, data, "assess", "-", *AS_OF)
    assert_refused(ran)
    assert ran.told[0].startswith(f"standard input: {where}")
    assert words in ran.told[0]


@pytest.mark.parametrize("command", ["assess", "explain"])
@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("missing.json", "No such file"),
        ("folder", "Is a directory"),
        ("case.json/case.json", "Not a directory"),
        ("a\0b.json", "not the path of a file"),
        ("x" * 5_000, "File name too long"),
        ("missing.ndjson", "No such file"),
    ],
)
def test_a_path_that_cannot_be_read_is_told_with_the_reason(
    command: str, name: str, words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "folder").mkdir()
    write(tmp_path, case_with(ARREST))
    ran = run(capsys, command, f"{tmp_path}/{name}", *AS_OF)
    assert_refused(ran)
    assert len(ran.told) == 1
    assert words in ran.told[0]
    assert "give the path of a case file" in ran.told[0]


def test_a_file_that_may_not_be_read_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The system's refusal is put in its place: the superuser, who may run this, is refused nothing."""
    path = write(tmp_path, case_with(ARREST))

    def refuse(*_: object) -> NoReturn:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    monkeypatch.setattr(Path, "open", refuse)
    ran = run(capsys, "assess", path, *AS_OF)
    assert_refused(ran, f"{path}: cannot be read: Permission denied")


def test_a_file_name_with_control_characters_cannot_write_to_the_terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ran = run(capsys, "assess", tmp_path / "\x1b[31mred.json", *AS_OF)
    assert_refused(ran)
    assert "\x1b" not in ran.err


def test_a_string_that_never_ends_is_refused_in_one_look_at_the_text(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A search that began anew at each quotation mark would take hours over this."""
    path = tmp_path / "case.json"
    path.write_bytes(b"[" * 5 + b'"' + b'\\"[' * 2_000_000)
    assert_refused(run(capsys, "assess", path, *AS_OF), "not JSON")


def test_brackets_inside_strings_are_not_nesting(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "case.json"
    path.write_bytes(_with_details(json.dumps('{["\\' * 200)))
    assert run(capsys, "assess", path, *AS_OF).code == 0


def test_a_bad_line_loses_no_other_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write_lines(tmp_path, case_with(ARREST), '{"case": "C2"', "[" * 1_000, case_with(ARREST, case="C4"))
    ran = run(capsys, "assess", path, *AS_OF, "--format", "json")
    assert ran.code == 2
    assert [document["case"] for document in ran.documents] == ["C1", "C4"]
    assert [line.partition(": ")[0] for line in ran.told] == [f"{path}:2", f"{path}:3"]
