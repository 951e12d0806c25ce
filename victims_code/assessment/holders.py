"""Holders: which body has a duty in hand after the case passed from one to another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from victims_code.events import agree
from victims_code.providers import plain_name

if TYPE_CHECKING:
    from victims_code.assessment.obligations import Obligation


def holder(obligation: Obligation) -> str | None:
    """Return the body to which a duty passed with its case; None where it did not pass.

    A transfer says whose duties move (``owed_by``) and to whom (``to``). It moves what arose before it or arises after
    it, but for what was done or released by then. What was missed before it stays missed, and is now for the new body
    to do.
    """
    ends = [event.date for event in (obligation.met_by, obligation.released_by) if event is not None]
    owing = {plain_name(str(provider)) for provider in obligation.providers}
    found: str | None = None
    for event in obligation.assessment.transfers:
        owed_by, to = event.details.get("owed_by"), event.details.get("to")
        if (
            owed_by
            and to
            and all(event.date <= end for end in ends)
            and event.victim in (None, obligation.victim)
            and agree(event, obligation.trigger)
            and plain_name(str(owed_by)) in {*owing, plain_name(found or "")}
        ):
            found = str(to)
    return found
