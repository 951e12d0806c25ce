"""Events: typed by the vocabulary, checked when made, unchanging after."""

from __future__ import annotations

import csv
import datetime as dt
import pickle
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

from victims_code.cases import Case
from victims_code.details import Details
from victims_code.errors import InvalidCase, InvalidFact, InvalidRulebook
from victims_code.events import Event, happened_before
from victims_code.vocabulary import Act, DetailKind, Family, code_vocabulary, read_types

DAY = dt.date(2026, 5, 6)
NOON = dt.datetime(2026, 5, 6, 12, tzinfo=dt.UTC)


def test_the_vocabulary_is_that_of_the_facts(facts_folder: Path) -> None:
    with (facts_folder / "events.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    types = code_vocabulary()
    assert [*types] == [row["type"] for row in rows]
    assert len(types) == 106
    for row in rows:
        kind = types[row["type"]]
        assert (kind.family, kind.definition, kind.source_systems) == (
            row["family"], row["definition"], row["source_system_names"]
        )  # fmt: skip
        assert kind.received is ("received_at" in row["clock_fields"])
        assert list(kind.details) == [key.strip() for key in row["details"].split(";") if key.strip()]


def test_details_are_typed_by_their_names_as_the_contract_says() -> None:
    for kind in code_vocabulary().values():
        for key, held in kind.details.items():
            if key.endswith(("_months", "_days")):
                assert held is DetailKind.NUMBER, key
            elif key.endswith(("_at", "_date")) or key == "until":
                assert held is DetailKind.TIME, key
            else:
                assert held in (DetailKind.YES_NO, DetailKind.TEXT, DetailKind.TEXTS, DetailKind.FIELDS), key


@pytest.mark.parametrize(
    ("fields", "what"),
    [
        ({"id": None}, "id: a reference as text"),
        ({"type": "suspect_arested"}, "did you mean 'suspect_arrested'"),
        ({"type": "Arrest of a person"}, "type: an event type is needed"),
        ({"type": 5}, "type: an event type is needed"),
        ({"at": "2026-05-06"}, "at: a date or a date-time"),
        ({"at": dt.datetime(2026, 5, 6, 12)}, "at: a date-time without an offset"),  # noqa: DTZ001 - the fault itself
        ({"received_at": 5}, "received_at: a date or a date-time"),
        ({"received_at": dt.date(2026, 5, 5)}, "received_at: earlier than at"),
        ({"at": NOON, "received_at": NOON - dt.timedelta(seconds=1)}, "received_at: earlier than at"),
        ({"recorded_at": "now"}, "recorded_at: a date or a date-time"),
        ({"victim": ""}, "victim: a reference"),
        ({"suspect": 7}, "suspect: a reference"),
        ({"crime": "\n"}, "crime: a reference"),
        ({"about": "e1"}, "about: a list"),
        ({"about": 3}, "about: a list"),
        ({"about": [3]}, "a reference as text"),
        ({"details": 3}, "details: an object"),
        ({"details": {3: 4}}, "each key is a text"),
        ({"type": "suspect_charged", "details": {"first_hearing_at": "soon"}}, "details.first_hearing_at: not an ISO"),
        ({"type": "suspect_charged", "details": {"first_hearing_at": 3}}, "details.first_hearing_at: a date"),
        ({"type": "suspect_charged", "details": {"bail_conditions": True}}, "details.bail_conditions: text"),
        ({"type": "sentence_passed", "details": {"hospital_order": "yes"}}, "details.hospital_order: true or false"),
        ({"type": "service_declined", "details": {"services": [3]}}, "details.services: text, or a list"),
        ({"type": "event_corrected", "details": {"fields": "at"}}, "details.fields: an object"),
    ],
)
def test_what_is_wrong_is_refused_by_name(fields: dict[str, Any], what: str) -> None:
    with pytest.raises(InvalidFact, match=what):
        Event(**{"id": "e1", "type": "suspect_arrested", "at": DAY, **fields})


def test_unknown_details_are_kept_and_null_is_unknown_for_every_kind() -> None:
    held = {"custody_months": None, "hospital_order": None, "message": {"nested": [1, {"deep": 2}]}}
    event = Event("e1", "sentence_passed", at=DAY, details=held)
    assert event.details["custody_months"] is None
    assert event.details["message"] == {"nested": (1, {"deep": 2})}
    assert "message" in event.details
    assert event.details.get("none", 3) == 3


def test_a_receipt_on_the_day_itself_is_never_too_early_when_a_time_is_unknown() -> None:
    event = Event("e1", "sentence_passed", at=NOON, received_at=DAY)
    assert event.received_day == DAY.toordinal()
    assert Event("e1", "sentence_passed", at=DAY, received_at=NOON - dt.timedelta(hours=3)).received_day == event.day


def test_an_event_does_not_change_and_shows_references_and_the_date_only() -> None:
    event = Event("e1", "suspect_arrested", at=NOON, suspect="S1", details={"reason": "free text"})
    assert repr(event) == "<Event e1 suspect_arrested 2026-05-06>"
    assert repr(event.details) == "<Details reason>"
    assert len(event.details) == 1
    copy = pickle.loads(pickle.dumps(event))  # noqa: S301 - our own bytes
    assert copy == event == evolve(event)
    assert hash(copy) == hash(event)
    assert hash(copy.details) == hash(event.details)
    assert evolve(event, details={"reason": "other"}) != event


def test_before_is_told_by_the_clock_if_both_times_are_known_and_else_by_the_day() -> None:
    morning = Event("e1", "suspect_arrested", at=NOON - dt.timedelta(hours=2))
    noon, that_day = Event("e2", "suspect_arrested", at=NOON), Event("e3", "suspect_arrested", at=DAY)
    next_day = Event("e4", "suspect_arrested", at=DAY + dt.timedelta(days=1))
    assert happened_before(morning, noon)
    assert not happened_before(noon, morning)
    assert not happened_before(morning, that_day)
    assert not happened_before(that_day, morning)
    assert happened_before(noon, next_day)


def test_a_vocabulary_can_be_extended_and_events_made_of_it() -> None:
    own = read_types({"case_reviewed": {"family": "service", "definition": "A sergeant looks at it"}}, "own.toml")
    wider = code_vocabulary().extended(own)
    assert Event("e1", wider.checked_type("case_reviewed"), at=DAY, vocabulary=wider).type == "case_reviewed"
    with pytest.raises(InvalidFact, match="unknown event type"):
        Event("e1", "case_reviewed", at=DAY)  # type: ignore[arg-type] # what is tested
    assert wider["case_reviewed"].family is Family.SERVICE
    assert wider["event_voided"].acts is Act.VOID


@pytest.mark.parametrize(
    ("table", "what"),
    [
        (3, "a table with family, definition is needed"),
        ({"family": "trigger"}, "definition: is missing"),
        ({"family": "trigger", "definition": ""}, "definition: text is needed"),
        ({"family": "cause", "definition": "x"}, "family: unknown word"),
        ({"family": "trigger", "definition": "x", "receved": True}, "did you mean 'received'"),
        ({"family": "trigger", "definition": "x", "received": 1}, "received: true or false"),
        ({"family": "trigger", "definition": "x", "details": 3}, "a table of details"),
        ({"family": "trigger", "definition": "x", "details": {"a": "b"}}, "unknown word"),
    ],
)
def test_a_faulty_declaration_of_a_type_is_told(table: object, what: str) -> None:
    with pytest.raises(InvalidRulebook, match=what):
        read_types({"seen": table}, "own.toml")
    with pytest.raises(InvalidRulebook, match="lower-case words"):
        read_types({"Seen!": {"family": "trigger", "definition": "x"}}, "own.toml")


def test_details_stand_beside_a_plain_mapping() -> None:
    assert Details({"a": 1}) == {"a": 1}
    assert list(Details({"a": 1, "b": [2]})) == ["a", "b"]


def test_a_correction_that_cannot_be_made_on_two_days_is_told_once() -> None:
    start = Event("e1", "sentence_passed", at=DAY)
    wrong = Event("c1", "event_corrected", at=DAY, details={"event": "e1", "fields": {"received_at": "2026-05-01"}})
    void = Event("v1", "event_voided", at=DAY + dt.timedelta(days=3), details={"event": "c1"})
    undone = Event("v2", "event_voided", at=DAY + dt.timedelta(days=9), details={"event": "v1"})
    with pytest.raises(InvalidCase) as caught:
        Case("C1", [], [start, wrong, void, undone])
    assert [problem.where for problem in caught.value.problems] == ["events[1].details.fields"]


def test_of_three_of_a_type_the_one_before_the_latest_is_never_the_subject() -> None:
    arrests = [Event(f"e{n}", "suspect_arrested", at=DAY + dt.timedelta(days=n), victim=f"V{n % 2}") for n in range(4)]
    contact = Event("t", "victim_informed", at=DAY + dt.timedelta(days=9), about=["suspect_arrested"])
    told = Case("C1", [], [*arrests, contact]).history(DAY.toordinal() + 99).told
    assert sorted(told) == ["e2", "e3"]
