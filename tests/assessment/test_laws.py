"""Laws of the assessment that hold for every case: searched at random, each stated as its test's name.

What a law says is in `victims_code.testing.laws`, where others can import it; here it is tried on cases that are small
and crowded, and beside it what only this library says.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.assessment import strategies
from tests.assessment.making import breaches
from victims_code import Case, Event, Role, Status, Truth, assess
from victims_code.assessment.changes import substance
from victims_code.testing import Question, laws, reference

A_FEW = settings(max_examples=60)
SOME = settings(max_examples=150)
MANY = settings(max_examples=250)
ONE_DAY = timedelta(days=1)
#: Roles from which nothing is presumed: a parent's victim is taken to be under 18 until a fact says otherwise.
PRESUMING_NOTHING = st.sampled_from([role for role in Role if role is not Role.PARENT_OR_GUARDIAN])
_SOME_FACTS = st.sets(st.sampled_from(strategies.FACTS))
_SOME_CATEGORIES = st.lists(st.sampled_from(["hate_crime", "violent_crime"]), max_size=1)


@SOME
@given(strategies.cases(), strategies.days)
def test_any_case_has_an_answer_that_holds_together(case: Case, as_of: date) -> None:
    """Its statuses follow from its dates, its verdict from its duties, and next due is the first open one."""
    laws.the_answer_holds_together(reference, Question(case, as_of))
    assessment = assess(case, as_of=as_of)
    verdicts = set(breaches(assessment).values())
    assert assessment.in_breach is next((t for t in (Truth.YES, Truth.UNDETERMINED) if t in verdicts), Truth.NO)
    open_still = {Status.PENDING, Status.DUE_TODAY, Status.OVERDUE}
    assert assessment.next_due == next((d for d in assessment if d.status in open_still and d.due_by), None)
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
@given(strategies.cases(), strategies.days, st.data())
def test_the_order_of_events_and_victims_is_irrelevant(case: Case, as_of: date, data: st.DataObject) -> None:
    """To what is told, and to the order in which it is told, in which a `Case` has no part."""
    events, victims = data.draw(st.permutations(case.events)), data.draw(st.permutations(case.victims))
    laws.order_is_irrelevant(reference, Question(case, as_of), events=events)
    shuffled = evolve(case, events=events, victims=victims)
    assert shuffled.events == case.events
    assert assess(shuffled, as_of=as_of).rows == assess(case, as_of=as_of).rows


@A_FEW
@given(strategies.cases(), strategies.days, st.data())
def test_a_repeat_changes_nothing(case: Case, as_of: date, data: st.DataObject) -> None:
    again = data.draw(st.lists(st.sampled_from(case.events), max_size=4))
    laws.a_repeat_changes_nothing(reference, Question(case, as_of), repeats=again)
    repeated = evolve(case, events=[*again, *case.events, *again])
    assert repeated == case
    assert assess(repeated, as_of=as_of).obligations == assess(case, as_of=as_of).obligations


@SOME
@given(strategies.cases(), strategies.days, strategies.times(earliest=1))
def test_an_event_that_no_rule_turns_on_changes_nothing(case: Case, as_of: date, at: date) -> None:
    """Only that it is still to come may be said of it, if it is."""
    event = Event("x1", "officer_in_case_changed", at=at)
    question = Question(case, as_of)
    laws.an_irrelevant_event_changes_nothing(reference, question, event=event)
    laws.an_irrelevant_event_changes_nothing(reference, question)
    beside = assess(evolve(case, events=[*case.events, event]), as_of=as_of)
    assert {finding.code for finding in beside.findings if finding.event == "x1"} <= {"not_yet_happened"}


@SOME
@given(strategies.cases(reversals=False), strategies.days, st.integers(1, 60))
def test_a_breach_stays_a_breach_and_what_was_met_stays_met_as_days_pass(case: Case, as_of: date, more: int) -> None:
    """And what excuses a breach is a good reason, which excuses nothing that was met."""
    question, later = Question(case, as_of), as_of + timedelta(days=more)
    laws.what_was_missed_stays_missed(reference, question, later=later)
    laws.what_was_met_stays_met(reference, question, later=later)
    laws.a_due_date_stays(reference, question, later=later)
    before, after = assess(case, as_of=as_of), assess(case, as_of=later)
    then = {duty.id: duty for duty in after}
    assert all(duty.id in then for duty in before)
    for duty in before:
        if duty.breach is Truth.YES and then[duty.id].breach is not Truth.YES:
            assert then[duty.id].good_reasons
    if before.in_breach is Truth.YES and not any(duty.good_reasons for duty in after):
        assert after.in_breach is Truth.YES


@A_FEW
@given(strategies.cases(), strategies.days)
def test_enhanced_is_never_later_than_standard_and_unknown_is_neither(case: Case, as_of: date) -> None:
    laws.enhanced_is_never_later(reference, Question(case, as_of))
    laws.unknown_rights_are_not_taken_for_none(reference, Question(case, as_of))


@MANY
@given(strategies.cases(roles=PRESUMING_NOTHING), strategies.days, st.data())
def test_learning_a_fact_of_a_victim_never_turns_a_verdict_over(case: Case, as_of: date, data: st.DataObject) -> None:
    """It only settles what was undetermined: yes stays yes, and no stays no."""
    learnt = []
    for victim in case.victims:
        said: dict[str, Any] = {fact: data.draw(st.booleans()) for fact in data.draw(_SOME_FACTS)}
        if data.draw(st.booleans()):
            said["offence_categories"] = data.draw(_SOME_CATEGORIES)
        learnt.append(evolve(victim, **{fact: value for fact, value in said.items() if getattr(victim, fact) is None}))
    laws.learning_a_fact_turns_nothing_over(reference, Question(case, as_of), victims=learnt)


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
    laws.the_answer_lasts_until_it_says(reference, Question(case, as_of))


@A_FEW
@given(strategies.cases(), strategies.days)
def test_asking_twice_or_asking_more_changes_no_answer(case: Case, as_of: date) -> None:
    one = assess(case, as_of=as_of)
    _ = one.next_change_at, one.next_due, one.findings
    assert substance(one) == substance(assess(case, as_of=as_of))
    for law in (laws.asking_again_changes_nothing, laws.many_at_once_equal_one_by_one, laws.json_carries_everything):
        assert law(reference, Question(case, as_of))


@A_FEW
@given(strategies.cases(), strategies.days)
def test_a_local_standard_takes_no_breach_away_and_moves_no_due_date(case: Case, as_of: date) -> None:
    assert laws.a_layer_only_tightens(reference, Question(case, as_of))
