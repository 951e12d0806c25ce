"""Digests: what tells one text of the law from another, the same on every machine and under every Python."""

from __future__ import annotations

import json
from collections.abc import Mapping
from enum import Enum
from hashlib import sha256
from typing import Any, Final

from attrs import fields, has

from victims_code.criteria import Criterion
from victims_code.dates import When, format_when
from victims_code.rulebook import Limit

#: Fields that a person reads and no answer turns on. A better sentence or a better source is no other law.
_FOR_PEOPLE: Final = frozenset(
    {
        "definition", "disputes", "duty", "evidence", "given_words", "note", "owed_by", "paragraph",
        "requires_dispute", "source_systems", "short", "sources", "title", "words",
    }
)  # fmt: skip


def canonical(document: object) -> str:
    """Write a document in its one canonical form: no spaces, the keys of every object sorted, text as it is.

    >>> canonical({"b": [1, None], "a": "é"})
    '{"a":"é","b":[1,null]}'
    """
    return json.dumps(document, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":"))


def digest(document: object) -> str:
    """Return the SHA-256 of a document's canonical form in UTF-8, as 64 hexadecimal digits.

    >>> digest({"b": 1, "a": 2}) == digest({"a": 2, "b": 1})
    True
    """
    return sha256(canonical(document).encode()).hexdigest()


def digest_of_law(part: object) -> str:
    """Return the digest of a part of the law: a rule, a condition, a category of Enhanced Rights, a type of event.

    Only what can move an answer counts. Left out are the words for people, citations, and how sure we are of it
    (`_FOR_PEOPLE`), and every field that is empty, so that a field which a later version adds moves no digest of a
    rule that does without it.

    >>> from victims_code.rulebook import load_code
    >>> from attrs import evolve
    >>> rule = load_code()["R6.arrest"]
    >>> digest_of_law(rule) == digest_of_law(evolve(rule, duty="The same in better words"))
    True
    >>> digest_of_law(rule) == digest_of_law(evolve(rule, declinable=not rule.declinable))
    False
    """
    return digest(plain(part))


def plain(value: Any) -> object:  # noqa: ANN401 - whatever the law is made of
    """Return a part of the law as plain JSON values: a limit as it is written, a set in order, a class by its name."""
    if isinstance(value, Limit):
        found: object = str(value)
    elif isinstance(value, Enum):
        found = value.value
    elif has(type(value)):
        found = {"is": type(value).__name__, **_plain_fields(value)}
    elif isinstance(value, frozenset):
        found = sorted(str(plain(item)) for item in value)
    elif isinstance(value, tuple):
        found = [plain(item) for item in value]
    elif isinstance(value, Mapping):
        found = {str(name): plain(item) for name, item in value.items()}
    else:
        found = value
    return found


def _plain_fields(value: Any) -> dict[str, object]:  # noqa: ANN401 - as above
    """Return the fields of a part of the law that say something and can move an answer."""
    for_people = {*_FOR_PEOPLE, "name"} if isinstance(value, Criterion) else _FOR_PEOPLE  # readings go by its id
    found = {each.name: plain(getattr(value, each.name)) for each in fields(type(value)) if each.name not in for_people}
    return {name: item for name, item in found.items() if not _is_empty(item)}


def written(when: When | None) -> str | None:
    """Write a date or a time as ISO 8601; None stays None."""
    return None if when is None else format_when(when)


def _is_empty(value: object) -> bool:
    """Whether a field says nothing: none, no, no text, nothing listed. The number 0 says something."""
    return value is None or value is False or value in ("", [], {})
