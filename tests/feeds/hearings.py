"""Hearings of Common Platform as tests make them, and anything that may stand in the place of a part of one."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from hypothesis import strategies as st

from victims_code import Event
from victims_code.dates import When
from victims_code.feeds.common_platform import read_common_platform
from victims_code.feeds.mappings import Tables
from victims_code.feeds.messages import Message

HEARING, EARLIER = (f"{n}0000000-0000-4000-8000-000000000000" for n in "ab")
ONE, TWO = (f"d{n}000000-0000-4000-8000-000000000000" for n in "12")
FIRST, SECOND, THIRD = (f"c{n}000000-0000-4000-8000-000000000000" for n in "123")
LINE = "e0000000-0000-4000-8000-000000000009"
#: Nothing like it may come out of a message.
PERSONAL = "Zebedee Quill"


def result(number: int, **told: object) -> dict[str, Any]:
    return {"judicialResultId": f"{LINE[:-1]}{number}", "orderedDate": "2026-07-01", "isDeleted": False, **told}


def offence(name: str = FIRST, *results: dict[str, Any], **told: object) -> dict[str, Any]:
    return {"id": name, "wording": PERSONAL, "judicialResults": list(results), **told}


def defendant(name: str, *offences: dict[str, Any], **told: object) -> dict[str, Any]:
    person = {"personDetails": {"lastName": PERSONAL}, "bailConditions": PERSONAL}
    return {"id": name, "offences": list(offences), "personDefendant": person, **told}


def hearing(*defendants: dict[str, Any], shared: str = "2026-07-01T16:00:00Z", **told: object) -> dict[str, Any]:
    case = {"prosecutionCaseIdentifier": {"caseURN": "20WM0123426"}, "defendants": list(defendants)}
    days = [{"sittingDay": "2026-07-01T09:00:00Z"}]
    return {"hearing": {"id": HEARING, "hearingDays": days, "prosecutionCases": [case]}, "sharedTime": shared, **told}


def read(document: object, *, received_at: When | None = None, mapping: Tables | None = None) -> Message:
    data = json.dumps(document).encode()
    (message,) = read_common_platform(data, "m.json", received_at=received_at, mapping=mapping)
    return message


def of_type(message: Message, name: str) -> list[Event]:
    return [event for event in message.events if event.type == name]


def codes(message: Message) -> list[str]:
    return [unmapped.code for unmapped in message.unmapped]


#: The definition of the result "Remanded on conditional bail".
CONDITIONAL = "3a529001-2f43-45ba-a0a8-d3ced7e9e7ad"
BAIL = {"cjsCode": "4027", "qualifier": "LI", "label": "Remanded on conditional bail"}
NEXT = {"nextHearing": {"listedStartDateTime": "2026-07-20T23:30:00.000Z", "courtCentre": {"code": "B42CM00"}}}


WHOLE = hearing(
    defendant(
        ONE,
        offence(
            FIRST, result(1, **BAIL), result(2, **NEXT), result(3, cjsCode="1002", category="FINAL"),
            startDate="2026-03-01", arrestDate="2026-03-02", chargeDate="2026-03-03", convictionDate="2026-07-01",
            plea={"pleaValue": "GUILTY", "pleaDate": "2026-06-01", "originatingHearingId": EARLIER},
            verdict={"verdictDate": "2026-07-01", "verdictType": {"categoryType": "GUILTY"}},
        ),
        masterDefendantId=TWO,
    ),
    targets=[{"defendantId": ONE, "offenceId": FIRST, "resultLines": [{"resultLineId": LINE, "prompts": []}]}],
    isReshare=True,
)  # fmt: skip


def places(value: object, place: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield place
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in items:
        yield from places(item, (*place, key))


any_json = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**6), 10**6) | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=8) | st.sampled_from([ONE, FIRST, PERSONAL, "2026-07-01", "F", "4027", "9999-12-31", "é" * 300]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["id", "value", "label"]), inner),
    max_leaves=6,
)  # fmt: skip
