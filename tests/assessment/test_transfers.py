"""Transfers: a case passes to another body, and with it the duties in hand; who owed them stays on record."""

from __future__ import annotations

import pytest

from tests.assessment.making import NO_ENHANCED_FACTS, PLAIN, assessed, event, found, told
from victims_code import Event, Victim

# Arrested on Monday 2 March 2026, due by Monday 9.
ARREST = event("e1", "suspect_arrested", "2026-03-02")
DUTY = "V1/R6.arrest/e1"
LATER = "2026-03-20"
OTHER = Victim("V2", **NO_ENHANCED_FACTS)


def passed(
    at: str = "2026-03-05",
    owed_by: str | None = "police",
    to: str | None = "NCA",
    *,
    event_id: str = "t1",
    victim: str | None = None,
    suspect: str | None = None,
) -> Event:
    details = {"owed_by": owed_by, "to": to}
    return event(event_id, "duty_holder_changed", at, details=details, victim=victim, suspect=suspect)


def holder(*events: Event, as_of: str = LATER, duty: str = DUTY) -> str | None:
    return assessed(as_of, ARREST, *events)[duty].held_by


class TestWhatMoves:
    """What arose before the transfer or arises after it, but for what was done or released by then."""

    def test_without_a_transfer_nobody_else_holds_it(self) -> None:
        assert holder() is None

    def test_it_moves_from_the_transfer_s_own_day(self) -> None:
        assert [holder(passed(), as_of=at) for at in ("2026-03-04", "2026-03-05")] == [None, "NCA"]

    def test_who_owes_it_and_when_stay(self) -> None:
        duty = assessed(LATER, ARREST, passed())[DUTY]
        assert (duty.owed_by, str(duty.due_by), duty.status) == ("police", "2026-03-09", "overdue")

    def test_what_arises_later_is_for_the_new_body_too(self) -> None:
        assert holder(passed("2026-02-02")) == "NCA"

    @pytest.mark.parametrize(
        ("done", "held"), [("2026-03-04", None), ("2026-03-05", "NCA"), ("2026-03-12", "NCA")]
    )  # fmt: skip
    def test_what_was_done_before_stays_with_who_did_it(self, done: str, held: str | None) -> None:
        """On the day itself, without times, it cannot be told which was first: it moved, and the new body did it."""
        assert holder(told("e2", done, "e1"), passed()) == held

    @pytest.mark.parametrize(("hour", "held"), [("09", None), ("15", "NCA")])
    def test_on_one_day_the_clock_tells_where_both_times_are_known(self, hour: str, held: str | None) -> None:
        contact = told("e2", f"2026-03-05T{hour}:00:00+00:00", "e1")
        assert holder(contact, passed("2026-03-05T12:00:00+00:00")) == held

    def test_what_was_released_before_stays_too(self) -> None:
        for at, held in (("2026-03-04", None), ("2026-03-06", "NCA")):
            declined = event("r1", "service_declined", at, details={"services": "all"})
            assert holder(declined, passed()) == held

    def test_a_voided_duty_moves_no_more(self) -> None:
        for at, held in (("2026-03-04", None), ("2026-03-06", "NCA")):
            assert holder(event("v1", "event_voided", at, details={"event": "e1"}), passed()) == held

    @pytest.mark.parametrize(("at", "held"), [("2026-03-09", "another court"), ("2026-03-10", None)])
    def test_what_is_passed_on_is_done_on_the_day_of_its_receipt(self, at: str, held: str | None) -> None:
        outcome = event("e1", "case_outcome_reached", "2026-03-02", received_at="2026-03-09")
        duty = assessed(LATER, outcome, passed(at, "HMCTS", "another court"))["V1/R9.court-outcome-to-witness-care/e1"]
        assert (duty.status, duty.held_by) == ("met", held)

    def test_a_transfer_that_was_voided_moved_nothing(self) -> None:
        assert holder(passed(), event("v1", "event_voided", "2026-03-06", details={"event": "t1"})) is None


class TestWhoseDuties:
    """A transfer says whose duties move, and may concern one victim, suspect or crime."""

    @pytest.mark.parametrize("owed_by", ["police", "Police", " POLICE "])
    def test_however_the_name_is_written(self, owed_by: str) -> None:
        assert holder(passed(owed_by=owed_by)) == "NCA"

    @pytest.mark.parametrize("owed_by", ["CPS", "polic", "-", "NCA"])
    def test_another_provider_s_duties_stay(self, owed_by: str) -> None:
        assert holder(passed(owed_by=owed_by)) is None

    def test_a_duty_of_two_providers_moves_with_either(self) -> None:
        refused = event("e9", "decision_not_to_prosecute", "2026-03-02")
        for owed_by in ("police", "CPS"):
            assert holder(refused, passed(owed_by=owed_by), duty="V1/R6.no-prosecution/e9") == "NCA"

    def test_where_the_event_names_the_provider_it_is_that_one_s_alone(self) -> None:
        refused = event("e9", "decision_not_to_prosecute", "2026-03-02", details={"decided_by": "CPS"})
        for owed_by, held in (("police", None), ("CPS", "NCA")):
            assert holder(refused, passed(owed_by=owed_by), duty="V1/R6.no-prosecution/e9") == held

    def test_one_victim_s_case_or_one_suspect_s(self) -> None:
        assessment = assessed(LATER, ARREST, passed(victim="V2"), victims=[PLAIN, OTHER])
        assert [assessment[f"{victim}/R6.arrest/e1"].held_by for victim in ("V1", "V2")] == [None, "NCA"]
        named = event("e2", "suspect_arrested", "2026-03-02", suspect="S1")
        for suspect, held in (("S1", "NCA"), ("S2", None)):
            assert holder(named, passed(suspect=suspect), duty="V1/R6.arrest/e2") == held

    def test_it_may_pass_on_again_from_whoever_holds_it(self) -> None:
        on = passed("2026-03-06", "nca", "Border Force", event_id="t2")
        assert holder(passed(), on) == "Border Force"
        assert holder(on) is None

    def test_it_may_come_back(self) -> None:
        assert holder(passed(), passed("2026-03-06", "NCA", "police", event_id="t2")) == "police"

    @pytest.mark.parametrize(("owed_by", "to"), [(None, "NCA"), ("police", None), ("", "NCA"), ("police", "")])
    def test_one_that_does_not_say_whose_or_to_whom_moves_nothing_and_is_a_finding(
        self, owed_by: str | None, to: str | None
    ) -> None:
        assessment = assessed(LATER, ARREST, passed(owed_by=owed_by, to=to))
        assert assessment[DUTY].held_by is None
        assert ("transfer_names_nothing", "t1") in found(assessment)

    def test_transfers_are_in_their_order(self) -> None:
        later, first = passed("2026-03-06", event_id="t1"), passed("2026-03-05", event_id="t2")
        assert assessed(LATER, ARREST, later, first).transfers == (first, later)
