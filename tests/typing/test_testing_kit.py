"""The types of the kit's strategies, as the type checker must infer them: checked by mypy, and run as a test."""

from __future__ import annotations

from datetime import date
from typing import assert_type

from hypothesis.strategies import SearchStrategy

from victims_code import Case, Event, Layer, Victim
from victims_code.dates import When
from victims_code.testing import Question
from victims_code.testing import strategies as kit
from victims_code.testing.constructors import as_code


def test_each_strategy_says_what_it_generates() -> None:
    assert_type(kit.days(), SearchStrategy[date])
    assert_type(kit.boundary_days(), SearchStrategy[date])
    assert_type(kit.times(), SearchStrategy[When])
    assert_type(kit.victims(), SearchStrategy[Victim])
    assert_type(kit.events(), SearchStrategy[Event])
    assert_type(kit.histories(), SearchStrategy[tuple[Event, ...]])
    assert_type(kit.impossible_histories(), SearchStrategy[tuple[Event, ...]])
    assert_type(kit.incomplete_histories(), SearchStrategy[tuple[Event, ...]])
    assert_type(kit.late_histories(), SearchStrategy[tuple[Event, ...]])
    assert_type(kit.cases(), SearchStrategy[Case])
    assert_type(kit.layers(), SearchStrategy[Layer])
    assert_type(kit.questions(), SearchStrategy[Question])
    assert_type(kit.impossibilities([]), tuple[str, ...])
    assert_type(as_code([]), str)
