"""Systems that are right but for one fault each: what a law must find."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

from attrs import evolve

from victims_code import Event, Victim
from victims_code.cases import Case
from victims_code.testing import Answer, Question, System, reference
from victims_code.victims import VICTIM_FACTS

A_MONTH = timedelta(days=30)


def in_duties(change: Callable[[Question, dict[str, Any]], Mapping[str, Any]]) -> System:
    """Answer as the reference does, but with something else said of each duty."""

    def system(question: Question) -> Answer:
        answer = reference(question)
        return {**answer, "obligations": [{**duty, **change(question, duty)} for duty in answer["obligations"]]}

    return system


def in_facts(change: Callable[[Case], Case]) -> System:
    """Answer as the reference does, of a case that was misread."""
    return lambda question: reference(evolve(question, case=change(question.case)))


def moved(text: str, by: timedelta) -> str:
    return (date.fromisoformat(text) + by).isoformat()


def is_past(question: Question, day: str | None) -> bool:
    return day is not None and question.as_of > date.fromisoformat(day) + A_MONTH


def clock_that_never_goes_back() -> System:
    latest = [date.min]

    def system(question: Question) -> Answer:
        latest.append(max(latest[-1], question.as_of))
        return {**reference(evolve(question, as_of=latest[-1])), "as_of": question.as_of.isoformat()}

    return system


def one_answer_for_a_day() -> System:
    kept: dict[date, Answer] = {}
    return lambda question: kept.setdefault(question.as_of, reference(question))


def first_told_meets(question: Question, duty: dict[str, Any]) -> dict[str, Any]:
    types = {event.id: event.type for event in question.case.events}
    met_by = types.get(duty["met_by"])
    first = (event.id for event in question.case.events if event.type == met_by)
    return {} if met_by is None else {"met_by": next(first)}


def attempts_count(case: Case) -> Case:
    """Take a try for a contact."""
    tries = [evolve(e, type="victim_informed") if e.type == "contact_attempted" else e for e in case.events]
    return evolve(case, events=tries)


def without_voids(case: Case) -> Case:
    return evolve(case, events=[event for event in case.events if event.type != "event_voided"])


def unknown_is_no(case: Case) -> Case:
    def plain(victim: Victim) -> Victim:
        facts: dict[str, Any] = {name: getattr(victim, name) or False for name in VICTIM_FACTS}
        return evolve(victim, **facts, offence_categories=victim.offence_categories or ())

    return evolve(case, victims=map(plain, case.victims))


def received_at_once(case: Case) -> Case:
    def received(event: Event) -> Event:
        return evolve(event, received_at=event.received_at or event.at)

    return evolve(case, events=map(received, case.events))


def enhanced_wait(_question: Question, duty: dict[str, Any]) -> dict[str, Any]:
    return {"due_by": moved(duty["due_by"], A_MONTH)} if duty["enhanced"] and duty["due_by"] else {}


def counted_events(question: Question) -> Answer:
    finding = {"code": "events", "event": None, "message": f"{len(question.case.events)} events"}
    return {**reference(question), "findings": [finding]}


#: By the law that must find it: what is wrong with a system.
BROKEN: dict[str, Callable[[], System]] = {
    "the_answer_holds_together": lambda: in_duties(lambda _, d: {"status": d["status"].replace("met_late", "met")}),
    "asking_again_changes_nothing": clock_that_never_goes_back,
    "order_is_irrelevant": lambda: in_duties(first_told_meets),
    "a_repeat_changes_nothing": lambda: counted_events,
    "an_irrelevant_event_changes_nothing": lambda: in_facts(attempts_count),
    "a_void_is_as_if_it_never_was": lambda: in_facts(without_voids),
    "json_carries_everything": lambda: in_duties(
        lambda _, d: {"due_by": d["due_by"] and date.fromisoformat(d["due_by"])}
    ),
    "many_at_once_equal_one_by_one": one_answer_for_a_day,
    "what_was_missed_stays_missed": lambda: in_duties(
        lambda q, d: {"status": "lapsed", "breach": "no"} if is_past(q, d["due_by"]) else {}
    ),
    "what_was_met_stays_met": lambda: in_duties(
        lambda q, d: {"status": "overdue", "breach": "yes"} if is_past(q, d["met_on"]) else {}
    ),
    "a_due_date_stays": lambda: in_duties(
        lambda q, d: {"due_by": max(d["due_by"], q.as_of.isoformat())} if d["due_by"] else {}
    ),
    "the_answer_lasts_until_it_says": lambda: (
        lambda q: {**reference(q), "next_change_at": (q.as_of + timedelta(days=1)).isoformat()}
    ),
    "learning_a_fact_turns_nothing_over": lambda: in_facts(unknown_is_no),
    "learning_a_receipt_turns_nothing_over": lambda: in_facts(received_at_once),
    "enhanced_is_never_later": lambda: in_duties(enhanced_wait),
    "unknown_rights_are_not_taken_for_none": lambda: (
        lambda question: reference(evolve(question, readings={"unassessed": "standard"}))
    ),
    "a_layer_only_tightens": lambda: in_duties(lambda _, d: {"due_by": d["target_by"] or d["due_by"]}),
    "agrees_with_reference": lambda: in_duties(
        lambda _, d: {"due_by": d["due_by"] and moved(d["due_by"], timedelta(days=1))}
    ),
}
