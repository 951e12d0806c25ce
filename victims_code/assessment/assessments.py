"""The assessment: every obligation of a case on a day, which is next due, and whether the case is in breach."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from attrs import frozen

from victims_code._version import __version__
from victims_code.assessment.changes import next_change
from victims_code.assessment.engine import rows_of
from victims_code.assessment.findings import Finding
from victims_code.assessment.obligations import Obligation, Row, told_order
from victims_code.assessment.oddities import oddities
from victims_code.assessment.plans import Plan, plan_of
from victims_code.assessment.statuses import Status
from victims_code.assessment.walks import Walk
from victims_code.calendars import WorkingDays
from victims_code.cases import Case, History
from victims_code.dates import When, ordinal_date
from victims_code.eligibility import EnhancedRights, Standing, standing_in
from victims_code.events import Event
from victims_code.providers import ServiceProvider
from victims_code.rulebook import Law, Rulebook
from victims_code.truth import Truth

if TYPE_CHECKING:
    from victims_code.assessment.foresight import Learned
    from victims_code.assessment.settling import Settling
    from victims_code.assessment.tallies import Tally
    from victims_code.names import ProviderName, StatusName

#: The statuses of an obligation that is still to be done by a date.
_OPEN = (Status.PENDING, Status.DUE_TODAY, Status.OVERDUE)

# Looked up once: a member of an enumeration is slow to reach by its class.
_YES, _NO, _UNDETERMINED = Truth.YES, Truth.NO, Truth.UNDETERMINED


@frozen
class Versions:
    """The version of each thing that the answer rests on: the four axes of time, the layers, and the library."""

    library: str
    #: The editions that the events fall under; where there is no event, the newest.
    code: str
    duty_basis: str
    calendar: str
    #: The choice taken of each reading that is not its default, by name.
    readings: Mapping[str, str]
    layers: tuple[str, ...]


class Assessment:
    """The answer for one case on one London day. Obligations are made when they are asked for."""

    __slots__ = (
        "_enhanced", "_findings", "_next_change", "_obligations", "_rows", "_standings", "as_of", "calendar", "case",
        "history", "known_at", "law", "plan",
    )  # fmt: skip

    def __init__(
        self,
        case: Case,
        as_of: dt.date,
        law: Law,
        calendar: WorkingDays,
        *,
        known_at: When | None = None,
        supposing: Mapping[str, bool] | None = None,
    ) -> None:
        """Walk the history; use `assess`, which checks its arguments.

        `supposing` says of some victims, by reference, whether they have Enhanced Rights where that is unknown.
        """
        #: The case, the London day, the law and the calendar of the answer.
        self.case: Case = case
        self.as_of: dt.date = as_of
        self.law: Law = law
        self.calendar: WorkingDays = calendar
        #: By when what the answer rests on was known; None is whenever.
        self.known_at: When | None = known_at
        today = as_of.toordinal()
        #: The law as the engine walks it.
        self.plan: Plan = plan_of(law)
        plan, conventions = self.plan, law.conventions
        history = case.history(today, known_at)
        #: The history as it stood on the day.
        self.history: History = history
        found: dict[Finding, None] = {}
        self._standings: dict[str, Standing] = {}
        self._rows: list[Row] = []
        for victim in case.victims:
            standing = standing_in(
                victim,
                history,
                plan.criteria,
                unassessed_have=conventions.unassessed_have
                if supposing is None
                else supposing.get(victim.id, conventions.unassessed_have),
                age_at_service=conventions.age_at_service,
            )
            self._standings[victim.id] = standing
            walk = Walk(
                case, victim, standing, history=history, plan=plan, calendar=calendar, today=today, findings=found
            )
            self._rows += rows_of(walk)
        self._findings = found
        self._obligations: tuple[Obligation, ...] | None = None
        self._enhanced: dict[str, EnhancedRights] | None = None
        self._next_change: dt.date | bool | None = False

    @property
    def obligations(self) -> tuple[Obligation, ...]:
        """Every obligation that arose, by due date (dates first, then none), Right, rule, victim and trigger."""
        if self._obligations is None:
            self._rows.sort(key=told_order)
            self._obligations = tuple([Obligation(row, self) for row in self._rows])
        return self._obligations

    @property
    def in_breach(self) -> Truth:
        """Whether the case is in breach: yes if a duty was missed, undetermined if an unknown fact could make it so."""
        answer = _NO
        for row in self._rows:
            breach = row.breach
            if breach is _YES:
                return _YES
            if breach is _UNDETERMINED:
                answer = _UNDETERMINED
        return answer

    @property
    def is_in_breach(self) -> bool:
        """Whether the case is in breach, as a plain yes or no.

        :raises UndeterminedTruth: when an unknown fact decides; ask `in_breach` instead.
        """
        return bool(self.in_breach)

    @property
    def next_due(self) -> Obligation | None:
        """The obligation with the earliest due date among those still to be done; None where there is none."""
        candidates = [row for row in self._rows if row.due is not None and row.status in _OPEN]
        return Obligation(min(candidates, key=told_order), self) if candidates else None

    @property
    def next_change_at(self) -> dt.date | None:
        """The first later day on which this answer would differ if nothing else happened; None is never."""
        if isinstance(self._next_change, bool):
            self._next_change = next_change(self)
        return self._next_change

    @property
    def enhanced_rights(self) -> dict[str, EnhancedRights]:
        """Whether each victim has Enhanced Rights on the day, by the victim's reference."""
        if self._enhanced is None:
            self._enhanced = {name: standing.answer(self.as_of) for name, standing in self._standings.items()}
        return dict(self._enhanced)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What is odd in the facts, by code, event, victim and rule."""
        found = [*self._findings, *oddities(self)]
        return tuple(
            sorted(dict.fromkeys(found), key=lambda f: (f.code, f.event or "", f.victim or "", f.rule or "", f.detail))
        )

    @property
    def versions(self) -> Versions:
        """What the answer rests on."""
        law, plan, events = self.law, self.plan, self.history.events
        decided = plan.decided_by(self.history)
        days = [event.day if decided is None else plan.within_edition(event.day, decided) for event in events]
        eras = [era for era in map(law.on, map(ordinal_date, sorted(days))) if era.since is not None]
        names = dict.fromkeys(era.edition.name for era in eras) or {law.current.name: None}
        return Versions(
            __version__,
            "+".join(names),
            law.duty_basis(self.as_of).version,
            self.calendar.version,
            {name: choice.name for name, choice in law.chosen.items()},
            tuple(layer.version for layer in law.layers),
        )

    @property
    def rulebook(self) -> Rulebook:
        """The newest edition that was applied, as the chosen readings read it."""
        return self.law.current

    @property
    def transfers(self) -> tuple[Event, ...]:
        """The events by which the case passed to another body, in order."""
        by_type = self.history.by_type
        found = [event for name in self.plan.transferring if name in by_type for event in by_type[name]]
        return tuple(sorted(found, key=lambda event: event.place)) if found else ()

    def standing(self, victim: str) -> Standing:
        """Return how a victim stands under the criteria of Enhanced Rights, day by day.

        :raises KeyError: when the case has no such victim.
        """
        return self._standings[victim]

    def owed_by(self, provider: ServiceProvider | ProviderName) -> tuple[Obligation, ...]:
        """Return the obligations that a service provider owes, alone or with others.

        :raises InvalidFact: when there is no such provider.
        """
        wanted = provider if isinstance(provider, ServiceProvider) else ServiceProvider.of(provider)
        return tuple(o for o in self.obligations if wanted in o.providers)

    def owed_to(self, victim: str) -> tuple[Obligation, ...]:
        """Return the obligations to one victim, by reference."""
        return tuple(o for o in self.obligations if o.victim == victim)

    def under(self, right: int) -> tuple[Obligation, ...]:
        """Return the obligations under one Right, by `Right` or number."""
        return tuple(o for o in self.obligations if o.right == right)

    def with_status(self, *statuses: Status | StatusName) -> tuple[Obligation, ...]:
        """Return the obligations that stand in one of `statuses`."""
        return tuple(o for o in self.obligations if o.status in statuses)

    def verdicts(self) -> Iterator[tuple[str, Status, Truth, int | None, str]]:
        """Walk what many answers are compared by: each obligation's id, status, breach, due day and who owes it."""
        for row in self._rows:
            rule = row.planned.rule
            yield f"{row.victim}/{rule.id}/{row.trigger.id}", row.status, row.breach, row.due, rule.owed_by

    def advance(self, *events: Event) -> Assessment:
        """Return the answer once `events` are recorded too: on the same day, or on that of the last if it is later.

        :raises InvalidCase: when an event does not fit the case.
        """
        from victims_code.assessment.foresight import advance

        return advance(self, *events)

    def learned_since(self, known_at: When) -> tuple[Learned, ...]:
        """Say which late records made the difference between the answer as known at `known_at` and this one.

        :raises InvalidFact: when `known_at` is no date or date-time.
        """
        from victims_code.assessment.foresight import learned_since

        return learned_since(self, known_at)

    def would_settle(self) -> tuple[Settling, ...]:
        """Return the smallest sets of unknown facts that would settle what is undetermined, the most telling first."""
        from victims_code.assessment.settling import would_settle

        return would_settle(self)

    def tally(self) -> Tally:
        """Count the obligations by status, breach and reason."""
        from victims_code.assessment.tallies import tally

        return tally(self.obligations)

    def breaches(self) -> tuple[Obligation, ...]:
        """Return the obligations that are in breach."""
        return tuple(o for o in self.obligations if o.breach is Truth.YES)

    def __getitem__(self, obligation_id: str) -> Obligation:
        """Return the obligation with this id.

        :raises KeyError: when there is none.
        """
        for obligation in self.obligations:
            if obligation.id == obligation_id:
                return obligation
        raise KeyError(obligation_id)

    def __iter__(self) -> Iterator[Obligation]:
        """Walk the obligations in their order."""
        return iter(self.obligations)

    def __len__(self) -> int:
        """Count the obligations."""
        return len(self._rows)

    def __reduce__(self) -> tuple[object, ...]:
        # The same question gives the same answer: only the question travels.
        return _again, (self.case, self.as_of, self.law, self.calendar, self.known_at)

    def __repr__(self) -> str:
        """Return the case, the day, the verdict and the count."""
        return (
            f"<Assessment of {self.case.id} on {self.as_of}: in breach {self.in_breach.value}, {len(self)} obligations>"
        )


def _again(case: Case, as_of: dt.date, law: Law, calendar: WorkingDays, known_at: When | None) -> Assessment:
    """Give the answer to a question that travelled."""
    return Assessment(case, as_of, law, calendar, known_at=known_at)
