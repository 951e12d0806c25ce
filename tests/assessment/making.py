"""How the tests of the assessment make their small cases: a victim, a few events, a day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from victims_code import Assessment, Case, Event, Obligation, Truth, Victim, assess
from victims_code.dates import When, parse_when
from victims_code.names import CheckedType, JurisdictionName

#: Nothing that gives Enhanced Rights is true, and all of it is known.
NO_ENHANCED_FACTS: Mapping[str, Any] = {
    "under_18_at_offence": False,
    "offence_categories": [],
    "persistently_targeted": False,
    "vulnerable": False,
    "intimidated": False,
}
PLAIN = Victim("V1", **NO_ENHANCED_FACTS)
ENHANCED = Victim("V1", **{**NO_ENHANCED_FACTS, "vulnerable": True})
UNKNOWN = Victim("V1")


def when(text: str) -> When:
    """Read a date or a date-time, as a case file writes it."""
    return parse_when(text, "at")


def day(text: str) -> date:
    return date.fromisoformat(text)


def event(event_id: str, event_type: str, at: str, **facts: Any) -> Event:  # noqa: ANN401 - its fields are of every kind
    """Make an event; times are texts, and `details` a dictionary."""
    for key in ("received_at", "recorded_at"):
        if isinstance(facts.get(key), str):
            facts[key] = when(facts[key])
    return Event(event_id, CheckedType(event_type), at=when(at), **facts)


def told(event_id: str, at: str, *about: str, **facts: Any) -> Event:  # noqa: ANN401 - as above
    """Make a contact that told the victim of the events named."""
    return event(event_id, "victim_informed", at, about=about, **facts)


def assessed(
    as_of: str,
    *events: Event,
    victims: Iterable[Victim] = (PLAIN,),
    jurisdiction: JurisdictionName = "england_and_wales",
) -> Assessment:
    """Assess a case of these events on a day."""
    return assess(Case("A1", victims, events, jurisdiction=jurisdiction), as_of=when(as_of))


def stands(obligation: Obligation) -> tuple[str, str]:
    """Return the status and the breach of an obligation, in the words of the contract."""
    return str(obligation.status), obligation.breach.value


def ids(assessment: Assessment) -> set[str]:
    return {obligation.id for obligation in assessment}


def found(assessment: Assessment) -> set[tuple[str, str | None]]:
    """Return the codes of the findings, each with the event it is about."""
    return {(finding.code, finding.event) for finding in assessment.findings}


def codes(assessment: Assessment) -> set[str]:
    return {finding.code for finding in assessment.findings}


def breaches(assessment: Assessment) -> dict[str, Truth]:
    return {obligation.id: obligation.breach for obligation in assessment}
