"""Questions and answers: how the kit speaks with any system that answers for the Code, be it ours or another.

A question is a case and how it is asked. An answer is a document with the keys of ``victims-code/assessment/1``, of
which a system gives those that it knows: what it does not say is not held against it.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final, TypeAlias

from attrs import field, frozen

from victims_code.arguments import need
from victims_code.assessment import assess
from victims_code.cases import Case
from victims_code.dates import When, format_when
from victims_code.errors import InvalidFact
from victims_code.interchange import assessment_document, case_document
from victims_code.rulebook import Layer

#: What a system says of a case on a day: the keys of ``victims-code/assessment/1`` that it knows.
Answer: TypeAlias = Mapping[str, Any]


@frozen
class Question:
    """A case, and the way in which it is asked: the same words as `assess` takes.

    >>> question = Question(Case("C1", []), date(2026, 5, 6))
    >>> reference(question)["in_breach"]
    'no'
    """

    #: The facts.
    case: Case
    #: The London day of the assessment.
    as_of: date
    #: What was entered only later is left out; None leaves out nothing.
    known_at: When | None = field(default=None, kw_only=True)
    #: The choices taken instead of the defaults, by reading.
    readings: Mapping[str, str] = field(factory=dict, kw_only=True)
    #: Local standards laid over the Code.
    layers: tuple[Layer, ...] = field(default=(), kw_only=True)

    def document(self) -> dict[str, object]:
        """Return the question as JSON holds it; layers as the TOML that they were read from."""
        return {
            "facts": case_document(self.case),
            "as_of": self.as_of.isoformat(),
            "known_at": None if self.known_at is None else format_when(self.known_at),
            "readings": dict(self.readings),
            "layers": [layer.text for layer in self.layers],
        }


#: A system under test: it takes a question and says what it knows of the answer.
System: TypeAlias = Callable[[Question], Answer]


def reference(question: Question) -> Answer:
    """Return the whole answer of this library: the system that others are tested against.

    :raises OutsideCalendar: when a due date lies past the years of the calendar.
    """
    need("question", question, Question)
    return assessment_document(
        assess(
            question.case,
            as_of=question.as_of,
            known_at=question.known_at,
            readings=question.readings or None,
            layers=question.layers,
        )
    )


def duties(answer: Answer) -> dict[str, Mapping[str, Any]]:
    """Return what an answer says of each obligation, by id.

    :raises InvalidFact: when ``obligations`` is not a list of objects, each with an ``id`` of its own.

    >>> duties({"obligations": [{"id": "V1/R6.arrest/e1", "due_by": "2026-05-05"}]})["V1/R6.arrest/e1"]["due_by"]
    '2026-05-05'
    """
    found: dict[str, Mapping[str, Any]] = {}
    for index, duty in enumerate(_list(answer)):
        if not isinstance(duty, Mapping) or not isinstance(duty.get("id"), str):
            msg = f"obligations[{index}]: an object with an id, such as 'V1/R6.arrest/e1', is needed"
            raise InvalidFact(msg)
        if duty["id"] in found:
            msg = f"obligations[{index}].id: {duty['id']!r} is told twice; tell each obligation once"
            raise InvalidFact(msg)
        found[duty["id"]] = duty
    return found


def _list(answer: object) -> list[Any]:
    if not isinstance(answer, Mapping):
        msg = f"an answer is an object with the keys of victims-code/assessment/1, not {type(answer).__name__}"
        raise InvalidFact(msg)
    told = answer.get("obligations", _NOTHING)
    if not isinstance(told, list):
        msg = f"obligations: a list is needed, not {type(told).__name__}"
        raise InvalidFact(msg)
    return told


#: Shared, and never changed.
_NOTHING: Final[list[Any]] = []


if "hypothesis" in sys.modules:  # which came first, and knew of no question yet
    from victims_code.testing.hypothesis_plugin import register_question

    register_question()
