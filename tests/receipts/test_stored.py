"""The stored receipts verify, from the version that made them on; and they say what was reasoned by hand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import jsonschema
import pytest

from tests.receipts.storing import ASKED, EXPECTED, STORED
from victims_code.dates import format_when
from victims_code.interchange import schema
from victims_code.receipts import Axis, Receipt, read_receipt, verify

#: The receipts whose answer has changed since, with the axes that moved. Each is in the CHANGELOG.
CHANGED: Mapping[str, tuple[Axis, ...]] = {
    # Their cases hold a detail of their own, which is a finding since.
    "before-any-edition": (Axis.LIBRARY,),
    "spi-arrest-warrant": (Axis.LIBRARY,),
    "spi-bail-until-trial": (Axis.LIBRARY,),
    "spi-imprisonment": (Axis.LIBRARY,),
}

NAMES = sorted(path.stem for path in STORED.glob("*.json"))


def stored(name: str) -> Receipt:
    return read_receipt((STORED / f"{name}.json").read_bytes(), name)


def test_every_receipt_that_is_listed_is_stored_and_no_other() -> None:
    assert sorted(ASKED) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_it_is_reproduced_unless_its_answer_is_known_to_have_changed(name: str) -> None:
    found = verify(stored(name))
    assert found.axes == CHANGED.get(name, ()), found.moved
    assert found.is_reproduced is (name not in CHANGED)


@pytest.mark.parametrize("name", NAMES)
def test_it_answers_the_question_that_is_listed(name: str) -> None:
    """The example cases and layers may be bettered one day: a receipt keeps those that it was made of."""
    made, asked = stored(name).document, ASKED[name]
    answer = asked.answer()
    assert made["facts"]["case"]["case"] == answer.case.id
    assert made["asked"]["as_of"] == asked.as_of.isoformat()
    assert made["asked"]["known_at"] == (None if asked.known_at is None else format_when(asked.known_at))
    assert made["asked"]["rulebook"] == asked.rulebook
    assert made["readings"]["chosen"] == asked.readings
    assert [layer["name"] for layer in made["layers"]] == [layer.name for layer in answer.law.layers]


@pytest.mark.parametrize("name", NAMES)
def test_its_file_holds_it_in_canonical_form(name: str) -> None:
    receipt = stored(name)
    assert (STORED / f"{name}.json").read_bytes() == f"{receipt.to_json()}\n".encode()
    assert receipt.is_whole


@pytest.mark.parametrize("name", NAMES)
def test_it_holds_to_the_schema_of_its_version(name: str) -> None:
    document = stored(name).document
    jsonschema.Draft202012Validator(schema(document["schema"])).validate(document)


@pytest.mark.parametrize("expected", EXPECTED, ids=lambda entry: entry["file"])
def test_those_of_the_example_cases_say_what_was_reasoned_by_hand(expected: dict[str, Any]) -> None:
    name = expected["file"].removesuffix(".json")
    if name in CHANGED:
        return
    outcome = stored(name).document["outcome"]
    obligations = {entry["id"]: entry for entry in outcome["obligations"]}
    for entry in expected.get("under_2020", expected.get("obligation", [])):
        said = obligations[entry["id"]]
        for key in ("due_by", "due_by_if_enhanced", "status", "breach"):
            if key in entry:
                assert str(said[key]) == str(entry[key]), (entry["id"], key)
    if "in_breach" in expected and "under_2020" not in expected:
        assert outcome["in_breach"] == expected["in_breach"]
