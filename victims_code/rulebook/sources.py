"""One TOML file of a rulebook: its tables, and the faults found in them, each with its key and line."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final

from attrs import define, field

from victims_code.errors import Problem, nearest

#: The longest line of a TOML file that is read, in characters: the law's own are shorter by far.
LONGEST_LINE: Final = 2_000


@define
class Source:
    """One TOML file: its name, its text and its tables, with a way to find the line of what is wrong."""

    name: str
    text: str
    tables: dict[str, object] = field(init=False, factory=dict)
    problems: list[Problem] = field(factory=list)
    _places: dict[str, tuple[int, str]] = field(init=False, factory=dict)

    def __attrs_post_init__(self) -> None:
        """Parse the text; a fault of TOML itself is the one fault reported for the file."""
        # Keys of a thousand parts, or a table in a table in a table, take the reader of TOML for ever, or too deep.
        for number, line in enumerate(self.text.splitlines(), 1):
            if len(line) > LONGEST_LINE:
                what = f"a line of more than {LONGEST_LINE} characters"
                self.problems.append(Problem("", what, "break it up", f"{self.name}:{number}"))
                return
        try:
            self.tables = tomllib.loads(self.text)
        except tomllib.TOMLDecodeError as error:
            self.problems.append(Problem("", f"not TOML: {error}", source=self.name))
        except RecursionError:
            self.problems.append(Problem("", "nested too deeply", "four levels are enough", self.name))

    def fault(self, owner: str, key: str, what: str, mend: str = "", *, place: str = "") -> None:
        """Record a fault of `key` in the rule or table called `owner`; `place` is where that stands, if not by name."""
        where = f"{owner}: {key}" if owner and key else owner or key
        line = self.line(place or owner, key)
        self.problems.append(Problem(where, what, mend, f"{self.name}:{line}" if line else self.name))

    def line(self, owner: str, key: str) -> int | None:
        """Return the line of a key, else of its table, else None: TOML's reader keeps no lines.

        `owner` is the id of a rule, or the path of a table: ``states.investigation``, ``rule[2]``.
        """
        if not self._places:
            self._places.update(_places(self.text))
        path = self._places.get(f"id {owner}", (0, owner))[1]
        for name in (f"{path}.{key}" if path and key else key, path):
            if name in self._places:
                return self._places[name][0]
        return None


_HEADER: Final = re.compile(r"\[(\[?)\s*([^\[\]]+?)\s*\]")
_KEY: Final = re.compile(r"""\s*(?:"([^"]+)"|'([^']+)'|([\w.-]+))\s*=\s*(.*)""", re.ASCII)


def _places(text: str) -> dict[str, tuple[int, str]]:
    """Find the line and the table of each table, each key and each rule's id."""
    places: dict[str, tuple[int, str]] = {}
    counts: Counter[str] = Counter()
    table = ""
    for number, line in enumerate(text.splitlines(), 1):
        header, key = _HEADER.match(line), _KEY.match(line)
        if header:
            table = header[2]
            places.setdefault(table, (number, table))
            if header[1]:
                counts[table] += 1
                table = f"{table}[{counts[table] - 1}]"
                places[table] = (number, table)
        elif key:
            name = key[1] or key[2] or key[3]
            places.setdefault(f"{table}.{name}" if table else name, (number, table))
            if name == "id":
                places.setdefault(f"id {key[4].strip().strip(_QUOTES)}", (number, table))
    return places


_QUOTES: Final = "\"'"


def reject_unknown(
    source: Source, owner: str, table: Mapping[str, object], known: Iterable[str], *, place: str = ""
) -> None:
    """Record a fault for every key that is not known."""
    keys = tuple(known)
    for key in table:
        if key not in keys:
            source.fault(owner, key, "unknown key", nearest(key, keys), place=place)
