"""The commands ``vectors run`` and ``vectors export``: what they print, their exit codes, and bad input."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.running import ROOT, Ran, run, run_with_input, write, write_lines
from tests.testing.vector_files import ARREST, CALENDAR, LATE, SATURDAY, TOLD, vectors_file, write_vectors
from victims_code.cli import vectors
from victims_code.interchange.json_text import LARGEST
from victims_code.testing.vectors import Level, exporting, loading

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def _packaged(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stand two days, and at each other level a case, in the place of the vectors of the package."""

    def text(*path: str) -> str:
        level = path[-1].removesuffix(".json")
        entries = (CALENDAR, SATURDAY) if level == "calendar" else ({**LATE, "id": f"{level}/a"},)
        return json.dumps(vectors_file(level, *entries))

    for module in (loading, exporting):
        monkeypatch.setattr(module, "packaged_text", text)


def refused(ran: Ran) -> list[str]:
    """Check that a call was refused as every command refuses, and return what was told."""
    assert (ran.code, ran.out) == (2, "")
    return ran.told


@pytest.mark.usefixtures("_packaged")
class TestRun:
    """The vectors of the package, or of a file, are put to this library or to the answers of another system."""

    @pytest.mark.parametrize("flags", [(), ("--check",)])
    def test_this_library_passes(self, capsys: Capture, flags: tuple[str, ...]) -> None:
        ran = run(capsys, "vectors", "run", *flags)
        assert (ran.code, ran.err) == (0, "")
        assert ran.out.splitlines() == [
            "level               passed    failed  accepted  not answered",
            "calendar                 2         0         0             0",
            *(f"{level:<16}         1         0         0             0" for level in list(Level)[1:]),
            "in all                   9         0         0             0",
            "",
            "9 passed, 0 failed, 0 accepted, 0 not answered",
        ]

    @pytest.mark.parametrize("flags", [(), ("--check",)])
    def test_a_vector_that_failed_is_told_in_words_with_exit_code_1(
        self, capsys: Capture, tmp_path: Path, flags: tuple[str, ...]
    ) -> None:
        path = write_vectors(tmp_path, "calendar", {**CALENDAR, "expected": {"due_by": "2026-05-08"}})
        ran = run(capsys, "vectors", "run", path, *flags)
        assert (ran.code, ran.err) == (1, "")
        assert ran.out.splitlines()[4:] == [
            "calendar/5/early-may-2026: failed",
            '  due_by: expected "2026-05-08", came "2026-05-11"',
            "  asked      5 Working Days after 2026-05-01",
            "  boundary   early-may",
            f"  argument   {CALENDAR['argument']}",
            "  authority  K1",
            "",
            "0 passed, 1 failed, 0 accepted, 0 not answered",
        ]

    @pytest.mark.parametrize(
        "flags",
        [("--level", "history", "calendar"), ("--level", "history", "--level", "calendar")],
        ids=["at once", "one by one"],
    )
    def test_some_levels(self, capsys: Capture, flags: tuple[str, ...]) -> None:
        ran = run(capsys, "vectors", "run", *flags)
        assert ran.code == 0
        assert [line.split()[:2] for line in ran.out.splitlines()[1:4]] == [
            ["calendar", "2"],
            ["history", "1"],
            ["in", "all"],
        ]

    def test_as_json(self, capsys: Capture) -> None:
        ran = run(capsys, "vectors", "run", "--format", "json", "--level", "calendar")
        assert ran.code == 0
        assert ran.document == {
            "passed": 2, "failed": 0, "accepted": 0, "not_answered": 0,
            "levels": {"calendar": {"passed": 2, "failed": 0, "accepted": 0, "not_answered": 0}},
            "failures": [], "unanswered": [], "accepted_under": {},
        }  # fmt: skip

    def test_answers_of_another_system(self, capsys: Capture, tmp_path: Path) -> None:
        """Those to vectors of levels that are not run are passed over."""
        given = {CALENDAR["id"]: "2026-05-11", SATURDAY["id"]: "2026-06-09"}
        lines = [{"id": name, "answer": {"due_by": day}} for name, day in given.items()]
        path = write_lines(tmp_path, *lines, {"id": "history/a", "answer": {}})
        ran = run(capsys, "vectors", "run", "--answers", path, "--level", "calendar")
        assert (ran.code, ran.err) == (0, "")
        assert "calendar/1/saturday: accepted\n  the answer under weekend_start=next" in ran.out
        assert ran.out.endswith("\n1 passed, 0 failed, 1 accepted, 0 not answered\n")
        ran = run(capsys, "vectors", "run", "--answers", path)
        assert (ran.code, ran.out.splitlines()[-1]) == (0, "1 passed, 0 failed, 1 accepted, 7 not answered")

    def test_no_answer_at_all_is_not_all_right(self, capsys: Capture, tmp_path: Path) -> None:
        assert run(capsys, "vectors", "run", "--answers", write_lines(tmp_path)).code == 1

    def test_a_system_that_answers_in_part_is_asked_in_part(self, capsys: Capture, tmp_path: Path) -> None:
        part = {"obligations": [{"id": "V1/R6.arrest/e1", "due_by": "2026-04-14", "status": "due_today"}]}
        path = write_vectors(tmp_path, "deadlines", ARREST)
        call = ("vectors", "run", path, "--answers", write_lines(tmp_path, {"id": ARREST["id"], "answer": part}))
        flags = ("--level", "deadlines", "--rule", "R6.arrest", "--right", "6", "--key", "status")
        for given, counts in (
            (flags, "1 passed, 0 failed, 0 accepted, 0 not answered"),
            ((*flags, "due_by"), "0 passed, 1 failed, 0 accepted, 0 not answered"),
            (("--key", "in_breach"), "0 passed, 0 failed, 0 accepted, 1 not answered"),
        ):
            assert run(capsys, *call, *given).out.splitlines()[-1] == counts
        for given, told in (
            (("--rule", "R6.arest"), "--rule: unknown rule 'R6.arest'; did you mean 'R6.arrest'?"),
            (("--right", "six"), "--right: a whole number is needed, such as 5"),
            (("--key", "due"), "--key: unknown key 'due'; did you mean 'due_by'?"),
        ):
            assert refused(run(capsys, *call, *given)) == [told]

    def test_answers_from_standard_input(
        self, capsys: Capture, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        path = write_vectors(tmp_path, "deadlines", ARREST)
        data = json.dumps({"id": ARREST["id"], "answer": TOLD}).encode()
        ran = run_with_input(capsys, monkeypatch, data, "vectors", "run", path, "--answers", "-")
        assert (ran.code, ran.err) == (0, "")
        ran = run_with_input(capsys, monkeypatch, b"{", "vectors", "run", path, "--answers", "-")
        assert refused(ran)[0].startswith("standard input:1: column 2: not JSON")

    def test_a_person_who_waits_sees_progress(self, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(vectors, "_MARK", 4)
        assert run(capsys, "vectors", "run").err == ""
        monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
        assert run(capsys, "vectors", "run").err == "\r4 vectors\r8 vectors\r9 vectors\n"


BAD_FILES: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "empty"),
    "a case": (b'{"schema": "victims-code/case/1"}', "write 'victims-code/vectors/1'"),
    "too deep": (b"[" * 100, "nested deeper"),
    "too large": (b" " * (LARGEST + 1), "larger than 16 MiB"),
}


class TestBadInput:
    """Wrong input is one line for each fault on standard error, and exit code 2."""

    @pytest.mark.parametrize("what", BAD_FILES)
    def test_a_file_that_is_none(self, capsys: Capture, tmp_path: Path, what: str) -> None:
        data, words = BAD_FILES[what]
        path = tmp_path / "v.json"
        path.write_bytes(data)
        (line,) = refused(run(capsys, "vectors", "run", path))
        assert line.startswith(f"{path}: ")
        assert words in line

    def test_every_fault_of_a_file(self, capsys: Capture, tmp_path: Path) -> None:
        entry = {**CALENDAR, "facts": {"day": "2026-05-32", "working_days": "5"}}
        path = write(tmp_path, vectors_file("calendar", entry))
        assert [line.partition("; ")[0] for line in refused(run(capsys, "vectors", "run", path))] == [
            f"{path}: {CALENDAR['id']}: facts.day: not written as it must be",
            f"{path}: {CALENDAR['id']}: facts.working_days: a whole number is needed",
        ]

    @pytest.mark.parametrize("name", ["missing", ".", "nul\0"])
    def test_what_is_no_file(self, capsys: Capture, tmp_path: Path, name: str) -> None:
        path = write_vectors(tmp_path, "calendar", CALENDAR)
        assert len(refused(run(capsys, "vectors", "run", name))) == 1
        assert len(refused(run(capsys, "vectors", "run", path, "--answers", name))) == 1

    def test_answers_with_faults(self, capsys: Capture, tmp_path: Path) -> None:
        path = write_vectors(tmp_path, "calendar", CALENDAR)
        good = {"id": CALENDAR["id"], "answer": {"due_by": "2026-05-11"}}
        answers = write_lines(tmp_path, good, "{", {"id": "x", "answer": {}}, good)
        assert [line.split(": ")[0] for line in refused(run(capsys, "vectors", "run", path, "--answers", answers))] == [
            f"{answers}:2",
            f"{answers}:3",
            f"{answers}:4",
        ]

    @pytest.mark.parametrize(
        ("arguments", "told"),
        [
            ((), "victims-code vectors: the following arguments are required: COMMAND"),
            (("walk",), "victims-code vectors: argument COMMAND: invalid choice: 'walk'"),
            (("run", "--level", "deadline"), "--level: unknown level 'deadline'; did you mean 'deadlines'?"),
            (("run", "--format", "csv"), "victims-code vectors run: argument --format: invalid choice: 'csv'"),
            (("export",), "victims-code vectors export: the following arguments are required: DIR"),
        ],
    )
    def test_a_bad_call(self, capsys: Capture, arguments: tuple[str, ...], told: str) -> None:
        (line,) = refused(run(capsys, "vectors", *arguments))
        assert line.startswith(told)

    def test_a_level_that_the_file_has_not(self, capsys: Capture, tmp_path: Path) -> None:
        path = write_vectors(tmp_path, "calendar", CALENDAR)
        (line,) = refused(run(capsys, "vectors", "run", path, "--level", "history"))
        assert line.startswith(f"{path}: level: holds no vector of the level history")


@pytest.mark.usefixtures("_packaged")
class TestExport:
    """The vectors and their schemas are written for teams in other languages."""

    def test_it_writes_the_files_and_names_them(self, capsys: Capture, tmp_path: Path) -> None:
        ran = run(capsys, "vectors", "export", tmp_path / "out")
        assert (ran.code, ran.err) == (0, "")
        paths = [Path(line) for line in ran.out.splitlines()]
        assert len(paths) == len(Level) + 7
        assert all(path.is_file() for path in paths)
        assert run(capsys, "vectors", "run", tmp_path / "out" / "vectors" / "1" / "calendar.json").code == 0

    def test_another_file_is_not_overwritten(self, capsys: Capture, tmp_path: Path) -> None:
        (tmp_path / "schemas").mkdir()
        (tmp_path / "schemas" / "case-1.json").write_text("mine", encoding="utf-8")
        (line,) = refused(run(capsys, "vectors", "export", tmp_path))
        assert line == f"{tmp_path / 'schemas' / 'case-1.json'}: another file is there already; give another folder"


def test_no_other_command_pays_for_the_vectors() -> None:
    code = (
        "import sys; from victims_code.cli import main; main(['deadline', '2026-05-01', '5']); "
        "sys.exit('victims_code.testing' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=False)  # noqa: S603 - this interpreter, our own module
    assert done.returncode == 0, done.stderr


def test_neither_hypothesis_nor_pytest_is_loaded(tmp_path: Path) -> None:
    path = write_vectors(tmp_path, "calendar", CALENDAR)
    code = (
        "import sys; from victims_code.cli import main; code = main(sys.argv[1:]); "
        "sys.exit(code or any(name in sys.modules for name in ('hypothesis', 'pytest', 'jsonschema')))"
    )
    done = subprocess.run(  # noqa: S603 - this interpreter, our own module
        [sys.executable, "-c", code, "vectors", "run", path], cwd=ROOT, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr
