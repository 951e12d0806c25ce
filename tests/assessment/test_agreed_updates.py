"""Updates as often as agreed: each starts the next, until the plan ends; and limits that are not on record."""

from __future__ import annotations

import pytest

from tests.assessment.making import (
    ENHANCED,
    NO_ENHANCED_FACTS,
    PLAIN,
    assessed,
    codes,
    day,
    event,
    found,
    ids,
    stands,
    told,
    when,
)
from victims_code import Case, Event, Obligation, Truth, Victim, load_code
from victims_code.assessment.plans import plan_of
from victims_code.rulebook import law_of

OTHER = Victim("V2", **NO_ENHANCED_FACTS)
PLAN = event("e1", "contact_plan_agreed", "2026-02-02", details={"every_days": 14})
UPDATE = "V1/R6.agreed-update/"
UNDETERMINED = ("undetermined", "undetermined")


def due(as_of: str, *events: Event, victims: tuple[Victim, ...] = (PLAIN,)) -> dict[str, tuple[str, str, str]]:
    """Say for the duty that each event started when it is due and how it stands."""
    assessment = assessed(as_of, *events, victims=victims)
    agreed = [duty for duty in assessment if duty.rule.id == "R6.agreed-update"]
    return {f"{duty.victim}/{duty.trigger.id}": (str(duty.due_by), *stands(duty)) for duty in agreed}


def test_each_update_starts_the_next_by_calendar_days() -> None:
    updates = [event("e2", "update_given", "2026-02-16"), event("e3", "update_given", "2026-03-03")]
    assert due("2026-03-20", PLAN, *updates) == {
        "V1/e1": ("2026-02-16", "met", "no"),
        "V1/e2": ("2026-03-02", "met_late", "yes"),  # 14 days after 16 February; given a day late
        "V1/e3": ("2026-03-17", "overdue", "yes"),
    }


def test_each_contact_that_names_an_event_is_an_update_too() -> None:
    arrest = event("e2", "suspect_arrested", "2026-02-09")
    assert due("2026-02-20", PLAN, arrest, told("e3", "2026-02-10", "e2")) == {
        "V1/e1": ("2026-02-16", "met", "no"),
        "V1/e3": ("2026-02-24", "pending", "no"),
    }


def test_a_contact_that_names_nothing_is_no_update_and_starts_none() -> None:
    assert due("2026-02-20", PLAN, told("e2", "2026-02-10")) == {"V1/e1": ("2026-02-16", "overdue", "yes")}


def test_an_update_without_a_plan_is_no_start() -> None:
    assert due("2026-02-20", event("e2", "update_given", "2026-02-10")) == {}
    assert due("2026-02-20", event("e2", "update_given", "2026-01-30"), PLAN) == {
        "V1/e1": ("2026-02-16", "overdue", "yes")
    }


@pytest.mark.parametrize("ending", ["investigation_closed", "case_outcome_reached"])
def test_the_end_of_the_investigation_or_of_the_case_ends_them(ending: str) -> None:
    events = [PLAN, event("e2", "update_given", "2026-02-12"), event("e3", ending, "2026-02-18")]
    assert due("2026-02-17", *events)["V1/e2"] == ("2026-02-26", "pending", "no")
    assert due("2026-06-30", *events) == {
        "V1/e1": ("2026-02-16", "met", "no"),
        "V1/e2": ("2026-02-26", "lapsed", "no"),
    }
    afterwards = event("e4", "update_given", "2026-02-20")
    assert set(due("2026-06-30", *events, afterwards)) == {"V1/e1", "V1/e2"}


def test_an_update_missed_before_the_end_stays_missed() -> None:
    closed = event("e2", "investigation_closed", "2026-02-17")
    assert due("2026-06-30", PLAN, closed) == {"V1/e1": ("2026-02-16", "overdue", "yes")}


@pytest.mark.parametrize("services", ["R6.agreed-update", "R6", "all", "update_given", ["R6.agreed-update", "R3"]])
def test_the_victim_may_decline_them(services: object) -> None:
    declined = event("e2", "service_declined", "2026-02-16", details={"services": services})
    assert due("2026-06-30", PLAN, declined) == {"V1/e1": ("2026-02-16", "declined", "no")}
    too_late = event("e2", "service_declined", "2026-02-17", details={"services": services})
    assert due("2026-06-30", PLAN, too_late) == {"V1/e1": ("2026-02-16", "overdue", "yes")}


def test_a_new_plan_takes_the_place_of_the_old_one() -> None:
    new = event("e2", "contact_plan_agreed", "2026-02-12", details={"every_days": 30})
    update = event("e3", "update_given", "2026-03-01")
    assert due("2026-03-02", PLAN, new, update) == {
        "V1/e1": ("2026-02-16", "lapsed", "no"),
        "V1/e2": ("2026-03-14", "met", "no"),
        "V1/e3": ("2026-03-31", "pending", "no"),
    }


def test_after_the_investigation_is_reopened_a_new_plan_starts_afresh() -> None:
    events = [
        PLAN, event("e2", "investigation_closed", "2026-02-10"), event("e3", "investigation_reopened", "2026-03-02"),
        event("e4", "contact_plan_agreed", "2026-03-03", details={"every_days": 7}),
    ]  # fmt: skip
    assert due("2026-03-04", *events) == {
        "V1/e1": ("2026-02-16", "lapsed", "no"),
        "V1/e4": ("2026-03-10", "pending", "no"),
    }


def test_each_victim_s_plan_is_that_victim_s_own() -> None:
    plans = [
        event(f"e{n}", "contact_plan_agreed", "2026-02-02", victim=f"V{n}", details={"every_days": every})
        for n, every in ((1, 14), (2, 28))
    ]
    update = event("e3", "update_given", "2026-02-09", victim="V1")
    assert due("2026-02-10", *plans, update, victims=(PLAIN, OTHER)) == {
        "V1/e1": ("2026-02-16", "met", "no"),
        "V1/e3": ("2026-02-23", "pending", "no"),
        "V2/e2": ("2026-03-02", "pending", "no"),
    }


def test_an_update_to_everybody_keeps_each_victim_s_own_interval() -> None:
    plans = [
        event(f"e{n}", "contact_plan_agreed", "2026-02-02", victim=f"V{n}", details={"every_days": every})
        for n, every in ((1, 28), (2, 7))
    ]
    update = event("e3", "update_given", "2026-02-09")
    answers = due("2026-02-10", *plans, update, victims=(PLAIN, OTHER))
    assert answers["V2/e3"][0] == "2026-02-16"
    assert answers["V1/e3"][0] == "2026-03-09"


def test_an_update_on_the_plan_s_own_day_without_a_time_is_under_the_plan() -> None:
    plan = event("e1", "contact_plan_agreed", "2026-02-02T10:00:00Z", details={"every_days": 14})
    answers = due("2026-02-03", plan, event("e2", "update_given", "2026-02-02"))
    # Whichever came first, one duty is open, and it is due 14 days after that day.
    assert [answer for answer in answers.values() if answer[1] == "pending"] == [("2026-02-16", "pending", "no")]
    assert {answer[2] for answer in answers.values()} == {"no"}


def test_closing_another_crime_s_investigation_does_not_end_them() -> None:
    plan = event("e1", "contact_plan_agreed", "2026-02-02", crime="C1", details={"every_days": 14})
    closed = event("e2", "investigation_closed", "2026-02-09", crime="C2")
    update = event("e3", "update_given", "2026-02-16", crime="C1")
    assert due("2026-02-17", plan, closed, update)["V1/e3"] == ("2026-03-02", "pending", "no")


def test_a_plan_that_does_not_say_how_often_leaves_lateness_undetermined_and_says_so() -> None:
    for details in ({}, {"every_days": None}):
        plan = event("e1", "contact_plan_agreed", "2026-02-02", details=details)
        same_day, later = assessed("2026-02-02", plan), assessed("2026-02-03", plan)
        assert stands(same_day[UPDATE + "e1"]) == ("undetermined", "no")
        assert stands(later[UPDATE + "e1"]) == ("undetermined", "undetermined")
        assert later[UPDATE + "e1"].unknown == ("R6.agreed-update.limit",)
        assert later[UPDATE + "e1"].due_by is None
        assert ("limit_unknown", "e1") in found(later)
        assert later.in_breach is Truth.UNDETERMINED


def test_a_plan_s_interval_is_shown_as_the_limit() -> None:
    duty = assessed("2026-02-02", PLAN)[UPDATE + "e1"]
    assert str(duty.limit) == "14 days"
    assert duty.due_by == day("2026-02-16")


class TestProvidersOwn:
    """A full response to a complaint, within the time that the provider itself publishes."""

    COMPLAINT = event("e1", "complaint_received", "2026-02-02", details={"owed_by": "CPS"})
    DUTY = "V1/R12.respond/e1"

    def test_no_date_is_made_up_and_lateness_cannot_be_told(self) -> None:
        assessment = assessed("2026-06-30", self.COMPLAINT)
        duty = assessment[self.DUTY]
        assert stands(duty) == ("undetermined", "undetermined")
        assert (duty.due_by, duty.clock_start, duty.unknown) == (None, day("2026-02-02"), ("R12.respond.limit",))
        assert "limit_unknown" in codes(assessment)

    def test_on_the_day_of_receipt_it_cannot_be_late(self) -> None:
        assert stands(assessed("2026-02-02", self.COMPLAINT)[self.DUTY]) == ("undetermined", "no")

    def test_answered_the_same_day_it_is_met_and_later_lateness_cannot_be_told(self) -> None:
        for on, expected in (("2026-02-02", ("met", "no")), ("2026-02-03", ("undetermined", "undetermined"))):
            response = event("e2", "complaint_responded", on)
            duty = assessed("2026-06-30", self.COMPLAINT, response)[self.DUTY]
            assert stands(duty) == expected
            assert duty.met_on == day(on)

    def test_declined_on_its_first_day_it_is_released_and_later_it_may_have_been_missed_by_then(self) -> None:
        for on, expected in (("2026-02-02", ("declined", "no")), ("2026-03-02", ("undetermined", "undetermined"))):
            declined = event("e2", "service_declined", on, details={"services": ["R12.respond"]})
            assert stands(assessed("2026-06-30", self.COMPLAINT, declined)[self.DUTY]) == expected

    def test_a_reason_excuses_it_whenever_it_fell_due_since_the_duty_is_statutory(self) -> None:
        excused = event("e2", "exception_recorded", "2026-03-02", details={"rule": "R12.respond", "reason": "r"})
        assert stands(assessed("2026-06-30", self.COMPLAINT, excused)[self.DUTY]) == ("excused", "no")

    def test_it_is_owed_by_the_provider_that_was_complained_of(self) -> None:
        assert assessed("2026-02-02", self.COMPLAINT)[self.DUTY].owed_by == "CPS"
        unsaid = event("e1", "complaint_received", "2026-02-02")
        assert assessed("2026-02-02", unsaid)[self.DUTY].owed_by == "the provider complained to"
        assert self.DUTY in ids(assessed("2026-02-02", unsaid))


class TestSeries:
    """Where the time of day is unknown, a plan comes first of its day, and what is done under it last."""

    @staticmethod
    def places(*events: Event) -> list[str]:
        plan = plan_of(law_of(load_code()))
        (planned,) = [each for each in plan.by_type["contact_plan_agreed"] if each.rule.recurs]
        case = Case("A1", [PLAIN], events)
        known = case.history(when("2026-12-31").toordinal(), None).events
        return [each.id for each in sorted(known, key=planned.place_in_series)]

    def test_on_one_day(self) -> None:
        morning = event("e2", "update_given", "2026-02-11T09:00:00Z")
        assert self.places(
            event("e1", "update_given", "2026-02-11"), morning, event("e3", "contact_plan_agreed", "2026-02-11")
        ) == ["e3", "e2", "e1"]

    def test_what_takes_a_service_up_again_comes_before_what_is_done_on_that_day(self) -> None:
        again = event("z1", "service_resumed", "2026-02-11", details={"services": "R6.agreed-update"})
        assert self.places(event("a1", "update_given", "2026-02-11"), again) == ["z1", "a1"]

    def test_an_empty_contact_is_passed_over_and_the_next_one_meets_it(self) -> None:
        """Agreed on Wednesday 11 February, every seven days."""
        plan = event("e1", "contact_plan_agreed", "2026-02-11", details={"every_days": 7})
        empty, full = told("c1", "2026-02-13"), told("c2", "2026-02-16", "e1")
        duty = assessed("2026-02-16", plan, empty, full)["V1/R6.agreed-update/e1"]
        assert (str(duty.status), duty.met_by) == ("met", full)


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
