"""The engine: takes each victim through the history, and makes a row for each duty that arose.

It knows no law. Rules, limits, conditions and what meets what come from the plan; it knows kinds, clocks and days.
"""

from __future__ import annotations

from collections.abc import Mapping

from victims_code.assessment.duties import before, untimed, void, window
from victims_code.assessment.findings import Finding
from victims_code.assessment.plans import NEVER, Planned
from victims_code.assessment.rows import Row
from victims_code.assessment.statuses import SETTLED, Status, in_doubt
from victims_code.assessment.timed import timed
from victims_code.assessment.walks import Walk
from victims_code.dates import ordinal_date
from victims_code.errors import OutsideCalendar
from victims_code.events import Event
from victims_code.rulebook import Kind
from victims_code.rulebook.conditions import All, Condition

# A member of an enumeration is slow to look up by its class, and slow to hash: the loop compares these instead.
_TIMED, _BEFORE, _WINDOW = Kind.TIMED, Kind.BEFORE, Kind.WINDOW


def rows_of(walk: Walk) -> list[Row]:
    """Make a row for each duty to the walk's victim that any event gave rise to."""
    rows: list[Row] = []
    history, plan, mine = walk.history, walk.plan, walk.name
    if not history.events or not _is_owed(walk):
        return rows
    answers: dict[int, bool | None] = {}
    by_type, decided = plan.by_type, plan.decided_by(history)
    since = plan.since if decided is None else NEVER
    for event in history.events:
        day = event.day
        planned_rules = (by_type if day >= since else _rules_on(walk, event, decided)).get(event.type)
        if planned_rules is None or (event.victim is not None and event.victim != mine):
            continue
        walk.trigger, walk.day = event, day
        walk.enhanced = walk.standing.on(day)
        is_void = event.id in history.voided
        for planned in planned_rules:
            condition = planned.condition
            applies = True if condition is None else _applies(walk, planned, condition, answers)
            if applies is False:
                continue
            row = void(walk, planned, event) if is_void else _made(walk, planned, event)
            if row is not None:
                rows.append(row if applies and not walk.is_doubtful else _in_doubt(walk, row))
    return rows


def _made(walk: Walk, planned: Planned, event: Event) -> Row | None:
    """Make the row of one duty, by its kind."""
    kind = planned.kind
    try:
        if kind is _TIMED:
            return timed(walk, planned, event)
        if kind is _BEFORE:
            return before(walk, planned, event)
        return window(walk, planned, event) if kind is _WINDOW else untimed(walk, planned, event)
    except OutsideCalendar as error:
        msg = f"{event.id}: {error}"
        raise OutsideCalendar(msg) from None


def _is_owed(walk: Walk) -> bool:
    """Whether the code as a whole binds for the victim; where that is unknown, everything about them is in doubt."""
    condition = walk.plan.applies_if
    if condition is None:
        return True
    walk.trigger = walk.history.events[0]
    walk.day = walk.trigger.day
    applies = condition.evaluate(walk)
    if applies is False:
        walk.note("code_does_not_apply", None, detail=_failing(condition, walk))
    elif applies is None:
        walk.is_doubtful = True
        walk.note("code_may_not_apply", None, detail=", ".join(condition.unknown(walk)))
    return applies is not False


def _rules_on(walk: Walk, event: Event, decided: int | None) -> Mapping[str, tuple[Planned, ...]]:
    """Return the rules of the edition that applies to an event, and say so where no edition reaches back so far."""
    plan = walk.plan
    day = event.day if decided is None else plan.within_edition(event.day, decided)
    first = plan.starts[0] if plan.starts else NEVER
    if day < first and event.type in plan.triggers and event.victim in (None, walk.name):
        since = ordinal_date(first).isoformat() if plan.starts else "any edition"
        walk.findings[Finding("before_in_force", event.id, detail=since)] = None
    return plan.rules_on(day)


def _applies(walk: Walk, planned: Planned, condition: Condition, answers: dict[int, bool | None]) -> bool | None:
    """Answer a rule's condition; one that depends on the victim alone is answered once, and kept in `answers`."""
    if not planned.is_of_victim:
        return condition.evaluate(walk)
    if planned.rank not in answers:
        answers[planned.rank] = condition.evaluate(walk)
    return answers[planned.rank]


def _in_doubt(walk: Walk, row: Row) -> Row:
    """Put a row in doubt, since it is unknown whether the duty exists at all."""
    status, breach = in_doubt((row.status, row.breach))
    if walk.is_doubtful and status in SETTLED:
        status = Status.UNDETERMINED
    unknown = dict.fromkeys(row.unknown)
    for condition in (row.planned.condition, walk.plan.applies_if):
        if condition is not None:
            unknown.update(dict.fromkeys(condition.unknown(walk)))
    return row._replace(status=status, breach=breach, unknown=tuple(unknown))


def _failing(condition: Condition, walk: Walk) -> str:
    """Return the words of the part of a condition that does not hold."""
    parts = condition.parts if isinstance(condition, All) else (condition,)
    return "; ".join(part.words for part in parts if part.evaluate(walk) is False)
