"""A case that is written and read again is the same case, and gives the same answer in the same bytes."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.assessment.strategies import cases, days
from tests.cli.running import EXAMPLES
from victims_code import Case, Event, Jurisdiction, OffenceCategory, Role, Victim, assess
from victims_code.dates import When
from victims_code.interchange import assessment_document, case_document, case_of, read_case, write_json
from victims_code.vocabulary import DetailKind, code_vocabulary

#: Whatever a host system may use as a reference: printable, not blank, up to 200 characters.
references = st.text(st.characters(codec="utf-8"), min_size=1, max_size=200).filter(
    lambda text: text.isprintable() and bool(text.strip())
)
facts = st.sampled_from([True, False, None])
offsets = st.integers(-23 * 60 - 59, 23 * 60 + 59).map(lambda minutes: dt.timezone(dt.timedelta(minutes=minutes)))
dates = st.dates(dt.date(1901, 1, 1), dt.date(2099, 12, 31))
_FIRST = dt.datetime(1901, 1, 1)  # noqa: DTZ001 - the zone is drawn beside it
_LAST = dt.datetime(2099, 12, 31)  # noqa: DTZ001 - as above
times: st.SearchStrategy[When] = dates | st.datetimes(_FIRST, _LAST, timezones=offsets)
plain = st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text(st.characters(codec="utf-8"))
anything = st.recursive(
    plain, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3)
)

KINDS: dict[DetailKind, st.SearchStrategy[Any]] = {
    DetailKind.YES_NO: facts,
    DetailKind.NUMBER: st.integers(1, 9_999),
    DetailKind.TIME: times,
    DetailKind.TEXT: st.text(st.characters(codec="utf-8"), max_size=20),
    DetailKind.TEXTS: st.lists(st.text(max_size=5), max_size=3),
}

victims = st.builds(
    Victim,
    references,
    st.sampled_from(list(Role)),
    born=st.none() | dates,
    under_18_at_offence=facts,
    offence_categories=st.none() | st.lists(st.sampled_from(list(OffenceCategory)), max_size=3),
    persistently_targeted=facts,
    vulnerable=facts,
    intimidated=facts,
    named_point_of_contact=facts,
)

#: The types of event that say nothing of another event.
TYPES = [name for name, known in code_vocabulary().items() if known.acts not in ("void", "correct")]


@st.composite
def events(draw: st.DrawFn) -> Event:
    name = draw(st.sampled_from(TYPES))
    details: dict[str, Any] = {}
    happened = code_vocabulary()[name]
    for key, kind in happened.details.items():
        if draw(st.booleans()):
            details[key] = draw(st.none() | KINDS[kind])
    if draw(st.booleans()):
        details["undeclared"] = draw(anything)
    at = draw(times)
    received = draw(st.none() | st.just(at))
    about = draw(st.lists(st.sampled_from(TYPES), max_size=2))
    return Event(
        draw(references),
        happened.name,
        at=at,
        received_at=received,
        recorded_at=draw(st.none() | times),
        victim=draw(st.none() | references),
        suspect=draw(st.none() | references),
        crime=draw(st.none() | references),
        about=about,
        details=details,
    )


@given(
    st.builds(
        Case,
        references,
        st.lists(victims, max_size=3, unique_by=lambda victim: victim.id),
        st.lists(events(), max_size=5, unique_by=lambda event: event.id),
        jurisdiction=st.sampled_from(Jurisdiction),
    )
)
@settings(max_examples=100)
def test_a_case_that_is_written_and_read_is_the_same_case(case: Case) -> None:
    text = write_json(case_document(case))
    again = read_case(text.encode())
    assert again == case
    assert write_json(case_document(again)) == text


@given(cases(), days)
@settings(max_examples=40)
def test_a_case_that_is_written_and_read_gives_the_same_answer(case: Case, as_of: dt.date) -> None:
    again = read_case(write_json(case_document(case)))
    one = write_json(assessment_document(assess(case, as_of=as_of)))
    other = write_json(assessment_document(assess(again, as_of=as_of)))
    assert one == other


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.json")), ids=lambda path: path.stem)
def test_an_example_case_says_after_reading_and_writing_what_it_said(path: Path) -> None:
    document = json.loads(path.read_bytes())
    written = case_document(case_of(document))
    assert case_of(written) == case_of(document)
    events = {event["id"]: event for event in _entries(written, "events")}
    assert events.keys() == {event["id"] for event in document["events"]}
    for given_event in document["events"]:
        said = {key for key, value in given_event.items() if value not in (None, [], {})}
        assert events[given_event["id"]].keys() == said


def _entries(document: dict[str, object], key: str) -> list[dict[str, Any]]:
    found = document[key]
    assert isinstance(found, list)
    return found


def test_what_is_unknown_is_written_as_null_for_a_victim_and_left_out_of_an_event() -> None:
    document = case_document(Case("C1", [Victim("V1")], [Event("e1", "crime_reported", at=dt.date(2026, 5, 1))]))
    assert document == {
        "schema": "victims-code/case/1",
        "case": "C1",
        "jurisdiction": "england_and_wales",
        "victims": [
            {
                "id": "V1",
                "role": "person",
                "born": None,
                "under_18_at_offence": None,
                "offence_categories": None,
                "persistently_targeted": None,
                "vulnerable": None,
                "intimidated": None,
                "named_point_of_contact": None,
            }
        ],
        "events": [{"id": "e1", "type": "crime_reported", "at": "2026-05-01"}],
    }


def test_offence_categories_are_written_in_the_order_of_the_code() -> None:
    one = Victim("V1", offence_categories=[OffenceCategory.KIDNAP, OffenceCategory.HATE_CRIME])
    (victim,) = _entries(case_document(Case("C1", [one])), "victims")
    assert victim["offence_categories"] == ["hate_crime", "kidnap"]


def test_a_document_of_other_mappings_is_read_as_one_of_dictionaries() -> None:
    fields = {"event": "e1", "fields": {"details": {"zz": 1}}}
    document: dict[str, Any] = {
        "case": "C1",
        "victims": [{"id": "V1"}],
        "events": [
            {"id": "e1", "type": "crime_reported", "at": "2026-05-01"},
            {"id": "c", "type": "event_corrected", "at": "2026-05-02", "details": fields},
        ],
    }

    def held(value: Any) -> Any:  # noqa: ANN401 - any part of a document
        if isinstance(value, dict):
            return MappingProxyType({key: held(item) for key, item in value.items()})
        return [held(item) for item in value] if isinstance(value, list) else value

    assert case_of(held(document)) == case_of(document)
