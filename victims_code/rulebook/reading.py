"""Reading the tables of a rulebook's files into one rulebook, with every fault kept on the file it stands in."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Final, TypeVar

from victims_code.criteria import Category, code_criteria, read_criteria
from victims_code.dates import read_date
from victims_code.errors import InvalidRulebook, nearest, read_table, read_text, read_texts, read_yes_no
from victims_code.rulebook.choice_reading import Base, read_reading
from victims_code.rulebook.condition_reading import BrokenCondition, ConditionReader
from victims_code.rulebook.conditions import StateIs
from victims_code.rulebook.readings import Reading
from victims_code.rulebook.rule_reading import RuleReader, Shared
from victims_code.rulebook.rules import Dispute, DutyBasis, Ending, Rule, Rulebook
from victims_code.rulebook.sources import Source, reject_unknown
from victims_code.vocabulary import Vocabulary, code_vocabulary, read_types

_Read = TypeVar("_Read")

_HEADER: Final = ("name", "title", "in_force_from", "in_force_sources", "is_partial", "applies_if", "duty_basis")
_TABLES: Final = (
    "conditions", "states", "endings", "unused", "sources", "disputes", "events", "enhanced_rights", "readings",
    "reasons",
)  # fmt: skip


class RulebookReader:
    """Reads one rulebook from all its files."""

    def __init__(self, sources: list[Source], *, over: Rulebook | None = None) -> None:
        """Take the files; every fault is recorded on one of them. A layer stands `over` the rulebook it tightens."""
        self._sources, self._over = sources, over
        self._header: dict[str, object] = {}
        self._tables: dict[str, dict[str, object]] = {name: {} for name in _TABLES}
        self._broken: set[str] = set()
        #: Whether every event type that the files declare could be read.
        self.is_whole: bool = True
        #: The ids of the rules that could not be read in full.
        self.unsound: set[str] = set()

    def rulebook(self) -> Rulebook:
        """Return the rulebook; it is fit for use only if no file has a fault."""
        self._gather()
        vocabulary, criteria = self._vocabulary(), self._criteria()
        states = self._states(vocabulary)
        conditions = ConditionReader(self._tables["conditions"], states, criteria)
        for name in self._tables["conditions"]:
            self._try(f"conditions.{name}", "", partial(conditions.read, name))
        shared = Shared(conditions, self._each("endings", lambda value: _ending_list(value, conditions), ()))
        sources = self._each("sources", read_text, "")
        applies_if, in_force_from = self._header.get("applies_if"), self._header.get("in_force_from")
        rules = tuple(rule for source in self._sources for rule in self._rules(source, shared))
        book = Rulebook(
            name=self._try("", "name", lambda: read_text(self._header.get("name"))) or "",
            title=self._try("", "title", lambda: read_text(self._header.get("title"))) or "",
            in_force_from=None
            if in_force_from is None
            else self._try("", "in_force_from", lambda: read_date(in_force_from)),
            applies_if=None if applies_if is None else self._try("", "applies_if", lambda: conditions.read(applies_if)),
            rules=rules,
            duty_bases=self._duty_bases(sources),
            sources=sources,
            disputes={
                name: self._try(f"disputes.{name}", "", partial(_dispute, name, table)) or Dispute("", "", "")
                for name, table in self._tables["disputes"].items()
            },
            readings=self._readings(rules, criteria, shared),
            reasons=self._each("reasons", read_text, ""),
            is_partial=self._try("", "is_partial", lambda: read_yes_no(self._header.get("is_partial", False))) or False,
            unused=self._each("unused", read_text, ""),
            switches=frozenset(name for state in states.values() for name in (*state.on, *state.off)),
            vocabulary=vocabulary,
            criteria=criteria,
        )
        if "in_force_sources" in self._header:
            self._try("", "in_force_sources", lambda: _declared(self._header["in_force_sources"], sources))
        return book

    def _gather(self) -> None:
        """Put the tables of all files together; what two of them say of one name is a fault."""
        for source in self._sources:
            reject_unknown(source, "", source.tables, (*_HEADER, *_TABLES, "right", "rule"))
            for key in _HEADER:
                if key in source.tables:
                    if key in self._header:
                        source.fault("", key, "is given in another file too")
                    self._header[key] = source.tables[key]
            for name in _TABLES:
                table = source.tables.get(name, {})
                if not isinstance(table, dict):
                    source.fault("", name, "a table is needed")
                    continue
                for key in table:
                    if key in self._tables[name]:
                        source.fault(f"{name}.{key}", "", "is declared in another file too")
                self._tables[name].update(table)

    def _try(self, owner: str, key: str, read: Callable[[], _Read]) -> _Read | None:
        """Read, or record the fault on the file where `owner` and `key` stand."""
        return self._attempt(read, lambda what: self._holding(owner, key).fault(owner, key, what))

    def _attempt(self, read: Callable[[], _Read], tell: Callable[[str], None]) -> _Read | None:
        """Read, or tell the fault; that of a named condition is told once, where the condition stands."""
        try:
            return read()
        except BrokenCondition as error:
            if error.name not in self._broken:
                self._broken.add(error.name)
                owner = f"conditions.{error.name}"
                self._holding(owner, "").fault(owner, "", str(error))
        except InvalidRulebook as error:
            for problem in error.problems:
                owner, _, key = problem.where.partition(": ")
                self._holding(owner, key).fault(owner, key, problem.what, problem.mend)
        except ValueError as error:
            tell(str(error))
        return None

    def _each(self, table: str, read: Callable[[object], _Read], broken: _Read) -> dict[str, _Read]:
        """Read every entry of a table; one that cannot be read is kept as `broken`, so that it counts as declared."""
        found: dict[str, _Read] = {}
        for name, value in self._tables[table].items():
            entry = self._try(f"{table}.{name}", "", partial(read, value))
            found[name] = broken if entry is None else entry
        return found

    def _holding(self, owner: str, key: str) -> Source:
        """Find the file in which a name stands; the first file where none does."""
        return next((source for source in self._sources if source.line(owner, key)), self._sources[0])

    def _vocabulary(self) -> Vocabulary:
        own, base = self._tables["events"], code_vocabulary() if self._over is None else self._over.vocabulary
        types = self._try("", "events", lambda: read_types(own, ""))
        self.is_whole = types is not None
        for name in own:
            if name in base:
                owner = f"events.{name}"
                self._holding(owner, "").fault(
                    owner, "", "the Code's own vocabulary has this type; choose another name"
                )
        return base.extended(types or {})

    def _duty_bases(self, sources: Mapping[str, str]) -> tuple[DutyBasis, ...]:
        if self._over is not None:
            return self._over.duty_bases
        return self._try("", "duty_basis", lambda: _duty_bases(self._header.get("duty_basis"), sources)) or ()

    def _criteria(self) -> tuple[Category, ...]:
        own = self._tables["enhanced_rights"]
        if self._over is not None:
            return self._over.criteria
        return (self._try("", "enhanced_rights", lambda: read_criteria(own, "")) or ()) if own else code_criteria()

    def _states(self, vocabulary: Vocabulary) -> dict[str, StateIs]:
        found: dict[str, StateIs] = {}
        for name, table in self._tables["states"].items():
            owner = f"states.{name}"
            state = self._try(owner, "", partial(_state, name, table))
            found[name] = state or StateIs(name, name, starts=False, on=(), off=())
            for key, switches in (("on", found[name].on), ("off", found[name].off)):
                for switch in switches:
                    if self.is_whole and switch not in vocabulary:
                        what = f"unknown event type {switch!r}"
                        self._holding(owner, key).fault(owner, key, what, nearest(switch, vocabulary))
        return found

    def _rules(self, source: Source, shared: Shared) -> Iterator[Rule]:
        tables = source.tables.get("rule", [])
        if not isinstance(tables, list):
            source.fault("", "rule", "rules are written as [[rule]]")
            return
        for index, table in enumerate(tables):
            if not isinstance(table, dict):
                source.fault("", "rule", "each rule is a table with an id")
                continue
            faults = len(source.problems)
            reader = RuleReader(source, f"rule[{index}]", table, self._attempt, shared)
            rule = reader.rule()
            if len(source.problems) > faults:
                self.unsound.add(rule.id)
            yield rule

    def _readings(self, rules: tuple[Rule, ...], criteria: tuple[Category, ...], shared: Shared) -> dict[str, Reading]:
        """Read the questions that can be read in more than one way, each with its choices."""
        tables = {
            str(table["id"]): {"right": source.tables.get("right"), **table}
            for source in self._sources
            for table in _list_of_tables(source.tables.get("rule"))
            if "id" in table
        }
        found: dict[str, Reading] = {}
        for name, table in self._tables["readings"].items():
            owner = f"readings.{name}"
            source = self._holding(owner, "")
            base = Base(
                {rule.id: rule for rule in rules if rule.id not in self.unsound},
                tables,
                criteria,
                partial(self._reader_of, source, shared),
            )
            reading = self._try(owner, "", partial(read_reading, name, table, base))
            if reading is not None:
                found[name] = reading
        return found

    def _reader_of(self, source: Source, shared: Shared, place: str, table: dict[str, object]) -> RuleReader:
        return RuleReader(source, place, table, self._attempt, shared)


def _list_of_tables(value: object) -> list[dict[str, object]]:
    """Return the tables of a list; what is none is told elsewhere."""
    return [table for table in value if isinstance(table, dict)] if isinstance(value, list) else []


def _declared(value: object, sources: Mapping[str, str]) -> tuple[str, ...]:
    """Read the keys of sources, each of which is declared."""
    names = read_texts(value)
    for name in names:
        if name not in sources:
            msg = f"{name!r} is not declared under [sources]"
            raise ValueError(msg)
    return names


def _duty_bases(value: object, sources: Mapping[str, str]) -> tuple[DutyBasis, ...]:
    if not isinstance(value, list) or not value or not all(isinstance(table, dict) for table in value):
        msg = "at least one [[duty_basis]] with from, name and sources is needed"
        raise ValueError(msg)
    readers = {
        "from": read_date,
        "name": read_text,
        "sources": lambda names: _declared(names, sources),
        "good_reasons": read_yes_no,
    }
    needed = ("from", "name", "sources")
    bases = []
    for index, table in enumerate(value):
        read = read_table(table, readers, needed=needed, place=f"duty_basis[{index}]")
        bases.append(
            DutyBasis(read["name"], read["from"], read["sources"], good_reasons=read.get("good_reasons", False))
        )
    return tuple(sorted(bases, key=lambda basis: basis.from_))


def _state(name: str, table: object) -> StateIs:
    keys = ("words", "starts", "on", "off")
    readers = {"words": read_text, "starts": read_yes_no, "on": read_texts, "off": read_texts}
    return StateIs(name=name, **read_table(table, readers, needed=keys, place=f"states.{name}"))


def _ending_list(entries: object, conditions: ConditionReader) -> tuple[Ending, ...]:
    if not isinstance(entries, list):
        msg = "a list of event types is needed"
        raise ValueError(msg)  # noqa: TRY004 - a file is wrong, not a caller
    found = []
    for entry in entries:
        if not isinstance(entry, dict):
            found.append(Ending(read_text(entry)))
            continue
        unknown = set(entry) - {"event", "if", "unless", "undone_by"}
        if unknown:
            msg = f"unknown key {min(unknown)!r}; {nearest(min(unknown), ['event', 'if', 'unless', 'undone_by'])}"
            raise ValueError(msg)
        holds, unless = (conditions.read(entry[key]) if key in entry else None for key in ("if", "unless"))
        found.append(Ending(read_text(entry.get("event")), holds, unless, read_texts(entry.get("undone_by", []))))
    return tuple(found)


def _dispute(name: str, table: object) -> Dispute:
    keys = ("doubt", "affects", "default")
    return Dispute(**read_table(table, dict.fromkeys(keys, read_text), needed=keys, place=f"disputes.{name}"))
