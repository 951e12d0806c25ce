"""Every law by every maker of questions: the laws that the testing kit gives to others, and those of ours alone.

A law of ours takes a question and a source of chance, and fails where the library breaks it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import partial
from random import Random
from typing import Any, TypeAlias

import pytest
from attrs import evolve
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.assessment.strategies import FIRST_DAY
from tests.laws.makers import MAKERS
from victims_code import Assessment, Case, Event, OffenceCategory, Role, Status, Truth, assess
from victims_code.assessment.changes import substance
from victims_code.assessment.comparing import Difference, _said, differences
from victims_code.assessment.foresight import preview
from victims_code.errors import OutsideCalendar
from victims_code.interchange import assessment_document
from victims_code.names import CheckedType
from victims_code.testing import Question, laws, reference
from victims_code.testing.laws.rewriting import comes_first, unnamed
from victims_code.victims import VICTIM_FACTS
from victims_code.vocabulary import Act, Family, code_vocabulary

Ours: TypeAlias = Callable[[Question, Random], None]

ONE_DAY = timedelta(days=1)
#: After every event, entry and receipt, and before them.
FAR_FUTURE, LONG_AGO = date(2100, 12, 31), date(1900, 1, 1)
STATUTORY = date(2025, 1, 29)
ORDINARY = [name for name, kind in code_vocabulary().items() if kind.family is not Family.CONTROL]


def answer(question: Question, case: Case | None = None, **other: Any) -> Assessment:  # noqa: ANN401 - of every kind
    """Assess a question, or one that differs from it; its local standards are a matter of their own."""
    how = {"as_of": question.as_of, "known_at": question.known_at, "readings": question.readings, **other}
    return assess(case or question.case, **how)


def document(assessment: Assessment) -> dict[str, Any]:
    """Return all that an answer says in JSON, but for the days that it was asked for and the order of the victims."""
    said: dict[str, Any] = {**assessment_document(assessment), "as_of": None, "known_at": None}
    return {**said, "enhanced_rights": sorted(said["enhanced_rights"].items())}


def what_an_answer_says_is_complete(question: Question, _: Random) -> None:
    found = answer(question)
    open_still = {Status.PENDING, Status.DUE_TODAY, Status.OVERDUE}
    assert found.next_due == next((duty for duty in found if duty.status in open_still and duty.due_by), None)
    assert all(finding.message for finding in found.findings)
    for duty in found:
        assert (duty.bound is None) or (duty.due_by is None)
        assert duty.trigger.day <= question.as_of.toordinal()
        assert (duty.breach is not Truth.UNDETERMINED) or duty.unknown
        if duty.status in (Status.DECLINED, Status.EXCUSED, Status.LAPSED):
            assert duty.breach is Truth.NO
            assert duty.released_by is not None
        assert (duty.reason is None and not duty.good_reasons) or duty.status is Status.EXCUSED
    counted = found.tally()
    assert sum(counted.statuses.values()) == sum(counted.breaches.values()) == counted.obligations == len(found)
    assert sum(counted.reasons.values()) == counted.statuses.get(Status.EXCUSED, 0)


def order_and_repeats_are_irrelevant_to_all_that_is_said(question: Question, chance: Random) -> None:
    case = question.case
    events, victims = [*case.events, *(chance.choices(case.events, k=3) if case.events else ())], [*case.victims]
    chance.shuffle(events)
    chance.shuffle(victims)
    shuffled = evolve(case, events=events, victims=victims)
    assert shuffled.events == case.events
    assert document(answer(question, shuffled)) == document(answer(question))


def an_event_that_no_rule_turns_on_is_found_only_to_be_still_to_come(question: Question, chance: Random) -> None:
    """One that comes first to a victim is not tried: by it ages are measured where no offence is on record."""
    case = question.case
    first = min((event.date for event in case.events), default=question.as_of)
    event = Event("x1", "officer_in_case_changed", at=first + timedelta(days=chance.randint(1, 80)))
    if comes_first(question, event):
        return
    laws.an_irrelevant_event_changes_nothing(reference, question, event=event)
    beside = answer(question, evolve(case, events=[*case.events, event]))
    assert {found.code for found in beside.findings if found.event == "x1"} <= {"not_yet_happened", "before_in_force"}


def only_a_good_reason_takes_a_breach_away_as_days_pass(question: Question, chance: Random) -> None:
    if any(event.act in (Act.VOID, Act.CORRECT, Act.CANCEL) for event in question.case.events):
        return
    later = question.as_of + timedelta(days=chance.randint(1, 60))
    for law in (laws.what_was_missed_stays_missed, laws.what_was_met_stays_met, laws.a_due_date_stays):
        law(reference, question, later=later)
    before, after = answer(question), answer(question, as_of=later)
    then = {duty.id: duty for duty in after}
    assert all(then[duty.id].good_reasons for duty in before if duty.breach is Truth.YES is not then[duty.id].breach)
    assert {duty.id for duty in before} <= then.keys()


def learning_some_facts_turns_nothing_over(question: Question, chance: Random) -> None:
    """Of roles from which nothing is presumed: a parent's victim is under 18 until a fact says otherwise."""
    learnt = []
    for victim in question.case.victims:
        said: dict[str, Any] = {fact: chance.random() < 0.5 for fact in VICTIM_FACTS}
        said["offence_categories"] = chance.sample([*OffenceCategory], chance.randint(0, 1))
        some = {fact: value for fact, value in said.items() if getattr(victim, fact) is None and chance.random() < 0.5}
        learnt.append(victim if victim.role is Role.PARENT_OR_GUARDIAN else evolve(victim, **some))
    laws.learning_a_fact_turns_nothing_over(reference, question, victims=learnt)


def learning_when_a_court_event_was_received_turns_nothing_over(question: Question, chance: Random) -> None:
    at = FIRST_DAY + timedelta(days=chance.randint(0, 12))
    received = [name for name, kind in code_vocabulary().items() if kind.received]
    more = [
        Event("zz", CheckedType(chance.choice(received)), at=at),
        Event("zx", "service_declined", at=at + timedelta(days=8), details={"services": "all"}),
        Event("zy", "victim_informed", at=at + timedelta(days=5), about=["zz"]),
    ]
    case = evolve(question.case, events=[*question.case.events, *more[: chance.randint(1, 3)]])
    question = evolve(question, case=case, known_at=None)
    laws.learning_a_receipt_turns_nothing_over(reference, question, days=chance.randint(0, 15))


def no_day_before_the_next_change_gives_another_answer(question: Question, _: Random) -> None:
    today = answer(question)
    changes, horizon = today.next_change_at, question.as_of + timedelta(days=130)
    last = horizon if changes is None else min(horizon, changes - ONE_DAY)
    day, now = question.as_of + ONE_DAY, substance(today)
    while day <= last:
        assert substance(answer(question, as_of=day)) == now, day
        # Every day near, then every third: a change lasts longer than that.
        day += ONE_DAY if day < question.as_of + timedelta(days=40) else timedelta(days=3)
    assert substance(answer(question)) == now


def what_is_known_in_a_far_future_is_all_and_long_ago_is_nothing(question: Question, _: Random) -> None:
    always = document(answer(question, known_at=None))
    assert document(answer(question, known_at=FAR_FUTURE)) == always
    nothing = answer(question, known_at=LONG_AGO)
    assert (len(nothing), nothing.in_breach) == (0, Truth.NO)
    # An answer names its duty basis, which changed on that day.
    assert nothing.next_change_at is None or question.as_of < STATUTORY


def what_was_voided_leaves_only_its_own_lapsed_duties(question: Question, chance: Random) -> None:
    """Only an event that no other names: what named it would name nothing without it."""
    case = question.case
    free = unnamed(case)
    if not free:
        return
    gone = chance.choice(free)
    question = evolve(question, as_of=max(question.as_of, gone.date), known_at=None)
    laws.a_void_is_as_if_it_never_was(reference, question, event=gone)
    void = Event("zz", "event_voided", at=gone.at, details={"event": gone.id})
    voided = answer(question, evolve(case, events=[*case.events, void]))
    never = answer(question, evolve(case, events=[event for event in case.events if event is not gone]))
    doubtful = {v.id for v in case.victims if v.role is Role.BUSINESS and v.named_point_of_contact is None}
    for duty in voided:
        if duty.trigger.id == gone.id:
            # Of a business that may have given no contact, everything is undetermined: even whether a duty lapsed.
            assert duty.status is (Status.UNDETERMINED if duty.victim in doubtful else Status.LAPSED)
            assert duty.released_by is not None
    if never.history.events:  # whether the Code applies is asked once something happened, voided or not
        kept = {finding for finding in voided.findings if finding.event not in (gone.id, "zz")}
        assert {f for f in kept if f.code != "before_in_force"} == {
            f for f in never.findings if f.event != gone.id and f.code != "before_in_force"
        }


def moving_an_answer_on_is_assessing_the_longer_history(question: Question, chance: Random) -> None:
    case = question.case
    cut = chance.randint(0, len(case.events))
    kept, more = case.events[:cut], case.events[cut:]
    ids = {event.id for event in kept}
    # What is kept may name only what is kept.
    if any(name not in ids and name not in code_vocabulary() for event in kept for name in event.about):
        return
    if any(str(event.details["event"]) not in ids for event in kept if "event" in event.details):
        return
    moved = answer(question, evolve(case, events=kept)).advance(*more)
    assert moved.as_of == max([question.as_of, *(event.date for event in more)])
    assert document(moved) == document(answer(question, as_of=moved.as_of))


def what_was_learnt_since_adds_up_to_the_whole_difference(question: Question, chance: Random) -> None:
    """Played one after another on the answer as known then, the changes give the answer as known now."""
    since = question.as_of - timedelta(days=chance.randint(0, 40))
    known_at = chance.choice([None, since + timedelta(days=chance.randint(0, 20))])
    then, now = (answer(question, known_at=known) for known in (since, known_at))
    learnt = now.learned_since(since)
    assert [each.entered_on for each in learnt] == sorted({each.entered_on for each in learnt})
    assert all(each.entered_on > since and each.events and each.changes for each in learnt)
    said, whole = told(then), told(now)
    for each in learnt:
        play(said, each.changes)
    assert said.keys() == whole.keys()
    assert all(words.items() <= whole[duty].items() for duty, words in said.items())
    assert learnt or differences(then, now) == ()


def told(assessment: Assessment) -> dict[str | None, dict[str, str | None]]:
    """Return what an answer says of the case and of each obligation, in the words of a comparison."""
    due = assessment.next_due
    return {
        None: {"in_breach": assessment.in_breach.value, "next_due": None if due is None else due.id},
        **{duty.id: _said(duty) for duty in assessment},
    }


def play(said: dict[str | None, dict[str, str | None]], changes: tuple[Difference, ...]) -> None:
    """Make the changes, each of which must start from what is said."""
    for change in changes:
        if change.what == "arises":
            assert change.obligation not in said
            said[change.obligation] = {}
        elif change.what == "is gone":
            del said[change.obligation]
        else:
            words = said[change.obligation]
            assert words.setdefault(change.what, change.before) == change.before
            words[change.what] = change.after


def what_a_preview_says_would_arise_is_triggered_by_the_event(question: Question, chance: Random) -> None:
    """Of an event that comes last and changes no other: one before others may start what those then carry on."""
    at = max([question.as_of, *(event.date + ONE_DAY for event in question.case.events)])
    event = Event("zz", CheckedType(chance.choice(ORDINARY)), at=at, victim=chance.choice([None, "V1"]))
    seen = preview(question.case, event, as_of=question.as_of)
    assert all(duty.trigger.id == "zz" for duty in seen.arising)
    assert {duty.id for duty in seen.before} | {duty.id for duty in seen.arising} == {duty.id for duty in seen.after}
    assert seen.before.as_of == seen.after.as_of == at


def whatever_a_receipt_turns_out_to_be_it_settles_what_it_says(question: Question, _: Random) -> None:
    """Of persons and a short record without corrections; each day on which it may have been received is tried."""
    case, as_of = question.case, question.as_of
    if len(case.events) > 5 or any(victim.role is not Role.PERSON for victim in case.victims):
        return
    if any(event.act is Act.CORRECT for event in case.events):
        return
    found = answer(question, known_at=None)
    for owner, settles in _by_one_receipt(found):
        event = found.history.by_id[owner]
        for number in range(min(60, (as_of - event.date).days) + 1):
            received = event.date + timedelta(days=number)
            events = [evolve(each, received_at=received) if each.id == owner else each for each in case.events]
            known = {duty.id: duty for duty in answer(question, evolve(case, events=events), known_at=None)}
            for name in settles:
                assert known[name].status is not Status.UNDETERMINED, (name, received)
                assert known[name].breach is not Truth.UNDETERMINED, (name, received)


def _by_one_receipt(assessment: Assessment) -> Iterator[tuple[str, tuple[str, ...]]]:
    for settling in assessment.would_settle():
        owner, _, fact = settling.facts[0].rpartition(".")
        if len(settling.facts) == 1 and fact == "received_at":
            yield owner, settling.settles


def _of_kit(law: laws.Law, question: Question, _: Random) -> None:
    law(reference, question)


OURS: tuple[Ours, ...] = (
    what_an_answer_says_is_complete,
    order_and_repeats_are_irrelevant_to_all_that_is_said,
    an_event_that_no_rule_turns_on_is_found_only_to_be_still_to_come,
    only_a_good_reason_takes_a_breach_away_as_days_pass,
    learning_some_facts_turns_nothing_over,
    learning_when_a_court_event_was_received_turns_nothing_over,
    no_day_before_the_next_change_gives_another_answer,
    what_is_known_in_a_far_future_is_all_and_long_ago_is_nothing,
    what_was_voided_leaves_only_its_own_lapsed_duties,
    moving_an_answer_on_is_assessing_the_longer_history,
    what_was_learnt_since_adds_up_to_the_whole_difference,
    what_a_preview_says_would_arise_is_triggered_by_the_event,
    whatever_a_receipt_turns_out_to_be_it_settles_what_it_says,
)
LAWS: dict[str, Ours] = {
    **{name: partial(_of_kit, law) for name, law in laws.ALL.items()},
    **{law.__name__: law for law in OURS},
}


@pytest.mark.parametrize("maker", MAKERS)
@pytest.mark.parametrize("law", LAWS)
def test_the_law_holds(law: str, maker: str) -> None:
    @settings(max_examples=40, suppress_health_check=list(HealthCheck))
    @given(MAKERS[maker], st.randoms(use_true_random=False))
    def hold(question: Question, chance: Random) -> None:
        try:
            LAWS[law](question, chance)
        except OutsideCalendar:
            # Past the last year of the calendar nothing falls due.
            assert maker == "kit"

    hold()
