"""Reading a case file: every fault at once, each with the path of the key and the mend."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import tzinfo
from functools import partial
from typing import Any, Final

from attrs import fields

from victims_code.arguments import need
from victims_code.cases import Case
from victims_code.errors import InvalidCase, InvalidInput, Problem
from victims_code.events import Event
from victims_code.interchange.entries import EntryReader, check_field
from victims_code.interchange.json_text import read_json
from victims_code.interchange.migrations import migrate
from victims_code.victims import Victim, checked_reference
from victims_code.vocabulary import Vocabulary

#: The name of the format, with its version.
CASE_SCHEMA: Final = "victims-code/case/1"

_CASE_KEYS: Final = ("schema", "case", "jurisdiction", "victims", "events")

#: As many victims, and as many events, as one case may hold.
MOST_ENTRIES: Final = 20_000

#: As many meetings of the two: each may make twenty duties. An event that names no victim meets every one.
MOST_MEETINGS: Final = 40_000

#: What to write where one of the needed keys is missing.
_NEEDED: Final = {
    "case": "give the case's reference",
    "victims": "[] where none is known",
    "events": "[] where none is",
}


def read_case(
    data: bytes | str,
    source: str = "",
    *,
    assume_tz: tzinfo | None = None,
    vocabulary: Vocabulary | None = None,
    notes: list[Problem] | None = None,
) -> Case:
    """Read a case file.

    `source` is named in errors, `assume_tz` is the zone of date-times without an offset (None refuses them), and
    `vocabulary` the event types that a rulebook or layer declares. A time that the clock of that zone showed twice, or
    never, is read as the London day alone; which these were is added to `notes`, a list of your own.

    :raises InvalidInput: when the text is not JSON.
    :raises InvalidCase: with every fault of the case.

    >>> read_case('{"case": "C1", "victims": [{"id": "V1"}], "events": []}')
    <Case C1: 1 victim, 0 events>
    >>> read_case('{"case": "C1", "victims": [{"id": "V1", "rolle": "person"}], "events": []}', "c1.json")
    Traceback (most recent call last):
    victims_code.errors.InvalidCase: c1.json: victims[0].rolle: unknown key; did you mean 'role'?
    """
    return _read(read_json(data, source), source, assume_tz, vocabulary, notes)


def case_of(
    document: object,
    source: str = "",
    *,
    assume_tz: tzinfo | None = None,
    vocabulary: Vocabulary | None = None,
    notes: list[Problem] | None = None,
) -> Case:
    """Make a case of a document that was read already, in dictionaries or other mappings; as `read_case`.

    :raises InvalidCase: with every fault of the case.

    >>> case_of({"case": "C1", "victims": [], "events": []})
    <Case C1: 0 victims, 0 events>
    """
    found = _as_dict(document)
    if isinstance(found, dict):
        entries = {key: found[key] for key in ("victims", "events") if isinstance(found.get(key), list)}
        for key, items in entries.items():
            found[key] = [_as_dict(item, "details", "fields", "details") for item in items]
    return _read(found, source, assume_tz, vocabulary, notes)


def _as_dict(value: object, *inside: str) -> object:
    """Return a mapping as a dictionary, and so what it holds under one key, and that under the next."""
    if not isinstance(value, Mapping):
        return value
    found = dict(value)
    for key in inside[:1]:
        if key in found:
            found[key] = _as_dict(found[key], *inside[1:])
    return found


def _read(
    document: object,
    source: str,
    assume_tz: tzinfo | None,
    vocabulary: Vocabulary | None,
    notes: list[Problem] | None,
) -> Case:
    if vocabulary is not None:
        need("vocabulary", vocabulary, Vocabulary)
    if assume_tz is not None:
        need("assume_tz", assume_tz, tzinfo)
    reader = _CaseReader(source, assume_tz, vocabulary)
    case = reader.case(document)
    if reader.problems or case is None:
        raise InvalidCase(reader.problems)
    if notes is not None:
        notes += reader.notes
    return case


def check_size(document: Mapping[str, object], source: str = "") -> None:
    """Refuse a case so large that its answer would take minutes, or more memory than there is.

    No victim's answer turns on another's, so that a larger case can be split by victim.

    :raises InvalidCase: when it has more than `MOST_ENTRIES` victims or events, or they meet more often than
        `MOST_MEETINGS` times.

    >>> check_size({"case": "C1", "victims": [{"id": "V1"}] * 250, "events": [{"id": "e1"}] * 250})
    Traceback (most recent call last):
    victims_code.errors.InvalidCase: more than 40000 meetings of a victim and an event; give a case file for some ...
    """
    victims, events = (_list(document.get(key)) for key in ("victims", "events"))
    mend = "give a case file for some of the victims, and another for the others"
    for key, entries in (("victims", victims), ("events", events)):
        if len(entries) > MOST_ENTRIES:
            raise InvalidCase([Problem(key, f"more than {MOST_ENTRIES}", mend, source)])
    named = sum(isinstance(event, dict) and event.get("victim") is not None for event in events)
    if named + (len(events) - named) * len(victims) > MOST_MEETINGS:
        what = f"more than {MOST_MEETINGS} meetings of a victim and an event"
        raise InvalidCase([Problem("", what, mend, source)])


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []


class _CaseReader(EntryReader):
    """Reads one case: its own keys, its entries, and what its entries say of one another."""

    def case(self, document: object) -> Case | None:
        if not isinstance(document, dict):
            self.fault("", "a case file is one JSON object", "wrap the case in {}; send several as .ndjson, one a line")
            return None
        check_size(document, self._source)
        try:
            document = migrate(document, "case", source=self._source)
        except InvalidInput as error:
            self.problems += error.problems
        self.reject_unknown("", document, _CASE_KEYS)
        for key, mend in _NEEDED.items():
            if key not in document:
                self.fault(key, "is missing", mend)
        if "case" in document:
            self.attempt("", partial(checked_reference, document["case"], "case"))
        named = {} if document.get("jurisdiction") is None else {"jurisdiction": document["jurisdiction"]}
        for value in named.values():
            self.attempt("", partial(check_field, fields(Case).jurisdiction, value))
        given = self._items(document, "events")
        self.note_ids(item for _, item in given)
        victims = [v for v in (self.victim(*item) for item in self._items(document, "victims")) if v is not None]
        self._check_victims(document.get("victims"))
        read = [(where, event) for where, event in ((where, self.event(where, item)) for where, item in given) if event]
        self._check_repeats(read)
        return None if self.problems else self._made(document["case"], victims, [event for _, event in read], named)

    def _made(self, name: str, victims: list[Victim], events: list[Event], named: Mapping[str, Any]) -> Case | None:
        """Make the case; what only the whole can show is told as the case says it."""
        entries: dict[str, Any] = {"victims": victims, "events": events}
        try:
            return Case(name, **entries, **named)
        except InvalidInput as error:
            for problem in error.problems:
                self.fault(problem.where, problem.what, problem.mend)
        return None

    def _items(self, document: Mapping[str, object], key: str) -> list[tuple[str, Mapping[str, object]]]:
        found = document.get(key, [])
        if not isinstance(found, list):
            self.fault(key, "a list is needed", _NEEDED[key])
            return []
        items: list[tuple[str, Mapping[str, object]]] = []
        for index, item in enumerate(found):
            if isinstance(item, dict):
                items.append((f"{key}[{index}]", item))
            else:
                self.fault(f"{key}[{index}]", "an object is needed", "write {...} with an id")
        return items

    def _check_victims(self, given: object) -> None:
        """Refuse a victim's id that is used twice; what has no id as text is told elsewhere."""
        first: dict[str, int] = {}
        for index, item in enumerate(given if isinstance(given, list) else ()):
            name = item.get("id") if isinstance(item, dict) else None
            if isinstance(name, str) and first.setdefault(name, index) != index:
                self.fault(
                    f"victims[{index}].id",
                    f"the same id as victims[{first[name]}]",
                    "give each victim an id of their own",
                )

    def _check_repeats(self, read: list[tuple[str, Event]]) -> None:
        """Refuse an id that is given to two different events; the same event again is a repeat."""
        kept: dict[str, tuple[str, Event]] = {}
        for where, event in read:
            first, same = kept.setdefault(event.id, (where, event))
            if same != event:
                self.fault(
                    f"{where}.id",
                    f"the same id as {first} with different content",
                    "a repeat must be the same in every field; record a change as event_corrected",
                )
