"""Documents of earlier versions load by numbered steps; those of later ones, and of no known kind, are refused."""

from __future__ import annotations

from typing import Any

import pytest

from victims_code import InvalidCase, InvalidInput
from victims_code.interchange import CASE_SCHEMA, case_of, schema
from victims_code.interchange.migrations import STEPS, migrate, newest_name
from victims_code.receipts import RECEIPT_SCHEMA


def _renamed(document: dict[str, Any]) -> dict[str, Any]:
    """Version 2 calls the borrower a reader."""
    return {("reader" if key == "borrower" else key): value for key, value in document.items()}


def _listed(document: dict[str, Any]) -> dict[str, Any]:
    """Version 3 allows several books."""
    return {**{key: value for key, value in document.items() if key != "book"}, "books": [document["book"]]}


#: An invented kind of document, which has been through two changes.
LOANS = {"loan": (_renamed, _listed)}
NEWEST = {"schema": "victims-code/loan/3", "reader": "A", "books": ["B"]}


@pytest.mark.parametrize(
    "document",
    [
        {"borrower": "A", "book": "B"},
        {"schema": "victims-code/loan/1", "borrower": "A", "book": "B"},
        {"schema": "victims-code/loan/2", "reader": "A", "book": "B"},
        NEWEST,
    ],
)
def test_every_version_loads_as_the_newest(document: dict[str, Any]) -> None:
    before = dict(document)
    assert migrate(document, "loan", steps=LOANS) == NEWEST
    assert document == before


@pytest.mark.parametrize("number", [4, 5, 999999])
def test_a_later_version_is_refused_and_says_so(number: int) -> None:
    with pytest.raises(InvalidInput) as refused:
        migrate({"schema": f"victims-code/loan/{number}"}, "loan", source="l.json", steps=LOANS)
    assert str(refused.value) == (
        "l.json: schema: made by a later version of this library; "
        "install that version, as this one reads up to 'victims-code/loan/3'"
    )


@pytest.mark.parametrize(
    "name",
    [
        "victims-code/loan/0", "victims-code/loan/01", "victims-code/loan/-1", "victims-code/loan/1.5",
        "victims-code/loan/", "victims-code/loan", "victims-code/loan/one", "loan/1", "victims-code/loan/1\n",
        "victims-code/loan/٣", "victims-code/loan/1000000", "", None, 1, True, [], {},
    ],
)  # fmt: skip
def test_what_names_no_version_is_refused(name: object) -> None:
    with pytest.raises(InvalidInput, match=r"^schema: not a version that this library reads; write '"):
        migrate({"schema": name}, "loan", steps=LOANS)


def test_another_kind_is_refused_by_its_name() -> None:
    with pytest.raises(InvalidInput, match=r"^schema: not a case but a receipt; write 'victims-code/case/1'$"):
        migrate({"schema": "victims-code/receipt/1"}, "case")
    with pytest.raises(InvalidInput, match=r"^schema: not a kind of document that this library knows; write"):
        migrate({"schema": "victims-code/loan/1"}, "case")
    with pytest.raises(InvalidInput, match=r"^kind: no document is called 'cases'; did you mean 'case'"):
        newest_name("cases")


def test_the_newest_of_each_kind_is_what_is_written_and_its_schema_is_published() -> None:
    assert (newest_name("case"), newest_name("receipt")) == (CASE_SCHEMA, RECEIPT_SCHEMA)
    for kind in STEPS:
        assert schema(newest_name(kind))["properties"]["schema"]["const"] == newest_name(kind)


def test_a_case_file_goes_through_them() -> None:
    """What names no version is taken for the first, which is what it was written as."""
    assert case_of({"case": "C1", "victims": [], "events": []}).id == "C1"
    with pytest.raises(InvalidCase, match=r"^c1: schema: made by a later version of this library"):
        case_of({"schema": "victims-code/case/2", "case": "C1", "victims": [], "events": []}, "c1")
    with pytest.raises(InvalidCase) as refused:
        case_of({"schema": "victims-code/case/0", "case": "C1", "victims": []})
    assert [problem.where for problem in refused.value.problems] == ["schema", "events"]
