"""Targets: how soon a layer of local standards wants a duty done. None moves a due date, nor is missing it a breach."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from attrs import frozen

from victims_code.assessment.plans import due_day
from victims_code.dates import LONDON, When, london_date
from victims_code.rulebook import Clock, Limit, Unit
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
    #: The time of day that decides is not on record.
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
    """Return the soonest local target of a duty; None where no layer sets one, or its clock has not started."""
    targets = obligation.assessment.plan.targets.get((obligation.edition.name, obligation.rule.id), ())
    found = [
        (by, limit, target.layer)
        for target in targets
        for limit in (target.within_if_enhanced if obligation.enhanced is Truth.YES else target.within,)
        if (by := _by(obligation, limit)) is not None
    ]
    if not found:
        return None
    by, limit, layer = min(found, key=lambda each: (_last(each[0]), each[2]))
    return LocalTarget(by, limit, layer, _status(obligation, by, limit))


def _by(obligation: Obligation, limit: Limit) -> When | None:
    """Return when a target falls, which is never later than the Code's own due date; None while the clock waits."""
    trigger, start = obligation.trigger, obligation.clock_start
    when: When | None = trigger.at
    if obligation.rule.clock is Clock.RECEIVED_AT:
        when = trigger.received_at
    elif start is None:
        start = trigger.date
    if start is None or when is None:
        return None
    by: When
    if limit.unit is not Unit.HOURS:
        by = dt.date.fromordinal(due_day(start.toordinal(), limit, obligation.assessment.calendar))
    elif isinstance(when, dt.datetime) and london_date(when) == start:
        # Hours run on absolute time: through nights, weekends and clock changes.
        by = (when.astimezone(dt.UTC) + dt.timedelta(hours=limit.amount)).astimezone(LONDON)
    else:
        by = start + dt.timedelta(days=-(-limit.amount // _DAY))
    return obligation.due_by if obligation.due_by is not None and obligation.due_by < london_date(by) else by


def _status(obligation: Obligation, by: When, limit: Limit) -> TargetStatus:
    done, released, last = obligation.met_by, obligation.released_by, london_date(by)
    if done is not None:
        passed_on = done.received_at if done is obligation.trigger else None
        return _done_in_time(obligation, passed_on or done.at, by, limit)
    if released is not None and released.date <= last:
        return TargetStatus.RELEASED
    return TargetStatus.OPEN if obligation.assessment.as_of <= last else TargetStatus.MISSED


def _done_in_time(obligation: Obligation, done: When, by: When, limit: Limit) -> TargetStatus:
    """Say whether a duty was done in time; where hours decide and a time of day is not on record, it may be unknown."""
    if isinstance(done, dt.datetime) and isinstance(by, dt.datetime):
        return TargetStatus.MET if done <= by else TargetStatus.MISSED
    day, last = london_date(done), london_date(by)
    if day > last:
        return TargetStatus.MISSED
    if limit.unit is not Unit.HOURS or by == obligation.due_by:
        return TargetStatus.MET
    # What is done on a day that ends before the hours possibly can is certainly in time.
    uncertain = 0 if isinstance(by, dt.datetime) else -(-limit.amount // _DAY) - limit.amount // _DAY
    first = last - dt.timedelta(days=uncertain)
    return TargetStatus.MET if day < first else TargetStatus.UNDETERMINED


def _last(by: When) -> tuple[dt.date, float]:
    """Return a key that sorts targets by the moment until which they run: a date runs to its end."""
    return london_date(by), by.timestamp() if isinstance(by, dt.datetime) else float("inf")


_DAY: Final = 24
