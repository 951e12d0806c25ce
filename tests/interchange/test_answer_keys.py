"""The assessment and explanation documents, key by key, against the contract and answers worked out by hand."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from tests.cli.running import ARREST, PLAIN, case_with
from victims_code import Status, Truth, __version__, assess, load_code
from victims_code.explanation.traces import STEPS
from victims_code.interchange import assessment_document, case_of, explanation_document

#: The keys of the contract, in its order, with those that were added to it: the edition, the layer, who holds the duty,
#: the local target, what released it and why, the basis of the duty, what is unknown and what is disputed.
KEYS = [
    "schema", "case", "as_of", "known_at", "in_breach", "next_due", "next_change_at", "enhanced_rights", "obligations",
    "findings", "versions",
]  # fmt: skip
OBLIGATION_KEYS = [
    "id", "rule", "edition", "layer", "right", "paragraph", "owed_by", "held_by", "victim", "suspect", "crime", "kind",
    "trigger", "clock_start", "limit", "enhanced", "due_by", "due_by_if_enhanced", "bound", "target_by",
    "target_status", "target_layer", "status", "met_by", "met_on", "released_by", "reason", "good_reasons",
    "duty_basis", "breach", "unknown", "evidence", "disputes", "why",
]  # fmt: skip

ENHANCED = {**PLAIN, "vulnerable": True}
UNKNOWN = {"id": "V1"}


def document_of(*events: Mapping[str, Any], as_of: str, victim: Mapping[str, Any] = PLAIN) -> dict[str, Any]:
    return assessment_document(assess(case_of(case_with(*events, victims=[victim])), as_of=date.fromisoformat(as_of)))


def entry(document: Mapping[str, Any], name: str) -> dict[str, Any]:
    """The one obligation with this id."""
    (found,) = (each for each in document["obligations"] if each["id"] == name)
    assert isinstance(found, dict)
    return found


def test_the_contract_s_own_obligation_is_met_late() -> None:
    """Arrested on Saturday 2 May 2026: Monday is a bank holiday, so one Working Day ends on Tuesday 5 May."""
    arrest = {"id": "e2", "type": "suspect_arrested", "at": "2026-05-02", "suspect": "S1", "crime": "C1"}
    told = {"id": "e3", "type": "victim_informed", "at": "2026-05-06", "about": ["e2"]}
    document = document_of(arrest, told, as_of="2026-05-20", victim=ENHANCED)
    found = entry(document, "V1/R6.arrest/e2")
    why = found.pop("why")
    assert found == {
        "id": "V1/R6.arrest/e2",
        "rule": "R6.arrest",
        "edition": "2020",
        "layer": None,
        "right": 6,
        "paragraph": "6.1",
        "owed_by": "police",
        "held_by": None,
        "victim": "V1",
        "suspect": "S1",
        "crime": "C1",
        "kind": "timed",
        "trigger": {"event": "e2", "type": "suspect_arrested", "date": "2026-05-02"},
        "clock_start": "2026-05-02",
        "limit": "1 working day",
        "enhanced": True,
        "due_by": "2026-05-05",
        "due_by_if_enhanced": None,
        "bound": None,
        "target_by": None,
        "target_status": None,
        "target_layer": None,
        "status": "met_late",
        "met_by": "e3",
        "met_on": "2026-05-06",
        "released_by": None,
        "reason": None,
        "good_reasons": False,
        "duty_basis": "statutory duty (2025-01-29)",
        "breach": "yes",
        "unknown": [],
        "evidence": "reported",
        "disputes": ["D7", "D10"],
    }
    assert "Tuesday 5 May 2026" in why
    assert "Wednesday 6 May 2026" in why
    assert document["in_breach"] == "yes"
    assert document["next_due"] is None


def test_every_key_is_there_in_the_order_of_the_contract() -> None:
    document = document_of(ARREST, as_of="2026-05-14")
    assert list(document) == KEYS
    assert all(list(each) == OBLIGATION_KEYS for each in document["obligations"])
    assert document["obligations"]
    assert list(document["versions"]) == ["library", "code", "duty_basis", "calendar", "readings", "layers"]


def test_the_head_says_which_case_and_day_and_what_is_next() -> None:
    """Tuesday 12 May and five Working Days: due on Tuesday 19 May, when the answer changes to "due today"."""
    document = document_of(ARREST, as_of="2026-05-14")
    assert document["schema"] == "victims-code/assessment/1"
    assert (document["case"], document["as_of"], document["known_at"]) == ("C1", "2026-05-14", None)
    assert document["in_breach"] == "no"
    assert document["next_due"] == "V1/R6.arrest/e1"
    assert document["next_change_at"] == "2026-05-19"
    assert entry(document, "V1/R6.arrest/e1")["status"] == "pending"


def test_every_version_is_named() -> None:
    versions = document_of(ARREST, as_of="2026-05-14")["versions"]
    assert versions["library"] == __version__
    assert versions["code"] == load_code().name == "2020"
    assert versions["duty_basis"].startswith("statutory duty")
    assert "2025-01-29" in versions["duty_basis"]
    assert versions["calendar"].startswith("govuk-england-and-wales")
    assert (versions["readings"], versions["layers"]) == ({}, [])


def test_before_the_duty_was_statutory_the_basis_is_another() -> None:
    arrest = {**ARREST, "at": "2024-05-14"}
    assert "statutory duty" not in document_of(arrest, as_of="2024-05-20")["versions"]["duty_basis"]


def test_unknown_enhanced_rights_give_two_dates_and_what_would_settle_them() -> None:
    """Between Wednesday 13 May, the enhanced date, and Tuesday 19 May, the standard one, it cannot be told."""
    document = document_of(ARREST, as_of="2026-05-14", victim=UNKNOWN)
    found = entry(document, "V1/R6.arrest/e1")
    assert (found["due_by"], found["due_by_if_enhanced"]) == ("2026-05-19", "2026-05-13")
    assert (found["enhanced"], found["status"], found["breach"]) == (None, "undetermined", "undetermined")
    assert found["unknown"] == ["enhanced_rights"]
    assert document["in_breach"] == "undetermined"
    rights = document["enhanced_rights"]["V1"]
    assert (rights["entitled"], rights["categories"], rights["because"]) == (None, [], [])
    assert set(rights["unknown"]) == {
        "under_18_at_offence", "offence_categories", "vulnerable", "intimidated", "persistently_targeted",
    }  # fmt: skip


def test_known_enhanced_rights_name_the_category_and_the_reason() -> None:
    rights = document_of(ARREST, as_of="2026-05-14", victim=ENHANCED)["enhanced_rights"]["V1"]
    assert rights["entitled"] is True
    assert rights["categories"] == ["vulnerable_or_intimidated"]
    assert len(rights["because"]) == 1
    assert rights["unknown"] == []
    assert document_of(ARREST, as_of="2026-05-14")["enhanced_rights"]["V1"]["entitled"] is False


def test_a_clock_that_waits_for_receipt_shows_its_bound_and_no_due_date() -> None:
    """A sentence of Monday 11 May: five Working Days to the Witness Care Unit, 18 May, and one more: 19 May."""
    sentence = {"id": "e1", "type": "sentence_passed", "at": "2026-05-11"}
    found = entry(document_of(sentence, as_of="2026-05-14"), "V1/R9.sentence/e1")
    assert (found["status"], found["clock_start"], found["due_by"]) == ("not_started", None, None)
    assert found["bound"] == "2026-05-19"


def test_what_released_a_duty_is_named() -> None:
    void = {"id": "e2", "type": "event_voided", "at": "2026-05-13", "details": {"event": "e1"}}
    found = entry(document_of(ARREST, void, as_of="2026-05-14"), "V1/R6.arrest/e1")
    assert (found["status"], found["released_by"], found["breach"]) == ("lapsed", "e2", "no")


def test_a_finding_has_its_code_its_words_and_what_it_is_about() -> None:
    told = {"id": "e2", "type": "victim_informed", "at": "2026-05-13"}
    (found,) = document_of(ARREST, told, as_of="2026-05-14")["findings"]
    assert list(found) == ["code", "severity", "message", "event", "victim", "rule", "duty_basis"]
    assert (found["code"], found["severity"], found["event"]) == ("contact_names_nothing", "warning", "e2")
    assert "e2" in found["message"]


def test_a_case_without_victims_owes_nothing_and_says_so() -> None:
    document = assessment_document(assess(case_of(case_with(ARREST, victims=[])), as_of=date(2026, 5, 14)))
    assert document["obligations"] == []
    assert document["in_breach"] == "no"
    assert [finding["code"] for finding in document["findings"]] == ["no_victims"]  # type: ignore[attr-defined]


def test_an_explanation_adds_the_trace_and_the_sources_that_it_cites() -> None:
    answer = assess(case_of(case_with(ARREST)), as_of=date(2026, 5, 14))
    document: dict[str, Any] = explanation_document(answer, [answer["V1/R6.arrest/e1"]])
    assert list(document) == ["schema", "case", "as_of", "known_at", "obligations", "sources", "versions"]
    (found,) = document["obligations"]
    assert list(found) == [*OBLIGATION_KEYS, "trace"]
    assert all(list(step) == ["step", "text", "sources", "evidence", "disputes"] for step in found["trace"])
    assert {step["step"] for step in found["trace"]} <= set(STEPS)
    cited = {key for step in found["trace"] for key in step["sources"]}
    assert document["sources"].keys() == cited & load_code().sources.keys()
    assert "B6" in document["sources"]


@pytest.mark.parametrize("truth", list(Truth))
def test_a_verdict_is_one_of_three_words(truth: Truth) -> None:
    assert truth.value in ("yes", "no", "undetermined")


def test_the_statuses_are_those_of_the_contract() -> None:
    assert [status.value for status in Status] == [
        "not_started", "pending", "due_today", "overdue", "met", "met_late", "declined", "excused", "lapsed",
        "outstanding", "recorded", "window_open", "window_closed", "undetermined",
    ]  # fmt: skip
