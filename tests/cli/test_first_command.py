"""``demo``, the command that a person tries first: one day, one screen, words first, the most pressing duty on top."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import tomllib
from pathlib import Path

import pytest

from tests.cli.running import EXAMPLES, ROOT, run, run_process
from victims_code.cli import board

Capture = pytest.CaptureFixture[str]


def rows(out: str) -> list[list[str]]:
    """The cells of each duty that stands on the board."""
    return [[cell.strip() for cell in line.split(" · ")] for line in out.splitlines() if " · " in line]


def test_the_first_lines_say_what_to_do_next(capsys: Capture) -> None:
    """Argued in the example cases: an arrest of 11 February nobody told of; three arrests of 9 and 10 June."""
    lines = run(capsys, "demo").out.splitlines()
    assert lines[0] == "Wednesday 10 June 2026: 9 example cases, 6 in breach"
    assert rows("\n".join(lines[:8])) == [
        ["OVERDUE 112 days", "Tell the victim of the arrest", "20WM/02930/26", "police", "was due Wed 18 Feb"],
        ["due today", "Tell the victim of the arrest", "20WM/01750/26 V1", "police", "due Wed 10 Jun"],
        ["due tomorrow", "Tell the victim of the arrest", "20WM/01750/26 V1", "police", "due Thu 11 Jun"],
        ["due tomorrow?", "Tell the victim of the arrest", "20WM/01750/26 V2", "police", "due Thu 11 Jun?"],
    ]
    assert [line.strip() for line in (lines[3], lines[5])] == ["(S2)", "(S3)"]  # what tells the two apart
    assert lines[7] == "      check: whether the victim has Enhanced Rights; if not, due Wed 17 Jun"


@pytest.mark.parametrize("width", [80, 90, 100, 120, 200])
def test_it_is_one_screen_at_every_usual_width(width: int, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    lines = run(capsys, "demo").out.splitlines()
    assert len(lines) <= 25
    assert all(len(line) <= width for line in lines)


def test_it_is_of_one_day_and_no_id_grade_or_old_message_stands_among_the_duties(capsys: Capture) -> None:
    duties = run(capsys, "demo").out.partition("Why the first: ")[0]
    assert not re.search(r"2011|R\d+\.|evidence|V1/|D\d", duties)
    assert len(rows(duties)) == 7


def test_with_details_each_duty_has_its_id_grade_and_disputes_below(capsys: Capture) -> None:
    lines = run(capsys, "demo", "-v").out.splitlines()
    assert lines[1].startswith("  OVERDUE 112 days · ")
    assert lines[2] == "      V1/R6.arrest/e7 · Right 6, 6.1 · evidence: reported · open: D7, D10"


def test_one_sentence_says_why_the_first_is_first_and_the_command_below_shows_each_step(capsys: Capture) -> None:
    out = run(capsys, "demo").out
    why = " ".join(out.partition("Why the first: ")[2].partition("\n\n")[0].split())
    assert why.startswith("Owed by police: Tell the victim that the suspect has been arrested")
    assert "so by Wednesday 18 February 2026; not done by then: a breach" in why
    (command,) = (line for line in out.splitlines() if "explain" in line)
    _, *arguments = shlex.split(command)
    assert why in " ".join(run_process(*arguments).out.split())


def test_with_all_every_case_that_has_begun_is_shown_whole_and_the_old_messages_apart(capsys: Capture) -> None:
    today, old = run(capsys, "demo", "--all").out.split("Apart: court messages of 2011")
    cases = {path.name: json.loads(path.read_bytes()) for path in EXAMPLES.glob("*.json")}
    for name, case in cases.items():
        if name.startswith("spi-"):
            assert f"{case['case']} on Monday 3 October 2011: " in old
        elif name not in {"child-victim.json", "half-the-facts-missing.json"}:  # these begin in July and September
            assert f"{case['case']} on Wednesday 10 June 2026: " in today
    assert " 2011: " not in today


def test_the_day_is_one_on_which_the_argued_cases_stand_as_argued() -> None:
    """By the hand-made answers, these two duties fall due on the days that the board names."""
    argued = {case["file"]: case for case in tomllib.loads((EXAMPLES / "expected.toml").read_text("utf-8"))["case"]}
    due = {o["id"]: o["due_by"] for o in argued["two-victims-two-arrests.json"]["obligation"] if "due_by" in o}
    assert due["V1/R6.arrest/e12"] == board.DAY


class TestWhereTheCasesAre:
    """The example cases travel in the package, and stand beside it in a checkout."""

    def test_those_inside_an_installed_package_are_found(
        self, tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        beside = run(capsys, "demo").out
        shutil.copytree(EXAMPLES, tmp_path / "example_cases")
        monkeypatch.setattr(board, "files", lambda _: tmp_path)
        ran = run(capsys, "demo")
        assert ran.out.partition("See more:")[0] == beside.partition("See more:")[0]
        assert str(tmp_path) in ran.out

    def test_a_package_without_them_says_so(
        self, tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(board, "__file__", str(tmp_path / "a" / "b" / "c.py"))
        ran = run(capsys, "demo")
        assert (ran.code, ran.out) == (2, "")
        assert ran.told == ["the example cases are missing; install the package again"]

    def test_from_elsewhere_their_whole_path_is_named(
        self, tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(tmp_path)
        assert f"explain {shlex.quote(str(ROOT / 'examples'))[:8]}" in run(capsys, "demo").out


def test_duties_that_share_all_their_words_are_told_apart_by_suspect_crime_day_or_event(
    capsys: Capture, tmp_path: Path
) -> None:
    def told(first: dict[str, str], second: dict[str, str]) -> list[str]:
        arrests = [{"id": name, "type": "suspect_arrested", **said} for name, said in (("e1", first), ("e2", second))]
        case = {"case": "C1", "victims": [{"id": "V1", "vulnerable": True}], "events": arrests}
        path = tmp_path / "case.json"
        path.write_text(json.dumps(case), "utf-8")
        return [row[1] for row in rows(run(capsys, "assess", path, "--as-of", "2026-05-05").out) if "arrest" in row[1]]

    day, arrest = {"at": "2026-05-04"}, "Tell the victim of the arrest"
    assert told({**day, "suspect": "S1"}, {**day, "suspect": "S2"}) == [f"{arrest} (S1)", f"{arrest} (S2)"]
    assert told({**day, "crime": "K1"}, {**day, "crime": "K2"}) == [f"{arrest} (K1)", f"{arrest} (K2)"]
    later = {"at": "2026-05-05", "suspect": "S1"}
    assert told({**day, "suspect": "S1"}, later) == [f"{arrest} (Mon 4 May)", f"{arrest} (Tue 5 May)"]
    assert told(day, day) == [f"{arrest} (e1)", f"{arrest} (e2)"]


def test_where_the_shell_does_not_find_the_command_its_path_is_shown(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """As after `make demo`, which puts it into an environment of its own."""
    monkeypatch.setattr("sys.argv", [".venv/bin/victims-code", "demo"])
    monkeypatch.setattr("shutil.which", lambda _name: None)
    assert run(capsys, "demo").out.splitlines()[-1].startswith("  .venv/bin/victims-code demo -v --all ")
    monkeypatch.setattr("shutil.which", lambda name: f"/usr/bin/{name}")
    assert run(capsys, "demo").out.splitlines()[-1].startswith("  victims-code demo -v --all ")
