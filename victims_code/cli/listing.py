"""The commands that list what the library holds: rules, event types and bank holidays, as a table, JSON or CSV."""

from __future__ import annotations

import argparse
import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from victims_code.calendars import england_and_wales
from victims_code.cli import inputs
from victims_code.cli.layout import Style, columns, table, wrapped
from victims_code.errors import OutsideCalendar
from victims_code.escaping import for_csv, for_terminal
from victims_code.interchange import write_json
from victims_code.rulebook import Rule, Rulebook, load_code
from victims_code.vocabulary import EventType

#: The forms that a list is written in.
FORMATS: Final = ("table", "json", "csv")

#: What a row says of an event type, in the order of the columns.
_EVENT_COLUMNS: Final = (
    "type", "family", "meaning", "details", "received", "starts", "meets", "meets_if_named", "recorded_in",
)  # fmt: skip


def rules(asked: argparse.Namespace) -> int:
    """Show the rulebook: every column of the facts it was written from."""
    book = inputs.rulebook_of(asked.rulebook) or load_code()
    known = sorted({rule.right for rule in book.rules})
    right = None if asked.right is None else inputs.whole_number(asked.right, "--right")
    if right is not None and right not in known:
        mend = f"use one of {', '.join(map(str, known))}" if known else "the rulebook has no rule"
        raise inputs.wrong("--right", "no rule belongs to it", mend)
    rows = [rule.row() for rule in book.rules if right in (None, rule.right)]
    if asked.format == "csv":
        _write_csv(list(rows[0]) if rows else ["id"], rows)
    elif asked.format == "json":
        inputs.say(write_json([{**row, "right": int(row["right"])} for row in rows], indent=2))
    else:
        inputs.say("\n".join(_rules_table(book, rows)))
    return 0


def events(asked: argparse.Namespace) -> int:
    """Show the event types: what each means, which details it carries, and which duties it starts or meets."""
    book = inputs.rulebook_of(asked.rulebook) or load_code()
    wanted = _plain(asked.search or "").split()
    kinds = [kind for kind in book.vocabulary.values() if all(word in _searched(kind, book) for word in wanted)]
    rows = [_event(kind, book) for kind in kinds]
    if asked.format == "csv":
        _write_csv(_EVENT_COLUMNS, map(_flat, rows))
    elif asked.format == "json":
        inputs.say(write_json(rows, indent=2))
    elif rows:
        inputs.say("\n".join(_events_table(rows)))
    else:
        inputs.say("\n".join(wrapped(f"no event type speaks of {asked.search!r}; victims-code events lists all")))
    return 0


def calendar(asked: argparse.Namespace) -> int:
    """Show the bank holidays of a year, their source, and whether they are published or projected."""
    number = inputs.whole_number(asked.year, "YEAR")
    try:
        year = england_and_wales().year(number)
    except OutsideCalendar as error:
        raise inputs.wrong("YEAR", str(error)) from None
    days = [{"date": holiday.date.isoformat(), "holiday": holiday.label} for holiday in year.holidays]
    if asked.format == "csv":
        _write_csv(
            ("date", "holiday", "status", "source"), [_with_source(day, year.status, year.source) for day in days]
        )
    elif asked.format == "json":
        inputs.say(
            write_json({"year": year.year, "status": year.status, "source": year.source, "holidays": days}, indent=2)
        )
    else:
        lines = [f"{year.year}: {year.status}", for_terminal(f"source: {year.source}")]
        inputs.say("\n".join([*lines, *columns([tuple(day.values()) for day in days], indent="")]))
    return 0


def _with_source(day: dict[str, str], status: str, source: str) -> dict[str, str]:
    return {**day, "status": status, "source": source}


def _write_csv(names: Sequence[str], rows: Iterable[Mapping[str, str]]) -> None:
    """Write rows with a header; no cell is one that a spreadsheet would work out."""
    text = io.StringIO()
    writer = csv.DictWriter(text, list(names), lineterminator="\n")
    writer.writeheader()
    writer.writerows({name: for_csv(cell) for name, cell in row.items()} for row in rows)
    inputs.say(text.getvalue().removesuffix("\n"))


def _rules_table(book: Rulebook, rows: Iterable[dict[str, str]]) -> list[str]:
    """Write the rulebook in brief; csv and json give every column."""
    shown = [("rule", "owed by", "limit", "enhanced", "evidence", "disputes")]
    shown += [
        (
            r["id"],
            r["owed_by"],
            (r["standard"] or r["kind"]).replace("_", " "),
            r["enhanced"],
            r["evidence"],
            r["disputes"].replace(";", " "),
        )
        for r in rows
    ]
    return [*wrapped(book.title, style=Style.HEADING), "", *columns(shown, indent="")]


def _event(kind: EventType, book: Rulebook) -> dict[str, object]:
    """Return what is said of an event type, in the keys of the JSON document."""
    meets = [(rule.id, meet.names_trigger) for rule in book.rules for meet in rule.met_by if meet.type == kind.name]
    return {
        "type": kind.name,
        "family": kind.family.value,
        "meaning": kind.definition,
        "details": {name: detail.value for name, detail in kind.details.items()},
        "received": kind.received,
        "starts": [rule.id for rule in book.rules if kind.name in rule.arises_on],
        "meets": [name for name, is_named in meets if not is_named],
        "meets_if_named": [name for name, is_named in meets if is_named],
        "recorded_in": kind.source_systems,
    }


def _searched(kind: EventType, book: Rulebook) -> str:
    """Return the words in which an event type is searched for, its duties' among them."""
    duties = [f"{rule.id} {rule.duty}" for rule in book.rules if _turns_on(rule, kind.name)]
    return _plain(" ".join([kind.name, kind.definition, kind.source_systems, *map(str, kind.details), *duties]))


def _turns_on(rule: Rule, name: str) -> bool:
    return name in rule.arises_on or any(meets.type == name for meets in rule.met_by)


def _plain(text: str) -> str:
    return text.casefold().replace("_", " ")


def _flat(row: Mapping[str, object]) -> dict[str, str]:
    """Return a row for CSV: several values of one cell are separated by ``; ``."""
    return {name: "; ".join(_texts(value)) for name, value in row.items()}


def _texts(value: object) -> list[str]:
    if isinstance(value, Mapping):
        return [f"{name} ({kind})" for name, kind in value.items()]
    if isinstance(value, list):
        return [str(item) for item in value]
    return [("yes" if value else "no") if isinstance(value, bool) else str(value)] if value != "" else []


def _events_table(rows: Sequence[Mapping[str, object]]) -> Iterator[str]:
    """Write each type with its meaning, and below it what it carries and does."""
    blocks = table([(str(row["type"]), str(row["meaning"])) for row in rows], indent="")
    said = {
        "details": "details",
        "starts": "starts",
        "meets": "meets",
        "meets_if_named": "meets, if it names what happened",
    }
    for row, block in zip(rows, blocks, strict=True):
        yield from block
        for name, words in said.items():
            texts = _texts(row[name])
            yield from wrapped(f"{words}: {', '.join(texts)}", "    ", "      ", style=Style.QUIET) if texts else []
