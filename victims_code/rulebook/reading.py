"""Reading the tables of a rulebook's files into one rulebook, with every fault kept on the file it stands in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Final, TypeVar

from victims_code.criteria import Category, Evidence, code_criteria, read_criteria
from victims_code.errors import InvalidRulebook, nearest, read_text, read_texts, read_word, read_yes_no
from victims_code.providers import ServiceProvider
from victims_code.rulebook.condition_reading import ConditionReader
from victims_code.rulebook.conditions import StateIs
from victims_code.rulebook.limits import Limit, read_limit
from victims_code.rulebook.rules import BY_RECEIPT, Clock, Dispute, DutyBasis, Ending, Kind, Meets, Rule, Rulebook
from victims_code.rulebook.sources import Source, reject_unknown
from victims_code.vocabulary import Vocabulary, code_vocabulary, read_types

_Read = TypeVar("_Read")

_HEADER: Final = ("name", "title", "in_force_from", "in_force_sources", "applies_if", "duty_basis", "right")
_TABLES: Final = ("conditions", "states", "endings", "unused", "sources", "disputes", "events", "enhanced_rights")
_RULE: Final = (
    "id", "right", "paragraph", "owed_by", "providers", "provider_from", "owed_to", "kind", "duty", "arises_on",
    "clock", "fed_by", "standard", "enhanced", "applies_if", "note", "met_by", "requires", "requires_dispute",
    "until", "declined_by", "resumed_by", "declinable", "recurs", "external", "evidence", "sources", "disputes",
)  # fmt: skip


class RulebookReader:
    """Reads one rulebook from all its files."""

    def __init__(self, sources: list[Source]) -> None:
        """Take the files; every fault is recorded on one of them."""
        self._sources = sources
        self._header: dict[str, object] = {}
        self._tables: dict[str, dict[str, object]] = {name: {} for name in _TABLES}

    def rulebook(self) -> Rulebook:
        """Return the rulebook; it is fit for use only if no file has a fault."""
        for source in self._sources:
            reject_unknown(source, "", source.tables, (*_HEADER, *_TABLES, "rule"))
            for name in _TABLES:
                table = source.tables.get(name, {})
                if isinstance(table, dict):
                    self._tables[name].update(table)
                else:
                    source.fault("", name, "a table is needed")
            self._header.update({key: value for key, value in source.tables.items() if key in _HEADER})
        vocabulary, criteria, states = self._vocabulary(), self._criteria(), self._states()
        qualities = {c.name for c in criteria} | {x.shows for c in criteria for x in c.criteria if x.shows}
        conditions = ConditionReader(self._tables["conditions"], states, sorted(qualities))
        for name in self._tables["conditions"]:
            self._try(name, "", lambda name=name: conditions.read(name))  # type: ignore[misc] # name is a text
        endings = self._endings(conditions)
        applies_if = self._header.get("applies_if")
        return Rulebook(
            name=self._try("", "name", lambda: read_text(self._header.get("name"))) or "",
            title=self._try("", "title", lambda: read_text(self._header.get("title"))) or "",
            in_force_from=self._try("", "in_force_from", lambda: _date(self._header.get("in_force_from")))
            or dt.date.max,
            applies_if=None if applies_if is None else self._try("", "applies_if", lambda: conditions.read(applies_if)),
            rules=tuple(rule for source in self._sources for rule in self._rules(source, conditions, endings)),
            duty_bases=self._try("", "duty_basis", lambda: _duty_bases(self._header.get("duty_basis"))) or (),
            sources={key: str(value) for key, value in self._tables["sources"].items()},
            disputes=self._disputes(),
            unused={key: str(value) for key, value in self._tables["unused"].items()},
            switches=frozenset(name for state in states.values() for name in (*state.on, *state.off)),
            vocabulary=vocabulary,
            criteria=criteria,
        )

    def _try(self, owner: str, key: str, read: Callable[[], _Read], source: Source | None = None) -> _Read | None:
        """Read, or record the fault on the file where `owner` and `key` stand."""
        try:
            return read()
        except InvalidRulebook as error:
            (source or self._holding(owner, key)).problems.extend(error.problems)
        except (ValueError, TypeError, KeyError) as error:
            (source or self._holding(owner, key)).fault(owner, key, str(error.args[0]) if error.args else str(error))
        return None

    def _holding(self, owner: str, key: str) -> Source:
        """Find the file in which a name stands; the first file where none does."""
        word = owner or key
        return next((source for source in self._sources if word in source.text), self._sources[0])

    def _vocabulary(self) -> Vocabulary:
        types = self._try("", "events", lambda: read_types(self._tables["events"], self._holding("", "events").name))
        return code_vocabulary().extended(types or {})

    def _criteria(self) -> tuple[Category, ...]:
        own = self._tables["enhanced_rights"]
        if not own:
            return code_criteria()
        name = self._holding("", "enhanced_rights").name
        return self._try("", "enhanced_rights", lambda: read_criteria(own, name)) or ()

    def _states(self) -> dict[str, StateIs]:
        found = {
            name: self._try(name, "", lambda name=name, table=table: _state(name, table))  # type: ignore[misc] # as read
            for name, table in self._tables["states"].items()
        }
        return {name: state for name, state in found.items() if state is not None}

    def _endings(self, conditions: ConditionReader) -> dict[str, tuple[Ending, ...]]:
        found = {
            name: self._try(name, "", lambda entries=entries: _ending_list(entries, conditions))  # type: ignore[misc] # as read
            for name, entries in self._tables["endings"].items()
        }
        return {name: endings for name, endings in found.items() if endings is not None}

    def _disputes(self) -> dict[str, Dispute]:
        found = {
            name: self._try(name, "", lambda table=table: _dispute(table))  # type: ignore[misc] # as read
            for name, table in self._tables["disputes"].items()
        }
        return {name: dispute for name, dispute in found.items() if dispute is not None}

    def _rules(
        self, source: Source, conditions: ConditionReader, endings: dict[str, tuple[Ending, ...]]
    ) -> Iterator[Rule]:
        tables = source.tables.get("rule", [])
        if not isinstance(tables, list):
            source.fault("", "rule", "rules are written as [[rule]]")
            return
        for index, table in enumerate(tables):
            name = str(table.get("id", f"rule[{index}]")) if isinstance(table, dict) else f"rule[{index}]"
            if not isinstance(table, dict):
                source.fault("", "rule", "each rule is a table with an id")
                continue
            faults = len(source.problems)
            rule = _RuleReader(self, source, name, table, conditions, endings).rule()
            if len(source.problems) == faults:
                yield rule


class _RuleReader:
    """Reads one rule, key by key."""

    def __init__(
        self,
        reader: RulebookReader,
        source: Source,
        name: str,
        table: dict[str, object],
        conditions: ConditionReader,
        endings: dict[str, tuple[Ending, ...]],
    ) -> None:
        self._reader, self._source, self._name, self._table = reader, source, name, table
        self._conditions, self._endings = conditions, endings

    def _key(self, key: str, read: Callable[[object], _Read], default: _Read) -> _Read:
        if key not in self._table:
            return default
        found = self._reader._try(self._name, key, lambda: read(self._table[key]), self._source)  # noqa: SLF001 - one room
        return default if found is None else found

    def _needed(self, key: str, read: Callable[[object], _Read], default: _Read) -> _Read:
        if key not in self._table:
            self._source.fault(self._name, key, "is missing", "every rule needs it")
            return default
        return self._key(key, read, default)

    def rule(self) -> Rule:
        reject_unknown(self._source, self._name, self._table, _RULE)
        words = self._needed("owed_by", read_text, "")
        met_by = self._key("met_by", read_texts, _NO_TEXTS)
        standard = self._key("standard", _limit, None)
        enhanced = standard if self._table.get("enhanced", "same") == "same" else self._key("enhanced", _limit, None)
        table = {"right": self._source.tables.get("right"), **self._table}
        self._table = table
        return Rule(
            id=self._needed("id", read_text, ""),
            right=self._needed("right", _right, 0),
            paragraph=self._key("paragraph", read_text, ""),
            owed_by=words,
            providers=self._key("providers", _providers, _NO_PROVIDERS) or self._named_providers(words),
            provider_from=self._key("provider_from", read_text, None),
            owed_to=self._key("owed_to", read_text, "victim"),
            kind=self._needed("kind", _kind, Kind.UNTIMED),
            duty=self._needed("duty", read_text, ""),
            arises_on=self._needed("arises_on", read_texts, ()),
            clock=self._key("clock", _clock, None),
            fed_by=self._key("fed_by", read_text, None),
            standard=standard,
            enhanced=enhanced,
            applies_if=self._key("applies_if", self._conditions.read, None),
            note=self._key("note", read_text, ""),
            met_by=tuple(_meets(text) for text in met_by if text != BY_RECEIPT),
            met_by_receipt=BY_RECEIPT in met_by,
            requires=self._key("requires", read_text, None),
            requires_dispute=self._key("requires_dispute", read_text, None),
            until=self._key("until", self._until, ()),
            declined_by=self._key("declined_by", read_texts, ()),
            resumed_by=self._key("resumed_by", read_texts, ()),
            declinable=self._key("declinable", read_yes_no, True),  # noqa: FBT003 - the default of a yes/no key
            recurs=self._key("recurs", read_yes_no, False),  # noqa: FBT003 - the default of a yes/no key
            external=self._key("external", read_yes_no, False),  # noqa: FBT003 - the default of a yes/no key
            evidence=self._needed("evidence", _evidence, Evidence.UNCONFIRMED),
            sources=self._needed("sources", read_texts, ()),
            disputes=self._needed("disputes", read_texts, ()),
        )

    def _named_providers(self, words: str) -> tuple[ServiceProvider, ...]:
        """Read the providers from the words themselves; a window, which is nobody's duty, names none."""
        if self._table.get("providers") == []:
            return ()
        named = [part.strip() for part in words.split(";")]
        return (
            self._reader._try(  # noqa: SLF001 - one room
                self._name, "owed_by", lambda: tuple(ServiceProvider.of(part) for part in named), self._source
            )
            or ()
        )

    def _until(self, value: object) -> tuple[Ending, ...]:
        name = read_text(value)
        if name not in self._endings:
            msg = f"unknown ending {name!r}; {nearest(name, self._endings)}"
            raise ValueError(msg)
        return self._endings[name]


#: What a rule has where a key is not given.
_NO_TEXTS: Final[tuple[str, ...]] = ()
_NO_PROVIDERS: Final[tuple[ServiceProvider, ...]] = ()


def _kind(value: object) -> Kind:
    return read_word(value, Kind)


def _clock(value: object) -> Clock:
    return read_word(value, Clock)


def _evidence(value: object) -> Evidence:
    return read_word(value, Evidence)


def _meets(text: str) -> Meets:
    return Meets(text.removesuffix("*"), text.endswith("*"))


def _limit(value: object) -> Limit | None:
    return read_limit(read_text(value))


def _right(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 1:
        msg = "the number of a Right, from 1, is needed, in the rule or at the head of its file"
        raise ValueError(msg)
    return value


def _providers(value: object) -> tuple[ServiceProvider, ...]:
    if value == "every":
        return tuple(ServiceProvider)
    return tuple(ServiceProvider.of(name) for name in read_texts(value))


def _date(value: object) -> dt.date:
    if not isinstance(value, dt.date) or isinstance(value, dt.datetime):
        msg = "a date such as 2021-04-01, without quotes, is needed"
        raise ValueError(msg)  # noqa: TRY004 - a file is wrong, not a caller
    return value


def _duty_bases(value: object) -> tuple[DutyBasis, ...]:
    if not isinstance(value, list) or not value:
        msg = "at least one [[duty_basis]] with from, name and sources is needed"
        raise ValueError(msg)
    bases = [DutyBasis(read_text(t.get("name")), _date(t.get("from")), read_texts(t.get("sources"))) for t in value]
    return tuple(sorted(bases, key=lambda basis: basis.from_))


def _state(name: str, table: object) -> StateIs:
    if not isinstance(table, dict):
        msg = "a table with words, starts, on and off is needed"
        raise ValueError(msg)  # noqa: TRY004 - a file is wrong, not a caller
    return StateIs(
        read_text(table.get("words")),
        name,
        read_yes_no(table.get("starts")),
        read_texts(table.get("on")),
        read_texts(table.get("off")),
    )


def _ending_list(entries: object, conditions: ConditionReader) -> tuple[Ending, ...]:
    if not isinstance(entries, list):
        msg = "a list of event types is needed"
        raise ValueError(msg)  # noqa: TRY004 - a file is wrong, not a caller
    found = []
    for entry in entries:
        if isinstance(entry, dict):
            tests = [conditions.read(entry[key]) if key in entry else None for key in ("if", "unless")]
            found.append(Ending(read_text(entry.get("event")), *tests))
        else:
            found.append(Ending(read_text(entry)))
    return tuple(found)


def _dispute(table: object) -> Dispute:
    if not isinstance(table, dict):
        msg = "a table with doubt, affects and default is needed"
        raise ValueError(msg)  # noqa: TRY004 - a file is wrong, not a caller
    return Dispute(read_text(table.get("doubt")), read_text(table.get("affects")), read_text(table.get("default")))
