"""Of several events that take a duty away, the first in time is named: what comes later never changes why."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.assessment.making import NO_ENHANCED_FACTS, PLAIN, assessed, event, told
from victims_code import Case, Event, Victim, assess
from victims_code.vocabulary import code_vocabulary

# Reported on Monday 9 February 2026; a contact plan is then owed with no limit, and an arrest's news by the 16th.
REPORT = event("e0", "crime_reported", "2026-02-09")
ARREST = event("e1", "suspect_arrested", "2026-02-09")
CONTACT_PLAN, TOLD_OF_ARREST = "V1/R6.contact-plan/e0", "V1/R6.arrest/e1"

RELEASED = ("lapsed", "declined", "excused")


def released(as_of: str, duty: str, *events: Event) -> tuple[str, str | None]:
    found = assessed(as_of, REPORT, ARREST, *events)[duty]
    return str(found.status), None if found.released_by is None else found.released_by.id


def decline(at: str, event_id: str) -> Event:
    return event(event_id, "service_declined", at, details={"services": "all"})


def reason(at: str, event_id: str) -> Event:
    details = {"rule": "R6.arrest", "reason": "safeguarding"}
    return event(event_id, "exception_recorded", at, details=details)


def test_of_two_endings_the_first_in_time_is_named_whichever_the_rulebook_lists_first() -> None:
    """The rulebook lists the decision before the closing; here it came a week after it."""
    closed = event("k1", "investigation_closed", "2026-02-10")
    decided = event("k2", "decision_not_to_investigate", "2026-02-17")
    assert released("2026-02-10", CONTACT_PLAN, closed, decided) == ("lapsed", "k1")
    assert released("2026-02-17", CONTACT_PLAN, closed, decided) == ("lapsed", "k1")


@pytest.mark.parametrize(
    ("first", "then", "status"),
    [
        (decline("2026-02-10", "r1"), event("r2", "crime_cancelled", "2026-02-11"), "declined"),
        (reason("2026-02-10", "r1"), event("r2", "crime_cancelled", "2026-02-11"), "excused"),
        (reason("2026-02-10", "r1"), decline("2026-02-11", "r2"), "excused"),
        (decline("2026-02-10", "r1"), reason("2026-02-11", "r2"), "declined"),
        (decline("2026-02-10", "r1"), decline("2026-02-11", "r2"), "declined"),
        (reason("2026-02-10", "r1"), reason("2026-02-11", "r2"), "excused"),
        (event("r1", "crime_cancelled", "2026-02-10"), decline("2026-02-11", "r2"), "lapsed"),
        (event("r1", "crime_cancelled", "2026-02-10"), event("r2", "crime_cancelled", "2026-02-11"), "lapsed"),
    ],
)
def test_of_releases_of_any_two_kinds_the_first_in_time_is_named(first: Event, then: Event, status: str) -> None:
    for as_of in ("2026-02-10", "2026-02-11", "2026-06-30"):
        assert released(as_of, TOLD_OF_ARREST, first, then) == (status, "r1")


def test_of_two_on_one_day_the_earlier_by_the_clock_is_named_and_a_date_alone_comes_first() -> None:
    at_nine = event("r2", "crime_cancelled", "2026-02-10T09:00:00+00:00")
    at_ten = event("r1", "service_declined", "2026-02-10T10:00:00+00:00", details={"services": "all"})
    assert released("2026-02-10", TOLD_OF_ARREST, at_nine, at_ten) == ("lapsed", "r2")
    assert released("2026-02-10", TOLD_OF_ARREST, at_nine, decline("2026-02-10", "r3")) == ("declined", "r3")


def test_of_two_with_equal_times_the_id_decides() -> None:
    cancelled = event("r2", "crime_cancelled", "2026-02-10")
    assert released("2026-02-10", TOLD_OF_ARREST, cancelled, decline("2026-02-10", "r1")) == ("declined", "r1")
    assert released("2026-02-10", TOLD_OF_ARREST, cancelled, decline("2026-02-10", "r3")) == ("lapsed", "r2")


def test_a_decline_that_was_taken_back_no_longer_counts_as_the_first() -> None:
    resumed = event("r2", "service_resumed", "2026-02-11", details={"services": "all"})
    cancelled = event("r3", "crime_cancelled", "2026-02-12")
    events = (decline("2026-02-10", "r1"), resumed, cancelled)
    found = [released(as_of, TOLD_OF_ARREST, *events) for as_of in ("2026-02-10", "2026-02-11", "2026-02-12")]
    assert found == [("declined", "r1"), ("pending", None), ("lapsed", "r3")]


def test_declined_afresh_after_taking_it_up_again_the_second_decline_is_named() -> None:
    resumed = event("r2", "service_resumed", "2026-02-11", details={"services": "all"})
    events = (decline("2026-02-10", "r1"), resumed, decline("2026-02-12", "r3"))
    assert released("2026-06-30", TOLD_OF_ARREST, *events) == ("declined", "r3")


def test_a_release_before_the_other_event_counts_though_another_came_after_it_on_that_day() -> None:
    """The views were to be sought before the disposal: the victim declined an hour before it, the crime went after."""
    proposed = event("e2", "out_of_court_disposal_proposed", "2026-02-09")
    given_at = event("e3", "out_of_court_disposal_given", "2026-02-12T10:00:00+00:00")
    before = event("r1", "service_declined", "2026-02-12T09:00:00+00:00", details={"services": "all"})
    after = event("r2", "crime_cancelled", "2026-02-12T11:00:00+00:00")
    assert released("2026-06-30", "V1/R6.disposal-views/e2", proposed, given_at, before, after) == ("declined", "r1")


# What follows searches. Nothing here takes a release back, so that what was named stays named.
_RELEASES: dict[str, dict[str, object]] = {
    "investigation_closed": {"outcome_type": "18"},
    "decision_not_to_investigate": {},
    "decision_not_to_prosecute": {},
    "charges_altered_or_stopped": {"effect": "stopped"},
    "case_outcome_reached": {"outcome": "acquitted"},
    "service_declined": {"services": "all"},
    "support_referral_declined": {},
    "vps_declined": {},
    "crime_cancelled": {},
    "contact_plan_agreed": {"every_days": 14},
    "exception_recorded": {"rule": "R6.contact-plan", "reason": "safeguarding"},
}
_TRIGGERS = ("crime_reported", "suspect_arrested", "out_of_court_disposal_proposed", "vps_taken", "hearing_listed")


@st.composite
def crowded(draw: st.DrawFn) -> Case:
    """Draw a case of one or two triggers and up to five events that may take their duties away, within two weeks."""
    days = st.integers(0, 14).map(lambda n: date(2026, 2, 9) + timedelta(days=n))
    events = [Event(f"t{n}", draw(st.sampled_from(_TRIGGERS)), at=draw(days)) for n in range(draw(st.integers(1, 2)))]
    for number in range(draw(st.integers(2, 5))):
        name = code_vocabulary().checked_type(draw(st.sampled_from(sorted(_RELEASES))))
        events.append(Event(f"r{number}", name, at=draw(days), details=_RELEASES[name]))
    return Case("C1", [PLAIN], events)


@settings(max_examples=200)
@given(crowded(), st.integers(0, 20), st.integers(0, 20))
def test_as_the_history_grows_a_released_duty_keeps_what_released_it(case: Case, first: int, more: int) -> None:
    on = date(2026, 2, 9) + timedelta(days=first)
    now, later = assess(case, as_of=on), {duty.id: duty for duty in assess(case, as_of=on + timedelta(days=more))}
    for duty in now:
        if duty.status in RELEASED and later[duty.id].status in RELEASED:
            assert later[duty.id].released_by == duty.released_by


@pytest.mark.parametrize(("at", "status"), [("2026-03-02", "declined"), ("2026-03-04", "undetermined")])
def test_a_decline_is_told_also_where_the_limit_is_unknown(at: str, status: str) -> None:
    """Of a complaint of 2 March: after that day, the answer may have been late already."""
    complaint = event("e1", "complaint_received", "2026-03-02", details={"owed_by": "police"})
    decline = event("x1", "service_declined", at, details={"services": "R12.respond"})
    duty = assessed("2026-03-10", complaint, decline)["V1/R12.respond/e1"]
    assert (str(duty.status), duty.released_by) == (status, decline)


def test_what_was_done_on_its_last_day_is_met_whatever_was_declined_on_it() -> None:
    """Arrested on Wednesday 11 February: due on Wednesday 18, when the victim is told and declines more."""
    arrest = event("e1", "suspect_arrested", "2026-02-11")
    decline = event("x1", "service_declined", "2026-02-18", details={"services": "R6"})
    duty = assessed("2026-03-10", arrest, told("c1", "2026-02-18", "e1"), decline)["V1/R6.arrest/e1"]
    assert (str(duty.status), duty.released_by) == ("met", None)


class TestReleases:
    """What concerns another victim or another rule is passed over, and what comes after it acts all the same."""

    arrest = event("e1", "suspect_arrested", "2026-02-11")

    def test_a_decline_after_that_of_another_victim(self) -> None:
        people = [Victim(name, **NO_ENHANCED_FACTS) for name in ("V1", "V2")]
        declines = [
            event(f"x{name}", "service_declined", at, victim=name, details={"services": "R6"})
            for name, at in (("V2", "2026-02-12"), ("V1", "2026-02-13"))
        ]
        answer = assessed("2026-03-02", self.arrest, *declines, victims=people)
        assert [answer[f"{name}/R6.arrest/e1"].released_by for name in ("V2", "V1")] == declines

    def test_a_reason_after_that_for_another_rule_and_on_the_very_day(self) -> None:
        reasons = [
            event(name, "exception_recorded", "2026-02-11", details={"rule": rule, "reason": "safeguarding"})
            for name, rule in (("x1", "R6.charge"), ("x2", "R6.arrest"))
        ]
        duty = assessed("2026-03-02", self.arrest, *reasons)["V1/R6.arrest/e1"]
        assert (str(duty.status), duty.released_by) == ("excused", reasons[1])
