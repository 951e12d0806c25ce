"""Rare ways through the nouns that still have one right answer."""

from __future__ import annotations

import datetime as dt

import pytest

from victims_code.cases import Case
from victims_code.dates import format_when, parse_when
from victims_code.errors import InvalidCase
from victims_code.events import Event

DAY = dt.date(2026, 5, 6)


def test_an_offset_with_seconds_is_written_in_utc_and_reads_back_the_same() -> None:
    paris_until_1911 = dt.timezone(dt.timedelta(minutes=9, seconds=21))
    when = dt.datetime(1910, 5, 1, 12, tzinfo=paris_until_1911)
    assert format_when(when) == "1910-05-01T11:50:39Z"
    assert parse_when(format_when(when), "at") == when


def test_a_correction_that_cannot_be_made_on_two_days_is_told_once() -> None:
    start = Event("e1", "sentence_passed", at=DAY)
    wrong = Event("c1", "event_corrected", at=DAY, details={"event": "e1", "fields": {"received_at": "2026-05-01"}})
    void = Event("v1", "event_voided", at=DAY + dt.timedelta(days=3), details={"event": "c1"})
    undone = Event("v2", "event_voided", at=DAY + dt.timedelta(days=9), details={"event": "v1"})
    with pytest.raises(InvalidCase) as caught:
        Case("C1", [], [start, wrong, void, undone])
    assert [problem.where for problem in caught.value.problems] == ["events[1].details.fields"]


def test_of_three_of_a_type_the_one_before_the_latest_is_never_the_subject() -> None:
    arrests = [Event(f"e{n}", "suspect_arrested", at=DAY + dt.timedelta(days=n), victim=f"V{n % 2}") for n in range(4)]
    contact = Event("t", "victim_informed", at=DAY + dt.timedelta(days=9), about=["suspect_arrested"])
    told = Case("C1", [], [*arrests, contact]).history(DAY.toordinal() + 99).told
    assert sorted(told) == ["e2", "e3"]
