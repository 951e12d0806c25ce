"""Mutants: the rule data, changed in one place as a slip of the pen could, without a file being touched.

Each mutant is a law that differs from the true one in a single value. What cannot change any answer is argued where the
change is made, by what the engine does with that value, and never by naming the mutant.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from attrs import evolve, field, frozen

from tests.proof.mutants_of_books import of_book, of_criteria, of_states
from tests.proof.mutants_of_readings import defaults_swapped, of_reading
from tests.proof.mutants_of_rules import Change, of_rule
from victims_code.rulebook import Choice, Law, Layer, Rulebook, editions_in_force, law_of
from victims_code.rulebook.conditions import Shows, leaves
from victims_code.testing.vectors import Level


@frozen(kw_only=True, eq=False)
class Mutant:
    """A law that is wrong in one place."""

    #: The edition and the rule or the matter, and what is wrong: ``2020/R6.arrest: standard +1``.
    id: str
    #: What it is about: a rule, a reading, or else the level of the vectors that ask for it.
    about: str
    #: The editions, one of them wrong.
    editions: tuple[Rulebook, ...]
    #: The reading of which a choice is wrong: only a question that asks for it can tell.
    reading: str | None = None
    #: What is taken where a question asks for no choice of a reading.
    settled: Mapping[str, Choice] = field(factory=dict)
    #: Why it can change no answer; empty where it must be found out.
    argument: str = ""

    def law(self, readings: Mapping[str, str], layers: tuple[Layer, ...]) -> Law:
        """Return the law by which a question with these readings and layers would be answered."""
        asked = Law(self.editions, {}, (), whatever_the_date=False).under(readings).settled
        return Law(self.editions, {**self.settled, **asked}, layers, whatever_the_date=False)


@cache
def mutants() -> tuple[Mutant, ...]:
    """Return every mutant of the editions of the package."""
    return tuple(_mutants())


def by_subject() -> dict[str, list[Mutant]]:
    """Return the mutants by what they are of: a rule, a reading or a criterion with its edition, or an edition."""
    found: dict[str, list[Mutant]] = {}
    for mutant in mutants():
        found.setdefault(mutant.id.partition(":")[0], []).append(mutant)
    return found


def _mutants() -> Iterator[Mutant]:
    editions = editions_in_force()
    newest = editions[-1]
    for book in editions:
        for rule in book.rules:
            for change in of_rule(rule, book, is_newest=book is newest):
                rules = tuple(evolve(each, **change.fields) if each is rule else each for each in book.rules)
                yield _mutant(book, f"/{rule.id}", evolve(change, fields={"rules": rules}), about=rule.id)
        for change in of_book(book, is_newest=book is newest):
            yield _mutant(book, "", change, about=Level.HISTORY)
        for change in of_states(book):
            yield _mutant(book, "", change, about=Level.MEETING)
        for reading in book.readings.values():
            for change in of_reading(reading, book):
                yield evolve(_mutant(book, f"/{reading.name}", change, about=reading.name), reading=reading.name)
    conditions = [rule.applies_if for rule in newest.rules if rule.applies_if is not None]
    asked = frozenset(leaf.quality for each in conditions for leaf in leaves(each) if isinstance(leaf, Shows))
    for change in of_criteria(newest.criteria, asked=asked):
        # One file tells both editions who has Enhanced Rights.
        wrong = tuple(evolve(book, **change.fields) for book in editions)
        yield Mutant(id=change.name, about=Level.ENHANCED_RIGHTS, editions=wrong, argument=change.argument)
    for name, settled in defaults_swapped(law_of().readings):
        yield Mutant(id=name, about=name.partition(":")[0], editions=editions, settled=settled)


def _mutant(book: Rulebook, subject: str, change: Change, *, about: str) -> Mutant:
    """Make the mutant of one edition that is wrong."""
    wrong = tuple(evolve(each, **change.fields) if each is book else each for each in editions_in_force())
    return Mutant(id=f"{book.name}{subject}: {change.name}", about=about, editions=wrong, argument=change.argument)
