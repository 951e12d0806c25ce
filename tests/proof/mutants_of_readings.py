"""Ways in which the readings may be wrong: what a choice changes left out or changed, or another one the default."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any, Final

from attrs import evolve

from tests.proof.mutants_of_rules import SAID_TWICE, UNBOUND, Change, wrong_limits
from victims_code.rulebook import Choice, Clock, Limit, Reading, Rule, Rulebook

ONE_DAY: Final = timedelta(days=1)


def of_reading(reading: Reading, book: Rulebook) -> Iterator[Change]:
    """Walk every change of what a choice says, in a reading of an edition."""
    for choice in reading.choices.values():
        for name, wrong, argument in _wrong_choices(choice, book):
            changed = evolve(reading, choices={**reading.choices, choice.name: wrong})
            readings = {**book.readings, reading.name: changed}
            yield Change(f"{choice.name}: {name}", {"readings": readings}, argument)


def defaults_swapped(readings: Mapping[str, Reading]) -> Iterator[tuple[str, dict[str, Choice]]]:
    """Walk every choice that is no default, as what is taken where no other is asked for."""
    for reading in readings.values():
        for choice in reading.choices.values():
            if not choice.is_default:
                yield f"{reading.name}: {choice.name} is the default", {reading.name: choice}


def _wrong_choices(choice: Choice, book: Rulebook) -> Iterator[tuple[str, Choice, str]]:
    for key in ("conventions", "criteria"):
        effects: Mapping[str, Any] = getattr(choice, key)
        for name in effects:
            fields: dict[str, Any] = {key: _without(effects, name)}
            yield f"{key} without {name}", evolve(choice, **fields), ""
    for rule, changed in choice.rules.items():
        for name, wrong, argument in _wrong_fields(rule, changed, book):
            yield f"{rule} {name}", evolve(choice, rules={**choice.rules, rule: wrong}), argument
    for criterion in choice.leaves_out:
        yield f"with {criterion}", evolve(choice, leaves_out=tuple(c for c in choice.leaves_out if c != criterion)), ""
    if choice.since is not None:
        yield "a day sooner", evolve(choice, since=choice.since - ONE_DAY), ""
        yield "a day later", evolve(choice, since=choice.since + ONE_DAY), ""
        yield "always", evolve(choice, since=None), ""


def _wrong_fields(
    rule_id: str, fields: Mapping[str, Any], book: Rulebook
) -> Iterator[tuple[str, Mapping[str, Any], str]]:
    """Walk what a choice may wrongly say of a rule."""
    rule = book[rule_id]
    yield "as it is", {}, ""
    for name, value in fields.items():
        yield f"{name} as it is", _without(fields, name), _argument(rule, name, fields)
        if isinstance(value, Limit):
            yield from ((f"{name} {how}", {**fields, name: wrong}, "") for how, wrong in wrong_limits(value))


def _argument(rule: Rule, name: str, fields: Mapping[str, Any]) -> str:
    """Say why it may make no difference whether a choice changes a field of a rule."""
    if name == "clock" and Clock.RECEIVED_AT not in (rule.clock, fields["clock"]):
        return "what has no clock of its own counts from its event, as what counts from its event does"
    if name == "fed_by" and fields.get("clock") is Clock.AT:
        return UNBOUND
    if name == "requires_dispute" and rule.requires_dispute in rule.disputes:
        return SAID_TWICE
    return ""


def _without(items: Mapping[str, Any], name: str) -> dict[str, Any]:
    return {key: value for key, value in items.items() if key != name}
