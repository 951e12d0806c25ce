"""Mutants of the rule data: a conformance vector finds out each, or it is argued that it can change no answer."""

from __future__ import annotations

from collections import Counter

import pytest
from attrs import fields

from tests.proof.mutants import by_subject, mutants
from tests.proof.parts import mutation
from victims_code.rulebook import Conventions, editions_in_force, law_of

#: Too many answers to be traced one by one: other tests see to it that every branch is tested.
pytestmark = pytest.mark.no_cover

SUBJECTS = by_subject()


@pytest.mark.parametrize("subject", SUBJECTS)
def test_a_vector_finds_out_every_mutant_but_those_argued(subject: str) -> None:
    told = mutation(subject)
    assert told.wrong == ()
    assert set(told.killed) == {mutant.id for mutant in SUBJECTS[subject] if not mutant.argument}


def test_every_rule_edition_and_criterion_is_mutated_and_each_mutant_has_a_name_of_its_own() -> None:
    names = Counter(mutant.id for mutant in mutants())
    assert names.most_common(1)[0][1] == 1
    rules = {f"{book.name}/{rule.id}" for book in editions_in_force() for rule in book.rules}
    readings = {f"{book.name}/{name}" for book in editions_in_force() for name in book.readings}
    criteria = {f"{c.name}/{each.id}" for c in editions_in_force()[-1].criteria for each in c.criteria}
    assert rules | readings | criteria | {"2015", "2020"} <= set(SUBJECTS)


def test_every_convention_is_flipped_where_no_choice_is_asked_for_and_kept_where_one_is() -> None:
    readings = law_of().readings.values()
    set_by = {key: reading.name for reading in readings for c in reading.choices.values() for key in c.conventions}
    assert set(set_by) == {convention.name for convention in fields(Conventions)}
    flipped = {mutant.about for mutant in mutants() if mutant.id.endswith("is the default")}
    kept = {mutant.about for mutant in mutants() if ": conventions without " in mutant.id}
    assert set(set_by.values()) <= flipped & kept


def test_few_are_argued_and_each_for_a_reason_that_holds_for_its_kind() -> None:
    argued = [mutant for mutant in mutants() if mutant.argument]
    assert len(argued) <= len(list(mutants())) * 0.02
    assert len({mutant.argument for mutant in argued}) <= 12
