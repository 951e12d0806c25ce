"""A date-time belongs to London's civil day, whatever its offset, and one without an offset to none."""

from __future__ import annotations

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from victims_code import Case, assess
from victims_code.dates import (
    LONDON,
    checked_when,
    day_in_words,
    format_when,
    london_date,
    moment,
    ordinal_date,
    parse_when,
)
from victims_code.errors import InvalidCase, InvalidFact
from victims_code.events import Event

UTC = dt.UTC


@pytest.mark.parametrize(
    ("instant", "day"),
    [
        # Summer time is one hour ahead of UTC, so the last hour of a UTC day is the next day in London.
        ("2026-07-03T22:59:59Z", "2026-07-03"),
        ("2026-07-03T23:00:00Z", "2026-07-04"),
        ("2026-07-03T23:30:00Z", "2026-07-04"),
        ("2026-01-03T23:30:00Z", "2026-01-03"),
        # The clocks go forward at 01:00 UTC on 29 March 2026: its midnight is still winter time, the next is not.
        ("2026-03-28T23:59:59Z", "2026-03-28"),
        ("2026-03-29T00:00:00Z", "2026-03-29"),
        ("2026-03-29T01:00:00Z", "2026-03-29"),
        ("2026-03-29T22:59:59Z", "2026-03-29"),
        ("2026-03-29T23:00:00Z", "2026-03-30"),
        # They go back at 01:00 UTC on 25 October 2026.
        ("2026-10-24T22:59:59Z", "2026-10-24"),
        ("2026-10-24T23:00:00Z", "2026-10-25"),
        ("2026-10-25T01:00:00Z", "2026-10-25"),
        ("2026-10-25T23:59:59Z", "2026-10-25"),
        ("2026-10-26T00:00:00Z", "2026-10-26"),
        # The same with the offset written as it was on a British clock, or on a foreign one.
        ("2026-05-01T23:40:00+01:00", "2026-05-01"),
        ("2026-05-02T00:10:00+02:00", "2026-05-01"),
        ("2026-05-01T23:30", None),
        ("2026-05-01", "2026-05-01"),
    ],
)
def test_the_london_day_of_an_instant(instant: str, day: str | None) -> None:
    if day is None:
        with pytest.raises(InvalidFact, match="without an offset; add one"):
            parse_when(instant, "at")
    else:
        assert london_date(parse_when(instant, "at")).isoformat() == day


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("2026-02-30", "no such date"),
        ("2026-13-01", "no such date"),
        ("2026-05-01T10:00:00+99:00", "no such date"),
        ("1 May 2026", "not an ISO 8601 date"),
        ("01/05/2026", "not an ISO 8601 date"),
        ("2026-5-1", "not an ISO 8601 date"),
        ("2026-W18-5", "not an ISO 8601 date"),
        ("20260501", "not an ISO 8601 date"),
        ("2026-05-01T24:00:00Z", "not an ISO 8601 date"),
        ("2026-05-01T10:00:60Z", "not an ISO 8601 date"),
        ("\u0662026-05-01", "not an ISO 8601 date"),
        ("", "not an ISO 8601 date"),
        ("1899-12-31", "out of range"),
        ("2101-01-01", "out of range"),
        (None, "not null"),
        (True, "not true or false"),
        (77, "not a number"),
        ([], "not a list"),
        ({}, "not an object"),
    ],
)
def test_what_is_no_date_is_refused_with_the_field_and_without_the_value(text: object, what: str) -> None:
    with pytest.raises(InvalidFact, match=what) as caught:
        parse_when(text, "recorded_at")
    assert str(caught.value).startswith("recorded_at: ")
    assert not text or str(text) not in str(caught.value)


def test_a_zone_can_be_assumed_where_the_writer_says_so() -> None:
    read = parse_when("2026-07-03T23:30:00", "at", assume_tz=LONDON)
    assert london_date(read) == dt.date(2026, 7, 3)
    with_offset = parse_when("2026-07-03T23:30:00Z", "at", assume_tz=LONDON)
    assert london_date(with_offset) == dt.date(2026, 7, 4)


@pytest.mark.parametrize("value", ["2026-05-01", 5, None, dt.time(1), dt.timedelta(1)])
def test_python_values_of_other_kinds_are_refused(value: object) -> None:
    with pytest.raises(InvalidFact, match="at: a date or a date-time with an offset is needed"):
        checked_when(value, "at")


@pytest.mark.parametrize(("end", "hours"), [(dt.datetime.min, 14), (dt.datetime.max, -12)])  # noqa: DTZ901 - given one
def test_an_instant_whose_london_day_is_beyond_the_end_of_time_is_refused(end: dt.datetime, hours: int) -> None:
    with pytest.raises(InvalidFact, match="when: the year"):
        london_date(end.replace(tzinfo=dt.timezone(dt.timedelta(hours=hours))))


@pytest.mark.parametrize(
    "when",
    [None, True, "2026-05-01", float("nan"), dt.datetime(2026, 5, 1), np.datetime64("2026-05")],  # noqa: DTZ001
)
def test_the_public_london_date_refuses_what_is_no_time(when: Any) -> None:  # noqa: ANN401 - the misuse
    with pytest.raises(InvalidFact, match=r"^when: a date"):
        london_date(when)


def test_the_public_london_date_takes_a_day_of_numpy() -> None:
    day: Any = np.datetime64("2026-05-05")
    assert type(london_date(day)) is dt.date


@pytest.mark.parametrize("when", ["1900-01-01T00:00+14:00", "2100-12-31T23:59-05:00"])
def test_the_bounds_hold_for_the_london_day_of_a_date_time(when: str) -> None:
    with pytest.raises(InvalidFact, match=r"at: the year (1899|2101) is out of range"):
        checked_when(dt.datetime.fromisoformat(when), "at")
    with pytest.raises(InvalidFact, match=r"at: the year (1899|2101) is out of range"):
        parse_when(when, "at")
    assert checked_when(dt.datetime(2100, 12, 31, 23, 59, tzinfo=LONDON), "at").year == 2100


def test_the_hour_that_the_clock_shows_twice_is_two_hours_at_every_door() -> None:
    first, second = (dt.datetime(2026, 10, 25, 1, 30, tzinfo=LONDON, fold=fold) for fold in (0, 1))
    assert first == second
    told = [
        Event(
            "e1",
            "hearing_listed",
            at=when,
            received_at=when,
            recorded_at=when,
            details={"hearing_at": when, "x": [when]},
        )
        for when in (first, second)
    ]
    for name in ("at", "received_at", "recorded_at"):
        assert getattr(told[0], name) < getattr(told[1], name)
    for key in ("hearing_at", "x"):
        assert told[0].details[key] != told[1].details[key]
    assert told[0] != told[1]
    with pytest.raises(InvalidCase, match="e1"):
        Case("C1", [], told)
    answers = [assess(Case("C1", []), as_of=first, known_at=when) for when in (first, second)]
    assert answers[0] != answers[1]
    assert [format_when(event.at) for event in told] == ["2026-10-25T01:30:00+01:00", "2026-10-25T01:30:00+00:00"]


def test_naive_and_far_away_python_dates_are_refused() -> None:
    with pytest.raises(InvalidFact, match="without an offset"):
        checked_when(dt.datetime(2026, 5, 1, 10), "at")  # noqa: DTZ001 - the fault itself
    with pytest.raises(InvalidFact, match="out of range"):
        checked_when(dt.datetime(1, 1, 1, tzinfo=UTC), "at")


@given(st.one_of(st.dates(dt.date(1900, 1, 1), dt.date(2100, 12, 31)),
                 st.datetimes(dt.datetime(1900, 1, 2), dt.datetime(2100, 12, 30), timezones=st.just(UTC))))  # fmt: skip  # noqa: DTZ001
def test_what_is_written_reads_back_the_same(when: dt.date) -> None:
    assert parse_when(format_when(when), "at") == when


@given(st.datetimes(dt.datetime(2000, 1, 1), dt.datetime(2050, 1, 1), timezones=st.just(UTC)), st.integers(-12, 12))  # noqa: DTZ001
def test_the_day_does_not_depend_on_the_offset_in_which_an_instant_is_written(instant: dt.datetime, hours: int) -> None:
    elsewhere = instant.astimezone(dt.timezone(dt.timedelta(hours=hours)))
    assert london_date(elsewhere) == london_date(instant)
    assert moment(elsewhere) == moment(instant)


def test_a_date_alone_has_no_moment() -> None:
    assert moment(dt.date(2026, 5, 1)) is None
    assert ordinal_date(dt.date(2026, 5, 1).toordinal()) == dt.date(2026, 5, 1)


def test_days_are_written_as_in_england_whatever_the_locale() -> None:
    assert day_in_words(dt.date(2026, 5, 5)) == "Tuesday 5 May 2026"
    assert day_in_words(dt.date(2024, 2, 29)) == "Thursday 29 February 2024"


def test_other_offsets_are_written_as_they_are() -> None:
    assert format_when(dt.datetime(2026, 7, 3, 10, tzinfo=ZoneInfo("Europe/London"))) == "2026-07-03T10:00:00+01:00"


def test_an_offset_with_seconds_is_written_in_utc_and_reads_back_the_same() -> None:
    paris_until_1911 = dt.timezone(dt.timedelta(minutes=9, seconds=21))
    when = dt.datetime(1910, 5, 1, 12, tzinfo=paris_until_1911)
    assert format_when(when) == "1910-05-01T11:50:39Z"
    assert parse_when(format_when(when), "at") == when
