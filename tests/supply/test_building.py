"""What a wheel may hold, told by the files of the sdist that it was built from."""

from __future__ import annotations

from tests.supply.building import METADATA, NEEDED, wheel_faults
from tests.supply.materials import with_version

IN_SDIST = {"PKG-INFO", "Makefile", "tests/test_a.py", "victims_code/a.py", "examples/cases/a.json", *NEEDED}
RIGHT = {"victims_code/a.py", "victims_code/example_cases/a.json", *NEEDED} | {
    f"victims_code-1.dist-info/{name}" for name in METADATA
}


def test_a_wheel_of_the_package_its_data_and_the_example_cases_is_right() -> None:
    assert wheel_faults(RIGHT, IN_SDIST) == []


def test_what_is_no_part_of_the_package_is_named() -> None:
    assert wheel_faults(RIGHT | {"tests/test_a.py", ".ci/run", "victims_code/left_over.py"}, IN_SDIST) == [
        "the wheel holds .ci/run, which is no part of the package",
        "the wheel holds tests/test_a.py, which is no part of the package",
        "the wheel holds victims_code/left_over.py, which is no part of the package",
    ]


def test_what_is_missing_is_named() -> None:
    without = RIGHT - {"victims_code/py.typed", "victims_code/a.py", "victims_code-1.dist-info/licenses/NOTICE"}
    assert wheel_faults(without, IN_SDIST - {"victims_code/py.typed"}) == [
        "the wheel lacks licenses/NOTICE",
        "the wheel lacks victims_code/a.py",
        "the wheel lacks victims_code/py.typed",
    ]


def test_the_bill_of_materials_states_a_version() -> None:
    assert with_version('name = "a"\ndynamic = ["version"]\n', "1.2") == 'name = "a"\nversion = "1.2"\n'
