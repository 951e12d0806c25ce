"""Reading the readings of a rulebook from TOML: each question, its choices, and what each of them changes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeAlias

from attrs import fields, frozen

from victims_code.criteria import Category, read_criterion
from victims_code.errors import nearest, read_table, read_text, read_texts, read_yes_no
from victims_code.rulebook.readings import Choice, Conventions, Reading
from victims_code.rulebook.rule_reading import RuleReader
from victims_code.rulebook.rules import Rule

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

    :raises ValueError: with what is wrong; a fault inside a rule's table is told by that rule's own reader.
    """
    place = f"readings.{name}"
    readers = {"asks": read_text, "disputes": read_texts, "default": read_text, "choices": _table}
    read = read_table(table, readers, needed=readers, place=place)
    default = read.pop("default")
    if default not in read["choices"]:
        msg = f"the default {default!r} is none of its choices; {nearest(default, read['choices'])}"
        raise ValueError(msg)
    read["choices"] = {
        choice: _read_choice(f"{place}.choices.{choice}", choice, entry, base, is_default=choice == default)
        for choice, entry in read["choices"].items()
    }
    return Reading(name=name, **read)


def _read_choice(place: str, name: str, table: object, base: Base, *, is_default: bool) -> Choice:
    readers = {
        "words": read_text,
        "conventions": _conventions,
        "rules": lambda value: _rules(f"{place}.rules", _table(value), base),
        "criteria": lambda value: _criteria(f"{place}.criteria", _table(value), base),
        "leaves_out": lambda value: _criterion_ids(read_texts(value), base),
        "since": _date,
    }
    read = read_table(table, readers, needed=("words",), place=place)
    if is_default and set(read) != {"words"}:
        msg = f"choices.{name}: the default changes nothing: it is how the rules are written"
        raise ValueError(msg)
    if not is_default and set(read) <= {"words", "since"}:
        msg = f"choices.{name}: it changes nothing; give conventions, rules, criteria or leaves_out"
        raise ValueError(msg)
    return Choice(name=name, is_default=is_default, **read)


def _table(value: object) -> dict[str, Any]:
    if not isinstance(value, dict) or not value:
        msg = "a table is needed"
        raise ValueError(msg)
    return value


def _date(value: object) -> dt.date:
    if not isinstance(value, dt.date) or isinstance(value, dt.datetime):
        msg = "a date such as 2026-06-29, without quotes, is needed"
        raise ValueError(msg)  # noqa: TRY004 - a file is wrong, not a caller
    return value


def _conventions(value: object) -> dict[str, object]:
    table = _table(value)
    known = {convention.name for convention in fields(Conventions)}
    for key in table:
        if key not in known:
            msg = f"unknown convention {key!r}; {nearest(key, known)}"
            raise ValueError(msg)
    return {
        key: read_text(given) if key == "edition_from" else read_yes_no(given) for key, given in sorted(table.items())
    }


def _rules(place: str, table: Mapping[str, object], base: Base) -> dict[str, dict[str, object]]:
    found: dict[str, dict[str, object]] = {}
    for name, entry in table.items():
        if name not in base.rules:
            msg = f"rules: no rule has the id {name!r}; {nearest(name, base.rules)}"
            raise ValueError(msg)
        patch = _table(entry)
        dropped = read_texts(patch.get("drop", []))
        written = {key: value for key, value in base.tables[name].items() if key not in dropped}
        written.update((key, value) for key, value in patch.items() if key != "drop")
        rule, read = base.rules[name], base.reader_of(f"{place}.{name}", written).rule()
        found[name] = {
            key.name: getattr(read, key.name)
            for key in fields(Rule)
            if getattr(read, key.name) != getattr(rule, key.name)
        }
        if not found[name]:
            msg = f"rules: {name!r} reads as it is written; leave it out"
            raise ValueError(msg)
    return found


def _criteria(place: str, table: Mapping[str, object], base: Base) -> dict[str, dict[str, object]]:
    _criterion_ids(table, base)
    found: dict[str, dict[str, object]] = {}
    for name, entry in table.items():
        found[name] = read_criterion(_table(entry), needed=(), place=f"{place}.{name}")
    return found


def _criterion_ids(names: Iterable[str], base: Base) -> tuple[str, ...]:
    known = {criterion.id for category in base.criteria for criterion in category.criteria if criterion.id}
    for name in names:
        if name not in known:
            msg = f"no criterion has the id {name!r}; {nearest(name, known)}"
            raise ValueError(msg)
    return tuple(names)
