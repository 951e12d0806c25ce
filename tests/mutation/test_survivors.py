"""Each surviving mutant that is argued is still a line of the library, with an argument that says something."""

from __future__ import annotations

import ast

import pytest

from tests.mutation.mutants import ROOT, files
from tests.mutation.survivors import argued

Named = tuple[str, str, str, str]
ARGUED = sorted(argued())


def functions(file: str) -> dict[str, ast.AST]:
    """Return the functions and classes of a file by dotted name, and the whole file by none."""
    tree = ast.parse((ROOT / file).read_text("utf-8"))
    found: dict[str, ast.AST] = {"": tree}
    waiting: list[tuple[str, ast.AST]] = [("", tree)]
    while waiting:
        outer, node = waiting.pop()
        for each in ast.iter_child_nodes(node):
            if isinstance(each, ast.FunctionDef | ast.ClassDef):
                name = f"{outer}.{each.name}".removeprefix(".")
                found[name] = each
                waiting.append((name, each))
    return found


def lines(file: str, function: str) -> str:
    """Return the text of a function, with one space for each run of them: decorators first."""
    node = functions(file)[function]
    whole = (ROOT / file).read_text("utf-8").splitlines()
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        first = min([node.lineno, *(each.lineno for each in node.decorator_list)])
        whole = whole[first - 1 : node.end_lineno]
    return " ".join(" ".join(whole).split())


@pytest.mark.parametrize("named", ARGUED, ids=lambda named: f"{named[0]}: {named[3]}")
def test_it_is_still_in_the_library(named: Named) -> None:
    file, function, before, after = named
    assert file in files()
    assert function in functions(file)
    assert before in lines(file, function)
    assert after != before


def test_every_survivor_has_an_argument_of_its_own_words() -> None:
    for named, argument in argued().items():
        assert len(argument.split()) >= 5, named


def test_the_rooms_have_files() -> None:
    assert len(files()) > 40
