"""Random case files over the whole vocabulary: a few rules at a time, and what starts, meets and ends their duties."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, Final

from hypothesis import strategies as st

from victims_code import OffenceCategory, Role

Story = dict[str, Any]
Rows = list[dict[str, str]]

#: Days before Easter, Christmas, May, the moved and the single bank holidays, and each change of the law.
STARTS: Final = [
    date.fromisoformat(day)
    for day in (
        "2021-04-01", "2022-05-30", "2022-09-14", "2023-05-03", "2024-03-25", "2024-12-20", "2025-01-20", "2025-04-14",
        "2025-12-22", "2026-05-01", "2026-10-23", "2027-12-22", "2028-02-25",
    )
]  # fmt: skip
CONTROLS: Final = [
    "service_declined", "service_resumed", "exception_recorded", "enhanced_rights_determined", "crime_reclassified",
    "support_referral_declined", "vps_declined", "victim_contact_scheme_joined", "victim_contact_scheme_declined",
]  # fmt: skip
ENDS: Final = [
    "investigation_closed", "investigation_reopened", "decision_not_to_investigate", "case_outcome_reached",
    "decision_not_to_prosecute", "charges_altered_or_stopped", "sentence_passed", "crime_cancelled",
]  # fmt: skip
REVERSALS: Final = ["event_voided", "event_corrected"]
YES_NO: Final = st.sampled_from([None, True, False])

DETAILS: Final[dict[str, dict[str, st.SearchStrategy[Any]]]] = {
    "contact_plan_agreed": {"every_days": st.sampled_from([7, 14, 1, None])},
    "case_outcome_reached": {"outcome": st.sampled_from(["guilty", "not_guilty", None, "adjourned"])},
    "sentence_passed": {
        "in_unduly_lenient_scheme": YES_NO, "hospital_order": YES_NO, "custody_months": st.sampled_from([None, 11, 12]),
        "specified_violent_sexual_or_terrorism": YES_NO,
    },
    "victim_informed": {"reasons_given": YES_NO},
    "service_declined": {"services": st.sampled_from(["all", "R6", "R4; R7.offer", "victim_informed", None])},
    "service_resumed": {"services": st.sampled_from(["all", "R6", "R4, R6.agreed-update", "victim_informed"])},
    "enhanced_rights_determined": {
        "entitled": YES_NO, "category": st.sampled_from([None, "vulnerable", "vulnerable_or_intimidated"]),
    },
    "crime_reclassified": {"offence_categories": st.just("domestic_abuse")},
    "decision_not_to_prosecute": {"review_available": YES_NO},
    "charges_altered_or_stopped": {"review_available": YES_NO, "effect": st.sampled_from([None, "stopped", "altered"])},
    "investigation_closed": {"outcome_type": st.sampled_from([None, "1", "18"])},
}  # fmt: skip


@st.composite
def times(draw: st.DrawFn, start: date) -> str:
    """A date, or a time by the clock of London or Greenwich, most often soon after the start."""
    day = start + timedelta(days=draw(st.integers(0, 10) | st.integers(0, 45)))
    clock = draw(st.sampled_from(["", "", "T00:20:00+01:00", "T12:00:00Z", "T23:40:00Z"]))
    return f"{day}{clock}"


@st.composite
def victims(draw: st.DrawFn, name: str, start: date) -> Story:
    known = draw(st.booleans())
    facts = ("under_18_at_offence", "persistently_targeted", "vulnerable", "intimidated", "named_point_of_contact")
    victim: Story = {"id": name, "role": draw(st.sampled_from(["person", "person", *(role.value for role in Role)]))}
    victim |= {fact: False if known else draw(YES_NO) for fact in facts}
    categories = st.lists(st.sampled_from([each.value for each in OffenceCategory]), max_size=2, unique=True)
    victim["offence_categories"] = [] if known else draw(st.none() | categories)
    if draw(st.booleans()):  # about 18 years old when it starts
        victim["under_18_at_offence"] = None
        victim["born"] = f"{start.replace(year=start.year - 18, day=28) + timedelta(days=draw(st.integers(-40, 40)))}"
    return victim


@st.composite
def events(draw: st.DrawFn, number: int, earlier: list[Story], *, start: date, types: list[str], rows: Rows) -> Story:
    """The next event, which may name any earlier one."""
    kind = draw(st.sampled_from([each for each in types if earlier or each not in REVERSALS]))
    event: Story = {"id": f"e{number}", "type": kind, "at": draw(times(start))}
    for key in ("victim", "suspect", "crime"):
        letter = key[0].upper()
        event[key] = draw(st.sampled_from([None, None, None, f"{letter}1", f"{letter}2"]))
    details = {key: draw(values) for key, values in DETAILS.get(kind, {}).items()}
    if any(row["clock"] == "received_at" and kind in row["arises_on"].split("; ") for row in rows) and draw(
        st.booleans()
    ):
        event["received_at"] = f"{date.fromisoformat(event['at'][:10]) + timedelta(days=draw(st.integers(1, 12)))}"
    names = [each["id"] for each in earlier]
    if kind == "victim_informed":
        about = st.sampled_from([*names, *names, *(each["type"] for each in earlier), kind])
        event["about"] = draw(st.lists(about, min_size=draw(st.sampled_from([0, 1, 1, 1, 1])), max_size=3, unique=True))
    elif kind == "exception_recorded":
        reasons = st.sampled_from(["safeguarding", "other", "a reason of their own"])
        details = {
            "rule": draw(st.sampled_from([row["id"] for row in rows])),
            "reason": draw(reasons),
            "note_held": draw(YES_NO),
        }
        event["about"] = draw(st.lists(st.sampled_from(names), max_size=1)) if names else []
    elif kind in REVERSALS:
        details["event"] = draw(st.sampled_from(names))
        fields = {"at": draw(times(start)), "suspect": "S1", "victim": "V1", "crime": "C1"}
        name = draw(st.sampled_from(sorted(fields)))
        details["fields" if kind == "event_corrected" else "reason"] = {name: fields[name]}
    if kind == "event_voided":
        details["reason"] = "a mistake"
    return event | {"details": details}


@st.composite
def stories(draw: st.DrawFn, rows: Rows) -> tuple[Story, list[date]]:
    """A case file, and days on which to ask about it."""
    start = draw(st.sampled_from(STARTS))
    focus = draw(st.lists(st.sampled_from(rows), min_size=1, max_size=3))
    starts = [kind for row in focus for kind in row["arises_on"].split("; ")]
    met_by = [kind.rstrip("*") for row in focus for kind in row["met_by"].split("; ") if kind and " " not in kind]
    types = [*starts, *starts, *met_by, "victim_informed"]
    types += draw(st.sampled_from([[], CONTROLS, ENDS, [*CONTROLS, *ENDS, *REVERSALS]]))
    found: list[Story] = []
    if draw(st.booleans()):
        found.append({"id": "e0", "type": "offence_committed", "at": f"{start}"})
    for number in range(1, draw(st.integers(1, 8)) + 1):
        found.append(draw(events(number, found, start=start, types=types, rows=focus)))
    people = [draw(victims(name, start)) for name in draw(st.sampled_from([["V1"], ["V1"], ["V1", "V2"]]))]
    case = {"schema": "victims-code/case/1", "case": "A1", "victims": people, "events": draw(st.permutations(found))}
    days = draw(st.lists(st.integers(-1, 14) | st.integers(0, 90), min_size=2, max_size=2, unique=True))
    return case, [start + timedelta(days=offset) for offset in days]
