"""The ways out as one: the same facts in any order are the same bytes, and nothing leaves but references."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from datetime import date
from pathlib import Path

import jsonschema
import pytest
from attrs import evolve

from tests.assessment.making import ENHANCED, PLAIN, assessed, event, told
from tests.cli.running import EXAMPLES
from victims_code import Assessment, Case, Evidence, Status, Truth, Victim, assess, load_code
from victims_code.interchange import read_case, schema, write_json
from victims_code.prompts.calendar_entries import write_calendar
from victims_code.prompts.cloud_events import write_cloud_events
from victims_code.prompts.documents import prompt_entry, prompts_document, write_document
from victims_code.prompts.enquiry_log import log_entry
from victims_code.prompts.making import prompts_of
from victims_code.prompts.prompts import DuePrecision, Prompt, PromptSeverity, PromptStatus
from victims_code.prompts.rows import write_rows

PROMPTS = schema("victims-code/prompts/1")
WAYS: dict[str, Callable[[Assessment, tuple[Prompt, ...]], str]] = {
    "json": lambda answer, found: "".join(write_document(found, as_of=answer.as_of, policy="default")),
    "cloudevents": lambda _, found: "".join(write_cloud_events(found)),
    "csv": lambda answer, found: "".join(write_rows(found, as_of=answer.as_of)),
    "ics": lambda answer, found: "".join(write_calendar([(answer, found)])),
    "text": lambda answer, found: log_entry(found, case=answer.case.id, as_of=answer.as_of),
    "text cy": lambda answer, found: log_entry(found, case=answer.case.id, as_of=answer.as_of, language="cy"),
}


def written(way: str, answer: Assessment) -> str:
    return WAYS[way](answer, prompts_of(answer))


def validate(document: object) -> None:
    jsonschema.Draft202012Validator(PROMPTS).validate(json.loads(write_json(document)))


class TestTheSameBytes:
    @pytest.mark.parametrize("way", WAYS)
    @pytest.mark.parametrize("name", ["two-victims-two-arrests", "attempted-never-reached"])
    def test_the_order_and_the_repeats_of_the_events_say_nothing(self, way: str, name: str) -> None:
        case = read_case((EXAMPLES / f"{name}.json").read_bytes())
        as_of = case.events[len(case.events) // 2].date
        plain = written(way, assess(case, as_of=as_of))
        for seed in range(3):
            events = [*case.events, *case.events[:4]]
            random.Random(seed).shuffle(events)  # noqa: S311 - an order, not a secret
            shuffled = Case(case.id, case.victims, events, jurisdiction=case.jurisdiction)
            assert written(way, assess(shuffled, as_of=as_of)) == plain

    @pytest.mark.parametrize("way", WAYS)
    def test_the_restrictions_on_contact_are_told_in_one_order(self, way: str) -> None:
        events = [
            event("e1", "suspect_arrested", "2026-05-05"),
            event("s1", "safe_contact_restricted", "2026-05-01", details={"unsafe_channels": ["telephone"]}),
            event("s2", "safe_contact_restricted", "2026-05-02", details={"unsafe_channels": ["letter"]}),
        ]
        assert written(way, assessed("2026-05-06", *events)) == written(way, assessed("2026-05-06", *events[::-1]))


class TestNothingPersonal:
    #: Text that no case file should hold, in every place where one could.
    EVENTS = (
        event("e1", "suspect_arrested", "2026-05-05", details={"reason": "MARK-1", "note": "MARK-2"}),
        event("e2", "victim_informed", "2026-05-06", about=["e1"], details={"channel": "MARK-3", "note": "MARK-4"}),
        event("e3", "suspect_charged", "2026-05-05", details={"note": "MARK-5"}),
        event("e4", "service_declined", "2026-05-06", details={"services": ["R7.offer"], "reason": "MARK-6"}),
        event("e5", "safe_contact_restricted", "2026-05-01", details={"unsafe_channels": ["letter"], "why": "MARK-7"}),
        event("e6", "event_voided", "2026-05-07", details={"event": "e2", "reason": "MARK-8"}),
        event("e7", "contact_attempted", "2026-05-07", about=["e1"], details={"reason": "MARK-9"}),
    )

    @pytest.mark.parametrize("way", WAYS)
    @pytest.mark.parametrize("victim", [PLAIN, evolve(ENHANCED, born=date(1987, 6, 5))], ids=["plain", "born"])
    def test_free_text_and_facts_about_a_victim_stay_inside(self, way: str, victim: Victim) -> None:
        answer = assessed("2026-05-20", *self.EVENTS, victims=[victim])
        text = written(way, answer)
        assert "V1" in text
        assert "MARK-" not in text.replace("\r\n ", "")
        assert "1987" not in text

    @pytest.mark.parametrize("way", ["json", "cloudevents", "csv", "ics"])
    def test_a_reason_that_is_no_code_stays_inside(self, way: str) -> None:
        excused = event("e4", "exception_recorded", "2026-05-06", details={"rule": "R6.arrest", "reason": "MARK-9"})
        answer = assessed("2026-05-20", event("e1", "suspect_arrested", "2026-05-05"), excused)
        assert "MARK-" not in written(way, answer).replace("\r\n ", "")


class TestTheDocument:
    @pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.json")), ids=lambda path: path.stem)
    def test_every_example_holds_to_the_schema_on_every_day_that_something_happens(self, path: Path) -> None:
        case = read_case(path.read_bytes())
        for day in sorted({each.date for each in case.events}):
            for whole in (assess(case, as_of=day), assess(case, as_of=day, rulebook=load_code())):
                validate(prompts_document(prompts_of(whole), as_of=day, policy="default"))

    def test_it_is_written_in_pieces_as_it_would_be_whole(self) -> None:
        answer = assessed("2026-05-06", event("e1", "suspect_arrested", "2026-05-05"))
        found = prompts_of(answer)
        for some in ((), found[:1], found):
            whole = write_json(prompts_document(some, as_of=answer.as_of, policy="ours"), indent=2) + "\n"
            assert "".join(write_document(some, as_of=answer.as_of, policy="ours")) == whole

    def test_a_separator_of_lines_inside_a_text_is_no_end_of_a_line(self) -> None:
        answer = assessed("2026-05-06", event("e1", "suspect_arrested", "2026-05-05"))
        odd = evolve(prompts_of(answer)[0], detail="one\u2028two\nthree")
        whole = write_json(prompts_document([odd], as_of=answer.as_of, policy="]"), indent=2) + "\n"
        assert "".join(write_document([odd], as_of=answer.as_of, policy="]")) == whole

    def test_it_holds_the_same_as_the_prompt(self) -> None:
        events = [
            event("e1", "suspect_arrested", "2026-05-05", suspect="S1", crime="X1"),
            event("s1", "safe_contact_restricted", "2026-05-01", details={"unsafe_channels": ["telephone"]}),
            told("e2", "2026-05-20", "e1"),
        ]
        (entry,) = [
            each
            for each in map(prompt_entry, prompts_of(assessed("2026-05-20", *events)))
            if each["obligations"] == ["V1/R6.arrest/e1"]
        ]
        basis = entry["basis"]
        assert isinstance(basis, list)
        assert (entry["status"], entry["closed_by"], entry["severity"]) == ("completed", "e2", None)
        assert (entry["suspects"], entry["crimes"], entry["must_name"]) == (["S1"], ["X1"], ["e1"])
        assert entry["safe_contact"] == {"events": ["s1"], "unsafe_channels": ["telephone"]}
        assert entry["due_by"] == "2026-05-12"  # five Working Days after Tuesday 5 May
        assert basis[0]["trigger"] == {"event": "e1", "type": "suspect_arrested", "date": "2026-05-05"}
        assert (basis[0]["status"], basis[0]["breach"]) == ("met_late", "yes")

    def test_every_key_is_needed_and_no_other_is_taken(self) -> None:
        answer = assessed("2026-05-06", event("e1", "suspect_arrested", "2026-05-05"))
        document = prompts_document(prompts_of(answer)[:1], as_of=answer.as_of, policy="default")
        entry = prompt_entry(prompts_of(answer)[0])
        validate(document)
        for changed in (
            *({key: value for key, value in document.items() if key != name} for name in document),
            *({**document, "prompts": [{k: v for k, v in entry.items() if k != name}]} for name in entry),
            {**document, "made_at": "2026-05-06"},
            {**document, "prompts": [{**entry, "name": "A"}]},
        ):
            with pytest.raises(jsonschema.ValidationError):
                validate(changed)

    def test_the_schema_lists_what_the_code_knows(self) -> None:
        prompt, basis = (PROMPTS["$defs"][name]["properties"] for name in ("prompt", "basis"))
        assert prompt["status"]["enum"] == list(PromptStatus)
        assert prompt["severity"]["enum"] == [*PromptSeverity, None]
        assert prompt["due_precision"]["enum"] == list(DuePrecision)
        assert basis["evidence"]["enum"] == list(Evidence)
        assert basis["status"]["enum"] == list(Status)
        assert basis["breach"]["enum"] == [truth.value for truth in Truth]
