"""JSON as text: its bounds, what is refused with its path, and the same text every time."""

from __future__ import annotations

import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from victims_code import InvalidFact, InvalidInput, Problem
from victims_code.interchange import read_json, write_json
from victims_code.interchange.json_text import DEEPEST, EXACT, LARGEST

values = st.recursive(
    st.none() | st.booleans() | st.integers(-EXACT, EXACT) | st.floats(-1e15, 1e15) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=20,
)


@given(values)
def test_what_is_written_is_read_as_it_was(value: object) -> None:
    assert read_json(write_json(value)) == value
    assert read_json(write_json(value, indent=2).encode()) == value


@given(values)
def test_what_is_read_is_what_any_reader_reads(value: object) -> None:
    text = json.dumps(value)
    assert read_json(text) == json.loads(text)


def faults_of(data: str | bytes) -> tuple[Problem, ...]:
    """What is wrong with a document; nothing where it is read."""
    try:
        read_json(data, "file.json")
    except InvalidInput as error:
        return error.problems
    json.loads(data)
    return ()


@given(st.text() | st.text(alphabet='{}[]",:\\ \n0e-.atruflsn') | st.binary())
def test_anything_at_all_is_read_as_any_reader_reads_it_or_refused_with_the_mend(data: str | bytes) -> None:
    assert all(problem.mend and problem.source == "file.json" for problem in faults_of(data))


def test_nesting_is_read_to_the_bound_and_no_deeper() -> None:
    assert read_json("[" * DEEPEST + "]" * DEEPEST)
    with pytest.raises(InvalidInput, match="nested deeper than 32"):
        read_json("[" * (DEEPEST + 1) + "]" * (DEEPEST + 1))


def test_a_document_is_read_to_the_bound_and_no_larger() -> None:
    largest = b'"' + b"x" * (LARGEST - 2) + b'"'
    assert read_json(largest)
    with pytest.raises(InvalidInput, match="larger than 16 MiB"):
        read_json(largest + b" ")


@pytest.mark.parametrize("number", [EXACT, -EXACT, 0, -0.0, 1.5, 1e-300])
def test_a_number_that_every_reader_holds_is_read(number: float) -> None:
    assert read_json(json.dumps(number)) == number


@pytest.mark.parametrize("text", [str(EXACT + 1), str(-EXACT - 1), "1e16", "1e400", "-1e400", "9" * 10_000])
def test_a_number_that_readers_hold_differently_is_refused(text: str) -> None:
    with pytest.raises(InvalidInput, match=r"a: a number beyond 9007199254740991.*; write it as text"):
        read_json(f'{{"a": {text}}}')


def test_every_refused_value_is_told_with_its_path() -> None:
    with pytest.raises(InvalidInput) as caught:
        read_json('{"a": [1, NaN, {"b": 1, "b": Infinity}], "c": "\\ud83d", "d": "\\ud83d\\ude00", "a": -Infinity}')
    # Of a key given twice the last value is kept, so only what it holds is looked into.
    assert [problem.where for problem in caught.value.problems] == ["a", "a", "c"]
    with pytest.raises(InvalidInput) as caught:
        read_json('[{"b": 1, "b": Infinity}, NaN]')
    assert [problem.where for problem in caught.value.problems] == ["[0].b", "[0].b", "[1]"]


def test_a_byte_order_mark_is_passed_over() -> None:
    assert read_json(b"\xef\xbb\xbf[1]") == [1]


def test_a_key_that_cannot_be_shown_is_not_shown() -> None:
    with pytest.raises(InvalidInput, match=r"^…: is given twice"):
        read_json('{"\\u001b[2J": 1, "\\u001b[2J": 2}')
    with pytest.raises(InvalidInput, match=r"^…: is given twice"):
        read_json(f'{{"{"x" * 61}": 1, "{"x" * 61}": 2}}')


def test_a_flood_of_faults_is_cut_short() -> None:
    with pytest.raises(InvalidInput) as caught:
        read_json("[" + ",".join(["NaN"] * 10_000) + "]")
    assert len(caught.value.problems) == 101


def test_what_is_no_number_is_never_written() -> None:
    with pytest.raises(ValueError, match="JSON compliant"):
        write_json([math.nan])


def test_text_is_written_as_it_is_and_keys_in_the_order_given() -> None:
    assert write_json({"z": "é", "a": 1}) == '{"z":"é","a":1}'
    assert write_json({"z": []}, indent=2) == '{\n  "z": []\n}'


@pytest.mark.parametrize(
    "value", [object(), {1, 2}, {("a", "b"): 1}, 10**5_000, 1j], ids=lambda value: type(value).__name__
)
def test_what_json_cannot_hold_is_refused(value: object) -> None:
    with pytest.raises(InvalidFact, match=r"^document: it cannot be written as JSON: "):
        write_json(value)


@pytest.mark.parametrize("indent", [-1, 17, 1.5, "  "])
def test_an_indent_is_a_number_of_spaces(indent: int) -> None:
    with pytest.raises(InvalidFact, match=r"^indent: None, or a number of spaces from 0 to 16, is needed$"):
        write_json({}, indent=indent)
