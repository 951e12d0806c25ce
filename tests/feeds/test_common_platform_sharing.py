"""Hearings of Common Platform that are shared again, amended, deleted or broken, and one of each kind."""

from __future__ import annotations

import copy
import json
from datetime import UTC, date, datetime
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.feeds.court_messages import HEARINGS
from tests.feeds.hearings import (
    BAIL,
    CONDITIONAL,
    FIRST,
    HEARING,
    LINE,
    NEXT,
    ONE,
    PERSONAL,
    WHOLE,
    any_json,
    codes,
    defendant,
    hearing,
    of_type,
    offence,
    places,
    read,
    result,
)  # fmt: skip
from victims_code import InvalidInput
from victims_code.dates import LONDON
from victims_code.errors import InvalidFact
from victims_code.feeds.common_platform import read_common_platform
from victims_code.feeds.json_messages import MOST_OBJECTS
from victims_code.feeds.mappings import load_mapping
from victims_code.feeds.merging import cases_of
from victims_code.feeds.messages import Message


def shared_again() -> list[Message]:
    """A hearing as it was shared: then with its next hearing amended, then deleted, then told again."""
    bail, moved = result(1, **BAIL), {"nextHearing": {"listedStartDateTime": "2026-07-27T09:00:00Z"}}
    lines = [
        [bail, result(2, **NEXT)],
        [bail, result(2, **moved, amendmentDate="2026-07-02")],
        [result(1, **BAIL | {"isDeleted": True}), result(2, **moved | {"isDeleted": True})],
        [result(2, **moved)],
    ]
    return [
        read(hearing(defendant(ONE, offence(FIRST, *told)), shared=f"2026-07-0{day}T09:00:00Z", isReshare=day > 2))
        for day, told in enumerate(lines, start=2)
    ]


def test_amended_deleted_and_told_again_in_any_order_and_twice_is_one_case() -> None:
    messages = shared_again()
    (case,) = cases_of(messages)
    assert all(cases_of([*order, order[0]]) == (case,) for order in permutations(messages))

    def standing(day: int) -> dict[str, object]:
        history = case.history(date(2026, 7, day).toordinal())
        return {
            event.type: event.details.get("hearing_at")
            for event in history.events
            if event.id not in history.voided and event.act is None
        }

    first, moved = datetime(2026, 7, 20, 23, 30, tzinfo=UTC), datetime(2026, 7, 27, 9, 0, tzinfo=UTC)
    assert standing(2) == {"court_bail_decided": None, "hearing_listed": first}
    assert standing(3) == {"court_bail_decided": None, "hearing_listed": moved}
    assert standing(4) == {}
    assert standing(5) == {"hearing_listed": moved}


def test_a_deleted_line_is_withdrawn_and_no_event() -> None:
    deleted = shared_again()[2]
    assert of_type(deleted, "court_bail_decided") == of_type(deleted, "hearing_listed") == []
    assert set(deleted.withdrawn) == {f"{HEARING}/court_bail_decided/{ONE}", f"{HEARING}/hearing_listed/{ONE}"}
    assert deleted.restates == f"{HEARING}/"


def test_one_day_of_a_hearing_of_several_does_not_restate_the_others() -> None:
    document = hearing(defendant(ONE, offence(FIRST, result(1, **BAIL))), hearingDay="2026-07-02")
    document["hearing"]["hearingDays"].append({"sittingDay": "2026-07-02T09:00:00Z"})
    assert read(document).restates is None


def test_what_a_hearing_that_cannot_be_read_in_full_leaves_out_is_not_withdrawn() -> None:
    whole = read(hearing(defendant(ONE, offence(FIRST, result(1, **BAIL)))))
    broken = read(hearing(defendant(ONE, offence(FIRST) | {"judicialResults": "?"}), shared="2026-07-02T09:00:00Z"))
    assert "nothing_withdrawn" in codes(broken)
    (case,) = cases_of([whole, broken])
    assert [event.type for event in case.events] == ["court_bail_decided"]


def test_a_draft_beside_the_results_tells_that_a_line_is_deleted() -> None:
    draft = {"resultLineId": f"{LINE[:-1]}1", "isDeleted": True, "orderedDate": "2026-07-01", "prompts": []}
    target = {"defendantId": ONE, "offenceId": FIRST, "resultLines": [{**draft, "resultDefinitionId": CONDITIONAL}]}
    message = read(hearing(defendant(ONE, offence(FIRST, result(1, **BAIL))), targets=[target]))
    assert of_type(message, "court_bail_decided") == []
    assert message.withdrawn == (f"{HEARING}/court_bail_decided/{ONE}",)


def test_each_case_of_a_hearing_has_its_message_and_its_reference() -> None:
    document = hearing()
    document["hearing"]["prosecutionCases"] += [
        {"prosecutionCaseIdentifier": {"prosecutionAuthorityReference": "REF/7"}},
        {"id": FIRST, "prosecutionCaseIdentifier": {"caseURN": PERSONAL}},
        {"id": PERSONAL},
    ]
    messages = read_common_platform(json.dumps(document).encode())
    assert [message.case for message in messages] == ["20WM0123426", "REF/7", FIRST]
    assert all("no_case_reference" in codes(message) for message in messages)


def test_a_list_and_lines_are_read_as_their_hearings() -> None:
    documents = [hearing(shared=f"2026-07-0{day}T09:00:00Z") for day in (1, 2)]
    as_list = read_common_platform(json.dumps(documents).encode())
    as_lines = read_common_platform("\n".join(json.dumps(document) for document in documents).encode())
    assert [m.sent.isoformat()[:10] for m in as_list] == [m.sent.isoformat()[:10] for m in as_lines]
    assert len({message.digest for message in as_list}) == 2


def test_a_force_adds_a_code_of_its_own() -> None:
    tables = load_mapping("common-platform")
    own = {**tables, "results": {**tables["results"], "9998": "warrant"}}
    document = hearing(defendant(ONE, offence(FIRST, result(1, cjsCode="9998"))))
    assert "unknown_result_code" in codes(read(document))
    assert len(of_type(read(document, mapping=own), "arrest_warrant_issued")) == 1


def test_a_line_that_is_broken_is_named_by_its_number() -> None:
    whole = json.dumps(hearing())
    with pytest.raises(InvalidInput) as refused:
        read_common_platform(f"{whole}\n{{\n{whole}\n[7]".encode(), "m.ndjson")
    assert [problem.source for problem in refused.value.problems] == ["m.ndjson:2", "m.ndjson:4"]


def test_a_key_given_twice_is_not_taken_and_told() -> None:
    text = json.dumps(hearing(defendant(ONE, offence(FIRST, arrestDate="2026-03-02"))))
    text = text.replace('"arrestDate": "2026-03-02"', '"arrestDate": "2026-03-02", "arrestDate": "2026-03-04"')
    (message,) = read_common_platform(text.encode())
    assert of_type(message, "suspect_arrested") == []
    assert "given_twice" in codes(message)


@pytest.mark.parametrize(
    "data",
    [
        b"", b"{", b"[]", b"7", b"[7]", b"{}", b'{"hearing": []}', b'{"hearing": {}, "sharedTime": 7}', b"\xff\xfe{",
        json.dumps(hearing() | {"sharedTime": "2026-07-01T10:00:00"}).encode(), b"[" * 40 + b"]" * 40,
        json.dumps(hearing() | {"sharedTime": None}).encode(), b'{"hearing": {"id": NaN}}',
        json.dumps(hearing(*([{}] * MOST_OBJECTS))).encode(),
    ],
)  # fmt: skip
def test_what_is_no_hearing_is_refused(data: bytes) -> None:
    with pytest.raises(InvalidInput) as refused:
        read_common_platform(data, "m.json")
    assert all(problem.source == "m.json" for problem in refused.value.problems)


def test_a_receipt_without_an_offset_is_refused() -> None:
    with pytest.raises(InvalidFact):
        read(hearing(), received_at=datetime(2026, 7, 1, 9))  # noqa: DTZ001 - what is refused


@settings(max_examples=300)
@given(st.sampled_from(list(places(WHOLE))), any_json)
def test_anything_in_the_place_of_anything_is_read_or_refused_and_nothing_personal_comes_out(
    place: tuple[Any, ...], value: object
) -> None:
    changed: Any = copy.deepcopy(WHOLE)
    if place:
        holder = changed
        for key in place[:-1]:
            holder = holder[key]
        holder[place[-1]] = value
    else:
        changed = value
    refused = ""
    messages: tuple[Message, ...] = ()
    try:
        messages = read_common_platform(json.dumps(changed).encode(), received_at=date(2026, 7, 2))
        cases_of(messages)
    except InvalidInput as error:
        refused = str(error)
    assert PERSONAL not in refused
    for message in messages:
        assert PERSONAL not in f"{message} {[dict(event.details) for event in message.events]}"
        assert all(event.type in event.id and len(event.id) <= 150 for event in message.events)


@pytest.mark.parametrize("name", HEARINGS)
def test_a_hearing_tells_of_each_occurrence_once(name: str) -> None:
    document, expected = HEARINGS[name]
    message = read(document)
    known = ("offence_committed", "suspect_arrested", "suspect_charged")
    found = [event.type for event in message.events if event.type not in known]
    assert {kind: found.count(kind) for kind in found} == expected
    assert cases_of([message, message])[0].events == cases_of([message])[0].events


def test_a_fixed_date_is_listed_in_london_time() -> None:
    (event,) = of_type(read(HEARINGS["sentenced, with a fixed date"][0]), "hearing_listed")
    # Sent as 23:30 in UTC on 20 July 2026, when London is an hour ahead.
    assert event.details["hearing_at"] == datetime(2026, 7, 21, 0, 30, tzinfo=LONDON)
