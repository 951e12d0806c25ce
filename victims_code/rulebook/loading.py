"""Loading a rulebook: from the data in the package, or from TOML files of your own."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from importlib.resources import files
from operator import itemgetter
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Final

from victims_code.arguments import need
from victims_code.errors import InvalidInput, InvalidRulebook, Problem, nearest
from victims_code.rulebook.linting import lint
from victims_code.rulebook.reading import RulebookReader
from victims_code.rulebook.rules import Rulebook
from victims_code.rulebook.sources import LARGEST, Source, TooManyFaults, too_large
from victims_code.text_files import text_of

if TYPE_CHECKING:
    from victims_code.names import EditionName


def code_names() -> tuple[EditionName, ...]:
    """Return the names of the rulebooks in the package."""
    folders = files("victims_code").joinpath("rulebook", "data").iterdir()
    return tuple(sorted(folder.name for folder in folders if folder.is_dir()))  # type: ignore[misc] # a test compares


def load_code(name: EditionName | None = None) -> Rulebook:
    """Load an edition of the Victims' Code from the package: read and linted once.

    Without a `name`, one of `code_names`, it is the newest edition that has a first day in force, by the data alone:
    nothing here reads a clock. One that is laid but has no first day yet has to be named. One whose first day is known
    beforehand is the newest from the release of the library that brings it; `assess` still puts each event under the
    edition in force on its own day.

    :raises InvalidFact: when the name is no text.
    :raises InvalidRulebook: when there is no edition of that name.

    >>> load_code()
    <Rulebook 2020: 81 rules>
    >>> load_code("2015").in_force_from
    datetime.date(2015, 11, 16)
    """
    if name is None:
        return editions_in_force()[-1]
    need("name", name, str)
    return _load(name)


@cache
def _load(name: str) -> Rulebook:
    if name not in code_names():
        raise InvalidRulebook([Problem("rulebook", f"unknown rulebook {name!r}", nearest(name, code_names()))])
    folder = files("victims_code").joinpath("rulebook", "data", name)
    entries = (entry for entry in folder.iterdir() if entry.name.endswith(".toml"))
    return read_rulebook({entry.name: entry.read_text(encoding="utf-8") for entry in entries})


@cache
def editions_in_force() -> tuple[Rulebook, ...]:
    """Return the editions of the package that have a first day in force, by that day; one only laid is not among them.

    >>> [book.name for book in editions_in_force()]
    ['2015', '2020']
    """
    dated = [(book.in_force_from, book) for book in map(load_code, code_names()) if book.in_force_from is not None]
    return tuple(book for _, book in sorted(dated, key=itemgetter(0)))


def load_rulebook(path: str | Path) -> Rulebook:
    """Load a rulebook from a TOML file, or from a folder of them.

    :raises InvalidFact: when `path` is no path.
    :raises InvalidRulebook: with every fault found, each with its file, rule, key and line.
    """
    return read_rulebook(read_texts_at(path))


def read_texts_at(path: str | Path) -> dict[str, str]:
    """Return the text of a TOML file, or of each in a folder, by path.

    :raises InvalidRulebook: when one cannot be read, or is too large to be what it should.
    """
    need("path", path, str, PathLike)
    try:
        found = Path(path)
        paths = sorted(found.glob("*.toml")) if found.is_dir() else [found]
    except (OSError, TypeError, ValueError):  # a path that no file system can hold
        raise InvalidRulebook([_no_path(path)]) from None
    texts: dict[str, str] = {}
    problems: list[Problem] = []
    for each in paths:
        try:
            with each.open("rb") as file:  # a device may have no end, nor tell its size
                data = file.read(LARGEST + 1)
            if len(data) > LARGEST:
                problems.append(too_large(str(each)))
                continue
            # A carriage return ends a line too, as in any file that is read as text.
            texts[str(each)] = text_of(data, str(each)).replace("\r\n", "\n").replace("\r", "\n")
        except InvalidInput as error:
            problems += error.problems
        except OSError as error:
            problems.append(Problem("", f"cannot be read: {error.strerror}", source=str(each)))
        except ValueError:  # as above
            problems.append(_no_path(each))
    if not paths:
        problems.append(Problem("", "no TOML file in this folder", source=str(found)))
    if problems:
        raise InvalidRulebook(problems)
    return texts


def _no_path(path: object) -> Problem:
    shown = str(path)
    source = shown if len(shown) <= _LONGEST_SHOWN else ""
    return Problem("", "not the path of a file", "give the path of a TOML file", source)


#: The longest path that a fault repeats.
_LONGEST_SHOWN: Final = 600


def read_rulebook(texts: Mapping[str, str]) -> Rulebook:
    """Read a rulebook from TOML texts by file name, and lint it.

    :raises InvalidRulebook: with every fault found.
    """
    sources = [Source(name, text) for name, text in sorted(texts.items())]
    reader = RulebookReader(sources)
    book: Rulebook | None = None
    linted: list[Problem] = []
    with suppress(TooManyFaults):
        book = None if any(source.problems for source in sources) else reader.rulebook()
        if book is not None and reader.is_whole:
            is_whole = not any(source.problems for source in sources)
            linted = lint(book, sources, unsound=reader.unsound, is_whole=is_whole)
    problems = [*(problem for source in sources for problem in source.problems), *linted]
    if problems or book is None:
        raise InvalidRulebook(problems)
    return book
