"""Which duty is met by what: the victim, the suspect, the crime, what a contact is about, and what came first."""

from __future__ import annotations

import pytest
from attrs import evolve

from tests.assessment.making import (
    NO_ENHANCED_FACTS,
    PLAIN,
    assessed,
    day,
    event,
    found,
    ids,
    stands,
    told,
)
from victims_code import Case, Event, Victim, assess

OTHER = Victim("V2", **NO_ENHANCED_FACTS)
ARREST = event("e1", "suspect_arrested", "2026-02-09")
DUTY = "V1/R6.arrest/e1"
LATER = "2026-09-09"


def met(*events: Event, duty: str = DUTY, victims: tuple[Victim, ...] = (PLAIN,)) -> bool:
    """Say whether a service met the duty of the arrest, long after."""
    return assessed(LATER, *events, victims=victims)[duty].met_by is not None


def test_there_is_one_duty_for_each_rule_victim_and_event() -> None:
    report = event("e1", "crime_reported", "2026-02-09")
    duties = {duty.id for duty in assessed("2026-02-09", report, victims=[PLAIN, OTHER]).under(3)}
    rules = ("written-confirmation", "information", "restorative-justice", "restorative-justice-review")
    assert duties == {f"{victim}/R3.{rule}/e1" for victim in ("V1", "V2") for rule in rules}


def test_a_contact_names_the_event_by_id_or_by_type() -> None:
    assert met(ARREST, told("e2", "2026-02-10", "e1"))
    assert met(ARREST, told("e2", "2026-02-10", "suspect_arrested"))
    assert not met(ARREST, told("e2", "2026-02-10", "suspect_charged"))


def test_by_type_it_may_name_what_happened_earlier_that_day() -> None:
    arrest = event("e1", "suspect_arrested", "2026-02-09T09:00:00Z")
    assert met(arrest, told("e2", "2026-02-09T09:00:01Z", "suspect_arrested"))
    assert not met(arrest, told("e2", "2026-02-09T08:59:59Z", "suspect_arrested"))
    assert met(arrest, told("e2", "2026-02-09", "suspect_arrested"))


@pytest.mark.parametrize("name", ["crime_reported", "hearing_listed"])
def test_two_reports_and_two_listings_are_two_duties(name: str) -> None:
    rule = {"crime_reported": "R3.information", "hearing_listed": "R8.hearing-details"}[name]
    twice = [event(e, name, "2026-02-09") for e in ("e1", "e2")]
    assert {f"V1/{rule}/e1", f"V1/{rule}/e2"} <= ids(assessed("2026-02-09", *twice))


def test_reports_for_two_victims_are_two_duties_each_met_for_its_own_victim() -> None:
    reports = [event(f"e{n}", "crime_reported", "2026-02-09", victim=f"V{n}") for n in (1, 2)]
    given = event("e3", "code_information_given", "2026-02-10", victim="V2")
    assessment = assessed(LATER, *reports, given, victims=[PLAIN, OTHER])
    assert stands(assessment["V1/R3.information/e1"]) == ("overdue", "yes")
    assert stands(assessment["V2/R3.information/e2"]) == ("met", "no")
    assert not {"V2/R3.information/e1", "V1/R3.information/e2"} & ids(assessment)


@pytest.mark.parametrize(("victim", "meets"), [(None, True), ("V1", True), ("V2", False)])
def test_a_service_meets_the_duty_to_its_victim_or_to_all(victim: str | None, *, meets: bool) -> None:
    contact = told("e2", "2026-02-10", "e1", victim=victim)
    assert met(ARREST, contact, victims=(PLAIN, OTHER)) is meets
    assert met(ARREST, contact, duty="V2/R6.arrest/e1", victims=(PLAIN, OTHER)) is (victim != "V1")


@pytest.mark.parametrize("key", ["suspect", "crime"])
@pytest.mark.parametrize(
    ("of_the_arrest", "of_the_contact", "meets"),
    [("X1", "X1", True), ("X1", None, True), (None, "X1", True), (None, None, True), ("X1", "X2", False)],
)
@pytest.mark.parametrize("about", ["e1", "suspect_arrested"])
def test_a_service_for_another_suspect_or_crime_does_not_meet_it(
    key: str, of_the_arrest: str | None, of_the_contact: str | None, about: str, *, meets: bool
) -> None:
    arrest = event("e1", "suspect_arrested", "2026-02-09", **{key: of_the_arrest})
    assert met(arrest, told("e2", "2026-02-10", about, **{key: of_the_contact})) is meets


@pytest.mark.parametrize("key", ["suspect", "crime"])
def test_a_service_that_need_not_name_the_event_must_not_contradict_it_either(key: str) -> None:
    report = event("e1", "crime_reported", "2026-02-09", **{key: "X1"})
    duty = "V1/R3.information/e1"
    for other, meets in (("X1", True), (None, True), ("X2", False)):
        assert met(report, event("e2", "code_information_given", "2026-02-10", **{key: other}), duty=duty) is meets


@pytest.mark.parametrize(
    ("trigger", "service", "meets"),
    [
        ("2026-02-09", "2026-02-08", False),
        ("2026-02-09", "2026-02-09", True),
        ("2026-02-09T10:00:00Z", "2026-02-09", True),  # the time of the service is not known: the day decides
        ("2026-02-09", "2026-02-09T00:00:00Z", True),
        ("2026-02-09T10:00:00Z", "2026-02-09T09:59:59Z", False),
        ("2026-02-09T10:00:00Z", "2026-02-09T10:00:00Z", True),
        ("2026-07-06T23:30:00Z", "2026-07-06", False),  # the event was on Tuesday 7 July in London
    ],
)
def test_what_was_done_before_the_event_does_not_meet_it(trigger: str, service: str, *, meets: bool) -> None:
    report = event("e1", "crime_reported", trigger)
    assert met(report, event("e2", "code_information_given", service), duty="V1/R3.information/e1") is meets
    arrest = event("e1", "suspect_arrested", trigger)
    assert met(arrest, told("e2", service, "e1")) is meets


def test_a_contact_dated_before_what_it_names_is_a_finding_and_no_error() -> None:
    for about in ("e1", "suspect_arrested"):
        assessment = assessed(LATER, ARREST, told("e2", "2026-02-06", about))
        assert ("contact_before_event", "e2") in found(assessment)
        assert stands(assessment[DUTY]) == ("overdue", "yes")


def test_the_earliest_service_counts() -> None:
    late, early, last = (
        told(*each, "e1") for each in (("e2", "2026-02-13"), ("e9", "2026-02-10"), ("e3", "2026-02-20"))
    )
    duty = assessed(LATER, ARREST, late, early, last)[DUTY]
    assert (duty.met_by, duty.met_on) == (early, day("2026-02-10"))
    assert stands(duty) == ("met", "no")
    given = [
        event(e, name, at) for e, name, at in (("a", "vps_taken", "2026-02-11"), ("b", "vps_offered", "2026-02-10"))
    ]
    report = event("e1", "crime_reported", "2026-02-09")
    offer = assessed(LATER, report, *given)["V1/R7.offer/e1"]
    assert offer.met_by == given[1]


class TestUnnamedContact:
    """By one reading, a contact that says nothing of its subject meets every duty to tell that had arisen by then."""

    @staticmethod
    def status(*contacts: Event) -> str:
        arrest = event("e1", "suspect_arrested", "2026-02-11T12:00:00Z")
        other = event("e0", "suspect_interviewed_under_caution", "2026-02-10")
        case = Case("A1", [PLAIN], [arrest, other, *contacts])
        reading = {"unattributed_contact": "meets_what_was_pending"}
        return str(assess(case, as_of=day("2026-02-13"), readings=reading)["V1/R6.arrest/e1"].status)

    def test_one_after_it_meets_it(self) -> None:
        assert self.status(told("c1", "2026-02-11T13:00:00Z")) == "met"

    def test_one_before_it_on_the_same_day_does_not(self) -> None:
        assert self.status(told("c1", "2026-02-11T11:00:00Z")) == "pending"

    def test_one_that_names_something_else_does_not(self) -> None:
        assert self.status(told("c1", "2026-02-12", "e0")) == "pending"

    def test_what_another_victim_was_given_is_passed_over(self) -> None:
        """Two victims: the other one's update comes first."""
        plan = event("e1", "contact_plan_agreed", "2026-02-11", details={"every_days": 7})
        updates = [
            event(f"c{name}", "update_given", at, victim=name)
            for name, at in (("V2", "2026-02-12"), ("V1", "2026-02-16"))
        ]
        people = [Victim(name, **NO_ENHANCED_FACTS) for name in ("V1", "V2")]
        answer = assessed("2026-02-16", plan, *updates, victims=people)
        assert [answer[f"{name}/R6.agreed-update/e1"].met_by for name in ("V2", "V1")] == updates


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


@pytest.mark.parametrize(("first", "then"), [("vps_offered", "vps_taken"), ("vps_taken", "vps_offered")])
def test_of_services_of_two_types_the_earliest_counts_whichever_the_rule_names_first(first: str, then: str) -> None:
    report = event("e1", "crime_reported", "2026-02-09")
    early, late = event("b", first, "2026-02-10"), event("a", then, "2026-02-11")
    assert assessed(LATER, report, late, early)["V1/R7.offer/e1"].met_by == early


def test_an_answer_in_time_is_not_made_late_by_an_acknowledgement_after_it() -> None:
    complaint = event("e1", "complaint_received", "2026-02-02", details={"owed_by": "police"})
    answer, late = event("e2", "complaint_responded", "2026-02-09"), event("e3", "complaint_acknowledged", "2026-03-02")
    duty = assessed(LATER, complaint, answer, late)["V1/R12.acknowledge/e1"]
    assert (stands(duty), duty.met_by) == (("met", "no"), answer)
