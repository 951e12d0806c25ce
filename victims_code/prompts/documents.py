"""Prompts as a JSON document, ``victims-code/prompts/1``: each prompt with every field, whole or as it is written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from victims_code.dates import When, format_when
from victims_code.interchange import write_json
from victims_code.prompts.prompts import Basis, Prompt, SafeContact

#: The name of the format, with its version.
PROMPTS_SCHEMA: Final = "victims-code/prompts/1"

#: How far a prompt is set in where the document is written for a person to read.
_INDENT: Final = "    "


def prompts_document(prompts: Iterable[Prompt], *, as_of: date, policy: str) -> dict[str, object]:
    """Return prompts as one document; `policy` is the name of the policy by which they were made.

    >>> prompts_document([], as_of=date(2026, 5, 6), policy="default")
    {'schema': 'victims-code/prompts/1', 'as_of': '2026-05-06', 'policy': 'default', 'prompts': []}
    """
    return {
        "schema": PROMPTS_SCHEMA,
        "as_of": as_of.isoformat(),
        "policy": policy,
        "prompts": [prompt_entry(prompt) for prompt in prompts],
    }


def write_document(prompts: Iterable[Prompt], *, as_of: date, policy: str) -> Iterator[str]:
    r"""Write prompts as one document, piece by piece: it never holds more than one of them.

    >>> print(*write_document([], as_of=date(2026, 5, 6), policy="default"), sep="", end="")
    {
      "schema": "victims-code/prompts/1",
      "as_of": "2026-05-06",
      "policy": "default",
      "prompts": []
    }
    """
    head, foot = write_json(prompts_document([], as_of=as_of, policy=policy), indent=2).rsplit("]", 1)
    yield head
    between = "\n"
    for prompt in prompts:
        # Only the ends of lines are set in: a text in JSON never holds one.
        yield between + _INDENT + write_json(prompt_entry(prompt), indent=2).replace("\n", "\n" + _INDENT)
        between = ",\n"
    yield "]" if between == "\n" else "\n  ]"
    yield f"{foot}\n"


def prompt_entry(prompt: Prompt) -> dict[str, object]:
    """Return one prompt as documents and messages hold it: every key each time, null where there is nothing.

    >>> from victims_code import Case, Event, Victim, assess
    >>> from victims_code.prompts.making import prompts_of
    >>> case = Case("C1", [Victim("V1", vulnerable=True)], [Event("e1", "suspect_arrested", at=date(2026, 5, 5))])
    >>> prompt, *_ = prompts_of(assess(case, as_of=date(2026, 5, 6)))
    >>> prompt_entry(prompt)["due_by"]
    '2026-05-06'
    """
    return {
        "id": prompt.id,
        "case": prompt.case,
        "victim": prompt.victim,
        "suspects": list(prompt.suspects),
        "crimes": list(prompt.crimes),
        "status": prompt.status.value,
        "reason": prompt.reason or None,
        "closed_by": prompt.closed_by,
        "severity": None if prompt.severity is None else prompt.severity.value,
        "summary": prompt.summary,
        "detail": prompt.detail,
        "obligations": list(prompt.obligations),
        "basis": [_basis(basis) for basis in prompt.basis],
        "owed_by": prompt.owed_by,
        "owner_role": prompt.owner_role,
        "due_by": _day(prompt.due_by),
        "due_precision": prompt.due_precision.value,
        "target_by": _day(prompt.target_by),
        "remind_at": _day(prompt.remind_at),
        "escalate_at": _day(prompt.escalate_at),
        "assess_now": prompt.assess_now,
        "completes": list(prompt.completes),
        "must_name": list(prompt.must_name),
        "safe_contact": None if prompt.safe_contact is None else _safe_contact(prompt.safe_contact),
    }


def _basis(basis: Basis) -> dict[str, object]:
    """Return what a prompt rests on, in the keys that an assessment uses for the same."""
    return {
        "obligation": basis.obligation,
        "rule": basis.rule,
        "right": basis.right,
        "paragraph": basis.paragraph or None,
        "edition": basis.edition,
        "layer": basis.layer,
        "evidence": basis.evidence,
        "disputes": list(basis.disputes),
        "duty_basis": basis.duty_basis,
        "trigger": {"event": basis.trigger, "type": basis.trigger_type, "date": basis.trigger_date.isoformat()},
        "due_by": _day(basis.due_by),
        "status": basis.status,
        "breach": basis.breach.value,
        "unknown": list(basis.unknown),
    }


def _safe_contact(safe: SafeContact) -> dict[str, object]:
    return {"events": list(safe.events), "unsafe_channels": list(safe.unsafe_channels)}


def _day(when: When | None) -> str | None:
    return None if when is None else format_when(when)
