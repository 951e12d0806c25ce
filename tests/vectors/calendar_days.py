"""The level of the calendar: which day is the n-th Working Day after another. Every day is worked out by hand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from tests import oracle
from tests.vectors.making import GOLDEN, HERE, NEXT_DAY_IS_DAY_0, Document, listed, slug, toml, vector

#: How Working Days are counted, and what rests on what: that the definition was not seen, and the day is not counted.
AUTHORITY = "G9; D1; K7"


def calendar_days() -> Iterator[Document]:
    """Walk the vectors of this level."""
    for told in situations().values():
        for days, due in told["due"].items():
            yield _vector(slug(told["name"]), told["day"], int(days), due, told["argument"])
    for told in toml(HERE / "calendar.toml")["count"]:
        yield _vector(told["boundary"], told["day"], told["days"], told["due"], told["argument"])


def situations() -> dict[str, dict[str, Any]]:
    """Return every situation of the calendar that is worked out by hand, by name."""
    tables = (GOLDEN / "deadlines.toml", HERE / "boundaries.toml")
    return {told["name"]: told for table in tables for told in toml(table)["situation"]}


def _vector(boundary: str, day: date, days: int, due: date, argument: str) -> Document:
    """Make a vector; where the day is no Working Day, another reading counts from the next one (D7)."""
    start = oracle.on_or_after(day)
    other, counted = oracle.add(start, days), [oracle.add(day, n) for n in range(1, days + 1)]
    accepted = [] if other == due else [{"reading": NEXT_DAY_IS_DAY_0, "expected": {"due_by": other}}]
    return vector(
        f"calendar/{boundary}/{day}/{days}",
        ({"day": day, "working_days": days}, None),
        expected={"due_by": due},
        authority=AUTHORITY if start == day or days == 0 else f"{AUTHORITY}; K8; D7",
        argument=f"{argument} The {days} counted: {listed(counted)}." if days else argument,
        boundary=boundary,
        accepted=accepted,
    )
