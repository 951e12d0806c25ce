"""The calendar at its edges: the last day there is, Christmas Days that fall on a Sunday, and days counted afresh."""

from __future__ import annotations

from datetime import date

import pytest

from tests.calendars.projecting import project_year
from victims_code.calendars import england_and_wales
from victims_code.calendars.counting import PrefixTable
from victims_code.errors import OutsideCalendar


def december(year: int) -> list[tuple[int, str, bool]]:
    """Return the bank holidays of a projected December: the day, the name, and whether it is a substitute."""
    return [(h.date.day, h.name, h.substitute) for h in project_year(year).holidays if h.date.month == 12]


def test_a_christmas_day_on_a_sunday_is_kept_on_the_tuesday() -> None:
    """25 December 2033 is a Sunday: Boxing Day stands on the Monday, and Christmas Day is kept after it."""
    assert december(2033) == [(26, "Boxing Day", False), (27, "Christmas Day", True)]


def test_a_christmas_day_on_a_saturday_is_kept_on_the_monday() -> None:
    """25 December 2032 is a Saturday: both days are at the weekend, and are kept in their order."""
    assert december(2032) == [(27, "Christmas Day", True), (28, "Boxing Day", True)]


def test_a_christmas_day_on_a_friday_stands_and_boxing_day_is_kept_on_the_monday() -> None:
    """25 December 2037 is a Friday."""
    assert december(2037) == [(25, "Christmas Day", False), (28, "Boxing Day", True)]


@pytest.mark.parametrize("year", [2005, 2041])
def test_a_year_that_is_not_covered_is_named(year: int) -> None:
    with pytest.raises(OutsideCalendar, match=f"^the year {year} is outside the calendar"):
        england_and_wales().year(year)


def test_the_last_year_is_covered() -> None:
    """1 January 2040 is a Sunday."""
    fresh = england_and_wales().with_holiday(date(2028, 6, 2), "A jubilee", source="an example")
    assert fresh.year(2040).holidays[0].date == date(2040, 1, 2)


@pytest.mark.parametrize(
    ("ordinal", "said"),
    [(date.max.toordinal(), "day: 9999-12-31 is"), (date.max.toordinal() + 1, "day number 3652060 is"),
     (1, "day: 0001-01-01 is"), (0, "day number 0 is")],
)  # fmt: skip
def test_a_day_number_is_named_as_a_date_where_it_is_one(ordinal: int, said: str) -> None:
    with pytest.raises(OutsideCalendar, match=f"^{said} outside the calendar"):
        england_and_wales().add_ordinal(ordinal, 1)


class TestTheTableItself:
    """A few days about a Christmas: Thursday 24 December 2026 to Tuesday 29, with the Friday closed."""

    @staticmethod
    def table(*, from_next_working_day: bool = False) -> PrefixTable:
        first, last, closed = date(2026, 12, 24), date(2026, 12, 29), {date(2026, 12, 25)}
        return PrefixTable(first, last, closed=closed, from_next_working_day=from_next_working_day)

    def test_every_day_has_its_number(self) -> None:
        table = self.table()
        assert [(day.day, number) for day, number in table.count.items()] == [
            (24, 1), (25, 1), (26, 1), (27, 1), (28, 2), (29, 3),
        ]  # fmt: skip
        assert table.start is table.count
        assert [day.day for day in table.nth[1:]] == [24, 28, 29]

    def test_by_the_other_reading_a_count_starts_from_the_next_working_day(self) -> None:
        table = self.table(from_next_working_day=True)
        assert [(day.day, number) for day, number in table.start.items()] == [
            (24, 1), (25, 2), (26, 2), (27, 2), (28, 2), (29, 3),
        ]  # fmt: skip
        assert list(table.count.values()) == [1, 1, 1, 1, 2, 3]

    @pytest.mark.parametrize("reading", [False, True])
    def test_ordinals_say_the_same(self, reading: bool) -> None:
        table = self.table(from_next_working_day=reading)
        assert table.ordinal_start == {day.toordinal(): number for day, number in table.start.items()}
        assert table.ordinal_nth[1:] == [day.toordinal() for day in table.nth[1:]]
        assert (table.nth[0], table.ordinal_nth[0]) == (date.min, 0)


def test_a_day_added_to_the_last_published_year_leaves_it_published_and_the_next_projected() -> None:
    calendar = england_and_wales().with_holiday(date(2028, 6, 2), "A jubilee", source="an example")
    assert calendar.year(2030).status == "projected"
    assert (calendar.year(2028).status, calendar.year(2029).status) == ("published", "projected")
    assert calendar.add(date(2028, 6, 1), 1) == date(2028, 6, 5)


def test_by_number_as_by_date_nothing_added_leads_to_the_next_working_day_or_stays() -> None:
    """From Thursday 24 December 2026 over Christmas to Wednesday 30: 25 to 28 lead to the 29th."""
    for calendar in (england_and_wales(), england_and_wales().counting_from_next_working_day()):
        ends = [calendar.add_ordinal(date(2026, 12, n).toordinal(), 0) for n in range(24, 31)]
        assert [date.fromordinal(end).day for end in ends] == [24, 29, 29, 29, 29, 29, 30]


def test_only_a_day_in_place_of_another_is_called_a_substitute() -> None:
    """In 2026 Christmas Day is a Friday, and Boxing Day is kept on the Monday."""
    labels = [holiday.label for holiday in england_and_wales().year(2026).holidays]
    assert labels[-2:] == ["Christmas Day", "Boxing Day (substitute day)"]
    assert sum("substitute" in label for label in labels) == 1
