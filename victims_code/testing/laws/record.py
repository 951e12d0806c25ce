"""Laws of the record: in what order it came, what it holds twice, what it holds besides, and what was withdrawn."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from attrs import evolve

from victims_code.cases import Case
from victims_code.events import Event
from victims_code.rulebook import load_code
from victims_code.testing.laws.answers import hold_same
from victims_code.testing.laws.rewriting import (
    as_it_came,
    comes_first,
    new_ids,
    parts_of,
    type_that,
    unnamed,
    with_events,
)
from victims_code.testing.laws.speaking import law
from victims_code.testing.laws.telling import broken, duties_told, listed, shown
from victims_code.testing.questions import Answer, Question, System
from victims_code.vocabulary import Act


@law
def order_is_irrelevant(system: System, question: Question, *, events: Sequence[Event] | None = None) -> bool:
    """The order in which facts reach the record changes nothing: the days on them count, and nothing else.

    `events` are those of the case in another order. Without it they are told backwards, and then every other one first;
    the victims backwards too. A `Case` puts its events in order by itself, so here they are put out of it again: the
    system finds them in ``question.case.events`` as they came. One that may rely on their order need not keep this law.

    :raises LawBroken: when the answers differ.
    """
    case = question.case
    before = system(question)
    for order in [events] if events is not None else [case.events[::-1], (*case.events[1::2], *case.events[::2])]:
        hold_same(
            "The order in which facts reach the record changes nothing.",
            question,
            before,
            system(evolve(question, case=as_it_came(case, order, victims=case.victims[::-1]))),
            asked=f"with the same events told in this order: {listed(event.id for event in order)}",
        )
    return len(case.events) > 1 or len(case.victims) > 1


@law
def a_repeat_changes_nothing(system: System, question: Question, *, repeats: Sequence[Event] | None = None) -> bool:
    """An event that is told twice happened once: messages are sent again, and exports overlap.

    `repeats` are the events that come again, before the others and after them; without it, all do. As with
    `order_is_irrelevant`, the system finds them in ``question.case.events``.

    :raises LawBroken: when the answers differ.
    """
    told = question.case.events
    more = told if repeats is None else repeats
    again = evolve(question, case=as_it_came(question.case, [*more, *told, *more]))
    hold_same(
        "An event that is told again happened once.",
        question,
        system(question),
        system(again),
        asked=f"with these told again: {listed(event.id for event in more) or 'none'}",
    )
    return bool(more)


@law
def an_irrelevant_event_changes_nothing(system: System, question: Question, *, event: Event | None = None) -> bool:
    """An event that no rule turns on changes nothing, such as a try to reach the victim that did not.

    Without `event` it is one of each type that the Code's data declares unused, about all that had happened, at the
    moment of the last event. What the answer finds odd in the new event itself is not compared, nor is, of an `event`
    that was given, when the answer will change next. Of an event that would be the first of a victim's the law does not
    speak: age is measured at it where no offence is on record.

    :raises LawBroken: when the answers differ.
    """
    past = [each for each in question.case.events if each.date <= question.as_of]
    if event is None and not past:
        return False
    added = _unused(question, past) if event is None else [event]
    if comes_first(question, added[0]):
        return False
    more = evolve(question, case=with_events(question.case, *added))
    names = {each.id for each in added}
    return hold_same(
        "An event that no rule turns on changes nothing.",
        question,
        _finding_nothing_in(names, system(question)),
        _finding_nothing_in(names, system(more)),
        asked=f"with these recorded too: {listed(f'{each.id} ({each.type})' for each in added)}",
        but={"versions"} if event is None else {"versions", "next_change_at"},
    )


def _unused(question: Question, past: Sequence[Event]) -> list[Event]:
    """Make an event of each type that no rule turns on, the rules of the question's layers included."""
    book = load_code()
    types = [book.vocabulary[n].name for n in book.unused if not any(n in layer.text for layer in question.layers)]
    ids = new_ids(question.case, len(types))
    about, at = [each.id for each in past], past[-1].at
    return [Event(name, kind, at=at, about=about) for name, kind in zip(ids, types, strict=True)]


def _finding_nothing_in(names: Collection[str], answer: Answer) -> Answer:
    found: Any = answer.get("findings")
    if not isinstance(found, list):
        return answer
    return {**answer, "findings": [finding for finding in found if finding.get("event") not in names]}


@law
def a_void_is_as_if_it_never_was(system: System, question: Question, *, event: Event | None = None) -> bool:
    """What was voided never happened: the answer is that of a record without it.

    Only the duties that the voided event had given rise to may stay in sight: lapsed, and no breach. `event` is the one
    to void, which no other may name; without it, the last such event that has happened. Findings are not compared, nor
    does the law speak of a case in which nothing else has happened to one of the victims.

    :raises LawBroken: when the answers differ.
    """
    case = question.case
    past = [each for each in case.events if each.date <= question.as_of]
    free = [each for each in unnamed(case) if each in past] if event is None else [event]
    if not free or not _concern_all(case, [each for each in past if each is not free[-1]]):
        return False
    gone = free[-1]
    (name,) = new_ids(case, 1)
    # It comes last, so that nothing is measured from it, and is known as soon as what it voids.
    details, known = {"event": gone.id}, gone.known_from
    void = Event(name, type_that(Act.VOID), at=past[-1].at, recorded_at=known, victim=gone.victim, details=details)
    rest = [each for each in case.events if each.id != gone.id]
    voided = evolve(question, case=with_events(case, void))
    law = f"What was voided is as if it never was; {void.id} voids {gone.id} ({gone.type})."
    never, after = system(evolve(question, case=evolve(case, events=rest))), system(voided)
    hold_same(
        law,
        voided,
        never,
        after,
        asked="with both on record, where at first there was neither",
        but={"findings", "versions", "next_change_at"},
        of=lambda name: parts_of(name)[2] != gone.id,
    )
    for name, duty in duties_told(voided, after).items():
        stands = duty.get("status", _WITHDRAWN[0]) in _WITHDRAWN and duty.get("breach", "no") == "no"
        if parts_of(name)[2] == gone.id and not stands:
            said = f"{name}: status {shown(duty.get('status'))}, breach {shown(duty.get('breach'))}"
            raise broken(
                voided, law, f"Nothing is owed because of {gone.id} any more, but the system said:", said, duty=name
            )
    return True


def _concern_all(case: Case, events: Sequence[Event]) -> bool:
    """Whether some of the events concern each victim of the case."""
    return all(any(event.victim in (None, victim.id) for event in events) for victim in case.victims)


#: How a duty may stand whose event was voided: where everything about a victim is in doubt, so is whether it lapsed.
_WITHDRAWN = ("lapsed", "undetermined")
