"""Faults of the engine that a second implementation of the same facts found, each in its smallest case."""

from __future__ import annotations

import pytest
from attrs import evolve

from tests.assessment.making import ENHANCED, PLAIN, assessed, event, ids, stands, told
from victims_code import Event, Obligation

UNDETERMINED = ("undetermined", "undetermined")


class TestToldByType:
    """A contact to every victim names a type: each was told of the latest such event that concerns them."""

    TO_ALL = event("e1", "suspect_arrested", "2026-06-01")
    TO_ONE = event("e2", "suspect_arrested", "2026-06-03", victim="V1")
    CONTACT = told("e3", "2026-06-04", "suspect_arrested")

    def test_a_victim_with_an_event_of_their_own_was_not_told_of_the_earlier_one_that_concerns_all(self) -> None:
        assessment = assessed("2026-06-10", self.TO_ALL, self.TO_ONE, self.CONTACT)
        assert stands(assessment["V1/R6.arrest/e1"]) == ("overdue", "yes")
        assert stands(assessment["V1/R6.arrest/e2"]) == ("met", "no")

    def test_another_victim_was_told_of_it(self) -> None:
        victims = [PLAIN, evolve(PLAIN, id="V2")]
        assessment = assessed("2026-06-10", self.TO_ALL, self.TO_ONE, self.CONTACT, victims=victims)
        assert stands(assessment["V2/R6.arrest/e1"]) == ("met", "no")

    def test_two_events_of_one_moment_are_both_the_latest(self) -> None:
        twice = [evolve(self.TO_ALL, id=name) for name in ("e1", "e2")]
        assessment = assessed("2026-06-10", *twice, self.CONTACT)
        assert [stands(duty) for duty in assessment] == [("met", "no")] * 2

    def test_a_reason_about_a_type_is_given_for_the_same_event(self) -> None:
        reason = event(
            "e3", "exception_recorded", "2026-06-04",
            about=["suspect_arrested"], details={"rule": "R6.arrest", "reason": "cannot_be_traced"},
        )  # fmt: skip
        assessment = assessed("2026-06-10", self.TO_ALL, self.TO_ONE, reason)
        assert stands(assessment["V1/R6.arrest/e1"]) == ("overdue", "yes")
        assert stands(assessment["V1/R6.arrest/e2"]) == ("excused", "no")


class TestAnUnknownPeriod:
    """A contact plan of which nobody recorded how often updates are due."""

    PLAN = event("e1", "contact_plan_agreed", "2026-04-24")

    def update(self, *others: Event) -> Obligation:
        return assessed("2026-05-15", self.PLAN, *others)["V1/R6.agreed-update/e1"]

    @pytest.mark.parametrize(
        ("kind", "details"), [("investigation_closed", {}), ("service_declined", {"services": "all"})]
    )
    def test_taken_away_later_an_update_may_have_been_missed_by_then(self, kind: str, details: dict[str, str]) -> None:
        """With a period of seven days it was: due on 1 May."""
        duty = self.update(event("e2", kind, "2026-05-10", details=details))
        assert stands(duty) == UNDETERMINED
        assert duty.released_by is not None

    def test_taken_away_on_the_day_of_the_plan_it_was_not(self) -> None:
        declined = event("e2", "service_declined", "2026-04-24", details={"services": "all"})
        assert stands(self.update(declined)) == ("declined", "no")


class TestAnUnknownReceipt:
    """An outcome of 1 June 2026 that reached the Witness Care Unit on no recorded day; the bound is 9 June."""

    OUTCOME = event("e1", "case_outcome_reached", "2026-06-01")
    DECLINED = event("e2", "service_declined", "2026-06-01", details={"services": "all"})
    RESUMED = event("e3", "service_resumed", "2026-06-05", details={"services": "all"})

    def outcome(self, as_of: str, *others: Event) -> Obligation:
        return assessed(as_of, self.OUTCOME, *others)["V1/R9.outcome/e1"]

    def test_declined_and_taken_up_again_it_may_have_been_missed_since(self) -> None:
        """Received on 10 June, it was."""
        assert stands(self.outcome("2026-06-30", self.DECLINED, self.RESUMED)) == UNDETERMINED
        assert stands(self.outcome("2026-06-08", self.DECLINED, self.RESUMED)) == ("not_started", "no")

    def test_declined_throughout_it_was_not_missed_whenever_the_victim_was_told(self) -> None:
        duty = self.outcome("2026-06-30", self.DECLINED, told("e4", "2026-06-15", "e1"))
        assert stands(duty) == ("undetermined", "no")
        assert duty.unknown == ("e1.received_at",)

    def test_taken_up_again_on_the_very_day_it_was_done_it_was_not_missed_either_way(self) -> None:
        """Had it fallen due before that day, it was declined; on that day or later, it was met."""
        resumed = event("e3", "service_resumed", "2026-06-15", details={"services": "all"})
        duty = self.outcome("2026-06-30", self.DECLINED, resumed, told("e4", "2026-06-15", "e1"))
        assert stands(duty) == ("undetermined", "no")

    def test_declined_before_it_can_have_fallen_due_it_is_released_by_that(self) -> None:
        """Received on the day of the outcome, it fell due on 2 June; no later day need be tried."""
        duty = self.outcome("2026-06-02", self.DECLINED)
        assert stands(duty) == ("declined", "no")
        assert duty.released_by == self.DECLINED

    def test_before_its_bound_nothing_is_unsettled_and_past_it_the_receipt_is(self) -> None:
        assert self.outcome("2026-06-09").unknown == ()
        assert self.outcome("2026-06-10").unknown == ("e1.received_at",)

    def test_where_no_chain_gives_a_bound_its_receipt_alone_tells_whether_it_is_late(self) -> None:
        listed = event("e1", "hearing_listed", "2026-06-01")
        duty = assessed("2026-06-30", listed)["V1/R8.hearing-details/e1"]
        assert (stands(duty), duty.bound) == (("not_started", "undetermined"), None)
        assert duty.unknown == ("e1.received_at",)

    def test_declined_and_then_cancelled_it_was_declined_whenever_it_was_received(self) -> None:
        """The decline came first, and no later event takes its place."""
        cancelled = event("e4", "crime_cancelled", "2026-06-10")
        duty = self.outcome("2026-06-30", self.DECLINED, cancelled)
        assert (stands(duty), duty.released_by) == (("declined", "no"), self.DECLINED)

    @pytest.mark.parametrize(
        ("determined", "on", "expected"),
        [("2026-06-02", "2026-06-05", UNDETERMINED), ("2026-06-06", "2026-06-08", ("met", "no"))],
    )
    def test_enhanced_rights_determined_since_shorten_the_limit_if_it_was_received_then(
        self, determined: str, on: str, expected: tuple[str, str]
    ) -> None:
        """Bail of Monday 1 June: received that day, due on Monday 8; from a determination on, the next Working Day.

        Determined on Tuesday 2 June and received then, it was due on Wednesday 3. Determined on Saturday 6 and
        received then, it was due on Monday 8, the day on which it was done.
        """
        bail = event("e1", "court_bail_decided", "2026-06-01")
        found = event("e2", "enhanced_rights_determined", determined, details={"entitled": True})
        assessment = assessed("2026-06-30", bail, found, told("e3", on, "e1"))
        assert stands(assessment["V1/R8.bail-outcome/e1"]) == expected


def test_an_update_is_followed_by_the_next_under_the_plan_of_its_day_whatever_is_agreed_later() -> None:
    plan = event("e1", "contact_plan_agreed", "2026-04-24", details={"every_days": 7})
    later = event("e3", "contact_plan_agreed", "2026-05-10", details={"every_days": 14})
    assessment = assessed("2026-05-15", plan, event("e2", "update_given", "2026-05-01"), later)
    assert str(assessment["V1/R6.agreed-update/e2"].due_by) == "2026-05-08"


def test_a_contact_plan_sets_its_own_period_whatever_else_was_agreed_that_day() -> None:
    """Seven days from Monday 1 June is Monday 8."""
    weekly = event("e1", "contact_plan_agreed", "2026-06-01", details={"every_days": 7}, crime="C2")
    fortnightly = event("e2", "contact_plan_agreed", "2026-06-01", details={"every_days": 14}, crime="C1")
    assessment = assessed("2026-06-05", weekly, fortnightly)
    assert [str(assessment[f"V1/R6.agreed-update/{name}"].due_by) for name in ("e1", "e2")] == [
        "2026-06-08", "2026-06-15",
    ]  # fmt: skip


@pytest.mark.parametrize("services", ["all", "R6", "R6.agreed-update", "update_given"])
def test_updates_start_again_however_they_are_taken_up_again(services: str) -> None:
    plan = event("e1", "contact_plan_agreed", "2026-06-01", details={"every_days": 7})
    declined = event("e2", "service_declined", "2026-06-03", details={"services": services})
    resumed = event("e3", "service_resumed", "2026-06-10", details={"services": services})
    assessment = assessed("2026-06-30", plan, declined, resumed, victims=[ENHANCED])
    assert stands(assessment["V1/R6.agreed-update/e1"]) == ("declined", "no")
    assert "V1/R6.agreed-update/e3" in ids(assessment)
    assert str(assessment["V1/R6.agreed-update/e3"].due_by) == "2026-06-17"
