"""Conformance vectors: questions with the answers argued by hand, for systems in any language.

A vector of the calendar asks for a day, every other for what is owed in a case. `load_vectors` reads those of the
package, `run` puts them to a system, and `judge` to answers that were worked out elsewhere.
"""

from __future__ import annotations

from victims_code.testing.vectors.answers import read_answers
from victims_code.testing.vectors.comparing import Difference
from victims_code.testing.vectors.exporting import export_vectors
from victims_code.testing.vectors.loading import load_vectors
from victims_code.testing.vectors.model import VECTORS_SCHEMA, Accepted, Level, Vector
from victims_code.testing.vectors.reports import Outcome, Report, Verdict
from victims_code.testing.vectors.running import Deadline, judge, run

__all__ = [
    "VECTORS_SCHEMA", "Accepted", "Deadline", "Difference", "Level", "Outcome", "Report", "Vector", "Verdict",
    "export_vectors", "judge", "load_vectors", "read_answers", "run",
]  # fmt: skip
