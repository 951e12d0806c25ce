"""Several notices to one victim as one contact: what one provider had to tell, and was open at one time."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from attrs import evolve

from victims_code.assessment import Assessment
from victims_code.prompts.prompts import LONGEST_SUMMARY, DuePrecision, Prompt, PromptSeverity, PromptStatus


def gathered(prompts: Iterable[Prompt], assessment: Assessment) -> tuple[Prompt, ...]:
    """Return the prompts with notices that were open at one time gathered: same victim, same provider, same role.

    A notice is what an event that names its trigger completes: one contact can name several. The contact keeps the id
    of its first notice, so that a later one that joins it opens no second task.
    """
    found: list[Prompt] = []
    contacts: dict[tuple[str, str, str | None, tuple[str, ...]], list[Prompt]] = {}
    for prompt in prompts:
        if prompt.must_name:
            key = (prompt.victim, prompt.owed_by, prompt.owner_role, prompt.completes)
            contacts.setdefault(key, []).append(prompt)
        else:
            found.append(prompt)
    for notices in contacts.values():
        found += [_contact(group) for group in _open_together(notices, assessment)]
    return tuple(sorted(found, key=_place))


def _open_together(notices: list[Prompt], assessment: Assessment) -> list[list[Prompt]]:
    """Part the notices into those that were open at one time, each part from its first trigger on."""
    groups: list[list[Prompt]] = []
    until: date | None = date.min
    for notice in sorted(notices, key=lambda each: (each.basis[0].trigger_date, each.basis[0].obligation)):
        start, end = notice.basis[0].trigger_date, _closed_on(notice, assessment)
        if groups and (until is None or start < until):
            groups[-1].append(notice)
            until = None if until is None or end is None else max(until, end)
        else:
            groups.append([notice])
            until = end
    return groups


def _closed_on(notice: Prompt, assessment: Assessment) -> date | None:
    """Return the day on which a notice was given or released; None while it is open."""
    obligation = assessment[notice.basis[0].obligation]
    if obligation.met_on is not None:
        return obligation.met_on
    released = obligation.released_by
    return None if notice.is_open else assessment.as_of if released is None else released.date


def _contact(group: list[Prompt]) -> Prompt:
    """Make one prompt of several; what is done of it already is told in its basis."""
    first = group[0]
    if len(group) == 1:
        return first
    live = [notice for notice in group if notice.is_open]
    asked = sorted(live or group, key=_place)
    lead = asked[0]
    is_done = not live and any(notice.status is PromptStatus.COMPLETED for notice in group)
    last = lead if live or not is_done else next(n for n in group if n.status is PromptStatus.COMPLETED)
    severities = list(PromptSeverity)
    pressing = [n.severity for n in asked if n.severity is not None]
    return evolve(
        last,
        id=first.id,
        suspects=_each(suspect for notice in group for suspect in notice.suspects),
        crimes=_each(crime for notice in group for crime in notice.crimes),
        done_on=None if live else max((n.done_on for n in group if n.done_on), default=None),
        severity=max(pressing, key=severities.index) if pressing else None,
        summary=_summary(lead, len(asked)),
        detail=" ".join(dict.fromkeys(notice.detail for notice in asked)),
        basis=tuple(basis for notice in group for basis in notice.basis),
        remind_at=min((n.remind_at for n in asked if n.remind_at), default=None),
        escalate_at=min((n.escalate_at for n in asked if n.escalate_at), default=None),
        assess_now=any(notice.assess_now for notice in asked),
        due_precision=DuePrecision.PROVISIONAL if lead.assess_now else lead.due_precision,
        must_name=_each(name for notice in asked for name in notice.must_name),
    )


def _summary(lead: Prompt, number: int) -> str:
    if number == 1:
        return lead.summary
    more = f" (and {number - 1} more in one contact)"
    room = LONGEST_SUMMARY - len(more)
    text = lead.summary if len(lead.summary) <= room else lead.summary[: room - 1] + "…"
    return text + more


def _each(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))


def _place(prompt: Prompt) -> tuple[date, int, str, str, str]:
    """Where a prompt stands among all of its case: as its obligations stand."""
    basis = prompt.basis[0]
    return prompt.due_by or date.max, basis.right, basis.rule, prompt.victim, basis.trigger
