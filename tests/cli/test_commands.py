"""What each command prints: the day alone, the bank holidays, the rulebook as it was loaded, the working, the board."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.running import ARREST, EXAMPLES, PLAIN, ROOT, case_with, run, run_process, write
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

    def test_as_csv_they_are_the_facts_byte_for_byte(self, shared: Path) -> None:
        facts = (shared / "code" / "obligations-2020.csv").read_bytes()
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
        out = run(capsys, "rules").out
        assert out.startswith(load_code().title)
        (line,) = (line for line in out.splitlines() if line.startswith("R6.arrest "))
        for word in ("timed", "police", "5 working days", "1 working day", "reported", "D7;D10"):
            assert word in line


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

    def test_without_it_an_edition_is_not_applied_before_its_day(self, tmp_path: Path, capsys: Capture) -> None:
        ran = run(capsys, "assess", write(tmp_path, self.OLD), "--as-of", "2019-06-14", "--format", "json")
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

    def test_without_it_the_time_is_refused(self, tmp_path: Path, capsys: Capture) -> None:
        ran = run(capsys, "assess", write(tmp_path, self.DOCUMENT), "--as-of", "2026-07-05")
        assert (ran.code, ran.out) == (2, "")


class TestAssess:
    """``assess`` as a table: the verdict first, then what is next, every duty with its grade, every finding."""

    def test_the_verdict_stands_first_and_every_duty_has_a_line(self, tmp_path: Path, capsys: Capture) -> None:
        path = write(tmp_path, case_with(ARREST, victims=[{**PLAIN, "vulnerable": None}]))
        lines = run(capsys, "assess", path, "--as-of", "2026-05-15").out.splitlines()
        assert lines[0] == "C1 on Friday 15 May 2026: breach undetermined: an unknown fact decides"
        (arrest,) = (line for line in lines if " V1/R6.arrest/e1 " in line)
        for word in ("2026-05-19 (or 2026-05-13)", "undetermined", "police", "reported D7 D10"):
            assert word in arrest

    def test_a_case_without_victims_says_why_nothing_is_owed(self, tmp_path: Path, capsys: Capture) -> None:
        out = run(capsys, "assess", write(tmp_path, case_with(ARREST, victims=[])), "--as-of", "2026-05-15").out
        assert "no obligation arises" in out
        assert "add the victims" in out

    def test_what_is_projected_is_said_to_be(self, tmp_path: Path, capsys: Capture) -> None:
        path = write(tmp_path, case_with({**ARREST, "at": "2030-05-14"}))
        out = run(capsys, "assess", path, "--as-of", "2030-05-15").out
        assert "projected, not yet published" in out


class TestExplain:
    """``explain``: every step of every duty, or of one, in words and as JSON."""

    CALL = ("explain", EXAMPLES / "child-victim.json", "--as-of", "2026-09-03")

    def test_every_obligation_in_its_order(self, capsys: Capture) -> None:
        out = run(capsys, *self.CALL).out
        document = run(capsys, *self.CALL, "--format", "json").document
        ids = [each["id"] for each in document["obligations"]]
        assert len(ids) > 5
        assert [line for line in out.splitlines() if line in ids] == ids

    def test_one_obligation_with_its_citations_and_the_days_skipped(self, capsys: Capture) -> None:
        """Friday 28 August 2026 and one Working Day: over a weekend and the Summer bank holiday to 1 September."""
        out = run(capsys, *self.CALL, "--obligation", "V1/R6.disposal/e11").out
        words = " ".join(out.split())
        for text in (
            "20WM/05510/26 on Thursday 3 September 2026: IN BREACH",
            "V1/R6.disposal/e11",
            "days passed over: Saturday 29 August 2026; Sunday 30 August 2026; Monday 31 August 2026 (Summer bank",
            "due by the end of Tuesday 1 September 2026",
            "evidence: reported",
            "D4: ",
            "statutory duty (2025-01-29)",
        ):
            assert text in words
        assert "R3." not in out

    def test_every_source_that_is_cited_is_named_at_the_end(self, capsys: Capture) -> None:
        out = run(capsys, *self.CALL, "--obligation", "V1/R6.disposal/e11").out
        sources = out.partition("\nsources\n")[2]
        assert [line.split()[0] for line in sources.splitlines()] == ["LVWS", "SI95", "VWI-POL"]
        assert "https://www.legislation.gov.uk/uksi/2025/95/" in sources

    def test_no_obligation_is_said_with_the_reason(self, tmp_path: Path, capsys: Capture) -> None:
        out = run(capsys, "explain", write(tmp_path, case_with(ARREST, victims=[])), "--as-of", "2026-05-15").out
        assert "no obligation arises" in out
        assert "add the victims" in out

    def test_a_window_that_ends_outside_the_calendar_is_explained_all_the_same(
        self, tmp_path: Path, capsys: Capture
    ) -> None:
        """An offence of 1985: the two years ended long before the first day that the calendar knows."""
        violent = {**PLAIN, "offence_categories": ["violent_crime"]}
        old = case_with({"id": "e1", "type": "offence_committed", "at": "1985-03-01"}, victims=[violent])
        ran = run(capsys, "explain", write(tmp_path, old), "--as-of", "2026-05-15")
        assert ran.code == 0
        assert "it ran to the end of Sunday 1 March 1987; an extension would be needed" in " ".join(ran.out.split())


class TestDemo:
    """``demo``: the board of the packaged cases."""

    def test_a_line_for_each_case_with_its_verdict(self, capsys: Capture) -> None:
        ran = run(capsys, "demo")
        assert (ran.code, ran.err) == (0, "")
        lines = ran.out.splitlines()
        for path in EXAMPLES.glob("*.json"):
            document = json.loads(path.read_bytes())
            rows = [line.split() for line in lines if line.startswith(f"{document['case']} ")]
            assert rows[0][2] in ("yes", "no", "undetermined"), path.stem
            assert f"({path.name})" in ran.out

    def test_every_breach_is_said_in_a_sentence_and_all_else_if_asked(self, capsys: Capture) -> None:
        short, long = run(capsys, "demo").out, run(capsys, "demo", "--all").out
        assert "V1/R6.disposal/e11" in short
        assert "V1/R4.support-referral/e2" not in short
        assert "V1/R4.support-referral/e2" in long
        assert len(long) > 2 * len(short)


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
