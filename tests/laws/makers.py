"""The makers of questions that every law is tried on."""

from __future__ import annotations

from datetime import timedelta

from attrs import evolve
from hypothesis import strategies as st

from tests.assessment.strategies import cases, days
from victims_code.testing import Question, strategies


@st.composite
def crowded(draw: st.DrawFn) -> Question:
    """Draw a question of a few weeks of 2026 in which events meet and miss each other, some entered days later.

    The kit's own questions spread over all years and types. These find what takes several events of the same days: that
    a receipt still to come is taken for one that came, for example.
    """
    case = draw(cases())
    delays = [draw(st.none() | st.integers(0, 20)) for _ in case.events]
    events = [
        event if delay is None else evolve(event, recorded_at=event.date + timedelta(days=delay))
        for event, delay in zip(case.events, delays, strict=True)
    ]
    return Question(evolve(case, events=events), draw(days), known_at=draw(st.none() | days))


MAKERS = {"crowded": crowded(), "kit": strategies.questions(known_at=True, readings=True)}
