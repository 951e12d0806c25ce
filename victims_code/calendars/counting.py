"""The prefix table: for each day how many Working Days there are up to it, and which day the n-th one is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Container

from attrs import define, field


@define(eq=False)
class PrefixTable:
    """The days from `first` to `last`, their Working Days numbered from 1: any distance is then two look-ups.

    `closed` are the bank holidays. `count` gives the number of Working Days from `first` up to and including a day;
    `nth` gives the Working Day of a number. Place 0 of `nth` stands for no day, so that ``nth[0]`` equals none.
    `start` gives the number of day 0 for a count that starts on a day: its own `count`, or, where it is no Working Day
    and `from_next_working_day` is true, the next Working Day's. `nth` and `start` exist for proleptic ordinals too.

    >>> table = PrefixTable(dt.date(2026, 12, 24), dt.date(2026, 12, 29), closed={dt.date(2026, 12, 25)})
    >>> [str(day) for day in table.nth[1:]]
    ['2026-12-24', '2026-12-28', '2026-12-29']
    >>> table.count[dt.date(2026, 12, 27)]
    1
    """

    first: dt.date
    last: dt.date
    closed: Container[dt.date] = field(kw_only=True)
    from_next_working_day: bool = field(default=False, kw_only=True)
    count: dict[dt.date, int] = field(init=False, factory=dict)
    nth: list[dt.date] = field(init=False, factory=lambda: [dt.date.min])
    start: dict[dt.date, int] = field(init=False, factory=dict)
    ordinal_nth: list[int] = field(init=False)
    ordinal_start: dict[int, int] = field(init=False)

    def __attrs_post_init__(self) -> None:
        for ordinal in range(self.first.toordinal(), self.last.toordinal() + 1):
            day = dt.date.fromordinal(ordinal)
            self.start[day] = len(self.nth)  # the next Working Day's number, be it this day or a later one
            if day.weekday() < 5 and day not in self.closed:  # noqa: PLR2004 - Monday to Friday
                self.nth.append(day)
            self.count[day] = len(self.nth) - 1
        if not self.from_next_working_day:
            self.start = self.count  # one column serves as both where a count starts from the day itself
        self.ordinal_nth = [0, *(day.toordinal() for day in self.nth[1:])]
        self.ordinal_start = {day.toordinal(): number for day, number in self.start.items()}
