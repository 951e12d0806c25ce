"""What many tests share: the folder of facts beside the checkout, and how properties are searched."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import is_hypothesis_test, settings

# Deadlines would time the machine, not the library. In CI the same examples are tried each time, so that a failure
# belongs to the change that made it.
settings.register_profile("developer", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "developer")


#: What asks the engine very much is slow while branches are counted, and the other tests reach every branch.
#: So it is with the tests that search.
_UNCOUNTED = ("proof", "second_opinion", "testing", "vectors", "mutation", "fuzzing/test_large")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave the tests that need not be counted out of the coverage of branches."""
    here = Path(__file__).parent
    for item in items:
        is_enumerated = item.path.is_relative_to(here) and item.path.relative_to(here).as_posix().startswith(_UNCOUNTED)
        if is_enumerated or is_hypothesis_test(getattr(item, "obj", None)):
            item.add_marker("no_cover")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The facts that the rulebook is checked against: a folder `shared` beside the checkout, not part of it."""
    folder = Path(__file__).resolve().parents[2] / "shared"
    if not (folder / "code").is_dir():
        pytest.skip("the folder of facts, ../shared, is not beside this checkout")
    return folder
