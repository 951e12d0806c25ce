"""One TOML file of a rulebook: its tables, and the faults found in them, each with its key and line."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final

from attrs import define, field

from victims_code.errors import Problem, enough, nearest
from victims_code.text_files import MARK, path_for_text

#: The largest TOML file that is read, in bytes; a text, of which the bytes are not known, in characters.
LARGEST: Final = 1_000_000

#: The longest line of one, in characters, and the most full stops in it: the law's own are shorter by far.
LONGEST_LINE: Final = 2_000
_MOST_STOPS: Final = 50

#: The deepest nesting of one.
_DEEPEST: Final = 32

#: As much of each part of a fault as is repeated.
_SHOWN: Final = 300

#: The most keys, tables, lists and parts of a key: what is built of each takes a kilobyte.
MOST_PARTS: Final = 40_000


class TooManyFaults(Exception):
    """A file has so many faults that the rest of it is not worth reading."""


@define
class Source:
    """One TOML file: its name, its text and its tables, with a way to find the line of what is wrong."""

    name: str
    text: str
    tables: dict[str, object] = field(init=False, factory=dict)
    problems: list[Problem] = field(factory=list)
    _places: dict[str, tuple[int, str]] | None = field(init=False, default=None)

    def __attrs_post_init__(self) -> None:
        """Parse the text; a fault of TOML itself is the one fault reported for the file."""
        self.text = self.text.removeprefix(MARK)
        if len(self.text) > LARGEST:
            self.problems.append(too_large(self.name))
            return
        # Keys of a thousand parts, or a table in a table in a table, take the reader of TOML for ever, or too deep.
        for number, line in enumerate(_lines(self.text), 1):
            if len(line) > LONGEST_LINE or line.count(".") > _MOST_STOPS:
                what = f"a line of more than {LONGEST_LINE} characters"
                if len(line) <= LONGEST_LINE:
                    what = f"a line with more than {_MOST_STOPS} full stops"
                self.problems.append(Problem("", what, "break it up", f"{self.name}:{number}"))
                return
        if len(_PARTS.findall(_TEXTS.sub("", self.text))) > MOST_PARTS:
            what = f"more than {MOST_PARTS} keys, tables and lists"
            self.problems.append(Problem("", what, "split it", self.name))
            return
        try:
            self.tables = tomllib.loads(self.text)
        except tomllib.TOMLDecodeError as error:
            is_path = path_for_text(self.text, self.name)
            self.problems.append(is_path or Problem("", f"not TOML: {error}", source=self.name))
        except RecursionError:
            self._refuse_depth()
        if _is_too_deep(self.tables):
            self.tables = {}
            self._refuse_depth()

    def _refuse_depth(self) -> None:
        self.problems.append(Problem("", "nested too deeply", "four levels are enough", self.name))

    def fault(self, owner: str, key: str, what: str, mend: str = "", *, place: str = "") -> None:
        """Record a fault of `key` in the rule or table called `owner`; `place` is where that stands, if not by name.

        :raises TooManyFaults: once there are so many that the rest of the file is not worth reading.
        """
        where = f"{owner}: {key}" if owner and key else owner or key
        line = self.line(place or owner, key)
        source = f"{self.name}:{line}" if line else self.name
        self.problems.append(Problem(_shown(where), _shown(what), _shown(mend), source))
        if enough(self.problems):
            raise TooManyFaults

    def line(self, owner: str, key: str) -> int | None:
        """Return the line of a key, else of its table, else None: TOML's reader keeps no lines.

        `owner` is the id of a rule, or the path of a table: ``states.investigation``, ``rule[2]``.
        """
        if self._places is None:
            self._places = _places(self.text)
        path = self._places.get(f"id {owner}", (0, owner))[1]
        for name in (f"{path}.{key}" if path and key else key, path):
            if name in self._places:
                return self._places[name][0]
        return None


#: The texts and the notes of a file, closed or not: each matches from its first mark on, so nothing is searched twice.
_TEXTS: Final = re.compile(
    r'''"""(?:[^"\\]|\\.|"(?!""))*+(?:"{3,5}|$)|"(?:[^"\\\n]|\\.)*+"?|'''
    r"""'''(?:[^']|'(?!''))*+(?:'{3,5}|$)|'[^'\n]*+'?|\#[^\n]*+""",
    re.DOTALL,
)

#: What makes a key, a table, a list or a part of a key; a full stop in a number is one too.
_PARTS: Final = re.compile(r"[\[{=.]")

#: Nothing in it can match the same mark in two ways, or a line of blanks would be searched for ever.
_HEADER: Final = re.compile(r"\[(\[?)([^\[\]]+)\]")
_KEY: Final = re.compile(r"""\s*(?:"([^"]+)"|'([^']+)'|([\w.-]+))\s*=\s*(.*)""", re.ASCII)


def _places(text: str) -> dict[str, tuple[int, str]]:
    """Find the line and the table of each table, each key and each rule's id."""
    places: dict[str, tuple[int, str]] = {}
    counts: Counter[str] = Counter()
    table = ""
    for number, line in enumerate(_lines(text), 1):
        header, key = _HEADER.match(line), _KEY.match(line)
        if header:
            table = header[2].strip()
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


def _lines(text: str) -> list[str]:
    """Return the lines as TOML parts them: what else Python takes for the end of one may stand inside a text."""
    return text.split("\n")


def _shown(text: str) -> str:
    """Return as much of a text as a fault repeats."""
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def _is_too_deep(tables: object) -> bool:
    """Whether tables and lists nest so deep that walking them, or writing one, could run out of stack."""
    level, depth = [tables], 0
    while level and depth <= _DEEPEST:
        level = [
            item
            for value in level
            for item in (value.values() if isinstance(value, dict) else value if isinstance(value, list) else ())
        ]
        depth += 1
    return bool(level)


def too_large(name: str) -> Problem:
    """Return the fault of a file that is too large to be what it should."""
    return Problem("", f"larger than {LARGEST} bytes", "split it, one file a Right", name)


def reject_unknown(
    source: Source, owner: str, table: Mapping[str, object], known: Iterable[str], *, place: str = ""
) -> None:
    """Record a fault for every key that is not known."""
    keys = tuple(known)
    for key in table:
        if key not in keys:
            source.fault(owner, key, "unknown key", nearest(key, keys), place=place)
