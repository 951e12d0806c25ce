"""The assessment: every obligation of a case on a day, which is next due, and whether the case is in breach."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Final

from victims_code.assessment.changes import next_change
from victims_code.assessment.engine import rows_of
from victims_code.assessment.findings import Finding
from victims_code.assessment.obligation_ids import obligation_id
from victims_code.assessment.obligations import Obligation
from victims_code.assessment.oddities import oddities
from victims_code.assessment.plans import Plan, plan_of
from victims_code.assessment.rows import Row, told_order
from victims_code.assessment.selecting import Obligations
from victims_code.assessment.statuses import Status
from victims_code.assessment.versions import Versions, versions_of
from victims_code.assessment.walks import Walk
from victims_code.calendars import WorkingDays
from victims_code.cases import Case, History
from victims_code.dates import When
from victims_code.eligibility import EnhancedRights, Standing, standing_in
from victims_code.events import Event
from victims_code.frozen import FrozenMapping
from victims_code.rulebook import Law, Rulebook
from victims_code.truth import Truth

if TYPE_CHECKING:
    from rich.table import Table

    from victims_code.assessment.foresight import Learned
    from victims_code.assessment.settling import Settling
    from victims_code.assessment.tallies import Tally
    from victims_code.assessment.travelling import Travelled

#: The statuses of an obligation that is still to be done by a date.
_OPEN = (Status.PENDING, Status.DUE_TODAY, Status.OVERDUE)

_NOTHING: Final[FrozenMapping[str, bool]] = FrozenMapping()

# Looked up once: a member of an enumeration is slow to reach by its class.
_YES, _NO, _UNDETERMINED = Truth.YES, Truth.NO, Truth.UNDETERMINED


class Assessment(Obligations):
    """The answer for one case on one London day. Obligations are made when they are asked for.

    It is a value: nothing changes it, threads can share it, and two are equal if they answer the same question.
    """

    __slots__ = (
        "_enhanced", "_next_change", "_standings", "_supposing", "as_of", "calendar", "history", "known_at", "noted",
        "plan",
    )  # fmt: skip

    #: The London day of the answer, and by when what it rests on was known; None is whenever.
    as_of: dt.date
    known_at: When | None
    calendar: WorkingDays
    #: The law as the engine walks it.
    plan: Plan
    #: The history as it stood on the day.
    history: History
    _supposing: Mapping[str, bool]
    _standings: Mapping[str, Standing]
    #: What is odd about the duties; `findings` has what is odd about the record besides.
    noted: tuple[Finding, ...]
    # Worked out when they are first asked for, and kept.
    _enhanced: Mapping[str, EnhancedRights]
    _next_change: dt.date | None

    def __init__(
        self,
        case: Case,
        as_of: dt.date,
        law: Law,
        calendar: WorkingDays,
        *,
        known_at: When | None = None,
        supposing: Mapping[str, bool] | None = None,
        worked_out: Travelled | None = None,
    ) -> None:
        """Walk the history; use `assess`, which checks its arguments.

        `supposing` says of some victims, by reference, whether they have Enhanced Rights where that is unknown;
        `worked_out` is what another process worked out for the same question.
        """
        today, plan, conventions = as_of.toordinal(), plan_of(law), law.conventions
        history = case.history(today, known_at)
        found: dict[Finding, None] = {}
        standings: dict[str, Standing] = {}
        rows: list[Row] = []
        for victim in case.victims:
            standings[victim.id] = standing = standing_in(
                victim,
                history,
                plan.criteria,
                unassessed_have=conventions.unassessed_have
                if supposing is None
                else supposing.get(victim.id, conventions.unassessed_have),
                age_at_service=conventions.age_at_service,
            )
            if worked_out is None:
                walk = Walk(
                    case, victim, standing, history=history, plan=plan, calendar=calendar, today=today, findings=found
                )
                rows += rows_of(walk)
        rows.sort(key=told_order)
        keep = object.__setattr__
        if worked_out is not None:
            rows, found = worked_out.rows_in(law, history), dict.fromkeys(worked_out.findings)
            keep(self, "_next_change", worked_out.next_change)
        keep(self, "case", case)
        keep(self, "as_of", as_of)
        keep(self, "known_at", known_at)
        keep(self, "law", law)
        keep(self, "calendar", calendar)
        keep(self, "plan", plan)
        keep(self, "history", history)
        keep(self, "rows", tuple(rows))
        keep(self, "_supposing", FrozenMapping(supposing) if supposing else _NOTHING)
        keep(self, "_standings", standings)
        keep(self, "noted", tuple(found))

    @property
    def in_breach(self) -> Truth:
        """Whether the case is in breach: yes if a duty was missed, undetermined if an unknown fact could make it so."""
        answer = _NO
        for row in self.rows:
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
        # The rows stand in the order in which they fall due.
        found = next((row for row in self.rows if row.due is not None and row.status in _OPEN), None)
        return None if found is None else Obligation(found, self)

    @property
    def next_change_at(self) -> dt.date | None:
        """The first later day on which this answer would differ if nothing else happened; None is never."""
        try:
            return self._next_change
        except AttributeError:
            return self._keep("_next_change", next_change(self))

    @property
    def enhanced_rights(self) -> Mapping[str, EnhancedRights]:
        """Whether each victim has Enhanced Rights on the day, by the victim's reference."""
        try:
            return self._enhanced
        except AttributeError:
            answers = {name: standing.answer(self.as_of) for name, standing in self._standings.items()}
            return self._keep("_enhanced", FrozenMapping(answers))

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What is odd in the facts, by code, event, victim and rule."""
        found = [*self.noted, *oddities(self)]
        return tuple(
            sorted(dict.fromkeys(found), key=lambda f: (f.code, f.event or "", f.victim or "", f.rule or "", f.detail))
        )

    @property
    def versions(self) -> Versions:
        """What the answer rests on."""
        return versions_of(self)

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

        :raises UnknownName: when the case has no such victim.
        """
        return self._standings[self._known_victim(victim)]

    def verdicts(self) -> Iterator[tuple[str, Status, Truth, int | None, str]]:
        """Walk what many answers are compared by: each obligation's id, status, breach, due day and who owes it."""
        for row in self.rows:
            rule = row.planned.rule
            yield obligation_id(row.victim, rule.id, row.trigger.id), row.status, row.breach, row.due, rule.owed_by

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

    def to_dict(self) -> dict[str, object]:
        """Return it as the JSON document that is exchanged (``victims-code/assessment/1``): plain values."""
        from victims_code.interchange import assessment_document

        return assessment_document(self)

    def _question(self) -> tuple[object, ...]:
        """Return all that was asked: the same question has the same answer."""
        return self.case, self.as_of, self.law, self.calendar, self.known_at, self._supposing

    def __eq__(self, other: object) -> bool:
        if self is other:
            return True
        return self._question() == other._question() if isinstance(other, Assessment) else NotImplemented

    def __hash__(self) -> int:
        return hash((self.case.id, self.as_of, self.known_at))

    def __reduce__(self) -> tuple[object, ...]:
        return _again, self._question()  # only the question travels

    def _repr_html_(self) -> str:
        """Return it as a table for a notebook."""
        from victims_code.assessment.showing import html_table

        return html_table(self)

    def __rich__(self) -> Table:
        """Return it as a table for a terminal: what ``rich.print`` shows. It needs the extra ``cli``."""
        from victims_code.assessment.showing import rich_table

        return rich_table(self)

    def __repr__(self) -> str:
        """Return the case, the day, the verdict and the count."""
        return (
            f"<Assessment of {self.case.id} on {self.as_of}: in breach {self.in_breach.value}, {len(self)} obligations>"
        )


def _again(
    case: Case, as_of: dt.date, law: Law, calendar: WorkingDays, known_at: When | None, supposing: Mapping[str, bool]
) -> Assessment:
    """Give the answer to a question that travelled."""
    return Assessment(case, as_of, law, calendar, known_at=known_at, supposing=supposing or None)
