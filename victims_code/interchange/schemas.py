"""The published JSON Schemas (2020-12) of what is read and written.

Every pattern is one that each common engine compiles: those of JavaScript, Python, Go, Rust and RE2. A definition of
one name is the same in every schema, so that a host can keep several of them in one place.
"""

from __future__ import annotations

import json
from typing import Any, Final

from victims_code.arguments import need
from victims_code.errors import InvalidFact, nearest
from victims_code.packaged import packaged_text
from victims_code.vocabulary import Vocabulary

_FILES: Final = {
    "victims-code/case/1": "case-1.json",
    "victims-code/assessment/1": "assessment-1.json",
    "victims-code/explanation/1": "explanation-1.json",
    "victims-code/readings/1": "readings-1.json",
    "victims-code/receipt/1": "receipt-1.json",
    "victims-code/vectors/1": "vectors-1.json",
    "victims-code/prompts/1": "prompts-1.json",
}

#: The short name of each, as a person types it.
_SHORT: Final = {name.split("/")[1]: name for name in _FILES}

_DEFINITIONS: Final = "#/$defs/"


def schema_names() -> tuple[str, ...]:
    """Return the names of the published schemas.

    >>> schema_names()[:3]
    ('victims-code/case/1', 'victims-code/assessment/1', 'victims-code/explanation/1')
    """
    return tuple(_FILES)


def schema(name: str, *, ref_prefix: str | None = None, vocabulary: Vocabulary | None = None) -> dict[str, Any]:
    """Return a published JSON Schema by the name that a document's ``schema`` key holds, or by its short name.

    With `ref_prefix` every reference to a definition begins with it, instead of with ``#/$defs/``; ``$schema`` and
    ``$id`` are left out, since an address of its own would change what the references mean. The definitions stay under
    ``$defs``: take them from there and put each where the prefix says, as under ``components/schemas`` of an OpenAPI
    3.1 document. `vocabulary` is that of a rulebook or a layer which declares further types of event: the schema of a
    case file then lists those too.

    :raises InvalidFact: when an argument is of the wrong kind, there is none of that name, or a `vocabulary` is given
        for another than a case file.

    >>> schema("victims-code/case/1")["title"]
    'A case file'
    >>> case = schema("case", ref_prefix="#/components/schemas/")
    >>> case["properties"]["events"]["items"]
    {'$ref': '#/components/schemas/event'}
    >>> sorted(case["$defs"])
    ['date', 'event', 'fact', 'reference', 'victim', 'when']
    """
    need("name", name, str)
    full = _SHORT.get(name, name)
    if full not in _FILES:
        msg = f"schema: none is called {name!r}; {nearest(name, _FILES if '/' in name else _SHORT)}"
        raise InvalidFact(msg)
    found: dict[str, Any] = json.loads(packaged_text("interchange", "schemas", _FILES[full]))
    if vocabulary is not None:
        need("vocabulary", vocabulary, Vocabulary)
        _list_types(found, full, vocabulary)
    if ref_prefix is not None:
        need("ref_prefix", ref_prefix, str)
        del found["$schema"], found["$id"]
        _move_references(found, ref_prefix)
    return found


def _list_types(found: dict[str, Any], name: str, vocabulary: Vocabulary) -> None:
    event = found["$defs"].get("event")
    if event is None:
        msg = f"vocabulary: {name} lists no types of event; give it for victims-code/case/1 only"
        raise InvalidFact(msg)
    event["properties"]["type"]["enum"] = list(vocabulary)


def _move_references(part: object, prefix: str) -> None:
    if isinstance(part, dict):
        if isinstance(part.get("$ref"), str):
            part["$ref"] = prefix + part["$ref"].removeprefix(_DEFINITIONS)
        part = list(part.values())
    if isinstance(part, list):
        for each in part:
            _move_references(each, prefix)
