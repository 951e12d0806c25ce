"""Learning a fact settles a condition of the 2020 Code and never turns its answer round; what is unknown is named."""

from __future__ import annotations

import datetime as dt
from itertools import product
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from victims_code.cases import Case, Jurisdiction
from victims_code.criteria import code_criteria
from victims_code.eligibility import standing_in
from victims_code.events import Event
from victims_code.names import CheckedType
from victims_code.rulebook import load_code
from victims_code.rulebook.conditions import Condition, DetailSays, in_english, leaves
from victims_code.victims import Role, Victim
from victims_code.vocabulary import DetailKind

DAY = dt.date(2026, 5, 6)
BOOK = load_code()
CONDITIONS = {rule.id: rule.applies_if for rule in BOOK.rules if rule.applies_if is not None}
VICTIM_FACTS = ("under_18_at_offence", "persistently_targeted", "vulnerable", "intimidated", "named_point_of_contact")
VICTIM_FACTS_AND_OFFENCES = (*VICTIM_FACTS, "offence_categories")
ASSUMED = (Role.PARENT_OR_GUARDIAN, "under_18_at_offence")
VALUES: dict[DetailKind, list[Any]] = {
    DetailKind.YES_NO: [True, False],
    DetailKind.NUMBER: [0, 11, 12, 600],
    DetailKind.TEXT: ["guilty", "Not guilty", "stopped", "altered", "hung"],
}


class Facts:
    """A victim and an event that gives rise to a duty, with nothing else in the history."""

    def __init__(self, victim: Victim, trigger: Event) -> None:
        self.victim, self.trigger, self.day = victim, trigger, DAY.toordinal()
        self.history = Case("C1", [victim], [trigger]).history(self.day)
        self.standing = standing_in(victim, self.history, code_criteria())
        self.jurisdiction = Jurisdiction.ENGLAND_AND_WALES


def details_of(condition: Condition) -> list[DetailSays]:
    """Return what a condition asks of its trigger."""
    return [leaf for leaf in leaves(condition) if isinstance(leaf, DetailSays)]


@given(rule=st.sampled_from(sorted(CONDITIONS)), role=st.sampled_from(Role), data=st.data())
def test_learning_a_fact_only_ever_settles(rule: str, role: Role, data: st.DataObject) -> None:
    condition = CONDITIONS[rule]
    # What may be said of the victim and of the trigger; the fact that is learnt is at first unknown.
    said: dict[str, list[Any]] = {name: [True, False] for name in VICTIM_FACTS}
    said["offence_categories"] = [[], ["violent_crime"], ["sexual_offence"]]
    said |= {test.detail: VALUES[test.kind] for test in details_of(condition)}
    # A parent's child of unknown age is taken to be under 18: the one assumption, which a fact may correct.
    learnt = data.draw(st.sampled_from([name for name in said if (role, name) != ASSUMED]))
    before = {name: data.draw(st.sampled_from([*values, None])) for name, values in said.items()} | {learnt: None}
    after = before | {learnt: data.draw(st.sampled_from(said[learnt]))}
    answers = []
    for known in (before, after):
        facts = Facts(
            Victim("V1", role, **{name: fact for name, fact in known.items() if name in VICTIM_FACTS_AND_OFFENCES}),
            Event(
                "e1",
                CheckedType(BOOK[rule].arises_on[0]),
                at=DAY,
                details={name: fact for name, fact in known.items() if name not in VICTIM_FACTS_AND_OFFENCES},
            ),
        )
        answers.append(condition.evaluate(facts))
        assert bool(condition.unknown(facts)) is (answers[-1] is None)
    assert answers[0] in (None, answers[1])


@pytest.mark.parametrize("rule", ["R2.intermediary", "R4.special-measures-information"])
def test_to_settle_every_fact_that_is_named_is_to_settle_the_condition(rule: str) -> None:
    condition = CONDITIONS[rule]
    trigger = Event("e1", CheckedType(BOOK[rule].arises_on[0]), at=DAY)
    offences: list[str] | None
    for under, vulnerable, intimidated, offences in product((None, False), (None, False), (None, False), (None, [])):
        victim = Victim(
            "V1", under_18_at_offence=under, vulnerable=vulnerable, intimidated=intimidated, offence_categories=offences
        )
        unknown = condition.unknown(Facts(victim, trigger))
        assert all(getattr(victim, name) is None for name in unknown)
        answers: dict[str, Any] = {name: [] if name == "offence_categories" else False for name in unknown}
        assert condition.evaluate(Facts(evolve(victim, **answers), trigger)) is False
        if unknown:
            answers[unknown[0]] = ["sexual_offence"] if unknown[0] == "offence_categories" else True
            assert condition.evaluate(Facts(evolve(victim, **answers), trigger)) is True


def test_each_condition_reads_as_the_facts_write_it() -> None:
    for rule, condition in CONDITIONS.items():
        note = BOOK[rule].note
        assert BOOK[rule].row()["applies_if"] == "; ".join(words for words in (in_english(condition), note) if words)
