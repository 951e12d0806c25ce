"""No input of a megabyte takes any reader more than five seconds, or a hundred megabytes beyond the library at rest.

Here each language's hostile inputs go to one reader of it, and each reader meets those that were written for it: every
twentieth of them, for all would take minutes. All of them, with every reader, and others that are grown, are for
``make limits``.
"""

from __future__ import annotations

from functools import partial
from random import Random
from typing import Final

import pytest

from tests.fuzzing.growing import grown
from tests.fuzzing.hostile import inputs
from tests.fuzzing.hostile_languages import BY_LANGUAGE
from tests.fuzzing.measuring import CAN_MEASURE, Cost, made, measured
from tests.fuzzing.readers import readers, warm

pytestmark = pytest.mark.skipif(not CAN_MEASURE, reason="the memory of a process is asked of a Linux kernel")

#: The reader that meets all the inputs of its language.
MEETS_ALL = {"json": "hmpps", "lines": "answers", "toml": "layer", "xml": "spi", "csv": "extract-crimes"}


#: One in so many hostile inputs is tried here.
ONE_IN: Final = 20


@pytest.fixture(scope="module", autouse=True)
def _warm() -> None:
    warm()


#: The readers that another one here begins with, so that what is hostile to them is met there.
WITHIN_OTHERS = {"cases", "receipt", "spi-merged", "hmpps-merged", "common-platform-merged"}


@pytest.mark.parametrize("name", sorted(set(readers()) - WITHIN_OTHERS))
def test_no_hostile_input_of_a_megabyte_takes_a_reader_past_its_bounds(name: str) -> None:
    reader = readers()[name]
    of_language = BY_LANGUAGE[reader.language] if MEETS_ALL[reader.language] != name else {}
    beyond: dict[str, Cost] = {}
    meant = [(shape, make) for whose, shape, make in inputs() if whose == name and shape not in of_language]
    for shape, make in meant[::ONE_IN]:
        cost = measured(reader.read, made(make))
        if not cost.is_within:
            beyond[shape] = cost
    assert beyond == {}


@pytest.mark.parametrize("name", sorted(readers()))
def test_what_is_grown_from_a_valid_input_is_read_or_refused_within_the_bounds(name: str) -> None:
    reader = readers()[name]
    cost = measured(reader.read, made(partial(grown, reader, Random(1))))  # noqa: S311 - no secret hangs on it
    assert cost.is_within, cost


def test_what_passes_a_bound_is_seen() -> None:
    """The harness is no use if it cannot fail."""
    assert not measured(lambda data: data * 200, b"x" * 1_000_000).is_within
    assert not measured(lambda data: data * 2_000, b"x" * 1_000_000).is_within  # more than there may be: MemoryError
    assert not measured(lambda _: 1 // 0, b"").is_within
    assert measured(len, b"x").is_within
