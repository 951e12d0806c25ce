"""Enhanced Rights over every combination of facts, roles, offences and determinations, against the formula by hand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import product
from typing import Any

import pytest
from attrs import evolve, field, frozen

from tests.proof import by_hand
from tests.proof.by_hand import Answer, Situation
from tests.proof.weighing import Check, Enumerations, weigh
from victims_code import Event, OffenceCategory, Role, Victim
from victims_code.criteria import code_criteria
from victims_code.eligibility import Standing

#: Too many answers to be traced one by one: other tests see to it that every branch is tested.
pytestmark = pytest.mark.no_cover

DAY = date(2026, 5, 6)
#: Yes, no and unknown.
ANSWERS: tuple[Answer, ...] = (True, False, None)
#: Unknown, none at all, and each category by itself.
OFFENCES: tuple[frozenset[str] | None, ...] = (
    None,
    frozenset(),
    *(frozenset({each.value}) for each in OffenceCategory),
)
#: What a determination may say: whether the victim has them, and which category or quality it names, if any.
DETERMINATIONS = (
    (False, ""), (True, ""), (True, "vulnerable_or_intimidated"), (True, "vulnerable"), (True, "intimidated"),
    (True, "most_serious_crime"), (True, "persistently_targeted"),
)  # fmt: skip


def people(offences: Iterable[frozenset[str] | None] = OFFENCES) -> Iterator[Situation]:
    """Walk every role with every combination of the five facts and the categories."""
    for role, found, facts in product(Role, offences, product(ANSWERS, repeat=5)):
        under_18, targeted, vulnerable, intimidated, contact = facts
        yield Situation(
            role=role.value,
            offences=found,
            under_18=under_18,
            targeted=targeted,
            vulnerable=vulnerable,
            intimidated=intimidated,
            contact=contact,
        )


def victim(s: Situation) -> Victim:
    return Victim(
        "V1",
        Role(s.role),
        under_18_at_offence=s.under_18,
        offence_categories=None if s.offences is None else sorted(map(OffenceCategory, s.offences)),
        persistently_targeted=s.targeted,
        vulnerable=s.vulnerable,
        intimidated=s.intimidated,
        named_point_of_contact=s.contact,
    )


@frozen
class Determined:
    """What providers determined, one a day from `DAY` on: as the formula takes it, and as events."""

    said: tuple[tuple[bool, str], ...]
    events: tuple[Event, ...] = field(init=False)

    @events.default
    def _make(self) -> tuple[Event, ...]:
        found = []
        for n, (entitled, category) in enumerate(self.said):
            details: dict[str, Any] = {"entitled": entitled, **({"category": category} if category else {})}
            found.append(Event(f"d{n}", "enhanced_rights_determined", at=DAY + timedelta(days=n), details=details))
        return tuple(found)


def answers(who: Victim, determined: Determined, on: date) -> tuple[Answer, ...]:
    standing, day = Standing(who, determined.events, code_criteria()), on.toordinal()
    return (
        standing.on(day),
        standing.category_on("most_serious_crime", day),
        standing.category_on("persistently_targeted", day),
        standing.category_on("vulnerable_or_intimidated", day),
        standing.shows_on("vulnerable", day),
        standing.shows_on("intimidated", day),
    )


def right(s: Situation) -> tuple[Answer, ...]:
    return (
        by_hand.has_enhanced_rights(s),
        by_hand.most_serious_crime(s),
        by_hand.persistently_targeted(s),
        by_hand.vulnerable_or_intimidated(s),
        by_hand.vulnerable(s),
        by_hand.intimidated(s),
    )


def facts() -> Iterator[Check]:
    """Go through every combination of facts, without a determination and after one of each answer."""
    none, *either = [Determined(said) for said in ((), ((True, ""),), ((False, ""),))]
    for s in people():
        who = victim(s)
        yield s, answers(who, none, DAY), right(s)
        # The contact of a business gives it no Enhanced Rights: where it is recorded, it is asked without more.
        for determined in either if s.contact is None else ():
            yield (s, determined.said), answers(who, determined, DAY), right(evolve(s, determined=determined.said))


def determinations() -> Iterator[Check]:
    """Go through every determination, on its day and on its eve, and every two one after the other."""
    one = [Determined((said,)) for said in DETERMINATIONS]
    two = [Determined(said) for said in product(DETERMINATIONS, repeat=2)]
    for s in people((None, frozenset())):
        if s.contact is not None:
            continue
        who, before = victim(s), right(s)
        for determined in (*one, *two):
            on = determined.events[-1].date
            yield (s, determined.said), answers(who, determined, on), right(evolve(s, determined=determined.said))
        for determined in one:
            yield (s, determined.said, "the eve"), answers(who, determined, DAY - timedelta(days=1)), before


ENUMERATIONS: Enumerations = {
    "Enhanced Rights: facts x roles x offences": facts,
    "Enhanced Rights: facts x roles x determinations": determinations,
}


@pytest.mark.parametrize("name", ENUMERATIONS)
def test_enhanced_rights(name: str) -> None:
    weighed = weigh(ENUMERATIONS[name]())
    assert weighed.wrong == ()
    assert weighed.asked > 30_000
