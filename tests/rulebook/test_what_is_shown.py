"""How much of a faulty file an error shows: whole up to a bound, and of a long line the fault that it has."""

from __future__ import annotations

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
