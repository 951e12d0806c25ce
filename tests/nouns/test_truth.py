"""Yes, no and undetermined combine as Kleene's logic has it, and unknown is never taken for no."""

from __future__ import annotations

from itertools import product

import pytest

from victims_code.errors import UndeterminedTruth
from victims_code.truth import Truth

YES, NO, UNDETERMINED = Truth.YES, Truth.NO, Truth.UNDETERMINED

AND = {
    (YES, YES): YES, (YES, UNDETERMINED): UNDETERMINED, (YES, NO): NO,
    (UNDETERMINED, YES): UNDETERMINED, (UNDETERMINED, UNDETERMINED): UNDETERMINED, (UNDETERMINED, NO): NO,
    (NO, YES): NO, (NO, UNDETERMINED): NO, (NO, NO): NO,
}  # fmt: skip


@pytest.mark.parametrize(("one", "other"), list(product(Truth, repeat=2)))
def test_and_or_and_not_over_every_pair(one: Truth, other: Truth) -> None:
    assert one & other is AND[one, other]
    assert one | other is ~(AND[~one, ~other])


def test_the_opposite_of_unknown_is_unknown() -> None:
    assert [~truth for truth in (YES, NO, UNDETERMINED)] == [NO, YES, UNDETERMINED]


def test_a_fact_and_its_truth_go_both_ways() -> None:
    assert [Truth.of(fact) for fact in (True, False, None)] == [YES, NO, UNDETERMINED]
    assert [truth.fact for truth in (YES, NO, UNDETERMINED)] == [True, False, None]


def test_only_a_determined_truth_is_a_plain_condition() -> None:
    assert YES
    assert not NO
    with pytest.raises(UndeterminedTruth, match=r"compare with Truth\.YES or Truth\.NO"):
        bool(UNDETERMINED)
    assert issubclass(UndeterminedTruth, TypeError)


@pytest.mark.parametrize("other", [True, None, "yes"])
def test_a_truth_combines_with_a_truth_only(other: object) -> None:
    with pytest.raises(TypeError):
        YES & other
    with pytest.raises(TypeError):
        YES | other
