"""The closure check: may a victim's case be closed, and what is outstanding? It warns, and never blocks."""

from __future__ import annotations

from datetime import date
from typing import Final

from attrs import frozen

from victims_code.arguments import need
from victims_code.assessment import Assessment, Obligation, Status
from victims_code.assessment.findings import Finding
from victims_code.errors import unknown_name
from victims_code.events import Event
from victims_code.prompts.making import is_actionable
from victims_code.rulebook import Kind
from victims_code.truth import Truth

#: A duty in one of these is known to be still to do.
_WAITING: Final = frozenset({Status.PENDING, Status.DUE_TODAY, Status.OVERDUE, Status.OUTSTANDING, Status.NOT_STARTED})
#: A duty in one of these is still to do, or may be.
_OPEN: Final = _WAITING | {Status.UNDETERMINED}


@frozen
class Closure:
    """Whether a victim's case may be closed, with all that speaks against it: for a person to decide."""

    case: str
    victim: str
    as_of: date
    #: Yes where nothing is outstanding, no where something is, undetermined where an unknown fact decides. What a
    #: person has to judge, and the victim's own time limits, do not count.
    may_close: Truth
    #: The obligations that are not done: an overdue one first, then in the order of the assessment.
    outstanding: tuple[Obligation, ...]
    #: The obligations for which an unknown fact decides whether they are owed, or how they stand.
    undetermined: tuple[Obligation, ...]
    #: The obligations that no event can show to be done, such as avoiding unnecessary contact with the suspect: the
    #: person who closes the case judges them.
    to_judge: tuple[Obligation, ...]
    #: What was done late, or never in time: it does not stand against closing, and the record keeps it.
    missed: tuple[Obligation, ...]
    #: The obligations that closing the case would itself give rise to, each with its due day.
    arising: tuple[Obligation, ...]
    #: The victim's own time limits that still run, or may: closing the case does not end them.
    windows: tuple[Obligation, ...]
    #: What is odd in the record about this victim.
    findings: tuple[Finding, ...]

    def lines(self) -> tuple[str, ...]:
        """Return the check line by line, for a form's warning: references and the Code's words only.

        >>> from victims_code import Case, Victim, assess
        >>> closure_check(assess(Case("C1", [Victim("V1")]), as_of=date(2026, 5, 5)), "V1").lines()
        ('Nothing is outstanding to V1.',)
        """
        found = [f"Nothing is outstanding to {self.victim}."] if self.may_close is Truth.YES else []
        found += [f"Outstanding: {duty.why()}" for duty in self.outstanding]
        found += [f"Undetermined: {duty.why()}" for duty in self.undetermined]
        found += [f"For a person to judge: {duty.why()}" for duty in self.to_judge]
        found += [f"Would arise: {duty.why()}" for duty in self.arising]
        for duty in self.windows:
            found.append(f"{'Still runs' if duty.status is Status.WINDOW_OPEN else 'May still run'}: {duty.why()}")
        return tuple(found)


def closure_check(assessment: Assessment, victim: str, *, closing: Event | None = None) -> Closure:
    """Say whether a victim's case may be closed, what is outstanding, and what closing would bring.

    `closing` is the event by which it would be closed, such as an ``investigation_closed`` of today; without it the
    check does not look ahead. A duty that no event can show to be done is left for a person to judge: it stands in
    `to_judge`, and does not keep `may_close` from being yes.

    :raises UnknownName: when the case has no such victim.
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
        raise unknown_name("victim", victim, known)
    owed = assessment.owed_to(victim)
    to_do = [duty for duty in owed if duty.status in _OPEN and is_actionable(duty)]
    waiting = [duty for duty in to_do if duty.status in _WAITING]
    outstanding = (
        *(duty for duty in waiting if duty.status is Status.OVERDUE),
        *(duty for duty in waiting if duty.status is not Status.OVERDUE),
    )
    undetermined = tuple(duty for duty in to_do if duty.status is Status.UNDETERMINED)
    others = [duty for duty in owed if not is_actionable(duty)]
    running = (Status.WINDOW_OPEN, Status.UNDETERMINED)
    arising: tuple[Obligation, ...] = ()
    if closing is not None:
        before = {duty.id for duty in owed}
        arising = tuple(duty for duty in assessment.advance(closing).owed_to(victim) if duty.id not in before)
    return Closure(
        case=assessment.case.id,
        victim=victim,
        as_of=assessment.as_of,
        may_close=Truth.NO if outstanding else Truth.UNDETERMINED if undetermined else Truth.YES,
        outstanding=outstanding,
        undetermined=undetermined,
        to_judge=tuple(duty for duty in others if duty.rule.kind is not Kind.WINDOW and duty.status in _OPEN),
        missed=tuple(duty for duty in owed if duty.status not in _WAITING and duty.breach is Truth.YES),
        arising=arising,
        windows=tuple(duty for duty in others if duty.rule.kind is Kind.WINDOW and duty.status in running),
        findings=tuple(finding for finding in assessment.findings if finding.victim in (None, victim)),
    )
