"""When the answer will change: the first later day on which it differs, if nothing else happens."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING

from dateutil.relativedelta import relativedelta

from victims_code.assessment.plans import due_day
from victims_code.assessment.statuses import Status
from victims_code.assessment.targets import target_days
from victims_code.dates import ordinal_date

if TYPE_CHECKING:
    from victims_code.assessment.assessments import Assessment
    from victims_code.assessment.obligations import Obligation


def next_change(assessment: Assessment) -> dt.date | None:
    """Return the first later day on which the answer differs, or None.

    The days that can matter are few: each due date and the day after it, the events and receipts still to come, and
    the days on which the basis of the duty changes. Each is tried in order, so the answer is exact.
    """
    today = assessment.as_of.toordinal()
    now = substance(assessment)
    for day in sorted({day for day in _days(assessment) if day > today}):
        then = type(assessment)(
            assessment.case,
            ordinal_date(day),
            assessment.law,
            assessment.calendar,
            known_at=assessment.known_at,
        )
        if substance(then) != now:
            return ordinal_date(day)
    return None


def substance(assessment: Assessment) -> tuple[object, ...]:
    """Return all that an assessment says but for its own date."""
    return (
        assessment.rows,
        assessment.findings,
        assessment.versions,
        tuple(
            (name, e.entitled, e.unknown, tuple(category.answer for category in e.categories))
            for name, e in assessment.enhanced_rights.items()
        ),
        tuple(obligation.target for obligation in assessment.obligations if assessment.law.layers),
    )


def _days(assessment: Assessment) -> Iterator[int]:
    for obligation in assessment.obligations:
        yield from _days_of(obligation)
    for event in (*assessment.history.events, *assessment.history.later):
        yield event.day
        if event.received_day is not None:
            yield event.received_day
    if assessment.law.conventions.age_at_service:
        yield from _birthdays(assessment)
    for book in assessment.law.editions:
        for basis in book.duty_bases:
            yield basis.from_.toordinal()


def _days_of(obligation: Obligation) -> Iterator[int]:
    """Walk the days on which one obligation may come to stand otherwise."""
    for date in (
        obligation.due_by,
        obligation.due_by_if_enhanced,
        obligation.bound,
        obligation.trigger.date,
        *target_days(obligation),
    ):
        if date is not None:
            yield date.toordinal()
            yield date.toordinal() + 1
    if obligation.status is Status.NOT_STARTED:
        for limit in (obligation.rule.standard, obligation.rule.enhanced):
            if limit is not None and limit.is_counted:
                # A wait comes into doubt once the duty would be late, had it been received at once.
                yield due_day(obligation.trigger.day, limit, obligation.assessment.calendar) + 1


def _birthdays(assessment: Assessment) -> Iterator[int]:
    """Walk the days on which a victim comes of an age that a criterion asks for, where age counts day by day."""
    ages = {criterion.under for category in assessment.plan.criteria for criterion in category.criteria}
    for born in (victim.born for victim in assessment.case.victims if victim.born is not None):
        for age in ages:
            if age is not None:
                yield (born + relativedelta(years=age)).toordinal()
