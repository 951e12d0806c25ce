"""A bank holiday proclaimed late: 8 May 2023 as if it had come to be known later, and which open due dates it moves."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.assessment.making import ENHANCED, PLAIN, day, event, told
from victims_code import Case, Event, Victim, assess, differences, england_and_wales
from victims_code.assessment.comparing import Difference
from victims_code.names import CheckedType

CORONATION = date(2023, 5, 8)
NOW = england_and_wales()
BEFORE = NOW.without_holiday(CORONATION, source="the table before the proclamation")
#: The bank holidays of 2023 without the one that was proclaimed: by hand, from the official list.
HOLIDAYS = {day(f"2023-{each}") for each in ("01-02", "04-07", "04-10", "05-01", "05-29", "08-28", "12-25", "12-26")}


def moved(case: Case, as_of: str) -> list[Difference]:
    """Return what the proclamation changed in a case on a day."""
    return list(differences(*(assess(case, as_of=day(as_of), calendar=calendar) for calendar in (BEFORE, NOW))))


def step(start: date, n: int, *, holidays: set[date]) -> date:
    """Walk `n` Working Days from a day, one day after another."""
    while n:
        start += timedelta(days=1)
        n -= start.isoweekday() <= 5 and start not in holidays
    return start


#: Arrests, five Working Days, and the due date before and after the proclamation.
ARRESTS = {
    # Friday 28 April, 2, 3, 4 and Friday 5 May, Monday 1 being the Early May bank holiday: the 8th is not reached.
    "2023-04-27": ("2023-05-05", "2023-05-05"),
    # 2, 3, 4, 5 and Monday 8 May: the very day is closed, so Tuesday 9.
    "2023-04-28": ("2023-05-08", "2023-05-09"),
    # 3, 4, 5, 8 and Tuesday 9, or Wednesday 10.
    "2023-05-02": ("2023-05-09", "2023-05-10"),
    # 8, 9, 10, 11 and Friday 12, or past the weekend Monday 15.
    "2023-05-05": ("2023-05-12", "2023-05-15"),
    # From Sunday 7 it is the same.
    "2023-05-07": ("2023-05-12", "2023-05-15"),
    # From the day itself the first is Tuesday 9 by either: 9, 10, 11, 12 and Monday 15.
    "2023-05-08": ("2023-05-15", "2023-05-15"),
}


@pytest.mark.parametrize("at", ARRESTS)
def test_a_due_date_moves_where_the_day_lies_on_the_way(at: str) -> None:
    case = Case("A1", [PLAIN], [event("e1", "suspect_arrested", at)])
    before, after = ARRESTS[at]
    expected = [Difference("V1/R6.arrest/e1", "due_by", before, after)] if before != after else []
    assert [each for each in moved(case, max(at, "2023-05-01")) if each.what == "due_by"] == expected


def test_of_many_open_duties_the_comparison_names_those_that_move_and_no_other() -> None:
    """On Friday 5 May 2023. The complaint has ten Working Days: from Tuesday 2 to Tuesday 16, or Wednesday 17.

    What is met keeps its answer, though its date is told as it is counted now: Thursday 4 May was in time for both.
    """
    case = Case(
        "A1",
        [PLAIN],
        [
            event("e1", "suspect_arrested", "2023-04-27", suspect="S1"),
            event("e2", "suspect_arrested", "2023-05-02", suspect="S2"),
            event("e3", "complaint_received", "2023-05-02"),
            event("e4", "suspect_arrested", "2023-05-03", suspect="S3"),
            told("e5", "2023-05-04", "e4", suspect="S3"),
        ],
    )
    assert moved(case, "2023-05-05") == [
        Difference("V1/R6.arrest/e2", "due_by", "2023-05-09", "2023-05-10"),
        Difference("V1/R6.arrest/e4", "due_by", "2023-05-10", "2023-05-11"),
        Difference("V1/R12.acknowledge/e3", "due_by", "2023-05-16", "2023-05-17"),
    ]
    now = assess(case, as_of=day("2023-05-05"))
    still_open = {duty.id for duty in now if duty.status.value in ("pending", "due_today", "overdue")}
    assert [each.obligation for each in moved(case, "2023-05-05") if each.obligation in still_open] == [
        "V1/R6.arrest/e2", "V1/R12.acknowledge/e3",
    ]  # fmt: skip


def test_a_breach_that_the_proclamation_took_away_is_told() -> None:
    """Arrest on Friday 28 April 2023, read on Tuesday 9 May: overdue since Monday 8, or due that very day."""
    case = Case("A1", [PLAIN], [event("e1", "suspect_arrested", "2023-04-28")])
    duty = "V1/R6.arrest/e1"
    assert moved(case, "2023-05-09") == [
        Difference(None, "in_breach", "yes", "no"),
        Difference(duty, "due_by", "2023-05-08", "2023-05-09"),
        Difference(duty, "status", "overdue", "due_today"),
        Difference(duty, "breach", "yes", "no"),
    ]


def test_a_bound_and_a_date_in_doubt_move_too_and_a_window_of_days_does_not() -> None:
    """On Friday 5 May 2023, of a victim of whom nothing is known.

    Arrest on Friday 5: Friday 12 or Monday 15; with Enhanced Rights Monday 8 or Tuesday 9. A bail decision of Tuesday 2
    whose receipt is unknown: the court has to Tuesday 9 or Wednesday 10, the Witness Care Unit five more: Tuesday 16 or
    Wednesday 17. A sentence of Friday 28 April: 28 days are Friday 26 May, whatever the holidays.
    """
    case = Case(
        "A1",
        [Victim("V1")],
        [
            event("e1", "suspect_arrested", "2023-05-05"),
            event("e2", "court_bail_decided", "2023-05-02"),
            event("e3", "sentence_passed", "2023-04-28", details={"in_unduly_lenient_scheme": True}),
        ],
    )
    told_of = {(each.obligation, each.what): (each.before, each.after) for each in moved(case, "2023-05-05")}
    assert told_of["V1/R6.arrest/e1", "due_by"] == ("2023-05-12", "2023-05-15")
    assert told_of["V1/R6.arrest/e1", "due_by_if_enhanced"] == ("2023-05-08", "2023-05-09")
    assert told_of["V1/R8.bail-outcome/e2", "bound"] == ("2023-05-16", "2023-05-17")
    assert "V1/R9.unduly-lenient-request/e3" not in {obligation for obligation, _ in told_of}
    window = assess(case, as_of=day("2023-05-05"), calendar=BEFORE)["V1/R9.unduly-lenient-request/e3"]
    assert window.due_by == day("2023-05-26")


def test_the_answers_name_the_calendar_that_they_rest_on() -> None:
    case = Case("A1", [PLAIN], [event("e1", "suspect_arrested", "2023-05-05")])
    versions = [assess(case, as_of=day("2023-05-05"), calendar=each).versions.calendar for each in (BEFORE, NOW)]
    assert versions == [f"{NOW.version}-2023-05-08", NOW.version]


def test_the_day_proclaimed_again_gives_the_answers_of_the_table() -> None:
    again = BEFORE.with_holiday(CORONATION, "the coronation", source="the proclamation", proclaimed=date(2022, 11, 6))
    for at in ARRESTS:
        case = Case("A1", [PLAIN], [event("e1", "suspect_arrested", at)])
        answers = (assess(case, as_of=day("2023-05-09"), calendar=calendar) for calendar in (again, NOW))
        assert differences(*answers) == ()


#: Duties with a limit of each length: what starts them, whose, and the limit.
LIMITS = [
    ("R6.arrest", "suspect_arrested", ENHANCED, 1),
    ("R4.support-referral", "crime_reported", PLAIN, 2),
    ("R6.arrest", "suspect_arrested", PLAIN, 5),
    ("R10.expenses", "expenses_claim_received", PLAIN, 10),
    ("R11.victim-liaison-contact", "victim_contact_scheme_referred", PLAIN, 20),
]


@pytest.mark.parametrize(("rule", "trigger", "victim", "n"), LIMITS, ids=str)
def test_every_due_date_around_it_moves_as_a_walk_through_the_days_does(
    rule: str, trigger: str, victim: Victim, n: int
) -> None:
    """Each start from 1 April to 31 May 2023: a date moves where the day lies on the way."""
    for offset in range(61):
        start = date(2023, 4, 1) + timedelta(days=offset)
        case = Case("A1", [victim], [Event("e1", CheckedType(trigger), at=start)])
        before, after = (
            assess(case, as_of=start, calendar=calendar)[f"V1/{rule}/e1"].due_by for calendar in (BEFORE, NOW)
        )
        assert before == step(start, n, holidays=HOLIDAYS)
        assert after == step(start, n, holidays=HOLIDAYS | {CORONATION})
        assert before is not None
        assert after is not None
        assert (after > before) is (start < CORONATION <= before)
