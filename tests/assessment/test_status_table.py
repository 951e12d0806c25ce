"""The status table, whole: every day of performance, release and assessment, against tables written out by hand."""

from __future__ import annotations

from typing import Final

import pytest

from tests.assessment.making import UNKNOWN, assessed, event, stands, told
from victims_code import Event, Status, Truth
from victims_code.assessment.statuses import SETTLED, Verdict, in_doubt, stand, stand_between

DUE: Final = 100
DAYS: Final = {"unknown": None, "before": 99, "on": 100, "after": 101}
RELEASES: Final = (Status.DECLINED, Status.EXCUSED, Status.LAPSED)

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
BREACHES = {"overdue": Truth.YES, "met_late": Truth.YES}


def cells(table: str) -> list[tuple[str, str, str]]:
    """Read a table: row, column, content."""
    head, *rows = [line.split() for line in table.strip().splitlines()]
    return [(row[0], column, cell) for row in rows for column, cell in zip(head[1:], row[1:], strict=True)]


@pytest.mark.parametrize(("today", "done", "expected"), [cell for cell in cells(NOT_RELEASED) if cell[2] != "-"])
def test_a_duty_that_nothing_released(today: str, done: str, expected: str) -> None:
    on = DAYS[today]
    assert on is not None
    answer = stand(DAYS[done], None, DUE, on)
    assert answer == (Status(expected), BREACHES.get(expected, Truth.NO))


@pytest.mark.parametrize("release", RELEASES)
@pytest.mark.parametrize(("today", "done", "expected"), [cell for cell in cells(RELEASED) if cell[2] != "-"])
def test_a_duty_that_was_released_in_time(today: str, done: str, expected: str, release: Status) -> None:
    on = DAYS[today]
    assert on is not None
    status = release if expected == "released" else Status(expected)
    assert stand(DAYS[done], release, DUE, on) == (status, Truth.NO)


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
DATES = {"before": "2024-02-16", "on": "2024-02-19", "after": "2024-02-20"}
RELEASING = {
    "declined": lambda at: event("r", "service_declined", at, details={"services": ["all"]}),
    "excused": lambda at: event("r", "exception_recorded", at, details={"rule": "R6.arrest", "reason": "safeguarding"}),
    "lapsed": lambda at: event("r", "crime_cancelled", at),
}


@pytest.mark.parametrize("release", RELEASING)
@pytest.mark.parametrize(("row", "released", "expected"), cells(WHOLE))
def test_every_day_of_performance_release_and_assessment(row: str, released: str, expected: str, release: str) -> None:
    today, done = row.split("/")
    events: list[Event] = [event("e1", "suspect_arrested", "2024-02-12")]
    if done != "never":
        events.append(told("e2", DATES[done], "e1"))
    if released != "never":
        events.append(RELEASING[release](DATES[released]))
    answer = stands(assessed(DATES[today], *events)["V1/R6.arrest/e1"])
    expected = release if expected == "released" else expected
    assert answer == (expected, BREACHES.get(expected, Truth.NO).value)


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


def standing(status: str) -> Verdict:
    return Status(status), BREACHES.get(status, Truth.NO)


@pytest.mark.parametrize(("earlier", "later", "expected"), cells(BETWEEN))
def test_an_unknown_fact_that_decides_between_two_due_days(earlier: str, later: str, expected: str) -> None:
    answers: dict[str, Verdict] = {
        "=": standing(later),
        "later": standing(later),
        "open": (Status.UNDETERMINED, Truth.NO),
        "breach": (Status.UNDETERMINED, Truth.YES),
        "?": (Status.UNDETERMINED, Truth.UNDETERMINED),
    }
    assert stand_between(standing(earlier), standing(later)) == answers[expected]


# Where it is unknown whether the rule applies at all. What is done or released stays so; nothing else is certain, and
# a breach is no more than possible.
@pytest.mark.parametrize("breach", list(Truth))
@pytest.mark.parametrize("status", list(Status))
def test_a_duty_that_may_not_exist_is_a_possible_breach_at_most(status: Status, breach: Truth) -> None:
    stays = {"met", "recorded", "declined", "excused", "lapsed"}
    assert {settled.value for settled in SETTLED} == stays
    if status.value in stays:
        assert in_doubt((status, breach)) == (status, breach)
    else:
        possible = {Truth.NO: Truth.NO, Truth.YES: Truth.UNDETERMINED, Truth.UNDETERMINED: Truth.UNDETERMINED}
        assert in_doubt((status, breach)) == (Status.UNDETERMINED, possible[breach])


# Enhanced Rights unknown: arrested on Monday 9 February, due on Monday 16, or on Tuesday 10 under Enhanced Rights.
# "open" is an unknown status without a breach: declined in time on the one footing, met in time on the other.
UNSETTLED = """
today/done        never         declined-10   declined-12   declined-17
02-09/never       pending       pending       pending       pending
02-10/never       pending       declined      pending       pending
02-11/never       undetermined  declined      undetermined  undetermined
02-16/never       undetermined  declined      undetermined  undetermined
02-17/never       overdue       declined      undetermined  overdue
02-17/02-10       met           met           met           met
02-17/02-11       undetermined  open          undetermined  undetermined
02-17/02-16       undetermined  open          undetermined  undetermined
02-17/02-17       met_late      declined      undetermined  met_late
"""


@pytest.mark.parametrize(("row", "declined", "expected"), cells(UNSETTLED))
def test_unknown_enhanced_rights_through_a_whole_case(row: str, declined: str, expected: str) -> None:
    today, done = row.split("/")
    events = [event("e1", "suspect_arrested", "2026-02-09")]
    if done != "never":
        events.append(told("e2", f"2026-{done}", "e1"))
    if declined != "never":
        events.append(
            event("r", "service_declined", f"2026-02-{declined.removeprefix('declined-')}", details={"services": "all"})
        )
    answer = assessed(f"2026-{today}", *events, victims=[UNKNOWN])["V1/R6.arrest/e1"]
    unknown = {"undetermined": ("undetermined", "undetermined"), "open": ("undetermined", "no")}
    assert stands(answer) == unknown.get(expected, (expected, BREACHES.get(expected, Truth.NO).value))
