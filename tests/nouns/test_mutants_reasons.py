"""Enhanced Rights at their edges: the words of the reasons, the first and last age, the day of a determination."""

from __future__ import annotations

from datetime import date

import pytest

from victims_code.criteria import code_criteria, read_criteria
from victims_code.eligibility import enhanced_rights
from victims_code.errors import InvalidRulebook
from victims_code.events import Event
from victims_code.standings import Standing
from victims_code.victims import Victim

DAY = date(2026, 5, 6)


def test_the_offence_categories_that_give_them_are_named() -> None:
    """Gender-based violence by itself gives none."""
    person = Victim("V1", offence_categories=["hate_crime", "gender_based_violence", "domestic_abuse"])
    (reason,) = enhanced_rights(person, on=DAY).because
    assert sorted(reason.rpartition(": ")[2].split(", ")) == ["domestic_abuse", "hate_crime"]


def test_a_parent_has_them_in_place_of_the_child_whatever_else_is_on_record() -> None:
    offence = Event("e1", "offence_committed", at=DAY)
    (reason,) = enhanced_rights(Victim("V1", "parent_or_guardian"), [offence], on=DAY).because
    assert reason.endswith(", since a parent or guardian receives services in their place")


@pytest.mark.parametrize(("age", "fits"), [(0, False), (1, True), (120, True), (121, False)])
def test_a_criterion_s_age_is_from_1_to_120(age: int, fits: bool) -> None:
    entry = {"name": "young", "under": age, "settled_by": "fact", "personal": True, "evidence": "quoted"}
    data = {"keen": {"title": "keen", "criteria": [entry]}}
    if fits:
        assert read_criteria(data, "own.toml")[0].criteria[0].under == age
    else:
        with pytest.raises(InvalidRulebook, match="an age in whole years, from 1 to 120, is needed"):
            read_criteria(data, "own.toml")


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
