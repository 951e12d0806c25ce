"""Oddities: what looks wrong in the record of a case, whatever the duties."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from victims_code.assessment.findings import Finding

if TYPE_CHECKING:
    from victims_code.assessment.assessments import Assessment


def oddities(assessment: Assessment) -> Iterator[Finding]:
    """Walk what is odd in the facts of a case, beside what the duties themselves showed."""
    yield from _about_the_case(assessment)
    yield from _about_contacts_and_transfers(assessment)
    yield from _about_the_victims(assessment)


def _about_the_case(assessment: Assessment) -> Iterator[Finding]:
    """Walk what is odd in the record, whatever the duties."""
    case, history = assessment.case, assessment.history
    victims = {victim.id for victim in case.victims}
    if not victims:
        yield Finding("no_victims")
    for event in (*history.events, *history.later):
        if victims and event.victim is not None and event.victim not in victims:
            yield Finding("victim_not_in_case", event.id)
        if event.id not in history.voided:
            for key in event.details.unread:
                yield Finding("detail_not_read", event.id, detail=key)
    for event in history.later:
        yield Finding("not_yet_happened", event.id)


def _about_contacts_and_transfers(assessment: Assessment) -> Iterator[Finding]:
    """Walk the contacts and the transfers that do not say what they should."""
    history, plan = assessment.history, assessment.plan
    for contact, name in history.misdirected:
        yield Finding("contact_before_event", contact.id, detail=name)
    for event in assessment.transfers:
        if not (event.details.get("owed_by") and event.details.get("to")):
            yield Finding("transfer_names_nothing", event.id)
    for name in () if plan.conventions.unnamed_contact_meets else sorted(plan.naming):
        for event in history.by_type.get(name, ()):
            if not event.about:
                yield Finding("contact_names_nothing", event.id)


def _about_the_victims(assessment: Assessment) -> Iterator[Finding]:
    """Walk what is odd about each victim: ages, determinations, and offences that changed."""
    by_type, plan = assessment.history.by_type, assessment.plan
    for victim in (victim.id for victim in assessment.case.victims):
        standing = assessment.standing(victim)
        if standing.age_used() and not standing.age_is_at_offence and standing.age_event is not None:
            yield Finding("age_at_earliest_event", standing.age_event, victim=victim)
        if standing.ages_disagree():
            yield Finding("age_facts_disagree", victim=victim)
        contradiction = standing.contradiction()
        if contradiction is not None:
            yield Finding("determination_contradicts_fact", contradiction.id, victim=victim)
        for event in (event for name in plan.reclassifying for event in by_type.get(name, ())):
            if event.victim in (None, victim):
                yield Finding("reclassified", event.id, victim=victim)
