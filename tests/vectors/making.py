"""How a conformance vector is made: plain documents with the keys of the format, and nothing of our engine."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any, Final, TypeAlias

#: A JSON object.
Document: TypeAlias = dict[str, Any]

HERE: Final = Path(__file__).parent
GOLDEN: Final = HERE.parent / "golden"

#: Nothing that gives Enhanced Rights is true, and all of it is known.
NO_ENHANCED_FACTS: Final[Mapping[str, Any]] = {
    "under_18_at_offence": False, "offence_categories": [], "persistently_targeted": False, "vulnerable": False,
    "intimidated": False,
}  # fmt: skip

#: Victims by the name of how they stand: no Enhanced Rights, vulnerable, of whom nothing is known, or of violence.
STANDINGS: Final[Mapping[str, Mapping[str, Any]]] = {
    "plain": NO_ENHANCED_FACTS,
    "enhanced": {**NO_ENHANCED_FACTS, "vulnerable": True},
    "unknown": {},
    "violence": {**NO_ENHANCED_FACTS, "offence_categories": ["violent_crime"]},
}

#: The other reading of a start that is no Working Day (D7).
NEXT_DAY_IS_DAY_0: Final[Mapping[str, str]] = {"weekend_start": "next_working_day_is_day_0"}

STATUTORY: Final = "statutory duty (2025-01-29)"


def toml(path: Path) -> Document:
    """Read one of the hand-argued tables."""
    return tomllib.loads(path.read_text(encoding="utf-8"))


@cache
def facts() -> Document:
    """Return what every answer carries of each duty, by edition and rule."""
    return toml(HERE / "facts.toml")


def carried(rule: str, edition: str = "2020") -> Document:
    """Return what an answer carries of a duty whatever the case: its columns among the facts."""
    row = facts()[edition][rule]
    keys = ("evidence", "right", "paragraph", "owed_by", "kind")
    return {key: row.get(key) for key in keys} | {"disputes": row.get("disputes", [])}


def authority(rule: str, *more: str, edition: str = "2020") -> str:
    """Return the sources of a duty, with what else the answer rests on."""
    return "; ".join(dict.fromkeys([facts()[edition][rule]["authority"], *more]))


def victim(standing: str = "plain", *, ref: str = "V1", role: str = "person", **changes: Any) -> Document:  # noqa: ANN401 - a victim's facts are of every kind
    """Make a victim of one standing, with facts that differ; None where one is unknown."""
    return {"id": ref, "role": role, **STANDINGS[standing], **changes}


def event(ref: str, kind: str, at: str | date, **fields: Any) -> Document:  # noqa: ANN401 - an event's fields are of every kind
    """Make an event; fields that are None or empty are left out."""
    given = {key: plain(value) for key, value in fields.items() if value is not None and value not in ([], {})}
    return {"id": ref, "type": kind, "at": plain(at), **given}


def told(ref: str, at: str | date, *about: str, **fields: Any) -> Document:  # noqa: ANN401 - an event's fields are of every kind
    """Make a contact that told the victim of the events named."""
    return event(ref, "victim_informed", at, about=list(about), **fields)


def case(*events: Document, victims: Iterable[Document] | None = None, jurisdiction: str | None = None) -> Document:
    """Make a case file."""
    where = {} if jurisdiction is None else {"jurisdiction": jurisdiction}
    people = [victim()] if victims is None else list(victims)
    return {"schema": "victims-code/case/1", "case": "A1", **where, "victims": people, "events": list(events)}


def vector(
    ref: str,
    question: tuple[Document, str | date | None],
    *,
    expected: Document,
    authority: str,
    argument: str,
    rule: str | None = None,
    boundary: str | None = None,
    **more: Any,  # noqa: ANN401 - the keys that few vectors need: reading, known_at, layers, accepted
) -> Document:
    """Make a vector of a question: the facts, and the day on which they are asked about."""
    found: Document = {
        "id": ref,
        "authority": authority,
        "argument": " ".join(argument.split()),
        "rule": rule,
        "boundary": boundary,
        "reading": more.pop("reading", {}),
        "facts": question[0],
        "as_of": question[1],
        "known_at": more.pop("known_at", None),
        "layers": list(more.pop("layers", ())),
        "expected": expected,
        "accepted": list(more.pop("accepted", ())),
    }
    if more:
        msg = f"{ref}: unknown keys {sorted(more)}"
        raise TypeError(msg)
    document: Document = plain(found)
    return document


def duties(**said: Document | str) -> Document:
    """Return what is expected of obligations of V1 from the event e1, by rule: ``duties(**{"R6.arrest": {...}})``."""
    return {f"V1/{rule}/e1": value for rule, value in said.items()}


def plain(value: Any) -> Any:  # noqa: ANN401 - any value of a table
    """Return a value of a table as JSON holds it: dates and times as text."""
    if isinstance(value, Mapping):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    return value.isoformat() if isinstance(value, date | datetime | time) else value


def text(level: str, about: str, vectors: Iterable[Document]) -> str:
    """Return the file of a level: one vector a line."""
    head = json.dumps({"schema": "victims-code/vectors/1", "level": level, "about": about}, ensure_ascii=False)
    lines = ",\n".join(json.dumps(each, ensure_ascii=False, separators=(",", ":")) for each in vectors)
    return f'{head[:-1]}, "vectors": [\n{lines}\n]}}\n'


def listed(days: Iterable[date]) -> str:
    """Write days by their months.

    >>> listed([date(2026, 3, 31), date(2026, 4, 1), date(2026, 4, 2)])
    '31 March, 1, 2 April'
    """
    months = groupby(days, "{:%B}".format)
    return ", ".join(", ".join(str(day.day) for day in group) + f" {name}" for name, group in months)


def whole(cases: Iterable[Mapping[str, Any]]) -> Iterator[tuple[Mapping[str, Any], str]]:
    """Walk cases with their arguments, each with the one before it where it leans on that."""
    before = ""
    for told in cases:
        argument = told["argument"].strip()
        if argument.startswith(LEANING) or ", as above" in argument:
            argument = f"{before} {argument}"
        before = argument
        yield told, argument


#: How an argument begins that leans on the one before it.
LEANING: Final = ("As above", "As before", "The same victim")


def slug(name: str) -> str:
    """Return a name as an id holds it.

    >>> slug("Boxing Day 2021, a Sunday")
    'boxing-day-2021-a-sunday'
    """
    return "-".join("".join(letter if letter.isalnum() else " " for letter in name.casefold()).split())
