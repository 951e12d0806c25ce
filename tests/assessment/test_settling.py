"""What would settle it: the smallest sets of unknown facts that decide what is undetermined, the most telling first."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest

from tests.assessment.making import NO_ENHANCED_FACTS, PLAIN, UNKNOWN, assessed, day, event, told
from victims_code import Assessment, Case, Event, Victim, assess
from victims_code.assessment.settling import MOST_FACTS, MOST_TRIES, would_settle

# Arrested on Tuesday 5 May 2026: due on Wednesday 6 under Enhanced Rights, on Tuesday 12 without.
ARREST = event("e1", "suspect_arrested", "2026-05-05")
# Decided on Monday 2 March 2026: with the Witness Care Unit by Monday 9, with the victim five or one Working Day later.
OUTCOME = event("e2", "case_outcome_reached", "2026-03-02", details={"outcome": "not_guilty"})
COURT, NOTICE = "V1/R9.court-outcome-to-witness-care/e2", "V1/R9.outcome/e2"


def victim(name: str = "V1", **facts: Any) -> Victim:  # noqa: ANN401 - a victim's facts are of every kind
    return Victim(name, **{**NO_ENHANCED_FACTS, **facts})


def asked(assessment: Assessment) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    return [(settling.facts, settling.settles) for settling in assessment.would_settle()]


def test_what_is_open_or_decided_asks_for_nothing() -> None:
    assert assessed("2026-05-06", ARREST, victims=[victim(intimidated=None)]).would_settle() == ()
    assert assessed("2026-05-13", ARREST, victims=[victim(intimidated=None)]).would_settle() == ()
    assert assessed("2026-05-08", ARREST).would_settle() == ()


def test_enhanced_rights_settle_what_falls_between_two_due_days() -> None:
    (settling,) = assessed("2026-05-08", ARREST, victims=[victim(intimidated=None)]).would_settle()
    assert (settling.facts, settling.settles) == (("V1.enhanced_rights",), ("V1/R6.arrest/e1",))
    assert settling.ask == "record whether V1 had Enhanced Rights on 2026-05-05"
    assert str(settling) == "record whether V1 had Enhanced Rights on 2026-05-05: settles 1"


def test_it_settles_what_was_done_between_them_too() -> None:
    contact = told("e9", "2026-05-08", "e1")
    assert asked(assessed("2026-06-30", ARREST, contact, victims=[victim(vulnerable=None)])) == [
        (("V1.enhanced_rights",), ("V1/R6.arrest/e1",))
    ]


def test_the_facts_that_settle_most_come_first_then_the_fewest_then_by_name() -> None:
    """Two duties to V2 and one to V1 and V3 each: 2, 1, 1."""
    alone = event("e3", "suspect_interviewed_under_caution", "2026-05-05", victim="V2")
    people = [victim(name, intimidated=None) for name in ("V3", "V2", "V1")]
    assert asked(assessed("2026-05-08", ARREST, alone, victims=people)) == [
        (("V2.enhanced_rights",), ("V2/R6.arrest/e1", "V2/R6.interview/e3")),
        (("V1.enhanced_rights",), ("V1/R6.arrest/e1",)),
        (("V3.enhanced_rights",), ("V3/R6.arrest/e1",)),
    ]


def test_a_receipt_settles_both_steps_of_its_chain() -> None:
    (settling,) = assessed("2026-03-20", OUTCOME).would_settle()
    assert (settling.facts, settling.settles) == (("e2.received_at",), (COURT, NOTICE))
    assert settling.ask == "record when e2 was received"


def test_a_receipt_alone_does_not_settle_what_some_days_of_it_leave_open() -> None:
    """Received on 25 March it would be overdue on the 30th under Enhanced Rights, and open to 1 April without."""
    bail = event("e2", "court_bail_decided", "2026-03-02")
    assessment = assessed("2026-03-30", bail, victims=[victim(intimidated=None)])
    assert asked(assessment) == [
        (("V1.enhanced_rights", "e2.received_at"), ("V1/R8.court-to-witness-care/e2", "V1/R8.bail-outcome/e2")),
        (("e2.received_at",), ("V1/R8.court-to-witness-care/e2",)),
    ]
    first = assessment.would_settle()[0]
    assert (
        first.ask
        == "record whether V1 had Enhanced Rights on 2026-03-02 and on the day e2 was received and when e2 was received"
    )


def test_no_part_of_a_set_settles_what_the_set_is_for() -> None:
    bail = event("e2", "court_bail_decided", "2026-03-02")
    for people in ([UNKNOWN], [victim(intimidated=None)], [victim(role="business", named_point_of_contact=None)]):
        assessment = assessed("2026-03-30", bail, ARREST, OUTCOME_OF_ANOTHER, victims=people)
        found = assessment.would_settle()
        for settling in found:
            assert settling.settles
            assert len(settling.facts) <= MOST_FACTS
        for one, other in pairwise(found):
            assert len(one.settles) >= len(other.settles)
        for name in (duty.id for duty in assessment):
            sets = [set(settling.facts) for settling in found if name in settling.settles]
            smallest = [one for one in sets if not any(other < one for other in sets)]
            assert len(smallest) == len(set(map(frozenset, smallest)))


OUTCOME_OF_ANOTHER = event("e7", "case_outcome_reached", "2026-03-04", suspect="S2")


class TestWhatTheEventSays:
    """A detail of an event that a rule turns on, whichever way it is asked."""

    @staticmethod
    def sentence(**details: object) -> Event:
        """A sentence of 2 March, received on the 3rd, of which nothing is left open but what `details` leave so."""
        said = {
            "hospital_order": False, "specified_violent_sexual_or_terrorism": False, "custody_months": 3,
            "in_unduly_lenient_scheme": False, **details,
        }  # fmt: skip
        return event("e3", "sentence_passed", "2026-03-02", received_at="2026-03-03", details=said)

    @staticmethod
    def settled(*events: Event) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
        return asked(assessed("2026-03-05", *events, told("e4", "2026-03-04", "e3")))

    def test_nothing_is_asked_where_all_is_said(self) -> None:
        assert self.settled(self.sentence()) == []

    def test_yes_or_no(self) -> None:
        scheme = ("V1/R9.unduly-lenient-information/e3", "V1/R9.unduly-lenient-request/e3")
        assert self.settled(self.sentence(in_unduly_lenient_scheme=None)) == [
            (("e3.in_unduly_lenient_scheme",), scheme),
        ]

    def test_a_number_may_be_enough_or_not(self) -> None:
        """Of a specified offence, twelve months in custody decide whether a referral is owed."""
        found = self.settled(self.sentence(custody_months=None, specified_violent_sexual_or_terrorism=True))
        assert [facts for facts, _ in found] == [("e3.custody_months",)]
        assert "V1/R11.victim-contact-scheme-referral/e3" in found[0][1]

    def test_two_details_where_neither_settles_it_alone(self) -> None:
        unknown = self.sentence(custody_months=None, specified_violent_sexual_or_terrorism=None)
        found = self.settled(unknown)
        both = ("e3.custody_months", "e3.specified_violent_sexual_or_terrorism")
        assert both in [facts for facts, _ in found]

    def test_one_of_some_words(self) -> None:
        """Whether the bereaved are offered a meeting before sentence turns on whether the outcome is a conviction."""
        outcome = event("e2", "case_outcome_reached", "2026-03-02", received_at="2026-03-03")
        bereaved = victim(role="bereaved_close_relative")
        found = asked(assessed("2026-03-05", outcome, told("e4", "2026-03-04", "e2"), victims=[bereaved]))
        assert (("e2.outcome",), ("V1/R9.meeting-before-sentence/e2",)) in found
        settling = next(
            s for s in assessed("2026-03-05", outcome, victims=[bereaved]).would_settle() if "outcome" in s.ask
        )
        assert settling.ask == "record the outcome of e2"

    def test_a_fact_of_the_victim_is_asked_for_by_name(self) -> None:
        report = event("e1", "crime_reported", "2026-05-05")
        person = victim(offence_categories=None)
        found = {s.facts: s for s in assessed("2026-05-05", report, victims=[person]).would_settle()}
        assert found["V1.offence_categories",].ask == "record the offence categories of V1"
        assert "V1/R5.cica-information/e1" in found["V1.offence_categories",].settles

    @pytest.mark.parametrize(
        ("unknown", "said"),
        [
            (["vulnerable"], "is vulnerable"),
            (["intimidated", "vulnerable"], "is intimidated and is vulnerable"),
            (
                ["intimidated", "under_18_at_offence", "vulnerable"],
                "is intimidated, was under 18 at the time of the offence, and is vulnerable",
            ),
        ],
    )
    def test_the_facts_of_a_victim_are_asked_for_in_words(self, unknown: list[str], said: str) -> None:
        person = Victim("V1", **{**NO_ENHANCED_FACTS, **dict.fromkeys(unknown)})
        found = assessed("2026-05-08", event("e1", "suspect_charged", "2026-05-05"), victims=[person]).would_settle()
        assert f"record whether V1 {said}" in [settling.ask for settling in found]


class TestWhatNoRecordCanSettle:
    """A fact that no field of a case carries, or that too many ways of filling in would have to be tried for."""

    def test_a_limit_of_the_provider_s_own_is_not_asked_for(self) -> None:
        complaint = event("e1", "complaint_received", "2026-03-02", details={"owed_by": "police"})
        assessment = assessed("2026-03-03", complaint)
        assert "R12.respond.limit" in assessment["V1/R12.respond/e1"].unknown
        assert assessment.would_settle() == ()

    def test_what_the_facts_cannot_say_is_not_asked_for(self) -> None:
        charged = event("e1", "suspect_charged", "2026-03-02")
        assessment = assessed("2026-03-02", charged)
        assert assessment["V1/R11.youth-views/e1"].status == "undetermined"
        assert assessment.would_settle() == ()

    def test_more_ways_than_are_tried_settle_nothing(self, monkeypatch: pytest.MonkeyPatch) -> None:
        assert MOST_TRIES >= 2
        monkeypatch.setattr("victims_code.assessment.settling.MOST_TRIES", 1)
        assert assessed("2026-05-08", ARREST, victims=[victim(intimidated=None)]).would_settle() == ()


class TestOnARecordThatChanged:
    """What is supposed is laid over the record as it stood on the day, as it was known."""

    @staticmethod
    def corrected(on: str, at: str, event_id: str = "c1", **facts: Any) -> Event:  # noqa: ANN401 - as an event's
        details = {"event": "e2", "fields": {"at": at}}
        return event(event_id, "event_corrected", on, details=details, **facts)

    def test_a_receipt_is_tried_from_the_corrected_day_on(self) -> None:
        """Moved from Monday 2 March to Friday 27 February."""
        moved = self.corrected("2026-03-05", "2026-02-27")
        assert asked(assessed("2026-03-20", OUTCOME, moved)) == [(("e2.received_at",), (COURT, NOTICE))]

    def test_neither_a_later_correction_nor_a_later_void_stands_in_the_way(self) -> None:
        moved, void = (
            self.corrected("2026-03-25", "2026-03-24"),
            event("v1", "event_voided", "2026-03-26", details={"event": "c1"}),
        )
        for events in ((moved,), (moved, void)):
            assert asked(assessed("2026-03-20", OUTCOME, *events)) == [(("e2.received_at",), (COURT, NOTICE))]

    def test_a_correction_that_is_undone_later_holds_until_then(self) -> None:
        moved = self.corrected("2026-03-05", "2026-02-27")
        undone = event("v1", "event_voided", "2026-03-26", details={"event": "c1"})
        assert asked(assessed("2026-03-20", OUTCOME, moved, undone)) == [(("e2.received_at",), (COURT, NOTICE))]

    def test_as_known_then(self) -> None:
        """A correction that was not known does nothing, and what is supposed is known."""
        moved = self.corrected("2026-03-05", "2026-03-18", recorded_at="2026-03-19")
        case = Case("A1", [PLAIN], [OUTCOME, moved])
        then = assess(case, as_of=day("2026-03-20"), known_at=day("2026-03-15"))
        assert asked(then) == [(("e2.received_at",), (COURT, NOTICE))]
        # Moved to the 18th, the court has until the 25th and the victim waits: nothing is in doubt.
        assert asked(assess(case, as_of=day("2026-03-20"))) == []

    def test_an_event_and_a_victim_may_have_the_same_reference(self) -> None:
        outcome = event("V1", "case_outcome_reached", "2026-03-02", details={"outcome": "not_guilty"})
        (settling,) = assessed("2026-03-20", outcome).would_settle()
        assert settling.facts == ("V1.received_at",)

    def test_an_event_may_have_any_reference(self) -> None:
        odd = event("~0", "officer_in_case_changed", "2026-03-02")
        assert asked(assessed("2026-03-20", OUTCOME, odd)) == [(("e2.received_at",), (COURT, NOTICE))]


def test_a_chosen_reading_of_the_unassessed_is_kept_while_other_facts_are_tried() -> None:
    """As if the unassessed had none: the arrest is not in doubt, and only the receipt is asked for."""
    case = Case("A1", [victim(intimidated=None)], [OUTCOME, ARREST])
    assessment = assess(case, as_of=day("2026-05-08"), readings={"unassessed": "standard"})
    assert [settling.facts for settling in would_settle(assessment)] == [("e2.received_at",)]
