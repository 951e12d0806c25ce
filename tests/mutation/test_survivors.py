"""Each argument for surviving mutants is about code that is there, and argues no more than it says."""

from __future__ import annotations

import ast

import pytest
from attrs import evolve

from tests.mutation.mutants import ROOT, Mutant, files, names
from tests.mutation.survivors import Kind, kinds, place_of, unargued

KINDS = kinds()
#: The lines of the rooms by place.
LINES: dict[str, list[str]] = {}
for _file in files():
    _text = (ROOT / _file).read_text("utf-8")
    _named = names(ast.parse(_text))
    for _number, _line in enumerate(_text.splitlines(), start=1):
        LINES.setdefault(place_of(_file, _named.get(_number, "")), []).append(_line.strip())


def survivor(function: str = "service_for", before: str = "break") -> Mutant:
    """Make a mutant that survived in the file that pairs services with duties."""
    file, operator = "victims_code/assessment/pairing.py", "ReplaceBreakWithContinue"
    return Mutant(file, function, operator, 1, 0, 5, "continue", before, "continue")


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: f"{kind.place or kind.construct} {kind.operator}")
def test_what_it_argues_is_in_the_library_and_has_a_reason(kind: Kind) -> None:
    lines = "\n".join(" ".join(where) for place, where in LINES.items() if kind.place in (None, place))
    # A decorator and what it adorns are one line of a mutant.
    sample = Mutant("victims_code/", "", "", 0, 0, 0, "", lines, "")
    assert lines
    assert Kind(kind.why, "", kind.construct.replace("^", "")).holds(sample)
    assert len(kind.why.split()) >= 8
    assert (kind.place is None) == (kind.most == 0)


def test_a_place_argues_as_many_survivors_as_it_says_and_no_more() -> None:
    assert unargued([survivor()]) == []
    assert unargued([survivor(), survivor()]) == [survivor()]


def test_a_survivor_of_another_place_operator_or_construct_is_open() -> None:
    assert unargued([survivor("meets")]) == [survivor("meets")]
    counted = evolve(
        survivor("", before="_EVER = 1"), file="victims_code/assessment/rows.py", operator="NumberReplacer"
    )
    assert unargued([counted]) == [counted]


def test_the_rooms_have_files() -> None:
    assert len(files()) > 40
