"""What a call is given: an argument of another kind is refused by its name."""

from __future__ import annotations

from os import PathLike

import pytest

from victims_code import InvalidFact
from victims_code.arguments import each_of, need
from victims_code.errors import MOST_FAULTS, InvalidInput, Problem, nearest


def test_each_kind_is_named_in_words() -> None:
    with pytest.raises(InvalidFact, match=r"^path: text or a path is needed, not int$"):
        need("path", 7, str, PathLike)
    with pytest.raises(InvalidFact, match=r"^error: an InvalidFact is needed, not NoneType$"):
        need("error", None, InvalidFact)


@pytest.mark.parametrize("given", [None, 7, "text", b"bytes", {"a": 1}])
def test_what_is_no_list_is_refused(given: object) -> None:
    with pytest.raises(InvalidFact, match=f"^names: a list is needed, not {type(given).__name__}$"):
        each_of("names", given, str)  # type: ignore[arg-type]


def test_what_can_be_gone_through_is_gone_through_once() -> None:
    assert each_of("names", (name for name in "ab"), str) == ("a", "b")


class TestFaults:
    def test_an_error_holds_the_first_hundred_and_reads_no_further(self) -> None:
        read = []

        def problems() -> object:
            for number in range(10_000):
                read.append(number)
                yield Problem("", str(number), source="a.json")

        error = InvalidInput(problems())  # type: ignore[arg-type]
        assert len(read) == MOST_FAULTS + 1
        assert [problem.what for problem in error.problems[:MOST_FAULTS]] == [str(n) for n in range(MOST_FAULTS)]
        assert str(error.problems[-1]) == "a.json: more than 100 faults; mend these first"
        assert InvalidInput(error.problems).problems == error.problems

    def test_faults_of_several_files_end_in_a_line_of_none(self) -> None:
        error = InvalidInput(Problem("", "wrong", source=str(number)) for number in range(101))
        assert str(error.problems[-1]) == "more than 100 faults; mend these first"

    def test_a_long_part_of_a_fault_is_cut_short(self) -> None:
        assert str(Problem("w" * 1_000, "x")) == f"{'w' * 600}…: x"


@pytest.mark.parametrize(("word", "known"), [("a" * 81, ["a" * 80]), ("a" * 80, ["a" * 81]), (7, ["a"])])
def test_what_is_too_long_or_no_text_is_compared_with_nothing(word: object, known: list[str]) -> None:
    assert nearest(word, known) == f"use one of {known[0]}"
