"""The cases of these tests: a late arrest, with each kind of answer in it, and a large one that is in breach."""

from __future__ import annotations

from datetime import date, timedelta

from tests.assessment.making import event, told
from victims_code import Case, Event, Victim, assess

AS_OF = date(2026, 5, 20)


def late(case: str = "C1") -> Case:
    """Return a case in breach: an arrest and a charge, of which the victim was told of the first alone, and late."""
    return Case(
        case,
        [Victim("V1", vulnerable=True), Victim("V2")],
        [
            event("e1", "crime_reported", "2026-05-01"),
            event("e2", "suspect_arrested", "2026-05-02", suspect="S1", crime="C1"),
            told("e3", "2026-05-12", "e2"),
            event("e4", "suspect_charged", "2026-05-13T09:00:00+01:00"),
        ],
    )


ANSWER = assess(late(), as_of=AS_OF)


def large(arrests: int) -> Case:
    """Return a case with an arrest a day, none of which the victim was told of."""
    first = date(2026, 1, 5)
    events = [Event(f"e{n}", "suspect_arrested", at=first + timedelta(days=n % 90)) for n in range(arrests)]
    return Case("large", [Victim("V1", vulnerable=True)], events)
