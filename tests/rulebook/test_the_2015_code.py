"""The 2015 edition says what is confirmed of it, and nothing else.

All of it comes from tests/facts/README.md: the row "16 Nov 2015 to 31 Mar 2021" of "Further dated facts" gives
the limits ("5 / 1" is five Working Days, or one under Enhanced Rights), and section 5 the sources on the 2015 text.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.assessment.making import ENHANCED, PLAIN, UNKNOWN, day, event, stands, told
from victims_code import Assessment, Case, Event, Victim, assess
from victims_code.criteria import Evidence
from victims_code.rulebook import Kind, Meets, lint, load_code

BOOK = load_code("2015")
LATER = load_code("2020")

#: Each confirmed limit, standard and under Enhanced Rights, with the words of the row that give it.
LIMITS = {
    "R4.support-referral": (2, 2, "support referral 2 working days"),
    "R6.arrest": (5, 1, "arrest, "),
    "R6.interview": (5, 1, "interview under caution, "),
    "R6.release-without-charge": (5, 1, "release without charge, "),
    "R6.bail": (5, 1, "police bail and changed conditions 5 / 1"),
    "R6.no-prosecution": (5, 1, "CPS not charging, "),
    "R6.charges-altered": (5, 1, "dropping or altering charges 5 / 1"),
    "R6.no-investigation": (5, 5, "decision not to investigate 5 (enhanced not confirmed)"),
    "R9.outcome": (1, 1, "outcome and "),
    "R9.sentence": (1, 1, "sentence 1 from Witness Care Unit receipt"),
}

#: What gives rise to each duty. The 2020 rules say the same, but for bail, where the row speaks of less.
ARISES_ON = {
    "R4.support-referral": ("crime_reported", "victim_identified"),
    "R6.arrest": ("suspect_arrested",),
    "R6.interview": ("suspect_interviewed_under_caution",),
    "R6.release-without-charge": ("suspect_released_without_charge",),
    "R6.bail": ("suspect_released_on_police_bail", "police_bail_varied"),
    "R6.no-prosecution": ("decision_not_to_prosecute",),
    "R6.charges-altered": ("charges_altered_or_stopped",),
    "R6.no-investigation": ("decision_not_to_investigate",),
    "R9.outcome": ("case_outcome_reached",),
    "R9.sentence": ("sentence_passed",),
}

CPS_NOTICES = {"R6.no-prosecution", "R6.charges-altered"}


def answer(as_of: str, *events: Event, victim: Victim = PLAIN) -> Assessment:
    return assess(Case("A1", [victim], events), as_of=day(as_of), rulebook=BOOK)


class TestWhatItHolds:
    """The ten rules, column by column."""

    def test_every_limit_is_one_that_the_row_of_dated_facts_confirms(self, facts_folder: Path) -> None:
        text = (facts_folder / "README.md").read_text(encoding="utf-8")
        row = next(line for line in text.splitlines() if line.startswith("| 16 Nov 2015 to 31 Mar 2021 | Code text |"))
        assert all(words in row for _, _, words in LIMITS.values())

    def test_there_are_these_rules_and_no_other(self) -> None:
        """So no duty of the court, no charge, no disposal, no bail in court and no time limit of the victim."""
        assert sorted(rule.id for rule in BOOK.rules) == sorted(LIMITS)

    @pytest.mark.parametrize("rule_id", LIMITS)
    def test_a_rule_has_its_two_limits(self, rule_id: str) -> None:
        found = [limit for limit in (BOOK[rule_id].standard, BOOK[rule_id].enhanced) if limit is not None]
        assert tuple(limit.amount for limit in found) == LIMITS[rule_id][:2]
        assert {str(limit.unit) for limit in found} == {"working day"}

    def test_the_row_counts_outcome_and_sentence_from_receipt_and_nothing_else(self) -> None:
        assert {rule.id for rule in BOOK.rules if rule.clock == "received_at"} == {"R9.outcome", "R9.sentence"}
        assert {rule.id for rule in BOOK.rules if rule.clock == "at"} == set(LIMITS) - {"R9.outcome", "R9.sentence"}

    def test_each_arises_on_what_the_row_names(self) -> None:
        assert {rule.id: rule.arises_on for rule in BOOK.rules} == ARISES_ON

    def test_each_victim_is_told_of_the_event_itself_or_referred(self) -> None:
        for rule in BOOK.rules:
            referral = rule.id == "R4.support-referral"
            meets = Meets("support_referral_made") if referral else Meets("victim_informed", names_trigger=True)
            assert rule.met_by == (meets,)
            assert rule.declined_by == (("support_referral_declined",) if referral else ())

    def test_the_police_owe_all_but_the_notices_of_the_cps_and_what_the_witness_care_unit_receives(self) -> None:
        owed = {rule.id: rule.owed_by for rule in BOOK.rules}
        others = dict.fromkeys(CPS_NOTICES, "CPS") | dict.fromkeys(("R9.outcome", "R9.sentence"), "Witness Care Unit")
        assert owed == dict.fromkeys(LIMITS, "police") | others

    def test_no_column_says_what_no_source_shows_for_this_edition(self) -> None:
        for rule in BOOK.rules:
            assert (rule.paragraph, rule.fed_by, rule.requires, rule.requires_dispute) == ("", None, None, None)
            assert (rule.until, rule.resumed_by, rule.provider_from, rule.recurs) == ((), (), None, False)
            assert rule.kind is Kind.TIMED
            assert rule.evidence is Evidence.REPORTED
        assert {rule.id for rule in BOOK.rules if rule.applies_if is not None} == {"R6.no-prosecution"}
        assert {rule.id for rule in BOOK.rules if rule.note} == {"R6.no-investigation"}

    def test_a_rule_is_the_same_duty_as_the_one_of_its_id_in_the_2020_edition(self) -> None:
        for rule in BOOK.rules:
            later = LATER[rule.id]
            assert (rule.right, rule.kind, rule.clock, rule.owed_to) == (
                later.right,
                later.kind,
                later.clock,
                later.owed_to,
            )
            assert (rule.met_by, rule.declined_by) == (later.met_by, later.declined_by)
            assert set(rule.arises_on) <= set(later.arises_on)

    def test_the_code_binds_for_the_same_victims_as_the_2020_edition(self) -> None:
        assert BOOK.applies_if == LATER.applies_if
        assert BOOK.criteria == LATER.criteria

    def test_it_is_in_force_from_16_november_2015_as_a_code_of_practice(self) -> None:
        assert BOOK.name == "2015"
        assert BOOK.title == "Code of Practice for Victims of Crime (2015 edition)"
        assert BOOK.in_force_from == date(2015, 11, 16)
        assert [basis.version for basis in BOOK.duty_bases] == ["code of practice (2015-11-16)"]

    def test_the_linter_finds_nothing(self) -> None:
        assert lint(BOOK) == []


class TestSourcesAndDoubts:
    """Each rule cites what honestly stands behind it."""

    def test_the_table_stands_behind_every_rule_and_the_cps_guidance_behind_the_notices_of_the_cps(self) -> None:
        """Its date, 30 January 2020, lies in this edition: README.md section 2, on Right 6, and D5."""
        for rule in BOOK.rules:
            assert rule.sources == (("DATED", "CPS-VCL") if rule.id in CPS_NOTICES else ("DATED",))

    def test_only_sources_on_the_2015_text_are_declared(self) -> None:
        assert set(BOOK.sources) == {"DATED", "CPS-VCL", "NPOL", "HERTS"}
        assert "without naming a source for each" in BOOK.sources["DATED"]
        assert "30 Jan 2020" in BOOK.sources["CPS-VCL"]

    def test_every_source_cited_is_declared(self) -> None:
        cited = [*(rule.sources for rule in BOOK.rules), *(basis.sources for basis in BOOK.duty_bases)]
        assert {key for keys in cited for key in keys} <= set(BOOK.sources)

    def test_every_dispute_declared_is_cited_and_the_other_way_round(self) -> None:
        assert {rule.id: rule.disputes for rule in BOOK.rules if rule.disputes} == {
            "R4.support-referral": ("2015-2",),
            "R6.arrest": ("D7", "D10"),
            "R6.no-investigation": ("D3", "2015-1"),
        }
        assert set(BOOK.disputes) == {"D3", "D7", "D10", "2015-1", "2015-2"}

    def test_a_dispute_that_carries_over_is_the_same_in_both_editions(self) -> None:
        assert all(BOOK.disputes[name] == LATER.disputes[name] for name in ("D3", "D7", "D10"))
        assert not {"2015-1", "2015-2"} & set(LATER.disputes)

    def test_the_doubt_about_a_decision_not_to_investigate_is_told_with_its_default(self) -> None:
        rule = BOOK["R6.no-investigation"]
        assert BOOK.disputes["2015-1"].affects == rule.id
        assert BOOK.disputes["2015-1"].default == "the standard limit"
        assert "not confirmed" in rule.note
        decided = event("e1", "decision_not_to_investigate", "2019-04-18")
        steps = answer("2019-04-18", decided, victim=ENHANCED)["V1/R6.no-investigation/e1"].trace()
        assert any("not confirmed for the 2015 edition; taken: the standard limit" in step.text for step in steps)


#: Due dates by hand: rule, event, its day, the day of receipt, then the due date without and with Enhanced Rights.
DUE: dict[str, tuple[str, str, str, str | None, str, str]] = {
    # Monday 16 November 2015: 17, 18, 19, 20, then Monday 23.
    "the first day": ("R6.arrest", "suspect_arrested", "2015-11-16", None, "2015-11-23", "2015-11-17"),
    # Wednesday 23 December 2015: Thursday 24; no Friday 25 (Christmas), no Monday 28 (for Boxing Day); 29, 30, 31;
    # no Friday 1 January; Monday 4.
    "Christmas 2015": (
        "R6.charges-altered", "charges_altered_or_stopped", "2015-12-23", None, "2016-01-04", "2015-12-24",
    ),
    # Friday 26 August 2016: Monday 29 is the Summer bank holiday; Tuesday 30, Wednesday 31.
    "August 2016": ("R4.support-referral", "crime_reported", "2016-08-26", None, "2016-08-31", "2016-08-31"),
    "a victim found": ("R4.support-referral", "victim_identified", "2016-08-26", None, "2016-08-31", "2016-08-31"),
    # Friday 26 May 2017: Monday 29 is the Spring bank holiday; 30, 31, 1 June, Friday 2, Monday 5.
    "May 2017": ("R6.no-prosecution", "decision_not_to_prosecute", "2017-05-26", None, "2017-06-05", "2017-05-30"),
    # Received on Good Friday, 30 March 2018: Easter Monday is 2 April; Tuesday 3.
    "Easter 2018": ("R9.sentence", "sentence_passed", "2018-03-29", "2018-03-30", "2018-04-03", "2018-04-03"),
    # Saturday 7 July 2018: Monday 9 is day 1, Friday 13 day 5.
    "a Saturday": ("R6.bail", "suspect_released_on_police_bail", "2018-07-07", None, "2018-07-13", "2018-07-09"),
    # Thursday 18 April 2019: Good Friday is the 19th, Easter Monday the 22nd; 23, 24, 25, 26, then Monday 29.
    "Easter 2019": (
        "R6.no-investigation", "decision_not_to_investigate", "2019-04-18", None, "2019-04-29", "2019-04-29",
    ),
    # Received on Tuesday 24 December 2019, fifteen days after: no 25, no 26; Friday 27.
    "Christmas 2019": ("R9.outcome", "case_outcome_reached", "2019-12-09", "2019-12-24", "2019-12-27", "2019-12-27"),
    # Friday 1 May 2020: that year's May holiday is Friday 8, not Monday 4; 4, 5, 6, 7, then Monday 11.
    "VE Day 2020": (
        "R6.interview", "suspect_interviewed_under_caution", "2020-05-01", None, "2020-05-11", "2020-05-04",
    ),
    # Wednesday 24 March 2021: 25, 26, 29, 30, 31.
    "the last week": ("R6.bail", "police_bail_varied", "2021-03-24", None, "2021-03-31", "2021-03-25"),
    # Wednesday 31 March 2021: Thursday 1 April; Good Friday is the 2nd, Easter Monday the 5th; 6, 7, 8, 9.
    "the last day": (
        "R6.release-without-charge", "suspect_released_without_charge", "2021-03-31", None, "2021-04-09", "2021-04-01",
    ),
}  # fmt: skip


class TestDueDates:
    """Due dates and verdicts on single events, worked out with a calendar."""

    def test_every_rule_and_every_event_has_a_due_date_by_hand(self) -> None:
        by_hand = {(rule_id, trigger) for rule_id, trigger, *_ in DUE.values()}
        assert by_hand == {(rule_id, trigger) for rule_id, names in ARISES_ON.items() for trigger in names}

    @pytest.mark.parametrize("name", DUE)
    def test_a_duty_is_due_on_the_day_counted_by_hand(self, name: str) -> None:
        rule_id, trigger, at, received_at, standard, enhanced = DUE[name]
        facts: dict[str, Any] = {} if received_at is None else {"received_at": received_at}
        if trigger == "decision_not_to_prosecute":
            facts["details"] = {"decided_by": "CPS"}
        happened = event("e1", trigger, at, **facts)
        for victim, due in ((PLAIN, standard), (ENHANCED, enhanced)):
            duty = answer(due, happened, victim=victim)[f"V1/{rule_id}/e1"]
            assert duty.due_by == day(due)
            assert stands(duty) == ("due_today", "no")
            next_day = date.fromordinal(day(due).toordinal() + 1).isoformat()
            assert stands(answer(next_day, happened, victim=victim)[duty.id]) == ("overdue", "yes")
        sooner = answer(standard, happened, victim=UNKNOWN)[f"V1/{rule_id}/e1"].due_by_if_enhanced
        assert sooner == (day(enhanced) if enhanced != standard else None)

    def test_nothing_arises_from_an_event_before_it_was_in_force(self) -> None:
        """Sunday 15 November 2015 is the day before."""
        assessment = answer("2015-12-31", event("e1", "suspect_arrested", "2015-11-15"))
        assert not assessment.obligations
        assert [(f.code, f.event) for f in assessment.findings] == [("before_in_force", "e1")]

    @pytest.mark.parametrize(
        "name", ["suspect_released_under_investigation", "police_bail_cancelled", "suspect_charged"]
    )
    def test_what_is_not_confirmed_gives_rise_to_nothing(self, name: str) -> None:
        assert not answer("2019-12-31", event("e1", name, "2019-04-01")).obligations

    def test_an_unknown_receipt_has_no_bound_since_no_limit_of_the_court_is_confirmed(self) -> None:
        duty = answer("2019-12-31", event("e1", "sentence_passed", "2019-04-01"))["V1/R9.sentence/e1"]
        assert (duty.due_by, duty.bound) == (None, None)
        assert stands(duty) == ("not_started", "undetermined")


class TestWhoDecided:
    """The row speaks of the CPS not charging; the event may also be a decision of the police."""

    @pytest.mark.parametrize("word", ["CPS", "cps", "Crown Prosecution Service"])
    def test_a_decision_of_the_cps_is_to_be_told(self, word: str) -> None:
        decided = event("e1", "decision_not_to_prosecute", "2019-04-01", details={"decided_by": word})
        assert stands(answer("2019-04-09", decided)["V1/R6.no-prosecution/e1"]) == ("overdue", "yes")

    def test_a_decision_of_the_police_has_no_confirmed_limit(self) -> None:
        decided = event("e1", "decision_not_to_prosecute", "2019-04-01", details={"decided_by": "police"})
        assert not answer("2019-12-31", decided).obligations

    def test_where_it_is_unknown_who_decided_so_is_whether_it_was_owed(self) -> None:
        """Five from Monday 1 April 2019 are 2, 3, 4, 5 and Monday 8."""
        decided = event("e1", "decision_not_to_prosecute", "2019-04-01")
        assert stands(answer("2019-04-08", decided)["V1/R6.no-prosecution/e1"]) == ("undetermined", "no")
        duty = answer("2019-04-09", decided)["V1/R6.no-prosecution/e1"]
        assert stands(duty) == ("undetermined", "undetermined")
        assert duty.unknown == ("e1.decided_by",)


@pytest.mark.parametrize("reasons", [True, False])
def test_a_contact_meets_the_duty_with_or_without_reasons(*, reasons: bool) -> None:
    """The finding that it does not without them, D24, is not tied to this edition."""
    altered = event("e1", "charges_altered_or_stopped", "2019-04-01")
    contact = told("e2", "2019-04-08", "e1", details={"reasons_given": reasons})
    assert stands(answer("2019-04-30", altered, contact)["V1/R6.charges-altered/e1"]) == ("met", "no")
