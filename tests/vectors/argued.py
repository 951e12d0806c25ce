"""Vectors from cases argued by hand in TOML: those beside this file, and the golden ones of a record that changes.

A case has facts and questions, in the words of ``tests/golden/the_whole_truth``. Of a question only what an answer's
document says is taken: what would settle a doubt, what was learned since and what is counted are asked otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from tests.vectors.making import GOLDEN, HERE, Document, carried, case, slug, toml, vector, victim, whole

#: The keys of a case beside its facts and its questions.
_PLAIN: Final = ("in_breach", "next_due", "next_change_at")

#: Questions that are not about the record as it is, but about what may be added to it.
_WHAT_IF: Final = {"preview", "advance"}

#: The duty basis in full, as an answer names it, for what the golden cases cut short.
_BASES: Final = {"code of practice": "code of practice (2021-04-01)", "statutory duty": "statutory duty (2025-01-29)"}


def argued(level: str) -> Iterator[Document]:
    """Walk the vectors of the cases that are argued beside this file for a level."""
    for told in toml(HERE / "argued" / f"{level}.toml")["case"]:
        yield from _vectors(f"{level}/{told['id']}", told, told["authority"])


def whole_truth(level: str, *files: str) -> Iterator[Document]:
    """Walk the vectors of golden cases of a record that changes, with the authorities listed beside this file."""
    authorities = toml(HERE / "authorities.toml")
    for file in files:
        known = authorities[file]
        for told, argument in whole(toml(GOLDEN / "the_whole_truth" / f"{file}.toml")["case"]):
            authority = known.get(told["name"], known["others"])
            yield from _vectors(f"{level}/{slug(told['name'])}", {**told, "argument": argument}, authority)


def _vectors(ref: str, told: Mapping[str, Any], authority: str) -> Iterator[Document]:
    """Walk the vectors of a case: one for each of its questions that an answer's document can answer."""
    found = case(
        *told["events"], victims=[person(each) for each in told["victims"]], jurisdiction=told.get("jurisdiction")
    )
    for number, asked in enumerate(told["question"], start=1):
        expected = {} if _WHAT_IF & set(asked) else expectation(asked)
        if expected:
            _carry(expected, told)
            yield vector(
                f"{ref}/{number}",
                (found, asked["as_of"]),
                expected=expected,
                authority=authority,
                argument=told["argument"],
                rule=told.get("rule"),
                boundary=told.get("boundary"),
                reading=asked.get("readings", {}),
                known_at=asked.get("known_at"),
            )


def _carry(expected: Document, told: Mapping[str, Any]) -> None:
    """Add what an answer carries of the duty that a case is about, but for what the case says otherwise."""
    for ref, duty in expected.get("obligations", {}).items():
        rule = ref.split("/")[1]
        if rule == told.get("rule"):
            duty.update({**carried(rule, told.get("edition", "2020")), **duty})


def person(told: str | Mapping[str, Any]) -> Document:
    """Make a victim that a case tells: a standing by its name, or facts that differ from the plain one's."""
    if isinstance(told, str):
        return victim(told)
    standing, ref = told.get("is", "plain"), told.get("id", "V1")
    facts = {key: none(value) for key, value in told.items() if key not in ("id", "is")}
    return victim(standing, ref=ref, **facts.pop("facts", {}), **facts)


def none(value: Any) -> Any:  # noqa: ANN401 - any value of a table
    """Return what a table says where it must write a word for nothing."""
    if isinstance(value, Mapping):
        return {key: none(item) for key, item in value.items()}
    return None if value in ("none", "unknown") else value


def expectation(asked: Mapping[str, Any]) -> Document:
    """Return what a question expects, in the keys of the format."""
    found: Document = {key: none(asked[key]) for key in _PLAIN if key in asked}
    duties, absent = obligations(asked.get("duties", {}))
    for key, by_value in asked.get("only", {}).items():
        for value, refs in by_value.items():
            for ref in refs:
                duties[ref] = {**duties.get(ref, {}), key: value}
    if duties:
        found["obligations"] = duties
    if absent:
        found["absent"] = absent
    rights = {name: {"entitled": fact} for name, fact in asked.get("entitled", {}).items()}
    rights |= none(asked.get("enhanced_rights", {}))
    if rights:
        found["enhanced_rights"] = rights
    if asked.get("findings"):
        found["findings"] = [
            {"code": code} if ref == "none" else {"code": code, "event": ref} for code, ref in asked["findings"]
        ]
    if asked.get("no_findings"):
        found["no_findings"] = asked["no_findings"]
    return found


def obligations(said: Mapping[str, Any]) -> tuple[dict[str, Document], list[str]]:
    """Return what is expected of obligations, and which are not to arise."""
    duties, absent = {}, []
    for ref, told in said.items():
        if told == "absent" or told.get("arises") is False:
            absent.append(ref)
            continue
        duty = none(told)
        if "duty_basis" in duty:
            duty["duty_basis"] = _BASES.get(duty["duty_basis"], duty["duty_basis"])
        duties[ref] = duty
    return duties, absent
