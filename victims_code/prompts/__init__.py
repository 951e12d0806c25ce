"""Prompts for case-management systems: what to do for which victim, by when, and what completes it.

>>> from datetime import date
>>> from victims_code import Case, Event, Victim, assess
>>> case = Case("C1", [Victim("V1", vulnerable=True)], [Event("e1", "suspect_charged", at=date(2026, 5, 5))])
>>> prompts_of(assess(case, as_of=date(2026, 5, 5)))[0].due_by
datetime.date(2026, 5, 6)
"""

from __future__ import annotations

from victims_code.prompts.closing import Closure, closure_check
from victims_code.prompts.comparing import Change, PromptChange, changes, collapsed
from victims_code.prompts.making import is_actionable, next_prompt_change_at, prompts_of
from victims_code.prompts.policies import Policy, Thresholds, default_policy, load_policy, read_policy
from victims_code.prompts.prompts import Basis, DuePrecision, Prompt, PromptSeverity, PromptStatus, SafeContact

__all__ = [
    "Basis", "Change", "Closure", "DuePrecision", "Policy", "Prompt", "PromptChange", "PromptSeverity", "PromptStatus",
    "SafeContact", "Thresholds", "changes", "closure_check", "collapsed", "default_policy", "is_actionable",
    "load_policy", "next_prompt_change_at", "prompts_of", "read_policy",
]  # fmt: skip
