"""How long it takes to add five Working Days: ours beside its peers, on the same dates, in one run.

Run it as ``python benchmarks/working_days.py``; it needs the development extras. What is compared is the answer to one
question: which day is the fifth Working Day of England and Wales after this one? Correctness comes first: each way's
mismatches are counted against a walk over GOV.UK's own list. *Cold* is the time to make the calendar and give one
answer, with its packages loaded already. *Warm* is the time of one more answer: the median over repeats, each a pass
over every date, with the cost of the empty loop taken off.
"""

from __future__ import annotations

import platform
import statistics
import sys
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from time import perf_counter_ns
from typing import TypeVar, cast

import numpy as np
from attrs import frozen
from govuk_bank_holidays.bank_holidays import BankHolidays
from holidays import country_holidays
from workalendar.europe import UnitedKingdom

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from victims_code.calendars import england_and_wales

Add = Callable[[date], date]
Start = TypeVar("Start", date, int)

WORKING_DAYS = 5
REPEATS = 11
COLD_REPEATS = 5
ONE_DAY = timedelta(days=1)
#: Every third day from 2012 to 2028, so that each day of the week comes as often as any other.
DATES = [date.fromordinal(n) for n in range(date(2012, 1, 1).toordinal(), date(2028, 12, 15).toordinal(), 3)]


@frozen
class Way:
    """One way to add: its name, how to make it from nothing, and how often a pass is repeated."""

    name: str
    make: Callable[[], Add]
    repeats: int = REPEATS


def govuk_days() -> frozenset[date]:
    """GOV.UK's list as packaged, and New Year's Day 2029 beyond it."""
    events = BankHolidays.load_backup_data()["england-and-wales"]["events"]
    return frozenset([date(2029, 1, 1), *(date.fromisoformat(event["date"]) for event in events)])


def ours() -> Add:
    """`victims_code`: the data files read anew."""
    england_and_wales.cache_clear()
    add = england_and_wales().add
    return lambda day: add(day, WORKING_DAYS)


def by_workalendar() -> Add:
    """`workalendar`: it builds a year's holidays for every answer, so nothing is warm."""
    add = UnitedKingdom().add_working_days
    return lambda day: add(day, WORKING_DAYS)


def by_holidays() -> Add:
    """`holidays`: every year filled in beforehand."""
    nth = country_holidays("GB", subdiv="ENG", years=range(2012, 2030)).get_nth_working_day
    return lambda day: nth(day, WORKING_DAYS)


def by_numpy() -> Add:
    """`numpy.busday_offset`, a date at a time: a start on a weekend rolls back, so the next Working Day is day 1."""
    calendar = np.busdaycalendar(holidays=sorted(govuk_days()))

    def add(day: date) -> date:
        due = np.busday_offset(np.datetime64(day), WORKING_DAYS, roll="backward", busdaycal=calendar)
        return cast("date", due.item())

    return add


def by_steps() -> Add:
    """A loop over a set, as one writes it in ten minutes: the answer that the others are held to."""
    closed = govuk_days()

    def add(day: date) -> date:
        left = WORKING_DAYS
        while left:
            day += ONE_DAY
            if day.weekday() < 5 and day not in closed:
                left -= 1
        return day

    return add


WAYS = (
    Way("victims_code", ours),
    Way("a loop over a set", by_steps),
    Way("numpy busday_offset, scalar", by_numpy),
    Way("holidays get_nth_working_day", by_holidays, repeats=5),
    Way("workalendar add_working_days", by_workalendar, repeats=5),
)


def fresh_dates() -> list[date]:
    """Dates that nobody has hashed yet, as those of a case just read are."""
    return [date.fromordinal(day.toordinal()) for day in DATES]


def fresh_ordinals() -> list[int]:
    """The same days as whole numbers, which our own engine counts in."""
    return [day.toordinal() for day in DATES]


def nanoseconds_each(call: Callable[[Start], object], starts: Callable[[], list[Start]], *, repeats: int) -> float:
    """The median time of one call over passes through fresh starts, less the loop and the call of a stand-in."""

    def passes(call: Callable[[Start], object]) -> Iterator[float]:
        for _ in range(repeats):
            days = starts()
            begun = perf_counter_ns()
            for day in days:
                call(day)
            yield (perf_counter_ns() - begun) / len(days)

    return statistics.median(passes(call)) - statistics.median(passes(lambda _: None))


def cold_microseconds(make: Callable[[], Add], day: date) -> float:
    """The median time to make the calendar and give one answer."""

    def once() -> float:
        begun = perf_counter_ns()
        make()(day)
        return (perf_counter_ns() - begun) / 1000

    return statistics.median(once() for _ in range(COLD_REPEATS))


def main() -> None:
    """Print the table."""
    truth = by_steps()
    expected = [truth(day) for day in DATES]
    print(f"Add {WORKING_DAYS} Working Days: {len(DATES):,} dates, 2012 to 2028; Python {platform.python_version()}\n")
    print(f"{'':<30}{'mismatches':>11}{'cold, µs':>12}{'warm, ns':>12}{'to ours':>10}")
    own = 0.0
    for way in WAYS:
        cold = cold_microseconds(way.make, DATES[0])
        add = way.make()
        mismatches = sum(add(day) != due for day, due in zip(DATES, expected, strict=True))
        warm = nanoseconds_each(add, fresh_dates, repeats=way.repeats)
        own = own or warm
        print(f"{way.name:<30}{mismatches:>11}{cold:>12,.0f}{warm:>12,.0f}{warm / own:>9.1f}x")

    add_ordinal = england_and_wales().add_ordinal
    due_ordinals = [add_ordinal(ordinal, WORKING_DAYS) for ordinal in fresh_ordinals()]
    assert due_ordinals == [day.toordinal() for day in expected], "dates and ordinals disagree"
    warm = nanoseconds_each(lambda ordinal: add_ordinal(ordinal, WORKING_DAYS), fresh_ordinals, repeats=REPEATS)
    print(f"\nOurs by ordinals, as the engine counts: {warm:,.0f} ns.")
    print(f"Ours cold from a projected year, 2035: {cold_microseconds(ours, date(2035, 1, 1)):,.0f} µs.")


if __name__ == "__main__":
    main()
