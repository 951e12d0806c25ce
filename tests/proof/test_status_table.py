"""The status table, whole: every day of performance, release, receipt and assessment, against tables made by hand."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import Final

import pytest

from tests.assessment.making import UNKNOWN, assessed, event, stands, told
from tests.proof.weighing import Check, Enumerations, weigh
from victims_code import Event, Status, Truth
from victims_code.assessment.statuses import SETTLED, Verdict, in_doubt, stand, stand_between

DUE: Final = 100
DAYS: Final = {"unknown": None, "before": 99, "on": 100, "after": 101}
RELEASES: Final = (Status.DECLINED, Status.EXCUSED, Status.LAPSED)
BREACHES: Final = {"overdue": Truth.YES, "met_late": Truth.YES}

# How a duty stands that nothing released by its due day, and one that something did ("released": that status, and no
# breach). A row is the day of the assessment, a column the day on which it was done; "-" cannot be, for nothing is
# done after the day of the assessment.
NOT_RELEASED = """
today   unknown    before  on   after
before  pending    met     -    -
on      due_today  met     met  -
after   overdue    met     met  met_late
"""
RELEASED = """
today   unknown    before  on   after
before  released   met     -    -
on      released   met     met  -
after   released   met     met  released
"""


def cells(table: str) -> list[tuple[str, str, str]]:
    """Read a table: row, column, content; without what cannot be."""
    head, *rows = [line.split() for line in table.strip().splitlines()]
    read = [(row[0], column, cell) for row in rows for column, cell in zip(head[1:], row[1:], strict=True)]
    return [cell for cell in read if cell[2] != "-"]


def standing(status: str, release: str = "") -> Verdict:
    """A status of a table, with the breach that it is."""
    return Status(release if status == "released" else status), BREACHES.get(status, Truth.NO)


def days_of_performance() -> Iterator[Check]:
    """Ask how a duty stands, by the day on which it was done and the day of the assessment."""
    for release, table in ((None, NOT_RELEASED), *((each, RELEASED) for each in RELEASES)):
        for today, done, status in cells(table):
            on = DAYS[today]
            assert on is not None
            yield (release, today, done), stand(DAYS[done], release, DUE, on), standing(status, release or "")


# The same through a whole case, with the day of the release beside: what is after the day of the assessment has not
# happened, and a release after the due day comes too late. The duty: arrested on Monday 12 February 2024, due on the
# Monday after; the Code was not yet a statutory duty, which good reasons can excuse later. Rows: the day of the
# assessment and the day of performance; columns: the day of the release.
WHOLE = """
today/done      never      before    on        after
before/never    pending    released  pending   pending
before/before   met        met       met       met
before/on       pending    released  pending   pending
before/after    pending    released  pending   pending
on/never        due_today  released  released  due_today
on/before       met        met       met       met
on/on           met        met       met       met
on/after        due_today  released  released  due_today
after/never     overdue    released  released  overdue
after/before    met        met       met       met
after/on        met        met       met       met
after/after     met_late   released  released  met_late
"""
# From 29 January 2025 the duty binds unless there are good reasons, which may be recorded after it was missed: the
# same days of February 2026, and a reason. Nothing else that comes after the due day takes a breach away.
WITH_GOOD_REASONS = """
today/done      never      before    on        after
before/never    pending    excused   pending   pending
before/before   met        met       met       met
on/never        due_today  excused   excused   due_today
on/on           met        met       met       met
after/never     overdue    excused   excused   excused
after/before    met        met       met       met
after/on        met        met       met       met
after/after     met_late   excused   excused   excused
"""
DATES: Final = {
    "2024": {"trigger": "2024-02-12", "before": "2024-02-16", "on": "2024-02-19", "after": "2024-02-20"},
    "2026": {"trigger": "2026-02-09", "before": "2026-02-13", "on": "2026-02-16", "after": "2026-02-17"},
}


def releasing(release: str, at: str, rule: str = "R6.arrest") -> Event:
    """Make the event that releases a duty: the victim declines, a reason is recorded, or the crime is cancelled."""
    kinds = {"declined": "service_declined", "excused": "exception_recorded", "lapsed": "crime_cancelled"}
    details = {"declined": {"services": ["all"]}, "excused": {"rule": rule, "reason": "safeguarding"}, "lapsed": {}}
    return event("r", kinds[release], at, details=details[release])


def days_of_release() -> Iterator[Check]:
    """Ask the same of whole cases, by the days of performance, release and assessment."""
    asked = [("2024", WHOLE, str(release)) for release in RELEASES]
    asked += [("2026", WITH_GOOD_REASONS, "excused")]
    asked += [("2026", WHOLE, release) for release in ("declined", "lapsed")]
    for year, table, release in asked:
        dates = DATES[year]
        for row, released, status in cells(table):
            today, done = row.split("/")
            events = [event("e1", "suspect_arrested", dates["trigger"])]
            if done != "never":
                events.append(told("e2", dates[done], "e1"))
            if released != "never":
                events.append(releasing(release, dates[released]))
            answer = stands(assessed(dates[today], *events)["V1/R6.arrest/e1"])
            yield (year, release, row, released), answer, in_words(standing(status, release))


def in_words(verdict: Verdict) -> tuple[str, str]:
    return str(verdict[0]), verdict[1].value


# Where an unknown fact decides between two due days: a row is how it stands by the earlier, a column by the later.
# "=" is the answer of both, "later" the later one's, "open" an unknown status without a breach, "?" unknown in both.
BETWEEN = """
earlier    pending  due_today  overdue  met   met_late  declined  excused  lapsed
pending    =        later      ?        open  ?         open      open     open
due_today  later    =          ?        open  ?         open      open     open
overdue    ?        ?          =        ?     breach    ?         ?        ?
met        open     open       ?        =     ?         open      open     open
met_late   ?        ?          breach   ?     =         ?         ?        ?
declined   open     open       ?        open  ?         =         open     open
excused    open     open       ?        open  ?         open      =        open
lapsed     open     open       ?        open  ?         open      open     =
"""
IN_DOUBT: Final = {
    "open": (Status.UNDETERMINED, Truth.NO),
    "breach": (Status.UNDETERMINED, Truth.YES),
    "?": (Status.UNDETERMINED, Truth.UNDETERMINED),
}


def between_two_due_days() -> Iterator[Check]:
    """Ask how a duty stands when an unknown fact decides between two due days, for every pair of answers."""
    for earlier, later, cell in cells(BETWEEN):
        yield (earlier, later), stand_between(standing(earlier), standing(later)), IN_DOUBT.get(cell, standing(later))


def duties_that_may_not_exist() -> Iterator[Check]:
    """Ask how a duty stands that may not exist: done or released it stays so, and a breach is possible at most."""
    possible = {Truth.NO: Truth.NO, Truth.YES: Truth.UNDETERMINED, Truth.UNDETERMINED: Truth.UNDETERMINED}
    for status, breach in product(Status, Truth):
        stays = status.value in {"met", "recorded", "declined", "excused", "lapsed"}
        right = (status, breach) if stays else (Status.UNDETERMINED, possible[breach])
        yield (status, breach), in_doubt((status, breach)), right


# Enhanced Rights unknown: arrested on Monday 9 February, due on Monday 16, or on Tuesday 10 under Enhanced Rights.
# "open" is an unknown status without a breach: declined in time on the one footing, met in time on the other.
UNSETTLED = """
today/done        never         declined-10   declined-12   declined-17
02-09/never       pending       pending       pending       pending
02-10/never       pending       declined      pending       pending
02-11/never       ?             declined      ?             ?
02-16/never       ?             declined      ?             ?
02-17/never       overdue       declined      ?             overdue
02-17/02-10       met           met           met           met
02-17/02-11       ?             open          ?             ?
02-17/02-16       ?             open          ?             ?
02-17/02-17       met_late      declined      ?             met_late
"""


def unknown_enhanced_rights() -> Iterator[Check]:
    """Ask whole cases in which it is unknown whether Enhanced Rights shorten the limit."""
    for row, declined, cell in cells(UNSETTLED):
        today, done = row.split("/")
        events = [event("e1", "suspect_arrested", "2026-02-09")]
        if done != "never":
            events.append(told("e2", f"2026-{done}", "e1"))
        if declined != "never":
            events.append(releasing("declined", f"2026-02-{declined.removeprefix('declined-')}"))
        answer = stands(assessed(f"2026-{today}", *events, victims=[UNKNOWN])["V1/R6.arrest/e1"])
        yield (row, declined), answer, in_words(IN_DOUBT[cell] if cell in IN_DOUBT else standing(cell))


# The day on which the clock itself starts, for a duty that counts from a receipt. A warrant was issued on Monday 12
# February 2024; the court has to Monday 19 and the Witness Care Unit five Working Days more, to Monday 26: the bound.
# Received on Thursday 15, it is due on Thursday 22; received at once it would have been due on Monday 19. Columns: no
# receipt on record; received on the 15th; received on the 29th, which on each of these days is still to come.
RECEIVED = """
today/done     unknown      02-15      02-29
02-12/never    not_started  not_started  not_started
02-12/02-12    met          met          met
02-14/never    not_started  not_started  not_started
02-15/never    not_started  pending      not_started
02-15/02-14    met          met          met
02-19/never    not_started  pending      not_started
02-19/02-19    met          met          met
02-20/never    not_started  pending      not_started
02-20/02-20    ?            met          met
02-22/never    not_started  due_today    not_started
02-22/02-22    ?            met          met
02-23/never    not_started  overdue      not_started
02-23/02-22    ?            met          met
02-23/02-23    ?            met_late     met
02-26/never    not_started  overdue      not_started
02-27/never    ?            overdue      not_started
02-27/02-14    met          met          met
02-27/02-19    met          met          met
02-27/02-20    ?            met          met
02-27/02-27    ?            met_late     met
"""
# The same duty not done but released. Released after it could have been missed, only the receipt can tell if it was.
RECEIVED_AND_RELEASED = """
today/released  unknown   02-15      02-29
02-12/02-12     released  released   released
02-14/02-14     released  released   released
02-19/02-19     released  released   released
02-20/02-19     released  released   released
02-20/02-20     ?         released   released
02-22/02-22     ?         released   released
02-23/02-23     ?         overdue    released
02-27/02-19     released  released   released
02-27/02-20     ?         released   released
02-27/02-22     ?         released   released
02-27/02-23     ?         overdue    released
"""
# A duty that no rule feeds has no bound: a victim must give evidence, of which they are to be told one Working Day
# after the receipt. Not done after the soonest day, it has still not started, and nobody can say that it is no breach.
WITHOUT_A_BOUND = """
today/done     unknown      02-15        02-29
02-12/never    not_started  not_started  not_started
02-13/never    not_started  not_started  not_started
02-13/02-13    met          met          met
02-14/never    unbounded    not_started  not_started
02-14/02-14    ?            met          met
02-15/never    unbounded    pending      not_started
02-16/never    unbounded    due_today    not_started
02-16/02-16    ?            met          met
02-19/never    unbounded    overdue      not_started
02-19/02-19    ?            met_late     met
02-28/never    unbounded    overdue      not_started
02-28/02-13    met          met          met
"""
UNBOUNDED: Final = (Status.NOT_STARTED, Truth.UNDETERMINED)


def days_of_receipt() -> Iterator[Check]:
    """Ask whole cases of duties that count from a receipt, by the days of receipt, performance or release."""
    warrant, witness = ("arrest_warrant_issued", "R8.warrant"), ("witness_required", "R8.witness-requirement")
    asked = [(warrant, RECEIVED, ""), (witness, WITHOUT_A_BOUND, "")]
    asked += [(warrant, RECEIVED_AND_RELEASED, str(release)) for release in RELEASES]
    for (trigger, rule), table, release in asked:
        for row, received, cell in cells(table):
            today, other = row.split("/")
            receipt = {} if received == "unknown" else {"received_at": f"2024-{received}"}
            events = [event("e1", trigger, "2024-02-12", **receipt)]
            if release:
                events.append(releasing(release, f"2024-{other}", rule))
            elif other != "never":
                events.append(told("e2", f"2024-{other}", "e1"))
            found = stands(assessed(f"2024-{today}", *events)[f"V1/{rule}/e1"])
            right = {**IN_DOUBT, "unbounded": UNBOUNDED}.get(cell) or standing(cell, release)
            yield (rule, release, row, received), found, in_words(right)


ENUMERATIONS: Enumerations = {
    "stand: performance x release x assessment": days_of_performance,
    "whole cases: performance x release x assessment": days_of_release,
    "whole cases: receipt x performance or release x assessment": days_of_receipt,
    "stand_between: every pair of answers": between_two_due_days,
    "whole cases with Enhanced Rights unknown": unknown_enhanced_rights,
    "in_doubt: every status and breach": duties_that_may_not_exist,
}


@pytest.mark.parametrize("name", ENUMERATIONS)
def test_the_status_table(name: str) -> None:
    weighed = weigh(ENUMERATIONS[name]())
    assert weighed.wrong == ()
    assert weighed.asked > 0


def test_the_tables_hold_every_answer_that_a_due_day_can_give() -> None:
    days = [day for day in DAYS.values() if day is not None]
    given = {stand(done, release, DUE, on)[0] for done in DAYS.values() for release in (None, *RELEASES) for on in days}
    told_of = {Status(row) for row, _, _ in cells(BETWEEN)}
    assert given == told_of
    assert {Status(column) for _, column, _ in cells(BETWEEN)} == told_of
    assert {status.value for status in SETTLED} == {"met", "recorded", "declined", "excused", "lapsed"}
