"""Hypothesis strategies: days on which counting goes wrong, victims, events, histories, cases, layers and questions.

Each is typed, shrinks to the plainest example there is, and prints it as constructors that can be pasted (`as_code`).
They need Hypothesis: ``pip install victims-code[testing]``.
"""

from __future__ import annotations

from victims_code.testing.strategies.asking import as_of, cases, questions
from victims_code.testing.strategies.next_events import events
from victims_code.testing.strategies.order import impossibilities
from victims_code.testing.strategies.people import victims
from victims_code.testing.strategies.standards import layers
from victims_code.testing.strategies.tellings import (
    histories,
    impossible_histories,
    incomplete_histories,
    late_histories,
)
from victims_code.testing.strategies.when import boundaries, boundary_days, days, times

__all__ = [
    "as_of", "boundaries", "boundary_days", "cases", "days", "events", "histories", "impossibilities",
    "impossible_histories", "incomplete_histories", "late_histories", "layers", "questions", "times", "victims",
]  # fmt: skip
