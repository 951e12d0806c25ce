"""Nightly extracts: what a row becomes, and what is never guessed."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from tests.feeds.extract_samples import HEAD, MAP, NIGHT, codes, columns, one, read
from victims_code import Event
from victims_code.dates import LONDON
from victims_code.feeds import Message, cases_of, read_columns
from victims_code.interchange import case_document, write_json


class TestRows:
    """A row tells events, by the columns that the map names and no others."""

    def test_a_row_becomes_an_event_that_its_key_columns_know_again(self) -> None:
        message = one(HEAD + "C1,S1,K/1,02/05/2026 08:15\n")
        at = datetime(2026, 5, 2, 8, 15, tzinfo=LONDON)
        assert message.events == (Event("crimes:suspect_arrested:K/1", "suspect_arrested", at=at, suspect="S1"),)
        assert (message.case, message.sent, message.unmapped) == ("C1", NIGHT, ())

    def test_a_row_tells_several_events_and_an_empty_cell_none(self) -> None:
        charge = '[[event]]\ntype = "suspect_charged"\nat = "CHARGED"\nid = ["CUSTODY"]'
        head = "CRIME,SUSPECT,CUSTODY,ARRESTED,CHARGED\n"
        rows = "C1,S1,K1,02/05/2026,03/05/2026\nC1,S2,K2,04/05/2026,NULL\nC1,S3,K3,01/01/1900,\n"
        message = one(head + rows, columns(charge))
        assert [event.id for event in message.events] == [
            "crimes:suspect_arrested:K1", "crimes:suspect_charged:K1", "crimes:suspect_arrested:K2",
        ]  # fmt: skip
        assert message.unmapped == ()

    def test_cases_come_in_the_order_of_their_references(self) -> None:
        messages = read(HEAD + "C2,S,K1,02/05/2026\nC1,S,K2,02/05/2026\nC2,S,K3,02/05/2026\n")
        assert [(message.case, len(message.events)) for message in messages] == [("C1", 1), ("C2", 2)]

    def test_a_column_that_the_map_does_not_name_never_travels(self) -> None:
        text = "CRIME,NOTES,SUSPECT,CUSTODY,ARRESTED\nC1,a private matter,S1,K1,02/05/2026\n"
        assert "private" not in write_json(case_document(cases_of(read(text))[0]))

    def test_a_date_and_a_time_in_two_columns_are_read_together(self) -> None:
        known = read_columns(MAP.replace('at = "ARRESTED"', 'at = ["ARRESTED", "TIME"]'))
        head = "CRIME,SUSPECT,CUSTODY,ARRESTED,TIME\n"
        message = one(head + "C1,S,K1,02/05/2026,08:15\nC1,S,K2,02/05/2026,\n", known)
        assert [event.at for event in message.events] == [
            datetime(2026, 5, 2, 8, 15, tzinfo=LONDON), date(2026, 5, 2),
        ]  # fmt: skip

    def test_key_columns_cannot_be_taken_for_one_another(self) -> None:
        known = read_columns(MAP.replace('["CUSTODY"]', '["SUSPECT", "CUSTODY"]'))
        message = one(HEAD + "C1,a:b,c,02/05/2026\nC1,a,b:c,02/05/2026\n", known)
        assert len({event.id for event in message.events}) == 2

    def test_a_row_given_twice_is_told_once_and_one_that_differs_is_reported(self) -> None:
        message = one(HEAD + "C1,S,K1,02/05/2026\nC1,S,K1,02/05/2026\nC1,S,K1,03/05/2026\n")
        assert [event.at for event in message.events] == [date(2026, 5, 2)]
        assert codes(message) == [("rows_differ", "line 4")]

    def test_an_event_that_could_not_be_known_again_is_not_made(self) -> None:
        message = one(HEAD + "C1,S,NULL,02/05/2026\n")
        assert (message.events, codes(message)) == ((), [("no_key", "line 2: CUSTODY")])
        message = one(HEAD + f"C1,S,{'k' * 150},02/05/2026\n")
        assert (message.events, codes(message)) == ((), [("unusable_value", "line 2")])

    def test_an_extract_without_rows_tells_of_no_case(self) -> None:
        assert read(HEAD) == ()


class TestDates:
    """A date is read as the map declares it, and never by a guess."""

    @pytest.mark.parametrize(
        ("written", "cell", "at"),
        [
            ("DD/MM/YYYY", "03/05/2026", date(2026, 5, 3)),
            ("DD-MMM-YYYY", "03-may-2026", date(2026, 5, 3)),
            ("YYYY-MM-DD", "2026-05-03", date(2026, 5, 3)),
            ("D/M/YYYY H:mm", "3/5/2026 8:05", datetime(2026, 5, 3, 8, 5, tzinfo=LONDON)),
            ("YYYY-MM-DD HH:mm:ss", "2026-05-03 08:05:07", datetime(2026, 5, 3, 8, 5, 7, tzinfo=LONDON)),
            ("ISO", "2026-05-03", date(2026, 5, 3)),
            ("ISO", "2026-05-03T08:05:00Z", datetime(2026, 5, 3, 8, 5, tzinfo=UTC)),
            ("ISO", "2026-05-03T08:05:00", datetime(2026, 5, 3, 8, 5, tzinfo=LONDON)),
        ],
    )
    def test_each_format(self, written: str, cell: str, at: date) -> None:
        known = columns(f'[columns.ARRESTED]\ndates = "{written}"')
        (event,) = one(f"{HEAD}C1,S,K,{cell}\n", known).events
        assert event.at == at

    @pytest.mark.parametrize(
        "cell",
        ["2026-05-03", "05/13/2026", "31/04/2026", "3/5/2026", "03/05/26", "03/05/1066", "soon", "03/05/2026 24:00"],
    )
    def test_what_fits_no_format_is_reported_without_its_value(self, cell: str) -> None:
        message = one(f"{HEAD}C1,S,K,{cell}\n")
        assert (message.events, codes(message)) == ((), [("unfit_date", "line 2: ARRESTED")])
        assert cell not in str(message.unmapped[0])

    @pytest.mark.parametrize(("cell", "year"), [("03/05/29", 2029), ("03/05/30", 1930)])
    def test_two_digits_of_a_year_turn_at_the_pivot(self, cell: str, year: int) -> None:
        known = columns('[columns.ARRESTED]\ndates = "DD/MM/YY"', top="pivot = 30")
        assert one(f"{HEAD}C1,S,K,{cell}\n", known).events[0].at == date(year, 5, 3)

    def test_a_time_that_the_clock_shows_twice_or_never_leaves_the_day(self) -> None:
        # In 2026 London's clocks go forward at 01:00 on 29 March, and back at 02:00 on 25 October.
        message = one(HEAD + "C1,S,K1,29/03/2026 01:30\nC1,S,K2,25/10/2026 01:30\nC1,S,K3,25/10/2026 02:00\n")
        assert [event.at for event in message.events] == [
            date(2026, 3, 29), date(2026, 10, 25), datetime(2026, 10, 25, 2, tzinfo=LONDON),
        ]  # fmt: skip
        assert codes(message) == [("clock_change", "line 2: ARRESTED"), ("clock_change", "line 3: ARRESTED")]

    def test_a_system_that_writes_utc_says_so(self) -> None:
        (event,) = one(HEAD + "C1,S,K,02/07/2026 23:30\n", columns(top='zone = "UTC"')).events
        assert event.date == date(2026, 7, 3)


LONG = """
name = "contacts"
case = "CRIME"
victim = "VICTIM"
dates = "DD/MM/YYYY"
show_codes = ["WHAT"]
[[event]]
at = "ON"
id = ["NO"]
type = { column = "WHAT", codes = { T = "victim_informed", A = "contact_attempted" }, ignore = ["NOTE"] }
about = { column = "OF", codes = { ARR = "suspect_arrested", CHG = "suspect_charged" }, split = "+" }
details.channel = { column = "HOW", codes = { P = "telephone" }, unknown = ["?"] }
"""
LONG_HEAD = "NO,CRIME,VICTIM,ON,WHAT,OF,HOW\n"


class TestCodes:
    """A code means what the map says, and nothing else."""

    def test_a_column_of_codes_tells_the_type_and_what_it_was_about(self) -> None:
        message = one(LONG_HEAD + "1,C1,V1,05/05/2026,T,ARR+CHG,P\n2,C1,V1,06/05/2026,A,,?\n", columns(base=LONG))
        told, tried = message.events
        assert (told.type, told.about, told.details["channel"]) == (
            "victim_informed", ("suspect_arrested", "suspect_charged"), "telephone",
        )  # fmt: skip
        assert (tried.type, tried.about, dict(tried.details)) == ("contact_attempted", (), {})
        assert [victim.id for victim in message.victims] == ["V1"]
        assert message.unmapped == ()

    def test_an_ignored_code_makes_nothing_and_is_not_reported(self) -> None:
        message = one(LONG_HEAD + "1,C1,V1,05/05/2026,NOTE,,\n", columns(base=LONG))
        assert (message.events, message.unmapped) == ((), ())

    def test_an_unknown_code_is_told_only_where_codes_are_not_personal(self) -> None:
        message = one(LONG_HEAD + "1,C1,V1,05/05/2026,XX,,\n2,C1,V1,05/05/2026,T,Smith,Jones\n", columns(base=LONG))
        assert codes(message) == [
            ("unknown_code", "line 2: WHAT"), ("unknown_code", "line 3: OF"), ("unknown_code", "line 3: HOW"),
        ]  # fmt: skip
        text = " ".join(map(str, message.unmapped))
        assert "'XX'" in text
        assert "Smith" not in text
        assert "Jones" not in text

    def test_what_is_no_code_by_its_length_is_never_told(self) -> None:
        message = one(LONG_HEAD + f"1,C1,V1,05/05/2026,{'x' * 41},,\n", columns(base=LONG))
        assert "xxx" not in str(message.unmapped[0])

    def test_a_code_without_its_date_is_reported(self) -> None:
        message = one(LONG_HEAD + "1,C1,V1,,T,,\n", columns(base=LONG))
        assert (message.events, codes(message)) == ((), [("no_date", "line 2: ON")])

    def test_a_contact_may_be_about_what_its_own_row_tells(self) -> None:
        told = '[[event]]\ntype = "victim_informed"\nat = "TOLD"\nid = ["CUSTODY"]\nabout_row = ["suspect_arrested"]'
        head = "CRIME,SUSPECT,CUSTODY,ARRESTED,TOLD\n"
        message = one(head + "C1,S,K1,02/05/2026,05/05/2026\nC1,S,K2,NULL,06/05/2026\n", columns(told))
        assert [event.about for event in message.events if event.about] == [("crimes:suspect_arrested:K1",)]
        assert codes(message) == [("about_nothing", "line 3: TOLD")]

    def test_details_are_read_by_their_kind(self) -> None:
        text = """
        [[event]]
        type = "sentence_passed"
        at = "SENTENCED"
        details.custody_months = { column = "MONTHS" }
        details.hospital_order = { column = "HOSPITAL", codes = { Y = true, N = false }, unknown = ["U"] }
        [[event]]
        type = "hearing_listed"
        at = "LISTED"
        details.hearing_at = { column = "HEARING" }
        details.precision = "date"
        """
        head = "CRIME,SUSPECT,CUSTODY,ARRESTED,SENTENCED,MONTHS,HOSPITAL,LISTED,HEARING\n"
        row = "C1,S,K,,03/06/2026,{},{},01/05/2026,21/05/2026 10:00\n"
        sentence, listed = one(head + row.format("18", "N"), columns(text)).events
        assert dict(sentence.details) == {"custody_months": 18, "hospital_order": False}
        assert dict(listed.details) == {"hearing_at": datetime(2026, 5, 21, 10, tzinfo=LONDON), "precision": "date"}
        message = one(head + row.format("a year", "U"), columns(text))
        assert dict(message.events[0].details) == {}
        assert codes(message) == [("unfit_number", "line 2: MONTHS")]


class TestReceipt:
    """When it was received and entered, where the extract says it."""

    TEXT = '[[event]]\ntype = "case_outcome_reached"\nat = "OUTCOME"'
    HEAD = "CRIME,SUSPECT,CUSTODY,ARRESTED,OUTCOME,RECEIVED,ENTERED\n"

    def outcome(self, received: str, **how: object) -> tuple[Event, Message]:
        known = columns(self.TEXT, top='received_at = "RECEIVED"\nrecorded_at = "ENTERED"')
        message = one(f"{self.HEAD}C1,S,K,01/05/2026,03/06/2026,{received},09/06/2026\n", known, **how)
        assert message.events[0].received_at is None, "an arrest has no receipt"
        return message.events[1], message

    def test_the_row_says_it_before_the_call_does(self) -> None:
        event, _ = self.outcome("05/06/2026", received_at=date(2026, 6, 8))
        assert (event.received_at, event.recorded_at) == (date(2026, 6, 5), date(2026, 6, 9))

    def test_the_call_says_it_where_the_row_does_not(self) -> None:
        assert self.outcome("NULL", received_at=date(2026, 6, 8))[0].received_at == date(2026, 6, 8)
        assert self.outcome("NULL")[0].received_at is None

    def test_nothing_is_received_before_it_happens(self) -> None:
        event, message = self.outcome("02/06/2026")
        assert event.received_at is None
        assert codes(message) == [("received_too_early", "line 2: RECEIVED")]
