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
        """A run with all four verdicts."""
        answers: dict[str, Answer] = {
            CALENDAR["id"]: {"due_by": "2026-05-11"},
            SATURDAY["id"]: {"due_by": "2026-06-09"},
            ARREST["id"]: answering(in_breach="yes"),
        }
        return judge(vectors[:4], answers)

    def test_it_counts_in_all_and_by_level(self, report: Report) -> None:
        assert report.summary == "1 passed, 1 failed, 1 accepted, 1 not answered"
        assert repr(report) == "<Report: 1 passed, 1 failed, 1 accepted, 1 not answered>"
        assert {level: part.counts for level, part in report.levels.items()} == {
            Level.CALENDAR: {"passed": 1, "failed": 0, "accepted": 1, "not_answered": 0},
            Level.DEADLINES: {"passed": 0, "failed": 1, "accepted": 0, "not_answered": 1},
        }
        assert len(report) == 4

    def test_it_says_in_words_what_did_not_pass(self, report: Report) -> None:
        assert str(report).splitlines() == [
            "level               passed    failed  accepted  not answered",
            "calendar                 1         0         1             0",
            "deadlines                0         1         0             1",
            "in all                   1         1         1             1",
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
            "1 passed, 1 failed, 1 accepted, 1 not answered",
        ]

    def test_it_says_how_each_vector_was_asked(self, tmp_path: Path) -> None:
        for level, entry, asked in (
            ("calendar", CALENDAR, "5 Working Days after 2026-05-01"),
            ("calendar", SATURDAY, "1 Working Day after 2026-06-06"),
            ("history", LATE, "as of 2026-04-13, as known at 2026-04-07"),
            ("layers", LOCAL, "as of 2026-06-01, with 1 layer"),
            ("layers", {**LOCAL, "reading": WEEKEND}, "under weekend_start=next_working_day_is_day_0, with 1 layer"),
        ):
            wrong = {
                "due_by": "",
                "obligations": [{"id": "V1/R6.arrest/e1"}, {"id": "V1/R2.record-crime/e1", "target_by": ""}],
            }
            (outcome,) = judge(one(tmp_path, level, entry), {entry["id"]: wrong}).outcomes
            (line,) = [line for line in str(outcome).splitlines() if line.startswith("  asked")]
            assert line.endswith(asked)

    def test_it_holds_nothing_that_could_steer_a_terminal(self, tmp_path: Path) -> None:
        answer = {"due_by": "\x1b[2J\x7f\u202e"}
        report = judge(one(tmp_path, "calendar", CALENDAR), {CALENDAR["id"]: answer})
        assert all(mark.isprintable() or mark == "\n" for mark in str(report))

    def test_as_json_it_says_the_same(self, report: Report) -> None:
        assert report.document() == {
            "passed": 1,
            "failed": 1,
            "accepted": 1,
            "not_answered": 1,
            "levels": {
                "calendar": {"passed": 1, "failed": 0, "accepted": 1, "not_answered": 0},
                "deadlines": {"passed": 0, "failed": 1, "accepted": 0, "not_answered": 1},
            },
            "failures": [
                {
                    "id": ARREST["id"],
                    "differences": [{"where": "in_breach", "what": 'expected "no", came "yes"'}],
                    "argument": ARREST["argument"],
                    "authority": ARREST["authority"],
                },
            ],
            "unanswered": [SATURDAY_ARREST["id"]],
            "accepted_under": {SATURDAY["id"]: WEEKEND},
        }
