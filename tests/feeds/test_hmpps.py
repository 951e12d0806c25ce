"""Domain events of HMPPS: a release is a milestone only for the one reason that is a release."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.feeds.hearings import any_json, places
from victims_code import InvalidInput
from victims_code.dates import When
from victims_code.feeds.hmpps import read_hmpps
from victims_code.feeds.mappings import Tables, load_mapping
from victims_code.feeds.merging import cases_of
from victims_code.feeds.messages import Message

RELEASED = "prison-offender-events.prisoner.released"
RECEIVED = "prison-offender-events.prisoner.received"
PERSONAL = "Zebedee Quill"


def domain_event(name: str = RELEASED, reason: str | None = "RELEASED", **told: object) -> dict[str, Any]:
    return {
        "eventType": name,
        "version": 1,
        "description": PERSONAL,
        "occurredAt": "2026-07-01T23:30:00Z",
        "publishedAt": "2026-07-02T08:00:00.123456789Z",
        "personReference": {"identifiers": [{"type": "CRN", "value": "X000001"}, {"type": "NOMS", "value": "A0001AA"}]},
        "additionalInformation": {"reason": reason},
        **told,
    }


def read(
    *events: object,
    received_at: When | None = None,
    mapping: Tables | None = None,
    cases: Mapping[str, Iterable[str]] | None = None,
) -> tuple[Message, ...]:
    data = json.dumps(events[0] if len(events) == 1 else list(events)).encode()
    return read_hmpps(data, "m.json", received_at=received_at, mapping=mapping, cases=cases)


def milestones(messages: tuple[Message, ...]) -> list[object]:
    return [event.details["milestone"] for message in messages for event in message.events]


def codes(messages: tuple[Message, ...]) -> list[str]:
    return [unmapped.code for message in messages for unmapped in message.unmapped]


def test_a_release_is_a_milestone_on_its_london_day() -> None:
    (message,) = read(domain_event(), received_at=date(2026, 7, 9))
    (event,) = message.events
    assert (event.type, event.suspect, event.details["milestone"]) == (
        "sentence_milestone_reached",
        "A0001AA",
        "release",
    )
    # Half past eleven at night in UTC is half past midnight in a London summer.
    assert event.date == date(2026, 7, 2)
    assert event.received_at is None
    assert (message.case, message.sent) == ("A0001AA", datetime(2026, 7, 2, 8, 0, 0, 123456, tzinfo=UTC))


@pytest.mark.parametrize(
    ("reason", "code"),
    [
        ("TEMPORARY_ABSENCE_RELEASE", "not_a_release"),
        ("SENT_TO_COURT", "not_a_release"),
        ("TRANSFERRED", "not_a_release"),
        ("RELEASED_TO_HOSPITAL", "not_a_release"),
        ("released", "unknown_reason"),
        (PERSONAL, "unknown_reason"),
        (None, "unknown_reason"),
    ],
)
def test_no_other_reason_is_a_release(reason: str | None, code: str) -> None:
    messages = read(domain_event(reason=reason))
    assert milestones(messages) == []
    assert codes(messages) == [code]
    assert PERSONAL not in str(messages)


@pytest.mark.parametrize(
    ("name", "reason", "milestone", "code"),
    [
        (RECEIVED, "RECALL", ["recall"], []),
        (RECEIVED, "RETURN_FROM_COURT", [], ["unknown_reason"]),
        ("create-and-vary-a-licence.licence.activated", None, ["licence conditions"], []),
        ("create-and-vary-a-licence.licence.inactivated", None, [], ["no_milestone"]),
        ("prison-offender-events.prisoner.sentence-dates-changed", None, [], ["no_milestone"]),
        ("prison-offender-events.prisoner.merged", None, [], ["unknown_event_type"]),
        (PERSONAL, None, [], ["unknown_event_type"]),
    ],
)
def test_each_event_reaches_the_milestone_that_it_says(
    name: str, reason: str | None, milestone: list[str], code: list[str]
) -> None:
    messages = read(domain_event(name, reason))
    assert (milestones(messages), codes(messages)) == (milestone, code)


def test_late_and_twice_in_any_order_is_one_release() -> None:
    first = domain_event()
    late = domain_event(publishedAt="2026-07-09T08:00:00Z", occurredAt="2026-07-02T00:30:00+01:00")
    other = domain_event(occurredAt="2026-09-01T09:00:00Z", publishedAt="2026-09-01T09:00:01Z")
    messages = [read(event)[0] for event in (first, late, first, other)]
    cases = {cases_of(order) for order in permutations(messages)}
    ((case,),) = cases
    assert [event.date for event in case.events if event.act is None] == [date(2026, 7, 2), date(2026, 9, 1)]


def test_one_event_reaches_each_case_of_the_person() -> None:
    messages = read(domain_event(), cases={"A0001AA": ["C2", "C1"], "X000001": ["C1"]})
    assert [message.case for message in messages] == ["C1", "C2"]
    assert len({message.events for message in messages}) == 1
    (unknown,) = read(domain_event(), cases={})
    assert (unknown.case, codes((unknown,))) == ("A0001AA", ["unknown_person"])


def test_an_event_is_read_in_the_envelopes_of_its_delivery() -> None:
    inner = json.dumps(domain_event())
    notice = {"Type": "Notification", "MessageId": "1", "Message": inner}
    queue = {"Messages": [{"ReceiptHandle": "2", "Body": json.dumps(notice)}]}
    batch = {"Records": [{"body": json.dumps(notice)}, {"body": inner}]}
    plain = read_hmpps(inner.encode())
    assert read(notice) == read(queue) == plain
    assert read(batch) == plain * 2
    assert read(domain_event(), domain_event())[0].events == plain[0].events


def test_the_number_of_the_prisoner_is_taken_where_no_person_is_referred_to() -> None:
    further = {"reason": "RELEASED", "nomsNumber": "A0001AA"}
    assert read(domain_event(personReference=None, additionalInformation=further))[0].case == "A0001AA"


def test_what_is_packaged_says_which_reasons_are_a_release() -> None:
    released = load_mapping("hmpps")["released"]
    assert [reason for reason, is_release in released.items() if is_release] == ["RELEASED"]


def test_a_force_says_of_another_reason_that_it_is_a_release() -> None:
    tables = load_mapping("hmpps")
    own = {**tables, "released": {**tables["released"], "CONDITIONAL_RELEASE": True}}
    assert milestones(read(domain_event(reason="CONDITIONAL_RELEASE"), mapping=own)) == ["release"]


def test_without_the_time_it_happened_no_event_is_made() -> None:
    messages = read(domain_event(occurredAt="2026-07-01T23:30:00"))
    assert (milestones(messages), codes(messages)) == ([], ["unusable_date", "no_date"])


@pytest.mark.parametrize(
    "data",
    [
        b"", b"{}", b"[1]", b"\xff", b'{"Message": "{"}', b'{"Records": [1]}', b'{"eventType": 7}',
        json.dumps(domain_event(personReference=[])).encode(),
        json.dumps(domain_event(personReference={"identifiers": [{"type": "NOMS", "value": PERSONAL}]})).encode(),
        json.dumps(domain_event(occurredAt=None, publishedAt="soon")).encode(),
    ],
)  # fmt: skip
def test_what_is_no_domain_event_is_refused(data: bytes) -> None:
    with pytest.raises(InvalidInput) as refused:
        read_hmpps(data, "m.json")
    assert all(problem.source.startswith("m.json") for problem in refused.value.problems)
    assert PERSONAL not in str(refused.value)


def test_envelopes_within_envelopes_come_to_an_end() -> None:
    text = json.dumps(domain_event())
    for _ in range(6):
        text = json.dumps({"Message": text})
    with pytest.raises(InvalidInput):
        read_hmpps(text.encode())


PLACES = list(places(domain_event()))


@settings(max_examples=200)
@given(st.sampled_from(PLACES), any_json)
def test_anything_in_the_place_of_anything_is_read_or_refused(place: tuple[Any, ...], value: object) -> None:
    changed: Any = copy.deepcopy(domain_event())
    holder = changed
    for key in place[:-1]:
        holder = holder[key]
    if place:
        holder[place[-1]] = value
    refused = ""
    try:
        cases_of(read_hmpps(json.dumps(changed if place else value).encode()))
    except InvalidInput as error:
        refused = str(error)
    assert PERSONAL not in refused
