"""Assessing: the one question that the library answers, with its arguments checked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from victims_code.assessment.assessments import Assessment
from victims_code.assessment.travelling import Travelled
from victims_code.calendars import WorkingDays, england_and_wales
from victims_code.cases import Case
from victims_code.dates import When, checked_when, london_day, optional_when
from victims_code.errors import InvalidFact
from victims_code.rulebook import Law, Layer, Rulebook, law_of


def assess(
    case: Case,
    *,
    as_of: When,
    known_at: When | None = None,
    readings: Mapping[str, str] | None = None,
    layers: Iterable[Layer] = (),
    rulebook: Rulebook | None = None,
    calendar: WorkingDays | None = None,
    whatever_the_date: bool = False,
) -> Assessment:
    """Say which services are owed in a case, by whom, by when, how each stands on a day, and whether it is in breach.

    `as_of` is a London date, or a date-time with an offset, of which the London day counts. `known_at` leaves out what
    was entered only later. `readings` names, for questions that the Code leaves open, the choices to take instead of
    the defaults, and `layers` are local standards to tell beside the Code. Each event falls under the edition in force
    on its day, unless one `rulebook` is given: it is applied to events since it came into force, or with
    `whatever_the_date` to every event, as if it always had been. `calendar` is England and Wales unless one with
    additions is given.

    :raises InvalidFact: when an argument is of the wrong kind, or there is no such reading.
    :raises OutsideCalendar: when a due date lies past the years for which bank holidays are known or projected; it
        names the event.

    >>> from datetime import date
    >>> from victims_code import Case, Event, Victim
    >>> case = Case("C1", [Victim("V1", vulnerable=True)], [Event("e1", "suspect_arrested", at=date(2026, 5, 2))])
    >>> assess(case, as_of=date(2026, 5, 6))["V1/R6.arrest/e1"].due_by
    datetime.date(2026, 5, 5)
    """
    law = law_of(rulebook, readings=readings, layers=layers, whatever_the_date=whatever_the_date)
    return assess_by(law, case, as_of=as_of, known_at=known_at, calendar=calendar)


def assess_by(
    law: Law,
    case: Case,
    *,
    as_of: When,
    known_at: When | None = None,
    calendar: WorkingDays | None = None,
    worked_out: Travelled | None = None,
) -> Assessment:
    """Assess a case by a law that was put together before: `assess` for one who asks again and again.

    `worked_out` is what another process worked out for the same question.

    :raises InvalidFact: when an argument is of the wrong kind.
    """
    days = england_and_wales() if calendar is None else calendar
    for name, value, kind in (("case", case, Case), ("calendar", days, WorkingDays)):
        if not isinstance(value, kind):
            msg = f"{name}: a {kind.__name__} is needed, not {type(value).__name__}"
            raise InvalidFact(msg)
    if days.counts_from_next_working_day:
        msg = "calendar: from which day it counts is a reading; give the plain one, and readings={'weekend_start': ...}"
        raise InvalidFact(msg)
    if law.conventions.counts_from_next_working_day:
        days = days.counting_from_next_working_day()
    day = london_day(checked_when(as_of, "as_of"))
    known = optional_when(known_at, "known_at")
    return Assessment(case, day, law, days, known_at=known, worked_out=worked_out)
