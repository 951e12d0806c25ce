"""A misspelt name in the details of an event is a finding that gives the nearest known one, and repeats no value."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.assessment.making import assessed, event, found
from victims_code import Event, Finding, Severity, assess
from victims_code.interchange import read_case
from victims_code.testing.vectors import load_vectors
from victims_code.vocabulary import EventType, Family, code_vocabulary

EXAMPLES = sorted((Path(__file__).resolve().parents[2] / "examples" / "cases").glob("*.json"))
NEW = ("unknown_detail", "extra_detail", "unknown_service", "unknown_provider")
ARREST = event("e1", "suspect_arrested", "2026-05-05")


def findings(*events: Event) -> list[Finding]:
    """Return the findings of this file's kind, or on a recorded reason or transfer, in a case of these events."""
    kinds = (*NEW, "exception_names_nothing", "reason_not_coded", "transfer_names_nothing")
    return [finding for finding in assessed("2026-05-20", *events).findings if finding.code in kinds]


def messages(event_type: str, details: Mapping[str, object]) -> list[str]:
    return [finding.message for finding in findings(event("e2", event_type, "2026-05-06", details=details))]


class TestDetails:
    def test_a_key_close_to_one_that_the_type_knows_is_a_warning_that_names_it(self) -> None:
        (one,) = findings(event("e2", "sentence_passed", "2026-05-06", details={"custody_month": 18}))
        assert (one.code, one.event, one.severity) == ("unknown_detail", "e2", Severity.WARNING)
        assert one.message.endswith("kept and not read: 'custody_month'; did you mean 'custody_months'?")

    def test_a_key_like_none_that_the_type_knows_is_information_that_lists_those(self) -> None:
        (one,) = findings(event("e2", "contact_plan_agreed", "2026-05-06", details={"niche_ref": "N1"}))
        assert (one.code, one.severity) == ("extra_detail", Severity.INFORMATION)
        assert one.message.endswith("'niche_ref'; use one of every_days, method")

    def test_of_a_type_without_details_it_says_so(self) -> None:
        (message,) = messages("vps_offered", {"x": 1})
        assert message.endswith("'x'; this type has no details")

    def test_a_key_of_another_type_is_told_too_for_here_it_is_not_read(self) -> None:
        assert [f.code for f in findings(event("e2", "vps_offered", "2026-05-06", details={"outcome": "guilty"}))] == [
            "extra_detail"
        ]

    @pytest.mark.parametrize("key", ["Mrs Jones rang", "07700900123", "x" * 41, "ünicode", "", "Key"])
    def test_a_key_that_may_be_free_text_is_not_repeated(self, key: str) -> None:
        (message,) = messages("vps_offered", {key: "told"})
        assert "its key is no plain lower-case word" in message
        assert not key or key not in message

    def test_a_capital_is_no_obstacle_to_the_nearest(self) -> None:
        (message,) = messages("contact_plan_agreed", {"Every_Days": 7})
        assert message.endswith("its key is no plain lower-case word; did you mean 'every_days'?")

    def test_its_value_is_never_repeated(self) -> None:
        assert "18 High Street" not in " ".join(messages("contact_plan_agreed", {"every_day": "18 High Street"}))

    def test_a_known_key_is_none_whatever_it_holds(self) -> None:
        assert messages("contact_plan_agreed", {"every_days": None, "method": "post"}) == []

    def test_one_that_a_correction_brings_is_told_of_the_event_that_it_corrects(self) -> None:
        plan = event("e2", "contact_plan_agreed", "2026-05-06")
        fields = {"details": {"every_day": 7}}
        correction = event("e3", "event_corrected", "2026-05-07", details={"event": "e2", "fields": fields})
        assert [(one.code, one.event) for one in findings(plan, correction)] == [("unknown_detail", "e2")]

    def test_of_an_event_that_never_happened_nothing_is_told(self) -> None:
        plan = event("e2", "contact_plan_agreed", "2026-05-06", details={"every_day": 7})
        assert findings(plan, event("e3", "event_voided", "2026-05-07", details={"event": "e2"})) == []

    def test_of_one_still_to_come_it_is_told(self) -> None:
        plan = event("e2", "contact_plan_agreed", "2026-06-06", details={"every_day": 7})
        assert [one.code for one in findings(plan)] == ["unknown_detail"]

    def test_a_type_of_one_s_own_is_held_to_its_own_keys(self) -> None:
        own = code_vocabulary().extended(
            {"risk_reviewed": EventType("risk_reviewed", Family.SERVICE, definition="A review", details={})}
        )
        (one,) = findings(event("e2", "risk_reviewed", "2026-05-06", details={"grade": 2}, vocabulary=own))
        assert one.code == "extra_detail"

    def test_of_very_many_the_first_ten_are_told(self) -> None:
        assert len(messages("vps_offered", {f"k{number:04}": 1 for number in range(5000)})) == 10


class TestServices:
    @pytest.mark.parametrize(
        ("services", "meant"),
        [("R6.arest", "R6.arrest"), ("r6", "R6"), ("vps_offerred", "vps_offered"), (["R1", "R6.chrge"], "R6.charge")],
    )
    def test_a_misspelt_service_gives_the_nearest(self, services: object, meant: str) -> None:
        for kind in ("service_declined", "service_resumed"):
            (one,) = findings(ARREST, event("e2", kind, "2026-05-06", details={"services": services}))
            assert (one.code, one.event, one.severity) == ("unknown_service", "e2", Severity.WARNING)
            assert one.message.endswith(f"which declines or resumes nothing; did you mean {meant!r}?")

    @pytest.mark.parametrize("services", ["all", "R6", "R6.arrest; R1", "victim_informed", ["all", "R7.offer"]])
    def test_a_known_one_is_no_finding(self, services: object) -> None:
        assert messages("service_declined", {"services": services}) == []

    def test_free_text_is_not_repeated(self) -> None:
        (message,) = messages("service_declined", {"services": "calls to Mrs Jones"})
        assert message.endswith("which declines or resumes nothing")

    def test_very_long_text_is_not_compared(self) -> None:
        (message,) = messages("service_declined", {"services": "R6.arrest" * 1000})
        assert "did you mean" not in message


def test_of_very_many_unknown_words_the_first_hundred_are_compared_and_all_are_told() -> None:
    """To compare each of many thousand words with every known one would take minutes."""
    services = [f"R6.arr{number}st" for number in range(300)]
    events = [
        event(f"e{n}", "service_declined", "2026-05-06", details={"services": name}) for n, name in enumerate(services)
    ]
    told = findings(*events)
    assert len(told) == len(events)
    assert sum("did you mean 'R6.arrest'?" in one.message for one in told) == 100


class TestReasonsAndTransfers:
    def test_a_misspelt_rule_gives_the_nearest(self) -> None:
        (message,) = messages("exception_recorded", {"rule": "R6.arest", "reason": "safeguarding"})
        assert message.endswith("so it excuses nothing; did you mean 'R6.arrest'?")

    def test_a_reason_without_its_note_needs_no_hint(self) -> None:
        details = {"rule": "R6.arrest", "reason": "other"}
        (one,) = [
            finding
            for finding in assessed(
                "2026-05-20", ARREST, event("e2", "exception_recorded", "2026-05-06", details=details)
            ).findings
            if finding.event == "e2"
        ]
        assert (one.code, one.detail) == ("reason_without_note", "")

    def test_a_misspelt_reason_gives_the_nearest_and_free_text_is_not_repeated(self) -> None:
        (near,) = messages("exception_recorded", {"rule": "R6.arrest", "reason": "safegaurding"})
        assert near.endswith("; did you mean 'safeguarding'?")
        (text,) = messages("exception_recorded", {"rule": "R6.arrest", "reason": "Mrs Jones was away"})
        assert text.endswith("it is accepted as a reason")

    def test_a_misspelt_provider_moves_no_duty_and_gives_the_nearest(self) -> None:
        (one,) = findings(
            ARREST, event("e2", "duty_holder_changed", "2026-05-06", details={"owed_by": "polcie", "to": "X"})
        )
        assert (one.code, one.event) == ("unknown_provider", "e2")
        assert one.message.endswith("so it moves no duties; did you mean 'police'?")

    def test_a_body_that_a_case_passed_to_may_pass_it_on(self) -> None:
        first = event("e2", "duty_holder_changed", "2026-05-06", details={"owed_by": "police", "to": "BTP"})
        second = event("e3", "duty_holder_changed", "2026-05-07", details={"owed_by": "btp", "to": "police"})
        assert findings(ARREST, first, second) == []


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_the_example_cases_use_known_names(path: Path) -> None:
    case = read_case(path.read_text(encoding="utf-8"))
    if case.events:
        answer = assess(case, as_of=case.events[-1].date)
        assert [finding for finding in answer.findings if finding.code in NEW] == []


def test_the_vectors_use_known_details() -> None:
    kinds = code_vocabulary()
    odd = {
        (vector.id, key)
        for vector in load_vectors()
        for each in vector.facts.get("events", [])
        for key in each.get("details", {})
        if each["type"] in kinds and key not in kinds[each["type"]].details
    }
    assert odd == set()


@given(st.dictionaries(st.text(max_size=60), st.none() | st.booleans(), max_size=12))
def test_whatever_the_keys_nothing_but_a_plain_word_is_repeated(details: dict[str, bool | None]) -> None:
    plan = event("e2", "vps_offered", "2026-05-06", details=details)
    for finding in assessed("2026-05-20", plan).findings:
        assert json.dumps(finding.message).isascii()
        assert finding.message.isprintable()


def test_an_assessment_without_odd_names_has_none_of_these_findings() -> None:
    assert [code for code, _ in found(assessed("2026-05-20", ARREST)) if code in NEW] == []
