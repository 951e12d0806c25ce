"""Touching: whether a disputed reading can matter to a case at all. In doubt it does: that costs time, not truth."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Final

from attrs import evolve

from victims_code.criteria import Criterion
from victims_code.dates import london_day
from victims_code.rulebook import Choice, Reading
from victims_code.vocabulary import Act

if TYPE_CHECKING:
    from victims_code.assessment.assessments import Assessment


def touches(assessment: Assessment, reading: Reading) -> bool:
    """Whether some choice of a reading concerns what the history of the case holds.

    A choice that changes rules does where an event happened from which such a rule arises; one that changes how the
    engine counts, where there is what it counts otherwise.
    """
    return any(_concerns(assessment, choice) for choice in reading.choices.values() if not choice.is_default)


def _concerns(assessment: Assessment, choice: Choice) -> bool:
    # What was voided is asked too: the duty that it gave rise to lapsed, and is told.
    types = {event.type for event in assessment.history.events}
    return (
        any(name in types for rule in choice.rules for name in _starts(assessment, rule, choice))
        or any(_TESTS[convention](assessment) for convention in choice.conventions)
        or _changes_a_standing(assessment, choice)
    )


def _starts(assessment: Assessment, rule: str, choice: Choice) -> Iterator[str]:
    """Walk the types of event from which a rule arises, as it is written and as the choice reads it."""
    for book in assessment.law.editions:
        for each in book.rules:
            if each.id == rule:
                yield from each.arises_on
    changed = choice.rules[rule].get("arises_on", ())
    yield from changed if isinstance(changed, tuple) else ()


def _criteria(assessment: Assessment) -> tuple[Criterion, ...]:
    return tuple(criterion for category in assessment.plan.criteria for criterion in category.criteria)


def _changes_a_standing(assessment: Assessment, choice: Choice) -> bool:
    """Whether some victim meets a criterion otherwise than as it is written."""
    for standing in (assessment.standing(victim.id) for victim in assessment.case.victims):
        for criterion in _criteria(assessment):
            fact = standing.fact(criterion)
            if criterion.id in choice.leaves_out and fact is not False:
                return True
            if standing.fact(evolve(criterion, **choice.criteria.get(criterion.id, {}))) is not fact:
                return True
    return False


def _falls_on_no_working_day(assessment: Assessment) -> bool:
    calendar = assessment.calendar
    events = assessment.history.events
    days = {event.date for event in events} | {london_day(event.received_at) for event in events if event.received_at}
    return any(calendar.first_day <= day <= calendar.last_day and not calendar.is_working_day(day) for day in days)


def _has_determinations(assessment: Assessment) -> bool:
    return any(event.act is Act.DETERMINE for event in assessment.history.events)


def _has_unknowns(assessment: Assessment) -> bool:
    """Whether some criterion turns on an unknown fact of a victim, as it is written or as some choice reads it."""
    read_otherwise = [
        evolve(criterion, **choice.criteria[criterion.id])
        for reading in assessment.law.readings.values()
        for choice in reading.choices.values()
        for criterion in _criteria(assessment)
        if criterion.id in choice.criteria
    ]
    return any(
        standing.is_unknown
        or None in map(standing.fact, read_otherwise)
        or (standing.victim.under_18_at_offence and standing.victim.born is None)
        for standing in (assessment.standing(victim.id) for victim in assessment.case.victims)
    )


def _is_older(assessment: Assessment) -> bool:
    events = assessment.history.events
    return bool(events) and events[0].day < assessment.plan.since


def _has_unnamed_contacts(assessment: Assessment) -> bool:
    naming = assessment.plan.naming
    return any(event.type in naming and not event.about for event in assessment.history.events)


def _has_ages(assessment: Assessment) -> bool:
    return any(
        victim.under_18_at_offence or (victim.born is not None and victim.under_18_at_offence is None)
        for victim in assessment.case.victims
    )


#: By convention: whether there is anything in the case that is counted otherwise under it.
_TESTS: Final[Mapping[str, Callable[[Assessment], bool]]] = {
    "counts_from_next_working_day": _falls_on_no_working_day,
    "running_clock_shortens": _has_determinations,
    "unassessed_have": _has_unknowns,
    "unnamed_contact_meets": _has_unnamed_contacts,
    "edition_from": _is_older,
    "age_at_service": _has_ages,
}
