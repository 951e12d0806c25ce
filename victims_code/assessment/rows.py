"""The row: what the engine makes of one duty, and the order in which the duties of a case are told."""

from __future__ import annotations

from typing import Final, NamedTuple

from victims_code.assessment.plans import Planned
from victims_code.assessment.statuses import Status
from victims_code.events import Event
from victims_code.rulebook import Limit
from victims_code.truth import Truth


class Row(NamedTuple):
    """What the engine's loop makes of one duty; an `Obligation` reads it. Days are ordinals of London days."""

    planned: Planned
    victim: str
    trigger: Event
    status: Status
    breach: Truth
    enhanced: Truth
    start: int | None
    due: int | None
    due_if_enhanced: int | None
    bound: int | None
    service: Event | None
    done: int | None
    released_by: Event | None
    unknown: tuple[str, ...]
    agreed: Limit | None


#: Later than any due day.
_NEVER: Final = 1 << 30


def told_order(row: Row) -> tuple[int, int, str, str]:
    """Return where a row stands among all: by due day (none last), Right, rule, victim and trigger."""
    return row.due or _NEVER, row.planned.rank, row.victim, row.trigger.id
