"""The mutants of the rooms that decide: each is the source of one file with one thing changed, as cosmic-ray would."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

from attrs import frozen

ROOT = Path(__file__).parents[2]
#: The rooms, each with the files it is made of.
ROOMS = {
    "calendars": ("victims_code/calendars/*.py",),
    "rulebook": ("victims_code/rulebook/*.py",),
    "assessment": ("victims_code/assessment/*.py",),
    "eligibility": tuple(
        f"victims_code/{name}.py" for name in ("eligibility", "standings", "standing_records", "criteria", "truth")
    ),
}

#: What cosmic-ray puts in place of an operator that we try: its opposite, and for an order its neighbour too. Other
#: replacements are left out: an addition of days made a division fails at its first call, and would flatter the score.
_INSTEAD: defaultdict[str, tuple[str, ...]] = defaultdict(tuple, {
    "Lt": ("LtE", "GtE"), "LtE": ("Lt", "Gt"), "Gt": ("GtE", "LtE"), "GtE": ("Gt", "Lt"),
    "Is": ("IsNot",), "IsNot": ("Is",), "Eq": ("NotEq",), "NotEq": ("Eq",),
    "Add": ("Sub",), "Sub": ("Add",), "Mul": ("Add", "FloorDiv"), "FloorDiv": ("Mul",), "Mod": ("Mul",),
    "BitOr": ("BitAnd",), "BitAnd": ("BitOr",), "LShift": ("RShift",), "RShift": ("LShift",),
    "Delete": ("Not", "USub", "Invert"),
})  # fmt: skip

#: What tells a mutant from every other: its file, and what stands from where to where instead.
Key = tuple[str, int, int, str]
#: A line, counted from 1, and a column, counted from 0.
Position = tuple[int, int]


@frozen
class Mutant:
    """One change to one file: the characters from `start` to `end` become `text`."""

    file: str
    function: str
    operator: str
    line: int
    start: int
    end: int
    text: str
    #: The changed lines, as they were and as they are, each on one line.
    before: str
    after: str

    @property
    def key(self) -> Key:
        return self.file, self.start, self.end, self.text

    @property
    def home(self) -> str:
        """The folder of tests that speaks most directly of its room."""
        return "nouns" if self.room == "eligibility" else self.room

    @property
    def room(self) -> str:
        return next(room for room, patterns in ROOMS.items() if any(Path(self.file).match(each) for each in patterns))

    @property
    def source(self) -> str:
        """The whole file, changed."""
        source = (ROOT / self.file).read_text("utf-8")
        return source[: self.start] + self.text + source[self.end :]


def files() -> list[str]:
    """Return every file of the rooms, from the root of the checkout."""
    return sorted(str(p.relative_to(ROOT)) for patterns in ROOMS.values() for each in patterns for p in ROOT.glob(each))


def mutants_of(file: str) -> Iterator[Mutant]:
    """Walk every mutant of a file, but for those of what does not run."""
    # It has no types, and is needed only where mutants are made.
    cosmic: Any = import_module("cosmic_ray.ast")
    plugins: Any = import_module("cosmic_ray.plugins")
    source = (ROOT / file).read_text("utf-8")
    named, unrun = names(ast.parse(source)), _Unrun(ast.parse(source))
    root = cosmic.get_ast(source)
    nodes = list(cosmic.ast_nodes(root))
    for name in plugins.operator_names():
        if plugins.get_operator(name).arguments():
            continue  # it puts one named variable in place of another
        _, *signs = name.split("_")
        if signs and signs[1] not in _INSTEAD[signs[0]]:
            continue
        operator = plugins.get_operator(name)()
        for node in nodes:
            for index, (place, _) in enumerate(list(operator.mutation_positions(node))):
                if not unrun.holds(name, place):
                    changed = _mutated(root, operator, node, index)
                    yield _mutant(file, source, changed, name.partition("/")[2], named.get(place[0], ""))


def _mutated(root: Any, operator: Any, node: Any, index: int) -> str:  # noqa: ANN401 - parso has no types
    """Return the text of the whole tree with one node mutated, and put the tree back as it was."""
    below = list(import_module("cosmic_ray.ast").ast_nodes(node))
    children = [(each, list(each.children)) for each in below if hasattr(each, "children")]
    values = [(each, each.value) for each in below if hasattr(each, "value")]
    beside = list(node.parent.children)
    mutated = operator.mutate(node, index)
    place = beside.index(node)
    node.parent.children[place : place + 1] = [] if mutated is None else [mutated]
    text = str(root.get_code())
    node.parent.children[:] = beside
    for each, old in children:
        each.children[:] = old
    for each, old in values:
        each.value = old
    return text


def _mutant(file: str, source: str, changed: str, operator: str, function: str) -> Mutant:
    start = _shared(source, changed)
    same = _shared(source[start:][::-1], changed[start:][::-1])
    end = len(source) - same
    text = changed[start : len(changed) - same]
    first = source.rfind("\n", 0, start) + 1
    last = source.find("\n", end)
    before, after = source[first:last], source[first:start] + text + source[end:last]
    line = source.count("\n", 0, start) + 1
    short_before, short_after = (" ".join(each.split()) for each in (before, after))
    return Mutant(file, function, operator, line, start, end, text, short_before, short_after)


def _shared(one: str, other: str) -> int:
    """Return how many characters two texts begin with together."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((place for place, (mine, theirs) in pairs if mine != theirs), min(len(one), len(other)))


def names(tree: ast.Module) -> dict[int, str]:
    """Return the dotted name of the function or class that each line is in; a line of a class alone has the class's."""
    found: dict[int, str] = {}

    def walk(body: list[ast.stmt], outer: str) -> None:
        for node in body:
            if isinstance(node, ast.FunctionDef | ast.ClassDef):
                first = min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)])
                name = f"{outer}.{node.name}".removeprefix(".")
                found.update(dict.fromkeys(range(first, (node.end_lineno or first) + 1), name))
                walk(node.body, name)

    walk(tree.body, "")
    return found


class _Unrun:
    """What an operator may name but does not run: hints of types, and the stars of signatures and calls."""

    def __init__(self, tree: ast.Module) -> None:
        nodes = list(ast.walk(tree))
        hints = [getattr(node, name, None) for node in nodes for name in ("annotation", "returns")]
        self.hints = [(_start(hint), _end(hint)) for hint in hints if isinstance(hint, ast.expr)]
        sums = [(_end(node.left), _start(node.right)) for node in nodes if isinstance(node, ast.BinOp)]
        self.signs = [each for each in sums if not self._is_hint(each[0])]

    def _is_hint(self, place: Position) -> bool:
        return any(first <= place < last for first, last in self.hints)

    def holds(self, operator: str, place: Position) -> bool:
        if "ReplaceBinaryOperator" in operator:
            return not any(first <= place < last for first, last in self.signs)
        return self._is_hint(place)


def _start(node: ast.expr) -> Position:
    return node.lineno, node.col_offset


def _end(node: ast.expr) -> Position:
    return node.end_lineno or node.lineno, node.end_col_offset or 0
