"""The dates of an extract as databases and spreadsheets export them: each format reads what it says, no more."""

from __future__ import annotations

import datetime as dt

import pytest

from victims_code.errors import InvalidInput
from victims_code.feeds import Message, read_columns, read_extract
from victims_code.feeds.extract_dates import CellDates, date_format

#: Ten in London on 5 May 2026, in summer time.
TEN = dt.datetime(2026, 5, 5, 9, tzinfo=dt.UTC)
FINE = TEN.replace(microsecond=123_456)

SQL_SERVER, PLAIN = "YYYY-MM-DD HH:mm:ss.SSS", "YYYY-MM-DD HH:mm:ss"
POSTGRES, DOT_NET = "YYYY-MM-DD HH:mm:ssZZ", "YYYY-MM-DDTHH:mm:ss"
ORACLE, EXCEL = "DD-MMM-YY hh.mm.ss.SSS A", "M/D/YYYY h:mm:ss A"

#: For each format: what it reads, and what it does not.
READ: dict[str, dict[str, dt.date | None]] = {
    SQL_SERVER: {
        "2026-05-05 10:00:00.000": TEN, "2026-05-05 10:00:00.1234567": FINE, "2026-05-05 10:00:00": None,
        "2026-05-05 10:00:00,000": None, "2026-05-05 10:00:00.": None, "2026-05-05T10:00:00.000": None,
        "2026-05-05 10:00:00.000+01": None, "2026-05-05 25:00:00.000": None,
    },
    PLAIN: {
        "2026-05-05 10:00:00": TEN, "2026-05-05 10:00:00.000": TEN, "2026-05-05 10:00:00,1234567": FINE,
        "2026-05-05 10:00:60": None, "2026-05-05 10:00": None, "2026-05-05 10:00:00 AM": None,
    },
    POSTGRES: {
        "2026-05-05 10:00:00+01": TEN, "2026-05-05 10:00:00.1234567+01:00": FINE, "2026-05-05 09:00:00Z": TEN,
        "2026-05-05 05:00:00-0400": TEN, "2026-05-05 10:00:00": None, "2026-05-05 10:00:00+25": None,
        "2026-05-05 10:00:00+1": None, "2026-05-05 10:00:00 +01": None,
    },
    DOT_NET: {
        "2026-05-05T10:00:00.1234567": FINE, "2026-05-05T10:00:00": TEN, "2026-05-05 10:00:00": None,
    },
    ORACLE: {
        "05-MAY-26 10.00.00.123456 AM": FINE, "05-may-26 10.00.00.0 am": TEN, "05-MAY-26 13.00.00.0 PM": None,
        "05-MAY-26 10.00.00.0 a.m.": None, "05-MAY-26 10.00.00.0": None,
    },
    EXCEL: {
        "5/5/2026 10:00:00 AM": TEN, "05/05/2026 10:00:00 am": TEN, "5/5/2026 9:00:00 PM": TEN + dt.timedelta(hours=11),
        "5/5/2026 12:00:00 AM": TEN - dt.timedelta(hours=10), "5/5/2026 12:00:00 PM": TEN + dt.timedelta(hours=2),
        "5/5/2026 0:00:00 AM": None, "13/5/2026 10:00:00 AM": None,
    },
    "ISO": {
        "2026-05-05 10:00:00.000": TEN, "2026-05-05 10:00:00+01": TEN, "2026-05-05T10:00:00.1234567": FINE,
        "2026-05-05": dt.date(2026, 5, 5), "05/05/2026 10:00:00 AM": None,
    },
    "YYYY-MM-DD HH:mm ZZ": {"2026-05-05 10:00 +01:00": TEN, "2026-05-05 10:00+01:00": None},
}  # fmt: skip


@pytest.mark.parametrize(("form", "text"), [(form, text) for form, texts in READ.items() for text in texts])
def test_a_format_reads_what_it_says_and_no_more(form: str, text: str) -> None:
    read = CellDates((date_format(form),), pivot=30).read(text)
    assert (None if read is None else read.when) == READ[form][text]


def test_the_hour_that_the_clock_shows_twice_leaves_the_day_unless_an_offset_says_which() -> None:
    twice = CellDates((date_format(SQL_SERVER), date_format(POSTGRES)))
    told = twice.read("2026-10-25 01:30:00.000")
    assert told is not None
    assert (told.when, bool(told.oddity)) == (dt.date(2026, 10, 25), True)
    told = twice.read("2026-10-25 01:30:00+00")
    assert told is not None
    assert (told.when, told.oddity) == (dt.datetime(2026, 10, 25, 1, 30, tzinfo=dt.UTC), "")


@pytest.mark.parametrize(
    ("form", "what"),
    [
        ("YYYY-MM-DD hh:mm", "hh and A go together"),
        ("YYYY-MM-DD HH:mm A", "hh and A go together"),
        ("YYYY-MM-DD A", "hh and A go together"),
        ("YYYY-MM-DD hh:HH:mm A", "each part once"),
        ("YYYY-MM-DD ZZ", "minutes need hours"),
        ("YYYY-MM-DD HH:mm.SSS", "is no format"),
        ("YYYY-MM-DD HH:mm:ss.", None),
        ("YYYY-MM-DD HH:mm:ssSSS", "is no format"),
        ("YYYY-MM-DD HH:mm:ss.S.S", "is no format"),
        ("YYYY-MM-DD HH:mm:ss Z", "is no format"),
    ],
)
def test_a_format_that_cannot_be_is_refused_when_the_map_is_read(form: str, what: str | None) -> None:
    if what is None:
        assert date_format(form).text == form
    else:
        with pytest.raises(ValueError, match=what):
            date_format(form)


@pytest.mark.parametrize(
    "forms",
    [(SQL_SERVER, PLAIN), ("DD/MM/YYYY HH:mm:ss.SSS", "MM/DD/YYYY HH:mm:ss"), ("ISO", "YYYY-DD-MM"),
     ("DD/MM/YYYY hh:mm A", "M/D/YYYY h:mm A")],
)  # fmt: skip
def test_two_formats_of_the_same_texts_are_refused(forms: tuple[str, str]) -> None:
    listed = ", ".join(f'"{form}"' for form in forms)
    with pytest.raises(InvalidInput, match="keep one of the two"):
        read_columns(f'name = "x"\ncase = "C"\ndates = [{listed}]\n[[event]]\ntype = "crime_reported"\nat = "AT"')


MAP = """
name = "x"
case = "CASE"
restates = true
dates = ["DD/MM/YYYY"]
[[event]]
type = "suspect_arrested"
at = "ARR"
"""


class TestRowsOfBlanks:
    def messages(self, data: bytes) -> tuple[Message, ...]:
        return read_extract(data, columns=read_columns(MAP), extracted_at=dt.date(2026, 6, 1))

    @pytest.mark.parametrize("row", [",,", " , , ", "\t,,", '" "," ",""', " ", "\u00a0,\u00a0,", ",", " ,,,,,"])
    def test_they_are_passed_over_wherever_they_stand_and_nothing_is_lost(self, row: str) -> None:
        lines = ["CASE,ARR,MORE", row, "C1,05/05/2026,x", row, row]
        (message,) = self.messages("\n".join(lines).encode())
        assert (message.restates, message.unmapped) == ("x:", ())

    def test_before_the_header_too(self) -> None:
        (message,) = self.messages(b" , , \nCASE,ARR,MORE\nC1,05/05/2026,x\n")
        assert len(message.events) == 1

    def test_a_row_with_anything_in_it_is_a_row(self) -> None:
        (message,) = self.messages(b"CASE,ARR,MORE\nC1,05/05/2026,x\n , ,x\n")
        assert message.restates is None
        assert [each.code for each in message.unmapped] == ["nothing_withdrawn", "no_case"][::-1]
