"""The commands for whoever writes case files: `schema` prints a published JSON Schema, `new` a case file to start from.

A JSON file has no place for comments: what each key means is in its schema, key by key.
"""

from __future__ import annotations

import argparse
import json
from datetime import date

from victims_code.cases import Case
from victims_code.cli import inputs
from victims_code.events import Event
from victims_code.interchange import case_document, schema, write_json
from victims_code.victims import Victim


def print_schema(asked: argparse.Namespace) -> int:
    """Print a published JSON Schema, in ASCII: a pattern may hold characters that a terminal does not show."""
    inputs.say(json.dumps(schema(asked.name, ref_prefix=asked.ref_prefix), indent=2))
    return 0


def new(_asked: argparse.Namespace) -> int:
    """Print a case file to start from: one victim of whom little is known, an arrest, and that the victim was told."""
    victim = Victim("V1", offence_categories=[], under_18_at_offence=False)
    how = {"channel": "telephone"}
    events = [
        Event("e1", "crime_reported", at=date(2026, 5, 1)),
        Event("e2", "suspect_arrested", at=date(2026, 5, 5), suspect="S1"),
        Event("e3", "victim_informed", at=date(2026, 5, 6), victim="V1", about=["e2"], details=how),
    ]
    inputs.say(write_json(case_document(Case("20WM/00001/26", [victim], events)), indent=2))
    return 0
