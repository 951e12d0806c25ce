"""Timed duties: those with a limit that can be missed, by either clock, as agreed, or passed on by receipt."""

from __future__ import annotations

from typing import Final

from victims_code.assessment.pairing import is_empty, service_for
from victims_code.assessment.plans import AGREED_DAYS, Planned, due_day
from victims_code.assessment.releases import covers, named_services
from victims_code.assessment.rows import Row
from victims_code.assessment.statuses import TRUTH, Status, Verdict, stand, stand_between
from victims_code.assessment.walks import Walk
from victims_code.cases import agree
from victims_code.events import Event, happened_before
from victims_code.rulebook import Limit, Manner, Unit
from victims_code.truth import Truth

_WAITING: Final[Verdict] = (Status.NOT_STARTED, Truth.NO)
_MET: Final[Verdict] = (Status.MET, Truth.NO)
#: A duty that may be late, and may not: its due day, or the receipt that starts it, is not on record.
_CANNOT_TELL: Final[Verdict] = (Status.UNDETERMINED, Truth.UNDETERMINED)

#: Makes a row of a tuple of its fields: the loop's own short cut, at half the price of calling the class.
_new: Final = tuple.__new__


def timed(walk: Walk, planned: Planned, event: Event) -> Row | None:
    """Make the row of a duty with a limit; None for an event that starts no next one of a duty that recurs."""
    if planned.met_by_receipt:
        return _passed_on(walk, planned, event)
    if planned.recurs and not starts_next(walk, planned, event):
        return None
    service = service_for(walk, planned, event)
    start, enhanced = event.day, walk.enhanced
    if planned.starts_at_receipt or planned.counts_from:
        origin = _origin(walk, planned, event)
        if origin is None:
            return _unstarted(walk, planned, event, service)
        start, enhanced = origin, walk.standing.on(origin)
    limit: Limit | None = None
    if planned.is_timed_by_others:
        limit = _agreed_limit(walk, planned, event)
        if limit is None:
            return _without_limit(walk, planned, event, service, start)
    return _counted(walk, planned, event, service, start, enhanced=enhanced, limit=limit)


def _counted(
    walk: Walk,
    planned: Planned,
    event: Event,
    service: Event | None,
    start: int,
    *,
    enhanced: bool | None,
    limit: Limit | None,
) -> Row:
    """Make the row of a duty whose clock has started: `limit` takes the place of the rule's own limits."""
    due, sooner = due_days(walk, planned, start, enhanced=enhanced, limit=limit)
    done = None if service is None else service.day
    unknown: tuple[str, ...] = ()
    standing, released = _stand(walk, planned, event, done, due)
    if sooner is not None:
        unknown = ("enhanced_rights",)
        earlier, released_earlier = _stand(walk, planned, event, done, sooner)
        standing = stand_between(earlier, standing)
        released = released or released_earlier
    if due > walk.last_published:
        walk.note("calendar_projected", event, planned)
    return _new(Row, (
        planned, walk.name, event, standing[0], standing[1], TRUTH[enhanced], start, due, sooner, None,
        service, done, released, unknown, limit,
    ))  # fmt: skip


def starts_next(walk: Walk, planned: Planned, event: Event) -> bool:
    """Whether an event starts a recurring duty afresh: not an empty contact, nor the resuming of another service."""
    if event.type in planned.order:
        return not is_empty(walk, event)
    return covers(named_services(event), planned.rule)


def due_days(
    walk: Walk, planned: Planned, start: int, *, enhanced: bool | None, limit: Limit | None = None
) -> tuple[int, int | None]:
    """Return the due day, and where it is unknown whether Enhanced Rights shorten it, the sooner one.

    `limit` takes the place of the rule's own limits.
    """
    calendar = walk.calendar
    if limit is not None:
        return due_day(start, limit, calendar), None
    if walk.plan.conventions.running_clock_shortens and planned.differs and enhanced is not True:
        return _shortened(walk, planned, start, enhanced=enhanced)
    if planned.standard_days:
        if enhanced is False or not planned.differs:
            return calendar.add_ordinal(start, planned.standard_days), None
        sooner = calendar.add_ordinal(start, planned.enhanced_days)
        return (sooner, None) if enhanced else (calendar.add_ordinal(start, planned.standard_days), sooner)
    if enhanced is False or not planned.differs:
        return due_day(start, planned.counted, calendar), None
    sooner = due_day(start, planned.counted_if_enhanced, calendar)
    return (sooner, None) if enhanced else (due_day(start, planned.counted, calendar), sooner)


def _shortened(walk: Walk, planned: Planned, start: int, *, enhanced: bool | None) -> tuple[int, int | None]:
    """Return the due days of a clock that a determination of Enhanced Rights shortens while it runs."""
    due = due_day(start, planned.counted, walk.calendar)
    sooner = due_day(start, planned.counted_if_enhanced, walk.calendar)
    granted = walk.standing.granted(start, due)
    if granted is not None:
        due = min(due, due_day(granted, planned.counted_if_enhanced, walk.calendar))
    return due, None if enhanced is False or sooner == due else sooner


def _stand(walk: Walk, planned: Planned, event: Event, done: int | None, due: int) -> tuple[Verdict, Event | None]:
    """Return how a duty due on `due` stands, and what released it."""
    if (done is None or done > due) and (planned.ends_on or walk.releases.any):
        released = walk.release(planned, event, min(due, walk.today))
        if released is not None:
            return stand(done, released[0], due, walk.today), released[1]
    return stand(done, None, due, walk.today), None


def _waiting(walk: Walk, planned: Planned, event: Event, service: Event | None) -> Row:
    """Make the row of a duty whose clock waits for a receipt: not started, with a bound where a chain gives one.

    Had it been received on the day it happened, the duty would have fallen due soonest: done by then, it is met.
    Done later, only the receipt can tell; not done, the verdict is in doubt once the bound is past, or where there is
    none, once the soonest day is: a plain failure must not hide behind a missing date.
    """
    due, _ = due_days(walk, planned, event.day, enhanced=walk.enhanced)
    done = None if service is None else service.day
    bound = None
    if planned.feeder is not None:
        bound, _ = due_days(walk, planned, due_day(event.day, planned.feeder, walk.calendar), enhanced=walk.enhanced)
    is_known = event.received_day is not None
    standing, released = _WAITING, None
    found = _due_from(walk, planned, event, done, walk.today if is_known else _soonest(walk, planned, event))
    if found is not None:
        standing, released = found
    elif not is_known and walk.today > (due if bound is None else bound):
        walk.note("receipt_unknown", event, planned)
        standing = _CANNOT_TELL if bound is not None else (Status.NOT_STARTED, Truth.UNDETERMINED)
    is_settled = standing[0] is not Status.UNDETERMINED and standing[1] is not Truth.UNDETERMINED
    unknown = () if is_settled else (f"{event.id}.received_at",)
    return Row(
        planned, walk.name, event, *standing, TRUTH[walk.enhanced], None, None, None, bound, service, done, released,
        unknown, None,
    )  # fmt: skip


def _soonest(walk: Walk, planned: Planned, event: Event) -> int:
    """Return the soonest day on which a duty may have fallen due that was received on an unknown day.

    That is the day of the event, or one on which Enhanced Rights were determined since, and shortened the limit.
    """
    starts = (event.day, *walk.standing.determined(event.day, walk.today))
    dues = (due_days(walk, planned, start, enhanced=walk.standing.on(start)) for start in starts)
    return min(due if sooner is None else sooner for due, sooner in dues)


def _due_from(
    walk: Walk, planned: Planned, event: Event, done: int | None, soonest: int
) -> tuple[Verdict, Event | None] | None:
    """Return how a duty stands that may have fallen due on any day from `soonest` on, and what released it.

    None where it was neither done nor released. Where the possible days give different answers, only the missing date
    can tell.
    """
    if done is not None and done <= soonest:
        return _MET, None
    now = walk.release(planned, event, walk.today) if done is None else None
    if done is None and now is None:
        return None
    last = walk.today if done is None else done
    # What releases a duty does so from its own day on, so that no other days need be tried.
    days = [day for day in sorted({soonest, *(each.day for each in walk.history.events)}) if soonest <= day < last]
    found = [walk.release(planned, event, day) for day in days]
    statuses = {Status.MET if now is None else now[0], *(each[0] for each in found if each is not None)}
    first = next((each[1] for each in found if each is not None), None)
    if None in found:
        return _CANNOT_TELL, first if now is None else now[1]
    status = statuses.pop() if len(statuses) == 1 else Status.UNDETERMINED
    return (status, Truth.NO), first or (None if now is None else now[1])


def _passed_on(walk: Walk, planned: Planned, event: Event) -> Row:
    """Make the row of a duty to pass something on: met by its receipt, and not called missed while that is unknown."""
    received = event.received_day
    done = received if received is not None and received <= walk.today else None
    due, _ = due_days(walk, planned, event.day, enhanced=walk.enhanced)
    standing, released = _stand(walk, planned, event, done, due)
    unknown: tuple[str, ...] = ()
    if standing[0] is Status.OVERDUE and received is None:
        walk.note("receipt_unknown", event, planned)
        standing, unknown = _CANNOT_TELL, (f"{event.id}.received_at",)
    return Row(
        planned, walk.name, event, *standing, TRUTH[walk.enhanced], event.day, due, None, None,
        None if done is None else event, done, released, unknown, None,
    )  # fmt: skip


def _agreed_limit(walk: Walk, planned: Planned, event: Event) -> Limit | None:
    """Return the limit that the contact plan in force sets, or None where it is not on record."""
    days: object = None
    if planned.standard is not None and planned.standard.manner is Manner.AS_AGREED:
        if event.type in planned.agreeing:
            days = event.details.get(AGREED_DAYS)
        for name in planned.agreeing if event.type not in planned.agreeing else ():
            for plan in walk.history.by_type.get(name, ()):
                if plan.day > event.day:
                    break
                if not happened_before(event, plan) and plan.victim in (None, walk.name) and agree(plan, event):
                    days = plan.details.get(AGREED_DAYS)
    return Limit(days, Unit.DAYS) if isinstance(days, int) else None


def _origin(walk: Walk, planned: Planned, event: Event) -> int | None:
    """Return the day from which a limit counts where that is not the event's own; None where it is not known yet."""
    if planned.starts_at_receipt:
        received = event.received_day
        return received if received is not None and received <= walk.today else None
    for other in reversed(walk.history.by_type.get(planned.counts_from, ())):
        if not happened_before(event, other) and other.victim in (None, walk.name) and agree(other, event):
            return other.day
    return None


def _unstarted(walk: Walk, planned: Planned, event: Event, service: Event | None) -> Row:
    """Make the row of a duty that counts from what is not on record: a receipt, or another event."""
    if planned.starts_at_receipt:
        return _waiting(walk, planned, event, service)
    return _without_limit(walk, planned, event, service, event.day, unknown=f"{planned.counts_from}.at")


def _without_limit(
    walk: Walk, planned: Planned, event: Event, service: Event | None, start: int, *, unknown: str = ""
) -> Row:
    """Make the row of a duty whose limit, or its start, is not on record: after its first day, it may be late."""
    if not unknown:
        walk.note("limit_unknown", event, planned, detail=str(planned.standard))
    done = None if service is None else service.day
    standing, released = _CANNOT_TELL, None
    found = _due_from(walk, planned, event, done, start)
    if found is not None:
        standing, released = found
    elif walk.today == start:
        standing = (Status.UNDETERMINED, Truth.NO)
    return Row(
        planned, walk.name, event, *standing, TRUTH[walk.enhanced], start, None, None, None, service, done,
        released, (unknown or f"{planned.rule.id}.limit",), None,
    )  # fmt: skip
