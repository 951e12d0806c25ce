"""Reading a case file: every fault at once, each with the path of the key and the mend."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, tzinfo
from functools import partial
from typing import Any, Final, TypeVar

from attrs import Attribute, fields

from victims_code.cases import Case
from victims_code.dates import parse_when
from victims_code.errors import InvalidCase, InvalidFact, InvalidInput, Problem, nearest
from victims_code.events import Event
from victims_code.interchange.json_text import read_json
from victims_code.victims import Victim
from victims_code.vocabulary import DetailKind, Vocabulary, code_vocabulary

#: The name of the format, with its version.
CASE_SCHEMA: Final = "victims-code/case/1"

_CASE_KEYS: Final = ("schema", "case", "jurisdiction", "victims", "events")
_VICTIM_KEYS: Final = tuple(field.name for field in fields(Victim) if field.init)
_EVENT_KEYS: Final = tuple(field.name for field in fields(Event) if field.init and field.name != "vocabulary")
_WHEN: Final = ("at", "received_at", "recorded_at")

_Noun = TypeVar("_Noun", Victim, Event)
_Read = TypeVar("_Read")

#: How much of an unknown key an error repeats.
_SHOWN: Final = 60


def read_case(
    data: bytes | str, source: str = "", *, assume_tz: tzinfo | None = None, vocabulary: Vocabulary | None = None
) -> Case:
    """Read a case file.

    `source` is named in errors, `assume_tz` is the zone of date-times without an offset (None refuses them), and
    `vocabulary` the event types that a rulebook or layer declares.

    :raises InvalidInput: when the text is not JSON.
    :raises InvalidCase: with every fault of the case.
    """
    return case_of(read_json(data, source), source, assume_tz=assume_tz, vocabulary=vocabulary)


def case_of(
    document: object, source: str = "", *, assume_tz: tzinfo | None = None, vocabulary: Vocabulary | None = None
) -> Case:
    """Make a case of a document that was read already; as `read_case`.

    :raises InvalidCase: with every fault of the case.
    """
    reader = _Reader(source, assume_tz, vocabulary)
    case = reader.case(document)
    if reader.problems or case is None:
        raise InvalidCase(reader.problems)
    return case


class _Reader:
    """Reads one case and gathers its faults."""

    def __init__(self, source: str, assume_tz: tzinfo | None, vocabulary: Vocabulary | None) -> None:
        self._source, self._tz, self._declared = source, assume_tz, vocabulary
        self._known = vocabulary or code_vocabulary()
        self.problems: list[Problem] = []

    def fault(self, where: str, what: str, mend: str = "") -> None:
        self.problems.append(Problem(where, what, mend, self._source))

    def case(self, document: object) -> Case | None:
        if not isinstance(document, dict):
            self.fault("", "a case file is one JSON object", "wrap the case in {}")
            return None
        self._reject_unknown("", document, _CASE_KEYS)
        if document.get("schema", CASE_SCHEMA) != CASE_SCHEMA:
            self.fault("schema", "not a version that this library reads", f"write {CASE_SCHEMA!r}")
        for key in ("case", "victims", "events"):
            if key not in document:
                self.fault(key, "is missing", "[] where there are none" if key != "case" else "give the case's reference")
        victims = [v for v in (self._victim(*item) for item in self._items(document, "victims")) if v is not None]
        events = [e for e in (self._event(*item) for item in self._items(document, "events")) if e is not None]
        if self.problems:
            return None
        try:
            jurisdiction = document.get("jurisdiction")
            return Case(document["case"], victims, events, **({"jurisdiction": jurisdiction} if jurisdiction else {}))
        except InvalidInput as error:
            for problem in error.problems:
                self.fault(problem.where, problem.what, problem.mend)
        except InvalidFact as error:
            self._blame("", error)
        return None

    def _items(self, document: Mapping[str, object], key: str) -> list[tuple[str, Mapping[str, object]]]:
        found = document.get(key, [])
        if not isinstance(found, list):
            self.fault(key, "a list is needed", "[] where there are none")
            return []
        items = []
        for index, item in enumerate(found):
            if isinstance(item, dict):
                items.append((f"{key}[{index}]", item))
            else:
                self.fault(f"{key}[{index}]", "an object is needed")
        return items

    def _victim(self, where: str, item: Mapping[str, object]) -> Victim | None:
        self._reject_unknown(where, item, _VICTIM_KEYS)
        values = {key: value for key, value in item.items() if key in _VICTIM_KEYS and value is not None}
        if "born" in values:
            self._read(where, values, "born", lambda: _birth(item["born"]))
        return self._make(Victim, where, item, values, "id")

    def _event(self, where: str, item: Mapping[str, object]) -> Event | None:
        self._reject_unknown(where, item, _EVENT_KEYS)
        values = {key: value for key, value in item.items() if key in _EVENT_KEYS and value is not None}
        for key in _WHEN:
            if key in values:
                self._read(where, values, key, partial(parse_when, values[key], key, assume_tz=self._tz))
        name = self._try(where, partial(self._known.checked_type, item.get("type")))
        if name is not None and "details" in values:
            values["details"] = self._details(where, name, values["details"])
        return self._make(Event, where, item, {**values, "vocabulary": self._declared}, "id", "at")

    def _details(self, where: str, name: str, details: object) -> object:
        """Read details key by key, so that each fault is told; a date-time without an offset takes the zone given."""
        if not isinstance(details, dict):
            self.fault(f"{where}.details", "an object with keys and values is needed")
            return {}
        kinds = self._known[name].details
        found = dict(details)
        for key, value in details.items():
            kind = kinds.get(key)
            if value is not None and kind is DetailKind.TIME:
                self._read(where, found, key, partial(parse_when, value, f"details.{key}", assume_tz=self._tz))
            elif kind is DetailKind.FIELDS and isinstance(value, dict):
                found[key] = fields_read = dict(value)
                for field in _WHEN:
                    if value.get(field) is not None:
                        path = f"details.{key}.{field}"
                        read = partial(parse_when, value[field], path, assume_tz=self._tz)
                        self._read(where, fields_read, field, read)
            else:
                self._try(where, partial(self._known.checked_details, name, {key: value}))
        return found

    def _make(
        self,
        make: type[_Noun],
        where: str,
        item: Mapping[str, object],
        values: dict[str, Any],
        *needed: str,
    ) -> _Noun | None:
        """Check each field on its own, so that each fault is told, and make the noun if none has one."""
        before = len(self.problems)
        for key in needed:
            if item.get(key) is None:
                self.fault(f"{where}.{key}", "is missing", "every entry needs it")
        for field in fields(make):
            if field.name in values:
                self._try(where, partial(_checked, field, values[field.name]))
        if len(self.problems) > before or any(problem.where.startswith(f"{where}.") for problem in self.problems):
            return None
        return self._try(where, partial(make, **values))

    def _read(self, where: str, values: dict[str, Any], key: str, read: Callable[[], object]) -> None:
        """Replace a value by what it reads as; one that cannot be read is left out, and its fault told."""
        found = self._try(where, read)
        if found is None:
            del values[key]
        else:
            values[key] = found

    def _try(self, where: str, read: Callable[[], _Read]) -> _Read | None:
        try:
            return read()
        except InvalidFact as error:
            self._blame(where, error)
            return None

    def _blame(self, where: str, error: InvalidFact) -> None:
        """Tell a fault of a fact at its path: the message begins with the name of the field."""
        name, _, what = str(error).partition(": ")
        self.fault(f"{where}.{name}" if where else name, what)

    def _reject_unknown(self, where: str, item: Mapping[str, object], known: tuple[str, ...]) -> None:
        for key in item:
            if key not in known:
                shown = key if key.isprintable() and len(key) <= _SHOWN else "…"
                self.fault(f"{where}.{shown}" if where else shown, "unknown key", nearest(shown, known))


def _checked(field: Attribute[Any], value: object) -> bool:
    """Put one value through the field's own converter and validator."""
    if field.converter is not None:
        value = field.converter(value)  # type: ignore[operator] # a plain function, as the nouns have them
    if field.validator is not None:
        field.validator(None, field, value)
    return True


def _birth(value: object) -> date:
    born = parse_when(value, "born")
    if isinstance(born, datetime):
        msg = "born: a date is needed, without a time of day"
        raise InvalidFact(msg)
    return born
