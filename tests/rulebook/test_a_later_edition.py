"""The edition used unless another is named is derived from the data, in a copy of the package with a later edition."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from shutil import copytree, ignore_patterns

import pytest

import victims_code
from victims_code import load_code
from victims_code.rulebook import code_names, editions_in_force

PACKAGE = Path(victims_code.__file__).parent

#: An arrest under each edition: the later one gives two working days where the 2020 edition gives five.
CASE = {
    "schema": "victims-code/case/1",
    "case": "C1",
    "victims": [
        {
            "id": "V1", "role": "person", "under_18_at_offence": False, "offence_categories": [],
            "persistently_targeted": False, "vulnerable": False, "intimidated": False,
        }
    ],
    "events": [
        {"id": "e1", "type": "suspect_arrested", "at": "2026-05-12"},
        {"id": "e2", "type": "suspect_arrested", "at": "2027-05-11"},
    ],
}  # fmt: skip


def with_later_edition(folder: Path, first_day: str) -> Path:
    """Copy the package, and add to its data an edition like the 2020 one, but for its first day and one limit."""
    package = folder / "victims_code"
    copytree(PACKAGE, package, ignore=ignore_patterns("__pycache__"))
    data = package / "rulebook" / "data"
    copytree(data / "2020", data / "2027")
    code = data / "2027" / "code.toml"
    text = code.read_text(encoding="utf-8").replace('name = "2020"', 'name = "2027"', 1)
    assert "in_force_from = 2021-04-01" in text
    code.write_text(text.replace("in_force_from = 2021-04-01", first_day), encoding="utf-8")
    rules = data / "2027" / "right-06.toml"
    lines = rules.read_text(encoding="utf-8")
    start = lines.index('id = "R6.arrest"')
    changed = lines[start:].replace('standard = "5 working days"', 'standard = "2 working days"', 1)
    rules.write_text(lines[:start] + changed, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def later(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return with_later_edition(tmp_path_factory.mktemp("later"), "in_force_from = 2027-01-01")


@pytest.fixture(scope="module")
def only_laid(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return with_later_edition(tmp_path_factory.mktemp("laid"), "")


def run(folder: Path, *arguments: str, given: str = "") -> str:
    """Run Python on the copy of the package, and return what it wrote."""
    environment: Mapping[str, str] = {**os.environ, "PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(  # noqa: S603 - our own interpreter, on a copy of our own package
        [sys.executable, *arguments],
        input=given,
        capture_output=True,
        text=True,
        check=True,
        env=environment,
        cwd=folder,
    )
    return done.stdout


def test_the_newest_edition_in_force_is_used_unless_another_is_named() -> None:
    assert load_code() is editions_in_force()[-1]
    newest = [name for name in code_names() if name == load_code().name]
    assert [load_code(name) for name in newest] == [load_code()]


def test_with_a_later_edition_in_the_package_it_is_the_one_that_is_loaded(later: Path) -> None:
    asked = "from victims_code import load_code; print(load_code().name, load_code('2020').name)"
    assert run(later, "-c", asked) == "2027 2020\n"


def test_an_edition_that_is_only_laid_is_not(only_laid: Path) -> None:
    asked = "from victims_code import load_code; print(load_code().name, load_code('2027').in_force_from)"
    assert run(only_laid, "-c", asked) == "2020 None\n"


@pytest.mark.parametrize(("arguments", "limit"), [((), "2 working days"), (("--rulebook", "2020"), "5 working days")])
def test_the_command_line_shows_its_rules_unless_another_is_named(
    later: Path, arguments: tuple[str, ...], limit: str
) -> None:
    rows = json.loads(run(later, "-m", "victims_code", "rules", "--right", "6", "--format", "json", *arguments))
    assert next(row["standard"] for row in rows if row["id"] == "R6.arrest") == limit


def test_each_event_falls_under_the_edition_of_its_own_day(later: Path) -> None:
    told = run(
        later, "-m", "victims_code", "assess", "-", "--as-of", "2027-05-12", "--format", "json", given=json.dumps(CASE)
    )
    answer = json.loads(told)
    due = {duty["id"]: (duty["edition"], duty["due_by"]) for duty in answer["obligations"]}
    assert due == {"V1/R6.arrest/e1": ("2020", "2026-05-19"), "V1/R6.arrest/e2": ("2027", "2027-05-13")}
    assert answer["versions"]["code"] == "2020+2027"


def test_what_an_older_case_would_have_been_is_asked_of_the_later_edition(later: Path) -> None:
    asked = (
        "import sys; from datetime import date; from victims_code import assess; "
        "from victims_code.interchange import read_case; "
        "answer = assess(read_case(sys.stdin.read()), as_of=date(2026, 5, 13), whatever_the_date=True); "
        "print(answer['V1/R6.arrest/e1'].due_by)"
    )
    assert run(later, "-c", asked, given=json.dumps(CASE)) == "2026-05-14\n"


def test_the_testing_kit_lays_its_standards_over_it(later: Path) -> None:
    asked = (
        "from hypothesis import find; from victims_code.testing import strategies; "
        "print(find(strategies.layers(), lambda layer: True).code)"
    )
    assert run(later, "-c", asked) == "2027\n"
