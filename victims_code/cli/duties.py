"""One duty as a person reads it in a list: how urgent it is, what it is, who owes it, and by when."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Final

from victims_code.assessment import Obligation, Status
from victims_code.cli.layout import Cell, Style, Styled, table, wrapped
from victims_code.dates import MONTHS, WEEKDAYS
from victims_code.explanation.sentences import before_in_words, target_in_words, unknown_in_words
from victims_code.rulebook import Kind
from victims_code.truth import Truth

#: What is said once under any list in which days are counted.
COUNTED_IN: Final = "Days are calendar days."

#: What stands before a line that says more of the duty above it.
_BELOW: Final = " " * 6

#: The column that names who owes it, and how wide it may be: the duty needs the room.
_WHO: Final = 3
_WIDEST_NAME: Final = 20

#: The longest name of a body that a list shows whole.
_LONGEST_NAME: Final = 100


def urgency(obligation: Obligation) -> tuple[int, date, date]:
    """Return where a duty stands in a list of what is to be done: by day, the soonest that may hold; doubts last."""
    due = obligation.due_by or obligation.bound or date.max
    return obligation.breach is Truth.UNDETERMINED, obligation.due_by_if_enhanced or due, due


def standing(obligation: Obligation) -> Styled:
    """Say how a duty stands in a word or two, and how many calendar days it is from the day of the answer."""
    words, style = _STANDINGS[obligation.status]
    return Styled(words if isinstance(words, str) else words(obligation), style or _pressing(obligation))


def blocks_of(
    obligations: Sequence[Obligation], whose: Callable[[Obligation], str], *, details: bool, days_only: bool = False
) -> list[list[str]]:
    """Set each duty in lines of its own, in columns that all of them share.

    How it stands, what it is, `whose` it is, who owes it, by when; a column that no duty fills is left out, and with
    `days_only` the last. Below stand what to find out where a fact is missing, a local target, and with `details` who
    owes it in full, the id, the grade of the evidence and the open disputes.
    """
    told = _told_apart(obligations)
    rows: list[list[Cell]] = [
        [standing(each), told.get(id(each), each.rule.short), whose(each), _who(each), "" if days_only else _when(each)]
        for each in obligations
    ]
    filled = [place for place in range(len(rows[0])) if any(row[place] for row in rows)] if rows else []
    most = {number: _WIDEST_NAME for number, place in enumerate(filled) if place == _WHO}
    blocks = table([[row[place] for place in filled] for row in rows], gap=" · ", most=most)
    return [
        [*block, *_below(obligation, details=details)] for obligation, block in zip(obligations, blocks, strict=True)
    ]


def _told_apart(obligations: Sequence[Obligation]) -> dict[int, str]:
    """Name the duties that would share all their words with another, each with what tells it apart from those."""
    alike: dict[tuple[str, str, str], list[Obligation]] = {}
    for each in obligations:
        alike.setdefault((each.assessment.case.id, each.victim, each.rule.short), []).append(each)
    found: dict[int, str] = {}
    for group in (group for group in alike.values() if len(group) > 1):
        named = ([mark(each) for each in group] for mark in _MARKS)
        marks = next((marks for marks in named if all(marks) and len(set(marks)) == len(marks)), map(str, group))
        found |= {id(each): f"{each.rule.short} ({mark})" for each, mark in zip(group, marks, strict=True)}
    return found


#: What may tell duties apart, the first that does: whom or what each is about, or the day or the id of its trigger.
_MARKS: Final[tuple[Callable[[Obligation], str | None], ...]] = (
    lambda duty: duty.suspect,
    lambda duty: duty.crime,
    lambda duty: _short(duty.trigger.date, duty),
    lambda duty: duty.trigger.id,
)


def _below(obligation: Obligation, *, details: bool) -> list[str]:
    """Write what stands below a duty: what to find out, a local target, and with `details` what is behind it."""
    target = target_in_words(obligation)
    lines = wrapped(f"check: {_to_find_out(obligation)}", _BELOW, style=Style.DOUBT) if _is_doubtful(obligation) else []
    lines += wrapped(f"local standard: {target}", _BELOW) if target else []
    lines += wrapped(_behind(obligation), _BELOW, style=Style.QUIET) if details else []
    return lines


def _to_find_out(obligation: Obligation) -> str:
    """Name the missing fact, and on which other day it is due if that is not as it may be."""
    words, due, earlier = unknown_in_words(obligation), obligation.due_by, obligation.due_by_if_enhanced
    if due is None or earlier is None:
        return words
    if _is_provisional(obligation):
        return f"{words}; if not, {_due(due, obligation)}"
    return f"{words}; if so, {_due(earlier, obligation)}"


def _who(obligation: Obligation) -> str:
    """Name who owes it by its first words: the rest stands below, with the details."""
    owed, held = _first_words(obligation.owed_by), obligation.held_by
    owed += " …" if owed != obligation.owed_by else ""
    if held is None:
        return owed
    return f"{owed} (now {held if len(held) <= _LONGEST_NAME else held[:_LONGEST_NAME] + '…'})"


def _first_words(owed_by: str) -> str:
    return re.split(r" \(|, ", owed_by, maxsplit=1)[0]


def _when(obligation: Obligation) -> str:
    """Say by which day, with a question mark where a fact may move it, or before what; empty where no day is set."""
    due, limit = obligation.due_by, obligation.limit
    if due is None:
        if obligation.bound is not None:
            return f"at the latest {_short(obligation.bound, obligation)}"
        return "" if limit is None or limit.event is None else before_in_words(obligation, limit.event)
    if obligation.kind is Kind.WINDOW:
        return f"{'ended' if due < obligation.assessment.as_of else 'ends'} {_short(due, obligation)}"
    if _is_provisional(obligation):
        return f"{_due(obligation.due_by_if_enhanced or due, obligation)}?"
    return f"{_due(due, obligation)}{'' if obligation.status is not Status.UNDETERMINED else '?'}"


def _due(day: date, obligation: Obligation) -> str:
    return f"{'was due' if day < obligation.assessment.as_of else 'due'} {_short(day, obligation)}"


def _short(day: date, obligation: Obligation) -> str:
    return short_day(day, obligation.assessment.as_of.year)


def short_day(day: date, year: int) -> str:
    """Write a day as short as it can be told: its year only where that is not `year`.

    >>> short_day(date(2026, 9, 1), 2026), short_day(date(2025, 12, 29), 2026)
    ('Tue 1 Sep', 'Mon 29 Dec 2025')
    """
    words = f"{WEEKDAYS[day.weekday()][:3]} {day.day} {MONTHS[day.month - 1][:3]}"
    return words if day.year == year else f"{words} {day.year}"


def days(number: int) -> str:
    """Count days in words.

    >>> days(1), days(2)
    ('1 day', '2 days')
    """
    return f"{number} day{'' if number == 1 else 's'}"


def _behind(obligation: Obligation) -> str:
    """Name a duty by its id, its place in the Code, and how sure we are of it."""
    rule = obligation.rule
    parts = [f"owed by {obligation.owed_by}"] if _first_words(obligation.owed_by) != obligation.owed_by else []
    parts += [obligation.id, f"Right {rule.right}{f', {rule.paragraph}' if rule.paragraph else ''}"]
    parts += [f"evidence: {rule.evidence}"]
    parts += [f"open: {', '.join(obligation.disputes)}"] if obligation.disputes else []
    parts += [f"local duty of {obligation.layer}"] if obligation.layer is not None else []
    return " · ".join(parts)


def _is_provisional(obligation: Obligation) -> bool:
    return obligation.due_by_if_enhanced is not None and obligation.status in (Status.PENDING, Status.DUE_TODAY)


def _is_doubtful(obligation: Obligation) -> bool:
    return (
        obligation.breach is Truth.UNDETERMINED
        or obligation.status is Status.UNDETERMINED
        or _is_provisional(obligation)
    )


def _overdue(obligation: Obligation) -> str:
    past = _days_from(obligation.due_by, obligation.assessment.as_of)
    return f"OVERDUE {days(past)}" if past else "OVERDUE since today"


def _pending(obligation: Obligation) -> str:
    soonest = obligation.due_by_if_enhanced or obligation.due_by
    left = _days_from(obligation.assessment.as_of, soonest)
    words = {0: "to do", 1: "due tomorrow"}.get(left, f"due in {left} days")
    if soonest == obligation.assessment.as_of:
        words = "due today"
    return f"{words}?" if _is_provisional(obligation) else words


def _met_late(obligation: Obligation) -> str:
    late = _days_from(obligation.due_by, obligation.met_on)
    return f"done {days(late)} late" if late else "done late"


def _days_from(first: date | None, last: date | None) -> int:
    return 0 if first is None or last is None else (last - first).days


def _pressing(obligation: Obligation) -> Style:
    """Return the style of what is still to be done by a day: the nearer, the louder."""
    left = _days_from(obligation.assessment.as_of, obligation.due_by_if_enhanced or obligation.due_by)
    return Style.SOON if left == 1 else Style.HEADING


#: How each status is shown: its words, or what makes them, and the style; where that is None it depends on the day.
_STANDINGS: Final[Mapping[Status, tuple[str | Callable[[Obligation], str], Style | None]]] = {
    Status.OVERDUE: (_overdue, Style.ALARM),
    Status.DUE_TODAY: ("due today", Style.WARNING),
    Status.PENDING: (_pending, None),
    Status.UNDETERMINED: ("undetermined", Style.DOUBT),
    Status.NOT_STARTED: ("not started", Style.DOUBT),
    Status.MET_LATE: (_met_late, Style.ALARM),
    Status.MET: ("done in time", Style.GOOD),
    Status.EXCUSED: ("excused", Style.QUIET),
    Status.DECLINED: ("declined", Style.QUIET),
    Status.LAPSED: ("lapsed", Style.QUIET),
    Status.WINDOW_OPEN: ("open", Style.QUIET),
    Status.WINDOW_CLOSED: ("closed", Style.QUIET),
    Status.OUTSTANDING: ("to do", Style.HEADING),
    Status.RECORDED: ("done", Style.GOOD),
}
