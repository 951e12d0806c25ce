"""Reading a column map from its TOML tables, with every fault at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Final, TypeAlias

from attrs import evolve

from victims_code.errors import (
    InvalidInput,
    InvalidRulebook,
    Problem,
    enough,
    first_faults,
    nearest,
    read_table,
    read_text,
    read_texts,
    read_word,
    read_yes_no,
)
from victims_code.feeds import extract_values as values
from victims_code.feeds.extract_columns import Coded, ColumnMap, EventColumns
from victims_code.feeds.extract_dates import checked_pivot
from victims_code.feeds.extract_faults import faults_of
from victims_code.victims import VICTIM_FACTS, Role
from victims_code.vocabulary import DetailKind, code_vocabulary, read_number

#: The kinds of detail that are read as they stand: text needs a list of codes, as free text never travels.
_PLAIN: Final = (DetailKind.TIME, DetailKind.NUMBER)

#: What stands in for the file itself in the place of a fault.
_TOP: Final = "map"

#: Checks what a code means, and returns it; raises ValueError.
_Meaning: TypeAlias = Callable[[object], object]


def columns_of(tables: Mapping[str, Any], source: str) -> ColumnMap:
    """Read a column map from the tables of a TOML file.

    :raises InvalidInput: with every fault.
    """
    try:
        read = read_table(tables, _readers(source), needed=("name", "case"), place=_TOP, source=source)
    except InvalidRulebook as error:
        problems = [evolve(each, where=each.where.removeprefix(f"{_TOP}: ")) for each in error.problems]
        raise InvalidInput(problems) from None
    shared = {key: read.pop(key, None) for key in ("suspect", "crime", "received_at", "recorded_at")}
    shared["victim"], key = read.get("victim"), read.pop("key", ())
    by_column = read.pop("columns", {})
    columns = ColumnMap(
        events=tuple(_event({**shared, "key": key}, entry) for entry in read.pop("event", [])),
        dates_by_column={name: entry["dates"] for name, entry in by_column.items() if "dates" in entry},
        empty_by_column={name: entry["empty"] for name, entry in by_column.items() if "empty" in entry},
        **read,
    )
    problems = first_faults(faults_of(columns, by_column, source))
    if problems:
        raise InvalidInput(problems)
    return columns


def _readers(source: str) -> dict[str, Callable[[object], object]]:
    """Return the reader of each key of a map."""
    return {
        "name": values.extract_name,
        "case": read_text,
        "delimiter": values.delimiter,
        "encoding": values.encoding,
        "dates": values.formats,
        "pivot": checked_pivot,
        "zone": values.zone,
        "empty": values.text_set,
        "restates": read_yes_no,
        "show_codes": values.text_set,
        "key": read_texts,
        "victim": read_text,
        "suspect": read_text,
        "crime": read_text,
        "received_at": read_text,
        "recorded_at": read_text,
        "extracted_at": read_text,
        "columns": partial(_by_column, source=source),
        "event": partial(_events, source=source),
        "facts": partial(_facts, source=source),
    }


def _event(shared: Mapping[str, Any], entry: Mapping[str, Any]) -> EventColumns:
    """Return an event with the columns that all share; the empty name says that it has none."""
    columns: dict[str, Any] = {key: None if value == "" else value for key, value in {**shared, **entry}.items()}
    return EventColumns(**columns)


def _events(value: object, source: str) -> list[dict[str, Any]]:
    if not isinstance(value, list):
        msg = "write [[event]] above each event"
        raise ValueError(msg)  # noqa: TRY004 - a file is wrong, not a caller
    found: list[dict[str, Any]] = []
    problems: list[Problem] = []
    for index, table in enumerate(value):
        if enough(problems):
            break
        place = f"event[{index}]"
        coded = partial(_coded, source=source)
        readers: dict[str, Callable[[object], object]] = {
            "type": lambda value, at=place: _type_or_codes(value, f"{at}.type", source),  # type: ignore[misc]
            "at": values.time_columns,
            "id": read_texts,
            "victim": values.column_or_none,
            "suspect": values.column_or_none,
            "crime": values.column_or_none,
            "received_at": values.column_or_none,
            "recorded_at": values.column_or_none,
            "about": lambda value, at=place, read=coded: (  # type: ignore[misc]
                tuple(values.event_type(name) for name in value)
                if isinstance(value, list)
                else read(value, f"{at}.about", meaning=values.event_type)
            ),
            "about_row": lambda value: tuple(values.event_type(name) for name in read_texts(value)),
            "details": values.any_table,
        }
        try:
            read = read_table(table, readers, needed=("type", "at"), place=place, source=source)
            details = _details(read, f"{place}.details", source)
        except InvalidRulebook as error:
            problems += error.problems
            continue
        if "id" in read:
            read["key"] = read.pop("id")
        found.append({**read, "details": details})
    if problems:
        raise InvalidRulebook(problems)
    return found


def _details(read: Mapping[str, Any], place: str, source: str) -> dict[str, object]:
    """Read the details of an event: each must be one that a type of it declares."""
    kinds: dict[str, DetailKind] = {}
    for name in EventColumns(read["type"], (), ()).types:
        kinds.update(code_vocabulary()[name].details)
    found: dict[str, object] = {}
    problems: list[Problem] = []
    for key, value in read.get("details", {}).items():
        if enough(problems):
            break
        where = f"{place}.{key}"
        if key not in kinds:
            problems.append(Problem(where, "no detail of this event", nearest(key, kinds), source))
            continue
        try:
            found[key] = _detail(key, value, kinds[key], where, source)
        except InvalidRulebook as error:
            problems += error.problems
        except ValueError as error:
            problems.append(Problem(where, str(error), source=source))
    if problems:
        raise InvalidRulebook(problems)
    return found


def _detail(key: str, value: object, kind: DetailKind, place: str, source: str) -> object:
    meaning = partial(_of_kind, kind=kind, key=key)
    if not isinstance(value, Mapping):
        return meaning(value)
    coded = _coded(value, place, source=source, meaning=meaning)
    if coded.codes is None and kind not in _PLAIN:
        msg = "codes are needed, each with its meaning, as free text never travels"
        raise ValueError(msg)
    return coded


def _of_kind(value: object, kind: DetailKind, key: str) -> object:
    """Check what a code means by the kind of detail that it is a value of."""
    if kind is DetailKind.YES_NO:
        return read_yes_no(value)
    number = read_number(key, value) if kind is DetailKind.NUMBER else None
    if number is not None:
        return number
    if kind in (DetailKind.TEXT, DetailKind.TEXTS):
        return read_text(value)
    msg = f"a value of the kind {kind.value} is needed"
    raise ValueError(msg)


def _coded(value: object, place: str, *, source: str, meaning: _Meaning) -> Coded:
    readers: dict[str, Callable[[object], object]] = {
        "column": read_text,
        "codes": values.any_table,
        "unknown": values.text_set,
        "ignore": values.text_set,
        "split": values.split_mark,
    }
    read = read_table(value, readers, needed=("column",), place=place, source=source)
    problems: list[Problem] = []
    codes: dict[str, object] = {}
    unknown, ignored = read.get("unknown", frozenset()), read.get("ignore", frozenset())
    for code, means in read.get("codes", {}).items():
        if enough(problems):
            break
        try:
            codes[code.strip()] = meaning(means)
        except ValueError as error:
            problems.append(Problem(f"{place}: codes.{code}", str(error), source=source))
    twice = sorted({*codes, *unknown}.intersection(ignored) | unknown.intersection(codes))
    problems += [Problem(f"{place}: codes.{code}", "is listed twice", "keep one", source) for code in twice]
    if problems:
        raise InvalidRulebook(problems)
    return Coded(read["column"], codes if "codes" in read else None, unknown, ignored, read.get("split"))


def _facts(value: object, source: str) -> dict[str, tuple[Coded, ...]]:
    """Read the columns of a victim's facts."""
    meanings: dict[str, _Meaning | None] = {
        "role": partial(read_word, words=Role),
        "born": None,
        "offence_categories": values.categories,
        **dict.fromkeys(VICTIM_FACTS, read_yes_no),
    }
    found: dict[str, tuple[Coded, ...]] = {}
    problems: list[Problem] = []
    for name, tables in values.any_table(value).items():
        if enough(problems):
            break
        place = f"facts.{name}"
        if name not in meanings:
            problems.append(Problem(place, "no fact of a victim", nearest(name, meanings), source))
            continue
        many = tables if isinstance(tables, list) and name == "offence_categories" else [tables]
        try:
            read = [_coded(table, place, source=source, meaning=meanings[name] or values.no_codes) for table in many]
        except InvalidRulebook as error:
            problems += error.problems
            continue
        if meanings[name] is not None and any(coded.codes is None for coded in read):
            problems.append(Problem(f"{place}: codes", "is missing", "say what each code means", source))
        if any(coded.ignored for coded in read):
            problems.append(Problem(f"{place}: ignore", "nothing of a victim is ignored", "use unknown", source))
        found[name] = tuple(read)
    if problems:
        raise InvalidRulebook(problems)
    return found


def _type_or_codes(value: object, place: str, source: str) -> str | Coded:
    if not isinstance(value, Mapping):
        return values.event_type(value)
    coded = _coded(value, place, source=source, meaning=values.event_type)
    if not coded.codes or coded.split is not None:
        msg = "codes are needed, each with its type of event, and a cell holds one"
        raise ValueError(msg)
    return coded


def _by_column(value: object, source: str) -> dict[str, dict[str, Any]]:
    return {
        name: read_table(
            table,
            {"dates": values.formats, "empty": values.text_set},
            needed=(),
            place=f"columns.{name}",
            source=source,
        )
        for name, table in values.any_table(value).items()
    }
