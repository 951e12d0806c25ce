"""The law of an answer: which editions bind on which days, how they are read, and what is refused."""

from __future__ import annotations

from datetime import date
from typing import Any, cast

import pytest
from attrs import evolve

from tests.assessment.invented_code import BOOK as ALLOTMENTS
from tests.assessment.making import PLAIN, event
from victims_code import Case, assess, readings
from victims_code.errors import InvalidFact
from victims_code.rulebook import Layer, Limit, Rulebook, Unit, editions_in_force, law_of, load_code, read_layer

OLD, NEW = editions_in_force()
LAID = evolve(NEW, name="laid", in_force_from=None)
TARGET = '[[target]]\nrule = "R6.arrest"\nwithin = "2 working days"\n'
TYPE = '[events.call_made]\nfamily = "service"\ndefinition = "DEFINITION"\n'
RULE = """
[[rule]]
id = "local.call"
right = 6
duty = "Call"
owed_by = "police"
arises_on = ["crime_reported"]
within = "7 days"
met_by = ["update_given"]
evidence = "unconfirmed"
sources = []
disputes = []
"""


def layer(name: str, body: str = TARGET, code: str = "2020") -> Layer:
    return read_layer(f'name = "{name}"\ntitle = "A layer"\ncode = "{code}"\n{body}')


class TestEras:
    """The spans of trigger days."""

    def test_each_edition_binds_from_its_first_day_to_the_eve_of_the_next(self) -> None:
        law = law_of()
        assert [era.since for era in law.eras] == [None, date(2015, 11, 16), date(2021, 4, 1)]
        for day, edition in (("2015-11-16", OLD), ("2021-03-31", OLD), ("2021-04-01", NEW), ("2040-12-31", NEW)):
            assert law.on(date.fromisoformat(day)).edition is edition
        assert law.on(date(2015, 11, 15)).rules == ()
        assert law.current is NEW

    def test_what_is_set_outside_the_code_binds_in_every_span_by_the_newest_word_on_it(self) -> None:
        for era in law_of().eras:
            outside = {rule.id for rule in (*era.rules, *era.external) if rule.external}
            assert outside == {"R5.cica-application", "R9.unduly-lenient-request"}

    def test_a_choice_with_a_day_starts_a_span_of_its_own(self) -> None:
        """The window of 28 days is six months from 29 June 2026 on, and in no earlier span."""
        law = law_of(readings={"unduly_lenient_window": "six_months"})
        assert [era.since for era in law.eras][2:] == [date(2021, 4, 1), date(2026, 6, 29)]
        assert law.on(date(2026, 6, 28)).rulebook is NEW
        later = law.on(date(2026, 6, 29))
        assert later.edition is NEW
        assert later.rulebook["R9.unduly-lenient-request"].standard == Limit(6, Unit.MONTHS)
        assert law.current is later.rulebook

    def test_one_rulebook_binds_since_it_came_into_force_or_on_every_day_if_that_is_asked(self) -> None:
        assert [era.since for era in law_of(OLD).eras] == [None, date(2015, 11, 16)]
        always = law_of(OLD, whatever_the_date=True)
        assert always.on(date(1999, 1, 1)).rules == OLD.rules
        assert law_of(whatever_the_date=True).editions == (load_code(),)

    def test_a_choice_with_a_day_sets_in_on_it_whatever_the_date_of_the_edition(self) -> None:
        law = law_of(NEW, readings={"unduly_lenient_window": "six_months"}, whatever_the_date=True)
        assert [era.since for era in law.eras] == [None, date.min, date(2026, 6, 29)]

    def test_a_choice_whose_day_is_before_every_edition_starts_no_span(self) -> None:
        late = evolve(NEW, in_force_from=date(2030, 1, 1))
        law = law_of(late, readings={"unduly_lenient_window": "six_months"})
        assert [era.since for era in law.eras] == [None, date(2030, 1, 1)]
        assert law.current["R9.unduly-lenient-request"].standard == Limit(6, Unit.MONTHS)

    def test_the_basis_of_the_duty_is_that_of_the_edition_of_the_day(self) -> None:
        law = law_of()
        assert law.duty_basis(date(2019, 1, 1)).from_ == date(2015, 11, 16)
        assert law.duty_basis(date(2024, 1, 1)).from_ == date(2021, 4, 1)
        assert law.duty_basis(date(2025, 1, 29)).name == "statutory duty"


class TestLaidNotInForce:
    """An edition that is laid but not in force has a place, and yields nothing unless that is asked."""

    EVENTS = (
        event("e1", "offence_committed", "2026-02-09"),
        event("e2", "suspect_arrested", "2026-02-09"),
        event("e3", "sentence_passed", "2026-02-09", details={"in_unduly_lenient_scheme": True}),
    )
    CASE = Case("A1", [evolve(PLAIN, offence_categories=["violent_crime"])], EVENTS)

    def test_nothing_arises_under_it_not_even_what_is_set_outside_the_code(self) -> None:
        answer = assess(self.CASE, as_of=date(2026, 3, 2), rulebook=LAID)
        assert not answer.obligations
        assert answer.in_breach.value == "no"
        assert all(not era.rules and not era.external for era in law_of(LAID).eras)

    def test_it_is_told_that_no_edition_reaches_back_to_the_event(self) -> None:
        answer = assess(self.CASE, as_of=date(2026, 3, 2), rulebook=LAID)
        assert ("before_in_force", "e2", "any edition") in {(f.code, f.event, f.detail) for f in answer.findings}

    def test_asked_to_apply_it_whatever_the_date_it_answers_as_if_it_were_in_force(self) -> None:
        answer = assess(self.CASE, as_of=date(2026, 3, 2), rulebook=LAID, whatever_the_date=True)
        assert answer["V1/R6.arrest/e2"].due_by == date(2026, 2, 16)
        assert answer["V1/R9.unduly-lenient-request/e3"].due_by == date(2026, 3, 9)

    def test_no_reading_makes_it_yield_a_due_date_unless_asked(self) -> None:
        found = readings(self.CASE, as_of=date(2026, 3, 2), rulebook=LAID)
        assert found.obligations == ()
        asked = readings(self.CASE, as_of=date(2026, 3, 2), rulebook=LAID, whatever_the_date=True)
        assert asked.in_breach_under_every_reading

    def test_it_is_not_among_the_editions_that_an_answer_uses_by_itself(self) -> None:
        assert {book.name for book in editions_in_force()} == {"2015", "2020"}


class TestRefused:
    """What cannot be put together, with the mend."""

    @pytest.mark.parametrize(
        ("chosen", "what"),
        [
            ({"weekend_strat": "x"}, "readings: unknown reading 'weekend_strat'; did you mean 'weekend_start'?"),
            ({"unassessed": "standrad"}, "'unassessed' has no choice 'standrad'; did you mean 'standard'?"),
            ({"unassessed": 3}, "'unassessed' has no choice '3'"),
            ({3: "standard"}, "unknown reading '3'"),
            (["unassessed"], "readings: a dictionary"),
            ("unassessed=standard", "readings: a dictionary"),
        ],
    )
    def test_a_reading_that_there_is_not(self, chosen: object, what: str) -> None:
        with pytest.raises(InvalidFact) as caught:
            law_of(readings=cast("Any", chosen))
        assert what in str(caught.value)

    @pytest.mark.parametrize("given", [3, "2020", ["x"], layer("alone"), [None]])
    def test_layers_of_the_wrong_kind(self, given: object) -> None:
        with pytest.raises(InvalidFact, match=r"^layers: .*load_layer reads one from a file"):
            law_of(layers=cast("Any", given))

    @pytest.mark.parametrize("given", ["2020", 3, layer("alone")])
    def test_a_rulebook_of_the_wrong_kind(self, given: object) -> None:
        with pytest.raises(InvalidFact, match=r"^rulebook: a Rulebook"):
            law_of(cast("Any", given))

    def test_a_layer_over_a_rulebook_that_is_not_used(self) -> None:
        with pytest.raises(
            InvalidFact, match="'mine' is laid over the rulebook '2020', which this answer does not use"
        ):
            law_of(OLD, layers=[layer("mine")])
        assert law_of(layers=[layer("mine", code="2015")]).layers[0].code == "2015"

    def test_two_layers_with_a_local_duty_of_one_id(self) -> None:
        with pytest.raises(InvalidFact, match=r"'local\.call' is a local duty of more than one"):
            law_of(layers=[layer("one", RULE), layer("two", RULE)])

    def test_two_layers_that_declare_one_event_type_must_mean_the_same(self) -> None:
        one, two = layer("one", TYPE), layer("two", TYPE)
        assert "call_made" in law_of(layers=[one, two]).vocabulary
        with pytest.raises(InvalidFact, match="two declare the event type 'call_made'"):
            law_of(layers=[one, layer("two", TYPE.replace("DEFINITION", "another"))])

    def test_under_other_readings_refuses_what_there_is_not(self) -> None:
        with pytest.raises(InvalidFact, match="unknown reading"):
            law_of().under({"x": "y"})
        with pytest.raises(InvalidFact, match="no choice"):
            law_of().under({"unassessed": "y"})


class TestCaching:
    """A law is put together once, so that its plan is compiled once."""

    def test_the_same_question_gives_the_very_same_law(self) -> None:
        mine = layer("mine")
        for options in ({}, {"readings": {"unassessed": "standard"}}, {"layers": [mine]}, {"whatever_the_date": True}):
            given = cast("dict[str, Any]", options)
            assert law_of(**given) is law_of(**given)
        assert law_of(NEW) is law_of(NEW)

    def test_the_order_of_readings_and_a_default_by_name_make_no_other_law_in_effect(self) -> None:
        one = {"unassessed": "standard", "expenses": "aim"}
        assert law_of(readings=one) is law_of(readings=dict(reversed(one.items())))
        named = law_of(readings={"unassessed": "undetermined"})
        assert named.chosen == {}
        assert named.current is NEW

    def test_the_chosen_are_told_in_the_order_of_the_data_and_without_defaults(self) -> None:
        law = law_of(readings={"expenses": "aim", "age": "at_offence", "unassessed": "standard"})
        assert list(law.chosen) == ["unassessed", "expenses"]
        assert repr(law) == "<Law of 2015, 2020; 2 readings chosen, 0 layers>"

    def test_under_keeps_the_editions_the_layers_and_the_asking(self) -> None:
        law = law_of(NEW, layers=[layer("mine")], whatever_the_date=True)
        other = law.under({"expenses": "aim"})
        assert (other.editions, other.layers, other.whatever_the_date) == (law.editions, law.layers, True)
        assert list(other.chosen) == ["expenses"]
        assert law.chosen == {}


class TestShared:
    """What a law says beside its rules."""

    def test_the_conventions_of_several_choices_are_joined(self) -> None:
        law = law_of(readings={"weekend_start": "next_working_day_is_day_0", "age": "at_service"})
        assert law.conventions.counts_from_next_working_day
        assert law.conventions.age_at_service
        assert not law.conventions.running_clock_shortens

    def test_it_knows_every_source_dispute_and_event_type_of_its_editions_and_layers(self) -> None:
        mine = layer("mine", '[sources]\nPOLICY = "a policy"\n' + TYPE)
        law = law_of(layers=[mine])
        assert set(law.sources) == {*OLD.sources, *NEW.sources, "POLICY"}
        assert set(law.disputes) == {*OLD.disputes, *NEW.disputes}
        assert set(law.vocabulary) == {*NEW.vocabulary, "call_made"}
        assert law.readings == {**OLD.readings, **NEW.readings}  # on what both read, the newer one's word
        assert law.readings["no_investigation_clock"] is NEW.readings["no_investigation_clock"]

    def test_a_code_without_readings_has_none_to_choose(self) -> None:
        assert law_of(ALLOTMENTS).readings == {}
        with pytest.raises(InvalidFact, match="unknown reading 'unassessed'; none is declared"):
            law_of(ALLOTMENTS, readings={"unassessed": "standard"})

    def test_criteria_are_changed_and_left_out_by_their_ids(self) -> None:
        def ids(book: Rulebook) -> set[str]:
            return {criterion.id for category in book.criteria for criterion in category.criteria}

        law = law_of(readings={"modern_slavery": "not_by_itself", "targeted_business": "yes"})
        assert ids(NEW) - ids(law.current) == {"modern_slavery"}
        targeted = next(category for category in law.current.criteria if category.name == "persistently_targeted")
        assert [criterion.personal for criterion in targeted.criteria] == [False]
