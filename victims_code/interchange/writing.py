"""Writing answers as JSON documents: the keys of the contract, in its order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final

from victims_code.arguments import each_of, need
from victims_code.assessment import Assessment, Finding, Obligation
from victims_code.assessment.every_reading import EveryReading
from victims_code.cases import Case
from victims_code.dates import format_when
from victims_code.eligibility import EnhancedRights
from victims_code.events import Event
from victims_code.explanation import Step
from victims_code.interchange.reading import CASE_SCHEMA
from victims_code.truth import Truth
from victims_code.victims import Victim

#: The names of the formats, with their versions.
ASSESSMENT_SCHEMA: Final = "victims-code/assessment/1"
EXPLANATION_SCHEMA: Final = "victims-code/explanation/1"
READINGS_SCHEMA: Final = "victims-code/readings/1"


def case_document(case: Case) -> dict[str, object]:
    """Return a case as a case file holds it: reading it back gives an equal case.

    >>> case_document(Case("C1", []))["jurisdiction"]
    'england_and_wales'
    """
    need("case", case, Case)
    return {
        "schema": CASE_SCHEMA,
        "case": case.id,
        "jurisdiction": case.jurisdiction.value,
        "victims": [_victim(victim) for victim in case.victims],
        "events": [_event(event) for event in case.events],
    }


def assessment_document(assessment: Assessment) -> dict[str, object]:
    """Return an assessment as the contract writes it.

    >>> from victims_code import assess
    >>> assessment_document(assess(Case("C1", []), as_of=date(2026, 5, 6)))["in_breach"]
    'no'
    """
    need("assessment", assessment, Assessment)
    next_due, duty_basis = assessment.next_due, assessment.versions.duty_basis
    return {
        "schema": ASSESSMENT_SCHEMA,
        **answer_heading(assessment),
        "in_breach": assessment.in_breach.value,
        "next_due": None if next_due is None else next_due.id,
        "next_change_at": _date(assessment.next_change_at),
        "enhanced_rights": {name: _enhanced(answer) for name, answer in assessment.enhanced_rights.items()},
        "obligations": [obligation_entry(obligation) for obligation in assessment.obligations],
        "findings": [_finding(finding, duty_basis) for finding in assessment.findings],
        "versions": _versions(assessment),
    }


def explanation_document(assessment: Assessment, obligations: Iterable[Obligation]) -> dict[str, object]:
    """Return the working of some obligations of an assessment, step by step, with the sources that the steps cite.

    >>> from victims_code import Case, Event, Victim, assess
    >>> case = Case("C1", [Victim("V1")], [Event("e1", "suspect_arrested", at=date(2026, 5, 2))])
    >>> answer = assess(case, as_of=date(2026, 5, 6))
    >>> document = explanation_document(answer, [answer["V1/R6.arrest/e1"]])
    >>> sorted(document["sources"])
    ['B6', 'LVWS', 'SI95', 'VWI-POL']
    """
    need("assessment", assessment, Assessment)
    written = [(obligation_entry(o), o.trace()) for o in each_of("obligations", obligations, Obligation)]
    cited = {key for _, steps in written for step in steps for key in step.sources}
    known = assessment.law.sources
    return {
        "schema": EXPLANATION_SCHEMA,
        **answer_heading(assessment),
        "obligations": [{**entry, "trace": [_step(step) for step in steps]} for entry, steps in written],
        "sources": {key: known[key] for key in sorted(cited) if key in known},
        "versions": _versions(assessment),
    }


def readings_document(found: EveryReading) -> dict[str, object]:
    """Return the answers under every disputed reading, and what splits them.

    >>> from victims_code import readings
    >>> readings_document(readings(Case("C1", []), as_of=date(2026, 5, 6)))["in_breach"]
    'no'
    """
    need("found", found, EveryReading)
    assessment = found.assessment
    return {
        "schema": READINGS_SCHEMA,
        **answer_heading(assessment),
        "in_breach": None if found.in_breach is None else found.in_breach.value,
        "in_breach_under_every_reading": found.in_breach_under_every_reading,
        "verdicts": {verdict.value: count for verdict, count in found.verdicts.items()},
        "split_by": list(found.split_by),
        "combinations": found.combinations,
        "held_to_default": list(found.held),
        "readings": [
            {
                "name": reading.name,
                "asks": reading.asks,
                "disputes": list(reading.disputes),
                "default": reading.default.name,
                "choices": {choice.name: choice.words for choice in reading.choices.values()},
            }
            for reading in found.readings.values()
        ],
        "obligations": [
            {
                "id": disputed.obligation,
                "agreed": disputed.agreed is not None,
                "answers": [
                    {
                        "status": None if answer.status is None else answer.status.value,
                        "breach": answer.breach.value,
                        "due_by": answer.due_by,
                        "owed_by": answer.owed_by,
                        "combinations": count,
                    }
                    for answer, count in disputed.answers
                ],
                "split_by": list(disputed.split_by),
            }
            for disputed in found.obligations
        ],
        "versions": _versions(assessment),
    }


def _versions(assessment: Assessment) -> dict[str, object]:
    versions = assessment.versions
    return {
        "library": versions.library,
        "code": versions.code,
        "duty_basis": versions.duty_basis,
        "calendar": versions.calendar,
        "readings": dict(versions.readings),
        "layers": list(versions.layers),
    }


def answer_heading(assessment: Assessment) -> dict[str, str | None]:
    """Return which case an answer is about, on which London day, and by when its facts were known."""
    known_at = assessment.known_at
    return {
        "case": assessment.case.id,
        "as_of": assessment.as_of.isoformat(),
        "known_at": None if known_at is None else format_when(known_at),
    }


def obligation_entry(obligation: Obligation, *, why: bool = True) -> dict[str, object]:
    """Return an obligation as the document of its assessment holds it.

    `why` may be left out (it is then null), as its words take most of the time.

    :raises InvalidFact: when it is no `Obligation`.

    >>> from victims_code import Event, assess
    >>> case = Case("C1", [Victim("V1")], [Event("e1", "suspect_arrested", at=date(2026, 5, 2))])
    >>> obligation_entry(assess(case, as_of=date(2026, 5, 6))["V1/R6.arrest/e1"])["due_by_if_enhanced"]
    '2026-05-05'
    """
    need("obligation", obligation, Obligation)
    trigger, limit, target = obligation.trigger, obligation.limit, obligation.target
    return {
        "id": obligation.id,
        "rule": obligation.rule.id,
        "edition": obligation.edition.name,
        "layer": obligation.layer,
        "right": obligation.right,
        "paragraph": obligation.rule.paragraph or None,
        "owed_by": obligation.owed_by,
        "held_by": obligation.held_by,
        "victim": obligation.victim,
        "suspect": trigger.suspect,
        "crime": trigger.crime,
        "kind": obligation.kind.value,
        "trigger": {"event": trigger.id, "type": trigger.type, "date": trigger.date.isoformat()},
        "clock_start": _date(obligation.clock_start),
        "limit": None if limit is None else str(limit),
        "enhanced": obligation.enhanced.fact,
        "due_by": _date(obligation.due_by),
        "due_by_if_enhanced": _date(obligation.due_by_if_enhanced),
        "bound": _date(obligation.bound),
        "target_by": None if target is None else format_when(target.by),
        "target_status": None if target is None else target.status.value,
        "target_layer": None if target is None else target.layer,
        "status": obligation.status.value,
        "met_by": None if obligation.met_by is None else obligation.met_by.id,
        "met_on": _date(obligation.met_on),
        "released_by": None if obligation.released_by is None else obligation.released_by.id,
        "reason": obligation.reason,
        "good_reasons": obligation.good_reasons,
        "duty_basis": obligation.duty_basis.version,
        "breach": obligation.breach.value,
        "unknown": list(obligation.unknown),
        "evidence": obligation.evidence.value,
        "disputes": list(obligation.disputes),
        "why": obligation.why() if why else None,
    }


def _enhanced(answer: EnhancedRights) -> dict[str, object]:
    return {
        "entitled": answer.entitled.fact,
        "categories": [category.name for category in answer.categories if category.answer is Truth.YES],
        "because": list(answer.because),
        "unknown": list(answer.unknown),
    }


def _finding(finding: Finding, duty_basis: str) -> dict[str, object]:
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "message": finding.message,
        "event": finding.event,
        "victim": finding.victim,
        "rule": finding.rule,
        "duty_basis": duty_basis,
    }


def _step(step: Step) -> dict[str, object]:
    return {
        "step": step.name,
        "text": step.text,
        "sources": list(step.sources),
        "evidence": None if step.evidence is None else step.evidence.value,
        "disputes": list(step.disputes),
    }


def _victim(victim: Victim) -> dict[str, object]:
    categories = victim.offence_categories
    return {
        "id": victim.id,
        "role": victim.role.value,
        "born": _date(victim.born),
        "under_18_at_offence": victim.under_18_at_offence,
        "offence_categories": None if categories is None else [category.value for category in categories],
        "persistently_targeted": victim.persistently_targeted,
        "vulnerable": victim.vulnerable,
        "intimidated": victim.intimidated,
        "named_point_of_contact": victim.named_point_of_contact,
    }


def _event(event: Event) -> dict[str, object]:
    """Return an event as a case file holds it; what is not given is left out."""
    optional: dict[str, object] = {
        "received_at": None if event.received_at is None else format_when(event.received_at),
        "recorded_at": None if event.recorded_at is None else format_when(event.recorded_at),
        "victim": event.victim,
        "suspect": event.suspect,
        "crime": event.crime,
        "about": list(event.about) or None,
        "details": _plain(event.details.given) or None,
    }
    given = {key: value for key, value in optional.items() if value is not None}
    return {"id": event.id, "type": event.type, "at": format_when(event.at), **given}


def _plain(value: object) -> object:
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return format_when(value) if isinstance(value, date) else value


def _date(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
