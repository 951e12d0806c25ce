"""The pytest plugin: each vector is a test of an integrator's system, and without the option nothing is loaded."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.running import ROOT
from tests.testing.vector_files import ARREST, CALENDAR, LATE, SATURDAY, SATURDAY_ARREST, vectors_file, write_vectors
from victims_code.testing import pytest_plugin
from victims_code.testing.vectors import loading

pytest_plugins = ["pytester"]

#: An integrator's system that is this library under the other reading of D7, and a calendar that is a day late.
OTHER = """
    import datetime as dt
    from attrs import evolve
    from victims_code.testing import reference

    READING = {"weekend_start": "next_working_day_is_day_0"}

    def system(question):
        return reference(evolve(question, readings=READING))

    def pytest_victims_code_system():
        return system, lambda day, number: dt.date(2026, 5, 12)
"""

OURS = """
    from victims_code.testing import reference

    def pytest_victims_code_system():
        return reference
"""


@pytest.fixture(autouse=True)
def _alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Load no plugin but those that a run names, whether or not the package is installed with its entry point."""
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")


@pytest.fixture
def arrests(tmp_path: Path) -> str:
    """The option for a file with two arrests, one of which the readings answer in two ways."""
    return f"--victims-code-file={write_vectors(tmp_path, 'deadlines', ARREST, SATURDAY_ARREST)}"


def run(pytester: pytest.Pytester, *arguments: str) -> pytest.RunResult:
    """Run pytest with the plugin, in this process."""
    return pytester.runpytest_inprocess(*arguments, plugins=[pytest_plugin])


class TestVectors:
    """With the option, each vector is a test."""

    def test_each_vector_is_a_test_with_its_id(self, pytester: pytest.Pytester, arrests: str) -> None:
        pytester.makeconftest(OURS)
        result = run(pytester, "--victims-code-vectors", arrests, "-v")
        result.stdout.fnmatch_lines(
            [
                f"victims-code-vectors::{ARREST['id']} PASSED*",
                f"victims-code-vectors::{SATURDAY_ARREST['id']} PASSED*",
                "victims-code vectors: 2 passed, 0 failed, 0 accepted, 0 not answered",
            ]
        )
        assert result.ret == 0

    def test_one_that_is_accepted_passes_and_is_listed_with_its_reading(
        self, pytester: pytest.Pytester, arrests: str
    ) -> None:
        pytester.makeconftest(OTHER)
        result = run(pytester, "--victims-code-vectors", arrests)
        result.stdout.fnmatch_lines(
            [
                "victims-code vectors: 1 passed, 0 failed, 1 accepted, 0 not answered",
                f"  accepted under weekend_start=next_working_day_is_day_0: {SATURDAY_ARREST['id']}",
            ]
        )
        result.assert_outcomes(passed=2)
        assert result.ret == 0

    def test_one_that_fails_says_what_differs_and_why(self, pytester: pytest.Pytester, tmp_path: Path) -> None:
        pytester.makeconftest(OTHER)
        path = write_vectors(tmp_path, "calendar", CALENDAR, SATURDAY)
        result = run(pytester, "--victims-code-vectors", f"--victims-code-file={path}")
        result.stdout.fnmatch_lines(
            [
                f"{CALENDAR['id']}: failed",
                '  due_by: expected "2026-05-11", came "2026-05-12"',
                f"  argument   {CALENDAR['argument']}",
                "  authority  K1",
                f"{SATURDAY['id']}: failed",
                "victims-code vectors: 0 passed, 2 failed, 0 accepted, 0 not answered",
            ]
        )
        assert "Traceback" not in result.stdout.str()
        assert result.ret == 1

    def test_one_on_which_the_system_raises_shows_where(self, pytester: pytest.Pytester, arrests: str) -> None:
        pytester.makeconftest(
            """
            def look_up(question):
                return {}["no such rule"]

            def pytest_victims_code_system(config):
                return look_up
            """
        )
        result = run(pytester, "--victims-code-vectors", arrests)
        result.stdout.fnmatch_lines(
            [
                "  raised KeyError: 'no such rule'",
                "Traceback (most recent call last):",
                "*in look_up",
                "KeyError: 'no such rule'",
                "victims-code vectors: 0 passed, 2 failed, 0 accepted, 0 not answered",
            ]
        )
        assert result.ret == 1

    @pytest.mark.parametrize(
        ("given", "told"),
        [
            ("reference", "*pytest_victims_code_system gives no deadline*"),
            ("None, lambda day, number: dt.date(2026, 5, 11)", "*pytest_victims_code_system gives no system*"),
        ],
    )
    def test_what_the_system_is_not_meant_for_is_skipped_with_the_reason(
        self, pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, given: str, told: str
    ) -> None:
        texts = {"calendar.json": vectors_file("calendar", CALENDAR), "history.json": vectors_file("history", LATE)}
        monkeypatch.setattr(loading, "packaged_text", lambda *path: json.dumps(texts[path[-1]]))
        pytester.makeconftest(
            f"""
            import datetime as dt
            from victims_code.testing import reference

            def pytest_victims_code_system():
                return {given}
            """
        )
        levels = ("--victims-code-level=calendar", "--victims-code-level=history")
        result = run(pytester, "--victims-code-vectors", *levels, "-rs")
        result.assert_outcomes(passed=1, skipped=1)
        result.stdout.fnmatch_lines([told])
        result.stdout.fnmatch_lines(["victims-code vectors: 1 passed, 0 failed, 0 accepted, 0 not answered"])

    def test_a_system_that_answers_in_part_is_asked_in_part(self, pytester: pytest.Pytester, arrests: str) -> None:
        told = {"obligations": [{"id": "V1/R6.arrest/e1", "due_by": "2026-06-12"}]}
        pytester.makeconftest(f"def pytest_victims_code_system():\n    return lambda question: {told}")
        for chosen, counts in (
            (("--victims-code-right=6", "--victims-code-key=due_by"), "1 passed, 1 failed, 0 accepted, 0 not answered"),
            (("--victims-code-rule=R6.arrest", "--victims-code-key=enhanced"), "0 passed, 0 failed, * 1 not answered"),
        ):
            result = run(pytester, "--victims-code-vectors", arrests, *chosen, "-rs")
            result.stdout.fnmatch_lines([f"victims-code vectors: {counts}"])
        result.stdout.fnmatch_lines(["*not answered: V1/R6.arrest/e1: says nothing of enhanced; expected false*"])

    def test_they_run_beside_other_tests_and_can_be_chosen_by_name(
        self, pytester: pytest.Pytester, arrests: str
    ) -> None:
        pytester.makeconftest(OURS)
        pytester.makepyfile("def test_other(): pass")
        for expression, passed in (("", 3), ("victims-code-vectors", 2), ("good-friday", 1), ("test_other", 1)):
            run(pytester, "--victims-code-vectors", arrests, "-k", expression).assert_outcomes(
                passed=passed, deselected=3 - passed
            )

    def test_they_are_listed_without_being_run(self, pytester: pytest.Pytester, arrests: str) -> None:
        pytester.makeconftest(OURS)
        result = run(pytester, "--victims-code-vectors", arrests, "--collect-only", "-q")
        result.stdout.fnmatch_lines([f"victims-code-vectors::{ARREST['id']}", "2 tests collected*"])

    def test_they_run_in_many_processes(self, pytester: pytest.Pytester, arrests: str) -> None:
        pytester.makeconftest(OTHER)
        plugins = ("-p", "xdist", "-p", pytest_plugin.__name__)
        result = pytester.runpytest_subprocess(*plugins, "-n", "2", "--victims-code-vectors", arrests)
        result.stdout.fnmatch_lines(
            [
                "victims-code vectors: 1 passed, 0 failed, 1 accepted, 0 not answered",
                f"  accepted under weekend_start=next_working_day_is_day_0: {SATURDAY_ARREST['id']}",
            ]
        )
        result.assert_outcomes(passed=2)

    def test_another_fault_is_shown_as_pytest_shows_it(self, pytester: pytest.Pytester, arrests: str) -> None:
        nosy = """
    import pytest

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_call(item):
        raise LookupError("nosy")
        yield
        """
        pytester.makeconftest(OURS + nosy)
        result = run(pytester, "--victims-code-vectors", arrests)
        result.stdout.fnmatch_lines(
            ["*LookupError: nosy*", "victims-code vectors: 0 passed, 2 failed, 0 accepted, 0 not answered"]
        )


class TestUsage:
    """What is wrong with the call is told before anything runs, with pytest's own exit code for that."""

    @pytest.mark.parametrize(
        ("conftest", "arguments", "told"),
        [
            (
                "",
                (),
                "ERROR: --victims-code-vectors: no system is given; write pytest_victims_code_system in conftest.py",
            ),
            (
                OURS,
                ("--victims-code-level=deadline",),
                "ERROR: levels: unknown level 'deadline'; did you mean 'deadlines'?",
            ),
            (OURS, ("--victims-code-file=missing.json",), "ERROR: missing.json: cannot be read: *"),
            (
                "def pytest_victims_code_system(): return 7",
                None,
                "ERROR: pytest_victims_code_system: return a function, *",
            ),
            (
                "def pytest_victims_code_system(): return ()",
                None,
                "ERROR: pytest_victims_code_system: return a function, *",
            ),
            (
                "def pytest_victims_code_system(): return None",
                None,
                "ERROR: pytest_victims_code_system: return a function, *",
            ),
            (
                "def pytest_victims_code_system(): return None, None",
                None,
                "ERROR: pytest_victims_code_system: return *",
            ),
        ],
    )
    def test_it_is_one_line(
        self, pytester: pytest.Pytester, arrests: str, conftest: str, arguments: tuple[str, ...] | None, told: str
    ) -> None:
        pytester.makeconftest(conftest)
        result = run(pytester, "--victims-code-vectors", *((arrests,) if arguments is None else arguments))
        result.stderr.fnmatch_lines([told])
        assert result.ret == pytest.ExitCode.USAGE_ERROR


class TestCost:
    """Without the option the plugin costs next to nothing: pytest loads it on each start."""

    def test_no_vector_is_collected_and_nothing_is_printed(self, pytester: pytest.Pytester) -> None:
        pytester.makeconftest(OURS)
        pytester.makepyfile("def test_other(): pass")
        result = run(pytester)
        result.assert_outcomes(passed=1)
        assert "victims-code" not in result.stdout.str()

    def test_nothing_of_the_package_is_loaded(self, tmp_path: Path) -> None:
        code = (
            "import sys, pytest; from victims_code.testing import pytest_plugin; "
            "pytest.main(['--collect-only'], plugins=[pytest_plugin]); "
            "print(*sorted(name for name in sys.modules if name.startswith(('victims_code', 'attr', 'hypothesis'))))"
        )
        done = subprocess.run(  # noqa: S603 - this interpreter
            [sys.executable, "-c", code],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            check=True,
            text=True,
        )
        assert done.stdout.splitlines()[-1].split() == [
            "victims_code",
            "victims_code._version",
            "victims_code.doors",
            "victims_code.testing",
            "victims_code.testing.pytest_plugin",
        ]
