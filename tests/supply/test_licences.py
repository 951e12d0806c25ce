"""Which licences are refused to a host, and that what is advertised is what is checked."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from tests.supply.licences import extras, licence, refused


def package(
    name: str, *, expression: str = "UNKNOWN", metadata: str = "UNKNOWN", classifier: str = "UNKNOWN"
) -> dict[str, str]:
    """Return what pip-licenses says of a package."""
    return {
        "Name": name,
        "Version": "1.0",
        "License-Expression": expression,
        "License-Metadata": metadata,
        "License-Classifier": classifier,
    }


@pytest.mark.parametrize(
    "given",
    [
        package("lunardate", metadata="GPL-3.0-or-later"),
        package("PyMeeus", classifier="GNU Lesser General Public License v3 (LGPLv3)"),
        package("served", expression="AGPL-3.0-only"),
        package("old", classifier="GNU Affero General Public License v3"),
        package("contradictory", expression="MIT", classifier="GNU General Public License (GPL)"),
    ],
)
def test_a_package_under_gpl_lgpl_or_agpl_is_refused_wherever_it_says_so(given: dict[str, str]) -> None:
    (fault,) = refused("core", [given], {})
    assert fault.startswith(f"core: {given['Name']} is under ")


@pytest.mark.parametrize("words", ["MIT", "BSD-3-Clause", "Apache-2.0 OR BSD-2-Clause", "MPL-2.0", "PSF-2.0"])
def test_a_package_under_another_licence_is_let_through(words: str) -> None:
    assert list(refused("core", [package("attrs", expression=words)], {})) == []


def test_a_package_that_does_not_say_its_licence_is_refused() -> None:
    (fault,) = refused("core", [package("silent")], {})
    assert fault == "core: silent does not say its licence; find it out, or do without the package"


def test_what_is_named_with_a_reason_is_tolerated_and_only_there() -> None:
    given = [package("PyMeeus", metadata="LGPLv3"), package("lunardate", metadata="GPL-3.0-or-later")]
    (fault,) = refused("workalendar", given, {"pymeeus": "by way of convertdate"})
    assert fault.startswith("workalendar: lunardate is under GPL-3.0-or-later; ")


def test_what_is_tolerated_without_need_is_a_fault() -> None:
    (fault,) = refused("cli", [package("rich", metadata="MIT")], {"rich": "no reason"})
    assert fault == "cli: licences.toml tolerates rich without need; take the line out"


def test_all_that_a_package_says_is_told_once() -> None:
    assert licence(package("rich", metadata="MIT", classifier="MIT License")) == "MIT, MIT License"
    assert licence(package("attrs", expression="MIT", metadata="MIT")) == "MIT"


def test_every_extra_that_a_host_may_install_is_checked() -> None:
    assert extras() == ["cli", "feeds", "ics", "testing", "workalendar"]


def test_only_the_extra_that_asks_for_workalendar_tolerates_anything() -> None:
    tolerated = tomllib.loads((Path(__file__).parent / "licences.toml").read_text(encoding="utf-8"))
    assert set(tolerated) == {"workalendar"}
