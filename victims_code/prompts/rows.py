"""Prompts as rows: CSV after RFC 4180, with cells that no spreadsheet takes for a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Final

from victims_code.dates import When, format_when
from victims_code.escaping import for_csv
from victims_code.prompts.prompts import Prompt

#: The columns, in their order. New ones are added at the end.
COLUMNS: Final = (
    "as_of", "case", "victim", "id", "status", "severity", "due_by", "due_precision", "summary", "owed_by",
    "owner_role", "safe_contact", "unsafe_channels", "remind_at", "escalate_at", "target_by", "assess_now", "reason",
    "closed_by", "completes", "must_name", "obligations", "rules", "rights", "paragraphs", "editions", "layers",
    "evidence", "disputes", "triggers", "trigger_types", "trigger_dates", "breach", "unknown", "suspects", "crimes",
    "detail",
)  # fmt: skip


def row(prompt: Prompt, *, as_of: date) -> dict[str, str]:
    """Return one prompt as a row, not yet escaped: several values of one cell are separated by ``; ``.

    >>> from victims_code import Case, Event, Victim, assess
    >>> from victims_code.prompts.making import prompts_of
    >>> case = Case("C1", [Victim("V1", vulnerable=True)], [Event("e1", "suspect_arrested", at=date(2026, 5, 5))])
    >>> prompt, *_ = prompts_of(assess(case, as_of=date(2026, 5, 6)))
    >>> row(prompt, as_of=date(2026, 5, 6))["obligations"]
    'V1/R6.arrest/e1'
    """
    safe, basis = prompt.safe_contact, prompt.basis
    found = {
        "as_of": as_of.isoformat(),
        "case": prompt.case,
        "victim": prompt.victim,
        "id": prompt.id,
        "status": prompt.status.value,
        "severity": "" if prompt.severity is None else prompt.severity.value,
        "due_by": _day(prompt.due_by),
        "due_precision": prompt.due_precision.value,
        "summary": prompt.summary,
        "owed_by": prompt.owed_by,
        "owner_role": prompt.owner_role or "",
        "safe_contact": "" if safe is None else "restricted",
        "unsafe_channels": "" if safe is None else _joined(safe.unsafe_channels),
        "remind_at": _day(prompt.remind_at),
        "escalate_at": _day(prompt.escalate_at),
        "target_by": _day(prompt.target_by),
        "assess_now": "true" if prompt.assess_now else "false",
        "reason": prompt.reason,
        "closed_by": prompt.closed_by or "",
        "completes": _joined(prompt.completes),
        "must_name": _joined(prompt.must_name),
        "obligations": _joined(prompt.obligations),
        "rules": _joined(each.rule for each in basis),
        "rights": _joined(str(right) for right in prompt.rights),
        "paragraphs": _joined(each.paragraph for each in basis),
        "editions": _joined(each.edition for each in basis),
        "layers": _joined(each.layer or "" for each in basis),
        "evidence": _joined(each.evidence for each in basis),
        "disputes": _joined(dispute for each in basis for dispute in each.disputes),
        "triggers": _joined(each.trigger for each in basis),
        "trigger_types": _joined(each.trigger_type for each in basis),
        "trigger_dates": _joined(each.trigger_date.isoformat() for each in basis),
        "breach": _joined(each.breach.value for each in basis),
        "unknown": _joined(unknown for each in basis for unknown in each.unknown),
        "suspects": _joined(prompt.suspects),
        "crimes": _joined(prompt.crimes),
        "detail": prompt.detail,
    }
    return {name: found[name] for name in COLUMNS}


def write_rows(prompts: Iterable[Prompt], *, as_of: date) -> Iterator[str]:
    """Write the header and a row a prompt, piece by piece: UTF-8 without a mark, lines ended by CR LF.

    >>> next(write_rows([], as_of=date(2026, 5, 6)))[:22]
    'as_of,case,victim,id,s'
    """
    yield _line(dict(zip(COLUMNS, COLUMNS, strict=True)))
    for prompt in prompts:
        yield _line({name: for_csv(cell) for name, cell in row(prompt, as_of=as_of).items()})


def _line(cells: Mapping[str, str]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerow(cells.values())
    return text.getvalue()


def _joined(values: Iterable[str]) -> str:
    """Put the values that say something into one cell, each once."""
    return "; ".join(dict.fromkeys(value for value in values if value))


def _day(when: When | None) -> str:
    return "" if when is None else format_when(when)
