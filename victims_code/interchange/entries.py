"""Reading one victim or one event of a case file, field by field, so that every fault is told at its own path."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, timedelta, timezone, tzinfo
from functools import partial
from itertools import islice
from typing import Any, Final, TypeVar

from attrs import Attribute, fields

from victims_code.cases import CORRECTABLE
from victims_code.dates import FIRST_YEAR, LAST_YEAR, When, parse_when
from victims_code.errors import MOST_FAULTS, InvalidCase, InvalidFact, Problem, enough, nearest
from victims_code.events import Event
from victims_code.interchange.json_text import within
from victims_code.local_time import on_the_clock
from victims_code.victims import Victim
from victims_code.vocabulary import REWRITES, Act, DetailKind, Vocabulary, code_vocabulary

_VICTIM_KEYS: Final = tuple(field.name for field in fields(Victim) if field.init)
_EVENT_KEYS: Final = tuple(field.name for field in fields(Event) if field.init and field.name != "vocabulary")
_WHEN: Final = ("at", "received_at", "recorded_at")

#: As many ids as are searched for the one that may have been meant, the longest name that is searched for, and how
#: often that is done in one case: to compare many long names that are almost alike would take minutes.
_MOST_SEARCHED: Final = 200
_LONGEST_SEARCHED: Final = 80
_MOST_SEARCHES: Final = 20

#: How a message begins that says only how to mend.
_MENDS: Final = ("use one of ", "did you mean ")

_Noun = TypeVar("_Noun", Victim, Event)
_Read = TypeVar("_Read")


class EntryReader:
    """Reads victims and events of one case, and gathers the faults."""

    def __init__(self, source: str, assume_tz: tzinfo | None, vocabulary: Vocabulary | None) -> None:
        """Take what errors name, the zone of date-times without an offset, and the event types declared elsewhere."""
        self._source, self._tz, self._declared = source, assume_tz, vocabulary
        #: The event types that may be used.
        self.known: Vocabulary = vocabulary or code_vocabulary()
        #: The faults found so far.
        self.problems: list[Problem] = []
        #: What was read, but not as it stands: each with its path, and why.
        self.notes: list[Problem] = []
        #: Every id among the events, readable or not, with what the file gives as its type.
        self._types: dict[str, object] = {}
        self._searches = 0

    def fault(self, where: str, what: str, mend: str = "") -> None:
        """Record one fault at a path.

        :raises InvalidCase: once there are so many that the rest of the file is not worth reading.
        """
        self.problems.append(Problem(where, what, mend, self._source))
        if enough(self.problems):
            raise InvalidCase(self.problems)

    def note_ids(self, items: Iterable[Mapping[str, object]]) -> None:
        """Take up the ids that an `about` may name, those of events with faults too."""
        for item in items:
            name = item.get("id")
            if isinstance(name, str):
                self._types.setdefault(name, item.get("type"))

    def victim(self, where: str, item: Mapping[str, object]) -> Victim | None:
        """Read a victim; None where it has a fault."""
        before = len(self.problems)
        self.reject_unknown(where, item, _VICTIM_KEYS)
        values = {key: value for key, value in item.items() if key in _VICTIM_KEYS and value is not None}
        if "born" in values:
            self._read(where, values, "born", partial(_birth, item["born"]))
        self._check_list(where, values, "offence_categories")
        self._check_needed(where, item, "id")
        return self._make(Victim, where, values, before)

    def event(self, where: str, item: Mapping[str, object]) -> Event | None:
        """Read an event; None where it has a fault."""
        before = len(self.problems)
        self.reject_unknown(where, item, _EVENT_KEYS)
        values = {key: value for key, value in item.items() if key in _EVENT_KEYS and value is not None}
        for key in _WHEN:
            if key in values:
                self._read(where, values, key, partial(self._when, where, values[key], key))
        self._check_list(where, values, "about")
        self._check_about(where, values.get("about"))
        given = item.get("type")
        name = None if given is None else self.attempt(where, partial(self.known.checked_type, given))
        if name is not None:
            if "details" in values:
                values["details"] = self._details(where, name, values["details"])
            self._check_target(where, name, item.get("details"))
        self._check_needed(where, item, "id", "type", "at")
        return self._make(Event, where, {**values, "vocabulary": self._declared}, before)

    def attempt(self, where: str, read: Callable[[], _Read]) -> _Read | None:
        """Read, or record the fault inside `where` and return None."""
        try:
            return read()
        except InvalidFact as error:
            self.blame(where, error)
            return None

    def blame(self, where: str, error: InvalidFact) -> None:
        """Record a fault of a fact at its path: the message begins with the name of the field."""
        name, _, what = str(error).partition(": ")
        path = f"{where}.{name}" if where else name
        if what.startswith(_MENDS):
            self.fault(path, "not one of the known words", what)
        elif what.startswith("no such date"):  # then come the words of Python, which differ from one version to another
            self.fault(path, "no such date", "check the day, the month and the offset")
        else:
            self.fault(path, _in_words_of_json(what))

    def reject_unknown(self, where: str, item: Mapping[str, object], known: tuple[str, ...]) -> None:
        """Record a fault for each key that is not known, with the nearest one that is."""
        for key in item:
            if key not in known:
                self.fault(within(where, key), "unknown key", nearest(key, known))

    def _when(self, where: str, value: object, name: str) -> When:
        """Read a time; one that takes the assumed zone keeps the offset it had there, as if it had been written."""
        read = parse_when(value, name, assume_tz=self._tz)
        if not isinstance(read, datetime) or read.tzinfo is not self._tz:
            return read
        at, oddity = on_the_clock(read)
        if oddity and len(self.notes) < MOST_FAULTS:
            self.notes.append(Problem(f"{where}.{name}", oddity, "write the offset where it is known", self._source))
        return at.replace(tzinfo=timezone(at.utcoffset() or timedelta())) if isinstance(at, datetime) else at

    def _check_about(self, where: str, about: object) -> None:
        """Refuse a name that is nothing; it is not repeated, since free text may stand in its place."""
        for index, name in enumerate(about if isinstance(about, list) else ()):
            if isinstance(name, str) and name not in self._types and name not in self.known:
                self.fault(
                    f"{where}.about[{index}]",
                    "names neither an event of this case nor an event type",
                    self._meant(name),
                )

    def _meant(self, name: str) -> str:
        """Return the mend for a name that is nothing."""
        self._searches += 1
        if self._searches > _MOST_SEARCHES or len(name) > _LONGEST_SEARCHED:
            return "give the id of an event, or an event type"
        return nearest(name, {*islice(self._types, _MOST_SEARCHED), *self.known})

    def _check_target(self, where: str, name: str, details: object) -> None:
        """Refuse a correction or a void that names no event."""
        if self.known[name].acts not in REWRITES:
            return
        given = details if isinstance(details, dict) else {}
        target = given.get("event")
        if not isinstance(target, str) or target not in self._types:
            self.fault(f"{where}.details.event", "names no event of this case", "give the id of the event meant")
        if self.known[name].acts is Act.CORRECT and (not isinstance(given.get("fields"), dict) or not given["fields"]):
            mend = 'write the new values, such as {"at": "2026-05-02"}'
            self.fault(f"{where}.details.fields", "an object with the fields to replace is needed", mend)

    def _details(self, where: str, name: str, details: object) -> object:
        """Read details key by key, so that each fault is told; a date-time without an offset takes the zone given."""
        if not isinstance(details, dict):
            self.fault(
                f"{where}.details", "an object with keys and values is needed", "leave it out where there is none"
            )
            return {}
        kinds = self.known[name].details
        found = dict(details)
        for key, value in details.items():
            kind = kinds.get(key)
            if value is None or kind is None or kind is DetailKind.NUMBER:
                continue
            if kind is DetailKind.TIME:
                self._read(where, found, key, partial(self._when, where, value, f"details.{key}"))
            elif kind is DetailKind.FIELDS:
                if isinstance(value, dict):
                    found[key] = self._fields(f"{where}.details.{key}", value, details.get("event"))
            else:
                self.attempt(where, partial(self.known.checked_details, name, {key: value}))
        return found

    def _fields(self, where: str, given: Mapping[str, object], target: object) -> Mapping[str, object]:
        """Read the fields that a correction replaces: times in the zone given, those of the target's details too."""
        found = dict(given)
        for key, value in given.items():
            if key not in CORRECTABLE:
                self.fault(within(where, key), "cannot be corrected", nearest(key, CORRECTABLE))
            elif key in _WHEN and value is not None:
                self._read(where, found, key, partial(self._when, where, value, key))
            elif key == "about":
                self._check_list(where, found, key)
                self._check_about(where, found.get(key))
            elif key == "details" and isinstance(value, dict):
                name = self._types.get(target) if isinstance(target, str) else None
                if isinstance(name, str) and name in self.known:
                    found[key] = self._details(where, name, value)
            elif key in ("at", "details"):
                self.fault(within(where, key), "cannot be replaced by this", f"give the new {key}, or leave it out")
            else:
                self.attempt(where, partial(check_field, getattr(fields(Event), key), value))
        return found

    def _check_needed(self, where: str, item: Mapping[str, object], *needed: str) -> None:
        for key in needed:
            if item.get(key) is None:
                self.fault(f"{where}.{key}", "is missing", "every entry needs it")

    def _check_list(self, where: str, values: dict[str, Any], key: str) -> None:
        """Refuse an object where a list is needed: Python would take it for a list of its keys."""
        if values.get(key) is not None and not isinstance(values[key], list):
            del values[key]
            self.fault(f"{where}.{key}", "a list is needed", "[] where there are none")

    def _make(self, make: type[_Noun], where: str, values: dict[str, Any], before: int) -> _Noun | None:
        """Make the noun, unless a fault was told since `before`; where it refuses, tell the fault of each field."""
        refused: InvalidFact | None = None
        if len(self.problems) == before:
            try:
                return make(**values)
            except InvalidFact as error:
                refused = error
        told = len(self.problems)
        for field in fields(make):
            if field.name in values:
                self.attempt(where, partial(check_field, field, values[field.name]))
        if refused is not None and len(self.problems) == told:
            self.blame(where, refused)
        return None

    def _read(self, where: str, values: dict[str, Any], key: str, read: Callable[[], object]) -> None:
        """Replace a value by what it reads as; one that cannot be read is left out, and its fault told."""
        found = self.attempt(where, read)
        if found is None:
            del values[key]
        else:
            values[key] = found


#: What the words of Python in a message are to the writer of a JSON file.
_NAMES: Final = {
    "str": "a text", "int": "a number", "float": "a number", "bool": "true or false", "NoneType": "null",
    "list": "a list", "dict": "an object",
}  # fmt: skip


def _in_words_of_json(what: str) -> str:
    if what.startswith("true, false or unknown (None)"):
        return "true or false is needed, or null for unknown"
    said, _, name = what.rpartition(", not ")
    return f"{said}, not {_NAMES[name]}" if name in _NAMES else what


def check_field(field: Attribute[Any], value: object) -> bool:
    """Put one value through the field's own converter and validator.

    :raises InvalidFact: when they refuse it.

    >>> check_field(fields(Victim).vulnerable, None)
    True
    """
    if field.converter is not None:
        value = field.converter(value)  # type: ignore[operator] # a plain function, as the nouns have them
    if field.validator is not None:
        field.validator(None, field, value)
    return True


def _birth(value: object) -> date:
    """Read a date of birth; what is wrong with it is never repeated, not even its year."""
    try:
        born = parse_when(value, "born")
    except InvalidFact:
        born = None
    if born is None or isinstance(born, datetime):
        msg = (
            f"born: a date from {FIRST_YEAR} to {LAST_YEAR} is needed, without a time of day; "
            "write YYYY-MM-DD, or null for unknown"
        )
        raise InvalidFact(msg)
    return born
