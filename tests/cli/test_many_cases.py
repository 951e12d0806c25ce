"""Many cases: a case a line, several files, standard input; a bad one loses no other, and memory stays what it was."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.running import ARREST, ROOT, case_with, run, run_process, run_with_input, write, write_lines
from victims_code.cli.cases import Cases

#: The day after the arrest's five Working Days: with nobody told, the case is in breach.
LATE = ("--as-of", "2026-05-20", "--format", "json")
KEPT = {"id": "e2", "type": "victim_informed", "at": "2026-05-13", "about": ["e1"]}


def case(name: str, *, is_kept: bool = True) -> dict[str, object]:
    return case_with(ARREST, *([KEPT] if is_kept else []), case=name)


def names(documents: list[dict[str, object]]) -> list[object]:
    return [document["case"] for document in documents]


class TestLines:
    """A ``.ndjson`` file: an answer a line, in order."""

    def test_each_line_is_answered_on_a_line(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        ran = run(capsys, "assess", write_lines(tmp_path, case("C1"), case("C2")), *LATE)
        assert (ran.code, ran.err) == (0, "")
        assert names(ran.documents) == ["C1", "C2"]

    def test_one_line_is_still_answered_on_a_line(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        ran = run(capsys, "assess", write_lines(tmp_path, case("C1")), *LATE)
        assert names(ran.documents) == ["C1"]

    def test_blank_lines_a_mark_other_line_ends_and_no_last_end_are_nothing(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        path = tmp_path / "cases.NDJSON"
        lines = [b"\xef\xbb\xbf", json.dumps(case("C1")).encode(), b"", b"  \t", json.dumps(case("C2")).encode()]
        path.write_bytes(b"\r\n".join(lines))
        ran = run(capsys, "assess", path, *LATE)
        assert (ran.code, ran.err) == (0, "")
        assert names(ran.documents) == ["C1", "C2"]

    def test_a_bad_line_is_told_by_its_number_and_the_others_are_answered(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        bad = {**case("C3"), "victims": [{"id": "V1", "role": "boss", "vulnerable": "yes"}]}
        path = write_lines(tmp_path, case("C1"), "", bad, case("C4"), "{")
        ran = run(capsys, "assess", path, *LATE)
        assert ran.code == 2
        assert names(ran.documents) == ["C1", "C4"]
        assert [line.split(": ")[:2] for line in ran.told[:2]] == [
            [f"{path}:3", "victims[0].role"],
            [f"{path}:3", "victims[0].vulnerable"],
        ]
        assert ran.told[2].startswith(f"{path}:5: column 2: not JSON")

    def test_a_case_that_cannot_be_counted_is_told_by_its_line(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        past = case_with({**ARREST, "at": "2041-05-12"}, case="C1")
        path = write_lines(tmp_path, past, case("C2"))
        ran = run(capsys, "assess", path, "--as-of", "2041-06-01", "--format", "json")
        assert ran.code == 2
        assert names(ran.documents) == ["C2"]
        assert ran.told[0].startswith(f"{path}:1: event e1: at: ")

    @pytest.mark.parametrize("text", [b"", b"\n", b"\xef\xbb\xbf \n\n"])
    @pytest.mark.parametrize("command", ["assess", "prompts", "explain"])
    def test_a_file_without_a_case_is_said_to_be(
        self, command: str, text: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        path = tmp_path / "none.ndjson"
        path.write_bytes(text)
        ran = run(capsys, command, path, "--as-of", "2026-05-20")
        assert (ran.code, ran.out, ran.told) == (2, "", [f"no case in {path}; write a case a line"])

    def test_a_line_past_the_bound_is_told_and_passed_over(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        whole = json.dumps(case("C1")).encode()
        for room in ("victims_code.cli.cases", "victims_code.interchange.json_text"):
            monkeypatch.setattr(f"{room}.LARGEST", len(whole) + 1)
        path = tmp_path / "cases.ndjson"
        path.write_bytes(b"\n".join([whole, b'{"case":' + b" " * 5 * len(whole), whole]))
        ran = run(capsys, "assess", path, *LATE)
        assert ran.code == 2
        assert names(ran.documents) == ["C1", "C1"]
        assert [line.partition(": ")[0] for line in ran.told] == [f"{path}:2"]


class TestSeveral:
    """Several arguments: an answer a line, whatever holds them."""

    def test_files_and_lines_are_answered_in_the_order_of_the_call(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        one = write(tmp_path, case("C1"), "one.json")
        lines = write_lines(tmp_path, case("C2"), case("C3"))
        ran = run(capsys, "assess", one, lines, one, *LATE)
        assert names(ran.documents) == ["C1", "C2", "C3", "C1"]

    def test_a_missing_file_loses_no_other(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        one = write(tmp_path, case("C1"))
        ran = run(capsys, "assess", tmp_path / "missing.json", one, *LATE)
        assert ran.code == 2
        assert names(ran.documents) == ["C1"]
        assert len(ran.told) == 1

    def test_one_file_is_answered_as_one_document_to_read(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        ran = run(capsys, "assess", write(tmp_path, case("C1")), *LATE)
        assert ran.document["case"] == "C1"
        assert ran.out.startswith('{\n  "schema": "victims-code/assessment/1",\n')

    def test_tables_follow_one_another(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        path = write_lines(tmp_path, case("C1"), case("C2", is_kept=False))
        ran = run(capsys, "assess", path, "--as-of", "2026-05-20")
        assert "C1 on Wednesday 20 May 2026: not in breach\n" in ran.out
        assert "\n\nC2 on Wednesday 20 May 2026: IN BREACH\n" in ran.out


class TestStandardInput:
    """Standard input: one document however it is set, or a case a line."""

    @pytest.mark.parametrize("indent", [None, 1, 4])
    def test_one_document(
        self, indent: int | None, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        data = json.dumps(case("C1"), indent=indent).encode()
        for given in (
            data,
            data + b"\n",
            b"\n\n" + data + b"\n\n",
            b"\xef\xbb\xbf" + data,
            data.replace(b"\n", b"\r\n"),
        ):
            ran = run_with_input(capsys, monkeypatch, given, "assess", "-", *LATE)
            assert (ran.code, ran.err) == (0, "")
            assert ran.document["case"] == "C1"
            assert "\n  " in ran.out

    def test_a_case_a_line(self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
        data = "\n".join(["", json.dumps(case("C1")), "", json.dumps(case("C2")), json.dumps(case("C3"))]).encode()
        ran = run_with_input(capsys, monkeypatch, data, "assess", "-", *LATE)
        assert (ran.code, ran.err) == (0, "")
        assert names(ran.documents) == ["C1", "C2", "C3"]

    @pytest.mark.parametrize(("bad", "number"), [(0, 1), (1, 2), (2, 3)])
    def test_a_bad_line_is_told_by_its_number_wherever_it_stands(
        self, bad: int, number: int, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        lines = [json.dumps(case(name)) for name in ("C1", "C2", "C3")]
        lines[bad] = lines[bad][:-5]
        ran = run_with_input(capsys, monkeypatch, "\n".join(lines).encode(), "assess", "-", *LATE)
        assert ran.code == 2
        assert names(ran.documents) == [name for index, name in enumerate(["C1", "C2", "C3"]) if index != bad]
        assert [line.partition(": ")[0] for line in ran.told] == [f"standard input:{number}"]

    def test_a_fault_of_one_document_names_the_line_in_it(
        self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        ran = run_with_input(capsys, monkeypatch, b'\n{\n\n "case": }', "assess", "-", *LATE)
        assert ran.told[0].startswith("standard input: line 4, column 10: not JSON")

    def test_it_stands_among_files(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        one = write(tmp_path, case("C1"))
        ran = run_with_input(capsys, monkeypatch, json.dumps(case("C2"), indent=2).encode(), "assess", "-", one, *LATE)
        assert names(ran.documents) == ["C2", "C1"]


class TestCheck:
    """``--check``: 1 where a case is in breach, 0 where none is, and 2 wins over both."""

    def test_without_it_a_breach_is_an_answer(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert run(capsys, "assess", write(tmp_path, case("C1", is_kept=False)), *LATE).code == 0

    @pytest.mark.parametrize(("kept", "code"), [((True,), 0), ((False,), 1), ((True, False, True), 1)])
    def test_with_it_a_breach_is_found(
        self, kept: tuple[bool, ...], code: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        path = write_lines(tmp_path, *(case("C1", is_kept=each) for each in kept))
        assert run(capsys, "assess", path, "--check", *LATE).code == code

    def test_a_case_that_cannot_be_told_is_no_breach_found(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        unknown = case_with(ARREST, victims=[{"id": "V1"}])
        ran = run(capsys, "assess", write(tmp_path, unknown), "--check", "--as-of", "2026-05-15", "--format", "json")
        assert (ran.code, ran.document["in_breach"]) == (0, "undetermined")

    def test_a_case_that_fails_wins(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        path = write_lines(tmp_path, case("C1", is_kept=False), "{")
        assert run(capsys, "assess", path, "--check", *LATE).code == 2


#: Assesses a file of many lines and says how much memory the run took at its height, in bytes.
MEASURED = """
import sys, tracemalloc
from victims_code.cli import main
main(["assess", sys.argv[1], "--as-of", "2026-05-20", "--format", "json"])
tracemalloc.start()
main(["assess", sys.argv[2], "--as-of", "2026-05-20", "--format", "json"])
print(tracemalloc.get_traced_memory()[1], file=sys.stderr)
"""


def _height(few: Path, many: Path) -> int:
    done = subprocess.run(  # noqa: S603 - this interpreter, our own text
        [sys.executable, "-c", MEASURED, few, many], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return int(done.stderr)


def test_a_long_file_is_never_held_whole(tmp_path: Path) -> None:
    """A run holds one case at a time, and what the collector has yet to sweep: far less than the file or its cases."""
    line = json.dumps(case("C1"))
    few = write_lines(tmp_path, *[line] * 100, name="few.ndjson")
    many = write_lines(tmp_path, *[line] * 4_000, name="many.ndjson")
    assert _height(few, many) < many.stat().st_size / 2


def test_twenty_thousand_lines_with_one_bad_one_are_all_answered(tmp_path: Path) -> None:
    line = json.dumps(case_with(victims=[]))
    path = write_lines(tmp_path, *[line] * 12_345, "{", *[line] * 7_655)
    ran = run_process("assess", path, *LATE)
    assert ran.code == 2
    assert len(ran.out.splitlines()) == 20_000
    assert [told.partition(": ")[0] for told in ran.told] == [f"{path}:12346"]


def test_past_ten_thousand_refused_cases_the_rest_of_a_file_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("victims_code.cli.cases.MOST_REFUSED", 3)
    path = tmp_path / "cases.ndjson"
    path.write_text("{}\n" * 10, encoding="utf-8")
    *refused, last = Cases(str(path), None, None)
    assert len(refused) == 3
    assert str(last.case) == f"{path}: 3 cases refused, and the rest not read; mend these first"
