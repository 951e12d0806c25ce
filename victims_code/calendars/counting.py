"""The prefix table: for each day how many Working Days there are up to it, and which day the n-th one is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Container

from attrs import Factory, define, field


@define(eq=False)
class PrefixTable:
    """Working Days numbered from 1, and each day's count of them: any distance is then two look-ups.

    `count` gives the number of Working Days from the table's first day up to and including a day; `nth` gives the
    Working Day of a number. Place 0 of `nth` stands for no day, so that ``nth[0]`` equals none. `start` gives the
    number of day 0 for a count that starts on a day: its own `count`, or, where it is no Working Day and
    `from_next_working_day` is true, the next Working Day's. `nth` and `start` exist for proleptic ordinals too.

    >>> table = PrefixTable()
    >>> table.extend(dt.date(2026, 12, 24), dt.date(2026, 12, 29), closed={dt.date(2026, 12, 25)})
    >>> [str(day) for day in table.nth[1:]]
    ['2026-12-24', '2026-12-28', '2026-12-29']
    >>> table.count[dt.date(2026, 12, 27)]
    1
    """

    from_next_working_day: bool = field(default=False, kw_only=True)
    count: dict[dt.date, int] = field(init=False, factory=dict)
    nth: list[dt.date] = field(init=False, factory=lambda: [dt.date.min])
    # One column serves as both where a count starts from the day itself.
    start: dict[dt.date, int] = field(
        init=False, default=Factory(lambda self: {} if self.from_next_working_day else self.count, takes_self=True)
    )
    ordinal_nth: list[int] = field(init=False, factory=lambda: [0])
    ordinal_start: dict[int, int] = field(init=False, factory=dict)

    def extend(self, first: dt.date, last: dt.date, *, closed: Container[dt.date]) -> None:
        """Number the days from `first`, the day after the table's last one, to `last`; `closed` are bank holidays.

        What is already numbered is not touched, and to extend twice by the same days changes nothing: two threads
        may do so at once, and a third may count meanwhile.
        """
        before = self.count.get(first - dt.timedelta(days=1), 0)
        count: dict[dt.date, int] = {}
        start: dict[dt.date, int] = {}
        nth: list[dt.date] = []
        for ordinal in range(first.toordinal(), last.toordinal() + 1):
            day = dt.date.fromordinal(ordinal)
            start[day] = before + len(nth) + 1  # the next Working Day's number, be it this day or a later one
            if day.weekday() < 5 and day not in closed:  # noqa: PLR2004 - Monday to Friday
                nth.append(day)
            count[day] = before + len(nth)
        if not self.from_next_working_day:
            start = count
        # The days first, then their numbers: a number that can be read always has its day, but for the number of a
        # Working Day after the table's last. A day's `count` comes after its `start`, so that it vouches for it.
        self.nth[before + 1 :] = nth
        self.ordinal_nth[before + 1 :] = [day.toordinal() for day in nth]
        self.ordinal_start.update((day.toordinal(), number) for day, number in start.items())
        self.start.update(start)
        self.count.update(count)
