"""Touching: whether a disputed reading can matter to a case at all. In doubt it does: that costs time, not truth."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Final

from attrs import evolve

from victims_code.dates import london_date
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
    types = assessment.history.by_type
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


def _changes_a_standing(assessment: Assessment, choice: Choice) -> bool:
    """Whether some victim meets a criterion otherwise than as it is written."""
    criteria = [criterion for category in assessment.plan.criteria for criterion in category.criteria]
    for standing in (assessment.standing(victim.id) for victim in assessment.case.victims):
        for criterion in criteria:
            fact = standing.fact(criterion)
            if criterion.id in choice.leaves_out and fact is not False:
                return True
            if standing.fact(evolve(criterion, **choice.criteria.get(criterion.id, {}))) is not fact:
                return True
    return False


def _falls_on_no_working_day(assessment: Assessment) -> bool:
    calendar = assessment.calendar
    events = assessment.history.events
    days = {event.date for event in events} | {london_date(event.received_at) for event in events if event.received_at}
    return any(calendar.first_day <= day <= calendar.last_day and not calendar.is_working_day(day) for day in days)


def _has_determinations(assessment: Assessment) -> bool:
    return any(event.act is Act.DETERMINE for event in assessment.history.events)


def _has_unknowns(assessment: Assessment) -> bool:
    return any(
        assessment.standing(victim.id).is_unknown or (victim.under_18_at_offence and victim.born is None)
        for victim in assessment.case.victims
    )


def _is_older(assessment: Assessment) -> bool:
    events = assessment.history.events
    return bool(events) and events[0].day < assessment.plan.since


def _has_unnamed_contacts(assessment: Assessment) -> bool:
    history = assessment.history
    return any(not event.about for name in assessment.plan.naming for event in history.by_type.get(name, ()))


def _has_ages(assessment: Assessment) -> bool:
    return any(victim.born is not None or victim.under_18_at_offence is not None for victim in assessment.case.victims)


#: By convention: whether there is anything in the case that is counted otherwise under it.
_TESTS: Final[Mapping[str, Callable[[Assessment], bool]]] = {
    "counts_from_next_working_day": _falls_on_no_working_day,
    "running_clock_shortens": _has_determinations,
    "unassessed_have": _has_unknowns,
    "unnamed_contact_meets": _has_unnamed_contacts,
    "edition_from": _is_older,
    "age_at_service": _has_ages,
}
