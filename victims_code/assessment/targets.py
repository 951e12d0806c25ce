"""Targets: how soon a layer of local standards wants a duty done. None moves a due date, nor is missing it a breach."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from enum import StrEnum
from typing import TYPE_CHECKING

from attrs import evolve, frozen

from victims_code.assessment.plans import due_day
from victims_code.assessment.statuses import Status
from victims_code.calendars import WorkingDays
from victims_code.dates import LONDON, When, checked_when, london_day
from victims_code.rulebook import Clock, Kind, Limit, Target, Unit
from victims_code.truth import Truth

if TYPE_CHECKING:
    from victims_code.assessment.obligations import Obligation


class TargetStatus(StrEnum):
    """How a duty stands against a local target on the day of the assessment."""

    #: Not done, and there is still time.
    OPEN = "open"
    #: Done in time.
    MET = "met"
    #: Not done in time: never a breach of the Code.
    MISSED = "missed"
    #: Declined, excused or lapsed before the target.
    RELEASED = "released"
    #: What decides is not on record: a time of day, a receipt, whether the victim has Enhanced Rights or is owed it.
    UNDETERMINED = "undetermined"


@frozen
class LocalTarget:
    """The soonest target that the layers set for a duty, and how the duty stands against it."""

    #: The last London day, or for a limit in hours the last moment, on which doing it is in time.
    by: When
    limit: Limit
    layer: str
    status: TargetStatus


def local_target(obligation: Obligation) -> LocalTarget | None:
    """Return the soonest local target of a duty; None where no layer sets one, or its clock has not started.

    Where it is unknown whether the victim has Enhanced Rights, it is that without them, as the Code's due date is.
    """
    start = _start(obligation)
    targets = obligation.assessment.plan.targets.get((obligation.edition.name, obligation.rule.id), ())
    if start is None or not targets:
        return None
    found = _soonest(obligation, start, targets, is_enhanced=obligation.enhanced is Truth.YES)
    if obligation.enhanced is Truth.UNDETERMINED:
        sooner = _soonest(obligation, start, targets, is_enhanced=True)
        if sooner.status is not found.status:
            return evolve(found, status=TargetStatus.UNDETERMINED)
    return found


def target_days(obligation: Obligation) -> tuple[dt.date, ...]:
    """Return the London days on which the local targets of a duty may fall, whatever is unknown of its victim."""
    start = _start(obligation)
    targets = obligation.assessment.plan.targets.get((obligation.edition.name, obligation.rule.id), ())
    if start is None or not targets:
        return ()
    found = [_soonest(obligation, start, targets, is_enhanced=is_enhanced) for is_enhanced in (False, True)]
    return tuple(london_day(target.by) for target in found)


def _soonest(obligation: Obligation, start: When, targets: Iterable[Target], *, is_enhanced: bool) -> LocalTarget:
    """Return the soonest of the targets of a duty, to a victim with Enhanced Rights or without, and how it stands."""
    due = (obligation.due_by_if_enhanced if is_enhanced else None) or obligation.due_by
    found: list[tuple[When, Limit, str]] = []
    for target in targets:
        limit = target.within_if_enhanced if is_enhanced else target.within
        by = _by(start, limit, obligation.assessment.calendar)
        # A target is never later than the Code's own due date.
        found.append((due if due is not None and due < london_day(by) else by, limit, target.layer))
    by, limit, layer = min(found, key=lambda each: (_last(each[0]), each[2]))
    return LocalTarget(by, limit, layer, _status(obligation, start, by, limit))


def _start(obligation: Obligation) -> When | None:
    """Return when the clock starts, by the time of day where it is on record; None while a receipt is awaited."""
    rule, trigger = obligation.rule, obligation.trigger
    if rule.counts_from is not None:
        return obligation.clock_start
    when = trigger.received_at if rule.clock is Clock.RECEIVED_AT else trigger.at
    return None if when is None or london_day(when) > obligation.assessment.as_of else when


def _by(start: When, limit: Limit, calendar: WorkingDays) -> When:
    """Return when a limit falls: for hours the moment, or where the time of day is unknown the last day it can be."""
    if limit.unit is not Unit.HOURS:
        return dt.date.fromordinal(due_day(london_day(start).toordinal(), limit, calendar))
    # Hours run on absolute time: through nights, weekends and clock changes.
    last = (_span(start)[1] + dt.timedelta(hours=limit.amount)).astimezone(LONDON)
    return checked_when(last, "by") if isinstance(start, dt.datetime) else last.date()


def _status(obligation: Obligation, start: When, by: When, limit: Limit) -> TargetStatus:
    assessment, trigger = obligation.assessment, obligation.trigger
    done, released, last = obligation.met_by, obligation.released_by, london_day(by)
    if trigger.id in assessment.history.voided:
        return TargetStatus.RELEASED
    if done is not None:
        passed_on = done.received_at if done is trigger else None
        status = _done_in_time(start, passed_on or done.at, by, limit)
    elif released is not None and released.date <= last:
        return TargetStatus.RELEASED
    elif assessment.as_of <= last:
        return TargetStatus.OPEN
    else:
        is_unknown = obligation.rule.met_by_receipt and trigger.received_at is None
        status = TargetStatus.UNDETERMINED if is_unknown else TargetStatus.MISSED
    if status is TargetStatus.MISSED and _may_not_be_owed(obligation):
        return TargetStatus.UNDETERMINED
    return status


def _done_in_time(start: When, done: When, by: When, limit: Limit) -> TargetStatus:
    """Say whether a duty was done in time; where hours decide and a time of day is unknown, so may the answer be."""
    if london_day(done) > london_day(by):
        return TargetStatus.MISSED
    if limit.unit is not Unit.HOURS:
        return TargetStatus.MET
    (first, last), (soonest, latest) = _span(start), _span(done)
    hours = dt.timedelta(hours=limit.amount)
    if latest - first <= hours:
        return TargetStatus.MET
    return TargetStatus.MISSED if soonest - last > hours else TargetStatus.UNDETERMINED


def _may_not_be_owed(obligation: Obligation) -> bool:
    """Whether an unknown fact decides that there is a duty at all: then no target of it is known to be missed."""
    if obligation.status is not Status.UNDETERMINED:
        return False
    known = ("enhanced_rights", f"{obligation.rule.id}.limit")
    return obligation.kind is not Kind.TIMED or any(name not in known for name in obligation.unknown)


def _span(when: When) -> tuple[dt.datetime, dt.datetime]:
    """Return the first and the last moment that a time can mean: a date alone is any moment of that London day."""
    if isinstance(when, dt.datetime):
        return when.astimezone(dt.UTC), when.astimezone(dt.UTC)
    first, after = (
        dt.datetime.combine(day, dt.time(), LONDON).astimezone(dt.UTC) for day in (when, when + dt.timedelta(days=1))
    )
    return first, after - dt.datetime.resolution


def _last(by: When) -> tuple[dt.date, float]:
    """Return a key that sorts targets by the moment until which they run: a date runs to its end."""
    return london_day(by), by.timestamp() if isinstance(by, dt.datetime) else float("inf")
