"""The vocabulary of events: which types there are, what each means, and which details it may carry.

The words themselves are data (``events.toml``). A rulebook or a layer may declare further types of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from enum import StrEnum
from functools import cache, partial
from math import isnan
from typing import TYPE_CHECKING, Final, NoReturn

from attrs import field, frozen

from victims_code.dates import checked_when, format_when, parse_when
from victims_code.details import NO_DETAILS, Details, frozen_items, frozen_value, made
from victims_code.errors import (
    InvalidFact,
    InvalidRulebook,
    Problem,
    Reader,
    UnknownName,
    nearest,
    read_table,
    read_text,
    read_word,
    read_yes_no,
    unknown_name,
)
from victims_code.frozen import FrozenMapping, frozen_mappings
from victims_code.given import number, plain
from victims_code.packaged import packaged_toml

if TYPE_CHECKING:
    from victims_code.names import CheckedType

    def _name(value: str) -> CheckedType: ...
else:
    #: Only a type checker sees a converter, for what it says of the name: at run time there is nothing to convert.
    _name = None

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


#: The acts that are done to the record: they change what an earlier event says, and are no events of the case.
REWRITES: Final = (Act.VOID, Act.CORRECT)


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

    #: As a type checker lets an `Event` take it.
    name: CheckedType = field(converter=_name)
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


class Vocabulary(FrozenMapping[str, EventType]):
    """The types of event that a case may hold, by name: nothing changes it, and `extended` gives another.

    :raises UnknownName: when it is asked for a type that it does not hold, with the nearest.

    >>> code_vocabulary()["suspect_arrested"].definition
    'A suspect is arrested'
    """

    __slots__ = ()

    def __missing__(self, name: object) -> NoReturn:
        raise unknown_name("event type", name, self)

    def __iter__(self) -> Iterator[CheckedType]:
        """Give the names in the order of the data."""
        return super().__iter__()  # type: ignore[return-value] # they are what names are checked against

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

    def checked_type(self, name: object) -> CheckedType:
        """Return `name` if it is a known type, as what a type checker lets an `Event` take.

        :raises UnknownName: when it is none, with the nearest known one.
        :raises InvalidFact: when it has not the form of one.

        >>> code_vocabulary().checked_type("suspect_arrested")
        'suspect_arrested'
        """
        if isinstance(name, str) and name in self:
            return name  # type: ignore[return-value] # it has been checked, and a call would cost every event
        if not isinstance(name, str) or not TYPE_NAME.fullmatch(name):
            msg = "type: an event type is needed, lower-case words joined by underscores, such as 'crime_reported'"
            raise InvalidFact(msg)
        mend = nearest(name, self)
        if not mend.startswith("did you mean"):
            mend = f"{mend}; {_search_for(name)}"
        msg = f"type: unknown event type {name!r}; {mend}"
        raise UnknownName(msg)

    def checked_details(self, name: str, details: object) -> Details:
        """Return the details of an event of type `name`, each of its kind; keys not declared are kept as they are.

        A number that cannot be read is unknown, and what was given is kept beside it, in `Details.unread`: an event is
        never lost for it.

        :raises InvalidFact: when a declared key holds the wrong kind of value, or any a value that cannot be kept.

        >>> plan = code_vocabulary().checked_details("contact_plan_agreed", {"every_days": "28 days"})
        >>> plan["every_days"], plan.unread["every_days"]
        (None, '28 days')
        """
        if not isinstance(details, Mapping):
            msg = "details: an object with keys and values is needed"
            raise InvalidFact(msg)
        if not details:
            return NO_DETAILS
        kinds = self[name].details
        items: dict[str, object] = {}
        unread: dict[str, object] = {}
        for key, value in (details.given if isinstance(details, Details) else dict(details)).items():
            if not isinstance(key, str):
                msg = "details: each key is a text"
                raise InvalidFact(msg)
            kind = kinds.get(key)
            if kind is None:
                items |= frozen_items({key: value})
                continue
            found = items[key] = _checked(f"details.{key}", value, kind)
            if found is None and kind is DetailKind.NUMBER and not _is_empty(value):
                kept = frozen_value(value, f"details.{key}")
                unread[key] = format_when(kept) if isinstance(kept, date) else kept  # as a case file holds it
        return made(items, unread)


def _checked(where: str, value: object, kind: DetailKind) -> object:
    """Return a detail's value if it is of its kind; None is unknown, whatever the kind."""
    if kind is DetailKind.NUMBER:
        return read_number(where, value)
    value = plain(value)
    if value is None:
        return None
    if kind is DetailKind.TIME:
        return checked_when(value, where) if isinstance(value, date) else parse_when(value, where)
    accepted, words = _ACCEPTED[kind]
    if not isinstance(value, accepted) or (
        isinstance(value, list | tuple) and not all(isinstance(item, str) for item in value)
    ):
        msg = f"{where}: {words} is needed, or null for unknown"
        raise InvalidFact(msg)
    return frozen_value(value, where)


def _is_empty(value: object) -> bool:
    """Whether nothing was given: None, or the empty cell of a table, which for a number is no number."""
    found = plain(value)
    return found is None or (isinstance(found, float) and isnan(found))


def read_number(key: str, value: object) -> int | float | None:
    """Return the number of a detail, whole ones as `int`; None where it cannot be read.

    It runs from 0 to 10,000; one of days is whole, and from 1.

    >>> read_number("every_days", 28.0), read_number("every_days", 28.5), read_number("custody_months", 11.5)
    (28, None, 11.5)
    """
    found = number(value)
    if found is None or not 0 <= found <= _HIGHEST:
        return None
    return None if key.endswith("_days") and (not isinstance(found, int) or found == 0) else found


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


def _search_for(name: str) -> str:
    """Say how to find what was meant by a name: by its longest word that a type of the Code has."""
    found = [word for word in name.split("_") if any(word in known for known in code_vocabulary())]
    search = f" --search {max(found, key=len)}` lists some" if found else "` lists all"
    return f"`victims-code events{search}"


def _vocabulary_with(types: Mapping[str, EventType]) -> Vocabulary:
    """Give a vocabulary that travelled: the Code's own, with the types that came along."""
    return code_vocabulary().extended(types) if types else code_vocabulary()


@cache
def code_vocabulary() -> Vocabulary:
    """Return the vocabulary of the Victims' Code: read once, on first use."""
    return Vocabulary(read_types(packaged_toml("events.toml"), "events.toml"))
