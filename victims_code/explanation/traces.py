"""The trace: every step from facts to outcome, each with its citation, its grade, its disputes and the days skipped."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from attrs import field, frozen

from victims_code.assessment import Obligation
from victims_code.calendars import PassedOver
from victims_code.criteria import Evidence
from victims_code.dates import day_in_words
from victims_code.events import Event
from victims_code.explanation.sentences import outcome, type_in_words
from victims_code.rulebook import Clock, Kind, Unit
from victims_code.rulebook.conditions import in_english
from victims_code.truth import Truth


@frozen
class Step:
    """One step of the working: what it settles, how, and what stands behind it."""

    #: A stable name: fact, code, rule, condition, enhanced_rights, clock, limit, days, due, bound,
    #: service, release, outcome or dispute.
    name: str
    text: str
    #: The keys of the sources, with the paragraph first where one is known.
    sources: tuple[str, ...] = field(default=())
    evidence: Evidence | None = field(default=None)
    disputes: tuple[str, ...] = field(default=())


def trace(obligation: Obligation) -> tuple[Step, ...]:
    """Return the steps from the triggering event to the outcome, in order."""
    return tuple(_steps(obligation))


def _steps(obligation: Obligation) -> Iterator[Step]:
    rule, trigger = obligation.rule, obligation.trigger
    yield Step("fact", f"{trigger.id}: {type_in_words(trigger)} on {day_in_words(trigger.date)}{_received(obligation)}")
    yield _the_code(obligation)
    owed_to = "the victim" if rule.owed_to == "victim" else rule.owed_to
    yield Step(
        "rule",
        f"{rule.id} (Right {rule.right}): {rule.duty}; owed by {obligation.owed_by} to {owed_to}",
        (*((f"paragraph {rule.paragraph}",) if rule.paragraph else ()), *rule.sources),
        rule.evidence,
        rule.disputes,
    )
    if rule.applies_if is not None:
        words = in_english(rule.applies_if) + (f"; {rule.note}" if rule.note else "")
        yield Step("condition", f"applies if {words}{_unknown(obligation)}")
    if rule.differs:
        yield _enhanced(obligation)
    yield from _counting(obligation)
    if obligation.met_by is not None and obligation.met_on is not None:
        yield Step("service", _service(obligation, obligation.met_by, obligation.met_on))
    if obligation.released_by is not None:
        event = obligation.released_by
        yield Step("release", f"{event.id}: {type_in_words(event)} on {day_in_words(event.date)}")
    breach = {Truth.YES: "a breach", Truth.NO: "no breach", Truth.UNDETERMINED: "breach undetermined"}
    yield Step("outcome", f"{obligation.status}, {breach[obligation.breach]}: {outcome(obligation)}")
    for name in obligation.disputes:
        dispute = obligation.assessment.rulebook.disputes[name]
        yield Step("dispute", f"{name}: {dispute.doubt}; taken: {dispute.default}", disputes=(name,))


def _received(obligation: Obligation) -> str:
    if obligation.rule.clock is not Clock.RECEIVED_AT and not obligation.rule.met_by_receipt:
        return ""
    day = obligation.trigger.received_day
    return ", receipt not on record" if day is None else f", received on {day_in_words(dt.date.fromordinal(day))}"


def _the_code(obligation: Obligation) -> Step:
    book = obligation.assessment.rulebook
    in_force = f"in force from {day_in_words(book.in_force_from)}"
    if obligation.trigger.date < book.in_force_from:
        in_force += ", applied here as if it had been"
    basis = book.duty_basis(obligation.assessment.as_of)
    return Step("code", f"{book.title}, {in_force}; basis of the duty: {basis.version}", basis.sources)


def _unknown(obligation: Obligation) -> str:
    return f"; unknown: {', '.join(obligation.unknown)}" if obligation.unknown else ""


def _enhanced(obligation: Obligation) -> Step:
    day = obligation.clock_start or obligation.trigger.date
    standing = obligation.assessment.standing(obligation.victim).answer(day)
    words = {
        Truth.YES: f"yes: {'; '.join(standing.because)}",
        Truth.NO: "no: every criterion is known not to be met",
        Truth.UNDETERMINED: f"undetermined; this would settle it: {', '.join(standing.unknown)}",
    }
    return Step("enhanced_rights", f"Enhanced Rights of {obligation.victim} on {day_in_words(day)}: {words[standing.entitled]}")


def _counting(obligation: Obligation) -> Iterator[Step]:
    """Walk the clock, the limit, the days skipped and the due day."""
    limit, start = obligation.limit, obligation.clock_start
    if limit is None:
        return
    if obligation.rule.clock is not None and limit.is_counted:
        words = "not started: receipt is not on record" if start is None else f"starts on {day_in_words(start)}, day 0"
        yield Step("clock", f"counts from {obligation.rule.clock}; {words}")
    yield Step("limit", _limits(obligation), evidence=obligation.evidence)
    if start is None or obligation.due_by is None or not limit.is_counted:
        if obligation.bound is not None:
            yield Step("bound", f"worst case of the chain, never a due date: {day_in_words(obligation.bound)}")
        return
    calendar = obligation.assessment.calendar
    if limit.unit is Unit.WORKING_DAYS:
        skipped = calendar.why(start, limit.amount)
        words = "; ".join(_passed_over(day) for day in skipped) or "none"
        yield Step("days", f"days passed over: {words}", (calendar.version,))
    elif obligation.kind is Kind.WINDOW:
        last = _last_working_day(obligation, obligation.due_by)
        yield Step("days", f"counted in calendar days, day 0 excluded; the last Working Day inside it is {last}")
    elif obligation.due_by is not None:
        yield Step("days", "counted in calendar days, day 0 excluded")
    projected = " (bank holidays of that year are projected)" if calendar.is_projected(obligation.due_by) else ""
    yield Step("due", f"due by the end of {day_in_words(obligation.due_by)}{projected}")
    if obligation.due_by_if_enhanced is not None:
        yield Step("due", f"if the victim has Enhanced Rights: by the end of {day_in_words(obligation.due_by_if_enhanced)}")


def _passed_over(day: PassedOver) -> str:
    words = day_in_words(day.date)
    return words if words.startswith(day.reason) else f"{words} ({day.reason})"


def _limits(obligation: Obligation) -> str:
    rule = obligation.rule
    if obligation.agreed is not None:
        return f"{rule.standard}: every {obligation.agreed}"
    return f"{rule.standard}; under Enhanced Rights {rule.enhanced}" if rule.differs else f"{rule.standard}"


def _last_working_day(obligation: Obligation, day: dt.date) -> str:
    calendar = obligation.assessment.calendar
    while day >= calendar.first_day and not calendar.is_working_day(day):
        day -= dt.timedelta(days=1)
    return day_in_words(day) if day >= calendar.first_day else "before the calendar begins"


def _service(obligation: Obligation, event: Event, done: dt.date) -> str:
    if event is obligation.trigger:
        return f"{event.id}: received on {day_in_words(done)}"
    about = f", about {', '.join(event.about)}" if event.about else ""
    return f"{event.id}: {type_in_words(event)} on {day_in_words(done)}{about}"
