"""Anything at all in the place of anything else: it is read, or refused in lines that repeat no value."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final, TypeAlias

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.bad_input.test_case_files import MARKER
from tests.cli.running import ARREST, EXAMPLES, PLAIN, case_with
from victims_code import Case, InvalidInput, OutsideCalendar, assess, load_code
from victims_code.interchange import assessment_document, case_document, case_of, read_case, write_json

WHOLE = case_with(
    ARREST,
    {
        "id": "e2", "type": "victim_informed", "at": "2026-05-13T10:00:00+01:00", "received_at": "2026-05-13",
        "recorded_at": "2026-05-14", "victim": "V1", "suspect": "S1", "crime": "C1", "about": ["e1"],
        "details": {"reasons_given": True, "channel": "post", "own": {"a": [1]}},
    },
    {"id": "e3", "type": "contact_plan_agreed", "at": "2026-05-14", "details": {"every_days": 14}},
    {"id": "e4", "type": "hearing_listed", "at": "2026-05-15", "details": {"hearing_at": "2026-06-01"}},
    {
        "id": "e5", "type": "event_corrected", "at": "2026-05-16",
        "details": {"event": "e4", "fields": {"at": "2026-05-14", "details": {"hearing_at": "2026-06-02"}}},
    },
    {"id": "e6", "type": "event_voided", "at": "2026-05-17", "details": {"event": "e3", "reason": "x"}},
    {"id": "e7", "type": "service_declined", "at": "2026-05-18", "details": {"services": ["R6", "all"]}},
    victims=[{**PLAIN, "born": "1987-03-02", "offence_categories": ["hate_crime"]}],
)  # fmt: skip

Place: TypeAlias = tuple[str | int, ...]


def _paths(value: object, place: Place = ()) -> Iterator[Place]:
    if place:
        yield place
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in items:
        yield from _paths(item, (*place, key))


PATHS = tuple(_paths(WHOLE))

#: Values of every kind, and texts that are something elsewhere in a case file.
odd: Final[st.SearchStrategy[object]] = st.sampled_from(
    [
        MARKER, "", " ", "V1", "e1", "e5", "person", "hate_crime", "suspect_arrested", "event_voided", "2026-05-12",
        "2026-05-12T10:00", "1899-12-31", "2045-06-01", "R6", "\0", "é" * 300,
        None, True, False, 0, 1, -1, 2.5, 10**6, [], {}, [MARKER], {MARKER: MARKER}, {"id": "e1"}, [[]], [{}], [None],
        ["e1", "e1"], {"event": "e1"}, {"at": "2026-05-01"},
    ]
)  # fmt: skip


def _with(document: dict[str, Any], place: Place, value: object) -> dict[str, Any]:
    changed = copy.deepcopy(document)
    holder: Any = changed
    for key in place[:-1]:
        holder = holder[key]
    holder[place[-1]] = copy.deepcopy(value)
    return changed


def faults_of(text: str) -> list[str]:
    """What is said of a case file; nothing where it is read, written, assessed and explained without a fault."""
    try:
        case = read_case(text, "case.json")
        assert read_case(write_json(case_document(case))) == case
        answer = assess(case, as_of=case.events[0].at if case.events else _DAY, rulebook=load_code())
        write_json(assessment_document(answer))
        assert all(obligation.trace() for obligation in answer)
    except InvalidInput as error:
        return [str(problem) for problem in error.problems]
    except OutsideCalendar as error:
        return [f"case.json: {error}"]
    return []


_DAY = next(event.at for event in case_of(WHOLE).events)


@given(st.sampled_from(PATHS), odd)
@settings(max_examples=400)
def test_an_odd_value_anywhere_is_read_or_refused_without_being_repeated(place: Place, value: object) -> None:
    for line in faults_of(json.dumps(_with(WHOLE, place, value))):
        assert line.startswith("case.json")
        # Only a key is repeated, as the path of what is wrong.
        assert "SECRET" not in line or "unknown key" in line or "cannot be corrected" in line


@given(st.lists(st.tuples(st.sampled_from(PATHS), odd), min_size=2, max_size=5))
@settings(max_examples=150)
def test_odd_values_in_many_places_are_read_or_refused(changes: list[tuple[Place, object]]) -> None:
    document = WHOLE
    for place, value in changes:
        if place in set(_paths(document)):
            document = _with(document, place, value)
    assert all(line.startswith("case.json") for line in faults_of(json.dumps(document)))


@given(st.integers(0, 400), st.integers(0, 60), st.sampled_from(['"', "{", "}", "[", "]", ",", ":", "\\", "null", ""]))
@settings(max_examples=150)
def test_a_damaged_text_is_read_or_refused(start: int, length: int, put: str) -> None:
    text = json.dumps(WHOLE)
    assert all(line.startswith("case.json") for line in faults_of(text[:start] + put + text[start + length :]))


def test_the_whole_case_and_every_example_have_no_fault() -> None:
    assert faults_of(json.dumps(WHOLE)) == []
    for path in sorted(EXAMPLES.glob("*.json")):
        assert faults_of(Path(path).read_text(encoding="utf-8")) == [], path.stem
    assert isinstance(case_of(WHOLE), Case)
