"""Migrations: documents of earlier versions, brought to the newest step by step, so that what was kept still loads.

The form of a document is named in its ``schema``: ``victims-code/case/1`` is version 1 of the kind ``case``. When a
form must change, its version goes up by one, and the function that brings the version before it to the new one is added
at the end of its kind's steps. A step is never changed once it was released, and none is ever taken away.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, Final, TypeAlias

from victims_code.errors import InvalidInput, Problem, nearest

#: Brings a document from one version to the next. Its docstring says what changed. It returns a new document, leaves
#: the one it is given as it is, and need not touch ``schema``.
Step: TypeAlias = Callable[[dict[str, Any]], dict[str, Any]]

#: By kind: its steps in order, the first from version 1 to 2. Every kind is at version 1, so there is no step yet.
STEPS: Final[Mapping[str, tuple[Step, ...]]] = {"case": (), "receipt": ()}

_NAME: Final = re.compile(r"victims-code/([a-z]{1,40})/([1-9]\d{0,5})", re.ASCII)


def migrate(
    document: Mapping[str, Any], kind: str, *, source: str = "", steps: Mapping[str, tuple[Step, ...]] = STEPS
) -> dict[str, Any]:
    """Return a document of a kind in its newest form. One that names no ``schema`` is taken for version 1.

    `source` is named in errors, `steps` are those of the library unless others are given.

    :raises InvalidInput: when its ``schema`` is no name of a version, is another kind's, or is a later version's.

    >>> migrate({"case": "C1"}, "case")
    {'case': 'C1', 'schema': 'victims-code/case/1'}
    >>> migrate({"schema": "victims-code/case/2"}, "case")
    Traceback (most recent call last):
    victims_code.errors.InvalidInput: schema: made by a later version of this library; install ...
    """
    newest = newest_name(kind, steps=steps)
    given = document.get("schema", _name(kind, 1))
    found = _NAME.fullmatch(given) if isinstance(given, str) else None
    if found is None:
        raise _refused("not a version that this library reads", f"write {newest!r}", source)
    if found[1] != kind:
        what = "not a kind of document that this library knows"
        if found[1] in steps:
            what = f"not a {kind} but a {found[1]}"
        raise _refused(what, f"write {newest!r}", source)
    version = int(found[2])
    if version > len(steps[kind]) + 1:
        mend = f"install that version, as this one reads up to {newest!r}"
        raise _refused("made by a later version of this library", mend, source)
    migrated = dict(document)
    for step in steps[kind][version - 1 :]:
        migrated = step(migrated)
    return {**migrated, "schema": newest}


def newest_name(kind: str, *, steps: Mapping[str, tuple[Step, ...]] = STEPS) -> str:
    """Return the name of the newest form of a kind.

    :raises InvalidInput: when there is no such kind.

    >>> newest_name("receipt")
    'victims-code/receipt/1'
    """
    if kind not in steps:
        raise InvalidInput([Problem("kind", f"no document is called {kind!r}", nearest(kind, steps))])
    return _name(kind, len(steps[kind]) + 1)


def _name(kind: str, version: int) -> str:
    return f"victims-code/{kind}/{version}"


def _refused(what: str, mend: str, source: str) -> InvalidInput:
    return InvalidInput([Problem("schema", what, mend, source)])
