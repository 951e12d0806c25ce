"""The order in which events can come: what each needs before it, and what of a history cannot have happened.

The order itself is data (``order.toml``). It says what can happen at all, which is another question than what the Code
asks for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from functools import cache
from typing import Any, Final

from attrs import field, frozen

from victims_code.cases import Case
from victims_code.dates import When, london_day
from victims_code.events import Event, agree, happened_before
from victims_code.packaged import packaged_toml
from victims_code.vocabulary import REWRITES


@frozen
class Order:
    """What one type of event rests on, and what it takes from under others."""

    #: Of each group of types, one came earlier.
    needs: tuple[tuple[str, ...], ...] = ()
    #: By detail, the values with which alone it needs them; empty is always.
    only_if: Mapping[str, list[object]] = field(factory=dict)
    #: The types that come earlier where there are any.
    follows: tuple[str, ...] = ()
    #: The types that no later event can rest on any more.
    closes: frozenset[str] = frozenset()
    #: By detail, the values with which alone it closes them; empty is always.
    closes_if: Mapping[str, list[object]] = field(factory=dict)
    #: By detail, the values with which nothing can rest on it; empty is never.
    fails_if: Mapping[str, list[object]] = field(factory=dict)

    def needed(self, details: Mapping[str, object]) -> tuple[tuple[str, ...], ...]:
        """Return the groups of which an event with such details needs one each."""
        return self.needs if _all_said(self.only_if, details) else ()

    def closed(self, details: Mapping[str, object]) -> frozenset[str]:
        """Return the types on which nothing can rest after an event with such details."""
        return self.closes if _all_said(self.closes_if, details) else frozenset()

    def fails(self, details: Mapping[str, object]) -> bool:
        """Whether nothing can rest on an event with such details."""
        return bool(self.fails_if) and _all_said(self.fails_if, details)


def _all_said(words: Mapping[str, list[object]], details: Mapping[str, object]) -> bool:
    return all(details.get(key) in said for key, said in words.items())


@cache
def order_data() -> Mapping[str, Any]:
    """Return the tables of ``order.toml``, read once."""
    return packaged_toml("testing", "strategies", "order.toml")


@cache
def orders() -> Mapping[str, Order]:
    """Return the order of every type of the Code's vocabulary that has one."""
    return {
        name: Order(
            tuple(tuple(group.split(" | ")) for group in table.get("needs", ())),
            table.get("only_if", {}),
            tuple(table.get("follows", ())),
            frozenset(table.get("closes", ())),
            table.get("closes_if", {}),
            table.get("fails_if", {}),
        )
        for name, table in order_data()["order"].items()
    }


#: The order of a type that has none: it needs nothing.
_FREE: Final = Order()


def order_of(name: str) -> Order:
    """Return the order of a type; one of another vocabulary needs nothing."""
    return orders().get(name, _FREE)


@cache
def path(name: str) -> tuple[str, ...]:
    """Return a type with all that it needs before it, in order: the first way where there are more.

    >>> path("sentence_passed")
    ('suspect_charged', 'case_outcome_reached', 'sentence_passed')
    """
    before = [each for group in order_of(name).needs for each in path(group[0])]
    return (*dict.fromkeys(before), name)


def impossibilities(history: Iterable[Event]) -> tuple[str, ...]:
    """Say what of a history cannot have happened, one sentence each, in plain words that hold references only.

    An event cannot come before what it needs, is about or changes, nor be recorded before it happened. It is judged by
    what is on record: what is missing may have happened all the same, so it is never called impossible. Times of day
    count where both are known, otherwise days; corrections and voids are as if they had been made.

    :raises InvalidCase: when the events cannot make a case, as `Case` does.

    >>> from datetime import date
    >>> charge = Event("e2", "suspect_charged", at=date(2026, 6, 2))
    >>> impossibilities([Event("e1", "case_outcome_reached", at=date(2026, 6, 1)), charge])
    ('e1 (case_outcome_reached, 2026-06-01) needs suspect_charged before it, but e2 came only on 2026-06-02',)
    """
    events = Case("history", (), tuple(history)).events
    if not events:
        return ()
    stood = Case("history", (), events).history(max(event.day for event in events))
    standing = [event for event in stood.events if event.id not in stood.voided]
    found: list[str] = []
    for event in stood.events:
        if event.recorded_at is not None and _earlier(event.recorded_at, event.at):
            found.append(f"{_named(event)} was recorded before it happened")
        if event.act in REWRITES:
            target = stood.by_id[str(event.details["event"])]
            found += _too_late(event, [target], f"changes {target.id}")
    for event in standing:
        found += _in_the_wrong_order(event, standing, stood.by_id)
    return tuple(found)


def _in_the_wrong_order(event: Event, standing: list[Event], by_id: Mapping[str, Event]) -> Iterator[str]:
    order = order_of(event.type)
    for group in (*order.needed(event.details), *((name,) for name in order.follows)):
        usable = [e for e in standing if e.type in group and agree(e, event) and not order_of(e.type).fails(e.details)]
        yield from _too_late(event, usable, f"needs {' or '.join(group)} before it")
    for name in event.about:
        told = [by_id[name]] if name in by_id else [e for e in standing if e.type == name and agree(e, event)]
        yield from _too_late(event, told, f"tells of {name}")


def _too_late(event: Event, rested_on: list[Event], what: str) -> Iterator[str]:
    """Say so where all that an event rests on came only after it."""
    if rested_on and all(happened_before(event, other) for other in rested_on):
        first = min(rested_on, key=lambda other: other.place)
        when = first.at if first.day == event.day else first.date
        yield f"{_named(event)} {what}, but {first.id} came only on {when}"


def _earlier(when: When, other: When) -> bool:
    if isinstance(when, datetime) and isinstance(other, datetime):
        return when < other
    return london_day(when) < london_day(other)


def _named(event: Event) -> str:
    return f"{event.id} ({event.type}, {event.date})"
