"""Eras: the spans of trigger days of a law, each under one edition as the chosen readings read it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

from attrs import evolve, frozen

from victims_code.criteria import Category
from victims_code.rulebook.readings import Choice
from victims_code.rulebook.rules import Rule, Rulebook


@frozen
class Era:
    """A span of trigger days under one set of rules: an edition as it is read from a day on."""

    #: Its first day; None for the time before any edition.
    since: dt.date | None
    #: The edition as it is written, and as the readings read it.
    edition: Rulebook
    rulebook: Rulebook
    #: The edition's own rules; none before it was in force.
    rules: tuple[Rule, ...]
    #: Further rules set outside the Code, which bind whatever the edition: the newest edition's word on them.
    external: tuple[Rule, ...]


def eras_of(editions: tuple[Rulebook, ...], chosen: Mapping[str, Choice], *, whatever_the_date: bool) -> Iterator[Era]:
    """Walk the spans of trigger days: one for each edition, and one for each day on which a choice sets in.

    What is set outside the Code binds whatever the edition, so the newest edition's word on it holds in every span. An
    edition that is only laid has no word: nothing arises under it on any day.
    """
    newest = editions[-1]
    since = {choice.since for choice in chosen.values() if choice.since is not None}
    starts = {book.in_force_from: book for book in editions if book.in_force_from is not None}
    if whatever_the_date:
        starts = {dt.date.min: newest}
    first = min(starts, default=dt.date.max)
    binds = whatever_the_date or newest.in_force_from is not None
    yield _era(None, newest, newest, chosen, binds=binds)
    for start in sorted({*starts, *(day for day in since if day > first)}):
        edition = starts[max(day for day in starts if day <= start)]
        yield _era(start, edition, newest, chosen, binds=binds)


def _era(
    since: dt.date | None, edition: Rulebook, newest: Rulebook, chosen: Mapping[str, Choice], *, binds: bool
) -> Era:
    """Return an era; `binds` says whether what the newest edition sets outside the Code binds in it."""
    book = read_as(edition, chosen, since)
    rules = () if since is None else book.rules
    if not binds:
        return Era(since, edition, book, rules, ())
    outside = book if edition is newest else read_as(newest, chosen, since)
    known = {rule.id for rule in rules}
    return Era(since, edition, book, rules, tuple(r for r in outside.rules if r.external and r.id not in known))


def read_as(book: Rulebook, chosen: Mapping[str, Choice], day: dt.date | None) -> Rulebook:
    """Return a rulebook as the chosen readings read it for triggers of a day; None is before any day."""
    choices = [
        book.readings[name].choices[choice.name]
        for name, choice in chosen.items()
        if name in book.readings and choice.name in book.readings[name].choices
    ]
    changes: dict[str, dict[str, Any]] = {}
    for choice in choices:
        if choice.since is None or (day is not None and choice.since <= day):
            for name, fields in choice.rules.items():
                changes.setdefault(name, {}).update(fields)
    if not changes and not any(choice.criteria or choice.leaves_out for choice in choices):
        return book
    rules = tuple(evolve(rule, **changes[rule.id]) if rule.id in changes else rule for rule in book.rules)
    criteria = book.criteria
    for choice in choices:
        if choice.criteria or choice.leaves_out:
            criteria = tuple(_category(category, choice) for category in criteria)
    return evolve(book, rules=rules, criteria=criteria)


def _category(category: Category, choice: Choice) -> Category:
    """Return a category with its criteria as a choice reads them."""
    criteria = tuple(
        evolve(criterion, **choice.criteria[criterion.id]) if criterion.id in choice.criteria else criterion
        for criterion in category.criteria
        if criterion.id not in choice.leaves_out
    )
    return evolve(category, criteria=criteria)
