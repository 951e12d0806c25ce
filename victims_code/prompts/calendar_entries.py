"""Prompts as calendar entries, iCalendar (RFC 5545): a task a prompt, and an all-day entry on the day it is due.

The library that writes them comes with the extra ``ics`` and is loaded when the first entry is asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time
from typing import Any, Final

from victims_code.assessment import Assessment
from victims_code.dates import FIRST_YEAR, LONDON
from victims_code.errors import VictimsCodeError
from victims_code.escaping import for_calendar
from victims_code.prompts.prompts import DuePrecision, Prompt, PromptSeverity, PromptStatus

#: The most events of a record that count in a sequence: as many as a case file holds.
MOST_EVENTS: Final = 20_000

#: When a person is reminded, by London's clock.
REMINDED_AT: Final = time(9)

#: The day from which the days of a sequence are counted: before any date that is read.
_FIRST_DAY: Final = date(FIRST_YEAR, 1, 1)

_OPENING: Final = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//victims-code//prompts 1//EN\r\n"
_CLOSING: Final = "END:VCALENDAR\r\n"

_DONE: Final = {
    PromptStatus.OPEN: "NEEDS-ACTION",
    PromptStatus.COMPLETED: "COMPLETED",
    PromptStatus.CANCELLED: "CANCELLED",
}

#: 1 is the most pressing and 9 the least.
_PRIORITY: Final = {
    PromptSeverity.SERIOUSLY_OVERDUE: 1,
    PromptSeverity.OVERDUE: 2,
    PromptSeverity.DUE_TODAY: 3,
    PromptSeverity.DUE_SOON: 5,
    PromptSeverity.NOT_DUE_YET: 7,
}

#: Of these days it is not certain that they hold.
_UNSURE: Final = (DuePrecision.PROVISIONAL, DuePrecision.UNDETERMINED)


def write_calendar(answers: Iterable[tuple[Assessment, Iterable[Prompt]]]) -> Iterator[str]:
    """Write the prompts of cases as one calendar, piece by piece, lines folded and ended by CR LF.

    :raises VictimsCodeError: when the library that writes them is not installed.
    """
    check_library()
    yield _OPENING
    for assessment, prompts in answers:
        events = len(assessment.case.events)
        for prompt in prompts:
            for entry in calendar_entries(prompt, as_of=assessment.as_of, events=events):
                yield entry.to_ical().decode("utf-8")
    yield _CLOSING


def calendar_entries(prompt: Prompt, *, as_of: date, events: int) -> tuple[Any, ...]:
    """Return a prompt as a task, and where it has or had a day as an all-day entry too, for calendars without tasks.

    `events` is how many events the case record holds. A task that is done says so in each way that a program may go by:
    its status, 100 per cent, and when. That is midnight by UTC on the London day on which it was done: the Code counts
    days, and a task can hold no day there. Both entries are confidential, and the second shows nobody as
    busy.

    :raises VictimsCodeError: when the library that writes them is not installed.
    """
    library = _library()
    task = library.Todo()
    _describe(task, prompt, as_of=as_of, events=events, kind="todo")
    task.add("status", _DONE[prompt.status])
    if prompt.status is PromptStatus.COMPLETED:
        task.add("percent-complete", 100)
        if prompt.done_on is not None:
            task.add("completed", datetime.combine(prompt.done_on, time(), UTC))
    if prompt.severity is not None:
        task.add("priority", _PRIORITY[prompt.severity])
    if prompt.due_by is not None:
        task.add("due", prompt.due_by)
    if prompt.is_open and prompt.remind_at is not None:
        task.add_component(_reminder(library, prompt, prompt.remind_at))
    day = _day(prompt)
    if day is None:
        return (task,)
    entry = library.Event()
    _describe(entry, prompt, as_of=as_of, events=events, kind="day")
    entry.add("dtstart", day)
    entry.add("transp", "TRANSPARENT")
    entry.add("status", _standing(prompt))
    return task, entry


def sequence(as_of: date, events: int) -> int:
    """Return the number by which a calendar tells a later state of an entry from an earlier one.

    It rises with each day and, within a day, with each event that is added to the record, a correction or a void among
    them. It needs no memory of what was written before.

    >>> sequence(date(2026, 5, 6), 3) < sequence(date(2026, 5, 6), 4) < sequence(date(2026, 5, 7), 4)
    True
    """
    return (as_of - _FIRST_DAY).days * (MOST_EVENTS + 1) + min(events, MOST_EVENTS)


def check_library() -> None:
    """Refuse to go on without the library that writes calendar entries.

    :raises VictimsCodeError: when it is not installed, naming how to get it.
    """
    _library()


def _library() -> Any:  # noqa: ANN401 - a module that may not be there
    try:
        import icalendar
    except ImportError:
        msg = "calendar entries need the library icalendar, which is not installed; pip install victims-code[ics]"
        raise VictimsCodeError(msg) from None
    return icalendar


def _describe(entry: Any, prompt: Prompt, *, as_of: date, events: int, kind: str) -> None:  # noqa: ANN401 - as above
    """Add what both entries say alike."""
    entry.add("uid", f"{prompt.id}-{kind}@victims-code")
    entry.add("dtstamp", datetime.combine(as_of, time(), UTC))
    entry.add("sequence", sequence(as_of, events))
    entry.add("class", "CONFIDENTIAL")
    entry.add("summary", for_calendar(prompt.summary))
    whose = f"{for_calendar(prompt.case)}, {for_calendar(prompt.victim)}"
    entry.add("description", f"{for_calendar(prompt.detail)}\n{whose}")
    entry.add("categories", ["Victims' Code", *(f"Right {right}" for right in prompt.rights)])


def _reminder(library: Any, prompt: Prompt, day: date) -> Any:  # noqa: ANN401 - as above
    """Return the alarm of a task, at an absolute time: one that is relative to a date rings at midnight or never."""
    alarm = library.Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", for_calendar(prompt.summary))
    rings = datetime.combine(day, REMINDED_AT, LONDON).astimezone(UTC)
    alarm.add("trigger", rings, parameters={"VALUE": "DATE-TIME"})
    return alarm


def _day(prompt: Prompt) -> date | None:
    """Return the day of the all-day entry.

    A duty that fell away with its trigger has no due day any more. Its entry is still written, cancelled, on the day of
    the trigger: an entry that was imported earlier would otherwise stand for ever.
    """
    is_withdrawn = prompt.status is PromptStatus.CANCELLED and prompt.due_precision is not DuePrecision.UNTIMED
    return prompt.basis[0].trigger_date if prompt.due_by is None and is_withdrawn else prompt.due_by


def _standing(prompt: Prompt) -> str:
    if prompt.status is PromptStatus.CANCELLED:
        return "CANCELLED"
    return "TENTATIVE" if prompt.is_open and prompt.due_precision in _UNSURE else "CONFIRMED"
