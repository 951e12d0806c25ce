"""Messages become cases: the same facts once, a changed one corrected, a withdrawn one voided, in whatever order."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import permutations
from random import Random

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from victims_code import Case, Event, Victim, assess
from victims_code.dates import LONDON
from victims_code.feeds.merging import cases_of
from victims_code.feeds.messages import Found, Message, digest_of
from victims_code.interchange import case_document, read_case, write_json

#: Tuesday 5 May 2026.
START = datetime(2026, 5, 5, 9, tzinfo=LONDON)


def message(hour: int, *events: Event, **how: object) -> Message:
    return Message("C1", digest_of(str(hour).encode()), START + timedelta(hours=hour), events, **how)  # type: ignore[arg-type]


def arrest(day: int = 5, **facts: object) -> Event:
    return Event("h/arrest", "suspect_arrested", at=date(2026, 5, day), suspect="S1", **facts)  # type: ignore[arg-type]


def one(*messages: Message) -> Case:
    (case,) = cases_of(messages, victims=[Victim("V1")])
    return case


def standing(case: Case) -> dict[str, tuple[date, bool]]:
    """Say of each event that is no correction or void when it happened, as it stands at last, and if it is voided."""
    history = case.history(date(2026, 12, 31).toordinal())
    return {event.id: (event.date, event.id in history.voided) for event in history.events if event.act is None}


def test_a_repeat_changes_nothing() -> None:
    first = message(1, arrest())
    assert one(first) == one(first, first)
    assert [event.id for event in one(first, message(2, arrest())).events] == ["h/arrest"]


def test_a_later_message_corrects_an_earlier_one_from_when_it_was_sent() -> None:
    case = one(message(1, arrest(4)), message(30, arrest(5)))
    assert standing(case) == {"h/arrest": (date(2026, 5, 5), False)}
    (correction,) = [event for event in case.events if event.type == "event_corrected"]
    assert correction.at == START + timedelta(hours=30)


def test_a_fact_that_goes_back_to_what_it_was_is_corrected_twice() -> None:
    case = one(message(1, arrest(4)), message(2, arrest(5)), message(3, arrest(4)))
    assert standing(case) == {"h/arrest": (date(2026, 5, 4), False)}
    assert len(case.events) == 3


def sent(at: datetime | date, digest: str, day: int) -> Message:
    return Message("C1", digest, at, (arrest(day),))


@pytest.mark.parametrize(
    ("first", "then"),
    [
        # By the clock, whatever the digests are; a day whose time is not known comes before every time of it.
        (sent(START, "b", 3), sent(START + timedelta(minutes=1), "a", 4)),
        (sent(START.date(), "b", 3), sent(START, "a", 4)),
        (sent(START, "b", 3), sent(START.date() + timedelta(days=1), "a", 4)),
        # Of one moment, by the digest.
        (sent(START, "a", 3), sent(START, "b", 4)),
        (sent(START.date(), "a", 3), sent(START.date(), "b", 4)),
    ],
)
def test_of_two_messages_the_one_sent_last_stands_whichever_is_read_first(first: Message, then: Message) -> None:
    for messages in permutations([first, then]):
        assert standing(one(*messages)) == {"h/arrest": (date(2026, 5, 4), False)}


def test_details_are_corrected_key_by_key_and_one_that_is_gone_becomes_unknown() -> None:
    plea = Event("p", "plea_entered", at=date(2026, 5, 5), details={"plea": "guilty", "court": "B01"})
    later = Event("p", "plea_entered", at=date(2026, 5, 5), details={"court": "B01"})
    history = one(message(1, plea), message(2, later)).history(date(2026, 12, 31).toordinal())
    (stands,) = history.by_type["plea_entered"]
    assert dict(stands.details) == {"plea": None, "court": "B01"}


def test_what_is_withdrawn_is_voided_and_what_comes_back_is_reinstated() -> None:
    first, gone, again = message(1, arrest()), message(2, withdrawn=("h/arrest",)), message(3, arrest(6))
    assert standing(one(first, gone)) == {"h/arrest": (date(2026, 5, 5), True)}
    assert standing(one(first, gone, again)) == {"h/arrest": (date(2026, 5, 6), False)}
    assert standing(one(first, gone, again, message(4, withdrawn=("h/arrest",))))["h/arrest"][1] is True


def test_a_withdrawal_of_what_was_never_told_or_before_it_was_told_does_nothing() -> None:
    assert standing(one(message(1, withdrawn=("h/arrest",)), message(2, arrest()))) == {
        "h/arrest": (date(2026, 5, 5), False)
    }


def test_a_message_that_states_a_hearing_in_full_withdraws_what_it_no_longer_has() -> None:
    other = Event("g/plea", "plea_entered", at=date(2026, 5, 5))
    case = one(message(1, arrest(), other), message(2, restates="h/"))
    assert standing(case) == {"h/arrest": (date(2026, 5, 5), True), "g/plea": (date(2026, 5, 5), False)}


def test_the_first_receipt_counts_whichever_message_is_read_first() -> None:
    def plea(day: int | None) -> Event:
        received = None if day is None else date(2026, 5, day)
        return Event("p", "plea_entered", at=date(2026, 5, 5), received_at=received)

    for messages in permutations([message(1, plea(None)), message(2, plea(8)), message(3, plea(7))]):
        assert [event.received_at for event in one(*messages).events] == [date(2026, 5, 7)]


def test_the_cases_of_many_messages_are_told_by_reference() -> None:
    first = evolve(message(1, arrest()), case="C2")
    assert [case.id for case in cases_of([first, message(1, arrest())])] == ["C1", "C2"]
    assert cases_of([]) == ()


STATES = st.lists(st.tuples(st.integers(1, 6), st.sampled_from([3, 4, 5, None]), st.booleans()), min_size=1, max_size=6)


@given(STATES, st.randoms(use_true_random=False))
def test_any_messages_in_any_order_with_repeats_give_one_case_that_reads_back(
    states: list[tuple[int, int | None, bool]], random: Random
) -> None:
    messages = [
        message(
            100 * number + hour,
            *(() if day is None else (arrest(day),)),
            withdrawn=("h/arrest",) if day is None else (),
            restates="h/" if full else None,
        )
        for number, (hour, day, full) in enumerate(states)
    ]
    mixed = [*messages, *messages[:2]]
    random.shuffle(mixed)
    case, again = one(*messages), one(*mixed)
    assert write_json(case_document(case)) == write_json(case_document(again))
    assert read_case(write_json(case_document(case))) == case
    last = states[-1][1]
    told = {day for _, day, _ in states if day is not None}
    if told:
        date_, is_void = standing(case)["h/arrest"]
        assert is_void == (last is None)
        assert last is None or date_ == date(2026, 5, last)
    assert assess(case, as_of=date(2026, 6, 1)) is not None


class TestWhatAReaderFinds:
    def test_a_receipt_goes_only_on_what_has_one(self) -> None:
        found = Found(date(2026, 5, 6))
        found.add("a", "suspect_arrested", "x", at=date(2026, 5, 5))
        found.add("p", "plea_entered", "x", at=date(2026, 5, 5))
        assert [event.received_at for event in found.events.values()] == [None, date(2026, 5, 6)]

    def test_a_receipt_before_the_event_is_left_unknown_and_said(self) -> None:
        found = Found(date(2026, 5, 4))
        found.add("p", "plea_entered", "offence 1", at=date(2026, 5, 5))
        assert found.events["p"].received_at is None
        assert [str(each) for each in found.unmapped] == [
            "offence 1: received before it happened: the receipt is left unknown [received_too_early]"
        ]

    def test_what_cannot_be_an_event_is_said_and_the_rest_is_kept(self) -> None:
        found = Found()
        found.add("p", "plea_entered", "offence 1", at=date(1800, 5, 5))
        found.add("p", "plea_entered", "offence 1", at=date(1800, 5, 5))
        found.add("q", "plea_entered", "offence 2", at=date(2026, 5, 5), details={"plea": None})
        found.add("q", "plea_entered", "offence 2", at=date(2026, 5, 5), details={"plea": "guilty"})
        assert [each.code for each in found.unmapped] == ["unusable_value"]
        assert dict(found.events["q"].details) == {"plea": "guilty"}


@pytest.mark.parametrize("name", ["messages", "merging"])
def test_the_core_of_the_feeds_needs_no_extra(name: str) -> None:
    import subprocess
    import sys

    code = f"import sys, victims_code.feeds.{name}; sys.exit('defusedxml' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0  # noqa: S603 - our own code
