"""The mapping tables of a feed, as data: which code of another system means which event.

A mapping is a TOML file of tables. A force can lay its own over it: that replaces or adds single keys of a table, and
can add no table.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, TypeAlias

from victims_code.arguments import need
from victims_code.errors import InvalidFact, InvalidInput, Problem, enough, nearest
from victims_code.interchange.toml_text import toml_at, toml_tables
from victims_code.packaged import packaged_toml

#: The tables of a mapping, by name.
Tables: TypeAlias = Mapping[str, Mapping[str, Any]]


#: The feeds that have a mapping.
FEEDS: Final = ("common-platform", "hmpps", "spi")


def _packaged(feed: str) -> dict[str, Any]:
    need("feed", feed, str)
    if feed not in FEEDS:
        msg = f"feed: unknown feed; {nearest(feed, FEEDS)}"
        raise InvalidFact(msg)
    return packaged_toml("feeds", "data", f"{feed}.toml")


def checked_tables(feed: str, mapping: Tables) -> Tables:
    """Return a mapping if it has the tables of a feed, as what `load_mapping` returns has.

    :raises InvalidFact: when it has not.
    """
    given: object = mapping
    found = {name: given.get(name) for name in _packaged(feed)} if isinstance(given, Mapping) else {"": None}
    if not all(isinstance(table, Mapping) for table in found.values()):
        msg = f"mapping: the tables of {feed} are needed; load_mapping gives them"
        raise InvalidFact(msg)
    return mapping


def load_mapping(feed: str, over: str | Path | None = None) -> Tables:
    """Load the mapping tables of a feed, with those of the file `over` laid over them key by key.

    :raises InvalidFact: when there is no such feed.
    :raises InvalidInput: when the file cannot be read, or has a table that the feed does not know.

    >>> load_mapping("hmpps")["released"]["RELEASED"]
    True
    """
    packaged = _packaged(feed)
    if over is None:
        return MappingProxyType(packaged)
    own = toml_tables(toml_at(over), str(over))
    problems: list[Problem] = []
    found = dict(packaged)
    for name, table in own.items():
        if enough(problems):
            break
        if name not in packaged:
            problems.append(Problem(name, "no table of this name", nearest(name, packaged), str(over)))
        elif isinstance(table, Mapping):
            found[name] = {**packaged[name], **table}
        else:
            problems.append(Problem(name, "a table is needed", f"write [{name}]", str(over)))
    if problems:
        raise InvalidInput(problems)
    return MappingProxyType(found)
