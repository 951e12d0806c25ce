"""Each axis by itself: when it moves, the receipts that rest on it fail and say why; the others verify."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from typing import Any

import pytest
from attrs import evolve

from tests.receipts.storing import EXAMPLES
from tests.receipts.test_rules_changed import with_rule
from tests.receipts.test_stored import stored
from victims_code import Rulebook, assess, england_and_wales, load_code
from victims_code.calendars import HolidayTable, WorkingDays
from victims_code.interchange import read_case
from victims_code.receipts import Axis, Receipt, Verification, make_receipt, read_receipt, verify
from victims_code.receipts.digests import canonical, digest
from victims_code.rulebook import DutyBasis
from victims_code.vocabulary import DetailKind, Vocabulary

CODE = load_code()
CALENDAR = england_and_wales()
SOURCE = "an example"


def said(found: Verification) -> list[str]:
    return [str(moved) for moved in found.moved]


def changed(found: Verification) -> list[str]:
    return [str(change) for change in found.changes]


def edited(name: str, *path: str | int, to: object, renewed: bool = False) -> Receipt:
    """A stored receipt with one value edited; with its digest worked out again, if `renewed`."""
    document = stored(name).document
    inner: Any = document
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = to
    if renewed:
        del document["digest"]
        document["digest"] = digest(document)
    return read_receipt(json.dumps(document))


class TestCode:
    """What the answer rests on in the Code beside its limits."""

    def test_a_changed_limit_says_what_changed_because_of_it(self) -> None:
        """Decided on Tuesday 2 May 2023 and told on Wednesday 10 May, the fifth Working Day past two bank holidays.

        With four it was due on Tuesday 9 May, so it was met late.
        """
        limit = CODE["R6.no-investigation"].standard
        assert limit is not None
        book = with_rule(CODE, "R6.no-investigation", standard=evolve(limit, amount=4))
        found = verify(stored("complaint"), rulebooks=[book])
        assert said(found) == [
            "code: R6.no-investigation of the 2020 edition: the limit is 4 working days; it was 5 working days"
        ]
        assert changed(found) == [
            "V1/R6.no-investigation/e3: limit was 5 working days, is 4 working days",
            "V1/R6.no-investigation/e3: due_by was 2023-05-10, is 2023-05-09",
            "V1/R6.no-investigation/e3: status was met, is met_late",
            "V1/R6.no-investigation/e3: breach was no, is yes",
        ]

    def test_a_rule_that_reads_otherwise_with_the_same_limit_is_named(self) -> None:
        book = with_rule(CODE, "R6.no-investigation", requires=None)
        assert said(verify(stored("complaint"), rulebooks=[book])) == [
            "code: R6.no-investigation of the 2020 edition: it reads otherwise, with the same limits"
        ]

    def test_a_rule_that_is_taken_away_or_added(self) -> None:
        less = evolve(CODE, rules=tuple(rule for rule in CODE.rules if rule.id != "R12.acknowledge"))
        found = verify(stored("complaint"), rulebooks=[less])
        assert said(found) == [
            "code: R12.acknowledge of the 2020 edition: no event of the case gives rise to it any more"
        ]
        assert "V1/R12.acknowledge/e8: does not arise; it was met_late, due by 2023-05-26" in changed(found)
        more = evolve(CODE, rules=(*CODE.rules, evolve(CODE["R12.acknowledge"], id="R12.again")))
        found = verify(stored("complaint"), rulebooks=[more])
        assert said(found) == ["code: R12.again of the 2020 edition: an event of the case may give rise to it now"]
        assert "V1/R12.again/e8: arises, met_late, due by 2023-05-26" in changed(found)

    @pytest.mark.parametrize("name", ["duty", "note", "paragraph", "owed_by"])
    def test_a_better_sentence_is_no_other_law(self, name: str) -> None:
        book = with_rule(CODE, "R6.no-investigation", **{name: "In other words."})
        assert verify(stored("complaint"), rulebooks=[book]).is_reproduced

    def test_when_an_edition_is_in_force(self) -> None:
        book = evolve(CODE, in_force_from=dt.date(2021, 4, 2))
        assert said(verify(stored("complaint"), rulebooks=[book])) == [
            "code: the 2020 edition: it is in force from 2021-04-02; it was from 2021-04-01"
        ]

    def test_an_event_that_comes_under_another_edition(self) -> None:
        """The arrest of 6 April 2021 falls under the edition of 2015, were that of 2020 in force from the 7th."""
        found = verify(stored("editions-by-date"), rulebooks=[evolve(CODE, in_force_from=dt.date(2021, 4, 7))])
        assert found.axes[0] is Axis.CODE
        assert said(found)[0] == "code: the 2020 edition: no event of the case falls under it any more"
        assert "code: R6.arrest of the 2020 edition: no event of the case gives rise to it any more" in said(found)
        assert "code: R6.arrest of the 2015 edition: an event of the case may give rise to it now" in said(found)

    def test_a_case_that_comes_under_another_edition_whole(self) -> None:
        """All happened in 2023: were the edition of 2020 in force from 2024, that of 2015 would apply."""
        found = verify(stored("complaint"), rulebooks=[evolve(CODE, in_force_from=dt.date(2024, 1, 1))])
        assert said(found)[:2] == [
            "code: the 2015 edition: an event of the case falls under it now",
            "code: the 2020 edition: no event of the case falls under it any more",
        ]

    def test_what_must_hold_before_anything_is_owed(self) -> None:
        found = verify(stored("complaint"), rulebooks=[evolve(CODE, applies_if=None)])
        assert said(found) == ["code: what must hold before anything is owed reads otherwise"]
        assert found.changes == ()

    def test_the_criteria_of_enhanced_rights(self) -> None:
        """The victim of domestic abuse has them as the victim of a most serious crime, and for nothing else."""
        criteria = tuple(each for each in CODE.criteria if each.name != "most_serious_crime")
        found = verify(stored("domestic-abuse-bail-changes"), rulebooks=[evolve(CODE, criteria=criteria)])
        assert said(found) == ["code: the criteria of Enhanced Rights called most_serious_crime read otherwise"]
        assert 'the case: enhanced_rights of V1: categories was ["most_serious_crime"], is []' in changed(found)

    def test_a_type_of_event(self) -> None:
        kinds = dict(CODE.vocabulary)
        kinds["complaint_received"] = evolve(kinds["complaint_received"], details={"urgent": DetailKind.YES_NO})
        book = evolve(CODE, vocabulary=Vocabulary(kinds))
        assert said(verify(stored("complaint"), rulebooks=[book])) == [
            "code: the type of event complaint_received is declared otherwise"
        ]
        assert verify(stored("no-victims"), rulebooks=[book]).is_reproduced

    def test_a_type_of_event_there_is_no_more(self) -> None:
        kinds = {name: kind for name, kind in CODE.vocabulary.items() if name != "complaint_received"}
        found = verify(stored("complaint"), rulebooks=[evolve(CODE, vocabulary=Vocabulary(kinds))])
        assert found.axes == (Axis.CODE,)
        assert found.assessment is None

    def test_the_codes_of_reasons_where_the_case_records_one(self) -> None:
        book = evolve(CODE, reasons={"other": "another reason"})
        found = verify(stored("over-two-duty-bases"), rulebooks=[book])
        assert said(found) == ["code: the codes of the reasons that may be recorded are others"]
        assert changed(found) == ["the case: finding reason_not_coded e2 was none, is told"]
        assert verify(stored("complaint"), rulebooks=[book]).is_reproduced


class TestDutyBasis:
    """The footing of the duty: statutory since 29 January 2025."""

    @staticmethod
    def from_day(day: dt.date, *, good_reasons: bool = True) -> Rulebook:
        first, second = CODE.duty_bases
        return evolve(CODE, duty_bases=(first, evolve(second, from_=day, good_reasons=good_reasons)))

    def test_a_reason_that_comes_late_excuses_only_while_there_may_be_good_reasons(self) -> None:
        """Arrested on Friday 24 January 2025, due on Friday the 31st, and a reason recorded on 4 February.

        Were the duty statutory only from 1 February, the reason came too late for a duty of 31 January.
        """
        found = verify(stored("over-two-duty-bases"), rulebooks=[self.from_day(dt.date(2025, 2, 1))])
        before = "code of practice from 2021-04-01 and statutory duty from"
        reasons = "unless there are good reasons"
        assert said(found) == [
            f"duty_basis: the duty stands on {before} 2025-02-01, {reasons}; it stood on {before} 2025-01-29, {reasons}"
        ]
        assert "V1/R6.arrest/e1: status was excused, is overdue" in changed(found)

    def test_a_footing_that_sets_in_before_the_day_of_the_answer(self) -> None:
        """Answered for 18 June 2025, of a report of 14 June: all of it then lay under the statutory duty."""
        found = verify(stored("before-the-end"), rulebooks=[self.from_day(dt.date(2025, 6, 17))])
        assert found.axes == (Axis.DUTY_BASIS,)

    def test_a_later_footing_moves_only_what_does_not_change_before_it(self) -> None:
        """A new footing is a change of the answer. One would have changed sooner anyhow, one later, one never.

        The child's claim to the criminal injuries scheme has its window to July 2028; who is owed nothing, that is all.
        """
        later = DutyBasis("a third footing", dt.date(2027, 1, 1), ())
        book = evolve(CODE, duty_bases=(*CODE.duty_bases, later))
        for name, changes_at in (
            ("editions-by-date", "2025-01-29"),
            ("child-victim", "2028-07-17"),
            ("nothing-owed", None),
        ):
            assert stored(name).document["outcome"]["next_change_at"] == changes_at
            found = verify(stored(name), rulebooks=[book])
            if changes_at is not None and changes_at < "2027":
                assert found.is_reproduced
            else:
                assert found.axes == (Axis.DUTY_BASIS,)
                assert changed(found) == [f"the case: next_change_at was {changes_at or 'none'}, is 2027-01-01"]


class TestCalendar:
    """The bank holidays between the first start and the last due date, and no others."""

    def test_a_new_bank_holiday_in_the_span(self) -> None:
        """Decided on 2 May 2023: with 9 May closed too, the fifth Working Day is Thursday 11 May."""
        calendar = CALENDAR.with_holiday(dt.date(2023, 5, 9), "A jubilee", source=SOURCE)
        found = verify(stored("complaint"), calendar=calendar)
        assert said(found) == ["calendar: 2023-05-09 is now a bank holiday"]
        assert "V1/R6.no-investigation/e3: due_by was 2023-05-10, is 2023-05-11" in changed(found)

    def test_a_bank_holiday_that_is_none(self) -> None:
        """The coronation's bank holiday: without it the decision was to be told by 9 May, and was told on the 10th."""
        calendar = CALENDAR.without_holiday(dt.date(2023, 5, 8), source=SOURCE)
        found = verify(stored("complaint"), calendar=calendar)
        assert said(found) == ["calendar: 2023-05-08 is no longer a bank holiday"]
        assert "V1/R6.no-investigation/e3: status was met, is met_late" in changed(found)

    @pytest.mark.parametrize("day", [dt.date(2023, 4, 26), dt.date(2023, 5, 30), dt.date(2027, 6, 4)])
    def test_a_new_bank_holiday_outside_the_span_is_no_more_than_a_note(self, day: dt.date) -> None:
        """The case was reported on 27 April, and the last duty counted in Working Days fell due on 26 May."""
        found = verify(stored("complaint"), calendar=CALENDAR.with_holiday(day, "A jubilee", source=SOURCE))
        assert found.is_reproduced
        assert found.notes[0] == (
            f"the receipt was made with the calendar {CALENDAR.version}; this is {CALENDAR.version}+{day}"
        )

    def test_the_first_and_the_last_day_of_the_span_belong_to_it(self) -> None:
        for day in (dt.date(2023, 4, 27), dt.date(2023, 5, 26)):
            found = verify(stored("complaint"), calendar=CALENDAR.with_holiday(day, "A jubilee", source=SOURCE))
            assert found.axes == (Axis.CALENDAR,)

    def test_a_bank_holiday_that_moves_no_date_is_told_with_the_outcome_the_same(self) -> None:
        """Reported on 1 March 2021, all due by the 8th; charged on the 30th. On Thursday the 25th no clock ran."""
        calendar = CALENDAR.with_holiday(dt.date(2021, 3, 25), "A jubilee", source=SOURCE)
        found = verify(stored("editions-by-date"), calendar=calendar)
        assert said(found) == ["calendar: 2021-03-25 is now a bank holiday"]
        assert not found.is_reproduced
        assert found.changes == ()

    @staticmethod
    def published_to(year: int) -> WorkingDays:
        """The calendar as it will stand, or as it stood, when the list of GOV.UK ends with `year`."""
        years = (
            evolve(each, status="published" if each.year <= year else "projected") for each in CALENDAR.table.years
        )
        return WorkingDays(HolidayTable(f"published-to-{year}", tuple(years)))

    def test_projected_bank_holidays_that_are_published(self) -> None:
        found = verify(stored("into-projected-years"), calendar=self.published_to(2029))
        assert said(found) == [
            "calendar: the bank holidays up to its last due date are now published; they were projected"
        ]
        assert changed(found) == ["the case: finding calendar_projected e1 V1 R6.arrest was told, is none"]

    def test_published_bank_holidays_that_are_projected(self) -> None:
        found = verify(stored("complaint"), calendar=self.published_to(2022))
        assert "calendar: the bank holidays up to its last due date are now projected, not yet published" in said(found)
        assert found.axes == (Axis.CALENDAR,)

    def test_a_calendar_that_does_not_reach_so_far(self) -> None:
        table = evolve(CALENDAR.table, years=tuple(year for year in CALENDAR.table.years if year.year <= 2028))
        found = verify(stored("into-projected-years"), calendar=WorkingDays(table))
        assert found.axes == (Axis.CALENDAR,)
        assert found.assessment is None


class TestReadings:
    """How what the Code leaves open is read."""

    @staticmethod
    def with_default(name: str, choice: str) -> Rulebook:
        """The rulebook with another default: the rules read so, and the old default reads them as before."""
        reading = CODE.readings[name]
        rules = reading.choices[choice].rules
        before = {rule: {key: getattr(CODE[rule], key) for key in fields} for rule, fields in rules.items()}
        choices = {
            each.name: evolve(each, is_default=each.name == choice, rules=before if each.is_default else each.rules)
            for each in reading.choices.values()
        }
        choices[choice] = evolve(choices[choice], rules={})
        book = evolve(CODE, readings={**CODE.readings, name: evolve(reading, choices=choices)})
        for rule, fields in rules.items():
            book = with_rule(book, rule, **dict(fields))
        return book

    def test_another_default(self) -> None:
        """The disposal of 28 August was not told by 1 September; by the other reading it has no limit."""
        book = self.with_default("charge_and_disposal", "untimed")
        found = verify(stored("child-victim"), rulebooks=[book])
        assert said(found) == ["readings: charge_and_disposal is read as untimed; it was read as timed"]
        assert "V1/R6.disposal/e11: status was overdue, is outstanding" in changed(found)

    def test_another_default_where_the_choice_was_made_moves_nothing(self) -> None:
        book = self.with_default("charge_and_disposal", "untimed")
        assert verify(stored("reading-rules"), rulebooks=[book]).is_reproduced

    def test_a_default_that_was_asked_for_by_name_stays_what_was_asked(self) -> None:
        case = read_case((EXAMPLES / "child-victim.json").read_bytes())
        answer = assess(case, as_of=dt.date(2026, 9, 3), readings={"charge_and_disposal": "timed"})
        book = self.with_default("charge_and_disposal", "untimed")
        assert verify(make_receipt(answer), rulebooks=[book]).is_reproduced

    def test_another_default_where_the_case_has_nothing_to_do_with_it_moves_nothing(self) -> None:
        book = self.with_default("charge_and_disposal", "untimed")
        assert verify(stored("complaint"), rulebooks=[book]).is_reproduced

    def test_a_reading_or_a_choice_there_is_no_more(self) -> None:
        readings = {name: reading for name, reading in CODE.readings.items() if name != "unassessed"}
        found = verify(stored("reading-unassessed-enhanced"), rulebooks=[evolve(CODE, readings=readings)])
        assert said(found) == ["readings: unassessed, of which enhanced was taken, is a reading no more"]
        assert found.changes
        reading = CODE.readings["unassessed"]
        choices = {name: choice for name, choice in reading.choices.items() if name != "enhanced"}
        book = evolve(CODE, readings={**CODE.readings, "unassessed": evolve(reading, choices=choices)})
        found = verify(stored("reading-unassessed-enhanced"), rulebooks=[book])
        assert said(found) == ["readings: unassessed is read as undetermined; it was read as enhanced"]

    def test_a_reading_there_is_no_more_that_was_not_asked_for_is_a_note(self) -> None:
        readings = {name: reading for name, reading in CODE.readings.items() if name != "unassessed"}
        found = verify(stored("half-the-facts-missing"), rulebooks=[evolve(CODE, readings=readings)])
        assert found.is_reproduced
        assert found.notes == ("unassessed is a reading no more",)

    def test_a_new_reading_moves_nothing(self) -> None:
        fresh = evolve(CODE.readings["unassessed"], name="fresh")
        book = evolve(CODE, readings={**CODE.readings, "fresh": fresh})
        assert verify(stored("half-the-facts-missing"), rulebooks=[book]).is_reproduced


class TestEditedReceipts:
    """A receipt that was edited, by hand or with its digest worked out again."""

    def test_edited_facts(self) -> None:
        found = verify(edited("complaint", "facts", "case", "events", 3, "at", to="2023-05-11"))
        assert found.axes == (Axis.RECEIPT, Axis.FACTS)
        assert said(found)[1] == "facts: the facts do not have the digest of those for which the answer was given"

    def test_facts_that_are_no_case_any_more(self) -> None:
        found = verify(edited("complaint", "facts", "case", "events", 0, "type", to="crime_repotred"))
        assert found.axes == (Axis.RECEIPT, Axis.FACTS)
        assert "facts: facts.case: events[0].type: unknown event type" in said(found)[-1]
        assert found.assessment is None

    def test_an_edited_outcome(self) -> None:
        found = verify(edited("complaint", "outcome", "in_breach", to="no"))
        assert said(found) == ["receipt: it was changed after it was made: it does not have its own digest"]
        assert changed(found) == ["the case: in_breach was no, is yes"]

    def test_an_edited_outcome_with_its_digest_renewed(self) -> None:
        found = verify(edited("complaint", "outcome", "in_breach", to="no", renewed=True))
        assert found.axes == (Axis.LIBRARY,)
        assert changed(found) == ["the case: in_breach was no, is yes"]

    def test_an_edited_layer(self) -> None:
        text = stored("layer-force").document["layers"][0]["text"]
        found = verify(edited("layer-force", "layers", 0, "text", to=text.replace("24 hours", "12 hours")))
        assert found.axes == (Axis.RECEIPT, Axis.LAYERS)
        assert said(found)[1] == "layers: the text of example-force-2026 does not have its digest"
        assert any("target_by was" in change for change in changed(found))

    def test_a_layer_that_cannot_be_laid_over_the_code_any_more(self) -> None:
        """The force's two Working Days to tell of an arrest would loosen a Code that set one."""
        rule = CODE["R6.arrest"]
        found = verify(stored("layer-force"), rulebooks=[with_rule(CODE, "R6.arrest", standard=rule.enhanced)])
        assert found.axes == (Axis.LAYERS,)
        assert "2 working days would loosen the Code" in said(found)[0]
        assert found.assessment is None

    def test_a_layer_nested_past_reading(self) -> None:
        found = verify(edited("layer-force", "layers", 0, "text", to=f"a = {'[' * 5000}"))
        assert Axis.LAYERS in found.axes
        assert found.assessment is None

    @pytest.mark.parametrize(
        ("path", "to", "axis"),
        [
            (("versions", "code"), "2015", Axis.CODE),
            (("versions", "duty_basis"), "custom", Axis.DUTY_BASIS),
            (("code", "applies_if"), "0" * 64, Axis.CODE),
            (("calendar", "bank_holidays"), ["2023-05-01"], Axis.CALENDAR),
            (("calendar", "is_projected"), True, Axis.CALENDAR),
            (("duty_basis",), [], Axis.DUTY_BASIS),
            (("readings", "taken"), {"unassessed": "standard"}, Axis.READINGS),
        ],
    )
    def test_edited_grounds_with_the_digest_renewed(self, path: tuple[str, ...], to: object, axis: Axis) -> None:
        found = verify(edited("complaint", *path, to=to, renewed=True))
        assert found.axes == (axis,)
        assert found.changes == ()

    def test_a_span_past_the_calendar_is_cut_to_it(self) -> None:
        document = stored("complaint").document
        document["calendar"].update({"from": "1900-01-01", "to": "2100-12-31"})
        found = verify(read_receipt(json.dumps(document)))
        assert "calendar: 2006-01-02 is now a bank holiday" in said(found)

    def test_another_version_of_the_library_with_the_same_answer_verifies_with_a_note(self) -> None:
        found = verify(edited("complaint", "versions", "library", to="0.0.9", renewed=True))
        assert found.is_reproduced
        assert found.notes[0].startswith("the receipt was made with the library 0.0.9; this is ")

    def test_set_out_in_another_way_it_is_the_same_receipt(self) -> None:
        receipt = stored("complaint")
        turned: Mapping[str, object] = dict(reversed(receipt.document.items()))
        assert read_receipt(json.dumps(turned, indent=4)) == receipt
        assert canonical(turned) == receipt.to_json()
