"""The obligation: one duty, to one victim, from one event, with its dates, how it stands, and why."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, TypeAlias

from attrs import field, frozen

from victims_code.assessment.statuses import Status
from victims_code.criteria import Evidence
from victims_code.dates import ordinal_date
from victims_code.errors import InvalidFact
from victims_code.events import Event
from victims_code.providers import ServiceProvider
from victims_code.rulebook import Kind, Limit, Rule
from victims_code.truth import Truth

if TYPE_CHECKING:
    from victims_code.assessment.assessments import Assessment
    from victims_code.explanation import Step


@frozen(repr=False)
class Obligation:
    """One duty that arose. Days are London days; the dates are read through the properties.

    It is made by `assess`, one for each rule, victim and triggering event.
    """

    rule: Rule
    #: The victim's reference.
    victim: str
    #: The event that gave rise to it.
    trigger: Event
    status: Status
    breach: Truth
    #: Whether the victim had Enhanced Rights on the day the clock starts.
    enhanced: Truth = field(default=Truth.UNDETERMINED)
    _start: int | None = field(default=None)
    _due: int | None = field(default=None)
    _due_if_enhanced: int | None = field(default=None)
    _bound: int | None = field(default=None)
    #: The event that met it, the earliest that could.
    met_by: Event | None = field(default=None)
    _met: int | None = field(default=None)
    #: The event that released it: a decline, a reason, a void, a cancellation or an ending.
    released_by: Event | None = field(default=None)
    #: The facts that would settle what is undetermined.
    unknown: tuple[str, ...] = field(default=())
    #: The limit that was applied where it is not the rule's own, as under a contact plan.
    agreed: Limit | None = field(default=None)
    _assessment: Assessment | None = field(default=None, eq=False)

    @property
    def id(self) -> str:
        """``victim/rule/event``: the same on every run."""
        return f"{self.victim}/{self.rule.id}/{self.trigger.id}"

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
        return _date(self._start)

    @property
    def due_by(self) -> date | None:
        """The last day on which doing it is in time; None where no date is known."""
        return _date(self._due)

    @property
    def due_by_if_enhanced(self) -> date | None:
        """Where it is unknown whether the victim has Enhanced Rights: the earlier date if they have."""
        return _date(self._due_if_enhanced)

    @property
    def bound(self) -> date | None:
        """While receipt is unknown: the last day if every step before took all its time. Never a due date."""
        return _date(self._bound)

    @property
    def met_on(self) -> date | None:
        """The day on which it was done."""
        return _date(self._met)

    def why(self) -> str:
        """Say in one sentence which facts were used, the rule, and the outcome."""
        from victims_code.explanation import sentence  # noqa: PLC0415 - words are loaded when asked for

        return sentence(self)

    def trace(self) -> tuple[Step, ...]:
        """Show every step from facts to outcome, each with its citation, grade and disputes."""
        from victims_code.explanation import trace  # noqa: PLC0415 - words are loaded when asked for

        return trace(self)

    @property
    def assessment(self) -> Assessment:
        """The assessment that it belongs to.

        :raises InvalidFact: for an obligation that was made by hand.
        """
        if self._assessment is None:
            msg = "this obligation was not made by assess, so there is no working to show"
            raise InvalidFact(msg)
        return self._assessment

    def __repr__(self) -> str:
        """Return the id and how it stands."""
        return f"<Obligation {self.id}: {self.status}>"


def _date(day: int | None) -> date | None:
    return None if day is None else ordinal_date(day)


#: The fields of an obligation in their order: what the engine's loop makes, and an obligation is made from on demand.
Row: TypeAlias = tuple[
    Rule, str, Event, Status, Truth, Truth, int | None, int | None, int | None, int | None, Event | None, int | None,
    Event | None, tuple[str, ...], Limit | None,
]  # fmt: skip



def obligation_of(row: Row, assessment: Assessment) -> Obligation:
    """Make the obligation of a row."""
    return Obligation(*row, assessment)
