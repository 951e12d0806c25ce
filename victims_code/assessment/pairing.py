"""Pairing: which service meets which duty. The earliest one counts, and how late it was is kept for ever."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from victims_code.assessment.findings import Finding
from victims_code.assessment.plans import Planned
from victims_code.assessment.walks import Walk
from victims_code.cases import agree
from victims_code.events import Event, happened_before


def service_for(walk: Walk, planned: Planned, event: Event) -> Event | None:
    """Return the earliest service that meets the duty which `event` gave rise to, or None.

    A service meets it when its type is one that the rule names, victim, suspect and crime do not contradict, it names
    the event where the rule asks for that, and it did not happen before the event.
    """
    found: Event | None = None
    mine = walk.name
    if planned.naming:
        for service in _contacts_on(walk, planned, event):
            if (
                service.type in planned.naming
                and (service.victim is None or service.victim == mine)
                and agree(service, event)
                and (found is None or service.place < found.place)
                and _is_sufficient(walk, planned, service)
            ):
                found = service
    for name in planned.free:
        for service in walk.history.since(name, event.day):
            if (service.victim is not None and service.victim != mine) or happened_before(service, event):
                continue
            if planned.recurs and (
                is_empty(walk, service) or planned.place_in_series(service) <= planned.place_in_series(event)
            ):
                continue
            if agree(service, event):
                if found is None or service.place < found.place:
                    found = service
                break
    return found


def is_empty(walk: Walk, service: Event) -> bool:
    """Whether a contact says that the victim was told, but not of what: then it meets nothing, unless read so."""
    return not service.about and service.type in walk.plan.naming and not walk.plan.conventions.unnamed_contact_meets


def _contacts_on(walk: Walk, planned: Planned, event: Event) -> Iterable[Event]:
    """Return the contacts that were about an event: those that name it, and by one reading those that name nothing."""
    told = walk.history.contacts_about(event, walk.name)
    return (*told, *_unnamed(walk, planned, event)) if walk.plan.conventions.unnamed_contact_meets else told


def _unnamed(walk: Walk, planned: Planned, event: Event) -> Iterator[Event]:
    """Walk the contacts after an event that do not say what they were about, for a reading by which they meet it."""
    for name in planned.naming:
        for service in walk.history.since(name, event.day):
            if not service.about and not happened_before(service, event):
                yield service


def first_after(walk: Walk, name: str, event: Event) -> Event | None:
    """Return the first event of a type that did not happen before `event` and may concern the same."""
    for other in walk.history.since(name, event.day):
        if not happened_before(other, event) and agree(other, event) and other.victim in (None, walk.name):
            return other
    return None


def _is_sufficient(walk: Walk, planned: Planned, service: Event) -> bool:
    """Whether a service has what the rule requires of it; said to be missing, it does not meet the duty."""
    required = planned.rule.requires
    if required is None:
        return True
    given = service.details.get(required)
    if given is True:
        return True
    code = "reasons_unknown" if given is None else "reasons_not_given"
    dispute = planned.rule.requires_dispute or ""
    walk.findings[Finding(code, service.id, rule=planned.rule.id, detail=dispute)] = None
    return given is None
