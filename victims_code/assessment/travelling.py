"""Travelling: what was worked out for an answer, as plain values, for another process that knows the question."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, TypeAlias

from attrs import frozen

from victims_code.assessment.findings import Finding
from victims_code.assessment.plans import Planned, plan_of
from victims_code.assessment.rows import Row
from victims_code.cases import History
from victims_code.rulebook import Law

if TYPE_CHECKING:
    from victims_code.assessment.assessments import Assessment

#: A row with the number of its rule in the plan, and the references of its events.
_Plain: TypeAlias = tuple[Any, ...]


@frozen(eq=False)
class _Numbered:
    """The rules of a law's plan by number: the same in every process, for a plan is made of the law alone."""

    rules: tuple[Planned, ...]
    #: The number of each, by the identity of the rule in this process.
    numbers: dict[int, int]

    @classmethod
    def of(cls, law: Law) -> _Numbered:
        rules = tuple(rule for _, index in plan_of(law).spans for found in index().values() for rule in found)
        return cls(rules, {id(rule): number for number, rule in enumerate(rules)})


@frozen
class Travelled:
    """What was worked out for an answer: its rows, what is odd about its duties, and the day of its next change."""

    rows: tuple[_Plain, ...]
    findings: tuple[Finding, ...]
    next_change: dt.date | None

    def rows_in(self, law: Law, history: History) -> list[Row]:
        """Return the rows with the rules of the law, and the events of the history, that they name."""
        rules, event = law.kept(_Numbered, _Numbered.of).rules, history.by_id
        return [
            Row._make(
                (
                    rules[rule], victim, event[trigger], *days,
                    None if service is None else event[service],
                    done,
                    None if released_by is None else event[released_by],
                    unknown, agreed,
                )
            )
            for rule, victim, trigger, days, service, done, released_by, unknown, agreed in self.rows
        ]  # fmt: skip


def travelled(answer: Assessment) -> Travelled:
    """Return what has to travel of an answer, the day of its next change included."""
    numbers = answer.law.kept(_Numbered, _Numbered.of).numbers
    rows = [
        (
            numbers[id(row.planned)], row.victim, row.trigger.id, row[3:10],
            None if row.service is None else row.service.id,
            row.done,
            None if row.released_by is None else row.released_by.id,
            row.unknown, row.agreed,
        )
        for row in answer.rows
    ]  # fmt: skip
    return Travelled(tuple(rows), answer.noted, answer.next_change_at)
