"""Killing: which conformance vector finds out that a mutant's law is wrong, if any does."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import chain
from typing import Any

from attrs import field, frozen

from tests.proof.mutants import Mutant
from victims_code.assessment import Assessment
from victims_code.assessment.assessing import assess_by
from victims_code.interchange.writing import _enhanced, _finding, obligation_entry
from victims_code.rulebook import Law
from victims_code.testing import Answer, Question
from victims_code.testing.vectors import Level, Vector
from victims_code.testing.vectors.comparing import differences


@frozen(eq=False)
class Asked:
    """A vector with its question, which is made once."""

    vector: Vector
    question: Question = field(init=False)
    #: What it is about: its level, the rules of whose duties it speaks, the readings that it asks for or accepts.
    about: frozenset[str] = field(init=False)

    @question.default
    def _ask(self) -> Question:
        return self.vector.question

    @about.default
    def _name_all(self) -> frozenset[str]:
        expected, accepted = self.vector.expected, (other.reading for other in self.vector.accepted)
        named = chain(expected.get("obligations", ()), expected.get("absent", ()))
        rules = (name.split("/")[1] for name in named)
        return frozenset(chain([self.vector.level], rules, self.vector.reading, *accepted))

    def kills(self, mutant: Mutant, law: Law) -> bool:
        """Whether the answer by a mutant's law is not the one expected; one that a reading accepts is another."""
        question, expected = self.question, self.vector.expected
        if mutant.reading is not None and mutant.reading not in question.readings:
            return False
        found = assess_by(law, question.case, as_of=question.as_of, known_at=question.known_at)
        return bool(differences(expected, _told(found, expected)))


def _told(assessment: Assessment, expected: Mapping[str, Any]) -> Answer:
    """Write of an answer's document what is expected of it, for the whole takes ten times as long."""
    wanted = expected.get("obligations", {})
    told: dict[str, Any] = {
        "in_breach": assessment.in_breach.value,
        "obligations": [obligation_entry(duty) if duty.id in wanted else {"id": duty.id} for duty in assessment],
    }
    if "next_due" in expected:
        told["next_due"] = None if assessment.next_due is None else assessment.next_due.id
    if "next_change_at" in expected:
        told["next_change_at"] = assessment.next_change_at
    if "enhanced_rights" in expected:
        told["enhanced_rights"] = {name: _enhanced(answer) for name, answer in assessment.enhanced_rights.items()}
    if "findings" in expected or "no_findings" in expected:
        basis = assessment.versions.duty_basis
        told["findings"] = [_finding(finding, basis) for finding in assessment.findings]
    return told


class Killers:
    """The vectors of all levels that ask about a case, in the order in which they are most likely to kill."""

    def __init__(self, vectors: Iterable[Vector]) -> None:
        """Make each question once; the small cases come first, for they are answered soonest."""
        asked = [Asked(vector) for vector in vectors if vector.level is not Level.CALENDAR]
        self._all = sorted(asked, key=lambda each: len(each.question.case.events))
        #: What killed a mutant before that was wrong in the same way.
        self._known: dict[str, dict[Asked, None]] = {}

    def killer(self, mutant: Mutant) -> Vector | None:
        """Return a vector that finds a mutant out; None where none does."""
        kind = mutant.id.rpartition(": ")[2]
        before = self._known.setdefault(kind, {})
        near = [asked for asked in self._all if mutant.about in asked.about]
        likely = dict.fromkeys(chain((asked for asked in before if mutant.about in asked.about), near, self._all))
        found = self._first(mutant, likely)
        if found is None:
            return None
        before[found] = None
        return found.vector

    def near(self, mutant: Mutant) -> Vector | None:
        """Return a vector that finds a mutant out, of those that are about the same; None where none does."""
        found = self._first(mutant, (asked for asked in self._all if mutant.about in asked.about))
        return None if found is None else found.vector

    @staticmethod
    def _first(mutant: Mutant, candidates: Iterable[Asked]) -> Asked | None:
        laws: dict[object, Law] = {}
        for asked in candidates:
            question = asked.question
            key = (tuple(question.readings.items()), question.layers)
            if key not in laws:
                laws[key] = mutant.law(question.readings, question.layers)
            if asked.kills(mutant, laws[key]):
                return asked
        return None
