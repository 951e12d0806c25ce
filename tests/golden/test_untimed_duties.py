"""Every duty that is done or not done, or that a person must judge: outstanding, then recorded, and never late."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from attrs import frozen

from tests.assessment.making import NO_ENHANCED_FACTS, ids, stands
from victims_code import Assessment, Case, Event, Kind, Truth, Victim, assess, load_code
from victims_code.names import CheckedType

TABLE = Path(__file__).with_name("untimed_duties.toml")
DUTIES: list[dict[str, Any]] = tomllib.loads(TABLE.read_text(encoding="utf-8"))["duty"]
#: Long before the day on which the duties start, the day itself, and one long after.
BEFORE, START, LATER = date(2026, 1, 5), date(2026, 2, 9), date(2029, 2, 9)
SCHEME = "victim_contact_scheme"


@frozen
class Question:
    """One duty from one type of event."""

    duty: dict[str, Any]
    trigger: str

    @property
    def id(self) -> str:
        return f"V1/{self.duty['rule']}/e1"

    def answer(
        self, as_of: date, *events: Event, unless: dict[str, Any] | None = None, first: bool = True
    ) -> Assessment:
        """Assess the smallest case in which the duty arises, with facts or details that `unless` replaces."""
        unless = unless or {}
        carried = load_code().vocabulary[self.trigger].details
        facts = {**NO_ENHANCED_FACTS, **self.duty.get("victim", {})}
        facts |= {key: value for key, value in unless.items() if key not in carried}
        details = {**self.duty.get("details", {})} | {key: value for key, value in unless.items() if key in carried}
        firsts = [Event(f"f{n}", CheckedType(name), at=BEFORE) for n, name in enumerate(self.duty.get("first", []))]
        trigger = Event("e1", CheckedType(self.trigger), at=START, details=details)
        case = Case("A1", [Victim("V1", **facts)], [*(firsts if first else []), trigger, *events])
        return assess(case, as_of=as_of)

    def services(self, on: date) -> Iterator[Event]:
        """Make each service that meets the duty, given on a day."""
        for name in self.duty["met_by"]:
            yield Event("e2", name.rstrip("*"), at=on, about=["e1"] if name.endswith("*") else [])


QUESTIONS = [Question(duty, trigger) for duty in DUTIES for trigger in duty["on"]]
every_question = pytest.mark.parametrize("question", QUESTIONS, ids=lambda q: f"{q.duty['rule']}-{q.trigger}")
CONDITIONAL = [(q, unless) for q in QUESTIONS for unless in q.duty.get("not_if", [])]
AFTER_ANOTHER = [q for q in QUESTIONS if "first" in q.duty]


def test_no_duty_without_a_limit_is_left_out() -> None:
    without = {rule.id for rule in load_code().rules if rule.kind in (Kind.UNTIMED, Kind.JUDGEMENT)}
    assert {duty["rule"] for duty in DUTIES} == without
    for duty in DUTIES:
        assert set(duty["on"]) == set(load_code()[duty["rule"]].arises_on)


@every_question
def test_not_done_it_is_outstanding_for_years_and_never_a_breach(question: Question) -> None:
    status = "undetermined" if question.duty.get("unrecorded") else "outstanding"
    for as_of in (START, LATER):
        duty = question.answer(as_of)[question.id]
        assert stands(duty) == (status, "no")
        assert (duty.due_by, duty.clock_start, duty.bound) == (None, None, None)


@every_question
def test_done_however_late_it_is_recorded(question: Question) -> None:
    for on in (START, LATER):
        for service in question.services(on):
            duty = question.answer(LATER, service)[question.id]
            assert stands(duty) == ("recorded", "no"), service.type
            assert (duty.met_by, duty.met_on) == (service, on)


@every_question
def test_no_service_but_those_named_is_recorded_for_it(question: Question) -> None:
    named = {name for name in question.duty["met_by"] if not name.endswith("*")}
    for name, kind in load_code().vocabulary.items():
        if kind.family.value == "service" and name not in named:
            assert question.answer(LATER, Event("e2", kind.name, at=START))[question.id].met_by is None, name


@pytest.mark.parametrize(("question", "unless"), CONDITIONAL, ids=str)
def test_without_its_condition_it_does_not_arise(question: Question, unless: dict[str, Any]) -> None:
    assert question.id in ids(question.answer(LATER))
    assert question.id not in ids(question.answer(LATER, unless=unless))


@pytest.mark.parametrize("question", AFTER_ANOTHER, ids=lambda q: q.duty["rule"])
def test_without_joining_the_victim_contact_scheme_it_does_not_arise(question: Question) -> None:
    assert question.id not in ids(question.answer(LATER, first=False))
    left = Event("e0", CheckedType(f"{SCHEME}_declined"), at=BEFORE + timedelta(days=1))
    assert question.id not in ids(question.answer(LATER, left))
    joined_again = Event("e00", CheckedType(f"{SCHEME}_joined"), at=START)
    assert question.id in ids(question.answer(LATER, left, joined_again))


def test_an_unknown_condition_leaves_it_in_doubt_and_names_what_would_settle_it() -> None:
    case = Case("A1", [Victim("V1")], [Event("e1", "crime_reported", at=START)])
    assessment = assess(case, as_of=START)
    duty = assessment["V1/R5.cica-information/e1"]
    assert stands(duty) == ("undetermined", "no")
    assert duty.unknown == ("offence_categories",)
    assert assessment.in_breach is Truth.NO


def test_the_contact_plan_is_not_owed_where_the_investigation_is_over_on_the_day_of_the_report() -> None:
    screened_out = Event("e2", "decision_not_to_investigate", at=START)
    closed, reopened = (Event(n, CheckedType(f"investigation_{n}"), at=BEFORE) for n in ("closed", "reopened"))
    plan = next(q for q in QUESTIONS if q.duty["rule"] == "R6.contact-plan")
    assert plan.id not in ids(plan.answer(LATER, screened_out))
    assert plan.id not in ids(plan.answer(LATER, closed))
    assert plan.id in ids(plan.answer(LATER, closed, reopened))  # on one day, "closed" stands before "reopened"


def test_the_contact_plan_lapses_when_the_investigation_ends_without_one() -> None:
    for ending in ("investigation_closed", "decision_not_to_investigate"):
        ended = Event("e2", ending, at=START + timedelta(days=3))
        plan = next(q for q in QUESTIONS if q.duty["rule"] == "R6.contact-plan")
        duty = plan.answer(LATER, ended)[plan.id]
        assert stands(duty) == ("lapsed", "no")
        assert duty.released_by == ended
