"""Writes ``the-code-rule-by-rule.md`` from the rulebooks: every rule, its readings, what rules share, events, sources.

Run by ``conf.py`` before the pages are read, or by hand. The same rulebooks give the same bytes.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any

from victims_code import Evidence, Kind, Right, Rule, Rulebook, load_code
from victims_code.criteria import Criterion
from victims_code.dates import MONTHS
from victims_code.rulebook import Choice, Clock, Unit
from victims_code.rulebook.conditions import HasEnhancedRights, InCategory, Shows, in_english, leaves

PAGE = Path(__file__).with_name("the-code-rule-by-rule.md")

GRADES = {
    Evidence.QUOTED: "a source quotes the paragraph with its number",
    Evidence.REPORTED: "a source on the 2020 edition, or an official service of 2021 or later, states it",
    Evidence.EARLIER_EDITION: "seen only for an earlier edition or an older scheme; believed to carry over",
    Evidence.UNCONFIRMED: "professional recollection; no source that was read confirms it",
}
#: The edition that is held in part, and what its only grade means there.
OLDER = "2015"
OLDER_REPORTED = "a source on that edition, or the table of dated facts, states it"
KINDS = {
    Kind.TIMED: "has a limit that can be missed",
    Kind.UNTIMED: "is done or not done, and never late",
    Kind.BEFORE: "must come before another event",
    Kind.JUDGEMENT: "is for a person to judge, and never late by arithmetic",
    Kind.WINDOW: "is a time limit of the victim's own: information, never a breach",
}
CLOCKS = {
    Clock.AT: "the day on which it happened",
    Clock.RECEIVED_AT: "the day on which the Witness Care Unit received it",
}
#: How the tests of a condition read; each is the key that the test has in the data.
TESTS = {
    "role": "the victim's role is",
    "offence": "the offence categories hold",
    "fact": "the victim's own fact",
    "shows": "by the criteria of Enhanced Rights the victim is",
    "category": "the victim is in the category of Enhanced Rights",
    "enhanced": "the victim has Enhanced Rights:",
    "state": "the state is on:",
    "detail": "the triggering event's detail",
    "at_least": "is at least",
    "one_of": "is one of",
    "none_of": "and certainly not where it is one of",
    "jurisdiction": "the jurisdiction is",
    "unrecorded": "no field of a case carries it, so the answer is always undetermined:",
    "all": "all of",
    "any": "any of",
    "not": "not",
}


def main() -> None:
    """Write the page, unless it already says the same."""
    book = load_code()
    shared = tomllib.loads(
        files("victims_code").joinpath("rulebook", "data", book.name, "code.toml").read_text(encoding="utf-8")
    )
    text = "\n".join(_page(book, shared)) + "\n"
    if not PAGE.is_file() or PAGE.read_text(encoding="utf-8") != text:
        PAGE.write_text(text, encoding="utf-8", newline="\n")


def _page(book: Rulebook, shared: Mapping[str, Any]) -> Iterator[str]:
    yield from _opening(book)
    for right in Right:
        yield from _section(f"{right}: {right.title}")
        for rule in book.rules:
            if rule.right == right:
                yield from _rule(rule, book)
    yield from _older(load_code(OLDER))
    yield from _disputes(book)
    yield from _readings(book)
    yield from _shared(book, shared)
    yield from _events(book)
    yield from _sources(book)


def _opening(book: Rulebook) -> Iterator[str]:
    yield from ("# The Code, rule by rule", "")
    yield from (f"*{book.title}, in force from {_day(book.in_force_from)}.*", "")
    yield "This page is written from the rulebook that the library loads, so the two cannot disagree. It paraphrases:"
    yield from (
        "it is not the Code's text. Where a paragraph number is missing, no source that was read shows one.",
        "",
    )
    grades = Counter(rule.evidence for rule in book.rules)
    kinds = Counter(rule.kind for rule in book.rules)
    yield from (f"There are {len(book.rules)} rules. How well each is evidenced:", "")
    yield from _table(("evidence", "meaning", "rules"), [(g.value, w, str(grades[g])) for g, w in GRADES.items()])
    unconfirmed = [f"[{rule.id}](#{_anchor(rule)})" for rule in book.rules if rule.evidence is Evidence.UNCONFIRMED]
    if unconfirmed:
        yield from (f"The unconfirmed ones: {', '.join(unconfirmed)}.", "")
    yield from ("What sort of duty each makes:", "")
    yield from _table(("kind", "a rule of this kind", "rules"), [(k.value, w, str(kinds[k])) for k, w in KINDS.items()])
    yield from ("The basis on which the Code binds has changed while its text has not:", "")
    bases = [(_day(basis.from_), basis.name, _cited(basis.sources, book)) for basis in book.duty_bases]
    yield from _table(("from", "basis of the duty", "sources"), bases)
    if book.applies_if is not None:
        yield f"No obligation arises at all unless this holds: {_cell(in_english(book.applies_if))}."
        yield ""


def _rule(rule: Rule, book: Rulebook) -> Iterator[str]:
    yield from (f"({_anchor(rule)})=", f"### {rule.id}", "", f"**{_cell(rule.duty)}.**", "")
    if rule.evidence is Evidence.UNCONFIRMED:
        yield from (":::{warning}", f"Unconfirmed: {GRADES[rule.evidence]}.", ":::", "")
    rows = [
        ("owed", f"by {_cell(rule.owed_by)}, to {'the victim' if rule.owed_to == 'victim' else rule.owed_to}"),
        ("kind", f"{rule.kind}: {KINDS[rule.kind]}"),
        ("paragraph", rule.paragraph),
        ("arises on", _codes(rule.arises_on)),
        ("fed by", f"[{rule.fed_by}](#{_anchor(book[rule.fed_by])})" if rule.fed_by else ""),
        ("limit", _limit(rule)),
        ("applies if", _cell(in_english(rule.applies_if)) if rule.applies_if is not None else ""),
        ("note", _cell(rule.note)),
        ("met by", _met_by(rule)),
        ("needs", f"`{rule.requires}` on that event: no does not meet it, unknown does" if rule.requires else ""),
        ("recurs", "each event that meets it starts the next one" if rule.recurs else ""),
        ("ends with", _endings(rule)),
        (
            "declined by",
            _codes(rule.declined_by) if rule.declinable else "naming this rule, not by declining all services",
        ),
        ("resumed by", _codes(rule.resumed_by)),
        ("outside the Code", "the limit is set elsewhere; it is shown for information" if rule.external else ""),
        ("evidence", f"{rule.evidence}: {GRADES[rule.evidence]}"),
        ("sources", _cited(rule.sources, book) or "none"),
    ]
    rows += [(f"dispute {name}", _dispute(name, book)) for name in rule.open_disputes]
    rows += [("readings", ", ".join(f"[{name}](#{_place(name)})" for name in _readings_on(rule, book)))]
    yield from _table(("", ""), [(f"**{name}**", text) for name, text in rows if text])


def _limit(rule: Rule) -> str:
    if rule.standard is None:
        return ""
    if rule.standard.event is not None:
        return f"before `{rule.standard.event}`"
    limit = f"{rule.standard}; " + (
        f"under Enhanced Rights {rule.enhanced}" if rule.differs else "the same for everybody"
    )
    return f"{limit}; counted from {CLOCKS[rule.clock]}" if rule.clock and rule.standard.is_counted else limit


def _met_by(rule: Rule) -> str:
    if rule.met_by_receipt:
        return "the receipt of the same event"
    named = [f"`{m.type}`" + (" that names the event in `about`" if m.names_trigger else "") for m in rule.met_by]
    if not named and rule.kind is Kind.JUDGEMENT:
        return "no event: it stays with a person's judgement"
    return ", or ".join(named)


def _endings(rule: Rule) -> str:
    found = []
    for ending in rule.until:
        clauses = (("if", ending.condition), ("unless", ending.unless))
        words = "".join(f" {word} {in_english(c)}" for word, c in clauses if c is not None)
        undone = f", undone by {_codes(ending.undone_by)}" if ending.undone_by else ""
        found.append(f"`{ending.event}`{words}{undone}")
    return "; ".join(found)


def _dispute(name: str, book: Rulebook) -> str:
    dispute = book.disputes[name]
    return f"{_cell(dispute.doubt)}. Taken here: {_cell(dispute.default)}"


def _disputes(book: Rulebook) -> Iterator[str]:
    yield from _section("Open disputes", "What the sources leave open, and the answer that is taken here.")
    rows = []
    for name in sorted(book.disputes, key=lambda name: (len(name), name)):
        cited = [f"[{rule.id}](#{_anchor(rule)})" for rule in book.rules if name in rule.open_disputes]
        dispute = book.disputes[name]
        rows.append((name, _cell(dispute.doubt), _cell(dispute.default), ", ".join(cited) or _cell(dispute.affects)))
    yield from _table(("dispute", "what is in doubt", "taken here", "touches"), rows)


def _readings(book: Rulebook) -> Iterator[str]:
    yield from _section(
        "Readings",
        "The other answers to what is in dispute, each of which can be asked for. The default comes first. "
        "A rule names those that can change it; `edition` can change which edition any rule is read in.",
    )
    for reading in book.readings.values():
        disputes = f" ({', '.join(reading.disputes)})" if reading.disputes else ""
        yield from (f"({_place(reading.name)})=", f"**{reading.name}**{disputes}: {_cell(reading.asks)}", "")
        default = reading.default
        for choice in (default, *(each for each in reading.choices.values() if each is not default)):
            yield f"- `{choice.name}`: {_cell(choice.words)}"
        yield ""


def _readings_on(rule: Rule, book: Rulebook) -> Iterator[str]:
    """Walk the readings that can change a rule, but for the edition, which is any rule's."""
    for reading in book.readings.values():
        if any(_changes(choice, rule) for choice in reading.choices.values()):
            yield reading.name


def _changes(choice: Choice, rule: Rule) -> bool:
    tested = () if rule.applies_if is None else leaves(rule.applies_if)
    by_status = rule.differs or any(isinstance(test, HasEnhancedRights | InCategory | Shows) for test in tested)
    conventions = {
        "counts_from_next_working_day": any(
            limit is not None and limit.unit is Unit.WORKING_DAYS for limit in (rule.standard, rule.enhanced)
        ),
        "running_clock_shortens": rule.differs,
        "unassessed_have": by_status,
        "unnamed_contact_meets": any(meets.names_trigger for meets in rule.met_by),
        "edition_from": False,
        "age_at_service": by_status,
    }
    return (
        rule.id in choice.rules
        or (by_status and bool(choice.criteria or choice.leaves_out))
        or any(conventions[name] for name in choice.conventions)
    )


def _older(book: Rulebook) -> Iterator[str]:
    """Write the edition before, of which only a part is held."""
    yield from _section(
        f"The {book.name} edition, in part",
        f"*{book.title}, in force from {_day(book.in_force_from)}.* Only what is confirmed for it is held: "
        f"{len(book.rules)} rules. That a duty is not here does not mean that this edition lacked it. An id names the "
        "same duty as above, under the Right that holds it there; this edition did not have twelve Rights.",
    )
    yield from (f'The evidence of every one is "reported", which here means: {OLDER_REPORTED}.', "")
    rows = [
        (
            f"[{rule.id}](#{_anchor(rule)})",
            _cell(rule.duty) + (f" ({_cell(rule.note)})" if rule.note else ""),
            _cell(rule.owed_by),
            _limit(rule),
            ", ".join((*_conditions(rule), *rule.open_disputes)),
            ", ".join(rule.sources),
        )
        for rule in book.rules
    ]
    yield from _table(("rule", "duty", "owed by", "limit", "condition, disputes", "sources"), rows)
    rows = [
        (name, _cell(dispute.doubt), _cell(dispute.default))
        for name, dispute in book.disputes.items()
        if name.startswith(book.name)
    ]
    yield from _table(("dispute of this edition", "what is in doubt", "taken here"), rows)
    cited = {key for rule in book.rules for key in rule.sources}
    rows = [(key, _linked(text)) for key, text in book.sources.items() if key in cited]
    yield from _table(("key", "source"), rows)


def _conditions(rule: Rule) -> Iterator[str]:
    if rule.applies_if is not None:
        yield _cell(in_english(rule.applies_if))


def _shared(book: Rulebook, shared: Mapping[str, Any]) -> Iterator[str]:
    yield from _section("Conditions", "The tests that rules and endings refer to, by name.")
    tests = [
        (f"`{name}`", _cell(str(table.get("words", ""))), _test({k: v for k, v in table.items() if k != "words"}))
        for name, table in shared["conditions"].items()
    ]
    yield from _table(("condition", "in words", "the test"), tests)
    yield from _section(
        "States", "Of a case; switched by events, and read at the end of the day on which a duty arises."
    )
    states = [
        (f"`{name}`", _cell(state["words"]), _yes_no(state["starts"]), _codes(state["on"]), _codes(state["off"]))
        for name, state in shared["states"].items()
    ]
    yield from _table(("state", "in words", "at first", "switched on by", "switched off by"), states)
    yield from _section("Endings", "What ends a duty that is still open. What was missed before stays missed.")
    endings = [(f"`{name}`", "; ".join(map(_ending, entries))) for name, entries in shared["endings"].items()]
    yield from _table(("ending", "the events"), endings)
    yield from _section("Enhanced Rights", "Any one category is enough, and each has its ways in.")
    criteria = [
        (each.title, _way_in(way), way.settled_by, way.evidence, _cited(way.sources, book))
        for each in book.criteria
        for way in each.criteria
    ]
    yield from _table(("category", "way in", "settled by", "evidence", "sources"), criteria)


def _way_in(way: Criterion) -> str:
    return f"{_cell(way.name)}: {_codes(way.offences)}" if way.offences else _cell(way.name)


def _ending(entry: str | Mapping[str, object]) -> str:
    if isinstance(entry, str):
        return f"`{entry}`"
    words = (("if", "if"), ("unless", "unless"), ("undone_by", "undone by"))
    return f"`{entry['event']}`" + "".join(f" {word} {_test(entry[key])}" for key, word in words if key in entry)


def _test(value: object) -> str:
    """Write a condition's data as words, with the values as they stand in the data."""
    if isinstance(value, dict):
        return _cell(" ".join(f"{TESTS[key]} {_test(item)}" for key, item in value.items()))
    if isinstance(value, list):
        return ", ".join(_test(item) for item in value)
    return _yes_no(value) if isinstance(value, bool) else f"`{value}`"


def _yes_no(fact: bool) -> str:  # noqa: FBT001 - the fact itself is the argument
    return "yes" if fact else "no"


def _events(book: Rulebook) -> Iterator[str]:
    yield from _section(
        "Events",
        f"The vocabulary: {len(book.vocabulary)} types. A trigger starts duties, a service can meet them, and a "
        "control event changes what others mean, from its own date on.",
    )
    used = {name for rule in book.rules for name in (*rule.arises_on, *(meets.type for meets in rule.met_by))}
    rows = []
    for name, kind in book.vocabulary.items():
        words = _cell(kind.definition)
        if name in book.unused:
            words += f". *No rule turns on it: {_cell(book.unused[name])}*"
        details = ", ".join(f"`{key}` ({detail.replace('_', '/')})" for key, detail in kind.details.items())
        family = kind.family.value if name in used or kind.acts is None else f"{kind.family} ({kind.acts})"
        rows.append((f"`{name}`", family, words, details, _yes_no(kind.received)))
    yield from _table(("type", "family", "meaning", "details", "has a receipt"), rows)


def _sources(book: Rulebook) -> Iterator[str]:
    yield from _section("Sources", "By the key that rules cite.")
    yield from _table(("key", "source"), [(key, _linked(text)) for key, text in book.sources.items()])


def _linked(text: str) -> str:
    return _URL.sub(r"<\g<0>>", _cell(text))


_URL = re.compile(r"https?://[^\s;)]+")


def _cited(keys: Iterable[str], book: Rulebook) -> str:
    """Link each key to its address, or to the list where it has none."""
    found = ((key, _URL.search(book.sources[key])) for key in keys)
    return ", ".join(f"[{key}]({address[0] if address else '#sources'})" for key, address in found)


def _section(title: str, words: str = "") -> list[str]:
    return [f"## {title}", "", *((words, "") if words else ())]


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield f"| {' | '.join('---' for _ in head)} |"
    for row in rows:
        yield f"| {' | '.join(row)} |"
    yield ""


def _cell(text: str) -> str:
    """Keep a text from breaking out of its cell, or from being taken for emphasis."""
    return re.sub(r"(?<!\*)\*(?!\*)", r"\\*", text.replace("|", "\\|"))


def _codes(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _anchor(rule: Rule) -> str:
    return f"rule-{rule.id.lower().replace('.', '-')}"


def _place(reading: str) -> str:
    return f"reading-{reading.replace('_', '-')}"


def _day(day: date | None) -> str:
    return "a day to come" if day is None else f"{day.day} {MONTHS[day.month - 1]} {day.year}"


if __name__ == "__main__":
    main()
