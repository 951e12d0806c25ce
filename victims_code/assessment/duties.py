"""Duties that no day by itself can make late: untimed, judged, before another event, and the victim's own windows."""

from __future__ import annotations

from typing import Final

from victims_code.assessment.pairing import first_after, service_for
from victims_code.assessment.plans import Planned
from victims_code.assessment.rows import Row
from victims_code.assessment.statuses import TRUTH, Status, Verdict
from victims_code.assessment.timed import due_days, starts_next
from victims_code.assessment.walks import Walk
from victims_code.events import Event, happened_before
from victims_code.truth import Truth

_PENDING: Final[Verdict] = (Status.PENDING, Truth.NO)
_MET: Final[Verdict] = (Status.MET, Truth.NO)
_RECORDED: Final[Verdict] = (Status.RECORDED, Truth.NO)
_OUTSTANDING: Final[Verdict] = (Status.OUTSTANDING, Truth.NO)

_new: Final = tuple.__new__


def untimed(walk: Walk, planned: Planned, event: Event) -> Row | None:
    """Make the row of a duty that is done or not done, or that a person must judge: never late by arithmetic.

    None for an event that starts no next one of a duty that recurs.
    """
    if planned.recurs and not starts_next(walk, planned, event):
        return None
    service = service_for(walk, planned, event) if planned.can_be_met else None
    standing, released = _OUTSTANDING, None
    if service is not None:
        standing = _RECORDED
    else:
        found = walk.release(planned, event, walk.today)
        if found is not None:
            standing, released = (found[0], Truth.NO), found[1]
    return _new(Row, (
        planned, walk.name, event, standing[0], standing[1], TRUTH[walk.enhanced], None, None, None, None, service,
        None if service is None else service.day, released, (), None,
    ))  # fmt: skip


def before(walk: Walk, planned: Planned, event: Event) -> Row:
    """Make the row of a duty that must precede another event: pending until that happens, then met or missed."""
    service = service_for(walk, planned, event)
    other = first_after(walk, planned.precedes, event)
    due = None if other is None else other.day
    standing, released = _PENDING, None
    if service is not None and (other is None or not happened_before(other, service)):
        standing = _MET
    else:
        # Once the other event has happened, nothing that ended the case in between can take the duty away.
        found = walk.release(planned, event, walk.today if due is None else due, with_endings=other is None)
        if found is not None and (
            other is None
            or not happened_before(other, found[1])
            or (found[0] is Status.EXCUSED and walk.plan.allows_good_reasons(other.day))
        ):
            standing, released = (found[0], Truth.NO), found[1]
        elif other is not None:
            standing = (Status.OVERDUE if service is None else Status.MET_LATE, Truth.YES)
    return Row(
        planned, walk.name, event, *standing, TRUTH[walk.enhanced], event.day, due, None, None, service,
        None if service is None else service.day, released, (), None,
    )  # fmt: skip


def window(walk: Walk, planned: Planned, event: Event) -> Row:
    """Make the row of the victim's own time limit: open to the end of its last day, never a breach."""
    due, _ = due_days(walk, planned, event.day, enhanced=False)
    status = Status.WINDOW_OPEN if walk.today <= due else Status.WINDOW_CLOSED
    return Row(
        planned, walk.name, event, status, Truth.NO, TRUTH[walk.enhanced], event.day, due, None, None, None, None, None,
        (), None,
    )  # fmt: skip


def void(walk: Walk, planned: Planned, event: Event) -> Row | None:
    """Make the row of a duty whose event never happened: it lapsed, and stays in sight with the reason."""
    if planned.recurs and not starts_next(walk, planned, event):
        return None
    return Row(
        planned, walk.name, event, Status.LAPSED, Truth.NO, TRUTH[walk.enhanced], None, None, None, None, None, None,
        walk.history.voided[event.id], (), None,
    )  # fmt: skip
