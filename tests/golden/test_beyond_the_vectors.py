"""What the golden tables ask and no vector can: what may come, what was learnt, what would settle, what splits answers.

What the document of one answer says is asked by the conformance vectors, which are built from the same tables.
A case of `the_whole_truth` has `victims` by standing or by facts, `events`, and questions in the words of documents:

  as_of, known_at, readings   how the case is assessed
  in_breach, next_due, next_change_at, entitled   "none" where there is none
  duties      some obligations by id, each with some of its keys; "none" for null, and "absent" for one not there
  findings    codes and events that are among the findings; no_findings, codes that are not

and here alone:

  preview, or advance   one event, or several, that are not recorded yet: the answer is that with them
  only        the ids of all obligations with one of the keys' values, such as status = "lapsed"
  arising     for a preview: every obligation that would arise, by id, with its due day
  learned     since a time: each day on which late records changed the answer, with those records and what they changed
  settles     every smallest set of unknown facts, in order, with the obligations that it settles
  tally       counts by status; rates as fractions; reasons by code
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.assessment.making import when
from tests.vectors.argued import none, person
from tests.vectors.making import GOLDEN, case, plain, toml
from victims_code import Assessment, Case, Status, Truth, assess, readings
from victims_code.assessment.comparing import differences
from victims_code.assessment.foresight import preview
from victims_code.interchange import assessment_document, case_of
from victims_code.rulebook import law_of

BEYOND = {"preview", "advance", "only", "learned", "settles", "tally"}
QUESTIONS = {
    f"{path.stem}: {told['name']}, question {number}": (told, asked)
    for path in sorted((GOLDEN / "the_whole_truth").glob("*.toml"))
    for told in toml(path)["case"]
    for number, asked in enumerate(told["question"], start=1)
    if BEYOND & {*asked}
}
SPLIT = [told for path in sorted((GOLDEN / "readings").glob("*.toml")) for told in toml(path)["case"]]
READINGS = law_of().readings


def facts(told: dict[str, Any], *more: dict[str, Any]) -> Case:
    """Make the case that a golden case tells, with events that are not recorded yet."""
    standing = [{"is": each} if isinstance(each, str) else each for each in told["victims"]]
    people = [person({"id": f"V{number}", **each}) for number, each in enumerate(standing, start=1)]
    return case_of(plain(case(*told["events"], *more, victims=people)))


@pytest.mark.parametrize("name", QUESTIONS)
def test_the_answer_is_the_one_argued_by_hand(name: str) -> None:
    told, asked = QUESTIONS[name][0], none(QUESTIONS[name][1])
    more = [asked["preview"]] if "preview" in asked else asked.get("advance", [])
    known = {event["id"] for event in told["events"]}
    events = [event for event in facts(told, *more).events if event.id not in known]
    as_of = when(asked["as_of"])
    answer = assess(facts(told), as_of=as_of, known_at=when(asked["known_at"]) if "known_at" in asked else None)
    if "preview" in asked:
        seen = preview(facts(told), *events, as_of=as_of)
        assert {duty.id: str(duty.due_by) for duty in seen.arising} == asked["arising"]
        answer = seen.after
    if "advance" in asked:
        answer = answer.advance(*events)
    document: dict[str, Any] = {**assessment_document(answer)}
    for key in ("in_breach", "next_due", "next_change_at"):
        assert document[key] == asked.get(key, document[key]), key
    duties = {duty["id"]: duty for duty in document["obligations"]}
    for ref, said in asked.get("duties", {}).items() if more else ():
        assert said.items() <= duties[ref].items(), ref
    for key, by_value in asked.get("only", {}).items():
        for value, refs in by_value.items():
            assert {duty["id"] for duty in duties.values() if duty[key] == value} == {*refs}
    for key, found in SAID.items():
        if key in asked:
            assert found(answer, asked[key]) == asked[key], key


def tally(answer: Assessment, wanted: dict[str, Any]) -> dict[str, Any]:
    counted = answer.tally()
    return {
        "statuses": {str(status): number for status, number in counted.statuses.items()},
        "rates": {name: str(counted.rate(Status(name))) for name in wanted["rates"]},
        "reasons": counted.reasons,
    }


def learned(answer: Assessment, wanted: dict[str, Any]) -> dict[str, Any]:
    days = [
        {
            "on": each.entered_on.isoformat(),
            "events": [event.id for event in each.events],
            "says": [str(change) for change in each.changes],
        }
        for each in answer.learned_since(when(wanted["since"]))
    ]
    return {"since": wanted["since"], "days": days}


def settles(answer: Assessment, _: object) -> list[dict[str, list[str]]]:
    return [{"facts": list(each.facts), "settles": list(each.settles)} for each in answer.would_settle()]


#: By key of a question: what the answer says instead, in the same form.
SAID: dict[str, Callable[[Assessment, Any], object]] = {"tally": tally, "learned": learned, "settles": settles}


@pytest.mark.parametrize("told", SPLIT, ids=lambda told: f"{told['reading']}: {told['name']}")
def test_every_reading_tells_which_dispute_splits_it(told: dict[str, Any]) -> None:
    name, asked = told["reading"], facts(told)
    found = readings(asked, as_of=told["as_of"])
    assert name in found.readings
    assert found.disputes(name) == READINGS[name].disputes
    verdicts = {Truth(verdict) for verdict in told["in_breach"]}
    assert verdicts <= set(found.verdicts)
    if len(verdicts) > 1:
        assert name in found.split_by
        assert found.in_breach is None
    for disputed in found.obligations:
        one, other = (told[side].get(disputed.obligation, {}) for side in ("default", "chosen"))
        if any(one.get(key) != other.get(key) for key in ("arises", "status", "due_by")):
            assert name in disputed.split_by
            assert disputed.agreed is None


@pytest.mark.parametrize("told", SPLIT, ids=lambda told: f"{told['reading']}: {told['name']}")
def test_the_answer_names_the_choice_and_the_default_is_no_choice(told: dict[str, Any]) -> None:
    reading, asked, as_of = READINGS[told["reading"]], facts(told), told["as_of"]
    chosen, named = (
        assess(asked, as_of=as_of, readings={reading.name: choice}) for choice in (told["choice"], reading.default.name)
    )
    assert chosen.versions.readings == {reading.name: told["choice"]}
    assert named.versions.readings == {}
    assert not differences(assess(asked, as_of=as_of), named)


@pytest.mark.parametrize("told", toml(GOLDEN / "editions" / "by_the_day.toml")["case"], ids=lambda told: told["name"])
def test_the_answer_names_the_editions_in_which_a_duty_arises_and_no_other_duty_has_a_day(told: dict[str, Any]) -> None:
    answer = assess(facts({**told, "victims": [told["victim"]]}), as_of=told["as_of"])
    assert answer.versions.code == told["versions"]
    assert {duty.id for duty in answer if duty.due_by} == {*told["arising"]}


def test_the_argument_of_a_reading_names_its_disputes_and_some_case_shows_that_it_matters() -> None:
    """A second case of the same choice may lean on the first one's argument."""
    for reading, choice in {(told["reading"], told["choice"]) for told in SPLIT}:
        cases = [told for told in SPLIT if (told["reading"], told["choice"]) == (reading, choice)]
        words = "".join(told["argument"] for told in cases)
        assert all(dispute in words for dispute in READINGS[reading].disputes), reading
        assert any(told["default"] != told["chosen"] for told in cases), reading


def test_every_way_to_stand_against_a_target_has_a_case() -> None:
    cases = toml(GOLDEN / "layers" / "local_standards.toml")["case"]
    assert {answer["target"] for told in cases for answer in told["answers"]} == {
        "open", "met", "missed", "released", "undetermined", "none",
    }  # fmt: skip
