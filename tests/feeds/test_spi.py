"""What the courts' result messages become: each fact one event, and each unknown said."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

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
from victims_code.dates import LONDON
from victims_code.feeds.spi import read_spi
from victims_code.feeds.spi_court import suspect_reference
from victims_code.feeds.spi_terms import ANY_TERM, Term, months_in_all

SUSPECT = suspect_reference(ASN)
HEARING = datetime(2026, 5, 6, 10, tzinfo=LONDON)


def test_offence_arrest_and_charge_are_told_as_dates_of_an_opaque_suspect() -> None:
    message = read(one(offence("001", result("4506")), offence("002", result("4506"))))
    assert message.case == CASE
    assert [(e.type, e.at, e.suspect, e.crime) for e in message.events] == [
        ("offence_committed", date(2026, 3, 1), SUSPECT, f"{SUSPECT}-1"),
        ("offence_committed", date(2026, 3, 1), SUSPECT, f"{SUSPECT}-2"),
        ("suspect_arrested", date(2026, 3, 2), SUSPECT, None),
        ("suspect_charged", date(2026, 3, 3), SUSPECT, None),
    ]
    assert ASN not in SUSPECT


def test_two_charge_dates_are_two_charges_and_one_number_is_one_arrest() -> None:
    later = offence("2", result("4506"), arrest="2026-04-01", charge="2026-04-02")
    message = read(one(later, offence("1", result("4506"))))
    assert [event.at for event in events(message, "suspect_charged")] == [date(2026, 3, 3), date(2026, 4, 2)]
    assert [event.at for event in events(message, "suspect_arrested")] == [date(2026, 3, 2)]
    assert "another_arrest_date" in codes(message)


@pytest.mark.parametrize(("code", "known"), [("1", True), ("4", True), ("2", False), ("5", False), ("", False)])
def test_an_offence_is_dated_only_where_the_date_code_says_so(code: str, *, known: bool) -> None:
    message = read(one(offence("1", result("4506"), date_code=code)))
    assert bool(events(message, "offence_committed")) is known
    assert ("offence_date_uncertain" in codes(message)) is not known


def test_a_bare_message_in_no_namespace_is_read_as_one_in_its_envelope() -> None:
    whole = one(offence("1", result("4575")))
    bare = whole.decode().split("<Message>")[1].split("</Message>")[0].replace("d:", "").encode()
    assert read(bare).events == read(whole).events


def test_attributes_comments_and_empty_elements_say_nothing() -> None:
    plain = one(offence("1", result("4575")))
    odd = plain.replace(b"<d:Offence>", b'<!-- x --><d:Offence a="1" d:b="2"><d:Finding/><d:Plea> </d:Plea><?x y?>')
    assert read(odd).events == read(plain).events
    assert read(odd).unmapped == read(plain).unmapped


@pytest.mark.parametrize(
    ("created", "sent"),
    [
        ("2026-05-07T08:00:00Z", datetime(2026, 5, 7, 8, tzinfo=UTC)),
        ("2001-12-17T09:30:47-05:00", HEARING),
        ("2026-05-07T08:00:00", datetime(2026, 5, 7, 8, tzinfo=LONDON)),
        ("soon", HEARING),
        ("", HEARING),
    ],
)
def test_a_message_was_sent_when_its_envelope_was_made_and_never_before_the_hearing(
    created: str, sent: datetime
) -> None:
    assert read(one(offence("1", result("4506")), created=created)).sent == sent


def test_only_what_the_witness_care_unit_receives_has_its_receipt() -> None:
    received = datetime(2026, 5, 8, 9, tzinfo=UTC)
    (message,) = read_spi(one(offence("1", result("4575"))), received_at=received)
    assert {event.type: event.received_at for event in message.events} == {
        "offence_committed": None, "suspect_arrested": None, "suspect_charged": None, "arrest_warrant_issued": received,
    }  # fmt: skip
    (message,) = read_spi(one(offence("1", result("4575"))), received_at=HEARING - timedelta(hours=1))
    assert "received_too_early" in codes(message)


@pytest.mark.parametrize(
    ("day", "time", "at", "note"),
    [
        ("2026-01-06", "10:00:00", datetime(2026, 1, 6, 10, tzinfo=UTC), None),
        ("2026-07-06", "10:00", datetime(2026, 7, 6, 9, tzinfo=UTC), None),
        # The clocks go forward at 01:00 on 29 March 2026, and never show 01:30; they show it twice on 25 October.
        ("2026-03-29", "01:30:00", date(2026, 3, 29), "clock_change"),
        ("2026-10-25", "01:30:00", date(2026, 10, 25), "clock_change"),
        ("2026-10-25", "01:30:00+01:00", datetime(2026, 10, 25, 0, 30, tzinfo=UTC), None),
        ("2026-05-06", "25:00:00", date(2026, 5, 6), "unreadable_time"),
        ("2026-05-06", "ten", date(2026, 5, 6), "unreadable_time"),
        ("2026-05-06", "", date(2026, 5, 6), None),
        ("2026-05-06Z", "10:00:00Z", datetime(2026, 5, 6, 10, tzinfo=UTC), None),
    ],
)
def test_a_hearing_is_at_a_time_in_london(day: str, time: str, at: date, note: str | None) -> None:
    made = deliver(session(case(defendant(offence("1", result("4575")))), day=day, time=time))
    (warrant,) = events(read(made), "arrest_warrant_issued")
    assert warrant.at == at
    assert {code for code in codes(read(made)) if "time" in code or "clock" in code} == ({note} if note else set())


def test_a_next_hearing_is_listed_once_for_all_offences() -> None:
    listed = next_hearing("2026-06-01", "14:00:00")
    message = read(
        one(offence("1", result("4506", listed)), offence("2", result("4506", listed), result(None, listed)))
    )
    (event,) = events(message, "hearing_listed")
    assert event.at == HEARING
    assert dict(event.details) == {
        "hearing_at": datetime(2026, 6, 1, 14, tzinfo=LONDON), "precision": "time", "court": "Z01AA01",
    }  # fmt: skip


def test_a_next_hearing_on_another_day_or_in_another_court_is_another_listing() -> None:
    places = [("2026-06-01", "14:00:00", "Z01AA01"), ("2026-06-02", "", "Z01AA01"), ("2026-06-01", "14:00:00", "Z02")]
    message = read(one(*(offence(str(n), result("4506", next_hearing(*p))) for n, p in enumerate(places, 1))))
    assert [event.details["precision"] for event in events(message, "hearing_listed")] == ["time", "date", "time"]


def test_a_court_that_is_no_code_is_left_out() -> None:
    message = read(one(offence("1", result("4506", next_hearing("2026-06-01", "", PERSONAL)))))
    assert [event.details["court"] for event in events(message, "hearing_listed")] == [None]


@pytest.mark.parametrize(
    ("results", "note"),
    [
        ([result("2007")], "no_hearing_date"),
        ([result("4506", next_hearing())], "no_hearing_date"),
        ([result("4506", next_hearing("one day"))], "no_hearing_date"),
        ([result("4014")], "hearing_in_text"),
    ],
)
def test_no_hearing_is_listed_without_a_date(results: list[str], note: str) -> None:
    message = read(one(offence("1", *results)))
    assert not events(message, "hearing_listed")
    assert note in codes(message)


@pytest.mark.parametrize(
    ("results", "bail", "text", "expected"),
    [
        ([result("4506")], "U", "", None),
        ([result("4506")], "B", PERSONAL, ("yes", None)),
        ([result("4506")], "B", "  ", None),
        ([result("4594", qualifier("LI"))], "U", "", ("yes", None)),
        ([result("4594", qualifier("LI"))], "C", "", None),
        ([result("4594", qualifier("LI"))], "Z", "", None),
        ([result("4597")], "U", "", ("yes", "conditions_changed")),
        ([result("4597")], "Z", "", (None, "conditions_changed")),
        ([result("4027"), result("4027")], "B", PERSONAL, ("yes", "remanded_on_bail")),
        ([result("4011")], "U", "", (None, "remanded_on_bail")),
        ([result("4028")], "C", "", ("no", "remanded_in_custody")),
        ([result("4028")], "C", PERSONAL, ("no", "remanded_in_custody")),
        ([result("4027"), result("4049")], "C", "", (None, "remanded_in_custody")),
        ([result("4046")], "P", PERSONAL, ("yes", "custody_with_bail_direction")),
        ([result("4046")], "P", "", (None, "custody_with_bail_direction")),
    ],
)
def test_bail_is_one_decision_for_the_hearing(
    results: list[str], bail: str, text: str, expected: tuple[str | None, str | None] | None
) -> None:
    message = read(one(offence("1", *results), offence("2", *results), bail=bail, conditions=text))
    found = [(e.details["conditions"], e.details["change"]) for e in events(message, "court_bail_decided")]
    assert found == ([] if expected is None else [expected])


@pytest.mark.parametrize("code", ["4575", "4576", "4577", "4585", "4586"])
def test_a_warrant_is_told_once_unless_a_qualifier_excepts_it(code: str) -> None:
    assert len(events(read(one(offence("1", result(code)), offence("2", result(code)))), "arrest_warrant_issued")) == 1
    excepted = read(one(offence("1", result(code, qualifier("EO")))))
    assert not events(excepted, "arrest_warrant_issued")
    assert "warrant_excepted" in codes(excepted)
    mixed = read(one(offence("1", result(code, qualifier("EO"))), offence("2", result(code))))
    assert len(events(mixed, "arrest_warrant_issued")) == 1


G = finding("G", "2026-05-06")


@pytest.mark.parametrize(
    ("offences", "months", "hospital"),
    [
        ([[result("1002", duration("14", "M"))]], 14, False),
        ([[result("1002", duration("2", "Y"))]], 24, False),
        ([[result("1002", duration("14", "M"))], [result("1002", duration("3", "M"))]], 14, False),
        ([[result("1002", duration("5", "M"))], [result("1002", duration("6", "M"))]], 6, False),
        ([[result("1002", duration("6", "M"))], [result("1002", duration("6", "M"))]], None, False),
        ([[result("1002", duration("1", "L"))]], None, False),
        ([[result("1002", duration("1", "L"))], [result("1002", duration("18", "M"))]], 18, False),
        ([[result("1002", duration("90", "D"))]], None, False),
        ([[result("1002", duration("6", "M", "3"))]], None, False),
        ([[result("1002", duration("6", "Q"))]], None, False),
        ([[result("1002", duration("many", "M"))]], None, False),
        ([[result("1002")]], None, False),
        ([[result("1002", duration("6", "M"), duration("6", "M"))]], None, False),
        ([[result("1003", duration("14", "M"))]], 14, None),
        ([[result("1003")]], None, None),
        ([[result("1008")]], None, True),
        ([[result("1115", duration("6", "M", "12"))]], 0, False),
        ([[result("1115", duration("18", "M", "24"))]], None, False),
        ([[result("1015"), G]], 0, False),
        ([[result("1015"), result("9998"), G]], None, None),
        ([[result("1015"), result("1002", duration("14", "M")), G]], 14, False),
    ],
)
def test_the_months_in_custody_are_said_only_where_they_are_sure(
    offences: list[list[str]], months: int | None, *, hospital: bool | None
) -> None:
    message = read(one(*(offence(str(number), *inner) for number, inner in enumerate(offences, 1))))
    (sentence,) = events(message, "sentence_passed")
    assert (sentence.details["custody_months"], sentence.details["hospital_order"]) == (months, hospital)


def test_a_fine_without_a_conviction_is_no_sentence() -> None:
    message = read(one(offence("1", result("1015"))))
    assert not events(message, "sentence_passed")
    assert "no_conviction" in codes(message)


def test_terms_are_the_longest_where_their_sum_decides_nothing_else() -> None:
    assert months_in_all([Term(3, 3, 3)] * 3, [12]) == 3
    assert months_in_all([Term(3, 3, 3)] * 4, [12]) is None
    assert months_in_all([Term(12, 12, 12), ANY_TERM], [12]) == 12
