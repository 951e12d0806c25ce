"""A case: checked as a whole when made, and read as its history stood on a day."""

from __future__ import annotations

import datetime as dt
import pickle
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from victims_code.cases import Case, Jurisdiction
from victims_code.errors import InvalidCase, InvalidFact
from victims_code.events import Event
from victims_code.victims import Victim

LATER = dt.date(2027, 1, 1).toordinal()


def on(day: int, hour: int | None = None) -> dt.date:
    """Return a day of May 2026, or an hour of it."""
    return dt.date(2026, 5, day) if hour is None else dt.datetime(2026, 5, day, hour, tzinfo=dt.UTC)


def arrest(name: str, day: int, hour: int | None = None, **facts: Any) -> Event:  # noqa: ANN401 - an event's own fields
    """Return an arrest."""
    return Event(name, "suspect_arrested", at=on(day, hour), **facts)


def told(name: str, day: int, *about: str, hour: int | None = None, **facts: Any) -> Event:  # noqa: ANN401 - as above
    """Return a contact with the victim."""
    return Event(name, "victim_informed", at=on(day, hour), about=about, **facts)


def void(name: str, target: object, day: int = 20) -> Event:
    """Return a void of an event."""
    return Event(name, "event_voided", at=on(day), details={"event": target})


def correct(name: str, target: object, fields: object, day: int = 20) -> Event:
    """Return a correction of an event."""
    return Event(name, "event_corrected", at=on(day), details={"event": target, "fields": fields})


def problems(*events: Any, victims: Any = (), **facts: Any) -> list[str]:  # noqa: ANN401 - wrong on purpose
    """Return what making a case complains of."""
    with pytest.raises(InvalidCase) as caught:
        Case(facts.pop("id", "C1"), victims, events, **facts)
    return [str(problem) for problem in caught.value.problems]


class TestFaults:
    """Every fault of a case is told at once, each at its path."""

    def test_very_many_are_looked_for_no_further_than_the_first_hundred(self) -> None:
        assert len(problems(told("e1", 1, *(f"x{n}" for n in range(500))))) == 101

    def test_all_at_once(self) -> None:
        found = problems(
            arrest("e1", 1), arrest("e1", 2), told("e2", 3, "e9"), "e3", id="", victims=[Victim("V1"), Victim("V1"), 3]
        )
        for where in ("case", "victims[1].id", "victims[2]", "events[1].id", "events[2].about", "events[3]"):
            assert any(fault.startswith(where) for fault in found), (where, found)

    def test_an_id_with_other_content_is_a_fault_and_a_repeat_is_none(self) -> None:
        assert "used twice with different content" in problems(arrest("e1", 1), arrest("e1", 2))[0]
        assert len(Case("C1", [], [arrest("e1", 1), arrest("e1", 1)]).events) == 1

    def test_about_names_an_event_or_a_type_of_event(self) -> None:
        assert Case("C1", [], [told("e1", 1, "suspect_arrested")]).history(LATER).misdirected
        assert "did you mean 'suspect_arrested'" in problems(told("e1", 1, "suspect_arested"))[0]

    @pytest.mark.parametrize(
        ("event", "where"),
        [
            (void("x", "e9"), "events[1].details.event"),
            (void("x", None), "events[1].details.event"),
            (correct("x", "e9", {"at": "2026-05-01"}), "events[1].details.event"),
            (correct("x", "e1", {}), "events[1].details.fields"),
            (correct("x", "e1", None), "events[1].details.fields"),
            (correct("x", "e1", {"type": "crime_reported"}), "events[1].details.fields"),
            (correct("x", "e1", {"at": "soon"}), "events[1].details.fields"),
            (correct("x", "e1", {"received_at": "2026-04-30"}), "events[1].details.fields"),
        ],
    )
    def test_a_void_or_correction_that_cannot_act_is_told(self, event: Event, where: str) -> None:
        assert problems(arrest("e1", 1), event)[0].startswith(where)

    def test_what_rewrites_is_not_itself_corrected(self) -> None:
        faults = problems(arrest("e1", 1), void("x", "e1"), correct("y", "x", {"at": "2026-05-02"}))
        assert "void it with event_voided" in faults[0]

    def test_two_corrections_that_make_no_sense_together_are_told_with_the_second(self) -> None:
        start = Event("e1", "sentence_passed", at=on(5), received_at=on(7))
        one, two = correct("x", "e1", {"received_at": "2026-05-05"}, 20), correct("y", "e1", {"at": "2026-05-06"}, 21)
        assert problems(start, one, two)[0].startswith("events[2].details.fields: received_at: earlier than at")

    def test_victims_and_events_are_lists(self) -> None:
        with pytest.raises(InvalidCase, match="victims: a list is needed, not NoneType"):
            Case("C1", None)  # type: ignore[arg-type]
        with pytest.raises(InvalidCase, match="events: a list is needed, not int"):
            Case("C1", [], 3)  # type: ignore[arg-type]

    def test_there_are_two_jurisdictions(self) -> None:
        assert Case("C1", [], jurisdiction="elsewhere").jurisdiction is Jurisdiction.ELSEWHERE
        with pytest.raises(InvalidFact, match="jurisdiction"):
            Case("C1", [], jurisdiction="scotland")  # type: ignore[arg-type] # what is tested

    def test_faults_travel_between_processes_whole(self) -> None:
        with pytest.raises(InvalidCase) as caught:
            Case("", [])
        copy = pickle.loads(pickle.dumps(caught.value))  # noqa: S301 - our own bytes
        assert (str(copy), copy.problems) == (str(caught.value), caught.value.problems)


def test_a_case_shows_its_reference_and_counts_and_does_not_depend_on_order() -> None:
    events = [arrest("e1", 2), told("e2", 3, "e1"), arrest("e0", 1)]
    case = Case("C1", [Victim("V1")], events)
    assert repr(case) == "<Case C1: 1 victim, 3 events>"
    assert case == Case("C1", [Victim("V1")], reversed(events))
    assert [event.id for event in case.events] == ["e0", "e1", "e2"]
    assert pickle.loads(pickle.dumps(case)) == case  # noqa: S301 - our own bytes


def test_a_history_ends_with_its_day() -> None:
    case = Case("C1", [], [arrest("e1", 1), arrest("e2", 5)])
    history = case.history(on(4).toordinal())
    assert ([e.id for e in history.events], [e.id for e in history.later]) == (["e1"], ["e2"])
    assert [e.id for e in case.history(LATER).since("suspect_arrested", on(2).toordinal())] == ["e2"]
    assert len(case.history(LATER).since("suspect_arrested", on(1).toordinal())) == 2
    assert case.history(LATER).since("suspect_charged", 0) == ()


class TestVoids:
    """An event that is voided never happened, from the void's own date on."""

    @pytest.mark.parametrize(
        ("voids", "expected"),
        [
            ([("a", "e1")], {"e1": "a"}),
            ([("a", "e1"), ("b", "a")], {"a": "b"}),
            ([("b", "e1"), ("a", "b")], {"b": "a"}),
            ([("a", "e1"), ("b", "a"), ("c", "b")], {"b": "c", "e1": "a"}),
            ([("a", "e1"), ("z", "e1"), ("y", "a")], {"a": "y", "e1": "z"}),
            ([("a", "e1"), ("z", "e1")], {"e1": "a"}),
        ],
    )
    def test_a_void_that_is_itself_void_does_nothing_in_whatever_order(
        self, voids: list[tuple[str, str]], expected: dict[str, str]
    ) -> None:
        for ordered in (voids, voids[::-1]):
            case = Case("C1", [], [arrest("e1", 1), *(void(name, target) for name, target in ordered)])
            assert {name: by.id for name, by in case.history(LATER).voided.items()} == expected

    def test_it_acts_from_its_own_date_and_takes_the_event_from_its_type(self) -> None:
        case = Case("C1", [], [arrest("e1", 1), void("x", "e1", 20)])
        assert case.history(on(19).toordinal()).by_type["suspect_arrested"]
        assert "suspect_arrested" not in case.history(on(20).toordinal()).by_type

    def test_a_long_chain_of_voids_is_no_burden(self) -> None:
        chain = [void("v0", "e1"), *(void(f"v{n}", f"v{n - 1}") for n in range(1, 3000))]
        assert len(Case("C1", [], [arrest("e1", 1), *chain]).history(LATER).voided) == 1500


class TestCorrections:
    """A correction replaces fields of an earlier event, from its own date on."""

    def test_it_replaces_fields_and_details_key_by_key(self) -> None:
        start = Event("e1", "sentence_passed", at=on(5), details={"custody_months": 6, "hospital_order": False})
        fields = {"at": "2026-05-06", "suspect": "S1", "details": {"custody_months": 18}}
        case = Case("C1", [], [start, correct("x", "e1", fields)])
        after = case.history(LATER).by_id["e1"]
        assert (after.date, after.suspect, dict(after.details)) == (
            on(6), "S1", {"custody_months": 18, "hospital_order": False}
        )  # fmt: skip
        assert case.history(on(19).toordinal()).by_id["e1"] == start

    def test_the_later_of_two_has_the_last_word_and_a_voided_one_none(self) -> None:
        events = [
            arrest("e1", 1),
            correct("x", "e1", {"at": "2026-05-02"}, 20),
            correct("y", "e1", {"at": "2026-05-03"}, 21),
        ]
        assert Case("C1", [], events).history(LATER).by_id["e1"].date == on(3)
        assert Case("C1", [], [*events, void("z", "y", 22)]).history(LATER).by_id["e1"].date == on(2)

    def test_it_can_move_an_event_past_the_day_that_is_asked_for(self) -> None:
        case = Case("C1", [], [arrest("e1", 1), correct("x", "e1", {"at": "2026-06-01"})])
        history = case.history(on(21).toordinal())
        assert "e1" not in history.by_id
        assert [event.id for event in history.later] == ["e1"]


class TestSpeakingFor:
    """What is said of one suspect or crime is not said of all."""

    @pytest.mark.parametrize(
        ("one", "other", "others", "expected"),
        [
            (None, "S1", [], True),
            ("S1", "S1", ["S2"], True),
            ("S1", "S2", [], False),
            ("S1", None, [], True),
            ("S1", None, ["S2"], False),
        ],
    )
    def test_by_suspect_and_by_crime_alike(
        self, one: str | None, other: str | None, others: list[str], expected: bool
    ) -> None:
        for field in ("suspect", "crime"):
            end, duty = arrest("e1", 1, None, **{field: one}), arrest("e2", 2, None, **{field: other})
            more = [arrest(f"x{name}", 2, None, **{field: name}) for name in others]
            history = Case("C1", [], [end, duty, *more]).history(LATER)
            assert history.speaks_for(end, duty) is expected


@given(st.permutations(["e0", "e1", "e2", "t", "v"]))
def test_the_order_in_which_events_are_given_changes_nothing(order: list[str]) -> None:
    events = {
        "e0": arrest("e0", 1), "e1": arrest("e1", 2, 9), "e2": arrest("e2", 2), "t": told("t", 3, "suspect_arrested"),
        "v": void("v", "e2", 5),
    }  # fmt: skip
    plain, mixed = (Case("C1", [], [events[name] for name in names]).history(LATER) for names in (events, order))
    assert (plain.events, plain.voided, plain.told) == (mixed.events, mixed.voided, mixed.told)


def test_a_correction_that_rests_on_one_not_known_yet_does_nothing_until_both_are_known() -> None:
    """Received on 2 November: possible only once it is known that it happened on the 2nd, and not on the 3rd."""
    days = [dt.date(2026, 11, day) for day in range(1, 13)]
    bail = Event("e1", "court_bail_decided", at=days[2])
    at = Event(
        "c1",
        "event_corrected",
        at=days[3],
        recorded_at=days[9],
        details={"event": "e1", "fields": {"at": "2026-11-02"}},
    )
    received = Event(
        "c2", "event_corrected", at=days[4], details={"event": "e1", "fields": {"received_at": "2026-11-02"}}
    )
    case = Case("C1", [], [bail, at, received])
    last = days[-1].toordinal()
    assert case.history(last, days[5]).by_id["e1"] == bail
    assert case.history(last, days[9]).by_id["e1"].received_at == days[1]


def test_a_correction_of_what_is_not_known_yet_does_nothing() -> None:
    day = dt.date(2026, 11, 3)
    late = Event("e1", "suspect_arrested", at=day, recorded_at=dt.date(2026, 11, 9))
    fields = {"event": "e1", "fields": {"at": "2026-11-02"}}
    case = Case("C1", [], [late, Event("c1", "event_corrected", at=day, details=fields)])
    assert set(case.history(day.toordinal() + 9, day).by_id) == {"c1"}
