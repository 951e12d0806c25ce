"""Reading the readings of a rulebook from TOML: each question, its choices, and what each of them changes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final, TypeAlias, TypeVar

from attrs import fields, frozen

from victims_code.criteria import Category, read_criterion
from victims_code.dates import read_date
from victims_code.errors import (
    InvalidRulebook,
    Problem,
    Reader,
    nearest,
    read_table,
    read_text,
    read_texts,
    read_yes_no,
)
from victims_code.rulebook.readings import Choice, Conventions, Reading
from victims_code.rulebook.rule_reading import RuleReader
from victims_code.rulebook.rules import Rule

_Read = TypeVar("_Read")

#: Makes a reader of a rule's table, which stands at a place of the readings' file.
ReaderOf: TypeAlias = Callable[[str, dict[str, object]], RuleReader]


@frozen
class Base:
    """What choices change: the rules as read and as written, and the criteria."""

    rules: Mapping[str, Rule]
    tables: Mapping[str, Mapping[str, object]]
    criteria: tuple[Category, ...]
    reader_of: ReaderOf


def read_reading(name: str, table: object, base: Base) -> Reading:
    """Read one question with its choices.

    :raises ValueError: with every fault; one inside a rule's table is told by that rule's own reader.
    """
    place = f"readings.{name}"
    default = table.get("default") if isinstance(table, Mapping) else None

    def read_choice(choice: str, entry: object) -> Choice:
        return _read_choice(f"{place}.choices.{choice}", choice, entry, base, is_default=choice == default)

    readers = {
        "asks": read_text,
        "disputes": read_texts,
        "default": read_text,
        "choices": lambda value: _each(value, read_choice, f"{place}.choices."),
    }
    read = read_table(table, readers, needed=readers, place=place)
    if read.pop("default") not in read["choices"]:
        msg = f"the default {default!r} is none of its choices; {nearest(str(default), read['choices'])}"
        raise ValueError(msg)
    problems = [
        Problem(f"{place}.choices.{choice.name}", _DEFAULT_CHANGES if choice.is_default else _CHANGES_NOTHING)
        for choice in read["choices"].values()
        if choice.is_default is (choice.changes_something or (choice.is_default and choice.since is not None))
    ]
    if problems:
        raise InvalidRulebook(problems)
    return Reading(name=name, **read)


_DEFAULT_CHANGES: Final = "the default changes nothing: it is how the rules are written"
_CHANGES_NOTHING: Final = "it changes nothing; give conventions, rules, criteria or leaves_out"


def _read_choice(place: str, name: str, table: object, base: Base, *, is_default: bool) -> Choice:
    readers = {
        "words": read_text,
        "conventions": lambda value: read_table(_table(value), _CONVENTIONS, needed=(), place=f"{place}.conventions"),
        "rules": lambda value: _each(
            value, lambda rule, patch: _changed_rule(f"{place}.rules.{rule}", rule, patch, base), f"{place}: rules"
        ),
        "criteria": lambda value: _each(
            value,
            lambda known, patch: _changed_criterion(f"{place}.criteria", known, patch, base),
            f"{place}: criteria",
        ),
        "leaves_out": lambda value: tuple(_criterion_id(known, base) for known in read_texts(value)),
        "since": read_date,
    }
    read = read_table(table, readers, needed=("words",), place=place)
    return Choice(name=name, is_default=is_default, **read)


def _each(table: object, read: Callable[[str, object], _Read], place: str) -> dict[str, _Read]:
    """Read every entry of a table, and tell the faults of them all; a `place` that ends in a dot holds each by name."""
    found: dict[str, _Read] = {}
    problems: list[Problem] = []
    for name, entry in _table(table).items():
        try:
            found[name] = read(name, entry)
        except InvalidRulebook as error:
            problems += error.problems
        except ValueError as error:
            where, what = (f"{place}{name}", str(error)) if place.endswith(".") else (place, f"{name}: {error}")
            problems.append(Problem(where, what))
    if problems:
        raise InvalidRulebook(problems)
    return found


def _table(value: object) -> dict[str, Any]:
    if not isinstance(value, dict) or not value:
        msg = "a table is needed"
        raise ValueError(msg)
    return value


_CONVENTIONS: Final[Mapping[str, Reader]] = {
    convention.name: read_text if convention.name == "edition_from" else read_yes_no
    for convention in fields(Conventions)
}


def _changed_rule(place: str, name: str, entry: object, base: Base) -> dict[str, object]:
    """Return the fields of a rule that read otherwise once the keys given, and those dropped, are changed."""
    if name not in base.rules:
        msg = f"no rule has this id; {nearest(name, base.rules)}"
        raise ValueError(msg)
    patch = _table(entry)
    if "id" in patch:
        msg = "a rule keeps its id under every reading: an id is a promise"
        raise ValueError(msg)
    dropped = read_texts(patch.get("drop", []))
    for key in dropped:
        if key not in base.tables[name]:
            msg = f"it has no key {key!r} to drop; {nearest(key, base.tables[name])}"
            raise ValueError(msg)
    written = {key: value for key, value in base.tables[name].items() if key not in dropped}
    written.update((key, value) for key, value in patch.items() if key != "drop")
    rule, read = base.rules[name], base.reader_of(place, written).rule()
    changed = {
        key.name: getattr(read, key.name) for key in fields(Rule) if getattr(read, key.name) != getattr(rule, key.name)
    }
    if not changed:
        msg = "it reads as it is written; leave it out"
        raise ValueError(msg)
    return changed


def _changed_criterion(place: str, name: str, entry: object, base: Base) -> dict[str, object]:
    return read_criterion(_table(entry), needed=(), place=f"{place}.{_criterion_id(name, base)}")


def _criterion_id(name: str, base: Base) -> str:
    known = {criterion.id for category in base.criteria for criterion in category.criteria if criterion.id}
    if name not in known:
        msg = f"no criterion has the id {name!r}; {nearest(name, known)}"
        raise ValueError(msg)
    return name
