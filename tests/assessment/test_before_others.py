"""A duty to act before another event looks for that event among those that concern the same suspect."""

from __future__ import annotations

import datetime as dt

from victims_code import Case, Event, Status, Victim, assess


def test_another_suspects_disposal_is_not_the_one_to_precede() -> None:
    events = [
        Event("e1", "out_of_court_disposal_proposed", at=dt.date(2026, 2, 2), suspect="S1"),
        Event("e2", "out_of_court_disposal_given", at=dt.date(2026, 2, 4), suspect="S2"),
        Event("e3", "out_of_court_disposal_given", at=dt.date(2026, 2, 6), suspect="S1"),
    ]
    duty = assess(Case("C1", [Victim("V1")], events), as_of=dt.date(2026, 2, 9))["V1/R6.disposal-views/e1"]
    assert (duty.status, duty.due_by) == (Status.OVERDUE, dt.date(2026, 2, 6))
