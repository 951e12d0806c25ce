"""Laws of a record that changes: searched at random over generated histories, each stated as its test's name."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from random import Random
from typing import Any

from attrs import evolve
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.assessment import strategies
from victims_code import Assessment, Case, Event, Role, Status, Truth, assess
from victims_code.assessment.comparing import Difference, _said, differences
from victims_code.assessment.foresight import preview
from victims_code.interchange import assessment_document
from victims_code.names import CheckedType
from victims_code.testing import Question, laws, reference
from victims_code.testing.laws.rewriting import unnamed
from victims_code.vocabulary import Act, Family, code_vocabulary

A_FEW = settings(max_examples=60)
SOME = settings(max_examples=150)
MANY = settings(max_examples=300)
ONE_DAY = timedelta(days=1)
#: After every event, entry and receipt of the generated cases.
FAR_FUTURE = date(2031, 1, 1)
#: Roles from which nothing is presumed: a parent's victim is taken to be under 18 until a fact says otherwise.
PRESUMING_NOTHING = st.sampled_from([role for role in Role if role is not Role.PARENT_OR_GUARDIAN])


@st.composite
def late_records(draw: st.DrawFn, /, **limits: Any) -> Case:  # noqa: ANN401 - as the strategies take them
    """Draw a case of which some events were entered days after they happened."""
    case = draw(strategies.cases(**limits))
    delays = [draw(st.none() | st.integers(0, 20)) for _ in case.events]
    return evolve(
        case,
        events=[
            event if delay is None else evolve(event, recorded_at=event.date + timedelta(days=delay))
            for event, delay in zip(case.events, delays, strict=True)
        ],
    )


def document(assessment: Assessment) -> dict[str, Any]:
    """Return all that an answer says in JSON, but for the days that it was asked for and the order of the victims."""
    said = assessment_document(assessment)
    return {**said, "as_of": None, "known_at": None, "enhanced_rights": sorted(said["enhanced_rights"].items())}  # type: ignore[attr-defined] # it is a mapping


def is_doubtful(case: Case, name: str) -> bool:
    """Whether it is unknown if a victim receives anything at all."""
    victim = next(victim for victim in case.victims if victim.id == name)
    return victim.role is Role.BUSINESS and victim.named_point_of_contact is None


@SOME
@given(late_records(), strategies.days, strategies.days, st.randoms(use_true_random=False))
def test_order_and_repeats_are_irrelevant_also_to_what_was_known(
    case: Case, as_of: date, known_at: date, random: Random
) -> None:
    events, victims = [*case.events, *random.choices(case.events, k=3)], [*case.victims]
    random.shuffle(events)
    random.shuffle(victims)
    question = Question(case, as_of, known_at=known_at)
    assert laws.order_is_irrelevant(reference, question, events=events)
    laws.a_repeat_changes_nothing(reference, question)
    other = evolve(case, events=events, victims=victims)
    one, two = assess(case, as_of=as_of, known_at=known_at), assess(other, as_of=as_of, known_at=known_at)
    assert document(one) == document(two)


@SOME
@given(late_records(), strategies.days)
def test_known_in_a_far_future_is_known_whenever(case: Case, as_of: date) -> None:
    assert document(assess(case, as_of=as_of, known_at=FAR_FUTURE)) == document(assess(case, as_of=as_of))


@SOME
@given(late_records(), strategies.days)
def test_known_before_everything_is_an_empty_record(case: Case, as_of: date) -> None:
    before = assess(case, as_of=as_of, known_at=date(2020, 1, 1))
    assert (len(before), before.in_breach, before.next_change_at) == (0, Truth.NO, None)


@MANY
@given(late_records(), strategies.days, st.data())
def test_an_event_that_is_voided_is_as_one_that_never_was_but_for_its_own_lapsed_duties(
    case: Case, as_of: date, data: st.DataObject
) -> None:
    """Only an event that no other names: what named it would name nothing without it."""
    free = unnamed(case)
    assume(free)
    gone = data.draw(st.sampled_from(free))
    as_of = max(as_of, gone.date)
    laws.a_void_is_as_if_it_never_was(reference, Question(case, as_of), event=gone)
    void = Event("zz", "event_voided", at=gone.at, details={"event": gone.id})
    voided = assess(evolve(case, events=[*case.events, void]), as_of=as_of)
    never = assess(evolve(case, events=[event for event in case.events if event is not gone]), as_of=as_of)
    for duty in voided:
        if duty.trigger.id == gone.id:
            # Of a business that may have given no contact, everything is undetermined: even whether a duty lapsed.
            assert duty.status is (Status.UNDETERMINED if is_doubtful(case, duty.victim) else Status.LAPSED)
            assert duty.released_by is not None
    if never.history.events:  # whether the Code applies is asked once something happened, voided or not
        kept = {finding for finding in voided.findings if finding.event != gone.id}
        assert {f for f in kept if f.code != "before_in_force"} == {f for f in never.findings if f.event != gone.id}


@MANY
@given(strategies.cases(roles=PRESUMING_NOTHING), strategies.days, st.data())
def test_learning_a_receipt_never_turns_a_verdict_over(case: Case, as_of: date, data: st.DataObject) -> None:
    """Yes stays yes, and no stays no; what the law passes over, a clock that waits for a receipt, it says itself."""
    at = data.draw(strategies.times())
    learnt = Event("zz", data.draw(st.sampled_from(strategies.RECEIVED)), at=at)
    others = [
        Event("zx", "service_declined", at=learnt.date + timedelta(days=8), details={"services": "all"}),
        Event("zy", "victim_informed", at=learnt.date + timedelta(days=5), about=["zz"]),
    ]
    case = evolve(case, events=[*case.events, learnt, *data.draw(st.sets(st.sampled_from(others)))])
    laws.learning_a_receipt_turns_nothing_over(reference, Question(case, as_of), days=data.draw(st.integers(0, 15)))


@A_FEW
@given(late_records(most=5), strategies.days, st.none() | strategies.days)
def test_the_answer_lasts_to_the_day_before_its_next_change_and_differs_on_that_day(
    case: Case, as_of: date, known_at: date | None
) -> None:
    assert laws.the_answer_lasts_until_it_says(reference, Question(case, as_of, known_at=known_at))


@SOME
@given(late_records(), strategies.days, st.none() | strategies.days, st.data())
def test_moving_an_answer_on_is_assessing_the_longer_history(
    case: Case, as_of: date, known_at: date | None, data: st.DataObject
) -> None:
    cut = data.draw(st.integers(1, len(case.events)))
    kept, more = case.events[:cut], case.events[cut:]
    ids = {event.id for event in kept}
    # What is kept may name only what is kept.
    assume(all(name in ids or "_" in name for event in kept for name in event.about))
    assume(all(str(event.details.get("event", "e0")) in ids for event in kept))
    moved = assess(evolve(case, events=kept), as_of=as_of, known_at=known_at).advance(*more)
    last = max([as_of, *(event.date for event in more)])
    assert moved.as_of == last
    assert document(moved) == document(assess(case, as_of=last, known_at=known_at))


@SOME
@given(late_records(), strategies.days, strategies.days, st.none() | strategies.days)
def test_what_was_learnt_since_adds_up_to_the_whole_difference(
    case: Case, as_of: date, since: date, known_at: date | None
) -> None:
    """Played one after another on the answer as known then, the changes give the answer as known now."""
    assume(known_at is None or known_at >= since)
    then, now = (assess(case, as_of=as_of, known_at=known) for known in (since, known_at))
    learnt = now.learned_since(since)
    assert [each.entered_on for each in learnt] == sorted({each.entered_on for each in learnt})
    assert all(each.entered_on > since and each.events and each.changes for each in learnt)
    said = told(then)
    for each in learnt:
        play(said, each.changes)
    whole = told(now)
    assert said.keys() == whole.keys()
    for duty, words in said.items():
        assert words.items() <= whole[duty].items()
    if not learnt:
        assert differences(then, now) == ()


def told(assessment: Assessment) -> dict[str | None, dict[str, str | None]]:
    """Return what an answer says of the case and of each obligation, in the words of a comparison."""
    due = assessment.next_due
    return {
        None: {"in_breach": assessment.in_breach.value, "next_due": None if due is None else due.id},
        **{duty.id: _said(duty) for duty in assessment},
    }


def play(said: dict[str | None, dict[str, str | None]], changes: Iterable[Difference]) -> None:
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


_ORDINARY = [name for name, kind in code_vocabulary().items() if kind.family is not Family.CONTROL]


@SOME
@given(strategies.cases(), strategies.days, st.sampled_from(_ORDINARY), st.none() | st.just("V1"))
def test_what_a_preview_says_would_arise_is_triggered_by_the_event(
    case: Case, as_of: date, name: str, victim: str | None
) -> None:
    """Of an event that comes last and changes no other: one before others may start what those then carry on."""
    at = max([as_of, *(event.date + ONE_DAY for event in case.events)])
    seen = preview(case, Event("zz", CheckedType(name), at=at, victim=victim), as_of=as_of)
    assert all(duty.trigger.id == "zz" for duty in seen.arising)
    assert {duty.id for duty in seen.before} | {duty.id for duty in seen.arising} == {duty.id for duty in seen.after}
    assert seen.before.as_of == seen.after.as_of == at


@SOME
@given(late_records(), strategies.days)
def test_declined_and_excused_are_never_breaches_and_the_tally_counts_each_duty_once(case: Case, as_of: date) -> None:
    assessment = assess(case, as_of=as_of)
    counted = assessment.tally()
    assert sum(counted.statuses.values()) == sum(counted.breaches.values()) == counted.obligations == len(assessment)
    assert sum(counted.reasons.values()) == counted.statuses.get(Status.EXCUSED, 0)
    for duty in assessment:
        if duty.status in (Status.DECLINED, Status.EXCUSED, Status.LAPSED):
            assert duty.breach is Truth.NO
            assert duty.released_by is not None
        assert (duty.reason is None) or duty.status is Status.EXCUSED
        assert not duty.good_reasons or duty.status is Status.EXCUSED


@A_FEW
@given(strategies.cases(most=4, roles=st.just(Role.PERSON)), strategies.days)
def test_whatever_a_set_of_facts_turns_out_to_be_it_settles_what_it_says(case: Case, as_of: date) -> None:
    """Each receipt on every day, and each status of Enhanced Rights as it would be determined."""
    assessment = assess(case, as_of=as_of)
    for settling in assessment.would_settle():
        if len(settling.facts) > 1 or not settling.facts[0].endswith(".received_at"):
            continue
        owner = settling.facts[0].removesuffix(".received_at")
        event = assessment.history.by_id[owner]
        if any(e.act is Act.CORRECT for e in case.events):
            continue
        for days in range((as_of - event.date).days + 1):
            received = event.date + timedelta(days=days)
            events = [evolve(e, received_at=received) if e.id == owner else e for e in case.events]
            answer = {duty.id: duty for duty in assess(evolve(case, events=events), as_of=as_of)}
            for name in settling.settles:
                assert answer[name].status is not Status.UNDETERMINED, (name, received)
                assert answer[name].breach is not Truth.UNDETERMINED, (name, received)
