"""Whether a vector holds together: what a schema cannot say of its facts, its law and the answers that it expects."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any, Final

from attrs import frozen

from victims_code.assessment.findings import CODES
from victims_code.assessment.obligation_ids import parts_of_id
from victims_code.errors import InvalidFact, InvalidInput, InvalidRulebook, nearest
from victims_code.rulebook import Law, law_of
from victims_code.testing.questions import Question
from victims_code.testing.vectors.model import Level, Vector, layer_of
from victims_code.testing.vectors.shapes import Fault


def faults_of_vector(vector: Vector) -> Iterator[Fault]:
    """Walk what does not hold together in a vector that has the right shape.

    An answer is expected of what the case holds: an obligation that must be absent, with its rule mistyped, would be
    absent for ever.
    """
    yield from _faults_of_accepted(vector)
    if vector.level is Level.CALENDAR:
        return
    told = list(_faults_of_law(vector))
    yield from told
    if told:
        return
    try:
        question = vector.question
    except InvalidInput as error:
        for problem in error.problems:
            yield f"facts.{problem.where}" if problem.where else "facts", problem.what, problem.mend
        return
    answers = _Answers.to(question, vector.law)
    yield from answers.faults(vector.expected, "expected")
    for index, other in enumerate(vector.accepted):
        yield from answers.faults(other.expected, f"accepted[{index}].expected")


def _faults_of_law(vector: Vector) -> Iterator[Fault]:
    """Walk what is wrong with the layers and the reading."""
    sound = True
    for index, text in enumerate(vector.layers):
        try:
            layer_of(text)
        except InvalidRulebook as error:
            sound = False
            for problem in error.problems:
                yield ": ".join(filter(None, (f"layers[{index}]", problem.where))), problem.what, problem.mend
    try:
        _ = vector.law if sound else law_of(readings=vector.reading)
    except InvalidFact as error:
        name, _, what = str(error).partition(": ")
        yield "layers" if name == "layers" else "reading", what, ""


def _faults_of_accepted(vector: Vector) -> Iterator[Fault]:
    """Walk what is wrong with the other answers: each is another reading's, and says as much as the one expected."""
    for index, other in enumerate(vector.accepted):
        where = f"accepted[{index}]"
        try:
            law_of(readings=other.reading)
        except InvalidFact as error:
            yield f"{where}.reading", str(error).removeprefix("readings: "), ""
        if other.expected == vector.expected:
            yield f"{where}.expected", "the same as what is expected", "leave it out"
        for unsaid in _unsaid(vector.expected, other.expected):
            yield f"{where}.expected", f"says nothing of {unsaid}, which expected lists", "say as much in each answer"


def _unsaid(expected: Mapping[str, Any], other: Mapping[str, Any]) -> Iterator[str]:
    """Walk what one answer speaks of and another does not: where less is said, a wrong answer would be accepted."""
    others = _subjects(other)
    # An obligation that must not arise has nothing else to say, and one that arises is not absent.
    gone, arising = set(other.get("absent", ())), {(duty,) for duty in other.get("obligations", ())}
    for subject, words in _subjects(expected).items():
        if subject not in others and subject not in arising and subject[0] not in gone:
            yield words


def _subjects(answer: Mapping[str, Any]) -> dict[tuple[str, ...], str]:
    """Return what an answer speaks of, each with the words for it."""
    found: dict[tuple[str, ...], str] = {}
    for key, value in answer.items():
        if key == "obligations":
            found |= {(duty, name): f"{name} of {duty}" for duty, told in value.items() for name in told}
        elif key == "absent":
            found |= {(duty,): duty for duty in value}
        elif key == "enhanced_rights":
            found |= {(key, victim, name): f"{name} of {victim}" for victim, told in value.items() for name in told}
        elif key in ("findings", "no_findings"):
            codes = [each["code"] if key == "findings" else each for each in value]
            found |= {("finding", code): f"the finding {code}" for code in codes}
        else:
            found[(key,)] = key
    return found


#: How an obligation is named.
_ID: Final = "write victim/rule/event, each as the case or the Code names it, with a / inside one of them as %2F"


@frozen
class _Answers:
    """What an answer to a question can name."""

    victims: Collection[str]
    events: Collection[str]
    rules: Collection[str]

    @classmethod
    def to(cls, question: Question, law: Law) -> _Answers:
        rules = [rule.id for book in law.editions for rule in book.rules]
        rules += [rule.id for layer in law.layers for rule in layer.rules]
        case = question.case
        return cls([victim.id for victim in case.victims], [event.id for event in case.events], set(rules))

    def faults(self, answer: Mapping[str, Any], where: str) -> Iterator[Fault]:
        """Walk the names in an answer that are nothing in the case, or nothing in the law."""
        obligations, absent = answer.get("obligations", {}), answer.get("absent", ())
        for key, names in (("obligations", obligations), ("absent", absent), ("next_due", [answer.get("next_due")])):
            for name in names:
                if name is not None and not self._can_arise(name):
                    what = f"{name!r} is no obligation that can arise"
                    yield f"{where}.{key}", what, _ID
        for name in absent:
            if name in obligations:
                yield f"{where}.absent", f"{name!r} is expected too", "list it once"
        for name in answer.get("enhanced_rights", ()):
            if name not in self.victims:
                yield f"{where}.enhanced_rights", f"{name!r} is no victim of the case", nearest(name, self.victims)
        for index, finding in enumerate(answer.get("findings", ())):
            yield from self._faults_of_finding(finding, f"{where}.findings[{index}]")
        for code in answer.get("no_findings", ()):
            yield from self._faults_of_finding({"code": code}, f"{where}.no_findings")

    def _can_arise(self, name: str) -> bool:
        try:
            victim, rule, event = parts_of_id(name)
        except InvalidFact:
            return False
        return victim in self.victims and rule in self.rules and event in self.events

    def _faults_of_finding(self, finding: Mapping[str, str | None], where: str) -> Iterator[Fault]:
        for key, known in (("code", CODES), ("event", self.events), ("victim", self.victims), ("rule", self.rules)):
            name = finding.get(key)
            if name is not None and name not in known:
                yield f"{where}.{key}", f"{name!r} is not known", nearest(name, known)
