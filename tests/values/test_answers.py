"""Answers and what they are made of are values: equal, hashable, the same after a journey, and never changed."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from attrs import evolve
from attrs.exceptions import FrozenInstanceError

from tests.assessment.making import event
from tests.values.cases import ANSWER, AS_OF, late
from tests.values.copying import copies
from victims_code import (
    Event,
    Tally,
    Victim,
    assess,
    compare_editions,
    england_and_wales,
    enhanced_rights,
    load_code,
    make_receipt,
    preview,
    readings,
    verify,
)
from victims_code.assessment.every_reading import every_reading
from victims_code.assessment.plans import plan_of
from victims_code.prompts import closure_check, default_policy, prompts_of
from victims_code.rulebook import law_of
from victims_code.vocabulary import code_vocabulary

CHARGE = event("e9", "suspect_charged", "2026-05-20")
JUBILEE = england_and_wales().with_holiday(date(2026, 5, 14), "A jubilee", source="an example")


def values() -> dict[str, Any]:
    """Make one of each, anew."""
    answer = assess(late(), as_of=AS_OF)
    found = every_reading(answer)
    every = {
        "assessment": answer,
        "obligation": answer["V1/R6.arrest/e2"],
        "tally": answer.tally(),
        "versions": answer.versions,
        "finding": assess(evolve(late(), victims=[]), as_of=AS_OF).findings[0],
        "enhanced rights": answer.enhanced_rights["V2"],
        "enhanced rights of all": answer.enhanced_rights,
        "standing": answer.standing("V2"),
        "history": answer.history,
        "every reading": found,
        "disputed": found.obligations[0],
        "answer under readings": found.obligations[0].answers[0][0],
        "preview": preview(late(), CHARGE, as_of=AS_OF),
        "editions compared": compare_editions(late(), as_of=AS_OF),
        "difference": compare_editions(late(), as_of=AS_OF).changes[0],
        "settling": answer.would_settle()[0],
        "learned": assess(evolve(late(), events=[*late().events, evolve(CHARGE, recorded_at=AS_OF)]), as_of=AS_OF)
        .learned_since(date(2026, 5, 19))[0],
        "receipt": make_receipt(answer),
        "verification": verify(make_receipt(answer)),
        "prompt": prompts_of(answer)[0],
        "closure": closure_check(answer, "V1"),
        "law": law_of(readings={"unassessed": "standard"}),
        "era": law_of().eras[-1],
        "rulebook": load_code("2015"),
        "rulebook of one's own": evolve(load_code(), name="ours"),
        "rule": load_code()["R6.arrest"],
        "reading": load_code().readings["unassessed"],
        "choice": load_code().readings["unassessed"].choices["standard"],
        "vocabulary": code_vocabulary(),
        "event type": code_vocabulary()["suspect_arrested"],
        "calendar": JUBILEE,
        "calendar by the other reading": england_and_wales().counting_from_next_working_day(),
        "policy": default_policy(),
    }  # fmt: skip
    assert enhanced_rights(Victim("V2"), answer.history.events, on=AS_OF) == every["enhanced rights"]
    return every


MADE, AGAIN = values(), values()


@pytest.mark.parametrize("name", MADE)
def test_two_made_of_the_same_are_equal_and_have_one_hash(name: str) -> None:
    assert MADE[name] == AGAIN[name]
    assert len({MADE[name], AGAIN[name]}) == 1
    assert MADE[name] != object()
    assert (MADE[name] == None) is False  # noqa: E711 - the comparison itself is tested


@pytest.mark.parametrize("name", MADE)
def test_a_copy_a_deep_copy_and_a_pickle_are_equal_and_have_one_hash(name: str) -> None:
    assert len({MADE[name], *copies(MADE[name])}) == 1


@pytest.mark.parametrize("name", MADE)
def test_no_attribute_can_be_assigned_deleted_or_added(name: str) -> None:
    value = MADE[name]
    slots = [n for kind in type(value).__mro__ for n in getattr(kind, "__slots__", ()) if not n.startswith("__")]
    for attribute in (*slots, "note"):
        with pytest.raises(AttributeError):
            setattr(value, attribute, None)
        with pytest.raises(AttributeError):
            delattr(value, attribute)
    assert value == AGAIN[name]


LAW = law_of(readings={"unassessed": "standard"})

MAPPINGS: dict[str, Mapping[Any, Any]] = {
    "answer.history.by_type": ANSWER.history.by_type,
    "answer.history.by_id": ANSWER.history.by_id,
    "answer.history.voided": ANSWER.history.voided,
    "answer.history.told": ANSWER.history.told,
    "answer.history.suspects": ANSWER.history.suspects,
    "answer.history.crimes": ANSWER.history.crimes,
    "answer.enhanced_rights": ANSWER.enhanced_rights,
    "answer.versions.readings": assess(late(), as_of=AS_OF, readings={"unassessed": "standard"}).versions.readings,
    "tally.statuses": ANSWER.tally().statuses,
    "tally.breaches": ANSWER.tally().breaches,
    "tally.reasons": Tally(1, reasons={"x": 1}).reasons,
    "every_reading.verdicts": readings(late(), as_of=AS_OF).verdicts,
    "every_reading.readings": readings(late(), as_of=AS_OF).readings,
    "law.readings": LAW.readings,
    "law.sources": LAW.sources,
    "law.disputes": LAW.disputes,
    "law.settled": LAW.settled,
    "law.chosen": LAW.chosen,
    "rulebook.reasons": load_code().reasons,
    "rulebook.sources": load_code().sources,
    "rulebook.disputes": load_code().disputes,
    "rulebook.readings": load_code().readings,
    "rulebook.unused": load_code().unused,
    "rulebook.vocabulary": load_code().vocabulary,
    "reading.choices": load_code().readings["unassessed"].choices,
    "choice.conventions": load_code().readings["unassessed"].choices["standard"].conventions,
    "event_type.details": code_vocabulary()["sentence_passed"].details,
    "plan.by_type": plan_of(LAW).by_type,
    "policy.owner_roles": default_policy().owner_roles,
}


@pytest.mark.parametrize("name", MAPPINGS)
def test_no_mapping_that_an_answer_or_a_law_shows_can_change(name: str) -> None:
    mapping: Any = MAPPINGS[name]
    before = dict(mapping)
    for change in (mapping.clear, mapping.popitem, lambda: mapping.update(x=1), lambda: mapping.setdefault("x", 1)):
        with pytest.raises(TypeError):
            change()
    with pytest.raises(TypeError):
        mapping["x"] = 1
    assert dict(mapping) == before


def test_an_answer_is_another_where_any_part_of_the_question_is() -> None:
    case = late()
    others = {
        "case": assess(late("C2"), as_of=AS_OF),
        "more events": assess(evolve(case, events=[*case.events, CHARGE]), as_of=AS_OF),
        "day": assess(case, as_of=date(2026, 5, 21)),
        "known": assess(case, as_of=AS_OF, known_at=AS_OF),
        "readings": assess(case, as_of=AS_OF, readings={"unassessed": "standard"}),
        "rulebook": assess(case, as_of=AS_OF, rulebook=load_code()),
        "whatever the date": assess(case, as_of=AS_OF, whatever_the_date=True),
        "calendar": assess(case, as_of=AS_OF, calendar=JUBILEE),
        "supposed": type(ANSWER)(case, AS_OF, ANSWER.law, ANSWER.calendar, supposing={"V2": True}),
    }
    assert len({ANSWER, *others.values()}) == len(others) + 1
    for name, other in others.items():
        assert other != ANSWER, name
        assert len({other, *copies(other)}) == 1, name


def test_duties_of_a_thousand_cases_with_the_same_ids_are_a_thousand() -> None:
    duties = [assess(late(f"C{n}"), as_of=AS_OF)["V1/R6.arrest/e2"] for n in range(1000)]
    assert len({duty.id for duty in duties}) == 1
    assert len(set(duties)) == 1000


def test_a_duty_is_another_on_another_day_and_beside_another_duty() -> None:
    one, other = ANSWER["V1/R6.arrest/e2"], ANSWER["V1/R6.charge/e4"]
    assert one != other
    assert one != assess(late(), as_of=date(2026, 5, 21))["V1/R6.arrest/e2"]
    assert one != "V1/R6.arrest/e2"
    assert ANSWER.rows[0].planned != "R6.arrest"


def test_what_only_supposing_tells_is_still_there_after_a_journey() -> None:
    supposed = type(ANSWER)(late(), AS_OF, ANSWER.law, ANSWER.calendar, supposing={"V2": True})
    for again in copies(supposed):
        assert again.tally() == supposed.tally() != ANSWER.tally()


def test_what_is_worked_out_on_demand_is_worked_out_once() -> None:
    answer = assess(late(), as_of=AS_OF)
    assert answer.obligations is answer.obligations
    assert answer.enhanced_rights is answer.enhanced_rights
    assert answer.next_change_at == answer.next_change_at
    assert answer["V1/R6.arrest/e2"] is answer["V1/R6.arrest/e2"]


def test_a_standing_by_the_day_of_the_service_travels_as_what_it_is() -> None:
    case = evolve(late(), victims=[Victim("V1", born=date(2008, 5, 10))])
    standing = assess(case, as_of=AS_OF, readings={"age": "at_service"}).standing("V1")
    for again in copies(standing):
        assert again == standing
        assert [again.on(date(2026, 5, d).toordinal()) for d in (9, 10)] == [
            standing.on(date(2026, 5, d).toordinal()) for d in (9, 10)
        ]


def test_a_frozen_error_is_an_attribute_error() -> None:
    with pytest.raises(FrozenInstanceError):
        ANSWER.as_of = AS_OF


def test_the_history_of_an_answer_is_no_door_to_the_case() -> None:
    answer: Any = assess(late(), as_of=AS_OF)
    with pytest.raises(TypeError):
        answer.history.by_type.clear()
    assert copy.copy(answer.history) is answer.history
    assert assess(answer.case, as_of=AS_OF) == answer
    assert isinstance(answer.history.events[0], Event)
