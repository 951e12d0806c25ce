"""CloudEvents: the attributes of the specification, ids that tell one state from another, and a batch of lines."""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import unquote, urlsplit

import jsonschema
import pytest
from attrs import evolve

from tests.assessment.making import assessed, day, event, told
from victims_code import Case, InvalidFact, assess
from victims_code.interchange import schema
from victims_code.prompts.cloud_events import KINDS, cloud_event, source_of, write_cloud_events
from victims_code.prompts.comparing import Change
from victims_code.prompts.making import prompts_of
from victims_code.prompts.prompts import Prompt

ARREST = event("e1", "suspect_arrested", "2026-05-05")


def prompt_on(as_of: str, *more: Any) -> Prompt:  # noqa: ANN401 - events
    return next(p for p in prompts_of(assessed(as_of, ARREST, *more)) if p.obligations == ("V1/R6.arrest/e1",))


class TestOneMessage:
    def test_its_attributes_are_those_of_the_specification(self) -> None:
        """CloudEvents 1.0.2: four attributes are required, four are optional, and the names are a-z and 0-9."""
        found = cloud_event(prompt_on("2026-05-06"))
        required = {"id", "source", "specversion", "type"}
        optional = {"datacontenttype", "dataschema", "subject", "time"}
        assert required <= found.keys() <= required | optional | {"data"}
        assert all(re.fullmatch(r"[a-z0-9]{1,20}", name) for name in found)
        assert all(isinstance(value, str) and value for name, value in found.items() if name != "data")
        assert found["specversion"] == "1.0"
        assert found["datacontenttype"] == "application/json"

    def test_it_tells_no_time_and_no_day_of_the_answer(self) -> None:
        found = cloud_event(prompt_on("2026-05-06"))
        assert "time" not in found
        assert "as_of" not in json.dumps(found)

    def test_its_data_hold_to_the_schema_that_it_names(self) -> None:
        found = cloud_event(prompt_on("2026-05-06"))
        name, _, pointer = str(found["dataschema"]).partition("#")
        published = schema("victims-code/prompts/1")
        assert published["$id"] == name
        jsonschema.Draft202012Validator({"$ref": f"#{pointer}", "$defs": published["$defs"]}).validate(found["data"])

    @pytest.mark.parametrize("case", ["20WM/01234/26", "a b", "é?#%", "名前", "../x", "a:b@c"])
    def test_its_source_is_a_uri_from_which_the_case_can_be_read(self, case: str) -> None:
        source = source_of(case)
        assert source.isascii()
        assert re.fullmatch(r"urn:[A-Za-z0-9-]+:case:(?:[A-Za-z0-9._~-]|%[0-9A-F]{2})+", source)
        assert not urlsplit(source).query
        assert unquote(source.removeprefix("urn:victims-code:case:")) == case

    def test_its_subject_is_the_prompt(self) -> None:
        prompt = prompt_on("2026-05-06")
        assert cloud_event(prompt)["subject"] == prompt.id

    @pytest.mark.parametrize(
        ("events", "kind"),
        [
            ((), "open"),
            ((told("e2", "2026-05-06", "e1"),), "completed"),
            ((event("e2", "event_voided", "2026-05-06", details={"event": "e1"}),), "cancelled"),
        ],
    )
    def test_its_type_says_how_the_prompt_stands(self, events: tuple[Any, ...], kind: str) -> None:
        assert cloud_event(prompt_on("2026-05-06", *events))["type"] == f"victims-code.prompt.{kind}"

    @pytest.mark.parametrize("change", Change)
    def test_a_change_between_two_runs_is_told_as_such(self, change: Change) -> None:
        assert cloud_event(prompt_on("2026-05-06"), change)["type"] == f"victims-code.prompt.{change.value}"

    def test_what_cannot_come_to_a_prompt_is_refused(self) -> None:
        with pytest.raises(InvalidFact, match="did you mean 'changed'"):
            cloud_event(prompt_on("2026-05-06"), "change")


class TestItsId:
    def test_the_same_state_has_the_same_id(self) -> None:
        assert cloud_event(prompt_on("2026-05-06")) == cloud_event(prompt_on("2026-05-06"))

    def test_a_day_that_changes_nothing_changes_no_id(self) -> None:
        # Due on Tuesday 12 May: on the 6th and on the 7th it is not due yet, in the same words.
        assert cloud_event(prompt_on("2026-05-06")) == cloud_event(prompt_on("2026-05-07"))

    def test_another_state_of_the_same_prompt_has_another(self) -> None:
        states = [prompt_on("2026-05-06"), prompt_on("2026-05-12"), prompt_on("2026-05-13")]
        states.append(prompt_on("2026-05-13", told("e2", "2026-05-13", "e1")))
        assert len({state.id for state in states}) == 1
        assert len({cloud_event(state)["id"] for state in states}) == len(states)

    def test_two_kinds_of_message_about_one_state_are_two(self) -> None:
        prompt = prompt_on("2026-05-06")
        assert len({cloud_event(prompt, kind)["id"] for kind in KINDS}) == len(KINDS)

    def test_no_two_of_a_run_have_one_source_and_id(self) -> None:
        answers = [assess(Case(name, [*assessed("2026-05-06").case.victims], [ARREST]), as_of=day("2026-05-06"))
                   for name in ("A1", "A2")]  # fmt: skip
        found = [cloud_event(prompt) for answer in answers for prompt in prompts_of(answer)]
        assert len({(each["source"], each["id"]) for each in found}) == len(found)


class TestTheBatch:
    def test_each_message_is_a_line_of_one_array(self) -> None:
        found = prompts_of(assessed("2026-05-06", ARREST))
        text = "".join(write_cloud_events(found))
        assert json.loads(text) == [cloud_event(prompt) for prompt in found]
        first, *lines, last, end = text.split("\n")
        assert (first, last, end) == ("[", "]", "")
        assert [json.loads(line.removesuffix(",")) for line in lines] == json.loads(text)

    def test_no_prompt_is_an_array_all_the_same(self) -> None:
        assert "".join(write_cloud_events([])) == "[]\n"

    def test_a_separator_of_lines_in_a_text_ends_no_line(self) -> None:
        odd = evolve(prompt_on("2026-05-06"), detail="one\ntwo")
        assert len("".join(write_cloud_events([odd])).split("\n")) == 4
