"""Which test runs which line: measured once, with every kept answer forgotten between the tests."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import coverage
import pytest
from attrs import define, field

from tests.mutation.mutants import ROOT
from tests.mutation.trying import DATA, Live

#: For each file, the tests that run each of its lines; "" is the loading of the library and of the tests.
Reached = Mapping[str, Mapping[int, set[str]]]


@define(eq=False)
class Reaching:
    """A pytest plugin that names the test in hand to the measurement of coverage."""

    measured: coverage.Coverage
    _live: Live | None = field(init=False, default=None)
    _path: Path | None = field(init=False, default=None)

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_setup(self, item: pytest.Item) -> None:
        """Forget what the last test left: the data of the Code, which are slow to read, once for each file."""
        self._live = self._live or Live.find()
        self._live.forget(DATA if item.path == self._path else ())
        self._path = item.path
        self.measured.switch_context(item.nodeid)

    def pytest_runtest_teardown(self) -> None:
        """Leave the test."""
        self.measured.switch_context("")


def measure(data_file: Path, arguments: list[str]) -> None:
    """Run the tests, and keep which of them runs each line of the library."""
    measured = coverage.Coverage(data_file=str(data_file), config_file=False, source=[str(ROOT / "victims_code")])
    with measured.collect():
        pytest.main(arguments, plugins=[Reaching(measured)])
    measured.save()


def read_reached(data_file: Path) -> Reached:
    """Read what was measured."""
    data = coverage.CoverageData(str(data_file))
    data.read()
    return {
        str(Path(file).relative_to(ROOT)): {line: set(names) for line, names in data.contexts_by_lineno(file).items()}
        for file in data.measured_files()
    }
