"""The whole life of a duty, one for each shape of clock: every start, contact and day of asking round two holidays.

What is expected is worked out by the oracle and by plain functions of days, one for each shape.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from typing import Final, TypeAlias

import pytest
from attrs import field, frozen

from tests import oracle
from tests.assessment.making import ENHANCED, PLAIN, UNKNOWN
from tests.proof.weighing import Check, Enumerations, weigh
from victims_code import Case, Event, Obligation, Victim, assess
from victims_code.names import CheckedType

#: Too many answers to be traced one by one: other tests see to it that every branch is tested.
pytestmark = pytest.mark.no_cover

ONE_DAY: Final = timedelta(days=1)

#: Twenty-four days round Easter 2026, and twenty-four round the turn of that year, with its substitute bank holiday.
STARTS: Final = tuple(first + n * ONE_DAY for first in (date(2026, 3, 26), date(2026, 12, 16)) for n in range(24))

#: How a duty stands, whether it is a breach, and when it is due; whatever else is shown is compared beside.
Life: TypeAlias = tuple[str, str, date | None]
CANNOT_TELL: Final = ("undetermined", "undetermined")


@frozen
class Day:
    """One day of a duty's life: when it arose, when it was received and done, if it was, and the day of asking."""

    start: date
    received: date | None
    done: date | None
    today: date


@frozen(kw_only=True)
class Shape:
    """A shape of clock: a duty that has it, and how it lives by plain rules."""

    rule: str
    trigger: str
    #: How the duty stands on a day.
    lives: Callable[[Day], Life]
    #: For how many days it is followed.
    days: int
    victim: Victim = PLAIN
    details: Mapping[str, object] = field(factory=dict)
    #: The type of event that meets it; empty where nothing does.
    service: str = "victim_informed"
    #: How many days after the start it is received; None is not on record.
    receipts: tuple[int | None, ...] = (None,)
    #: What else happened: the type, and how many days after the start.
    beside: tuple[tuple[str, int], ...] = ()
    readings: Mapping[str, str] = field(factory=dict)

    def cases(self) -> Iterator[tuple[Day, Case]]:
        """Walk every start with every receipt and every day on which it may be done, the eve and never among them."""
        offsets = range(-1, self.days) if self.service else ()
        for start in STARTS:
            for receipt in self.receipts:
                received = None if receipt is None else start + receipt * ONE_DAY
                trigger = Event("e1", CheckedType(self.trigger), at=start, received_at=received, details=self.details)
                beside = [Event(f"b{n}", CheckedType(name), at=start + n * ONE_DAY) for name, n in self.beside]
                for done in (None, *(start + n * ONE_DAY for n in offsets)):
                    events = [trigger, *beside]
                    if done is not None:
                        about = ["e1"] if start <= done else []
                        events.append(Event("e2", CheckedType(self.service), at=done, about=about))
                    yield Day(start, received, done, start), Case("C1", [self.victim], events)


def by_day(due: date, day: Day) -> Life:
    """A duty with a due day: met on or before it, overdue from the day after."""
    if day.done is not None:
        return ("met", "no", due) if day.done <= due else ("met_late", "yes", due)
    if day.today > due:
        return "overdue", "yes", due
    return ("due_today" if day.today == due else "pending"), "no", due


def within(n: int) -> Callable[[Day], Life]:
    """So many Working Days from the event."""
    return lambda day: by_day(oracle.add(day.start, n), day)


def within_of_next(n: int) -> Callable[[Day], Life]:
    """So many Working Days, of which the next one after a start at a weekend is day 0."""
    return lambda day: by_day(oracle.add(oracle.on_or_after(day.start), n), day)


def one_or_five(day: Day) -> Life:
    """Five Working Days, or one, and nobody knows which."""
    sooner, later = oracle.add(day.start, 1), oracle.add(day.start, 5)
    last = day.today if day.done is None else day.done
    return (*CANNOT_TELL, later) if sooner < last <= later else by_day(later, day)


def from_receipt(n: int, feeder: int | None) -> Callable[[Day], Life]:
    """So many Working Days from a receipt, which had `feeder` Working Days, or no limit that is known."""

    def lives(day: Day) -> Life:
        if day.received is not None and day.received <= day.today:
            return by_day(oracle.add(day.received, n), day)
        soonest = oracle.add(day.start, n)
        if day.done is not None:
            return ("met", "no", None) if day.received is not None or day.done <= soonest else (*CANNOT_TELL, None)
        if day.received is not None:
            return "not_started", "no", None
        if feeder is None:
            return "not_started", ("no" if day.today <= soonest else "undetermined"), None
        bound = oracle.add(oracle.add(day.start, feeder), n)
        return ("not_started", "no", None) if day.today <= bound else (*CANNOT_TELL, None)

    return lives


def passed_on(day: Day) -> Life:
    """Five Working Days to pass it on, which its receipt shows; while that is unknown, nobody can say it is late."""
    due = oracle.add(day.start, 5)
    received = day.received if day.received is not None and day.received <= day.today else None
    if day.received is None and day.today > due:
        return *CANNOT_TELL, due
    return by_day(due, Day(day.start, day.received, received, day.today))


def as_agreed(day: Day) -> Life:
    """Seven days of the calendar, as the plan says."""
    return by_day(day.start + 7 * ONE_DAY, day)


def own_time(day: Day) -> Life:
    """Twenty-eight days of the victim's own."""
    due = day.start + 28 * ONE_DAY
    return ("window_open" if day.today <= due else "window_closed"), "no", due


def from_report(day: Day) -> Life:
    """Five Working Days from the report, two days before."""
    return by_day(oracle.add(day.start - 2 * ONE_DAY, 5), day)


def before_it(day: Day) -> Life:
    """Before an event four days after: done on its day, no time says which came first."""
    other = day.start + 4 * ONE_DAY
    due = other if other <= day.today else None
    if day.done is not None:
        return ("met", "no", due) if day.done <= other else ("met_late", "yes", due)
    return ("pending", "no", None) if due is None else ("overdue", "yes", due)


NEXT_DAY_IS_DAY_0: Final = {"weekend_start": "next_working_day_is_day_0"}
SHAPES: Final[Mapping[str, Shape]] = {
    "from the event": Shape(rule="R6.arrest", trigger="suspect_arrested", lives=within(5), days=15),
    "from the event, Enhanced Rights": Shape(
        rule="R6.arrest", trigger="suspect_arrested", lives=within(1), days=8, victim=ENHANCED
    ),
    "from the event, Enhanced Rights unknown": Shape(
        rule="R6.arrest", trigger="suspect_arrested", lives=one_or_five, days=15, victim=UNKNOWN
    ),
    "from the next Working Day": Shape(
        rule="R6.arrest", trigger="suspect_arrested", lives=within_of_next(5), days=15, readings=NEXT_DAY_IS_DAY_0
    ),
    "from a receipt, with a bound": Shape(
        rule="R8.rearrest-outcome",
        trigger="rearrest_hearing_held",
        lives=from_receipt(5, 5),
        days=18,
        receipts=(None, 3),
    ),
    "from a receipt, without a bound": Shape(
        rule="R8.hearing-details", trigger="hearing_listed", lives=from_receipt(1, None), days=9, receipts=(None, 0, 2)
    ),
    "passed on by being received": Shape(
        rule="R9.court-outcome-to-witness-care",
        trigger="case_outcome_reached",
        lives=passed_on,
        days=15,
        service="",
        receipts=(None, *range(14)),
    ),
    "as agreed": Shape(
        rule="R6.agreed-update",
        trigger="contact_plan_agreed",
        lives=as_agreed,
        days=10,
        service="update_given",
        details={"every_days": 7},
    ),
    "the victim's own time": Shape(
        rule="R9.unduly-lenient-request",
        trigger="sentence_passed",
        lives=own_time,
        days=32,
        service="",
        details={"in_unduly_lenient_scheme": True},
    ),
    "from another event": Shape(
        rule="R6.no-investigation",
        trigger="decision_not_to_investigate",
        lives=from_report,
        days=13,
        beside=(("crime_reported", -2),),
        readings={"no_investigation_clock": "report"},
    ),
    "before another event": Shape(
        rule="R6.disposal-views",
        trigger="out_of_court_disposal_proposed",
        lives=before_it,
        days=8,
        service="victim_views_recorded",
        beside=(("out_of_court_disposal_given", 4),),
    ),
}


def life(shape: Shape) -> Iterator[Check]:
    """Follow a duty of one shape through every life that it may have."""
    for day, case in shape.cases():
        for n in range(shape.days):
            today = day.start + n * ONE_DAY
            duty = assess(case, as_of=today, readings=shape.readings)[f"V1/{shape.rule}/e1"]
            # What is done before the duty arose is not done for it, and what is still to come has not happened.
            done = day.done if day.done is not None and day.start <= day.done <= today else None
            yield (day, today), shown(duty), shape.lives(Day(day.start, day.received, done, today))


def shown(duty: Obligation) -> Life:
    return str(duty.status), duty.breach.value, duty.due_by


def lives() -> Iterator[Check]:
    """Follow a duty of every shape."""
    for shape in SHAPES.values():
        yield from life(shape)


ENUMERATIONS: Enumerations = {"duty lives: shapes x starts x receipts x contacts x days of asking": lives}


@pytest.mark.parametrize("name", SHAPES)
def test_the_life_of_a_duty(name: str) -> None:
    weighed = weigh(life(SHAPES[name]))
    assert weighed.wrong == ()
    assert weighed.asked > 1000
