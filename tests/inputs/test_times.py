"""A time is read alike at every door: the forms of ISO 8601, fractions cut, and no offset guessed."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.cli.running import run
from victims_code import Case, Event, assess
from victims_code.dates import DATE_PATTERN, LONDON, WHEN_PATTERN, format_when, parse_when
from victims_code.errors import InvalidFact
from victims_code.feeds import read_columns, read_common_platform, read_extract, read_hmpps, read_spi
from victims_code.interchange import case_document, read_case, write_json

MICROSECONDS = dt.datetime(2026, 5, 5, 9, 0, 0, 123_456, tzinfo=dt.UTC)
TEN = dt.datetime(2026, 5, 5, 9, tzinfo=dt.UTC)

#: What each form says.
FORMS = {
    "2026-05-05T10:00:00.1234567+01:00": MICROSECONDS,
    "2026-05-05 10:00:00.1234567+01:00": MICROSECONDS,
    "2026-05-05T10:00:00,123456999999999999+0100": MICROSECONDS,
    "2026-05-05T09:00:00.1234569Z": MICROSECONDS,
    "2026-05-05 10:00:00+01": TEN,
    "2026-05-05T10:00+01": TEN,
    "2026-05-05 09:00Z": TEN,
    "2026-05-05T05:00:00.0-0400": TEN,
    "2026-05-05": dt.date(2026, 5, 5),
}


def by_case_file(text: str) -> dt.date:
    event = {"id": "e1", "type": "suspect_arrested", "at": text}
    return read_case(json.dumps({"case": "C1", "victims": [], "events": [event]})).events[0].at


def by_detail(text: str) -> object:
    return Event("e1", "hearing_listed", at=dt.date(2026, 5, 1), details={"hearing_at": text}).details["hearing_at"]


def by_correction(text: str) -> dt.date:
    arrest = Event("e1", "suspect_arrested", at=dt.date(2026, 5, 1))
    fields = {"event": "e1", "fields": {"at": text}}
    case = Case("C1", [], [arrest, Event("e2", "event_corrected", at=dt.date(2026, 5, 9), details=fields)])
    return case.history(dt.date(2026, 5, 9).toordinal()).by_id["e1"].at


def by_extract(text: str) -> dt.date:
    columns = read_columns("""
        name = "x"
        case = "CASE"
        dates = ["ISO"]
        delimiter = ";"
        [[event]]
        type = "suspect_arrested"
        at = "ARRESTED"
    """)
    (message,) = read_extract(f"CASE;ARRESTED\nC1;{text}\n".encode(), columns=columns, extracted_at=dt.date(2026, 6, 1))
    return message.events[0].at


def by_hmpps(text: str) -> dt.date:
    body = {
        "eventType": "prison-offender-events.prisoner.released", "occurredAt": text,
        "personReference": {"identifiers": [{"type": "NOMS", "value": "A0000AA"}]},
        "additionalInformation": {"reason": "RELEASED"},
    }  # fmt: skip
    (message,) = read_hmpps(json.dumps(body).encode())
    return message.events[0].at


def by_common_platform(text: str) -> dt.date:
    hearing = {
        "id": "11111111-1111-4111-8111-111111111111",
        "prosecutionCases": [{"prosecutionCaseIdentifier": {"caseURN": "20WM0123426"}}],
    }
    (message,) = read_common_platform(json.dumps({"hearing": hearing, "sharedTime": text}).encode())
    return message.sent


DOORS = [by_case_file, by_detail, by_correction, by_extract, by_hmpps, by_common_platform]


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("text", FORMS)
def test_each_form_is_read_at_each_door(text: str, door: Callable[[str], object]) -> None:
    assert door(text) == FORMS[text]


@pytest.mark.parametrize("text", FORMS)
def test_each_form_is_read_on_the_command_line(
    text: str, capsys: pytest.CaptureFixture[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    assert run(capsys, "deadline", text, "0").out == "2026-05-05\n"
    file = tmp_path_factory.mktemp("cases") / "case.json"
    file.write_text('{"case": "C1", "victims": [], "events": []}', "utf-8")
    ran = run(capsys, "assess", str(file), "--as-of", text, "--known-at", text, "--format", "json")
    assert json.loads(ran.out)["as_of"] == "2026-05-05"
    assert parse_when(json.loads(ran.out)["known_at"], "known_at") == FORMS[text]


def test_a_time_without_an_offset_is_refused_on_the_command_line_unless_a_zone_is_assumed(
    capsys: pytest.CaptureFixture[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    file = tmp_path_factory.mktemp("cases") / "case.json"
    file.write_text('{"case": "C1", "victims": [], "events": []}', "utf-8")
    for command in ("assess", "prompts", "explain"):
        call = (command, str(file), "--as-of", "2026-05-05T23:30", "--known-at", "2026-05-05 23:30:00")
        assert run(capsys, *call).code == 2
        assert run(capsys, *call, "--assume-tz", "Europe/London").code == 0


def test_a_court_message_tells_a_finer_time_than_a_microsecond() -> None:
    (message,) = read_spi(b"""<ResultedCaseMessage><MessageMetadata>
      <CreationDateTime>2026-05-06T12:00:00.1234567</CreationDateTime></MessageMetadata><Session>
      <CourtHearing><Hearing><DateOfHearing>2026-05-06</DateOfHearing><TimeOfHearing>10:00:00.1234567</TimeOfHearing>
      </Hearing></CourtHearing><Case><PTIURN>01ZZ0000126</PTIURN><Defendant>
      <ProsecutorReference>2601ZZ1</ProsecutorReference>
      <Offence><Result><ResultCode>4575</ResultCode></Result></Offence></Defendant></Case></Session>
      </ResultedCaseMessage>""")
    assert message.events[0].date == dt.date(2026, 5, 6)
    assert not [each for each in message.unmapped if each.code.startswith("unreadable")]


@pytest.mark.parametrize(
    "text",
    [
        "2026-05-05T10", "2026-05-05T10:00:00.Z", "2026-05-05T10:00:00Z ", "2026-05-05  10:00:00Z",
        "2026-05-05t10:00:00Z", "2026-05-05T10:00:00z", "2026-05-05T10:00:00+1", "2026-05-05T10:00:00+01:0",
        "2026-05-05T10:00:00+01:60", "2026-05-05T10:00:00+01:00:00", "20260505T100000Z", "2026-05-05T24:00:00Z",
        "2026-05-05T10:00:60Z", "2026-05-05T10:00.5Z", "2026-05-05T10:00:00.\u0661Z", "2026-05-05\n",
    ],
)  # fmt: skip
def test_other_forms_are_no_times(text: str) -> None:
    with pytest.raises(InvalidFact, match="not an ISO 8601 date"):
        parse_when(text, "at")
    assert not re.fullmatch(WHEN_PATTERN, text)


ENDS = ("1900-01-01", "2100-12-31")


@given(st.from_regex(WHEN_PATTERN, fullmatch=True))
def test_what_fits_the_published_pattern_is_read_where_there_is_such_a_day(text: str) -> None:
    try:
        dt.date.fromisoformat(text[:10])
    except ValueError:
        with pytest.raises(InvalidFact, match="no such date"):
            parse_when(text, "at")
    else:
        if text[:10] in ENDS and len(text) > 10:  # an offset may carry its London day over the end
            return
        assert parse_when(text, "at").isoformat()[:16] == text[:16].replace(" ", "T")
        assert bool(re.fullmatch(DATE_PATTERN, text)) is (len(text) == 10)


@given(st.datetimes(dt.datetime(1901, 1, 1), dt.datetime(2099, 12, 31)), st.integers(0, 10**9 - 1))  # noqa: DTZ001
def test_a_fraction_is_cut_and_never_rounded(when: dt.datetime, nanoseconds: int) -> None:
    written = f"{when.replace(microsecond=0).isoformat()}.{nanoseconds:09}Z"
    read = parse_when(written, "at")
    assert isinstance(read, dt.datetime)
    assert read.microsecond == nanoseconds // 1_000


def test_the_patterns_need_no_looking_around() -> None:
    assert "(?" not in WHEN_PATTERN + DATE_PATTERN
    assert WHEN_PATTERN.startswith(DATE_PATTERN)


def test_what_is_written_is_read_back_whatever_was_given() -> None:
    fine = Event("e1", "hearing_listed", at=parse_when("2026-05-05 10:00:00.1234567+01", "at"),
                 details={"hearing_at": "2026-06-01T10:00:00,9999999Z"})  # fmt: skip
    case = Case("C1", [], [fine])
    assert read_case(write_json(case_document(case))) == case


def test_an_answer_takes_its_day_from_any_form() -> None:
    when = parse_when("2026-07-03 23:30:00.1234567", "as_of", assume_tz=LONDON)
    assert assess(Case("C1", []), as_of=when).as_of == dt.date(2026, 7, 3)
    assert format_when(when) == "2026-07-03T23:30:00.123456+01:00"
