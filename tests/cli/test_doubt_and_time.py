"""The flags and commands for what is late, disputed or local: --known-at, --reading, --layer, readings."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.cli.running import ARREST, EXAMPLES, ROOT, Ran, case_with, run, run_process, write

Capture = pytest.CaptureFixture[str]

LAYERS = ROOT / "examples" / "layers"
FORCE, WITNESS_CARE = LAYERS / "force-standards.toml", LAYERS / "witness-care-standards.toml"

#: Told on Monday 18 May 2026, in time; entered a week later.
TOLD_LATE: Mapping[str, Any] = {
    "id": "e2", "type": "victim_informed", "at": "2026-05-18", "about": ["e1"],
    "recorded_at": "2026-05-25T09:00:00+01:00",
}  # fmt: skip


def assessed(capsys: Capture, path: Path, *arguments: object) -> dict[str, Any]:
    return run(capsys, "assess", path, "--as-of", "2026-05-20", "--format", "json", *arguments).document


def obligation(document: Mapping[str, Any], name: str) -> dict[str, Any]:
    (found,) = (each for each in document["obligations"] if each["id"] == name)
    assert isinstance(found, dict)
    return found


class TestKnownAt:
    """``--known-at``: what was entered only later is left out."""

    def test_the_answer_as_known_then_and_as_known_now(self, tmp_path: Path, capsys: Capture) -> None:
        path = write(tmp_path, case_with(ARREST, TOLD_LATE))
        then = assessed(capsys, path, "--known-at", "2026-05-20")
        now = assessed(capsys, path)
        assert (then["in_breach"], then["known_at"]) == ("yes", "2026-05-20")
        assert (now["in_breach"], now["known_at"]) == ("no", None)
        assert obligation(then, "V1/R6.arrest/e1")["status"] == "overdue"
        assert obligation(now, "V1/R6.arrest/e1")["status"] == "met"

    def test_a_time_of_day_decides_within_the_day(self, tmp_path: Path, capsys: Capture) -> None:
        path = write(tmp_path, case_with(ARREST, TOLD_LATE))
        before, after = (
            assessed(capsys, path, "--known-at", f"2026-05-25T{time}+01:00") for time in ("08:59:00", "09:00:00")
        )
        assert (before["in_breach"], after["in_breach"]) == ("yes", "no")

    def test_the_table_and_the_working_say_as_known_when(self, tmp_path: Path, capsys: Capture) -> None:
        path = write(tmp_path, case_with(ARREST, TOLD_LATE))
        asked = (path, "--as-of", "2026-05-20", "--known-at", "2026-05-20")
        assert "as known at 2026-05-20" in run(capsys, "assess", *asked).out
        assert run(capsys, "explain", *asked, "--format", "json").document["known_at"] == "2026-05-20"

    @pytest.mark.parametrize("text", ["yesterday", "2026-05-20T10:00:00", "2026-13-01", ""])
    def test_what_is_no_time_is_refused(self, text: str, tmp_path: Path, capsys: Capture) -> None:
        path = write(tmp_path, case_with(ARREST))
        refused(run(capsys, "assess", path, "--as-of", "2026-05-20", "--known-at", text), "--known-at")


class TestReading:
    """``--reading``: another way to read what the Code leaves open."""

    def test_it_is_taken_and_named_in_the_answer(self, tmp_path: Path, capsys: Capture) -> None:
        """Saturday 9 May 2026: counted from Monday the 11th as day 0, five Working Days end on Monday the 18th."""
        path = write(tmp_path, case_with({**ARREST, "at": "2026-05-09"}))
        plain = assessed(capsys, path)
        read = assessed(capsys, path, "--reading", "weekend_start=next_working_day_is_day_0")
        assert obligation(plain, "V1/R6.arrest/e1")["due_by"] == "2026-05-15"
        assert obligation(read, "V1/R6.arrest/e1")["due_by"] == "2026-05-18"
        assert (plain["versions"]["readings"], read["versions"]["readings"]) == (
            {},
            {"weekend_start": "next_working_day_is_day_0"},
        )

    def test_the_default_by_name_changes_nothing(self, tmp_path: Path, capsys: Capture) -> None:
        path = write(tmp_path, case_with(ARREST))
        assert assessed(capsys, path, "--reading", "unassessed=undetermined") == assessed(capsys, path)

    def test_several_may_be_given(self, tmp_path: Path, capsys: Capture) -> None:
        path = write(tmp_path, case_with(ARREST, victims=[{"id": "V1"}]))
        read = assessed(capsys, path, "--reading", "unassessed=enhanced", "--reading", "expenses=aim")
        assert read["versions"]["readings"] == {"unassessed": "enhanced", "expenses": "aim"}
        assert obligation(read, "V1/R6.arrest/e1")["due_by"] == "2026-05-13"

    @pytest.mark.parametrize(
        ("given", "words"),
        [
            (["weekend_start"], "KEY=VALUE"),
            (["weekand_start=x"], "did you mean 'weekend_start'?"),
            (["unassessed=standart"], "did you mean 'standard'?"),
            (["unassessed=standard", "unassessed=enhanced"], "two choices"),
            (["=standard"], "unknown reading"),
        ],
    )
    def test_what_is_no_reading_is_refused(self, given: list[str], words: str, tmp_path: Path, capsys: Capture) -> None:
        path = write(tmp_path, case_with(ARREST))
        flags = [part for text in given for part in ("--reading", text)]
        refused(run(capsys, "assess", path, "--as-of", "2026-05-20", *flags), "--reading", words)


class TestLayer:
    """``--layer``: local standards, beside the Code."""

    def test_the_target_stands_beside_the_due_date_and_is_no_breach(self, tmp_path: Path, capsys: Capture) -> None:
        """Two Working Days after Tuesday 12 May are Thursday 14 May; the Code gives until Tuesday 19 May."""
        path = write(tmp_path, case_with(ARREST))
        found = assessed(capsys, path, "--layer", FORCE)
        duty = obligation(found, "V1/R6.arrest/e1")
        assert (duty["due_by"], duty["target_by"], duty["target_status"]) == ("2026-05-19", "2026-05-14", "missed")
        assert duty["target_layer"] == "example-force-2026"
        assert found["versions"]["layers"][0].startswith("example-force-2026@")
        earlier = run(capsys, "assess", path, "--as-of", "2026-05-18", "--format", "json", "--layer", FORCE).document
        assert (obligation(earlier, "V1/R6.arrest/e1")["target_status"], earlier["in_breach"]) == ("missed", "no")

    def test_a_layer_s_own_events_can_be_read_with_it_and_not_without(self, tmp_path: Path, capsys: Capture) -> None:
        required = {"id": "e1", "type": "witness_required", "at": "2026-05-12", "received_at": "2026-05-12"}
        call = {"id": "e2", "type": "welfare_call_made", "at": "2026-05-14"}
        path = write(tmp_path, case_with(required, call))
        duty = obligation(assessed(capsys, path, "--layer", WITNESS_CARE), "V1/example-witness-care.welfare-call/e1")
        assert (duty["layer"], duty["due_by"], duty["target_by"]) == ("example-witness-care-2026", None, "2026-05-15")
        assert (duty["status"], duty["target_status"], duty["breach"]) == ("recorded", "met", "no")
        refused(run(capsys, "assess", path, "--as-of", "2026-05-20"), "welfare_call_made")

    def test_two_layers_may_lie_over_one_another(self, tmp_path: Path, capsys: Capture) -> None:
        path = write(tmp_path, case_with(ARREST))
        found = assessed(capsys, path, "--layer", FORCE, "--layer", WITNESS_CARE)
        assert [name.partition("@")[0] for name in found["versions"]["layers"]] == [
            "example-force-2026",
            "example-witness-care-2026",
        ]

    def test_the_table_shows_the_target_below_its_duty(self, tmp_path: Path, capsys: Capture) -> None:
        path = write(tmp_path, case_with(ARREST))
        table = run(capsys, "assess", path, "--as-of", "2026-05-20", "--layer", FORCE).out
        lines = table.splitlines()
        place = next(number for number, line in enumerate(lines) if "· Tell the victim of the arrest" in line)
        assert lines[place + 1].startswith(
            "      local standard: within 2 working days, by Thursday 14 May 2026: missed ("
        )
        assert "local standard:" not in run(capsys, "assess", path, "--as-of", "2026-05-20").out

    def test_one_that_loosens_the_code_is_refused_with_the_reason(self, tmp_path: Path, capsys: Capture) -> None:
        loose = tmp_path / "loose.toml"
        loose.write_text(
            FORCE.read_text(encoding="utf-8").replace("2 working days", "6 working days"), encoding="utf-8"
        )
        path = write(tmp_path, case_with(ARREST))
        for command in (("assess", path, "--as-of", "2026-05-20", "--layer", loose), ("lint", loose)):
            ran = refused(run(capsys, *command), "loose.toml", "would loosen the Code", "5 working days")
            assert len(ran.told) == 1

    @pytest.mark.parametrize("name", ["missing.toml", ".", "\x00"])
    def test_what_is_no_file_is_refused(self, name: str, tmp_path: Path, capsys: Capture) -> None:
        path = write(tmp_path, case_with(ARREST))
        refused(
            run(capsys, "assess", path, "--as-of", "2026-05-20", "--layer", name if name == "\x00" else tmp_path / name)
        )

    def test_over_another_rulebook_it_is_refused(self, tmp_path: Path, capsys: Capture) -> None:
        path = write(tmp_path, case_with(ARREST))
        asked = ("--as-of", "2026-05-20", "--rulebook", "2015", "--layer", FORCE)
        refused(run(capsys, "assess", path, *asked), "code")

    def test_lint_tells_what_a_sound_layer_holds(self, capsys: Capture) -> None:
        ran = run(capsys, "lint", FORCE)
        assert (ran.code, ran.out) == (0, "example-force-2026: 4 targets, 1 local duty, no faults\n")


class TestReadings:
    """``readings``: the answer under every disputed reading, and which dispute splits it."""

    CHILD = EXAMPLES / "child-victim.json"

    def test_what_splits_the_verdict_is_named(self, capsys: Capture) -> None:
        """The only breach is the out of court disposal that nobody told of: D4 asks whether it has a limit at all."""
        out = run(capsys, "readings", self.CHILD, "--as-of", "2026-09-03").out
        assert out.splitlines()[0].endswith("THE READINGS DISAGREE")
        (line,) = (line for line in out.splitlines() if line.lstrip().startswith("charge_and_disposal"))
        assert "D4" in line
        assert "the case" in line
        assert "V1/R6.disposal/e11, split by charge_and_disposal" in out

    def test_as_json_with_every_answer(self, capsys: Capture) -> None:
        found = run(capsys, "readings", self.CHILD, "--as-of", "2026-09-03", "--format", "json").document
        assert (found["schema"], found["in_breach"]) == ("victims-code/readings/1", None)
        assert found["split_by"] == ["charge_and_disposal"]
        (split,) = (each for each in found["obligations"] if each["id"] == "V1/R6.disposal/e11")
        assert {answer["breach"] for answer in split["answers"]} == {"yes", "no"}
        assert sum(found["verdicts"].values()) == found["combinations"]

    def test_in_breach_under_every_reading(self, tmp_path: Path, capsys: Capture) -> None:
        path = write(tmp_path, case_with({**ARREST, "at": "2026-05-09"}))
        asked = ("readings", path, "--format", "json", "--as-of")
        split, agreed = (run(capsys, *asked, day).document for day in ("2026-05-18", "2026-05-19"))
        assert (split["in_breach"], split["split_by"]) == (None, ["weekend_start"])
        assert (agreed["in_breach"], agreed["in_breach_under_every_reading"]) == ("yes", True)
        assert "IN BREACH, under every reading" in run(capsys, "readings", path, "--as-of", "2026-05-19").out

    def test_a_reading_that_is_taken_is_not_varied(self, capsys: Capture) -> None:
        asked = ("readings", self.CHILD, "--as-of", "2026-09-03", "--reading", "charge_and_disposal=untimed")
        assert "not in breach, under every reading" in run(capsys, *asked).out

    def test_where_none_touches_the_case_it_says_so(self, tmp_path: Path, capsys: Capture) -> None:
        path = write(tmp_path, case_with({"id": "e1", "type": "vps_copy_requested", "at": "2026-05-12"}))
        out = run(capsys, "readings", path, "--as-of", "2026-05-20").out
        assert "no disputed reading touches this case" in out

    def test_the_same_question_gives_the_same_bytes(self) -> None:
        runs = {
            run_process("readings", self.CHILD, "--as-of", "2026-09-03", PYTHONHASHSEED=seed).out for seed in ("1", "2")
        }
        assert len(runs) == 1


class TestTheLawInTheTable:
    """What the answer rests on is said where it is not the plain law of the day."""

    def test_each_edition_that_an_event_falls_under_is_named(self, tmp_path: Path, capsys: Capture) -> None:
        path = write(tmp_path, case_with({**ARREST, "id": "e0", "at": "2019-05-13"}, ARREST))
        out = run(capsys, "assess", path, "--as-of", "2026-05-20").out
        assert "each event under the edition in force on its day: 2015, 2020" in out

    def test_an_edition_that_is_only_laid_is_applied_only_as_asked_and_says_so(
        self, tmp_path: Path, capsys: Capture
    ) -> None:
        book = tmp_path / "laid"
        book.mkdir()
        for file in (ROOT / "victims_code" / "rulebook" / "data" / "2020").glob("*.toml"):
            text = file.read_text(encoding="utf-8").replace('name = "2020"', 'name = "next"')
            (book / file.name).write_text(text.replace("in_force_from = 2021-04-01\n", ""), encoding="utf-8")
        path = write(tmp_path, case_with(ARREST))
        out = run(capsys, "assess", path, "--as-of", "2026-05-20", "--rulebook", book).out
        assert "as if the next edition, which is laid and not in force, had held" in out
        assert "OVERDUE 1 day · Tell the victim of the arrest" in out

    def test_readings_that_were_held_are_named_and_nothing_is_claimed_of_them(
        self, capsys: Capture, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("victims_code.assessment.every_reading.MOST", 2)
        out = run(
            capsys, "readings", TestReadings.CHILD, "--as-of", "2026-09-03", "--reading", "charge_and_disposal=timed"
        ).out
        assert out.splitlines()[0].endswith("IN BREACH, under every reading that was worked out")
        assert "to their defaults, as there would be too many combinations: " in out

    def test_a_layer_that_is_nested_too_deeply_is_refused(self, tmp_path: Path, capsys: Capture) -> None:
        deep = tmp_path / "deep.toml"
        deep.write_text(f'code = "2020"\nx = {"[" * 5000}{"]" * 5000}\n', encoding="utf-8")
        path = write(tmp_path, case_with(ARREST))
        refused(run(capsys, "assess", path, "--as-of", "2026-05-20", "--layer", deep), "deep.toml")
        refused(run(capsys, "lint", deep), "deep.toml")


def refused(ran: Ran, *words: str) -> Ran:
    """Refused as every wrong call is: code 2, nothing on standard output, no traceback, the words in what is told."""
    assert (ran.code, ran.out) == (2, "")
    assert "Traceback" not in ran.err
    assert ran.told
    assert all(any(word in line for line in ran.told) for word in words), ran.err
    return ran
