"""The published JSON Schemas (2020-12) of what is read and written."""

from __future__ import annotations

import json
from typing import Any, Final

from victims_code.errors import InvalidFact, nearest
from victims_code.packaged import packaged_text

_FILES: Final = {
    "victims-code/case/1": "case-1.json",
    "victims-code/assessment/1": "assessment-1.json",
    "victims-code/explanation/1": "explanation-1.json",
    "victims-code/readings/1": "readings-1.json",
    "victims-code/receipt/1": "receipt-1.json",
    "victims-code/vectors/1": "vectors-1.json",
    "victims-code/prompts/1": "prompts-1.json",
}


def schema_names() -> tuple[str, ...]:
    """Return the names of the published schemas.

    >>> schema_names()[:3]
    ('victims-code/case/1', 'victims-code/assessment/1', 'victims-code/explanation/1')
    """
    return tuple(_FILES)


def schema(name: str) -> dict[str, Any]:
    """Return a published JSON Schema by the name that a document's ``schema`` key holds.

    :raises InvalidFact: when there is none of that name.

    >>> schema("victims-code/case/1")["title"]
    'A case file'
    """
    if name not in _FILES:
        msg = f"schema: none is called {name!r}; {nearest(name, _FILES)}"
        raise InvalidFact(msg)
    text = packaged_text("interchange", "schemas", _FILES[name])
    found: dict[str, Any] = json.loads(text)
    return found
