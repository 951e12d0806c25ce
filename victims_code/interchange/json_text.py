"""JSON as text: read within bounds, refusing what two readers could take in two ways; written the same every time."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import Any, Final

from attrs import frozen

from victims_code.arguments import need
from victims_code.errors import InvalidFact, InvalidInput, Problem, first_faults
from victims_code.escaping import for_json
from victims_code.text_files import MARK, path_for_text, text_of

#: The deepest nesting that is read. A case file needs five.
DEEPEST: Final = 32

#: The largest document, or line of a file with a case a line, in bytes.
LARGEST: Final = 16 * 1024 * 1024

#: The largest whole number that every reader of JSON takes for the same number: they hold it as a double.
EXACT: Final = 2**53 - 1

#: The most keys of another system's document that are given twice and left out.
MOST_TWICE: Final = 500

_TWICE: Final = "is given twice in one object"

_MORE_THAN_ONE: Final = "send one document, or a case a line as .ndjson"

#: The widest indent.
_WIDEST: Final = 16

#: How much of a key an error repeats.
_SHOWN: Final = 60

#: A string, closed or not: it always matches from its first quotation mark, so the search never looks back.
_STRINGS: Final = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"?', re.DOTALL)

#: What may leave half a character behind once it is read.
_HALF_CHARACTER: Final = re.compile(r"\\u[dD][89a-fA-F]|[\ud800-\udfff]")


def read_json(data: bytes | str, source: str = "") -> object:
    """Read a JSON document.

    `source` names the file in errors. Byte order marks are passed over.

    :raises InvalidInput: when it is not UTF-8, not JSON, too large or too deep; or, with the path of each, where a key
        is given twice, or a value is one that readers take in different ways: ``NaN``, a number too large to be exact,
        half a character.

    >>> read_json('{"a": [1, 2]}')
    {'a': [1, 2]}
    >>> read_json('{"a": 1, "a": 2}')
    Traceback (most recent call last):
    victims_code.errors.InvalidInput: a: is given twice in one object; keep one of the two
    """
    read, is_odd = _parsed(data, source)
    if is_odd:
        problems = first_faults(_faults(read, "", source))
        if problems:
            raise InvalidInput(problems)
    return read


def read_json_given_once(data: bytes | str, source: str = "") -> tuple[object, tuple[str, ...]]:
    """Read a JSON document of another system, and return it with the paths of the keys that it gives twice.

    Those keys are left out: which of the two values holds is unknown, and nobody here can mend it.

    :raises InvalidInput: as `read_json` does for all else; and where more than `MOST_TWICE` keys are given twice.

    >>> read_json_given_once('{"a": 1, "b": 2, "a": 3}')
    ({'b': 2}, ('a',))
    """
    read, is_odd = _parsed(data, source)
    problems = tuple(islice(_faults(read, "", source), MOST_TWICE + 1)) if is_odd else ()
    if len(problems) > MOST_TWICE or any(problem.what != _TWICE for problem in problems):
        raise InvalidInput(problems)
    if problems:
        _leave_out_repeated(read)
    return read, tuple(problem.where for problem in problems)


def _parsed(data: bytes | str, source: str) -> tuple[object, bool]:
    """Parse a document within the bounds, and say whether something in it may have to be refused."""
    need("data", data, bytes, str)
    need("source", source, str)
    if len(data) > LARGEST:
        raise _fault(source, f"larger than {LARGEST // (1024 * 1024)} MiB", "send a case a line, as .ndjson")
    text = text_of(data, source) if isinstance(data, bytes) else data.removeprefix(MARK)
    if not text.strip():
        raise _fault(source, "empty", "a case file is a JSON object; see the schema victims-code/case/1")
    if _is_too_deep(text):
        raise _fault(source, f"nested deeper than {DEEPEST}", "a case file needs no more than five levels")
    hooks = _Hooks()
    try:
        read: object = json.loads(
            text,
            object_pairs_hook=hooks.object,
            parse_constant=hooks.constant,
            parse_float=hooks.decimal,
            parse_int=hooks.whole,
        )
    except json.JSONDecodeError as error:
        is_path = path_for_text(text, source)
        if is_path is not None:
            raise InvalidInput([is_path]) from None
        place = f"line {error.lineno}, column {error.colno}"
        if "\n" not in text.rstrip():  # its number is the file's to tell, or there is no other
            place = f"column {min(error.pos, len(text.rstrip())) + 1}"
        mend = _MORE_THAN_ONE if error.msg == "Extra data" else "check for a missing comma, quote or bracket"
        raise InvalidInput([Problem(place, f"not JSON: {error.msg}", mend, source)]) from None
    return read, hooks.refused or _HALF_CHARACTER.search(text) is not None


def write_json(document: object, *, indent: int | None = None) -> str:
    r"""Write a document, keys in the order given; never ``NaN``. The same document, the same text.

    Letters of every script stand as they are. What cannot be printed, such as a control character or a mark that turns
    the direction of text, stands as its escape, so that the document does nothing to a terminal.

    :raises InvalidFact: when it holds what JSON cannot, or `indent` is no number of spaces.

    >>> write_json({"b": 1, "a": [None]})
    '{"b":1,"a":[null]}'
    >>> print(write_json({"case": "é\x9b"}))
    {"case":"é\u009b"}
    """
    width: object = indent
    if width is not None and not (isinstance(width, int) and 0 <= width <= _WIDEST):
        msg = f"indent: None, or a number of spaces from 0 to {_WIDEST}, is needed"
        raise InvalidFact(msg)
    separators = (",", ": ") if indent is not None else (",", ":")
    try:
        text = json.dumps(document, ensure_ascii=False, allow_nan=False, indent=indent, separators=separators)
    except (TypeError, ValueError, RecursionError) as error:
        msg = f"document: it cannot be written as JSON: {error}"
        raise InvalidFact(msg) from None
    return for_json(text)


def within(where: str, key: object) -> str:
    """Return the path of a key inside an object; a key that is long or cannot be printed is not repeated.

    >>> within("events[2].details", "channel")
    'events[2].details.channel'
    """
    shown = key if isinstance(key, str) and key.isprintable() and len(key) <= _SHOWN else "…"
    return f"{where}.{shown}" if where else shown


@frozen
class _Refused:
    """Stands where a value was read that cannot be taken."""

    what: str
    mend: str


class _Repeating(dict[str, object]):
    """An object that gave some of its keys twice."""

    repeated: tuple[str, ...] = ()


class _Hooks:
    """What the parser calls for each value of a kind, remembering whether any must be refused."""

    def __init__(self) -> None:
        self.refused = False

    def object(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) == len(pairs):
            return found
        repeating = _Repeating(found)
        repeating.repeated = tuple(key for key, times in Counter(key for key, _ in pairs).items() if times > 1)
        self.refused = True
        return repeating

    def constant(self, name: str) -> _Refused:
        return self._refuse(f"{name} is not a JSON value", "use null for a value that is not known")

    def decimal(self, text: str) -> float | _Refused:
        number = float(text)
        return number if abs(number) <= EXACT else self._too_large()

    def whole(self, text: str) -> int | _Refused:
        # Never longer than the largest: Python itself refuses to read very long numbers.
        return int(text) if len(text) <= len(str(-EXACT)) and abs(int(text)) <= EXACT else self._too_large()

    def _too_large(self) -> _Refused:
        return self._refuse(f"a number beyond {EXACT}, which readers round differently", "write it as text")

    def _refuse(self, what: str, mend: str) -> _Refused:
        self.refused = True
        return _Refused(what, mend)


def _faults(value: object, where: str, source: str) -> Iterator[Problem]:
    """Walk a document to the values that cannot be taken."""
    if isinstance(value, _Refused):
        yield Problem(where, value.what, value.mend, source)
    elif isinstance(value, str) and not _is_whole(value):
        yield Problem(where, "holds half a character (a lone surrogate)", "write the character itself", source)
    elif isinstance(value, dict):
        if isinstance(value, _Repeating):
            for key in value.repeated:
                yield Problem(within(where, key), _TWICE, "keep one of the two", source)
        for key, item in value.items():
            if not _is_whole(key):
                what = "a key holds half a character (a lone surrogate)"
                yield Problem(where, what, "write the character itself", source)
            yield from _faults(item, within(where, key), source)
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _faults(item, f"{where}[{index}]", source)


def _leave_out_repeated(value: object) -> None:
    """Take the keys that were given twice out of the objects of a document."""
    if isinstance(value, _Repeating):
        for key in value.repeated:
            del value[key]
    for item in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        _leave_out_repeated(item)


def _is_whole(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _fault(source: str, what: str, mend: str) -> InvalidInput:
    return InvalidInput([Problem("", what, mend, source)])


def _is_too_deep(text: str) -> bool:
    """Measure the nesting before parsing: a parser that recurses must not meet it first."""
    if text.count("[") + text.count("{") <= DEEPEST:
        return False
    depth = 0
    for mark in re.findall(r"[\[\]{}]", _STRINGS.sub("", text)):
        depth += 1 if mark in "[{" else -1
        if depth > DEEPEST:
            return True
    return False
