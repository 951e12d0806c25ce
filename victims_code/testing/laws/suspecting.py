"""Suspecting: what a system may have done instead, where its due date or its status is not the one that follows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from typing import Any, Final

from victims_code.assessment import Obligation, Status
from victims_code.calendars import WorkingDays
from victims_code.dates import day_in_words, london_day
from victims_code.events import Event, happened_before
from victims_code.explanation.sentences import event_in_words, type_in_words
from victims_code.rulebook import Limit, Unit
from victims_code.testing.laws.counting import causes_of
from victims_code.truth import Truth

_DONE: Final = ("met", "met_late", "recorded")


def suspected(duty: Obligation, key: str, told: Mapping[str, Any]) -> Iterator[str]:
    """Walk the words for what a system may have done instead of what this library did.

    `told` is what the system said of the obligation, and `key` the part of it that is wrong.
    """
    if duty.status is Status.LAPSED and duty.released_by is not None:
        yield f"It lapsed with {event_in_words(duty.released_by)}."
    elif key == "due_by":
        yield from _of_date(duty, told[key])
    elif duty.enhanced is Truth.UNDETERMINED and duty.rule.differs and told.get("due_by_if_enhanced", key) is None:
        yield f"Whether {duty.victim} has Enhanced Rights is unknown, which is neither yes nor no."
    else:
        yield from _of_status(duty, told)


def _of_date(duty: Obligation, told: object) -> Iterator[str]:
    """Walk which other start, which other limit and which other way of counting give the date that was told."""
    try:
        found = date.fromisoformat(str(told))
    except ValueError:
        return
    calendar, right = duty.assessment.calendar, (duty.clock_start, duty.limit)
    for start, origin in _starts(duty).items():
        for limit in dict.fromkeys([duty.rule.standard, duty.rule.enhanced]):
            if (start, limit) != right and _falls_due(calendar, start, limit) == found:
                yield f"That is {limit}{_whose(duty, limit)} from {day_in_words(start)}, {origin}."
    if duty.clock_start is not None and duty.limit is not None and duty.limit.unit is Unit.WORKING_DAYS:
        yield from causes_of(calendar, duty.clock_start, duty.limit.amount, found)


def _falls_due(calendar: WorkingDays, start: date, limit: Limit | None) -> date | None:
    is_counted = limit is not None and limit.unit is Unit.WORKING_DAYS
    return calendar.add(start, limit.amount) if limit is not None and is_counted else None


def _whose(duty: Obligation, limit: Limit | None) -> str:
    """Say to which victims a limit applies, where it is not the one that was applied."""
    if limit == duty.limit:
        return ""
    return (
        " (the limit under Enhanced Rights)" if limit == duty.rule.enhanced else " (the limit without Enhanced Rights)"
    )


def _starts(duty: Obligation) -> dict[date, str]:
    """Return the days from which a system may count, each with what it is: the right one, and those taken for it."""
    event = duty.trigger
    told = next(each for each in duty.assessment.case.events if each.id == event.id)
    found: dict[date, str] = {}
    if duty.clock_start is not None:
        found[duty.clock_start] = "from which it does count"
    for when, origin in (
        (event.at, f"when {event.id} happened"),
        (event.received_at, f"when {event.id} was received"),
        (event.recorded_at, f"when {event.id} was recorded"),
        (told.at, f"the day of {event.id} before it was corrected"),
    ):
        if when is not None:
            found.setdefault(london_day(when), origin)
            if isinstance(when, datetime):
                found.setdefault(when.astimezone(UTC).date(), f"{origin} by UTC and not in London")
    calendar = duty.assessment.calendar
    return {day: origin for day, origin in found.items() if calendar.first_day <= day <= calendar.last_day}


def _of_status(duty: Obligation, told: Mapping[str, Any]) -> Iterator[str]:
    """Walk why a duty was not done, or not by that event, or is not late, where a system said so."""
    events = {event.id: event for event in duty.assessment.history.events}
    taken, service = events.get(str(told.get("met_by"))), duty.met_by
    if service is not None and taken is not None and taken is not service:
        yield f"{service.id} met it already, on {day_in_words(service.date)}; the system took {event_in_words(taken)}."
    elif told.get("status") in _DONE and service is None:
        wanted = (f"{type_in_words(meets.type)}" for meets in duty.rule.met_by)
        yield f"What meets it: {' or '.join(wanted) or 'nothing that a record could hold'}."
        yield from () if taken is None else (f"{taken.id} does not: {why}." for why in _fails(duty, taken))
    elif told.get("status") == "overdue" and duty.status is Status.DUE_TODAY:
        yield "It is overdue from the day after its due date."


def _fails(duty: Obligation, service: Event) -> Iterator[str]:
    """Walk why an event does not meet a duty."""
    trigger, meets = duty.trigger, {meets.type: meets for meets in duty.rule.met_by}
    if service.id in duty.assessment.history.voided:
        yield "it was voided"
        return
    if service.type not in meets:
        yield f"it is a {type_in_words(service.type)}"
    elif meets[service.type].names_trigger and service not in duty.assessment.history.told.get(trigger.id, ()):
        yield f"{trigger.id} is not among what it was about"
    if happened_before(service, trigger):
        yield f"it happened before {trigger.id}"
    for field in ("victim", "suspect", "crime"):
        one, other = getattr(service, field), duty.victim if field == "victim" else getattr(trigger, field)
        if None not in (one, other) and one != other:
            yield f"it is about {one}, and the duty about {other}"
