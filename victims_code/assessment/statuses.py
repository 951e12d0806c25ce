"""Statuses: how a duty stands on a day, from four dates. This table is the whole of the judgement, and it is total."""

from __future__ import annotations

from enum import StrEnum
from typing import Final, TypeAlias

from victims_code.truth import Truth


class Status(StrEnum):
    """How an obligation stands on the day of the assessment."""

    NOT_STARTED = "not_started"
    PENDING = "pending"
    DUE_TODAY = "due_today"
    OVERDUE = "overdue"
    MET = "met"
    MET_LATE = "met_late"
    DECLINED = "declined"
    EXCUSED = "excused"
    LAPSED = "lapsed"
    OUTSTANDING = "outstanding"
    RECORDED = "recorded"
    WINDOW_OPEN = "window_open"
    WINDOW_CLOSED = "window_closed"
    UNDETERMINED = "undetermined"


#: The truth of a yes/no fact, as the loop looks it up.
TRUTH: Final[dict[bool | None, Truth]] = {True: Truth.YES, False: Truth.NO, None: Truth.UNDETERMINED}

#: A status, and whether it is a breach.
Verdict: TypeAlias = tuple[Status, Truth]

_MET: Final = (Status.MET, Truth.NO)
_MET_LATE: Final = (Status.MET_LATE, Truth.YES)
_PENDING: Final = (Status.PENDING, Truth.NO)
_DUE_TODAY: Final = (Status.DUE_TODAY, Truth.NO)
_OVERDUE: Final = (Status.OVERDUE, Truth.YES)
_UNDETERMINED: Final = (Status.UNDETERMINED, Truth.UNDETERMINED)


def stand(done: int | None, released: Status | None, due: int, today: int) -> Verdict:
    """Say how a duty with a known due day stands: all four are London days, as ordinals.

    `released` is the status of a duty that was declined, excused or lapsed no later than its due day. A duty is met
    if done on or before the due day, and overdue from the day after; what was missed stays missed.
    """
    if done is not None and done <= due:
        return _MET
    if released is not None:
        return released, Truth.NO
    if done is not None:
        return _MET_LATE
    if today < due:
        return _PENDING
    return _DUE_TODAY if today == due else _OVERDUE


def stand_between(one: Verdict, other: Verdict) -> Verdict:
    """Say how a duty stands when an unknown fact decides between two due days: the answer, if both give it.

    `other` belongs to the later of the two days, and is the answer while the duty is open under both.
    """
    if one == other or (one[0] in _OPEN and other[0] in _OPEN):
        return other
    return (Status.UNDETERMINED, one[1]) if one[1] is other[1] else _UNDETERMINED


_OPEN: Final = (Status.PENDING, Status.DUE_TODAY)

#: Statuses from which nothing unknown about the rule's condition can make a breach: done, or released.
SETTLED: Final = (Status.MET, Status.RECORDED, Status.DECLINED, Status.EXCUSED, Status.LAPSED)


def in_doubt(standing: Verdict) -> Verdict:
    """Say how a duty stands when it is unknown whether the rule applies at all: no breach can be more than possible."""
    status, breach = standing
    if status in SETTLED:
        return standing
    return (Status.UNDETERMINED, breach if breach is Truth.NO else Truth.UNDETERMINED)
