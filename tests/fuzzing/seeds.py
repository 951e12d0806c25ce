"""What the fuzzers begin with: the example cases, the receipts that are stored, the Code's own data, and calls."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

from tests.fuzzing.targets import EXAMPLES, NEXT_FILE

STORED: Final = Path(__file__).resolve().parents[1] / "receipts" / "stored"

#: A receipt that is larger than this takes a fuzzer too long.
_MOST: Final = 8_000

#: One event of each kind that changes what others mean, beside those that they change.
REWRITTEN: Final[Mapping[str, Any]] = {
    "schema": "victims-code/case/1",
    "case": "C1",
    "jurisdiction": "england_and_wales",
    "victims": [{"id": "V1", "role": "person", "born": "2008-05-06", "offence_categories": ["hate_crime"]}],
    "events": [
        {"id": "e1", "type": "suspect_arrested", "at": "2026-05-12", "suspect": "S1", "crime": "K1"},
        {"id": "e2", "type": "victim_informed", "at": "2026-05-13T10:00:00+01:00", "about": ["e1"]},
        {"id": "e3", "type": "contact_plan_agreed", "at": "2026-05-14", "details": {"every_days": 14}},
        {"id": "e4", "type": "court_bail_decided", "at": "2026-05-14", "received_at": "2026-05-15"},
        {
            "id": "e5", "type": "event_corrected", "at": "2026-05-16", "recorded_at": "2026-05-17T09:00:00Z",
            "details": {"event": "e1", "fields": {"at": "2026-05-11", "about": [], "details": {"own": [1, None]}}},
        },
        {"id": "e6", "type": "event_voided", "at": "2026-05-17", "details": {"event": "e3", "reason": "x"}},
        {"id": "e7", "type": "service_declined", "at": "2026-05-18", "details": {"services": ["R6", "all"]}},
        {
            "id": "e8", "type": "enhanced_rights_determined", "at": "2026-05-12", "victim": "V1",
            "details": {"entitled": True, "category": "vulnerable_or_intimidated"},
        },
        {
            "id": "e9", "type": "exception_recorded", "at": "2026-05-19",
            "details": {"rule": "R6.arrest", "reason": "other", "note_held": True},
        },
        {"id": "e10", "type": "duty_holder_changed", "at": "2026-05-19", "details": {"owed_by": "police", "to": "CPS"}},
    ],
}  # fmt: skip

#: Calls of each command; ``@0`` stands for the first of the files after the line, ``-`` reads all of them.
_ON_A_DAY: Final = "--as-of 2026-05-20"
_CALLS: Final = (
    f"assess @0.json {_ON_A_DAY}",
    f"assess - {_ON_A_DAY} --format json --check",
    f"assess @0.ndjson {_ON_A_DAY} --known-at 2026-05-16T12:00:00+01:00 --reading unassessed=standard",
    f"assess @0 {_ON_A_DAY} --rulebook 2015 --assume-tz Europe/London",
    f"explain @0 {_ON_A_DAY} --obligation V1/R6.arrest/e1 --format json",
    f"explain - {_ON_A_DAY}",
    f"readings @0 {_ON_A_DAY}",
    f"readings @0 {_ON_A_DAY} --format json",
    f"receipt @0 {_ON_A_DAY} --known-at 2026-05-16",
)
_BARE_CALLS: Final = (
    "deadline 2026-12-24 5 --why", "deadline 2026-12-24T23:30:00Z 0", "calendar 2022", "rules --right 6 --format csv",
    "rules --rulebook 2015 --format json", "--help", "--version", "assess --help", "vectors --help",
)  # fmt: skip


def seeds(target: str) -> Iterator[bytes]:
    """Walk the inputs with which a target's fuzzer begins."""
    yield from _SEEDS[target]()


def _cases() -> Iterator[bytes]:
    yield json.dumps(REWRITTEN).encode()
    for path in sorted((EXAMPLES / "cases").glob("*.json")):
        yield path.read_bytes()


def _receipts() -> Iterator[bytes]:
    for path in sorted(STORED.glob("*.json")):
        if path.stat().st_size <= _MOST:
            yield path.read_bytes()


def _rulebooks() -> Iterator[bytes]:
    """The smaller edition, and of the larger one what all rules share, with one Right: a large file is slow to vary."""
    data = files("victims_code").joinpath("rulebook", "data")
    for name, kept in (("2015", ""), ("2020", "right-06.toml"), ("2020", "right-09.toml")):
        entries = sorted(data.joinpath(name).iterdir(), key=lambda entry: entry.name)
        texts = [
            entry.read_bytes()
            for entry in entries
            if entry.name in {kept, "code.toml", "sources.toml"} or (not kept and entry.name.endswith(".toml"))
        ]
        # A part of its code need not say why nothing turns on an event of another part.
        yield NEXT_FILE.join([b"is_partial = true\n" + texts[0] if kept else texts[0], *texts[1:]])


def _layers() -> Iterator[bytes]:
    for path in sorted((EXAMPLES / "layers").glob("*.toml")):
        yield path.read_bytes()


def _calls() -> Iterator[bytes]:
    case, layer, receipt = next(_cases()), next(_layers()), next(_receipts())
    for line in _CALLS:
        yield line.encode() + b"\n" + case
    for line in _BARE_CALLS:
        yield line.encode()
    yield f"assess @0 {_ON_A_DAY} --layer @1.toml\n".encode() + case + NEXT_FILE + layer
    yield f"assess @0.ndjson @1 {_ON_A_DAY}\n".encode() + case + b"\n" + case + NEXT_FILE + case
    yield b"lint @0.toml\n" + layer
    yield b"verify @0 --check\n" + receipt
    yield b"verify -\n" + receipt


_SEEDS: Final = {
    "case": _cases, "receipt": _receipts, "rulebook": _rulebooks, "layer": _layers, "call": _calls,
}  # fmt: skip
