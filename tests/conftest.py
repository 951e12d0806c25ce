"""How properties are searched, the tables of facts, and the real messages, which are an extra."""

from __future__ import annotations

import sys
from collections.abc import Generator
from functools import cache
from pathlib import Path

import pytest
from hypothesis import settings

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

#: The tests that show that the core has no untested branch. Only they are traced, for tracing doubles their time; and
#: they come first in each process, for what another test has left in a cache is not run again.
_COUNTED = (
    "tests/assessment", "tests/bad_input/test_ca", "tests/calendars", "tests/findings", "tests/fuzzing/test_bounds",
    "tests/golden", "tests/inputs", "tests/nouns", "tests/rulebook", "tests/values", "tests/vectors/test_vectors",
    "victims_code",
)  # fmt: skip

#: What takes long is dealt before the rest, so that no process is left with it at the end; `make quick` leaves it out.
_SLOW = (
    "tests/bad_input/test_every", "tests/cli/test_many", "tests/fuzzing/test_l", "tests/interchange/test_many",
    "tests/interchange/test_other", "tests/interchange/test_same", "tests/laws", "tests/proof/test_conditions",
    "tests/proof/test_duty", "tests/proof/test_mutants", "tests/receipts/test_f", "tests/receipts/test_re",
    "tests/receipts/test_ru", "tests/rulebook/test_a_later", "tests/rulebook/test_keeping", "tests/second_opinion",
    "tests/testing/test_naive",
)  # fmt: skip


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Deal what is counted first, then what is slow; trace only what is counted, and mark what searches."""
    items.sort(key=lambda item: (not _is_of(item.path, _COUNTED), not _is_of(item.path, _SLOW)))
    for item in items:
        if _is_of(item.path, _SLOW):
            item.add_marker("slow")
        if not _is_of(item.path, _COUNTED):
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
def _is_of(path: Path, names: tuple[str, ...]) -> bool:
    return path.relative_to(_HERE.parent).as_posix().startswith(names)


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
