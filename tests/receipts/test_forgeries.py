"""Forgeries: each value of a receipt changed, removed or added, with the receipt's own digest worked out again.

None is said to be reproduced, but for what is listed: names of versions, of which a note tells.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from itertools import islice
from typing import Any, Final, TypeAlias

import pytest

from tests.receipts.test_stored import stored
from victims_code import Case, Event, InvalidInput, Victim, __version__, assess, load_code
from victims_code.receipts import Axis, make_receipt, read_receipt, verify
from victims_code.receipts.digests import digest

Path: TypeAlias = tuple[str | int, ...]

#: Receipts that between them hold every part: layers, readings that were chosen, several editions, known_at, reasons.
FORGED: Final = (
    "layer-force", "reading-weekend-start", "editions-by-date", "known-at-an-hour", "into-projected-years",
)  # fmt: skip

#: What differs in name only: a note says so, and the answer is reproduced.
NAMES: Final = {("versions", "library"), ("versions", "calendar")}

#: The question. Where its answer on another day is the same in every part, that is another receipt, and a right one.
QUESTION: Final = {("asked", "as_of"), ("asked", "known_at")}


def _places(value: object, place: Path = ()) -> Iterator[Path]:
    """Walk the place of every value in a document, of objects and lists too; of a long list, of the first two items."""
    if place:
        yield place
    items = value.items() if isinstance(value, dict) else enumerate(value[:2]) if isinstance(value, list) else ()
    named = place in {("code", "rules", key) for key in ("2015", "2020")} or place[:2] == ("code", "event_types")
    for key, item in islice(items, 2 if named else None):
        yield from _places(item, (*place, key))


def _others(value: object) -> Iterator[object]:
    """Walk other values that a forger could put in the place of one."""
    if isinstance(value, bool):
        yield not value
    elif isinstance(value, str):
        try:
            day = dt.date.fromisoformat(value)
        except ValueError:
            yield from (value + "x", value[::-1], "0" * len(value))
        else:
            yield from ((day + dt.timedelta(days=days)).isoformat() for days in (-1, 1, 366))
            yield None
    elif value is None:
        yield from ("2026-05-04", "x", True)
    elif isinstance(value, list):
        yield from ([], [*value, *value[:1]], [*value, None], value[::-1])
    elif isinstance(value, dict):
        yield from ({}, {**value, "x": next(iter(value.values()), None)}, {**value, "weekend_start": "x"})
    else:
        yield 7


#: Stands for a value that is taken away.
_GONE: Final = object()


def _with(holder: Any, path: Path, other: object) -> Any:  # noqa: ANN401 - any JSON
    """Return an object or a list with the value at a place in it put in the place of another, or taken away."""
    here, *rest = path
    value = _with(holder[here], tuple(rest), other) if rest else other
    items = holder.items() if isinstance(holder, dict) else enumerate(holder)
    made = [(key, value if key == here else item) for key, item in items if key != here or value is not _GONE]
    return dict(made) if isinstance(holder, dict) else [item for _, item in made]


def _forgeries(document: dict[str, Any]) -> Iterator[tuple[Path, dict[str, Any]]]:
    """Walk a receipt with one value changed, added to or removed."""
    for place in _places(document):
        value: Any = document
        for key in place:
            value = value[key]
        for other in (*_others(value), _GONE):
            if other is _GONE or json.dumps(other) != json.dumps(value):
                yield place, _with(document, place, other)


def _notes(document: dict[str, Any]) -> tuple[str, ...] | None:
    """Return the notes on a forged receipt that is said to be reproduced; None where it is not, or is refused."""
    made = {key: value for key, value in document.items() if key != "digest"}
    try:
        found = verify(read_receipt(json.dumps({**made, "digest": digest(made)})))
    except InvalidInput:
        return None
    return found.notes if found.is_reproduced else None


@pytest.mark.parametrize("name", FORGED)
def test_no_value_of_a_receipt_can_be_changed_removed_or_added_unseen(name: str) -> None:
    document = stored(name).document
    document["versions"]["library"] = __version__  # made by this version, so that nothing is put down to another
    for place, forged in _forgeries(document):
        notes = None if place == ("digest",) else _notes(forged)
        if notes is not None:
            assert place in NAMES | QUESTION, (place, forged)
            assert bool(notes) is (place in NAMES)


def test_readings_that_another_version_thought_to_matter_are_told_in_a_note() -> None:
    document = stored("half-the-facts-missing").document
    document["versions"]["library"] = "0.0.9"
    document["readings"]["taken"].pop("unassessed")
    document["readings"]["taken"]["weekend_start"] = "next_working_day_is_day_1"
    notes = _notes(document)
    assert notes is not None
    assert "how unassessed is read matters to the answer now, and the receipt does not say it" in notes
    assert "how weekend_start is read does not matter to the answer now" in notes


def test_what_is_stated_and_does_not_follow_is_named_by_its_part() -> None:
    document = stored("complaint").document
    document["calendar"]["to"] = "2023-05-27"
    document.pop("digest")
    found = verify(read_receipt(json.dumps({**document, "digest": digest(document)})))
    assert found.axes == (Axis.CALENDAR,)
    assert str(found.moved[0]) == ("calendar: what it states under calendar.to is not what its answer rests on")


def test_a_default_that_was_asked_for_by_name_is_reproduced() -> None:
    case = Case("C1", [Victim("V1")], [Event("e1", "crime_reported", at=dt.date(2026, 5, 5))])
    for name, reading in load_code().readings.items():
        receipt = make_receipt(assess(case, as_of=dt.date(2026, 5, 6), readings={name: reading.default.name}))
        assert verify(receipt).is_reproduced, name
