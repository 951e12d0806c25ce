"""The criteria of Enhanced Rights, as data: what each category asks, and how sure we are of it."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from importlib.resources import files

from attrs import field, frozen

from victims_code.errors import InvalidRulebook, Problem
from victims_code.victims import OffenceCategory, Role


class Evidence(StrEnum):
    """How sure we are of a fact of the law, from a quotation with its paragraph down to recollection."""

    QUOTED = "quoted"
    REPORTED = "reported"
    EARLIER_EDITION = "earlier-edition"
    UNCONFIRMED = "unconfirmed"


class SettledBy(StrEnum):
    """What makes a criterion true: a fact of the case, or a provider's assessment."""

    FACT = "fact"
    ASSESSMENT = "assessment"


def _roles(values: object) -> tuple[Role, ...]:
    return tuple(Role(value) for value in values)  # type: ignore[attr-defined] # a wrong type is reported by the reader


def _offences(values: object) -> tuple[OffenceCategory, ...]:
    return tuple(OffenceCategory(value) for value in values)  # type: ignore[attr-defined] # as above


@frozen(kw_only=True)
class Criterion:
    """One way into a category: by role, kind of offence, age at the offence, or a yes/no fact of the victim."""

    name: str
    settled_by: SettledBy = field(converter=SettledBy)
    personal: bool
    evidence: Evidence = field(converter=Evidence)
    sources: tuple[str, ...] = field(default=(), converter=tuple)
    disputes: tuple[str, ...] = field(default=(), converter=tuple)
    roles: tuple[Role, ...] = field(default=(), converter=_roles)
    offences: tuple[OffenceCategory, ...] = field(default=(), converter=_offences)
    under: int | None = None
    fact: str | None = None
    shows: str | None = None


@frozen
class Category:
    """One of the categories, any of which gives Enhanced Rights."""

    name: str
    title: str = field(kw_only=True)
    criteria: tuple[Criterion, ...] = field(kw_only=True, converter=tuple)


def read_criteria(data: Mapping[str, object], source: str) -> tuple[Category, ...]:
    """Read categories and their criteria from the tables of a TOML file.

    :raises InvalidRulebook: with every fault, each naming the category and the criterion.
    """
    categories: list[Category] = []
    problems: list[Problem] = []
    for name, table in data.items():
        criteria: list[Criterion] = []
        listed = table.get("criteria", ()) if isinstance(table, Mapping) else ()
        for index, entry in enumerate(listed):
            try:
                criteria.append(Criterion(**entry))
            except (TypeError, ValueError) as error:
                problems.append(Problem(f"{name}.criteria[{index}]", str(error), source=source))
        title = table.get("title") if isinstance(table, Mapping) else None
        if not isinstance(title, str) or not listed:
            problems.append(Problem(name, "a title and at least one criterion are needed", source=source))
        else:
            categories.append(Category(name, title=title, criteria=criteria))
    if problems:
        raise InvalidRulebook(problems)
    return tuple(categories)


@cache
def code_criteria() -> tuple[Category, ...]:
    """Return the criteria of the Victims' Code: read once, on first use."""
    import tomllib  # noqa: PLC0415 - only when first asked: importing the package stays light

    text = files("victims_code").joinpath("enhanced_rights.toml").read_text(encoding="utf-8")
    return read_criteria(tomllib.loads(text), "enhanced_rights.toml")
