"""Laws of the assessment that hold for every case: searched at random, each stated as its test's name."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.assessment import strategies
from tests.assessment.making import NO_ENHANCED_FACTS, breaches
from victims_code import Assessment, Case, Event, Role, Status, Truth, assess
from victims_code.assessment.changes import substance

A_FEW = settings(max_examples=60)
SOME = settings(max_examples=150)
MANY = settings(max_examples=250)
ONE_DAY = timedelta(days=1)
#: Roles from which nothing is presumed: a parent's victim is taken to be under 18 until a fact says otherwise.
PRESUMING_NOTHING = st.sampled_from([role for role in Role if role is not Role.PARENT_OR_GUARDIAN])
_SOME_FACTS = st.sets(st.sampled_from(strategies.FACTS))
_SOME_CATEGORIES = st.lists(st.sampled_from(["hate_crime", "violent_crime"]), max_size=1)


def answers(assessment: Assessment) -> tuple[Any, ...]:
    """Return all that an assessment says but for the order in which the victims were given."""
    return (
        assessment.obligations, assessment.findings, assessment.in_breach, assessment.next_due,
        sorted(assessment.enhanced_rights.items()),
    )  # fmt: skip


@SOME
@given(strategies.cases(), strategies.days)
def test_any_case_has_an_answer_that_holds_together(case: Case, as_of: date) -> None:
    assessment = assess(case, as_of=as_of)
    verdicts = set(breaches(assessment).values())
    expected = next((t for t in (Truth.YES, Truth.UNDETERMINED) if t in verdicts), Truth.NO)
    assert assessment.in_breach is expected
    assert len({duty.id for duty in assessment}) == len(assessment)
    for finding in assessment.findings:
        assert finding.message
    for duty in assessment:
        assert (duty.breach is Truth.YES) <= (duty.status in (Status.OVERDUE, Status.MET_LATE))
        assert (duty.met_on is None) == (duty.met_by is None)
        assert (duty.bound is None) or (duty.due_by is None)
        assert duty.trigger.day <= as_of.toordinal()
        if duty.breach is Truth.UNDETERMINED:
            assert duty.unknown, duty.id


@SOME
@given(strategies.cases(), strategies.days, st.randoms(use_true_random=False))
def test_the_order_of_events_and_victims_is_irrelevant(case: Case, as_of: date, random: Random) -> None:
    events, victims = [*case.events], [*case.victims]
    random.shuffle(events)
    random.shuffle(victims)
    shuffled = evolve(case, events=events, victims=victims)
    assert answers(assess(shuffled, as_of=as_of)) == answers(assess(case, as_of=as_of))


@A_FEW
@given(strategies.cases(), strategies.days, st.data())
def test_a_repeat_changes_nothing(case: Case, as_of: date, data: st.DataObject) -> None:
    again = data.draw(st.lists(st.sampled_from(case.events), max_size=4))
    repeated = evolve(case, events=[*again, *case.events, *again])
    assert len(repeated.events) == len(case.events)
    assert answers(assess(repeated, as_of=as_of)) == answers(assess(case, as_of=as_of))


@SOME
@given(strategies.cases(), strategies.days, strategies.times(earliest=1))
def test_an_event_that_no_rule_turns_on_changes_nothing(case: Case, as_of: date, at: date) -> None:
    """Only that it is still to come may be said of it, if it is."""
    more = evolve(case, events=[*case.events, Event("x1", "officer_in_case_changed", at=at)])
    without, beside = assess(case, as_of=as_of), assess(more, as_of=as_of)
    assert beside.obligations == without.obligations
    assert [finding for finding in beside.findings if finding.event != "x1"] == list(without.findings)
    assert {finding.code for finding in beside.findings if finding.event == "x1"} <= {"not_yet_happened"}


@SOME
@given(strategies.cases(reversals=False), strategies.days, st.integers(1, 60))
def test_a_breach_stays_a_breach_and_what_was_met_stays_met_as_days_pass(case: Case, as_of: date, more: int) -> None:
    earlier, later = assess(case, as_of=as_of), assess(case, as_of=as_of + timedelta(days=more))
    then = {duty.id: duty for duty in later}
    for duty in earlier:
        assert duty.id in then
        if then[duty.id].good_reasons:  # the one thing recorded later that may excuse what was missed
            assert duty.status is not Status.MET
            continue
        if duty.breach is Truth.YES:
            assert then[duty.id].breach is Truth.YES, duty.id
        if duty.status in (Status.MET, Status.MET_LATE, Status.RECORDED):
            assert (then[duty.id].status, then[duty.id].met_by) == (duty.status, duty.met_by)
    if earlier.in_breach is Truth.YES and not any(duty.good_reasons for duty in later):
        assert later.in_breach is Truth.YES


@A_FEW
@given(strategies.cases(reversals=False, roles=st.just(Role.PERSON)), strategies.days)
def test_enhanced_is_never_later_than_standard(case: Case, as_of: date) -> None:
    without = [event for event in case.events if event.type != "enhanced_rights_determined"]
    kept = {event.id for event in without}  # nothing may name what was left out
    plain = [evolve(event, about=[name for name in event.about if name in kept or "_" in name]) for event in without]
    case = evolve(case, events=plain)
    standard = assess(strategies.with_victims(case, **NO_ENHANCED_FACTS), as_of=as_of)
    enhanced = assess(strategies.with_victims(case, **{**NO_ENHANCED_FACTS, "intimidated": True}), as_of=as_of)
    unknown = assess(strategies.with_victims(case, **{**NO_ENHANCED_FACTS, "intimidated": None}), as_of=as_of)
    sooner = {duty.id: duty for duty in enhanced}
    either = {duty.id: duty for duty in unknown}
    for duty in standard:
        if duty.due_by is not None:
            due = sooner[duty.id].due_by
            assert due is not None
            assert due <= duty.due_by
            assert either[duty.id].due_by == duty.due_by
            assert either[duty.id].due_by_if_enhanced == (due if due != duty.due_by else None)
        # A victim who had declined on the sooner day, and opted back in before the later one, was owed nothing sooner.
        if duty.breach is Truth.YES and sooner[duty.id].status is not Status.DECLINED:
            assert sooner[duty.id].breach is Truth.YES


@MANY
@given(strategies.cases(roles=PRESUMING_NOTHING), strategies.days, st.data())
def test_learning_a_fact_of_a_victim_never_turns_a_verdict_over(case: Case, as_of: date, data: st.DataObject) -> None:
    """It only settles what was undetermined: yes stays yes, and no stays no."""
    before = assess(case, as_of=as_of)
    learnt = []
    for victim in case.victims:
        said: dict[str, Any] = {fact: data.draw(st.booleans()) for fact in data.draw(_SOME_FACTS)}
        if data.draw(st.booleans()):
            said["offence_categories"] = data.draw(_SOME_CATEGORIES)
        learnt.append(evolve(victim, **{fact: value for fact, value in said.items() if getattr(victim, fact) is None}))
    after = assess(evolve(case, victims=learnt), as_of=as_of)
    then = breaches(after)
    for duty, breach in breaches(before).items():
        if breach is Truth.YES:
            assert then[duty] is Truth.YES
        elif breach is Truth.NO:
            assert then.get(duty, Truth.NO) is Truth.NO
    assert {duty for duty, breach in then.items() if breach is not Truth.NO} <= set(breaches(before))
    if before.in_breach is not Truth.UNDETERMINED:
        assert after.in_breach is before.in_breach


@A_FEW
@given(strategies.cases(most=5), strategies.days)
def test_the_answer_changes_on_the_day_it_says_and_on_none_before(case: Case, as_of: date) -> None:
    today = assess(case, as_of=as_of)
    changes = today.next_change_at
    horizon = as_of + timedelta(days=130) if changes is None else changes - ONE_DAY
    day, now = as_of + ONE_DAY, substance(today)
    while day <= min(horizon, as_of + timedelta(days=130)):
        assert substance(assess(case, as_of=day)) == now, day
        # Every day near, then every third: a change lasts longer than that.
        day += ONE_DAY if day < as_of + timedelta(days=40) else timedelta(days=3)
    if changes is not None:
        assert changes > as_of
        assert substance(assess(case, as_of=changes - ONE_DAY)) == now
        assert substance(assess(case, as_of=changes)) != now


@A_FEW
@given(strategies.cases(), strategies.days)
def test_asking_twice_or_asking_more_changes_no_answer(case: Case, as_of: date) -> None:
    one = assess(case, as_of=as_of)
    _ = one.next_change_at, one.next_due, one.findings
    assert substance(one) == substance(assess(case, as_of=as_of))


@A_FEW
@given(strategies.cases(), strategies.days)
def test_what_is_next_due_is_the_first_open_duty_with_a_date(case: Case, as_of: date) -> None:
    assessment = assess(case, as_of=as_of)
    open_still = {Status.PENDING, Status.DUE_TODAY, Status.OVERDUE}
    first = next((duty for duty in assessment if duty.status in open_still and duty.due_by), None)
    assert assessment.next_due == first
