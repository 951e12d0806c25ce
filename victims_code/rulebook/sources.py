"""One TOML file of a rulebook: its tables, and the faults found in them, each with its key and line."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping

from attrs import define, field

from victims_code.errors import Problem, nearest


@define
class Source:
    """One TOML file: its name, its text and its tables, with a way to find the line of what is wrong."""

    name: str
    text: str
    tables: dict[str, object] = field(init=False, factory=dict)
    problems: list[Problem] = field(factory=list)

    def __attrs_post_init__(self) -> None:
        """Parse the text; a fault of TOML itself is the one fault reported for the file."""
        try:
            self.tables = tomllib.loads(self.text)
        except tomllib.TOMLDecodeError as error:
            self.problems.append(Problem("", f"not TOML: {error}", source=self.name))

    def fault(self, owner: str, key: str, what: str, mend: str = "") -> None:
        """Record a fault of `key` in the rule or table called `owner`."""
        where = f"{owner}: {key}" if owner and key else owner or key
        line = self._line(owner, key)
        self.problems.append(Problem(where, what, mend, f"{self.name}:{line}" if line else self.name))

    def _line(self, owner: str, key: str) -> int | None:
        """Find the line of `key` after the line that names `owner`; TOML's reader does not keep lines."""
        lines = self.text.splitlines()
        start = 0
        if owner:
            name = re.escape(owner)
            named = re.compile(rf"""^\s*(id\s*=\s*["']{name}["']|\[+(\w+[.])?{name}\]+|{name}\s*=)""")
            found = [number for number, line in enumerate(lines) if named.search(line)]
            if not found:
                return None
            start = found[0]
        if not key:
            return start + 1
        for number, line in enumerate(lines[start:], start + 1):
            if re.match(rf"\s*{re.escape(key)}\s*=", line):
                return number
            if number > start + 1 and line.startswith("["):
                break
        return start + 1


def reject_unknown(source: Source, owner: str, table: Mapping[str, object], known: Iterable[str]) -> None:
    """Record a fault for every key that is not known."""
    keys = tuple(known)
    for key in table:
        if key not in keys:
            source.fault(owner, key, "unknown key", nearest(key, keys))
