"""Files of JSON messages: what is wrong in one is told with its line, and of very many the first hundred are told."""

from __future__ import annotations

import json

import pytest

from tests.feeds import hearings
from tests.feeds.test_hmpps import domain_event
from victims_code import InvalidFact, InvalidInput
from victims_code.feeds import load_mapping, read_common_platform, read_hmpps, read_spi


def refused(data: bytes) -> list[str]:
    with pytest.raises(InvalidInput) as caught:
        read_hmpps(data, "prison.json")
    return [str(problem) for problem in caught.value.problems]


def test_a_file_of_empty_objects_is_given_up_after_a_hundred() -> None:
    for data in (b"{}\n" * 300_000, json.dumps([{}] * 200_000).encode()):
        told = refused(data)
        assert len(told) == 101
        assert told[-1].endswith("more than 100 faults; mend these first")


def test_each_fault_is_told_with_its_line_and_what_is_a_message_beside_it_is_not() -> None:
    good = json.dumps(domain_event())
    told = refused(f"{good}\n\n{{}}\n[1]\n{{\n{good}\n".encode())
    assert [line.partition("; ")[0] for line in told] == [
        "prison.json:3: no eventType in the message",
        "prison.json:4: [0]: a message is a JSON object",
        "prison.json:5: column 2: not JSON: Expecting property name enclosed in double quotes",
    ]


@pytest.mark.parametrize(("count", "is_read"), [(20_000, True), (20_001, False)])
def test_twenty_thousand_objects_in_a_message(count: int, is_read: bool) -> None:
    """The message is one of them, and three more stand in it."""
    message = json.dumps([domain_event(own=[{}] * (count - 5))]).encode()
    if is_read:
        assert read_hmpps(message)
    else:
        assert refused(message) == [
            "prison.json: [0]: more than 20,000 objects in one message; send the hearings or events one by one"
        ]


def test_a_message_within_an_envelope_that_is_none_is_refused() -> None:
    (line,) = refused(json.dumps({"Message": "{"}).encode())
    assert "not JSON" in line


@pytest.mark.parametrize(("count", "is_read"), [(500, True), (501, False)])
def test_five_hundred_keys_given_twice(count: int, is_read: bool) -> None:
    twice = ", ".join(f'"k{n}": 1, "k{n}": 2' for n in range(count))
    data = json.dumps(domain_event()).replace("{", f"{{{twice}, ", 1).encode()
    if is_read:
        assert len(read_hmpps(data)[0].unmapped) == count
    else:
        assert len(refused(data)) == 101


def test_a_key_given_twice_within_one_that_is_given_twice_goes_with_it() -> None:
    data = json.dumps(domain_event()).replace("{", '{"a": {"b": 1, "b": 2}, "a": {"c": 1, "c": 2}, ', 1).encode()
    assert [unmapped.where for unmapped in read_hmpps(data)[0].unmapped] == ["a", "a.c"]


def test_a_mapping_is_one_of_the_feed_and_a_feed_one_that_there_is() -> None:
    with pytest.raises(InvalidFact, match=r"^mapping: the tables of hmpps are needed; load_mapping gives them$"):
        read_hmpps(b"{}", mapping={})
    with pytest.raises(InvalidFact, match="the tables of common-platform are needed"):
        read_common_platform(json.dumps(hearings.WHOLE).encode(), mapping=load_mapping("hmpps"))
    with pytest.raises(InvalidFact, match="the tables of spi are needed"):
        read_spi(b"<a/>", mapping=7)  # type: ignore[arg-type]
    with pytest.raises(InvalidFact, match=r"^feed: unknown feed; did you mean 'hmpps'\?$"):
        load_mapping("hmpp")
