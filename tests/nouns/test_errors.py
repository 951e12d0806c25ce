"""Errors say what, where and how to mend it; the façade opens its rooms when asked."""

from __future__ import annotations

import subprocess
import sys

import pytest

import victims_code
from victims_code.errors import InvalidRulebook, Problem, VictimsCodeError, nearest, read_table, read_text
from victims_code.packaged import packaged_text


def test_a_problem_reads_as_place_fault_and_mend() -> None:
    assert (
        str(Problem("at", "no such date", "write it anew", "c.json:3")) == "c.json:3: at: no such date; write it anew"
    )
    assert str(Problem("", "empty")) == "empty"


def test_the_nearest_word_is_offered_or_the_choice_or_their_number() -> None:
    assert nearest("polce", ["police", "CPS"]) == "did you mean 'police'?"
    assert nearest("zzz", ["b", "a"]) == "use one of a, b"
    assert nearest("zzz", [f"word{n}" for n in range(40)]) == "it is none of the 40 known ones"


def test_a_table_is_read_key_by_key_and_a_nested_fault_is_kept_whole() -> None:
    def nested(_: object) -> object:
        raise InvalidRulebook([Problem("inner", "wrong")])

    with pytest.raises(InvalidRulebook, match="inner: wrong"):
        read_table({"a": 1}, {"a": nested}, needed=(), place="t")
    assert read_table({}, {"a": read_text}, needed=(), place="t") == {}


def test_every_public_name_opens_its_room_and_another_is_refused() -> None:
    assert set(dir(victims_code)) == set(victims_code.__all__)
    assert all(getattr(victims_code, name) is not None for name in victims_code.__all__)
    with pytest.raises(AttributeError, match="no attribute 'asses'"):
        _ = victims_code.asses  # type: ignore[attr-defined] # what is tested


def test_importing_the_package_loads_nothing_heavy_and_a_case_no_engine() -> None:
    heavy = ("workalendar", "cattrs", "numpy", "hypothesis", "dateutil", "tomllib")
    code = (
        f"import sys, victims_code; print([m for m in {heavy!r} if m in sys.modules]);"
        "from victims_code import Case, Event, Victim, assess;"
        "print([m for m in ('workalendar', 'cattrs', 'numpy', 'hypothesis') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603 - our own interpreter and words
    assert done.stdout.split("\n")[:2] == ["[]", "[]"]


def test_a_data_file_that_is_missing_is_told() -> None:
    with pytest.raises(VictimsCodeError, match=r"the package has no file rulebook/none\.toml"):
        packaged_text("rulebook", "none.toml")
