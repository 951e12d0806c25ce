"""The naive system of the examples: each fault that is planted in it is found on its own, and told by its cause."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any, Final

import pytest
from attrs import evolve
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.strategies import SearchStrategy

from examples.testing.naive_deadlines import Fault, NaiveDeadlines, system
from examples.testing.naive_lifecycle import FIRST, LAST, NaiveLifecycle, with_fault
from tests.assessment.making import ENHANCED, PLAIN, UNKNOWN, event, told
from victims_code import Case, Event, Victim
from victims_code.testing import Question, System, laws, strategies
from victims_code.testing.laws import LawBroken
from victims_code.testing.laws.rewriting import as_it_came

FAULTS = pytest.mark.parametrize("fault", Fault, ids=lambda fault: fault.name.lower())


def of_persons(histories: SearchStrategy[tuple[Event, ...]]) -> SearchStrategy[Case]:
    return strategies.cases(histories, roles=["person"], jurisdiction="england_and_wales")


#: Cases of the kinds that it knows.
HISTORIES = strategies.histories(strategies.days(FIRST, LAST), types=NaiveLifecycle.known_types, most=4)
QUESTIONS = strategies.questions(of_persons(HISTORIES))
#: Arrests of which the victim is told more than once.
ARRESTS = strategies.histories(strategies.days(FIRST, LAST), types=["suspect_arrested", "victim_informed"])

QUICK: Final = settings(
    database=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.generate],
    report_multiple_bugs=False,
    stateful_step_count=15,
    max_examples=20_000,  # it stops at the first fault, so that this is only met where none is found
)
#: The law that finds a fault: but for the age, without knowing the right answer.
BY_LAW: Final[Mapping[Fault, laws.Law]] = {
    Fault.UNKNOWN_IS_NONE: laws.unknown_rights_are_not_taken_for_none,
    Fault.UNKNOWN_IS_GIVEN: laws.unknown_rights_are_not_taken_for_none,
    Fault.AGE_AT_REPORT: laws.agrees_with_reference,
    Fault.ATTEMPT_COUNTS: laws.an_irrelevant_event_changes_nothing,
    Fault.LATE_IS_MET: laws.the_answer_holds_together,
    Fault.DUE_DAY_IS_LATE: laws.the_answer_holds_together,
    Fault.AS_TOLD: laws.order_is_irrelevant,
    Fault.ONE_PER_RULE: laws.order_is_irrelevant,
    Fault.VOIDS_IGNORED: laws.a_void_is_as_if_it_never_was,
    Fault.REPEATS_COUNT: laws.a_repeat_changes_nothing,
    Fault.BREACHES_GROW_OLD: laws.what_was_missed_stays_missed,
    Fault.CARRIES_OVER: laws.many_at_once_equal_one_by_one,
}


def drive(lifecycle: type[NaiveLifecycle], how: settings) -> None:
    test = lifecycle.TestCase
    test.settings = how
    test("runTest").runTest()


def hold(law: laws.Law, fault: tuple[Fault, ...], questions: Any = QUESTIONS, how: settings = QUICK) -> list[bool]:  # noqa: ANN401 - a strategy
    spoke: list[bool] = []

    @how
    @given(questions)
    def hold_once(question: Question) -> None:
        spoke.append(law(system(*fault), question))

    hold_once()
    return spoke


def test_without_a_fault_it_passes_beside_the_library() -> None:
    drive(NaiveLifecycle, settings(QUICK, max_examples=40))


@pytest.mark.parametrize("law", laws.ALL.values(), ids=laws.ALL)
def test_without_a_fault_it_keeps_every_law(law: laws.Law) -> None:
    hold(law, (), how=settings(QUICK, max_examples=40))


def test_it_counts_as_the_calendar_does() -> None:
    add = NaiveDeadlines(()).add
    for day in range(FIRST.toordinal(), LAST.toordinal()):
        assert laws.counts_working_days(add, date.fromordinal(day), day % 11 + 1)


def test_what_shows_only_where_one_system_is_asked_of_two_cases_is_not_found_by_driving_it() -> None:
    drive(with_fault(Fault.CARRIES_OVER), settings(QUICK, max_examples=20))


@pytest.mark.parametrize("fault", [each for each in Fault if each not in BY_LAW], ids=lambda fault: fault.name.lower())
def test_a_fault_that_takes_the_right_answer_to_see_is_found_by_driving_the_system_beside_the_library(
    fault: Fault,
) -> None:
    with pytest.raises(LawBroken):
        drive(with_fault(fault), QUICK)


@pytest.mark.parametrize("fault", BY_LAW, ids=lambda fault: fault.name.lower())
def test_a_law_finds_a_fault(fault: Fault) -> None:
    with pytest.raises(LawBroken):
        hold(BY_LAW[fault], (fault,), strategies.questions(of_persons(ARRESTS)) | QUESTIONS)


#: Tuesday 5 May 2026, the day after a bank holiday. Five Working Days later is Tuesday 12 May, one is Wednesday 6 May.
ARREST: Final = event("e1", "suspect_arrested", "2026-05-05")
#: Friday 1 May 2026. A weekend and a bank holiday follow: five Working Days later is Monday 11 May.
ON_FRIDAY: Final = event("e1", "suspect_arrested", "2026-05-01")
CHANGED: Final = {"event": "e1", "fields": {"at": "2026-05-06"}}

#: By fault: the victim, what happened, in the order in which it was told, the day of May 2026, and what is then said.
SAID: Final[Mapping[Fault, tuple[Victim, Sequence[Event], int, str]]] = {
    Fault.CALENDAR_DAYS: (
        PLAIN, [ON_FRIDAY], 1, "As if every day counted, Saturday 2 May 2026, Sunday 3 May 2026 and Monday 4 May 2026"
    ),
    Fault.NO_BANK_HOLIDAYS: (PLAIN, [ON_FRIDAY], 1, "As if Monday 4 May 2026 (Early May bank holiday) counted."),
    Fault.EVENT_DAY_IS_DAY_1: (PLAIN, [ARREST], 5, "As if the day of the event, which is day 0, were day 1."),
    Fault.WEEKEND_ROLLED: (
        PLAIN, [event("e1", "suspect_arrested", "2026-05-09")], 9,
        "As if the next Working Day, Monday 11 May 2026, were day 0, where it is day 1",
    ),
    Fault.FROM_RECORDING: (
        PLAIN, [evolve(ARREST, recorded_at=date(2026, 5, 7))], 7,
        "That is 5 working days from Thursday 7 May 2026, when e1 was recorded.",
    ),
    Fault.UTC_DAY: (
        PLAIN, [evolve(ARREST, at=datetime(2026, 5, 5, 23, 30, tzinfo=UTC))], 6,
        "That is 5 working days from Tuesday 5 May 2026, when e1 happened by UTC and not in London.",
    ),
    Fault.COURT_DATE: (
        PLAIN, [event("e1", "case_outcome_reached", "2026-05-05", received_at="2026-05-08")], 8,
        "That is 1 working day from Tuesday 5 May 2026, when e1 happened.",
    ),
    Fault.UNKNOWN_IS_NONE: (UNKNOWN, [ARREST], 5, "Whether V1 has Enhanced Rights is unknown"),
    Fault.UNKNOWN_IS_GIVEN: (UNKNOWN, [ARREST], 5, "That is 1 working day (the limit under Enhanced Rights) from"),
    Fault.RIGHTS_IGNORED: (ENHANCED, [ARREST], 5, "That is 5 working days (the limit without Enhanced Rights) from"),
    Fault.AGE_AT_REPORT: (
        Victim("V1", born=date(2008, 5, 2)),
        [event("e0", "offence_committed", "2026-05-01"), event("e1", "crime_reported", "2026-05-05")], 5,
        "As this library reads the Code",
    ),
    Fault.ATTEMPT_COUNTS: (
        PLAIN, [ARREST, event("e2", "contact_attempted", "2026-05-06", about=["e1"])], 6,
        "e2 does not: it is a contact attempted.",
    ),
    Fault.ANY_CONTACT_COUNTS: (
        PLAIN, [ARREST, told("e2", "2026-05-06")], 6, "e2 does not: e1 is not among what it was about."
    ),
    Fault.ANY_VICTIM_COUNTS: (
        PLAIN, [ARREST, told("e2", "2026-05-06", "e1", victim="V2")], 6,
        "e2 does not: it is about V2, and the duty about V1.",
    ),
    Fault.TOO_EARLY_COUNTS: (
        PLAIN, [ARREST, told("e2", "2026-05-01", "e1")], 5, "e2 does not: it happened before e1."
    ),
    Fault.LATE_IS_MET: (PLAIN, [ARREST, told("e2", "2026-05-13", "e1")], 13, "status met; it is met_late."),
    Fault.DUE_DAY_IS_LATE: (PLAIN, [ARREST], 12, "It is overdue from the day after its due date."),
    Fault.AS_TOLD: (
        PLAIN, [ARREST, told("e3", "2026-05-13", "e1"), told("e2", "2026-05-06", "e1")], 13,
        "e2 met it already, on Wednesday 6 May 2026; the system took e3",
    ),
    Fault.ONE_PER_RULE: (
        PLAIN, [ARREST, event("e2", "suspect_arrested", "2026-05-06")], 6,
        "The system did not say on Wednesday 6 May 2026 that V1/R6.arrest/e1 arises.",
    ),
    Fault.CORRECTIONS_IGNORED: (
        PLAIN, [ARREST, event("e2", "event_corrected", "2026-05-06", details=CHANGED)], 6,
        "That is 5 working days from Tuesday 5 May 2026, the day of e1 before it was corrected.",
    ),
    Fault.VOIDS_IGNORED: (
        PLAIN, [ARREST, event("e2", "event_voided", "2026-05-06", details={"event": "e1"})], 6,
        "It lapsed with e2 (event voided) on Wednesday 6 May 2026.",
    ),
    Fault.REPEATS_COUNT: (
        PLAIN, [ARREST, ARREST], 5, "The system said on Tuesday 5 May 2026 that V1/R6.arrest/e1-again arises."
    ),
    Fault.BREACHES_GROW_OLD: (
        PLAIN, [event("e1", "suspect_arrested", "2026-03-02")], 5,
        "The system did not say on Tuesday 5 May 2026 that V1/R6.arrest/e1 arises.",
    ),
    Fault.CARRIES_OVER: (PLAIN, [], 5, "The system said on Tuesday 5 May 2026 that V1/R6.arrest/e1 arises."),
}  # fmt: skip


@FAULTS
def test_the_message_names_the_cause_of_each_fault(fault: Fault) -> None:
    victim, events, day, said = SAID[fault]
    case = as_it_came(Case("C1", [victim, evolve(PLAIN, id="V2")], events), events)
    question, asked = Question(case, date(2026, 5, day)), system(fault)
    asked(Question(Case("C0", [PLAIN], [ARREST]), date(2026, 5, 5)))
    with pytest.raises(LawBroken) as broken:
        agrees(asked, question)
    assert said in str(broken.value)
    agrees(system(), question)


def agrees(asked: System, question: Question) -> bool:
    known = NaiveLifecycle
    return laws.agrees_with_reference(asked, question, keys=known.compared, rules=known.known_rules)
