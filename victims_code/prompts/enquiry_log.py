"""Prompts as plain text for an enquiry log, in English or Welsh: what restricts contact stands before all else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from victims_code.escaping import for_terminal
from victims_code.prompts.labels import Labels, day_in_language, labels
from victims_code.prompts.prompts import Basis, DuePrecision, Prompt, SafeContact


def log_entry(prompts: Iterable[Prompt], *, case: str, as_of: date, language: str = "en") -> str:
    """Write the prompts of one case: by victim, what is asked for before what is done.

    The words around a prompt are in the language that is asked for; the duty, and how it came about, stay in the words
    of the Code and of the record.

    :raises InvalidFact: when there are no labels in the language.

    >>> print(log_entry([], case="C1", as_of=date(2026, 5, 6)), end="")
    Case C1, as of 6 May 2026: nothing to prompt for
    >>> print(log_entry([], case="C1", as_of=date(2026, 5, 6), language="cy"), end="")
    Achos C1, ar 6 Mai 2026: dim i'w wneud
    """
    words = labels(language)
    heading = words["heading"]
    top = f"{heading['case']} {case}, {heading['as_of']} {day_in_language(as_of, language)}"
    victims: dict[str, list[Prompt]] = {}
    for prompt in prompts:
        victims.setdefault(prompt.victim, []).append(prompt)
    if not victims:
        return f"{top}: {heading['nothing']}\n"
    lines = [top]
    for victim, asked in victims.items():
        lines += ["", f"{heading['victim']} {victim}"]
        safe = next((prompt.safe_contact for prompt in asked if prompt.safe_contact is not None), None)
        lines += [] if safe is None else [f"  {_restriction(safe, words)}"]
        for prompt in sorted(asked, key=lambda each: not each.is_open):
            lines += _lines(prompt, words, language)
    return "\n".join(map(for_terminal, lines)) + "\n"


def _restriction(safe: SafeContact, words: Labels) -> str:
    heading = words["heading"]
    channels = ", ".join(safe.unsafe_channels)
    ways = f"{heading['not_by']} {channels}" if channels else heading["ways_not_recorded"]
    return f"{heading['safe_contact']}: {ways} ({', '.join(safe.events)}). {heading['read_first']}."


def _lines(prompt: Prompt, words: Labels, language: str) -> list[str]:
    """Write one prompt: what to do on a line of its own, then who, how it is completed, and what it rests on."""
    heading = words["heading"]
    lines = [f"  {_how_pressing(prompt, words)}: {prompt.summary}"]
    who = [f"{heading['owed_by']}: {prompt.owed_by}"]
    who += [f"{heading['owner_role']}: {prompt.owner_role}"] if prompt.owner_role else []
    dated = {"due_by": prompt.due_by, "remind_at": prompt.remind_at, "escalate_at": prompt.escalate_at}
    days = [
        f"{heading[name]}: {day_in_language(day, language)}"
        for name, day in dated.items()
        if day is not None and prompt.is_open
    ]
    lines.append(f"    {'; '.join([*who, *days])}")
    if prompt.is_open:
        if prompt.due_precision is not DuePrecision.EXACT:
            lines.append(f"    {words['precision'][prompt.due_precision]}")
        named = f", {heading['must_name']} {', '.join(prompt.must_name)}" if prompt.must_name else ""
        lines.append(f"    {heading['completes']}: {', '.join(prompt.completes)}{named}")
        if prompt.assess_now:
            lines.append(f"    {heading['assess_now']}")
    lines += [f"    {heading['basis']}: {_basis(basis, heading)}" for basis in prompt.basis]
    return [*lines, f"    {heading['reference']}: {prompt.id}"]


def _how_pressing(prompt: Prompt, words: Labels) -> str:
    if prompt.severity is not None:
        return words["severity"][prompt.severity]
    status = words["status"][prompt.status]
    return status if prompt.closed_by is None else f"{status} ({words['heading']['closed_by']} {prompt.closed_by})"


def _basis(basis: Basis, heading: Mapping[str, str]) -> str:
    """Name the duty, how well it is evidenced and what is in dispute of it: nothing unproven may look proven."""
    parts = [basis.obligation, f"{heading['right']} {basis.right}", f"{heading['evidence']}: {basis.evidence}"]
    parts += [f"{heading['disputes']}: {', '.join(basis.disputes)}"] if basis.disputes else []
    parts += [f"{heading['local']}: {basis.layer}"] if basis.layer is not None else []
    parts += [f"{heading['not_known']}: {', '.join(basis.unknown)}"] if basis.unknown else []
    return "; ".join(parts)
