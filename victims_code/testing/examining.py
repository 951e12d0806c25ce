"""Examining: the laws and the vectors put to one system, and what came of both in plain words.

The laws need Hypothesis, which draws the questions: ``pip install victims-code[testing]``.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from enum import StrEnum
from functools import partial
from importlib.util import find_spec
from traceback import format_exception_only
from typing import Final

from attrs import frozen

from victims_code.errors import InvalidFact, InvalidInput, Problem
from victims_code.escaping import for_terminal
from victims_code.rulebook import code_names, load_code
from victims_code.testing import laws
from victims_code.testing.laws import Law, LawBroken
from victims_code.testing.laws.rewriting import parts_of
from victims_code.testing.questions import Answer, Question, System, duties
from victims_code.testing.systems import SystemFailed
from victims_code.testing.vectors import Report, Verdict

#: How many questions each law is asked of where nothing else is asked for: as many as Hypothesis tries by itself.
EXAMPLES: Final = 100


class Standing(StrEnum):
    """What came of a law."""

    HELD = "held"
    BROKE = "broke"
    #: No question was one that it speaks of, or the system answered none of these.
    SILENT = "had nothing to say"


@frozen
class LawOutcome:
    """What came of a law: how many questions it was asked of, and of how many it had something to say."""

    name: str
    standing: Standing
    asked: int
    spoke: int
    #: Why it broke, with the smallest question that shows it; empty where it did not.
    message: str = ""

    def __str__(self) -> str:
        """Return it as a line for a person."""
        counts = "" if self.standing is Standing.BROKE else f" ({self.spoke} of {self.asked} questions)"
        return f"  {self.name:<42} {self.standing}{counts}"


@frozen
class Examination:
    """What came of the laws and of the vectors."""

    #: None where they were not tried.
    laws: tuple[LawOutcome, ...] | None
    report: Report | None
    #: The number that draws the same questions again.
    seed: int

    @property
    def is_right(self) -> bool:
        """Whether nothing is wrong, and something is right."""
        held = {each.standing for each in self.laws or ()}
        vectors_right = self.report is not None and self.report.is_right
        if Standing.BROKE in held or (self.report is not None and self.report.failed):
            return False
        return Standing.HELD in held or vectors_right

    def document(self) -> dict[str, object]:
        """Return it as JSON holds it."""
        found = None if self.laws is None else {
            each.name: {
                "standing": each.standing.value, "asked": each.asked, "spoke": each.spoke,
                "message": each.message or None,
            }
            for each in self.laws
        }  # fmt: skip
        return {
            "is_right": self.is_right,
            "seed": self.seed,
            "laws": found,
            "vectors": None if self.report is None else self.report.document(),
        }

    def text(self, most: int = 3) -> str:
        """Return it for a person: laws, levels, the first law that broke, and the first `most` wrong vectors."""
        blocks = [*self._tables()]
        broke = [each for each in self.laws or () if each.standing is Standing.BROKE]
        if broke:
            blocks.append(f"{broke[0].name} broke:\n{_lines_for_terminal(broke[0].message)}")
        wrong = () if self.report is None else self.report.failures
        blocks += map(str, wrong[:most])
        if len(wrong) > most:
            blocks.append(f"and {len(wrong) - most} vectors more; victims-code test --format json lists all")
        blocks.append(
            "all right" if self.is_right else "something is wrong" if broke or wrong else "nothing was answered"
        )
        return "\n\n".join(blocks)

    def _tables(self) -> Iterator[str]:
        if self.laws is not None:
            yield "\n".join([f"laws (seed {self.seed})", *map(str, self.laws)])
        if self.report is not None:
            columns = ("right", "wrong", "not answered", "another reading")
            parts = {**{str(level): part for level, part in self.report.levels.items()}, "in all": self.report}
            rows = [
                f"  {name:<16}" + "".join(f"{part.counts[one]:>17}" for one in _ORDER) for name, part in parts.items()
            ]
            yield "\n".join([f"{'vectors':<18}" + "".join(f"{name:>17}" for name in columns), *rows])


_ORDER: Final = (Verdict.PASSED, Verdict.FAILED, Verdict.NOT_ANSWERED, Verdict.ACCEPTED)


def _lines_for_terminal(text: str) -> str:
    """Return a text of several lines with nothing in it that could steer a terminal."""
    return "\n".join(map(for_terminal, text.splitlines()))


def hold(
    system: System,
    *,
    examples: int = EXAMPLES,
    seed: int = 0,
    rules: Collection[str] | None = None,
    rights: Collection[int] | None = None,
    keys: Collection[str] | None = None,
    names: Iterable[str] | None = None,
) -> Iterator[LawOutcome]:
    """Put each law to a system, on questions that Hypothesis draws; one after another, as they are asked for.

    With `rules` or `rights`, only obligations of these are looked at, and each that arises must be named; with `keys`,
    only these keys. `names` are the laws to put; all where they are left out.

    :raises InvalidInput: when Hypothesis is not installed.
    """
    if find_spec("hypothesis") is None:
        mend = "pip install victims-code[testing], or give --no-laws for the vectors alone"
        raise InvalidInput([Problem("", "the laws need Hypothesis, which is not installed", mend)])
    known = None if rules is None and rights is None else _rules(rules, rights)
    part = _Part(system, known, None if keys is None else {*keys, "id"})
    for name in laws.ALL if names is None else names:
        law = laws.ALL[name]
        if name == "agrees_with_reference" and known is not None:
            law = partial(laws.agrees_with_reference, rules=known)
        yield _tried(name, law, part, examples, seed, _types(known))


def _types(rules: Collection[str] | None) -> list[str]:
    """Return the types of event on which duties of the rules arise; none where all are asked about."""
    found = [rule for edition in code_names() for rule in load_code(edition).rules if rule.id in (rules or ())]
    return sorted({name for rule in found for name in rule.arises_on})


def _rules(rules: Collection[str] | None, rights: Collection[int] | None) -> frozenset[str]:
    """Return the rules that are asked about."""
    found = [rule for edition in code_names() for rule in load_code(edition).rules]
    return frozenset(
        rule.id for rule in found if (rules is None or rule.id in rules) and (rights is None or rule.right in rights)
    )


def _tried(name: str, law: Law, system: System, examples: int, seed: int, types: Collection[str]) -> LawOutcome:
    """Put one law to a system, on cases of some types. Hypothesis looks for the smallest question that breaks it."""
    from hypothesis import HealthCheck, Phase, given, settings
    from hypothesis import seed as seeded

    from victims_code.testing.strategies import questions

    counts = {"asked": 0, "spoke": 0}
    failed: list[str] = []

    @seeded(seed)
    @settings(
        max_examples=examples, database=None, deadline=None, suppress_health_check=list(HealthCheck),
        report_multiple_bugs=False, phases=(Phase.generate, Phase.shrink),
    )  # fmt: skip
    @given(questions(types=types))
    def put(question: Question) -> None:
        if failed:
            return
        counts["asked"] += 1
        try:
            counts["spoke"] += law(system, question)
        except _Unanswered:
            return
        except SystemFailed as error:  # a smaller question is not looked for: each try may take as long
            failed.append(f"The system failed: {error}.")

    message = _message_of(put) or "".join(failed)
    standing = Standing.BROKE if message else Standing.HELD if counts["spoke"] else Standing.SILENT
    return LawOutcome(name, standing, counts["asked"], counts["spoke"], message)


def _message_of(put: Callable[[], None]) -> str:
    """Return why a law broke, or what the system raised; empty where it held."""
    try:
        put()
    except LawBroken as error:
        return str(error)
    except Exception as error:  # noqa: BLE001 - a system under test may raise anything
        return f"The system raised {' '.join(''.join(format_exception_only(error)).split())}"
    return ""


class _Unanswered(Exception):
    """The system does not know such a question, so that a law can say nothing of its answer."""


@frozen
class _Part:
    """A system, of whose answers only a part is looked at."""

    system: System
    rules: frozenset[str] | None
    keys: Collection[str] | None

    def __call__(self, question: Question) -> Answer:
        answer = self.system(question)
        if answer is None:
            raise _Unanswered
        if (self.rules is None and self.keys is None) or not isinstance(answer, Mapping):
            return answer
        try:
            told = list(duties(answer).values())
        except InvalidFact:
            return answer  # the laws say what is wrong with it
        found = {key: value for key, value in answer.items() if self._is_asked(key)}
        if "obligations" in answer:
            kept = (duty for duty in told if self.rules is None or parts_of(duty["id"])[1] in self.rules)
            found["obligations"] = [
                {key: value for key, value in duty.items() if self.keys is None or key in self.keys} for duty in kept
            ]
        return found

    def _is_asked(self, key: str) -> bool:
        """Whether a key of the answer is looked at: what is said of the case as a whole rests on all rules."""
        return self.rules is None and (self.keys is None or key in self.keys)
