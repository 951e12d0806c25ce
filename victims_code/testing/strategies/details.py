"""The details of events: for each type a row of looks, from nothing known to everything known, and unknown on purpose.

Words that the Code's conditions ask for, and the limits of numbers, are taken from the rulebook; the rest of the words
are in ``order.toml``.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from functools import cache
from typing import Final

from victims_code.providers import ServiceProvider
from victims_code.rulebook import load_code
from victims_code.rulebook.conditions import DetailSays, leaves
from victims_code.testing.strategies.order import order_data
from victims_code.victims import OffenceCategory
from victims_code.vocabulary import DetailKind, code_vocabulary

#: How many looks an event of any type has; of one that has no details they are all alike.
LOOKS: Final = 16

#: How many days after an event a time that it tells of lies.
_AHEAD: Final = (timedelta(14), timedelta(28), timedelta(1))


@cache
def looks(name: str) -> tuple[Mapping[str, object], ...]:
    """Return the details of each look of a type: none known, all known in many ways, and all unknown in so many words.

    A time is told as how long after the event it lies.

    >>> looks("supporter_request_answered")[:3]
    ({}, {'agreed': True, 'reason': 'other'}, {'agreed': False, 'reason': 'other'})
    """
    kinds = code_vocabulary()[name].details
    known = {key: values for key, kind in kinds.items() if (values := _values(name, key, kind))}
    told = [
        {key: values[((look - 1) >> place) % len(values)] for place, (key, values) in enumerate(known.items())}
        for look in range(1, LOOKS - 1)
    ]
    return ({}, *told, dict.fromkeys(known))


def _values(name: str, key: str, kind: DetailKind) -> tuple[object, ...]:
    """Return what a detail of a type may say; nothing where it names an event or a rule of its own case."""
    if kind is DetailKind.YES_NO:
        return (True, False)
    if kind is DetailKind.TIME:
        return _AHEAD
    if kind is DetailKind.NUMBER:
        return tuple(order_data()["numbers"].get(key, ())) or _around_limits(key)
    found = _derived().get(key) if f"{name}.{key}" != "exception_recorded.reason" else tuple(load_code().reasons)
    words: dict[str, list[str]] = order_data()["words"]
    return found or tuple(words.get(f"{name}.{key}", words.get(key, ())))


@cache
def _derived() -> Mapping[str, tuple[object, ...]]:
    """Return the words that the library's own lists give, by detail."""
    providers = tuple(provider.value for provider in ServiceProvider)
    return {
        "owed_by": providers,
        "to": providers[::-1],
        "by": providers,
        "decided_by": providers[:2],
        "category": tuple(category.name for category in load_code().criteria),
        "offence_categories": tuple([category.value] for category in OffenceCategory),
    }


def _around_limits(key: str) -> tuple[object, ...]:
    """Return the numbers on either side of what the rulebook's conditions ask of a detail."""
    asked = {
        leaf.at_least
        for rule in load_code().rules
        if rule.applies_if is not None
        for leaf in leaves(rule.applies_if)
        if isinstance(leaf, DetailSays) and leaf.detail == key and leaf.at_least is not None
    }
    return tuple(limit + more for limit in sorted(asked) for more in (0, -1, 1))
