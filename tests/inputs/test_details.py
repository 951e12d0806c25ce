"""Details hold only what nothing can change and a case file can hold, all the way down."""

from __future__ import annotations

import copy
import datetime as dt
import pickle
from collections.abc import Mapping
from enum import StrEnum
from typing import Any

import pytest

from victims_code import Case, Event
from victims_code.details import DEEPEST, Details
from victims_code.errors import InvalidCase, InvalidFact
from victims_code.vocabulary import code_vocabulary

DAY = dt.date(2026, 5, 5)


class Channel(StrEnum):
    POST = "post"


class Changing:
    """An object that anybody can change."""


@pytest.mark.parametrize(
    "value",
    [{1}, frozenset({1}), bytearray(b"x"), b"x", Changing(), iter([1]), range(3), float("nan"), float("inf"), 2**53,
     -(10**400), "half \ud800", dt.time(1), dt.timedelta(1), 1j],
)  # fmt: skip
@pytest.mark.parametrize("hold", [lambda value: value, lambda value: [value], lambda value: {"deep": [{"x": value}]}])
def test_what_could_change_or_not_be_written_is_refused_by_the_key(value: object, hold: Any) -> None:  # noqa: ANN401
    with pytest.raises(InvalidFact, match=r"^details\.own"):
        Event("e1", "victim_informed", at=DAY, details={"own": hold(value)})
    with pytest.raises(InvalidFact, match=r"^details\.own"):
        Details({"own": hold(value)})


@pytest.mark.parametrize("key", ["x" * 200, "a: b", "\x1b[2J"])
def test_a_key_that_may_not_be_shown_is_not(key: str) -> None:
    with pytest.raises(InvalidFact) as caught:
        Details({key: {1}})
    assert str(caught.value).startswith("details: a set cannot be kept")


@pytest.mark.parametrize("held", [{5: "x"}, {"deep": {5: "x"}}, {"deep": [{None: 1}]}, {"\udfff": 1}])
def test_keys_are_whole_texts_at_every_depth(held: Mapping[Any, object]) -> None:
    with pytest.raises(InvalidFact, match=r"each key is a text|half a character"):
        Details(held)
    with pytest.raises(InvalidFact, match=r"each key is a text|half a character"):
        Event("e1", "victim_informed", at=DAY, details=held)


def test_a_list_that_holds_itself_has_an_end() -> None:
    round_and_round: list[object] = []
    round_and_round.append(round_and_round)
    with pytest.raises(InvalidFact, match=f"nested deeper than {DEEPEST}"):
        Details({"own": round_and_round})


def test_what_they_were_made_of_can_change_without_them() -> None:
    inner: dict[str, Any] = {"list": [1, 2]}
    details = Event("e1", "victim_informed", at=DAY, details={"own": inner, "channel": Channel.POST}).details
    inner["list"].append(3)
    inner["more"] = 1
    assert details == {"own": {"list": (1, 2)}, "channel": "post"}
    assert type(details["channel"]) is str


@pytest.mark.parametrize("change", [
    lambda details: setattr(details, "_items", {}), lambda details: delattr(details, "_items"),
    lambda details: setattr(details, "more", 1), lambda details: details.update(channel="x"),
    lambda details: details.pop("channel"), lambda details: details.__setitem__("channel", "x"),
])  # fmt: skip
def test_nothing_changes_them(change: Any) -> None:  # noqa: ANN401
    details = Details({"channel": "post"})
    with pytest.raises((AttributeError, TypeError)):
        change(details)
    assert details == {"channel": "post"}


def test_what_was_given_cannot_be_changed_either() -> None:
    details = code_vocabulary().checked_details("contact_plan_agreed", {"every_days": ["a", ["b"]]})
    assert details.unread == {"every_days": ("a", ("b",))}
    assert isinstance(details.given, Details)
    again = Details({"held": details})
    assert again == {"held": {"every_days": ("a", ("b",))}}


class TestAsValues:
    UNREAD = code_vocabulary().checked_details("contact_plan_agreed", {"every_days": "28 days", "channel": "post"})

    def test_equality_knows_what_could_not_be_read(self) -> None:
        unknown = Details({"every_days": None, "channel": "post"})
        assert unknown != self.UNREAD
        assert self.UNREAD != {"every_days": None, "channel": "post"}
        assert unknown == {"channel": "post", "every_days": None}
        assert code_vocabulary().checked_details("contact_plan_agreed", self.UNREAD) == self.UNREAD
        assert unknown != [("channel", "post")]

    def test_equal_ones_have_one_hash_and_are_one_in_a_set(self) -> None:
        same = code_vocabulary().checked_details("contact_plan_agreed", {"channel": "post", "every_days": "28 days"})
        assert len({self.UNREAD, same}) == 1
        assert len({Details({"deep": [{"n": number}]}) for number in range(50)}) == 50

    def test_a_copy_is_the_same_and_a_pickle_is_equal_and_small(self) -> None:
        assert copy.copy(self.UNREAD) is self.UNREAD
        assert copy.deepcopy(self.UNREAD) is self.UNREAD
        for details in (self.UNREAD, Details({"a": [1, {"b": DAY}]}), Details()):
            stored = pickle.dumps(details)
            again = pickle.loads(stored)  # noqa: S301 - our own bytes
            assert (again, again.unread, hash(again)) == (details, details.unread, hash(details))
            assert len(stored) < 250

    def test_only_the_keys_are_shown(self) -> None:
        assert repr(self.UNREAD) == "<Details every_days, channel>"
        assert repr(self.UNREAD.unread) == "<Details every_days>"


def test_two_details_are_equal_if_a_reader_of_their_json_takes_them_for_the_same() -> None:
    """To Python, true is 1: under one id, the order of events would decide which of the two was kept."""
    for one, other in ((True, 1), (False, 0), ([True], [1]), ({"x": False}, {"x": 0}), ([1], [1, 2]), (1, None)):
        assert Details({"zz": one}) != Details({"zz": other})
        assert Details({"zz": one}) != {"zz": other}
        assert Details({"zz": one}) == Details({"zz": one}) == {"zz": one}
    assert Details({"zz": 1}) != {"zz": {1}}
    assert Details({"zz": 1}) != 1
    with pytest.raises(InvalidCase, match="used twice with different content"):
        Case("C1", [], [Event("e1", "victim_informed", at=DAY, details={"zz": zz}) for zz in (True, 1)])
