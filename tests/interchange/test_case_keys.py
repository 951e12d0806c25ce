"""The case file, key by key: what each key is read as, and what a missing one means."""

from __future__ import annotations

import datetime as dt
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

import pytest

from tests.cli.running import ARREST, PLAIN, case_with
from victims_code import InvalidCase, Jurisdiction, OffenceCategory, Problem, Role
from victims_code.errors import MOST_FAULTS
from victims_code.interchange import case_document, case_of
from victims_code.vocabulary import EventType, Family, code_vocabulary

LONDON = ZoneInfo("Europe/London")


def test_the_contract_s_own_example_is_read_as_it_says() -> None:
    document = {
        "schema": "victims-code/case/1",
        "case": "20WM/01234/26",
        "jurisdiction": "england_and_wales",
        "victims": [
            {
                "id": "V1",
                "role": "person",
                "born": "2009-03-02",
                "under_18_at_offence": None,
                "offence_categories": ["domestic_abuse"],
                "persistently_targeted": None,
                "vulnerable": None,
                "intimidated": None,
                "named_point_of_contact": None,
            }
        ],
        "events": [
            {"id": "e1", "type": "crime_reported", "at": "2026-05-01T23:40:00+01:00"},
            {
                "id": "e2", "type": "suspect_arrested", "at": "2026-05-02", "suspect": "S1", "crime": "C1",
                "recorded_at": "2026-05-05T09:00:00+01:00",
            },
            {
                "id": "e3", "type": "victim_informed", "at": "2026-05-06T10:15:00+01:00", "victim": "V1",
                "about": ["e2"], "details": {"channel": "telephone"},
            },
            {
                "id": "e4", "type": "case_outcome_reached", "at": "2026-11-03", "received_at": "2026-11-05",
                "suspect": "S1", "details": {"outcome": "not_guilty"},
            },
        ],
    }  # fmt: skip
    case = case_of(document)
    assert case.id == "20WM/01234/26"
    assert case.jurisdiction is Jurisdiction.ENGLAND_AND_WALES
    (victim,) = case.victims
    assert (victim.id, victim.role, victim.born) == ("V1", Role.PERSON, dt.date(2009, 3, 2))
    assert victim.offence_categories == (OffenceCategory.DOMESTIC_ABUSE,)
    assert victim.vulnerable is victim.intimidated is victim.persistently_targeted is None
    report, arrest, told, ended = case.events
    assert report.at == dt.datetime(2026, 5, 1, 22, 40, tzinfo=dt.UTC)
    assert (arrest.at, arrest.suspect, arrest.crime) == (dt.date(2026, 5, 2), "S1", "C1")
    assert arrest.recorded_at == dt.datetime(2026, 5, 5, 8, 0, tzinfo=dt.UTC)
    assert (told.victim, told.about, told.details["channel"]) == ("V1", ("e2",), "telephone")
    assert (ended.received_at, ended.details["outcome"]) == (dt.date(2026, 11, 5), "not_guilty")


def test_a_missing_key_and_null_are_both_unknown() -> None:
    nulls = {key: None for key in PLAIN if key != "id"}
    one = case_of(case_with(victims=[{"id": "V1", **nulls}], jurisdiction=None))
    other = case_of({"case": "C1", "victims": [{"id": "V1"}], "events": []})
    assert one == other
    (victim,) = one.victims
    assert victim.role is Role.PERSON
    assert victim.offence_categories is None
    assert victim.vulnerable is None
    assert one.jurisdiction is Jurisdiction.ENGLAND_AND_WALES


def test_no_offence_category_is_known_and_not_unknown() -> None:
    (victim,) = case_of(case_with(victims=[{"id": "V1", "offence_categories": []}])).victims
    assert victim.offence_categories == ()


@pytest.mark.parametrize("role", list(Role))
def test_every_role_is_read(role: Role) -> None:
    assert case_of(case_with(victims=[{"id": "V1", "role": role.value}])).victims[0].role is role


@pytest.mark.parametrize("category", list(OffenceCategory))
def test_every_offence_category_is_read(category: OffenceCategory) -> None:
    victims = [{"id": "V1", "offence_categories": [category.value]}]
    assert case_of(case_with(victims=victims)).victims[0].offence_categories == (category,)


def test_no_victim_is_a_case_all_the_same() -> None:
    assert case_of(case_with(ARREST, victims=[])).victims == ()


def test_an_event_given_again_with_the_same_content_is_one_event() -> None:
    again = dict(reversed(list(ARREST.items())))
    assert len(case_of(case_with(ARREST, again)).events) == 1


def test_a_fault_after_a_repeat_is_told_at_its_place_in_the_file() -> None:
    with pytest.raises(InvalidCase) as caught:
        case_of(case_with(ARREST, ARREST, {**ARREST, "id": "e2", "about": ["e9"]}))
    assert [problem.where for problem in caught.value.problems] == ["events[2].about[0]"]


def test_details_that_are_not_declared_are_kept() -> None:
    details = {"own_key": {"a": [1, None, True]}, "channel": None}
    event = case_of(case_with({**ARREST, "type": "victim_informed", "details": details})).events[0]
    assert event.details["own_key"] == {"a": (1, None, True)}
    assert event.details["channel"] is None


def test_types_that_a_rulebook_declares_are_read_with_its_vocabulary() -> None:
    declared = {**ARREST, "type": "book_lent"}
    with pytest.raises(InvalidCase, match="unknown event type 'book_lent'"):
        case_of(case_with(declared))
    lent = EventType("book_lent", Family.TRIGGER, definition="A book is lent")
    vocabulary = code_vocabulary().extended({"book_lent": lent})
    assert case_of(case_with(declared), vocabulary=vocabulary).events[0].type == "book_lent"


class TestZone:
    """A date-time without an offset takes the zone that the reader is told to assume, wherever it stands."""

    EVENT: ClassVar[dict[str, Any]] = {
        "id": "e1", "type": "hearing_listed", "at": "2026-07-03T23:30", "received_at": "2026-07-04T00:30:00",
        "recorded_at": "2026-12-01T09:00", "details": {"hearing_at": "2026-08-03T10:00:00.5", "x": "2026-08-03T10:00"},
    }  # fmt: skip

    def test_in_each_time_of_an_event(self) -> None:
        event = case_of(case_with(self.EVENT), assume_tz=LONDON).events[0]
        assert event.at == dt.datetime(2026, 7, 3, 22, 30, tzinfo=dt.UTC)
        assert event.received_at == dt.datetime(2026, 7, 3, 23, 30, tzinfo=dt.UTC)
        assert event.recorded_at == dt.datetime(2026, 12, 1, 9, 0, tzinfo=dt.UTC)

    def test_in_details_that_are_times_and_in_no_others(self) -> None:
        details = case_of(case_with(self.EVENT), assume_tz=LONDON).events[0].details
        assert details["hearing_at"] == dt.datetime(2026, 8, 3, 9, 0, 0, 500_000, tzinfo=dt.UTC)
        assert details["x"] == "2026-08-03T10:00"

    def test_in_the_fields_of_a_correction_and_in_the_details_among_them(self) -> None:
        fields = {"at": "2026-07-02T23:30", "details": {"hearing_at": "2026-08-04T10:00"}}
        correction = {
            "id": "e2", "type": "event_corrected", "at": "2026-07-05", "details": {"event": "e1", "fields": fields},
        }  # fmt: skip
        case = case_of(case_with(self.EVENT, correction), assume_tz=LONDON)
        corrected = case.history(dt.date(2026, 7, 5).toordinal()).by_id["e1"]
        assert corrected.at == dt.datetime(2026, 7, 2, 22, 30, tzinfo=dt.UTC)
        assert corrected.details["hearing_at"] == dt.datetime(2026, 8, 4, 9, 0, tzinfo=dt.UTC)

    def test_without_one_each_is_refused_at_its_path(self) -> None:
        fields = {"at": "2026-07-02T23:30", "details": {"hearing_at": "2026-08-04T10:00"}}
        correction = {
            "id": "e2", "type": "event_corrected", "at": "2026-07-05", "details": {"event": "e1", "fields": fields},
        }  # fmt: skip
        with pytest.raises(InvalidCase) as caught:
            case_of(case_with(self.EVENT, correction))
        assert [problem.where for problem in caught.value.problems] == [
            "events[0].at",
            "events[0].received_at",
            "events[0].recorded_at",
            "events[0].details.hearing_at",
            "events[1].details.fields.at",
            "events[1].details.fields.details.hearing_at",
        ]

    def test_a_time_that_has_an_offset_keeps_it(self) -> None:
        event = {**ARREST, "at": "2026-07-03T23:30:00Z"}
        assert case_of(case_with(event), assume_tz=LONDON).events[0].date == dt.date(2026, 7, 4)

    @pytest.mark.parametrize("at", ["2026-03-29T01:30", "2026-10-25T01:30"])
    def test_a_time_that_the_clock_shows_twice_or_never_is_read_as_the_day_alone_and_noted(self, at: str) -> None:
        notes: list[Problem] = []
        details = {"hearing_at": at}
        events = [{**ARREST, "at": at}, {"id": "e2", "type": "hearing_listed", "at": at[:10], "details": details}]
        case = case_of(case_with(*events), "C1.json", assume_tz=LONDON, notes=notes)
        assert case.events[0].at == case.events[1].details["hearing_at"] == dt.date.fromisoformat(at[:10])
        assert case_of(case_document(case)) == case
        assert [note.where for note in notes] == ["events[0].at", "events[1].details.hearing_at"]
        assert str(notes[0]).startswith("C1.json: events[0].at: the clock went ")
        assert str(notes[0]).endswith("the day alone is taken; write the offset where it is known")
        assert case_of(case_with(*events), assume_tz=LONDON) == case

    def test_very_many_of_them_are_noted_no_more_than_faults_are(self) -> None:
        notes: list[Problem] = []
        events = [{**ARREST, "id": f"e{number}", "at": "2026-10-25T01:30"} for number in range(MOST_FAULTS + 1)]
        case_of(case_with(*events), assume_tz=LONDON, notes=notes)
        assert len(notes) == MOST_FAULTS
