"""A local time in the hour that autumn repeats or spring leaves out: the London day alone, with the reason."""

from __future__ import annotations

from datetime import UTC, date, datetime, tzinfo
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from victims_code.dates import LONDON, london_date
from victims_code.local_time import NEVER_SHOWN, SHOWN_TWICE, on_the_clock


@pytest.mark.parametrize(
    ("local", "note"),
    [
        ("2026-03-29T00:59", ""),
        ("2026-03-29T01:00", NEVER_SHOWN),
        ("2026-03-29T01:59:59", NEVER_SHOWN),
        ("2026-03-29T02:00", ""),
        ("2026-10-25T00:59", ""),
        ("2026-10-25T01:00", SHOWN_TWICE),
        ("2026-10-25T01:59:59", SHOWN_TWICE),
        ("2026-10-25T02:00", ""),
    ],
)
def test_the_hour_begins_and_ends_as_the_clocks_change(local: str, note: str) -> None:
    read = datetime.fromisoformat(local).replace(tzinfo=LONDON)
    assert on_the_clock(read) == (read.date() if note else read, note)


def test_which_of_the_two_a_date_time_of_python_means_changes_nothing() -> None:
    """A text has no such mark, so what is read from one cannot rest on it."""
    assert on_the_clock(datetime(2026, 10, 25, 1, 30, tzinfo=LONDON, fold=1)) == (date(2026, 10, 25), SHOWN_TWICE)


@pytest.mark.parametrize("zone", [UTC, ZoneInfo("Asia/Tokyo")])
def test_a_zone_whose_clocks_never_change_leaves_every_time(zone: tzinfo) -> None:
    local = datetime(2026, 10, 25, 1, 30, tzinfo=zone)
    assert on_the_clock(local) == (local, "")


def test_in_another_zone_the_day_is_still_london_s() -> None:
    """In New York the hour from 01:00 comes twice on 1 November 2026, when it is morning in London."""
    assert on_the_clock(datetime(2026, 11, 1, 1, 30, tzinfo=ZoneInfo("America/New_York")))[0] == date(2026, 11, 1)
    assert on_the_clock(datetime(2026, 4, 5, 2, 30, tzinfo=ZoneInfo("Australia/Sydney")))[0] == date(2026, 4, 4)


def test_where_the_two_possible_times_lie_on_two_london_days_it_is_the_earlier() -> None:
    """On 1 May 1972 Cairo's clocks went from 01:00 to 02:00: by the old it is 00:30 in London, by the new 23:30."""
    local = datetime(1972, 5, 1, 1, 30, tzinfo=ZoneInfo("Africa/Cairo"))
    assert [london_date(local.replace(fold=fold)) for fold in (0, 1)] == [date(1972, 5, 1), date(1972, 4, 30)]
    assert on_the_clock(local) == (date(1972, 4, 30), NEVER_SHOWN)


@given(st.datetimes(datetime(2000, 1, 1), datetime(2040, 1, 1), timezones=st.just(LONDON)))  # noqa: DTZ001 - they get one
def test_the_london_day_is_that_of_both_possible_times(local: datetime) -> None:
    when, note = on_the_clock(local)
    both = {london_date(local.replace(fold=fold)) for fold in (0, 1)}
    assert both == {london_date(when)}
    assert bool(note) is (not isinstance(when, datetime))
    if not note:
        assert when is local
