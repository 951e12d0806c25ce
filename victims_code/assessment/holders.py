"""Holders: which body has a duty in hand after the case passed from one to another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from victims_code.events import Event, agree, happened_before
from victims_code.providers import plain_name

if TYPE_CHECKING:
    from victims_code.assessment.obligations import Obligation


def holder(obligation: Obligation) -> str | None:
    """Return the body to which a duty passed with its case; None where it did not pass.

    A transfer says whose duties move (``owed_by``) and to whom (``to``). It moves what arose before it or arises after
    it, but for what was done or released by then. What was missed before it stays missed, and is now for the new body
    to do.
    """
    owing = {plain_name(str(provider)) for provider in obligation.providers}
    found: str | None = None
    for event in obligation.assessment.transfers:
        owed_by, to = event.details.get("owed_by"), event.details.get("to")
        if (
            owed_by
            and to
            and not _is_over(obligation, event)
            and event.victim in (None, obligation.victim)
            and agree(event, obligation.trigger)
            and plain_name(str(owed_by)) in (owing if found is None else {*owing, plain_name(found)})
        ):
            found = str(to)
    return found


def _is_over(obligation: Obligation, transfer: Event) -> bool:
    """Whether a duty was done or released before a transfer: by the clock where both times are known, or the day."""
    done, released = obligation.met_by, obligation.released_by
    if done is obligation.trigger and obligation.met_on is not None:
        return obligation.met_on < transfer.date  # passed on by being received, and so done on that day
    return any(end is not None and happened_before(end, transfer) for end in (done, released))
