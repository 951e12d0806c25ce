"""A standing asked day after day: what determinations add up to, what facts contradict, and what would settle it."""

from __future__ import annotations

import datetime as dt
from datetime import date
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from victims_code.cases import Case
from victims_code.criteria import code_criteria
from victims_code.eligibility import Standing, StandingAtService, enhanced_rights, standing_in
from victims_code.events import Event
from victims_code.truth import Truth
from victims_code.victims import Role, Victim

DAY = dt.date(2026, 5, 6)
TODAY = DAY.toordinal()
VULNERABLE, SERIOUS, TARGETED = "vulnerable_or_intimidated", "most_serious_crime", "persistently_targeted"
#: Facts by which every criterion is known not to be met.
NONE: dict[str, Any] = {
    "under_18_at_offence": False, "offence_categories": [], "persistently_targeted": False, "vulnerable": False,
    "intimidated": False,
}  # fmt: skip


def determined(day: int, entitled: bool, category: str | None = None) -> Event:
    """Return a determination, so many days after `DAY`."""
    details = {"entitled": entitled} if category is None else {"entitled": entitled, "category": category}
    return Event(f"d{day}", "enhanced_rights_determined", at=DAY + dt.timedelta(days=day), details=details)


def standing(*events: Event, role: Role = Role.PERSON, **facts: Any) -> Standing:  # noqa: ANN401 - a victim's own facts
    """Return the standing of a victim."""
    return Standing(Victim("V1", role, **facts), events, code_criteria())


def test_a_determination_that_names_no_category_gives_none() -> None:
    found = standing(determined(0, True), **NONE)
    assert found.on(TODAY) is True
    assert [found.category_on(name, TODAY) for name in (VULNERABLE, SERIOUS, TARGETED)] == [False, False, False]
    assert found.shows_on("vulnerable", TODAY) is False


def test_each_determination_adds_to_those_before_it_until_one_says_no() -> None:
    found = standing(
        determined(0, True, "vulnerable"),
        determined(2, True, TARGETED),
        determined(4, False),
        determined(6, True),
        **NONE,
    )
    asked = (VULNERABLE, SERIOUS, TARGETED)
    assert [[found.category_on(name, TODAY + day) for name in asked] for day in (-1, 0, 2, 4, 6)] == [
        [False, False, False],
        [True, False, False],
        [True, False, True],
        [False, False, False],
        [False, False, False],
    ]
    assert [found.on(TODAY + day) for day in (-1, 0, 2, 4, 6)] == [False, True, True, False, True]
    assert [found.shows_on("vulnerable", TODAY + day) for day in (-1, 0, 2, 4)] == [False, True, True, False]
    assert found.shows_on("intimidated", TODAY) is False


def test_what_would_settle_a_category_or_a_quality_is_named_in_facts() -> None:
    found = standing(determined(2, False))
    assert found.unknown_for_category(VULNERABLE, TODAY) == (
        "under_18_at_offence", "offence_categories", "vulnerable", "intimidated"
    )  # fmt: skip
    assert found.unknown_for_quality("vulnerable", TODAY) == ("under_18_at_offence", "vulnerable")
    assert found.unknown_for_category(SERIOUS, TODAY) == ("offence_categories",)
    assert found.unknown_for_category(TARGETED, TODAY) == ("persistently_targeted",)
    # Not entitled: what is assessed is settled, what is a fact is not.
    assert found.unknown_for_category(VULNERABLE, TODAY + 2) == ("under_18_at_offence", "offence_categories")
    assert found.unknown_for_category(TARGETED, TODAY + 2) == ()
    assert standing(vulnerable=True).unknown_for_quality("vulnerable", TODAY) == ()


@pytest.mark.parametrize(
    ("facts", "entitled", "contradicted"),
    [
        ({**NONE, "offence_categories": ["kidnap"]}, False, True),
        ({**NONE, "under_18_at_offence": True}, False, True),
        ({**NONE, "vulnerable": True}, False, False),
        ({**NONE, "under_18_at_offence": None}, False, False),
        ({**NONE, "offence_categories": ["kidnap"]}, True, False),
        (NONE, False, False),
    ],
)
def test_a_no_is_contradicted_by_a_fact_and_not_by_what_is_assessed(
    facts: dict[str, Any], entitled: bool, contradicted: bool
) -> None:
    event = determined(0, entitled)
    assert standing(event, **facts).contradiction() is (event if contradicted else None)


@pytest.mark.parametrize(
    ("born", "recorded", "used", "disagree"),
    [
        (None, None, False, False),
        (None, True, False, False),
        ("2010-01-01", None, True, False),
        ("2010-01-01", True, False, False),
        ("2010-01-01", False, False, True),
        ("1990-01-01", True, False, True),
        ("1990-01-01", False, False, False),
    ],
)
def test_a_recorded_age_and_a_date_of_birth_are_held_against_each_other(
    born: str | None, recorded: bool | None, used: bool, disagree: bool
) -> None:
    birth = None if born is None else dt.date.fromisoformat(born)
    offence = Event("e1", "offence_committed", at=DAY)
    found = standing(offence, born=birth, under_18_at_offence=recorded)
    assert (found.age_used(), found.ages_disagree(), found.age_is_at_offence) == (used, disagree, True)
    nothing_happened = standing(born=birth, under_18_at_offence=recorded)
    assert (nothing_happened.age_used(), nothing_happened.ages_disagree()) == (False, False)


def test_a_voided_determination_never_was() -> None:
    void = Event("x", "event_voided", at=DAY + dt.timedelta(days=3), details={"event": "d0"})
    victim = Victim("V1", **NONE)
    case = Case("C1", [victim], [determined(0, True), void])
    answers = [standing_in(victim, case.history(TODAY + day), code_criteria()).on(TODAY + day) for day in (2, 3)]
    assert answers == [True, False]


_FACT = st.sampled_from([True, False, None])
_NAMES = ("under_18_at_offence", "persistently_targeted", "vulnerable", "intimidated")


@given(
    role=st.sampled_from(Role),
    facts=st.fixed_dictionaries(dict.fromkeys(_NAMES, _FACT)),
    offences=st.sampled_from([None, [], ["kidnap"], ["sexual_offence"], ["violent_crime"]]),
    determinations=st.lists(st.tuples(st.integers(-3, 3), st.booleans()), max_size=3, unique_by=lambda one: one[0]),
    learnt=st.sampled_from([*_NAMES, "offence_categories"]),
    data=st.data(),
)
def test_learning_a_fact_only_ever_settles_and_never_turns_round(
    role: Role,
    facts: dict[str, bool | None],
    offences: list[str] | None,
    determinations: list[tuple[int, bool]],
    learnt: str,
    data: st.DataObject,
) -> None:
    # A parent's child of unknown age is taken to be under 18: the one assumption, which a fact may correct.
    assume(role is not Role.PARENT_OR_GUARDIAN or learnt != "under_18_at_offence")
    known: dict[str, Any] = {**facts, "offence_categories": offences}
    events = [determined(day, entitled) for day, entitled in determinations]
    news = [[], ["kidnap"], ["sexual_offence"]] if learnt == "offence_categories" else [True, False]
    more = {**known, learnt: data.draw(st.sampled_from(news)) if known[learnt] is None else known[learnt]}
    before, after = (enhanced_rights(Victim("V1", role, **said), events, on=DAY) for said in (known, more))
    pairs = [(before.entitled, after.entitled)]
    pairs += [(one.answer, other.answer) for one, other in zip(before.categories, after.categories, strict=True)]
    assert all(one in (Truth.UNDETERMINED, other) for one, other in pairs)


def test_a_parents_child_is_the_one_assumption_that_a_fact_may_correct() -> None:
    unknown = {**NONE, "under_18_at_offence": None}
    assert standing(role=Role.PARENT_OR_GUARDIAN, **unknown).on(TODAY) is True
    assert standing(role=Role.PARENT_OR_GUARDIAN, **NONE).on(TODAY) is False


class TestAgeAtTheService:
    """By one reading of D9, "under 18" is asked on each day, and not at the offence: born on 5 November 2008."""

    CHILD = Victim("V1", born=dt.date(2008, 11, 5), offence_categories=[], vulnerable=False, intimidated=False)
    EVE, BIRTHDAY = (dt.date(2026, 11, day).toordinal() for day in (4, 5))

    def standing(self, victim: Victim) -> StandingAtService:
        return StandingAtService(victim, [Event("e1", "offence_committed", at=dt.date(2026, 5, 5))], code_criteria())

    def test_the_quality_and_the_category_end_with_the_eve_of_the_birthday(self) -> None:
        child = self.standing(self.CHILD)
        name = "vulnerable_or_intimidated"
        assert (child.shows_on("vulnerable", self.EVE), child.shows_on("vulnerable", self.BIRTHDAY)) == (True, False)
        assert (child.category_on(name, self.EVE), child.category_on(name, self.BIRTHDAY)) == (True, False)

    def test_recorded_as_a_child_at_the_offence_only_the_date_of_birth_tells_of_a_later_day(self) -> None:
        recorded = self.standing(Victim("V1", under_18_at_offence=True, offence_categories=[], vulnerable=False))
        assert recorded.shows_on("vulnerable", self.EVE) is None
        assert recorded.unknown_for_quality("vulnerable", self.EVE) == ("under_18_at_offence",)
        assert "under_18_at_offence" in recorded.unknown_for_category("vulnerable_or_intimidated", self.EVE)

    def test_no_child_at_the_offence_is_none_later(self) -> None:
        grown = self.standing(Victim("V1", under_18_at_offence=False, offence_categories=[], vulnerable=False))
        assert grown.shows_on("vulnerable", self.EVE) is False


def test_what_is_granted_after_one_day_and_by_another_leaves_out_the_first_and_holds_the_last() -> None:
    """Two determinations: on the 6th and, of no Enhanced Rights, on the 8th; one more gives them on the 11th."""
    given = {"entitled": True, "category": None}
    events = [
        Event("d1", "enhanced_rights_determined", at=DAY, details=given),
        Event("d2", "enhanced_rights_determined", at=date(2026, 5, 8), details={**given, "entitled": False}),
        Event("d3", "enhanced_rights_determined", at=date(2026, 5, 11), details=given),
    ]
    standing = Standing(Victim("V1"), events, code_criteria())
    first = DAY.toordinal()
    assert standing.granted(first - 1, first) == first
    assert standing.granted(first, first + 4) is None
    assert standing.granted(first, first + 5) == first + 5


def test_of_two_determinations_of_one_category_the_first_is_the_reason() -> None:
    found = standing(determined(0, True, VULNERABLE), determined(2, True, VULNERABLE), **NONE)
    assert found.answer(DAY + dt.timedelta(days=3)).because == (
        "vulnerable or intimidated: determined on Wednesday 6 May 2026 (d0)",
    )
