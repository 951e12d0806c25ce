"""What is said of the answer of pip-audit: a vulnerability fails, and what was not checked is not called safe."""

from __future__ import annotations

import json

from tests.supply.vulnerabilities import judged

SAFE = {"name": "attrs", "version": "26.1.0", "vulns": []}
FAULTY = {"name": "old", "version": "1.0", "vulns": [{"id": "PYSEC-2026-1", "fix_versions": ["1.1", "2.0"]}]}
UNMENDED = {"name": "older", "version": "0.1", "vulns": [{"id": "PYSEC-2026-2", "fix_versions": []}]}
OURS = {"name": "victims-code", "skip_reason": "not found"}
UNKNOWN = {"name": "private", "skip_reason": "not found"}


def answer(*packages: object) -> str:
    return json.dumps({"dependencies": packages, "fixes": []})


def test_packages_without_a_known_vulnerability_pass() -> None:
    assert judged(answer(SAFE, OURS), "") == (False, ["1 packages checked, 0 known vulnerabilities"])


def test_a_known_vulnerability_fails_and_is_named_with_its_mend() -> None:
    assert judged(answer(SAFE, FAULTY, UNMENDED), "Found 2 known vulnerabilities") == (
        True,
        [
            "3 packages checked, 2 known vulnerabilities",
            "old 1.0: PYSEC-2026-1, mended in 1.1, 2.0",
            "older 0.1: PYSEC-2026-2, mended in no version",
        ],
    )


def test_a_package_that_was_passed_over_is_named() -> None:
    is_failed, lines = judged(answer(SAFE, UNKNOWN, OURS), "")
    assert not is_failed
    assert lines[-1] == "not known to the service, so not checked: private"


def test_an_index_without_advisories_is_not_called_safe() -> None:
    """pip-audit itself then says that no vulnerability is known, and exits with 0."""
    is_failed, (line,) = judged(answer(UNKNOWN, OURS), "No known vulnerabilities found")
    assert not is_failed
    assert line.startswith("NOT CHECKED: ")


def test_a_service_that_cannot_be_reached_is_said_in_one_line() -> None:
    errors = "Traceback (most recent call last):\n  ...\nrequests.exceptions.ConnectionError: no such host"
    assert judged("", errors) == (False, ["NOT CHECKED: the advisory service cannot be reached from here"])


def test_a_tool_that_failed_by_itself_is_a_failure() -> None:
    assert judged("", "usage: pip-audit\nerror: unrecognized arguments") == (
        True,
        ["pip-audit failed; the last that it said: error: unrecognized arguments"],
    )
    assert judged("", "") == (True, ["pip-audit failed; the last that it said: nothing"])
