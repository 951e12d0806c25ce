"""`WorkingDays`: the n-th Working Day after a day, in two look-ups, and what was passed over on the way."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from attrs import evolve, field, frozen

from victims_code.calendars.checks import check_day, check_limit, check_text, check_whole, outside
from victims_code.calendars.counting import PrefixTable
from victims_code.calendars.records import BankHoliday, CalendarYear, HolidayTable, PassedOver
from victims_code.dates import WEEKDAYS
from victims_code.errors import InvalidFact


def _by_date(holidays: Iterable[BankHoliday]) -> tuple[BankHoliday, ...]:
    return tuple(sorted(holidays, key=lambda holiday: holiday.date))


@frozen(eq=False, repr=False)
class WorkingDays:
    """A calendar of Working Days: Monday to Friday, less the bank holidays of `table` and of `additions`.

    Most callers want `england_and_wales()`. It is a value: nothing changes it, and `with_holiday` gives another one.
    Two calendars are equal if they have the same table and the same additions. Days are London civil days, and a
    `datetime` is refused, for it does not say which day it is in London.

    >>> from victims_code.calendars import england_and_wales
    >>> calendar = england_and_wales()
    >>> calendar
    WorkingDays('govuk-england-and-wales-2028')
    >>> calendar.add(dt.date(2026, 5, 1), 5)  # over the weekend, and over the bank holiday of Monday 4 May
    datetime.date(2026, 5, 11)
    """

    table: HolidayTable
    additions: tuple[BankHoliday, ...] = field(default=(), converter=_by_date)
    #: Names the table and the days added to it, for answers that rest on them.
    version: str = field(init=False)
    _years: dict[int, CalendarYear] = field(init=False, factory=dict)
    _holidays: dict[dt.date, BankHoliday] = field(init=False, factory=dict)
    _prefix: PrefixTable = field(init=False, factory=PrefixTable)
    # The four columns of `_prefix`, which grow but are never replaced: the hot path saves a look-up.
    _count: dict[dt.date, int] = field(init=False)
    _nth: Sequence[dt.date] = field(init=False)
    _ordinal_count: dict[int, int] = field(init=False)
    _ordinal_nth: Sequence[int] = field(init=False)

    @version.default
    def _name_version(self) -> str:
        return "+".join([self.table.version, *(str(holiday.date) for holiday in self.additions)])

    @_count.default
    def _share_count(self) -> dict[dt.date, int]:
        return self._prefix.count

    @_nth.default
    def _share_nth(self) -> Sequence[dt.date]:
        return self._prefix.nth

    @_ordinal_count.default
    def _share_ordinal_count(self) -> dict[int, int]:
        return self._prefix.ordinal_count

    @_ordinal_nth.default
    def _share_ordinal_nth(self) -> Sequence[int]:
        return self._prefix.ordinal_nth

    def __attrs_post_init__(self) -> None:
        self._record(self.table.years)

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
        """The last day of the recorded years, after which days are projected: 31 December 2028."""
        return self.table.last_published_day

    def add(self, day: dt.date, n: int) -> dt.date:
        """Return the `n`-th Working Day after `day`.

        `day` is day 0. Where it is no Working Day, the next Working Day is day 1. With `n` 0 the answer is the next
        Working Day on or after `day`.

        :raises InvalidFact: if `day` is no plain date, or `n` is not a whole number from 0.
        :raises OutsideCalendar: if `day` or the answer lies outside the years covered.

        >>> from victims_code.calendars import england_and_wales
        >>> england_and_wales().add(dt.date(2026, 12, 24), 1)  # Christmas Day, a weekend, and Boxing Day's substitute
        datetime.date(2026, 12, 29)
        """
        try:
            if n > 0 and type(n) is int:
                # A date-time is never found here, whatever its hour: it equals no date.
                return self._nth[self._count[day] + n]
        except (IndexError, KeyError, TypeError):
            pass  # a mistake, or a year that is not projected yet
        return self._add_with_care(day, n)

    def add_ordinal(self, ordinal: int, n: int) -> int:
        """Return what `add` does, from and to proleptic Gregorian ordinals (`date.toordinal`).

        :raises InvalidFact: if `ordinal` is not a whole number, or `n` is not one from 0.
        :raises OutsideCalendar: if `ordinal` or the answer lies outside the years covered.

        >>> from victims_code.calendars import england_and_wales
        >>> due = england_and_wales().add_ordinal(dt.date(2026, 4, 2).toordinal(), 1)
        >>> dt.date.fromordinal(due)
        datetime.date(2026, 4, 7)
        """
        try:
            if n > 0 and type(n) is int:
                return self._ordinal_nth[self._ordinal_count[ordinal] + n]
        except (IndexError, KeyError, TypeError):
            pass  # a mistake, or a year that is not projected yet
        check_whole(ordinal, "ordinal")
        if not 1 <= ordinal <= dt.date.max.toordinal():
            raise outside(f"day number {ordinal} is", self.first_day, self.last_day)
        return self._add_with_care(dt.date.fromordinal(ordinal), n).toordinal()

    def between(self, start: dt.date, end: dt.date) -> int:
        """Return the number of Working Days after `start`, up to and including `end`: 0 if `end` is not after `start`.

        It undoes `add`: ``between(day, add(day, n))`` is `n`, for every `n` from 1.

        :raises InvalidFact: if either is no plain date.
        :raises OutsideCalendar: if either lies outside the years covered.

        >>> from victims_code.calendars import england_and_wales
        >>> england_and_wales().between(dt.date(2026, 5, 1), dt.date(2026, 5, 11))
        5
        """
        return max(0, self._number(end, "end") - self._number(start, "start"))

    def is_working_day(self, day: dt.date) -> bool:
        """Return whether `day` is a Working Day.

        :raises InvalidFact: if `day` is no plain date.
        :raises OutsideCalendar: if `day` lies outside the years covered.

        >>> from victims_code.calendars import england_and_wales
        >>> england_and_wales().is_working_day(dt.date(2023, 5, 8))  # the coronation's bank holiday
        False
        """
        return self._nth[self._number(day)] == day

    def reason(self, day: dt.date) -> str | None:
        """Return why `day` is no Working Day: the weekday's name or the bank holiday's. None if it is one.

        A bank holiday kept in place of a day at a weekend says that it is a substitute day.

        :raises InvalidFact: if `day` is no plain date.
        :raises OutsideCalendar: if `day` lies outside the years covered.

        >>> from victims_code.calendars import england_and_wales
        >>> england_and_wales().reason(dt.date(2026, 12, 28))
        'Boxing Day (substitute day)'
        """
        if self.is_working_day(day):
            return None
        holiday = self._holidays.get(day)
        return holiday.label if holiday else WEEKDAYS[day.weekday()]

    def why(self, day: dt.date, n: int) -> tuple[PassedOver, ...]:
        """Return every day that was passed over on the way to ``add(day, n)``, in order, each with its reason.

        The days lie after `day` and before the answer; with `n` 0 they include `day` itself.

        :raises InvalidFact: as `add` does.
        :raises OutsideCalendar: as `add` does.

        >>> from victims_code.calendars import england_and_wales
        >>> [str(passed) for passed in england_and_wales().why(dt.date(2026, 4, 30), 2)]
        ['2026-05-02 (Saturday)', '2026-05-03 (Sunday)', '2026-05-04 (Early May bank holiday)']
        """
        answer = self.add(day, n)
        first = day.toordinal() + (1 if n else 0)
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
        self._check_covered(day)
        return day > self.last_published_day

    def year(self, year: int) -> CalendarYear:
        """Return the bank holidays of a year, added ones among them, with how far it can be trusted.

        :raises InvalidFact: if `year` is not a whole number.
        :raises OutsideCalendar: if `year` is not covered.

        >>> from victims_code.calendars import england_and_wales
        >>> england_and_wales().year(2026).holidays[-1].label
        'Boxing Day (substitute day)'
        """
        check_whole(year, "year")
        if year not in self._years:
            if not self.first_day.year <= year <= self.last_day.year:
                raise outside(f"the year {year} is", self.first_day, self.last_day)
            self._project()
        return self._years[year]

    def with_holiday(self, day: dt.date, name: str, *, source: str, proclaimed: dt.date | None = None) -> WorkingDays:
        """Return a calendar in which `day` is a bank holiday too: one newly proclaimed, which this release lacks.

        `source` says where it is published, and `proclaimed` when it became known. The order of additions does not
        matter. A day that is no Working Day already is refused, Saturdays and Sundays too: to add it would move no
        date, so another day must have been meant, such as the substitute day.

        :raises InvalidFact: if `day` is already no Working Day, or an argument cannot be understood.
        :raises OutsideCalendar: if `day` lies outside the years covered.

        >>> from victims_code.calendars import england_and_wales
        >>> calendar = england_and_wales().with_holiday(dt.date(2027, 6, 4), "A jubilee", source="an example")
        >>> calendar.add(dt.date(2027, 6, 3), 1), calendar.version
        (datetime.date(2027, 6, 7), 'govuk-england-and-wales-2028+2027-06-04')
        """
        reason = self.reason(day)
        if reason:
            raise InvalidFact(
                f"day: {day} is already no Working Day ({reason}), so a bank holiday there would move no date; "
                "add only the weekday that is newly closed, such as a substitute day"
            )
        check_text(name, "name")
        check_text(source, "source")
        if proclaimed is not None:
            check_day(proclaimed, "proclaimed")
        added = BankHoliday(day, name, substitute=False, source=source, proclaimed=proclaimed)
        return WorkingDays(self.table, (*self.additions, added))

    def _add_with_care(self, day: dt.date, n: int) -> dt.date:
        """Add as `add` does, with every argument checked and the projected years at hand."""
        number = self._number(day)
        check_limit(n)
        target = number + (n or int(self._nth[number] != day))
        if target >= len(self._nth):
            self._project()
        if target >= len(self._nth):
            raise outside(f"the end of {n} Working Days after {day} is", self.first_day, self.last_day)
        return self._nth[target]

    def _number(self, day: dt.date, name: str = "day") -> int:
        """Return how many Working Days there are up to and including `day`; `name` is the argument to blame."""
        self._check_covered(day, name)
        if day not in self._count:
            self._project()
        return self._count[day]

    def _check_covered(self, day: dt.date, name: str = "day") -> None:
        check_day(day, name)
        if not self.first_day <= day <= self.last_day:
            raise outside(f"{name}: {day} is", self.first_day, self.last_day)

    def _project(self) -> None:
        """Number the years after the recorded ones, unless that is done."""
        if self.last_day not in self._count:
            years = range(self.last_published_day.year + 1, self.last_day.year + 1)
            self._record([self.table.project(year) for year in years])

    def _record(self, years: Sequence[CalendarYear]) -> None:
        """Take up the holidays of `years`, and those added to them, and number their days."""
        for year in years:
            added = [holiday for holiday in self.additions if holiday.date.year == year.year]
            holidays = _by_date([*year.holidays, *added])
            self._years[year.year] = evolve(year, holidays=holidays)
            self._holidays.update((holiday.date, holiday) for holiday in holidays)
        first, last = dt.date(years[0].year, 1, 1), dt.date(years[-1].year, 12, 31)
        self._prefix.extend(first, last, closed=self._holidays)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, WorkingDays):
            return NotImplemented
        return (self.table, self.additions) == (other.table, other.additions)

    def __hash__(self) -> int:
        return hash(self.version)

    def __repr__(self) -> str:
        return f"WorkingDays({self.version!r})"

    def __reduce__(self) -> tuple[type[WorkingDays], tuple[HolidayTable, tuple[BankHoliday, ...]]]:
        # The numbered days are built again from the table: a pickle or a copy need not carry them.
        return WorkingDays, (self.table, self.additions)
