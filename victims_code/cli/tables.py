"""What a person reads of a case: the table of its duties, the working in words, the answer under every reading."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import groupby
from typing import Final

from victims_code.assessment import Assessment, Obligation, Severity, Status
from victims_code.assessment.every_reading import EveryReading
from victims_code.cli.duties import COUNTED_IN, blocks_of
from victims_code.cli.layout import Style, Styled, columns, wrapped
from victims_code.dates import day_in_words, format_when
from victims_code.escaping import for_terminal
from victims_code.interchange import explanation_document
from victims_code.truth import Truth

VERDICTS = {
    Truth.YES: "IN BREACH",
    Truth.NO: "not in breach",
    Truth.UNDETERMINED: "breach undetermined: an unknown fact decides",
}

_LOUD = {Truth.YES: Style.ALARM, Truth.NO: Style.GOOD, Truth.UNDETERMINED: Style.DOUBT}

#: How the duties of a case are grouped, in the order in which the groups stand; those with a date first.
_GROUPS: Final[tuple[tuple[str, str, tuple[Status, ...]], ...]] = (
    (
        "To do by a date",
        "To do, no date is set",
        (Status.OVERDUE, Status.DUE_TODAY, Status.PENDING, Status.OUTSTANDING),
    ),
    ("Undetermined", "Undetermined, no date is known", (Status.UNDETERMINED, Status.NOT_STARTED)),
    ("Done by a date", "Done, no date was set", (Status.MET_LATE, Status.MET, Status.RECORDED)),
    ("No longer to do", "No longer to do, no date was set", (Status.EXCUSED, Status.DECLINED, Status.LAPSED)),
    ("The victim's own time limit", "The victim's own time limit", (Status.WINDOW_OPEN, Status.WINDOW_CLOSED)),
)

#: Statuses that are shown with a number of days.
_COUNTED = (Status.OVERDUE, Status.PENDING, Status.MET_LATE)

#: How many of the facts that would settle something are told.
_MOST_SETTLING = 5


def assessment_table(assessment: Assessment, *, details: bool = False) -> str:
    """Write one case: the verdict, what is next, every duty in words, and every finding.

    With `details` the ids, the grades of the evidence, the open disputes, and what would settle a doubt.
    """
    lines = [*_heading(assessment), *columns(_facts(assessment))]
    lines += _duties(assessment, details=details) or ["", "  no obligation arises"]
    if details:
        found = assessment.would_settle()[:_MOST_SETTLING]
        lines += ["", *columns([("would settle", str(settling)) for settling in found])] if found else []
    lines += ["", *_findings(assessment)] if assessment.findings else []
    return "\n".join(lines)


def _heading(assessment: Assessment) -> list[str]:
    verdict = assessment.in_breach
    return wrapped(f"{_place(assessment)}: {VERDICTS[verdict]}", style=_LOUD[verdict])


def _place(assessment: Assessment) -> str:
    return f"{assessment.case.id} on {day_in_words(assessment.as_of)}"


def _facts(assessment: Assessment) -> list[tuple[str, str]]:
    """Say what stands above the duties: what is next, Enhanced Rights, and what the answer rests on."""
    next_due, change = assessment.next_due, assessment.next_change_at
    words = "nothing"
    if next_due is not None and next_due.due_by is not None:
        words = f"{_days_of(next_due.due_by, next_due.due_by_if_enhanced)}: {next_due.rule.short}"
        words += f" ({next_due.status.value.replace('_', ' ')})"
    facts = [("next due", words)]
    facts.append(("next change", "never, if nothing else happens" if change is None else day_in_words(change)))
    facts += [
        (f"Enhanced Rights of {name}", _enhanced(answer.entitled, (*answer.because, *answer.unknown)))
        for name, answer in assessment.enhanced_rights.items()
    ]
    return facts + [("the law", words) for words in _law(assessment)]


def _days_of(due: date, earlier: date | None) -> str:
    return (
        day_in_words(due) if earlier is None else f"{day_in_words(due)} (or {day_in_words(earlier)} if Enhanced Rights)"
    )


def _duties(assessment: Assessment, *, details: bool) -> list[str]:
    """Set the duties in groups, those with a date first; the order within a group is that of the answer."""
    dated = [duty for duty in assessment if duty.due_by is not None or duty.bound is not None]
    undated = [duty for duty in assessment if duty.due_by is None and duty.bound is None]
    several = len(assessment.case.victims) > 1
    lines: list[str] = []
    for duties in (dated, undated):  # each with columns of its own
        duties.sort(key=_order)
        blocks = iter(blocks_of(duties, lambda duty: duty.victim if several else "", details=details))
        for group, members in groupby(duties, key=lambda duty: _order(duty)[0]):
            with_date, without_date, _ = _GROUPS[group]
            heading = without_date if duties is undated else with_date
            lines += ["", *wrapped(heading, "  ", style=Style.HEADING)]
            lines += [line for _ in members for line in next(blocks)]
    counts = any(each.due_by and each.status in _COUNTED for each in assessment)
    return [*lines, *(["", *wrapped(COUNTED_IN, "  ", style=Style.QUIET)] if counts else [])]


def _order(duty: Obligation) -> tuple[int, int]:
    """Return the group that a duty stands in, and where by its status."""
    (found,) = (
        (group, statuses.index(duty.status))
        for group, (_, _, statuses) in enumerate(_GROUPS)
        if duty.status in statuses
    )
    return found


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
    styles = {Severity.WARNING: Style.WARNING, Severity.INFORMATION: Style.QUIET}
    return columns(
        [(Styled(found.severity.value, styles[found.severity]), found.message) for found in assessment.findings]
    )


def explanation_text(assessment: Assessment, obligations: Sequence[Obligation]) -> str:
    """Write the working of each obligation: the sentence, then every step with what stands behind it."""
    parts = ["\n".join(_heading(assessment))]
    if not obligations:
        parts.append("\n".join(["no obligation arises", *_findings(assessment)]))
    for obligation in obligations:
        lines = [*wrapped(obligation.id, style=Style.HEADING), *wrapped(obligation.why(), "  ")]
        for step in obligation.trace():
            behind = [*step.sources, *((f"evidence: {step.evidence}",) if step.evidence else ())]
            text = f"{step.text} [{'; '.join(behind)}]" if behind else step.text
            lines += wrapped(text, f"    {step.name.replace('_', ' '):<16}", " " * 20)
        parts.append("\n".join(lines))
    sources = explanation_document(assessment, obligations)["sources"]
    if isinstance(sources, dict) and sources:
        widest = max(map(len, sources))
        # An address is not folded: it is there to be followed.
        cited = [for_terminal(f"  {key:<{widest}}  {where}") for key, where in sources.items()]
        parts.append("\n".join(["sources", *cited]))
    return "\n\n".join(parts)


def readings_text(found: EveryReading) -> str:
    """Write the answer under every disputed reading: the verdict, what splits it, and each obligation that is split."""
    assessment, agreed = found.assessment, found.in_breach
    reach = "every reading" if not found.held else "every reading that was worked out"
    verdict = "THE READINGS DISAGREE" if agreed is None else f"{VERDICTS[agreed]}, under {reach}"
    loud = Style.DOUBT if agreed is None else _LOUD[agreed]
    counts = ", ".join(f"{verdict.value} under {count}" for verdict, count in found.verdicts.items())
    facts = [("combinations", f"{found.combinations}, of the readings that touch this case: {len(found.readings)}")]
    facts += [("in breach", counts)]
    facts += [("the law", words) for words in _law(assessment)]
    if found.held:
        facts += [("held", f"to their defaults, as there would be too many combinations: {', '.join(found.held)}")]
    lines = [*wrapped(f"{_place(assessment)}: {verdict}", style=loud), *columns(facts)]
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
        lines += ["", *wrapped(f"{disputed.obligation}, split by {', '.join(disputed.split_by)}", "  ")]
        lines += columns(
            [(f"{count} of {found.combinations}", str(answer)) for answer, count in disputed.answers], indent="    "
        )
    same = len(found.obligations) - len(split)
    lines += ["", f"  the same under every reading: {same} of {len(found.obligations)} obligations"]
    return "\n".join(lines)


def _enhanced(entitled: Truth, words: Sequence[str]) -> str:
    return f"{entitled.value}: {'; '.join(words)}" if words else entitled.value
