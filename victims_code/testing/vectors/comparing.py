"""Comparing: what an answer says otherwise than is expected of it. Only what is expected is compared."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from datetime import date
from typing import Any, Final

from attrs import field, frozen

from victims_code.assessment.obligation_ids import parts_of_id
from victims_code.dates import format_when
from victims_code.errors import InvalidFact
from victims_code.testing.questions import Answer, duties

#: How much of a value is shown.
_SHOWN: Final = 200


@frozen
class Difference:
    """One thing that an answer says otherwise than is expected of it, in words."""

    #: What it is about: an obligation, a victim, a key; empty is the answer as a whole.
    where: str
    #: What was expected and what came.
    what: str
    #: Whether the answer says nothing of it, so that it is not answered rather than wrong.
    is_unsaid: bool = field(default=False, kw_only=True)

    def __str__(self) -> str:
        """Return it as a line for a person."""
        return f"{self.where}: {self.what}" if self.where else self.what


def differences(
    expected: Mapping[str, Any], answer: Answer, *, known: Collection[str] | None = None
) -> tuple[Difference, ...]:
    """Return what an answer says otherwise than is expected of it; what is not expected is not looked at.

    Values are compared as JSON holds them, a date as its text. The order of a list carries no meaning. A key that is
    left out says nothing. A list of obligations that leaves one out says that it does not arise, if the system knows
    its rule: `known` are the rules that it knows, and None is all.

    >>> [str(each) for each in differences({"in_breach": "no", "next_due": None}, {"in_breach": "yes"})]
    ['in_breach: expected "no", came "yes"', 'says nothing of next_due; expected null']
    """
    try:
        return tuple(_differences(expected, answer, known))
    except InvalidFact as error:
        return (Difference("", f"cannot be read: {error}"),)


def _differences(expected: Mapping[str, Any], answer: Answer, known: Collection[str] | None) -> Iterator[Difference]:
    found = duties(answer)
    told = found if "obligations" in answer else None
    for key, value in expected.items():
        if key == "obligations":
            for name, wanted in value.items():
                if told is not None and name not in told and _is_known(name, known):
                    yield Difference("", f"{name} does not arise; expected {_shown(wanted)}")
                else:
                    yield from _of_object(name, wanted, told or {}, "")
        elif key == "absent":
            yield from _of_absent(value, told)
        elif key == "enhanced_rights":
            rights = _rights(answer)
            for name, wanted in value.items():
                yield from _of_object(name, wanted, rights, key)
        elif key == "findings":
            yield from _of_findings(value, answer)
        elif key == "no_findings":
            yield from _of_no_findings(value, answer)
        else:
            yield from _of_value(key, value, answer, "")


def _of_object(name: str, wanted: Mapping[str, Any], told: Mapping[str, Any], place: str) -> Iterator[Difference]:
    """Compare what is said of one obligation, or of the Enhanced Rights of one victim."""
    if name not in told:
        yield _unsaid(name, wanted, place)
        return
    for key, value in wanted.items():
        yield from _of_value(key, value, told[name], _joined(place, name))


def _of_value(key: str, wanted: object, told: Mapping[str, Any], place: str) -> Iterator[Difference]:
    if key not in told:
        yield _unsaid(key, wanted, place)
        return
    came = _plain(told[key])
    if not _is_same(wanted, came):
        yield Difference(_joined(place, key), f"expected {_shown(wanted)}, came {_shown(came)}")


def _unsaid(name: str, wanted: object, place: str) -> Difference:
    return Difference(place, f"says nothing of {name}; expected {_shown(wanted)}", is_unsaid=True)


def _joined(place: str, name: str) -> str:
    return f"{place}: {name}" if place else name


def _of_absent(names: list[str], told: Mapping[str, Any] | None) -> Iterator[Difference]:
    if told is None:
        words = f"says nothing of obligations; must not arise: {', '.join(names)}"
        yield Difference("", words, is_unsaid=True)
        return
    for name in names:
        if name in told:
            yield Difference(name, "came, and must not arise")


def _is_known(name: str, known: Collection[str] | None) -> bool:
    """Whether the system knows the rule of an obligation."""
    return known is None or parts_of_id(name)[1] in known


def rules_named(answer: Answer) -> set[str]:
    """Return the rules of which an answer tells an obligation; what cannot be read names none.

    >>> rules_named({"obligations": [{"id": "V1/R6.arrest/e1"}]})
    {'R6.arrest'}
    """
    found: set[str] = set()
    with suppress(InvalidFact):
        for name in duties(answer):
            with suppress(InvalidFact):
                found.add(parts_of_id(name)[1])
    return found


def _of_findings(wanted: list[Mapping[str, Any]], answer: Answer) -> Iterator[Difference]:
    made = _findings(answer)
    for finding in wanted:
        if made is None:
            yield _unsaid("findings", finding, "")
        elif not any(all(_is_same(value, each.get(key)) for key, value in finding.items()) for each in made):
            yield Difference("findings", f"expected {_shown(finding)}, did not come")


def _of_no_findings(codes: list[str], answer: Answer) -> Iterator[Difference]:
    made = _findings(answer)
    if made is None:
        words = f"says nothing of findings; must not be made: {', '.join(codes)}"
        yield Difference("", words, is_unsaid=True)
    for code in codes:
        if any(each.get("code") == code for each in made or ()):
            yield Difference("findings", f"{code} came, and must not be made")


def _findings(answer: Answer) -> list[dict[str, Any]] | None:
    """Return the findings that an answer makes; None where it has no such key.

    :raises InvalidFact: when they are no list of objects.
    """
    if "findings" not in answer:
        return None
    made = _plain(answer["findings"])
    if not isinstance(made, list) or not all(isinstance(each, dict) for each in made):
        msg = "findings: a list of objects, each with its code, is needed"
        raise InvalidFact(msg)
    return made


def _rights(answer: Answer) -> Mapping[str, Any]:
    """Return what an answer says of Enhanced Rights, by victim.

    :raises InvalidFact: when that is no object of objects.
    """
    found = answer.get("enhanced_rights", {})
    if not isinstance(found, Mapping) or not all(isinstance(each, Mapping) for each in found.values()):
        msg = "enhanced_rights: an object with an object for each victim is needed"
        raise InvalidFact(msg)
    return found


def _is_same(wanted: object, came: object) -> bool:
    """Whether two values are the same in JSON: true is not 1, and a list is the same in any order."""
    if isinstance(wanted, list) and isinstance(came, list):
        return sorted(map(_json, wanted)) == sorted(map(_json, came))
    return wanted == came and isinstance(wanted, bool) is isinstance(came, bool)


def _plain(value: object) -> object:
    """Return a value as JSON holds it; what JSON cannot hold is named by its kind, which is never expected."""
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, date):
        return format_when(value)
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return f"<{type(value).__name__}>"


def _json(value: object) -> str:
    return json.dumps(value, sort_keys=True)


def _shown(value: object) -> str:
    """Return a value as JSON: what is text and what is not can be told apart."""
    text = _json(value)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
