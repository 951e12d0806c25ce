"""The types of the public API, as a type checker sees them: `mypy --strict` proves them.

Each `assert_type` is a promise to those who check their own code against this library: a changed type is a change that
they will meet.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import assert_type

import pytest

from victims_code import (
    Assessment,
    Case,
    Difference,
    EnhancedRights,
    Event,
    EveryReading,
    Evidence,
    Finding,
    Jurisdiction,
    Kind,
    Layer,
    Obligation,
    OffenceCategory,
    Preview,
    Problem,
    Role,
    Rule,
    Rulebook,
    ServiceProvider,
    Severity,
    Status,
    Tally,
    Truth,
    Versions,
    Victim,
    WorkingDays,
    __version__,
    assess,
    compare_editions,
    differences,
    england_and_wales,
    enhanced_rights,
    load_code,
    load_layer,
    load_rulebook,
    london_date,
    preview,
    readings,
    tally,
)  # fmt: skip
from victims_code.cli import main
from victims_code.errors import InvalidCase, InvalidFact, InvalidInput, VictimsCodeError
from victims_code.events import Event as DeepEvent
from victims_code.explanation import Step, outcome, sentence, trace
from victims_code.interchange import (
    assessment_document,
    case_document,
    case_of,
    explanation_document,
    read_case,
    read_json,
    schema,
    schema_names,
    write_json,
)  # fmt: skip

ARREST = Event("e1", "suspect_arrested", at=date(2026, 5, 12))
CASE = Case("C1", [Victim("V1", vulnerable=True)], [ARREST])
ANSWER = assess(CASE, as_of=date(2026, 5, 20))


def test_the_nouns_take_lists_and_words_and_give_tuples_and_members() -> None:
    victim = Victim("V1", "business", offence_categories=["hate_crime", OffenceCategory.KIDNAP])
    assert_type(victim.id, str)
    assert_type(victim.role, Role)
    assert_type(victim.born, date | None)
    assert_type(victim.vulnerable, bool | None)
    assert_type(victim.offence_categories, tuple[OffenceCategory, ...] | None)
    case = Case("C1", [victim], [ARREST], jurisdiction=Jurisdiction.ELSEWHERE)
    assert_type(case.victims, tuple[Victim, ...])
    assert_type(case.events, tuple[Event, ...])
    assert_type(case.jurisdiction, Jurisdiction)
    assert_type(Case("C1", (), ()), Case)


def test_an_event_has_a_day_and_perhaps_a_time() -> None:
    event = Event("e1", "hearing_listed", at=datetime(2026, 5, 12, tzinfo=UTC), about=["e0"], details={"court": "x"})
    assert_type(event, DeepEvent)
    assert_type(event.at, date | datetime)
    assert_type(event.received_at, date | datetime | None)
    assert_type(event.date, date)
    assert_type(event.about, tuple[str, ...])
    assert_type(london_date(event.at), date)


def test_an_assessment_is_typed_to_the_last_property() -> None:
    assert_type(ANSWER, Assessment)
    assert_type(assess(CASE, as_of=datetime(2026, 5, 12, tzinfo=UTC), rulebook=load_code()), Assessment)
    assert_type(ANSWER.as_of, date)
    assert_type(ANSWER.case, Case)
    assert_type(ANSWER.in_breach, Truth)
    assert_type(ANSWER.is_in_breach, bool)
    assert_type(ANSWER.next_due, Obligation | None)
    assert_type(ANSWER.next_change_at, date | None)
    assert_type(ANSWER.obligations, tuple[Obligation, ...])
    assert_type(ANSWER.enhanced_rights, Mapping[str, EnhancedRights])
    assert_type(ANSWER.get("V1/R6.arrest/e1"), Obligation | None)
    assert_type(ANSWER.get("V1/R6.arrest/e1", 0), Obligation | int)
    assert_type(ANSWER.to_dict(), dict[str, object])
    assert_type(ANSWER.findings, tuple[Finding, ...])
    assert_type(ANSWER.versions, Versions)
    assert_type(ANSWER.owed_by("police"), tuple[Obligation, ...])
    assert_type(ANSWER.owed_by(ServiceProvider.of("police")), tuple[Obligation, ...])
    assert_type(ANSWER.with_status(Status.OVERDUE), tuple[Obligation, ...])
    assert_type(ANSWER.breaches(), tuple[Obligation, ...])
    assert_type(len(ANSWER), int)
    assert_type(list(ANSWER), list[Obligation])


def test_an_obligation_is_typed_to_the_last_property() -> None:
    obligation = ANSWER["V1/R6.arrest/e1"]
    assert_type(obligation, Obligation)
    assert_type(obligation.id, str)
    assert_type(obligation.rule, Rule)
    assert_type(obligation.right, int)
    assert_type(obligation.kind, Kind)
    assert_type(obligation.status, Status)
    assert_type(obligation.breach, Truth)
    assert_type(obligation.enhanced, Truth)
    assert_type(obligation.evidence, Evidence)
    assert_type(obligation.trigger, Event)
    assert_type(obligation.due_by, date | None)
    assert_type(obligation.due_by_if_enhanced, date | None)
    assert_type(obligation.bound, date | None)
    assert_type(obligation.clock_start, date | None)
    assert_type(obligation.met_by, Event | None)
    assert_type(obligation.met_on, date | None)
    assert_type(obligation.released_by, Event | None)
    assert_type(obligation.unknown, tuple[str, ...])
    assert_type(obligation.disputes, tuple[str, ...])
    assert_type(obligation.why(), str)
    assert_type(obligation.trace(), tuple[Step, ...])
    assert_type(sentence(obligation), str)
    assert_type(outcome(obligation), str)
    assert_type(trace(obligation), tuple[Step, ...])


def test_a_step_and_a_finding_are_typed() -> None:
    step = ANSWER.obligations[0].trace()[0]
    assert_type(step.name, str)
    assert_type(step.sources, tuple[str, ...])
    assert_type(step.evidence, Evidence | None)
    finding = Finding("no_victims")
    assert_type(finding.severity, Severity)
    assert_type(finding.message, str)
    assert_type(finding.event, str | None)


def test_the_law_and_the_calendar_are_typed() -> None:
    assert_type(load_code(), Rulebook)
    assert_type(load_code().rules, tuple[Rule, ...])
    with pytest.raises(InvalidInput):
        assert_type(load_rulebook("nowhere.toml"), Rulebook)
    calendar = england_and_wales()
    assert_type(calendar, WorkingDays)
    assert_type(calendar.add(date(2026, 5, 12), 5), date)
    assert_type(enhanced_rights(CASE.victims[0], CASE.events, on=date(2026, 5, 12)), EnhancedRights)


def test_doubt_and_time_are_typed() -> None:
    again = assess(CASE, as_of=date(2026, 5, 20), known_at=date(2026, 5, 19), readings={"unassessed": "standard"})
    assert_type(again, Assessment)
    assert_type(differences(ANSWER, again), tuple[Difference, ...])
    found = readings(CASE, as_of=date(2026, 5, 20))
    assert_type(found, EveryReading)
    assert_type(found.in_breach, Truth | None)
    assert_type(found.in_breach_under_every_reading, bool)
    assert_type(tally(ANSWER), Tally)
    assert_type(tally(ANSWER) + ANSWER.tally(), Tally)
    looked = preview(CASE, Event("e9", "suspect_charged", at=date(2026, 5, 20)), as_of=date(2026, 5, 20))
    assert_type(looked, Preview)
    assert_type(looked.arising, tuple[Obligation, ...])
    assert_type(looked.after.advance(), Assessment)
    assert_type([str(settling) for settling in ANSWER.would_settle()], list[str])
    assert_type([learned.entered_on for learned in ANSWER.learned_since(date(2026, 5, 1))], list[date])
    assert_type(compare_editions(CASE, as_of=date(2026, 5, 20)).changes, tuple[Difference, ...])
    with pytest.raises(InvalidInput):
        assert_type(load_layer("nowhere.toml"), Layer)


def test_truth_has_three_values_and_refuses_to_be_a_condition_when_undetermined() -> None:
    assert_type(Truth.YES & Truth.NO, Truth)
    assert_type(~Truth.YES, Truth)
    assert_type(Truth.of(None), Truth)
    assert_type(Truth.YES.fact, bool | None)


def test_the_interchange_reads_objects_and_writes_plain_documents() -> None:
    document = case_document(CASE)
    assert_type(document, dict[str, object])
    assert_type(write_json(document), str)
    assert_type(write_json(document, indent=2), str)
    assert_type(read_json(b"[]"), object)
    assert_type(read_case(write_json(document)), Case)
    assert_type(case_of(document, "case.json"), Case)
    assert_type(assessment_document(ANSWER), dict[str, object])
    assert_type(explanation_document(ANSWER, ANSWER.obligations), dict[str, object])
    assert_type(schema_names(), tuple[str, ...])
    assert isinstance(schema(schema_names()[0]), dict)


def test_errors_carry_their_problems_and_climb_one_ladder() -> None:
    error = InvalidCase([Problem("victims[0]", "what", "mend", "case.json")])
    assert_type(error.problems, tuple[Problem, ...])
    climbs: InvalidInput = error
    root: VictimsCodeError = climbs
    value: ValueError = InvalidFact("x")
    assert root is error
    assert str(value) == "x"


def test_the_command_line_returns_its_exit_code(capsys: pytest.CaptureFixture[str]) -> None:
    assert_type(main(["deadline", "2026-05-12", "5"]), int)
    assert capsys.readouterr().out == "2026-05-19\n"
    assert_type(__version__, str)
