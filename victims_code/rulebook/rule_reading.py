"""Reading one rule of a rulebook, key by key, with every fault kept at its line."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Final, Protocol, TypeVar

from attrs import frozen

from victims_code.criteria import Evidence
from victims_code.errors import nearest, read_text, read_texts, read_word, read_yes_no
from victims_code.given import whole
from victims_code.providers import ServiceProvider
from victims_code.rulebook.condition_reading import ConditionReader
from victims_code.rulebook.limits import Limit, Unit, read_limit
from victims_code.rulebook.rules import BY_RECEIPT, Clock, Ending, Kind, Meets, Rule
from victims_code.rulebook.sources import Source, reject_unknown

_Read = TypeVar("_Read")

_KEYS: Final = (
    "id", "right", "paragraph", "owed_by", "providers", "provider_from", "owed_to", "kind", "duty", "short",
    "arises_on", "clock", "fed_by", "standard", "enhanced", "applies_if", "note", "met_by", "requires",
    "requires_dispute", "until", "declined_by", "resumed_by", "declinable", "recurs", "external", "counts_from",
    "evidence", "sources", "disputes",
)  # fmt: skip


class Attempt(Protocol):
    """Reads, or tells the fault and returns None."""

    def __call__(self, read: Callable[[], _Read], tell: Callable[[str], None]) -> _Read | None:
        """Call `read`; where that fails, call `tell` with what is wrong."""


@frozen
class Shared:
    """What the rules of a code share: its conditions, and what ends a duty, by name."""

    conditions: ConditionReader
    endings: Mapping[str, tuple[Ending, ...]]


class RuleReader:
    """Reads one rule, key by key."""

    def __init__(self, source: Source, place: str, table: dict[str, object], attempt: Attempt, shared: Shared) -> None:
        """Take the rule's table, which stands at `place` of its file, and what the rules of a code share."""
        self._source, self._place, self._table = source, place, table
        self._attempt, self._shared = attempt, shared
        self.name: str = str(table.get("id", self._place))

    def _fault(self, key: str, what: str, mend: str = "") -> None:
        self._source.fault(self.name, key, what, mend, place=self._place)

    def _key(self, key: str, read: Callable[[object], _Read], default: _Read) -> _Read:
        """Read a key where it is given; `default` where it is not, or cannot be read."""
        if key not in self._table:
            return default
        found = self._attempt(lambda: read(self._table[key]), lambda what: self._fault(key, what))
        return default if found is None else found

    def _needed(self, key: str, read: Callable[[object], _Read], default: _Read) -> _Read:
        if key not in self._table:
            self._fault(key, "is missing", "every rule needs it")
        return self._key(key, read, default)

    def rule(self) -> Rule:
        """Return the rule; it is fit for use only if its file has no fault."""
        reject_unknown(self._source, self.name, self._table, _KEYS, place=self._place)
        words = self._needed("owed_by", read_text, "")
        met_by = self._key("met_by", read_texts, _NO_TEXTS)
        standard = self._key("standard", read_bounded_limit, None)
        enhanced = (
            standard
            if self._table.get("enhanced", "same") == "same"
            else self._key("enhanced", read_bounded_limit, None)
        )
        self._table = {"right": self._source.tables.get("right"), **self._table}
        return Rule(
            id=self._needed("id", read_text, ""),
            right=self._needed("right", _right, 0),
            paragraph=self._key("paragraph", read_text, ""),
            owed_by=words,
            providers=self._providers(words),
            provider_from=self._key("provider_from", read_text, None),
            owed_to=self._key("owed_to", read_text, "victim"),
            kind=self._needed("kind", _kind, Kind.UNTIMED),
            duty=(duty := self._needed("duty", read_text, "")),
            short=self._key("short", _short, first_clause(duty)),
            arises_on=self._needed("arises_on", read_texts, ()),
            clock=self._key("clock", _clock, None),
            counts_from=self._key("counts_from", read_text, None),
            fed_by=self._key("fed_by", read_text, None),
            standard=standard,
            enhanced=enhanced,
            applies_if=self._key("applies_if", self._shared.conditions.read, None),
            note=self._key("note", read_text, ""),
            met_by=tuple(_meets(text) for text in met_by if text != BY_RECEIPT),
            met_by_receipt=BY_RECEIPT in met_by,
            requires=self._key("requires", read_text, None),
            requires_dispute=self._key("requires_dispute", read_text, None),
            until=self._key("until", self._until, ()),
            declined_by=self._key("declined_by", read_texts, ()),
            resumed_by=self._key("resumed_by", read_texts, ()),
            declinable=self._key("declinable", read_yes_no, True),  # noqa: FBT003 - the default of a yes/no key
            recurs=self._key("recurs", read_yes_no, False),  # noqa: FBT003 - the default of a yes/no key
            external=self._key("external", read_yes_no, False),  # noqa: FBT003 - the default of a yes/no key
            evidence=self._needed("evidence", _evidence, Evidence.UNCONFIRMED),
            sources=self._needed("sources", read_texts, ()),
            disputes=self._needed("disputes", read_texts, ()),
        )

    def _providers(self, words: str) -> tuple[ServiceProvider, ...]:
        """Read the providers, from the words themselves where no key names them; a window names none."""
        if "providers" in self._table:
            return self._key("providers", _providers, _NO_PROVIDERS)
        if not words:
            return _NO_PROVIDERS
        named = words.split(";")
        found = self._attempt(
            lambda: tuple(ServiceProvider.of(part.strip()) for part in named), lambda what: self._fault("owed_by", what)
        )
        return found or _NO_PROVIDERS

    def _until(self, value: object) -> tuple[Ending, ...]:
        name = read_text(value)
        if name not in self._shared.endings:
            msg = f"unknown ending {name!r}; {nearest(name, self._shared.endings)}"
            raise ValueError(msg)
        return self._shared.endings[name]


#: The longest limit: no calendar has more than four digits for a year.
_MOST_YEARS: Final = 999

#: What a rule has where a key is not given.
_NO_TEXTS: Final[tuple[str, ...]] = ()
_NO_PROVIDERS: Final[tuple[ServiceProvider, ...]] = ()


#: The longest text that names a duty in a list.
_LONGEST_SHORT: Final = 60


def first_clause(duty: str) -> str:
    """Return the first clause of a duty, which names it where its rulebook has no shorter words for it.

    >>> first_clause("Tell the victim of the arrest, with reasons where applicable")
    'Tell the victim of the arrest'
    """
    return re.split(r"[,;:(]", duty, maxsplit=1)[0].strip() or duty


def _short(value: object) -> str:
    text = read_text(value)
    if len(text) > _LONGEST_SHORT:
        msg = f"at most {_LONGEST_SHORT} characters name a duty in a list, not {len(text)}"
        raise ValueError(msg)
    return text


def _kind(value: object) -> Kind:
    return read_word(value, Kind)


def _clock(value: object) -> Clock:
    return read_word(value, Clock)


def _evidence(value: object) -> Evidence:
    return read_word(value, Evidence)


def _meets(text: str) -> Meets:
    return Meets(text.removesuffix("*"), text.endswith("*"))


def read_bounded_limit(value: object) -> Limit:
    """Read a limit that ends while there are still years to count in.

    :raises ValueError: when it is none, or longer.
    """
    limit = read_limit(read_text(value))
    if limit.unit is Unit.YEARS and limit.amount > _MOST_YEARS:
        msg = f"{value!r} is longer than {_MOST_YEARS} years"
        raise ValueError(msg)
    return limit


def _right(value: object) -> int:
    right = whole(value)
    if right is None or right < 1:
        msg = "the number of a Right, from 1, is needed, in the rule or at the head of its file"
        raise ValueError(msg)
    return right


def _providers(value: object) -> tuple[ServiceProvider, ...]:
    if value == "every":
        return tuple(ServiceProvider)
    return tuple(ServiceProvider.of(name) for name in read_texts(value))
