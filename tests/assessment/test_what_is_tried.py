"""The small print of what would settle an answer, and of the readings that split it: what is tried, and how much."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.assessment.invented_code import allotment_code
from tests.assessment.making import ENHANCED, NO_ENHANCED_FACTS, PLAIN, UNKNOWN, assessed, day, event
from victims_code import Case, Event, Victim, assess, readings
from victims_code.names import CheckedType
from victims_code.rulebook import read_rulebook


class TestWouldSettle:
    """What a number decides is tried on both sides of the mark: just enough, and one too few."""

    @staticmethod
    def book(condition: str, *, mark: int = 12) -> Any:  # noqa: ANN401 - a rulebook
        extra = f"""
[[rule]]
id = "B.boat"
right = 2
duty = "Lend a boat"
kind = "timed"
owed_by = "the warden"
providers = ["police"]
arises_on = ["flood_reported"]
clock = "at"
standard = "3 days"
enhanced = "same"
applies_if = {condition}
met_by = ["plot_visited"]
evidence = "quoted"
sources = ["BYELAW"]
disputes = []
"""
        lasts = '[conditions.lasting]\nwords = "the water stays"\ndetail = "depth_days"\nat_least = 3\n'
        river = '[conditions.from_river]\nwords = "a river rose"\ndetail = "source"\n'
        river += 'one_of = ["river", "brook"]\nnone_of = ["pipe", "rain"]\n'
        deep = lasts + river + '[conditions.flooded]\nwords = "the water stands high"\ndetail = "inches"\n'
        deep += f"at_least = {mark}\n"
        return read_rulebook(
            {
                "allotments.toml": allotment_code(deep + extra).replace(
                    'deep = "yes_no"', 'deep = "yes_no", source = "text", inches = "number"'
                )
            }
        )

    def settled(self, condition: str, *, mark: int = 12) -> list[tuple[str, ...]]:
        book = self.book(condition, mark=mark)
        flood = Event("e1", CheckedType("flood_reported"), at=day("2026-02-11"), vocabulary=book.vocabulary)
        case = Case("A1", [PLAIN], [flood])
        answer = assess(case, as_of=day("2026-02-20"), rulebook=book)
        return [each.facts for each in answer.would_settle() if "V1/B.boat/e1" in each.settles]

    def test_enough_settles_it_and_too_few_does_not(self) -> None:
        """High or deep: a high flood settles it, a low one, be it of no inch, leaves the depth to be asked."""
        for mark in (12, 1):
            assert self.settled('{ any = ["flooded", "deep_water"] }', mark=mark) == [("e1.deep", "e1.inches")]

    def test_words_of_both_lists_are_tried(self) -> None:
        """That a river rose settles it or leaves the depth to be asked; that a pipe burst, the other way round."""
        for condition in ('{ any = ["from_river", "deep_water"] }', '{ all = ["from_river", "deep_water"] }'):
            assert self.settled(condition) == [("e1.deep", "e1.source")]

    def test_up_to_three_facts_are_asked_for_together(self) -> None:
        """Where all must hold, each leaves the others to be asked."""
        three = '{ all = ["flooded", "deep_water", "from_river"] }'
        four = '{ all = ["flooded", "deep_water", "from_river", "lasting"] }'
        assert self.settled(three) == [("e1.deep", "e1.inches", "e1.source")]
        assert self.settled(four) == []

    def test_too_few_settles_it_and_enough_does_not(self) -> None:
        assert self.settled('{ all = ["flooded", "deep_water"] }') == [("e1.deep", "e1.inches")]


@pytest.mark.parametrize(("most", "settled"), [(2, 1), (1, 0)])
def test_as_many_answers_are_tried_as_may_be_and_no_more(
    most: int, settled: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whether the victim has Enhanced Rights has two answers."""
    monkeypatch.setattr("victims_code.assessment.settling.MOST_TRIES", most)
    arrest = event("e1", "suspect_arrested", "2026-05-05")
    person = Victim("V1", **{**NO_ENHANCED_FACTS, "intimidated": None})
    assert len(assessed("2026-05-08", arrest, victims=[person]).would_settle()) == settled


def test_to_settle_a_status_the_day_of_a_receipt_that_is_on_record_is_named() -> None:
    """Decided on Monday 2 March and received on the 3rd: due on the 4th under Enhanced Rights, on the 10th without."""
    bail = event("e1", "court_bail_decided", "2026-03-02", received_at="2026-03-03")
    person = Victim("V1", **{**NO_ENHANCED_FACTS, "intimidated": None})
    asked = [each.ask for each in assessed("2026-03-06", bail, victims=[person]).would_settle()]
    assert asked == ["record whether V1 had Enhanced Rights on 2026-03-03"]


def test_readings_that_change_the_verdict_are_varied_before_those_that_change_a_duty(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Arrested on Saturday 7 February, and told nothing: how a weekend counts decides on the eve of the due day."""
    arrest = event("e1", "suspect_arrested", "2026-02-07")
    case = Case("A1", [ENHANCED], [arrest])
    whole = readings(case, as_of=day("2026-02-10"))
    assert whole.split_by == ("weekend_start",)
    monkeypatch.setattr("victims_code.assessment.every_reading.MOST", 2)
    assert list(readings(case, as_of=day("2026-02-10")).readings) == ["weekend_start"]


class TestEveryReading:
    """All combinations are worked out while they may be, and the most frequent answer comes first."""

    arrest = event("e1", "suspect_arrested", "2026-02-11")

    def test_the_most_frequent_answer_comes_first(self) -> None:
        """Long overdue: by the 12th if they are taken to have Enhanced Rights, by the 18th if not or if in doubt."""
        found = readings(Case("A1", [UNKNOWN], [self.arrest]), as_of=day("2026-03-02"))
        (duty,) = [each for each in found.obligations if each.obligation == "V1/R6.arrest/e1"]
        assert [answer.due_by for answer, _ in duty.answers] == ["2026-02-18", "2026-02-12"]
        (often, seldom) = [count for _, count in duty.answers]
        assert often == 2 * seldom

    def test_as_many_combinations_as_may_be_are_all_worked_out(self, monkeypatch: pytest.MonkeyPatch) -> None:
        case = Case("A1", [UNKNOWN], [self.arrest])
        whole = readings(case, as_of=day("2026-03-02"))
        monkeypatch.setattr("victims_code.assessment.every_reading.MOST", whole.combinations)
        assert readings(case, as_of=day("2026-03-02")).held == ()


def test_the_reading_by_which_the_unassessed_are_taken_is_told_only_where_it_decides() -> None:
    def because(person: Victim) -> tuple[str, ...]:
        case = Case("A1", [person], [event("e1", "crime_reported", "2026-02-11")])
        answer = assess(case, as_of=day("2026-03-02"), readings={"unassessed": "standard"})
        return answer.enhanced_rights["V1"].because

    told_so = "taken so while it is unknown, by the reading that was chosen"
    assert because(UNKNOWN) == (told_so,)
    assert because(PLAIN) == ()
    assert told_so not in because(Victim("V1", vulnerable=True))


def test_a_reading_that_changes_the_verdict_comes_before_an_earlier_one_that_changes_a_due_day(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Arrested on Saturday 7 February: on Wednesday 11 it is overdue only for one who is taken to have Enhanced Rights.

    How the weekend counts moves the due days, from the 9th and the 13th to the 10th and the 16th, and no verdict.
    """
    monkeypatch.setattr("victims_code.assessment.every_reading.MOST", 3)
    case = Case("A1", [UNKNOWN], [event("e1", "suspect_arrested", "2026-02-07")])
    found = readings(case, as_of=day("2026-02-11"))
    assert list(found.readings) == ["unassessed"]
    assert "weekend_start" in found.held


@pytest.mark.parametrize(("born", "touches"), [(None, True), (day("2010-02-11"), False)])
def test_how_the_unassessed_are_taken_is_a_question_for_a_child_of_unknown_age(
    born: date | None, touches: bool
) -> None:
    """Under 18 at the offence, they may be of age at a service: by the reading that measures age then."""
    child = Victim("V1", **{**NO_ENHANCED_FACTS, "under_18_at_offence": True}, born=born)
    case = Case("A1", [child], [event("e1", "crime_reported", "2026-02-11")])
    assert ("unassessed" in readings(case, as_of=day("2026-03-02")).readings) is touches
