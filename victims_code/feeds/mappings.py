"""The mapping tables of a feed, as data: which code of another system means which event.

A mapping is a TOML file of tables. A force can lay its own over it: that replaces or adds single keys of a table, and
can add no table.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, TypeAlias

from victims_code.errors import InvalidInput, Problem, nearest
from victims_code.packaged import packaged_toml

#: The tables of a mapping, by name.
Tables: TypeAlias = Mapping[str, Mapping[str, Any]]

#: The most bytes of a mapping that is read.
LARGEST: Final = 1 << 20


def load_mapping(feed: str, over: str | Path | None = None) -> Tables:
    """Load the mapping tables of a feed, with those of the file `over` laid over them key by key.

    :raises InvalidInput: when the file cannot be read, or has a table that the feed does not know.

    >>> load_mapping("hmpps")["released"]["RELEASED"]
    True
    """
    packaged = packaged_toml("feeds", "data", f"{feed}.toml")
    if over is None:
        return MappingProxyType(packaged)
    own = _read(Path(over))
    problems = [
        Problem(name, "no table of this name in the mapping", nearest(name, packaged), str(over))
        for name in own
        if name not in packaged
    ]
    problems += [
        Problem(name, "a table is needed", "write [" + name + "]", str(over))
        for name, table in own.items()
        if name in packaged and not isinstance(table, Mapping)
    ]
    if problems:
        raise InvalidInput(problems)
    return MappingProxyType({name: {**table, **own.get(name, {})} for name, table in packaged.items()})


def _read(path: Path) -> dict[str, Any]:
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
        if len(data) > LARGEST:
            raise InvalidInput([Problem("", f"larger than {LARGEST:,} bytes", "a mapping is a small file", str(path))])
        return tomllib.loads(data.decode("utf-8"))
    except OSError as error:
        what = f"cannot be read: {error.strerror or type(error).__name__}"
        raise InvalidInput([Problem("", what, "give the path of a TOML file", str(path))]) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise InvalidInput([Problem("", f"not TOML: {error}", "", str(path))]) from None
