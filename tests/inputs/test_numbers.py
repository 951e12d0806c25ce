"""A detail that is a number: whole ones are whole however written, and one that cannot be read costs no event."""

from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal
from fractions import Fraction
from importlib.resources import files
from typing import Any

import pytest
from attrs import evolve

from tests.cli.running import run
from victims_code import Case, Event, Victim, assess
from victims_code.details import Details
from victims_code.errors import InvalidFact, InvalidInput
from victims_code.feeds import read_columns, read_extract
from victims_code.given import number, number_in, plain, whole
from victims_code.interchange import case_document, read_case, write_json
from victims_code.prompts import read_policy
from victims_code.receipts import make_receipt, read_receipt, verify
from victims_code.rulebook.loading import read_rulebook

DAY = dt.date(2026, 5, 5)

#: What cannot be read as a number of days, and can stand in a case file.
UNREADABLE: list[Any] = ["28 days", "28", "", -1, 0, 28.5, True, False, 10**9, [28], {"days": 28}]


def plan(every_days: object, **more: object) -> Event:
    return Event("e1", "contact_plan_agreed", at=DAY, details={"every_days": every_days, **more})


def case_of(event: Event) -> Case:
    return Case("C1", [Victim("V1")], [event])


def found(case: Case, day: dt.date = DAY) -> list[tuple[str | None, str]]:
    """The findings of what could not be read: of which event, and of which detail."""
    findings = assess(case, as_of=day).findings
    return [(each.event, each.detail) for each in findings if each.code == "detail_not_read"]


class TestInAnEvent:
    @pytest.mark.parametrize("days", [28, 28.0, Decimal(28), Decimal("28.00"), Fraction(28)])
    def test_a_whole_number_is_whole_however_it_is_given(self, days: object) -> None:
        event = plan(days)
        assert event.details == {"every_days": 28}
        assert type(event.details["every_days"]) is int
        assert not event.details.unread

    def test_months_may_have_a_part(self) -> None:
        sentence = Event("e1", "sentence_passed", at=DAY, details={"custody_months": 11.5})
        assert sentence.details["custody_months"] == 11.5

    @pytest.mark.parametrize("days", UNREADABLE)
    def test_what_cannot_be_read_is_unknown_and_kept_beside(self, days: object) -> None:
        event = plan(days, channel="post")
        assert event.details["every_days"] is None
        assert event.details["channel"] == "post"
        assert list(event.details.unread) == ["every_days"]
        assert event.details.given["channel"] == "post"

    @pytest.mark.parametrize("months", ["14", True, -1, 10_001])
    def test_so_are_months(self, months: object) -> None:
        details = Event("e1", "sentence_passed", at=DAY, details={"custody_months": months}).details
        assert details["custody_months"] is None
        assert details.unread == {"custody_months": months}

    @pytest.mark.parametrize("nothing", [None, float("nan")])
    def test_nothing_is_unknown_and_no_fault(self, nothing: object) -> None:
        assert plan(nothing).details == {"every_days": None}

    @pytest.mark.parametrize("days", [float("inf"), {28}, object(), 10**30, b"28"])
    def test_what_no_case_file_can_hold_is_refused(self, days: object) -> None:
        with pytest.raises(InvalidFact, match=r"^details\.every_days: "):
            plan(days)

    def test_two_that_were_given_something_else_are_two(self) -> None:
        assert plan("28 days") == plan("28 days")
        assert plan("28 days") != plan("four weeks")
        assert plan("28 days") != plan(None)
        assert plan("28 days").details != {"every_days": None}

    def test_it_stays_through_a_change_of_something_else(self) -> None:
        moved = evolve(plan("28 days"), at=dt.date(2026, 5, 6))
        assert moved.details.unread == {"every_days": "28 days"}
        assert evolve(moved, details={"every_days": 28}).details == {"every_days": 28}


class TestInAnAnswer:
    def test_a_warning_names_the_event_and_the_key_and_never_the_value(self) -> None:
        (finding,) = [f for f in assess(case_of(plan("for Mrs Smith")), as_of=DAY).findings
                      if f.code == "detail_not_read"]  # fmt: skip
        assert (finding.event, finding.severity.value) == ("e1", "warning")
        assert "every_days" in finding.message
        assert "Smith" not in finding.message

    def test_there_is_none_where_it_was_read_or_unknown_or_the_event_never_happened(self) -> None:
        assert found(case_of(plan(28.0))) == found(case_of(plan(None))) == []
        void = Event("e2", "event_voided", at=DAY, details={"event": "e1"})
        assert found(Case("C1", [Victim("V1")], [plan("28 days"), void])) == []

    def test_a_correction_mends_it_from_its_day_on_and_may_break_it(self) -> None:
        later = dt.date(2026, 5, 8)
        for first, second, before, after in (("28 days", 28, [("e1", "every_days")], []),
                                             (28, "28 days", [], [("e1", "every_days")])):  # fmt: skip
            details = {"event": "e1", "fields": {"details": {"every_days": second}}}
            case = Case("C1", [Victim("V1")], [plan(first), Event("e2", "event_corrected", at=later, details=details)])
            assert (found(case), found(case, later)) == (before, after)

    def test_a_correction_of_something_else_leaves_it(self) -> None:
        details = {"event": "e1", "fields": {"details": {"channel": "post"}}}
        case = Case("C1", [], [plan("28 days"), Event("e2", "event_corrected", at=DAY, details=details)])
        assert found(case) == [("e1", "every_days")]


class TestInACaseFile:
    @pytest.mark.parametrize("days", UNREADABLE)
    def test_it_is_written_as_it_was_given_and_reads_back_the_same(self, days: object) -> None:
        case = case_of(plan(days))
        text = write_json(case_document(case))
        assert json.loads(text)["events"][0]["details"] == {"every_days": days}
        assert read_case(text) == case
        assert found(read_case(text)) == [("e1", "every_days")]

    @pytest.mark.parametrize("given", [DAY, dt.datetime(2026, 5, 5, 10, tzinfo=dt.UTC)])
    def test_a_date_in_place_of_a_number_is_kept_as_a_case_file_holds_it(self, given: dt.date) -> None:
        case = case_of(plan(given))
        assert read_case(write_json(case_document(case))) == case

    def test_a_whole_number_written_with_a_part_is_whole(self) -> None:
        event = {"id": "e1", "type": "contact_plan_agreed", "at": "2026-05-05", "details": {"every_days": 28.0}}
        case = read_case(json.dumps({"case": "C1", "victims": [], "events": [event]}))
        assert case.events[0] == plan(28)

    def test_so_it_is_in_a_correction_of_the_file(self) -> None:
        events = [
            {"id": "e1", "type": "contact_plan_agreed", "at": "2026-05-05"},
            {"id": "e2", "type": "event_corrected", "at": "2026-05-05",
             "details": {"event": "e1", "fields": {"details": {"every_days": "four weeks"}}}},
        ]  # fmt: skip
        assert found(read_case(json.dumps({"case": "C1", "victims": [], "events": events}))) == [("e1", "every_days")]

    def test_a_receipt_keeps_it_and_is_reproduced(self) -> None:
        receipt = read_receipt(make_receipt(assess(case_of(plan("28 days")), as_of=DAY)).to_json())
        assert verify(receipt).is_reproduced
        assert '"every_days":"28 days"' in receipt.to_json()


MAP = """
name = "x"
case = "CASE"
dates = ["ISO"]
[[event]]
type = "contact_plan_agreed"
at = "PLAN"
details.every_days = { column = "EVERY" }
"""


class TestInAnExtract:
    @pytest.mark.parametrize("text", ["28", "28.0", " 28 ", "28.0000000000", "+28"])
    def test_a_whole_number_is_read_as_databases_write_it(self, text: str) -> None:
        (message,) = read_extract(
            f"CASE,PLAN,EVERY\nC1,2026-05-05,{text}\n".encode(), columns=read_columns(MAP), extracted_at=DAY
        )
        assert message.events[0].details == {"every_days": 28}
        assert not message.unmapped

    @pytest.mark.parametrize("text", ["28 days", "28.5", "0", "-1", "10001", "1e3", "28.", ".5", "9" * 5_000])
    def test_what_cannot_be_read_is_reported_and_the_event_kept(self, text: str) -> None:
        (message,) = read_extract(
            f"CASE,PLAN,EVERY\nC1,2026-05-05,{text}\n".encode(), columns=read_columns(MAP), extracted_at=DAY
        )
        (event,) = message.events
        assert event.details == {}
        assert [(each.code, each.where) for each in message.unmapped] == [("unfit_number", "line 2: EVERY")]

    @pytest.mark.parametrize("value", ["0.5", "-1", "true", "'28'"])
    def test_a_map_that_says_no_such_number_is_refused(self, value: str) -> None:
        with pytest.raises(InvalidInput, match="every_days"):
            read_columns(MAP.replace('{ column = "EVERY" }', value))
        assert read_columns(MAP.replace('{ column = "EVERY" }', "28.0")).events[0].details == {"every_days": 28}


class TestInTOML:
    """A program that writes TOML may write a whole number with a part, as pandas does in a table."""

    def test_a_policy_takes_it(self) -> None:
        policy = read_policy('name = "x"\n[thresholds]\ndue_soon = 2.0\n')
        assert (policy.thresholds.due_soon, type(policy.thresholds.due_soon)) == (2, int)
        with pytest.raises(InvalidInput, match="a whole number of Working Days"):
            read_policy('name = "x"\n[thresholds]\ndue_soon = 2.5\n')

    def test_a_column_map_takes_it(self) -> None:
        assert read_columns(MAP.replace('["ISO"]', '["DD/MM/YY"]\npivot = 30.0')).pivot == 30
        with pytest.raises(InvalidInput, match="a whole number from 0 to 99"):
            read_columns(MAP.replace('["ISO"]', '["DD/MM/YY"]\npivot = 30.5'))

    @pytest.mark.parametrize(("was", "now"), [("right = 6", "right = 6.0"), ("at_least = 12", "at_least = 12.0")])
    def test_a_rulebook_takes_it(self, was: str, now: str) -> None:
        folder = files("victims_code").joinpath("rulebook", "data", "2020")
        texts = {each.name: each.read_text("utf-8") for each in folder.iterdir() if each.name.endswith(".toml")}
        changed = {
            name: text.replace(f"{was}\n", f"{now}\n").replace(f"{was} }}", f"{now} }}") for name, text in texts.items()
        }
        assert changed != texts
        assert read_rulebook(changed).rules == read_rulebook(texts).rules


@pytest.mark.parametrize("number", ["5", "5.0", " 5 ", "+5"])
def test_the_command_line_reads_numbers_as_an_extract_does(number: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "deadline", "2026-05-05", number).out == "2026-05-12\n"


class TestOneNumber:
    @pytest.mark.parametrize(
        ("value", "read"),
        [
            (28, 28), (28.0, 28), (11.5, 11.5), (-3, -3), (Decimal("1.5"), 1.5), (True, None), ("28", None),
            (None, None), (float("nan"), None), (float("-inf"), None), (1j, None), (Decimal("nan"), None),
            (dt.timedelta(28), None), ([28], None), (Fraction(10**400), None),
        ],
    )  # fmt: skip
    def test_is_finite_and_whole_where_it_can_be(self, value: object, read: object) -> None:
        assert (number(value), type(number(value))) == (read, type(read))
        assert whole(value) == (read if isinstance(read, int) else None)

    @pytest.mark.parametrize("text", ["", " ", "٢٨", "28,0", "1_000", "0x1c", "nan", "inf", "1" * 16])
    def test_a_text_that_is_none_gives_none(self, text: str) -> None:
        assert number_in(text) is None

    def test_what_is_python_s_own_stays_itself(self) -> None:
        for value in ("x", True, 5, 1.5, None, DAY, [1], {"a": 1}, (1,), object):
            assert plain(value) is value

    def test_details_that_nobody_declared_keep_them_too(self) -> None:
        assert Details({"kept": Decimal("2.5")}) == {"kept": 2.5}
