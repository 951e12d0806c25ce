"""The closure check: it says what is outstanding, what cannot be told and what closing brings, and never blocks."""

from __future__ import annotations

import pytest
from attrs import evolve

from tests.assessment.making import PLAIN, UNKNOWN, assessed, event, told
from victims_code import Event, InvalidFact, Kind, Truth
from victims_code.prompts.closing import closure_check

ARREST = event("e1", "suspect_arrested", "2026-05-05", suspect="S1")
CLOSED = event("e9", "investigation_closed", "2026-05-20", details={"outcome_type": "18"})


def test_with_nothing_outstanding_it_may_be_closed() -> None:
    check = closure_check(assessed("2026-05-20", ARREST, told("e2", "2026-05-06", "e1")), "V1")
    assert (check.may_close, check.outstanding, check.missed) == (Truth.YES, (), ())
    assert check.lines() == ("Nothing is outstanding to V1.",)


def test_what_was_done_late_stays_on_record_and_does_not_stand_against_closing() -> None:
    check = closure_check(assessed("2026-05-20", ARREST, told("e2", "2026-05-19", "e1")), "V1")
    assert (check.may_close, [duty.id for duty in check.missed]) == (Truth.YES, ["V1/R6.arrest/e1"])


def test_what_is_overdue_is_told_first() -> None:
    report = event("e0", "crime_reported", "2026-05-18")
    check = closure_check(assessed("2026-05-20", report, ARREST), "V1")
    assert check.may_close is Truth.NO
    assert check.outstanding[0].id == "V1/R6.arrest/e1"
    assert check.lines()[0].startswith(
        "Outstanding: Owed by police: Tell the victim that the suspect has been arrested"
    )


def test_an_unknown_fact_leaves_it_undetermined() -> None:
    late_if_enhanced = assessed("2026-05-20", ARREST, told("e2", "2026-05-08", "e1"), victims=[UNKNOWN])
    check = closure_check(late_if_enhanced, "V1")
    assert (check.may_close, [duty.id for duty in check.undetermined]) == (Truth.UNDETERMINED, ["V1/R6.arrest/e1"])


def test_closing_itself_gives_rise_to_duties_with_their_days() -> None:
    answer = assessed("2026-05-20", ARREST, told("e2", "2026-05-06", "e1"))
    without, with_ = closure_check(answer, "V1"), closure_check(answer, "V1", closing=CLOSED)
    assert without.arising == ()
    assert {duty.trigger.id for duty in with_.arising} <= {"e9"}
    assert with_.may_close is Truth.YES


REPORT = event("e0", "crime_reported", "2026-05-04")


def everything_done() -> list[Event]:
    """A report; for each duty that it gives rise to, the event that its rule says meets it; and the end."""
    answer = assessed("2026-05-20", REPORT)
    meeting = dict.fromkeys(
        (duty.rule.met_by[0].type, duty.trigger.id)
        for duty in answer
        if duty.rule.met_by and duty.status.value not in ("window_open", "window_closed")
    )
    agreed = {"contact_plan_agreed": {"every_days": 14}}
    services = [
        event(f"d{n}", name, "2026-05-05", about=[about], details=agreed.get(name, {}))
        for n, (name, about) in enumerate(meeting)
    ]
    return [
        REPORT,
        *services,
        event("d98", "decision_not_to_investigate", "2026-05-06"),
        told("d99", "2026-05-06", "d98"),
    ]


def test_what_no_event_can_show_to_be_done_is_for_a_person_to_judge_and_it_may_be_closed() -> None:
    check = closure_check(assessed("2026-05-20", *everything_done()), "V1")
    assert (check.may_close, check.outstanding, check.undetermined) == (Truth.YES, (), ())
    assert "V1/R2.avoid-contact/e0" in [duty.id for duty in check.to_judge]
    assert {duty.kind for duty in check.to_judge} == {Kind.JUDGEMENT}
    assert all(not duty.rule.met_by for duty in check.to_judge)
    lines = check.lines()
    assert lines[0] == "Nothing is outstanding to V1."
    assert sum(line.startswith("For a person to judge: ") for line in lines) == len(check.to_judge)


def test_a_judgement_that_an_event_can_record_is_outstanding_until_one_does() -> None:
    """Whether property went back as soon as possible is judged; that it went back is recorded."""
    kept = event("e1", "property_no_longer_needed", "2026-05-05")
    check = closure_check(assessed("2026-05-20", kept), "V1")
    assert ([duty.id for duty in check.outstanding], check.to_judge) == (["V1/R10.property/e1"], ())
    back = event("e2", "property_returned", "2026-05-06", about=["e1"])
    assert closure_check(assessed("2026-05-20", kept, back), "V1").may_close is Truth.YES


def test_a_judgement_that_may_not_be_owed_is_for_a_person_too() -> None:
    """Whether a Registered Intermediary had to be considered rests on whether the victim is vulnerable: unknown."""
    check = closure_check(assessed("2026-05-20", REPORT, victims=[UNKNOWN]), "V1")
    assert "V1/R2.intermediary/e0" in [duty.id for duty in check.to_judge if duty.status == "undetermined"]
    assert "V1/R2.intermediary/e0" not in [duty.id for duty in check.undetermined]


def test_the_victim_s_own_time_limit_never_stands_against_closing_though_it_may_not_run() -> None:
    """Whether the injuries scheme is open to a victim rests on the offence: unknown."""
    check = closure_check(
        assessed("2026-05-20", event("e1", "offence_committed", "2026-05-01"), victims=[UNKNOWN]), "V1"
    )
    assert (check.may_close, check.undetermined) == (Truth.YES, ())
    assert [(duty.id, duty.status) for duty in check.windows] == [("V1/R5.cica-application/e1", "undetermined")]
    assert any(line.startswith("May still run: ") for line in check.lines())


def test_a_declined_or_closed_judgement_is_no_longer_to_be_judged() -> None:
    declined = event("e1", "crime_cancelled", "2026-05-06")
    assert closure_check(assessed("2026-05-20", REPORT, declined), "V1").to_judge == ()


def test_the_case_has_no_such_victim() -> None:
    with pytest.raises(InvalidFact, match=r"^unknown victim 'V2'; use one of V1$"):
        closure_check(assessed("2026-05-20", ARREST), "V2")


@pytest.mark.parametrize(
    ("victim", "what"),
    [
        ("", "unknown victim ''; use one of V1"),
        ("V" * 500, "victim: a name of at most 200 characters is needed"),
        (None, "victim: text is needed, not NoneType"),
    ],
)
def test_what_is_no_reference_is_refused_without_being_repeated(victim: str, what: str) -> None:
    with pytest.raises(InvalidFact, match=f"^{what}$"):
        closure_check(assessed("2026-05-20", ARREST), victim)


def test_what_is_odd_about_the_victim_and_about_no_one_victim_is_told_and_what_is_odd_about_others_is_not() -> None:
    """Two outcomes whose receipt nobody recorded, one for each victim; and a contact that does not say what of."""
    people = [evolve(PLAIN, id=name) for name in ("V1", "V2")]
    outcomes = [event(f"e{name}", "case_outcome_reached", "2026-03-02", victim=name) for name in ("V1", "V2")]
    check = closure_check(assessed("2026-06-30", *outcomes, told("c1", "2026-03-03"), victims=people), "V1")
    assert {(finding.code, finding.event, finding.victim) for finding in check.findings} == {
        ("receipt_unknown", "eV1", "V1"), ("contact_names_nothing", "c1", None),
    }  # fmt: skip
