"""The commands that show the working: every step of a case."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.running import ARREST, EXAMPLES, PLAIN, case_with, run, write, write_lines

Capture = pytest.CaptureFixture[str]


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

    def test_a_case_in_which_nothing_happened_is_explained_in_two_lines(self, tmp_path: Path, capsys: Capture) -> None:
        out = run(capsys, "explain", write(tmp_path, case_with()), "--as-of", "2026-05-15").out
        assert out.split("\n\n") == ["C1 on Friday 15 May 2026: not in breach", "no obligation arises\n"]

    def test_a_case_a_line_is_explained_only_if_it_is_one(self, tmp_path: Path, capsys: Capture) -> None:
        one, two = (write_lines(tmp_path, *[case_with(ARREST)] * count, name=f"{count}.ndjson") for count in (1, 2))
        assert run(capsys, "explain", one, "--as-of", "2026-05-15").code == 0
        ran = run(capsys, "explain", two, "--as-of", "2026-05-15")
        assert (ran.code, ran.out) == (2, "")
        assert ran.told == ["CASE: one case is needed; give a file with one case; assess takes many"]

    def test_a_window_that_ends_outside_the_calendar_is_explained_all_the_same(
        self, tmp_path: Path, capsys: Capture
    ) -> None:
        """An offence of 1985: the two years ended long before the first day that the calendar knows."""
        violent = {**PLAIN, "offence_categories": ["violent_crime"]}
        old = case_with({"id": "e1", "type": "offence_committed", "at": "1985-03-01"}, victims=[violent])
        ran = run(capsys, "explain", write(tmp_path, old), "--as-of", "2026-05-15")
        assert ran.code == 0
        assert "it ran to the end of Sunday 1 March 1987; an extension would be needed" in " ".join(ran.out.split())
