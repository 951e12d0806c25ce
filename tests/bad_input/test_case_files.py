"""Faulty case files: each fault is told in one line, at its path, with the mend, and no value is repeated."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.cli.running import ARREST, PLAIN, Ran, case_with, run, write
from victims_code import InvalidCase
from victims_code.interchange import case_of

AS_OF = ("--as-of", "2026-05-20")

#: Stands for what must never be repeated: a name, a date of birth, free text in the wrong place.
MARKER = "SECRET-NAME Jane Doe"


def _victim(**facts: object) -> dict[str, Any]:
    return case_with(ARREST, victims=[{**PLAIN, **facts}])


def _event(**facts: object) -> dict[str, Any]:
    return case_with({**ARREST, **facts})


def _details(of_type: str, **details: object) -> dict[str, Any]:
    return _event(type=of_type, details=details)


def _correction(**details: object) -> dict[str, Any]:
    return case_with(ARREST, {"id": "e2", "type": "event_corrected", "at": "2026-05-13", "details": details})


def _without(key: str) -> dict[str, Any]:
    document = case_with(ARREST)
    del document[key]
    return document


#: What is wrong, the document, the path that is told, and a word of what is said there.
FAULTS: dict[str, tuple[object, str, str]] = {
    # The case itself.
    "a list": ([case_with(ARREST)], "", "one JSON object"),
    "null": (None, "", "one JSON object"),
    "a number": (7, "", "one JSON object"),
    "a text": (MARKER, "", "one JSON object"),
    "another version": (case_with(ARREST, schema="victims-code/case/9"), "schema", "victims-code/case/1"),
    "schema of another kind": (case_with(ARREST, schema=1), "schema", "victims-code/case/1"),
    "no reference": (_without("case"), "case", "is missing"),
    "reference null": (case_with(ARREST, case=None), "case", "reference"),
    "reference a number": (case_with(ARREST, case=20), "case", "reference"),
    "reference blank": (case_with(ARREST, case="  "), "case", "reference"),
    "reference over-long": (case_with(ARREST, case=MARKER * 40), "case", "200"),
    "reference with control characters": (case_with(ARREST, case=f"{MARKER}\x1b[2J"), "case", "printable"),
    "unknown jurisdiction": (case_with(ARREST, jurisdiction=MARKER), "jurisdiction", "england_and_wales"),
    "jurisdiction empty": (case_with(ARREST, jurisdiction=""), "jurisdiction", "england_and_wales"),
    "jurisdiction false": (case_with(ARREST, jurisdiction=False), "jurisdiction", "england_and_wales"),
    "jurisdiction a list": (case_with(ARREST, jurisdiction=[]), "jurisdiction", "england_and_wales"),
    "unknown key of the case": (case_with(ARREST, victm=[]), "victm", "did you mean 'victims'?"),
    "no victims": (_without("victims"), "victims", "is missing"),
    "victims null": (case_with(ARREST) | {"victims": None}, "victims", "a list is needed"),
    "victims an object": (case_with(ARREST) | {"victims": {"id": MARKER}}, "victims", "a list is needed"),
    "events a text": (case_with() | {"events": MARKER}, "events", "a list is needed"),
    "no events": (_without("events"), "events", "is missing"),
    # A victim.
    "victim a text": (case_with(ARREST) | {"victims": [MARKER]}, "victims[0]", "an object is needed"),
    "victim without id": (case_with(ARREST, victims=[{}]), "victims[0].id", "is missing"),
    "victim's id a number": (_victim(id=5), "victims[0].id", "reference"),
    "victim's id an object": (_victim(id={"name": MARKER}), "victims[0].id", "reference"),
    "victim's id twice": (case_with(ARREST, victims=[PLAIN, PLAIN]), "victims[1].id", "victims[0]"),
    "unknown key of a victim": (_victim(vunerable=True), "victims[0].vunerable", "did you mean 'vulnerable'?"),
    "unknown role": (_victim(role=MARKER), "victims[0].role", "business"),
    "role a list": (_victim(role=[MARKER]), "victims[0].role", "business"),
    "birth not a date": (_victim(born=MARKER), "victims[0].born", "YYYY-MM-DD"),
    "birth on no day": (_victim(born="1987-02-30"), "victims[0].born", "YYYY-MM-DD"),
    "birth in 1800": (_victim(born="1800-03-02"), "victims[0].born", "1900"),
    "birth in 2500": (_victim(born="2500-03-02"), "victims[0].born", "2100"),
    "birth with a time of day": (_victim(born="1987-03-02T08:15:00Z"), "victims[0].born", "without a time"),
    "birth a number": (_victim(born=19870302), "victims[0].born", "YYYY-MM-DD"),
    "birth an object": (_victim(born={"year": MARKER}), "victims[0].born", "YYYY-MM-DD"),
    "age fact a number": (_victim(under_18_at_offence=1), "victims[0].under_18_at_offence", "true or false"),
    "vulnerable a text": (_victim(vulnerable=MARKER), "victims[0].vulnerable", "true or false"),
    "intimidated a list": (_victim(intimidated=[MARKER]), "victims[0].intimidated", "true or false"),
    "targeted an object": (_victim(persistently_targeted={}), "victims[0].persistently_targeted", "true or false"),
    "contact a text": (_victim(named_point_of_contact=MARKER), "victims[0].named_point_of_contact", "true or false"),
    "offence a text": (_victim(offence_categories=MARKER), "victims[0].offence_categories", "a list"),
    "offence an object": (_victim(offence_categories={}), "victims[0].offence_categories", "a list"),
    "unknown offence": (_victim(offence_categories=[MARKER]), "victims[0].offence_categories", "unknown category"),
    "offence null in a list": (_victim(offence_categories=[None]), "victims[0].offence_categories", "unknown category"),
    # An event.
    "event a number": (case_with() | {"events": [5]}, "events[0]", "an object is needed"),
    "event without type": (case_with({"id": "e1", "at": "2026-05-12"}), "events[0].type", "is missing"),
    "event without time": (case_with({"id": "e1", "type": "suspect_arrested"}), "events[0].at", "is missing"),
    "event without id": (case_with({"type": "suspect_arrested", "at": "2026-05-12"}), "events[0].id", "is missing"),
    "unknown type": (_event(type="suspect_arested"), "events[0].type", "did you mean 'suspect_arrested'?"),
    "type free text": (_event(type=MARKER), "events[0].type", "lower-case words"),
    "type a list": (_event(type=[MARKER]), "events[0].type", "lower-case words"),
    "unknown key of an event": (_event(recieved_at="2026-05-13"), "events[0].recieved_at", "'received_at'"),
    "unknown key in odd letters": (_event(**{"at\x1b[2J": 1}), "events[0].…", "unknown key"),
    "time without an offset": (_event(at="2026-05-12T10:00:00"), "events[0].at", "offset"),
    "time on no day": (_event(at="2026-02-30"), "events[0].at", "no such date"),
    "time at no hour": (_event(at="2026-05-12T25:00:00Z"), "events[0].at", "ISO 8601"),
    "time with no such offset": (_event(at="2026-05-12T10:00:00+99:00"), "events[0].at", "no such date"),
    "time in British order": (_event(at="12/05/2026"), "events[0].at", "ISO 8601"),
    "time in free text": (_event(at=MARKER), "events[0].at", "ISO 8601"),
    "time a number": (_event(at=1778544000), "events[0].at", "a number"),
    "time in the year 1800": (_event(at="1800-05-12"), "events[0].at", "1900"),
    "time in the year 2500": (_event(at="2500-05-12"), "events[0].at", "2100"),
    "receipt before occurrence": (_event(received_at="2026-05-11"), "events[0].received_at", "earlier than at"),
    "receipt a list": (_event(received_at=[]), "events[0].received_at", "a date"),
    "record without an offset": (_event(recorded_at="2026-05-12T10:00"), "events[0].recorded_at", "offset"),
    "victim of an event a list": (_event(victim=["V1"]), "events[0].victim", "reference"),
    "suspect of an event over-long": (_event(suspect=MARKER * 40), "events[0].suspect", "200"),
    "crime with a control character": (_event(crime=f"{MARKER}\n"), "events[0].crime", "printable"),
    "crime with a NUL": (_event(crime=f"{MARKER}\0"), "events[0].crime", "printable"),
    "about a text": (_event(about=MARKER), "events[0].about", "a list"),
    "about an object": (_event(about={"e1": MARKER}), "events[0].about", "a list"),
    "about nothing known": (_event(about=["e1", MARKER]), "events[0].about[1]", "neither an event"),
    "about a mistyped type": (_event(about=["suspect_arested"]), "events[0].about[0]", "'suspect_arrested'"),
    "about a number": (_event(about=[7]), "events[0].about", "reference"),
    "same id on another event": (
        case_with(ARREST, {**ARREST, "suspect": MARKER}), "events[1].id", "the same id as events[0]",
    ),
    # Details.
    "details a text": (_event(details=MARKER), "events[0].details", "an object"),
    "details a list": (_event(details=[MARKER]), "events[0].details", "an object"),
    "yes or no a text": (_details("victim_informed", reasons_given=MARKER), "events[0].details.reasons_given", "true"),
    "text a number": (_details("victim_informed", channel=7), "events[0].details.channel", "text"),
    "detail's time in words": (
        _details("hearing_listed", hearing_at=MARKER), "events[0].details.hearing_at", "ISO 8601",
    ),
    "detail's time without an offset": (
        _details("hearing_listed", hearing_at="2026-06-01T10:00"), "events[0].details.hearing_at", "offset",
    ),
    # Corrections and voids.
    "void of nothing": (_details("event_voided", reason=MARKER), "events[0].details.event", "names no event"),
    "void of an event elsewhere": (_details("event_voided", event=MARKER), "events[0].details.event", "names no event"),
    "correction of nothing": (
        _correction(event=MARKER, fields={"at": "2026-05-11"}), "events[1].details.event", "names no event",
    ),
    "correction without fields": (_correction(event="e1"), "events[1].details.fields", "fields to replace"),
    "correction of the type": (
        _correction(event="e1", fields={"type": MARKER}), "events[1].details.fields.type", "cannot be corrected",
    ),
    "correction to no time": (
        _correction(event="e1", fields={"at": MARKER}), "events[1].details.fields.at", "ISO 8601",
    ),
    "correction of the time to unknown": (
        _correction(event="e1", fields={"at": None}), "events[1].details.fields.at", "cannot be replaced",
    ),
    "correction to nobody": (
        _correction(event="e1", fields={"victim": [MARKER]}), "events[1].details.fields.victim", "reference",
    ),
    "correction about nothing": (
        _correction(event="e1", fields={"about": [MARKER]}), "events[1].details.fields.about[0]", "neither an event",
    ),
    "correction that receives before it happens": (
        _correction(event="e1", fields={"received_at": "2026-05-01"}), "events[1].details.fields", "earlier than at",
    ),
}  # fmt: skip


def assert_refused(ran: Ran, *paths: str) -> None:
    """Refused as the contract says: exit code 2, nothing answered, one whole line for each problem."""
    assert ran.code == 2
    assert ran.out == ""
    assert ran.err.endswith("\n")
    assert "Traceback" not in ran.err
    assert "SECRET" not in ran.err
    assert "Jane" not in ran.err
    for path in paths:
        assert any(path in line for line in ran.told), (path, ran.err)


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_told_once_at_its_path_with_the_mend_and_without_the_value(
    fault: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    document, where, words = FAULTS[fault]
    path = write(tmp_path, document)
    ran = run(capsys, "assess", path, *AS_OF)
    assert_refused(ran)
    assert len(ran.told) == 1, ran.err
    told = ran.told[0]
    assert told.startswith(f"{path}: {where}: " if where else f"{path}: ")
    assert words in told
    mended = "; " in told or ", such as" in told or " is needed" in told or "is 1 to 200" in told
    assert mended, told


@pytest.mark.parametrize("fault", ["birth in 1800", "birth on no day", "birth with a time of day", "birth a number"])
def test_no_part_of_a_date_of_birth_is_repeated(fault: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ran = run(capsys, "assess", write(tmp_path, FAULTS[fault][0]), *AS_OF)
    said = ran.err.replace(str(tmp_path), "")
    assert not any(part in said for part in ("1800", "1987", "03-02", "02-30", "0302", "08:15"))


def test_every_fault_of_a_case_is_told_at_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    document = case_with(
        {"id": "e1", "type": "suspect_arested", "at": "2026-05-12"},
        {"id": "e2", "type": "victim_informed", "at": "2026-05-12T10:00", "about": ["e1", "e9"]},
        {"id": "e3", "type": "victim_informed", "at": "2026-05-14", "about": ["e1", "e8"]},
        {
            "id": "e4",
            "type": "victim_informed",
            "at": "2026-05-14",
            "details": {"reasons_given": "x", "channel": "post"},
        },
        {"id": "e4", "type": "suspect_charged", "at": "2026-05-15"},
        {"id": "e5", "type": "suspect_charged", "at": "2026-05-15"},
        {"id": "e5", "type": "suspect_charged", "at": "2026-05-16"},
        victims=[{**PLAIN, "role": "x", "vulnerable": "x"}, {"id": "V1", "born": "x", "rolle": "person"}],
        case="",
        jurisdiction="x",
        evnts=[],
    )
    ran = run(capsys, "assess", write(tmp_path, document), *AS_OF)
    assert_refused(
        ran, "evnts", "case: ", "jurisdiction", "victims[0].role", "victims[0].vulnerable", "victims[1].id",
        "victims[1].born", "victims[1].rolle", "events[0].type", "events[1].at", "events[1].about[1]",
        "events[2].about[1]", "events[3].details.reasons_given", "events[6].id",
    )  # fmt: skip
    assert len(ran.told) == 14


def test_a_contact_about_an_event_that_has_faults_of_its_own_is_no_fault(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = {"id": "e2", "type": "victim_informed", "at": "2026-05-13", "about": ["e1"]}
    void = {"id": "e3", "type": "event_voided", "at": "2026-05-14", "details": {"event": "e1"}}
    ran = run(capsys, "assess", write(tmp_path, case_with({**ARREST, "at": "x"}, told, void)), *AS_OF)
    assert_refused(ran, "events[0].at")
    assert len(ran.told) == 1


def test_a_file_of_nothing_but_faults_is_given_up_after_a_hundred(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ran = run(capsys, "assess", write(tmp_path, case_with(*[{"type": "x"}] * 2_000)), *AS_OF)
    assert_refused(ran)
    assert len(ran.told) == 101
    assert "more than 100 faults; mend these first" in ran.told[-1]


@pytest.mark.parametrize("key", ["at", "received_at"])
def test_a_date_past_the_calendar_names_the_file_and_the_event(
    key: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    event = {"id": "e7", "type": "court_bail_decided", "at": "2026-05-12", "received_at": None, key: "2045-05-12"}
    path = write(tmp_path, case_with(event))
    ran = run(capsys, "assess", path, "--as-of", "2045-06-01")
    assert_refused(ran)
    assert ran.told[0].startswith(f"{path}: event e7: ")
    assert "outside the calendar" in ran.told[0]
    assert "check the date" in ran.told[0]


def test_the_year_1800_and_the_year_2045_are_told_where_they_stand_in_an_explanation_too(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ran = run(capsys, "explain", write(tmp_path, _event(at="1800-05-12")), *AS_OF)
    assert_refused(ran, "events[0].at")
    ran = run(capsys, "explain", write(tmp_path, _event(at="2045-05-12")), "--as-of", "2045-06-01")
    assert_refused(ran, "event e1: at")


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (_victim(vulnerable="no"), "vulnerable: true or false is needed, or null for unknown"),
        (_victim(id=7), "id: a reference as text is needed, not a number"),
        (_event(suspect=["S1"]), "suspect: a reference as text is needed, not a list"),
        (_event(crime={}), "crime: a reference as text is needed, not an object"),
    ],
)
def test_a_fault_of_a_file_is_said_in_the_words_of_json(given: dict[str, Any], said: str) -> None:
    with pytest.raises(InvalidCase, match=said):
        case_of(given)
