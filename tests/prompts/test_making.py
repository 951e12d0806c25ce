"""A prompt for each duty on which somebody can act: what it says, by when, how pressing, and what became of it."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path

import pytest
from attrs import evolve
from hypothesis import given, settings

from tests.assessment.making import ENHANCED, PLAIN, UNKNOWN, assessed, day, event, told
from victims_code import Assessment, Case, InvalidFact, InvalidInput, Truth, Victim, assess
from victims_code.interchange import read_case
from victims_code.prompts.making import is_actionable, prompts_of
from victims_code.prompts.policies import read_policy
from victims_code.prompts.prompts import DuePrecision, Prompt, PromptSeverity, PromptStatus
from victims_code.testing import strategies

EXAMPLES = Path(__file__).resolve().parents[2] / "examples" / "cases"

#: Tuesday 5 May 2026. Five Working Days later is Tuesday 12 May, and one is Wednesday 6 May.
ARREST = event("e1", "suspect_arrested", "2026-05-05", suspect="S1", crime="X1")


def prompt_for(assessment: Assessment, obligation: str, **how: object) -> Prompt:
    found = [each for each in prompts_of(assessment, **how) if obligation in each.obligations]  # type: ignore[arg-type]
    assert len(found) == 1
    return found[0]


class TestAnOpenPrompt:
    @pytest.mark.parametrize(
        ("today", "severity"),
        [
            ("2026-05-05", PromptSeverity.NOT_DUE_YET),
            ("2026-05-08", PromptSeverity.NOT_DUE_YET),  # Friday: two Working Days are left
            ("2026-05-10", PromptSeverity.NOT_DUE_YET),  # Sunday
            ("2026-05-11", PromptSeverity.DUE_SOON),  # Monday: one is left
            ("2026-05-12", PromptSeverity.DUE_TODAY),
            ("2026-05-13", PromptSeverity.OVERDUE),
            ("2026-05-18", PromptSeverity.OVERDUE),  # four Working Days after Tuesday 12 May
            ("2026-05-19", PromptSeverity.SERIOUSLY_OVERDUE),  # five
        ],
    )
    def test_it_is_as_pressing_as_its_working_days(self, today: str, severity: PromptSeverity) -> None:
        prompt = prompt_for(assessed(today, ARREST), "V1/R6.arrest/e1")
        assert (prompt.status, prompt.severity) == (PromptStatus.OPEN, severity)
        assert (prompt.due_by, prompt.due_precision) == (day("2026-05-12"), DuePrecision.EXACT)

    def test_it_is_recalled_a_working_day_before_and_escalated_one_after(self) -> None:
        prompt = prompt_for(assessed("2026-05-05", ARREST), "V1/R6.arrest/e1")
        assert (prompt.remind_at, prompt.escalate_at) == (day("2026-05-11"), day("2026-05-13"))

    def test_it_is_recalled_no_earlier_than_the_event(self) -> None:
        policy = read_policy('name = "early"\n[thresholds]\nremind_before = 20')
        assert prompt_for(assessed("2026-05-05", ARREST), "V1/R6.arrest/e1", policy=policy).remind_at == ARREST.date

    def test_a_working_day_before_a_monday_is_the_friday(self) -> None:
        arrest = event("e1", "suspect_arrested", "2026-05-01")  # a Friday; 4 May is a bank holiday
        prompt = prompt_for(assessed("2026-05-05", arrest), "V1/R6.arrest/e1")
        assert prompt.due_by == day("2026-05-11")
        assert prompt.remind_at == day("2026-05-08")

    def test_it_tells_the_rule_the_references_and_what_completes_it(self) -> None:
        prompt = prompt_for(assessed("2026-05-05", ARREST), "V1/R6.arrest/e1")
        (basis,) = prompt.basis
        assert (basis.rule, basis.right, basis.paragraph, basis.evidence) == ("R6.arrest", 6, "6.1", "reported")
        assert (basis.trigger, basis.trigger_type, basis.trigger_date) == ("e1", "suspect_arrested", ARREST.date)
        assert (prompt.victim, prompt.suspects, prompt.crimes) == ("V1", ("S1",), ("X1",))
        assert (prompt.completes, prompt.must_name) == (("victim_informed",), ("e1",))
        assert "Completed by recording victim_informed, about e1." in prompt.detail

    def test_its_id_is_of_the_case_and_the_obligation_alone(self) -> None:
        early = prompt_for(assessed("2026-05-05", ARREST), "V1/R6.arrest/e1")
        late = prompt_for(assessed("2026-06-05", ARREST, victims=[ENHANCED]), "V1/R6.arrest/e1")
        assert early.id == late.id
        other = assess(Case("A2", [PLAIN], [ARREST]), as_of=day("2026-05-05"))
        assert prompt_for(other, "V1/R6.arrest/e1").id != early.id


class TestAVictimWhoseRightsAreUnknown:
    def test_the_earlier_day_is_told_as_provisional_with_assess_now(self) -> None:
        prompt = prompt_for(assessed("2026-05-05", ARREST, victims=[UNKNOWN]), "V1/R6.arrest/e1")
        assert (prompt.due_by, prompt.due_precision, prompt.assess_now) == (
            day("2026-05-06"), DuePrecision.PROVISIONAL, True,
        )  # fmt: skip
        assert prompt.summary.endswith("due 6 May 2026 if Enhanced Rights apply; assess now")

    def test_past_the_earlier_day_nobody_is_said_to_be_late(self) -> None:
        prompt = prompt_for(assessed("2026-05-08", ARREST, victims=[UNKNOWN]), "V1/R6.arrest/e1")
        assert prompt.basis[0].breach is Truth.UNDETERMINED
        assert prompt.summary.endswith("not done by 6 May 2026 if Enhanced Rights apply; assess now")

    def test_past_both_days_it_is_late_either_way(self) -> None:
        prompt = prompt_for(assessed("2026-05-13", ARREST, victims=[UNKNOWN]), "V1/R6.arrest/e1")
        assert (prompt.due_by, prompt.severity) == (day("2026-05-12"), PromptSeverity.OVERDUE)


class TestWithoutADay:
    @pytest.mark.parametrize(
        ("first", "rule", "precision", "words"),
        [
            (event("e1", "hearing_listed", "2026-05-05"), "R8.hearing-details", DuePrecision.AWAITS_RECEIPT, "receipt"),
            (
                event("e1", "out_of_court_disposal_proposed", "2026-05-05"),
                "R6.disposal-views", DuePrecision.BEFORE_EVENT, "before out of court disposal given",
            ),
            (event("e1", "crime_reported", "2026-05-05"), "R6.contact-plan", DuePrecision.UNTIMED, "no day is set"),
        ],
    )  # fmt: skip
    def test_it_says_why_there_is_none(self, first: object, rule: str, precision: DuePrecision, words: str) -> None:
        prompt = prompt_for(assessed("2026-05-06", first), f"V1/{rule}/e1")  # type: ignore[arg-type]
        assert (prompt.due_by, prompt.severity, prompt.remind_at, prompt.escalate_at) == (None, None, None, None)
        assert prompt.due_precision is precision
        assert words in prompt.summary

    def test_a_day_that_rests_on_projected_holidays_says_so(self) -> None:
        arrest = event("e1", "suspect_arrested", "2035-05-02")
        assert prompt_for(assessed("2035-05-03", arrest), "V1/R6.arrest/e1").due_precision is DuePrecision.PROJECTED

    def test_the_victims_own_time_limits_and_what_no_event_completes_make_no_prompt(self) -> None:
        answer = assessed("2026-05-06", event("e1", "crime_reported", "2026-05-05"))
        asked = {name for prompt in prompts_of(answer) for name in prompt.obligations}
        assert {duty.id for duty in answer} - asked == {duty.id for duty in answer if not is_actionable(duty)}
        assert all(duty.rule.met_by or duty.rule.met_by_receipt for duty in answer if duty.id in asked)


class TestWhatBecameOfIt:
    def test_a_contact_completes_it(self) -> None:
        prompt = prompt_for(assessed("2026-05-20", ARREST, told("e2", "2026-05-08", "e1")), "V1/R6.arrest/e1")
        assert (prompt.status, prompt.reason, prompt.closed_by) == (PromptStatus.COMPLETED, "met", "e2")
        assert prompt.severity is None
        assert prompt.summary.endswith("done on 8 May 2026")

    def test_a_late_contact_completes_it_and_is_told_as_late(self) -> None:
        prompt = prompt_for(assessed("2026-05-20", ARREST, told("e2", "2026-05-14", "e1")), "V1/R6.arrest/e1")
        assert (prompt.status, prompt.reason) == (PromptStatus.COMPLETED, "met_late")
        assert prompt.summary.endswith("done late on 14 May 2026")

    def test_a_contact_of_which_it_is_unknown_whether_it_was_late_completes_it(self) -> None:
        answer = assessed("2026-05-20", ARREST, told("e2", "2026-05-08", "e1"), victims=[UNKNOWN])
        prompt = prompt_for(answer, "V1/R6.arrest/e1")
        assert (prompt.status, prompt.reason, prompt.assess_now) == (PromptStatus.COMPLETED, "done", False)

    @pytest.mark.parametrize(
        ("later", "reason"),
        [
            (event("e2", "service_declined", "2026-05-06", victim="V1", details={"services": "R6.arrest"}), "declined"),
            (event("e2", "event_voided", "2026-05-06", details={"event": "e1", "reason": "other"}), "lapsed"),
            (
                event("e2", "exception_recorded", "2026-05-06", details={"rule": "R6.arrest", "reason": "other"}),
                "excused",
            ),
        ],
    )  # fmt: skip
    def test_it_is_cancelled_with_the_reason_and_never_dropped(self, later: object, reason: str) -> None:
        prompt = prompt_for(assessed("2026-05-20", ARREST, later), "V1/R6.arrest/e1")  # type: ignore[arg-type]
        assert (prompt.status, prompt.reason, prompt.closed_by) == (PromptStatus.CANCELLED, reason, "e2")


class TestSafeContact:
    RESTRICTED = event("e2", "safe_contact_restricted", "2026-05-05", victim="V1",
                       details={"unsafe_channels": ["post", "telephone"]})  # fmt: skip

    def test_it_is_read_before_the_duty(self) -> None:
        prompt = prompt_for(assessed("2026-05-06", ARREST, self.RESTRICTED), "V1/R6.arrest/e1")
        assert prompt.safe_contact is not None
        assert (prompt.safe_contact.events, prompt.safe_contact.unsafe_channels) == (("e2",), ("post", "telephone"))
        assert prompt.detail.startswith("Safe contact is restricted: not by post, telephone (e2).")

    def test_restrictions_add_up_and_concern_only_whom_they_name(self) -> None:
        again = event("e3", "safe_contact_restricted", "2026-05-06", details={"unsafe_channels": ["email", "post"]})
        other = event("e4", "safe_contact_restricted", "2026-05-06", victim="V2", details={"unsafe_channels": ["text"]})
        answer = assessed("2026-05-06", ARREST, self.RESTRICTED, again, other, victims=[PLAIN, _second()])
        safe = prompt_for(answer, "V1/R6.arrest/e1").safe_contact
        assert safe is not None
        assert safe.unsafe_channels == ("post", "telephone", "email")

    def test_one_that_is_voided_restricts_nothing_and_nothing_recorded_is_none(self) -> None:
        void = event("e5", "event_voided", "2026-05-06", details={"event": "e2", "reason": "another victim"})
        assert prompt_for(assessed("2026-05-06", ARREST, self.RESTRICTED, void), "V1/R6.arrest/e1").safe_contact is None
        assert prompt_for(assessed("2026-05-06", ARREST), "V1/R6.arrest/e1").safe_contact is None


def _second() -> Victim:
    return evolve(PLAIN, id="V2")


class TestWhoIsAsked:
    def test_only_what_a_provider_owes_is_left(self) -> None:
        charged = event("e2", "suspect_charged", "2026-05-05", suspect="S1")
        listed = event("e3", "hearing_listed", "2026-05-05", received_at="2026-05-06")
        answer = assessed("2026-05-06", charged, listed)
        of_unit = prompts_of(answer, owed_by="witness care unit")
        assert of_unit
        assert {prompt.owed_by for prompt in of_unit} == {"Witness Care Unit"}
        assert {p.id for p in of_unit} < {p.id for p in prompts_of(answer)}

    def test_there_is_no_such_provider(self) -> None:
        with pytest.raises(InvalidFact, match="unknown service provider"):
            prompts_of(assessed("2026-05-06", ARREST), owed_by="judge")  # type: ignore[arg-type] # what is tested

    def test_the_hosts_role_is_that_of_the_rule_before_that_of_the_provider(self) -> None:
        policy = read_policy(
            'name = "ours"\n[owner_roles]\npolice = "officer in the case"\n'
            '[rules."R6.arrest"]\nowner_role = "custody sergeant"\n'
        )
        charged = event("e2", "suspect_charged", "2026-05-05")
        answer = assessed("2026-05-06", ARREST, charged)
        assert prompt_for(answer, "V1/R6.arrest/e1", policy=policy).owner_role == "custody sergeant"
        assert prompt_for(answer, "V1/R6.charge/e2", policy=policy).owner_role == "officer in the case"
        assert prompt_for(answer, "V1/R6.charge/e2").owner_role is None

    def test_a_quiet_rule_makes_no_prompt_and_an_unknown_one_is_refused(self) -> None:
        answer = assessed("2026-05-06", ARREST)
        quiet = read_policy('name = "quiet"\n[quiet]\nrules = ["R6.arrest"]')
        assert "V1/R6.arrest/e1" not in {name for p in prompts_of(answer, policy=quiet) for name in p.obligations}
        with pytest.raises(InvalidInput, match=r"R6\.arest: no rule of the law has this id; did you mean 'R6\.arrest'"):
            prompts_of(answer, policy=read_policy('name = "q"\n[quiet]\nrules = ["R6.arest"]'))


@given(strategies.questions())
@settings(max_examples=80)
def test_any_case_has_prompts_that_hold_together(question: object) -> None:
    answer = assess(question.case, as_of=question.as_of)  # type: ignore[attr-defined]
    prompts = prompts_of(answer)
    assert len({prompt.id for prompt in prompts}) == len(prompts)
    for prompt in prompts:
        assert len(prompt.summary) < 140
        assert prompt.is_open == (not prompt.reason)
        assert (prompt.severity is not None) == (prompt.is_open and prompt.due_by is not None)
        if prompt.due_by is not None and prompt.remind_at is not None and prompt.due_by >= prompt.basis[0].trigger_date:
            assert prompt.remind_at <= prompt.due_by
    asked = {name for prompt in prompts for name in prompt.obligations}
    assert asked == {duty.id for duty in answer if is_actionable(duty)}


@given(strategies.questions())
@settings(max_examples=40)
def test_gathering_loses_and_doubles_no_obligation(question: object) -> None:
    answer = assess(question.case, as_of=question.as_of)  # type: ignore[attr-defined]
    policy = read_policy('name = "gather"\n[contacts]\ngather = true')
    gathered = [name for prompt in prompts_of(answer, policy=policy) for name in prompt.obligations]
    assert sorted(gathered) == sorted(name for prompt in prompts_of(answer) for name in prompt.obligations)
    assert all(len(prompt.summary) < 140 for prompt in prompts_of(answer, policy=policy))


def test_a_summary_of_the_examples_holds_no_reference() -> None:
    listed = tomllib.loads((EXAMPLES / "expected.toml").read_text(encoding="utf-8"))["case"]
    for entry in listed:
        case = read_case((EXAMPLES / entry["file"]).read_bytes(), entry["file"])
        answer = assess(case, as_of=date.fromisoformat(str(entry["as_of"])))
        for prompt in prompts_of(answer):
            words = prompt.summary.replace(":", " ").split()
            assert not {case.id, prompt.victim, *prompt.suspects, *prompt.crimes, *prompt.must_name} & set(words)
