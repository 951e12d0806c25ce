"""iCalendar: a task a prompt, its twin on the day, confidential; later states take the place of earlier ones."""

from __future__ import annotations

import sys
from datetime import UTC, date, datetime
from typing import Any

import pytest
from attrs import evolve

from tests.assessment.making import UNKNOWN, assessed, day, event, told
from victims_code import Assessment, VictimsCodeError
from victims_code.dates import FIRST_YEAR, LAST_YEAR
from victims_code.prompts.calendar_entries import MOST_EVENTS, calendar_entries, sequence, write_calendar
from victims_code.prompts.making import prompts_of
from victims_code.prompts.prompts import Prompt, PromptSeverity

icalendar: Any = pytest.importorskip("icalendar")

#: Tuesday 5 May 2026: due on Tuesday 12 May, to be reminded on Monday 11 May.
ARREST = event("e1", "suspect_arrested", "2026-05-05")
TOLD = told("e2", "2026-05-06", "e1")
VOID = event("e2", "event_voided", "2026-05-06", details={"event": "e1"})


def the_prompt(answer: Assessment) -> Prompt:
    return next(p for p in prompts_of(answer) if p.obligations == ("V1/R6.arrest/e1",))


def entries(as_of: str, *more: Any, **changed: Any) -> list[Any]:  # noqa: ANN401 - events and fields of every kind
    """The entries of the arrest's prompt, as another program reads them."""
    answer = assessed(as_of, ARREST, *more)
    text = "".join(write_calendar([(answer, [evolve(the_prompt(answer), **changed)])]))
    return list(icalendar.Calendar.from_ical(text).subcomponents)


def task(as_of: str, *more: Any, **changed: Any) -> Any:  # noqa: ANN401 - as above
    return entries(as_of, *more, **changed)[0]


class TestTheTask:
    def test_it_says_what_to_do_by_when_and_for_whom(self) -> None:
        found = task("2026-05-06")
        assert found.name == "VTODO"
        assert found["UID"].endswith("-todo@victims-code")
        assert found["DUE"].dt == date(2026, 5, 12)
        assert found["DUE"].params["VALUE"] == "DATE"
        assert found["DTSTAMP"].dt == datetime(2026, 5, 6, tzinfo=UTC)
        assert (found["CLASS"], found["STATUS"]) == ("CONFIDENTIAL", "NEEDS-ACTION")
        assert found["DESCRIPTION"].endswith("\nA1, V1")

    def test_its_texts_are_those_of_the_prompt(self) -> None:
        prompt = the_prompt(assessed("2026-05-06", ARREST))
        found = task("2026-05-06")
        assert found["SUMMARY"] == prompt.summary
        assert found["DESCRIPTION"].startswith(prompt.detail)
        assert [str(each) for each in found["CATEGORIES"].cats] == ["Victims' Code", "Right 6"]

    def test_its_reminder_rings_at_nine_in_london(self) -> None:
        (alarm,) = task("2026-05-06").subcomponents
        assert (alarm.name, alarm["ACTION"]) == ("VALARM", "DISPLAY")
        assert alarm["TRIGGER"].dt == datetime(2026, 5, 11, 8, tzinfo=UTC)  # nine by British Summer Time
        assert alarm["TRIGGER"].params["VALUE"] == "DATE-TIME"
        (alarm,) = task("2026-05-06", remind_at=date(2026, 12, 1)).subcomponents
        assert alarm["TRIGGER"].dt == datetime(2026, 12, 1, 9, tzinfo=UTC)

    @pytest.mark.parametrize(("more", "status"), [((TOLD,), "COMPLETED"), ((VOID,), "CANCELLED")])
    def test_what_is_no_longer_asked_for_reminds_of_nothing(self, more: tuple[Any, ...], status: str) -> None:
        found = task("2026-05-06", *more)
        assert (found["STATUS"], found.subcomponents) == (status, [])
        assert "PRIORITY" not in found

    def test_what_is_done_says_so_in_every_way_that_a_program_may_go_by(self) -> None:
        found = task("2026-06-20", told("e2", "2026-05-06T23:30:00Z", "e1"))  # the 7th in London
        assert (found["STATUS"], found["PERCENT-COMPLETE"]) == ("COMPLETED", 100)
        assert found["COMPLETED"].dt == datetime(2026, 5, 7, tzinfo=UTC)
        assert found["COMPLETED"].to_ical() == b"20260507T000000Z"

    @pytest.mark.parametrize("more", [(), (VOID,)])
    def test_what_is_open_or_fell_away_says_nothing_of_it(self, more: tuple[Any, ...]) -> None:
        found = task("2026-05-06", *more)
        assert not {"COMPLETED", "PERCENT-COMPLETE"} & set(found)

    def test_what_is_done_on_a_day_that_is_not_told_is_complete_all_the_same(self) -> None:
        found = task("2026-05-06", TOLD, done_on=None)
        assert (found["PERCENT-COMPLETE"], "COMPLETED" in found) == (100, False)

    def test_the_more_pressing_the_smaller_its_number(self) -> None:
        found = [task("2026-05-06", severity=each)["PRIORITY"] for each in PromptSeverity]
        assert found == sorted(set(found), reverse=True)
        assert all(1 <= number <= 9 for number in found)

    def test_without_a_day_it_stands_alone(self) -> None:
        (found,) = entries("2026-05-06", due_by=None, remind_at=None)
        assert found.name == "VTODO"
        assert "DUE" not in found

    def test_a_restriction_of_contact_is_read_first(self) -> None:
        unsafe = event("s1", "safe_contact_restricted", "2026-05-01", details={"unsafe_channels": ["telephone"]})
        assert task("2026-05-06", unsafe)["DESCRIPTION"].startswith("Safe contact is restricted: not by telephone")

    def test_what_a_calendar_may_not_hold_is_taken_out(self) -> None:
        assert task("2026-05-06", detail="a\x1b[31m\r\nEND:VTODO")["DESCRIPTION"].startswith("a[31m END:VTODO\n")


class TestTheDay:
    def test_it_is_an_all_day_entry_that_shows_nobody_as_busy(self) -> None:
        todo, found = entries("2026-05-06")
        assert found.name == "VEVENT"
        assert found["DTSTART"].dt == date(2026, 5, 12)
        assert (found["TRANSP"], found["CLASS"], found["STATUS"]) == ("TRANSPARENT", "CONFIDENTIAL", "CONFIRMED")
        assert found["UID"].endswith("-day@victims-code")
        assert found["UID"] != todo["UID"]
        assert found["SEQUENCE"] == todo["SEQUENCE"]

    def test_it_is_tentative_where_the_day_is_not_certain(self) -> None:
        answer = assessed("2026-05-06", ARREST, victims=[UNKNOWN])
        _, found = calendar_entries(the_prompt(answer), as_of=answer.as_of, events=1)
        assert found["STATUS"] == "TENTATIVE"

    @pytest.mark.parametrize(("more", "status"), [((TOLD,), "CONFIRMED"), ((VOID,), "CANCELLED")])
    def test_it_stays_where_the_duty_was_done_and_is_cancelled_where_it_fell_away(
        self, more: tuple[Any, ...], status: str
    ) -> None:
        assert entries("2026-05-06", *more)[1]["STATUS"] == status

    def test_an_entry_whose_day_fell_away_is_cancelled_and_not_left_standing(self) -> None:
        before, after = entries("2026-05-05")[1], entries("2026-05-06", VOID)[1]
        assert after["UID"] == before["UID"]
        assert (after["STATUS"], after["DTSTART"].dt) == ("CANCELLED", date(2026, 5, 5))
        assert after["SEQUENCE"] > before["SEQUENCE"]


class TestLaterStates:
    def test_the_entries_keep_their_names(self) -> None:
        names = [[each["UID"] for each in entries(*how)] for how in (("2026-05-06",), ("2026-06-01", TOLD))]
        assert names[0] == names[1]

    def test_a_day_and_an_event_each_raise_the_number(self) -> None:
        later = [task("2026-05-06"), task("2026-05-06", VOID), task("2026-05-07"), task("2026-05-07", TOLD)]
        found = [each["SEQUENCE"] for each in later]
        assert found == sorted(set(found))

    def test_a_correction_of_the_trigger_to_a_later_day_raises_it_too(self) -> None:
        details = {"event": "e1", "fields": {"at": "2026-05-06"}}
        corrected = event("e2", "event_corrected", "2026-05-06", details=details)
        assert task("2026-05-06", corrected)["SEQUENCE"] > task("2026-05-06")["SEQUENCE"]

    def test_it_is_a_number_that_every_calendar_can_hold(self) -> None:
        """RFC 5545, 3.3.8: an integer lies between -2147483648 and 2147483647; a sequence is never negative."""
        assert sequence(date(FIRST_YEAR, 1, 1), 0) == 0
        assert sequence(date(LAST_YEAR, 12, 31), 10 * MOST_EVENTS) <= 2_147_483_647

    def test_no_number_of_events_is_worth_a_day(self) -> None:
        assert sequence(day("2026-05-06"), 10 * MOST_EVENTS) < sequence(day("2026-05-07"), 0)


class TestTheText:
    def test_lines_are_folded_at_75_octets_and_ended_by_cr_lf(self) -> None:
        answer = assessed("2026-05-06", ARREST)
        odd = evolve(the_prompt(answer), detail="é" * 200 + "名" * 90)
        for found in ([odd], prompts_of(answer)):
            data = "".join(write_calendar([(answer, found)])).encode()
            assert data.count(b"\n") == data.count(b"\r\n") == data.count(b"\r")
            assert max(map(len, data.split(b"\r\n"))) <= 75
            assert data.endswith(b"END:VCALENDAR\r\n")

    def test_it_is_one_calendar_of_all_cases(self) -> None:
        answer = assessed("2026-05-06", ARREST)
        found = prompts_of(answer)
        calendar = icalendar.Calendar.from_ical("".join(write_calendar([(answer, found[:1]), (answer, found[1:])])))
        assert calendar["VERSION"] == "2.0"
        assert calendar["PRODID"]
        uids = [str(each["UID"]) for each in calendar.subcomponents]
        assert len(set(uids)) == len(uids) == len(found) + sum(prompt.due_by is not None for prompt in found)

    def test_without_the_library_it_says_how_to_get_it(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(sys.modules, "icalendar", None)
        with pytest.raises(VictimsCodeError, match=r"pip install victims-code\[ics\]$"):
            next(write_calendar([]))
