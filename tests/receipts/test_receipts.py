"""Making, reading and verifying: whatever was answered can be answered again, and no change goes unexplained."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from datetime import date
from typing import Any

import jsonschema
import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.assessment.strategies import cases, days
from tests.receipts.test_rules_changed import with_rule
from tests.receipts.test_stored import stored
from victims_code import Case, Event, InvalidFact, InvalidInput, Victim, assess, england_and_wales, load_code
from victims_code.interchange import schema
from victims_code.receipts import Axis, Receipt, make_receipt, read_receipt, verify

CODE = load_code()
COUNTED = [rule.id for rule in CODE.rules if rule.standard is not None and rule.standard.is_counted]


@given(cases(), days)
@settings(max_examples=50)
def test_whatever_was_answered_can_be_answered_again(case: Case, as_of: date) -> None:
    receipt = make_receipt(assess(case, as_of=as_of))
    assert read_receipt(receipt.to_json()) == receipt
    assert verify(receipt).is_reproduced
    assert make_receipt(assess(case, as_of=as_of)) == receipt
    assert jsonschema.Draft202012Validator(schema("victims-code/receipt/1")).is_valid(receipt.document)


@given(cases(), days, st.sampled_from(COUNTED))
@settings(max_examples=50)
def test_no_change_of_a_limit_goes_unexplained(case: Case, as_of: date, rule: str) -> None:
    """Where the outcome changed, the Code is said to have moved, and never the library."""
    receipt = make_receipt(assess(case, as_of=as_of))
    limit = CODE[rule].standard
    assert limit is not None
    found = verify(receipt, rulebooks=[with_rule(CODE, rule, standard=evolve(limit, amount=limit.amount + 1))])
    assert found.axes == ((Axis.CODE,) if found.moved else ())
    assert found.moved or not found.changes


@given(cases(), days, st.dates(date(2026, 3, 1), date(2026, 7, 31)))
@settings(max_examples=50)
def test_no_new_bank_holiday_goes_unexplained(case: Case, as_of: date, day: date) -> None:
    calendar = england_and_wales()
    if not calendar.is_working_day(day):
        return
    receipt = make_receipt(assess(case, as_of=as_of))
    found = verify(receipt, calendar=calendar.with_holiday(day, "A jubilee", source="an example"))
    assert found.axes == ((Axis.CALENDAR,) if found.moved else ())
    assert found.moved or not found.changes


class TestAReceipt:
    """What a receipt says of itself."""

    def test_it_names_its_case_and_its_day_and_no_fact(self) -> None:
        receipt = stored("complaint")
        assert (receipt.case, receipt.as_of) == ("20WM/00655/23", date(2023, 7, 3))
        assert repr(receipt) == f"<Receipt of 20WM/00655/23 on 2023-07-03: {receipt.digest[:12]}>"

    def test_its_document_is_a_copy(self) -> None:
        receipt = stored("complaint")
        receipt.document.clear()
        assert receipt.document["asked"]["as_of"] == "2023-07-03"

    def test_a_case_nested_too_deep_to_be_read_again_gets_none(self) -> None:
        deep: Any = "end"
        for _ in range(28):
            deep = [deep]
        case = Case("C1", [], [Event("e1", "crime_reported", at=date(2026, 5, 5), details={"kept": deep})])
        with pytest.raises(InvalidInput, match="nested deeper"):
            make_receipt(assess(case, as_of=date(2026, 5, 6)))

    def test_wrong_kinds_of_argument_are_refused(self) -> None:
        receipt: Any = stored("complaint")
        with pytest.raises(InvalidFact, match=r"^assessment: an Assessment is needed, not Case$"):
            make_receipt(Case("C1", []))  # type: ignore[arg-type] # the misuse
        with pytest.raises(InvalidFact, match=r"^receipt: a Receipt is needed, not dict$"):
            verify(receipt.document)
        with pytest.raises(InvalidFact, match=r"^calendar: a WorkingDays is needed, not str$"):
            verify(receipt, calendar="England")  # type: ignore[arg-type] # the misuse
        with pytest.raises(InvalidFact, match=r"^rulebooks\[0\]: a Rulebook is needed, not str$"):
            verify(receipt, rulebooks=["2020"])  # type: ignore[list-item] # the misuse


def _own_rulebook() -> Receipt:
    book = evolve(CODE, name="my-own")
    case = Case("C1", [Victim("V1", vulnerable=True)], [Event("e1", "suspect_arrested", at=date(2026, 5, 5))])
    return make_receipt(assess(case, as_of=date(2026, 5, 6), rulebook=book))


def test_a_receipt_over_a_rulebook_of_ones_own_needs_it() -> None:
    receipt = _own_rulebook()
    with pytest.raises(
        InvalidInput, match=r"^asked.rulebook: the receipt is over a rulebook that is not in the package"
    ):
        verify(receipt)
    assert verify(receipt, rulebooks=[evolve(CODE, name="my-own")]).is_reproduced


def _paths(value: object, *path: str | int) -> Iterator[tuple[str | int, ...]]:
    """Walk the paths of everything in a receipt but the facts and what stands inside lists past the first item."""
    if path[:2] == ("facts", "case"):
        return
    items = value.items() if isinstance(value, dict) else enumerate(value[:1]) if isinstance(value, list) else ()
    for key, item in items:
        yield (*path, key)
        yield from _paths(item, *path, key)


def test_the_reader_and_the_schema_refuse_the_same() -> None:
    """Each key in turn left out, of the wrong kind, and beside an unknown one."""
    whole = stored("layer-force").document
    check = jsonschema.Draft202012Validator(schema("victims-code/receipt/1"))
    for path in _paths(whole):
        for change in ("left out", "wrong", "null", "beside"):
            document = copy.deepcopy(whole)
            inner: Any = document
            for key in path[:-1]:
                inner = inner[key]
            if change == "left out":
                del inner[path[-1]]
            elif change == "beside" and isinstance(inner, dict):
                inner["unknown key"] = 0.5
            else:
                inner[path[-1]] = None if change == "null" else 0.5
            try:
                read_receipt(json.dumps(document))
            except InvalidInput:
                is_read = False
            else:
                is_read = True
            assert check.is_valid(document) is is_read, (path, change)


def test_every_fault_is_told_at_its_path() -> None:
    document = stored("layer-force").document
    document["asked"]["as_of"] = "yesterday"
    document["code"]["rules"]["2020"]["R6.arrest"]["digest"] = "short"
    del document["outcome"]["in_breach"]
    document["outcome"]["obligations"][3]["status"] = "finished"
    document["layer"] = document.pop("layers")
    with pytest.raises(InvalidInput) as refused:
        read_receipt(json.dumps(document), "r.json")
    told = [str(problem) for problem in refused.value.problems]
    assert "r.json: layer: unknown key; did you mean 'layers'?" in told
    assert "r.json: layers: is missing" in told
    assert "r.json: asked.as_of: a date is needed" in told
    assert "r.json: code.rules.2020.R6.arrest.digest: a SHA-256 of 64 hexadecimal digits is needed" in told
    assert "r.json: outcome.in_breach: is missing" in told
    assert any(line.startswith("r.json: outcome.obligations[3].status: one of ") for line in told)
    assert len(told) == 6


@pytest.mark.parametrize(("days", "due", "is_projected"), [(7, "2028-12-31", False), (8, "2029-01-01", True)])
def test_a_due_day_that_is_the_last_published_one_rests_on_no_projection(
    days: int, due: str, is_projected: bool
) -> None:
    """Seven days after 24 December 2028 is the 31st, with which the list of GOV.UK ends."""
    plan = Event("e1", "contact_plan_agreed", at=date(2028, 12, 24), details={"every_days": days})
    receipt = make_receipt(assess(Case("C1", [Victim("V1")], [plan]), as_of=date(2028, 12, 24)))
    assert [duty["due_by"] for duty in receipt.document["outcome"]["obligations"]] == [due]
    assert receipt.document["calendar"]["is_projected"] is is_projected
    assert verify(receipt).moved == ()
