"""What the page of one case shows, put together from the library's answer."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from prompt_board.forms import CHANNELS, notices, services
from prompt_board.recomputing import CaseView
from victims_code import Event, Obligation, OffenceCategory, Role, Status, Truth
from victims_code.dates import day_in_words, london_date
from victims_code.prompts.prompts import Prompt
from victims_code.victims import VICTIM_FACTS

#: As many entries of one list as a page shows.
MOST_SHOWN: Final = 200

#: What is still to be done, or could be, in the order of the page; all else is told below it.
_TO_DO: Final = (
    Status.OVERDUE, Status.DUE_TODAY, Status.UNDETERMINED, Status.PENDING, Status.NOT_STARTED, Status.OUTSTANDING,
)  # fmt: skip

#: The colour of a status's tag; its words say the same.
_COLOURS: Final[Mapping[Status, str]] = {
    Status.OVERDUE: "red", Status.DUE_TODAY: "orange", Status.UNDETERMINED: "purple", Status.PENDING: "blue",
    Status.MET_LATE: "red", Status.MET: "green", Status.RECORDED: "green",
}  # fmt: skip


def case_context(view: CaseView, today: date) -> dict[str, Any]:
    """Return what the template of a case needs."""
    answer = view.assessment
    duties = () if answer is None else answer.obligations
    by_duty = {name: prompt for prompt in view.prompts for name in prompt.obligations}
    to_do = sorted((d for d in duties if d.status in _TO_DO and _is_asked(d, by_duty)), key=_pressing)
    others = [duty for duty in duties if duty not in to_do]
    events = () if answer is None else answer.history.events
    return {
        "view": view,
        "case_ref": view.ref,
        "victims": () if answer is None else answer.case.victims,
        "breach": Truth.NO if answer is None else answer.in_breach,
        "overdue": sum(duty.status is Status.OVERDUE for duty in duties),
        "restricted": _restrictions(view),
        "assess_now": _unassessed(view),
        "to_do": [_duty(duty, by_duty, today) for duty in to_do[:MOST_SHOWN]],
        "others": [_duty(duty, by_duty, today) for duty in others[:MOST_SHOWN]],
        "hidden": max(0, len(to_do) - MOST_SHOWN) + max(0, len(others) - MOST_SHOWN),
        "timeline": [_event(event) for event in reversed(events[-MOST_SHOWN:])],
        "earlier": max(0, len(events) - MOST_SHOWN),
        "findings": [] if answer is None else [finding.message for finding in answer.findings],
        "notices": notices(view),
        "services": services(view),
        "channels": CHANNELS,
        "roles": list(Role),
        "facts": VICTIM_FACTS,
        "offences": list(OffenceCategory),
    }


def _is_asked(duty: Obligation, prompts: Mapping[str, Prompt]) -> bool:
    """Whether somebody can act on it: what is judged at the end, and what the policy made quiet, is told below."""
    return duty.id in prompts


def _pressing(duty: Obligation) -> tuple[int, date]:
    return _TO_DO.index(duty.status), duty.due_by_if_enhanced or duty.due_by or date.max


def _restrictions(view: CaseView) -> dict[str, list[str]]:
    """Return, by victim, the ways of contact recorded as unsafe; an empty list where the record says not which."""
    if view.assessment is None:
        return {}
    history, found = view.assessment.history, dict[str, list[str]]()
    for event in history.by_type.get("safe_contact_restricted", ()):
        unsafe = event.details.get("unsafe_channels")
        ways = [str(each) for each in unsafe] if isinstance(unsafe, tuple | list) else [unsafe] if unsafe else []
        for victim in view.assessment.case.victims:
            if event.victim in (None, victim.id):
                known = found.setdefault(victim.id, [])
                known += [str(way) for way in ways if way not in known]
    return found


def _unassessed(view: CaseView) -> dict[str, tuple[str, ...]]:
    """Return, by victim, the facts that would say whether they have Enhanced Rights, where that is unknown."""
    if view.assessment is None:
        return {}
    rights = view.assessment.enhanced_rights
    return {name: each.unknown for name, each in rights.items() if each.entitled is Truth.UNDETERMINED}


def _duty(duty: Obligation, prompts: Mapping[str, Prompt], today: date) -> dict[str, Any]:
    due = duty.due_by
    prompt = prompts.get(duty.id)
    return {
        "anchor": None if prompt is None else prompt.id,
        "victim": duty.victim,
        "what": duty.rule.duty,
        "right": duty.right,
        "paragraph": duty.rule.paragraph,
        "owed_by": duty.held_by or duty.owed_by,
        "role": None if prompt is None else prompt.owner_role,
        "status": str(duty.status),
        "colour": _COLOURS.get(duty.status, "grey"),
        "is_breach": duty.breach is Truth.YES,
        "due": due,
        "if_enhanced": duty.due_by_if_enhanced,
        "is_overdue": duty.status is Status.OVERDUE and due is not None and due < today,
        "why": duty.why(),
        "trace": duty.trace(),
        "evidence": str(duty.evidence),
        "assess_now": prompt is not None and prompt.assess_now,
    }


def _event(event: Event) -> dict[str, Any]:
    return {
        "id": event.id,
        "what": event.type.replace("_", " "),
        "day": day_in_words(event.date),
        "received": None if event.received_at is None else day_in_words(london_date(event.received_at)),
        "victim": event.victim,
        "suspect": event.suspect,
        "about": event.about,
        "channel": event.details.get("channel"),
    }
