"""Local targets: hours on absolute time, what a missing time of day leaves open, and the Code untouched."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.assessment import strategies
from tests.assessment.making import ENHANCED, PLAIN, breaches, day, event, stands, told, when
from victims_code import Case, Event, Layer, Obligation, TargetStatus, Victim, assess, london_date
from victims_code.assessment import assess_by
from victims_code.dates import When
from victims_code.rulebook import law_of, load_code, read_layer

LOCAL = """
[[rule]]
id = "local.visit"
right = 8
duty = "Visit the victim"
owed_by = "Witness Care Unit"
arises_on = ["hearing_listed"]
clock = "received_at"
within = "2 days"
met_by = ["update_given"]
evidence = "unconfirmed"
sources = []
disputes = []
"""


def layer(*targets: tuple[str, str, str | None], name: str = "mine", more: str = "") -> Layer:
    lines = [f'name = "{name}"', 'title = "Invented"', 'code = "2020"']
    for rule, within, enhanced in targets:
        lines += ["[[target]]", f'rule = "{rule}"', f'within = "{within}"']
        lines += [] if enhanced is None else [f'enhanced = "{enhanced}"']
    return read_layer("\n".join(lines) + more)


def recorded(reported: str, *at: str, as_of: str = "2026-12-31", within: str = "24 hours") -> Obligation:
    """Assess the recording of a crime against a target in hours."""
    events = [event("e1", "crime_reported", reported), *(event("e2", "crime_recorded", moment) for moment in at)]
    answer = assess(Case("A1", [PLAIN], events), as_of=when(as_of), layers=[layer(("R2.record-crime", within, None))])
    return answer["V1/R2.record-crime/e1"]


def target(obligation: Obligation) -> tuple[When | None, str]:
    assert obligation.target is not None
    return obligation.target_by, obligation.target.status.value


class TestHours:
    """Hours run on absolute time; where a time of day is not on record, only what is certain is said."""

    @pytest.mark.parametrize(
        ("reported", "by"),
        [
            # An ordinary night, and a weekend.
            ("2026-02-09T23:59:59Z", "2026-02-10T23:59:59+00:00"),
            ("2026-02-07T12:00:00Z", "2026-02-08T12:00:00+00:00"),
            # Forward at 01:00 on 29 March: an hour later by the wall, and from 23:30 on the next day but one.
            ("2026-03-28T12:00:00Z", "2026-03-29T13:00:00+01:00"),
            ("2026-03-28T23:30:00Z", "2026-03-30T00:30:00+01:00"),
            ("2026-03-29T00:59:00Z", "2026-03-30T01:59:00+01:00"),
            ("2026-03-29T02:00:00+01:00", "2026-03-30T02:00:00+01:00"),
            # Back at 02:00 on 25 October: an hour sooner by the wall, and from 00:30 on the same day.
            ("2026-10-24T12:00:00+01:00", "2026-10-25T11:00:00+00:00"),
            ("2026-10-25T00:30:00+01:00", "2026-10-25T23:30:00+00:00"),
            ("2026-10-25T01:30:00+01:00", "2026-10-26T00:30:00+00:00"),  # the first half past one of that night
            ("2026-10-25T01:30:00+00:00", "2026-10-26T01:30:00+00:00"),  # and the second
        ],
    )
    def test_24_hours_are_24_hours_whatever_the_clock_on_the_wall(self, reported: str, by: str) -> None:
        expected = datetime.fromisoformat(by)
        found = recorded(reported).target_by
        assert isinstance(found, datetime)
        assert (found, found.utcoffset()) == (expected, expected.utcoffset())
        one = timedelta(seconds=1)
        for moment, status in ((expected, "met"), (expected - one, "met"), (expected + one, "missed")):
            assert target(recorded(reported, moment.isoformat()))[1] == status

    def test_a_target_in_hours_is_open_to_the_end_of_the_day_on_which_it_falls(self) -> None:
        """An answer is for a day, not for a moment of it."""
        assert target(recorded("2026-02-09T09:00:00Z", as_of="2026-02-10"))[1] == "open"
        assert target(recorded("2026-02-09T09:00:00Z", as_of="2026-02-11"))[1] == "missed"

    @pytest.mark.parametrize(
        ("reported", "within", "at", "status"),
        [
            # From some moment of Monday 9 to the same of Tuesday 10: Monday is inside, Tuesday may be.
            ("2026-02-09", "24 hours", "2026-02-09", "met"),
            ("2026-02-09", "24 hours", "2026-02-09T23:59:00Z", "met"),
            ("2026-02-09", "24 hours", "2026-02-10T00:01:00Z", "undetermined"),
            ("2026-02-09", "24 hours", "2026-02-10", "undetermined"),
            ("2026-02-09", "24 hours", "2026-02-11", "missed"),
            ("2026-02-09", "24 hours", "2026-02-11T00:00:00Z", "missed"),
            # 36 hours end between noon of Tuesday and noon of Wednesday.
            ("2026-02-09", "36 hours", "2026-02-10T11:59:00Z", "met"),
            ("2026-02-09", "36 hours", "2026-02-10T12:01:00Z", "undetermined"),
            ("2026-02-09", "36 hours", "2026-02-11T11:59:00Z", "undetermined"),
            ("2026-02-09", "36 hours", "2026-02-11T12:00:00Z", "missed"),
            ("2026-02-09", "36 hours", "2026-02-11", "undetermined"),
            # One hour: done on the same day it may have been in time or not.
            ("2026-02-09", "1 hour", "2026-02-09", "undetermined"),
            ("2026-02-09", "1 hour", "2026-02-10", "undetermined"),  # from 23:30 to 00:30
            ("2026-02-09", "1 hour", "2026-02-10T01:00:00Z", "missed"),
            # A time of day at the start, and none at the end.
            ("2026-02-09T10:00:00Z", "24 hours", "2026-02-09", "met"),
            ("2026-02-09T10:00:00Z", "24 hours", "2026-02-10", "undetermined"),
            ("2026-02-09T10:00:00Z", "24 hours", "2026-02-11", "missed"),
            # Saturday 28 March at 23:59 and 24 hours: 00:59 on Monday 30.
            ("2026-03-28", "24 hours", "2026-03-30T00:58:00+01:00", "undetermined"),
            ("2026-03-28", "24 hours", "2026-03-30T01:00:00+01:00", "missed"),
            # Sunday 25 October has 25 hours: from its first to its last moment it is more than 24.
            ("2026-10-25", "24 hours", "2026-10-25", "undetermined"),
            ("2026-10-25", "24 hours", "2026-10-25T22:59:00Z", "met"),
            ("2026-10-25", "24 hours", "2026-10-27", "missed"),
        ],
    )
    def test_without_a_time_of_day_only_what_is_certain_is_said(
        self, reported: str, within: str, at: str, status: str
    ) -> None:
        assert target(recorded(reported, at, within=within))[1] == status

    @pytest.mark.parametrize(
        ("reported", "within", "by"),
        [
            ("2026-02-09", "24 hours", "2026-02-10"),
            ("2026-02-09", "23 hours", "2026-02-10"),
            ("2026-02-09", "25 hours", "2026-02-11"),
            ("2026-03-28", "24 hours", "2026-03-30"),
            ("2026-03-29", "24 hours", "2026-03-30"),
            ("2026-10-24", "24 hours", "2026-10-25"),
            ("2026-10-25", "24 hours", "2026-10-26"),
        ],
    )
    def test_from_a_day_the_target_is_the_last_day_on_which_the_hours_can_end(
        self, reported: str, within: str, by: str
    ) -> None:
        assert target(recorded(reported, as_of=by, within=within)) == (day(by), "open")
        after = (day(by) + timedelta(days=1)).isoformat()
        assert target(recorded(reported, as_of=after, within=within)) == (day(by), "missed")

    def test_hours_that_end_on_the_code_s_own_due_date_are_still_hours(self) -> None:
        """Arrest on Monday 9: one Working Day and 24 hours both end on Tuesday 10. Told on Tuesday: the Code is met."""
        facts = [event("e1", "suspect_arrested", "2026-02-09"), told("e2", "2026-02-10", "e1")]
        mine = layer(("R6.arrest", "24 hours", None))
        duty = assess(Case("A1", [ENHANCED], facts), as_of=day("2026-02-20"), layers=[mine])["V1/R6.arrest/e1"]
        assert stands(duty) == ("met", "no")
        assert target(duty) == (day("2026-02-10"), "undetermined")


class TestClocks:
    """A target counts from where the duty's own clock starts."""

    def test_a_local_duty_may_count_from_receipt(self) -> None:
        """Listed on Monday 9, received on Wednesday 11: two days are Friday 13. Before it there is no target."""
        mine = layer(more=LOCAL)
        listed = event("e1", "hearing_listed", "2026-02-09", received_at="2026-02-11")
        for as_of, expected in (
            ("2026-02-10", None),
            ("2026-02-11", TargetStatus.OPEN),
            ("2026-02-13", TargetStatus.OPEN),
            ("2026-02-14", TargetStatus.MISSED),
        ):
            duty = assess(Case("A1", [PLAIN], [listed]), as_of=day(as_of), layers=[mine])["V1/local.visit/e1"]
            assert duty.layer == "mine"
            assert (duty.target and duty.target.status) == expected
            assert duty.target_by == (None if expected is None else day("2026-02-13"))

    def test_hours_from_a_receipt_run_from_its_moment(self) -> None:
        facts = event("e1", "court_bail_decided", "2026-02-09", received_at="2026-02-11T16:00:00+00:00")
        mine = layer(("R8.bail-outcome", "24 hours", None))
        duty = assess(Case("A1", [PLAIN], [facts]), as_of=day("2026-02-11"), layers=[mine])["V1/R8.bail-outcome/e1"]
        assert duty.target_by == when("2026-02-12T16:00:00+00:00")

    def test_where_a_reading_counts_from_another_event_so_does_the_target_but_not_by_the_trigger_s_hour(self) -> None:
        """Reported on Monday 9, decided the same day at 17:00: 24 hours from some moment of Monday end on Tuesday."""
        facts = [
            event("e1", "crime_reported", "2026-02-09T08:00:00Z"),
            event("e2", "decision_not_to_investigate", "2026-02-09T17:00:00Z"),
        ]
        mine = layer(("R6.no-investigation", "24 hours", None))
        report = {"no_investigation_clock": "report"}
        case = Case("A1", [PLAIN], facts)
        duty = assess(case, as_of=day("2026-02-09"), layers=[mine], readings=report)["V1/R6.no-investigation/e2"]
        assert duty.target_by == day("2026-02-10")
        alone = Case("A1", [PLAIN], facts[1:])
        duty = assess(alone, as_of=day("2026-02-09"), layers=[mine], readings=report)["V1/R6.no-investigation/e2"]
        assert duty.target_by == day("2026-02-10")

    def test_the_soonest_of_two_layers_wins_under_enhanced_rights_too(self) -> None:
        """Of a victim of whom nothing is known: three days, or one day under Enhanced Rights by the other layer.

        From Monday 9 those are Thursday 12 and Tuesday 10. On Wednesday 11 only Enhanced Rights could have missed it.
        """
        layers = [
            layer(("R6.contact-plan", "3 days", None)),
            layer(("R6.contact-plan", "5 days", "1 day"), name="other"),
        ]
        case = Case("A1", [Victim("V1")], [event("e1", "crime_reported", "2026-02-09")])
        for as_of, status in (("2026-02-10", "open"), ("2026-02-11", "undetermined"), ("2026-02-13", "missed")):
            duty = assess(case, as_of=day(as_of), layers=layers)["V1/R6.contact-plan/e1"]
            assert target(duty) == (day("2026-02-12"), status)

    def test_an_agreed_limit_that_is_unknown_leaves_the_target_certain(self) -> None:
        """A plan that does not say how often: the Code cannot tell what is due; the layer can: Monday 9 March."""
        case = Case("A1", [PLAIN], [event("e1", "contact_plan_agreed", "2026-02-09")])
        mine = layer(("R6.agreed-update", "28 days", None))
        duty = assess(case, as_of=day("2026-03-10"), layers=[mine])["V1/R6.agreed-update/e1"]
        assert stands(duty) == ("undetermined", "undetermined")
        assert target(duty) == (day("2026-03-09"), "missed")

    def test_a_duty_without_a_target_has_none_beside_others_that_have(self) -> None:
        case = Case("A1", [PLAIN], [event("e1", "crime_reported", "2026-02-09")])
        answer = assess(case, as_of=day("2026-02-09"), layers=[layer(("R2.record-crime", "24 hours", None))])
        assert [duty.rule.id for duty in answer if duty.target is not None] == ["R2.record-crime"]
        assert assess(case, as_of=day("2026-02-09"))["V1/R2.record-crime/e1"].target_by is None


#: Targets for duties of every kind and clock, from loose to tight.
_TARGETS: dict[str, list[tuple[str, str | None]]] = {
    "R6.arrest": [("5 working days", "1 working day"), ("3 days", None), ("24 hours", None), ("1 hour", None)],
    "R4.support-referral": [("2 working days", None), ("1 day", None), ("5 hours", None)],
    "R2.record-crime": [("1 month", None), ("7 days", "2 days"), ("24 hours", None)],
    "R6.contact-plan": [("28 days", None), ("2 working days", "1 working day")],
    "R9.outcome": [("1 working day", None), ("6 hours", None)],
    "R9.court-outcome-to-witness-care": [("5 working days", None), ("30 hours", None)],
    "R6.agreed-update": [("28 days", None), ("36 hours", None)],
    "R7.further-statement": [("28 days", None)],
    "R6.disposal-views": [("3 days", None)],
}


@st.composite
def layers(draw: st.DrawFn, name: str = "mine") -> Layer:
    rules = draw(st.sets(st.sampled_from(sorted(_TARGETS)), min_size=1))
    return layer(*((rule, *draw(st.sampled_from(_TARGETS[rule]))) for rule in sorted(rules)), name=name)


def by_the_code(case: Case, as_of: date, *laid: Layer) -> list[tuple[Any, ...]]:
    return [
        (duty.id, duty.status, duty.breach, duty.due_by, duty.due_by_if_enhanced, duty.bound, duty.unknown)
        for duty in assess(case, as_of=as_of, layers=laid)
    ]


@settings(max_examples=120)
@given(strategies.cases(), strategies.days, layers())
def test_a_layer_moves_no_due_date_and_neither_makes_nor_removes_a_breach(case: Case, as_of: date, laid: Layer) -> None:
    assert by_the_code(case, as_of, laid) == by_the_code(case, as_of)
    assert breaches(assess(case, as_of=as_of, layers=[laid])) == breaches(assess(case, as_of=as_of))


@settings(max_examples=120)
@given(strategies.cases(), strategies.days, layers())
def test_a_target_is_never_later_than_the_due_date_of_the_code(case: Case, as_of: date, laid: Layer) -> None:
    for duty in assess(case, as_of=as_of, layers=[laid]):
        if duty.target_by is not None and duty.due_by is not None:
            assert london_date(duty.target_by) <= duty.due_by
        if duty.due_by is not None and duty.target is not None and duty.breach.value == "yes":
            # What the Code calls late was too late for the sooner target: it can be no success.
            assert duty.target.status in (TargetStatus.MISSED, TargetStatus.UNDETERMINED), duty.id


@settings(max_examples=80)
@given(strategies.cases(), strategies.days, layers(), layers(name="other"))
def test_of_two_layers_the_soonest_target_is_told(case: Case, as_of: date, one: Layer, other: Layer) -> None:
    def moment(by: When) -> tuple[date, float]:
        return london_date(by), by.timestamp() if isinstance(by, datetime) else float("inf")

    alone = [{duty.id: duty.target_by for duty in assess(case, as_of=as_of, layers=[each])} for each in (one, other)]
    for duty in assess(case, as_of=as_of, layers=[one, other]):
        known = [by for each in alone if (by := each[duty.id]) is not None]
        assert duty.target_by == (min(known, key=moment) if known else None)


@settings(max_examples=80)
@given(strategies.cases(reversals=False), strategies.days, layers(), st.integers(1, 40))
def test_what_was_missed_stays_missed_and_what_was_met_stays_met(
    case: Case, as_of: date, laid: Layer, more: int
) -> None:
    """As days pass; a duty that may not be owed, or was not known to be done, may be settled."""
    later = {duty.id: duty.target for duty in assess(case, as_of=as_of + timedelta(days=more), layers=[laid])}
    for duty in assess(case, as_of=as_of, layers=[laid]):
        now, then = duty.target, later[duty.id]
        if now is not None and now.status in (TargetStatus.MISSED, TargetStatus.MET):
            assert then is not None
            assert then.status is now.status, duty.id


def test_two_laws_with_and_without_a_layer_are_told_apart_by_their_versions() -> None:
    law = law_of(layers=[layer(("R6.arrest", "24 hours", None))])
    case = Case("A1", [PLAIN], [Event("e1", "suspect_arrested", at=day("2026-02-09"))])
    assert assess_by(law, case, as_of=day("2026-02-09")).versions.layers == (law.layers[0].version,)
    assert assess(case, as_of=day("2026-02-09")).versions.layers == ()
    assert {rule.id for rule in load_code().rules} >= set(_TARGETS)


RECURRING = """
[[rule]]
id = "local.update"
right = 6
duty = "Update the victim"
owed_by = "police"
arises_on = ["crime_reported"]
within = "28 days"
met_by = ["update_given", "victim_informed"]
recurs = true
evidence = "unconfirmed"
sources = []
disputes = []
"""


def test_a_local_duty_may_recur_and_a_contact_about_nothing_starts_no_next_one() -> None:
    """Reported on 9 February 2026, updated on the 16th: the next 28 days run from there to 16 March."""
    events = [
        event("e1", "crime_reported", "2026-02-09"),
        event("e2", "update_given", "2026-02-16"),
        event("e3", "victim_informed", "2026-02-23"),
    ]
    answer = assess(Case("A1", [PLAIN], events), as_of=day("2026-03-02"), layers=[layer(more=RECURRING)])
    duties = {duty.id: duty for duty in answer if duty.layer}
    assert set(duties) == {"V1/local.update/e1", "V1/local.update/e2"}
    assert target(duties["V1/local.update/e1"]) == (day("2026-03-09"), "met")
    assert target(duties["V1/local.update/e2"]) == (day("2026-03-16"), "open")


def test_a_duty_that_counts_from_an_earlier_event_passes_over_those_of_others() -> None:
    """Two crimes reported; the decision is on the first: five Working Days from Monday 2 February, not from the 9th."""
    events = [
        event("r1", "crime_reported", "2026-02-02", crime="C1"),
        event("r2", "crime_reported", "2026-02-09", crime="C2"),
        event("e1", "decision_not_to_investigate", "2026-02-10", crime="C1"),
    ]
    answer = assess(Case("A1", [PLAIN], events), as_of=day("2026-02-10"), readings={"no_investigation_clock": "report"})
    assert answer["V1/R6.no-investigation/e1"].due_by == day("2026-02-09")


def test_a_planned_rule_equals_no_other_thing() -> None:
    ((planned, *_), *_) = assess(Case("A1", [PLAIN], []), as_of=day("2026-02-09")).plan.by_type.values()
    assert planned != planned.rule
    assert planned == planned  # noqa: PLR0124 - equality is what is tested
