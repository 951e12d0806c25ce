"""Every start day of the calendar, every limit in use, both conventions, against an oracle that steps day by day."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import cache

import pytest

from tests import oracle
from tests.proof.weighing import Check, Enumerations, weigh
from victims_code.assessment.plans import due_day
from victims_code.calendars import WorkingDays, england_and_wales
from victims_code.errors import OutsideCalendar
from victims_code.rulebook import Limit, Unit, code_names, load_code

#: Too many answers to be traced one by one: other tests see to it that every branch is tested.
pytestmark = pytest.mark.no_cover

CALENDAR = england_and_wales()
FIRST, LAST = date(2006, 1, 1), date(2040, 12, 31)
DAYS = [FIRST + timedelta(days=i) for i in range((LAST - FIRST).days + 1)]

#: The two answers to the question from which day a limit counts: the calendar that has it, and the start that it means.
CONVENTIONS: dict[str, tuple[WorkingDays, Callable[[date], date]]] = {
    "the next Working Day is day 1": (CALENDAR, lambda day: day),
    "the next Working Day is day 0": (CALENDAR.counting_from_next_working_day(), oracle.on_or_after),
}

#: By month, in a year that is no leap year.
MONTH_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


@cache
def limits_in_use() -> tuple[Limit, ...]:
    """Every counted limit of a rule, or of a choice that changes a rule, in any edition."""
    found: dict[Limit | None, None] = {}
    for book in map(load_code, code_names()):
        for rule in book.rules:
            found.update(dict.fromkeys((rule.standard, rule.enhanced)))
        changes = [c.rules.values() for reading in book.readings.values() for c in reading.choices.values()]
        for fields in (fields for each in changes for fields in each):
            found.update(dict.fromkeys((fields.get("standard"), fields.get("enhanced"))))
    return tuple(limit for limit in found if limit is not None and limit.is_counted)


def months_later(day: date, months: int) -> date:
    """The same day of a later month, or that month's last day where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    is_leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    last = 29 if is_leap and month == 1 else MONTH_LENGTHS[month]
    return date(year, month + 1, min(day.day, last))


def expected(day: date, limit: Limit, start: Callable[[date], date]) -> date | None:
    """Work out a due day by plain steps; None where the calendar ends before it."""
    if limit.unit is Unit.WORKING_DAYS:
        return within(oracle.add(start(day), limit.amount))
    if limit.unit is Unit.DAYS:
        return day + timedelta(days=limit.amount)
    last = months_later(day, limit.amount * (12 if limit.unit is Unit.YEARS else 1))
    return last - oracle.ONE_DAY if limit.less_a_day else last


def within(day: date) -> date | None:
    return day if day <= LAST else None


def asked(question: Callable[..., date | int], *about: object) -> date | None:
    """The answer, which may be a day's ordinal, as a date; None where it leaves the calendar."""
    try:
        answer = question(*about)
    except OutsideCalendar:
        return None
    return date.fromordinal(answer) if isinstance(answer, int) else answer


def due_days() -> Iterator[Check]:
    """Ask the engine for the due day of every limit in use, from every day, by both conventions."""
    for name, (calendar, start) in CONVENTIONS.items():
        for limit in limits_in_use():
            for day in DAYS:
                yield (
                    (name, str(limit), day),
                    asked(due_day, day.toordinal(), limit, calendar),
                    expected(day, limit, start),
                )


def working_days() -> Iterator[Check]:
    """Ask the calendar itself, by date, by ordinal and in two steps, for every limit in Working Days, and for none."""
    amounts = (0, *sorted(limit.amount for limit in limits_in_use() if limit.unit is Unit.WORKING_DAYS))
    for name, (calendar, start) in CONVENTIONS.items():
        for n in amounts:
            for day in DAYS:
                right = within(oracle.add(start(day), n))
                yield (name, n, day), asked(calendar.add, day, n), right
                yield (name, n, day, "by ordinal"), asked(calendar.add_ordinal, day.toordinal(), n), right
                if calendar is not CALENDAR:
                    yield (name, n, day, "in two steps"), asked(CALENDAR.add, CALENDAR.add(day, 0), n), right


def counts() -> Iterator[Check]:
    """Count the Working Days from the first day to every day."""
    walked = 0
    for day in DAYS:
        walked += oracle.is_working_day(day)
        yield ("between", day), CALENDAR.between(FIRST, day), walked


def days_passed_over() -> Iterator[Check]:
    """Ask what was passed over on the way to the fifth Working Day after every day."""
    for day in DAYS[:-40]:
        walked = [day + timedelta(days=i) for i in range(1, (oracle.add(day, 5) - day).days)]
        passed = [each.date for each in CALENDAR.why(day, 5)]
        yield ("why", day), passed, [each for each in walked if not oracle.is_working_day(each)]


ENUMERATIONS: Enumerations = {
    "due days: start days x limits x conventions": due_days,
    "Working Days: start days x amounts x conventions": working_days,
    "Working Days counted to every day": counts,
    "days passed over after every day": days_passed_over,
}


def test_the_limits_in_use_are_those_of_the_facts() -> None:
    assert {str(limit) for limit in limits_in_use()} == {
        "1 working day", "2 working days", "5 working days", "10 working days", "20 working days", "28 days",
        "6 months", "2 years", "2 years less a day",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        ("2024-02-29", 24, "2026-02-28"),
        ("2024-02-29", 48, "2028-02-29"),
        ("2026-08-31", 6, "2027-02-28"),
        ("2027-08-31", 6, "2028-02-29"),
        ("2026-12-30", 2, "2027-02-28"),
        ("2026-03-31", 6, "2026-09-30"),
        ("2026-06-29", 6, "2026-12-29"),
    ],
)
def test_the_plain_months_are_what_a_person_would_say(day: str, months: int, later: str) -> None:
    assert months_later(date.fromisoformat(day), months) == date.fromisoformat(later)


@pytest.mark.parametrize("name", ENUMERATIONS)
def test_every_day(name: str) -> None:
    weighed = weigh(ENUMERATIONS[name]())
    assert weighed.wrong == ()
    assert weighed.asked >= len(DAYS) - 40
