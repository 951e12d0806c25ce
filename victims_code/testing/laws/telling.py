"""Telling: how a law that was broken is explained, to a person who has to find the fault in their own system."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final

from victims_code.assessment import Assessment, Obligation, assess
from victims_code.calendars import WorkingDays
from victims_code.dates import day_in_words
from victims_code.errors import InvalidFact, OutsideCalendar
from victims_code.rulebook import Clock, Unit
from victims_code.testing.questions import Answer, Question, duties


class LawBroken(AssertionError):
    """A system's answer cannot be right: the message says whose duty, by when, what was said, and why it cannot be.

    It ends with the question as Python text, to paste into a test.
    """


def broken(question: Question, law: str, *said: str, duty: str | None = None) -> LawBroken:
    """Make the error of a broken law: the law in words, what the system said, and how we read the `duty` it is about.

    The day of `question` is the one on which the duty is told.
    """
    from victims_code.testing.constructors import as_code

    working = () if duty is None else _working(question, duty)
    return LawBroken("\n".join([law, *said, *working, "To ask again:", as_code(question)]))


def on(question: Question) -> str:
    """Return the day of a question in words.

    >>> from victims_code import Case
    >>> on(Question(Case("C1", []), date(2026, 5, 5)))
    'on Tuesday 5 May 2026'
    """
    return f"on {day_in_words(question.as_of)}"


def shown(value: Any) -> str:  # noqa: ANN401 - a value of an answer is any that JSON has
    """Return a value of an answer as a person reads it: a date with its weekday, the rest as JSON has it.

    >>> shown("2026-05-05"), shown(None), shown("met_late")
    ('Tuesday 5 May 2026', 'none', 'met_late')
    """
    if value is None:
        return "none"
    if isinstance(value, str):
        return day_in_words(date.fromisoformat(value)) if _DATE.fullmatch(value) else value
    if isinstance(value, date):
        return f"{day_in_words(value)} (a {type(value).__name__}, where JSON has a text)"
    return json.dumps(value, default=repr, ensure_ascii=False)


def listed(words: Iterable[str], most: int = 6) -> str:
    """Join words with commas; of more than `most`, say how many there are.

    >>> listed(["Saturday", "Sunday"])
    'Saturday and Sunday'
    """
    found = list(words)
    if len(found) > most:
        return f"{', '.join(found[:most])} and {len(found) - most} more"
    return " and ".join([", ".join(found[:-1]), found[-1]] if found[1:] else found)


def assessed(question: Question) -> Assessment:
    """Return this library's own answer to a question.

    :raises OutsideCalendar: when a due date lies past the years of the calendar.
    """
    return assess(
        question.case,
        as_of=question.as_of,
        known_at=question.known_at,
        readings=question.readings or None,
        layers=question.layers,
    )


def known_duties(question: Question) -> dict[str, Obligation]:
    """Return the obligations as this library sees them, by id; none where the calendar does not reach so far."""
    try:
        return {obligation.id: obligation for obligation in assessed(question)}
    except OutsideCalendar:
        return {}


def duties_told(question: Question, answer: Answer) -> dict[str, Mapping[str, Any]]:
    """Return what an answer says of each obligation, by id.

    :raises LawBroken: when it tells one twice, or what it tells is no obligation.
    """
    try:
        return duties(answer)
    except InvalidFact as error:
        raise broken(
            question, "An answer tells each obligation once, by its id.", f"The system did not: {error}."
        ) from error


def waiting_duties(question: Question) -> list[Obligation]:
    """Return the obligations, as this library sees them, whose clock starts at a receipt that is not on record."""
    return [
        duty
        for duty in known_duties(question).values()
        if duty.rule.clock is Clock.RECEIVED_AT and duty.trigger.received_at is None
    ]


def _working(question: Question, duty: str) -> tuple[str, ...]:
    """Say how this library reads a duty, with the days that its count passes over."""
    found = known_duties(question).get(duty)
    if found is None:
        return (f"As this library reads the Code, {duty} does not arise {on(question)}.",)
    return (f"As this library reads the Code: {found.why()}", *counted(found))


def counted(obligation: Obligation) -> tuple[str, ...]:
    """Say which days the count of a duty passes over; nothing where it is not counted in Working Days."""
    start, due, limit = obligation.clock_start, obligation.due_by, obligation.limit
    if start is None or due is None or limit is None or limit.unit is not Unit.WORKING_DAYS:
        return ()
    return (passed_over(obligation.assessment.calendar, start, due),)


def passed_over(calendar: WorkingDays, start: date, due: date) -> str:
    """Say which day is day 0, and which days are no Working Days on the way to the due date.

    >>> from victims_code.calendars import england_and_wales
    >>> passed_over(england_and_wales(), date(2026, 5, 8), date(2026, 5, 12))
    'Day 0 is Friday 8 May 2026; not counted: Saturday 9 May 2026 and Sunday 10 May 2026.'
    """
    day_0 = calendar.add(start, 0) if calendar.counts_from_next_working_day else start
    days = [date.fromordinal(day) for day in range(start.toordinal() + 1, due.toordinal())]
    closed = [day_with_reason(calendar, day) for day in days if not calendar.is_working_day(day)]
    return f"Day 0 is {day_in_words(day_0)}; not counted: {listed(closed, most=12) or 'none'}."


def day_with_reason(calendar: WorkingDays, day: date) -> str:
    """Return a day in words, with the name of the bank holiday where it is one.

    >>> from victims_code.calendars import england_and_wales
    >>> day_with_reason(england_and_wales(), date(2026, 5, 4))
    'Monday 4 May 2026 (Early May bank holiday)'
    """
    reason = calendar.reason(day)
    is_plain = reason is None or day_in_words(day).startswith(reason)
    return day_in_words(day) if is_plain else f"{day_in_words(day)} ({reason})"


_DATE: Final = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
