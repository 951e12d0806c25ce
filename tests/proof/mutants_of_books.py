"""Ways in which what the rules share may be wrong: dates, whom an edition binds for, states, Enhanced Rights."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any, Final

from attrs import evolve

from tests.proof.mutants_of_conditions import rewritten, wrong_conditions
from tests.proof.mutants_of_rules import Change
from victims_code.criteria import Category, Criterion, SettledBy
from victims_code.rulebook import DutyBasis, Rulebook
from victims_code.rulebook.conditions import StateIs, leaves
from victims_code.victims import Role

STEPS: Final = (timedelta(days=-1), timedelta(days=1))


def of_book(book: Rulebook, *, is_newest: bool) -> Iterator[Change]:
    """Walk every change of what the rules of an edition share."""
    yield from _dates(book)
    idle = "" if is_newest else "whom any edition binds for is the newest one's to say"
    if book.applies_if is not None:
        for name, wrong in wrong_conditions(book.applies_if):
            yield Change(f"binds: {name}", {"applies_if": wrong}, idle)
    for code in book.reasons:
        yield Change(f"no reason {code}", {"reasons": {key: book.reasons[key] for key in book.reasons if key != code}})


def _dates(book: Rulebook) -> Iterator[Change]:
    if book.in_force_from is not None:
        for step in STEPS:
            yield Change(f"in force {step.days:+} day", {"in_force_from": book.in_force_from + step})
    for place, basis in enumerate(book.duty_bases):
        for name, wrong in _wrong_bases(basis):
            bases = (*book.duty_bases[:place], wrong, *book.duty_bases[place + 1 :])
            yield Change(f"{basis.name} {name}", {"duty_bases": bases})
        if len(book.duty_bases) > 1:
            rest = (*book.duty_bases[:place], *book.duty_bases[place + 1 :])
            yield Change(f"never a {basis.name}", {"duty_bases": rest})


def _wrong_bases(basis: DutyBasis) -> Iterator[tuple[str, DutyBasis]]:
    for step in STEPS:
        yield f"from {step.days:+} day", evolve(basis, from_=basis.from_ + step)
    yield "with good reasons, or not", evolve(basis, good_reasons=not basis.good_reasons)
    yield "by another name", evolve(basis, name="custom")


def of_states(book: Rulebook) -> Iterator[Change]:
    """Walk every change of a state, in all the rules that ask for it."""
    conditions = [rule.applies_if for rule in book.rules if rule.applies_if is not None]
    states = {leaf.name: leaf for each in conditions for leaf in leaves(each) if isinstance(leaf, StateIs)}
    for state in states.values():
        for name, wrong in _wrong_states(state):
            rules = tuple(
                evolve(rule, applies_if=rule.applies_if and rewritten(rule.applies_if, state, wrong))
                for rule in book.rules
            )
            yield Change(f"{state.name} {name}", {"rules": rules})


def _wrong_states(state: StateIs) -> Iterator[tuple[str, StateIs]]:
    yield "starts the other way", evolve(state, starts=not state.starts)
    for key, names in (("on", state.on), ("off", state.off)):
        for name in names:
            fields: dict[str, Any] = {key: tuple(other for other in names if other != name)}
            yield f"not {key} by {name}", evolve(state, **fields)


def of_criteria(criteria: tuple[Category, ...], *, asked: frozenset[str]) -> Iterator[Change]:
    """Walk every change of the criteria of Enhanced Rights; rules ask for the qualities `asked`."""
    for place, category in enumerate(criteria):
        for number, criterion in enumerate(category.criteria):
            others = (*category.criteria[:number], *category.criteria[number + 1 :])
            names = {criterion.fact, *(name for each in others for name in (each.fact, each.shows))}
            is_unasked = criterion.shows not in asked and criterion.shows in names
            for name, wrong, argument in _wrong_criteria(criterion, is_unasked=is_unasked):
                kept = () if wrong is None else (wrong,)
                found = (*others[:number], *kept, *others[number:])
                changed = (*criteria[:place], evolve(category, criteria=found), *criteria[place + 1 :])
                yield Change(f"{category.name}/{criterion.id}: {name}", {"criteria": changed}, argument)


#: Why what a criterion shows may change no answer.
UNASKED: Final = "no rule asks for that quality, and a determination can name the category by it all the same"


def _wrong_criteria(criterion: Criterion, *, is_unasked: bool) -> Iterator[tuple[str, Criterion | None, str]]:
    yield "left out", None, ""
    for offence in sorted(criterion.offences):
        if len(criterion.offences) > 1:
            yield f"without {offence}", evolve(criterion, offences=criterion.offences - {offence}), ""
    for role in criterion.roles:
        if len(criterion.roles) > 1:
            yield f"without {role}", evolve(criterion, roles=tuple(r for r in criterion.roles if r is not role)), ""
    if criterion.under is not None:
        for step in (-1, 1):
            yield f"under {criterion.under + step}", evolve(criterion, under=criterion.under + step), ""
    other = SettledBy.FACT if criterion.settled_by is SettledBy.ASSESSMENT else SettledBy.ASSESSMENT
    yield f"settled by {other}", evolve(criterion, settled_by=other), ""
    by_role = criterion.roles and Role.BUSINESS not in criterion.roles
    yield (
        "of persons alone, or not",
        evolve(criterion, personal=not criterion.personal),
        "a criterion by role is met by that role, and a business has another" if by_role else "",
    )
    if criterion.shows is not None:
        yield "shows nothing", evolve(criterion, shows=None), UNASKED if is_unasked else ""
