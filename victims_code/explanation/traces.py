"""The trace: every step from facts to outcome, each with its citation, its grade, its disputes and the days skipped."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from attrs import field, frozen

from victims_code.assessment import Obligation
from victims_code.calendars import PassedOver
from victims_code.criteria import Evidence
from victims_code.dates import day_in_words, london_day
from victims_code.explanation.sentences import (
    before_in_words,
    event_in_words,
    last_working_day,
    outcome,
    shortened_on,
    target_in_words,
    type_in_words,
    unknown_in_words,
)
from victims_code.rulebook import Clock, Kind, Limit, Unit
from victims_code.rulebook.conditions import in_english
from victims_code.truth import Truth


@frozen
class Step:
    """One step of the working: what it settles, how, and what stands behind it.

    >>> Step("fact", "e2 (suspect arrested) on Saturday 2 May 2026").sources
    ()
    """

    #: A stable name: fact, code, rule, condition, enhanced_rights, clock, limit, days, due, bound,
    #: service, release, holder, outcome, target or dispute.
    name: str
    text: str
    #: The keys of the sources, with the paragraph first where one is known.
    sources: tuple[str, ...] = field(default=())
    evidence: Evidence | None = field(default=None)
    disputes: tuple[str, ...] = field(default=())


#: The names that a step may have, in the order in which a trace may give them.
STEPS = (
    "fact", "code", "rule", "condition", "enhanced_rights", "clock", "limit", "days", "due", "bound", "service",
    "release", "holder", "outcome", "target", "dispute",
)  # fmt: skip


def trace(obligation: Obligation) -> tuple[Step, ...]:
    """Return the steps from the triggering event to the outcome, in order.

    >>> from victims_code import Case, Event, Victim, assess
    >>> case = Case("C1", [Victim("V1", vulnerable=True)], [Event("e1", "suspect_arrested", at=dt.date(2026, 5, 2))])
    >>> steps = trace(assess(case, as_of=dt.date(2026, 5, 6))["V1/R6.arrest/e1"])
    >>> [step.text for step in steps if step.name == "days"]
    ['days passed over: Sunday 3 May 2026; Monday 4 May 2026 (Early May bank holiday)']
    """
    return tuple(_steps(obligation))


def _steps(obligation: Obligation) -> Iterator[Step]:
    rule = obligation.rule
    yield Step("fact", f"{event_in_words(obligation.trigger)}{_received(obligation)}")
    yield _the_code(obligation)
    owed_to = "the victim" if rule.owed_to == "victim" else rule.owed_to
    whose = (
        f"{rule.owed_by}, to {owed_to}" if rule.kind is Kind.WINDOW else f"owed by {obligation.owed_by} to {owed_to}"
    )
    yield Step(
        "rule",
        f"{rule.id} (Right {rule.right}): {rule.duty}; {whose}",
        (*((f"paragraph {rule.paragraph}",) if rule.paragraph else ()), *rule.sources),
        rule.evidence,
        rule.disputes,
    )
    if rule.applies_if is not None or rule.note:
        yield Step("condition", _condition(obligation))
    if rule.differs:
        yield _enhanced(obligation)
    yield from _counting(obligation)
    if obligation.met_by is not None and obligation.met_on is not None:
        yield Step("service", _service(obligation))
    if obligation.released_by is not None:
        yield Step("release", event_in_words(obligation.released_by))
    if obligation.held_by is not None:
        yield Step("holder", f"now with {obligation.held_by}, as the case passed to it")
    status = type_in_words(obligation.status.value)
    yield Step("outcome", f"{status}, {_VERDICTS[obligation.breach]}: {outcome(obligation)}")
    if obligation.target is not None:
        yield Step("target", target_in_words(obligation))
    for name in obligation.disputes:
        law = obligation.assessment.law
        read = [choice.words for key, choice in law.chosen.items() if name in law.readings[key].disputes]
        taken = " and ".join(read) or _plain(law.disputes[name].default)
        yield Step("dispute", f"{name}: {_plain(law.disputes[name].doubt)}; taken: {taken}", disputes=(name,))


_VERDICTS = {Truth.YES: "a breach", Truth.NO: "no breach", Truth.UNDETERMINED: "breach undetermined"}


def _plain(text: str) -> str:
    """Return a text without the stars by which the facts stress a word."""
    return text.replace("**", "")


def _received(obligation: Obligation) -> str:
    if obligation.rule.clock is not Clock.RECEIVED_AT and not obligation.rule.met_by_receipt:
        return ""
    received = obligation.trigger.received_at
    return ", receipt not on record" if received is None else f", received on {day_in_words(london_day(received))}"


def _the_code(obligation: Obligation) -> Step:
    book = obligation.edition
    if book.in_force_from is None:
        in_force = "laid, not in force, applied here because it was asked for"
    else:
        in_force = f"in force from {day_in_words(book.in_force_from)}"
        if obligation.trigger.date < book.in_force_from:
            in_force += ", applied here as if it had been in force before"
    basis = obligation.duty_basis
    return Step("code", f"{book.title}, {in_force}; basis of the duty: {basis.version}", basis.sources)


def _condition(obligation: Obligation) -> str:
    rule = obligation.rule
    parts = [] if rule.applies_if is None else [f"applies if {in_english(rule.applies_if)}"]
    if rule.note:
        parts.append(f"note: {rule.note}")
    if obligation.unknown:
        parts.append(f"not known: {unknown_in_words(obligation)}")
    return "; ".join(parts)


def _enhanced(obligation: Obligation) -> Step:
    day = obligation.clock_start or obligation.trigger.date
    standing = obligation.assessment.standing(obligation.victim).answer(day)
    words = {
        Truth.YES: f"yes: {'; '.join(standing.because)}",
        Truth.NO: f"no: {'; '.join(standing.because) or 'every criterion is known not to be met'}",
        Truth.UNDETERMINED: f"undetermined; this would settle it: {', '.join(map(type_in_words, standing.unknown))}",
    }
    of_whom = f"Enhanced Rights of {obligation.victim} on {day_in_words(day)}"
    return Step("enhanced_rights", f"{of_whom}: {words[standing.entitled]}")


def _counting(obligation: Obligation) -> Iterator[Step]:
    """Walk the clock, the limit, the days skipped and the due day."""
    limit, start, due = obligation.limit, obligation.clock_start, obligation.due_by
    if limit is None:
        return
    if obligation.rule.clock is not None and limit.is_counted:
        yield Step("clock", _clock(obligation, obligation.rule.clock, start))
    yield Step("limit", _limits(obligation, limit), evidence=obligation.evidence)
    if obligation.bound is not None:
        words = f"if every step before it took all the time it had: {day_in_words(obligation.bound)}; never a due date"
        yield Step("bound", words)
    if start is None or due is None or not limit.is_counted:
        return
    earlier, sooner, granted = obligation.due_by_if_enhanced, obligation.rule.enhanced, shortened_on(obligation)
    if granted is not None and sooner is not None:
        yield from _days(obligation, sooner, granted, due, "from the determination: ")
    else:
        yield from _days(obligation, limit, start, due)
    if earlier is not None and sooner is not None:
        yield from _days(obligation, sooner, start, earlier, "if the victim has Enhanced Rights: ")


def _clock(obligation: Obligation, clock: Clock, start: dt.date | None) -> str:
    if clock is Clock.RECEIVED_AT and start is None:
        return "counts from the day it is received; no receipt is on record by this day, so it has not started"
    name, calendar = obligation.rule.counts_from, obligation.assessment.calendar
    since = "it happened" if clock is Clock.AT else "it was received"
    if name is not None:
        since = f'of "{type_in_words(name)}"'
    day_0 = start
    if start is not None and calendar.counts_from_next_working_day and not calendar.is_working_day(start):
        day_0 = calendar.add(start, 0)
        since += f", {_on(start)}, which is no Working Day and counts as the next one"
    granted = shortened_on(obligation)
    shortened = "" if granted is None else f"; Enhanced Rights determined on {_on(granted)} shorten it from then"
    return f"counts from the day {since}: {_on(day_0)} is day 0{shortened}"


def _on(day: dt.date | None) -> str:
    return "a day not known" if day is None else day_in_words(day)


def _days(obligation: Obligation, limit: Limit, start: dt.date, due: dt.date, given: str = "") -> Iterator[Step]:
    """Walk the days skipped on the way to a due day, and that day."""
    calendar = obligation.assessment.calendar
    if limit.unit is Unit.WORKING_DAYS:
        skipped = "; ".join(_passed_over(day) for day in calendar.why(start, limit.amount)) or "none"
        yield Step("days", f"{given}days passed over: {skipped}", (calendar.version,))
    else:
        yield Step("days", f"{given}counted in calendar days; every day counts but day 0")
    projected = " (the bank holidays of that year are projected)" if due > calendar.last_published_day else ""
    if obligation.kind is not Kind.WINDOW:
        yield Step("due", f"{given}due by the end of {day_in_words(due)}{projected}")
        return
    last = last_working_day(obligation)
    inside = "" if last is None else f"; the last Working Day inside it is {day_in_words(last)}{projected}"
    yield Step("due", f"open to the end of {day_in_words(due)}{inside}", (calendar.version,))


def _passed_over(day: PassedOver) -> str:
    words = day_in_words(day.date)
    return words if words.startswith(day.reason) else f"{words} ({day.reason})"


def _limits(obligation: Obligation, limit: Limit) -> str:
    """Say the limits of the rule; `limit` is the one that applies."""
    rule = obligation.rule
    if limit.event is not None:
        return before_in_words(obligation, limit.event)
    if obligation.agreed is not None:
        return f"{rule.standard}: every {obligation.agreed}"
    return f"{rule.standard}; under Enhanced Rights {rule.enhanced}" if rule.differs else f"{limit}"


def _service(obligation: Obligation) -> str:
    event = obligation.met_by
    if event is None or event is obligation.trigger:
        return f"{obligation.trigger.id}: received on {_on(obligation.met_on)}"
    return event_in_words(event) + (f", about {', '.join(event.about)}" if event.about else "")
