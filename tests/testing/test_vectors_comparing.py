"""Comparing: every kind of difference between an answer and what is expected of it, told in plain words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.testing.vector_files import (
    ARREST,
    TOLD,
    answering,
    duty,
    one,
    words,
)
from victims_code.testing.vectors import judge, run
from victims_code.testing.vectors.comparing import differences

#: What is told where the obligation of the arrest is left out.
NOTHING_OF_THE_ARREST = (
    'says nothing of V1/R6.arrest/e1; expected {"due_by": "2026-04-13", "enhanced": false, "status": "due_today"}'
)

#: An answer, and what is told of it.
ANSWERS: dict[str, tuple[Mapping[str, Any], list[str]]] = {
    "as expected": (answering(), []),
    "another value": (answering(in_breach="yes"), ['in_breach: expected "no", came "yes"']),
    "null for a value": (answering(in_breach=None), ['in_breach: expected "no", came null']),
    "a value left out": (answering(next_due=...), ['says nothing of next_due; expected "V1/R6.arrest/e1"']),
    "another value of an obligation": (
        answering(obligations=duty(due_by="2026-04-09")),
        ['V1/R6.arrest/e1: due_by: expected "2026-04-13", came "2026-04-09"'],
    ),
    "a value of an obligation left out": (
        answering(obligations=duty(status=...)),
        ['V1/R6.arrest/e1: says nothing of status; expected "due_today"'],
    ),
    "two differences": (
        answering(obligations=duty(due_by=None, status="pending")),
        [
            'V1/R6.arrest/e1: due_by: expected "2026-04-13", came null',
            'V1/R6.arrest/e1: status: expected "due_today", came "pending"',
        ],
    ),
    "nought for false": (
        answering(obligations=duty(enhanced=0)),
        ["V1/R6.arrest/e1: enhanced: expected false, came 0"],
    ),
    "a word for false": (
        answering(obligations=duty(enhanced="false")),
        ['V1/R6.arrest/e1: enhanced: expected false, came "false"'],
    ),
    "an obligation left out": (
        answering(obligations=[]),
        [
            NOTHING_OF_THE_ARREST,
        ],
    ),
    "all obligations left out": (
        answering(obligations=...),
        [
            NOTHING_OF_THE_ARREST,
            "says nothing of obligations; must not arise: V1/R6.charge/e1",
        ],
    ),
    "an obligation too many": (
        answering(obligations=[*duty(), {"id": "V1/R6.charge/e1"}]),
        ["V1/R6.charge/e1: came, and must not arise"],
    ),
    "Enhanced Rights": (
        answering(enhanced_rights={"V1": {"entitled": True, "categories": []}}),
        ["enhanced_rights: V1: entitled: expected false, came true"],
    ),
    "Enhanced Rights unknown": (
        answering(enhanced_rights={"V1": {"entitled": None, "categories": []}}),
        ["enhanced_rights: V1: entitled: expected false, came null"],
    ),
    "a victim left out": (
        answering(enhanced_rights={}),
        ['enhanced_rights: says nothing of V1; expected {"categories": [], "entitled": false}'],
    ),
    "Enhanced Rights left out": (
        answering(enhanced_rights=...),
        ['enhanced_rights: says nothing of V1; expected {"categories": [], "entitled": false}'],
    ),
    "categories left out": (
        answering(enhanced_rights={"V1": {"entitled": False}}),
        ["enhanced_rights: V1: says nothing of categories; expected []"],
    ),
    "a category too many": (
        answering(enhanced_rights={"V1": {"entitled": False, "categories": ["x"]}}),
        ['enhanced_rights: V1: categories: expected [], came ["x"]'],
    ),
    "a finding left out": (
        answering(findings=[]),
        ['findings: expected {"code": "contact_names_nothing", "event": "e2"}, did not come'],
    ),
    "a finding about another event": (
        answering(findings=[{"code": "contact_names_nothing", "event": "e1"}]),
        ['findings: expected {"code": "contact_names_nothing", "event": "e2"}, did not come'],
    ),
    "a finding too many": (
        answering(findings=[*TOLD["findings"], {"code": "contact_before_event"}]),
        ["findings: contact_before_event came, and must not be made"],
    ),
    "all findings left out": (
        answering(findings=...),
        [
            'says nothing of findings; expected {"code": "contact_names_nothing", "event": "e2"}',
            "says nothing of findings; must not be made: contact_before_event",
        ],
    ),
    "an empty answer": (
        {},
        [
            'says nothing of in_breach; expected "no"',
            'says nothing of next_due; expected "V1/R6.arrest/e1"',
            NOTHING_OF_THE_ARREST,
            "says nothing of obligations; must not arise: V1/R6.charge/e1",
            'enhanced_rights: says nothing of V1; expected {"categories": [], "entitled": false}',
            'says nothing of findings; expected {"code": "contact_names_nothing", "event": "e2"}',
            "says nothing of findings; must not be made: contact_before_event",
        ],
    ),
    "obligations by id": (
        answering(obligations={"V1/R6.arrest/e1": {}}),
        ["cannot be read: obligations: a list is needed, not dict"],
    ),
    "an obligation twice": (
        answering(obligations=[*duty(), *duty()]),
        ["cannot be read: obligations[1].id: 'V1/R6.arrest/e1' is told twice; tell each obligation once"],
    ),
    "Enhanced Rights as a list": (
        answering(enhanced_rights=["V1"]),
        ["cannot be read: enhanced_rights: an object with an object for each victim is needed"],
    ),
    "Enhanced Rights as a word": (
        answering(enhanced_rights={"V1": "no"}),
        ["cannot be read: enhanced_rights: an object with an object for each victim is needed"],
    ),
    "findings as words": (
        answering(findings=["contact_names_nothing"]),
        ["cannot be read: findings: a list of objects, each with its code, is needed"],
    ),
    "findings as an object": (
        answering(findings={}),
        ["cannot be read: findings: a list of objects, each with its code, is needed"],
    ),
}


class TestDifferences:
    """Each thing that an answer says otherwise is told, with what was expected and what came."""

    @pytest.mark.parametrize("what", ANSWERS)
    def test_what_is_told_of_an_answer(self, what: str, tmp_path: Path) -> None:
        answer, told = ANSWERS[what]
        vectors = one(tmp_path, "deadlines", ARREST)
        report = run(vectors, lambda _: answer)
        assert words(report) == told
        is_wrong = not all("says nothing of" in difference for difference in told)
        assert (report.failed, report.not_answered) == (is_wrong, bool(told) and not is_wrong)
        # Those that were worked out elsewhere are judged alike.
        assert judge(vectors, {ARREST["id"]: answer}) == report

    def test_an_obligation_of_a_rule_that_the_system_knows_may_not_be_left_out(self) -> None:
        expected = {"obligations": {"V1/R6.arrest/e1": {"due_by": "2026-04-13"}}}
        for known, is_unsaid in ((None, False), (["R6.arrest"], False), (["R6.charge"], True)):
            (difference,) = differences(expected, {"obligations": []}, known=known)
            assert difference.is_unsaid is is_unsaid
        (difference,) = differences(expected, {}, known=["R6.arrest"])
        assert difference.is_unsaid

    def test_what_is_not_expected_is_not_looked_at(self) -> None:
        assert not differences({"in_breach": "no"}, {"in_breach": "no", "next_due": object(), "other": 1})

    def test_the_order_of_a_list_carries_no_meaning(self) -> None:
        expected = {"obligations": {"V1/R6.arrest/e1": {"unknown": ["born", "vulnerable"]}}}
        for told, is_same in (
            (["vulnerable", "born"], True),
            (("vulnerable", "born"), True),
            (["born"], False),
            (["born", "born"], False),
            ("born", False),
        ):
            answer = {"obligations": [{"id": "V1/R6.arrest/e1", "unknown": told}]}
            assert (not differences(expected, answer)) is is_same

    def test_dates_and_times_may_be_those_of_python(self) -> None:
        expected = {"obligations": {"V1/R6.arrest/e1": {"due_by": "2026-04-13", "target_by": "2026-04-13T10:00:00Z"}}}
        duty = {
            "id": "V1/R6.arrest/e1",
            "due_by": date(2026, 4, 13),
            "target_by": datetime(2026, 4, 13, 10, tzinfo=UTC),
        }
        assert not differences(expected, {"obligations": [duty]})

    def test_an_object_may_be_any_mapping(self) -> None:
        trigger = {"event": "e1", "type": "suspect_arrested", "date": "2026-04-02"}
        expected = {"obligations": {"V1/R6.arrest/e1": {"trigger": trigger}}}
        told = {**trigger, "date": date(2026, 4, 2)}
        assert not differences(expected, {"obligations": [{"id": "V1/R6.arrest/e1", "trigger": told}]})

    def test_what_json_cannot_hold_is_named_by_its_kind(self) -> None:
        (difference,) = differences({"in_breach": "no"}, {"in_breach": object()})
        assert str(difference) == 'in_breach: expected "no", came "<object>"'

    def test_what_is_long_is_cut_off(self) -> None:
        (difference,) = differences({"in_breach": "no"}, {"in_breach": "x" * 10_000})
        assert len(str(difference)) < 300

    @pytest.mark.parametrize("answer", [7, [], "no"])
    def test_what_is_no_answer_cannot_be_read(self, answer: Any, tmp_path: Path) -> None:  # noqa: ANN401 - anything
        (told,) = words(run(one(tmp_path, "deadlines", ARREST), lambda _: answer))
        assert told.startswith("cannot be read: an answer is an object")
