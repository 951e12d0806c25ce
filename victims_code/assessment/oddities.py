"""Checks of the record: what looks wrong in the facts of a case, whatever its duties."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING, Final

from victims_code.assessment.findings import Finding, meant
from victims_code.assessment.releases import ALL, named_services, odd_exception, service_names
from victims_code.errors import nearest
from victims_code.events import Event
from victims_code.providers import ServiceProvider, plain_name
from victims_code.vocabulary import Act, code_vocabulary

if TYPE_CHECKING:
    from victims_code.assessment.assessments import Assessment
    from victims_code.assessment.plans import Plan


def oddities(assessment: Assessment) -> Iterator[Finding]:
    """Yield what is odd in the facts of a case, beside what the duties themselves showed."""
    hints = _Hints()
    yield from _about_the_case(assessment, hints)
    yield from _about_contacts(assessment)
    yield from _about_releases(assessment, hints)
    yield from _about_transfers(assessment, hints)
    yield from _about_the_victims(assessment)


class _Hints:
    """Finds the known word that was meant, for so many unknown words that no record makes it slow."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, str], str] = {}

    def meant(self, what: str, word: object, known: Collection[str]) -> str:
        """Return what `meant` does, for the first words that are asked for; nothing for any after those.

        `what` says of what the words are, for the same word may mean another among other known ones.
        """
        key = (what, str(word))
        if key not in self._found and len(self._found) < _MOST_HINTS:
            self._found[key] = meant(word, known)
        return self._found.get(key, "")


#: How many unknown words of one case are compared with the known ones.
_MOST_HINTS: Final = 100


def _about_the_case(assessment: Assessment, hints: _Hints) -> Iterator[Finding]:
    """Yield what is odd in the record, whatever the duties."""
    case, history = assessment.case, assessment.history
    victims = {victim.id for victim in case.victims}
    if not victims:
        yield Finding("no_victims")
    for event in (*history.events, *history.later):
        if victims and event.victim is not None and event.victim not in victims:
            yield Finding("victim_not_in_case", event.id)
        if event.details and event.id not in history.voided:
            for key in event.details.unread:
                yield Finding("detail_not_read", event.id, detail=key)
            yield from _about_details(event, hints)
    for event in history.later:
        yield Finding("not_yet_happened", event.id)


def _about_details(event: Event, hints: _Hints) -> Iterator[Finding]:
    """Yield the details that the type of an event does not know: misspelt, or the host's own."""
    kinds = (event.vocabulary or code_vocabulary())[event.type].details
    unknown = sorted(key for key in event.details if key not in kinds)
    for key in unknown[:_MOST_DETAILS]:
        name = repr(key) if _PLAIN_KEY.fullmatch(key) else "its key is no plain lower-case word"
        hint = hints.meant(event.type, key, kinds)
        if hint:
            yield Finding("unknown_detail", event.id, detail=name + hint)
        else:
            mend = nearest("", kinds) if kinds else "this type has no details"
            yield Finding("extra_detail", event.id, detail=f"{name}; {mend}")


#: A key that may be repeated in a message; any other may be free text, and so personal.
_PLAIN_KEY: Final = re.compile(r"[a-z][a-z0-9_]{0,39}", re.ASCII)

#: Report at most this many unknown details of one event.
_MOST_DETAILS: Final = 10


def _about_contacts(assessment: Assessment) -> Iterator[Finding]:
    """Yield the contacts that do not say what they were about, or name what did not happen before them."""
    history, plan = assessment.history, assessment.plan
    for contact, name in history.misdirected:
        yield Finding("contact_before_event", contact.id, detail=name)
    for name in () if plan.conventions.unnamed_contact_meets else sorted(plan.naming):
        for event in history.by_type.get(name, ()):
            if not event.about:
                yield Finding("contact_names_nothing", event.id)


def _about_releases(assessment: Assessment, hints: _Hints) -> Iterator[Finding]:
    """Yield the declines and the recorded reasons that name nothing, or what the law does not have."""
    plan, victims = assessment.plan, {None, *(victim.id for victim in assessment.case.victims)}
    services: frozenset[str] = frozenset()
    for name, act in plan.releasing:
        events = [event for event in assessment.history.by_type.get(name, ()) if event.victim in victims]
        if act is Act.EXCEPT:
            yield from (each for event in events for each in _about_reason(event, plan, hints))
        elif act is not Act.CANCEL and events:
            services = services or service_names(plan.law)
            yield from (each for event in events for each in _about_services(event, services, hints))


def _about_reason(event: Event, plan: Plan, hints: _Hints) -> Iterator[Finding]:
    """Yield what is wrong with a recorded reason, with the rule or the code that was meant."""
    code, reasons = odd_exception(event, plan), plan.law.current.reasons
    if code == "exception_names_nothing":
        yield Finding(code, event.id, detail=hints.meant("rule", event.details.get("rule"), plan.rule_ids))
    elif code == "reason_not_coded":
        yield Finding(code, event.id, detail=hints.meant("reason", event.details.get("reason"), reasons))
    elif code:
        yield Finding(code, event.id)


def _about_services(event: Event, known: Collection[str], hints: _Hints) -> Iterator[Finding]:
    """Yield the services that a decline, or its taking back, names and no rule provides."""
    named = named_services(event)
    if not named:
        yield Finding("decline_names_nothing", event.id)
    for name in named:
        if name != ALL and name not in known:
            yield Finding("unknown_service", event.id, detail=hints.meant("service", name, known))


def _about_transfers(assessment: Assessment, hints: _Hints) -> Iterator[Finding]:
    """Yield the transfers that do not say whose duties move and to whom, or name no provider that has any."""
    transfers = assessment.transfers
    bodies = {plain_name(str(event.details.get("to"))) for event in transfers}
    for event in transfers:
        owed_by, to = event.details.get("owed_by"), event.details.get("to")
        if not (owed_by and to):
            yield Finding("transfer_names_nothing", event.id)
        elif plain_name(str(owed_by)) not in bodies | _PROVIDERS:
            yield Finding("unknown_provider", event.id, detail=hints.meant("provider", owed_by, _PROVIDER_NAMES))


_PROVIDER_NAMES: Final = tuple(map(str, ServiceProvider))
_PROVIDERS: Final = frozenset(map(plain_name, _PROVIDER_NAMES))


def _about_the_victims(assessment: Assessment) -> Iterator[Finding]:
    """Yield what is odd about each victim: ages, determinations, and offences that changed."""
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
