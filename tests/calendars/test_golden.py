"""Dates worked out by hand, each with its reasoning; the weekdays are those of a printed calendar."""

from __future__ import annotations

from datetime import date

import pytest

from victims_code.calendars import PassedOver, england_and_wales

CALENDAR = england_and_wales()

GOLDEN = [
    # An ordinary week: Monday 9 February 2026 is day 0, so day 5 is Monday 16; day 1 is Tuesday 10.
    ("2026-02-09", 1, "2026-02-10"),
    ("2026-02-09", 5, "2026-02-16"),
    # A weekend event: Saturday 7 and Sunday 8 February 2026 both have Monday 9 as day 1 and Friday 13 as day 5.
    ("2026-02-07", 1, "2026-02-09"),
    ("2026-02-08", 1, "2026-02-09"),
    ("2026-02-07", 5, "2026-02-13"),
    # n = 0: the day itself where it is a Working Day, the next one where it is not.
    ("2026-02-06", 0, "2026-02-06"),
    ("2026-02-07", 0, "2026-02-09"),
    # Easter 2026: Good Friday is 3 April and Easter Monday 6 April, so after Thursday 2 April comes Tuesday 7.
    ("2026-04-02", 1, "2026-04-07"),
    ("2026-04-02", 5, "2026-04-13"),  # 7, 8, 9, 10 and Monday 13
    ("2026-04-03", 1, "2026-04-07"),  # an event on Good Friday itself
    ("2026-04-05", 0, "2026-04-07"),  # and on Easter Sunday
    # May 2026: the early May bank holiday is Monday 4, the spring one Monday 25.
    ("2026-05-01", 1, "2026-05-05"),
    ("2026-05-22", 1, "2026-05-26"),
    # Christmas 2021 was a Saturday: substitutes on Monday 27 and Tuesday 28; 1 January 2022 too, so Monday 3 is closed.
    ("2021-12-24", 1, "2021-12-29"),
    ("2021-12-24", 4, "2022-01-04"),  # 29, 30, 31 December, then Tuesday 4 January
    # Christmas 2022 was a Sunday: Boxing Day on Monday 26, Christmas Day's substitute on Tuesday 27. Monday 2 January
    # 2023 is New Year's Day's substitute.
    ("2022-12-23", 1, "2022-12-28"),
    ("2022-12-23", 4, "2023-01-03"),  # 28, 29, 30 December, then Tuesday 3 January
    # Christmas 2026 is a Friday: Boxing Day, a Saturday, is kept on Monday 28; New Year's Day 2027 is a Friday.
    ("2026-12-24", 1, "2026-12-29"),
    ("2026-12-24", 4, "2027-01-04"),  # 29, 30, 31 December, then Monday 4 January
    # Christmas 2027 is a Saturday: substitutes on 27 and 28; 1 January 2028 is a Saturday, kept on Monday 3.
    ("2027-12-24", 1, "2027-12-29"),
    ("2027-12-24", 5, "2028-01-05"),  # 29, 30, 31 December, 4 and 5 January
    # The Platinum Jubilee: Thursday 2 and Friday 3 June 2022, and Monday 30 May an ordinary day that year.
    ("2022-05-27", 1, "2022-05-30"),
    ("2022-06-01", 1, "2022-06-06"),
    ("2022-06-01", 5, "2022-06-10"),
    # The state funeral: Monday 19 September 2022, proclaimed nine days before.
    ("2022-09-16", 1, "2022-09-20"),
    # The coronation: Monday 8 May 2023, a week after the early May bank holiday of Monday 1.
    ("2023-05-05", 1, "2023-05-09"),
    ("2023-04-28", 5, "2023-05-09"),  # 2, 3, 4, 5 and Tuesday 9 May
    # The royal wedding: Friday 29 April 2011, between Easter Monday 25 April and Monday 2 May.
    ("2011-04-21", 3, "2011-04-28"),  # Tuesday 26, 27, 28
    ("2011-04-28", 1, "2011-05-03"),
    # VE day: in 2020 the early May bank holiday was Friday 8 May, so Monday 4 May was worked.
    ("2020-05-01", 1, "2020-05-04"),
    ("2020-05-07", 1, "2020-05-11"),
    # From the last published day into the first projected one: Monday 1 January 2029 is New Year's Day.
    ("2028-12-29", 1, "2029-01-02"),
    ("2028-12-31", 0, "2029-01-02"),
    # The calendar opens on Sunday 1 January 2006, with its substitute on Monday 2.
    ("2006-01-01", 0, "2006-01-03"),
    ("2006-01-01", 1, "2006-01-03"),
    # And closes on Monday 31 December 2040.
    ("2040-12-28", 1, "2040-12-31"),
    ("2040-12-31", 0, "2040-12-31"),
]


@pytest.mark.parametrize(("day", "n", "due"), GOLDEN)
def test_the_nth_working_day(day: str, n: int, due: str) -> None:
    assert CALENDAR.add(date.fromisoformat(day), n) == date.fromisoformat(due)


@pytest.mark.parametrize(
    ("day", "reason"),
    [
        ("2026-05-02", "Saturday"),
        ("2026-05-03", "Sunday"),
        ("2026-05-04", "Early May bank holiday"),
        ("2026-05-05", None),
        ("2026-12-26", "Saturday"),  # Boxing Day itself: it is closed as a Saturday, and kept on the Monday
        ("2026-12-28", "Boxing Day (substitute day)"),
        ("2023-05-08", "Bank holiday for the coronation of King Charles III"),
        ("2022-06-02", "Spring bank holiday"),  # moved there, and GOV.UK does not call it a substitute
        ("2011-04-29", "Royal Wedding"),
        ("2029-03-30", "Good Friday"),  # Easter Day 2029 is 1 April
    ],
)
def test_a_day_says_why_it_is_not_counted(day: str, reason: str | None) -> None:
    assert CALENDAR.reason(date.fromisoformat(day)) == reason


def test_everything_passed_over_is_named_in_order() -> None:
    assert CALENDAR.why(date(2026, 4, 2), 1) == (
        PassedOver(date(2026, 4, 3), "Good Friday"),
        PassedOver(date(2026, 4, 4), "Saturday"),
        PassedOver(date(2026, 4, 5), "Sunday"),
        PassedOver(date(2026, 4, 6), "Easter Monday"),
    )


def test_the_event_s_own_day_is_passed_over_only_when_nothing_is_added() -> None:
    saturday, sunday = date(2026, 2, 7), date(2026, 2, 8)
    assert [passed.date for passed in CALENDAR.why(saturday, 0)] == [saturday, sunday]
    assert [passed.date for passed in CALENDAR.why(saturday, 1)] == [sunday]
    assert CALENDAR.why(date(2026, 2, 9), 0) == ()


def test_between_is_nothing_where_the_end_is_not_after_the_start() -> None:
    assert CALENDAR.between(date(2026, 2, 9), date(2026, 2, 9)) == 0
    assert CALENDAR.between(date(2026, 2, 10), date(2026, 2, 9)) == 0
    # From Friday to Sunday no Working Day passes; to Monday one does.
    assert CALENDAR.between(date(2026, 2, 6), date(2026, 2, 8)) == 0
    assert CALENDAR.between(date(2026, 2, 6), date(2026, 2, 9)) == 1
