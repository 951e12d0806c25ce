"""The assessment: every obligation of a case on a day, which is next due, and whether the case is in breach."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from attrs import frozen

from victims_code._version import __version__
from victims_code.assessment.changes import next_change
from victims_code.assessment.engine import rows_of
from victims_code.assessment.findings import Finding
from victims_code.assessment.obligations import Obligation, Row, told_order
from victims_code.assessment.plans import plan_of
from victims_code.assessment.statuses import Status
from victims_code.assessment.walks import Walk
from victims_code.calendars import WorkingDays, england_and_wales
from victims_code.cases import Case, History
from victims_code.dates import When, checked_when, london_date
from victims_code.eligibility import EnhancedRights, Standing, standing_in
from victims_code.errors import InvalidFact
from victims_code.providers import ServiceProvider
from victims_code.rulebook import Rulebook, load_code
from victims_code.truth import Truth

#: The statuses of an obligation that is still to be done by a date.
_OPEN = (Status.PENDING, Status.DUE_TODAY, Status.OVERDUE)

# Looked up once: a member of an enumeration is slow to reach by its class.
_YES, _NO, _UNDETERMINED = Truth.YES, Truth.NO, Truth.UNDETERMINED


@frozen
class Versions:
    """The version of each thing that the answer rests on: the four axes of time, and the library."""

    library: str
    code: str
    duty_basis: str
    calendar: str


class Assessment:
    """The answer for one case on one London day. Obligations are made when they are asked for."""

    __slots__ = (
        "_enhanced", "_findings", "_next_change", "_obligations", "_rows", "_standings", "as_of", "calendar", "case",
        "history", "rulebook", "whatever_the_date",
    )  # fmt: skip

    def __init__(
        self, case: Case, as_of: dt.date, rulebook: Rulebook, calendar: WorkingDays, *, whatever_the_date: bool
    ) -> None:
        """Walk the history; use `assess`, which checks its arguments."""
        #: The case, the London day, the law and the calendar of the answer.
        self.case, self.as_of, self.rulebook, self.calendar = case, as_of, rulebook, calendar
        #: Whether the rulebook was applied to events before it came into force.
        self.whatever_the_date = whatever_the_date
        today = as_of.toordinal()
        plan = plan_of(rulebook)
        history = case.history(today)
        #: The history as it stood on the day.
        self.history: History = history
        found: dict[Finding, None] = {}
        self._standings: dict[str, Standing] = {}
        self._rows: list[Row] = []
        for victim in case.victims:
            standing = standing_in(victim, history, rulebook.criteria)
            self._standings[victim.id] = standing
            walk = Walk(
                case, victim, standing, history=history, plan=plan, calendar=calendar, today=today, findings=found
            )
            self._rows += rows_of(walk, whatever_the_date=whatever_the_date)
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
        found = [*self._findings, *_about_the_case(self), *_about_the_victims(self)]
        return tuple(
            sorted(dict.fromkeys(found), key=lambda f: (f.code, f.event or "", f.victim or "", f.rule or "", f.detail))
        )

    @property
    def versions(self) -> Versions:
        """What the answer rests on."""
        basis = self.rulebook.duty_basis(self.as_of)
        return Versions(__version__, self.rulebook.name, basis.version, self.calendar.version)

    def standing(self, victim: str) -> Standing:
        """Return how a victim stands under the criteria of Enhanced Rights, day by day.

        :raises KeyError: when the case has no such victim.
        """
        return self._standings[victim]

    def owed_by(self, provider: ServiceProvider | str) -> tuple[Obligation, ...]:
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

    def with_status(self, *statuses: Status) -> tuple[Obligation, ...]:
        """Return the obligations that stand in one of `statuses`."""
        return tuple(o for o in self.obligations if o.status in statuses)

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

    def __repr__(self) -> str:
        """Return the case, the day, the verdict and the count."""
        return (
            f"<Assessment of {self.case.id} on {self.as_of}: in breach {self.in_breach.value}, {len(self)} obligations>"
        )


def assess(
    case: Case,
    *,
    as_of: When,
    rulebook: Rulebook | None = None,
    calendar: WorkingDays | None = None,
    whatever_the_date: bool = False,
) -> Assessment:
    """Say which services are owed in a case, by whom, by when, how each stands on a day, and whether it is in breach.

    `as_of` is a London date, or a date-time with an offset, of which the London day counts. `rulebook` is the current
    edition unless another is given; it is applied to events since it came into force, or with `whatever_the_date` to
    every event, as if it always had been. `calendar` is England and Wales unless one with additions is given.

    :raises InvalidFact: when an argument is of the wrong kind.
    :raises OutsideCalendar: when a due date lies past the years for which bank holidays are known or projected; it
        names the event.

    >>> from victims_code import Case, Event, Victim
    >>> case = Case("C1", [Victim("V1", vulnerable=True)], [Event("e1", "suspect_arrested", at=dt.date(2026, 5, 2))])
    >>> assess(case, as_of=dt.date(2026, 5, 6))["V1/R6.arrest/e1"].due_by
    datetime.date(2026, 5, 5)
    """
    book = load_code() if rulebook is None else rulebook
    days = england_and_wales() if calendar is None else calendar
    for name, value, kind in (("case", case, Case), ("rulebook", book, Rulebook), ("calendar", days, WorkingDays)):
        if not isinstance(value, kind):
            msg = f"{name}: a {kind.__name__} is needed, not {type(value).__name__}"
            raise InvalidFact(msg)
    day = as_of if type(as_of) is dt.date else london_date(checked_when(as_of, "as_of"))
    return Assessment(case, day, book, days, whatever_the_date=whatever_the_date)


def _about_the_case(assessment: Assessment) -> Iterator[Finding]:
    """Walk what is odd in the record, whatever the duties."""
    case, history, plan = assessment.case, assessment.history, plan_of(assessment.rulebook)
    victims = {victim.id for victim in case.victims}
    if not victims:
        yield Finding("no_victims")
    for event in (*history.events, *history.later):
        if victims and event.victim is not None and event.victim not in victims:
            yield Finding("victim_not_in_case", event.id)
    for event in history.later:
        yield Finding("not_yet_happened", event.id)
    for contact, name in history.misdirected:
        yield Finding("contact_before_event", contact.id, detail=name)
    for name in sorted(plan.naming):
        for event in history.by_type.get(name, ()):
            if not event.about:
                yield Finding("contact_names_nothing", event.id)


def _about_the_victims(assessment: Assessment) -> Iterator[Finding]:
    """Walk what is odd about each victim: ages, determinations, and offences that changed."""
    by_type, plan = assessment.history.by_type, plan_of(assessment.rulebook)
    for victim in (victim.id for victim in assessment.case.victims):
        standing = assessment.standing(victim)
        if standing.age_used() and not standing.age_is_at_offence and standing.age_event is not None:
            yield Finding("age_at_earliest_event", standing.age_event, victim=victim)
        if standing.ages_disagree():
            yield Finding("age_facts_disagree", victim=victim)
        contradiction = standing.contradiction()
        if contradiction is not None:
            yield Finding("determination_contradicts_fact", contradiction.id, victim=victim)
        for event in (event for name in plan.reclassifying for event in by_type.get(name, ())):
            if event.victim in (None, victim):
                yield Finding("reclassified", event.id, victim=victim)
