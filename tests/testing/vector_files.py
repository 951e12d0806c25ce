"""A handful of vectors argued by hand, at every level that the tests of running need, and how they are written."""

from __future__ import annotations

import copy
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests.cli.running import PLAIN
from victims_code.testing.vectors import Report, Vector, load_vectors

#: An example layer: a crime is to be recorded within 24 hours.
LAYER = """
name = "example"
title = "An example"
code = "2020"
[[target]]
rule = "R2.record-crime"
within = "24 hours"
"""

#: The same with an event type and a duty of its own.
LAYER_WITH_A_DUTY = f"""{LAYER}
[events.welfare_call_made]
family = "service"
definition = "The force rang the victim to ask how they are"
details = {{}}
[[rule]]
id = "example.welfare-call"
right = 4
duty = "Ring the victim to ask how they are"
owed_by = "police"
arises_on = ["crime_reported"]
within = "7 days"
met_by = ["welfare_call_made"]
evidence = "quoted"
sources = []
disputes = []
"""

#: The other reading of D7: an event on no Working Day counts as happening on the next one.
WEEKEND = {"weekend_start": "next_working_day_is_day_0"}

CALENDAR: Mapping[str, Any] = {
    "id": "calendar/5/early-may-2026",
    "authority": "K1",
    "argument": "After Friday 1 May 2026, Monday 4 May is a bank holiday, so 5, 6, 7, 8 and 11 May are counted.",
    "rule": None, "boundary": "early-may", "reading": {},
    "facts": {"day": "2026-05-01", "working_days": 5},
    "as_of": None, "known_at": None, "layers": [],
    "expected": {"due_by": "2026-05-11"},
    "accepted": [],
}  # fmt: skip

#: Saturday 6 June 2026: the next Working Day is Monday the 8th, which is day 1, or under the other reading day 0.
SATURDAY: Mapping[str, Any] = {
    **CALENDAR,
    "id": "calendar/1/saturday",
    "authority": "K8; D7",
    "argument": "The day itself is day 0, Monday 8 June 2026 is the first Working Day after it.",
    "boundary": "saturday",
    "facts": {"day": "2026-06-06", "working_days": 1},
    "expected": {"due_by": "2026-06-08"},
    "accepted": [{"reading": WEEKEND, "expected": {"due_by": "2026-06-09"}}],
}

#: Arrested on Thursday 2 April 2026; the 3rd is Good Friday, the 6th Easter Monday. A contact of the day before does
#: not say what it was about.
ARREST: Mapping[str, Any] = {
    "id": "deadlines/R6.arrest/suspect_arrested/standard/good-friday",
    "authority": "B6; VWI-POL; LVWS",
    "argument": "Over Good Friday, the weekend and Easter Monday, the 7th, 8th, 9th, 10th and 13th are counted.",
    "rule": "R6.arrest", "boundary": "good-friday", "reading": {},
    "facts": {
        "case": "C1", "victims": [dict(PLAIN)],
        "events": [
            {"id": "e1", "type": "suspect_arrested", "at": "2026-04-02"},
            {"id": "e2", "type": "victim_informed", "at": "2026-04-01"},
        ],
    },
    "as_of": "2026-04-13", "known_at": None, "layers": [],
    "expected": {
        "in_breach": "no",
        "next_due": "V1/R6.arrest/e1",
        "obligations": {"V1/R6.arrest/e1": {"due_by": "2026-04-13", "status": "due_today", "enhanced": False}},
        "absent": ["V1/R6.charge/e1"],
        "enhanced_rights": {"V1": {"entitled": False, "categories": []}},
        "findings": [{"code": "contact_names_nothing", "event": "e2"}],
        "no_findings": ["contact_before_event"],
    },
    "accepted": [],
}  # fmt: skip

#: Arrested on Saturday 6 June 2026: day 5 is Friday the 12th, or under the other reading Monday the 15th.
SATURDAY_ARREST: Mapping[str, Any] = {
    **ARREST,
    "id": "deadlines/R6.arrest/suspect_arrested/standard/saturday",
    "authority": "B6; D7",
    "argument": "Monday 8 June 2026 is day 1, so Friday the 12th is day 5.",
    "boundary": "saturday",
    "facts": {**ARREST["facts"], "events": [{"id": "e1", "type": "suspect_arrested", "at": "2026-06-06"}]},
    "as_of": "2026-06-08",
    "expected": {"obligations": {"V1/R6.arrest/e1": {"due_by": "2026-06-12"}}},
    "accepted": [{"reading": WEEKEND, "expected": {"obligations": {"V1/R6.arrest/e1": {"due_by": "2026-06-15"}}}}],
}

#: The arrest of 2 April 2026 was entered on the 8th: on the evening of the 7th nobody knew of it.
LATE: Mapping[str, Any] = {
    **ARREST,
    "id": "history/recorded-late",
    "argument": "What was entered on 8 April was not known at the end of the 7th, so nothing arises.",
    "boundary": None,
    "facts": {
        **ARREST["facts"],
        "events": [{"id": "e1", "type": "suspect_arrested", "at": "2026-04-02", "recorded_at": "2026-04-08"}],
    },
    "known_at": "2026-04-07",
    "expected": {"absent": ["V1/R6.arrest/e1"]},
}

#: A crime reported at noon on Monday 1 June 2026 is to be recorded by noon on the 2nd under the local standard.
LOCAL: Mapping[str, Any] = {
    **ARREST,
    "id": "layers/record-crime/24-hours",
    "authority": "the layer",
    "argument": "24 hours after noon on 1 June 2026 is noon on the 2nd.",
    "rule": "R2.record-crime", "boundary": None,
    "facts": {
        **ARREST["facts"],
        "events": [{"id": "e1", "type": "crime_reported", "at": "2026-06-01T12:00:00+01:00"}],
    },
    "as_of": "2026-06-01",
    "layers": [LAYER],
    "expected": {"obligations": {"V1/R2.record-crime/e1": {"target_by": "2026-06-02T12:00:00+01:00"}}},
}  # fmt: skip


def vectors_file(level: str, *vectors: Mapping[str, Any]) -> dict[str, Any]:
    """Return the document of a file of vectors, which a test may change."""
    document = {"schema": "victims-code/vectors/1", "level": level, "about": "An example.", "vectors": list(vectors)}
    return copy.deepcopy(document)


def write_vectors(folder: Path, level: str, *vectors: Mapping[str, Any]) -> Path:
    """Write a file of vectors, one a line as the published ones are, and return its path."""
    path = folder / f"{level}.json"
    path.write_text(json.dumps(vectors_file(level, *vectors)), encoding="utf-8")
    return path


#: What `ARREST` expects, as an answer says it.
TOLD: Mapping[str, Any] = {
    "in_breach": "no",
    "next_due": "V1/R6.arrest/e1",
    "next_change_at": "2026-04-14",
    "obligations": [
        {"id": "V1/R6.arrest/e1", "due_by": "2026-04-13", "status": "due_today", "enhanced": False, "why": "..."},
        {"id": "V1/R1.understanding/e1", "due_by": None},
    ],
    "enhanced_rights": {"V1": {"entitled": False, "categories": []}},
    "findings": [{"code": "contact_names_nothing", "event": "e2", "message": "..."}],
}


def load_all(folder: Path) -> tuple[Vector, ...]:
    """All vectors at hand, in the order of their levels."""
    files = {
        "calendar": [CALENDAR, SATURDAY],
        "deadlines": [ARREST, SATURDAY_ARREST],
        "history": [LATE],
        "layers": [LOCAL],
    }
    return tuple(
        vector for level, given in files.items() for vector in load_vectors(write_vectors(folder, level, *given))
    )


def one(folder: Path, level: str, entry: Mapping[str, Any]) -> list[Vector]:
    """Load one vector."""
    return list(load_vectors(write_vectors(folder, level, entry)))


def words(report: Report) -> list[str]:
    """Return the differences of a report with one outcome, in words."""
    (outcome,) = report.outcomes
    return [str(each) for each in outcome.differences]


def answering(**changes: object) -> Mapping[str, Any]:
    """Return the answer that `ARREST` expects, with other values for some keys; without those that are `...`."""
    return {key: value for key, value in {**copy.deepcopy(dict(TOLD)), **changes}.items() if value is not ...}


def duty(**changes: object) -> list[dict[str, Any]]:
    """Return the obligations of an answer: the arrest's, with other values for some keys, or without those of `...`."""
    told = {**TOLD["obligations"][0], **changes}
    return [{key: value for key, value in told.items() if value is not ...}]
