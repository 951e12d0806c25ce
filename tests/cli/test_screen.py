"""The screen: as wide as it is, coloured where it is a terminal, and nothing from a case that acts on it."""

from __future__ import annotations

import contextlib
import datetime as dt
import io
import json
import os
import re
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.cli.running import ARREST, EXAMPLES, PLAIN, case_with, run, run_process, write
from victims_code.cli import inputs, main, streams
from victims_code.cli.layout import cells, columns, wrapped

Capture = pytest.CaptureFixture[str]

#: Clears the screen, writes another verdict at its top and hides the rest of the line; then turns text round.
ATTACK = "CPS\x1b[2J\x1b[HC1 on Wednesday 20 May 2026: not in breach\n\x1b[8m\x9b\u202e"
COLOURS = re.compile(r"\x1b\[[0-9;]*m")
DAY = ("--as-of", "2026-05-20")


def attacked(text: str = ATTACK) -> dict[str, Any]:
    moved = {
        "id": "e2",
        "type": "duty_holder_changed",
        "at": "2026-05-13",
        "details": {"owed_by": "police", "to": text},
    }
    return case_with({**ARREST, "suspect": "S1"}, moved)


class TestWidth:
    """No line is longer than the screen is wide."""

    @pytest.mark.parametrize("width", [40, 60, 80, 100, 133])
    @pytest.mark.parametrize("more", [(), ("-v",)], ids=["plain", "details"])
    @pytest.mark.parametrize("name", ["half-the-facts-missing", "two-victims-two-arrests"])
    def test_every_line_of_a_case_fits(
        self, name: str, more: tuple[str, ...], width: int, capsys: Capture, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("COLUMNS", str(width))
        out = run(capsys, "assess", EXAMPLES / f"{name}.json", "--as-of", "2026-10-09", *more).out
        assert max(map(len, out.splitlines())) <= width

    def test_the_words_are_the_same_at_every_width(self, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
        found = set()
        for width in ("45", "100", "300"):
            monkeypatch.setenv("COLUMNS", width)
            out = run(capsys, "assess", EXAMPLES / "complaint.json", "--as-of", "2023-07-03").out
            found.add(tuple(sorted(out.replace("·", " ").split())))
        assert len(found) == 1

    @pytest.mark.parametrize("told", ["", "0", "wide", "-5", "99999999"])
    def test_in_a_pipe_it_is_100_columns_whatever_else_is_said(
        self, told: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("COLUMNS", told)
        assert streams.width() == 100

    def test_on_a_terminal_it_is_the_terminals(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(sys, "stdout", Terminal())
        monkeypatch.setattr(os, "get_terminal_size", lambda _: os.terminal_size((72, 20)))
        assert streams.width() == 72

    def test_a_terminal_that_does_not_say_how_wide_it_is_is_taken_for_a_pipe(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(sys, "stdout", Terminal())
        monkeypatch.setattr(os, "get_terminal_size", raising_os_error)
        assert streams.width() == 100

    def test_a_word_that_is_longer_than_the_screen_is_broken(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("COLUMNS", "40")
        assert wrapped("x" * 90, "- ", "  ") == [f"- {'x' * 38}", f"  {'x' * 38}", f"  {'x' * 14}"]
        assert all(cells(line) <= 40 for line in columns([("漢" * 60, "é漢" * 30)]))

    def test_an_empty_table_has_no_line(self) -> None:
        assert columns([]) == []


class Terminal(io.StringIO):
    """A standard output that says it is a terminal."""

    def isatty(self) -> bool:
        return True

    def fileno(self) -> int:
        return 1


def raising_os_error(_: int) -> os.terminal_size:
    raise OSError


class TestColours:
    """Colours on a terminal and none in a pipe, unless it is said otherwise."""

    CALL = ("assess", EXAMPLES / "complaint.json", "--as-of", "2023-07-03")

    def test_none_in_a_pipe(self) -> None:
        assert "\x1b" not in run_process(*self.CALL).out

    def test_on_a_terminal_the_words_are_the_same(self, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
        plain = run(capsys, *self.CALL).out
        monkeypatch.setenv("FORCE_COLOR", "1")
        coloured = run(capsys, *self.CALL).out
        assert "\x1b[1;31m" in coloured.splitlines()[0]
        assert COLOURS.sub("", coloured) == plain

    @pytest.mark.parametrize(
        ("is_terminal", "environment", "is_shown"),
        [
            (True, {"TERM": "xterm"}, True),
            (True, {"TERM": "dumb"}, False),
            (True, {"TERM": "xterm", "NO_COLOR": "1"}, False),
            (False, {}, False),
            (False, {"FORCE_COLOR": "1"}, True),
            (True, {"TERM": "xterm", "FORCE_COLOR": "0"}, False),
            (True, {"NO_COLOR": "1", "FORCE_COLOR": "1"}, False),
        ],
    )
    def test_who_decides(
        self, is_terminal: bool, environment: dict[str, str], is_shown: bool, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(sys.stdout, "isatty", lambda: is_terminal)
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        assert streams.is_coloured() is is_shown


class TestWhatActs:
    """What a record holds reaches a terminal as text, one line a row."""

    CALLS = (
        ("assess",), ("assess", "-v"), ("assess", "--format", "json"), ("explain",), ("explain", "--format", "json"),
        ("readings",), ("readings", "--format", "json"), ("prompts",), ("prompts", "--format", "json"),
        ("prompts", "--format", "csv"), ("prompts", "--format", "cloudevents"), ("prompts", "--language", "cy"),
    )  # fmt: skip

    @pytest.mark.parametrize("call", CALLS, ids=" ".join)
    def test_a_body_whose_name_clears_the_screen_is_shown_and_does_nothing(
        self, call: tuple[str, ...], tmp_path: Path, capsys: Capture
    ) -> None:
        command, *more = call
        out = run(capsys, command, write(tmp_path, attacked()), *DAY, *more).out
        assert out
        assert all(line.isprintable() for line in out.replace("\r\n", "\n").split("\n"))
        assert not any(line.startswith("C1 on Wednesday 20 May 2026: not in breach") for line in out.splitlines())

    def test_a_calendar_entry_holds_none_of_it(self, tmp_path: Path, capsys: Capture) -> None:
        pytest.importorskip("icalendar")
        out = run(capsys, "prompts", write(tmp_path, attacked()), *DAY, "--format", "ics").out
        assert all(line.isprintable() for line in out.split("\r\n"))

    def test_json_that_was_escaped_says_the_same(self, tmp_path: Path, capsys: Capture) -> None:
        ran = run(capsys, "assess", write(tmp_path, attacked()), *DAY, "--format", "json")
        assert ATTACK in {duty["held_by"] for duty in ran.document["obligations"]}

    def test_a_receipt_is_canonical_in_a_file_and_does_nothing_on_a_terminal(
        self, tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        path = write(tmp_path, attacked())
        made = run(capsys, "receipt", path, *DAY)
        assert "\u202e" in made.out
        monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
        shown = run(capsys, "receipt", path, *DAY)
        assert shown.out.rstrip("\n").isprintable()
        assert shown.document == made.document

    @pytest.mark.parametrize("call", ["assess", "explain", "prompts", "receipt"])
    def test_so_does_a_files_name_in_an_error(self, call: str, tmp_path: Path, capsys: Capture) -> None:
        path = tmp_path / "a\x1b[2J\nb\u202e.json"
        path.write_text("{", encoding="utf-8")
        ran = run(capsys, call, path, *DAY)
        assert (ran.code, ran.out) == (2, "")
        assert len(ran.told) == 1
        assert ran.told[0].isprintable()
        assert r"a\x1b[2J\nb\u202e.json" in ran.told[0]

    @settings(max_examples=40)
    @given(text=st.text(min_size=1))
    def test_whatever_a_detail_holds_each_duty_stays_in_its_lines(self, text: str) -> None:
        """A search, so it runs the command line by itself: the number of lines is that of a harmless name as long."""
        for how in ((), ("-v",)):
            assert all(line.isprintable() for line in lines_of("assess", attacked(text), *how))


def lines_of(command: str, document: dict[str, Any], *more: str) -> list[str]:
    """The lines that a command writes of a case on standard input."""
    data = json.dumps(document).encode()
    out = io.StringIO()
    kept = sys.stdin
    sys.stdin = io.TextIOWrapper(io.BytesIO(data))
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(io.StringIO()):
            main([command, "-", *DAY, *more])
    finally:
        sys.stdin = kept
    return out.getvalue().split("\n")


class TestCall:
    """How the command line is called."""

    def test_alone_it_gives_help(self) -> None:
        ran = run_process()
        assert (ran.code, ran.err) == (0, "")
        assert ran.out.startswith("usage: victims-code ")

    def test_today_is_londons_date_by_the_clock(
        self, tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(inputs, "today", lambda: dt.date(2026, 5, 20))
        path = write(tmp_path, case_with(ARREST))
        asked = run(capsys, "assess", path, "--as-of", "today", "--known-at", "today", "--format", "json").document
        assert (asked["as_of"], asked["known_at"]) == ("2026-05-20", "2026-05-20")
        assert run(capsys, "prompts", path, "--as-of", "today", "--format", "json").document["as_of"] == "2026-05-20"
        assert run(capsys, "deadline", "today", "1").out == "2026-05-21\n"

    def test_the_clock_is_that_of_london(self, monkeypatch: pytest.MonkeyPatch) -> None:
        class Clock(dt.datetime):
            @classmethod
            def now(cls, tz: dt.tzinfo | None = None) -> Clock:
                return cls(2026, 7, 3, 23, 30, tzinfo=dt.UTC).astimezone(tz)

        monkeypatch.setattr(inputs, "datetime", Clock)
        assert inputs.today() == dt.date(2026, 7, 4)


class TestDuties:
    """How a duty stands, in words that count days rightly."""

    @pytest.mark.parametrize(
        ("day", "words"),
        [
            ("2026-05-12", "due in 7 days · Tell the victim of the arrest · police · due Tue 19 May"),
            ("2026-05-18", "due tomorrow · Tell the victim of the arrest · police · due Tue 19 May"),
            ("2026-05-19", "due today · Tell the victim of the arrest · police · due Tue 19 May"),
            ("2026-05-20", "OVERDUE 1 day · Tell the victim of the arrest · police · was due Tue 19 May"),
            ("2027-05-21", "OVERDUE 367 days · Tell the victim of the arrest · police · was due Tue 19 May 2026"),
        ],
    )
    def test_days_are_calendar_days_and_are_said_to_be(
        self, day: str, words: str, tmp_path: Path, capsys: Capture
    ) -> None:
        lines = run(capsys, "assess", write(tmp_path, case_with(ARREST)), "--as-of", day).out.splitlines()
        assert f"  {words}" in lines
        assert ("  Days are calendar days." in lines) is (day != "2026-05-19")

    def test_what_was_done_late_says_by_how_much_and_stands_before_what_was_in_time(
        self, tmp_path: Path, capsys: Capture
    ) -> None:
        told = {"id": "e2", "type": "victim_informed", "at": "2026-05-21", "about": ["e1"]}
        reported = {"id": "e0", "type": "crime_reported", "at": "2026-05-11"}
        given_ = {"id": "e3", "type": "written_confirmation_sent", "at": "2026-05-11"}
        out = run(
            capsys, "assess", write(tmp_path, case_with(reported, ARREST, told, given_)), "--as-of", "2026-05-22"
        ).out
        done = out.partition("Done by a date\n")[2].splitlines()
        assert done[0].startswith("  done 2 days late · Tell the victim of the arrest")
        assert done[1].startswith("  done in time ")

    def test_those_with_a_date_stand_before_those_without(self, capsys: Capture) -> None:
        out = run(capsys, "assess", EXAMPLES / "robbery-to-conviction.json", "--as-of", "2026-02-10").out
        headings = [line.strip() for line in out.splitlines() if re.match(r"  [A-Z][^·]*$", line)]
        assert headings == [
            "Enhanced Rights of V1  no",
            "Done by a date",
            "The victim's own time limit",
            "To do, no date is set",
            "Undetermined, no date is known",
            "Done, no date was set",
        ]

    def test_before_another_event_it_says_which(self, tmp_path: Path, capsys: Capture) -> None:
        taken = {"id": "e2", "type": "vps_taken", "at": "2026-05-13"}
        out = run(capsys, "assess", write(tmp_path, case_with(ARREST, taken)), "--as-of", "2026-05-14").out
        assert 'to do · Offer to update the Victim Personal Statement · police · before "sentence passed"' in out

    def test_a_body_that_holds_the_case_now_is_named_in_full_up_to_a_bound(
        self, tmp_path: Path, capsys: Capture
    ) -> None:
        out = run(capsys, "assess", write(tmp_path, attacked("x" * 300)), *DAY).out
        assert "".join(out.split()).count("x" * 20) < 10
        assert "…)" in out

    def test_several_victims_are_told_apart(self, tmp_path: Path, capsys: Capture) -> None:
        two = case_with(ARREST, victims=[PLAIN, {**PLAIN, "id": "V2"}])
        out = run(capsys, "assess", write(tmp_path, two), *DAY).out
        assert "OVERDUE 1 day · Tell the victim of the arrest · V1 · police" in out
        assert "OVERDUE 1 day · Tell the victim of the arrest · V2 · police" in out
