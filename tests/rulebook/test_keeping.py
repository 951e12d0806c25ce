"""What is kept for the next time is bounded by its size: many large layers and rulebooks leave little behind."""

from __future__ import annotations

import datetime as dt
import gc
import tracemalloc
from collections.abc import Callable

import pytest
from attrs import evolve

from victims_code import Case, Event, InvalidRulebook, Victim, assess, load_code, load_rulebook
from victims_code.receipts import make_receipt, verify
from victims_code.rulebook import Layer, law_of, read_layer
from victims_code.rulebook.keeping import MOST_KEPT, Kept, weight_of
from victims_code.testing.vectors.model import layer_of

DAY = dt.date(2026, 5, 20)
CASE = Case("C1", [Victim("V1")], [Event("e1", "suspect_arrested", at=dt.date(2026, 5, 12))])
LAYER = """
name = "example"
title = "An example"
code = "2020"
[[target]]
rule = "R2.record-crime"
within = "24 hours"
"""


class TestKept:
    def test_what_was_made_is_made_once(self) -> None:
        kept: Kept[list[int]] = Kept(100)
        assert kept.get("a", 10, list) is kept.get("a", 10, list)

    def test_what_was_asked_for_longest_ago_is_let_go_first(self) -> None:
        kept: Kept[list[int]] = Kept(100)
        first, second = kept.get("a", 50, list), kept.get("b", 50, list)
        assert kept.get("a", 50, list) is first
        kept.get("c", 50, list)
        assert kept.get("a", 50, list) is first
        assert kept.get("b", 50, list) is not second

    def test_what_weighs_more_than_all_may_is_not_kept(self) -> None:
        kept: Kept[list[int]] = Kept(100)
        assert kept.get("a", 101, list) is not kept.get("a", 101, list)
        assert len(kept) == 0

    def test_of_two_made_at_once_one_is_kept(self) -> None:
        kept: Kept[str] = Kept(100)
        assert kept.get("a", 10, lambda: kept.get("a", 10, lambda: "inner") and "outer") == "outer"
        assert (kept.get("a", 10, str), len(kept)) == ("inner", 1)


def test_an_edition_of_the_package_weighs_nothing_and_one_of_ones_own_what_its_rules_do() -> None:
    book, layer = load_code(), read_layer(LAYER)
    assert weight_of([book], []) == weight_of([], [])
    assert weight_of([evolve(book)], []) > weight_of([], []) + 8_000 * len(book.rules)
    assert weight_of([], [layer]) >= weight_of([], []) + 4 * len(LAYER)


def _large(number: int) -> str:
    return f"# {number}\n{LAYER}" + f"#{'x' * 1_900}\n" * 480


def _assessed(text: str) -> None:
    _ = assess(CASE, as_of=DAY, layers=[read_layer(text)]).obligations


def _verified(text: str) -> None:
    layer: Layer = read_layer(text)
    assert verify(make_receipt(assess(CASE, as_of=DAY, layers=[layer]))).is_reproduced


def _of_a_vector(text: str) -> None:
    layer_of(text)


def _of_ones_own(text: str) -> None:
    _ = assess(CASE, as_of=DAY, rulebook=evolve(load_code(), title=text)).obligations


@pytest.mark.parametrize("use", [_assessed, _verified, _of_a_vector, _of_ones_own])
def test_forty_large_layers_or_rulebooks_leave_no_more_behind_than_may_be_kept(use: Callable[[str], None]) -> None:
    """They are 37 megabytes of text: before they were bounded by size, all of it stayed."""
    use(_large(0))
    gc.collect()
    tracemalloc.start()
    for number in range(1, 41):
        use(_large(number))
    gc.collect()
    held, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert held < MOST_KEPT


def test_the_same_question_finds_the_same_law_again() -> None:
    book = evolve(load_code())
    assert law_of(book) is law_of(book)
    assert law_of(readings={"unassessed": "standard"}) is law_of(readings={"unassessed": "standard"})
    assert law_of() is law_of(whatever_the_date=False)


@pytest.mark.parametrize("path", ["a\0b", "x" * 5_000, "\ud800"])
def test_what_is_no_path_is_refused(path: str) -> None:
    with pytest.raises(InvalidRulebook, match=r"not the path of a file|cannot be read"):
        load_rulebook(path)
