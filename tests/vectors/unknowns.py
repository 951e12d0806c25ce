"""The level of unknowns: what cannot be told, and between which days it cannot."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, Final

from tests.vectors.argued import argued, whole_truth
from tests.vectors.calendar_days import situations
from tests.vectors.making import GOLDEN, Document, authority, case, event, toml, vector, victim
from tests.vectors.readings import readings

START: Final = date(2026, 2, 9)
ONE_DAY: Final = timedelta(days=1)


def unknowns() -> Iterator[Document]:
    """Walk the vectors of this level."""
    for duty in toml(GOLDEN / "timed_duties.toml")["duty"]:
        yield from _of_whom_nothing_is_known(duty)
    yield from whole_truth("unknowns", "what_would_settle")
    yield from argued("unknowns")
    yield from readings("unknowns")


def _of_whom_nothing_is_known(duty: dict[str, Any]) -> Iterator[Document]:
    """Walk the vectors of a timed duty to a victim of whom nothing is known, from an ordinary Monday."""
    rule, due = duty["rule"], situations()["an ordinary Monday"]["due"]
    standard, enhanced = due[str(duty["standard"])], due[str(duty["enhanced"])]
    dates = {"due_by": standard, "due_by_if_enhanced": None if standard == enhanced else enhanced, "enhanced": None}
    both = f"Due by {standard}, or by {enhanced} under Enhanced Rights, of which nothing is known."
    in_doubt = {"status": "undetermined", "breach": "undetermined", "unknown": ["enhanced_rights"]}
    if standard == enhanced:
        by_receipt = "receipt" in duty["met_by"]
        late = {"status": "undetermined", "breach": "undetermined"} if by_receipt else _LATE
        words = "the receipt is unknown, so nobody can say" if by_receipt else "the day after it is late"
        asked = [("for-everybody", standard + ONE_DAY, late, f"Due by {standard}, whoever the victim is: {words}.")]
    else:
        asked = [
            ("open-either-way", enhanced, _OPEN, f"{both} On the sooner day it is open either way."),
            (
                "from-the-day-after",
                enhanced + ONE_DAY,
                in_doubt,
                f"{both} The day after the sooner, it is late or open.",
            ),
            ("late-either-way", standard + ONE_DAY, _LATE, f"{both} The day after the later, it is late either way."),
        ]
    received = START if duty["clock"] == "received_at" else None
    started = event("e1", duty["on"][0], START, received_at=received, details=duty.get("details", {}))
    for name, as_of, stands, argument in asked:
        yield vector(
            f"unknowns/{rule}/{name}",
            (case(started, victims=[victim("unknown")]), as_of),
            expected={"obligations": {f"V1/{rule}/e1": {**dates, **stands}}},
            authority=authority(rule, "E5"),
            argument=argument,
            rule=rule,
        )


_OPEN: Final[Document] = {"status": "pending", "breach": "no"}
_LATE: Final[Document] = {"status": "overdue", "breach": "yes"}
