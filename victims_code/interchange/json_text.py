"""JSON as text: read within bounds, refusing what two readers could take in two ways; written the same every time."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Final

from victims_code.errors import InvalidInput, Problem

#: The deepest nesting that is read. A case file needs five.
DEEPEST: Final = 32

#: The largest document, or line of a file with a case a line, in bytes.
LARGEST: Final = 16 * 1024 * 1024

_STRINGS: Final = re.compile(r'"(?:[^"\\]|\\.)*"', re.DOTALL)


def read_json(data: bytes | str, source: str = "") -> object:
    """Read a JSON document.

    :raises InvalidInput: when it is not UTF-8, not JSON, too large or too deep, gives a key twice, or holds ``NaN``;
        `source` names the file, and the line where the place is known.
    """
    if len(data) > LARGEST:
        raise _fault(source, f"larger than {LARGEST // (1024 * 1024)} MiB", "send a case a line, as .ndjson")
    text = _decode(data, source) if isinstance(data, bytes) else data
    if not text.strip():
        raise _fault(source, "empty", "a case file is a JSON object; see the schema victims-code/case/1")
    if _depth(text) > DEEPEST:
        raise _fault(source, f"nested deeper than {DEEPEST}", "a case file needs no more than five levels")
    repeated: list[str] = []
    try:
        read = json.loads(
            text, object_pairs_hook=lambda pairs: _object(pairs, repeated), parse_constant=_constant
        )
    except json.JSONDecodeError as error:
        place = f"{source}:{error.lineno}:{error.colno}" if source else f"line {error.lineno}, column {error.colno}"
        raise _fault(place, f"not JSON: {error.msg}", "check for a missing comma, quote or bracket") from None
    except ValueError as error:
        raise _fault(source, f"not JSON: {error}", "use null for a value that is not known") from None
    if repeated:
        raise InvalidInput(
            Problem("", f"the key {key!r} is given twice in one object", "keep one of the two", source)
            for key in dict.fromkeys(repeated)
        )
    return read


def write_json(document: object, *, indent: int | None = None) -> str:
    """Write a document, keys in the order given, text as it is; never ``NaN``."""
    separators = (",", ": ") if indent is not None else (",", ":")
    return json.dumps(document, ensure_ascii=False, allow_nan=False, indent=indent, separators=separators)


def _fault(source: str, what: str, mend: str) -> InvalidInput:
    return InvalidInput([Problem("", what, mend, source)])


def _decode(data: bytes, source: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _fault(source, f"not UTF-8 text (at byte {error.start})", "save it as UTF-8") from None


def _depth(text: str) -> int:
    """Measure the nesting before parsing: a parser that recurses must not meet it first."""
    if text.count("[") + text.count("{") <= DEEPEST:
        return 0
    deepest = depth = 0
    for mark in re.findall(r"[\[\]{}]", _STRINGS.sub("", text)):
        depth += 1 if mark in "[{" else -1
        deepest = max(deepest, depth)
    return deepest


def _object(pairs: Iterable[tuple[str, object]], repeated: list[str]) -> dict[str, object]:
    found: dict[str, object] = {}
    for key, value in pairs:
        if key in found:
            repeated.append(key if key.isprintable() and len(key) <= _LONGEST_SHOWN else "…")
        found[key] = value
    return found


_LONGEST_SHOWN: Final = 60


def _constant(name: str) -> object:
    msg = f"{name} is not a JSON value"
    raise ValueError(msg)
