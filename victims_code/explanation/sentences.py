"""The sentence: which facts were used, the rule, and the outcome, for the person who reads the prompt."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Final

from victims_code.assessment import Obligation, Status
from victims_code.assessment.plans import due_day
from victims_code.dates import day_in_words, london_day
from victims_code.events import Event
from victims_code.rulebook import Clock, Kind, Manner, Rule
from victims_code.truth import Truth


def sentence(obligation: Obligation) -> str:
    """Say in one sentence what is owed, why, by when, how it stands, and how sure we are of the rule.

    >>> from victims_code import Case, Event, Victim, assess
    >>> case = Case("C1", [Victim("V1", vulnerable=True)], [Event("e1", "suspect_arrested", at=date(2026, 5, 2))])
    >>> print(sentence(assess(case, as_of=date(2026, 5, 5))["V1/R6.arrest/e1"]).partition("; ")[2])
    within 1 working day (Enhanced Rights), so by Tuesday 5 May 2026; not done yet, and today is the last day \
(Right 6, paragraph 6.1; evidence: reported; open: D7, D10).
    """
    verdict = ": a breach" if obligation.breach is Truth.YES else _NO_BREACH.get(obligation.status, "")
    local = target_in_words(obligation)
    beside = f" Local standard: {local}." if local else ""
    return f"{_owed(obligation)}; {outcome(obligation)}{verdict} ({_behind(obligation)}).{beside}"


def outcome(obligation: Obligation) -> str:
    """Say how an obligation stands, in words that blame nobody for what is unknown.

    >>> from victims_code import Case, Event, Victim, assess
    >>> case = Case("C1", [Victim("V1", vulnerable=True)], [Event("e1", "suspect_arrested", at=date(2026, 5, 2))])
    >>> outcome(assess(case, as_of=date(2026, 5, 6))["V1/R6.arrest/e1"])
    'not done by then'
    """
    return _OUTCOMES[obligation.status](obligation)


def type_in_words(name: str) -> str:
    """Write an event's type as words.

    >>> type_in_words("suspect_arrested")
    'suspect arrested'
    """
    return name.replace("_", " ")


def event_in_words(event: Event) -> str:
    """Name an event: its id, its type and its day.

    >>> event_in_words(Event("e2", "suspect_arrested", at=date(2026, 5, 2)))
    'e2 (suspect arrested) on Saturday 2 May 2026'
    """
    return f"{event.id} ({type_in_words(event.type)}) on {day_in_words(event.date)}"


def last_working_day(obligation: Obligation) -> date | None:
    """Return the last Working Day on or before the due date; None where the calendar does not reach it."""
    calendar, day = obligation.assessment.calendar, obligation.due_by
    while day is not None and calendar.first_day <= day <= calendar.last_day:
        if calendar.is_working_day(day):
            return day
        day -= timedelta(days=1)
    return None


def target_in_words(obligation: Obligation) -> str:
    """Say by when a local standard wants it done, and how it stands against that; empty where there is none."""
    target = obligation.target
    if target is None:
        return ""
    at = f", {target.by:%H:%M}" if isinstance(target.by, datetime) else ""
    day = f"by {day_in_words(london_day(target.by))}{at}"
    return f"within {target.limit}, {day}: {target.status} ({target.layer}; no part of the Code)"


def shortened_on(obligation: Obligation) -> date | None:
    """Return the day of the determination that shortened the clock while it ran; None where none did."""
    start, due, standard, answer = (
        obligation.clock_start, obligation.due_by, obligation.rule.standard, obligation.assessment,
    )  # fmt: skip
    is_read_so = answer.law.conventions.running_clock_shortens and obligation.rule.differs
    if not is_read_so or start is None or due is None or standard is None:
        return None
    if obligation.enhanced is Truth.YES or due.toordinal() == due_day(start.toordinal(), standard, answer.calendar):
        return None
    granted = answer.standing(obligation.victim).granted(start.toordinal(), due.toordinal())
    return None if granted is None else date.fromordinal(granted)


def unknown_in_words(obligation: Obligation) -> str:
    """Name the facts that would settle what is undetermined, as a person would ask for them."""
    return ", ".join(_fact(obligation, name) for name in obligation.unknown) or "more facts"


def before_in_words(obligation: Obligation, name: str) -> str:
    """Say before which event a duty must be done, and when that came, if it has."""
    came = "" if obligation.due_by is None else f", which came on {day_in_words(obligation.due_by)}"
    return f'before "{type_in_words(name)}"{came}'


def _fact(obligation: Obligation, name: str) -> str:
    if name == "enhanced_rights":
        return "whether the victim has Enhanced Rights"
    if name == f"{obligation.rule.id}.limit":
        return "the limit that applies"
    event, _, detail = name.rpartition(".")
    if detail == "received_at":
        return f"when {event} was received"
    if detail == "at":
        return f'the day of "{type_in_words(event)}"'
    return f"{type_in_words(detail)} of {event}" if event else type_in_words(name)


def _owed(obligation: Obligation) -> str:
    rule = obligation.rule
    held = "" if obligation.held_by is None else f" (now with {obligation.held_by})"
    whose = "The victim's own time limit" if rule.kind is Kind.WINDOW else f"Owed by {obligation.owed_by}{held}"
    return f"{whose}: {rule.duty}, because of {event_in_words(obligation.trigger)}{_limit(obligation)}"


def _behind(obligation: Obligation) -> str:
    edition = obligation.edition.name
    is_older = edition != obligation.assessment.rulebook.name
    return _cited(obligation.rule, obligation.layer, edition if is_older else "")


@lru_cache(maxsize=512)
def _cited(rule: Rule, layer: str | None, older_edition: str) -> str:
    """Say what stands behind a rule: the same for every duty that it makes, and so put together once."""
    parts = [f"Right {rule.right}, paragraph {rule.paragraph}" if rule.paragraph else f"Right {rule.right}"]
    if layer is not None:
        parts = [f"a local duty of {layer}, beside Right {rule.right}; no duty of the Code"]
    elif older_edition:
        parts.append(f"edition of {older_edition}")
    if rule.kind is Kind.WINDOW and rule.note:
        parts.append(rule.note)
    parts.append(f"evidence: {rule.evidence}")
    if rule.open_disputes:
        parts.append(f"open: {', '.join(rule.open_disputes)}")
    return "; ".join(parts)


def _limit(obligation: Obligation) -> str:
    limit = obligation.limit
    if limit is None:
        return ""
    if limit.event is not None:
        return f"; it must be done {before_in_words(obligation, limit.event)}"
    if not limit.is_counted:
        return (
            f"; {limit}" if limit.manner is not Manner.PROVIDERS_OWN else "; within the provider's own published time"
        )
    return f"; within {limit}{_counted(obligation)}"


def _counted(obligation: Obligation) -> str:
    """Say from when a limit counts, and to which day."""
    agreed = ", as agreed" if obligation.agreed is not None else ""
    enhanced = " (Enhanced Rights)" if obligation.enhanced is Truth.YES and obligation.rule.differs else ""
    start, due, earlier = obligation.clock_start, obligation.due_by, obligation.due_by_if_enhanced
    if due is None or start is None:
        return f"{enhanced} of its receipt" if obligation.rule.clock is Clock.RECEIVED_AT else enhanced
    since = "" if start == obligation.trigger.date else f" of {_origin(obligation)} on {day_in_words(start)}"
    if obligation.kind is Kind.WINDOW:
        return since
    if earlier is not None:
        either = f"by {day_in_words(due)}, or by {day_in_words(earlier)} if the victim has Enhanced Rights"
        return f"{since}, so {either}"
    granted = shortened_on(obligation)
    shortened = "" if granted is None else f", shortened by Enhanced Rights determined on {day_in_words(granted)}"
    return f"{enhanced}{agreed}{since}{shortened}, so by {day_in_words(due)}"


def _origin(obligation: Obligation) -> str:
    """Name what a limit counts from, where that is not the triggering event itself."""
    name = obligation.rule.counts_from
    return "its receipt" if name is None else f'"{type_in_words(name)}"'


def _done(obligation: Obligation) -> str:
    by = "" if obligation.met_by is None else f" ({obligation.met_by.id})"
    return f"on {_on(obligation.met_on)}{by}"


def _on(day: date | None) -> str:
    return "a day not known" if day is None else day_in_words(day)


def _pending(obligation: Obligation) -> str:
    if obligation.kind is Kind.BEFORE:
        return "not done yet, and that has not happened yet"
    return "not done yet"


def _met_late(obligation: Obligation) -> str:
    if obligation.kind is Kind.BEFORE:
        return f"done {_done(obligation)}, only after that"
    return f"done late, {_done(obligation)}"


def _overdue(obligation: Obligation) -> str:
    if obligation.kind is Kind.BEFORE:
        return "not done before that"
    return "not done by then"


def _lapsed(obligation: Obligation) -> str:
    return f"it lapsed{_released(obligation, 'with')}"


def _not_started(obligation: Obligation) -> str:
    received = obligation.trigger.received_at
    if received is not None:
        return "not done; its clock starts when it is received, which is after the day of this assessment"
    words = "not done; its clock waits for a receipt that is not on record"
    if obligation.bound is not None:
        bound = day_in_words(obligation.bound)
        words += f"; if every step before it took all the time it had, this one would end on {bound}"
    if obligation.breach is Truth.UNDETERMINED:
        words += f"; whether it is late cannot be told until this is known: {unknown_in_words(obligation)}"
    return words


def _inside(obligation: Obligation) -> str:
    """Name the end of a window, and where that is no Working Day the last one inside it: an office may need it then."""
    end, last = obligation.due_by, last_working_day(obligation)
    words = _on(end)
    if last is None:
        return words
    return (
        f"{words}, its last Working Day" if last == end else f"{words}; the last Working Day inside it is {_on(last)}"
    )


def _window_open(obligation: Obligation) -> str:
    return f"it runs to the end of {_inside(obligation)}"


def _window_closed(obligation: Obligation) -> str:
    ask = f"(ask {obligation.rule.owed_to})"
    return f"it ran to the end of {_inside(obligation)}; an extension would be needed now {ask}"


def _undetermined(obligation: Obligation) -> str:
    if obligation.kind is Kind.WINDOW:
        ends = f"if it applies, it ends with {_inside(obligation)}"
        return f"{ends}; whether it applies cannot be told until this is known: {unknown_in_words(obligation)}"
    done = "not done" if obligation.met_on is None else f"done {_done(obligation)}"
    return f"{done}; how it stands cannot be told until this is known: {unknown_in_words(obligation)}"


def _excused(obligation: Obligation) -> str:
    # A reason that is no code may be free text, which no sentence repeats; the event that holds it is named.
    words = obligation.assessment.rulebook.reasons.get(obligation.reason or "")
    reason = f": {words}" if words else ""
    later = ", given when it was or may have been missed, as the duty binds unless there are good reasons"
    what = "a reason for not doing it"
    if obligation.met_on is not None:
        what = f"done late, {_done(obligation)}; a reason for that"
    on_record = f"{what} is on record{reason}{_released(obligation, 'in')}"
    return on_record + (later if obligation.good_reasons else "")


def _released(obligation: Obligation, by: str) -> str:
    return "" if obligation.released_by is None else f" {by} {event_in_words(obligation.released_by)}"


_NO_BREACH: Final = {Status.DECLINED: ", so there is no breach", Status.EXCUSED: ", so there is no breach"}

_OUTCOMES: Final[Mapping[Status, Callable[[Obligation], str]]] = {
    Status.NOT_STARTED: _not_started,
    Status.PENDING: _pending,
    Status.DUE_TODAY: lambda _: "not done yet, and today is the last day",
    Status.OVERDUE: _overdue,
    Status.MET: lambda o: f"done {_done(o)}, in time",
    Status.MET_LATE: _met_late,
    Status.DECLINED: lambda o: f"the victim declined it{_released(o, 'by')}",
    Status.EXCUSED: _excused,
    Status.LAPSED: _lapsed,
    Status.OUTSTANDING: lambda _: "not done yet; the Code sets no day for it",
    Status.RECORDED: lambda o: f"done {_done(o)}",
    Status.WINDOW_OPEN: _window_open,
    Status.WINDOW_CLOSED: _window_closed,
    Status.UNDETERMINED: _undetermined,
}
