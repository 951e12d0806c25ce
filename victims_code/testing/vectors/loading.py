"""Loading vectors: from the package or from a file, strictly, with every fault at once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from os import PathLike
from pathlib import Path
from typing import Any, Final

from victims_code.arguments import need
from victims_code.dates import parse_when
from victims_code.errors import InvalidFact, InvalidInput, Problem, enough
from victims_code.interchange import read_json, schema
from victims_code.interchange.json_text import LARGEST
from victims_code.packaged import packaged_text
from victims_code.testing.vectors.checking import faults_of_vector
from victims_code.testing.vectors.choosing import chosen
from victims_code.testing.vectors.model import VECTORS_SCHEMA, Accepted, Level, Vector
from victims_code.testing.vectors.shapes import Fault, Shape

#: The folder of the package that holds the vectors. A published one is never edited: the next has the next number.
DATA: Final = ("testing", "vectors", "data", "1")

_ENTRY: Final = re.compile(r"vectors\[(\d+)\][.]?")


def load_vectors(
    path: str | Path | None = None,
    *,
    levels: Iterable[str] | None = None,
    rules: Iterable[str] | None = None,
    rights: Iterable[int] | None = None,
    keys: Iterable[str] | None = None,
) -> tuple[Vector, ...]:
    """Load the vectors of the package, or of a file at `path`; only those of `levels`, where these are given.

    Where `rules` or `rights` are given, a vector expects only what is said of the obligations of these. Where `keys`
    are, it expects these alone: of the answer (such as ``in_breach``), of each obligation (``due_by``) and of each
    victim's Enhanced Rights (``entitled``). A vector that expects nothing of what is chosen is left out.

    :raises InvalidFact: when there is no such level, rule, Right or key.
    :raises InvalidInput: when a file cannot be read, or, with every fault of every file, where it does not hold to
        ``victims-code/vectors/1``, an id is given twice, or a vector expects what no answer can say.

    >>> load_vectors(levels=["calender"])
    Traceback (most recent call last):
    victims_code.errors.InvalidFact: levels: unknown level 'calender'; did you mean 'calendar'?
    """
    if path is not None:
        need("path", path, str, PathLike)
    asked = chosen(levels=levels, rules=rules, rights=rights, keys=keys)
    wanted = [level for level in Level if asked.levels is None or level in asked.levels]
    reader = _Reader()
    if path is None:
        for level in wanted:
            reader.read(packaged_text(*DATA, file_of(level)), file_of(level))
    else:
        reader.read(_bytes_at(path), str(path))
    if reader.problems:
        raise InvalidInput(reader.problems)
    found = tuple(vector for vector in reader.vectors if vector.level in wanted)
    if not found:
        what = f"holds no vector of the level {' or '.join(wanted)}"
        raise InvalidInput([Problem("level", what, "leave the level out, or give another file", str(path))])
    return asked.among(found, source="" if path is None else str(path))


def file_of(level: Level) -> str:
    """Return the name of the file that holds a level.

    >>> file_of(Level.CALENDAR)
    'calendar.json'
    """
    return f"{level}.json"


def _bytes_at(path: str | Path) -> bytes:
    try:
        with Path(path).open("rb") as file:
            return file.read(LARGEST + 1)
    except OSError as error:
        what = f"cannot be read: {error.strerror or type(error).__name__}"
    except (TypeError, ValueError):  # a path that no file system can hold
        what = "not the path of a file"
    raise InvalidInput([Problem("", what, "give the path of a file of vectors", str(path))])


class _Reader:
    """Reads files of vectors, and gathers the faults of all."""

    def __init__(self) -> None:
        self.vectors: list[Vector] = []
        self.problems: list[Problem] = []
        #: The file in which each id was first read.
        self._files: dict[str, str] = {}

    def read(self, data: bytes | str, source: str) -> None:
        """Read one file: those of its vectors that have no fault are kept."""
        try:
            document = read_json(data, source)
        except InvalidInput as error:
            self.problems += error.problems
            return
        if not isinstance(document, dict) or document.get("schema") != VECTORS_SCHEMA:
            what, mend = "a file of vectors is one JSON object that names its schema", f"write {VECTORS_SCHEMA!r}"
            self.problems.append(Problem("schema", what, mend, source))
            return
        given = document.get("vectors")
        items: list[Any] = given if isinstance(given, list) else []
        unsound: set[int | None] = set()
        for where, what, mend in Shape(schema(VECTORS_SCHEMA)).faults(document):
            entry = _ENTRY.match(where)
            index = None if entry is None else int(entry[1])
            unsound.add(index)
            place = where if entry is None else _placed(items[int(entry[1])], where[entry.end() :], entry[1])
            self.problems.append(Problem(place, what, mend, source))
            if enough(self.problems):
                return
        for index, item in enumerate(items):
            if not unsound & {index, None}:
                self._take(item, Level(document["level"]), source)
            if enough(self.problems):
                return

    def _take(self, item: Mapping[str, Any], level: Level, source: str) -> None:
        """Take up a vector that has the right shape, unless something in it does not hold together."""
        name = item["id"]
        faults: list[Fault] = []
        if not name.startswith(f"{level}/"):
            faults.append(
                ("id", f"begins with another level than {level.value!r}, which the file is of", "name its own")
            )
        if name in self._files:
            faults.append(("id", f"is given twice, first in {self._files[name]}", "give each vector an id of its own"))
        self._files.setdefault(name, source)
        try:
            vector = _vector(item, level)
        except InvalidFact as error:
            where, _, what = str(error).partition(": ")
            faults.append((where, what, ""))
        else:
            faults += faults_of_vector(vector)
            self.vectors.append(vector)
        self.problems += [Problem(f"{name}: {where}", what, mend, source) for where, what, mend in faults]


def _placed(item: object, where: str, index: str) -> str:
    """Return the place of a fault in a vector, which is named by its id, or by its index where that cannot be read."""
    name = item.get("id") if isinstance(item, dict) else None
    shown = name if isinstance(name, str) and name.isprintable() and len(name) <= _LONGEST else f"vectors[{index}]"
    return ": ".join(part for part in (shown, where) if part)


#: The longest name of a vector that a fault repeats.
_LONGEST: Final = 200


def _vector(item: Mapping[str, Any], level: Level) -> Vector:
    """Make a vector of what was read.

    :raises InvalidFact: when `known_at` is no time.
    """
    as_of, known_at = item["as_of"], item["known_at"]
    return Vector(
        id=item["id"],
        level=level,
        authority=item["authority"],
        argument=item["argument"],
        rule=item["rule"],
        boundary=item["boundary"],
        reading=item["reading"],
        facts=item["facts"],
        as_of=None if as_of is None else date.fromisoformat(as_of),
        known_at=None if known_at is None else parse_when(known_at, "known_at"),
        layers=tuple(item["layers"]),
        expected=item["expected"],
        accepted=tuple(Accepted(other["reading"], other["expected"]) for other in item["accepted"]),
    )
