"""Mutants of the rule data: each rule changed in one way must fail a golden case, so no figure can slip unnoticed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import pytest
from attrs import evolve

from tests.golden import test_before_and_windows as before
from tests.golden import test_deadlines as timed
from tests.golden import test_untimed_duties as untimed
from victims_code import Kind, Rule, load_code
from victims_code.assessment import assessing
from victims_code.rulebook import Clock, Limit, Manner, Meets, Unit, law_of

#: How a rule may be wrong: a name for it, and the fields that are.
Mutant = tuple[str, dict[str, Any]]


def limits(rule: Rule) -> Iterator[Mutant]:
    """Change each limit by one, and make Enhanced Rights count or not count."""
    standard, enhanced = rule.standard, rule.enhanced
    if standard is None or enhanced is None or standard.unit is not Unit.WORKING_DAYS:
        return
    for step in (-1, 1):
        changed = Limit(standard.amount + step, standard.unit)
        if changed.amount:
            yield f"standard {step:+}", {"standard": changed}
        if enhanced.amount + step > 0:
            yield f"enhanced {step:+}", {"enhanced": Limit(enhanced.amount + step, enhanced.unit)}
    yield (
        "calendar days",
        {"standard": Limit(standard.amount, Unit.DAYS), "enhanced": Limit(enhanced.amount, Unit.DAYS)},
    )
    if rule.differs:
        yield "no difference", {"enhanced": standard}


def shapes(rule: Rule) -> Iterator[Mutant]:
    """Swap the clock, and drop or loosen each thing that starts it, meets it or limits it."""
    if rule.kind is Kind.TIMED and not rule.met_by_receipt:
        yield "the other clock", {"clock": Clock.RECEIVED_AT if rule.clock is Clock.AT else Clock.AT}
    for meets in rule.met_by:
        rest = [other for other in rule.met_by if other != meets]
        yield f"not met by {meets}", {"met_by": tuple(rest)}
        loosened = Meets(meets.type, names_trigger=not meets.names_trigger)
        yield f"met by {loosened}", {"met_by": (*rest, loosened)}
    if rule.met_by_receipt:
        yield "not met by receipt", {"met_by_receipt": False}
    for name in rule.arises_on:
        yield f"not on {name}", {"arises_on": tuple(other for other in rule.arises_on if other != name)}
    if rule.applies_if is not None:
        yield "without its condition", {"applies_if": None}


def mutants() -> Iterator[Any]:
    for rule in load_code().rules:
        own = rule.standard is not None and rule.standard.manner in (Manner.AS_AGREED, Manner.PROVIDERS_OWN)
        if rule.kind is not Kind.WINDOW and not own:
            for name, fields in (*limits(rule), *shapes(rule)):
                yield pytest.param(rule, fields, id=f"{rule.id}: {name}")


def golden_cases(rule: Rule) -> Iterator[Callable[[], None]]:
    """Walk the golden cases of one rule."""
    yield from _timed_cases(rule.id)
    yield from _untimed_cases(rule.id)
    for row in before.BEFORE:
        if row[0] == rule.id:
            args: tuple[Any, ...] = (row[0], *row[2:])
            yield partial(before.test_it_is_pending_without_a_date_until_the_other_event, *args)
            yield partial(before.test_done_first_it_is_met_and_otherwise_overdue_from_the_day_of_the_other_event, *args)
    if rule.id == "R9.meeting-before-sentence":
        yield before.test_the_meeting_before_sentence_is_owed_to_bereaved_families_after_a_conviction_only


def _timed_cases(rule: str) -> Iterator[Callable[[], None]]:
    for question in timed.QUESTIONS:
        if question.duty["rule"] == rule:
            yield partial(timed.test_nothing_done_it_is_pending_then_due_then_overdue, question)
            yield partial(timed.test_done_on_its_last_day_it_is_met_and_a_day_later_it_is_late, question)
            yield partial(timed.test_no_other_service_meets_it, question)
    for question in timed.CONDITIONAL:
        if question.duty["rule"] == rule:
            yield partial(timed.test_what_the_event_says_decides_whether_there_is_a_duty, question)


def _untimed_cases(rule: str) -> Iterator[Callable[[], None]]:
    for question in untimed.QUESTIONS:
        if question.duty["rule"] == rule:
            yield partial(untimed.test_done_however_late_it_is_recorded, question)
            yield partial(untimed.test_no_service_but_those_named_is_recorded_for_it, question)
            yield partial(untimed.test_not_done_it_is_outstanding_for_years_and_never_a_breach, question)
            if "first" in question.duty:
                yield partial(untimed.test_without_joining_the_victim_contact_scheme_it_does_not_arise, question)
    for question, unless in untimed.CONDITIONAL:
        if question.duty["rule"] == rule:
            yield partial(untimed.test_without_its_condition_it_does_not_arise, question, unless)
    if rule == "R6.contact-plan":
        yield untimed.test_the_contact_plan_is_not_owed_where_the_investigation_is_over_on_the_day_of_the_report


@pytest.mark.parametrize(("rule", "fields"), [*mutants()])
def test_a_wrong_rule_fails_a_golden_case(rule: Rule, fields: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    book = load_code()
    wrong = evolve(book, rules=tuple(evolve(rule, **fields) if each is rule else each for each in book.rules))
    monkeypatch.setattr(assessing, "law_of", lambda *_, **__: law_of(wrong))
    assert any(fails(case) for case in golden_cases(rule))


def fails(case: Callable[[], None]) -> bool:
    try:
        case()
    except (AssertionError, KeyError, pytest.fail.Exception):
        return True
    return False
