"""What a person reads: the table of a case, the board of many, the working in words, the rulebook."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence

from victims_code.assessment import Assessment, Obligation, Severity, Status
from victims_code.assessment.every_reading import EveryReading
from victims_code.dates import day_in_words, format_when
from victims_code.interchange import explanation_document
from victims_code.rulebook import Rulebook
from victims_code.truth import Truth

#: The width that sentences are wrapped to; the same on every terminal, so that the same facts give the same bytes.
WIDTH = 110

VERDICTS = {
    Truth.YES: "IN BREACH",
    Truth.NO: "not in breach",
    Truth.UNDETERMINED: "breach undetermined: an unknown fact decides",
}

_OPEN = (Status.PENDING, Status.DUE_TODAY, Status.OVERDUE)


def columns(rows: Sequence[Sequence[str]], *, indent: str = "  ") -> list[str]:
    """Set rows in columns as wide as their widest cell; the last column is as long as it is."""
    if not rows:
        return []
    widths = [max(len(row[index]) for row in rows) for index in range(len(rows[0]))]
    return [
        (indent + "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))).rstrip()
        for row in rows
    ]


def assessment_table(assessment: Assessment) -> str:
    """Write one case: the verdict, what is next, every obligation and every finding."""
    lines = [f"{assessment.case.id} on {day_in_words(assessment.as_of)}: {VERDICTS[assessment.in_breach]}"]
    next_due = assessment.next_due
    facts = [("next due", "nothing" if next_due is None else f"{_due(next_due)}  {next_due.id} ({next_due.status})")]
    change = assessment.next_change_at
    facts.append(("next change", "never, if nothing else happens" if change is None else change.isoformat()))
    facts += [
        (f"Enhanced Rights of {name}", _enhanced(answer.entitled, (*answer.because, *answer.unknown)))
        for name, answer in assessment.enhanced_rights.items()
    ]
    facts += [("the law", words) for words in _law(assessment)]
    lines += columns(facts)
    head = ["due by", "status", "owed by", "obligation", "evidence"]
    rows = [[_due(o), str(o.status), _owing(o), o.id, _evidence(o)] for o in assessment.obligations]
    if assessment.law.layers:
        head.insert(1, "local target")
        for row, obligation in zip(rows, assessment.obligations, strict=True):
            row.insert(1, _target(obligation))
    rows = [head, *rows]
    lines += ["", *(columns(rows) if len(rows) > 1 else ["  no obligation arises"])]
    lines += _settling(assessment)
    lines += ["", *_findings(assessment)] if assessment.findings else []
    return "\n".join(lines) + "\n"


def _settling(assessment: Assessment) -> list[str]:
    """Say what to record to settle what is undetermined, the most telling first."""
    found = assessment.would_settle()[:_MOST_SETTLING]
    return ["", *columns([("would settle", str(settling)) for settling in found])] if found else []


#: How many of the facts that would settle something are told.
_MOST_SETTLING = 5


def _owing(obligation: Obligation) -> str:
    return obligation.owed_by if obligation.held_by is None else f"{obligation.owed_by} (now {obligation.held_by})"


def _target(obligation: Obligation) -> str:
    target = obligation.target
    return "" if target is None else f"{format_when(target.by)[:16]} {target.status}"


def _law(assessment: Assessment) -> list[str]:
    """Say what the answer rests on where that is not the plain law of the day."""
    versions = assessment.versions
    words = _as_if(assessment)
    if assessment.known_at is not None:
        words.append(f"as known at {format_when(assessment.known_at)}")
    if "+" in versions.code:
        words.append(f"each event under the edition in force on its day: {versions.code.replace('+', ', ')}")
    words += [f"reading {name}: {choice.words}" for name, choice in assessment.law.chosen.items()]
    words += [f"local standards beside the Code: {layer.title}" for layer in assessment.law.layers]
    return words


def _as_if(assessment: Assessment) -> list[str]:
    """Say where an edition was applied to what happened before it, which nobody should take for the law of the time."""
    book = assessment.rulebook
    if not assessment.law.whatever_the_date:
        return []
    if book.in_force_from is None:
        return [f"as if the {book.name} edition, which is laid and not in force, had held"]
    if all(event.date >= book.in_force_from for event in assessment.history.events):
        return []
    return [f"as if the {book.name} edition, in force from {day_in_words(book.in_force_from)}, had held before"]


def _findings(assessment: Assessment) -> list[str]:
    return columns([(finding.severity.value, finding.message) for finding in assessment.findings])


def explanation_text(assessment: Assessment, obligations: Sequence[Obligation]) -> str:
    """Write the working of each obligation: the sentence, then every step with what stands behind it."""
    parts = [f"{assessment.case.id} on {day_in_words(assessment.as_of)}: {VERDICTS[assessment.in_breach]}"]
    if not obligations:
        parts.append("\n".join(["no obligation arises", *_findings(assessment)]))
    for obligation in obligations:
        lines = [obligation.id, *_wrapped(obligation.why(), "  ")]
        for step in obligation.trace():
            behind = [*step.sources, *((f"evidence: {step.evidence}",) if step.evidence else ())]
            text = f"{step.text} [{'; '.join(behind)}]" if behind else step.text
            lines += _wrapped(f"{step.name.replace('_', ' '):<16}{text}", "    ", " " * 20)
        parts.append("\n".join(lines))
    sources = explanation_document(assessment, obligations)["sources"]
    if isinstance(sources, dict) and sources:
        parts.append("\n".join(["sources", *columns(list(sources.items()))]))
    return "\n\n".join(parts)


def readings_text(found: EveryReading) -> str:
    """Write the answer under every disputed reading: the verdict, what splits it, and each obligation that is split."""
    assessment, agreed = found.assessment, found.in_breach
    reach = "every reading" if not found.held else "every reading that was worked out"
    verdict = "THE READINGS DISAGREE" if agreed is None else f"{VERDICTS[agreed]}, under {reach}"
    counts = ", ".join(f"{verdict.value} under {count}" for verdict, count in found.verdicts.items())
    facts = [("combinations", f"{found.combinations}, of the readings that touch this case: {len(found.readings)}")]
    facts += [("in breach", counts)]
    facts += [("the law", words) for words in _law(assessment)]
    if found.held:
        facts += [("held", f"to their defaults, as there would be too many combinations: {', '.join(found.held)}")]
    lines = [f"{assessment.case.id} on {day_in_words(assessment.as_of)}: {verdict}", *columns(facts)]
    split = [disputed for disputed in found.obligations if disputed.agreed is None]
    splitting = {name for disputed in split for name in disputed.split_by}
    rows = [("reading", "disputes", "splits", "asks")]
    rows += [
        (
            reading.name,
            " ".join(reading.disputes) or "-",
            "the case" if reading.name in found.split_by else "a duty" if reading.name in splitting else "nothing",
            reading.asks,
        )
        for reading in found.readings.values()
    ]
    lines += ["", *columns(rows)] if found.readings else ["", "  no disputed reading touches this case"]
    for disputed in split:
        lines += ["", f"  {disputed.obligation}, split by {', '.join(disputed.split_by)}"]
        lines += columns(
            [(f"{count} of {found.combinations}", str(answer)) for answer, count in disputed.answers], indent="    "
        )
    same = len(found.obligations) - len(split)
    lines += ["", f"  the same under every reading: {same} of {len(found.obligations)} obligations"]
    return "\n".join(lines)


def rules_table(book: Rulebook, rows: Iterable[dict[str, str]]) -> str:
    """Write the rulebook in brief; csv and json give every column."""
    shown = [("rule", "kind", "owed by", "limit", "enhanced", "evidence", "disputes")]
    shown += [
        (r["id"], r["kind"], r["owed_by"], r["standard"], r["enhanced"], r["evidence"], r["disputes"]) for r in rows
    ]
    return "\n".join([book.title, "", *columns(shown, indent="")])


def board(answers: Sequence[tuple[str, str, Assessment]], *, every: bool) -> str:
    """Write a board of many cases: the verdicts, then each case with what is overdue, missed and unknown."""
    rows = [("case", "as of", "in breach", "next due", "overdue", "breaches", "undetermined")]
    for _, _, answer in answers:
        next_due = answer.next_due
        rows.append(
            (
                answer.case.id,
                answer.as_of.isoformat(),
                answer.in_breach.value,
                "-" if next_due is None else f"{_due(next_due)} {next_due.id}",
                str(len(answer.with_status(Status.OVERDUE))),
                str(len(answer.breaches())),
                str(sum(o.breach is Truth.UNDETERMINED for o in answer)),
            )
        )
    parts = ["\n".join(["THE BOARD", *columns(rows, indent="")])]
    parts += [_on_the_board(name, about, answer, every=every) for name, about, answer in answers]
    total = sum(len(answer) for _, _, answer in answers)
    parts.append(f"{len(answers)} cases, {total} obligations. Explain one: victims-code explain CASE --as-of DATE")
    return "\n\n".join(parts)


def _on_the_board(name: str, about: str, answer: Assessment, *, every: bool) -> str:
    lines = [f"{answer.case.id} ({name}) on {day_in_words(answer.as_of)}: {VERDICTS[answer.in_breach]}"]
    for words in (about, *_as_if(answer)):
        lines += _wrapped(words, "  ")
    for heading, obligations in (
        ("overdue and missed", answer.breaches()),
        ("still to do by a date", [o for o in answer if o.status in _OPEN and o.breach is Truth.NO and o.due_by]),
        ("cannot be told", [o for o in answer if o.breach is Truth.UNDETERMINED]),
        ("all else", [o for o in answer if o.breach is Truth.NO and o.status not in _OPEN] if every else []),
    ):
        if obligations:
            lines.append(f"  {heading}")
            for obligation in obligations:
                lines += _wrapped(f"{obligation.id}: {obligation.why()}", "    - ", "      ")
    warnings = [finding for finding in answer.findings if finding.severity is Severity.WARNING]
    if warnings:
        lines.append("  odd in the record")
        for message in dict.fromkeys(finding.message for finding in warnings):
            lines += _wrapped(message, "    - ", "      ")
    return "\n".join(lines)


def _due(obligation: Obligation) -> str:
    if obligation.due_by is None:
        return f"bound {obligation.bound}" if obligation.bound is not None else "-"
    earlier = obligation.due_by_if_enhanced
    return obligation.due_by.isoformat() + (f" (or {earlier.isoformat()})" if earlier is not None else "")


def _evidence(obligation: Obligation) -> str:
    return " ".join((str(obligation.evidence), *obligation.disputes))


def _enhanced(entitled: Truth, words: Sequence[str]) -> str:
    return f"{entitled.value}: {'; '.join(words)}" if words else entitled.value


def _wrapped(text: str, first: str, rest: str | None = None) -> list[str]:
    return textwrap.wrap(
        text,
        WIDTH,
        initial_indent=first,
        subsequent_indent=first if rest is None else rest,
        break_long_words=False,
        break_on_hyphens=False,
    )
