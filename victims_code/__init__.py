"""The Victims' Code of England and Wales, as a library that counts.

Give it the facts of a case, and it says which services are owed to which victim, by whom and by when, which is due
next, and whether the case is in breach, with its working.

Importing the package loads nothing but this list of names: each room opens when one of its names is first asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from victims_code._version import __version__
from victims_code.doors import doors

if TYPE_CHECKING:
    from victims_code.assessment import Assessment, Finding, Obligation, Severity, Status, Versions, assess
    from victims_code.assessment.comparing import Difference, differences
    from victims_code.assessment.every_reading import EveryReading, readings
    from victims_code.assessment.foresight import Preview, compare_editions, preview
    from victims_code.assessment.tallies import Tally, tally
    from victims_code.assessment.targets import TargetStatus
    from victims_code.calendars import WorkingDays, england_and_wales
    from victims_code.cases import Case, Jurisdiction
    from victims_code.criteria import Evidence
    from victims_code.dates import london_date
    from victims_code.eligibility import EnhancedRights, enhanced_rights
    from victims_code.errors import (
        InvalidCase,
        InvalidFact,
        InvalidInput,
        InvalidRulebook,
        OutsideCalendar,
        Problem,
        UndeterminedTruth,
        UnknownName,
        VictimsCodeError,
    )
    from victims_code.events import Event
    from victims_code.interchange import Unanswered, assess_many, rows
    from victims_code.providers import ServiceProvider
    from victims_code.receipts import Receipt, Verification, make_receipt, read_receipt, verify
    from victims_code.rights import Right
    from victims_code.rulebook import Kind, Layer, Rule, Rulebook, load_code, load_layer, load_rulebook
    from victims_code.truth import Truth
    from victims_code.victims import OffenceCategory, Role, Victim

__all__ = [
    "Assessment", "Case", "Difference", "EnhancedRights", "Event", "EveryReading", "Evidence", "Finding",
    "InvalidCase", "InvalidFact", "InvalidInput", "InvalidRulebook", "Jurisdiction", "Kind", "Layer", "Obligation",
    "OffenceCategory", "OutsideCalendar", "Preview", "Problem", "Receipt", "Right", "Role", "Rule", "Rulebook",
    "ServiceProvider", "Severity", "Status", "Tally", "TargetStatus", "Truth", "Unanswered", "UndeterminedTruth",
    "UnknownName", "Verification", "Versions", "Victim", "VictimsCodeError", "WorkingDays", "__version__", "assess",
    "assess_many", "compare_editions", "differences", "england_and_wales", "enhanced_rights", "load_code", "load_layer",
    "load_rulebook", "london_date", "make_receipt", "preview", "read_receipt", "readings", "rows", "tally", "verify",
]  # fmt: skip

#: Which room holds which names.
_ROOMS = {
    "assessment": ("Assessment", "Finding", "Obligation", "Severity", "Status", "Versions", "assess"),
    "assessment.comparing": ("Difference", "differences"),
    "assessment.every_reading": ("EveryReading", "readings"),
    "assessment.foresight": ("Preview", "compare_editions", "preview"),
    "assessment.tallies": ("Tally", "tally"),
    "assessment.targets": ("TargetStatus",),
    "calendars": ("WorkingDays", "england_and_wales"),
    "cases": ("Case", "Jurisdiction"),
    "criteria": ("Evidence",),
    "dates": ("london_date",),
    "eligibility": ("EnhancedRights", "enhanced_rights"),
    "errors": (
        "InvalidCase", "InvalidFact", "InvalidInput", "InvalidRulebook", "OutsideCalendar", "Problem",
        "UndeterminedTruth", "UnknownName", "VictimsCodeError",
    ),
    "events": ("Event",),
    "interchange": ("Unanswered", "assess_many", "rows"),
    "providers": ("ServiceProvider",),
    "receipts": ("Receipt", "Verification", "make_receipt", "read_receipt", "verify"),
    "rights": ("Right",),
    "rulebook": ("Kind", "Layer", "Rule", "Rulebook", "load_code", "load_layer", "load_rulebook"),
    "truth": ("Truth",),
    "victims": ("OffenceCategory", "Role", "Victim"),
}  # fmt: skip

if not TYPE_CHECKING:  # pragma: no branch # a type checker sees the names above, and refuses any other
    __getattr__, __dir__ = doors(__name__, _ROOMS, __all__)
