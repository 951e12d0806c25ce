"""Linting a rulebook: what holds between its parts, so that no rule can point at nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from typing import Final

from attrs import evolve

from victims_code.errors import Problem, first_faults, nearest
from victims_code.rulebook.conditions import Condition, DetailSays, leaves
from victims_code.rulebook.limits import Limit, Manner, Unit, not_longer
from victims_code.rulebook.readings import Choice
from victims_code.rulebook.rules import Clock, Kind, Rule, Rulebook
from victims_code.rulebook.sources import Source
from victims_code.vocabulary import DetailKind

#: The manners in which a timed duty may leave its due date to others.
_TIMED_MANNERS: Final = (Manner.AS_AGREED, Manner.PROVIDERS_OWN)

#: What parts the three names in the id of an obligation, or stands for it.
_PARTING: Final = frozenset("/%")


def lint(
    book: Rulebook, sources: Iterable[Source] = (), *, unsound: Collection[str] = (), is_whole: bool = True
) -> list[Problem]:
    """Return every fault of a rulebook that was read: an unknown event, a longer enhanced limit, an unused type.

    `sources` are the files it was read from, by which a fault can name its line. `unsound` are the ids of rules that
    could not be read in full: they are left out. Which event types nothing turns on, only a book that `is_whole` can
    tell, one that was read without a fault; one that holds a part of its code is not asked.

    >>> from victims_code.rulebook import load_code
    >>> lint(load_code())
    []
    """
    return first_faults(_faults(book, tuple(sources), unsound=unsound, is_whole=is_whole))


def _faults(
    book: Rulebook, files: tuple[Source, ...], *, unsound: Collection[str], is_whole: bool
) -> Iterator[Problem]:
    for rule in book.rules:
        if rule.id not in unsound:
            yield from (_problem(files, rule.id, key, what) for key, what in _rule_faults(rule, book))
    if not unsound:
        yield from (_problem(files, owner, "", what) for owner, what in _reading_faults(book))
    for name, count in Counter(rule.id for rule in book.rules if rule.id).items():
        if count > 1:
            yield _problem(files, name, "id", f"the id is used {count} times")
    parting = "an id holds no '/' and no '%': it is a part of the ids of obligations, victim/rule/event"
    yield from (_problem(files, rule.id, "id", parting) for rule in book.rules if not _PARTING.isdisjoint(rule.id))
    if is_whole and not book.is_partial:
        yield from (_problem(files, name, "", what, place) for name, what, place in _unused_faults(book))


def _problem(files: tuple[Source, ...], owner: str, key: str, what: str, place: str = "") -> Problem:
    source = next((file for file in files if file.line(place or owner, key)), next(iter(files), None))
    if source is None:
        return Problem(f"{owner}: {key}" if key else owner, what)
    before = len(source.problems)
    source.fault(owner, key, what, place=place)
    return source.problems.pop(before)


def _rule_faults(rule: Rule, book: Rulebook) -> Iterator[tuple[str, str]]:
    """Walk the faults of one rule, each with the key it stands in."""
    types = book.vocabulary
    for key, names in (
        ("arises_on", rule.arises_on),
        ("met_by", tuple(meets.type for meets in rule.met_by)),
        ("until", tuple(name for ending in rule.until for name in (ending.event, *ending.undone_by))),
        ("declined_by", rule.declined_by),
        ("resumed_by", rule.resumed_by),
    ):
        for name in names:
            if name not in types:
                yield key, f"unknown event type {name!r}; {nearest(name, types)}"
    yield from _cited_faults(rule, book)
    if not rule.arises_on:
        yield "arises_on", "at least one event type is needed"
    if rule.kind is Kind.TIMED and any(ending.undone_by for ending in rule.until):
        yield "until", "an ending of a timed duty is never undone: the duty would be late for a time when it had ended"
    if rule.fed_by is not None and all(rule.fed_by != other.id for other in book.rules):
        yield "fed_by", f"no rule has the id {rule.fed_by!r}"
    yield from _limit_faults(rule, book)
    yield from _detail_faults(rule, book)


def _cited_faults(rule: Rule, book: Rulebook) -> Iterator[tuple[str, str]]:
    """Walk the sources and disputes that a rule cites and the rulebook does not declare."""
    for key, cited, table, known in (
        ("sources", rule.sources, "sources", book.sources),
        ("disputes", rule.disputes, "disputes", book.disputes),
        ("requires_dispute", (rule.requires_dispute,), "disputes", book.disputes),
    ):
        for cite in cited:
            if cite is not None and cite not in known:
                yield key, f"{cite!r} is not declared under [{table}]"


def _reading_faults(book: Rulebook) -> Iterator[tuple[str, str]]:
    """Walk the faults of readings: a dispute not declared, a rule that would not hold, two that change one key."""
    changed: dict[tuple[str, str], str] = {}
    for reading in book.readings.values():
        place = f"readings.{reading.name}"
        for cite in reading.disputes:
            if cite not in book.disputes:
                yield place, f"{cite!r} is not declared under [disputes]"
        for choice in reading.choices.values():
            first = choice.conventions.get("edition_from")
            if first is not None and first not in book.vocabulary:
                yield place, f"unknown event type {first!r}; {nearest(str(first), book.vocabulary)}"
            for name, fields in choice.rules.items():
                for key, what in _rule_faults(evolve(book[name], **fields), book):
                    yield place, f"choices.{choice.name}: {name}: {key}: {what}"
            for owner, key in _changed_keys(choice):
                other = changed.setdefault((owner, key), reading.name)
                if other != reading.name:
                    yield place, f"changes {key} of {owner}, as {other} does: together they would contradict"


def _changed_keys(choice: Choice) -> Iterator[tuple[str, str]]:
    """Walk what a choice changes, each with the rule, the criterion or the conventions that it belongs to."""
    yield from ((name, key) for name, fields in choice.rules.items() for key in fields)
    yield from ((name, key) for name, fields in choice.criteria.items() for key in fields)
    yield from ((name, "presence") for name in choice.leaves_out)
    yield from (("the conventions", key) for key in choice.conventions)


def _limit_faults(rule: Rule, book: Rulebook) -> Iterator[tuple[str, str]]:
    standard, enhanced = rule.standard, rule.enhanced
    if standard is None and enhanced is not None:
        yield "enhanced", "a limit under Enhanced Rights needs a standard one beside it"
    if standard is not None and enhanced is not None and not not_longer(enhanced, standard):
        yield "enhanced", f"{enhanced} is not shorter than {standard}: Enhanced Rights never lengthen a limit"
    if rule.kind in (Kind.TIMED, Kind.BEFORE, Kind.WINDOW) and (standard is None or rule.clock is None):
        yield "standard", f"a rule of kind {rule.kind} needs a limit and a clock"
    elif standard is not None and not _fits(rule.kind, standard):
        yield "standard", f"{standard} is not a limit for a rule of kind {rule.kind}"
    if rule.kind in (Kind.TIMED, Kind.BEFORE) and not rule.met_by and not rule.met_by_receipt:
        yield "met_by", f"a rule of kind {rule.kind} that nothing meets would always be missed"
    if standard is not None and standard.event is not None and standard.event not in book.vocabulary:
        yield "standard", f"unknown event type {standard.event!r}; {nearest(standard.event, book.vocabulary)}"
    yield from _clock_faults(rule, book)


def _clock_faults(rule: Rule, book: Rulebook) -> Iterator[tuple[str, str]]:
    if rule.counts_from is not None and rule.counts_from not in book.vocabulary:
        yield "counts_from", f"unknown event type {rule.counts_from!r}; {nearest(rule.counts_from, book.vocabulary)}"
    if rule.clock is Clock.RECEIVED_AT:
        for name in rule.arises_on:
            if name in book.vocabulary and not book.vocabulary[name].received:
                yield "clock", f"{name!r} has no receipt by which this clock could start"


def _fits(kind: Kind, limit: Limit) -> bool:
    in_days = limit.is_counted and limit.unit is not Unit.HOURS  # the Code counts whole days
    if kind is Kind.TIMED:
        return in_days or limit.manner in _TIMED_MANNERS
    if kind is Kind.BEFORE:
        return limit.manner is Manner.BEFORE
    if kind is Kind.WINDOW:
        return in_days
    return kind is Kind.JUDGEMENT and limit.manner not in (None, Manner.BEFORE, *_TIMED_MANNERS)


def _detail_faults(rule: Rule, book: Rulebook) -> Iterator[tuple[str, str]]:
    """Every detail that a rule reads is one that its events carry."""
    asked = [("applies_if", test.detail, test.kind, rule.arises_on) for test in _details(rule.applies_if)]
    asked += [
        ("until", test.detail, test.kind, (end.event,))
        for end in rule.until
        for part in (end.condition, end.unless)
        for test in _details(part)
    ]
    if rule.provider_from is not None:
        asked.append(("provider_from", rule.provider_from, DetailKind.TEXT, rule.arises_on))
    for key, detail, kind, names in asked:
        found = {book.vocabulary[name].details.get(detail) for name in names if name in book.vocabulary} - {None}
        if not found:
            yield key, f"no event that it reads carries the detail {detail!r}"
        elif found != {kind}:
            yield key, f"the detail {detail!r} is not of the kind {kind} that is asked for"
    if rule.requires is not None:
        kinds = {book.vocabulary[m.type].details.get(rule.requires) for m in rule.met_by if m.type in book.vocabulary}
        if kinds != {DetailKind.YES_NO}:
            yield "requires", f"{rule.requires!r} is not a yes/no detail of every event that meets the rule"


def _details(condition: Condition | None) -> list[DetailSays]:
    return [] if condition is None else [leaf for leaf in leaves(condition) if isinstance(leaf, DetailSays)]


def _unused_faults(book: Rulebook) -> Iterator[tuple[str, str, str]]:
    """Walk the event types that no rule turns on undeclared, or that are declared so wrongly, each with its place."""
    used = _used(book)
    for name, event_type in book.vocabulary.items():
        if name not in used and name not in book.unused and event_type.acts is None:
            what = "no rule turns on this event type; declare it under [unused] with the reason"
            yield name, what, f"events.{name}"
    for name in book.unused:
        if name not in book.vocabulary or name in used:
            yield name, "is declared unused, but is used or unknown", f"unused.{name}"


def _used(book: Rulebook) -> set[str]:
    """Return the event types that some rule, state or category turns on."""
    used = set(book.switches)
    for rule in book.rules:
        used.update(rule.arises_on, rule.declined_by, rule.resumed_by)
        used.update(meets.type for meets in rule.met_by)
        used.update(name for ending in rule.until for name in (ending.event, *ending.undone_by))
        if rule.standard is not None and rule.standard.event is not None:
            used.add(rule.standard.event)
    return used
