"""The explanation room: an answer in one sentence, and in every step. Words are made only when asked for."""

from __future__ import annotations

from victims_code.explanation.sentences import outcome, sentence
from victims_code.explanation.traces import Step, trace

__all__ = ["Step", "outcome", "sentence", "trace"]
