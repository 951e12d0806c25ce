"""The assessment room: obligations, how they stand, and the engine that works them out."""

from __future__ import annotations

from victims_code.assessment.assessing import assess, assess_by
from victims_code.assessment.assessments import Assessment
from victims_code.assessment.findings import Finding, Severity
from victims_code.assessment.obligation_ids import obligation_id, parts_of_id
from victims_code.assessment.obligations import Obligation
from victims_code.assessment.statuses import Status
from victims_code.assessment.versions import Versions

__all__ = [
    "Assessment", "Finding", "Obligation", "Severity", "Status", "Versions", "assess", "assess_by", "obligation_id",
    "parts_of_id",
]  # fmt: skip
