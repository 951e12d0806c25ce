"""How much of a faulty file an error shows: whole up to a bound, and of a long line the fault that it has."""

from __future__ import annotations

import pytest

from tests.rulebook.test_exact_faults import LOANS, changed
from victims_code.rulebook import read_rulebook
from victims_code.rulebook.sources import LONGEST_LINE, Source


def test_words_of_three_hundred_characters_are_shown_whole_and_longer_ones_are_cut() -> None:
    source = Source("book.toml", "")
    source.fault("", "", "x" * 300)
    source.fault("", "", "y" * 301)
    assert [problem.what for problem in source.problems] == ["x" * 300, "y" * 300 + "…"]


def test_a_line_as_long_as_a_line_may_be_with_too_many_full_stops_is_refused_for_these() -> None:
    stops = "a." * 200
    line = stops + "b" * (LONGEST_LINE - len(stops))
    (problem,) = Source("book.toml", line).problems
    assert "full stops" in problem.what
    (problem,) = Source("book.toml", line + "b").problems
    assert f"more than {LONGEST_LINE} characters" in problem.what


@pytest.mark.parametrize(
    ("duty", "short"),
    [
        ("Written confirmation: basic details, crime reference", "Written confirmation"),
        ("Tell the victim, with reasons", "Tell the victim"),
        ("Pay", "Pay"),
        (": and nothing before it", ": and nothing before it"),
    ],
)
def test_a_duty_without_a_short_name_is_named_by_its_first_clause(duty: str, short: str) -> None:
    book = read_rulebook({"lending.toml": changed('duty = "Lend the book"', f'duty = "{duty}"')})
    assert book["LEND"].short == short


def test_a_short_name_of_sixty_characters_is_taken_and_is_no_column_of_the_facts() -> None:
    named = changed('duty = "Lend the book"', f'duty = "Lend the book"\nshort = "{"x" * 60}"')
    rule = read_rulebook({"lending.toml": named})["LEND"]
    assert rule.short == "x" * 60
    assert rule.row() == read_rulebook({"lending.toml": LOANS})["LEND"].row()
