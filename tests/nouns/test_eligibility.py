"""Enhanced Rights: three categories, any one enough; by fact from the offence, by assessment from a determination."""

from __future__ import annotations

import datetime as dt
from itertools import product
from typing import Any

import pytest

from victims_code.criteria import code_criteria, read_criteria
from victims_code.eligibility import EnhancedRights, enhanced_rights
from victims_code.errors import InvalidRulebook
from victims_code.events import Event
from victims_code.truth import Truth
from victims_code.victims import OffenceCategory, Role, Victim

DAY = dt.date(2026, 5, 6)
SERIOUS = {
    "domestic_abuse", "hate_crime", "terrorism", "sexual_offence", "human_trafficking", "modern_slavery",
    "attempted_murder", "kidnap", "false_imprisonment", "arson_with_intent", "wounding_or_gbh_with_intent",
}  # fmt: skip
#: Facts by which every criterion is known not to be met.
NONE: dict[str, Any] = {
    "under_18_at_offence": False, "offence_categories": [], "persistently_targeted": False, "vulnerable": False,
    "intimidated": False,
}  # fmt: skip


def determined(entitled: bool | None, day: int = 0, category: str | None = None, name: str = "d1") -> Event:
    """Return a determination, so many days after `DAY`."""
    details = {"entitled": entitled, "category": category}
    return Event(name, "enhanced_rights_determined", at=DAY + dt.timedelta(days=day), details=details)


def answer(*events: Event, day: int | None = None, role: Role = Role.PERSON, **facts: Any) -> EnhancedRights:  # noqa: ANN401 - a victim's own facts
    """Return the answer for a victim, so many days after `DAY`; at the end where no day is asked for."""
    when = None if day is None else DAY + dt.timedelta(days=day)
    return enhanced_rights(Victim("V1", role, **facts), events, on=when)


def categories(found: EnhancedRights) -> dict[str, Truth]:
    """Return the answer of each category."""
    return {category.name: category.answer for category in found.categories}


def kleene_or(*facts: bool | None) -> bool | None:
    """Return yes if any is, unknown if any is, otherwise no: written here anew."""
    return True if True in facts else None if None in facts else False


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize(
    ("under", "vulnerable", "intimidated", "targeted"), list(product((True, False, None), repeat=4))
)
def test_every_role_with_every_combination_of_facts(
    role: Role, under: bool | None, vulnerable: bool | None, intimidated: bool | None, targeted: bool | None
) -> None:
    for offences in (None, [], ["violent_crime"], ["hate_crime"], ["sexual_offence"]):
        found = answer(
            role=role, under_18_at_offence=under, vulnerable=vulnerable, intimidated=intimidated,
            persistently_targeted=targeted, offence_categories=offences,
        )  # fmt: skip
        personal = role is not Role.BUSINESS
        young = True if role is Role.PARENT_OR_GUARDIAN and under is None else under
        serious = None if offences is None else bool(SERIOUS & set(offences))
        automatic = None if offences is None else "sexual_offence" in offences
        expected = {
            "vulnerable_or_intimidated": kleene_or(young, vulnerable, intimidated, automatic) if personal else False,
            "most_serious_crime": kleene_or(serious, role is Role.BEREAVED_CLOSE_RELATIVE),
            "persistently_targeted": targeted if personal else False,
        }
        assert {name: truth.fact for name, truth in categories(found).items()} == expected
        assert found.entitled.fact is kleene_or(*expected.values())
        assert bool(found.unknown) is (found.entitled is Truth.UNDETERMINED)
        assert bool(found.because) is (found.entitled is Truth.YES)


@pytest.mark.parametrize("category", list(OffenceCategory))
def test_the_most_serious_crimes_are_those_of_the_facts(category: OffenceCategory) -> None:
    found = answer(**{**NONE, "offence_categories": [category]})
    assert categories(found)["most_serious_crime"].fact is (category in SERIOUS)


@pytest.mark.parametrize(
    ("born", "offence", "under"),
    [
        # The eighteenth birthday ends it; the day before does not.
        ("2008-05-06", "2026-05-05", True),
        ("2008-05-06", "2026-05-06", False),
        ("2008-05-06", "2026-05-07", False),
        # Born on a leap day: in 2026 there is no 29 February, and the birthday falls on the 28th.
        ("2008-02-29", "2026-02-27", True),
        ("2008-02-29", "2026-02-28", False),
        ("1950-01-01", "2026-05-06", False),
    ],
)
def test_age_is_measured_at_the_offence(born: str, offence: str, under: bool) -> None:
    committed = Event("e1", "offence_committed", at=dt.date.fromisoformat(offence))
    report = Event("e0", "crime_reported", at=dt.date.fromisoformat("2026-05-09"))
    facts = {**NONE, "under_18_at_offence": None, "born": dt.date.fromisoformat(born)}
    assert answer(report, committed, **facts).entitled.fact is under


def test_without_an_offence_age_is_measured_at_the_earliest_event_and_the_answer_says_so() -> None:
    facts = {**NONE, "under_18_at_offence": None, "born": dt.date(2008, 5, 6)}
    report = Event("e1", "crime_reported", at=dt.date(2026, 5, 5))
    later = Event("e2", "suspect_arrested", at=dt.date(2026, 5, 9))
    elsewhere = Event("e0", "crime_reported", at=dt.date(2026, 5, 1), victim="V2")
    found = answer(later, report, elsewhere, **facts)
    assert found.entitled is Truth.YES
    assert "on Tuesday 5 May 2026, the earliest event, as no date of the offence is recorded" in found.because[0]
    assert "2008" not in " ".join(found.because)
    assert answer(**facts).unknown == ("under_18_at_offence",)


def test_a_recorded_age_goes_before_the_date_of_birth() -> None:
    offence = Event("e1", "offence_committed", at=DAY)
    facts = {**NONE, "born": dt.date(2015, 1, 1)}
    assert answer(offence, **facts).entitled is Truth.NO
    assert answer(offence, **{**facts, "under_18_at_offence": None}).entitled is Truth.YES


def test_a_parents_child_is_under_18_unless_a_fact_says_otherwise() -> None:
    unknown = {**NONE, "under_18_at_offence": None}
    offence = Event("e1", "offence_committed", at=DAY)
    parent = Role.PARENT_OR_GUARDIAN
    assert "in their place" in answer(role=parent, **unknown).because[0]
    assert answer(role=parent, **NONE).entitled is Truth.NO
    assert answer(offence, role=parent, **{**unknown, "born": dt.date(1990, 1, 1)}).entitled is Truth.NO
    assert "as recorded" in answer(role=parent, **{**NONE, "under_18_at_offence": True}).because[0]


class TestDeterminations:
    """A provider's determination acts from its date."""

    def test_entitled_gives_enhanced_rights_from_its_date_discretion_included(self) -> None:
        given = determined(True, 2)
        assert answer(given, day=1, **NONE).entitled is Truth.NO
        found = answer(given, day=2, **NONE)
        assert found.entitled is Truth.YES
        assert found.because == ("determined by a provider on Friday 8 May 2026 (d1)",)
        assert Truth.YES not in categories(found).values()

    def test_it_gives_the_category_that_it_names_however_written(self) -> None:
        for name in ("vulnerable_or_intimidated", "Vulnerable or intimidated", "intimidated", "vulnerable"):
            found = answer(determined(True, 0, name), **NONE)
            assert categories(found)["vulnerable_or_intimidated"] is Truth.YES
            assert found.because == ("vulnerable or intimidated: determined on Wednesday 6 May 2026 (d1)",)

    def test_not_entitled_settles_what_is_assessed_and_undoes_no_fact(self) -> None:
        unassessed: dict[str, Any] = {**NONE, "vulnerable": None, "intimidated": None, "persistently_targeted": None}
        denied = determined(False, 2)
        assert answer(denied, day=1, **unassessed).entitled is Truth.UNDETERMINED
        found = answer(denied, day=2, **unassessed)
        assert (found.entitled, found.because) == (
            Truth.NO, ("determined not to be entitled on Friday 8 May 2026 (d1)",)
        )  # fmt: skip
        assert answer(denied, **{**unassessed, "offence_categories": ["kidnap"]}).entitled is Truth.YES
        assert answer(denied, **{**unassessed, "under_18_at_offence": None}).entitled is Truth.UNDETERMINED

    def test_the_latest_counts_and_one_that_says_nothing_does_not(self) -> None:
        both = determined(True, 1), determined(False, 3, name="d2"), determined(None, 5, name="d3")
        assert [answer(*both, day=day, **NONE).entitled for day in (0, 1, 3, 5)] == [
            Truth.NO, Truth.YES, Truth.NO, Truth.NO
        ]  # fmt: skip

    def test_one_for_another_victim_is_not_ones_own(self) -> None:
        other = Event("d1", "enhanced_rights_determined", at=DAY, victim="V2", details={"entitled": True})
        assert answer(other, **NONE).entitled is Truth.NO


def test_learning_a_fact_settles_and_never_turns_an_answer_round() -> None:
    names = ("under_18_at_offence", "vulnerable", "intimidated", "persistently_targeted")
    for facts in product((True, False, None), repeat=4):
        known: dict[str, Any] = dict(zip(names, facts, strict=True))
        before = answer(**known, offence_categories=[]).entitled
        for name in (name for name, fact in known.items() if fact is None):
            for learnt in (True, False):
                after = answer(**{**known, name: learnt}, offence_categories=[]).entitled
                assert before in (Truth.UNDETERMINED, after)


ONE = {"name": "brave", "fact": "vulnerable", "settled_by": "fact", "personal": True, "evidence": "quoted"}


@pytest.mark.parametrize(
    ("data", "what"),
    [
        ({"keen": 3}, "a table with title, criteria is needed"),
        ({"keen": {"title": "keen", "criteria": []}}, "at least one criterion"),
        ({"keen": {"title": "keen", "criteria": [3]}}, "a table with name"),
        ({"keen": {"title": "keen", "criteria": [{**ONE, "under": 18}]}}, "exactly one of"),
        ({"keen": {"title": "keen", "criteria": [{**ONE, "fact": "tall"}]}}, "unknown fact 'tall'"),
        ({"keen": {"title": "keen", "criteria": [{**ONE, "fact": None, "under": 0}]}}, "an age in whole years"),
        ({"keen": {"title": "keen", "criteria": [{**ONE, "under": True}]}}, "an age in whole years"),
        ({"keen": {"title": "keen", "criteria": [{**ONE, "roles": ["reader"]}]}}, "unknown word 'reader'"),
        ({"keen": {"title": "keen", "criteria": [{**ONE, "offences": "theft"}]}}, "a list of texts"),
        ({"keen": {"title": "keen", "criteria": [{**ONE, "evidence": "rumour"}]}}, "unknown word 'rumour'"),
        ({"keen": {"title": "keen", "criteria": [ONE], "colour": 1}}, "unknown key"),
    ],
)
def test_a_faulty_criterion_is_told_at_its_place(data: dict[str, object], what: str) -> None:
    with pytest.raises(InvalidRulebook, match=what) as caught:
        read_criteria(data, "own.toml")
    assert all(str(problem).startswith("own.toml: enhanced_rights.keen") for problem in caught.value.problems)


def test_criteria_of_another_code_can_be_asked_and_measure_their_own_age() -> None:
    young = {"name": "under 12", "under": 12, "settled_by": "fact", "personal": True, "evidence": "quoted"}
    old = {**young, "name": "under 60", "under": 60}
    for entry, facts, expected in (
        (young, {"under_18_at_offence": False}, Truth.NO),
        (young, {"under_18_at_offence": True}, Truth.UNDETERMINED),
        (young, {"born": dt.date(2016, 5, 7)}, Truth.YES),
        (old, {"under_18_at_offence": True}, Truth.YES),
        (old, {"under_18_at_offence": False}, Truth.UNDETERMINED),
    ):
        own = read_criteria({"keen": {"title": "keen", "criteria": [entry]}}, "own.toml")
        found = enhanced_rights(Victim("V1", **facts), [Event("e1", "offence_committed", at=DAY)], criteria=own)
        assert found.entitled is expected, (entry["name"], facts)
        assert found.unknown == (("born",) if expected is Truth.UNDETERMINED else ())


def test_every_criterion_of_the_code_carries_its_grade_and_the_unseen_ones_say_so() -> None:
    graded = {c.name: c.evidence.value for category in code_criteria() for c in category.criteria if c.offences}
    assert len(code_criteria()) == 3
    assert "unconfirmed" in graded.values()


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
