"""Messages that the justice system's own software is tested with, where they lie beside the checkout: an extra.

All that is asked of them here is asked of our own messages too, in `test_spi_triggers`, `test_common_platform_sharing`
and `test_from_messages`. Where they are not at hand nothing of this file is collected, and the summary says so.
"""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest

from tests.feeds.hearings import of_type
from tests.feeds.spi_samples import events
from tests.feeds.triggers import OURS, personal, said
from tests.prompts.test_from_messages import mixed, warrants_withdrawn, written
from victims_code import Victim, assess
from victims_code.dates import LONDON
from victims_code.feeds import Message, cases_of, read_common_platform, read_spi

#: By trigger: in how many messages it was raised, and where we say the event although it was not raised. In test-262
#: bail conditions are stated for whoever is in custody with a direction for bail: see `test_spi_triggers`.
RAISED: dict[str, tuple[int, set[str]]] = {
    "TRPR0002": (3, set()),
    "TRPR0005": (1, set()),
    "TRPR0006": (27, set()),
    "TRPR0010": (7, {"test-262"}),
    "TRPR0017": (2, set()),
    "TRPR0019": (1, set()),
}

#: By hearing: how often each occurrence is told of, apart from offence, arrest and charge.
HEARINGS = {
    "hearing.results-shared-with-curfew-bail-condition": {"court_bail_decided": 1, "hearing_listed": 1},
    "hearing.results-shared-with-conviction-date-jurisdiction-crown": {
        "case_outcome_reached": 1,
        "court_bail_decided": 1,
    },
    "hearing.results-shared-with-indicated-plea": {
        "plea_entered": 1,
        "case_outcome_reached": 1,
        "court_bail_decided": 1,
    },
    "hearing.results-shared-with-nexthearing-crowncourt-fixed-date": {
        "plea_entered": 1,
        "sentence_passed": 1,
        "hearing_listed": 1,
    },
    "hearing.results-shared-with-nexthearing-unscheduled": {"plea_entered": 1, "sentence_passed": 1},
    "hearing.results-shared_multiple_defendant": {"court_bail_decided": 1},
    "hearing.results-shared_with_deleted_resultlines": {"sentence_passed": 1},
    "hearing_resulted": {"plea_entered": 1, "case_outcome_reached": 1},
}


def read_all(folder: Path, pattern: str, reader: Callable[[bytes, str], tuple[Message, ...]]) -> dict[str, Message]:
    found = {path.stem: reader(path.read_bytes(), path.name) for path in sorted(folder.glob(pattern))}
    assert all(len(messages) == 1 for messages in found.values())
    return {name: messages[0] for name, messages in found.items()}


@pytest.fixture(scope="module")
def spi(real_messages: Path) -> dict[str, Message]:
    return read_all(real_messages / "spi", "*.xml", read_spi)


@pytest.fixture(scope="module")
def court(real_messages: Path) -> dict[str, Message]:
    return read_all(real_messages / "common_platform", "*.json", read_common_platform)


def test_every_real_message_is_read(
    spi: dict[str, Message], court: dict[str, Message], record_property: Callable[[str, object], None]
) -> None:
    assert (len(spi), len(court)) == (125, 8)
    for name, message in spi.items():
        assert events(message, "offence_committed"), name
    assert not [each for message in spi.values() for each in message.unmapped if each.code == "unknown_result_code"]
    record_property("real messages", len(spi) + len(court))


@pytest.mark.parametrize("trigger", OURS)
def test_each_trigger_and_our_event_are_said_of_the_same_messages(
    real_messages: Path, spi: dict[str, Message], trigger: str
) -> None:
    with (real_messages / "spi" / "triggers.csv").open(newline="") as file:
        raised = {row["message"] for row in csv.DictReader(file) if row["trigger"] == trigger}
    times, explained = RAISED[trigger]
    assert len(raised) == times
    assert {name for name, message in spi.items() if OURS[trigger](message)} == raised | explained


def test_an_offence_without_a_sure_date_is_left_out(spi: dict[str, Message]) -> None:
    # Offence 2 of test-126 has date code 5, which the samples do not explain; the other three have code 1.
    message = spi["test-126"]
    assert [event.id.rsplit("-", 1)[1] for event in events(message, "offence_committed")] == ["1", "3", "4"]
    assert [each.code for each in message.unmapped if "date" in each.code] == ["offence_date_uncertain"]


@pytest.mark.parametrize(
    ("name", "months", "hospital"),
    [
        ("test-018-0", 12, False),  # 12 M
        ("test-048-2", 3, False),  # the duration says 3 M, the text 12
        ("test-303", 12, False),  # 11, 10 and 12: no less than 12 either way
        ("test-112b", 4, False),  # 3 and 4: no more than 7 either way
        ("test-116b-1", None, False),  # 9 and 10: 10 or 19, on either side of 12
        ("test-280-1", None, False),  # 16 weeks are no number of months
        ("test-112a", 0, False),  # 4 months, suspended
        ("test-027-1", 0, False),  # fined
        ("test-201", None, True),  # a hospital order
    ],
)
def test_the_months_in_custody_are_said_only_where_they_are_sure(
    spi: dict[str, Message], name: str, months: int | None, *, hospital: bool
) -> None:
    (sentence,) = events(spi[name], "sentence_passed")
    assert (sentence.details["custody_months"], sentence.details["hospital_order"]) == (months, hospital)


def test_seven_offences_are_one_arrest_one_charge_one_outcome_and_one_sentence(spi: dict[str, Message]) -> None:
    names = [event.type for event in spi["test-057"].events]
    assert {name: names.count(name) for name in names} == {
        "offence_committed": 7, "plea_entered": 7, "suspect_arrested": 1, "suspect_charged": 1,
        "case_outcome_reached": 1, "sentence_passed": 1,
    }  # fmt: skip


def test_nothing_personal_of_a_message_is_kept(real_messages: Path, spi: dict[str, Message]) -> None:
    for name, message in spi.items():
        words = personal((real_messages / "spi" / f"{name}.xml").read_bytes())
        assert not [word for word in words if word in said(message)], name


def test_all_messages_together_make_cases_that_assess(spi: dict[str, Message]) -> None:
    cases = cases_of(spi.values(), victims=[Victim("V1")])
    assert len(cases) == len({message.case for message in spi.values()})
    assert cases == cases_of([*reversed(spi.values()), *spi.values()], victims=[Victim("V1")])
    for case in cases:
        assert assess(case, as_of=date(2026, 5, 20)).obligations


@pytest.mark.parametrize("name", HEARINGS)
def test_a_hearing_tells_of_each_occurrence_once(court: dict[str, Message], name: str) -> None:
    known = ("offence_committed", "suspect_arrested", "suspect_charged")
    found = [event.type for event in court[name].events if event.type not in known]
    assert {kind: found.count(kind) for kind in found} == HEARINGS[name]
    assert cases_of([court[name], court[name]])[0].events == cases_of([court[name]])[0].events


def test_a_fixed_date_is_listed_in_london_time(court: dict[str, Message]) -> None:
    (event,) = of_type(court["hearing.results-shared-with-nexthearing-crowncourt-fixed-date"], "hearing_listed")
    # The result line says: fixed date 2020-01-01, time of hearing 22:22.
    assert event.details["hearing_at"] == datetime(2020, 1, 1, 22, 22, tzinfo=LONDON)


def test_any_order_with_repeats_gives_the_same_prompts(spi: dict[str, Message], court: dict[str, Message]) -> None:
    messages = [*spi.values(), *court.values()]
    first = written(messages)
    assert first.count(b'"status"') > 100
    for seed in range(3):
        assert written(mixed(messages, seed)) == first


def test_a_message_that_comes_again_with_nothing_in_it_withdraws_its_prompts(spi: dict[str, Message]) -> None:
    warrants_withdrawn(spi.values())
