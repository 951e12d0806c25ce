"""Data for a demonstration: the library's own example cases, some invented ones of the last weeks, courts' messages."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

from prompt_board.reading import CASE_TYPE, Envelope, event_envelopes, feed_envelope
from prompt_board.recomputing import Recomputing
from victims_code.interchange import read_json, write_json

#: The day that is taken for today: the example cases are in the middle of it.
AS_OF: Final = date(2026, 6, 24)

#: Where the courts' sample messages lie beside the project, if they do.
_SAMPLES: Final = Path(__file__).parents[4] / "shared" / "feeds" / "spi"

_SOURCE: Final = "urn:prompt-board:demonstration"


def load(recomputing: Recomputing, spi: Path | None = None) -> int:
    """Load the data, and return the number of messages."""
    found = [*_examples(), *(_case_event(document) for document in invented())]
    folder = spi or _SAMPLES
    found += [feed_envelope("spi", path.read_bytes()) for path in sorted(folder.glob("*.xml"))[:25]]
    recomputing.keep(found)
    return len(found)


def case_event(document: dict[str, Any], sent: datetime) -> dict[str, Any]:
    """Return a case file as the CloudEvent that brings it."""
    return {
        "specversion": "1.0", "id": f"case {document['case']} {sent.isoformat()}", "source": _SOURCE,
        "type": CASE_TYPE, "time": sent.isoformat(), "datacontenttype": "application/json", "data": document,
    }  # fmt: skip


def invented() -> Iterator[dict[str, Any]]:
    """Walk some cases of the weeks before the day: each with something that is due, overdue or unknown."""
    known = {"offence_categories": [], "persistently_targeted": False, "vulnerable": False, "intimidated": False,
             "under_18_at_offence": False}  # fmt: skip
    unknown: dict[str, Any] = {}
    for number, (back, kind, facts, more) in enumerate(_PLOT):
        victim = {"id": "V1", "role": "person", **(known if facts == "standard" else unknown if facts == "unknown" else
                  {**known, facts: True})}  # fmt: skip
        day = AS_OF - timedelta(days=back)
        events: list[dict[str, Any]] = [
            {"id": "e1", "type": "crime_reported", "at": (day - timedelta(days=3)).isoformat(), "crime": "C1"},
            {"id": "e2", "type": "written_confirmation_sent", "at": (day - timedelta(days=2)).isoformat()},
            {"id": "e3", "type": "code_information_given", "at": (day - timedelta(days=2)).isoformat()},
            {"id": "e4", "type": "restorative_justice_information_given", "at": (day - timedelta(days=2)).isoformat()},
            {"id": "e5", "type": "support_referral_made", "at": (day - timedelta(days=2)).isoformat()},
            {"id": "e6", "type": kind, "at": day.isoformat(), "suspect": "S1", "crime": "C1"},
        ]  # fmt: skip
        for index, (name, after, extra) in enumerate(more):
            at = day + timedelta(days=after)
            events.append({"id": f"e{index + 7}", "type": name, "at": at.isoformat(), **extra})
        yield {
            "schema": "victims-code/case/1", "case": f"20DM/{number + 1:05}/26", "victims": [victim], "events": events,
        }  # fmt: skip


#: Each: days before the day, what happened then, the victim's standing, and what followed after how many days.
_PLOT: Final[list[tuple[int, str, str, list[tuple[str, int, dict[str, Any]]]]]] = [
    (1, "suspect_arrested", "vulnerable", []),
    (2, "suspect_arrested", "unknown", []),
    (5, "suspect_arrested", "standard", []),
    (8, "suspect_arrested", "standard", [("contact_attempted", 1, {"victim": "V1", "about": ["e6"]})]),
    (16, "suspect_arrested", "intimidated", []),
    (6, "suspect_charged", "standard", [("victim_informed", 1, {"victim": "V1", "about": ["e6"]})]),
    (9, "suspect_released_on_police_bail", "standard",
     [("safe_contact_restricted", 0, {"victim": "V1", "details": {"unsafe_channels": ["telephone", "letter"]}})]),
    (3, "suspect_released_on_police_bail", "vulnerable", []),
    (4, "decision_not_to_prosecute", "unknown", []),
    (21, "suspect_released_under_investigation", "standard", []),
    (7, "suspect_interviewed_under_caution", "standard", []),
    (0, "suspect_charged", "persistently_targeted", []),
    (5, "hearing_listed", "standard", []),
    (2, "sentence_passed", "vulnerable", []),
    (12, "case_outcome_reached", "standard", []),
]  # fmt: skip


def _examples() -> Iterator[Envelope]:
    """Walk the library's example cases: in its package, or beside this one in a checkout."""
    packaged = files("victims_code").joinpath("example_cases")
    folder = packaged if packaged.is_dir() else Path(__file__).parents[2] / "cases"
    for path in sorted(folder.iterdir(), key=lambda each: each.name):
        if path.name.endswith(".json"):
            document = read_json(path.read_bytes())
            if isinstance(document, dict):
                yield _case_event(document)


def _case_event(document: dict[str, Any]) -> Envelope:
    sent = datetime.combine(AS_OF, time(0), UTC)
    (envelope,) = event_envelopes(write_json(case_event(document, sent)).encode(), is_batch=False)
    return envelope
