"""The level of Enhanced Rights: who has them, by each criterion alone, and what that does to a duty."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, Final

from tests import oracle
from tests.vectors.argued import argued, expectation, none, person
from tests.vectors.making import HERE, Document, case, event, toml, vector, victim
from tests.vectors.readings import readings

#: The Monday of the arrest, unless a row says otherwise.
ARREST: Final = "2026-02-09"


def enhanced_rights() -> Iterator[Document]:
    """Walk the vectors of this level."""
    for row in toml(HERE / "enhanced_rights.toml")["row"]:
        yield _vector(row)
    yield from argued("enhanced_rights")
    yield from readings("enhanced_rights")


def _vector(row: dict[str, Any]) -> Document:
    arrest = date.fromisoformat(row.get("arrest", ARREST))
    offence = [event("e0", "offence_committed", row["offence"])] if "offence" in row else []
    facts = case(
        *offence,
        event("e1", "suspect_arrested", arrest),
        *row.get("events", []),
        victims=[person(row["victim"]), *(victim(ref=ref) for ref in row.get("others", []))],
    )
    entitled = none(row["entitled"])
    duty = _duty(row.get("at_arrest", entitled), arrest)
    expected = {
        **expectation({key: row[key] for key in ("findings", "no_findings") if key in row}),
        "obligations": {"V1/R6.arrest/e1": duty},
        "enhanced_rights": {"V1": {"entitled": entitled, "categories": row["categories"]}},
    }
    return vector(
        f"enhanced_rights/{row['id']}",
        (facts, arrest + timedelta(days=2)),
        expected=expected,
        authority=row["authority"],
        argument=f"{row['argument']} {_FATES[duty['enhanced']]}",
    )


_FATES: Final = {
    True: "The arrest was to be told in one Working Day, and two days on it is late.",
    False: "The arrest is to be told in five Working Days, and two days on it is open.",
    None: "The arrest is to be told in five Working Days, or in one: two days on nobody can say whether it is late.",
}


def _duty(enhanced: bool | None, arrest: date) -> Document:
    """Say how the duty to tell of the arrest stands two days on: in one Working Day (R6.arrest), or in five."""
    short, standard = oracle.add(arrest, 1), oracle.add(arrest, 5)
    if enhanced:
        return {"enhanced": True, "due_by": short, "limit": "1 working day", "status": "overdue", "breach": "yes"}
    if enhanced is None:
        dates = {"due_by": standard, "due_by_if_enhanced": short, "unknown": ["enhanced_rights"]}
        return {"enhanced": None, **dates, "status": "undetermined", "breach": "undetermined"}
    dates = {"due_by": standard, "due_by_if_enhanced": None, "limit": "5 working days"}
    return {"enhanced": False, **dates, "status": "pending", "breach": "no"}
