"""Every reading: which disputes touch a case, the answer where all combinations agree, and what splits it where not."""

from __future__ import annotations

from datetime import date
from itertools import combinations
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.assessment import strategies
from tests.assessment.making import ENHANCED, NO_ENHANCED_FACTS, PLAIN, UNKNOWN, day, event
from victims_code import Case, Event, Status, Truth, Victim, WorkingDays, assess, england_and_wales, load_code, readings
from victims_code.assessment import every_reading as room
from victims_code.assessment.every_reading import Answer, every_reading
from victims_code.assessment.touching import touches
from victims_code.names import CheckedType
from victims_code.rulebook import law_of, read_layer

READINGS = load_code().readings
OTHERS = [(r.name, c.name) for r in READINGS.values() for c in r.choices.values() if not c.is_default]
BUSINESS = Victim("V1", "business", named_point_of_contact=True, **{**NO_ENHANCED_FACTS, "persistently_targeted": None})
#: An offence, a voided report and everything else, so that each answer can turn on any reading.
EXTRAS = (
    "crime_recorded", "appeal_lodged", "expenses_claim_received", "charges_altered_or_stopped",
    "decision_not_to_investigate", "event_voided",
)  # fmt: skip


def answers(case: Case, as_of: date, **chosen: str) -> tuple[Any, ...]:
    """Return all that is compared between readings."""
    assessment = assess(case, as_of=as_of, readings=chosen)
    return assessment.in_breach, set(assessment.verdicts())


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """The cases of the other laws, with events that only some readings turn on, some businesses and some ages."""
    case = draw(strategies.cases(most=6))
    more: list[Event] = []
    for number, name in enumerate(draw(st.lists(st.sampled_from(EXTRAS), max_size=3))):
        details = {"event": draw(st.sampled_from(case.events)).id} if name == "event_voided" else {}
        more.append(Event(f"x{number}", CheckedType(name), at=draw(strategies.times()), details=details))
    victims = list(case.victims)
    if draw(st.booleans()):
        victims[0] = BUSINESS
    elif draw(st.booleans()):
        born = draw(st.none() | st.dates(date(2008, 3, 1), date(2008, 5, 30)))
        victims[0] = evolve(victims[0], born=born, under_18_at_offence=draw(st.sampled_from([None, True])))
    return evolve(case, events=[*case.events, *more], victims=victims)


@settings(max_examples=250)
@given(cases(), strategies.days, st.sampled_from(OTHERS), st.lists(st.sampled_from(OTHERS), max_size=3))
def test_a_reading_that_does_not_touch_a_case_changes_nothing_alone_or_beside_any_other_choice(
    case: Case, as_of: date, other: tuple[str, str], beside: list[tuple[str, str]]
) -> None:
    name, choice = other
    if touches(assess(case, as_of=as_of), READINGS[name]):
        return
    rest = {reading: taken for reading, taken in beside if reading != name}
    assert answers(case, as_of, **rest, **{name: choice}) == answers(case, as_of, **rest)


@pytest.mark.parametrize("reading", READINGS)
def test_no_reading_touches_a_case_in_which_nothing_happened(reading: str) -> None:
    case = Case("A1", [Victim("V1", **NO_ENHANCED_FACTS)], [])
    if reading == "age":  # an age on record may matter to any service
        case = Case("A1", [evolve(PLAIN, under_18_at_offence=None, vulnerable=True)], [])
    assert not touches(assess(case, as_of=day("2026-02-09")), READINGS[reading])


class TestTouching:
    """What could be overlooked."""

    def test_a_voided_contact_without_about_touches_the_reading_of_such_contacts(self) -> None:
        events = [
            event("e1", "contact_plan_agreed", "2026-02-09", details={"every_days": 7}),
            event("e2", "victim_informed", "2026-02-10"),
            event("e3", "event_voided", "2026-02-11", details={"event": "e2"}),
        ]
        assert "unattributed_contact" in readings(Case("A1", [PLAIN], events), as_of=day("2026-02-11")).readings

    def test_a_fact_that_only_another_reading_asks_for_may_be_unknown(self) -> None:
        """A business cannot be persistently targeted, so it does not matter that nobody knows; if it can, it does.

        Arrest on Monday 9 February: on Wednesday 11 it is late under Enhanced Rights (Tuesday 10), else not.
        """
        case = Case("A1", [BUSINESS], [event("e1", "suspect_arrested", "2026-02-09")])
        found = readings(case, as_of=day("2026-02-11"))
        assert set(found.readings) == {"unassessed", "targeted_business"}
        # Three times no while it cannot be targeted, however the unknown is taken; if it can, one answer each.
        assert found.verdicts == {Truth.YES: 1, Truth.NO: 4, Truth.UNDETERMINED: 1}
        assert found.split_by == ("unassessed", "targeted_business")

    def test_the_edition_by_the_report_does_not_take_back_what_sets_in_on_the_day_of_the_sentence(self) -> None:
        """Six months from Wednesday 1 July 2026 are 1 January 2027, whichever edition the case falls under."""
        details = {"in_unduly_lenient_scheme": True}
        events = [
            event("e1", "crime_reported", "2026-05-05"),
            event("e2", "sentence_passed", "2026-07-01", details=details),
        ]
        chosen = {"unduly_lenient_window": "six_months", "edition": "report_date"}
        answer = assess(Case("A1", [PLAIN], events), as_of=day("2026-07-02"), readings=chosen)
        assert answer["V1/R9.unduly-lenient-request/e2"].due_by == day("2027-01-01")


class TestAnswer:
    """The answer under every combination."""

    #: Saturday 2 May 2026, before the bank holiday of Monday 4: due on Tuesday 5, or on Wednesday 6.
    ARREST = event("e1", "suspect_arrested", "2026-05-02")
    #: Nothing is in doubt about this victim: no age is on record.
    VICTIM = evolve(ENHANCED, under_18_at_offence=None)

    def test_where_all_agree_it_is_told_and_otherwise_what_splits_it(self) -> None:
        case = Case("A1", [self.VICTIM], [self.ARREST])
        for as_of, expected in (("2026-05-05", Truth.NO), ("2026-05-06", None), ("2026-05-07", Truth.YES)):
            found = readings(case, as_of=day(as_of))
            assert found.in_breach is expected
            assert found.in_breach_under_every_reading is (expected is Truth.YES)
            assert found.split_by == (("weekend_start",) if expected is None else ())
            assert "weekend_start" in found.readings
            assert sum(found.verdicts.values()) == found.combinations
        assert found.disputes("weekend_start") == ("D7",)
        with pytest.raises(KeyError):
            found.disputes("expenses")
        assert repr(found) == f"<EveryReading of A1 on 2026-05-07: yes {found.combinations}>"

    def test_each_obligation_has_its_answers_with_their_number(self) -> None:
        found = readings(Case("A1", [self.VICTIM], [self.ARREST]), as_of=day("2026-05-06"))
        (disputed,) = found.obligations
        half = found.combinations // 2
        assert dict(disputed.answers) == {
            Answer(Status.OVERDUE, Truth.YES, "2026-05-05", "police"): half,
            Answer(Status.DUE_TODAY, Truth.NO, "2026-05-06", "police"): half,
        }
        assert [str(answer) for answer, _ in disputed.answers] == [
            "due_today, breach no, due by 2026-05-06, owed by police",
            "overdue, breach yes, due by 2026-05-05, owed by police",
        ]
        assert disputed.split_by == ("weekend_start",)
        assert disputed.agreed is None

    def test_a_due_date_that_moves_splits_the_obligation_though_not_the_case(self) -> None:
        found = readings(Case("A1", [self.VICTIM], [self.ARREST]), as_of=day("2026-05-07"))
        (disputed,) = found.obligations
        assert (found.split_by, disputed.split_by) == ((), ("weekend_start",))
        assert len(disputed.answers) == 2

    def test_a_case_that_no_dispute_touches_has_one_answer(self) -> None:
        case = Case("A1", [ENHANCED], [event("e1", "police_bail_varied", "2026-02-09")])
        found = readings(case, as_of=day("2026-02-11"))
        assert found.readings == {}
        assert found.combinations == 1
        assert found.in_breach_under_every_reading
        (disputed,) = found.obligations
        assert disputed.agreed == Answer(Status.OVERDUE, Truth.YES, "2026-02-10", "police")
        assert disputed.split_by == ()

    def test_a_reading_that_was_taken_is_not_varied(self) -> None:
        case = Case("A1", [self.VICTIM], [self.ARREST])
        taken = {"weekend_start": "next_working_day_is_day_0"}
        found = readings(case, as_of=day("2026-05-06"), readings=taken)
        assert "weekend_start" not in found.readings
        assert found.in_breach is Truth.NO
        assert found.assessment.versions.readings == taken
        assert every_reading(assess(case, as_of=day("2026-05-06"), readings=taken)).verdicts == found.verdicts

    def test_one_that_is_settled_by_its_default_is_not_varied_either(self) -> None:
        case = Case("A1", [self.VICTIM], [self.ARREST])
        found = readings(case, as_of=day("2026-05-06"), readings={"weekend_start": "next_working_day_is_day_1"})
        assert "weekend_start" not in found.readings
        assert found.in_breach is Truth.YES
        assert found.assessment.versions.readings == {}

    def test_who_owes_it_is_part_of_the_answer(self) -> None:
        """D15: the Witness Care Unit or the police refer the victim to the Victim Contact Scheme."""
        sentence = event("e1", "sentence_passed", "2026-02-09", details={"hospital_order": True})
        found = readings(Case("A1", [PLAIN], [sentence]), as_of=day("2026-02-11"))
        (split,) = (d for d in found.obligations if d.obligation == "V1/R11.victim-contact-scheme-referral/e1")
        assert split.split_by == ("contact_scheme_referral",)
        assert {answer.owed_by for answer, _ in split.answers} == {"Witness Care Unit", "police"}

    def test_too_many_combinations_hold_back_what_changes_least_and_claim_no_more_than_was_worked_out(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Of three readings that touch it, weekend_start alone decides the verdict: it is the one that stays."""
        report = event("e0", "crime_reported", "2026-05-02")
        case = Case("A1", [ENHANCED], [report, self.ARREST, event("e2", "suspect_charged", "2026-05-02")])
        whole = readings(case, as_of=day("2026-05-06"))
        assert not whole.held
        monkeypatch.setattr("victims_code.assessment.every_reading.MOST", 2)
        decided = readings(
            case, as_of=day("2026-05-06")
        )  # due today or overdue; the limit for the charge is a duty's own
        assert (list(decided.readings), decided.in_breach) == (["weekend_start"], None)
        part = readings(case, as_of=day("2026-05-07"))
        assert (list(part.readings), part.combinations) == (["weekend_start"], 2)
        assert set(part.held) == set(whole.readings) - {"weekend_start"}
        assert (part.in_breach, part.in_breach_under_every_reading) == (Truth.YES, False)

    def test_two_readings_that_split_only_together_are_both_named(self) -> None:
        """A victim of modern slavery alone, determined vulnerable on Wednesday 4 March, arrest on Monday 2 March.

        While modern slavery gives Enhanced Rights, as a most serious crime or by intimidating without further test, the
        arrest is due on Tuesday 3. If it does neither, it is due on Monday 9, or, where a running clock shortens, on
        Thursday 5: the last reading matters beside the first alone. On Wednesday 4 only Tuesday 3 is past.
        """
        victim = Victim("V1", **{**NO_ENHANCED_FACTS, "offence_categories": ["modern_slavery"]})
        events = [
            event("e1", "suspect_arrested", "2026-03-02"),
            event(
                "e2", "enhanced_rights_determined", "2026-03-04", details={"entitled": True, "category": "vulnerable"}
            ),
        ]
        found = readings(Case("A1", [victim], events), as_of=day("2026-03-04"))
        (arrest,) = (d for d in found.obligations if d.obligation == "V1/R6.arrest/e1")
        assert {answer.due_by for answer, _ in arrest.answers} == {"2026-03-03", "2026-03-05", "2026-03-09"}
        assert arrest.split_by == ("enhanced_from", "modern_slavery", "automatic_intimidation")
        assert found.split_by == ("modern_slavery", "automatic_intimidation")

    def test_what_is_known_the_layers_and_the_calendar_of_the_question_are_those_of_every_answer(self) -> None:
        before: WorkingDays = england_and_wales().without_holiday(day("2026-05-04"), source="an example")
        late = evolve(self.ARREST, recorded_at=day("2026-05-20"))
        laid = read_layer('name = "x"\ntitle = "X"\ncode = "2020"\n[[target]]\nrule = "R6.arrest"\nwithin = "1 day"\n')
        case = Case("A1", [self.VICTIM], [late])
        assert readings(case, as_of=day("2026-05-30"), known_at=day("2026-05-19")).obligations == ()
        found = readings(case, as_of=day("2026-05-05"), calendar=before, layers=(laid,))
        (disputed,) = found.obligations
        assert {answer.due_by for answer, _ in disputed.answers} == {"2026-05-04", "2026-05-05"}
        assert found.assessment.versions.layers == (laid.version,)

    def test_too_many_combinations_hold_those_that_change_nothing_by_themselves(self, monkeypatch: Any) -> None:  # noqa: ANN401 - pytest's own
        case = Case("A1", [self.VICTIM], [self.ARREST, event("e2", "expenses_claim_received", "2026-04-20")])
        whole = readings(case, as_of=day("2026-05-06"))
        monkeypatch.setattr(room, "MOST", whole.combinations - 1)
        fewer = readings(case, as_of=day("2026-05-06"))
        assert set(fewer.readings) == {"weekend_start", "expenses"}
        assert set(fewer.held) == set(whole.readings) - set(fewer.readings)
        assert whole.held == ()
        assert fewer.combinations == 4
        assert fewer.split_by == whole.split_by

    def test_a_victim_of_whom_nothing_is_known_is_split_by_how_that_is_taken(self) -> None:
        case = Case("A1", [UNKNOWN], [event("e1", "suspect_arrested", "2026-02-09")])
        found = readings(case, as_of=day("2026-02-12"))
        assert set(found.verdicts) == set(Truth)
        assert "unassessed" in found.split_by
        assert found.disputes("unassessed") == ()


@settings(max_examples=25)
@given(strategies.cases(most=3), strategies.days)
def test_every_reading_counts_what_assess_says_under_each_combination(case: Case, as_of: date) -> None:
    """By brute force: pairs of choices that touch, each asked for on its own, are among the answers."""
    found = readings(case, as_of=as_of)
    touching = [(name, choice) for name, choice in OTHERS if name in found.readings]
    verdicts = {assess(case, as_of=as_of).in_breach}
    for one, other in combinations(touching, 2):
        if one[0] != other[0]:
            verdicts.add(assess(case, as_of=as_of, readings=dict([one, other])).in_breach)
    assert verdicts <= set(found.verdicts)
    if found.in_breach is not None:
        assert verdicts == {found.in_breach}
    assert law_of().readings.keys() >= found.readings.keys()
