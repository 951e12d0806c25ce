"""`WorkingDays`: the n-th Working Day after a day, in two look-ups, and what was passed over on the way."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from operator import attrgetter

from attrs import Factory, evolve, field, frozen

from victims_code.calendars.brought import GivesHolidays, brought_table
from victims_code.calendars.checks import check_text, check_whole, outside
from victims_code.calendars.numbering import NumberedYears
from victims_code.calendars.records import BankHoliday, CalendarYear, HolidayTable, PassedOver, by_date
from victims_code.frozen import Value


@frozen(eq=False, repr=False)
class WorkingDays(Value):
    """A calendar of Working Days: Monday to Friday, less the bank holidays of `table` and `additions`.

    `removals` are bank holidays of the table that it counts as Working Days. Most callers want `england_and_wales()`.
    It is a value: nothing changes it, and `with_holiday`, `without_holiday` and `counting_from_next_working_day` give
    another. Two calendars are equal if all that they are made of is. Days are London civil days, and a `datetime` is
    refused, for it does not say which day it is in London.

    >>> from victims_code.calendars import england_and_wales
    >>> calendar = england_and_wales()
    >>> calendar
    WorkingDays('govuk-england-and-wales-2028')
    >>> calendar.add(dt.date(2026, 5, 1), 5)  # over the weekend, and over the bank holiday of Monday 4 May
    datetime.date(2026, 5, 11)
    """

    table: HolidayTable
    additions: tuple[BankHoliday, ...] = field(default=(), converter=by_date)
    removals: tuple[BankHoliday, ...] = field(default=(), converter=by_date, kw_only=True)
    #: Whether a start on no Working Day counts as the next one, which is then day 0. If not, that one is day 1.
    counts_from_next_working_day: bool = field(default=False, kw_only=True)
    #: Names the table, the days removed from it and those added to it, for answers that rest on them.
    version: str = field(init=False)
    _years: NumberedYears = field(init=False)
    # Columns of the prefix table: the hot path saves a look-up.
    _start: dict[dt.date, int] = field(init=False, default=Factory(attrgetter("_years.prefix.start"), takes_self=True))
    _nth: Sequence[dt.date] = field(init=False, default=Factory(attrgetter("_years.prefix.nth"), takes_self=True))
    _ordinal_start: dict[int, int] = field(
        init=False, default=Factory(attrgetter("_years.prefix.ordinal_start"), takes_self=True)
    )
    _ordinal_nth: Sequence[int] = field(
        init=False, default=Factory(attrgetter("_years.prefix.ordinal_nth"), takes_self=True)
    )
    # The other reading, once it is asked for. A cached property would add `__getattr__`, which slows every look-up.
    _from_next: list[WorkingDays] = field(init=False, factory=list)

    @version.default
    def _name_version(self) -> str:
        changes = [f"-{removal.date}" for removal in self.removals] + [f"+{added.date}" for added in self.additions]
        return "".join([self.table.version, *changes])

    @_years.default
    def _number_years(self) -> NumberedYears:
        reading = self.counts_from_next_working_day
        return NumberedYears(self.table, additions=self.additions, removals=self.removals, from_next=reading)

    @classmethod
    def from_workalendar(cls, calendar: GivesHolidays, first_year: int, last_year: int) -> WorkingDays:
        """Return the Working Days of any workalendar calendar, from `first_year` to `last_year`.

        They are Monday to Friday, less what ``calendar.holidays(year)`` gives. It is not the official table, so every
        year is marked projected and names the calendar as its source. The extra `workalendar` installs that package.

        :raises InvalidFact: if the years are none from 1900 to 2200, `holidays` fails or gives anything but dates of
            the year with names, or the calendar has another week or works on some weekends.

        >>> class MayDay:
        ...     def holidays(self, year):
        ...         return [(dt.date(year, 5, 1), "May Day")]
        >>> calendar = WorkingDays.from_workalendar(MayDay(), 2026, 2027)
        >>> calendar.add(dt.date(2026, 4, 30), 1), calendar.is_projected(dt.date(2026, 4, 30))
        (datetime.date(2026, 5, 4), True)
        """
        return cls(brought_table(calendar, first_year, last_year))

    @property
    def first_day(self) -> dt.date:
        """The first day that can be counted from: for England and Wales, 1 January 2006."""
        return self.table.first_day

    @property
    def last_day(self) -> dt.date:
        """The last day that can be counted to: for England and Wales, 31 December 2040."""
        return self.table.last_day

    @property
    def last_published_day(self) -> dt.date:
        """The last day before the projected years: for England and Wales, 31 December 2028."""
        return self.table.last_published_day

    def add(self, day: dt.date, n: int) -> dt.date:
        """Return the `n`-th Working Day after `day`.

        `day` is day 0. Where it is no Working Day, the next Working Day is day 1, or day 0 where the calendar
        `counts_from_next_working_day`. With `n` 0 the answer is the next Working Day on or after `day`.

        :raises InvalidFact: if `day` is no plain date, or `n` is not a whole number from 0.
        :raises OutsideCalendar: if `day` or the answer lies outside the years covered.

        >>> from victims_code.calendars import england_and_wales
        >>> england_and_wales().add(dt.date(2026, 12, 24), 1)  # Christmas Day, a weekend, and Boxing Day's substitute
        datetime.date(2026, 12, 29)
        """
        try:
            if type(n) is int and n > 0:
                # A date-time is never found here, whatever its hour: it equals no date.
                return self._nth[self._start[day] + n]
        except (IndexError, KeyError, TypeError):
            pass  # a mistake, which is named below
        return self._years.add(day, n)

    def add_ordinal(self, ordinal: int, n: int) -> int:
        """Return what `add` does, from and to proleptic Gregorian ordinals (`date.toordinal`).

        :raises InvalidFact: if `ordinal` is not a whole number, or `n` is not one from 0.
        :raises OutsideCalendar: if `ordinal` or the answer lies outside the years covered.

        >>> from victims_code.calendars import england_and_wales
        >>> dt.date.fromordinal(england_and_wales().add_ordinal(dt.date(2026, 4, 2).toordinal(), 1))
        datetime.date(2026, 4, 7)
        """
        try:
            if type(n) is int and n > 0:
                return self._ordinal_nth[self._ordinal_start[ordinal] + n]
        except (IndexError, KeyError, TypeError):
            pass  # a mistake, which is named below
        ordinal = check_whole(ordinal, "ordinal")
        if not 1 <= ordinal <= dt.date.max.toordinal():
            raise outside(f"day number {ordinal} is", self.first_day, self.last_day)
        return self._years.add(dt.date.fromordinal(ordinal), n).toordinal()

    def between(self, start: dt.date, end: dt.date) -> int:
        """Return the number of Working Days after `start`, up to and including `end`: 0 if `end` is not after `start`.

        It undoes `add`: ``between(day, add(day, n))`` is `n`, for every `n` from 1. So where a start on no Working
        Day counts as the next one, that one is day 0 and not counted.

        :raises InvalidFact: if either is no plain date.
        :raises OutsideCalendar: if either lies outside the years covered.

        >>> from victims_code.calendars import england_and_wales
        >>> england_and_wales().between(dt.date(2026, 5, 1), dt.date(2026, 5, 11))
        5
        """
        last = self._years.number(end, "end")
        return max(0, last - self._start[self._years.check_covered(start, "start")])

    def is_working_day(self, day: dt.date) -> bool:
        """Return whether `day` is a Working Day.

        :raises InvalidFact: if `day` is no plain date.
        :raises OutsideCalendar: if `day` lies outside the years covered.

        >>> from victims_code.calendars import england_and_wales
        >>> england_and_wales().is_working_day(dt.date(2023, 5, 8))  # the coronation's bank holiday
        False
        """
        return self.reason(day) is None

    def reason(self, day: dt.date) -> str | None:
        """Return why `day` is no Working Day: the weekday's name or the bank holiday's. None if it is one.

        A bank holiday kept in place of a day at a weekend says that it is a substitute day.

        :raises InvalidFact: if `day` is no plain date.
        :raises OutsideCalendar: if `day` lies outside the years covered.

        >>> from victims_code.calendars import england_and_wales
        >>> england_and_wales().reason(dt.date(2026, 12, 28))
        'Boxing Day (substitute day)'
        """
        return self._years.reason(day)

    def why(self, day: dt.date, n: int) -> tuple[PassedOver, ...]:
        """Return every day that was passed over on the way to ``add(day, n)``, in order, each with its reason.

        The days lie after `day` and before the answer; with `n` 0 they include `day` itself. Day 0 is never among
        them where it is a Working Day: ``add(day, 0)`` tells it for a calendar that `counts_from_next_working_day`.

        :raises InvalidFact: as `add` does.
        :raises OutsideCalendar: as `add` does.

        >>> from victims_code.calendars import england_and_wales
        >>> [str(passed) for passed in england_and_wales().why(dt.date(2026, 4, 30), 2)]
        ['2026-05-02 (Saturday)', '2026-05-03 (Sunday)', '2026-05-04 (Early May bank holiday)']
        """
        answer = self.add(day, n)
        first = self._years.check_covered(day).toordinal() + (1 if n else 0)
        days = map(dt.date.fromordinal, range(first, answer.toordinal()))
        return tuple(PassedOver(passed, reason) for passed in days if (reason := self.reason(passed)))

    def is_projected(self, day: dt.date) -> bool:
        """Return whether `day` lies in a year whose bank holidays are projected, not yet published.

        :raises InvalidFact: if `day` is no plain date.
        :raises OutsideCalendar: if `day` lies outside the years covered.

        >>> from victims_code.calendars import england_and_wales
        >>> england_and_wales().is_projected(dt.date(2029, 1, 2))
        True
        """
        return self._years.check_covered(day) > self.last_published_day

    def year(self, year: int) -> CalendarYear:
        """Return the bank holidays of a year, less removed and with added ones, and how far it can be trusted.

        :raises InvalidFact: if `year` is not a whole number.
        :raises OutsideCalendar: if `year` is not covered.

        >>> from victims_code.calendars import england_and_wales
        >>> england_and_wales().year(2026).holidays[-1].label
        'Boxing Day (substitute day)'
        """
        return self._years.year(year)

    def with_holiday(self, day: dt.date, name: str, *, source: str, proclaimed: dt.date | None = None) -> WorkingDays:
        """Return a calendar in which `day` is a bank holiday too: one newly proclaimed, which this release lacks.

        `source` says where it is published, and `proclaimed` when it became known. The order of changes does not
        matter; a removed day may be added. A day that is closed already is refused, weekends too: to add it would move
        no date, so another day must have been meant, such as the substitute day.

        :raises InvalidFact: if `day` is already no Working Day, or an argument cannot be understood.
        :raises OutsideCalendar: if `day` lies outside the years covered.

        >>> from victims_code.calendars import england_and_wales
        >>> calendar = england_and_wales().with_holiday(dt.date(2027, 6, 4), "A jubilee", source="an example")
        >>> calendar.add(dt.date(2027, 6, 3), 1), calendar.version
        (datetime.date(2027, 6, 7), 'govuk-england-and-wales-2028+2027-06-04')
        """
        addition = self._years.addition(day, name, source=source, proclaimed=proclaimed)
        return evolve(self, additions=(*self.additions, addition))

    def without_holiday(self, day: dt.date, *, source: str) -> WorkingDays:
        """Return a calendar in which the bank holiday on `day` is an ordinary Working Day.

        It tells how the table stood before that day was proclaimed, or, with `with_holiday` for the new day, that a
        bank holiday was moved. `source` says who says so. The order of removals and additions does not matter. To
        take away a day that `with_holiday` added undoes the addition, and no removal is kept.

        :raises InvalidFact: if `day` is no bank holiday in this calendar, or an argument cannot be understood.
        :raises OutsideCalendar: if `day` lies outside the years covered.

        >>> from victims_code.calendars import england_and_wales
        >>> before = england_and_wales().without_holiday(dt.date(2023, 5, 8), source="before the proclamation")
        >>> before.add(dt.date(2023, 5, 5), 1), before.version
        (datetime.date(2023, 5, 8), 'govuk-england-and-wales-2028-2023-05-08')
        """
        check_text(source, "source")
        holiday = self._years.bank_holiday(day)
        if holiday in self.additions:
            return evolve(self, additions=tuple(added for added in self.additions if added != holiday))
        return evolve(self, removals=(*self.removals, evolve(holiday, source=source)))

    def counting_from_next_working_day(self) -> WorkingDays:
        """Return this calendar with a start on no Working Day counting as the next Working Day, which is then day 0.

        The Code does not say which reading is right. Only `add`, `add_ordinal`, `between` and `why` differ, and only
        from such a day. The version is the same. Asked again, the same calendar gives the very same object.

        >>> from victims_code.calendars import england_and_wales
        >>> saturday, calendar = dt.date(2026, 2, 7), england_and_wales()
        >>> calendar.add(saturday, 1), calendar.counting_from_next_working_day().add(saturday, 1)
        (datetime.date(2026, 2, 9), datetime.date(2026, 2, 10))
        """
        if self.counts_from_next_working_day:
            return self
        if not self._from_next:
            self._from_next.append(evolve(self, counts_from_next_working_day=True))
        return self._from_next[0]  # the first one for all, should two threads have made it at once

    def _parts(self) -> tuple[object, ...]:
        return self.table, self.additions, self.removals, self.counts_from_next_working_day

    def __eq__(self, other: object) -> bool:
        return self._parts() == other._parts() if isinstance(other, WorkingDays) else NotImplemented

    def __hash__(self) -> int:
        return hash((self.version, self.counts_from_next_working_day))

    def __repr__(self) -> str:
        reading = ".counting_from_next_working_day()" if self.counts_from_next_working_day else ""
        return f"WorkingDays({self.version!r}){reading}"

    def __reduce__(self) -> tuple[object, ...]:
        from victims_code.calendars.jurisdictions import calendar_again, england_and_wales

        # The package's own table is there where it arrives: only what was changed of it travels.
        table = None if self.table == england_and_wales().table else self.table
        return calendar_again, (table, self.additions, self.removals, self.counts_from_next_working_day)
