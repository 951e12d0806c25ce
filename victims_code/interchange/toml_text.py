"""The TOML files of a host: its settings, policies and mappings, read within the bounds of any file of data."""

from __future__ import annotations

from collections.abc import Mapping
from os import PathLike
from pathlib import Path
from typing import Final

from attrs import evolve

from victims_code.arguments import need
from victims_code.errors import InvalidInput, Problem
from victims_code.rulebook.loading import read_texts_at
from victims_code.rulebook.sources import Source

_MEND: Final = "give the path of a TOML file"


def toml_at(path: str | Path) -> str:
    """Return the text of a TOML file.

    :raises InvalidFact: when it is no path.
    :raises InvalidInput: when it cannot be read, is no file, is too large, or is not UTF-8.
    """
    need("path", path, str, PathLike)
    try:
        found = Path(path)
        if not found.is_dir():
            return read_texts_at(found)[str(found)]
    except InvalidInput as error:
        raise InvalidInput(evolve(each, mend=each.mend or _MEND) for each in error.problems) from None
    except (OSError, TypeError, ValueError):  # a path that no file system can hold
        raise InvalidInput([Problem("", "not the path of a file", _MEND, str(path))]) from None
    raise InvalidInput([Problem("", "is a folder", _MEND, str(path))])


def toml_tables(text: str, source: str = "") -> Mapping[str, object]:
    """Return the tables of a TOML text; `source` is named in errors.

    :raises InvalidInput: when it is no TOML, is too large or nested too deeply.

    >>> toml_tables('name = "ours"')
    {'name': 'ours'}
    """
    need("text", text, str)
    need("source", source, str)
    read = Source(source, text)
    if read.problems:
        raise InvalidInput(read.problems)
    return read.tables
