"""Editions: each trigger under the one of its own day, one case under two, and what differs between them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.assessment import strategies
from tests.assessment.making import ENHANCED, PLAIN, day, event, told
from victims_code import Case, Event, Rule, Rulebook, assess, compare_editions, load_code, readings
from victims_code.assessment.comparing import Difference
from victims_code.errors import InvalidFact
from victims_code.rulebook import read_layer, read_limit

OLD, NEW = load_code("2015"), load_code("2020")


@pytest.mark.parametrize(("first", "before", "after"), [("2015-11-16", None, "2015"), ("2021-04-01", "2015", "2020")])
def test_the_edition_changes_on_its_first_day_and_on_no_other(first: str, before: str | None, after: str) -> None:
    for offset in range(-40, 40):
        at = day(first) + timedelta(days=offset)
        arrest = Event("e1", "suspect_arrested", at=at)
        editions = [duty.edition.name for duty in assess(Case("A1", [PLAIN], [arrest]), as_of=at)]
        assert editions == ([name] if (name := before if offset < 0 else after) else [])


def test_a_later_event_and_the_day_of_the_assessment_move_no_duty_to_another_edition() -> None:
    """A decision of 31 March 2021 is one of the 2015 edition for ever: five Working Days with Enhanced Rights too."""
    facts = [
        event("e1", "decision_not_to_investigate", "2021-03-31"),
        event("e2", "enhanced_rights_determined", "2021-04-06", details={"entitled": True}),
        told("e3", "2021-04-09", "e1"),
    ]
    for as_of in ("2021-03-31", "2021-04-01", "2021-04-09", "2026-02-09"):
        duty = assess(Case("A1", [ENHANCED], facts), as_of=day(as_of))["V1/R6.no-investigation/e1"]
        assert (duty.edition.name, duty.due_by) == ("2015", day("2021-04-09"))
    assert duty.status.value == "met"


def test_an_event_corrected_to_another_day_may_change_the_edition_from_the_day_of_the_correction() -> None:
    facts = [
        event("e1", "suspect_arrested", "2021-03-31"),
        event("e2", "event_corrected", "2021-04-06", details={"event": "e1", "fields": {"at": "2021-04-01"}}),
    ]
    for as_of, edition in (("2021-04-05", "2015"), ("2021-04-06", "2020")):
        assert assess(Case("A1", [PLAIN], facts), as_of=day(as_of))["V1/R6.arrest/e1"].edition.name == edition


class TestCompared:
    """What one edition says differently from another, each applied as if it had always been in force."""

    def test_a_shorter_limit_under_enhanced_rights(self) -> None:
        """Decided on Tuesday 10 February 2026: five Working Days are Tuesday 17, one is Wednesday 11."""
        case = Case("A1", [ENHANCED], [event("e1", "decision_not_to_investigate", "2026-02-10")])
        duty = "V1/R6.no-investigation/e1"
        assert compare_editions(case, as_of=day("2026-02-10")).changes == (
            Difference(duty, "limit", "5 working days", "1 working day"),
            Difference(duty, "due_by", "2026-02-17", "2026-02-11"),
        )

    def test_a_breach_under_one_and_not_under_the_other_is_told_first(self) -> None:
        case = Case("A1", [ENHANCED], [event("e1", "decision_not_to_investigate", "2026-02-10")])
        compared = compare_editions(case, as_of=day("2026-02-12"))
        assert compared.changes[0] == Difference(None, "in_breach", "no", "yes")
        assert (compared.older.versions.code, compared.newer.versions.code) == ("2015", "2020")
        assert (compared.older.rulebook, compared.newer.rulebook) == (OLD, NEW)

    def test_what_arises_under_one_alone_is_told_either_way_round(self) -> None:
        """A charge of Tuesday 10 February 2026 is due on Tuesday 17 by the 2020 edition; for 2015 none is confirmed."""
        case = Case("A1", [PLAIN], [event("e1", "suspect_charged", "2026-02-10")])
        arises = Difference("V1/R6.charge/e1", "arises", None, "pending, due by 2026-02-17")
        assert arises in compare_editions(case, as_of=day("2026-02-10")).changes
        back = compare_editions(case, as_of=day("2026-02-10"), older=NEW, newer=OLD).changes
        assert Difference("V1/R6.charge/e1", "is gone", "pending, due by 2026-02-17", None) in back

    def test_two_that_say_the_same_of_a_case_differ_in_nothing(self) -> None:
        """Bail conditions varied: five Working Days, or one, in both editions."""
        case = Case("A1", [ENHANCED], [event("e1", "police_bail_varied", "2026-02-10")])
        assert compare_editions(case, as_of=day("2026-03-10")).changes == ()

    def test_an_old_case_is_answered_by_the_later_edition_only_because_it_was_asked(self) -> None:
        """Arrest on Monday 2 March 2009: the 2020 edition would have given Monday 9; no edition of then is encoded."""
        case = Case("A1", [PLAIN], [event("e1", "suspect_arrested", "2009-03-02")])
        assert not assess(case, as_of=day("2009-03-02")).obligations
        assert compare_editions(case, as_of=day("2009-03-02")).newer["V1/R6.arrest/e1"].due_by == day("2009-03-09")

    def test_an_edition_that_is_only_laid_can_be_compared(self) -> None:
        """An invented one that gives three Working Days for an arrest: from Monday 9 February 2026, Thursday 12."""
        laid = evolve(NEW, name="laid", in_force_from=None, rules=tuple(_sooner(NEW)))
        case = Case("A1", [PLAIN], [event("e1", "suspect_arrested", "2026-02-09")])
        assert not assess(case, as_of=day("2026-02-09"), rulebook=laid).obligations
        assert compare_editions(case, as_of=day("2026-02-09"), older=NEW, newer=laid).changes == (
            Difference("V1/R6.arrest/e1", "limit", "5 working days", "3 working days"),
            Difference("V1/R6.arrest/e1", "due_by", "2026-02-16", "2026-02-12"),
        )

    def test_what_is_no_rulebook_is_refused(self) -> None:
        with pytest.raises(InvalidFact, match="rulebook"):
            compare_editions(Case("A1", [], []), as_of=day("2026-02-09"), older="2015")  # type: ignore[arg-type] # a slip


def _sooner(book: Rulebook) -> list[Rule]:
    three = read_limit("3 working days")
    return [evolve(rule, standard=three) if rule.id == "R6.arrest" else rule for rule in book.rules]


@settings(max_examples=60)
@given(strategies.cases(), strategies.days)
def test_an_edition_compared_with_itself_differs_in_nothing(case: Case, as_of: date) -> None:
    assert compare_editions(case, as_of=as_of, older=NEW, newer=NEW).changes == ()


@settings(max_examples=60)
@given(strategies.cases(), strategies.days, st.sampled_from([OLD, NEW]))
def test_an_edition_in_force_throughout_says_the_same_whatever_the_date(
    case: Case, as_of: date, book: Rulebook
) -> None:
    """The cases are of 2026, since when both are in force if nothing replaces them."""
    bound, always = (assess(case, as_of=as_of, rulebook=book, whatever_the_date=asked) for asked in (False, True))
    assert list(bound.verdicts()) == list(always.verdicts())


@pytest.mark.parametrize(("at", "touches"), [("2021-03-31", True), ("2021-04-01", False)])
def test_which_edition_applies_is_a_question_only_for_a_case_that_began_before_the_newest(
    at: str, touches: bool
) -> None:
    """The 2020 edition came into force on 1 April 2021."""
    case = Case("A1", [PLAIN], [event("e1", "crime_reported", at)])
    assert ("edition" in readings(case, as_of=day("2021-06-01")).readings) is touches


def test_by_the_reading_of_the_first_report_the_first_of_two_decides() -> None:
    """Reported on the last day of the 2015 edition, and again under that of 2020."""
    reports = [event("e1", "crime_reported", "2021-03-31"), event("e2", "crime_reported", "2021-05-04")]
    case = Case("A1", [PLAIN], reports)
    answer = assess(case, as_of=day("2021-06-01"), readings={"edition": "report_date"})
    assert {duty.edition.name for duty in answer} == {"2015"}


def test_where_no_report_is_on_record_the_first_day_decides_the_edition_of_the_whole_case() -> None:
    """On the last day of the 2015 edition, and a month into that of 2020."""
    events = [event("e1", "suspect_arrested", "2021-03-31"), event("e2", "suspect_charged", "2021-05-04")]
    answer = assess(Case("A1", [PLAIN], events), as_of=day("2021-06-01"), readings={"edition": "report_date"})
    assert {duty.edition.name for duty in answer} == {"2015"}


def test_a_layer_over_one_edition_adds_nothing_under_another() -> None:
    """A local duty over the 2020 edition arises from its first day, 1 April 2021."""
    local = read_layer(
        'name = "mine"\ntitle = "Invented"\ncode = "2020"\n[[rule]]\nid = "mine.call"\nright = 6\nduty = "Call"\n'
        'owed_by = "police"\narises_on = ["crime_reported"]\nwithin = "28 days"\nmet_by = ["update_given"]\n'
        'evidence = "unconfirmed"\nsources = []\ndisputes = []\n'
    )
    for at, arises in (("2021-03-31", False), ("2021-04-01", True)):
        case = Case("A1", [PLAIN], [event("e1", "crime_reported", at)])
        answer = assess(case, as_of=day("2021-05-01"), layers=[local])
        assert ("V1/mine.call/e1" in {duty.id for duty in answer}) is arises


def test_what_is_set_outside_the_code_arises_under_a_law_of_one_edition_too() -> None:
    sentence = event("e1", "sentence_passed", "2026-02-11", details={"in_unduly_lenient_scheme": True})
    alone = assess(Case("A1", [PLAIN], [sentence]), as_of=day("2026-02-12"), rulebook=load_code())
    assert alone["V1/R9.unduly-lenient-request/e1"].status == "window_open"
