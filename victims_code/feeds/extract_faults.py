"""The faults of a column map that take more than one key to see."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from victims_code.errors import Problem, nearest
from victims_code.feeds.extract_columns import Coded, ColumnMap
from victims_code.vocabulary import DetailKind, code_vocabulary


def faults_of(columns: ColumnMap, by_column: Iterable[str], source: str) -> Iterator[Problem]:
    """Walk the faults of a map; `by_column` names the columns with a table of their own."""
    known = columns.columns()
    for name, listed in (("columns", by_column), ("show_codes", sorted(columns.show_codes))):
        for column in listed:
            if column not in known:
                yield Problem(f"{name}: {column}", "no column that the map reads", nearest(column, known), source)
    if columns.facts and columns.victim is None:
        yield Problem("victim", "is missing", "name the column of the victim's reference", source)
    if not columns.events and columns.victim is None:
        yield Problem("event", "is missing", "write [[event]] with a type and the column of its date", source)
    yield from _events_alike(columns, source)
    yield from _dates(columns, source)


def _events_alike(columns: ColumnMap, source: str) -> Iterator[Problem]:
    """Walk the events that would be given the same id."""
    made: set[tuple[str, tuple[str, ...]]] = set()
    for index, event in enumerate(columns.events):
        for name in event.types:
            if (name, event.key) in made:
                what = f"another event is of the type {name} and known again by the same columns"
                yield Problem(f"event[{index}]: id", what, "give one of them another id", source)
            made.add((name, event.key))


def _dates(columns: ColumnMap, source: str) -> Iterator[Problem]:
    """Walk the columns of dates of which it is not said how they are written."""
    for column in dict.fromkeys(_dated(columns)):
        formats = columns.cell_dates(column).formats
        if not formats:
            yield Problem(f"columns.{column}: dates", "is missing", "say how its dates are written", source)
        if columns.pivot is None and any(each.is_short for each in formats):
            mend = "such as 30: then 00 to 29 are of this century"
            yield Problem("pivot", f"is missing, and the years of {column} have two digits", mend, source)


def _dated(columns: ColumnMap) -> Iterator[str]:
    """Walk the columns that hold dates or times."""
    if columns.extracted_at is not None:
        yield columns.extracted_at
    yield from (coded.column for coded in columns.facts.get("born", ()))
    for event in columns.events:
        yield event.at[0]
        yield from (name for name in (event.received_at, event.recorded_at) if name is not None)
        for key, value in event.details.items():
            kinds = {code_vocabulary()[name].details.get(key) for name in event.types}
            if isinstance(value, Coded) and value.codes is None and DetailKind.TIME in kinds:
                yield value.column
