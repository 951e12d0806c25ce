"""The column map of an extract: which column of another system holds what, how its dates and codes are written.

It is a TOML file that the force writes, since every system has columns and codes of its own. None is assumed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import tzinfo
from pathlib import Path
from typing import Final

from attrs import field, frozen

from victims_code.dates import LONDON
from victims_code.feeds.extract_dates import CellDates, DateFormat
from victims_code.interchange.toml_text import toml_at, toml_tables


@frozen
class Coded:
    """A column, and what each of its codes means."""

    column: str
    #: What each code means; None where the column holds times or numbers, which are read as they stand.
    codes: Mapping[str, object] | None = None
    #: The codes by which the system says that it does not know.
    unknown: frozenset[str] = frozenset()
    #: The codes of which nothing is made, on purpose.
    ignored: frozenset[str] = frozenset()
    #: What stands between several codes of one cell; None where a cell holds one.
    split: str | None = None


@frozen
class EventColumns:
    """How the events of one kind are read from a row."""

    #: The type of event, or the column whose codes tell it.
    type: str | Coded
    #: The columns of the date, and the time; read together.
    at: tuple[str, ...]
    #: The columns by which the event is known again in another extract.
    key: tuple[str, ...]
    victim: str | None = None
    suspect: str | None = None
    crime: str | None = None
    received_at: str | None = None
    recorded_at: str | None = None
    #: The types of event that the victim was told of, the same for each row or by codes.
    about: tuple[str, ...] | Coded = ()
    #: The types of event that the same row tells, and the victim was told of.
    about_row: tuple[str, ...] = ()
    #: By name: a column, or a value that is the same for each row.
    details: Mapping[str, object] = field(factory=dict)

    @property
    def types(self) -> tuple[str, ...]:
        """Every type of event that may come of it."""
        if isinstance(self.type, str):
            return (self.type,)
        return tuple(dict.fromkeys(str(name) for name in (self.type.codes or {}).values()))

    def columns(self) -> Iterator[str]:
        """Walk the columns that it reads."""
        yield from (*self.at, *self.key)
        plain = (self.victim, self.suspect, self.crime, self.received_at, self.recorded_at)
        yield from (column for column in plain if column is not None)
        yield from (each.column for each in (self.type, self.about, *self.details.values()) if isinstance(each, Coded))


@frozen
class ColumnMap:
    """What the columns of an extract mean."""

    #: The name of the extract, which begins the id of each of its events.
    name: str
    #: The column of the case's reference.
    case: str
    events: tuple[EventColumns, ...]
    delimiter: str = ","
    encoding: str = "utf-8-sig"
    #: How dates are written, in general and by column.
    dates: tuple[DateFormat, ...] = ()
    dates_by_column: Mapping[str, tuple[DateFormat, ...]] = field(factory=dict)
    pivot: int | None = None
    zone: tzinfo = LONDON
    #: The values that count as an empty cell, in general and by column.
    empty: frozenset[str] = frozenset()
    empty_by_column: Mapping[str, frozenset[str]] = field(factory=dict)
    #: The column that says when the extract was made.
    extracted_at: str | None = None
    #: Whether each extract states all of its cases: what it no longer states of one is withdrawn.
    restates: bool = False
    #: The columns whose codes are not personal, and may be told where they are not known.
    show_codes: frozenset[str] = frozenset()
    #: The column of the victim's reference.
    victim: str | None = None
    #: The columns of each fact of the victim, by its name.
    facts: Mapping[str, tuple[Coded, ...]] = field(factory=dict)

    def columns(self) -> tuple[str, ...]:
        """Return every column that is read, once each; any other column is passed over.

        >>> event = EventColumns("suspect_arrested", ("ARREST_DT",), ("CRIME_NO",))
        >>> ColumnMap("crimes", "CRIME_NO", (event,)).columns()
        ('CRIME_NO', 'ARREST_DT')
        """
        single = [self.case, *(column for column in (self.extracted_at, self.victim) if column is not None)]
        events = [column for event in self.events for column in event.columns()]
        facts = [coded.column for columns in self.facts.values() for coded in columns]
        return tuple(dict.fromkeys((*single, *events, *facts)))

    def cell_dates(self, column: str) -> CellDates:
        """Return how the dates of a column are written."""
        return CellDates(self.dates_by_column.get(column, self.dates), self.pivot, self.zone)

    def empty_in(self, column: str) -> frozenset[str]:
        """Return the values that count as empty in a column."""
        return self.empty_by_column.get(column, self.empty)


#: The encodings that a map can name.
ENCODINGS: Final = ("utf-8", "utf-8-sig", "cp1252", "iso-8859-1", "utf-16")


def load_columns(path: str | Path) -> ColumnMap:
    """Load a column map from a TOML file.

    :raises InvalidInput: with every fault at once, each with its place in the file.
    """
    return read_columns(toml_at(path), str(path))


def read_columns(text: str, source: str = "") -> ColumnMap:
    """Read a column map from the text of a TOML file; `source` names it in errors.

    :raises InvalidInput: with every fault at once, each with its place in the file.

    >>> columns = read_columns('''
    ... name = "crimes"
    ... case = "CRIME_NO"
    ... dates = ["DD/MM/YYYY"]
    ... [[event]]
    ... type = "crime_reported"
    ... at = "REPORTED"
    ... ''')
    >>> columns.columns()
    ('CRIME_NO', 'REPORTED')
    """
    from victims_code.feeds.extract_reading import columns_of

    return columns_of(toml_tables(text, source), source)
