"""How properties are searched, the tables of facts, and the real messages, which are an extra."""

from __future__ import annotations

import sys
from collections.abc import Generator
from functools import cache
from pathlib import Path

import pytest
from hypothesis import is_hypothesis_test, settings

_HERE = Path(__file__).resolve().parent

# Deadlines would time the machine, not the library. Each run asks the same questions, so that a failure belongs to the
# change that made it, and needs no folder to write to. `make search` asks others each time.
settings.register_profile("same", deadline=None, derandomize=True, database=None, print_blob=True)
settings.register_profile("search", settings.get_profile("same"), derandomize=False)
settings.load_profile("same")

#: Messages that the justice system's own software is tested with: not part of the project, and read where they are.
_REAL_MESSAGES = _HERE.parents[1] / "shared" / "feeds"
_REAL = "real messages"
collect_ignore = [] if _REAL_MESSAGES.is_dir() else ["feeds/test_real_messages.py"]

#: What asks the engine very much is slow while branches are counted, and the other tests reach every branch.
#: So it is with the tests that search.
_UNCOUNTED = (
    "proof",
    "second_opinion",
    "testing",
    "vectors",
    "mutation",
    "fuzzing/test_large",
    "fuzzing/test_limits",
    "receipts/test_rules",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Deal what is slow first, leave it out of the coverage of branches, and mark the tests of a file that searches."""
    items.sort(key=lambda item: not _is_slow(item.path))
    for item in items:
        if _is_slow(item.path) or is_hypothesis_test(getattr(item, "obj", None)):
            item.add_marker("no_cover")
        if _searches(item.path):
            item.add_marker("searched")


@pytest.hookimpl(wrapper=True, trylast=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, object, object]:
    """Trace nothing where nothing is counted: in a process of pytest-xdist, pytest-cov pauses one tracer of two."""
    if item.get_closest_marker("no_cover") is None:
        return (yield)
    trace = sys.gettrace()
    sys.settrace(None)
    try:
        return (yield)
    finally:
        sys.settrace(trace)


@cache
def _is_slow(path: Path) -> bool:
    return path.is_relative_to(_HERE) and path.relative_to(_HERE).as_posix().startswith(_UNCOUNTED)


@cache
def _searches(path: Path) -> bool:
    return path.is_relative_to(_HERE) and "hypothesis" in path.read_text(encoding="utf-8")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say how many real messages were read."""
    passed = terminalreporter.stats.get("passed", ())
    read = sum(number for report in passed for name, number in report.user_properties if name == _REAL)
    if read or not _REAL_MESSAGES.is_dir():
        terminalreporter.write_line(f"real messages: {read} read" if read else "real messages: none at hand")


@pytest.fixture(scope="session")
def real_messages() -> Path:
    """The folder of real messages, for the tests that are collected where it is there."""
    return _REAL_MESSAGES


@pytest.fixture(scope="session")
def facts_folder() -> Path:
    """The tables of facts that the rulebook is checked against."""
    return _HERE / "facts"
