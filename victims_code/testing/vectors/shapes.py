"""What in a document does not hold to a published schema: read from the schema itself, so that they cannot differ.

It knows the words of JSON Schema that the schemas of vectors use, and no others.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final, TypeAlias

from attrs import frozen

from victims_code.errors import nearest
from victims_code.interchange.json_text import within

#: A fault: the path, what is wrong, and how to mend it.
Fault: TypeAlias = tuple[str, str, str]


def _is_whole(value: object) -> bool:
    """Whether a value is a whole number, which JSON may also write as 28.0."""
    return isinstance(value, int | float) and not isinstance(value, bool) and value == int(value)


_KINDS: Final[Mapping[str, tuple[str, Callable[[object], bool]]]] = {
    "object": ("an object", lambda value: isinstance(value, dict)),
    "array": ("a list", lambda value: isinstance(value, list)),
    "string": ("text", lambda value: isinstance(value, str)),
    "boolean": ("true or false", lambda value: isinstance(value, bool)),
    "integer": ("a whole number", _is_whole),
    "null": ("null", lambda value: value is None),
}


@frozen
class Shape:
    """A published schema, by which documents are checked."""

    root: Mapping[str, Any]

    def faults(self, value: object, schema: Mapping[str, Any] | None = None, where: str = "") -> Iterator[Fault]:
        """Walk what is wrong with a value, each fault with its path.

        >>> shape = Shape({"type": "object", "properties": {"as_of": {"type": "string"}}, "required": ["as_of"]})
        >>> list(shape.faults({"as_of": 1}))
        [('as_of', 'text is needed', '')]
        """
        here = self.root if schema is None else schema
        if "$ref" in here:
            yield from self.faults(value, self._named(here["$ref"]), where)
            return
        if "anyOf" in here:
            tried = [list(self.faults(value, each, where)) for each in here["anyOf"]]
            if all(tried):  # every alternative beside the first is null
                yield from ((path, f"{what}, or null", mend) for path, what, mend in tried[0])
            return
        fault = _fault_of_value(value, here)
        if fault is not None:
            yield (where, *fault)
        elif isinstance(value, dict):
            yield from self._faults_of_keys(value, here, where)
        elif isinstance(value, list):
            for index, item in enumerate(value):
                yield from self.faults(item, here.get("items", {}), f"{where}[{index}]")
        if "not" in here and fault is None and not any(self.faults(value, here["not"])):
            yield where, "not written as it must be", _mend(here)
        if "if" in here:
            branch = "else" if any(self.faults(value, here["if"])) else "then"
            yield from self.faults(value, here[branch], where)

    def _faults_of_keys(self, found: dict[str, Any], here: Mapping[str, Any], where: str) -> Iterator[Fault]:
        known, others = here.get("properties", {}), here.get("additionalProperties", True)
        for key in here.get("required", ()):
            if key not in found:
                yield within(where, key), "is missing", self._words_for(known[key])
        for key, value in found.items():
            if key in known:
                yield from self.faults(value, known[key], within(where, key))
            elif others is False:
                yield within(where, key), "unknown key", nearest(key, known)
            elif others is not True:
                yield from self.faults(value, others, within(where, key))

    def _named(self, reference: str) -> Mapping[str, Any]:
        found: Mapping[str, Any] = self.root["$defs"][reference.removeprefix("#/$defs/")]
        return found

    def _words_for(self, schema: Mapping[str, Any]) -> str:
        return _mend(schema if "description" in schema or "$ref" not in schema else self._named(schema["$ref"]))


def _mend(schema: Mapping[str, Any]) -> str:
    """Return the description of what is needed, as the end of a sentence."""
    words = str(schema.get("description", "")).removesuffix(".")
    return words[:1].lower() + words[1:] if words[1:2].islower() or words[1:2] == " " else words


def _fault_of_value(value: object, here: Mapping[str, Any]) -> tuple[str, str] | None:
    """Return what is wrong with a value by itself, and its mend; None where nothing is."""
    kinds = here.get("type", ())
    kinds = [kinds] if isinstance(kinds, str) else kinds
    if kinds and not any(_KINDS[kind][1](value) for kind in kinds):
        return f"{' or '.join(_KINDS[kind][0] for kind in kinds)} is needed", _mend(here)
    if "const" in here and value != here["const"]:
        return "something else is needed", f"write {here['const']!r}"
    if "enum" in here and value not in here["enum"]:
        return "not one of the known words", nearest(str(value), [str(word) for word in here["enum"]])
    wrong = next((what for what, is_so in _bounds(value, here) if is_so), None)
    return None if wrong is None else (wrong, _mend(here))


def _bounds(value: object, here: Mapping[str, Any]) -> Iterator[tuple[str, bool]]:
    """Walk the bounds that a schema sets to a value of the right kind, each with whether it is broken."""
    if isinstance(value, str):
        yield "not written as it must be", "pattern" in here and re.search(here["pattern"], value) is None
        yield "too long", len(value) > here.get("maxLength", len(value))
    elif isinstance(value, list | dict):
        word = "Items" if isinstance(value, list) else "Properties"
        yield "is empty", len(value) < here.get(f"min{word}", 0)
        yield "nothing may stand here", len(value) > here.get(f"max{word}", len(value))
    elif isinstance(value, int | float):
        yield "out of range", not here.get("minimum", value) <= value <= here.get("maximum", value)
