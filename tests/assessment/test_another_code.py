"""An invented code of practice, with its own events, conditions, limits and criteria, on the same engine unchanged."""

from __future__ import annotations

from typing import Any

import pytest

from tests.assessment.invented_code import BOOK
from tests.assessment.making import day, stands, when
from victims_code import Assessment, Case, Event, Obligation, Truth, Victim, assess
from victims_code.names import CheckedType

FRAIL, STURDY, UNSAID = (Victim("H1", vulnerable=fact) for fact in (True, False, None))


def event(event_id: str, event_type: str, at: str, **facts: Any) -> Event:  # noqa: ANN401 - an event's facts
    if "received_at" in facts:
        facts["received_at"] = when(facts["received_at"])
    return Event(event_id, CheckedType(event_type), at=when(at), vocabulary=BOOK.vocabulary, **facts)


def answer(as_of: str, *events: Event, holder: Victim = STURDY) -> Assessment:
    return assess(Case("P7", [holder], events), as_of=when(as_of), rulebook=BOOK)


FLOOD = event("e1", "flood_reported", "2026-01-30", details={"deep": True})  # a Friday
SURVEY = event("e1", "survey_finished", "2026-01-30")
HEARD = event("e1", "survey_finished", "2025-12-01", received_at="2025-12-31")


@pytest.mark.parametrize(
    ("holder", "due", "sooner"),
    [(STURDY, "2026-02-02", None), (FRAIL, "2026-01-31", None), (UNSAID, "2026-02-02", "2026-01-31")],
)
def test_days_are_calendar_days(holder: Victim, due: str, sooner: str | None) -> None:
    duty = answer("2026-01-30", FLOOD, holder=holder)["H1/A.visit/e1"]
    assert duty.due_by == day(due)
    assert duty.due_by_if_enhanced == (day(sooner) if sooner else None)


@pytest.mark.parametrize(("holder", "due"), [(STURDY, "2026-02-04"), (FRAIL, "2026-02-03")])
def test_working_days_are_england_s(holder: Victim, due: str) -> None:
    """Three after Friday 30 January are Monday 2, Tuesday 3 and Wednesday 4 February."""
    assert answer("2026-01-30", FLOOD, holder=holder)["H1/B.pump/e1"].due_by == day(due)


@pytest.mark.parametrize(
    ("holder", "due", "sooner"),
    # From 31 December: two months on there is no 31 February, so its last day; one month on there is 31 January.
    [(STURDY, "2027-02-28", None), (FRAIL, "2027-01-31", None), (UNSAID, "2027-02-28", "2027-01-31")],
)
def test_months_go_to_the_same_day_or_the_last_of_the_month(holder: Victim, due: str, sooner: str | None) -> None:
    heard = event("e1", "survey_finished", "2026-12-29", received_at="2026-12-31")
    duty = answer("2027-01-02", heard, holder=holder)["H1/A.letter/e1"]
    assert (duty.clock_start, duty.due_by) == (day("2026-12-31"), day(due))
    assert duty.due_by_if_enhanced == (day(sooner) if sooner else None)


def test_the_bound_adds_working_days_of_one_provider_to_months_of_another() -> None:
    """Four Working Days after Friday 30 January are Thursday 5 February; two months on, Sunday 5 April."""
    duty = answer("2026-04-05", SURVEY)["H1/A.letter/e1"]
    assert (duty.bound, duty.due_by) == (day("2026-04-05"), None)
    assert stands(duty) == ("not_started", "no")
    assert stands(answer("2026-04-06", SURVEY)["H1/A.letter/e1"]) == ("undetermined", "undetermined")
    assert stands(answer("2026-02-06", SURVEY)["H1/A.hand-over/e1"]) == ("undetermined", "undetermined")


def test_a_limit_of_the_provider_s_own_from_an_unknown_receipt_comes_into_doubt_after_the_first_day() -> None:
    for as_of, breach in (("2026-01-30", "no"), ("2026-01-31", "undetermined")):
        assert stands(answer(as_of, SURVEY)["H1/A.reply/e1"]) == ("not_started", breach)
    assert answer("2026-01-30", SURVEY).next_change_at == day("2026-01-31")


def test_a_limit_of_the_provider_s_own_counts_from_the_receipt() -> None:
    heard = event("e1", "survey_finished", "2026-01-30", received_at="2026-02-02")
    duty = answer("2026-02-02", heard)["H1/A.reply/e1"]
    assert duty.clock_start == day("2026-02-02")
    assert stands(duty) == ("undetermined", "no")
    visited = event("e2", "plot_visited", "2026-02-02")
    assert stands(answer("2026-03-02", heard, visited)["H1/A.reply/e1"]) == ("met", "no")


def test_its_own_condition_reads_its_own_detail() -> None:
    shallow, unsaid = (event("e1", "flood_reported", "2026-01-30", details={"deep": deep}) for deep in (False, None))
    assert "H1/B.pump/e1" not in {duty.id for duty in answer("2026-01-30", shallow)}
    duty = answer("2026-02-05", unsaid)["H1/B.pump/e1"]
    assert stands(duty) == ("undetermined", "undetermined")
    assert duty.unknown == ("e1.deep",)


def test_a_service_meets_by_its_own_type_and_a_starred_one_names_the_event() -> None:
    visited = event("e2", "plot_visited", "2026-02-02")
    assert stands(answer("2026-03-01", FLOOD, visited)["H1/A.visit/e1"]) == ("met", "no")
    planned = event("e1", "gate_to_be_locked", "2026-02-02")
    locked = event("e3", "gate_locked", "2026-02-09")
    for about, expected in ((["e1"], ("met", "no")), (["gate_to_be_locked"], ("met", "no")), ([], ("overdue", "yes"))):
        letter = event("e2", "holder_written_to", "2026-02-03", about=about)
        assert stands(answer("2026-03-01", planned, letter, locked)["H1/B.warning/e1"]) == expected


def test_its_own_ending_lapses_a_before_duty() -> None:
    planned, dropped = event("e1", "gate_to_be_locked", "2026-02-02"), event("e2", "gate_plan_dropped", "2026-02-03")
    assert stands(answer("2026-03-01", planned, dropped)["H1/B.warning/e1"]) == ("lapsed", "no")


def test_a_window_of_a_year_is_never_a_breach() -> None:
    for as_of, status in (("2027-01-30", "window_open"), ("2027-01-31", "window_closed")):
        assert stands(answer(as_of, FLOOD)["H1/B.claim/e1"]) == (status, "no")


class TestRounds:
    """Rounds recur as agreed, and stop while the holder does not want them."""

    AGREED = event("e1", "rounds_agreed", "2026-02-02", details={"every_days": 7})

    def rounds(self, as_of: str, *events: Event) -> dict[str, tuple[str, str, str]]:
        duties = [duty for duty in answer(as_of, self.AGREED, *events) if duty.rule.id == "C.round"]
        return {duty.trigger.id: (str(duty.due_by), *stands(duty)) for duty in duties}

    def test_each_starts_the_next(self) -> None:
        assert self.rounds("2026-02-10", event("e2", "plot_visited", "2026-02-05")) == {
            "e1": ("2026-02-09", "met", "no"),
            "e2": ("2026-02-12", "pending", "no"),
        }

    def test_wanted_again_they_start_again_and_another_service_does_not_start_them(self) -> None:
        refused = event("e2", "rounds_refused", "2026-02-05", details={"services": "C.round"})
        for services in ("all", "C.round", "plot_visited"):
            again = event("e3", "rounds_wanted_again", "2026-03-02", details={"services": services})
            assert self.rounds("2026-03-03", refused, again) == {
                "e1": ("2026-02-09", "declined", "no"),
                "e3": ("2026-03-09", "pending", "no"),
            }
        other = event("e3", "rounds_wanted_again", "2026-03-02", details={"services": "B.pump"})
        assert self.rounds("2026-03-03", refused, other) == {"e1": ("2026-02-09", "declined", "no")}

    def test_a_visit_struck_out_lapses_what_it_started(self) -> None:
        visit = event("e2", "plot_visited", "2026-02-05")
        struck = event("e3", "entry_struck_out", "2026-02-06", details={"event": "e2"})
        assert self.rounds("2026-02-07", visit, struck) == {
            "e1": ("2026-02-09", "pending", "no"),
            "e2": ("None", "lapsed", "no"),
        }

    def test_a_taking_up_again_of_another_service_struck_out_is_not_even_shown(self) -> None:
        other = event("e2", "rounds_wanted_again", "2026-02-05", details={"services": "B.pump"})
        struck = event("e3", "entry_struck_out", "2026-02-06", details={"event": "e2"})
        assert set(self.rounds("2026-02-07", other, struck)) == {"e1"}


def test_it_binds_from_its_own_day() -> None:
    assert not answer("2026-03-01", HEARD).obligations
    asked = assess(Case("P7", [STURDY], [HEARD]), as_of=when("2026-02-28"), rulebook=BOOK, whatever_the_date=True)
    assert stands(asked["H1/A.letter/e1"]) == ("due_today", "no")


def test_it_gives_enhanced_rights_by_its_own_criteria() -> None:
    assert answer("2026-01-30", FLOOD, holder=FRAIL).enhanced_rights["H1"].entitled is Truth.YES
    by_the_other_code = Victim("H1", "bereaved_close_relative", vulnerable=False)
    assert answer("2026-01-30", FLOOD, holder=by_the_other_code).enhanced_rights["H1"].entitled is Truth.NO


def test_the_answer_names_the_code_and_what_is_due_and_when_it_changes() -> None:
    assessment = answer("2026-01-30", FLOOD)
    assert assessment.versions.code == "allotments"
    first = assessment.next_due
    assert isinstance(first, Obligation)
    assert first.id == "H1/A.visit/e1"
    assert assessment.next_change_at == day("2026-02-02")
    # On 20 February the hand-over and the reply are in doubt already; the bound of the letter is 5 April.
    assert answer("2026-02-20", SURVEY).next_change_at == day("2026-04-06")
