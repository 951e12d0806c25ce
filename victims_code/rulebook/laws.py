"""The law of an answer: the editions of a code by date, as the chosen readings read them, with local layers beside."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Any, Final, TypeVar, cast

from attrs import field, frozen

from victims_code.errors import InvalidFact, UnknownName, nearest
from victims_code.frozen import FrozenMapping, Value, frozen_mappings
from victims_code.rights import Right
from victims_code.rulebook.eras import Era, eras_of
from victims_code.rulebook.keeping import Kept, weight_of
from victims_code.rulebook.layers import Layer
from victims_code.rulebook.loading import editions_in_force, load_code
from victims_code.rulebook.readings import Choice, Conventions, Reading
from victims_code.rulebook.rules import Dispute, DutyBasis, Rulebook
from victims_code.vocabulary import EventType, Vocabulary

_Kept = TypeVar("_Kept")


@frozen(repr=False, field_transformer=frozen_mappings)
class Law(Value):
    """What an answer was worked out by. Make one with `law_of`, which checks what it is given.

    It is a value: nothing changes it, and two are equal where their editions, readings and layers are.
    """

    #: The editions, in the order in which they came into force.
    editions: tuple[Rulebook, ...]
    #: The choice of each reading that was settled, by name, in the order of the data; a default may be among them.
    settled: Mapping[str, Choice]
    layers: tuple[Layer, ...]
    #: Whether the newest edition is applied to every event, as if it had always been in force.
    whatever_the_date: bool
    #: The choices that are no default: what makes it read otherwise than it is written.
    chosen: Mapping[str, Choice] = field(init=False, eq=False)
    #: How the engine counts.
    conventions: Conventions = field(init=False, eq=False)
    #: The spans of trigger days, in order.
    eras: tuple[Era, ...] = field(init=False, eq=False)
    _kept: dict[type, object] = field(init=False, eq=False, factory=dict)

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
        return tuple(eras_of(self.editions, self.chosen, whatever_the_date=self.whatever_the_date))

    @property
    def current(self) -> Rulebook:
        """The newest edition, under the readings."""
        return self.eras[-1].rulebook

    @property
    def rights(self) -> tuple[int, ...]:
        """The numbers of the Rights: those of the Victims' Code, and any other that a rule belongs to."""
        local = tuple(rule for layer in self.layers for rule in layer.rules)
        rules = (rule for era in self.eras for rule in (*era.rules, *era.external, *local))
        return tuple(sorted({*map(int, Right), *(rule.right for rule in rules)}))

    @property
    def readings(self) -> Mapping[str, Reading]:
        """The questions that can be read in more than one way, by name."""
        return FrozenMapping(_readings(self.editions))

    @property
    def sources(self) -> Mapping[str, str]:
        """Every source that an answer may cite, by its key."""
        found: dict[str, str] = {}
        for known in (*(book.sources for book in self.editions), *(layer.sources for layer in self.layers)):
            found.update(known)
        return FrozenMapping(found)

    @property
    def disputes(self) -> Mapping[str, Dispute]:
        """Every open dispute that an answer may name."""
        return FrozenMapping({name: dispute for book in self.editions for name, dispute in book.disputes.items()})

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

        :raises UnknownName: when there is no such reading or choice.
        """
        return Law(self.editions, _settled(self.editions, readings), self.layers, self.whatever_the_date)

    def duty_basis(self, day: dt.date) -> DutyBasis:
        """Return the basis of the duty on `day`; before the first, the first."""
        return self.on(day).rulebook.duty_basis(day)

    def kept(self, kind: type[_Kept], make: Callable[[Law], _Kept]) -> _Kept:
        """Return what another room makes of it: made when it is first asked for, and kept for as long as it lives."""
        found = self._kept.get(kind)
        if not isinstance(found, kind):
            found = self._kept.setdefault(kind, make(self))  # the first for all, should two threads have made it
        return cast("_Kept", found)

    def __hash__(self) -> int:
        return hash((self.editions, tuple(self.settled), self.layers, self.whatever_the_date))

    def __reduce__(self) -> tuple[object, ...]:
        # The choices are in the editions: their names travel. Where it arrives, one law serves all of its answers.
        if self == _plain_law(self.whatever_the_date):
            return _plain_law, (self.whatever_the_date,)
        chosen = tuple((name, choice.name) for name, choice in self.settled.items())
        return _law, (self.editions, chosen, self.layers, self.whatever_the_date)

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

    :raises UnknownName: when there is no such reading or choice, with the nearest.
    :raises InvalidFact: when an argument is of the wrong kind, or the layers do not go together.

    >>> law_of(readings={"weekend_start": "next_working_day_is_day_0"}).conventions.counts_from_next_working_day
    True
    """
    if rulebook is not None:
        _need("rulebook", rulebook, Rulebook, "a Rulebook; load_code gives one")
    _need("whatever_the_date", whatever_the_date, bool, "True or False")
    if rulebook is None and not readings and not layers:
        return _plain_law(whatever_the_date)
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
    return _law(_editions(rulebook, whatever=whatever_the_date), chosen, laid_over, whatever_the_date)


def _need(name: str, value: object, kind: type, what: str) -> None:
    if not isinstance(value, kind):
        msg = f"{name}: {what} is needed, not {type(value).__name__}"
        raise InvalidFact(msg)


@cache
def _plain_law(whatever_the_date: bool) -> Law:  # noqa: FBT001 - a cache takes no keywords
    """Return the law of the package without readings or layers, which most answers use: it is never forgotten."""
    return _law(_editions(None, whatever=whatever_the_date), (), (), whatever_the_date)


def _editions(rulebook: Rulebook | None, *, whatever: bool) -> tuple[Rulebook, ...]:
    if rulebook is not None:
        return (rulebook,)
    return (load_code(),) if whatever else editions_in_force()


#: The laws that were put together last.
_LAWS: Final[Kept[Law]] = Kept()


def _law(
    editions: tuple[Rulebook, ...],
    chosen: tuple[tuple[str, str], ...],
    layers: tuple[Layer, ...],
    whatever_the_date: bool,  # noqa: FBT001 - as `Law` has it, and pickle gives no keywords
) -> Law:
    """Return the law of some editions, made once: what many answers rest on, also where they arrived by pickle."""
    for layer in layers:
        if layer.code not in {book.name for book in editions}:
            msg = f"layers: {layer.name!r} is laid over the rulebook {layer.code!r}, which this answer does not use"
            raise InvalidFact(msg)
    return _LAWS.get(
        (editions, chosen, layers, whatever_the_date),
        weight_of(editions, layers),
        lambda: Law(editions, _settled(editions, dict(chosen)), layers, whatever_the_date),
    )


def _readings(editions: tuple[Rulebook, ...]) -> dict[str, Reading]:
    """Return the readings of all editions by name; on one that two of them have, the newest one's word."""
    found: dict[str, Reading] = {}
    for book in reversed(editions):
        for name, reading in book.readings.items():
            found.setdefault(name, reading)
    return found


def _settled(editions: tuple[Rulebook, ...], readings: Mapping[str, str]) -> dict[str, Choice]:
    """Return the choices by reading, in the order of the data.

    :raises UnknownName: when there is no such reading or choice.
    """
    known = _readings(editions)
    for name, choice in readings.items():
        if name not in known:
            msg = f"readings: unknown reading {name!r}; {nearest(name, known)}"
            raise UnknownName(msg)
        if choice not in known[name].choices:
            msg = f"readings: {name!r} has no choice {choice!r}; {nearest(choice, known[name].choices)}"
            raise UnknownName(msg)
    return {name: reading.choices[readings[name]] for name, reading in known.items() if name in readings}
