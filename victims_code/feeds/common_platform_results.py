"""What the court ordered at a Common Platform hearing: an event for each occurrence, however many lines tell of it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final

from victims_code.dates import When, london_day, moment
from victims_code.feeds.common_platform_lines import BAIL, Listing, ResultLine
from victims_code.feeds.messages import Found

#: The event that a kind of line makes: one for a defendant at a hearing.
_EVENTS: Final = {
    **dict.fromkeys(BAIL, "court_bail_decided"),
    "warrant": "arrest_warrant_issued",
    "sentence": "sentence_passed",
    "hospital": "sentence_passed",
    "final": "sentence_passed",
    "defendant_dead": "case_outcome_reached",
}


def add_results(found: Found, lines: Iterable[ResultLine]) -> tuple[str, ...]:
    """Add the events of a case's result lines, and return the ids of those that deleted lines withdraw."""
    deleted: dict[str, None] = {}
    together: dict[tuple[str, str, str], list[ResultLine]] = {}
    listings: dict[tuple[str, str], list[ResultLine]] = {}
    for line in lines:
        if line.kind == "final" and not line.convicted and not line.deleted:
            line.part.note("final_result_unproven", "", "a final result, but nothing says that it is a sentence")
        elif line.kind in _EVENTS:
            together.setdefault((line.hearing, _EVENTS[line.kind], line.defendant), []).append(line)
        if line.listing is not None:
            listings.setdefault((line.hearing, line.defendant), []).append(line)
    for (hearing, name, defendant), told in together.items():
        event_id = f"{hearing}/{name}/{defendant}"
        standing = [line for line in told if not line.deleted]
        if not standing:
            deleted[event_id] = None
        elif (at := _earliest(standing)) is not None:
            details = _details(name, standing)
            found.add(event_id, name, standing[0].part.where, at=at, suspect=defendant, details=details)
    for (hearing, defendant), told in listings.items():
        standing = [line for line in told if not line.deleted]
        ids = _add_listings(found, hearing, defendant, standing)
        places = range(len(ids), len(ids) + len(told) - len(standing))
        deleted.update(dict.fromkeys(_nth(f"{hearing}/hearing_listed/{defendant}", place) for place in places))
    return tuple(event_id for event_id in deleted if event_id not in found.events)


def _details(name: str, told: list[ResultLine]) -> dict[str, object]:
    kinds = {line.kind for line in told}
    if name == "court_bail_decided":
        return _bail(kinds, told[0])
    if name == "sentence_passed":
        details: dict[str, object] = {"hospital_order": True} if "hospital" in kinds else {}
        months = {line.custody_months for line in told if line.custody_months is not None}
        if len(months) > 1:
            told[0].part.note("several_periods", "", "more than one whole time in custody: it is left unknown")
        elif months:
            details["custody_months"] = months.pop()
        return details
    return {"outcome": "defendant_dead"} if name == "case_outcome_reached" else {}


def _bail(kinds: set[str], first: ResultLine) -> dict[str, object]:
    """Return what was decided on bail; of conditions, only that there are any: they are free text about people."""
    if len(kinds - {"bail_conditions"}) > 1:
        first.part.note("several_bail_results", "", "the offences have different results: the strictest is given")
    strictest = next(kind for kind in BAIL if kind in kinds)
    change = {"conditional_bail": "remanded_on_bail", "bail_conditions": "conditions_changed"}.get(strictest, strictest)
    if kinds == {"remanded_in_custody"}:
        return {"conditions": "no", "change": change}
    if kinds & {"conditional_bail", "bail_conditions"} and "remanded_in_custody" not in kinds:
        return {"conditions": "yes", "change": change}
    return {"change": change}


def _add_listings(found: Found, hearing: str, defendant: str, told: list[ResultLine]) -> list[str]:
    """Add the next hearings of a defendant: lines that tell of one day tell of one hearing."""
    days: dict[date, list[tuple[ResultLine, Listing]]] = {}
    for line in told:
        if line.listing is None or line.listing.at is None:
            line.part.note("no_hearing_date", "", "a next hearing without a date: no hearing is listed yet")
        else:
            days.setdefault(london_day(line.listing.at), []).append((line, line.listing))
    ids: list[str] = []
    for day in sorted(days):
        at = _earliest([line for line, _ in days[day]])
        if at is None:
            continue
        # The result with the time and the court says more than one with the date alone.
        line, best = min(days[day], key=lambda pair: (pair[1].precision != "time", pair[1].court is None))
        ids.append(_nth(f"{hearing}/hearing_listed/{defendant}", len(ids)))
        details = {"hearing_at": best.at, "precision": best.precision}
        if best.court is not None:
            details["court"] = best.court
        found.add(ids[-1], "hearing_listed", line.part.where, at=at, suspect=defendant, details=details)
    return ids


def _nth(name: str, place: int) -> str:
    """Return the id of the next hearing at a place in the order of their days."""
    return name if place == 0 else f"{name}/{place + 1}"


def _earliest(told: list[ResultLine]) -> When | None:
    dated = [line.ordered for line in told if line.ordered is not None]
    if not dated:
        told[0].part.note("no_date", "", "neither the result nor the hearing says the day: no event is made")
        return None
    return min(dated, key=lambda when: (london_day(when), moment(when) or 0.0))
