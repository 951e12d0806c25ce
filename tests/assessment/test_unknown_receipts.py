"""A duty whose clock waits for a receipt that nobody recorded: what may be said of it, and what may not."""

from __future__ import annotations

import pytest

from tests.assessment.making import assessed, event, stands, told
from victims_code import Event, Obligation

UNDETERMINED = ("undetermined", "undetermined")


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
