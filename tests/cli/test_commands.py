"""What the commands print: the day alone, the bank holidays, the rulebook as it was loaded, a case as a table."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.running import ARREST, PLAIN, ROOT, case_with, run, run_process, write
from victims_code import __version__, load_code
from victims_code.interchange import case_document, case_of

Capture = pytest.CaptureFixture[str]
RULES = ROOT / "victims_code" / "rulebook" / "data" / "2020"


class TestDeadline:
    """``deadline``: counted by hand on the calendar of England and Wales."""

    @pytest.mark.parametrize(
        ("day", "number", "answer"),
        [
            ("2026-05-02", "1", "2026-05-05"),  # a Saturday; Monday 4 May is a bank holiday
            ("2026-04-02", "5", "2026-04-13"),  # 7, 8, 9, 10 and 13 April: Good Friday and Easter Monday do not count
            ("2026-12-24", "1", "2026-12-29"),  # Christmas Day, a weekend, Boxing Day's substitute
            ("2026-05-13", "0", "2026-05-13"),  # a Wednesday is itself the next Working Day
            ("2026-05-16", "0", "2026-05-18"),  # after a Saturday comes Monday
            ("2026-07-03T23:30:00Z", "1", "2026-07-06"),  # already Saturday 4 July in London
        ],
    )
    def test_the_day_alone_on_the_first_line(self, day: str, number: str, answer: str, capsys: Capture) -> None:
        ran = run(capsys, "deadline", day, number)
        assert (ran.code, ran.out, ran.err) == (0, f"{answer}\n", "")

    def test_why_names_each_day_passed_over(self, capsys: Capture) -> None:
        ran = run(capsys, "deadline", "2026-05-01", "1", "--why")
        assert ran.out.splitlines() == [
            "2026-05-05",
            "2026-05-02  Saturday",
            "2026-05-03  Sunday",
            "2026-05-04  Early May bank holiday",
        ]

    def test_why_names_the_day_itself_where_nothing_is_added(self, capsys: Capture) -> None:
        ran = run(capsys, "deadline", "2026-05-16", "0", "--why")
        assert ran.out.splitlines() == ["2026-05-18", "2026-05-16  Saturday", "2026-05-17  Sunday"]

    def test_a_projected_year_is_said_to_be_one_after_the_answer(self, capsys: Capture) -> None:
        """Tuesday 1 January 2030 is a holiday by rule, which GOV.UK has not published."""
        first, *rest = run(capsys, "deadline", "2029-12-31", "1").out.splitlines()
        assert first == "2030-01-02"
        assert [line.partition(":")[0] for line in rest] == ["projected"]


class TestCalendar:
    """``calendar``: the bank holidays, where they are from and how far to trust them."""

    @pytest.mark.parametrize(
        ("year", "status", "source"),
        [
            ("2026", "published", "GOV.UK"),
            ("2010", "derived", "Banking and Financial Dealings Act 1971"),
            ("2035", "projected", "not yet published"),
        ],
    )
    def test_the_year_its_status_and_its_source(self, year: str, status: str, source: str, capsys: Capture) -> None:
        first, second, *days = run(capsys, "calendar", year).out.splitlines()
        assert first == f"{year}: {status}"
        assert second.startswith("source: ")
        assert source in second
        assert len(days) >= 8
        assert all(day.startswith(f"{year}-") for day in days)

    def test_the_holidays_of_2023_with_the_coronation(self, capsys: Capture) -> None:
        days = [line.split("  ") for line in run(capsys, "calendar", "2023").out.splitlines()[2:]]
        assert [day for day, _ in days] == [
            "2023-01-02", "2023-04-07", "2023-04-10", "2023-05-01", "2023-05-08", "2023-05-29", "2023-08-28",
            "2023-12-25", "2023-12-26",
        ]  # fmt: skip
        assert days[0][1].endswith("(substitute day)")


class TestRules:
    """``rules``: the facts that the rulebook was written from, given back."""

    def test_as_csv_they_are_the_facts_byte_for_byte(self, facts_folder: Path) -> None:
        facts = (facts_folder / "obligations-2020.csv").read_bytes()
        assert run_process("rules", "--format", "csv").out.encode() == facts
        assert run_process("rules", "--format", "csv", "--rulebook", RULES).out.encode() == facts

    def test_as_json_every_column_of_every_rule(self, capsys: Capture) -> None:
        rows: list[dict[str, Any]] = json.loads(run(capsys, "rules", "--format", "json").out)
        assert [row["id"] for row in rows] == [rule.id for rule in load_code().rules]
        text = io.StringIO(run(capsys, "rules", "--format", "csv").out)
        assert [{key: str(value) for key, value in row.items()} for row in rows] == list(csv.DictReader(text))
        assert all(isinstance(row["right"], int) for row in rows)

    @pytest.mark.parametrize("right", range(1, 13))
    def test_of_one_right_only(self, right: int, capsys: Capture) -> None:
        rows = json.loads(run(capsys, "rules", "--format", "json", "--right", right).out)
        assert rows
        assert all(row["right"] == right and row["id"].startswith(f"R{right}.") for row in rows)
        table = run(capsys, "rules", "--right", right).out
        assert all(row["id"] in table for row in rows)

    def test_as_a_table_by_default_with_grade_and_disputes(self, capsys: Capture) -> None:
        out = run(capsys, "rules", "--right", 6).out
        assert out.startswith(load_code().title)
        (line,) = (line for line in out.splitlines() if line.startswith("R6.arrest "))
        assert line.split() == [
            "R6.arrest",
            "police",
            "5",
            "working",
            "days",
            "1",
            "working",
            "day",
            "reported",
            "D7",
            "D10",
        ]


class TestLint:
    """``lint``: nothing to tell of a rulebook without faults."""

    def test_the_packaged_rulebook_has_none(self, capsys: Capture) -> None:
        ran = run(capsys, "lint", RULES)
        assert (ran.code, ran.err) == (0, "")
        assert f"{len(load_code().rules)} rules" in ran.out
        assert "no faults" in ran.out

    def test_every_fault_of_a_damaged_copy_is_told_with_its_file(self, tmp_path: Path, capsys: Capture) -> None:
        for path in RULES.glob("*.toml"):
            text = path.read_text(encoding="utf-8").replace('"suspect_arrested"', '"suspect_arested"')
            (tmp_path / path.name).write_text(text.replace('kind = "window"', 'kind = "windo"'), encoding="utf-8")
        ran = run(capsys, "lint", tmp_path)
        assert (ran.code, ran.out) == (2, "")
        assert any("right-06.toml" in line and "did you mean 'suspect_arrested'" in line for line in ran.told)
        assert any("right-05.toml" in line and "window" in line for line in ran.told)
        assert any("right-09.toml" in line and "window" in line for line in ran.told)


class TestRulebook:
    """``--rulebook``: the edition that is named holds for every event; without it, since it came into force."""

    OLD = case_with({**ARREST, "at": "2019-05-14"})

    def test_without_it_no_edition_is_applied_before_its_day(self, tmp_path: Path, capsys: Capture) -> None:
        """Sunday 15 November 2015 is the day before the first edition that the library holds."""
        older = write(tmp_path, case_with({**ARREST, "at": "2015-11-15"}))
        ran = run(capsys, "assess", older, "--as-of", "2019-06-14", "--format", "json")
        assert ran.document["obligations"] == []
        assert [finding["code"] for finding in ran.document["findings"]] == ["before_in_force"]

    @pytest.mark.parametrize("name", ["2020", RULES], ids=["by name", "by path"])
    def test_with_it_the_edition_is_applied_as_if_in_force(
        self, name: str | Path, tmp_path: Path, capsys: Capture
    ) -> None:
        """Tuesday 14 May 2019: five Working Days later is Tuesday 21 May."""
        ran = run(
            capsys, "assess", write(tmp_path, self.OLD), "--as-of", "2019-06-14", "--format", "json", "--rulebook", name
        )
        (found,) = (each for each in ran.document["obligations"] if each["rule"] == "R6.arrest")
        assert (found["due_by"], found["status"]) == ("2019-05-21", "overdue")

    def test_the_table_says_that_it_was_not_in_force(self, tmp_path: Path, capsys: Capture) -> None:
        told = "as if the 2020 edition, in force from Thursday 1 April 2021, had held before"
        for document, is_told in ((self.OLD, True), (case_with(ARREST), False)):
            ran = run(capsys, "assess", write(tmp_path, document), "--as-of", "2026-06-14", "--rulebook", "2020")
            assert (told in " ".join(ran.out.split())) is is_told

    def test_the_working_says_that_it_was_not_in_force(self, tmp_path: Path, capsys: Capture) -> None:
        ran = run(capsys, "explain", write(tmp_path, self.OLD), "--as-of", "2019-06-14", "--rulebook", "2020")
        assert "applied here as if it had been in force before" in " ".join(ran.out.split())


class TestZone:
    """``--assume-tz``: the zone of date-times that have no offset."""

    DOCUMENT = case_with({**ARREST, "at": "2026-07-03T23:30:00"})

    def test_a_late_evening_is_still_that_day_in_london(self, tmp_path: Path, capsys: Capture) -> None:
        """Friday 3 July 2026 is day 0, so five Working Days end on Friday 10 July; in UTC it would be Saturday."""
        path = write(tmp_path, self.DOCUMENT)
        day = ("--as-of", "2026-07-05", "--format", "json")
        ran = run(capsys, "assess", path, *day, "--assume-tz", "Europe/London")
        assert ran.document["obligations"][0]["trigger"]["date"] == "2026-07-03"
        assert run(capsys, "assess", path, *day, "--assume-tz", "UTC").document["obligations"][0]["trigger"][
            "date"
        ] == ("2026-07-04")
        assert run(capsys, "explain", path, "--as-of", "2026-07-05", "--assume-tz", "Europe/London").code == 0

    def test_a_time_that_the_clock_showed_twice_is_the_day_alone_and_a_line_says_so(
        self, tmp_path: Path, capsys: Capture
    ) -> None:
        """The clocks went back at 02:00 on Sunday 25 October 2026."""
        path = write(tmp_path, case_with({**ARREST, "at": "2026-10-25T01:30:00"}))
        day = ("--as-of", "2026-10-27", "--format", "json")
        ran = run(capsys, "assess", path, *day, "--assume-tz", "Europe/London")
        assert (ran.code, ran.document["obligations"][0]["trigger"]["date"]) == (0, "2026-10-25")
        (line,) = ran.err.splitlines()
        assert "events[0].at: the clock went back and showed this time twice: the day alone is taken" in line

    def test_without_it_the_time_is_refused(self, tmp_path: Path, capsys: Capture) -> None:
        ran = run(capsys, "assess", write(tmp_path, self.DOCUMENT), "--as-of", "2026-07-05")
        assert (ran.code, ran.out) == (2, "")


class TestAssess:
    """``assess`` as a table: the verdict first, then what is next, every duty in words, every finding."""

    def test_the_verdict_stands_first_and_every_duty_has_a_line(self, tmp_path: Path, capsys: Capture) -> None:
        path = write(tmp_path, case_with(ARREST, victims=[{**PLAIN, "vulnerable": None}]))
        lines = run(capsys, "assess", path, "--as-of", "2026-05-15").out.splitlines()
        assert lines[0] == "C1 on Friday 15 May 2026: breach undetermined: an unknown fact decides"
        place = next(number for number, line in enumerate(lines) if "· Tell the victim of the arrest" in line)
        assert lines[place].split(" · ") == [
            "  undetermined", "Tell the victim of the arrest", "police", "due Tue 19 May?",
        ]  # fmt: skip
        assert lines[place + 1] == "      check: whether the victim has Enhanced Rights; if so, was due Wed 13 May"

    def test_a_case_without_victims_says_why_nothing_is_owed(self, tmp_path: Path, capsys: Capture) -> None:
        out = run(capsys, "assess", write(tmp_path, case_with(ARREST, victims=[])), "--as-of", "2026-05-15").out
        assert "no obligation arises" in out
        assert "add the victims" in out

    def test_what_is_projected_is_said_to_be(self, tmp_path: Path, capsys: Capture) -> None:
        path = write(tmp_path, case_with({**ARREST, "at": "2030-05-14"}))
        out = run(capsys, "assess", path, "--as-of", "2030-05-15").out
        assert "projected, not yet published" in " ".join(out.split())


def test_the_version_is_told() -> None:
    ran = run_process("--version")
    assert (ran.code, ran.out) == (0, f"victims-code {__version__}\n")


@pytest.mark.parametrize("command", ["", "assess", "explain", "rules", "lint", "deadline", "calendar", "demo"])
def test_help_is_an_answer(command: str, capsys: Capture) -> None:
    ran = run(capsys, *([command] if command else []), "--help")
    assert (ran.code, ran.err) == (0, "")
    assert "usage: victims-code" in ran.out


def test_a_case_written_by_the_library_is_answered_by_the_command(tmp_path: Path, capsys: Capture) -> None:
    document = case_document(case_of(case_with(ARREST)))
    ran = run(capsys, "assess", write(tmp_path, document), "--as-of", "2026-05-15", "--format", "json")
    assert ran.document["next_due"] == "V1/R6.arrest/e1"
