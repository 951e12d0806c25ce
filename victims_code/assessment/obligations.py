"""The obligation: one duty, to one victim, from one event, with its dates, how it stands, and why."""

from __future__ import annotations

from datetime import date
from operator import getitem
from typing import TYPE_CHECKING, Final

from attrs import frozen

from victims_code.assessment.obligation_ids import obligation_id
from victims_code.assessment.plans import due_day
from victims_code.assessment.rows import Row
from victims_code.assessment.statuses import Status
from victims_code.criteria import Evidence
from victims_code.errors import InvalidFact
from victims_code.events import Event, happened_before
from victims_code.providers import ServiceProvider
from victims_code.rulebook import Clock, DutyBasis, Kind, Limit, Rule, Rulebook
from victims_code.truth import Truth

if TYPE_CHECKING:
    from victims_code.assessment.assessments import Assessment
    from victims_code.assessment.targets import LocalTarget
    from victims_code.dates import When
    from victims_code.explanation import Step


_from_ordinal: Final = date.fromordinal


@frozen(repr=False, eq=False)
class Obligation:
    """One duty that arose: it is made by `assess`, one for each rule, victim and triggering event.

    Days are London days. What is not known is None, and never a guess. Two are equal where they are the same duty in
    equal answers: those of two cases never are.
    """

    _row: Row
    _assessment: Assessment

    @property
    def id(self) -> str:
        """``victim/rule/event``, where a ``/`` inside one of the three is written ``%2F``: the same on every run."""
        return obligation_id(self.victim, self.rule.id, self.trigger.id)

    @property
    def case(self) -> str:
        """The case's reference."""
        return self._assessment.case.id

    @property
    def rule(self) -> Rule:
        """The rule that makes the duty."""
        return self._row.planned.rule

    @property
    def edition(self) -> Rulebook:
        """The edition that it arises under; for a local duty, the one that its layer is laid over."""
        return self._row.planned.edition

    @property
    def layer(self) -> str | None:
        """The layer whose local duty it is; None for a duty of the Code."""
        return self._row.planned.layer or None

    @property
    def target(self) -> LocalTarget | None:
        """The soonest local target that the layers set for it, which is no part of the Code; None where none does."""
        if not self._assessment.plan.targets:
            return None
        from victims_code.assessment.targets import local_target

        return local_target(self)

    @property
    def target_by(self) -> When | None:
        """When the local target falls: a London day, or for a limit in hours a moment."""
        target = self.target
        return None if target is None else target.by

    @property
    def held_by(self) -> str | None:
        """Who holds it now, where the case passed to another body while it was open; None where nobody else does."""
        if not self._assessment.transfers:
            return None
        from victims_code.assessment.holders import holder

        return holder(self)

    @property
    def duty_basis(self) -> DutyBasis:
        """The footing on which the duty bound on the day it fell due, or on that of the assessment if it is sooner."""
        day = self._assessment.as_of if self.due_by is None else min(self.due_by, self._assessment.as_of)
        return self._assessment.law.duty_basis(day)

    @property
    def reason(self) -> str | None:
        """The code of the reason for which it is excused; None where it is not, or the record gives none."""
        if self.status is not Status.EXCUSED or self.released_by is None:
            return None
        return str(self.released_by.details["reason"]) if self.released_by.details.get("reason") else None

    @property
    def good_reasons(self) -> bool:
        """Whether the reason was given when the duty was missed, or may have been, and so excuses only if it is good.

        The duty binds unless there are good reasons; whether this one is good is for a person to judge.
        """
        reason, due = self.released_by, self._soonest_due()
        if self.status is not Status.EXCUSED or reason is None or due is None:
            return False
        # A duty that must precede another event is missed at that moment, and not at the end of its day.
        others = self._assessment.history.since(self._row.planned.precedes, due.toordinal())
        return reason.date > due or any(happened_before(o, reason) for o in others if o.date == due)

    def _soonest_due(self) -> date | None:
        """Return the due day, and where a fact is unknown the soonest that it can be: had it been received at once."""
        waits = self.rule.clock is Clock.RECEIVED_AT and self.trigger.received_at is None
        if not waits or self.rule.enhanced is None or self.rule.standard is None:
            return self.due_by_if_enhanced or self.due_by
        limit = self.rule.standard if self.enhanced is Truth.NO else self.rule.enhanced
        return _from_ordinal(due_day(self.trigger.day, limit, self._assessment.calendar)) if limit.is_counted else None

    @property
    def victim(self) -> str:
        """The victim's reference."""
        return self._row.victim

    @property
    def trigger(self) -> Event:
        """The event that gave rise to it."""
        return self._row.trigger

    @property
    def suspect(self) -> str | None:
        """The suspect whom the triggering event names, by reference; None where it names none."""
        return self.trigger.suspect

    @property
    def crime(self) -> str | None:
        """The crime that the triggering event names, by reference; None where it names none."""
        return self.trigger.crime

    @property
    def status(self) -> Status:
        """How it stands on the day of the assessment."""
        return self._row.status

    @property
    def breach(self) -> Truth:
        """Whether it is a breach."""
        return self._row.breach

    @property
    def enhanced(self) -> Truth:
        """Whether the victim had Enhanced Rights on the day the clock starts."""
        return self._row.enhanced

    @property
    def met_by(self) -> Event | None:
        """The event that met it: the earliest that could."""
        return self._row.service

    @property
    def released_by(self) -> Event | None:
        """The event that released it: a decline, a reason, a void, a cancellation or an ending."""
        return self._row.released_by

    @property
    def unknown(self) -> tuple[str, ...]:
        """The facts that would settle what is undetermined."""
        return self._row.unknown

    @property
    def agreed(self) -> Limit | None:
        """The limit that was applied where it is not the rule's own, as under a contact plan."""
        return self._row.agreed

    @property
    def right(self) -> int:
        """The number of the Right."""
        return self.rule.right

    @property
    def kind(self) -> Kind:
        """Timed, untimed, before, judgement or window."""
        return self.rule.kind

    @property
    def evidence(self) -> Evidence:
        """How sure we are of the rule."""
        return self.rule.evidence

    @property
    def disputes(self) -> tuple[str, ...]:
        """The open disputes on the rule."""
        return self.rule.open_disputes

    @property
    def owed_by(self) -> str:
        """Who owes it: the provider that the event names where the rule asks for that, else the rule's own words."""
        named = self._named_provider()
        return self.rule.owed_by if named is None else str(named)

    @property
    def providers(self) -> tuple[ServiceProvider, ...]:
        """The service providers who owe it."""
        named = self._named_provider()
        return self.rule.providers if named is None else (named,)

    def _named_provider(self) -> ServiceProvider | None:
        if self.rule.provider_from is None:
            return None
        try:
            return ServiceProvider.of(str(self.trigger.details.get(self.rule.provider_from)))
        except InvalidFact:
            return None

    @property
    def limit(self) -> Limit | None:
        """The limit that applies, the enhanced one where the victim had Enhanced Rights; None where there is none."""
        if self.agreed is not None:
            return self.agreed
        return self.rule.enhanced if self.enhanced is Truth.YES else self.rule.standard

    @property
    def clock_start(self) -> date | None:
        """The day from which the limit counts; None while receipt is unknown, or where nothing counts."""
        return _date(self._row.start)

    @property
    def due_by(self) -> date | None:
        """The last day on which doing it is in time; None where no date is known."""
        return _date(self._row.due)

    @property
    def due_by_if_enhanced(self) -> date | None:
        """Where it is unknown whether the victim has Enhanced Rights: the earlier date if they have."""
        return _date(self._row.due_if_enhanced)

    @property
    def bound(self) -> date | None:
        """While receipt is unknown: the last day if every step before took all its time. Never a due date."""
        return _date(self._row.bound)

    @property
    def met_on(self) -> date | None:
        """The day on which it was done."""
        return _date(self._row.done)

    def why(self) -> str:
        """Say in one sentence which facts were used, the rule, and the outcome."""
        from victims_code.explanation import sentence

        return sentence(self)

    def trace(self) -> tuple[Step, ...]:
        """Show every step from facts to outcome, each with its citation, grade and disputes."""
        from victims_code.explanation import trace

        return trace(self)

    @property
    def assessment(self) -> Assessment:
        """The assessment that it belongs to."""
        return self._assessment

    def to_dict(self) -> dict[str, object]:
        """Return its entry in the JSON document of its assessment: plain values, by the keys of the format."""
        from victims_code.interchange import obligation_entry

        return obligation_entry(self)

    def __eq__(self, other: object) -> bool:
        if self is other:
            return True
        if not isinstance(other, Obligation):
            return NotImplemented
        return self.id == other.id and self._assessment == other.assessment

    def __hash__(self) -> int:
        return hash((self._assessment, self.id))

    def __reduce__(self) -> tuple[object, ...]:
        # It belongs to its answer, and travels with it.
        return getitem, (self._assessment, self.id)

    def __repr__(self) -> str:
        """Return the id and how it stands."""
        return f"<Obligation {self.id}: {self.status}>"


def _date(day: int | None) -> date | None:
    return None if day is None else _from_ordinal(day)
