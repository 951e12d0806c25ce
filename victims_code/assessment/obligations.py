"""The obligation: one duty, to one victim, from one event, with its dates, how it stands, and why."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final, NamedTuple

from attrs import field, frozen

from victims_code.assessment.plans import Planned
from victims_code.assessment.statuses import Status
from victims_code.criteria import Evidence
from victims_code.errors import InvalidFact
from victims_code.events import Event
from victims_code.providers import ServiceProvider
from victims_code.rulebook import Kind, Limit, Rule
from victims_code.truth import Truth

if TYPE_CHECKING:
    from victims_code.assessment.assessments import Assessment
    from victims_code.explanation import Step


class Row(NamedTuple):
    """What the engine's loop makes of one duty; an `Obligation` reads it. Days are ordinals of London days."""

    planned: Planned
    victim: str
    trigger: Event
    status: Status
    breach: Truth
    enhanced: Truth
    start: int | None
    due: int | None
    due_if_enhanced: int | None
    bound: int | None
    service: Event | None
    done: int | None
    released_by: Event | None
    unknown: tuple[str, ...]
    agreed: Limit | None


def told_order(row: Row) -> tuple[int, int, str, str]:
    """Return where a row stands among all: by due day (none last), Right, rule, victim and trigger."""
    due = row.due
    return _NEVER if due is None else due, row.planned.rank, row.victim, row.trigger.id


_from_ordinal: Final = date.fromordinal

#: Later than any due day.
_NEVER: Final = 1 << 30


@frozen(repr=False)
class Obligation:
    """One duty that arose: it is made by `assess`, one for each rule, victim and triggering event.

    Days are London days. What is not known is None, and never a guess.
    """

    _row: Row
    _assessment: Assessment = field(eq=False)

    @property
    def id(self) -> str:
        """``victim/rule/event``: the same on every run."""
        return f"{self.victim}/{self.rule.id}/{self.trigger.id}"

    @property
    def rule(self) -> Rule:
        """The rule that makes the duty."""
        return self._row.planned.rule

    @property
    def victim(self) -> str:
        """The victim's reference."""
        return self._row.victim

    @property
    def trigger(self) -> Event:
        """The event that gave rise to it."""
        return self._row.trigger

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

    def __repr__(self) -> str:
        """Return the id and how it stands."""
        return f"<Obligation {self.id}: {self.status}>"


def _date(day: int | None) -> date | None:
    return None if day is None else _from_ordinal(day)
