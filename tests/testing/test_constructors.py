"""What is printed can be pasted: the text of a value makes an equal one, and Hypothesis prints its examples so."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from victims_code import Case, Event, Jurisdiction, Layer, OffenceCategory, Role, Victim
from victims_code.rulebook import read_layer
from victims_code.testing import Question
from victims_code.testing.constructors import as_code
from victims_code.testing.strategies import cases, histories, layers, questions, victims

#: What the docstring of `as_code` says that a pasted text wants.
PASTED_WITH: Final[Mapping[str, Any]] = {
    "Case": Case, "Event": Event, "Victim": Victim, "Role": Role, "OffenceCategory": OffenceCategory,
    "Jurisdiction": Jurisdiction, "Question": Question, "read_layer": read_layer, "date": date, "datetime": datetime,
    "UTC": UTC,
}  # fmt: skip


def pasted(text: str) -> Any:  # noqa: ANN401 - whatever the text makes
    return eval(text, dict(PASTED_WITH))  # noqa: S307 - our own words


@given(st.one_of(cases(), victims(), histories()), st.integers(20, 120))
def test_the_text_of_a_value_makes_an_equal_one_at_any_width(value: object, width: int) -> None:
    assert pasted(as_code(value, width=width)) == value


@given(questions(known_at=True, readings=True))
def test_the_text_of_a_question_asks_the_same(question: Question) -> None:
    assert pasted(as_code(question)) == question


@given(layers())
def test_the_text_of_a_layer_reads_as_the_same_layer(layer: Layer) -> None:
    assert pasted(as_code(layer)).digest == layer.digest


def test_only_what_is_not_so_by_default_is_written_and_lines_keep_to_the_width() -> None:
    case = Case(
        "C1",
        [Victim("V1", Role.BUSINESS, named_point_of_contact=True)],
        [Event("e1", "suspect_arrested", at=datetime(2026, 5, 1, 9, 30, tzinfo=UTC), suspect="S1")],
    )
    text = as_code(case, width=90)
    assert text.splitlines() == [
        "Case(",
        '    "C1",',
        '    [Victim("V1", Role.BUSINESS, named_point_of_contact=True)],',
        "    [",
        "        Event(",
        '            "e1",',
        '            "suspect_arrested",',
        "            at=datetime(2026, 5, 1, 9, 30, tzinfo=UTC),",
        '            suspect="S1",',
        "        ),",
        "    ],",
        ")",
    ]


@pytest.mark.parametrize("text", ['a "quoted" word', "back\\slash", "two\nlines", 'ends with "', '"""'])
def test_any_text_is_written_so_that_it_reads_back(text: str) -> None:
    assert pasted(as_code(text)) == text
    assert pasted(as_code({"key": [text]})) == {"key": [text]}


FAILING: Final = """
from hypothesis import given, settings, strategies as st
from victims_code import Case
from victims_code.testing.hypothesis_plugin import register

register()

@settings(database=None, derandomize=True)
@given(st.from_type(Case))
def test(case):
    assert not any(event.type == "suspect_charged" for event in case.events)

test()
"""


def test_hypothesis_prints_a_falsifying_case_as_text_that_can_be_pasted(tmp_path: Path) -> None:
    done = subprocess.run(  # noqa: S603 - our own interpreter and words
        [sys.executable, "-c", FAILING], cwd=tmp_path, capture_output=True, check=False, text=True
    )
    text = " ".join(done.stderr[done.stderr.index("test(\n") :].split())  # from where the arguments are told
    start = text.index("Case(")
    end = next(n for n in range(start + 1, len(text)) if text[n] == ")" and _is_whole(text[start : n + 1]))
    case = pasted(text[start : end + 1])
    assert isinstance(case, Case)
    assert "suspect_charged" in {event.type for event in case.events}


def _is_whole(text: str) -> bool:
    return text.count("(") == text.count(")") and text.count("[") == text.count("]")


def test_a_repr_still_shows_references_only() -> None:
    assert repr(Victim("V1", vulnerable=True)) == "<Victim V1>"
