"""A fact that is moved past its receipt: nothing is received before it happens, and the case can still be read."""

from __future__ import annotations

from datetime import date
from itertools import permutations, product

import pytest

from victims_code import Event
from victims_code.feeds import Message, cases_of
from victims_code.feeds.messages import digest_of
from victims_code.interchange import case_document, read_case, write_json


def told(sent: int, at: int, received: int | None = None) -> Message:
    """Return a message of June 2026 that states an outcome."""
    receipt = None if received is None else date(2026, 6, received)
    event = Event("outcome", "case_outcome_reached", at=date(2026, 6, at), received_at=receipt)
    return Message("C1", digest_of(str(sent).encode()), date(2026, 6, sent), (event,))


def stands(*messages: Message, day: int = 30) -> tuple[date, object]:
    """Say when the outcome was, and when it was received, as the case has it at the end of a day."""
    (case,) = cases_of(messages)
    again = read_case(write_json(case_document(case)))
    (event,) = again.history(date(2026, 6, day).toordinal()).by_type["case_outcome_reached"]
    return event.date, event.received_at


@pytest.mark.parametrize(
    ("messages", "at", "received"),
    [
        ([told(5, 3, 5), told(7, 4)], 4, 5),  # moved, and still before its receipt
        ([told(5, 3, 5), told(7, 6)], 6, None),  # moved past it: that receipt was of something else
        ([told(5, 3, 5), told(7, 6, 8)], 6, 8),  # the message that moved it was received too
        ([told(5, 3, 5), told(7, 6), told(9, 6, 9)], 6, 9),  # a repeat of it was
        ([told(5, 3, 5), told(7, 6), told(9, 3)], 3, 5),  # moved back: the first receipt stands again
        ([told(5, 6), told(7, 3, 5)], 3, 5),  # received before the day that was first stated
    ],
)
def test_the_earliest_receipt_that_fits_stands(messages: list[Message], at: int, received: int | None) -> None:
    expected = (date(2026, 6, at), None if received is None else date(2026, 6, received))
    for order in permutations(messages):
        assert stands(*order) == expected


def test_before_it_was_moved_the_first_receipt_stands() -> None:
    assert stands(told(5, 3, 5), told(7, 6), day=6) == (date(2026, 6, 3), date(2026, 6, 5))


def test_whatever_three_messages_say_the_case_can_be_read() -> None:
    days = (3, 6, 9)
    for first, second, third in product(product(days, (None, *days)), repeat=3):
        messages = [
            told(10 + number, at, received)
            for number, (at, received) in enumerate((first, second, third))
            if received is None or received >= at
        ]
        if messages:
            at, received = stands(*messages)
            assert received is None or received >= at  # type: ignore[operator]
