"""Comparing: what differs between two answers for one case, obligation by obligation."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from attrs import frozen

from victims_code.arguments import need
from victims_code.assessment.assessments import Assessment
from victims_code.dates import format_when

if TYPE_CHECKING:
    from victims_code.assessment.obligations import Obligation


@frozen
class Difference:
    """One thing that two answers say differently: what it is, before and after.

    `obligation` is the id of the obligation; None is the case as a whole. Values are as the JSON of an assessment
    writes them, and None where there is none.
    """

    obligation: str | None
    what: str
    before: str | None
    after: str | None

    def __str__(self) -> str:
        """Return it as a line for a person."""
        whose = self.obligation or "the case"
        if self.what == _ARISES:
            return f"{whose}: arises, {self.after}"
        if self.what == _IS_GONE:
            return f"{whose}: does not arise; it was {self.before}"
        return f"{whose}: {self.what} was {self.before or 'none'}, is {self.after or 'none'}"


def differences(before: Assessment, after: Assessment) -> tuple[Difference, ...]:
    """Return what `after` says differently from `before`: first of the case, then of each obligation in its order.

    :raises InvalidFact: when one of the two is no `Assessment`.

    >>> import datetime as dt
    >>> from victims_code import Case, Event, Victim, assess
    >>> case = Case("C1", [Victim("V1", vulnerable=True)], [Event("e1", "suspect_arrested", at=dt.date(2026, 5, 5))])
    >>> today, tomorrow = (assess(case, as_of=dt.date(2026, 5, day)) for day in (6, 7))
    >>> for difference in differences(today, tomorrow):
    ...     print(difference)
    the case: in_breach was no, is yes
    V1/R6.arrest/e1: status was due_today, is overdue
    V1/R6.arrest/e1: breach was no, is yes
    """
    need("before", before, Assessment)
    need("after", after, Assessment)
    return tuple(_walk(before, after))


def _walk(before: Assessment, after: Assessment) -> Iterator[Difference]:
    for what, one, other in (
        ("in_breach", before.in_breach.value, after.in_breach.value),
        ("next_due", _id(before.next_due), _id(after.next_due)),
    ):
        if one != other:
            yield Difference(None, what, one, other)
    was = {obligation.id: obligation for obligation in before}
    for obligation in after:
        earlier = was.pop(obligation.id, None)
        if earlier is None:
            yield Difference(obligation.id, _ARISES, None, _summary(obligation))
            continue
        then, now = _said(earlier), _said(obligation)
        yield from (Difference(obligation.id, what, then[what], now[what]) for what in now if then[what] != now[what])
    for obligation in was.values():
        yield Difference(obligation.id, _IS_GONE, _summary(obligation), None)


def _id(obligation: Obligation | None) -> str | None:
    return None if obligation is None else obligation.id


def _summary(obligation: Obligation) -> str:
    due = obligation.due_by
    return f"{obligation.status}" if due is None else f"{obligation.status}, due by {due.isoformat()}"


def _said(obligation: Obligation) -> dict[str, str | None]:
    """Return what an obligation says, by the keys of its JSON."""
    days = {
        "due_by": obligation.due_by,
        "due_by_if_enhanced": obligation.due_by_if_enhanced,
        "bound": obligation.bound,
        "target_by": obligation.target_by,
    }
    service, target = obligation.met_by, obligation.target
    return {
        "owed_by": obligation.owed_by,
        "held_by": obligation.held_by,
        "limit": None if obligation.limit is None else str(obligation.limit),
        **{what: None if day is None else format_when(day) for what, day in days.items()},
        "status": obligation.status.value,
        "breach": obligation.breach.value,
        "met_by": None if service is None else service.id,
        "target_status": None if target is None else target.status.value,
        "reason": obligation.reason,
    }


_ARISES: Final = "arises"
_IS_GONE: Final = "is gone"
