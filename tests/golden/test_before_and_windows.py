"""Duties that must precede another event, and the victim's own time limits: one golden case for each, by authority."""

from __future__ import annotations

import pytest

from tests.assessment.making import NO_ENHANCED_FACTS, PLAIN, assessed, day, event, ids, stands
from victims_code import Event, Kind, Truth, Victim, load_code

BEREAVED = Victim("V1", "bereaved_close_relative", **NO_ENHANCED_FACTS)
VIOLENT = Victim("V1", **{**NO_ENHANCED_FACTS, "offence_categories": ["violent_crime"]})
CONVICTED = {"details": {"outcome": "guilty"}}

#: rule, its authority, the victim, what starts it, what it must precede, and what meets it.
BEFORE = [
    ("R6.disposal-views", "B6", PLAIN, ("out_of_court_disposal_proposed", {}), "out_of_court_disposal_given",
     ["victim_views_recorded"]),
    ("R7.further-statement", "B7", PLAIN, ("vps_taken", {}), "sentence_passed", ["vps_updated", "vps_offered"]),
    ("R9.meeting-before-sentence", "B9", BEREAVED, ("case_outcome_reached", CONVICTED), "sentence_passed",
     ["cps_meeting_offered"]),
]  # fmt: skip
every_before = pytest.mark.parametrize(
    ("rule", "victim", "trigger", "other", "services"),
    [(rule, victim, trigger, other, services) for rule, _, victim, trigger, other, services in BEFORE],
    ids=[row[0] for row in BEFORE],
)


def test_no_duty_of_these_kinds_is_left_out() -> None:
    kinds = {rule.id: rule.kind for rule in load_code().rules}
    assert {row[0] for row in BEFORE} == {rule for rule, kind in kinds.items() if kind is Kind.BEFORE}
    windows = {rule for rule, kind in kinds.items() if kind is Kind.WINDOW}
    assert windows == {"R5.cica-application", "R9.unduly-lenient-request"}


@every_before
def test_it_is_pending_without_a_date_until_the_other_event(
    rule: str, victim: Victim, trigger: tuple[str, dict[str, object]], other: str, services: list[str]
) -> None:
    start = event("e1", trigger[0], "2026-02-09", **trigger[1])
    to_come = event("e3", other, "2027-06-01")
    duty = assessed("2027-05-31", start, to_come, victims=[victim])[f"V1/{rule}/e1"]
    assert stands(duty) == ("pending", "no")
    assert duty.due_by is None
    assert services


@every_before
def test_done_first_it_is_met_and_otherwise_overdue_from_the_day_of_the_other_event(
    rule: str, victim: Victim, trigger: tuple[str, dict[str, object]], other: str, services: list[str]
) -> None:
    start = event("e1", trigger[0], "2026-02-09", **trigger[1])
    then = event("e3", other, "2026-06-01")

    def answer(as_of: str, *more: Event) -> tuple[str, str]:
        duty = assessed(as_of, start, then, *more, victims=[victim])[f"V1/{rule}/e1"]
        assert duty.due_by == day("2026-06-01")
        return stands(duty)

    assert answer("2026-06-01") == ("overdue", "yes")
    assert answer("2027-06-01") == ("overdue", "yes")
    for name in services:
        assert answer("2026-06-01", event("e2", name, "2026-05-31")) == ("met", "no")
        assert answer("2026-06-01", event("e2", name, "2026-06-01")) == ("met", "no")  # no time says which came first
        assert answer("2026-06-02", event("e2", name, "2026-06-02")) == ("met_late", "yes")


@every_before
def test_on_one_day_the_time_of_day_says_which_came_first(
    rule: str, victim: Victim, trigger: tuple[str, dict[str, object]], other: str, services: list[str]
) -> None:
    start = event("e1", trigger[0], "2026-02-09", **trigger[1])
    then = event("e3", other, "2026-06-01T14:00:00+01:00")
    for at, expected in (("13:59", ("met", "no")), ("14:01", ("met_late", "yes"))):
        service = event("e2", services[0], f"2026-06-01T{at}:00+01:00")
        assert stands(assessed("2026-06-01", start, then, service, victims=[victim])[f"V1/{rule}/e1"]) == expected


@every_before
@pytest.mark.parametrize(
    ("ending", "details"),
    [
        ("investigation_closed", {"outcome_type": "18"}),
        ("investigation_closed", {}),
        ("decision_not_to_prosecute", {}),
        ("charges_altered_or_stopped", {"effect": "stopped"}),
        ("case_outcome_reached", {"outcome": "not_guilty"}),
    ],
)
def test_it_lapses_if_the_case_ends_without_the_other_event(
    rule: str, victim: Victim, trigger: tuple[str, dict[str, object]], other: str, services: list[str], ending: str,
    details: dict[str, object],
) -> None:  # fmt: skip
    start = event("e1", trigger[0], "2026-02-09", **trigger[1])
    end = event("e9", ending, "2026-03-02", details=details)
    before, after = (assessed(on, start, end, victims=[victim])[f"V1/{rule}/e1"] for on in ("2026-03-01", "2026-03-02"))
    assert stands(before) == ("pending", "no")
    assert stands(after) == ("lapsed", "no")
    assert after.released_by == end
    assert other
    assert services


@pytest.mark.parametrize(
    ("name", "details"),
    [
        ("charges_altered_or_stopped", {"effect": "altered"}),
        ("charges_altered_or_stopped", {}),
        ("case_outcome_reached", {"outcome": "guilty"}),
        ("case_outcome_reached", {}),
        ("investigation_closed", {"outcome_type": "1"}),  # filed as charged: the case goes on
    ],
)
def test_a_charge_a_conviction_or_what_may_be_one_does_not_end_the_case(name: str, details: dict[str, object]) -> None:
    events = [event("e1", "vps_taken", "2026-02-09"), event("e2", name, "2026-03-02", details=details)]
    duty = assessed("2026-03-03", *events)["V1/R7.further-statement/e1"]
    assert stands(duty) == ("pending", "no")


@every_before
def test_an_end_of_the_case_on_the_day_of_the_other_event_or_after_it_hides_no_miss(
    rule: str, victim: Victim, trigger: tuple[str, dict[str, object]], other: str, services: list[str]
) -> None:
    start, then = event("e1", trigger[0], "2026-02-09", **trigger[1]), event("e3", other, "2026-03-02T10:00:00Z")
    for at in ("2026-03-02T15:00:00Z", "2026-03-02", "2026-03-03"):
        closed = event("e4", "investigation_closed", at, details={"outcome_type": "3"})
        duty = assessed("2026-03-09", start, then, closed, victims=[victim])[f"V1/{rule}/e1"]
        assert stands(duty) == ("overdue", "yes"), at
    assert services


def test_the_meeting_before_sentence_is_owed_to_bereaved_families_after_a_conviction_only() -> None:
    duty = "V1/R9.meeting-before-sentence/e1"
    guilty = event("e1", "case_outcome_reached", "2026-02-09", details={"outcome": "guilty"})
    acquitted = event("e1", "case_outcome_reached", "2026-02-09", details={"outcome": "not_guilty"})
    unsaid = event("e1", "case_outcome_reached", "2026-02-09")
    assert duty not in ids(assessed("2026-02-10", guilty))
    assert duty not in ids(assessed("2026-02-10", acquitted, victims=[BEREAVED]))
    sentenced = event("e2", "sentence_passed", "2026-03-02")
    missed_or_not_owed = assessed("2026-03-02", unsaid, sentenced, victims=[BEREAVED])[duty]
    assert stands(missed_or_not_owed) == ("undetermined", "undetermined")
    assert missed_or_not_owed.unknown == ("e1.outcome",)


def test_a_release_later_on_the_day_of_the_other_event_comes_too_late() -> None:
    """Before the duty was statutory, when a good reason could not be given later: 2024."""
    proposed = event("e1", "out_of_court_disposal_proposed", "2024-02-02")
    given = event("e2", "out_of_court_disposal_given", "2024-02-09T10:00:00Z")
    rule = "R6.disposal-views"
    for at, missed in (("2024-02-09T09:00:00Z", False), ("2024-02-09T15:00:00Z", True)):
        declined = event("e3", "service_declined", at, details={"services": rule})
        excused = event("e3", "exception_recorded", at, details={"rule": rule, "reason": "safeguarding"})
        for release in (declined, excused):
            duty = assessed("2024-02-20", proposed, given, release)[f"V1/{rule}/e1"]
            assert (stands(duty) == ("overdue", "yes")) is missed


def test_a_good_reason_given_after_the_other_event_excuses_under_the_statutory_duty() -> None:
    """SI95: from 29 January 2025 a provider complies "unless there are good reasons not to"."""
    proposed = event("e1", "out_of_court_disposal_proposed", "2026-02-02")
    given = event("e2", "out_of_court_disposal_given", "2026-02-09")
    details = {"rule": "R6.disposal-views", "reason": "cannot_be_traced"}
    duty = assessed("2026-02-20", proposed, given, event("e3", "exception_recorded", "2026-02-12", details=details))[
        "V1/R6.disposal-views/e1"
    ]
    assert (stands(duty), duty.good_reasons, duty.reason) == (("excused", "no"), True, "cannot_be_traced")


def test_the_other_event_is_the_first_that_may_concern_the_same_suspect_and_victim() -> None:
    proposed = event("e1", "out_of_court_disposal_proposed", "2026-02-09T10:00:00Z", suspect="S1")
    earlier = event("e2", "out_of_court_disposal_given", "2026-02-09T09:00:00Z", suspect="S1")
    of_another = event("e3", "out_of_court_disposal_given", "2026-02-10", suspect="S2")
    to_another = event("e4", "out_of_court_disposal_given", "2026-02-11", suspect="S1", victim="V2")
    given = event("e5", "out_of_court_disposal_given", "2026-02-12", suspect="S1")
    others = [earlier, of_another, to_another]
    assert stands(assessed("2026-02-11", proposed, *others)["V1/R6.disposal-views/e1"]) == ("pending", "no")
    assert assessed("2026-02-12", proposed, *others, given)["V1/R6.disposal-views/e1"].due_by == day("2026-02-12")


# The Criminal Injuries Compensation Scheme (B5): normally two years from the incident; the anniversary is inside (D26).
# A review of the sentence (ULSMIN): 28 days, the day of sentence excluded, so 9 February gives 9 March (D25).
@pytest.mark.parametrize(
    ("rule", "trigger", "start", "last", "after"),
    [
        ("R5.cica-application", "offence_committed", "2026-02-09", "2028-02-09", "2028-02-10"),
        # Two years after a leap day there is no 29 February: the last day of February stands for it.
        ("R5.cica-application", "offence_committed", "2024-02-29", "2026-02-28", "2026-03-01"),
        ("R9.unduly-lenient-request", "sentence_passed", "2026-02-09", "2026-03-09", "2026-03-10"),
        # 28 days after Thursday 1 February 2024: 29 days in that February, so Thursday 29.
        ("R9.unduly-lenient-request", "sentence_passed", "2024-02-01", "2024-02-29", "2024-03-01"),
    ],
)
def test_a_window_is_open_to_the_end_of_its_last_day(
    rule: str, trigger: str, start: str, last: str, after: str
) -> None:
    details = {"in_unduly_lenient_scheme": True} if trigger == "sentence_passed" else {}
    opening = event("e1", trigger, start, details=details)
    open_still, closed = (assessed(on, opening, victims=[VIOLENT])[f"V1/{rule}/e1"] for on in (last, after))
    assert stands(open_still) == ("window_open", "no")
    assert stands(closed) == ("window_closed", "no")
    assert open_still.due_by == day(last)
    assert open_still.owed_by.endswith("(own time limit)")
    assert open_still.providers == ()


def test_a_window_is_never_a_breach_nor_next_due() -> None:
    offence = event("e1", "offence_committed", "2022-02-09")
    assessment = assessed("2026-02-09", offence, victims=[VIOLENT])
    assert ids(assessment) == {"V1/R5.cica-application/e1"}
    assert assessment.in_breach is Truth.NO
    assert assessment.next_due is None
    assert assessed("2022-02-10", offence, victims=[VIOLENT]).next_due is None


def test_a_window_shows_its_uncertainty() -> None:
    offence = event("e1", "offence_committed", "2026-02-09")
    window = assessed("2026-02-10", offence, victims=[Victim("V1")])["V1/R5.cica-application/e1"]
    assert stands(window) == ("undetermined", "no")
    assert window.due_by == day("2028-02-09")
    assert window.unknown == ("offence_categories",)


def test_a_window_does_not_open_where_its_condition_is_not_met() -> None:
    assert not ids(assessed("2026-02-10", event("e1", "offence_committed", "2026-02-09")))
    outside = event("e1", "sentence_passed", "2026-02-09", details={"in_unduly_lenient_scheme": False})
    assert "V1/R9.unduly-lenient-request/e1" not in ids(assessed("2026-02-10", outside))
