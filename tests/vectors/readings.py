"""Vectors of the readings: each choice that is not a default, in a case worked out by hand under both."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from tests.vectors.argued import none, obligations, person
from tests.vectors.making import GOLDEN, HERE, Document, case, slug, toml, vector, whole

#: At which level each reading makes a difference; at that of deadlines, where none is named.
LEVELS: Final = {
    "enhanced_from": "enhanced_rights",
    "age": "enhanced_rights",
    "modern_slavery": "enhanced_rights",
    "automatic_intimidation": "enhanced_rights",
    "targeted_business": "enhanced_rights",
    "unattributed_contact": "meeting",
    "reasons": "meeting",
    "listing_bound": "chains",
    "sentence_notice": "chains",
    "edition": "history",
    "unassessed": "unknowns",
}


def readings(level: str) -> Iterator[Document]:
    """Walk the vectors of a level: each case under the default, and under the other choice."""
    tables = [*sorted((GOLDEN / "readings").glob("*.toml")), HERE / "argued" / "readings.toml"]
    for told, argument in (each for table in tables for each in whole(toml(table)["case"])):
        if LEVELS.get(told["reading"], "deadlines") == level:
            yield from _vectors(level, {**told, "argument": argument})


def _vectors(level: str, told: Mapping[str, Any]) -> Iterator[Document]:
    reading, choice = told["reading"], told["choice"]
    ref = f"{level}/reading/{reading}/{slug(told['name'])}"
    people = [person({**each, "id": f"V{number}"}) for number, each in enumerate(told["victims"], start=1)]
    question = case(*told["events"], victims=people), told["as_of"]
    default, chosen = (
        _expected(told[side], verdict) for side, verdict in zip(("default", "chosen"), told["in_breach"], strict=True)
    )
    words: dict[str, Any] = {"authority": _authority(reading), "argument": told["argument"]}
    accepted = [] if default == chosen else [{"reading": {reading: choice}, "expected": chosen}]
    yield vector(f"{ref}/default", question, expected=default, accepted=accepted, **words)
    yield vector(f"{ref}/{slug(choice)}", question, expected=chosen, reading={reading: choice}, **words)


def _expected(said: Mapping[str, Any], verdict: str) -> Document:
    duties, absent = obligations(none(said))
    found: Document = {"in_breach": verdict, "obligations": duties, "absent": absent}
    return {key: value for key, value in found.items() if value}


def _authority(reading: str) -> str:
    authority: str = toml(HERE / "authorities.toml")["readings"][reading]
    return authority
