"""Reading a layer from TOML: its targets, its local duties, and every way in which it would loosen the Code."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from attrs import evolve

from victims_code.arguments import need
from victims_code.errors import InvalidRulebook, Problem, nearest, read_table, read_text, read_texts
from victims_code.rulebook.layers import Layer, Target
from victims_code.rulebook.limits import Limit, not_longer
from victims_code.rulebook.linting import lint
from victims_code.rulebook.loading import code_names, load_code, read_texts_at
from victims_code.rulebook.reading import RulebookReader
from victims_code.rulebook.rule_reading import read_bounded_limit
from victims_code.rulebook.rules import Kind, Rule, Rulebook
from victims_code.rulebook.sources import Source, TooManyFaults
from victims_code.vocabulary import EventType

#: The keys by which a file shows that it is a layer, and not a rulebook.
MARKS: Final = ("code", "target")

#: The keys of a rulebook by which a layer would say what is the Code's alone to say.
_CODES_OWN: Final = (
    "in_force_from", "in_force_sources", "is_partial", "applies_if", "duty_basis", "unused", "enhanced_rights",
    "readings", "reasons",
)  # fmt: skip


def is_layer(text: str) -> bool:
    """Whether the text of a TOML file is meant for a layer; a text that is no TOML is not."""
    return any(key in Source("", text).tables for key in MARKS)


def load_layer(path: str | Path, *, rulebook: Rulebook | None = None) -> Layer:
    """Load a layer from a TOML file, over `rulebook` or the packaged edition that the file names.

    :raises InvalidRulebook: with every fault found; a limit that would loosen the Code is one.
    """
    texts = read_texts_at(path)
    if len(texts) != 1:
        raise InvalidRulebook([Problem("", "a layer is one TOML file", "name the file", str(path))])
    ((name, text),) = texts.items()
    return read_layer(text, name, rulebook=rulebook)


def read_layer(text: str, source: str = "", *, rulebook: Rulebook | None = None) -> Layer:
    """Read a layer from TOML text, over `rulebook` or the packaged edition that it names.

    :raises InvalidRulebook: with every fault found.

    >>> read_layer('''
    ... name = "example"
    ... title = "An example"
    ... code = "2020"
    ... [[target]]
    ... rule = "R2.record-crime"
    ... within = "24 hours"
    ... ''')
    <Layer example: 1 target, 0 local duties>
    """
    need("text", text, str)
    if rulebook is not None:
        need("rulebook", rulebook, Rulebook)
    read = Source(source, text)
    reader = _LayerReader(read, read.text, rulebook)
    layer: Layer | None = None
    with suppress(TooManyFaults):
        layer = reader.layer()
    if reader.source.problems or layer is None:
        raise InvalidRulebook(reader.source.problems)
    return layer


class _LayerReader:
    """Reads one layer; every fault is recorded on its file."""

    def __init__(self, source: Source, text: str, rulebook: Rulebook | None) -> None:
        self.source, self._text, self._given = source, text, rulebook

    def layer(self) -> Layer | None:
        if self.source.problems:
            return None
        code = self._base()
        if code is None:
            return None
        tables = dict(self.source.tables)
        for key in _CODES_OWN:
            if tables.pop(key, None) is not None:
                self.source.fault("", key, "is the Code's own to say, and not a layer's", "leave it out")
        targets = self._list("target", tables.pop("target", []))
        del tables["code"]
        local = {f"rule[{n}]": dict(table) for n, table in enumerate(self._list("rule", tables.get("rule", [])))}
        limits = {place: (table.pop("within", None), table.pop("enhanced", None)) for place, table in local.items()}
        # A local duty is done or not done: its limit is a target, and no part of the Code.
        tables["rule"] = [{"kind": Kind.UNTIMED.value, **table} for table in local.values()]
        inner = evolve(self.source)
        inner.tables = tables
        inner.problems = self.source.problems
        reader = RulebookReader([inner], over=code)
        book = reader.rulebook()
        if reader.is_whole:
            book = evolve(book, sources={**book.sources}, is_partial=True)
            self.source.problems += lint(book, [inner], unsound=reader.unsound)
        found = {rule.id: target for rule, target in self._local_targets(book, code, limits)}
        for index, table in enumerate(targets):
            target = self._target(f"target[{index}]", table, book, code)
            if target is not None and target.rule in found:
                self.source.fault("", "rule", f"a second target for {target.rule!r}", place=f"target[{index}]")
            elif target is not None:
                found[target.rule] = target
        types = self._types(book, code)
        known = code.vocabulary.extended(types)
        return Layer(book.name, book.title, code.name, found, book.rules, types, known, book.sources, self._text)

    def _types(self, book: Rulebook, code: Rulebook) -> dict[str, EventType]:
        """Return the event types that the layer declares, none of which may do anything to others."""
        types = {name: kind for name, kind in book.vocabulary.items() if name not in code.vocabulary}
        for name, kind in types.items():
            if kind.acts is not None:
                what = f"an event that acts, to {kind.acts}, could release a duty of the Code"
                self.source.fault("", "acts", what, "a layer may only tighten", place=f"events.{name}")
        return types

    def _base(self) -> Rulebook | None:
        """Return the rulebook that the layer is laid over."""
        name = self.source.tables.get("code")
        if self._given is not None and name == self._given.name:
            return self._given
        known = (self._given.name,) if self._given is not None else code_names()
        if name not in known:
            self.source.fault("", "code", "names no rulebook that it can be laid over", nearest(str(name), known))
            return None
        return load_code(next(known for known in code_names() if known == name))

    def _list(self, key: str, value: object) -> list[dict[str, Any]]:
        if isinstance(value, list) and all(isinstance(table, dict) for table in value):
            return value
        self.source.fault("", key, f"is written as [[{key}]]")
        return []

    def _target(self, place: str, table: dict[str, Any], book: Rulebook, code: Rulebook) -> Target | None:
        readers = {"rule": read_text, "within": _limit, "enhanced": _limit, "sources": read_texts}
        try:
            read = read_table(table, readers, needed=("rule", "within"), place=place)
        except InvalidRulebook as error:
            for problem in error.problems:
                self.source.fault("", problem.where.rpartition(": ")[2], problem.what, problem.mend, place=place)
            return None
        rules = {rule.id: rule for rule in code.rules}
        if read["rule"] not in rules:
            what = f"no rule has the id {read['rule']!r}"
            self.source.fault("", "rule", what, nearest(read["rule"], rules), place=place)
            return None
        rule, within = rules[read["rule"]], read["within"]
        for key, what, mend in _loosening(rule, within, read.get("enhanced")):
            self.source.fault(rule.id, key, what, mend, place=place)
        for cite in read.get("sources", ()):
            if cite not in book.sources:
                self.source.fault(rule.id, "sources", f"{cite!r} is not declared under [sources]", place=place)
        return Target(rule.id, within, read.get("enhanced", within), book.name)

    def _local_targets(
        self, book: Rulebook, code: Rulebook, limits: dict[str, tuple[object, object]]
    ) -> Iterator[tuple[Rule, Target]]:
        known = {rule.id for rule in code.rules}
        for rule, (place, (within, enhanced)) in zip(book.rules, limits.items(), strict=True):
            if rule.id in known:
                what = "the Code has a rule of this id; a layer never replaces one"
                self.source.fault(rule.id, "id", what, "choose another id, or write a [[target]] for it", place=place)
            if rule.kind is not Kind.UNTIMED or rule.standard is not None or rule.external:
                what = "a local duty is untimed by the Code: its limit is `within`"
                self.source.fault(rule.id, "kind", what, place=place)
            limit = self._local_limit(rule, "within", within, place)
            sooner = limit if enhanced is None else self._local_limit(rule, "enhanced", enhanced, place)
            if limit is None or sooner is None:
                continue
            for key, what, mend in _lengthening(limit, sooner):
                self.source.fault(rule.id, key, what, mend, place=place)
            yield rule, Target(rule.id, limit, sooner, book.name)

    def _local_limit(self, rule: Rule, key: str, value: object, place: str) -> Limit | None:
        try:
            return _limit(value)
        except ValueError as error:
            self.source.fault(rule.id, key, str(error), "every local duty needs a limit", place=place)
            return None


def _limit(value: object) -> Limit:
    limit = read_bounded_limit(value)
    if not limit.is_counted:
        msg = f"{value!r} is not counted; write '24 hours', '28 days' or '2 working days'"
        raise ValueError(msg)
    return limit


def _lengthening(within: Limit, enhanced: Limit | None) -> Iterator[tuple[str, str, str]]:
    """Say, as `_loosening` does, where the limit under Enhanced Rights might be the longer one."""
    if enhanced is not None and not not_longer(enhanced, within):
        yield "enhanced", f"{enhanced} is not certainly within {within}: Enhanced Rights never lengthen a limit", ""


def _loosening(rule: Rule, within: Limit, enhanced: Limit | None) -> Iterator[tuple[str, str, str]]:
    """Walk the ways in which a target would loosen a rule, each with its key and how to mend it."""
    if rule.kind is Kind.WINDOW:
        yield "rule", "it is the victim's own time limit, which nobody may shorten", "leave it out"
        return
    yield from _lengthening(within, enhanced)
    for key, limit, most in (("within", within, rule.standard), ("enhanced", enhanced, rule.enhanced)):
        if limit is not None and most is not None and most.is_counted and not not_longer(limit, most):
            what = f"{limit} would loosen the Code, or might: it sets {most}"
            yield key, what, "a layer may only tighten"
