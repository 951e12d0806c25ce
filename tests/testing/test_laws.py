"""The laws to import: each holds for this library, speaks of many cases, and finds the fault that it is about."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any

import pytest
from attrs import evolve
from hypothesis import HealthCheck, Phase, find, given, settings
from hypothesis import strategies as st

import victims_code
from tests import oracle
from tests.assessment.making import ENHANCED, PLAIN, UNKNOWN, event, told
from tests.testing.broken_systems import BROKEN
from victims_code import Case, Event, Role, Victim, england_and_wales
from victims_code.rulebook import read_layer
from victims_code.testing import Answer, Question, System, duties, laws, reference, strategies
from victims_code.testing.laws import LawBroken

#: Questions of every kind, and plain ones.
ANY = strategies.questions(known_at=True, readings=True)
SIMPLE = strategies.questions()

#: So many questions at most are asked until a law speaks of one, or finds a fault.
UNTIL_FOUND = 20_000

LAWS = pytest.mark.parametrize("law", laws.ALL.values(), ids=laws.ALL)


def ask(law: laws.Law, system: Callable[[], System], questions: Any, **how: Any) -> Counter[bool]:  # noqa: ANN401
    """Try a law on many questions, the same ones each time, and count of how many it spoke."""
    spoke: Counter[bool] = Counter()

    @settings(database=None, derandomize=True, suppress_health_check=list(HealthCheck), **how)
    @given(questions)
    def hold(question: Question) -> None:
        spoke[law(system(), question)] += 1

    hold()
    return spoke


@LAWS
def test_every_law_speaks_of_some_questions(law: laws.Law) -> None:
    how = settings(max_examples=UNTIL_FOUND, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
    assert law(reference, find(ANY, lambda question: law(reference, question), settings=how))


@LAWS
def test_every_law_finds_the_fault_that_it_is_about(law: laws.Law) -> None:
    with pytest.raises(LawBroken) as broken:
        ask(law, BROKEN[law.__name__], SIMPLE, max_examples=UNTIL_FOUND, phases=[Phase.generate])
    assert "To ask again:\nQuestion(" in str(broken.value)


def test_there_is_a_broken_system_for_every_law() -> None:
    assert list(BROKEN) == list(laws.ALL)
    assert all(vars(laws)[name] is law for name, law in laws.ALL.items())
    assert set(laws.ALL) < set(laws.__all__)


def test_the_laws_need_no_hypothesis() -> None:
    code = "import sys; from victims_code.testing import laws; sys.exit('hypothesis' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0  # noqa: S603 - our own code


#: Tuesday 5 May 2026. Five Working Days later is Tuesday 12 May, and one is Wednesday 6 May.
ARREST = event("e1", "suspect_arrested", "2026-05-05")


def asked(day: int, *events: victims_code.Event, victim: Victim = PLAIN) -> Question:
    return Question(Case("C1", [victim], events), date(2026, 5, day))


def saying(**duty: object) -> System:
    """Answer the same, whatever is asked: of one duty."""
    return lambda _: {"obligations": [{"id": "V1/R6.arrest/e1", **duty}]}


class TestMessages:
    """What a broken law says: whose duty, by when, what the system said, why it cannot be, and the case as code."""

    def test_all_is_told_that_a_person_needs_to_find_the_fault(self) -> None:
        def forgiving(question: Question) -> Answer:
            return saying(due_by="2026-05-12", breach="yes" if question.as_of.day == 13 else "no")(question)

        with pytest.raises(LawBroken) as broken:
            laws.what_was_missed_stays_missed(forgiving, asked(13, ARREST), later=date(2026, 5, 14))
        law, what, then, now, working, counted, *rest = str(broken.value).splitlines()
        assert law == "What was missed stays missed, however late it is done."
        assert what == "Of V1/R6.arrest/e1 the system said"
        assert then == "on Wednesday 13 May 2026: due by Tuesday 12 May 2026, breach yes"
        assert now == "on Thursday 14 May 2026: due by Tuesday 12 May 2026, breach no"
        assert working.startswith("As this library reads the Code: Owed by police: Tell the victim that the suspect")
        assert "within 5 working days, so by Tuesday 12 May 2026; not done by then: a breach" in working
        assert counted == "Day 0 is Tuesday 5 May 2026; not counted: Saturday 9 May 2026 and Sunday 10 May 2026."
        assert rest[0] == "To ask again:"

    def test_the_question_can_be_pasted_and_is_then_the_same(self) -> None:
        question = asked(13, ARREST, told("e2", "2026-05-06", "e1"), victim=ENHANCED)
        with pytest.raises(LawBroken) as broken:
            laws.agrees_with_reference(saying(due_by="2026-05-07"), question)
        text = str(broken.value).partition("To ask again:")[2]
        names = {name: getattr(victims_code, name) for name in victims_code.__all__}
        assert eval(text, {**names, **vars(dt), "Question": Question}) == question  # noqa: S307 - to paste is to run

    def test_of_many_differences_the_first_are_told_and_the_others_counted(self) -> None:
        answers = iter([{f"key_{n}": n for n in range(7)}, {}, {}])
        with pytest.raises(LawBroken, match="key_3 was 3, then none\nand 3 more"):
            laws.asking_again_changes_nothing(lambda _: next(answers), asked(5))

    def test_a_duty_that_does_not_arise_is_told_as_that(self) -> None:
        with pytest.raises(LawBroken, match=r"V1/R6[.]arrest/e1 does not arise on Friday 1 May 2026"):
            laws.agrees_with_reference(saying(status="pending"), asked(1, ARREST))

    def test_a_duty_told_twice_is_no_answer(self) -> None:
        with pytest.raises(LawBroken, match=r"is told twice"):
            laws.the_answer_holds_together(lambda _: {"obligations": [{"id": "a"}, {"id": "a"}]}, asked(5))

    def test_an_unknown_key_cannot_be_compared(self) -> None:
        with pytest.raises(victims_code.InvalidFact, match="keys: 'dew_by' cannot be compared; did you mean 'due_by'"):
            laws.agrees_with_reference(reference, asked(5), keys=["dew_by"])


class TestOfWhatALawDoesNotSpeak:
    """The documented exceptions: a law passes over them, and says that it did."""

    @LAWS
    def test_nothing_is_held_against_an_answer_that_says_nothing(self, law: laws.Law) -> None:
        law(lambda _: {}, asked(13, ARREST, told("e2", "2026-05-14", "e1")))

    def test_a_reason_recorded_later_may_excuse_what_was_missed(self) -> None:
        late = event("e2", "exception_recorded", "2026-05-14", details={"rule": "R6.arrest", "reason": "safeguarding"})
        assert reference(asked(14, ARREST, late))["obligations"][0]["status"] == "excused"
        assert not laws.what_was_missed_stays_missed(reference, asked(13, ARREST, late))

    def test_a_void_may_take_a_breach_away(self) -> None:
        void = event("e2", "event_voided", "2026-05-14", details={"event": "e1"})
        assert not laws.what_was_missed_stays_missed(reference, asked(13, ARREST, void))

    def test_a_reading_that_settles_the_unknown_may_be_turned_over_by_the_fact(self) -> None:
        question = evolve(asked(8, ARREST, victim=UNKNOWN), readings={"unassessed": "standard"})
        assert not laws.learning_a_fact_turns_nothing_over(reference, question)
        assert not laws.unknown_rights_are_not_taken_for_none(reference, question)

    def test_a_parent_s_victim_is_young_until_a_fact_says_otherwise(self) -> None:
        parent = Victim("V1", Role.PARENT_OR_GUARDIAN)
        older = evolve(PLAIN, role=Role.PARENT_OR_GUARDIAN)
        assert not laws.learning_a_fact_turns_nothing_over(reference, asked(8, ARREST, victim=parent), victims=[older])

    def test_a_receipt_may_show_that_a_waiting_duty_was_missed(self) -> None:
        """Received on Tuesday 5 May, it was due on Wednesday the 6th; unknown, the bound is six Working Days away."""
        outcome = event("e1", "case_outcome_reached", "2026-05-05")
        at_once = evolve(outcome, received_at=date(2026, 5, 5))
        said = [duties(reference(asked(8, each)))["V1/R9.outcome/e1"]["breach"] for each in (outcome, at_once)]
        assert said == ["no", "yes"]
        assert laws.learning_a_receipt_turns_nothing_over(reference, asked(8, outcome), days=0)

    def test_what_lies_past_the_calendar_has_no_answer(self) -> None:
        last = event("e1", "suspect_arrested", "2040-12-31")
        question = Question(Case("C1", [PLAIN], [last]), date(2040, 12, 31))
        assert not laws.agrees_with_reference(lambda _: {}, question)
        assert not laws.counts_working_days(lambda _day, _n: date(2041, 1, 2), date(2040, 12, 31), 1)


def test_a_law_can_be_given_what_it_changes() -> None:
    contact = told("e2", "2026-05-06", "e1")
    question = asked(13, ARREST, contact)
    layer = read_layer('name = "x"\ntitle = "X"\ncode = "2020"\n[[target]]\nrule = "R6.arrest"\nwithin = "1 day"\n')
    later = event("e3", "plea_entered", "2026-05-20")
    assert laws.order_is_irrelevant(reference, question, events=[contact, ARREST])
    assert laws.a_repeat_changes_nothing(reference, question, repeats=[contact])
    assert laws.an_irrelevant_event_changes_nothing(reference, question, event=later)
    assert laws.a_void_is_as_if_it_never_was(reference, question, event=contact)
    assert laws.a_layer_only_tightens(reference, question, layers=[layer])
    assert laws.the_answer_lasts_until_it_says(reference, asked(5, ARREST), days=[date(2026, 5, 6)])


class TestManyAtOnce:
    """A bulk path is held against single answers."""

    def test_a_bulk_that_answers_each_in_its_place_passes(self) -> None:
        def bulk(questions: Sequence[Question]) -> list[Answer]:
            return [reference(question) for question in questions]

        others = [asked(5, evolve(ARREST, id="e7"))]
        assert laws.many_at_once_equal_one_by_one(reference, asked(13, ARREST), bulk=bulk, others=others)

    def test_a_bulk_that_answers_in_another_order_or_leaves_one_out_is_found(self) -> None:
        def turned(questions: Sequence[Question]) -> list[Answer]:
            return [reference(question) for question in questions][::-1]

        with pytest.raises(LawBroken, match="among 3 cases"):
            laws.many_at_once_equal_one_by_one(reference, asked(13, ARREST), bulk=turned)
        with pytest.raises(LawBroken, match="Of 3 questions, 2 were answered"):
            laws.many_at_once_equal_one_by_one(reference, asked(13, ARREST), bulk=lambda _: turned(_)[1:])


def weekdays_only(day: date, n: int) -> date:
    while n:
        day += timedelta(days=1)
        n -= day.isoweekday() <= 5
    return day


class TestCounting:
    """The law of counting: right for every way that counts right, and telling for each that does not."""

    @given(strategies.days() | strategies.boundary_days(), st.integers(0, 25))
    def test_the_independent_walk_over_the_calendar_counts_right(self, start: date, n: int) -> None:
        laws.counts_working_days(oracle.add, start, n)

    @pytest.mark.parametrize(
        ("add", "start", "n", "said"),
        [
            # 8 May 2023 was the coronation's bank holiday.
            (weekdays_only, date(2023, 5, 5), 1, "As if Monday 8 May 2023 (Bank holiday for the"),
            (lambda day, n: day + timedelta(days=n), date(2026, 5, 1), 5, "As if every day counted, Saturday 2 May"),
            (lambda day, n: day + timedelta(days=n), date(2026, 5, 1), 1, "which is no Working Day."),
            (lambda day, n: oracle.add(day, n - 1), date(2026, 5, 5), 5, "which is day 0, were day 1."),
            (lambda day, n: oracle.add(oracle.add(day, 0), n), date(2026, 5, 9), 1, "dispute D7 (weekend_start)."),
            (lambda day, n: oracle.add(day, n + 2), date(2026, 5, 5), 1, "It is too late."),
            (lambda day, n: oracle.add(day, n - 2), date(2026, 5, 5), 5, "It is too soon."),
            (lambda day, _: day, date(2026, 5, 9), 0, "0 Working Days after Saturday 9 May 2026 end on Monday 11"),
            (lambda _day, _n: date(2050, 1, 1), date(2026, 5, 5), 1, "not on Saturday 1 January 2050."),
            (lambda _day, _n: dt.datetime(2026, 5, 6, tzinfo=dt.UTC), date(2026, 5, 5), 1, "a date is needed, not"),
        ],
    )  # fmt: skip
    def test_what_was_miscounted_is_named(
        self, add: Callable[[date, int], date], start: date, n: int, said: str
    ) -> None:
        with pytest.raises(LawBroken) as broken:
            laws.counts_working_days(add, start, n)
        assert said in str(broken.value)

    def test_another_calendar_can_be_given(self) -> None:
        """Saturday 9 May 2026 counts as Monday the 11th, which is day 0: one Working Day later is Tuesday the 12th."""
        other = england_and_wales().counting_from_next_working_day()
        assert laws.counts_working_days(lambda *_: date(2026, 5, 12), date(2026, 5, 9), 1, calendar=other)


class TestWhatHoldsTogether:
    """Each thing that cannot stand beside another in one answer."""

    @pytest.mark.parametrize(
        ("duty", "wrong"),
        [
            ({"status": "overdue", "breach": "no"}, "A duty is in breach where it is overdue or was met late"),
            ({"status": "met", "breach": "yes"}, "A duty is in breach where it is overdue or was met late"),
            ({"met_by": "e2", "met_on": None}, "What was done was done by an event, on its day."),
            ({"status": "pending", "met_on": "2026-05-06"}, "A duty that was done is not open."),
            ({"due_by": "2026-05-12", "due_by_if_enhanced": "2026-05-13"}, "is never the later one"),
            ({"due_by": "2026-05-12", "status": "met", "met_on": "2026-05-13"}, "met late, and is a breach for ever"),
            (
                {"due_by": "2026-05-12", "due_by_if_enhanced": "2026-05-06", "status": "met", "met_on": "2026-05-07"},
                "What may be late is undetermined",
            ),
            ({"due_by": "2026-05-12", "status": "met_late", "met_on": "2026-05-12"}, "was met in time"),
            ({"due_by": "2026-05-12", "status": "overdue"}, "here it is pending"),
            ({"due_by": "2026-05-08", "status": "overdue"}, "here it is due_today"),
            ({"due_by": "2026-05-07", "status": "due_today"}, "here it is overdue"),
            (
                {"due_by": "2026-05-12", "due_by_if_enhanced": "2026-05-06", "status": "pending"},
                "here it is undetermined",
            ),
        ],
    )
    def test_what_is_said_of_a_duty(self, duty: dict[str, object], wrong: str) -> None:
        """All are asked on Friday 8 May 2026."""
        with pytest.raises(LawBroken) as broken:
            laws.the_answer_holds_together(saying(**duty), asked(8, ARREST))
        assert wrong in str(broken.value)

    @pytest.mark.parametrize(
        ("case", "wrong"),
        [
            ({"in_breach": "no"}, "A case is in breach where a duty is: by its duties, yes."),
            ({"next_due": None}, "What is next due is the open duty with the earliest due date: V1/R6.arrest/e1."),
        ],
    )
    def test_what_is_said_of_the_case(self, case: dict[str, object], wrong: str) -> None:
        duty = {"id": "V1/R6.arrest/e1", "due_by": "2026-05-06", "status": "overdue", "breach": "yes"}
        with pytest.raises(LawBroken) as broken:
            laws.the_answer_holds_together(lambda _: {**case, "obligations": [duty]}, asked(8, ARREST))
        assert wrong in str(broken.value)


@pytest.mark.parametrize("law", [laws.what_was_missed_stays_missed, laws.what_was_met_stays_met])
def test_what_a_system_leaves_open_later_is_not_held_against_it_and_what_it_drops_is(law: laws.Law) -> None:
    arrest = Event("e1", "suspect_arrested", at=date(2026, 5, 5))
    told = (
        [Event("e2", "victim_informed", at=date(2026, 5, 6), about=["e1"])]
        if law is laws.what_was_met_stays_met
        else []
    )
    question = Question(Case("C1", [Victim("V1", vulnerable=True)], [arrest, *told]), date(2026, 5, 13))

    def knows_less(later: list[dict[str, object]]) -> System:
        return lambda asked: reference(asked) if asked.as_of == question.as_of else {"obligations": later}

    ids = [{"id": duty["id"]} for duty in reference(question)["obligations"]]
    law(knows_less(ids), question)
    with pytest.raises(LawBroken):
        law(knows_less([]), question)
