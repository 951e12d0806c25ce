"""The sentence: which facts were used, the rule, and the outcome, for the person who reads the prompt."""

from __future__ import annotations

from datetime import date

from victims_code.assessment import Obligation, Status
from victims_code.dates import day_in_words
from victims_code.events import Event
from victims_code.rulebook import Kind, Manner
from victims_code.truth import Truth


def sentence(obligation: Obligation) -> str:
    """Say in one sentence what is owed, why, by when, how it stands, and how sure we are of the rule."""
    doubts = f"evidence: {obligation.evidence}"
    if obligation.disputes:
        doubts += f"; open: {', '.join(obligation.disputes)}"
    return f"{_owed(obligation)}; {outcome(obligation)} ({doubts})."


def type_in_words(event: Event) -> str:
    """Write an event's type as words: ``suspect arrested``."""
    return event.type.replace("_", " ")


def _owed(obligation: Obligation) -> str:
    trigger = obligation.trigger
    day = day_in_words(trigger.date)
    return f"Owed by {obligation.owed_by}: {obligation.rule.duty}, since {type_in_words(trigger)} on {day} ({trigger.id}){_limit(obligation)}"


def _limit(obligation: Obligation) -> str:
    limit = obligation.limit
    if limit is None:
        return ""
    if limit.event is not None:
        return f"; it must come before {limit.event.replace('_', ' ')}"
    if not limit.is_counted:
        return f"; {limit}" if limit.manner is not Manner.PROVIDERS_OWN else "; within the provider's own published time"
    enhanced = " under Enhanced Rights" if obligation.enhanced is Truth.YES and obligation.rule.differs else ""
    if obligation.due_by is None:
        return f"; {limit}{enhanced} from its receipt"
    since = "" if obligation.clock_start == obligation.trigger.date else f" from its receipt on {_on(obligation.clock_start)}"
    if obligation.due_by_if_enhanced is not None:
        return (
            f"; {limit}, so by {day_in_words(obligation.due_by)}, or by {day_in_words(obligation.due_by_if_enhanced)} "
            f"if the victim has Enhanced Rights"
        )
    return f"; {limit}{enhanced}{since}, so by {day_in_words(obligation.due_by)}"


def _on(day: date | None) -> str:
    return "a day not known" if day is None else day_in_words(day)


def outcome(obligation: Obligation) -> str:
    """Say how an obligation stands, in words that blame nobody for what is unknown."""
    made = _OUTCOMES[obligation.status]
    return made(obligation)


def _met(obligation: Obligation) -> str:
    return f"done on {_on(obligation.met_on)} ({_event(obligation.met_by)}), in time"


def _met_late(obligation: Obligation) -> str:
    return f"done on {_on(obligation.met_on)} ({_event(obligation.met_by)}), too late: a breach"


def _overdue(obligation: Obligation) -> str:
    if obligation.kind is Kind.BEFORE:
        return f"that came on {_on(obligation.due_by)} and it had not been done: a breach"
    return "not done by the end of that day: a breach"


def _declined(obligation: Obligation) -> str:
    return f"the victim declined it ({_released(obligation)}), so there is no breach"


def _excused(obligation: Obligation) -> str:
    return f"a reason for not doing it is on record ({_released(obligation)}), so there is no breach"


def _lapsed(obligation: Obligation) -> str:
    return f"it lapsed ({_released(obligation)})"


def _recorded(obligation: Obligation) -> str:
    return f"done on {_on(obligation.met_on)} ({_event(obligation.met_by)})"


def _not_started(obligation: Obligation) -> str:
    if obligation.bound is None:
        return "its clock waits for a receipt that is not on record"
    return (
        f"its clock waits for a receipt that is not on record; if every step before it took all its time, "
        f"it would end on {day_in_words(obligation.bound)}"
    )


def _window_closed(obligation: Obligation) -> str:
    return f"the victim's own time limit ended on {_on(obligation.due_by)}; a later request would need an extension"


def _undetermined(obligation: Obligation) -> str:
    done = "not done" if obligation.met_on is None else f"done on {_on(obligation.met_on)} ({_event(obligation.met_by)})"
    settles = ", ".join(obligation.unknown) or "more facts"
    return f"{done}; how it stands cannot be told until this is known: {settles}"


def _event(event: Event | None) -> str:
    return "" if event is None else event.id


def _released(obligation: Obligation) -> str:
    event = obligation.released_by
    return "" if event is None else f"{type_in_words(event)} on {day_in_words(event.date)}, {event.id}"


_OUTCOMES = {
    Status.NOT_STARTED: _not_started,
    Status.PENDING: lambda _: "not done yet",
    Status.DUE_TODAY: lambda _: "not done yet, and today is the last day",
    Status.OVERDUE: _overdue,
    Status.MET: _met,
    Status.MET_LATE: _met_late,
    Status.DECLINED: _declined,
    Status.EXCUSED: _excused,
    Status.LAPSED: _lapsed,
    Status.OUTSTANDING: lambda _: "not done yet; the Code sets no day for it",
    Status.RECORDED: _recorded,
    Status.WINDOW_OPEN: lambda o: f"the victim's own time limit runs to the end of {_on(o.due_by)}",
    Status.WINDOW_CLOSED: _window_closed,
    Status.UNDETERMINED: _undetermined,
}
