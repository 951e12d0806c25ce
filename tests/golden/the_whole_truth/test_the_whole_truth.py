"""Golden cases of a record that changes: each with its facts, its questions, and the answers argued by hand.

The cases stand in the TOML files beside this one, a file for each topic. `argument` derives the answers from the facts
of the law and the calendar. A question is of a case on a day, asked in the words of the JSON documents:

  as_of, known_at, readings   how the case is assessed
  preview, or advance         one event, or several, that are not recorded yet: the answer is that with them
  in_breach, next_due, next_change_at, entitled   "none" where there is none
  duties      some obligations by id, each with some of its keys; "none" for null, and "absent" for one not there
  only        the ids of all obligations with one of the keys' values, such as status = "lapsed"
  findings    codes and events that are among the findings; no_findings, codes that are not
  arising     for a preview: every obligation that would arise, by id, with its due day
  learned     since a time: each day on which late records changed the answer, with those records and what they changed
  settles     every smallest set of unknown facts, in order, with the obligations that it settles
  tally       counts by status; rates as fractions; reasons by code
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from attrs import frozen

from tests.assessment.making import ENHANCED, NO_ENHANCED_FACTS, PLAIN, UNKNOWN, when
from victims_code import Assessment, Case, Event, Status, assess
from victims_code.assessment.foresight import Preview, preview
from victims_code.interchange import assessment_document, case_document, case_of

FILES = sorted(Path(__file__).parent.glob("*.toml"))
#: Victims by a name: of whom all is known and nothing gives Enhanced Rights; vulnerable; of whom nothing is known.
VICTIMS = {"plain": PLAIN, "enhanced": ENHANCED, "unknown": UNKNOWN}
KNOWN = {key: [] if key == "offence_categories" else value for key, value in NO_ENHANCED_FACTS.items()}


@frozen
class Question:
    """One question of one golden case."""

    place: str
    case: dict[str, Any]
    asked: dict[str, Any]

    @property
    def facts(self) -> Case:
        return _case(self.case["victims"], self.case["events"])

    def event(self, document: dict[str, Any]) -> Event:
        return next(e for e in _case([], [*self.case["events"], document]).events if e.id == document["id"])

    @property
    def previewed(self) -> Preview:
        readings = self.asked.get("readings")
        return preview(
            self.facts, self.event(self.asked["preview"]), as_of=when(self.asked["as_of"]), readings=readings
        )

    @property
    def answer(self) -> Assessment:
        if "preview" in self.asked:
            return self.previewed.after
        known_at = self.asked.get("known_at")
        found = assess(
            self.facts,
            as_of=when(self.asked["as_of"]),
            known_at=None if known_at is None else when(known_at),
            readings=self.asked.get("readings"),
        )
        if "advance" in self.asked:
            return found.advance(*map(self.event, self.asked["advance"]))
        return found


def _case(victims: list[Any], events: list[dict[str, Any]]) -> Case:
    """Read a case as a case file would give it; a victim is a name, or facts that differ from the plain one's."""
    people: list[Any] = []
    for victim in victims:
        if isinstance(victim, str):
            named: Any = case_document(Case("A1", [VICTIMS[victim]]))["victims"]
            people += named
        else:
            people.append({**KNOWN, **{key: None if value == "unknown" else value for key, value in victim.items()}})
    return case_of({"case": "A1", "victims": people, "events": events})


def _questions() -> Iterator[Question]:
    for file in FILES:
        for case in tomllib.loads(file.read_text(encoding="utf-8"))["case"]:
            assert len(case["argument"].split()) > 10, f"{case['name']}: the answers are argued by hand"
            for number, asked in enumerate(case["question"], start=1):
                yield Question(f"{file.stem}: {case['name']}, question {number}", case, asked)


QUESTIONS = list(_questions())
#: How a case is assessed; every other key of a question is an expectation.
_ASSESSED = {"as_of", "known_at", "readings", "preview", "advance"}
#: The expectations that a key of the answer's document meets by itself.
_PLAIN = {"in_breach", "next_due", "next_change_at"}


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.place)
def test_the_answer_is_the_one_argued_by_hand(question: Question) -> None:
    answer = question.answer
    document: dict[str, Any] = assessment_document(answer)
    duties = {duty["id"]: duty for duty in document["obligations"]}
    expected = {key: value for key, value in question.asked.items() if key not in _ASSESSED}
    assert expected, "a question expects something"
    if "duties" in expected:
        for name, said in expected.pop("duties").items():
            assert name not in duties if said == "absent" else _holds(duties[name], said), (name, duties.get(name))
    for key, value in expected.items():
        if key in _PLAIN:
            assert document[key] == (None if value == "none" else value), key
        else:
            assert _SAID[key](question, answer, document, value) == value, key


def _only(document: dict[str, Any], wanted: dict[str, dict[str, list[str]]]) -> dict[str, Any]:
    return {
        name: {
            value: [each for each in ids if each in _with(document, name, value)]
            + sorted(_with(document, name, value) - {*ids})
            for value, ids in by_value.items()
        }
        for name, by_value in wanted.items()
    }


def _with(document: dict[str, Any], key: str, value: str) -> set[str]:
    return {duty["id"] for duty in document["obligations"] if duty[key] == value}


def _tally(answer: Assessment, wanted: dict[str, Any]) -> dict[str, Any]:
    counted = answer.tally()
    return {
        "statuses": {str(status): number for status, number in counted.statuses.items()},
        "rates": {name: str(counted.rate(Status(name))) for name in wanted["rates"]},
        "reasons": counted.reasons,
    }


def _learned(answer: Assessment, since: str) -> dict[str, Any]:
    days = [
        {
            "on": learned.entered_on.isoformat(),
            "events": [event.id for event in learned.events],
            "says": [str(change) for change in learned.changes],
        }
        for learned in answer.learned_since(when(since))
    ]
    return {"since": since, "days": days}


#: By expectation: what the answer says instead, in the same form; of several, those that are wanted.
_SAID: dict[str, Callable[[Question, Assessment, dict[str, Any], Any], object]] = {
    "entitled": lambda _q, _a, doc, _v: {name: each["entitled"] for name, each in doc["enhanced_rights"].items()},
    "only": lambda _q, _a, doc, value: _only(doc, value),
    "findings": lambda _q, _a, doc, value: [
        e for e in value if e in [[f["code"], f["event"]] for f in doc["findings"]]
    ],
    "no_findings": lambda _q, _a, doc, value: [e for e in value if e not in {f["code"] for f in doc["findings"]}],
    "arising": lambda question, _a, _d, _v: {duty.id: str(duty.due_by) for duty in question.previewed.arising},
    "learned": lambda _q, answer, _d, value: _learned(answer, value["since"]),
    "settles": lambda _q, answer, _d, _v: [
        {"facts": list(each.facts), "settles": list(each.settles)} for each in answer.would_settle()
    ],
    "tally": lambda _q, answer, _d, value: _tally(answer, value),
}


def _holds(duty: dict[str, Any], said: dict[str, Any]) -> bool:
    """Whether an obligation's document says what is expected; only a duty basis may be cut short of its date."""
    for key, value in said.items():
        if key == "duty_basis":
            assert duty[key].startswith(value), key
        else:
            assert duty[key] == (None if value == "none" else value), key
    return True
