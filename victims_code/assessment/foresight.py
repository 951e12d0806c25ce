"""Foresight and hindsight: what an event would bring, what a late record changed, what another edition would say."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from attrs import evolve, frozen

from victims_code.arguments import need
from victims_code.assessment.assessing import assess, assess_by
from victims_code.assessment.assessments import Assessment
from victims_code.assessment.comparing import Difference, differences
from victims_code.assessment.obligations import Obligation
from victims_code.calendars import WorkingDays
from victims_code.cases import Case
from victims_code.dates import When, checked_when, london_day
from victims_code.events import Event
from victims_code.rulebook import Layer, Rulebook, editions_in_force, law_of


@frozen
class Preview:
    """What would follow from an event that has not been recorded: the answers without and with it, on one day."""

    before: Assessment
    after: Assessment

    @property
    def arising(self) -> tuple[Obligation, ...]:
        """The obligations that the event would give rise to."""
        known = {obligation.id for obligation in self.before}
        return tuple(obligation for obligation in self.after if obligation.id not in known)

    @property
    def changes(self) -> tuple[Difference, ...]:
        """All that would differ."""
        return differences(self.before, self.after)


def preview(
    case: Case,
    event: Event,
    *,
    as_of: When,
    readings: Mapping[str, str] | None = None,
    layers: Iterable[Layer] = (),
    rulebook: Rulebook | None = None,
    calendar: WorkingDays | None = None,
) -> Preview:
    """Say what would follow if `event` were recorded: what would arise, due when, and what would change.

    It looks on the London day of `as_of`, or on that of the event where that is later.

    :raises InvalidCase: when the event does not fit the case.
    :raises InvalidFact: as `assess` does.

    >>> from victims_code import Victim
    >>> case = Case("C1", [Victim("V1", vulnerable=True)], [Event("e1", "crime_reported", at=date(2026, 5, 1))])
    >>> bail = Event("e2", "suspect_released_on_police_bail", at=date(2026, 5, 5))
    >>> [(duty.id, duty.due_by) for duty in preview(case, bail, as_of=date(2026, 5, 5)).arising]
    [('V1/R6.bail/e2', datetime.date(2026, 5, 6))]
    """
    need("event", event, Event)
    day = max(london_day(checked_when(as_of, "as_of")), event.date)
    law = law_of(rulebook, readings=readings, layers=layers)
    before = assess_by(law, case, as_of=day, calendar=calendar)
    return Preview(before, advance(before, event))


def advance(assessment: Assessment, *events: Event) -> Assessment:
    """Return the answer once `events` are recorded too: on the same day, or on that of the last where it is later."""
    case = evolve(assessment.case, events=(*assessment.case.events, *events))
    return Assessment(
        case,
        max([assessment.as_of, *(event.date for event in events)]),
        assessment.law,
        assessment.calendar,
        known_at=assessment.known_at,
    )


@frozen
class Learned:
    """What the records entered on one London day changed in an answer."""

    entered_on: date
    events: tuple[Event, ...]
    changes: tuple[Difference, ...]


def learned_since(assessment: Assessment, known_at: When) -> tuple[Learned, ...]:
    """Say which late records made the difference between an answer as known at `known_at` and this one.

    The records entered later, and the receipts that came later, are taken up a London day at a time, in the order in
    which they became known; each day's records are told with what they changed. Days that changed nothing are left out.

    :raises InvalidFact: when `known_at` is no date or date-time.
    """
    known_at = checked_when(known_at, "known_at")
    late: dict[date, list[Event]] = {}
    for event in assessment.case.events:
        then_known = event.as_known(known_at)
        now_known = event if assessment.known_at is None else event.as_known(assessment.known_at)
        if now_known is None or now_known == then_known:
            continue
        entered = london_day(event.known_from)
        days = {entered} if then_known is None else set()
        if now_known.received_at is not None:
            days.add(max(entered, london_day(now_known.received_at)))
        for day in sorted(days):
            late.setdefault(day, []).append(event)

    def as_known(when: When) -> Assessment:
        return Assessment(assessment.case, assessment.as_of, assessment.law, assessment.calendar, known_at=when)

    found: list[Learned] = []
    then = as_known(known_at)
    for day in sorted(late):
        now = assessment if day == max(late) else as_known(day)
        changes = differences(then, now)
        if changes:
            found.append(Learned(day, tuple(late[day]), changes))
        then = now
    return tuple(found)


@frozen
class EditionsCompared:
    """One case under two editions, each applied to every event as if it had always been in force."""

    older: Assessment
    newer: Assessment

    @property
    def changes(self) -> tuple[Difference, ...]:
        """What the newer edition says differently."""
        return differences(self.older, self.newer)


def compare_editions(
    case: Case, *, as_of: When, older: Rulebook | None = None, newer: Rulebook | None = None
) -> EditionsCompared:
    """Say what differs between two editions for a case: the last two in force, unless others are given.

    A rule that an edition is not confirmed to have does not arise under it; that is no proof that it had none.

    :raises InvalidFact: as `assess` does.

    >>> from victims_code import Victim
    >>> case = Case("C1", [Victim("V1", vulnerable=True)], [Event("e1", "suspect_charged", at=date(2026, 5, 5))])
    >>> for change in compare_editions(case, as_of=date(2026, 5, 5)).changes[:2]:
    ...     print(change)
    the case: next_due was none, is V1/R6.charge/e1
    V1/R6.charge/e1: arises, pending, due by 2026-05-06
    """
    *_, before_last, last = editions_in_force()
    answers = [
        assess(case, as_of=as_of, rulebook=book, whatever_the_date=True)
        for book in (older or before_last, newer or last)
    ]
    return EditionsCompared(*answers)
