"""The 2020 Code as loaded says what the facts say, column by column, and cites only what is declared."""

from __future__ import annotations

import csv
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from victims_code.errors import InvalidFact, InvalidRulebook
from victims_code.rulebook import Kind, Meets, code_names, lint, load_code

BOOK = load_code()


def test_every_row_of_the_facts_is_a_rule_the_same_in_every_column(facts_folder: Path) -> None:
    with (facts_folder / "obligations-2020.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [
        rule.row() for rule in sorted(BOOK.rules, key=lambda rule: [row["id"] for row in rows].index(rule.id))
    ] == rows
    assert len(rows) == 81


def test_every_source_and_dispute_of_the_facts_is_declared(facts_folder: Path) -> None:
    text = (facts_folder / "README.md").read_text(encoding="utf-8")
    disputes = set(re.findall(r"^\| (D\d+) \|", text, re.MULTILINE))
    assert set(BOOK.disputes) == disputes
    named = re.findall(r"^\| ([\w, -]+) \| .*(?:http|Police|Code)", text.split("## 5. Sources")[1], re.MULTILINE)
    sources = {key.strip() for keys in named for key in keys.split(",")}
    assert sources - {"key"} <= set(BOOK.sources)


def test_the_linter_finds_nothing() -> None:
    assert lint(BOOK) == []


def test_it_has_a_repr_and_finds_a_rule_by_its_id() -> None:
    assert repr(BOOK) == "<Rulebook 2020: 81 rules>"
    assert BOOK["R6.arrest"].duty.startswith("Tell the victim that the suspect has been arrested")
    with pytest.raises(KeyError):
        BOOK["R6.arrests"]


def test_another_name_is_refused_with_the_nearest() -> None:
    assert code_names() == ("2015", "2020")
    with pytest.raises(InvalidRulebook, match=r"unknown rulebook '202'; did you mean '2020'\?"):
        load_code("202")  # type: ignore[arg-type] # what is tested


def test_a_duty_to_pass_something_on_is_met_by_receipt_alone() -> None:
    passed_on = {rule.id for rule in BOOK.rules if rule.met_by_receipt}
    assert passed_on == {
        "R8.court-to-witness-care",
        "R9.court-outcome-to-witness-care",
        "R9.court-sentence-to-witness-care",
    }
    assert all(not BOOK[name].met_by for name in passed_on)


def test_a_star_in_the_facts_means_that_the_trigger_must_be_named() -> None:
    assert BOOK["R6.arrest"].met_by == (Meets("victim_informed", names_trigger=True),)
    assert Meets("update_given") in BOOK["R6.agreed-update"].met_by


def test_enhanced_rights_never_lengthen_a_limit() -> None:
    counted = [rule for rule in BOOK.rules if rule.standard is not None and rule.standard.is_counted]
    assert counted
    for rule in counted:
        assert rule.enhanced is not None
        assert rule.standard is not None
        assert rule.enhanced.unit is rule.standard.unit
        assert rule.enhanced.amount <= rule.standard.amount


def test_only_the_limits_that_the_facts_shorten_differ() -> None:
    # code/README.md, "What Enhanced Rights change": Rights 3, 6 and three notices of Right 8, all five to one.
    shortened = {rule.id for rule in BOOK.rules if rule.differs}
    assert {rule_id.partition(".")[0] for rule_id in shortened} == {"R3", "R6", "R8"}
    assert {rule_id for rule_id in shortened if rule_id.startswith("R8")} == {
        "R8.bail-outcome",
        "R8.warrant",
        "R8.rearrest-outcome",
    }
    assert {(str(BOOK[rule_id].standard), str(BOOK[rule_id].enhanced)) for rule_id in shortened} == {
        ("5 working days", "1 working day")
    }


def test_a_clause_of_our_own_carries_its_dispute_into_the_rule() -> None:
    assert BOOK["R6.arrest"].open_disputes == ("D7", "D10")
    assert BOOK["R6.no-investigation"].open_disputes == ("D3", "D24")
    assert BOOK["R6.no-prosecution"].open_disputes == ("D5", "D8", "D24")


def test_the_basis_of_the_duty_changes_on_29_january_2025() -> None:
    assert BOOK.duty_basis(date(2025, 1, 28)).version == "code of practice (2021-04-01)"
    assert BOOK.duty_basis(date(2025, 1, 29)).version == "statutory duty (2025-01-29)"
    assert BOOK.duty_basis(date(2011, 1, 1)).name == "code of practice"


def test_the_basis_of_the_duty_is_asked_for_by_a_date() -> None:
    day: Any = "2025-01-29"
    with pytest.raises(InvalidFact, match="day: a date is needed, not str"):
        load_code().duty_basis(day)


def test_windows_are_the_victims_own_and_set_outside_the_code() -> None:
    windows = [rule for rule in BOOK.rules if rule.kind is Kind.WINDOW]
    assert {rule.id for rule in windows} == {"R5.cica-application", "R9.unduly-lenient-request"}
    assert all(rule.external and rule.providers == () for rule in windows)
