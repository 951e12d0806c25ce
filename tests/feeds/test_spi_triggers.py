"""Our messages of each kind against the police triggers that each raises, and what else is read of them."""

from __future__ import annotations

from datetime import date

import pytest

from tests.feeds.court_messages import RAISED, SPI
from tests.feeds.spi_samples import PERSONAL, codes, events
from tests.feeds.triggers import OURS, personal, said
from victims_code import Victim, assess
from victims_code.feeds.merging import cases_of
from victims_code.feeds.messages import Message
from victims_code.feeds.spi import read_spi

#: Where our event is said although the trigger is not raised: in custody with a direction for bail, the trigger is for
#: defendants who are not in custody, but the conditions that will bind on release are stated, so the victim is told.
EXPLAINED = {"TRPR0010": {"custody with a direction for bail"}}


@pytest.fixture(scope="module")
def read() -> dict[str, Message]:
    return {name: message for name, data in SPI.items() for message in read_spi(data, name)}


@pytest.mark.parametrize("trigger", OURS)
def test_each_trigger_and_our_event_are_said_of_the_same_messages(read: dict[str, Message], trigger: str) -> None:
    ours = {name for name, message in read.items() if OURS[trigger](message)}
    assert ours == RAISED[trigger] | EXPLAINED.get(trigger, set())


def test_every_message_gives_the_offence_or_says_why_not_and_no_message_is_silent(read: dict[str, Message]) -> None:
    assert len(read) == len(SPI)
    for name, message in read.items():
        assert events(message, "offence_committed"), name


def test_every_result_code_of_the_messages_is_in_the_mapping(read: dict[str, Message]) -> None:
    assert not [each for message in read.values() for each in message.unmapped if each.code == "unknown_result_code"]


def test_an_offence_without_a_sure_date_is_left_out(read: dict[str, Message]) -> None:
    message = read["an offence without a sure date"]
    assert [event.id.rsplit("-", 1)[1] for event in events(message, "offence_committed")] == ["1", "3", "4"]
    assert {code for code in codes(message) if "date" in code} == {"offence_date_uncertain"}


@pytest.mark.parametrize(
    ("name", "months", "hospital"),
    [
        ("twelve months", 12, False),
        ("the text says more", 3, False),  # the duration says 3 M, the text 12
        ("eleven, ten and twelve months", 12, False),  # no less than 12 either way
        ("three and four months", 4, False),  # no more than 7 either way
        ("nine and ten months", None, False),  # 10 or 19, on either side of 12
        ("sixteen weeks", None, False),  # no number of months
        ("suspended", 0, False),
        ("fined", 0, False),
        ("hospital", None, True),
    ],
)
def test_the_months_in_custody_are_said_only_where_they_are_sure(
    read: dict[str, Message], name: str, months: int | None, *, hospital: bool
) -> None:
    (sentence,) = events(read[name], "sentence_passed")
    assert (sentence.details["custody_months"], sentence.details["hospital_order"]) == (months, hospital)


def test_seven_offences_are_one_arrest_one_charge_one_outcome_and_one_sentence(read: dict[str, Message]) -> None:
    names = [event.type for event in read["seven offences"].events]
    assert {name: names.count(name) for name in names} == {
        "offence_committed": 7, "plea_entered": 7, "suspect_arrested": 1, "suspect_charged": 1,
        "case_outcome_reached": 1, "sentence_passed": 1,
    }  # fmt: skip


def test_nothing_personal_of_a_message_is_kept(read: dict[str, Message]) -> None:
    for name, message in read.items():
        words = personal(SPI[name])
        assert PERSONAL in words
        assert not [word for word in words if word in said(message)], name


def test_all_messages_together_make_cases_that_assess(read: dict[str, Message]) -> None:
    cases = cases_of(read.values(), victims=[Victim("V1")])
    assert len(cases) == len({message.case for message in read.values()}) == len(read) - 1
    assert cases == cases_of([*reversed(read.values()), *read.values()], victims=[Victim("V1")])
    for case in cases:
        assert assess(case, as_of=date(2026, 7, 1)).obligations
