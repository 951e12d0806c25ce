"""The engine: walks a history once for each victim, and makes a row for each duty that arose.

It knows no law. Rules, limits, conditions and what meets what come from the plan; it knows kinds, clocks and days.
"""

from __future__ import annotations

from typing import Final

from victims_code.assessment.findings import Finding
from victims_code.assessment.obligations import Row
from victims_code.assessment.plans import AGREED_DAYS, Plan, Planned, due_day, is_timed_by_others
from victims_code.assessment.releases import Releases
from victims_code.assessment.statuses import SETTLED, Standing, Status, in_doubt, stand, stand_between
from victims_code.calendars import WorkingDays
from victims_code.cases import Case, History, agree
from victims_code.eligibility import Standing as EnhancedStanding
from victims_code.events import Event, happened_before
from victims_code.rulebook import Kind, Limit, Manner, Unit
from victims_code.truth import Truth
from victims_code.victims import Victim

_YES, _NO, _UNDETERMINED = Truth.YES, Truth.NO, Truth.UNDETERMINED
_TRUTH: Final = {True: _YES, False: _NO, None: _UNDETERMINED}

#: The standing of a duty whose due day nobody recorded: it may be late, and it may not.
_NO_LIMIT: Final[Standing] = (Status.UNDETERMINED, _UNDETERMINED)
_WAITING: Final[Standing] = (Status.NOT_STARTED, _NO)


class Walk:
    """One victim's way through the history of a case: the facts that conditions ask for, and the rows that arise."""

    __slots__ = (
        "_answers", "_calendar", "_doubtful", "_findings", "_last_published", "_plan", "_releases", "_today", "_trust",
        "day", "history", "jurisdiction", "rows", "standing", "trigger", "victim",
    )  # fmt: skip

    def __init__(
        self,
        case: Case,
        victim: Victim,
        history: History,
        standing: EnhancedStanding,
        plan: Plan,
        calendar: WorkingDays,
        today: int,
        findings: dict[Finding, None],
        *,
        whatever_the_date: bool,
    ) -> None:
        """Take the facts, the law and the day; `findings` gathers what is odd, in order and once."""
        self.victim, self.standing, self.history = victim, standing, history
        self.jurisdiction = case.jurisdiction
        self.rows: list[Row] = []
        self._plan, self._calendar, self._today, self._findings = plan, calendar, today, findings
        self._trust = whatever_the_date
        self._answers: dict[int, bool | None] = {}
        self._last_published = calendar.last_published_day.toordinal()
        self._releases = Releases(history, plan, victim.id, findings)
        self._doubtful = False

    def walk(self) -> None:
        """Make a row for each duty that any event gives rise to."""
        plan, mine = self._plan, self.victim.id
        code = plan.rulebook.applies_if
        if code is not None and self.history.events:
            self.trigger = self.history.events[0]
            self.day = self.trigger.day
            applies = code.evaluate(self)
            if applies is False:
                self._note("code_does_not_apply", None, detail=failing_words(code, self))
                return
            if applies is None:
                self._doubtful = True
                self._note("code_may_not_apply", None, detail=", ".join(code.unknown(self)))
        voided = self.history.voided
        for event in self.history.events:
            planned_rules = plan.by_type.get(event.type)
            if planned_rules is None or (event.victim is not None and event.victim != mine):
                continue
            self.trigger = event
            in_force = self._trust or event.day >= plan.in_force
            for planned in planned_rules:
                if not in_force and not planned.rule.external:
                    self._findings[
                        Finding("before_in_force", event.id, detail=plan.rulebook.in_force_from.isoformat())
                    ] = None
                    continue
                row = self._row(planned, event) if not voided or event.id not in voided else self._void(planned, event)
                if row is not None:
                    self.rows.append(row)

    def _void(self, planned: Planned, event: Event) -> Row | None:
        """Keep in sight a duty whose event never happened."""
        self.day = event.day
        if planned.condition is not None and planned.condition.evaluate(self) is False:
            return None
        void = self.history.voided[event.id]
        return self._make(planned, event, (Status.LAPSED, _NO), released_by=void)

    def _row(self, planned: Planned, event: Event) -> Row | None:
        """Make the row of one duty, unless its condition says that there is none."""
        self.day = event.day
        condition = planned.condition
        applies: bool | None = True
        if condition is not None:
            if planned.is_of_victim:
                if planned.index not in self._answers:
                    self._answers[planned.index] = condition.evaluate(self)
                applies = self._answers[planned.index]
            else:
                applies = condition.evaluate(self)
            if applies is False:
                return None
        if planned.rule.recurs and event.type in self._plan.naming and not event.about:
            return None  # a contact that names nothing is no update, and so starts no next one
        kind = planned.kind
        if kind is Kind.TIMED:
            row = self._timed(planned, event)
        elif kind is Kind.BEFORE:
            row = self._before(planned, event)
        elif kind is Kind.WINDOW:
            row = self._window(planned, event)
        else:
            row = self._untimed(planned, event)
        if applies is None or self._doubtful:
            row = self._doubt(planned, row)
        return row

    def _doubt(self, planned: Planned, row: Row) -> Row:
        """Put a row in doubt, since it is unknown whether the duty exists at all."""
        standing = in_doubt((row[3], row[4]))
        if self._doubtful and standing[0] in SETTLED:
            standing = (Status.UNDETERMINED, _NO)
        unknown = planned.condition.unknown(self) if planned.condition is not None else ()
        if self._doubtful and self._plan.rulebook.applies_if is not None:
            unknown += self._plan.rulebook.applies_if.unknown(self)
        return (*row[:3], *standing, *row[5:13], tuple(dict.fromkeys((*row[13], *unknown))), row[14])

    def _timed(self, planned: Planned, event: Event) -> Row:
        """A duty with a limit that can be missed."""
        if planned.rule.met_by_receipt:
            return self._passed_on(planned, event)
        service = self._service(planned, event)
        done = None if service is None else service.day
        start: int | None = event.day
        if planned.starts_at_receipt:
            start = event.received_day
            if start is None or start > self._today:
                return self._waiting(planned, event, service)
        limit: Limit | None = None
        if planned.standard_days == 0 and is_timed_by_others(planned.standard):
            limit = self._agreed_limit(planned)
            if limit is None:
                return self._without_limit(planned, event, service)
        self.day = start
        enhanced = self.standing.on(start)
        due, if_enhanced = self._due(planned, start, enhanced, limit)
        standing, released = self._stand(planned, event, done, due)
        if if_enhanced is not None:
            earlier, released_earlier = self._stand(planned, event, done, if_enhanced)
            standing = stand_between(earlier, standing)
            released = released or released_earlier
        if due > self._last_published:
            self._note("calendar_projected", event, planned)
        return (
            planned.rule, self.victim.id, event, standing[0], standing[1], _TRUTH[enhanced], start, due, if_enhanced,
            None, service, done, released, ("enhanced_rights",) if if_enhanced is not None else (), limit,
        )  # fmt: skip

    def _due(
        self, planned: Planned, start: int, enhanced: bool | None, limit: Limit | None
    ) -> tuple[int, int | None]:
        """Return the due day, and where it is unknown whether Enhanced Rights shorten it, the earlier one."""
        calendar = self._calendar
        if limit is not None:
            return due_day(start, limit, calendar), None
        if planned.standard_days:
            if enhanced and planned.differs:
                return calendar.add_ordinal(start, planned.enhanced_days), None
            due = calendar.add_ordinal(start, planned.standard_days)
            if enhanced is None and planned.differs:
                return due, calendar.add_ordinal(start, planned.enhanced_days)
            return due, None
        return self._due_in_other_units(planned, start, enhanced)

    def _due_in_other_units(self, planned: Planned, start: int, enhanced: bool | None) -> tuple[int, int | None]:
        """As `_due`, for limits in days, months or years."""
        if planned.standard is None or planned.enhanced is None:
            msg = f"{planned.rule.id}: a limit is needed"
            raise ValueError(msg)
        if enhanced and planned.differs:
            return due_day(start, planned.enhanced, self._calendar), None
        due = due_day(start, planned.standard, self._calendar)
        if enhanced is None and planned.differs:
            return due, due_day(start, planned.enhanced, self._calendar)
        return due, None

    def _stand(self, planned: Planned, event: Event, done: int | None, due: int) -> tuple[Standing, Event | None]:
        """Return how a duty due on `due` stands, and what released it."""
        released = None
        if (done is None or done > due) and (planned.can_end or self._releases.any):
            released = self._releases.find(planned, event, min(due, self._today), self, self._findings)
        if released is None:
            return stand(done, None, due, self._today), None
        return stand(done, released[0], due, self._today), released[1]

    def _waiting(self, planned: Planned, event: Event, service: Event | None) -> Row:
        """A duty whose clock waits for a receipt: not started, with a bound where a chain gives one.

        Had it been received on the day it happened, the duty would have fallen due soonest: done by then, it is met.
        Done later, or not done past the bound, only the receipt can tell.
        """
        self.day = event.day
        enhanced = self.standing.on(event.day)
        soonest = self._due(planned, event.day, enhanced, None)
        done = None if service is None else service.day
        bound = None
        if planned.feeder is not None:
            fed = due_day(event.day, planned.feeder, self._calendar)
            bound = self._due(planned, fed, enhanced, None)[0]
        known_later = event.received_day is not None
        standing: Standing = _WAITING
        if done is not None:
            standing = (Status.MET, _NO) if known_later or done <= (soonest[1] or soonest[0]) else _NO_LIMIT
        elif self._today > (soonest[0] if bound is None else bound) and not known_later:
            self._note("receipt_unknown", event, planned)
            standing = _NO_LIMIT if bound is not None else (Status.NOT_STARTED, _UNDETERMINED)
        released = None
        if done is None and (planned.can_end or self._releases.any):
            found = self._releases.find(planned, event, self._today, self, self._findings)
            if found is not None:
                standing, released = (found[0], _NO), found[1]
        settles = (f"{event.id}.received_at",) if standing[1] is _UNDETERMINED else ()
        return (
            planned.rule, self.victim.id, event, *standing, _TRUTH[enhanced], None, None, None, bound, service, done,
            released, settles, None,
        )  # fmt: skip

    def _passed_on(self, planned: Planned, event: Event) -> Row:
        """A duty to pass something on, met by its receipt; while receipt is unknown it cannot be called missed."""
        received = event.received_day
        done = received if received is not None and received <= self._today else None
        enhanced = self.standing.on(event.day)
        due, _ = self._due(planned, event.day, enhanced, None)
        standing, released = self._stand(planned, event, done, due)
        unknown: tuple[str, ...] = ()
        if standing[0] is Status.OVERDUE and received is None:
            self._note("receipt_unknown", event, planned)
            standing, unknown = _NO_LIMIT, (f"{event.id}.received_at",)
        met_by = None if done is None else event
        return (
            planned.rule, self.victim.id, event, *standing, _TRUTH[enhanced], event.day, due, None, None, met_by, done,
            released, unknown, None,
        )  # fmt: skip

    def _agreed_limit(self, planned: Planned) -> Limit | None:
        """Return the limit that the contact plan in force sets, or None where it is not on record."""
        if planned.standard is None or planned.standard.manner is not Manner.AS_AGREED:
            return None
        days: object = None
        for name in planned.rule.arises_on:
            for event in self.history.by_type.get(name, ()):
                if event.place <= self.trigger.place and AGREED_DAYS in event.details and agree(event, self.trigger):
                    days = event.details[AGREED_DAYS]
        return Limit(days, Unit.DAYS) if isinstance(days, int) else None

    def _without_limit(self, planned: Planned, event: Event, service: Event | None) -> Row:
        """A duty whose limit is not on record: whether it is late cannot be told, once its first day has passed."""
        self._note("limit_unknown", event, planned, detail=str(planned.standard))
        done = None if service is None else service.day
        standing: Standing = _NO_LIMIT
        if done == event.day:
            standing = (Status.MET, _NO)
        elif self._today == event.day:
            standing = (Status.UNDETERMINED, _NO)
        released = None
        if done is None and (planned.can_end or self._releases.any):
            found = self._releases.find(planned, event, self._today, self, self._findings)
            if found is not None:
                standing, released = (found[0], _NO), found[1]
        enhanced = _TRUTH[self.standing.on(event.day)]
        return (
            planned.rule, self.victim.id, event, *standing, enhanced, event.day, None, None, None, service, done,
            released, (f"{planned.rule.id}.limit",), None,
        )  # fmt: skip

    def _before(self, planned: Planned, event: Event) -> Row:
        """A duty that must precede another event: pending until that happens, then met or missed for good."""
        service = self._service(planned, event)
        other = self._first(planned.standard.event if planned.standard and planned.standard.event else "", event)
        in_time = service is not None and (other is None or not happened_before(other, service))
        due = None if other is None else other.day
        standing: Standing = (Status.MET, _NO) if in_time else (Status.PENDING, _NO)
        released = None
        if not in_time:
            if planned.can_end or self._releases.any:
                last = self._today if due is None else due
                found = self._releases.find(planned, event, last, self, self._findings)
                if found is not None:
                    standing, released = (found[0], _NO), found[1]
            if released is None and other is not None:
                standing = (Status.OVERDUE, _YES) if service is None else (Status.MET_LATE, _YES)
        return (
            planned.rule, self.victim.id, event, *standing, _TRUTH[self.standing.on(event.day)], event.day, due, None,
            None, service, None if service is None else service.day, released, (), None,
        )  # fmt: skip

    def _window(self, planned: Planned, event: Event) -> Row:
        """The victim's own time limit: open to the end of its last day, never a breach."""
        due, _ = self._due(planned, event.day, enhanced=False, limit=None)
        status = Status.WINDOW_OPEN if self._today <= due else Status.WINDOW_CLOSED
        return self._make(planned, event, (status, _NO), start=event.day, due=due)

    def _untimed(self, planned: Planned, event: Event) -> Row:
        """A duty that is done or not done, or that a person must judge: never late by arithmetic."""
        service = self._service(planned, event)
        if service is not None:
            return self._make(planned, event, (Status.RECORDED, _NO), service=service)
        if planned.can_end or self._releases.any:
            found = self._releases.find(planned, event, self._today, self, self._findings)
            if found is not None:
                return self._make(planned, event, (found[0], _NO), released_by=found[1])
        return self._make(planned, event, (Status.OUTSTANDING, _NO))

    def _make(
        self,
        planned: Planned,
        event: Event,
        standing: Standing,
        *,
        start: int | None = None,
        due: int | None = None,
        service: Event | None = None,
        released_by: Event | None = None,
    ) -> Row:
        done = None if service is None else service.day
        enhanced = _TRUTH[self.standing.on(event.day)]
        return (
            planned.rule, self.victim.id, event, *standing, enhanced, start, due, None, None, service, done,
            released_by, (), None,
        )  # fmt: skip

    def _service(self, planned: Planned, event: Event) -> Event | None:
        """Return the earliest service that meets a duty, or None."""
        found: Event | None = None
        mine = self.victim.id
        if planned.naming:
            for service in self.history.told.get(event.id, ()):
                if (
                    service.type in planned.naming
                    and (service.victim is None or service.victim == mine)
                    and agree(service, event)
                    and (found is None or service.place < found.place)
                    and self._is_sufficient(planned, service)
                ):
                    found = service
        recurs = planned.rule.recurs
        for name in planned.free:
            for service in self.history.by_type.get(name, ()):
                if (service.victim is not None and service.victim != mine) or happened_before(service, event):
                    continue
                if recurs and (service.place <= event.place or (not service.about and name in self._plan.naming)):
                    continue
                if agree(service, event):
                    if found is None or service.place < found.place:
                        found = service
                    break
        return found

    def _is_sufficient(self, planned: Planned, service: Event) -> bool:
        """Whether a service has what the rule requires of it; said to be missing, it does not meet the duty."""
        required = planned.rule.requires
        if required is None:
            return True
        given = service.details.get(required)
        if given is True:
            return True
        code = "reasons_unknown" if given is None else "reasons_not_given"
        self._findings[
            Finding(code, service.id, rule=planned.rule.id, detail=planned.rule.requires_dispute or "")
        ] = None
        return given is None

    def _first(self, name: str, event: Event) -> Event | None:
        """Return the first event of a type that did not happen before `event` and may concern the same."""
        for other in self.history.by_type.get(name, ()):
            if not happened_before(other, event) and agree(other, event) and other.victim in (None, self.victim.id):
                return other
        return None

    def _note(self, code: str, event: Event | None, planned: Planned | None = None, *, detail: str = "") -> None:
        finding = Finding(
            code,
            None if event is None else event.id,
            victim=self.victim.id,
            rule=None if planned is None else planned.rule.id,
            detail=detail,
        )
        self._findings[finding] = None


def failing_words(condition: object, walk: Walk) -> str:
    """Return the words of the part of a condition that does not hold."""
    parts = getattr(condition, "parts", ())
    failing = [part.words for part in parts if part.evaluate(walk) is False]
    return "; ".join(failing) or str(getattr(condition, "words", ""))
