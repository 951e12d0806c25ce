"""Every named condition of the 2020 Code, over all combinations of the facts it can turn on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from itertools import product
from types import SimpleNamespace
from typing import Any, cast

import pytest

from tests.assessment.making import PLAIN, day, event
from victims_code.cases import Case, History, Jurisdiction
from victims_code.criteria import code_criteria
from victims_code.eligibility import Standing, standing_in
from victims_code.events import Event
from victims_code.names import CheckedType
from victims_code.rulebook import load_code
from victims_code.rulebook.conditions import (
    All,
    AnyOf,
    Condition,
    FactIs,
    Not,
    Unrecorded,
    in_english,
    is_of_victim,
    leaves,
)
from victims_code.rulebook.questions import StateIs
from victims_code.victims import OffenceCategory, Role, Victim

DAY = dt.date(2026, 5, 6)
BOOK = load_code()


class Facts:
    """The facts that a condition may look at, put together by hand."""

    def __init__(
        self,
        victim: Victim | None = None,
        *,
        details: Mapping[str, object] | None = None,
        trigger: str = "crime_reported",
        others: tuple[Event, ...] = (),
        jurisdiction: Jurisdiction = Jurisdiction.ENGLAND_AND_WALES,
    ) -> None:
        self.victim = victim or Victim("V1")
        self.trigger = Event("e1", CheckedType(trigger), at=DAY, details=dict(details or {}))
        self.history: History = Case("C1", [self.victim], [self.trigger, *others]).history(DAY.toordinal() + 99)
        self.standing: Standing = standing_in(self.victim, self.history, code_criteria())
        self.jurisdiction = jurisdiction
        self.day = DAY.toordinal()


def condition(rule: str) -> Condition:
    """Return a rule's condition."""
    found = BOOK[rule].applies_if
    assert found is not None
    return found


def checked(asked: Condition, facts: Facts, expected: bool | None) -> None:
    """Hold a condition against its answer: what is unknown is named exactly where the answer is unknown."""
    assert asked.evaluate(facts) is expected
    assert bool(asked.unknown(facts)) is (expected is None)


@pytest.mark.parametrize("categories", [None, (), *((category,) for category in OffenceCategory)])
def test_conditions_on_the_offence_hold_for_their_categories_and_are_unknown_without(
    categories: tuple[OffenceCategory, ...] | None,
) -> None:
    facts = Facts(Victim("V1", offence_categories=categories))
    for rule, wanted in (
        ("R5.cica-information", {"violent_crime"}),
        ("R2.interviewer-gender", {"sexual_offence", "gender_based_violence", "domestic_abuse"}),
    ):
        checked(condition(rule), facts, None if categories is None else bool(wanted & set(categories)))


@pytest.mark.parametrize(("role", "contact"), list(product(Role, (True, False, None))))
def test_conditions_on_the_role(role: Role, contact: bool | None) -> None:
    facts = Facts(Victim("V1", role, named_point_of_contact=contact))
    business = role is Role.BUSINESS
    checked(condition("R7.offer"), facts, not business)
    checked(condition("R4.family-liaison"), facts, role is Role.BEREAVED_CLOSE_RELATIVE)
    checked(condition("R7.business-impact"), facts, contact if business else False)
    assert BOOK.applies_if is not None
    checked(BOOK.applies_if, facts, contact if business else True)


@pytest.mark.parametrize(("vulnerable", "intimidated", "under"), list(product((True, False, None), repeat=3)))
def test_conditions_on_vulnerability(vulnerable: bool | None, intimidated: bool | None, under: bool | None) -> None:
    victim = Victim(
        "V1", vulnerable=vulnerable, intimidated=intimidated, under_18_at_offence=under, offence_categories=[]
    )
    facts = Facts(victim)

    def either(*answers: bool | None) -> bool | None:
        return True if True in answers else None if None in answers else False

    checked(condition("R2.intermediary"), facts, either(vulnerable, under))
    checked(condition("R4.special-measures-information"), facts, either(vulnerable, intimidated, under))
    full = Facts(Victim("V1", vulnerable=vulnerable, intimidated=intimidated, under_18_at_offence=under,
                        offence_categories=[], persistently_targeted=False))  # fmt: skip
    checked(condition("R4.specialist-referral"), full, either(vulnerable, intimidated, under))


@pytest.mark.parametrize(
    ("specified", "months", "hospital"),
    list(product((True, False, None), (11, 11.9, 12, 40, None), (True, False, None))),
)
def test_the_victim_contact_scheme_takes_a_specified_offence_with_twelve_months_or_a_hospital_order(
    specified: bool | None, months: float | None, hospital: bool | None
) -> None:
    details = {
        "specified_violent_sexual_or_terrorism": specified, "custody_months": months, "hospital_order": hospital
    }  # fmt: skip
    long = None if months is None else months >= 12
    both = False if False in (specified, long) else None if None in (specified, long) else True
    expected = True if hospital or both else None if None in (hospital, both) else False
    facts = Facts(trigger="sentence_passed", details=details)
    checked(condition("R11.victim-contact-scheme-referral"), facts, expected)


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("guilty", True),
        ("Guilty plea", True),
        ("not_guilty", False),
        ("Not-guilty", False),
        ("hung", None),
        (None, None),
    ],
)
def test_a_conviction_is_known_by_words_on_one_list_or_the_other(word: str | None, expected: bool | None) -> None:
    relative = Victim("V1", Role.BEREAVED_CLOSE_RELATIVE)
    facts = Facts(relative, trigger="case_outcome_reached", details={"outcome": word})
    checked(condition("R9.meeting-before-sentence"), facts, expected)
    checked(condition("R9.meeting-before-sentence"), Facts(trigger="case_outcome_reached"), False)


@pytest.mark.parametrize("answer", [True, False, None])
def test_yes_no_details_of_the_trigger_answer_for_themselves(answer: bool | None) -> None:
    review = Facts(trigger="decision_not_to_prosecute", details={"review_available": answer})
    scheme = Facts(trigger="sentence_passed", details={"in_unduly_lenient_scheme": answer})
    checked(condition("R6.review-information"), review, answer)
    checked(condition("R9.unduly-lenient-information"), scheme, answer)


@pytest.mark.parametrize(
    ("rule", "trigger", "switches", "expected"),
    [
        ("R6.contact-plan", "crime_reported", [], True),
        ("R6.contact-plan", "crime_reported", [("decision_not_to_investigate", 0)], False),
        ("R6.contact-plan", "crime_reported", [("decision_not_to_investigate", 1)], True),
        ("R6.contact-plan", "crime_reported", [("investigation_closed", -2), ("investigation_reopened", -1)], True),
        ("R6.agreed-update", "update_given", [], False),
        ("R6.agreed-update", "update_given", [("contact_plan_agreed", -1)], True),
        ("R6.agreed-update", "update_given", [("contact_plan_agreed", -2), ("investigation_closed", -1)], False),
        ("R11.milestones", "sentence_milestone_reached", [], False),
        ("R11.milestones", "sentence_milestone_reached", [("victim_contact_scheme_joined", 0)], True),
        ("R11.milestones", "sentence_milestone_reached", [("victim_contact_scheme_joined", 1)], False),
        (
            "R11.milestones", "sentence_milestone_reached",
            [("victim_contact_scheme_joined", -3), ("victim_contact_scheme_declined", -1)], False,
        ),
    ],
)  # fmt: skip
def test_a_state_is_as_the_latest_switch_left_it_when_the_duty_arises(
    rule: str, trigger: str, switches: list[tuple[str, int]], expected: bool
) -> None:
    others = tuple(
        Event(f"s{days}", CheckedType(name), at=DAY + dt.timedelta(days=days), victim="V1") for name, days in switches
    )
    checked(condition(rule), Facts(trigger=trigger, others=others), expected)
    elsewhere = tuple(Event(f"s{days}", CheckedType(name), at=DAY, victim="V2") for name, days in switches)
    assert condition(rule).evaluate(Facts(trigger=trigger, others=elsewhere)) is (rule == "R6.contact-plan")


def test_what_no_field_carries_is_always_unknown_and_named() -> None:
    checked(condition("R11.youth-views"), Facts(trigger="suspect_charged"), None)
    assert condition("R12.redirect").unknown(Facts()) == ("complaint_belongs_elsewhere",)


def test_the_code_binds_in_england_and_wales_only() -> None:
    assert BOOK.applies_if is not None
    checked(BOOK.applies_if, Facts(jurisdiction=Jurisdiction.ELSEWHERE), False)


class TestWords:
    """A condition prints as English, and says once what its parts share."""

    YES, NO = FactIs("it is wet", "vulnerable"), FactIs("it is cold", "intimidated")

    def test_parts_that_must_all_hold_are_set_apart_by_semicolons_only_at_the_top(self) -> None:
        both = All((self.YES, self.NO))
        assert in_english(both) == "it is wet; it is cold"
        assert in_english(AnyOf((both, self.NO))) == "it is wet and it is cold, or cold"
        assert in_english(All((self.YES,), "given")) == AnyOf((self.NO,), "given").words == "given"

    def test_what_the_parts_share_is_said_once(self) -> None:
        assert in_english(AnyOf((self.YES, self.NO))) == "it is wet or cold"
        assert in_english(AnyOf((self.YES, Unrecorded("dry", "dry")))) == "it is wet or dry"

    def test_the_opposite_says_so(self) -> None:
        assert (Not(self.YES).words, Not(self.YES, "it is dry").words) == ("not: it is wet", "it is dry")

    def test_the_tests_of_a_condition_can_be_walked(self) -> None:
        nested = All((Not(self.YES), AnyOf((self.NO, self.YES))))
        assert list(leaves(nested)) == [self.YES, self.NO, self.YES]
        assert is_of_victim(nested)
        assert not is_of_victim(All((self.YES, Unrecorded("dry", "dry"))))


@pytest.mark.parametrize(("one", "other"), list(product((True, False, None), repeat=2)))
def test_all_any_and_not_answer_as_kleene_has_it(one: bool | None, other: bool | None) -> None:
    facts = Facts(Victim("V1", vulnerable=one, intimidated=other))
    parts = (FactIs("a", "vulnerable"), FactIs("b", "intimidated"))
    both = False if False in (one, other) else None if None in (one, other) else True
    either = True if True in (one, other) else None if None in (one, other) else False
    checked(All(parts), facts, both)
    checked(AnyOf(parts), facts, either)
    checked(Not(All(parts)), facts, None if both is None else not both)


class TestStates:
    """A state is as the latest event left it that concerns the victim and does not come after the trigger."""

    @staticmethod
    def is_on(*events: Event, trigger: Event) -> bool | None:
        state = StateIs("open", "open", starts=False, on=("suspect_charged",), off=("charges_altered_or_stopped",))
        history = Case("A1", [PLAIN], [*events, trigger]).history(day("2026-12-31").toordinal(), None)
        facts = SimpleNamespace(
            victim=PLAIN, history=history, trigger=trigger, day=trigger.day, jurisdiction="england_and_wales"
        )
        return state.evaluate(cast("Any", facts))

    def test_the_later_of_two_switches_decides(self) -> None:
        on, off = event("e1", "suspect_charged", "2026-02-10"), event("e2", "charges_altered_or_stopped", "2026-02-11")
        again = event("e3", "suspect_charged", "2026-02-12")
        trigger = event("e9", "hearing_listed", "2026-02-20")
        assert self.is_on(trigger=trigger) is False
        assert self.is_on(on, trigger=trigger) is True
        assert self.is_on(on, off, trigger=trigger) is False
        assert self.is_on(on, off, again, trigger=trigger) is True

    def test_one_that_concerns_another_victim_switches_nothing(self) -> None:
        elsewhere = event("e1", "suspect_charged", "2026-02-10", victim="V2")
        assert self.is_on(elsewhere, trigger=event("e9", "hearing_listed", "2026-02-20")) is False

    def test_on_for_one_suspect_is_on_for_all_and_off_for_one_is_off_for_that_one_alone(self) -> None:
        one, two = ("S1", "S2")
        on = [event(f"e{name}", "suspect_charged", "2026-02-10", suspect=name) for name in (one, two)]
        off = event("e5", "charges_altered_or_stopped", "2026-02-11", suspect=one)

        def asked(**suspect: str) -> bool | None:
            return self.is_on(*on, off, trigger=event("e9", "hearing_listed", "2026-02-20", **suspect))

        assert (asked(suspect=one), asked(suspect=two), asked()) == (False, True, True)
