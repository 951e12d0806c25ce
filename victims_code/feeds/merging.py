"""Messages become cases: in any order and with any repeats, the same messages give the same case.

A fact that a later message states otherwise is corrected, one that it withdraws is voided, and one that comes back
after that is reinstated: each by an event of its own, dated when the later message was sent. Nothing is overwritten.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from attrs import evolve, frozen

from victims_code.arguments import each_of
from victims_code.cases import Case
from victims_code.dates import When, london_day, moment
from victims_code.events import Event
from victims_code.feeds.messages import Message, is_before
from victims_code.victims import VICTIM_FACTS, Role, Victim

if TYPE_CHECKING:
    from victims_code.names import EventTypeName

#: The fields of an event that a message can state anew; when it was received is no statement of the message.
_STATED = ("at", "victim", "suspect", "crime", "about")

#: The facts of a victim that may be unknown.
_FACTS = ("born", "offence_categories", *VICTIM_FACTS)

#: How much of a message's digest tells it from the others that say something of the same event.
_DIGITS = 16


def cases_of(messages: Iterable[Message], *, victims: Iterable[Victim] = ()) -> tuple[Case, ...]:
    """Make the cases that messages tell of, by reference, each with `victims`: a court's message names none.

    What a later message says of a victim stands, fact by fact; what it leaves unknown takes nothing back. What is
    known of those in `victims` stands over any message.

    :raises InvalidFact: when one of the messages or victims is something else.
    :raises InvalidCase: when the events of a case do not fit together.

    >>> from datetime import date
    >>> arrest = Event("e1", "suspect_arrested", at=date(2026, 5, 2))
    >>> moved = Event("e1", "suspect_arrested", at=date(2026, 5, 3))
    >>> first, second = (Message("C1", d, date(2026, 5, n), (e,)) for d, n, e in [("a", 4, arrest), ("b", 6, moved)])
    >>> cases_of([second, first, first])[0].events
    (<Event e1 suspect_arrested 2026-05-02>, <Event e1@b event_corrected 2026-05-06>)
    """
    of_case: dict[str, list[Message]] = {}
    for message in each_of("messages", messages, Message):
        of_case.setdefault(message.case, []).append(message)
    people = each_of("victims", victims, Victim)
    cases: list[Case] = []
    for case, found in sorted(of_case.items()):
        found.sort(key=lambda message: message.order)
        cases.append(Case(case, _people(people, found), _told(found)))
    return tuple(cases)


def _people(given: tuple[Victim, ...], messages: Iterable[Message]) -> tuple[Victim, ...]:
    """Return the victims of one case: those given, then those that its messages alone name, by reference."""
    told: dict[str, Victim] = {}
    for victim in (victim for message in messages for victim in message.victims):
        told[victim.id] = _learnt(told[victim.id], victim) if victim.id in told else victim
    named = {victim.id for victim in given}
    own = [_learnt(told[victim.id], victim) if victim.id in told else victim for victim in given]
    return (*own, *(told[name] for name in sorted(told) if name not in named))


def _learnt(was: Victim, now: Victim) -> Victim:
    """Return a victim with what is newly known; the role of a person is what is taken where none is told."""
    known = {name: value for name in _FACTS if (value := getattr(now, name)) is not None}
    return evolve(was, role=was.role if now.role is Role.PERSON else now.role, **known)


@frozen
class _Fact:
    """A fact as the messages so far have it: as it was first told, as it now stands, and the void that withdrew it."""

    first: Event
    now: Event
    #: Every receipt of it that is known.
    receipts: tuple[When, ...] = ()
    void: Event | None = None


def _told(messages: Iterable[Message]) -> tuple[Event, ...]:
    """Return the events of one case's messages, given in their order."""
    facts: dict[str, _Fact] = {}
    acts: list[Event] = []
    # What each correction made of its fact, by the correction's id.
    corrected: dict[str, Event] = {}

    def void(target: str, message: Message, reason: str) -> Event:
        details = {"event": target, "reason": reason}
        acts.append(_act(target, "event_voided", "-", message, details))
        return acts[-1]

    for message in messages:
        stated = {event.id for event in message.events}
        for event in message.events:
            fact = facts.get(event.id)
            if fact is None:
                facts[event.id] = _Fact(event, event, _receipts(event))
                continue
            if fact.void is not None:
                void(fact.void.id, message, "stated again")
            changed = _changes(fact.now, event)
            if changed:
                acts.append(_act(event.id, "event_corrected", "", message, {"event": event.id, "fields": changed}))
                corrected[acts[-1].id] = event
            facts[event.id] = _Fact(fact.first, event, (*fact.receipts, *_receipts(event)))
        gone = [*message.withdrawn, *_missing(message, facts, stated)]
        for target in dict.fromkeys(gone):
            fact = facts.get(target)
            if fact is not None and fact.void is None and target not in stated:
                facts[target] = evolve(fact, void=void(target, message, "withdrawn by its sender"))
    return (*(_received(fact, fact.first) for fact in facts.values()), *_with_receipts(acts, corrected, facts))


def _with_receipts(
    acts: Iterable[Event], corrected: Mapping[str, Event], facts: Mapping[str, _Fact]
) -> Iterator[Event]:
    """Walk the acts; where one moves a fact past its receipt, each correction of that fact says the receipt anew."""
    receipts = {name: _receipt(facts[now.id], now) for name, now in corrected.items()}
    moved = {
        now.id for name, now in corrected.items() if receipts[name] != _receipt(facts[now.id], facts[now.id].first)
    }
    for act in acts:
        if act.id in corrected and corrected[act.id].id in moved:
            fields = {**act.details["fields"], "received_at": receipts[act.id]}  # type: ignore[dict-item]
            yield evolve(act, details={**act.details.given, "fields": fields})
        else:
            yield act


def _receipts(event: Event) -> tuple[When, ...]:
    return () if event.received_at is None else (event.received_at,)


def _receipt(fact: _Fact, stated: Event) -> When | None:
    """Return the earliest receipt that a fact can have as it was stated: nothing is received before it happens."""
    fitting = [when for when in fact.receipts if not is_before(when, stated.at)]
    return min(fitting, key=lambda when: (london_day(when), moment(when) or 0.0), default=None)


def _received(fact: _Fact, stated: Event) -> Event:
    receipt = _receipt(fact, stated)
    return stated if receipt == stated.received_at else evolve(stated, received_at=receipt)


def _missing(message: Message, facts: Mapping[str, _Fact], stated: set[str]) -> list[str]:
    if message.restates is None:
        return []
    return sorted(name for name in facts if name.startswith(message.restates) and name not in stated)


def _act(target: str, name: EventTypeName, mark: str, message: Message, details: Mapping[str, object]) -> Event:
    return Event(f"{target}@{mark}{message.digest[:_DIGITS]}", name, at=message.sent, details=details)


def _changes(was: Event, now: Event) -> dict[str, object]:
    """Return the fields in which two statements of one fact differ, as the later one has them."""
    found = {name: getattr(now, name) for name in _STATED if getattr(was, name) != getattr(now, name)}
    before, after = was.details.given, now.details.given
    keys = dict.fromkeys((*before, *after))
    details = {key: after.get(key) for key in keys if before.get(key) != after.get(key)}
    return {**found, "details": details} if details else found
