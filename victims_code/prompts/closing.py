"""The closure check: may a victim's case be closed, and what is outstanding? It warns, and never blocks."""

from __future__ import annotations

from datetime import date
from typing import Final

from attrs import frozen

from victims_code.arguments import need
from victims_code.assessment import Assessment, Obligation, Status
from victims_code.assessment.findings import Finding
from victims_code.errors import InvalidFact, nearest
from victims_code.events import Event
from victims_code.truth import Truth

#: What still waits for somebody, once a case is to be closed.
_WAITING: Final = frozenset({Status.PENDING, Status.DUE_TODAY, Status.OVERDUE, Status.OUTSTANDING, Status.NOT_STARTED})
#: What cannot be told until a fact is known.
_UNKNOWN: Final = frozenset({Status.UNDETERMINED})


@frozen
class Closure:
    """Whether a victim's case may be closed, with all that speaks against it: for a person to decide."""

    case: str
    victim: str
    as_of: date
    #: Yes where nothing is outstanding, no where something is, undetermined where an unknown fact decides.
    may_close: Truth
    #: The obligations that are not done: an overdue one first, then in the order of the assessment.
    outstanding: tuple[Obligation, ...]
    #: The obligations of which it cannot be told whether they are owed, or how they stand.
    undetermined: tuple[Obligation, ...]
    #: What was done late, or never in time: it does not stand against closing, and the record keeps it.
    missed: tuple[Obligation, ...]
    #: What closing itself would give rise to, with its due day: the victim has to be told.
    arising: tuple[Obligation, ...]
    #: The victim's own time limits that still run: closing the case does not end them.
    windows: tuple[Obligation, ...]
    #: What is odd in the record about this victim.
    findings: tuple[Finding, ...]

    def lines(self) -> tuple[str, ...]:
        """Say it line by line, for a form's warning: references and the Code's words only.

        >>> from victims_code import Case, Victim, assess
        >>> closure_check(assess(Case("C1", [Victim("V1")]), as_of=date(2026, 5, 5)), "V1").lines()
        ('Nothing is outstanding to V1.',)
        """
        found = [f"Outstanding: {duty.why()}" for duty in self.outstanding]
        found += [f"Cannot be told: {duty.why()}" for duty in self.undetermined]
        found += [f"Would arise: {duty.why()}" for duty in self.arising]
        found += [f"Still runs: {duty.why()}" for duty in self.windows]
        return (*found,) if found else (f"Nothing is outstanding to {self.victim}.",)


def closure_check(assessment: Assessment, victim: str, *, closing: Event | None = None) -> Closure:
    """Say whether a victim's case may be closed, what is outstanding, and what closing would bring.

    `closing` is the event by which it would be closed, such as an ``investigation_closed`` of today; without it the
    check does not look ahead.

    :raises InvalidFact: when the case has no such victim.
    :raises InvalidCase: when `closing` does not fit the case.

    >>> from victims_code import Case, Victim, assess
    >>> case = Case("C1", [Victim("V1")], [Event("e1", "suspect_arrested", at=date(2026, 5, 5))])
    >>> check = closure_check(assess(case, as_of=date(2026, 5, 20)), "V1")
    >>> check.may_close, check.outstanding
    (<Truth.NO: 'no'>, (<Obligation V1/R6.arrest/e1: overdue>,))
    """
    need("assessment", assessment, Assessment)
    need("victim", victim, str)
    if closing is not None:
        need("closing", closing, Event)
    known = [each.id for each in assessment.case.victims]
    if victim not in known:
        msg = f"victim: the case has none called so; {nearest(victim, known)}"
        raise InvalidFact(msg)
    owed = assessment.owed_to(victim)
    waiting = [duty for duty in owed if duty.status in _WAITING]
    outstanding = (
        *(duty for duty in waiting if duty.status is Status.OVERDUE),
        *(duty for duty in waiting if duty.status is not Status.OVERDUE),
    )
    undetermined = tuple(duty for duty in owed if duty.status in _UNKNOWN)
    arising: tuple[Obligation, ...] = ()
    if closing is not None:
        before = {duty.id for duty in owed}
        arising = tuple(duty for duty in assessment.advance(closing).owed_to(victim) if duty.id not in before)
    return Closure(
        assessment.case.id,
        victim,
        assessment.as_of,
        Truth.NO if outstanding else Truth.UNDETERMINED if undetermined else Truth.YES,
        outstanding,
        undetermined,
        tuple(duty for duty in owed if duty.status not in _WAITING and duty.breach is Truth.YES),
        arising,
        tuple(duty for duty in owed if duty.status is Status.WINDOW_OPEN),
        tuple(finding for finding in assessment.findings if finding.victim in (None, victim)),
    )
