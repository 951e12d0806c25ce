"""The rulebook: the law as data, loaded, linted and given back as the facts it was written from."""

from __future__ import annotations

from victims_code.criteria import Evidence
from victims_code.rulebook.limits import Limit, Manner, Unit, read_limit
from victims_code.rulebook.linting import lint
from victims_code.rulebook.loading import CURRENT, code_names, load_code, load_rulebook, read_rulebook
from victims_code.rulebook.rules import Clock, Dispute, DutyBasis, Ending, Kind, Meets, Rule, Rulebook

__all__ = [
    "CURRENT", "Clock", "Dispute", "DutyBasis", "Ending", "Evidence", "Kind", "Limit", "Manner", "Meets", "Rule",
    "Rulebook", "Unit", "code_names", "lint", "load_code", "load_rulebook", "read_limit", "read_rulebook",
]  # fmt: skip
