"""Victims, Rights and service providers: checked when made, unchanging after, and silent about persons."""

from __future__ import annotations

import datetime as dt
import pickle
from typing import Any

import pytest
from attrs import evolve
from attrs.exceptions import FrozenInstanceError

from victims_code.errors import InvalidFact
from victims_code.providers import ServiceProvider
from victims_code.rights import Right
from victims_code.victims import LONGEST_REFERENCE, OffenceCategory, Role, Victim


@pytest.mark.parametrize(
    ("facts", "what"),
    [
        ({"id": 5}, "id: a reference as text"),
        ({"id": ""}, "id: a reference is 1 to"),
        ({"id": "  "}, "id: a reference is 1 to"),
        ({"id": "a\nb"}, "id: a reference is 1 to"),
        ({"id": "\ud800"}, "id: a reference is 1 to"),
        ({"id": "x" * (LONGEST_REFERENCE + 1)}, "id: a reference is 1 to"),
        ({"role": "persn"}, "did you mean 'person'"),
        ({"role": None}, "role: "),
        ({"born": "2009-03-02"}, "born: a date or a date-time"),
        ({"born": dt.datetime(2009, 3, 2, tzinfo=dt.UTC)}, "without a time of day"),
        ({"born": dt.date(1850, 1, 1)}, "out of range"),
        ({"vulnerable": "yes"}, "vulnerable: true, false or unknown"),
        ({"intimidated": 1}, "intimidated: true, false or unknown"),
        ({"persistently_targeted": 0}, "persistently_targeted: true, false or unknown"),
        ({"under_18_at_offence": "no"}, "under_18_at_offence: true, false or unknown"),
        ({"named_point_of_contact": "Jo"}, "named_point_of_contact: true, false or unknown"),
        ({"offence_categories": "domestic_abuse"}, "a list of categories"),
        ({"offence_categories": 3}, "a list of categories"),
        ({"offence_categories": {"domestic_abuse": True}}, "a list of categories"),
        ({"offence_categories": ["domestic abuse"]}, "did you mean 'domestic_abuse'"),
        ({"offence_categories": [3]}, "unknown category"),
    ],
)
def test_a_fact_of_the_wrong_kind_is_refused_by_name(facts: dict[str, Any], what: str) -> None:
    with pytest.raises(InvalidFact, match=what):
        Victim(**{"id": "V1", **facts})


def test_unknown_stays_unknown_and_none_of_them_is_known() -> None:
    victim = Victim("V1")
    assert victim.offence_categories is None
    assert victim.vulnerable is None
    assert Victim("V1", offence_categories=[]).offence_categories == ()


def test_categories_are_kept_once_and_in_one_order() -> None:
    one = Victim("V1", offence_categories=["hate_crime", "domestic_abuse", "hate_crime"])
    assert one.offence_categories == (OffenceCategory.DOMESTIC_ABUSE, OffenceCategory.HATE_CRIME)
    assert one == Victim("V1", offence_categories=[OffenceCategory.DOMESTIC_ABUSE, OffenceCategory.HATE_CRIME])


def test_a_victim_does_not_change_and_shows_the_reference_only() -> None:
    victim = Victim("V1", Role.PERSON, born=dt.date(2009, 3, 2), vulnerable=True)
    assert repr(victim) == str(victim) == "<Victim V1>"
    with pytest.raises(FrozenInstanceError):
        victim.vulnerable = False  # type: ignore[misc]
    assert pickle.loads(pickle.dumps(victim)) == victim  # noqa: S301 - our own bytes
    assert evolve(victim, vulnerable=None) != victim
    assert len({victim, evolve(victim)}) == 1


def test_there_are_twelve_rights_each_with_its_title() -> None:
    assert [int(right) for right in Right] == list(range(1, 13))
    assert all(right.title.startswith("To ") for right in Right)
    assert str(Right.INVESTIGATION) == "Right 6"
    assert Right(6) is Right.INVESTIGATION


@pytest.mark.parametrize("name", ["CPS", "cps", "Cps "])
def test_a_provider_is_found_however_it_is_written(name: str) -> None:
    assert ServiceProvider.of(name) is ServiceProvider.CPS


def test_a_provider_that_is_none_is_refused_with_the_nearest() -> None:
    assert ServiceProvider.of("witness-care_unit") is ServiceProvider.WITNESS_CARE_UNIT
    with pytest.raises(InvalidFact, match="did you mean 'police'"):
        ServiceProvider.of("polise")
