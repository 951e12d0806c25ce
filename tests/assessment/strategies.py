"""Small random cases for the laws of the assessment: two months around Easter and the May bank holidays of 2026."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

from hypothesis import strategies as st

from victims_code import Case, Event, OffenceCategory, Role, Victim
from victims_code.names import CheckedType

#: Every case starts here with its offence, by which ages are measured.
FIRST_DAY: Final = date(2026, 3, 16)
#: The longest history, in days.
SPAN: Final = 60
#: Half of all events fall in the first days, so that they meet and miss each other.
CROWDED: Final = 12

#: What starts duties of every kind and clock, what meets them, and what only some contacts do.
TRIGGERS: Final = (
    "crime_reported", "victim_identified", "suspect_arrested", "suspect_charged", "decision_not_to_prosecute",
    "out_of_court_disposal_proposed", "out_of_court_disposal_given", "contact_plan_agreed", "vps_taken",
    "court_bail_decided", "hearing_listed", "case_outcome_reached", "sentence_passed", "complaint_received",
)  # fmt: skip
SERVICES: Final = (
    "victim_informed", "update_given", "code_information_given", "support_referral_made", "victim_views_recorded",
    "vps_offered", "complaint_acknowledged", "complaint_responded", "contact_attempted", "cps_meeting_offered",
)  # fmt: skip
CONTROLS: Final = (
    "service_declined", "service_resumed", "support_referral_declined", "exception_recorded",
    "enhanced_rights_determined", "investigation_closed", "crime_reclassified",
)  # fmt: skip
#: What takes back what was said before, so that even a breach may go.
REVERSALS: Final = ("event_voided", "crime_cancelled", "event_corrected")
RECEIVED: Final = ("court_bail_decided", "hearing_listed", "case_outcome_reached", "sentence_passed")

FACTS: Final = ("under_18_at_offence", "persistently_targeted", "vulnerable", "intimidated", "named_point_of_contact")
_KNOWN_OR_NOT: Final = st.sampled_from([None, True, False])
_CATEGORIES: Final = st.none() | st.lists(st.sampled_from(list(OffenceCategory)), max_size=2)

_DETAILS: Final[dict[str, dict[str, st.SearchStrategy[Any]]]] = {
    "contact_plan_agreed": {"every_days": st.sampled_from([None, 7, 14])},
    "case_outcome_reached": {"outcome": st.sampled_from([None, "guilty", "not_guilty"])},
    "sentence_passed": {"in_unduly_lenient_scheme": _KNOWN_OR_NOT, "hospital_order": _KNOWN_OR_NOT},
    "victim_informed": {"reasons_given": _KNOWN_OR_NOT},
    "service_declined": {"services": st.sampled_from([None, "all", "R6", "R4.support-referral"])},
    "service_resumed": {"services": st.sampled_from(["all", "R6"])},
    "exception_recorded": {"rule": st.sampled_from([None, "R6.arrest", "R3.information", "R9.outcome"])},
    "enhanced_rights_determined": {
        "entitled": _KNOWN_OR_NOT, "category": st.sampled_from([None, "vulnerable", "persistently_targeted"]),
    },
}  # fmt: skip


@st.composite
def times(draw: st.DrawFn, earliest: int = 0) -> date | datetime:
    """A date, or a date-time in UTC, in the span of a case."""
    day = FIRST_DAY + timedelta(days=draw(st.integers(earliest, CROWDED) | st.integers(earliest, SPAN)))
    if draw(st.booleans()):
        return day
    return datetime(day.year, day.month, day.day, draw(st.sampled_from([0, 9, 23])), 30, tzinfo=UTC)


@st.composite
def victims(draw: st.DrawFn, name: str = "V1", roles: st.SearchStrategy[Role] | None = None) -> Victim:
    facts: dict[str, Any] = {fact: draw(_KNOWN_OR_NOT) for fact in FACTS}
    role = draw(st.sampled_from([Role.PERSON, *Role]) if roles is None else roles)
    return Victim(name, role, offence_categories=draw(_CATEGORIES), **facts)


@st.composite
def events(draw: st.DrawFn, number: int, earlier: list[Event], *, reversals: bool) -> Event:
    """The next event of a case; what it names is among the earlier ones, or a type."""
    kinds = [*TRIGGERS, *SERVICES, *SERVICES, *CONTROLS]
    name = draw(st.sampled_from([*kinds, *REVERSALS] if reversals and earlier else kinds))
    details = {key: draw(values) for key, values in _DETAILS.get(name, {}).items()}
    targets = [event for event in earlier if event.type not in ("event_voided", "event_corrected")]
    if name == "event_voided":
        details["event"] = draw(st.sampled_from(earlier)).id
    elif name == "event_corrected":
        details |= {
            "event": draw(st.sampled_from(targets)).id,
            "fields": {"suspect": draw(st.sampled_from(["S1", "S2"]))},
        }
    at = draw(times())
    facts: dict[str, Any] = {}
    if name in RECEIVED:
        day = at.date() if isinstance(at, datetime) else at
        delay = draw(st.none() | st.integers(1, 12))
        facts["received_at"] = None if delay is None else day + timedelta(days=delay)
    if name == "victim_informed":
        names = [event.id for event in earlier] + ["suspect_arrested", "case_outcome_reached"]
        facts["about"] = draw(st.lists(st.sampled_from(names), max_size=2, unique=True))
    victim, suspect = draw(st.sampled_from([None, None, "V1", "V2"])), draw(st.sampled_from([None, None, "S1", "S2"]))
    return Event(f"e{number}", CheckedType(name), at=at, victim=victim, suspect=suspect, details=details, **facts)


@st.composite
def cases(
    draw: st.DrawFn, *, reversals: bool = True, roles: st.SearchStrategy[Role] | None = None, most: int = 8
) -> Case:
    """A case of one or two victims and a few events, the offence first."""
    found = [Event("e0", "offence_committed", at=FIRST_DAY)]
    for number in range(1, draw(st.integers(1, most)) + 1):
        found.append(draw(events(number, found, reversals=reversals)))
    names = ["V1"] if draw(st.booleans()) else ["V1", "V2"]
    return Case("A1", [draw(victims(name, roles)) for name in names], found)


#: A day of assessment, from before the first event to long after the last due date but one.
days = st.integers(-2, SPAN + 40).map(lambda offset: FIRST_DAY + timedelta(days=offset))
