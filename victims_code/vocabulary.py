"""The vocabulary of events: which types there are, what each means, and which details it may carry.

The words themselves are data (``events.toml``). A rulebook or a layer may declare further types of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from enum import StrEnum
from functools import cache, partial
from typing import Final, NoReturn

from attrs import field, frozen

from victims_code.dates import checked_when, parse_when
from victims_code.errors import (
    InvalidFact,
    InvalidRulebook,
    Problem,
    Reader,
    nearest,
    read_table,
    read_text,
    read_word,
    read_yes_no,
    unknown_name,
)
from victims_code.frozen import FrozenMapping, frozen_mappings
from victims_code.packaged import packaged_toml

#: A type's name: lower-case words joined by underscores.
TYPE_NAME: Final = re.compile(r"[a-z][a-z0-9_]{1,79}", re.ASCII)


class Family(StrEnum):
    """What an event is to the Code: it starts duties, meets them, or changes what other events mean."""

    TRIGGER = "trigger"
    SERVICE = "service"
    CONTROL = "control"


class Act(StrEnum):
    """What a control event does, from its own date on."""

    VOID = "void"
    CORRECT = "correct"
    CANCEL = "cancel"
    DECLINE = "decline"
    RESUME = "resume"
    EXCEPT = "except"
    DETERMINE = "determine"
    RECLASSIFY = "reclassify"
    TRANSFER = "transfer"


class DetailKind(StrEnum):
    """The kind of value that a detail of an event holds."""

    YES_NO = "yes_no"
    NUMBER = "number"
    TIME = "time"
    TEXT = "text"
    TEXTS = "texts"
    FIELDS = "fields"


@frozen(field_transformer=frozen_mappings)
class EventType:
    """One type of event: its name, family, meaning and typed details."""

    name: str
    #: Whether it starts duties, meets them, or changes what other events mean.
    family: Family
    definition: str = field(kw_only=True)
    #: Whether it also has a receipt, from which clocks may count.
    received: bool = field(default=False, kw_only=True)
    #: What a control event does.
    acts: Act | None = field(default=None, kw_only=True)
    #: The keys of its details, each with its kind.
    details: Mapping[str, DetailKind] = field(factory=dict, kw_only=True)
    #: Where forces and courts record it, in their systems' own names.
    source_systems: str = field(default="", kw_only=True)


class Details(Mapping[str, object]):
    """The details of an event: a mapping that cannot change, nor anything inside it."""

    __slots__ = ("_items",)

    def __init__(self, items: Mapping[str, object] | None = None) -> None:
        """Copy `items`; lists become tuples and mappings become `Details`, all the way down."""
        self._items = {key: _frozen_value(value) for key, value in (items or {}).items()}

    def __getitem__(self, key: str) -> object:
        """Return the value of a key."""
        return self._items[key]

    def __contains__(self, key: object) -> bool:
        """Whether a key is there; asked far too often for the mapping's own slow way."""
        return key in self._items

    def get(self, key: str, default: object = None) -> object:
        """Return the value of a key, or `default`, in one step."""
        return self._items.get(key, default)

    def __iter__(self) -> Iterator[str]:
        """Walk the keys in the order given."""
        return iter(self._items)

    def __len__(self) -> int:
        """Count the keys."""
        return len(self._items)

    def __hash__(self) -> int:
        """Hash the keys alone: equal details have equal keys."""
        return hash(frozenset(self._items))

    def __repr__(self) -> str:
        """Return the keys only: a value may be personal."""
        return f"<Details {', '.join(self._items)}>"


def _frozen_value(value: object) -> object:
    if isinstance(value, Mapping):
        return Details(value)
    if isinstance(value, list | tuple):
        return tuple(_frozen_value(item) for item in value)
    return value


class Vocabulary(FrozenMapping[str, EventType]):
    """The types of event that a case may hold, by name: nothing changes it, and `extended` gives another.

    :raises UnknownName: when it is asked for a type that it does not hold, with the nearest.

    >>> code_vocabulary()["suspect_arrested"].definition
    'A suspect is arrested'
    """

    __slots__ = ()

    def __missing__(self, name: object) -> NoReturn:
        raise unknown_name("event type", name, self)

    def extended(self, types: Mapping[str, EventType]) -> Vocabulary:
        """Return this vocabulary with further types added."""
        return Vocabulary({**self, **types})

    def __repr__(self) -> str:
        """Return the count alone."""
        return f"<Vocabulary: {len(self)} event types>"

    def __reduce__(self) -> tuple[object, ...]:
        # The Code's own types are there where it arrives: only the others travel.
        code = code_vocabulary()
        more = {name: kind for name, kind in self.items() if name not in code}
        if code.extended(more) == self:
            return _vocabulary_with, (more,)
        return Vocabulary, (dict(self),)

    def checked_type(self, name: object) -> str:
        """Return `name` if it is a known type.

        :raises InvalidFact: when it is not, with the nearest known one.
        """
        if isinstance(name, str) and name in self:
            return name
        if not isinstance(name, str) or not TYPE_NAME.fullmatch(name):
            msg = "type: an event type is needed, lower-case words joined by underscores, such as 'crime_reported'"
            raise InvalidFact(msg)
        msg = f"type: unknown event type {name!r}; {nearest(name, self)}"
        raise InvalidFact(msg)

    def checked_details(self, name: str, details: object) -> Details:
        """Return the details of an event of type `name`, each of its kind; keys not declared are kept as they are.

        :raises InvalidFact: when a declared key holds the wrong kind of value.
        """
        if not isinstance(details, Mapping):
            msg = "details: an object with keys and values is needed"
            raise InvalidFact(msg)
        kinds = self[name].details
        if not all(isinstance(key, str) for key in details):
            msg = "details: each key is a text"
            raise InvalidFact(msg)
        return Details({key: _checked(f"details.{key}", value, kinds.get(key)) for key, value in details.items()})


def _checked(name: str, value: object, kind: DetailKind | None) -> object:
    """Return a detail's value if it is of its kind; None is unknown, whatever the kind."""
    if value is None or kind is None:
        return value
    if kind is DetailKind.TIME:
        return checked_when(value, name) if isinstance(value, date) else parse_when(value, name)
    if kind is DetailKind.NUMBER:
        return _checked_number(name, value)
    accepted, words = _ACCEPTED[kind]
    if not isinstance(value, accepted) or (
        isinstance(value, list | tuple) and not all(isinstance(item, str) for item in value)
    ):
        msg = f"{name}: {words} is needed, or null for unknown"
        raise InvalidFact(msg)
    return value


def _checked_number(name: str, value: object) -> int | float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= _HIGHEST:
        msg = f"{name}: a number from 0 to {_HIGHEST} is needed, or null for unknown"
        raise InvalidFact(msg)
    if name.endswith("_days") and (not isinstance(value, int) or value == 0):
        msg = f"{name}: a whole number of days, from 1, is needed, or null for unknown"
        raise InvalidFact(msg)
    return value


#: More months or days than any sentence or plan runs: a larger number is a mistake.
_HIGHEST: Final = 10_000

_ACCEPTED: Final[dict[DetailKind, tuple[tuple[type, ...], str]]] = {
    DetailKind.YES_NO: ((bool,), "true or false"),
    DetailKind.TEXT: ((str,), "text"),
    DetailKind.TEXTS: ((str, list, tuple), "text, or a list of texts,"),
    DetailKind.FIELDS: ((Mapping,), "an object with the fields to replace"),
}


def _read_kinds(value: object) -> dict[str, DetailKind]:
    if not isinstance(value, Mapping):
        msg = "a table of details, each with its kind, is needed"
        raise ValueError(msg)  # noqa: TRY004 - a file is wrong, not a caller
    return {key: read_word(kind, DetailKind) for key, kind in value.items()}


_KEYS: Final[Mapping[str, Reader]] = {
    "family": partial(read_word, words=Family),
    "definition": read_text,
    "received": read_yes_no,
    "acts": partial(read_word, words=Act),
    "details": _read_kinds,
    "source_systems": read_text,
}


def read_types(data: Mapping[str, object], source: str) -> dict[str, EventType]:
    """Read event types from the tables of a TOML file.

    :raises InvalidRulebook: with every fault, each naming the type and the key, as ``events.loan_made: family``.

    >>> types = read_types({"loan_made": {"family": "trigger", "definition": "A book is lent"}}, "loans.toml")
    >>> types["loan_made"].family
    <Family.TRIGGER: 'trigger'>
    """
    types: dict[str, EventType] = {}
    problems: list[Problem] = []
    for name, table in data.items():
        place = f"events.{name}"
        if not TYPE_NAME.fullmatch(name):
            problems.append(Problem(place, "a type's name is lower-case words joined by underscores", source=source))
        try:
            read = read_table(table, _KEYS, needed=("family", "definition"), place=place, source=source)
            types[name] = EventType(name, **read)
        except InvalidRulebook as error:
            problems += error.problems
    if problems:
        raise InvalidRulebook(problems)
    return types


def _vocabulary_with(types: Mapping[str, EventType]) -> Vocabulary:
    """Give a vocabulary that travelled: the Code's own, with the types that came along."""
    return code_vocabulary().extended(types) if types else code_vocabulary()


@cache
def code_vocabulary() -> Vocabulary:
    """Return the vocabulary of the Victims' Code: read once, on first use."""
    return Vocabulary(read_types(packaged_toml("events.toml"), "events.toml"))
