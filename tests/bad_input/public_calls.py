"""Every public callable of the library, with arguments that it takes: a table that a test changes one by one.

What a user does not make, but is given, such as an `Obligation` or a `Prompt`, is here by its methods alone.
"""

from __future__ import annotations

import datetime as dt
import io
import json
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final, TypeAlias

from tests.feeds import extract_samples
from tests.fuzzing.readers import readers
from tests.fuzzing.targets import EXAMPLES
from victims_code import (
    Case,
    Event,
    Tally,
    Victim,
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
)
from victims_code.feeds import (
    Message,
    cases_of,
    load_columns,
    load_mapping,
    read_columns,
    read_common_platform,
    read_extract,
    read_hmpps,
    read_spi,
    suspect_reference,
)
from victims_code.interchange import (
    assess_many,
    assessment_document,
    case_document,
    case_of,
    explanation_document,
    obligation_entry,
    read_case,
    read_json,
    readings_document,
    rows,
    schema,
    write_json,
)
from victims_code.prompts import (
    Policy,
    Thresholds,
    changes,
    closure_check,
    collapsed,
    is_actionable,
    load_policy,
    next_prompt_change_at,
    prompts_of,
    read_policy,
)
from victims_code.receipts import make_receipt, read_receipt, verify
from victims_code.testing import Question, duties, reference
from victims_code.testing.vectors import export_vectors, judge, load_vectors, read_answers, run

#: A callable with the arguments that it takes, by name.
Call: TypeAlias = tuple[Callable[..., object], Mapping[str, Any]]

DAY: Final = dt.date(2026, 5, 20)


@cache
def calls(folder: str) -> Mapping[str, Call]:
    """Return every public callable; `folder` is where files are written, and none is where there is none."""
    victim, arrest = Victim("V1", vulnerable=True), Event("e1", "suspect_arrested", at=dt.date(2026, 5, 12))
    told = Event("e2", "victim_informed", at=dt.date(2026, 5, 13), about=["e1"])
    case = Case("C1", [victim], [arrest, told])
    answer = assess(case, as_of=DAY)
    receipt, question = make_receipt(answer), Question(case, DAY)
    layer = load_layer(EXAMPLES / "layers" / "force-standards.toml")
    days, code, vectors = england_and_wales(), load_code(), load_vectors(levels=["calendar"])[:1]
    messages = read_spi(readers()["spi"].seeds[0])
    asked = {"as_of": DAY, "known_at": DAY, "readings": {"unassessed": "standard"}, "layers": (layer,)}
    law = {"rulebook": code, "calendar": days}
    plain = Path(folder, "book.toml")
    mapping = Path(folder, "mapping.toml")
    if folder:
        plain.write_text(_BOOK, encoding="utf-8")
        mapping.write_text("", encoding="utf-8")
    every = readings(case, as_of=DAY)
    return {
        "Case": (Case, {"id": "C1", "victims": [victim], "events": [arrest], "jurisdiction": "england_and_wales"}),
        "Case.history": (case.history, {"day": DAY.toordinal(), "known_at": DAY}),
        "Victim": (
            Victim,
            {
                "id": "V1", "role": "person", "born": dt.date(1990, 5, 6), "under_18_at_offence": False,
                "offence_categories": ["hate_crime"], "persistently_targeted": True, "vulnerable": True,
                "intimidated": True,
            },
        ),
        "Event": (
            Event,
            {
                "id": "e1", "type": "suspect_arrested", "at": DAY, "received_at": DAY, "recorded_at": DAY,
                "victim": "V1", "suspect": "S1", "crime": "K1", "about": ["e0"], "details": {"own": 1},
                "vocabulary": code.vocabulary,
            },
        ),
        "Event.is_known": (arrest.is_known, {"when": DAY}),
        "Event.as_known": (arrest.as_known, {"when": DAY}),
        "Event.without_receipt_after": (arrest.without_receipt_after, {"when": DAY}),
        "assess": (assess, {"case": case, **asked, "rulebook": code, "calendar": days, "whatever_the_date": False}),
        "assess, a layer alone": (assess, {"case": case, "as_of": DAY, "layers": (layer,)}),
        "preview": (preview, {"case": case, "event": told, "as_of": DAY, "readings": {}, "layers": (layer,), **law}),
        "readings": (readings, {"case": case, **asked, **law, "whatever_the_date": False}),
        "compare_editions": (compare_editions, {"case": case, "as_of": DAY, "older": load_code("2015"), "newer": code}),
        "differences": (differences, {"before": answer, "after": answer}),
        "enhanced_rights": (
            enhanced_rights, {"victim": victim, "events": [arrest], "on": DAY, "criteria": code.criteria},
        ),
        "load_code": (load_code, {"name": "2020"}),
        "load_layer": (load_layer, {"path": EXAMPLES / "layers" / "force-standards.toml", "rulebook": code}),
        "load_rulebook": (load_rulebook, {"path": plain}),
        "london_date": (london_date, {"when": DAY}),
        "tally": (tally, {"obligations": answer.obligations}),
        "Tally.rate": (Tally().rate, {"status": "met"}),
        "Assessment.standing": (answer.standing, {"victim": "V1"}),
        "Assessment.owed_by": (answer.owed_by, {"provider": "police"}),
        "Assessment.owed_to": (answer.owed_to, {"victim": "V1"}),
        "Assessment.under": (answer.under, {"right": 6}),
        "Assessment.with_status": (lambda status: answer.with_status(*[status]), {"status": "overdue"}),
        "Assessment.advance": (lambda event: answer.advance(*[event]), {"event": told}),
        "Assessment.learned_since": (answer.learned_since, {"known_at": DAY}),
        "Assessment[...]": (lambda name: answer[name], {"name": "V1/R6.arrest/e1"}),
        "... in Assessment": (lambda name: name in answer, {"name": "V1/R6.arrest/e1"}),
        "EveryReading.disputes": (every.disputes, {"name": "unassessed"}),
        "Rulebook[...]": (lambda name: code[name], {"name": "R6.arrest"}),
        "Rulebook.duty_basis": (code.duty_basis, {"day": DAY}),
        "WorkingDays.add": (days.add, {"day": DAY, "n": 5}),
        "WorkingDays.add_ordinal": (days.add_ordinal, {"ordinal": DAY.toordinal(), "n": 5}),
        "WorkingDays.between": (days.between, {"start": DAY, "end": DAY}),
        "WorkingDays.is_working_day": (days.is_working_day, {"day": DAY}),
        "WorkingDays.reason": (days.reason, {"day": DAY}),
        "WorkingDays.why": (days.why, {"day": DAY, "n": 5}),
        "WorkingDays.is_projected": (days.is_projected, {"day": DAY}),
        "WorkingDays.year": (days.year, {"year": 2026}),
        "WorkingDays.with_holiday": (
            days.with_holiday, {"day": DAY, "name": "A day", "source": "an example", "proclaimed": DAY},
        ),
        "WorkingDays.without_holiday": (days.without_holiday, {"day": dt.date(2026, 5, 25), "source": "an example"}),
        "make_receipt": (make_receipt, {"assessment": answer}),
        "read_receipt": (read_receipt, {"data": receipt.to_json(), "source": "r.json"}),
        "verify": (verify, {"receipt": receipt, "rulebooks": [code], "calendar": days}),
        "assessment_document": (assessment_document, {"assessment": answer}),
        "obligation_entry": (obligation_entry, {"obligation": answer.obligations[0], "why": True}),
        "rows": (rows, {"answers": [answer], "why": True}),
        "assess_many": (
            assess_many,
            {"cases": [case], **asked, **law, "workers": 1},
        ),
        "case_document": (case_document, {"case": case}),
        "case_of": (
            case_of,
            {"document": case_document(case), "source": "c", "assume_tz": dt.UTC, "vocabulary": code.vocabulary},
        ),
        "explanation_document": (explanation_document, {"assessment": answer, "obligations": answer.obligations}),
        "read_case": (
            read_case,
            {
                "data": json.dumps(case_document(case)), "source": "c", "assume_tz": dt.UTC,
                "vocabulary": code.vocabulary,
            },
        ),
        "read_json": (read_json, {"data": b"{}", "source": "c"}),
        "readings_document": (readings_document, {"found": every}),
        "schema": (schema, {"name": "victims-code/case/1"}),
        "write_json": (write_json, {"document": {"a": 1}, "indent": 2}),
        "Policy": (
            Policy,
            {
                "name": "ours", "thresholds": Thresholds(1, 5, 1, 1), "by_rule": {}, "owner_roles": {},
                "rule_roles": {}, "quiet": frozenset(), "gathers": False,
            },
        ),
        "Thresholds": (Thresholds, {"due_soon": 1, "seriously_overdue": 5, "remind_before": 1, "escalate_after": 1}),
        "Policy, in use": (
            lambda **fields: prompts_of(answer, policy=Policy(**fields)),
            {
                "name": "ours", "thresholds": Thresholds(1, 5, 1, 1), "by_rule": {}, "owner_roles": {},
                "rule_roles": {}, "quiet": frozenset(), "gathers": False,
            },
        ),
        "Thresholds, in use": (
            lambda **days: prompts_of(answer, policy=Policy("ours", Thresholds(**days))),
            {"due_soon": 1, "seriously_overdue": 5, "remind_before": 1, "escalate_after": 1},
        ),
        "changes": (changes, {"before": prompts_of(answer), "after": prompts_of(answer)}),
        "closure_check": (closure_check, {"assessment": answer, "victim": "V1", "closing": told}),
        "collapsed": (collapsed, {"prompts": prompts_of(answer)}),
        "is_actionable": (is_actionable, {"obligation": next(iter(answer.obligations))}),
        "load_policy": (load_policy, {"path": EXAMPLES / "policies" / "force-policy.toml"}),
        "next_prompt_change_at": (
            next_prompt_change_at, {"assessment": answer, "policy": read_policy('name = "ours"')},
        ),
        "prompts_of": (
            prompts_of, {"assessment": answer, "policy": read_policy('name = "ours"'), "owed_by": "police"},
        ),
        "read_policy": (read_policy, {"text": 'name = "ours"', "source": "p.toml"}),
        "Message": (
            Message,
            {
                "case": "C1", "digest": "0" * 64, "sent": DAY, "events": (arrest,), "withdrawn": (), "restates": None,
                "unmapped": (), "victims": (victim,),
            },
        ),
        "Message, in use": (
            lambda **fields: cases_of([Message(**fields)]),
            {
                "case": "C1", "digest": "0" * 64, "sent": DAY, "events": (arrest,), "withdrawn": (), "restates": None,
                "unmapped": (), "victims": (victim,),
            },
        ),
        "cases_of": (cases_of, {"messages": messages, "victims": [victim]}),
        "load_columns": (load_columns, {"path": EXAMPLES / "extracts" / "crimes.toml"}),
        "load_mapping": (load_mapping, {"feed": "hmpps", "over": mapping}),
        "read_columns": (read_columns, {"text": extract_samples.MAP, "source": "m.toml"}),
        "read_common_platform": (
            read_common_platform,
            {
                "data": readers()["common-platform"].seeds[0], "source": "m", "received_at": dt.date(2026, 8, 20),
                "mapping": load_mapping("common-platform"),
            },
        ),
        "read_extract": (
            read_extract,
            {
                "data": extract_samples.HEAD.encode() + b"C1,S1,K1,02/05/2026\n", "source": "m",
                "columns": extract_samples.columns(), "received_at": DAY, "extracted_at": DAY,
            },
        ),
        "read_hmpps": (
            read_hmpps,
            {
                "data": readers()["hmpps"].seeds[0], "source": "m", "received_at": dt.date(2026, 8, 20),
                "mapping": load_mapping("hmpps"), "cases": {"A0001AA": ["C1"]},
            },
        ),
        "read_spi": (
            read_spi,
            {
                "data": readers()["spi"].seeds[0], "source": "m", "received_at": DAY, "mapping": load_mapping("spi"),
            },
        ),
        "suspect_reference": (suspect_reference, {"asn": "2601ZZ0000000000001A"}),
        "Question": (
            Question, {"case": case, "as_of": DAY, "known_at": DAY, "readings": {}, "layers": (layer,)},
        ),
        "duties": (duties, {"answer": reference(question)}),
        "reference": (reference, {"question": question}),
        "load_vectors": (load_vectors, {"path": None, "levels": ["calendar"]}),
        "read_answers": (read_answers, {"file": io.BytesIO(), "vectors": vectors, "source": "a"}),
        "judge": (judge, {"vectors": vectors, "answers": {}}),
        "run": (run, {"vectors": vectors, "system": reference, "deadline": None}),
        "export_vectors": (export_vectors, {"folder": Path(folder, "exported")}),
    }  # fmt: skip


_BOOK: Final = """
name = "none"
title = "None"
is_partial = true
[[duty_basis]]
from = 2021-04-01
name = "b"
sources = []
"""
