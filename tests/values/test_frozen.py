"""A mapping that cannot change: equal to a dictionary, hashable, and the same after a copy and a pickle."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from typing import Any

import pytest
from attrs import frozen
from attrs.exceptions import FrozenInstanceError

from tests.values.copying import copies
from victims_code.errors import InvalidFact
from victims_code.frozen import FrozenMapping, Value, frozen_mapping, frozen_mappings, frozen_value

CHANGES: dict[str, Callable[[Any], object]] = {
    "assign a key": lambda mapping: mapping.__setitem__("a", 2),
    "delete a key": lambda mapping: mapping.__delitem__("a"),
    "clear": lambda mapping: mapping.clear(),
    "pop": lambda mapping: mapping.pop("a"),
    "pop an item": lambda mapping: mapping.popitem(),
    "set a default": lambda mapping: mapping.setdefault("b", 2),
    "update": lambda mapping: mapping.update(a=2),
    "update in place": lambda mapping: mapping.__ior__({"a": 2}),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_no_method_changes_it(change: Callable[[object], object]) -> None:
    mapping = FrozenMapping({"a": 1})
    with pytest.raises(TypeError, match="cannot change"):
        change(mapping)
    assert mapping == {"a": 1}


def test_made_again_it_is_not_refilled_and_no_attribute_is_added() -> None:
    mapping: Any = FrozenMapping({"a": 1})
    mapping.__init__({"b": 2})
    assert mapping == {"a": 1}
    with pytest.raises(AttributeError):
        mapping.note = "x"


def test_it_equals_and_hashes_by_its_items_and_not_by_their_order() -> None:
    one, other = FrozenMapping({"a": 1, "b": 2}), FrozenMapping([("b", 2), ("a", 1)])
    assert one == other == {"a": 1, "b": 2}
    assert len({one, other}) == 1
    assert FrozenMapping({"a": 1}) != FrozenMapping({"a": 2})


def test_a_copy_and_a_pickle_are_equal_and_cannot_change_either() -> None:
    mapping = FrozenMapping({"a": (1, 2)})
    for again in copies(mapping):
        assert again == mapping
        assert type(again) is FrozenMapping
    assert json.loads(json.dumps(mapping)) == {"a": [1, 2]}


def test_what_is_inside_is_frozen_too_and_what_is_frozen_is_kept_as_it_is() -> None:
    given: dict[str, Any] = {"list": [1, [2]], "set": {3}, "table": {"x": [4]}, "bytes": bytearray(b"5")}
    mapping = frozen_mapping(given)
    given["list"][1].append(9)
    given["table"]["x"].append(9)
    assert mapping == {"list": (1, (2,)), "set": frozenset({3}), "table": {"x": (4,)}, "bytes": b"5"}
    assert isinstance(hash(mapping), int)
    assert frozen_mapping(mapping) is mapping
    assert frozen_value("text") == "text"


def test_a_class_freezes_its_mappings_and_nothing_else() -> None:
    # The types are texts, as they are where annotations are not evaluated.
    @frozen(field_transformer=frozen_mappings)
    class Loans:
        by_reader: Mapping[str, list[str]]  # type: ignore[name-defined] # noqa: F821 - never evaluated
        books: list[str]

    loans = Loans({"R1": ["B1"]}, ["B1"])
    assert loans.by_reader == {"R1": ("B1",)}
    assert type(loans.by_reader) is FrozenMapping
    assert loans.books == ["B1"]
    what: Any = [("R1", ["B1"])]
    with pytest.raises(InvalidFact, match="by_reader: a dictionary is needed, not list"):
        Loans(what, [])


def test_a_value_made_by_hand_keeps_its_attributes_and_is_its_own_copy() -> None:
    class Point(Value):
        __slots__ = ("x",)

        def __init__(self, x: int) -> None:
            object.__setattr__(self, "x", x)

    point: Any = Point(1)
    for name in ("x", "y"):
        with pytest.raises(FrozenInstanceError):
            setattr(point, name, 2)
    with pytest.raises(FrozenInstanceError):
        del point.x
    assert copy.copy(point) is copy.deepcopy(point) is point
