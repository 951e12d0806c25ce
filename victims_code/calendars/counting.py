"""The prefix table: for each day how many Working Days there are up to it, and which day the n-th one is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Container

from attrs import define, field


@define(eq=False)
class PrefixTable:
    """Working Days numbered from 1, and each day's count of them: any distance is then two look-ups.

    `count` gives the number of Working Days from the table's first day up to and including a day; `nth` gives the
    Working Day of a number. The same pair exists for proleptic ordinals. Place 0 of `nth` stands for no day, so that
    ``nth[0]`` equals none.

    >>> table = PrefixTable()
    >>> table.extend(dt.date(2026, 12, 24), dt.date(2026, 12, 29), closed={dt.date(2026, 12, 25)})
    >>> [str(day) for day in table.nth[1:]]
    ['2026-12-24', '2026-12-28', '2026-12-29']
    >>> table.count[dt.date(2026, 12, 27)]
    1
    """

    count: dict[dt.date, int] = field(factory=dict)
    nth: list[dt.date] = field(factory=lambda: [dt.date.min])
    ordinal_count: dict[int, int] = field(factory=dict)
    ordinal_nth: list[int] = field(factory=lambda: [0])

    def extend(self, first: dt.date, last: dt.date, *, closed: Container[dt.date]) -> None:
        """Number the days from `first`, the day after the table's last one, to `last`; `closed` are bank holidays.

        What is already numbered is not touched, and to extend twice by the same days changes nothing: two threads
        may do so at once, and a third may count meanwhile.
        """
        before = self.count.get(first - dt.timedelta(days=1), 0)
        count: dict[dt.date, int] = {}
        nth: list[dt.date] = []
        for ordinal in range(first.toordinal(), last.toordinal() + 1):
            day = dt.date.fromordinal(ordinal)
            if day.weekday() < 5 and day not in closed:  # noqa: PLR2004 - Monday to Friday
                nth.append(day)
            count[day] = before + len(nth)
        # The days first, then their numbers: a number that can be read always has its day.
        self.nth[before + 1 :] = nth
        self.ordinal_nth[before + 1 :] = [day.toordinal() for day in nth]
        self.count.update(count)
        self.ordinal_count.update((day.toordinal(), number) for day, number in count.items())
