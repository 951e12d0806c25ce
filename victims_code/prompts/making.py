"""From an assessment to prompts: one for each duty on which somebody can act, and none lost when its reason ends."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from victims_code.arguments import need
from victims_code.assessment import Assessment, Obligation, Status
from victims_code.dates import MONTHS, day_in_words
from victims_code.events import Event
from victims_code.explanation.sentences import type_in_words
from victims_code.prompts.gathering import gathered
from victims_code.prompts.policies import Policy, checked_policy
from victims_code.prompts.pressing import days_after, days_before, next_stage, severity
from victims_code.prompts.prompts import (
    LONGEST_SUMMARY,
    Basis,
    DuePrecision,
    Prompt,
    PromptStatus,
    SafeContact,
)
from victims_code.providers import ServiceProvider, plain_name
from victims_code.receipts.digests import digest
from victims_code.rulebook import Clock, Kind
from victims_code.rulebook.rules import BY_RECEIPT
from victims_code.truth import Truth

if TYPE_CHECKING:
    from victims_code.names import ProviderName

#: The type of event by which some ways of contact are recorded as unsafe, and its detail that lists them.
_RESTRICTED: Final = "safe_contact_restricted"
_UNSAFE: Final = "unsafe_channels"

#: What is released is no longer asked for.
_RELEASED: Final = frozenset({Status.DECLINED, Status.EXCUSED, Status.LAPSED})

#: How many digits of a digest make an id: enough that no two prompts of all forces ever share one.
_DIGITS: Final = 32


def prompts_of(
    assessment: Assessment, *, policy: Policy | None = None, owed_by: ServiceProvider | ProviderName | None = None
) -> tuple[Prompt, ...]:
    """Return the prompts of a case, in the order of its obligations: open, completed and cancelled ones.

    `owed_by` leaves only what a service provider owes or now holds.

    :raises InvalidInput: when the policy names a rule that the law does not have.
    :raises InvalidFact: when there is no such provider.

    >>> from victims_code import Case, Event, Victim, assess
    >>> case = Case("C1", [Victim("V1", vulnerable=True)], [Event("e1", "suspect_arrested", at=date(2026, 5, 5))])
    >>> prompt, *_ = prompts_of(assess(case, as_of=date(2026, 5, 6)))
    >>> prompt.severity, prompt.summary
    (<PromptSeverity.DUE_TODAY: 'due_today'>, 'Tell the victim that the suspect has been arrested, with reasons \
where applicable: due today, 6 May 2026')
    """
    need("assessment", assessment, Assessment)
    policy = checked_policy(policy)
    policy.check(assessment.law)
    wanted = ServiceProvider.of(owed_by) if isinstance(owed_by, str) else owed_by
    found = [
        _prompt(obligation, policy, wanted)
        for obligation in assessment.obligations
        if is_actionable(obligation) and obligation.rule.id not in policy.quiet
    ]
    prompts = tuple(prompt for prompt in found if prompt is not None)
    return gathered(prompts, assessment) if policy.gathers else prompts


def next_prompt_change_at(assessment: Assessment, *, policy: Policy | None = None) -> date | None:
    """Return the first later day on which a prompt would differ if nothing else happened; None is never.

    It is no later than `Assessment.next_change_at`: a prompt also turns when it becomes due soon or seriously overdue.

    :raises InvalidInput: as `prompts_of` does.

    >>> from victims_code import Case, Event, Victim, assess
    >>> case = Case("C1", [Victim("V1", vulnerable=True)], [Event("e1", "suspect_arrested", at=date(2026, 5, 5))])
    >>> late = assess(case, as_of=date(2026, 5, 8))
    >>> late.next_change_at, next_prompt_change_at(late)
    (None, datetime.date(2026, 5, 13))
    """
    need("assessment", assessment, Assessment)
    policy = checked_policy(policy)
    days = [] if assessment.next_change_at is None else [assessment.next_change_at]
    for obligation in assessment.obligations:
        due, _ = _due(obligation)
        if due is None or not is_actionable(obligation) or _standing(obligation)[0] is not PromptStatus.OPEN:
            continue
        stage = next_stage(due, assessment.as_of, policy.thresholds_of(obligation.rule), assessment.calendar)
        days += [] if stage is None else [stage]
    return min(days, default=None)


def is_actionable(obligation: Obligation) -> bool:
    """Whether somebody can act on a duty, and record that it is done.

    The victim's own time limits are nobody's task; what no event completes, such as how well a victim is treated, is
    for a person to judge at the end, and the closure check tells it.
    """
    need("obligation", obligation, Obligation)
    rule = obligation.rule
    return rule.kind is not Kind.WINDOW and (bool(rule.met_by) or rule.met_by_receipt)


def prompt_id(*parts: str) -> str:
    """Return the id that is made of references alone: the same on every run and every machine.

    >>> prompt_id("C1", "V1/R6.arrest/e1") == prompt_id("C1", "V1/R6.arrest/e1")
    True
    """
    return digest(list(parts))[:_DIGITS]


def _prompt(obligation: Obligation, policy: Policy, wanted: ServiceProvider | None) -> Prompt | None:
    held = obligation.held_by
    providers = obligation.providers if held is None else (_provider(held),)
    if wanted is not None and wanted not in providers:
        return None
    rule, assessment = obligation.rule, obligation.assessment
    status, reason, closed_by = _standing(obligation)
    is_open = status is PromptStatus.OPEN
    due, precision = _due(obligation)
    thresholds = policy.thresholds_of(rule)
    calendar = assessment.calendar
    safe = _safe_contact(assessment, obligation.victim)
    assess_now = is_open and precision is DuePrecision.PROVISIONAL
    trigger = obligation.trigger
    return Prompt(
        id=prompt_id(assessment.case.id, obligation.id),
        case=assessment.case.id,
        victim=obligation.victim,
        suspects=() if trigger.suspect is None else (trigger.suspect,),
        crimes=() if trigger.crime is None else (trigger.crime,),
        status=status,
        reason=reason,
        closed_by=closed_by,
        done_on=obligation.met_on,
        severity=severity(due, assessment.as_of, thresholds, calendar) if is_open and due is not None else None,
        summary=summary(rule.duty, _when(obligation, status, due, precision)),
        detail=_detail(obligation, safe, assess_now=assess_now, is_open=is_open),
        basis=(_basis(obligation),),
        owed_by=held or obligation.owed_by,
        owner_role=policy.role_of(rule, tuple(each for each in providers if each is not None)),
        due_by=due,
        due_precision=precision,
        target_by=obligation.target_by,
        remind_at=None if due is None else max(days_before(calendar, due, thresholds.remind_before), trigger.date),
        escalate_at=None if due is None else days_after(calendar, due, thresholds.escalate_after),
        assess_now=assess_now,
        completes=(BY_RECEIPT,) if rule.met_by_receipt else tuple(meets.type for meets in rule.met_by),
        must_name=(trigger.id,) if any(meets.names_trigger for meets in rule.met_by) else (),
        safe_contact=safe,
    )


def _provider(name: str) -> ServiceProvider | None:
    """Return the provider to whom a case passed; None where it went to a body that is none."""
    return next((each for each in ServiceProvider if plain_name(each) == plain_name(name)), None)


def _basis(obligation: Obligation) -> Basis:
    rule, trigger = obligation.rule, obligation.trigger
    return Basis(
        obligation.id, rule.id, rule.right, rule.paragraph, obligation.edition.name, obligation.layer,
        str(rule.evidence), rule.open_disputes, obligation.duty_basis.version, trigger.id, trigger.type, trigger.date,
        obligation.due_by, str(obligation.status), obligation.breach, obligation.unknown,
    )  # fmt: skip


def _standing(obligation: Obligation) -> tuple[PromptStatus, str, str | None]:
    """Return whether it is still asked for; if not, why and by which event."""
    status = obligation.status
    if obligation.met_on is not None:
        by = None if obligation.met_by is None else obligation.met_by.id
        return PromptStatus.COMPLETED, "done" if status is Status.UNDETERMINED else str(status), by
    if status in _RELEASED:
        by = None if obligation.released_by is None else obligation.released_by.id
        return PromptStatus.CANCELLED, str(status), by
    return PromptStatus.OPEN, "", None


def _due(obligation: Obligation) -> tuple[date | None, DuePrecision]:  # noqa: PLR0911 - a table, a line each
    due, earlier = obligation.due_by, obligation.due_by_if_enhanced
    if earlier is not None and obligation.status is not Status.OVERDUE:
        return earlier, DuePrecision.PROVISIONAL
    if obligation.status is Status.UNDETERMINED and obligation.met_on is None and due is not None:
        return due, DuePrecision.UNDETERMINED
    if due is not None:
        is_projected = obligation.assessment.calendar.is_projected(due)
        return due, DuePrecision.PROJECTED if is_projected else DuePrecision.EXACT
    if obligation.kind is Kind.BEFORE:
        return None, DuePrecision.BEFORE_EVENT
    if obligation.kind is not Kind.TIMED:
        return None, DuePrecision.UNTIMED
    if obligation.rule.clock is Clock.RECEIVED_AT and obligation.clock_start is None:
        return None, DuePrecision.AWAITS_RECEIPT
    return None, DuePrecision.UNDETERMINED


def _safe_contact(assessment: Assessment, victim: str) -> SafeContact | None:
    """Return what restricts contact with a victim: all that was ever recorded, for nothing lifts a restriction."""
    found: list[Event] = [
        event
        for event in assessment.history.by_type.get(_RESTRICTED, ())
        if event.victim in (None, victim) and event.id not in assessment.history.voided
    ]
    if not found:
        return None
    channels: dict[str, None] = {}
    for event in found:
        unsafe = event.details.get(_UNSAFE)
        channels |= dict.fromkeys(map(str, unsafe if isinstance(unsafe, tuple) else ()))
    return SafeContact(tuple(event.id for event in found), tuple(channels))


def summary(duty: str, when: str) -> str:
    """Put a duty and its day into one line that is short enough for any list.

    >>> len(summary("Tell the victim " + "of this and that " * 9, "due today")) < 140
    True
    """
    room = LONGEST_SUMMARY - len(when) - 2
    short = duty if len(duty) <= room else duty[: room - 1].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"
    return f"{short}: {when}"


def short_day(day: date) -> str:
    """Write a day without its weekday.

    >>> short_day(date(2026, 5, 6))
    '6 May 2026'
    """
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def _when(obligation: Obligation, status: PromptStatus, due: date | None, precision: DuePrecision) -> str:
    today = obligation.assessment.as_of
    if status is PromptStatus.COMPLETED and obligation.met_on is not None:
        late = " late" if obligation.breach is Truth.YES else ""
        return f"done{late} on {short_day(obligation.met_on)}"
    if status is PromptStatus.CANCELLED:
        return f"no longer asked for, {obligation.status}"
    if due is None:
        limit = obligation.limit
        waits = "" if limit is None or limit.event is None else type_in_words(limit.event)
        return {
            DuePrecision.AWAITS_RECEIPT: "its receipt is not recorded",
            DuePrecision.BEFORE_EVENT: f"before {waits}",
            DuePrecision.UNTIMED: "no day is set for it",
        }.get(precision, "facts are missing")
    day = f"due today, {short_day(due)}" if due == today else f"due {short_day(due)}"
    words = f"not done by {short_day(due)}" if due < today else day
    if precision is DuePrecision.PROVISIONAL:
        return f"{words} if Enhanced Rights apply; assess now"
    if precision is DuePrecision.UNDETERMINED:
        return f"{words} if it is owed; facts are missing"
    return words


def _detail(obligation: Obligation, safe: SafeContact | None, *, assess_now: bool, is_open: bool) -> str:
    parts = []
    if safe is not None and is_open:
        ways = f": not by {', '.join(safe.unsafe_channels)}" if safe.unsafe_channels else ""
        parts.append(f"Safe contact is restricted{ways} ({', '.join(safe.events)}). Read this before any contact.")
    if assess_now and obligation.due_by_if_enhanced is not None:
        day = day_in_words(obligation.due_by_if_enhanced)
        parts.append(f"Assess the victim's needs now: with Enhanced Rights this is due by {day}.")
    parts.append(obligation.why())
    rule = obligation.rule
    if is_open and rule.met_by:
        types = " or ".join(meets.type for meets in rule.met_by)
        named = f", about {obligation.trigger.id}" if any(meets.names_trigger for meets in rule.met_by) else ""
        parts.append(f"Completed by recording {types}{named}.")
    return " ".join(parts)
