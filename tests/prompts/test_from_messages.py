"""From the courts' messages to prompts: whatever the order in which they come, and however often, the same bytes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from random import Random

import pytest
from attrs import evolve

from tests.feeds.court_messages import files
from victims_code import Victim, assess
from victims_code.feeds import Message, cases_of, read_common_platform, read_spi
from victims_code.prompts import prompts_of
from victims_code.prompts.documents import write_document

#: After every message, so that all of them have happened.
AS_OF = date(2026, 7, 21)


@pytest.fixture(scope="module")
def messages() -> list[Message]:
    readers = {".xml": read_spi, "json": read_common_platform}
    return [message for name, data in files() for message in readers[name[-4:]](data, name)]


def written(messages: Iterable[Message]) -> bytes:
    prompts = [
        prompt
        for case in cases_of(messages, victims=[Victim("V1")])
        for prompt in prompts_of(assess(case, as_of=AS_OF, whatever_the_date=True))
    ]
    return "".join(write_document(prompts, as_of=AS_OF, policy="default")).encode()


def mixed(messages: Sequence[Message], seed: int) -> list[Message]:
    """The messages in another order, twenty of them twice."""
    random = Random(seed)  # noqa: S311 - nothing secret
    found = [*messages, *random.sample(messages, 20)]
    random.shuffle(found)
    return found


def warrants_withdrawn(messages: Iterable[Message]) -> None:
    """Hold that the prompts of the first warrant are cancelled once its message comes again without it."""
    message = next(each for each in messages if any(event.type == "arrest_warrant_issued" for event in each.events))
    kept = tuple(event for event in message.events if event.type != "arrest_warrant_issued")
    again = evolve(message, digest="f" * 64, sent=date(2026, 6, 1), events=kept)
    case, voided = (cases_of(told, victims=[Victim("V1")])[0] for told in ([message], [message, again]))
    before, after = (prompts_of(assess(each, as_of=AS_OF, whatever_the_date=True)) for each in (case, voided))
    warrant = {prompt.id: prompt for prompt in before if prompt.basis[0].trigger_type == "arrest_warrant_issued"}
    assert warrant
    assert all(prompt.is_open for prompt in warrant.values())
    assert {prompt.id: str(prompt.status) for prompt in after if prompt.id in warrant} == dict.fromkeys(
        warrant, "cancelled"
    )


@pytest.mark.parametrize("seed", range(5))
def test_any_order_with_repeats_gives_the_same_bytes(messages: list[Message], seed: int) -> None:
    first = written(messages)
    assert written(mixed(messages, seed)) == first
    assert first.count(b'"status"') > 30


def test_a_message_that_comes_again_with_nothing_in_it_withdraws_its_prompts(messages: list[Message]) -> None:
    warrants_withdrawn(messages)
