"""Rewriting: how a law makes another case of the one in the question, whose answer must be the same, or no worse."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from attrs import evolve

from victims_code.assessment.obligation_ids import parts_of_id
from victims_code.cases import Case
from victims_code.errors import InvalidFact
from victims_code.events import Event
from victims_code.testing.questions import Question
from victims_code.victims import Victim
from victims_code.vocabulary import REWRITES, Act, code_vocabulary

if TYPE_CHECKING:
    from victims_code.names import CheckedType


def as_it_came(case: Case, events: Sequence[Event], *, victims: Iterable[Victim] | None = None) -> Case:
    """Return a case whose events stand as they came: in any order, repeats among them.

    A `Case` orders its events and drops repeats, so no system could see what a law wants to show it.
    """
    came = evolve(case, events=events, victims=case.victims if victims is None else victims)
    object.__setattr__(came, "events", tuple(events))
    return came


def with_events(case: Case, *more: Event) -> Case:
    """Return a case in which more has happened."""
    return evolve(case, events=[*case.events, *more])


def without_events(case: Case, is_gone: Callable[[Event], bool]) -> Case:
    """Return a case without some events, without what voids or corrects them, and without their names in `about`."""
    gone = {event.id for event in case.events if is_gone(event)}
    while more := {event.id for event in case.events if event.id not in gone and rewritten(event) in gone}:
        gone |= more
    kept = [event for event in case.events if event.id not in gone]
    return evolve(case, events=[evolve(e, about=[name for name in e.about if name not in gone]) for e in kept])


def rewritten(event: Event) -> str | None:
    """Return the id of the event that a void or a correction is about; None for other events."""
    return str(event.details.get("event")) if event.act in REWRITES else None


def unnamed(case: Case) -> list[Event]:
    """Return the events that no other names, in order."""
    named = {name for event in case.events for name in (*event.about, rewritten(event))}
    return [event for event in case.events if event.id not in named]


def type_that(act: Act) -> CheckedType:
    """Return the name of the first type of event that does something to others.

    >>> type_that(Act.VOID)
    'event_voided'
    """
    return next(kind.name for kind in code_vocabulary().values() if kind.acts is act)


def new_ids(case: Case, count: int) -> list[str]:
    """Return ids that the case does not use yet; among events of one moment they come last.

    >>> new_ids(Case("C1", []), 2)
    ['~1', '~2']
    """
    used = {event.id for event in case.events}
    return list(islice((name for number in itertools.count(1) if (name := f"~{number}") not in used), count))


def parts_of(duty: str) -> tuple[str, str, str]:
    """Return the victim, the rule and the event of an obligation's id; empty texts where it has another form.

    >>> parts_of("force%2FV1/R6.arrest/e1"), parts_of("no id")
    (('force/V1', 'R6.arrest', 'e1'), ('', '', ''))
    """
    try:
        return parts_of_id(duty)
    except InvalidFact:
        return "", "", ""


def comes_first(question: Question, event: Event) -> bool:
    """Whether, on the day of a question, an event would be the first that concerns one of the victims."""
    stood = question.case.history(question.as_of.toordinal())
    before = [
        each
        for each in stood.events
        if each.place < event.place and each.act not in REWRITES and each.id not in stood.voided
    ]
    return any(all(each.victim not in (None, victim.id) for each in before) for victim in question.case.victims)
