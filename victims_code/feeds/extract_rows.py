"""One row of an extract: the events that it tells, and what it says of the victim."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from typing import Final
from urllib.parse import quote

from attrs import define, field, frozen

from victims_code.dates import When
from victims_code.errors import MOST_FAULTS, InvalidFact
from victims_code.events import Event
from victims_code.feeds.extract_columns import Coded, ColumnMap, EventColumns
from victims_code.feeds.messages import Unmapped, is_before
from victims_code.given import number_in
from victims_code.victims import OffenceCategory, Role, Victim
from victims_code.vocabulary import DetailKind, code_vocabulary, read_number

#: The longest id of an event: the case and the duty must fit beside it.
LONGEST_ID: Final = 150

#: The longest code that is told where it is not known; a longer one is no code.
_LONGEST_SHOWN: Final = 40


#: Stands for what was not mapped after that: a file may hold a million such rows.
_MORE: Final = Unmapped("more_unmapped", "", f"more than {MOST_FAULTS} parts could not be mapped: mend these first")


@frozen
class Row:
    """The cells of a row that the map reads, by column; an empty cell is an empty text."""

    line: int
    cells: Mapping[str, str]

    def where(self, column: str) -> str:
        """Say where a cell stands."""
        return f"line {self.line}: {column}"


@define
class CaseSoFar:
    """What the rows read so far tell of one case."""

    case: str
    #: The first line of it.
    line: int = 0
    events: dict[str, Event] = field(factory=dict)
    #: The line that first told of each event.
    lines: dict[str, int] = field(factory=dict)
    #: By victim and fact: each value that a row gave, with the first line that did.
    facts: dict[str, dict[str, dict[object, int]]] = field(factory=dict)
    #: The first of what could not be mapped, each once.
    unmapped: dict[Unmapped, None] = field(factory=dict)
    #: The latest time at which a row of it was extracted.
    sent: When | None = None
    #: Whether every event that its rows tell was made: else one that is missing may stand in what was not read.
    is_whole: bool = True

    def note(self, code: str, where: str, why: str) -> None:
        """Note what could not be mapped; of very much, the first, and that there is more."""
        told = Unmapped(code, where, why)
        if told not in self.unmapped:
            self.unmapped[told if len(self.unmapped) < MOST_FAULTS else _MORE] = None

    def conclude(self, where: str, why: str) -> None:
        """Note, however much was noted before, that nothing is taken for withdrawn."""
        self.unmapped[Unmapped("nothing_withdrawn", where, why)] = None

    def lose(self, code: str, where: str, why: str) -> None:
        """Note an event that could not be made."""
        self.is_whole = False
        self.note(code, where, why)

    def victims(self) -> tuple[Victim, ...]:
        """Return the victims as all rows together tell of them, by reference."""
        return tuple(
            Victim(name, **{fact: self._settled(fact, values) for fact, values in facts.items()})  # type: ignore[arg-type]
            for name, facts in sorted(self.facts.items())
        )

    def _settled(self, fact: str, values: Mapping[object, int]) -> object:
        """Return what the rows agree on; where they do not, nobody knows."""
        known = [value for value in values if value is not None]
        places = f"lines {', '.join(map(str, sorted(values.values())))}"
        if fact == "offence_categories":
            # Each crime has categories of its own; with one of them unknown, so is what else there is.
            if known and None in values:
                self.note("incomplete_fact", places, f"{fact} of a victim is known of some rows only: left unknown")
                return None
            return tuple({category for each in known for category in each}) if known else None  # type: ignore[attr-defined]
        if len(known) > 1:
            self.note("rows_differ", places, f"{fact} of a victim is told in different ways: left unknown")
            known = []
        return known[0] if known else (Role.PERSON if fact == "role" else None)


class RowReader:
    """Reads row after row by one column map."""

    def __init__(self, columns: ColumnMap, received_at: When | None) -> None:
        """Look up once what every row needs."""
        self._columns, self._received, self._vocabulary = columns, received_at, code_vocabulary()
        self._dates = {column: columns.cell_dates(column) for column in columns.columns()}

    def read(self, row: Row, case: CaseSoFar) -> None:
        """Add what a row tells of its case."""
        sent = self._time(row, self._columns.extracted_at, case)
        if sent is not None and (case.sent is None or is_before(case.sent, sent)):
            case.sent = sent
        made: dict[str, str] = {}
        for wanted in self._columns.events:
            self._event(wanted, row, case, made)
        victim = row.cells[self._columns.victim] if self._columns.victim is not None else ""
        if victim:
            self._facts(victim, row, case)

    def _event(self, wanted: EventColumns, row: Row, case: CaseSoFar, made: dict[str, str]) -> None:
        """Make one event of a row, if the row tells it."""
        name = self._type(wanted, row, case)
        at = None if name is None else self._at(wanted, row, case)
        if name is None or at is None:
            return
        event_id = self._id(name, wanted, row, case)
        if event_id is None:
            return
        received, kind = None, self._vocabulary[name]
        if kind.received:
            received = self._time(row, wanted.received_at, case) or self._received
        if received is not None and is_before(received, at):
            why = "received before it happened: the receipt is left unknown"
            case.note("received_too_early", row.where(wanted.received_at or wanted.at[0]), why)
            received = None
        try:
            event = Event(
                event_id, kind.name, at=at, received_at=received,
                recorded_at=self._time(row, wanted.recorded_at, case),
                victim=_reference(row, wanted.victim), suspect=_reference(row, wanted.suspect),
                crime=_reference(row, wanted.crime), about=tuple(self._about(wanted, row, case, made)),
                details=dict(self._details(name, wanted, row, case)),
            )  # fmt: skip
        except InvalidFact as error:
            case.lose("unusable_value", row.where(wanted.at[0]), str(error))
            return
        made[name] = event_id
        first = case.events.setdefault(event_id, event)
        case.lines.setdefault(event_id, row.line)
        if first != event:
            why = f"tells of {name} otherwise than line {case.lines[event_id]}, which is taken"
            case.note("rows_differ", f"line {row.line}", why)

    def _type(self, wanted: EventColumns, row: Row, case: CaseSoFar) -> str | None:
        if isinstance(wanted.type, str):
            return wanted.type
        names = list(self._meanings(wanted.type, row, case.lose))
        return str(names[0]) if names and names[0] is not None else None

    def _at(self, wanted: EventColumns, row: Row, case: CaseSoFar) -> When | None:
        """Return when it happened; a row without the date does not tell the event, unless a code says that it does."""
        column = wanted.at[0]
        if not row.cells[column]:
            if isinstance(wanted.type, Coded):
                case.lose("no_date", row.where(column), "is empty, though the row tells of an event")
            return None
        text = " ".join(row.cells[each] for each in wanted.at if row.cells[each])
        return self._read_time(row, column, text, case.note, case.lose)

    def _time(self, row: Row, column: str | None, case: CaseSoFar) -> When | None:
        if column is None or not row.cells[column]:
            return None
        return self._read_time(row, column, row.cells[column], case.note, case.note)

    def _read_time(
        self, row: Row, column: str, text: str, note: Callable[..., None], lose: Callable[..., None]
    ) -> When | None:
        dates = self._dates[column]
        read = dates.read(text)
        if read is None:
            formats = ", ".join(each.text for each in dates.formats)
            lose("unfit_date", row.where(column), f"no date as the map declares it: {formats}")
            return None
        if read.oddity:
            note("clock_change", row.where(column), read.oddity)
        return read.when

    def _id(self, name: str, wanted: EventColumns, row: Row, case: CaseSoFar) -> str | None:
        """Return the id by which the event is known again, whatever else is corrected of it."""
        for column in wanted.key:
            if not row.cells[column]:
                why = f"is empty, so that {name} could not be known again in another extract"
                case.lose("no_key", row.where(column), why)
                return None
        keys = [quote(row.cells[column], safe="/") for column in wanted.key]
        event_id = ":".join([self._columns.name, name, *keys])
        if len(event_id) > LONGEST_ID:
            case.lose("unusable_value", f"line {row.line}", f"the columns of the id of {name} are too long for one")
            return None
        return event_id

    def _about(self, wanted: EventColumns, row: Row, case: CaseSoFar, made: Mapping[str, str]) -> Iterator[str]:
        if isinstance(wanted.about, Coded):
            yield from dict.fromkeys(str(each) for each in self._meanings(wanted.about, row, case.note) if each)
        else:
            yield from wanted.about
        for name in wanted.about_row:
            if name in made:
                yield made[name]
            else:
                case.note(
                    "about_nothing", row.where(wanted.at[0]), f"the row tells of no {name} that it could be about"
                )

    def _details(self, name: str, wanted: EventColumns, row: Row, case: CaseSoFar) -> Iterator[tuple[str, object]]:
        for key, kind in self._vocabulary[name].details.items():
            value = wanted.details.get(key)
            if isinstance(value, Coded):
                value = self._detail(key, value, kind, row, case)
            if value is not None:
                yield key, value

    def _detail(self, key: str, coded: Coded, kind: DetailKind, row: Row, case: CaseSoFar) -> object:
        if coded.codes is not None:
            found = [each for each in self._meanings(coded, row, case.note) if each is not None]
            return (found or None) if kind is DetailKind.TEXTS else next(iter(found), None)
        text = row.cells[coded.column]
        if not text or text in coded.unknown or text in coded.ignored:
            return None
        if kind is DetailKind.TIME:
            return self._time(row, coded.column, case)
        number = read_number(key, number_in(text))
        if number is None:
            why = "no whole number from 1, such as 28" if key.endswith("_days") else "no number, such as 18 or 1.5"
            case.note("unfit_number", row.where(coded.column), why)
        return number

    def _meanings(self, coded: Coded, row: Row, note: Callable[..., None]) -> Iterator[object]:
        """Walk what the codes of a cell mean; None is a code that says unknown, or one that nobody declared."""
        text = row.cells[coded.column]
        parts: Iterable[str] = [text] if coded.split is None else (each.strip() for each in text.split(coded.split))
        codes = coded.codes or {}
        for code in parts:
            if not code or code in coded.ignored:
                continue
            if code in codes:
                yield codes[code]
                continue
            if code not in coded.unknown:
                is_shown = coded.column in self._columns.show_codes and code.isprintable()
                shown = f" {code!r}" if is_shown and len(code) <= _LONGEST_SHOWN else ""
                note("unknown_code", row.where(coded.column), f"the map lists no such code{shown}; add it to codes")
            yield None

    def _facts(self, victim: str, row: Row, case: CaseSoFar) -> None:
        """Add what a row says of its victim."""
        try:
            Victim(victim)
        except InvalidFact:
            case.note("unusable_value", row.where(self._columns.victim or ""), "no reference of a victim")
            return
        facts = case.facts.setdefault(victim, {})
        for fact, columns in self._columns.facts.items():
            facts.setdefault(fact, {}).setdefault(self._fact(fact, columns, row, case), row.line)

    def _fact(self, fact: str, columns: tuple[Coded, ...], row: Row, case: CaseSoFar) -> object:
        if fact == "born":
            born = self._time(row, columns[0].column, case)
            # The day as it is written: midnight in the extract's own zone may be the eve in London.
            return born.date() if isinstance(born, datetime) else born
        if fact == "offence_categories":
            return self._categories(columns, row, case)
        return next(self._meanings(columns[0], row, case.note), None)

    def _categories(self, columns: tuple[Coded, ...], row: Row, case: CaseSoFar) -> tuple[OffenceCategory, ...] | None:
        """Return the categories that the columns tell together; unknown where any of them leaves one open."""
        found: list[object] = []
        for coded in columns:
            told = list(self._meanings(coded, row, case.note))
            found += told or [None]
        if None in found:
            return None
        return tuple(sorted({category for each in found for category in each}))  # type: ignore[attr-defined]


def _reference(row: Row, column: str | None) -> str | None:
    return None if column is None else row.cells[column] or None
