"""The law as tables: the rules of an edition and the bank holidays, as JSON that needs no line of this library."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import Enum
from typing import Any, Final

from attrs import fields, has

from victims_code.calendars import england_and_wales
from victims_code.rulebook import Reading, Rulebook
from victims_code.rulebook.conditions import (
    All,
    AnyOf,
    DetailSays,
    FactIs,
    HasEnhancedRights,
    InCategory,
    JurisdictionIs,
    Not,
    OffenceIs,
    RoleIs,
    Shows,
    StateIs,
    Unrecorded,
)
from victims_code.rulebook.limits import Limit

#: What each column of the table of rules means.
COLUMNS: Final[Mapping[str, str]] = {
    "id": "The rule. An obligation's id is victim/rule/event.",
    "right": "The number of the Right it belongs to.",
    "paragraph": "The paragraph of the Code, where a source shows it; otherwise empty, and null in an answer.",
    "owed_by": "Who owes it, in words.",
    "providers": "The service providers that these words mean.",
    "provider_from": "The detail of the triggering event that names the provider; where it does, owed_by is its value.",
    "owed_to": "To whom it is owed.",
    "kind": "timed: it has a limit. untimed and judgement: never late. before: it must precede another event. "
    "window: the victim's own time limit, never a breach.",
    "duty": "The duty in words.",
    "short": "The duty in a few words.",
    "arises_on": "The types of event that give rise to it, each time they happen.",
    "clock": "at: the limit counts from the day of the event. received_at: from the day of its receipt.",
    "counts_from": "A type of event: the limit counts from its latest day up to the triggering event's instead.",
    "fed_by": "The rule whose limit comes first, where the receipt waits for another provider.",
    "standard": "The limit: an amount of a unit, a manner, or before an event. words is how an answer writes it.",
    "enhanced": "The limit under Enhanced Rights; equal to standard where they change nothing.",
    "applies_if": "The condition under which it arises; null is always.",
    "note": "What qualifies the condition and no fact decides.",
    "met_by": "The types of event that meet it; with names_trigger only one whose about names the triggering event.",
    "met_by_receipt": "Met by the receipt of the triggering event itself.",
    "requires": "A yes/no detail of a service: one that says no does not meet the duty; one that does not say does.",
    "requires_dispute": "The dispute about that, which counts among its disputes.",
    "until": "The events after which it lapses while it is open: if and unless are conditions on them; after one of "
    "undone_by it stands again.",
    "declined_by": "The types of event by which the victim declines this one service.",
    "resumed_by": "The types of event by which the victim takes it up again.",
    "declinable": "Whether the victim may decline it with all services, or all of its Right.",
    "recurs": "Whether each service that meets it starts it afresh.",
    "external": "Set outside the Code: the newest edition's word holds for events under any edition, and before all.",
    "evidence": "How well it is evidenced: quoted, reported, earlier-edition or unconfirmed.",
    "sources": "The keys of its sources.",
    "disputes": "The open disputes about it.",
}

#: What each test of a condition asks.
TESTS: Final[Mapping[type, tuple[str, str]]] = {
    Not: ("not", "The opposite of part; unknown stays unknown."),
    All: ("all", "No if any of parts is no, yes if all are yes, otherwise unknown."),
    AnyOf: ("any", "Yes if any of parts is yes, no if all are no, otherwise unknown."),
    RoleIs: ("role", "The victim's role is this one."),
    OffenceIs: ("offence", "The victim's offence_categories hold this one; unknown where they are null."),
    FactIs: ("fact", "The victim's yes/no fact of this name; unknown where it is null."),
    JurisdictionIs: ("jurisdiction", "The case's jurisdiction is this one; england_and_wales where it is not said."),
    Shows: ("shows", "A criterion of Enhanced Rights with this quality holds."),
    InCategory: ("category", "The victim is in this category of Enhanced Rights."),
    HasEnhancedRights: ("enhanced", "The victim has Enhanced Rights."),
    StateIs: (
        "state",
        "A state of the case as the event happens: the latest of on or off up to it decides; starts is before any.",
    ),
    DetailSays: (
        "detail",
        (
            "A detail of the event: yes or no by itself; a number that is at_least this; a word that is one_of these "
            "(yes), one of none_of (no) or neither (unknown), in small letters and with _ for a space or a hyphen."
        ),
    ),
    Unrecorded: ("unrecorded", "What no case file says: always unknown."),
}


def edition_document(book: Rulebook) -> dict[str, Any]:
    """Return an edition as JSON holds it: its rules with what each column means, Enhanced Rights and readings.

    >>> from victims_code.rulebook import load_code
    >>> rule = next(rule for rule in edition_document(load_code())["rules"] if rule["id"] == "R6.arrest")
    >>> rule["standard"]["words"], rule["enhanced"]["words"], rule["met_by"]
    ('5 working days', '1 working day', [{'type': 'victim_informed', 'names_trigger': True}])
    """
    return {
        "edition": book.name,
        "title": book.title,
        "in_force_from": plain(book.in_force_from),
        "is_partial": book.is_partial,
        "columns": dict(COLUMNS),
        "tests": dict(TESTS.values()),
        "applies_if": plain(book.applies_if),
        "duty_bases": plain(book.duty_bases),
        "rules": plain(book.rules),
        "enhanced_rights": plain(book.criteria),
        "readings": {name: _reading(reading) for name, reading in book.readings.items()},
        "disputes": plain(book.disputes),
        "sources": plain(book.sources),
    }


def bank_holidays_document() -> dict[str, Any]:
    """Return the bank holidays as JSON holds them: each year with whether it is published, derived or projected.

    >>> [year["status"] for year in bank_holidays_document()["years"] if year["year"] in (2006, 2026, 2040)]
    ['derived', 'published', 'projected']
    """
    calendar = england_and_wales()
    years = [calendar.year(year) for year in range(calendar.first_day.year, calendar.last_day.year + 1)]
    return {
        "version": calendar.version,
        "first_day": plain(calendar.first_day),
        "last_day": plain(calendar.last_day),
        "last_published_day": plain(calendar.last_published_day),
        "years": [
            {
                "year": year.year,
                "status": year.status,
                "source": year.source,
                "bank_holidays": [{"date": plain(each.date), "name": each.label} for each in year.holidays],
            }
            for year in years
        ],
    }


def _reading(reading: Reading) -> dict[str, Any]:
    return {
        "asks": reading.asks,
        "disputes": list(reading.disputes),
        "default": reading.default.name,
        "choices": {
            name: {key: value for key, value in plain(choice).items() if key not in ("name", "is_default")}
            for name, choice in reading.choices.items()
        },
    }


def plain(value: Any) -> Any:  # noqa: ANN401 - any part of a rulebook
    """Return a part of the law as JSON holds it: a limit with its words, a condition with the name of its test.

    >>> from victims_code.rulebook.limits import read_limit
    >>> plain(read_limit("28 days"))["words"]
    '28 days'
    """
    if has(type(value)) and not isinstance(value, Mapping):
        found = {each.name: plain(getattr(value, each.name)) for each in fields(type(value))}
        found.pop("given_words", None)
        head = {"words": str(value)} if isinstance(value, Limit) else {}
        if type(value) in TESTS:
            head = {"test": TESTS[type(value)][0], "words": value.words}
        return {_NAMES.get(name, name): item for name, item in {**head, **found}.items()}
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, tuple | frozenset):
        items = [plain(item) for item in value]
        return items if isinstance(value, tuple) else sorted(items)
    if isinstance(value, date):
        return value.isoformat()
    return value.value if isinstance(value, Enum) else value


#: What is written under another name than it has in Python.
_NAMES: Final = {"from_": "from", "condition": "if"}
