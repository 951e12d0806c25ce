"""The pytest plugin: with ``--victims-code-vectors``, each conformance vector is a test of the system of a conftest.py.

pytest loads it wherever the package is installed, so it loads nothing of the package until the option is given.
"""

from __future__ import annotations

import sys
from collections.abc import Generator
from pathlib import Path
from traceback import format_exception
from typing import TYPE_CHECKING, Any, Final

import pytest

if TYPE_CHECKING:
    from victims_code.testing.vectors import Outcome, Vector

#: How the tests are called, before the id of the vector.
_GROUP: Final = "victims-code-vectors"

#: Why the test of a vector is skipped that was put to the system, and got no answer or too little of one.
_NOT_ANSWERED: Final = "vector not answered"

_VECTORS: Final = pytest.StashKey["tuple[Vector, ...]"]()

#: Where the laws are counted; under which name a report says that one had nothing to say, and of how many questions.
_SPEAKING: Final = "victims_code.testing.laws.speaking"
_SILENT: Final = "victims_code_silent"
_MANY: Final = 10

#: Under which name a report says that an answer was accepted, and under which reading.
_ACCEPTED: Final = "victims_code_accepted"


class Hooks:
    """What an integrator writes in ``conftest.py``."""

    @pytest.hookspec(firstresult=True)
    def pytest_victims_code_system(self, config: pytest.Config) -> object:
        """Return the system to test, or a pair ``(system, deadline)``; either may be None, and is not asked then.

        `system` takes a `Question` and returns what it knows of the answer, by the keys of
        ``victims-code/assessment/1``. `deadline` takes a London day and a number of Working Days, and returns a day.
        """


class VectorFailed(AssertionError):
    """The system gave another answer than is expected."""

    def __init__(self, outcome: Outcome) -> None:
        super().__init__(str(outcome))
        self.outcome = outcome


def pytest_addhooks(pluginmanager: pytest.PytestPluginManager) -> None:
    """Say which hook there is."""
    pluginmanager.add_hookspecs(Hooks)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options."""
    group = parser.getgroup("victims-code", "conformance with the Victims' Code")
    what = "run the conformance vectors against the system of pytest_victims_code_system in conftest.py"
    group.addoption("--victims-code-vectors", action="store_true", help=what)
    for name, metavar, what in (
        ("level", "LEVEL", "only the vectors of this level"),
        ("rule", "RULE", "only what is said of obligations of this rule"),
        ("right", "N", "only what is said of obligations of this Right"),
        ("key", "KEY", "compare only this key, such as due_by"),
    ):
        option, help_ = f"--victims-code-{name}", f"{what}; may be given several times"
        kind = int if name == "right" else str
        group.addoption(option, action="append", type=kind, metavar=metavar, help=help_)
    what = "a file of vectors instead of those of the package"
    group.addoption("--victims-code-file", metavar="FILE", help=what)


def pytest_configure(config: pytest.Config) -> None:
    """Load the vectors that are asked for, before any process of pytest-xdist is started.

    :raises pytest.UsageError: when no system is given, or the vectors cannot be loaded.
    """
    if not config.getoption("victims_code_vectors"):
        return
    from victims_code.errors import VictimsCodeError
    from victims_code.testing.vectors import load_vectors

    if not config.hook.pytest_victims_code_system.get_hookimpls():
        msg = "--victims-code-vectors: no system is given; write pytest_victims_code_system in conftest.py"
        raise pytest.UsageError(msg)
    try:
        chosen = {f"{name}s": config.getoption(f"victims_code_{name}") for name in ("level", "rule", "right", "key")}
        vectors = load_vectors(config.getoption("victims_code_file"), **chosen)
    except VictimsCodeError as error:
        raise pytest.UsageError(str(error)) from None
    config.stash[_VECTORS] = vectors


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(session: pytest.Session, config: pytest.Config, items: list[pytest.Item]) -> None:
    """Add a test for each vector, in time for ``-k`` to choose among them.

    :raises pytest.UsageError: when what is given is no system.
    """
    vectors = config.stash.get(_VECTORS, ())
    if not vectors:
        return
    match config.hook.pytest_victims_code_system(config=config):
        case (system, deadline):
            pass
        case system:
            deadline = None
    asked = [each for each in (system, deadline) if each is not None]
    if not asked or not all(map(callable, asked)):
        msg = "pytest_victims_code_system: return a function, or a pair (system, deadline) of which one may be None"
        raise pytest.UsageError(msg)
    group = _Group.from_parent(session, name=_GROUP, nodeid=_GROUP, vectors=vectors, system=system, deadline=deadline)
    report = group.ihook.pytest_make_collect_report(collector=group)
    group.ihook.pytest_collectreport(report=report)  # so that pytest counts them
    items += report.result


class _Group(pytest.Collector):
    """The vectors as tests, all of one parent, so that ``-k victims-code-vectors`` runs them alone."""

    def __init__(self, *, vectors: tuple[Vector, ...], system: Any, deadline: Any, **given: Any) -> None:  # noqa: ANN401 - anything
        super().__init__(**given)
        self._vectors, self._asked = vectors, {"system": system, "deadline": deadline}

    def collect(self) -> list[pytest.Item]:
        return [_VectorItem.from_parent(self, name=each.id, vector=each, **self._asked) for each in self._vectors]


class _VectorItem(pytest.Item):
    """One vector as a test."""

    def __init__(self, *, vector: Vector, system: Any, deadline: Any, **given: Any) -> None:  # noqa: ANN401 - anything
        super().__init__(**given)
        self._vector, self._system, self._deadline = vector, system, deadline

    def runtest(self) -> None:
        from victims_code.testing.vectors.reports import Verdict, choices
        from victims_code.testing.vectors.running import outcome_of

        is_asked, name = (self._system, "system") if self._vector.as_of else (self._deadline, "deadline")
        if is_asked is None:
            pytest.skip(f"pytest_victims_code_system gives no {name}")
        outcome = outcome_of(self._vector, self._system, deadline=self._deadline)
        if outcome.verdict is Verdict.NOT_ANSWERED:
            pytest.skip(f"{_NOT_ANSWERED}: {'; '.join(map(str, outcome.differences))}")
        if outcome.verdict is Verdict.FAILED:
            raise VectorFailed(outcome)
        if outcome.reading is not None:
            # What a test is told to keep travels with its report, from other processes too.
            self.user_properties.append((_ACCEPTED, choices(outcome.reading)))

    def repr_failure(
        self,
        excinfo: pytest.ExceptionInfo[BaseException],
        style: Any = None,  # noqa: ANN401 - pytest's own
    ) -> Any:  # noqa: ANN401 - pytest's own
        error = excinfo.value
        if not isinstance(error, VectorFailed):
            return super().repr_failure(excinfo, style)
        raised = error.outcome.error
        return str(error) if raised is None else f"{error}\n\n{''.join(format_exception(raised))}"

    def reportinfo(self) -> tuple[Path, None, str]:
        return self.path, None, f"vector {self.name}"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, object, object]:
    """Keep with a test which of the laws that it asked of many questions had nothing to say of any."""
    if _SPEAKING in sys.modules:
        sys.modules[_SPEAKING].silent()  # of what ran before
    try:
        return (yield)
    finally:
        if _SPEAKING in sys.modules:
            silent: dict[str, int] = sys.modules[_SPEAKING].silent()
            item.user_properties += [(_SILENT, f"{law}, {n} questions") for law, n in silent.items() if n >= _MANY]


def _summarise_silence(terminalreporter: pytest.TerminalReporter) -> None:
    """Say of each law that had nothing to say in a test, for that test proves nothing by it."""
    for report in terminalreporter.stats.get("passed", ()):
        for name, law in getattr(report, "user_properties", ()):
            if name == _SILENT:
                terminalreporter.ensure_newline()
                terminalreporter.write_line(f"this law had nothing to say in {report.nodeid}: {law}")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Print which laws had nothing to say; how many vectors passed, failed, were accepted, and were not answered."""
    _summarise_silence(terminalreporter)
    if _VECTORS not in config.stash or config.getoption("collectonly"):
        return
    passed, failed, skipped = (
        [each for each in terminalreporter.stats.get(word, ()) if each.nodeid.startswith(f"{_GROUP}::")]
        for word in ("passed", "failed", "skipped")
    )
    unanswered = sum(_NOT_ANSWERED in str(each.longrepr) for each in skipped)
    told = {each.nodeid: dict(each.user_properties).get(_ACCEPTED) for each in passed}
    accepted = {name: reading for name, reading in told.items() if reading is not None}
    counts = f"{len(passed) - len(accepted)} passed, {len(failed)} failed, {len(accepted)} accepted"
    counts += f", {unanswered} not answered"
    terminalreporter.ensure_newline()
    terminalreporter.write_line(f"victims-code vectors: {counts}")
    for name, reading in accepted.items():
        terminalreporter.write_line(f"  accepted under {reading}: {name.removeprefix(f'{_GROUP}::')}")
