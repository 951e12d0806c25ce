"""Outcomes, several defendants and cases, and messages sent again: what stands in the end, and what stays unknown."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime
from itertools import permutations
from pathlib import Path

import pytest

from tests.feeds.spi_samples import (
    ASN,
    CASE,
    PERSONAL,
    case,
    codes,
    defendant,
    deliver,
    duration,
    events,
    finding,
    next_hearing,
    offence,
    one,
    qualifier,
    read,
    result,
    session,
)  # fmt: skip
from victims_code import Victim, assess
from victims_code.dates import LONDON
from victims_code.errors import InvalidInput
from victims_code.events import Event
from victims_code.feeds.mappings import load_mapping
from victims_code.feeds.merging import cases_of
from victims_code.feeds.messages import Message
from victims_code.feeds.spi import read_spi
from victims_code.feeds.spi_court import suspect_reference

SUSPECT = suspect_reference(ASN)
HEARING = datetime(2026, 5, 6, 10, tzinfo=LONDON)
MAPPING = load_mapping("spi")

G = finding("G", "2026-05-06")


def standing(messages: Iterable[Message], name: str) -> list[Event]:
    """The events of a type as they stand in the end."""
    (found,) = cases_of(messages)
    return list(found.history(date(2030, 1, 1).toordinal()).by_type.get(name, ()))


def outcomes(message: Message) -> list[tuple[object, str | None, date]]:
    return [(e.details["outcome"], e.crime, e.at) for e in events(message, "case_outcome_reached")]


def test_all_convictions_of_a_day_are_one_outcome_of_the_defendant() -> None:
    message = read(one(offence("1", result("1015"), G), offence("2", result("1015"), G)))
    assert outcomes(message) == [("guilty", None, date(2026, 5, 6))]


def test_an_acquittal_of_all_is_one_outcome_and_of_some_is_one_of_each_crime() -> None:
    free = finding("N")
    both = read(one(offence("1", result("2004"), free), offence("2", result("2006"), free)))
    assert outcomes(both) == [("not_guilty", None, HEARING)]
    some = read(
        one(offence("1", result("2004"), free), offence("2", result("2004"), free), offence("3", result("4506")))
    )
    assert outcomes(some) == [("not_guilty", f"{SUSPECT}-{number}", HEARING) for number in (1, 2)]
    unlisted = read(one(offence("2", result("2004"), free), offence("3", result("2004"), free)))
    assert outcomes(unlisted) == [("not_guilty", f"{SUSPECT}-{number}", HEARING) for number in (2, 3)]


def test_a_dead_defendant_is_the_end_of_the_case() -> None:
    message = read(one(offence("1", result("2065")), offence("2", result("2065"))))
    assert outcomes(message) == [("defendant_dead", None, HEARING)]


@pytest.mark.parametrize(
    ("inner", "note"),
    [
        (finding("O"), "unknown_finding"),
        (finding("G", "2026-05-07"), "unusable_conviction_date"),
        (finding("G", "then"), "unusable_conviction_date"),
        (result("2004"), "verdict_without_finding"),
        (result("2063"), "charge_ended"),
        (result("9999"), "unknown_result_code"),
        (result(PERSONAL), "unknown_result_code"),
        (result("4592"), "no_event"),
        (result(), "no_result_code"),
        ("<d:Plea>5</d:Plea>", "unknown_plea_code"),
        ("<d:Plea>3</d:Plea>", "no_plea"),
        (result("4594", qualifier("LG")), "indication_enhanced_rights"),
        (result("4594", qualifier("LH")), "indication_enhanced_rights"),
        ("", "no_result"),
    ],
)
def test_what_is_not_known_is_said_and_never_guessed(inner: str, note: str) -> None:
    message = read(one(offence("1", inner)))
    assert note in codes(message)
    assert {event.type for event in message.events} <= {
        "offence_committed", "suspect_arrested", "suspect_charged", "case_outcome_reached",
    }  # fmt: skip


def test_dates_that_are_none_are_left_out() -> None:
    message = read(one(offence("1", result("4506"), arrest="2026-13-01", charge=PERSONAL)))
    assert {event.type for event in message.events} == {"offence_committed"}
    assert "unreadable_date" in codes(message)
    message = read(one(offence("1", result("4506"), arrest="", charge="1826-01-01")))
    assert {event.type for event in message.events} == {"offence_committed"}


def test_each_defendant_has_their_own_facts_and_each_case_its_own_message() -> None:
    warrant = offence("1", result("4575"))
    first = case(defendant(warrant), defendant(warrant, asn="2601ZZ2", kind="Corporate"))
    messages = read_spi(deliver(session(first, case(defendant(warrant), urn="01ZZ0000226"))))
    assert [message.case for message in messages] == [CASE, "01ZZ0000226"]
    assert {e.suspect for e in events(messages[0], "arrest_warrant_issued")} == {SUSPECT, suspect_reference("2601ZZ2")}
    assert {e.suspect for e in events(messages[1], "arrest_warrant_issued")} == {SUSPECT}


def test_a_case_in_two_sessions_is_one_message_of_both_hearings() -> None:
    people = case(defendant(offence("1", result("4575"))))
    message = read(deliver(session(people), session(people, day="2026-05-08"), created=""))
    assert len(events(message, "arrest_warrant_issued")) == 2
    assert message.sent == datetime(2026, 5, 8, 10, tzinfo=LONDON)


def test_without_an_arrest_summons_number_the_offences_make_the_reference() -> None:
    def unnamed(*offences: str) -> Message:
        return read(deliver(session(case(defendant(*offences, asn="")))))

    message = unnamed(offence("1", result("4575")))
    assert "no_suspect_reference" in codes(message)
    assert {e.suspect for e in message.events} == {e.suspect for e in unnamed(offence("1", result("2065"))).events}
    assert {e.suspect for e in message.events} != {e.suspect for e in unnamed(offence("2", result("4575"))).events}


def test_offences_without_a_number_of_their_own_stay_apart() -> None:
    message = read(one(offence("", result("4506")), offence("7", result("4506")), offence("7", result("4506"))))
    assert [e.crime for e in events(message, "offence_committed")] == [f"{SUSPECT}-{n}" for n in ("at1", "7", "at3")]
    assert "no_offence_number" in codes(message)


def test_a_defendant_without_offences_gives_no_event_and_is_noted() -> None:
    message = read(deliver(session(case(defendant()))))
    assert not message.events
    assert codes(message) == {"no_offence"}


def test_a_message_repeated_changes_nothing() -> None:
    message = read(one(offence("1", result("1002", duration("14", "M")), G)))
    assert cases_of([message, message]) == cases_of([message])


def test_a_corrected_message_says_the_same_in_whatever_order_it_arrives() -> None:
    first = read(one(offence("1", result("1002", duration("14", "M")), result("4575"), G)))
    second = read(one(offence("1", result("1002", duration("6", "M")), G), created="2026-05-09T08:00:00Z"))
    third = read(one(offence("1", result("1008"), G), created="2026-05-11T08:00:00Z"))
    orders = {cases_of(order) for order in permutations([first, second, third])}
    assert len(orders) == 1
    (sentence,) = standing([first, second], "sentence_passed")
    assert sentence.details["custody_months"] == 6
    (sentence,) = standing([third, first, second], "sentence_passed")
    assert (sentence.details["custody_months"], sentence.details["hospital_order"]) == (None, True)
    assert standing([second, first], "arrest_warrant_issued") == []
    assert len(standing([first, second], "suspect_arrested")) == 1


def test_a_finding_withdrawn_or_turned_is_withdrawn_or_turned() -> None:
    guilty = read(one(offence("1", result("1015"), G)))
    unsaid = read(one(offence("1", result("4506")), created="2026-05-09T08:00:00Z"))
    turned = read(one(offence("1", result("2004"), finding("N")), created="2026-05-09T08:00:00Z"))
    assert standing([guilty, unsaid], "case_outcome_reached") == []
    assert [e.details["outcome"] for e in standing([guilty, turned], "case_outcome_reached")] == ["not_guilty"]


def test_a_later_hearing_withdraws_nothing_and_repeats_the_conviction_once() -> None:
    first = read(one(offence("1", result("4506", next_hearing("2026-06-01", "10:00:00")), G)))
    second = read(one(offence("1", result("1015"), G), day="2026-06-01", created="2026-06-02T08:00:00Z"))
    assert len(standing([second, first], "case_outcome_reached")) == 1
    assert len(standing([second, first], "hearing_listed")) == 1


def test_a_message_of_one_defendant_withdraws_nothing_of_another() -> None:
    both = deliver(session(case(*(defendant(offence("1", result("4575")), asn=asn) for asn in (ASN, "2601ZZ2")))))
    again = one(offence("1", result("4506")), created="2026-05-09T08:00:00Z")
    left = standing([read(both), read(again)], "arrest_warrant_issued")
    assert [event.suspect for event in left] == [suspect_reference("2601ZZ2")]


def test_what_was_read_gives_rise_to_one_duty_each() -> None:
    data = one(
        offence("1", result("1002", duration("14", "M")), G), offence("2", result("1002", duration("3", "M")), G)
    )
    messages = read_spi(data, received_at=datetime(2026, 5, 8, 9, tzinfo=UTC))
    (found,) = cases_of(messages, victims=[Victim("V1")])
    rules = [each.rule.id for each in assess(found, as_of=date(2026, 5, 20)).obligations]
    for rule in ("R6.arrest", "R9.outcome", "R9.sentence"):
        assert rules.count(rule) == 1


def test_a_force_lays_its_own_codes_over_the_mapping(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text('[pleas]\n9 = "not_guilty"\n[results]\n9999 = "warrant"\n', encoding="utf-8")
    data = one(offence("1", "<d:Plea>9</d:Plea>", result("9999")))
    (message,) = read_spi(data, mapping=load_mapping("spi", own))
    assert [event.details["plea"] for event in events(message, "plea_entered")] == ["not_guilty"]
    assert events(message, "arrest_warrant_issued")


def test_a_mapping_with_words_that_mean_nothing_is_refused() -> None:
    wrong = {**MAPPING, "results": {"9999": "warant"}}
    with pytest.raises(InvalidInput) as caught:
        read_spi(one(), mapping=wrong)
    assert [problem.where for problem in caught.value.problems] == ["results.9999"]
    assert "did you mean 'warrant'" in str(caught.value)
