"""The level of history: a record that changes, editions of the Code, and whole cases of which everything is told."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, Final

from tests.vectors.argued import argued, whole_truth
from tests.vectors.everything import everything
from tests.vectors.making import (
    GOLDEN,
    HERE,
    Document,
    authority,
    carried,
    case,
    event,
    slug,
    toml,
    vector,
    victim,
)
from tests.vectors.readings import readings

ONE_DAY: Final = timedelta(days=1)

#: On what footing the duties of the 2015 edition bind.
BASIS: Final = "code of practice (2015-11-16)"


def history() -> Iterator[Document]:
    """Walk the vectors of this level."""
    yield from whole_truth(
        "history", "history_that_changes", "as_known_then", "reasons", "transfers", "what_comes_next"
    )
    for told in toml(GOLDEN / "editions" / "by_the_day.toml")["case"]:
        yield _edition(told)
    for duty in toml(HERE / "editions.toml")["duty"]:
        yield from _of_2015(duty)
    yield from everything()
    yield from argued("history")
    yield from readings("history")


def _edition(told: dict[str, Any]) -> Document:
    """Make a vector of a golden case of the editions: every due day with the edition that it is of."""
    found: Document = {"obligations": told["arising"], "absent": told["absent"]}
    if "before_any" in told:
        found["findings"] = [{"code": "before_in_force", "event": told["before_any"]}]
    else:
        found["no_findings"] = ["before_in_force"]
    return vector(
        f"history/edition/{slug(told['name'])}",
        (case(*told["events"], victims=[victim(told["victim"])]), told["as_of"]),
        expected={key: value for key, value in found.items() if value},
        authority="SI1314; HANS1; DATED; D13",
        argument=told["argument"],
    )


def _of_2015(duty: dict[str, Any]) -> Iterator[Document]:
    """Walk the vectors of a duty of the 2015 edition: on its due day and after it, and done on it and after it."""
    for standing, limit in zip(("standard", "enhanced"), duty["limits"], strict=True):
        due: date = duty[standing]
        whom = " under Enhanced Rights" if standing == "enhanced" else ""
        for name, as_of, done, status, breach, words in (
            ("on-its-day", due, None, "due_today", "no", "On that day it is due."),
            ("day-after", due + ONE_DAY, None, "overdue", "yes", "The day after, nothing done, it is late."),
            ("done-on-its-day", due + 30 * ONE_DAY, due, "met", "no", "Done on that day, it was in time."),
            ("done-a-day-late", due + 30 * ONE_DAY, due + ONE_DAY, "met_late", "yes", "Done a day later, it was late."),
        ):
            if standing == "standard" and name.startswith("done"):
                continue  # asked of one standing: what meets a duty is the same for both
            # Read on the day it fell due, or on that of the assessment where that is sooner.
            found = {"due_by": due, "limit": limit, "enhanced": standing == "enhanced", "edition": "2015"}
            found |= {"status": status, "breach": breach, "duty_basis": BASIS if due < _NEXT else _NEXT_BASIS}
            found |= {"met_on": done, "met_by": "e3"} if done else {"met_by": None}
            started = event(
                "e1", duty["on"], duty["at"], received_at=duty.get("received"), details=duty.get("details", {})
            )
            rule = duty["rule"]
            yield vector(
                f"history/2015/{rule}/{duty['name']}/{standing}/{name}",
                (case(started, *_services(duty, done), victims=[_of(standing)]), as_of),
                expected={"obligations": {f"V1/{rule}/e1": {**found, **carried(rule, "2015")}}},
                authority=authority(rule, edition="2015"),
                argument=f"{limit}{whom}. {duty['argument']} So {due}. {words}",
                rule=rule,
            )  # fmt: skip


#: The day on which the 2020 edition came into force, and the footing of its duties until 29 January 2025.
_NEXT: Final = date(2021, 4, 1)
_NEXT_BASIS: Final = "code of practice (2021-04-01)"


def _of(standing: str) -> Document:
    return victim("enhanced" if standing == "enhanced" else "plain")


def _services(duty: dict[str, Any], done: date | None) -> list[Document]:
    """Return the service, and before it one that does not meet the duty: a contact about another event."""
    if done is None:
        return []
    start = duty.get("received", duty["at"])
    other = event("e0", "officer_in_case_changed", duty["at"])
    contact = event("e2", "victim_informed", start, about=["e0"])
    named = duty["met_by"].endswith("*")
    return [other, contact, event("e3", duty["met_by"].rstrip("*"), done, about=["e1"] if named else [])]
