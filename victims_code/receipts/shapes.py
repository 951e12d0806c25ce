"""The shape of a receipt: which keys it has, and what may stand under each. Every fault is listed at its path."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from enum import Enum
from typing import Final, TypeAlias

from attrs import frozen

from victims_code.assessment import Status
from victims_code.assessment.targets import TargetStatus
from victims_code.dates import parse_when
from victims_code.errors import InvalidFact, Problem, nearest
from victims_code.interchange.json_text import within
from victims_code.truth import Truth


@frozen
class Value:
    """A single value: what it must be, in words, and the test of that."""

    words: str
    holds: Callable[[object], bool]


@frozen
class ListOf:
    """A list, each of whose items has one shape."""

    item: Shape
    #: As many items as it may have; None is any number.
    most: int | None = None


@frozen
class ByName:
    """An object by names that are not known beforehand, each of whose values has one shape."""

    item: Shape


#: What may stand somewhere: a value, a list, an object by name, or an object with exactly these keys.
Shape: TypeAlias = Value | ListOf | ByName | Mapping[str, "Shape"]


def shape_faults(value: object, shape: Shape, where: str = "", source: str = "") -> Iterator[Problem]:
    """Walk what is wrong with a value, each fault with its path.

    >>> list(map(str, shape_faults({"as_of": 1}, {"as_of": DATE, "rulebook": TEXT_OR_NULL})))
    ['as_of: a date is needed', 'rulebook: is missing']
    """
    if isinstance(shape, Value):
        if not shape.holds(value):
            yield Problem(where, f"{shape.words} is needed", source=source)
    elif isinstance(shape, ListOf):
        if isinstance(value, list) and shape.most is not None and len(value) > shape.most:
            yield Problem(where, f"a list of no more than {shape.most} is needed", source=source)
        elif isinstance(value, list):
            for index, item in enumerate(value):
                yield from shape_faults(item, shape.item, f"{where}[{index}]", source)
        else:
            yield Problem(where, "a list is needed", source=source)
    elif isinstance(value, dict):
        yield from _faults_of_keys(value, shape, where, source)
    else:
        yield Problem(where, "an object is needed", source=source)


def _faults_of_keys(
    found: Mapping[str, object], shape: ByName | Mapping[str, Shape], where: str, source: str
) -> Iterator[Problem]:
    """Walk what is wrong with an object: keys that are unknown or missing, and what stands under the others."""
    known = dict.fromkeys(found, shape.item) if isinstance(shape, ByName) else shape
    for key, value in found.items():
        if key in known:
            yield from shape_faults(value, known[key], within(where, key), source)
        else:
            yield Problem(within(where, key), "unknown key", nearest(key, known), source)
    for key in known:
        if key not in found:
            yield Problem(within(where, key), "is missing", source=source)


def _is_when(value: object) -> bool:
    try:
        parse_when(value, "")
    except InvalidFact:
        return False
    return True


def _is_date(value: object) -> bool:
    return _is_when(value) and len(str(value)) == _DATE_LENGTH


def _or_null(value: Value) -> Value:
    return Value(f"{value.words}, or null", lambda given: given is None or value.holds(given))


def _one_of(words: type[Enum]) -> Value:
    known = frozenset(str(word.value) for word in words)
    return Value(f"one of {', '.join(sorted(known))}", lambda given: isinstance(given, str) and given in known)


#: As many layers as a receipt may hold: each is read and laid over the Code again, and few providers have two.
MOST_LAYERS: Final = 50

_DATE_LENGTH: Final = len("2026-05-01")
_DIGEST: Final = re.compile(r"[0-9a-f]{64}", re.ASCII)

TEXT: Final = Value("text", lambda given: isinstance(given, str))
TEXT_OR_NULL: Final = _or_null(TEXT)
DATE: Final = Value("a date", _is_date)
DIGEST: Final = Value(
    "a SHA-256 of 64 hexadecimal digits",
    lambda given: isinstance(given, str) and _DIGEST.fullmatch(given) is not None,
)
_YES_NO: Final = Value("true or false", lambda given: isinstance(given, bool))
_OBJECT: Final = Value("an object", lambda given: isinstance(given, dict))
_DATE_OR_NULL: Final = _or_null(DATE)
_WHEN_OR_NULL: Final = _or_null(Value("a date, or a date-time with an offset,", _is_when))
_YES_NO_OR_NULL: Final = _or_null(_YES_NO)
_TRUTH: Final = _one_of(Truth)

OBLIGATION: Final[Mapping[str, Shape]] = {
    "id": TEXT,
    "edition": TEXT,
    "layer": TEXT_OR_NULL,
    "owed_by": ListOf(TEXT),
    "held_by": TEXT_OR_NULL,
    "limit": TEXT_OR_NULL,
    "enhanced": _YES_NO_OR_NULL,
    "clock_start": _DATE_OR_NULL,
    "due_by": _DATE_OR_NULL,
    "due_by_if_enhanced": _DATE_OR_NULL,
    "bound": _DATE_OR_NULL,
    "target_by": _WHEN_OR_NULL,
    "target_status": _or_null(_one_of(TargetStatus)),
    "target_layer": TEXT_OR_NULL,
    "status": _one_of(Status),
    "breach": _TRUTH,
    "met_by": TEXT_OR_NULL,
    "met_on": _DATE_OR_NULL,
    "released_by": TEXT_OR_NULL,
    "reason": TEXT_OR_NULL,
    "good_reasons": _YES_NO,
    "unknown": ListOf(TEXT),
}

RECEIPT: Final[Mapping[str, Shape]] = {
    "schema": TEXT,
    "facts": {"case": _OBJECT, "digest": DIGEST},
    "asked": {"as_of": DATE, "known_at": _WHEN_OR_NULL, "rulebook": TEXT_OR_NULL, "whatever_the_date": _YES_NO},
    "versions": {"library": TEXT, "code": TEXT, "duty_basis": TEXT, "calendar": TEXT},
    "code": {
        "editions": ByName(_DATE_OR_NULL),
        "rules": ByName(ByName({"standard": TEXT_OR_NULL, "enhanced": TEXT_OR_NULL, "digest": DIGEST})),
        "applies_if": _or_null(DIGEST),
        "criteria": ByName(DIGEST),
        "event_types": ByName(DIGEST),
        "reasons": ListOf(TEXT),
    },
    "duty_basis": ListOf({"name": TEXT, "from": DATE, "good_reasons": _YES_NO}),
    "calendar": {
        "from": _DATE_OR_NULL,
        "to": _DATE_OR_NULL,
        "bank_holidays": ListOf(DATE),
        "is_projected": _YES_NO,
    },
    "readings": {"chosen": ByName(TEXT), "taken": ByName(TEXT)},
    "layers": ListOf({"name": TEXT, "code": TEXT, "digest": DIGEST, "text": TEXT}, most=MOST_LAYERS),
    "outcome": {
        "in_breach": _TRUTH,
        "next_due": TEXT_OR_NULL,
        "next_change_at": _DATE_OR_NULL,
        "enhanced_rights": ByName({"entitled": _YES_NO_OR_NULL, "categories": ListOf(TEXT)}),
        "obligations": ListOf(OBLIGATION),
        "findings": ListOf({"code": TEXT, "event": TEXT_OR_NULL, "victim": TEXT_OR_NULL, "rule": TEXT_OR_NULL}),
    },
    "digest": DIGEST,
}
