"""What pandas and NumPy give for a time, a number, a yes or no and an empty cell is taken as Python's own.

The classes here do what those of pandas do; NumPy's are its own. The library imports neither.
"""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
from decimal import Decimal
from enum import IntEnum
from typing import Any

import numpy as np
import pytest

from victims_code import Case, Event, Victim, VictimsCodeError, assess, england_and_wales
from victims_code.details import Details
from victims_code.errors import InvalidFact
from victims_code.feeds import Message, read_columns, read_common_platform, read_extract, read_hmpps, read_spi
from victims_code.given import number, plain
from victims_code.interchange import case_document, read_case, write_json

DAY = dt.date(2026, 5, 5)

#: NumPy without its types: what it gives is no type of ours, and is taken all the same.
NP: Any = np


class Timestamp(dt.datetime):
    """A date-time with nanoseconds, which its text shows."""

    def isoformat(self, sep: str = "T", timespec: str = "auto") -> str:
        return super().isoformat(sep, timespec).replace("+00:00", "789+00:00")


class NaTType(dt.datetime):
    """An empty date: it is a date-time, equals nothing, and answers nothing."""

    __hash__ = dt.datetime.__hash__

    def __ne__(self, other: object) -> bool:
        return True

    def __eq__(self, other: object) -> bool:
        return False

    def utcoffset(self) -> dt.timedelta | None:
        msg = "NaTType does not support utcoffset"
        raise ValueError(msg)


class NAType:
    """An empty cell of any kind: it says neither yes nor no of anything."""

    def __eq__(self, other: object) -> Any:  # noqa: ANN401 - as pandas has it
        return self

    def __hash__(self) -> int:
        return 1

    def __bool__(self) -> bool:
        msg = "boolean value of NA is ambiguous"
        raise TypeError(msg)


FINE: Any = Timestamp(2026, 5, 5, 9, 0, 0, 123_456, tzinfo=dt.UTC)
NAT: Any = NaTType(2026, 5, 5)
NA: Any = NAType()


class TestTimes:
    def test_a_finer_time_is_cut_and_what_is_written_can_be_read_back(self) -> None:
        event = Event("e1", "hearing_listed", at=FINE, received_at=FINE, recorded_at=FINE, details={"hearing_at": FINE})
        for when in (event.at, event.received_at, event.recorded_at, event.details["hearing_at"]):
            assert type(when) is dt.datetime
            assert when == FINE
        case = Case("C1", [], [event])
        assert read_case(write_json(case_document(case))) == case

    def test_the_hour_that_is_told_twice_keeps_which_of_the_two_it_is(self) -> None:
        late = Timestamp(2026, 10, 25, 1, 30, fold=1)
        read = plain(late)
        assert (type(read), getattr(read, "fold", None)) == (dt.datetime, 1)

    def test_an_empty_date_is_unknown_where_unknown_may_be(self) -> None:
        event = Event(
            "e1", "hearing_listed", at=DAY, received_at=NAT, recorded_at=NAT, details={"hearing_at": NAT, "own": NAT}
        )
        assert event == Event("e1", "hearing_listed", at=DAY, details={"hearing_at": None, "own": None})
        assert Victim("V1", born=NAT) == Victim("V1")
        assert assess(Case("C1", []), as_of=DAY, known_at=NAT).known_at is None

    @pytest.mark.parametrize(
        ("name", "ask"),
        [
            ("at", lambda: Event("e1", "suspect_arrested", at=NAT)),
            ("as_of", lambda: assess(Case("C1", []), as_of=NAT)),
            ("sent", lambda: Message("C1", "0", NAT)),
        ],
    )
    def test_elsewhere_it_is_refused_by_the_name_of_the_field(self, name: str, ask: Any) -> None:  # noqa: ANN401
        with pytest.raises(InvalidFact, match=f"^{name}: .* is needed, and this one is empty"):
            ask()

    def test_a_zone_that_gives_no_offset_is_none(self) -> None:
        class Lost(dt.tzinfo):
            def utcoffset(self, _when: dt.datetime | None) -> dt.timedelta | None:
                msg = "no such zone any more"
                raise RuntimeError(msg)

        with pytest.raises(InvalidFact, match="at: a date-time without an offset"):
            Event("e1", "suspect_arrested", at=dt.datetime(2026, 5, 5, tzinfo=Lost()))  # type: ignore[abstract] # of no other use
        with pytest.raises(InvalidFact, match=r"details\.own: a date-time whose zone gives no offset"):
            Details({"own": dt.datetime(2026, 5, 5, tzinfo=Lost())})  # type: ignore[abstract] # as above

    def test_the_calendar_counts_no_empty_number(self) -> None:
        with pytest.raises(InvalidFact, match="n: a whole number"):
            england_and_wales().add(DAY, Decimal("nan"))  # type: ignore[arg-type] # the misuse

    def test_the_calendar_counts_from_no_empty_date(self) -> None:
        with pytest.raises(VictimsCodeError, match=r"^day: "):
            england_and_wales().add(NAT, 1)

    @pytest.mark.parametrize("received", [FINE, NAT])
    def test_every_feed_takes_such_a_receipt(self, received: Any) -> None:  # noqa: ANN401
        columns = read_columns("""
            name = "x"
            case = "CASE"
            dates = ["ISO"]
            [[event]]
            type = "hearing_listed"
            at = "LISTED"
        """)
        data = b"CASE,LISTED\nC1,2026-05-01\n"
        (message,) = read_extract(data, columns=columns, extracted_at=FINE, received_at=received)
        assert message.sent == FINE
        assert message.events[0].received_at == (None if received is NAT else FINE)
        hearing = b'{"hearing": {"id": "11111111-1111-4111-8111-111111111111", "prosecutionCases": []}}'
        for read, message_of in ((read_spi, b"<x/>"), (read_common_platform, hearing), (read_hmpps, b"{}")):
            with pytest.raises(VictimsCodeError) as caught:  # the message is none; the receipt is not what is wrong
                read(message_of, received_at=received)
            assert "received_at" not in str(caught.value)

    def test_an_extract_made_at_an_empty_date_was_made_at_no_known_one(self) -> None:
        columns = read_columns('name = "x"\ncase = "CASE"\ndates = ["ISO"]\nvictim = "V"')
        with pytest.raises(VictimsCodeError, match="not known when the extract was made"):
            read_extract(b"CASE,V\nC1,V1\n", columns=columns, extracted_at=NAT)


class TestEmptyCells:
    def test_they_are_unknown_for_facts_and_details(self) -> None:
        assert Victim("V1", vulnerable=NA, born=NA) == Victim("V1")
        details = Event("e1", "sentence_passed", at=DAY, details={"custody_months": NA, "hospital_order": NA}).details
        assert details == {"custody_months": None, "hospital_order": None}
        assert not details.unread

    def test_a_number_is_still_no_yes_or_no(self) -> None:
        for value in (0, 1, 1.0, float("nan"), "yes"):
            with pytest.raises(InvalidFact, match=r"^vulnerable: true, false or unknown"):
                Victim("V1", vulnerable=value)  # type: ignore[arg-type] # the misuse


def test_what_is_derived_from_python_s_own_becomes_python_s_own() -> None:
    class Count(IntEnum):
        FOUR_WEEKS = 28

    class Day(dt.date):
        """A day of one's own."""

    held = Details({"count": Count.FOUR_WEEKS, "day": Day(2026, 5, 5), "part": Decimal("0.5")})
    assert held == {"count": 28, "day": DAY, "part": 0.5}
    assert [type(value) for value in held.values()] == [int, dt.date, float]


class TestNumPy:
    def test_yes_and_no(self) -> None:
        victim = Victim("V1", vulnerable=NP.bool_(True), intimidated=NP.bool_(False))
        assert (victim.vulnerable, victim.intimidated) == (True, False)
        details = Event("e1", "sentence_passed", at=DAY, details={"hospital_order": NP.bool_(True)}).details
        assert details["hospital_order"] is True

    def test_numbers(self) -> None:
        calendar = england_and_wales()
        for n in (NP.int64(5), NP.uint8(5)):
            assert calendar.add(DAY, n) == calendar.add(DAY, 5)
            assert calendar.add_ordinal(NP.int64(DAY.toordinal()), n) == calendar.add_ordinal(DAY.toordinal(), 5)
            assert calendar.why(DAY, n) == calendar.why(DAY, 5)
        assert calendar.year(NP.int32(2026)) == calendar.year(2026)
        for days in (NP.int64(28), NP.float64(28), NP.float32(28), NP.longdouble(28), NP.array(28)):
            plan = Event("e1", "contact_plan_agreed", at=DAY, details={"every_days": days})
            assert (plan.details["every_days"], type(plan.details["every_days"])) == (28, int)
        with pytest.raises(InvalidFact, match="-5 Working Days cannot be added"):
            calendar.add(DAY, NP.int64(-5))
        assert number(NP.bool_(True)) is number(NP.timedelta64(5, "D")) is number(NP.float64("nan")) is None

    def test_the_calendar_takes_a_day(self) -> None:
        calendar, day, late = england_and_wales(), NP.datetime64("2026-05-05"), NP.datetime64("2026-05-12")
        for n in (0, 1):
            assert calendar.add(day, n) == calendar.add(DAY, n)
            assert calendar.why(day, n) == calendar.why(DAY, n)
        assert calendar.between(day, late) == 5
        assert calendar.is_working_day(day)
        assert not calendar.is_working_day(NP.datetime64("2026-05-04"))
        assert not calendar.is_projected(day)
        added = calendar.with_holiday(day, "A jubilee", source="an example", proclaimed=day)
        assert added == calendar.with_holiday(DAY, "A jubilee", source="an example", proclaimed=DAY)
        assert added.without_holiday(day, source="an example") == calendar
        with pytest.raises(InvalidFact, match=r"^day: a datetime\.date is needed, not datetime64\[M\]"):
            calendar.add(NP.datetime64("2026-05"), 1)

    def test_times(self) -> None:
        event = Event("e1", "hearing_listed", at=NP.datetime64("2026-05-05"), received_at=NP.datetime64("NaT", "D"))
        assert event == Event("e1", "hearing_listed", at=DAY)
        for coarse in ("2026-05", "2026", NP.datetime64("2026-05-05", "W"), NP.datetime64("2026-05-05", "7D")):
            with pytest.raises(InvalidFact, match=r"at: a date .* is needed, not datetime64\[.+\]$"):
                Event("e1", "hearing_listed", at=NP.datetime64(coarse))
            with pytest.raises(InvalidFact, match=r"details\.own: a datetime64 cannot be kept"):
                Details({"own": NP.datetime64(coarse)})
        for precision in ("s", "us", "ns"):
            with pytest.raises(InvalidFact, match="at: a date-time without an offset"):
                Event("e1", "hearing_listed", at=NP.datetime64("2026-05-05T10:00:00", precision))
        with pytest.raises(InvalidFact, match="at: a date or a date-time with an offset is needed, and this one is"):
            Event("e1", "hearing_listed", at=NP.datetime64("NaT", "D"))
        with pytest.raises(InvalidFact, match="at: a date or a date-time with an offset is needed, not datetime64"):
            Event("e1", "hearing_listed", at=NP.datetime64(10**17, "s"))
        assert plain(NP.datetime64("2026-05-05T10:00:00.123456789")) == dt.datetime(2026, 5, 5, 10, 0, 0, 123_456)  # noqa: DTZ001
        assert Victim("V1", born=NP.datetime64("2009-03-02")).born == dt.date(2009, 3, 2)

    def test_what_is_no_single_value_is_refused_by_its_key(self) -> None:
        for value in (NP.array([28]), NP.timedelta64(28, "D"), NP.void(b"x")):
            with pytest.raises(InvalidFact, match=r"^details\.every_days: a \w+ cannot be kept"):
                Event("e1", "contact_plan_agreed", at=DAY, details={"every_days": value})
        held = Details({"own": [NP.str_("x"), NP.float64(0.5), {"deep": NP.int16(3)}]})
        assert held == {"own": ("x", 0.5, {"deep": 3})}
        assert [type(value) for value in held["own"]] == [str, float, Details]  # type: ignore[attr-defined]


def test_neither_library_is_loaded_by_ours() -> None:
    code = """import sys, datetime, victims_code
victims_code.Event("e1", "contact_plan_agreed", at=datetime.date(2026, 5, 5), details={"every_days": 28.0})
sys.exit(any(name in sys.modules for name in ("numpy", "pandas", "decimal")))"""
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0  # noqa: S603 - our own
