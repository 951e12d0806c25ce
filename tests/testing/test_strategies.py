"""The strategies of the kit: each generates what it promises, all of it, fast enough, and shrinks to what matters."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any, Final

import pytest
from hypothesis import HealthCheck, Phase, find, given, settings
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from victims_code import Case, Event, Layer, Role, Status, Victim, assess, england_and_wales, load_code, london_date
from victims_code.rulebook import editions_in_force
from victims_code.testing import Question, reference
from victims_code.testing import strategies as kit
from victims_code.vocabulary import code_vocabulary

#: What any of the strategies may take to be healthy: Hypothesis's own bounds, none of them lifted.
HEALTHY: Final = settings(max_examples=100, suppress_health_check=[], derandomize=True, database=None, deadline=None)
#: What is seldom but always there: it stops at the first, so the bound is only met where there is none.
UNTIL_FOUND: Final = settings(max_examples=20_000, phases=[Phase.generate])
CALENDAR: Final = england_and_wales()

EVERY: Final[dict[str, Callable[[], SearchStrategy[Any]]]] = {
    "days": kit.days, "boundary_days": kit.boundary_days, "times": kit.times, "victims": kit.victims,
    "events": kit.events, "histories": kit.histories, "impossible_histories": kit.impossible_histories,
    "incomplete_histories": kit.incomplete_histories, "late_histories": kit.late_histories, "cases": kit.cases,
    "layers": kit.layers, "questions": kit.questions,
}  # fmt: skip


@pytest.mark.parametrize("name", EVERY)
def test_it_is_healthy_with_no_health_check_suppressed(name: str) -> None:
    @HEALTHY
    @given(EVERY[name]())
    def draw(_value: object) -> None: ...

    draw()
    assert HealthCheck.too_slow not in HEALTHY.suppress_health_check


def every_one(strategy: SearchStrategy[Any], *, number: int = 1000) -> list[Any]:
    """Return the same examples on each run."""
    found: list[Any] = []

    @settings(max_examples=number, phases=[Phase.generate], derandomize=True, database=None, deadline=None)
    @given(strategy)
    def keep(value: object) -> None:
        found.append(value)

    keep()
    return found


class TestHistories:
    @given(kit.histories())
    def test_a_lawful_history_can_have_happened(self, history: tuple[Event, ...]) -> None:
        assert kit.impossibilities(history) == ()
        assert history
        ids = [event.id for event in history]
        for place, event in enumerate(history):
            assert {name for name in event.about if name in ids} <= {*ids[:place]}

    @given(kit.impossible_histories())
    def test_an_impossible_one_cannot_and_is_a_case_all_the_same(self, history: tuple[Event, ...]) -> None:
        assert kit.impossibilities(history) != ()
        assert Case("C1", [Victim("V1"), Victim("V2")], history).events

    @given(kit.incomplete_histories())
    def test_what_is_left_of_an_incomplete_one_is_never_impossible(self, history: tuple[Event, ...]) -> None:
        assert kit.impossibilities(history) == ()

    @given(kit.late_histories())
    def test_in_a_late_one_some_event_came_in_a_day_late_and_all_in_the_order_of_the_record(
        self, history: tuple[Event, ...]
    ) -> None:
        days = [london_date(event.recorded_at or event.received_at or event.at) for event in history]
        assert any(event.recorded_at is not None and london_date(event.recorded_at) > event.date for event in history)
        assert days == sorted(days)

    @given(st.data())
    def test_it_begins_on_the_day_and_aims_at_the_types_that_are_asked_for(self, data: st.DataObject) -> None:
        start = date(2026, 5, 1)
        history = data.draw(kit.histories(st.just(start), types=["suspect_charged"], victims=["A"]))
        assert min(event.date for event in history) == start
        assert "suspect_charged" in {event.type for event in history}
        assert {event.victim for event in history} <= {None, "A"}

    @pytest.mark.parametrize("name", sorted(code_vocabulary()))
    def test_every_type_of_event_can_be_aimed_at(self, name: str) -> None:
        for history in every_one(kit.histories(types=[name]), number=5):
            assert name in {event.type for event in history}
            assert kit.impossibilities(history) == ()

    def test_what_cannot_have_happened_is_said_in_words(self) -> None:
        release = Event("e1", "suspect_released_on_police_bail", at=date(2026, 6, 1))
        arrest = Event("e2", "suspect_arrested", at=date(2026, 6, 2))
        assert kit.impossibilities([release]) == (), (
            "that the arrest is not on record does not mean that there was none"
        )
        (said,) = kit.impossibilities([release, arrest])
        assert "e1 (suspect_released_on_police_bail, 2026-06-01) needs suspect_arrested before it" in said


class TestDays:
    def test_every_kind_of_boundary_is_there_and_generated(self) -> None:
        for kind, days in kit.boundaries().items():
            assert days, kind
            assert set(every_one(kit.boundary_days(kind), number=30)) <= set(days), kind
            assert all(CALENDAR.first_day <= day <= CALENDAR.last_day for day in days), kind

    @pytest.mark.parametrize(
        "day",
        [
            date(2026, 4, 3),  # Good Friday
            date(2026, 12, 25),
            date(2022, 9, 19),  # the State Funeral
            date(2023, 5, 8),  # the coronation
            date(2022, 6, 2),  # the spring bank holiday, moved
            date(2024, 2, 29),
            date(2026, 12, 31),
            date(2026, 3, 29),  # clocks go forward
            date(2026, 10, 25),  # and back
            CALENDAR.first_day,
            CALENDAR.last_day,
            *(book.in_force_from for book in editions_in_force() if book.in_force_from),
            *(basis.from_ for basis in load_code().duty_bases),
        ],
        ids=str,
    )
    def test_a_day_on_which_counting_goes_wrong_is_a_boundary_day(self, day: date) -> None:
        assert any(day in days for days in kit.boundaries().values())

    @given(kit.days(date(2026, 1, 1), date(2026, 1, 31)))
    def test_days_keep_within_their_bounds(self, day: date) -> None:
        assert date(2026, 1, 1) <= day <= date(2026, 1, 31)

    @given(kit.times(timed=True), kit.times(timed=False))
    def test_times_are_with_an_offset_or_dates_alone(self, timed: date, alone: date) -> None:
        assert isinstance(timed, datetime)
        assert timed.utcoffset() is not None
        assert not isinstance(alone, datetime)


class TestVictims:
    def test_every_role_category_and_answer_to_every_fact_is_generated(self) -> None:
        found = every_one(kit.victims())
        assert {victim.role for victim in found} == {*Role}
        assert {len(victim.offence_categories or ()) for victim in found} >= {0, 1, 2}
        for fact in ("under_18_at_offence", "persistently_targeted", "vulnerable", "intimidated"):
            assert {getattr(victim, fact) for victim in found} == {True, False, None}
        assert {victim.born is None for victim in found} == {True, False}

    @given(kit.victims("W", assessed=True), kit.victims(assessed=False, roles=st.just(Role.BUSINESS)))
    def test_assessed_knows_every_fact_and_not_assessed_none(self, known: Victim, unknown: Victim) -> None:
        assert known.id == "W"
        assert None not in (known.vulnerable, known.intimidated, known.persistently_targeted)
        assert known.offence_categories is not None
        assert (unknown.role, unknown.vulnerable, unknown.offence_categories) == (Role.BUSINESS, None, None)


class TestCasesAndQuestions:
    def test_lawful_impossible_incomplete_and_late_cases_of_all_sizes_are_among_them(self) -> None:
        found = every_one(kit.cases())
        assert {bool(kit.impossibilities(case.events)) for case in found} == {True, False}
        assert {len(case.victims) for case in found} >= {1, 2}
        assert any(event.recorded_at for case in found for event in case.events)
        assert max(len(case.events) for case in found) >= 8

    @pytest.mark.parametrize("status", sorted({*Status} - {Status.EXCUSED, Status.WINDOW_CLOSED}))
    def test_a_duty_of_every_status_is_among_them(self, status: Status) -> None:
        """But for an excuse, which is rare, and a window that has closed, more than a week after the last event."""
        found = find(kit.cases(), lambda case: status in _statuses(case), settings=UNTIL_FOUND)
        assert found.events

    @given(kit.cases())
    def test_every_victim_whom_an_event_names_is_in_the_case(self, case: Case) -> None:
        assert {event.victim for event in case.events} - {None} <= {victim.id for victim in case.victims}

    @given(kit.cases(st.just((Event("e1", "crime_reported", at=date(2026, 6, 1)),)), kit.victims(assessed=True)))
    def test_histories_and_victims_of_ones_own_are_taken(self, case: Case) -> None:
        assert [event.id for event in case.events] == ["e1"]
        assert [victim.vulnerable is None for victim in case.victims] == [False]

    def test_the_days_to_ask_about_are_those_round_events_and_due_days(self) -> None:
        case = Case("C1", [Victim("V1")], [Event("e1", "suspect_arrested", at=date(2026, 5, 1))])
        due = [date(2026, 5, 1), date(2026, 5, 5), date(2026, 5, 11)]  # the arrest; one Working Day; five
        days = {day + timedelta(days=n) for day in due for n in (-1, 0, 1)}
        assert set(every_one(kit.as_of(case), number=200)) == days

    @given(kit.questions(layers=kit.layers(), known_at=True, readings=True))
    def test_any_question_has_an_answer(self, question: Question) -> None:
        assert reference(question)["in_breach"] in {"yes", "no", "undetermined"}

    @given(kit.layers())
    def test_a_layer_only_tightens_or_it_would_have_been_refused(self, layer: Layer) -> None:
        assert layer.targets


def _statuses(case: Case) -> set[Status]:
    """Return how the duties of a case stand after its last event."""
    if not case.events:
        return set()
    return {duty.status for duty in assess(case, as_of=case.events[-1].date + timedelta(days=7))}


class TestShrinking:
    def test_a_breach_shrinks_to_one_victim_and_the_events_it_takes(self) -> None:
        case = find(
            kit.cases(),
            lambda case: (
                bool(case.events)
                and any(
                    duty.rule.id == "R6.arrest" and duty.status is Status.OVERDUE
                    for duty in assess(case, as_of=case.events[-1].date + timedelta(days=30))
                )
            ),
            settings=settings(derandomize=True, database=None, max_examples=5000),
        )
        assert len(case.victims) == 1
        assert len(case.events) <= 2
        assert "suspect_arrested" in {event.type for event in case.events}

    def test_a_victim_shrinks_to_the_one_fact_that_matters(self) -> None:
        assert find(kit.victims(), lambda victim: victim.intimidated is True) == Victim("V1", intimidated=True)
