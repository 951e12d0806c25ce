"""The law of an answer: the editions of a code by date, as the chosen readings read them, with local layers beside."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any, Final

from attrs import evolve, field, frozen

from victims_code.criteria import Category
from victims_code.errors import InvalidFact, nearest
from victims_code.rulebook.keeping import Kept, weight_of
from victims_code.rulebook.layers import Layer
from victims_code.rulebook.loading import editions_in_force, load_code
from victims_code.rulebook.readings import Choice, Conventions, Reading
from victims_code.rulebook.rules import Dispute, DutyBasis, Rule, Rulebook
from victims_code.vocabulary import EventType, Vocabulary


@frozen(eq=False)
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


@frozen(eq=False, repr=False)
class Law:
    """What an answer was worked out by. Make one with `law_of`, which checks what it is given."""

    #: The editions, in the order in which they came into force.
    editions: tuple[Rulebook, ...]
    #: The choice of each reading that was settled, by name, in the order of the data; a default may be among them.
    settled: Mapping[str, Choice]
    layers: tuple[Layer, ...]
    #: Whether the newest edition is applied to every event, as if it had always been in force.
    whatever_the_date: bool
    #: The choices that are no default: what makes it read otherwise than it is written.
    chosen: Mapping[str, Choice] = field(init=False)
    #: How the engine counts.
    conventions: Conventions = field(init=False)
    #: The spans of trigger days, in order.
    eras: tuple[Era, ...] = field(init=False)
    #: What other rooms worked out from it once, kept for as long as it lives.
    kept: dict[str, object] = field(init=False, factory=dict)

    @chosen.default
    def _leave_out_defaults(self) -> Mapping[str, Choice]:
        return {name: choice for name, choice in self.settled.items() if not choice.is_default}

    @conventions.default
    def _join_conventions(self) -> Conventions:
        found: dict[str, Any] = {}
        for choice in self.chosen.values():
            found.update(choice.conventions)
        return Conventions(**found)

    @eras.default
    def _span_eras(self) -> tuple[Era, ...]:
        return tuple(_eras(self))

    @property
    def current(self) -> Rulebook:
        """The newest edition, under the readings."""
        return self.eras[-1].rulebook

    @property
    def readings(self) -> dict[str, Reading]:
        """The questions that can be read in more than one way, by name."""
        return _readings(self.editions)

    @property
    def sources(self) -> dict[str, str]:
        """Every source that an answer may cite, by its key."""
        found: dict[str, str] = {}
        for known in (*(book.sources for book in self.editions), *(layer.sources for layer in self.layers)):
            found.update(known)
        return found

    @property
    def disputes(self) -> dict[str, Dispute]:
        """Every open dispute that an answer may name."""
        return {name: dispute for book in self.editions for name, dispute in book.disputes.items()}

    @property
    def vocabulary(self) -> Vocabulary:
        """The types of event that a case may hold under this law."""
        known = self.editions[-1].vocabulary
        for layer in self.layers:
            known = known.extended(layer.types)
        return known

    def on(self, day: dt.date) -> Era:
        """Return the era of a trigger day."""
        return next(era for era in reversed(self.eras) if era.since is None or era.since <= day)

    def under(self, readings: Mapping[str, str]) -> Law:
        """Return the same law under other readings.

        :raises InvalidFact: when there is no such reading or choice.
        """
        return Law(self.editions, _settled(self.editions, readings), self.layers, self.whatever_the_date)

    def duty_basis(self, day: dt.date) -> DutyBasis:
        """Return the basis of the duty on `day`; before the first, the first."""
        return self.on(day).rulebook.duty_basis(day)

    def __reduce__(self) -> tuple[type[Law], tuple[object, ...]]:
        # What other rooms keep with it is made again where it is needed.
        return Law, (self.editions, self.settled, self.layers, self.whatever_the_date)

    def __repr__(self) -> str:
        """Return the names of the editions, the readings that are no default, and the layers."""
        names = ", ".join(book.name for book in self.editions)
        return f"<Law of {names}; {len(self.chosen)} readings chosen, {len(self.layers)} layers>"


def law_of(
    rulebook: Rulebook | None = None,
    *,
    readings: Mapping[str, str] | None = None,
    layers: Iterable[Layer] = (),
    whatever_the_date: bool = False,
) -> Law:
    """Put together the law of an answer: the editions in force, or one `rulebook`, with readings and layers.

    :raises InvalidFact: when there is no such reading or choice, with the nearest; or a layer is of the wrong kind.

    >>> law_of(readings={"weekend_start": "next_working_day_is_day_0"}).conventions.counts_from_next_working_day
    True
    """
    if rulebook is not None:
        _need("rulebook", rulebook, Rulebook, "a Rulebook; load_code gives one")
    _need("whatever_the_date", whatever_the_date, bool, "True or False")
    if not readings and not layers:
        if rulebook is None:
            return _plain_law(whatever_the_date)
        bare = rulebook, (), (), whatever_the_date
        return _LAWS.get(bare, weight_of([rulebook], ()), lambda: _law(*bare))
    _need("readings", readings or {}, Mapping, "a dictionary such as {'unassessed': 'standard'}")
    _need("layers", layers, Iterable, "a list of Layer; load_layer reads one from a file")
    laid_over = tuple(layers)
    for layer in laid_over:
        _need("layers", layer, Layer, "a list of Layer; load_layer reads one from a file")
    names = [rule.id for layer in laid_over for rule in layer.rules]
    for name in names:
        if names.count(name) > 1:
            msg = f"layers: {name!r} is a local duty of more than one; give each an id of its own"
            raise InvalidFact(msg)
    types: dict[str, EventType] = {}
    for name, kind in (each for layer in laid_over for each in layer.types.items()):
        if types.setdefault(name, kind) != kind:
            msg = f"layers: two declare the event type {name!r}, each in its own way; give each a name of its own"
            raise InvalidFact(msg)
    chosen = tuple(sorted((str(name), str(choice)) for name, choice in dict(readings or {}).items()))
    weight = weight_of(() if rulebook is None else [rulebook], laid_over)
    key = rulebook, chosen, laid_over, whatever_the_date
    return _LAWS.get(key, weight, lambda: _law(*key))


def _need(name: str, value: object, kind: type, what: str) -> None:
    if not isinstance(value, kind):
        msg = f"{name}: {what} is needed, not {type(value).__name__}"
        raise InvalidFact(msg)


#: The laws that were put together last.
_LAWS: Final[Kept[Law]] = Kept()


@cache
def _plain_law(whatever_the_date: bool) -> Law:  # noqa: FBT001 - a cache takes no keywords
    """Return the law of the package without readings or layers, which most answers use: it is never forgotten."""
    return _law(None, (), (), whatever_the_date)


def _editions(rulebook: Rulebook | None, *, whatever: bool) -> tuple[Rulebook, ...]:
    if rulebook is not None:
        return (rulebook,)
    return (load_code(),) if whatever else editions_in_force()


def _law(
    rulebook: Rulebook | None,
    chosen: tuple[tuple[str, str], ...],
    layers: tuple[Layer, ...],
    whatever_the_date: bool,  # noqa: FBT001 - as the key of what is kept has it
) -> Law:
    editions = _editions(rulebook, whatever=whatever_the_date)
    for layer in layers:
        if layer.code not in {book.name for book in editions}:
            msg = f"layers: {layer.name!r} is laid over the rulebook {layer.code!r}, which this answer does not use"
            raise InvalidFact(msg)
    return Law(editions, _settled(editions, dict(chosen)), layers, whatever_the_date)


def _readings(editions: tuple[Rulebook, ...]) -> dict[str, Reading]:
    """Return the readings of all editions by name; on one that two of them have, the newest one's word."""
    found: dict[str, Reading] = {}
    for book in reversed(editions):
        for name, reading in book.readings.items():
            found.setdefault(name, reading)
    return found


def _settled(editions: tuple[Rulebook, ...], readings: Mapping[str, str]) -> dict[str, Choice]:
    """Return the choices by reading, in the order of the data.

    :raises InvalidFact: when there is no such reading or choice.
    """
    known = _readings(editions)
    for name, choice in readings.items():
        if name not in known:
            msg = f"readings: unknown reading {name!r}; {nearest(name, known)}"
            raise InvalidFact(msg)
        if choice not in known[name].choices:
            msg = f"readings: {name!r} has no choice {choice!r}; {nearest(choice, known[name].choices)}"
            raise InvalidFact(msg)
    return {name: reading.choices[readings[name]] for name, reading in known.items() if name in readings}


def _eras(law: Law) -> Iterator[Era]:
    """Walk the spans of trigger days: one for each edition, and one for each day on which a choice sets in.

    What is set outside the Code binds whatever the edition, so the newest edition's word on it holds in every span. An
    edition that is only laid has no word: nothing arises under it on any day.
    """
    newest = law.editions[-1]
    since = {choice.since for choice in law.chosen.values() if choice.since is not None}
    starts = {book.in_force_from: book for book in law.editions if book.in_force_from is not None}
    if law.whatever_the_date:
        starts = {dt.date.min: newest}
    first = min(starts, default=dt.date.max)
    yield _era(None, newest, newest, law)
    for start in sorted({*starts, *(day for day in since if day > first)}):
        edition = starts[max(day for day in starts if day <= start)]
        yield _era(start, edition, newest, law)


def _era(since: dt.date | None, edition: Rulebook, newest: Rulebook, law: Law) -> Era:
    book = read_as(edition, law.chosen, since)
    rules = () if since is None else book.rules
    if newest.in_force_from is None and not law.whatever_the_date:
        return Era(since, edition, book, rules, ())
    outside = book if edition is newest else read_as(newest, law.chosen, since)
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
