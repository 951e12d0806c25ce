"""The command ``test``: the laws and the vectors put to a function, a command or a web address."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest

from tests.cli.running import ROOT, Ran, run
from victims_code.testing import Answer, Question, examining, laws, reference
from victims_code.testing.vectors import export_vectors

Capture = pytest.CaptureFixture[str]

HERE = "tests.cli.test_testing"
OURS = "victims_code.testing:reference"
QUICK = ("--seed", "1", "--examples", "10")


def forgetful(question: Question) -> Answer:
    """Answer like a system in which nothing is ever late."""
    told = reference(question)["obligations"]
    return {"obligations": [{**duty, "status": duty["status"].replace("overdue", "pending")} for duty in told]}


def silent(_: Question) -> None:
    """Know no question."""


def refused(ran: Ran) -> str:
    """Check that a call was refused as every command refuses, and return what was told."""
    assert (ran.code, ran.out, len(ran.told)) == (2, "", 1)
    return ran.told[0]


def command(folder: Path, code: str) -> tuple[str, str]:
    """Return the arguments for a command that runs Python code for each question, which it holds as `asked`."""
    program = f"import json, sys\nfor line in sys.stdin:\n asked = json.loads(line)\n {code}\n sys.stdout.flush()"
    (folder / "system.py").write_text(program, encoding="utf-8")
    return "--command", f"'{sys.executable}' '{folder / 'system.py'}'"


class TestFunctions:
    """A function in Python, by its name."""

    def test_a_right_system_is_all_right(self, capsys: Capture) -> None:
        ran = run(capsys, "test", OURS, "--level", "layers", *QUICK)
        assert (ran.code, ran.err) == (0, "")
        assert ran.out.startswith("laws (seed 1)\n  the_answer_holds_together                  held (")
        assert ran.out.endswith("\n\nall right\n")

    def test_a_wrong_one_hears_of_the_first_law_that_broke_and_the_first_wrong_vectors(self, capsys: Capture) -> None:
        ran = run(capsys, "test", f"{HERE}:forgetful", "--level", "deadlines", "--key", "status", *QUICK)
        assert ran.code == 1
        assert "\n  agrees_with_reference                      broke\n" in ran.out
        assert "\n\nagrees_with_reference broke:\nDue dates and statuses follow from the facts.\nOf V1/" in ran.out
        assert "\nTo ask again:\nQuestion(\n" in ran.out
        assert "Traceback" not in ran.out + ran.err
        assert ran.out.count(": failed\n") == 3
        assert "vectors more; victims-code test --format json lists all\n\nsomething is wrong\n" in ran.out

    def test_a_part_is_asked_with_the_filters_of_the_vectors(self, capsys: Capture) -> None:
        flags = ("--level", "meeting", "--rule", "R6.arrest", "R6.charge", "--right", "6", "--key", "due_by", *QUICK)
        ran = run(capsys, "test", f"{HERE}:forgetful", *flags)
        assert (ran.code, ran.out.splitlines()[-1]) == (0, "all right")

    def test_one_that_answers_nothing_is_not_all_right(self, capsys: Capture) -> None:
        ran = run(capsys, "test", f"{HERE}:silent", "--level", "layers", *QUICK)
        assert (ran.code, ran.out.splitlines()[-1]) == (1, "nothing was answered")
        assert ran.out.count("had nothing to say (0 of 10 questions)") == len(laws.ALL)

    def test_as_json(self, capsys: Capture) -> None:
        found = run(capsys, "test", f"{HERE}:forgetful", "--level", "deadlines", *QUICK, "--format", "json").document
        assert (found["is_right"], found["seed"], set(found["laws"])) == (False, 1, set(laws.ALL))
        assert found["vectors"]["failed"] == len(found["vectors"]["failures"]) > 3
        assert all((law["standing"] == "broke") is (law["message"] is not None) for law in found["laws"].values())

    def test_the_laws_need_hypothesis_and_the_vectors_alone_do_not(
        self, capsys: Capture, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(examining, "find_spec", lambda _: None)
        told = refused(run(capsys, "test", OURS, "--level", "layers"))
        assert told.endswith("pip install victims-code[testing], or give --no-laws for the vectors alone")
        assert run(capsys, "test", OURS, "--level", "layers", "--no-laws").code == 0

    @pytest.mark.parametrize(
        ("given", "told"),
        [
            ((), "SYSTEM: one system is needed"),
            ((OURS, "--command", "x"), "SYSTEM: one system is needed"),
            (("mine",), "SYSTEM: a Python function, or a web address, is needed"),
            (("no_such_module:f",), "SYSTEM: cannot be loaded: ModuleNotFoundError"),
            ((f"{HERE}:HERE",), "SYSTEM: names no function"),
            ((OURS, "--level", "calendar"), "--level: the calendar is asked of --deadline"),
            ((OURS, "--examples", "0"), "--examples: a number from 1"),
            (("ftp://example.org/",), "SYSTEM: not a web address"),
            (("http://",), "SYSTEM: not a web address"),
            (("--command", "'"), "--command: no command"),
            (("--command", "no-such-program"), "--command: cannot be started: No such file"),
            (("--command", "x", "--deadline", OURS), "--deadline: belongs to a Python function"),
        ],
    )
    def test_a_wrong_call_is_refused(self, capsys: Capture, given: tuple[str, ...], told: str) -> None:
        assert refused(run(capsys, "test", *given)).startswith(told)


class TestCommands:
    """A program that reads a question a line and writes an answer a line."""

    def test_it_is_asked_in_the_words_of_a_vector_and_of_the_calendar_too(
        self, capsys: Capture, tmp_path: Path
    ) -> None:
        known = "set(asked) == {'facts', 'as_of', 'known_at', 'reading', 'layers'}"
        due = "{'due_by': '2026-04-07'} if 'day' in asked['facts'] and " + known
        asked = command(tmp_path, f"print(json.dumps({due} else None))")
        ran = run(capsys, "test", *asked, "--level", "calendar", "layers", "--no-laws")
        rows = {line.split()[0]: line.split()[1:] for line in ran.out.splitlines() if line.startswith("  ")}
        assert rows["layers"][2] == "61"
        assert int(rows["calendar"][0]) > 0
        assert rows["calendar"][2] == "0"

    @pytest.mark.parametrize(
        ("code", "told"),
        [
            ("sys.exit(3)", "it ended (exit code 3) before it had answered"),
            ("__import__('time').sleep(60)", "no answer within 1 seconds"),
            ("print('right')", "its answer cannot be read: column 1: not JSON"),
            ("print(7)", "its answer is no JSON object, and not null"),
        ],
    )
    @pytest.mark.parametrize("first", [True, False], ids=["at once", "later"])
    def test_one_that_dies_is_slow_or_says_nonsense_is_reported(
        self, capsys: Capture, tmp_path: Path, code: str, told: str, first: bool
    ) -> None:
        late = "print('null') if asked['as_of'] and not asked['layers'] else "
        call = (
            "test",
            *command(tmp_path, code if first else late + code),
            "--seconds",
            "1",
            "--level",
            "layers",
            "--no-laws",
        )
        ran = run(capsys, *call)
        if first:
            assert refused(ran).startswith(f"--command: the first question: {told}")
        else:
            assert ran.code == 1
            assert ran.out.count(f"  raised victims_code.testing.systems.SystemFailed: {told}") == 3
            assert "raised victims_code.testing.systems.SystemFailed: not asked" not in ran.out

    @pytest.mark.slow
    @pytest.mark.skipif(shutil.which("node") is None, reason="node, which runs JavaScript, is not installed")
    def test_an_evaluator_in_javascript_passes_calendar_and_deadlines_from_the_export_alone(
        self, capsys: Capture, tmp_path: Path
    ) -> None:
        export_vectors(tmp_path / "out")
        call = f"node '{ROOT / 'examples' / 'other-languages' / 'evaluator.mjs'}' '{tmp_path / 'out'}'"
        ran = run(capsys, "test", "--command", call, "--level", "calendar", "deadlines", *QUICK, "--format", "json")
        counts = {"passed": 1380, "failed": 0, "accepted": 0, "not_answered": 0}
        assert {key: ran.document["vectors"][key] for key in counts} == counts
        assert [name for name, law in ran.document["laws"].items() if law["standing"] == "broke"] == []
        assert ran.code == 0


class _Site(BaseHTTPRequestHandler):
    """A web address that answers as its path says."""

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        code, answer = {
            "/null": (200, b"null"),
            "/reads": (200, b"{}" if set(asked) >= {"facts", "reading"} else b"7"),
            "/moved": (302, b""),
            "/error": (500, b"{}"),
            "/html": (200, b"<html>"),
        }[self.path]
        self.send_response(code)
        self.send_header("Location", "file:///etc/hostname")
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


class TestAddresses:
    """A web address that takes a question by POST."""

    @pytest.fixture
    def site(self) -> Iterator[str]:
        """Serve, and return where."""
        with HTTPServer(("127.0.0.1", 0), _Site) as server:
            Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
            yield f"http://127.0.0.1:{server.server_port}"
            server.shutdown()

    @pytest.mark.parametrize("path", ["/null", "/reads"])
    def test_it_is_asked_by_post(self, capsys: Capture, site: str, path: str) -> None:
        ran = run(capsys, "test", f"{site}{path}", "--level", "layers", "--no-laws")
        assert (ran.code, ran.out.splitlines()[-1]) == (1, "nothing was answered")

    @pytest.mark.parametrize(
        ("path", "told"),
        [
            ("/moved", "it answered with HTTP 302, a redirect: give the address it leads to"),
            ("/error", "it answered with HTTP 500"),
            ("/html", "its answer cannot be read"),
        ],
    )
    def test_what_it_does_wrong_is_reported(self, capsys: Capture, site: str, path: str, told: str) -> None:
        assert refused(run(capsys, "test", f"{site}{path}")).startswith(f"SYSTEM: the first question: {told}")

    def test_one_that_cannot_be_reached_is_reported(self, capsys: Capture) -> None:
        told = refused(run(capsys, "test", "http://127.0.0.1:9/"))
        assert told.startswith("SYSTEM: the first question: it cannot be reached")
