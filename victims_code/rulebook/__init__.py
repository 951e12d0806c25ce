"""The rulebook: the law as data, loaded, linted and given back as the facts it was written from."""

from __future__ import annotations

from victims_code.criteria import Evidence
from victims_code.rulebook.eras import Era
from victims_code.rulebook.laws import Law, law_of
from victims_code.rulebook.layer_reading import load_layer, read_layer
from victims_code.rulebook.layers import Layer, Target
from victims_code.rulebook.limits import Limit, Manner, Unit, read_limit
from victims_code.rulebook.linting import lint
from victims_code.rulebook.loading import (
    CURRENT,
    code_names,
    editions_in_force,
    load_code,
    load_rulebook,
    read_rulebook,
)
from victims_code.rulebook.readings import Choice, Conventions, Reading
from victims_code.rulebook.rules import Clock, Dispute, DutyBasis, Ending, Kind, Meets, Rule, Rulebook

__all__ = [
    "CURRENT", "Choice", "Clock", "Conventions", "Dispute", "DutyBasis", "Ending", "Era", "Evidence", "Kind", "Law",
    "Layer", "Limit", "Manner", "Meets", "Reading", "Rule", "Rulebook", "Target", "Unit", "code_names",
    "editions_in_force", "law_of", "lint", "load_code", "load_layer", "load_rulebook", "read_layer", "read_limit",
    "read_rulebook",
]  # fmt: skip
