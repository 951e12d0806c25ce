"""Reports: what came of each level, and of each vector that did not pass, for people and as JSON."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.testing.vector_files import (
    ARREST,
    CALENDAR,
    LATE,
    LOCAL,
    SATURDAY,
    SATURDAY_ARREST,
    WEEKEND,
    answering,
    load_all,
    one,
)
from victims_code.testing import Answer
from victims_code.testing.vectors import Level, Report, Vector, judge


@pytest.fixture
def vectors(tmp_path: Path) -> tuple[Vector, ...]:
    """All vectors at hand, in the order of their levels."""
    return load_all(tmp_path)


class TestReport:
    """The report says what came of each level, and of each vector that did not pass."""

    @pytest.fixture
    def report(self, vectors: tuple[Vector, ...]) -> Report:
        """A run with all three verdicts."""
        answers: dict[str, Answer] = {
            CALENDAR["id"]: {"due_by": "2026-05-11"},
            SATURDAY["id"]: {"due_by": "2026-06-09"},
            ARREST["id"]: answering(in_breach="yes"),
        }
        return judge(vectors[:4], answers)

    def test_it_counts_in_all_and_by_level(self, report: Report) -> None:
        assert report.summary == "1 passed, 2 failed, 1 accepted"
        assert repr(report) == "<Report: 1 passed, 2 failed, 1 accepted>"
        assert {level: part.counts for level, part in report.levels.items()} == {
            Level.CALENDAR: {"passed": 1, "failed": 0, "accepted": 1},
            Level.DEADLINES: {"passed": 0, "failed": 2, "accepted": 0},
        }
        assert len(report) == 4

    def test_it_says_in_words_what_did_not_pass(self, report: Report) -> None:
        assert str(report).splitlines() == [
            "level               passed    failed  accepted",
            "calendar                 1         0         1",
            "deadlines                0         2         0",
            "in all                   1         2         1",
            "",
            "calendar/1/saturday: accepted",
            "  the answer under weekend_start=next_working_day_is_day_0",
            '  due_by: expected "2026-06-08", came "2026-06-09"',
            "",
            "deadlines/R6.arrest/suspect_arrested/standard/good-friday: failed",
            '  in_breach: expected "no", came "yes"',
            "  asked      as of 2026-04-13",
            "  boundary   good-friday",
            f"  argument   {ARREST['argument']}",
            "  authority  B6; VWI-POL; LVWS",
            "",
            "deadlines/R6.arrest/suspect_arrested/standard/saturday: failed",
            "  not answered",
            "  asked      as of 2026-06-08",
            "  boundary   saturday",
            "  argument   Monday 8 June 2026 is day 1, so Friday the 12th is day 5.",
            "  authority  B6; D7",
            "",
            "1 passed, 2 failed, 1 accepted",
        ]

    def test_it_says_how_each_vector_was_asked(self, tmp_path: Path) -> None:
        for level, entry, asked in (
            ("calendar", CALENDAR, "5 Working Days after 2026-05-01"),
            ("calendar", SATURDAY, "1 Working Day after 2026-06-06"),
            ("history", LATE, "as of 2026-04-13, as known at 2026-04-07"),
            ("layers", LOCAL, "as of 2026-06-01, with 1 layer"),
            ("layers", {**LOCAL, "reading": WEEKEND}, "under weekend_start=next_working_day_is_day_0, with 1 layer"),
        ):
            (outcome,) = judge(one(tmp_path, level, entry), {}).outcomes
            (line,) = [line for line in str(outcome).splitlines() if line.startswith("  asked")]
            assert line.endswith(asked)

    def test_it_holds_nothing_that_could_steer_a_terminal(self, tmp_path: Path) -> None:
        answer = {"due_by": "\x1b[2J\x7f\u202e"}
        report = judge(one(tmp_path, "calendar", CALENDAR), {CALENDAR["id"]: answer})
        assert all(mark.isprintable() or mark == "\n" for mark in str(report))

    def test_as_json_it_says_the_same(self, report: Report) -> None:
        assert report.document() == {
            "passed": 1,
            "failed": 2,
            "accepted": 1,
            "levels": {
                "calendar": {"passed": 1, "failed": 0, "accepted": 1},
                "deadlines": {"passed": 0, "failed": 2, "accepted": 0},
            },
            "failures": [
                {
                    "id": ARREST["id"],
                    "differences": [{"where": "in_breach", "what": 'expected "no", came "yes"'}],
                    "argument": ARREST["argument"],
                    "authority": ARREST["authority"],
                },
                {
                    "id": SATURDAY_ARREST["id"],
                    "differences": [{"where": "", "what": "not answered"}],
                    "argument": SATURDAY_ARREST["argument"],
                    "authority": SATURDAY_ARREST["authority"],
                },
            ],
            "accepted_under": {SATURDAY["id"]: WEEKEND},
        }
