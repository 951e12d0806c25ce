"""Turns: what makes of a lawful history one that cannot have happened, that is not all on record, or that came late."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from functools import cache
from itertools import zip_longest
from operator import attrgetter
from typing import Any, Final

from attrs import evolve

from victims_code.dates import london_day
from victims_code.events import Event
from victims_code.testing.strategies.aims import ANYTHING
from victims_code.testing.strategies.order import impossibilities, orders
from victims_code.testing.strategies.stories import Story
from victims_code.vocabulary import REWRITES

#: How many days before what it rests on an event is put.
EARLY: Final = (1, 2, 3, 7, 30)

#: How many days after it was known an event is recorded, the first of a history one day at least.
DELAYS: Final = (1, 0, 2, 3, 5, 7, 14, 30)

#: What may be missing from the record of an event: a field with what is left of it. The first is the whole event.
_BLANKS: Final[Mapping[str, Any]] = {
    "id": None, "received_at": None, "suspect": None, "about": (), "at": None, "details": {}, "victim": None,
    "crime": None,
}  # fmt: skip
_FIELDS: Final = tuple(_BLANKS)

#: How many ways there are to forget something: each field of each of the first events, or of all.
WAYS_TO_FORGET: Final = 8 * len(_FIELDS)


@cache
def breakable() -> tuple[str, ...]:
    """Return the types of event that can come too early, the shortest story first; an arrest only on record."""
    resting = {name for name, order in orders().items() if order.follows or (order.needs and not order.only_if)}
    names = {"suspect_arrested", "event_voided", "event_corrected", *resting}
    found = (name for name in ANYTHING.goals() if name in names and isinstance(name, str))
    return tuple(each for name in found for each in (name, "victim_informed"))


def put_too_early(story: Story, name: str, early: int) -> tuple[Event, ...]:
    """End a story with an event that is dated before what it rests on, or else recorded before it happened."""
    event, rests_on = story.end(name)
    if rests_on:
        moved = evolve(event, at=min(other.date for other in rests_on) - timedelta(early))
    else:
        moved = evolve(event, recorded_at=event.date - timedelta(early))
    return tuple(sorted((*story.events[:-1], moved), key=attrgetter("place")))


def record_late(history: Iterable[Event], delays: Iterable[int]) -> tuple[Event, ...]:
    """Record events so many days after they were known, the first one late at least, and tell them in that order."""
    found: list[Event] = []
    for event, days in zip_longest(history, delays, fillvalue=0):
        if not isinstance(event, Event):
            break
        delay = days if found else max(days, 1)
        known = london_day(event.known_from) + timedelta(delay)
        found.append(evolve(event, recorded_at=known) if delay else event)
    return tuple(sorted(found, key=lambda event: london_day(event.known_from)))


def forget(history: Iterable[Event], ways: Iterable[int]) -> tuple[Event, ...]:
    """Leave something out of a history, in one way after another, and never so that the rest is impossible."""
    found = list(history)
    for way in ways:
        where, field = divmod(way, len(_FIELDS))
        if not found:
            break
        if not field:
            found = _without_event(found, where % len(found))
            continue
        for place in [where % len(found)] if where else range(len(found)):
            found[place] = _without_field(found[place], _FIELDS[field])
    return tuple(found)


def _without_field(event: Event, name: str) -> Event:
    """Return an event with a field left blank: of a time the hour alone; a void keeps what it changes."""
    blank: Any = event.date if name == "at" else _BLANKS[name]
    if getattr(event, name) == blank or (name == "details" and event.act in REWRITES):
        return event
    return evolve(event, **{name: blank})


def _without_event(events: Sequence[Event], place: int) -> list[Event]:
    """Return a history without one event, and what was told of it; the same where the rest needs it."""
    gone = events[place].id
    left = [
        evolve(event, about=[name for name in event.about if name != gone]) if gone in event.about else event
        for event in events
        if event.id != gone
    ]
    is_changed = any(event.act in REWRITES and event.details["event"] == gone for event in left)
    return list(events) if is_changed or impossibilities(left) else left
