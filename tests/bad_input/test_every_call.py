"""Every public callable, each of its parameters given each hostile value in turn: only documented errors come out."""

from __future__ import annotations

import importlib
import io
import warnings
from collections.abc import Iterator
from enum import Enum
from itertools import islice
from pathlib import Path
from types import FunctionType
from typing import Any, Final

import pytest

from tests.bad_input.hostile_values import HOSTILE, Explosion
from tests.bad_input.public_calls import calls
from victims_code import VictimsCodeError


def outcome(name: str, parameter: str, value: str, folder: str) -> str:
    """Return what a call came to: nothing where it is answered or refused as documented, else the error."""
    call, taken = calls(folder)[name]
    given: dict[str, Any] = {**taken, parameter: HOSTILE[value]()}
    if name == "read_answers" and parameter != "file":
        given["file"] = io.BytesIO(b'{"id": "x", "answer": {}}\n')
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            _asked_on(call(**given))
    except (VictimsCodeError, Explosion):
        return ""
    except BaseException as error:  # noqa: BLE001 - whatever it is, it is not documented
        if value == "a generator that raises" and isinstance(error, ZeroDivisionError):
            return ""  # an iterable's own error, like a hostile object's own
        return type(error).__name__
    return ""


def _asked_on(found: object) -> None:
    """Ask what is worked out on demand."""
    if isinstance(found, Iterator):
        list(islice(found, 5))
    for key in ("obligations", "findings", "in_breach", "next_change_at", "document"):
        if hasattr(found, key):
            getattr(found, key)


def faults(name: str, folder: str) -> dict[tuple[str, str], str]:
    """Return what came out of every hostile call that should not have, by the parameter and the value."""
    return {
        (parameter, value): what
        for parameter in calls(folder)[name][1]
        for value in HOSTILE
        if (what := outcome(name, parameter, value, folder))
    }


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> str:
    return str(tmp_path_factory.mktemp("calls"))


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # a hostile path may be one that can be written


#: The names of the calls, which hang on no folder.
NAMES: Final = tuple(calls(""))


@pytest.mark.parametrize("name", NAMES)
def test_a_call_with_arguments_that_it_takes_is_answered(name: str, folder: str) -> None:
    call, taken = calls(folder)[name]
    call(**taken)


@pytest.mark.parametrize("name", NAMES)
def test_whatever_a_parameter_is_given_only_documented_errors_come_out(name: str, folder: str) -> None:
    assert faults(name, folder) == {}


#: What a user is given and does not make, and what has no parameter that could be given anything.
GIVEN: Final = frozenset(
    {
        "Assessment", "Difference", "EnhancedRights", "EveryReading", "Finding", "Layer", "Obligation", "Preview",
        "Problem", "Receipt", "Rule", "Rulebook", "Tally", "Verification", "Versions", "WorkingDays",
        "england_and_wales", "schema_names", "Moved", "Basis", "Closure", "Prompt", "PromptChange", "SafeContact",
        "default_policy", "ColumnMap", "Unmapped", "Unanswered", "Accepted", "Outcome", "Report", "Vector",
    }
)  # fmt: skip


def test_every_public_callable_is_in_the_table() -> None:
    packages = ("", ".interchange", ".receipts", ".prompts", ".feeds", ".testing", ".testing.vectors")
    missing = []
    for package in packages:
        module = importlib.import_module(f"victims_code{package}")
        for name in module.__all__:
            found = getattr(module, name)
            is_type = isinstance(found, type) and not issubclass(found, Exception | Enum)
            if (is_type or isinstance(found, FunctionType)) and name not in {*NAMES, *GIVEN}:
                missing.append(name)
    assert missing == []
