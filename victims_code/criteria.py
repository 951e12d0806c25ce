"""The criteria of Enhanced Rights, as data: what each category asks, and how sure we are of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from functools import cache, partial
from typing import Any, Final

from attrs import field, frozen

from victims_code.errors import (
    InvalidRulebook,
    Problem,
    Reader,
    nearest,
    read_table,
    read_text,
    read_texts,
    read_word,
    read_yes_no,
)
from victims_code.given import whole
from victims_code.packaged import packaged_toml
from victims_code.victims import VICTIM_FACTS, OffenceCategory, Role


class Evidence(StrEnum):
    """How sure we are of a fact of the law, from a quotation with its paragraph down to recollection."""

    QUOTED = "quoted"
    REPORTED = "reported"
    EARLIER_EDITION = "earlier-edition"
    UNCONFIRMED = "unconfirmed"


#: The age in years of which a victim's record may say whether they had reached it.
ADULT: Final = 18


class SettledBy(StrEnum):
    """What makes a criterion true: a fact of the case, or a provider's assessment."""

    FACT = "fact"
    ASSESSMENT = "assessment"


@frozen(kw_only=True)
class Criterion:
    """One way into a category: by role, kind of offence, age at the offence, or a yes/no fact of the victim.

    Exactly one of `roles`, `offences`, `under` and `fact` is given.
    """

    name: str
    #: By which a reading may change it; empty where none does.
    id: str = ""
    #: Whether it holds from the offence, or from an assessment.
    settled_by: SettledBy
    #: Whether only a person can meet it, never a business.
    personal: bool
    evidence: Evidence
    sources: tuple[str, ...] = ()
    disputes: tuple[str, ...] = ()
    roles: tuple[Role, ...] = ()
    offences: frozenset[OffenceCategory] = frozenset()
    #: An age in years: met by whoever was younger at the offence.
    under: int | None = None
    #: A yes/no fact of the victim, by its name.
    fact: str | None = None
    #: The narrower quality that a rule may ask for.
    shows: str | None = None

    @property
    def asks(self) -> str:
        """The fact of the victim that would settle it."""
        if self.offences:
            return "offence_categories"
        if self.under is None:
            return self.fact or "role"
        return "under_18_at_offence" if self.under == ADULT else "born"


@frozen
class Category:
    """One of the categories, any of which gives Enhanced Rights."""

    name: str
    title: str = field(kw_only=True)
    criteria: tuple[Criterion, ...] = field(kw_only=True)


def _roles(value: object) -> tuple[Role, ...]:
    return tuple(read_word(word, Role) for word in read_texts(value))


def _offences(value: object) -> frozenset[OffenceCategory]:
    return frozenset(read_word(word, OffenceCategory) for word in read_texts(value))


def _age(value: object) -> int:
    age = whole(value)
    if age is None or not 1 <= age <= _OLDEST:
        msg = f"an age in whole years, from 1 to {_OLDEST}, is needed"
        raise ValueError(msg)
    return age


def _fact(value: object) -> str:
    if value not in VICTIM_FACTS:
        msg = f"unknown fact {value!r}; {nearest(str(value), VICTIM_FACTS)}"
        raise ValueError(msg)
    return str(value)


#: The oldest age that a criterion may ask for.
_OLDEST: Final = 120

#: The keys of a criterion that say how it is met: each criterion has one of them.
_WAYS: Final = ("roles", "offences", "under", "fact")

_KEYS: Final[Mapping[str, Reader]] = {
    "id": read_text,
    "name": read_text,
    "settled_by": partial(read_word, words=SettledBy),
    "personal": read_yes_no,
    "evidence": partial(read_word, words=Evidence),
    "sources": read_texts,
    "disputes": read_texts,
    "roles": _roles,
    "offences": _offences,
    "under": _age,
    "fact": _fact,
    "shows": read_text,
}


def read_criteria(data: Mapping[str, object], source: str) -> tuple[Category, ...]:
    """Read categories and their criteria from the tables of a TOML file.

    :raises InvalidRulebook: with every fault, each naming the category, the criterion and the key, as
        ``enhanced_rights.most_serious_crime.criteria[0]: under``.
    """
    categories: list[Category] = []
    problems: list[Problem] = []
    for name, table in data.items():
        place = f"enhanced_rights.{name}"
        try:
            read = read_table(
                table,
                {"title": read_text, "criteria": partial(_read_list, place=place, source=source)},
                needed=("title", "criteria"),
                place=place,
                source=source,
            )
            categories.append(Category(name, **read))
        except InvalidRulebook as error:
            problems += error.problems
    if problems:
        raise InvalidRulebook(problems)
    return tuple(categories)


def read_criterion(table: object, *, needed: Iterable[str], place: str, source: str = "") -> dict[str, Any]:
    """Read the fields of a criterion from a table; of those that are not `needed`, only the ones given.

    :raises InvalidRulebook: with every fault.
    """
    return read_table(table, _KEYS, needed=needed, place=place, source=source)


def _read_list(value: object, place: str, source: str) -> tuple[Criterion, ...]:
    if not isinstance(value, list) or not value:
        msg = "at least one criterion is needed"
        raise ValueError(msg)
    criteria: list[Criterion] = []
    problems: list[Problem] = []
    for index, entry in enumerate(value):
        where = f"{place}.criteria[{index}]"
        try:
            read = read_criterion(
                entry, needed=("name", "settled_by", "personal", "evidence"), place=where, source=source
            )
            if sum(bool(read.get(way)) for way in _WAYS) != 1:
                problems.append(Problem(where, f"exactly one of {', '.join(_WAYS)} is needed", source=source))
            criteria.append(Criterion(**read))
        except InvalidRulebook as error:
            problems += error.problems
    if problems:
        raise InvalidRulebook(problems)
    return tuple(criteria)


@cache
def code_criteria() -> tuple[Category, ...]:
    """Return the criteria of the Victims' Code: read once, on first use.

    >>> [category.name for category in code_criteria()]
    ['vulnerable_or_intimidated', 'most_serious_crime', 'persistently_targeted']
    """
    return read_criteria(packaged_toml("enhanced_rights.toml"), "enhanced_rights.toml")
