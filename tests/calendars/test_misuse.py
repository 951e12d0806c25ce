"""What the calendar refuses, in words that name the mend."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any, cast

import pytest

from victims_code.calendars import england_and_wales
from victims_code.errors import InvalidFact, OutsideCalendar

CALENDAR = england_and_wales()
DAY = date(2026, 5, 1)

# Every question that takes a day, asked of one day.
QUESTIONS: list[Callable[[Any], object]] = [
    lambda day: CALENDAR.add(day, 1),
    lambda day: CALENDAR.add(day, 0),
    lambda day: CALENDAR.between(day, DAY),
    lambda day: CALENDAR.between(DAY, day),
    CALENDAR.is_working_day,
    CALENDAR.reason,
    CALENDAR.is_projected,
    lambda day: CALENDAR.why(day, 1),
    lambda day: CALENDAR.with_holiday(day, "A jubilee", source="an example"),
    lambda day: CALENDAR.without_holiday(day, source="an example"),
    lambda day: CALENDAR.counting_from_next_working_day().add(day, 1),
    lambda day: CALENDAR.counting_from_next_working_day().between(day, DAY),
]


@pytest.mark.parametrize("ask", QUESTIONS)
@pytest.mark.parametrize("moment", [datetime(2026, 5, 1, tzinfo=UTC), datetime(2026, 5, 1, 9, 30)])  # noqa: DTZ001 - naive too
def test_a_date_time_is_refused_and_the_london_date_asked_for(ask: Callable[[Any], object], moment: datetime) -> None:
    with pytest.raises(InvalidFact, match=r"astimezone\(ZoneInfo\('Europe/London'\)\)"):
        ask(moment)


@pytest.mark.parametrize("ask", QUESTIONS)
@pytest.mark.parametrize("value", ["2026-05-01", None, 20260501, [DAY]])
def test_what_is_no_date_is_refused_by_its_type(ask: Callable[[Any], object], value: object) -> None:
    with pytest.raises(InvalidFact, match=rf"a datetime.date is needed, not {type(value).__name__}"):
        ask(value)


@pytest.mark.parametrize("ask", QUESTIONS)
@pytest.mark.parametrize("day", [date(2005, 12, 31), date(2041, 1, 1), date.min, date.max])
def test_a_day_outside_the_calendar_is_named_with_the_range(ask: Callable[[Any], object], day: date) -> None:
    with pytest.raises(OutsideCalendar, match=rf"{day} is outside .* covers 2006-01-01 to 2040-12-31; check the date"):
        ask(day)


def test_between_names_the_end_that_is_wrong() -> None:
    with pytest.raises(OutsideCalendar, match=r"^start: 2005-12-31"):
        CALENDAR.between(date(2005, 12, 31), DAY)
    with pytest.raises(OutsideCalendar, match=r"^end: 2041-01-01"):
        CALENDAR.between(DAY, date(2041, 1, 1))


@pytest.mark.parametrize("n", [1, 5, 10**6, 10**30])
def test_an_answer_past_the_calendar_is_refused_with_its_question(n: int) -> None:
    with pytest.raises(OutsideCalendar, match=rf"the end of {n} Working Days after 2040-12-31 is outside the calendar"):
        CALENDAR.add(date(2040, 12, 31), n)
    with pytest.raises(OutsideCalendar, match="outside the calendar"):
        CALENDAR.add_ordinal(date(2040, 12, 31).toordinal(), n)


@pytest.mark.parametrize("n", [10**40, 10**101, -(10**200)])
def test_a_number_that_no_calendar_has_is_refused_without_being_shown(n: int) -> None:
    for ask in (lambda: CALENDAR.add(DAY, n), lambda: CALENDAR.year(n)):
        with pytest.raises((InvalidFact, OutsideCalendar)):
            ask()


@pytest.mark.parametrize("n", [True, False, 1.0, "5", None])
def test_only_a_whole_number_of_working_days_can_be_added(n: object) -> None:
    wrong = cast("int", n)
    for add in (lambda: CALENDAR.add(DAY, wrong), lambda: CALENDAR.add_ordinal(DAY.toordinal(), wrong)):
        with pytest.raises(InvalidFact, match=rf"n: a whole number \(int\) is needed, not {type(n).__name__}"):
            add()


def test_working_days_cannot_be_taken_away() -> None:
    with pytest.raises(InvalidFact, match="-1 Working Days cannot be added"):
        CALENDAR.add(DAY, -1)
    with pytest.raises(InvalidFact, match="-1 Working Days cannot be added"):
        CALENDAR.add_ordinal(DAY.toordinal(), -1)


@pytest.mark.parametrize("ordinal", [-1, 0, 10**9])
def test_an_ordinal_that_is_no_day_is_outside(ordinal: int) -> None:
    with pytest.raises(OutsideCalendar, match=f"day number {ordinal} is outside"):
        CALENDAR.add_ordinal(ordinal, 1)


@pytest.mark.parametrize("ordinal", [DAY, "739738", 1.5])
def test_an_ordinal_is_a_whole_number(ordinal: object) -> None:
    with pytest.raises(InvalidFact, match="ordinal: a whole number"):
        CALENDAR.add_ordinal(cast("int", ordinal), 1)


def test_a_year_is_a_whole_number_inside_the_calendar() -> None:
    with pytest.raises(OutsideCalendar, match="the year 2041 is outside"):
        CALENDAR.year(2041)
    with pytest.raises(OutsideCalendar, match="the year 2005 is outside"):
        CALENDAR.year(2005)
    year: Any = "2026"
    with pytest.raises(InvalidFact, match="year: a whole number"):
        CALENDAR.year(year)


@pytest.mark.parametrize(
    ("day", "reason"),
    [
        (date(2026, 5, 2), "Saturday"),
        (date(2026, 5, 4), "Early May bank holiday"),
        (date(2030, 12, 25), "Christmas Day"),  # projected
    ],
)
def test_a_day_that_is_closed_already_cannot_be_added(day: date, reason: str) -> None:
    with pytest.raises(InvalidFact, match=rf"{day} is already no Working Day \({reason}\), so .* would move no date"):
        CALENDAR.with_holiday(day, "A jubilee", source="an example")


def test_a_day_cannot_be_added_twice() -> None:
    once = CALENDAR.with_holiday(DAY, "A jubilee", source="an example")
    with pytest.raises(InvalidFact, match=r"2026-05-01 is already no Working Day \(A jubilee\)"):
        once.with_holiday(DAY, "A jubilee", source="an example")


@pytest.mark.parametrize(("field", "value"), [("name", ""), ("name", None), ("source", " "), ("source", 1)])
def test_an_added_holiday_needs_a_name_and_a_source(field: str, value: object) -> None:
    words: dict[str, Any] = {"name": "A jubilee", "source": "an example"} | {field: value}
    with pytest.raises(InvalidFact, match=f"^{field}: "):
        CALENDAR.with_holiday(DAY, **words)


def test_a_proclamation_has_a_plain_date() -> None:
    with pytest.raises(InvalidFact, match=r"^proclaimed: a date-time"):
        CALENDAR.with_holiday(DAY, "A jubilee", source="an example", proclaimed=datetime(2026, 1, 1, tzinfo=UTC))


def test_a_calendar_cannot_be_changed() -> None:
    calendar: Any = CALENDAR
    with pytest.raises(AttributeError):
        calendar.version = "another"
    with pytest.raises(AttributeError):
        calendar.note = "a slot that is not there"


@pytest.mark.parametrize("year", [2005, 2041])
def test_a_year_that_is_not_covered_is_named(year: int) -> None:
    with pytest.raises(OutsideCalendar, match=f"^the year {year} is outside the calendar"):
        england_and_wales().year(year)


@pytest.mark.parametrize(
    ("ordinal", "said"),
    [(date.max.toordinal(), "day: 9999-12-31 is"), (date.max.toordinal() + 1, "day number 3652060 is"),
     (1, "day: 0001-01-01 is"), (0, "day number 0 is")],
)  # fmt: skip
def test_a_day_number_is_named_as_a_date_where_it_is_one(ordinal: int, said: str) -> None:
    with pytest.raises(OutsideCalendar, match=f"^{said} outside the calendar"):
        england_and_wales().add_ordinal(ordinal, 1)
