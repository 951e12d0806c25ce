"""Laws of what is not known: to learn a fact settles what was undetermined, and turns no answer over."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date, timedelta
from typing import Any, Final

from attrs import evolve

from victims_code.dates import day_in_words
from victims_code.events import Event
from victims_code.testing.laws.answers import breach_of
from victims_code.testing.laws.speaking import law
from victims_code.testing.laws.telling import broken, duties_told, listed, on, shown, waiting_duties
from victims_code.testing.questions import Answer, Question, System
from victims_code.victims import VICTIM_FACTS, OffenceCategory, Role, Victim
from victims_code.vocabulary import code_vocabulary

_LAW: Final = "To learn a fact settles what was undetermined; it turns no yes into no, and no no into yes."

#: The reading that settles what is unknown, so that a fact learnt later may turn it over.
_SETTLING: Final = "unassessed"

#: Statuses of a duty that is done, or that nobody need do any more: it waits for nothing.
_CLOSED: Final = ("met", "met_late", "recorded", "declined", "excused", "lapsed")


@law
def learning_a_fact_turns_nothing_over(
    system: System, question: Question, *, victims: Iterable[Victim] | None = None
) -> bool:
    """To learn a fact about a victim turns no yes into no, and no no into yes: it settles what was undetermined.

    `victims` are those of the case with more known of them. Without it, every unknown fact is once learnt to be so, and
    once not to be. Two answers may turn over, and are not spoken of: that to a question which settles the unknown by a
    reading (``unassessed``), and one that rests on an age which is not on record but taken, from a date of birth or
    because a parent or guardian stands in for the victim: of them, no other age is learnt. And one may become
    undetermined: a clock that waits for a receipt is no breach until the bound of its chain is past, which comes sooner
    for a victim with Enhanced Rights.

    :raises LawBroken: when a verdict was turned over, or a breach arose out of nothing.
    :raises ValueError: when `victims` are not as many as those of the case.
    """
    if _SETTLING in question.readings:
        return False
    known = question.case.victims
    ways = [[_knowing(each, fact=fact) for each in known] for fact in (True, False)]
    waiting = {duty.id for duty in waiting_duties(question)}
    spoke, before = False, system(question)
    for people in ways if victims is None else [list(victims)]:
        learnt = [name for one, other in zip(known, people, strict=True) for name in _learnt(one, other)]
        if learnt and not any(map(_takes_another_age, known, people)):
            after = evolve(question, case=evolve(question.case, victims=people))
            told = listed(learnt)
            spoke |= _hold(question, before, system(after), learnt=told, waiting=waiting, may_become=["undetermined"])
    return spoke


@law
def learning_a_receipt_turns_nothing_over(system: System, question: Question, *, days: int | None = None) -> bool:
    """To learn when the Witness Care Unit received something settles what was undetermined, and turns nothing over.

    Each receipt that is unknown is learnt to have come so many `days` after the event; without it, on the same day, and
    on the day of the question. One answer may turn over, and is passed over: a clock that waits for a receipt is called
    no breach until the bound of its chain is past, for most are met in time; an early receipt may then show that it was
    missed. Nor does the law speak of a question with ``known_at``, since a receipt tells when an event was known.

    :raises LawBroken: when a verdict was turned over.
    """
    if question.known_at is not None:
        return False
    spoke, before, unreceived = False, system(question), waiting_duties(question)
    for event, received in _receipts(question, days):
        events = [evolve(each, received_at=received) if each is event else each for each in question.case.events]
        after = evolve(question, case=evolve(question.case, events=events))
        waiting = {duty.id for duty in unreceived if duty.trigger.id == event.id}
        told, may_become = f"{event.id} was received on {day_in_words(received)}", ["undetermined", "yes"]
        spoke |= _hold(question, before, system(after), learnt=told, waiting=waiting, may_become=may_become)
    return spoke


def _receipts(question: Question, days: int | None) -> Iterator[tuple[Event, date]]:
    """Walk the events whose receipt is unknown, each with the days on which it may turn out to have been received."""
    for event in question.case.events:
        kind = (event.vocabulary or code_vocabulary())[event.type]
        if kind.received and event.received_at is None and event.date <= question.as_of:
            for later in {0: None, (question.as_of - event.date).days: None} if days is None else [days]:
                yield event, event.date + timedelta(days=later)


def _hold(
    question: Question,
    before: Answer,
    after: Answer,
    *,
    learnt: str,
    waiting: Collection[str],
    may_become: Collection[str],
) -> bool:
    """Hold that no verdict was turned over; a duty in `waiting` that is open may become one of `may_become`."""
    spoke, some_wait = False, False
    was, now = (duties_told(question, answer) for answer in (before, after))
    for name in dict.fromkeys([*was, *now]):
        one, other = (breach_of(told[name]) if name in told else "no" for told in (was, now))
        if one == "no" and name in waiting and was.get(name, {}).get("status") not in _CLOSED:
            some_wait = True
            if other in may_become:
                continue
        if one in _VERDICTS and other is not None:
            spoke = True
            if one != other:
                raise broken(question, _LAW, _turned(question, name, one, learnt, other), duty=name)
    one, other = before.get("in_breach"), after.get("in_breach")
    if one in _VERDICTS and one != other and not some_wait:
        raise broken(question, _LAW, _turned(question, "the case", one, learnt, other))
    return spoke


def _turned(question: Question, whose: str, before: object, learnt: str, after: object) -> str:
    said = f"The system said of {whose} {on(question)}: breach {shown(before)}"
    return f"{said}; once this was learnt ({learnt}), it said: {shown(after)}."


#: What is settled, and so may not turn over.
_VERDICTS: Final = ("yes", "no")


def _knowing(victim: Victim, *, fact: bool) -> Victim:
    """Return a victim of whom every unknown fact is known to be so, or not to be so."""
    facts: dict[str, Any] = {name: fact for name in VICTIM_FACTS if getattr(victim, name) is None}
    if victim.offence_categories is None:
        facts["offence_categories"] = list(OffenceCategory) if fact else []
    if _age_is_taken(victim):
        del facts["under_18_at_offence"]
    return evolve(victim, **facts)


def _learnt(before: Victim, after: Victim) -> Iterator[str]:
    for name in (*VICTIM_FACTS, "offence_categories", "born"):
        if getattr(before, name) != getattr(after, name):
            words = name.replace("_", " ")
            yield f"{before.id}: {words} {shown(getattr(after, name))}"


def _age_is_taken(victim: Victim) -> bool:
    """Whether a victim's age at the offence is worked out or presumed, as no record says it."""
    return victim.under_18_at_offence is None and (victim.born is not None or victim.role is Role.PARENT_OR_GUARDIAN)


def _takes_another_age(before: Victim, after: Victim) -> bool:
    age_before, age_after = ((each.under_18_at_offence, each.born) for each in (before, after))
    return _age_is_taken(before) and age_before != age_after
