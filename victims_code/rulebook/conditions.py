"""Conditions: when a rule applies, in a small closed language with three answers, that prints as English.

A condition is a named test, or all, any or not of others. There is nothing else: no arithmetic, no code. Each node
answers True, False or None for unknown, and says which facts would settle it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol, TypeAlias

from attrs import frozen

from victims_code.cases import History, Jurisdiction
from victims_code.eligibility import Standing
from victims_code.events import Event, happened_before
from victims_code.victims import OffenceCategory, Role, Victim


class Facts(Protocol):
    """What a condition may look at: one victim, one triggering event, and the history as it stood."""

    victim: Victim
    standing: Standing
    history: History
    jurisdiction: Jurisdiction
    #: The event that gives rise to the duty.
    trigger: Event
    #: The London day, as an ordinal, on which status and states are read.
    day: int


@frozen
class RoleIs:
    """The victim receives services in this role."""

    words: str
    role: Role

    def evaluate(self, facts: Facts) -> bool | None:
        """Compare the role, which is always known."""
        return facts.victim.role is self.role

    def unknown(self, _facts: Facts) -> tuple[str, ...]:
        """Name nothing: a role is always known."""
        return ()


@frozen
class OffenceIs:
    """The offence is of this category."""

    words: str
    offence: OffenceCategory

    def evaluate(self, facts: Facts) -> bool | None:
        """Look in the victim's offence categories; unknown where they are."""
        categories = facts.victim.offence_categories
        return None if categories is None else self.offence in categories

    def unknown(self, facts: Facts) -> tuple[str, ...]:
        """Name the categories where they are unknown."""
        return ("offence_categories",) if facts.victim.offence_categories is None else ()


@frozen
class FactIs:
    """A yes/no fact of the victim is yes."""

    words: str
    fact: str

    def evaluate(self, facts: Facts) -> bool | None:
        """Return the fact as recorded."""
        answer: bool | None = getattr(facts.victim, self.fact)
        return answer

    def unknown(self, facts: Facts) -> tuple[str, ...]:
        """Name the fact where it is unknown."""
        return (self.fact,) if self.evaluate(facts) is None else ()


@frozen
class JurisdictionIs:
    """The offence was committed, or is prosecuted, in this jurisdiction."""

    words: str
    jurisdiction: Jurisdiction

    def evaluate(self, facts: Facts) -> bool | None:
        """Compare the jurisdiction, which is always known."""
        return facts.jurisdiction is self.jurisdiction

    def unknown(self, _facts: Facts) -> tuple[str, ...]:
        """Name nothing: a jurisdiction is always known."""
        return ()


@frozen
class Shows:
    """The victim shows a quality under the criteria of Enhanced Rights, such as ``vulnerable``."""

    words: str
    quality: str

    def evaluate(self, facts: Facts) -> bool | None:
        """Ask the victim's standing on the day."""
        return facts.standing.shows_on(self.quality, facts.day)

    def unknown(self, facts: Facts) -> tuple[str, ...]:
        """Name the quality where it is unknown."""
        return (self.quality,) if self.evaluate(facts) is None else ()


@frozen
class InCategory:
    """The victim is in a category of Enhanced Rights."""

    words: str
    category: str

    def evaluate(self, facts: Facts) -> bool | None:
        """Ask the victim's standing on the day."""
        return facts.standing.category_on(self.category, facts.day)

    def unknown(self, facts: Facts) -> tuple[str, ...]:
        """Name the category where it is unknown."""
        return (self.category,) if self.evaluate(facts) is None else ()


@frozen
class HasEnhancedRights:
    """The victim has Enhanced Rights on the day."""

    words: str

    def evaluate(self, facts: Facts) -> bool | None:
        """Ask the victim's standing on the day."""
        return facts.standing.on(facts.day)

    def unknown(self, facts: Facts) -> tuple[str, ...]:
        """Name the status where it is unknown."""
        return ("enhanced_rights",) if self.evaluate(facts) is None else ()


@frozen
class StateIs:
    """A state of the case, switched on and off by events, is on when the triggering event happens."""

    words: str
    name: str
    starts: bool
    on: tuple[str, ...]
    off: tuple[str, ...]

    def evaluate(self, facts: Facts) -> bool | None:
        """Return how the latest switch left it that did not happen after the triggering event."""
        latest: Event | None = None
        trigger, history = facts.trigger, facts.history
        for name in (*self.on, *self.off):
            for event in history.by_type.get(name, ()):
                if event.day > trigger.day:
                    break
                if (
                    event.victim in (None, facts.victim.id)
                    and not happened_before(trigger, event)
                    and history.speaks_for(event, trigger)
                    and (latest is None or event.place > latest.place)
                ):
                    latest = event
        return self.starts if latest is None else latest.type in self.on

    def unknown(self, _facts: Facts) -> tuple[str, ...]:
        """Name nothing: a state that nothing switched is as it starts."""
        return ()


@frozen
class DetailSays:
    """A detail of the triggering event is yes, is at least a number, or is one of some words."""

    words: str
    detail: str
    at_least: float | None = None
    one_of: tuple[str, ...] = ()
    none_of: tuple[str, ...] = ()

    def evaluate(self, facts: Facts) -> bool | None:
        """Read the detail; unknown where it is missing, or a word on neither list."""
        value = facts.trigger.details.get(self.detail)
        if isinstance(value, bool):
            return value
        if isinstance(value, int | float) and self.at_least is not None:
            return value >= self.at_least
        if not isinstance(value, str):
            return None
        word = value.strip().casefold().replace(" ", "_").replace("-", "_")
        return True if word in self.one_of else False if word in self.none_of else None

    def unknown(self, facts: Facts) -> tuple[str, ...]:
        """Name the detail where it is unknown."""
        return (f"{facts.trigger.id}.{self.detail}",) if self.evaluate(facts) is None else ()


@frozen
class Unrecorded:
    """A fact that no field of a case carries: always unknown, and said to be."""

    words: str
    name: str

    def evaluate(self, _facts: Facts) -> bool | None:
        """Return unknown."""
        return None

    def unknown(self, _facts: Facts) -> tuple[str, ...]:
        """Name the fact."""
        return (self.name,)


@frozen
class Not:
    """The opposite of a condition."""

    part: Condition
    given_words: str = ""

    @property
    def words(self) -> str:
        """Return the words given, or the part's with ``not``."""
        return self.given_words or f"not: {self.part.words}"

    def evaluate(self, facts: Facts) -> bool | None:
        """Turn yes into no and no into yes."""
        answer = self.part.evaluate(facts)
        return None if answer is None else not answer

    def unknown(self, facts: Facts) -> tuple[str, ...]:
        """Name what the part leaves unknown."""
        return self.part.unknown(facts)


@frozen
class All:
    """Every part holds."""

    parts: tuple[Condition, ...]
    given_words: str = ""

    @property
    def words(self) -> str:
        """Return the words given, or the parts' joined by ``and``."""
        return self.given_words or " and ".join(part.words for part in self.parts)

    def evaluate(self, facts: Facts) -> bool | None:
        """Return no if any part is no, yes if all are yes, otherwise unknown."""
        answer: bool | None = True
        for part in self.parts:
            found = part.evaluate(facts)
            if found is False:
                return False
            if found is None:
                answer = None
        return answer

    def unknown(self, facts: Facts) -> tuple[str, ...]:
        """Name what the parts leave unknown, unless one is no."""
        return _unknown(self, facts)


@frozen
class AnyOf:
    """At least one part holds."""

    parts: tuple[Condition, ...]
    given_words: str = ""

    @property
    def words(self) -> str:
        """Return the words given, or the parts' joined by ``or``, saying what they share once."""
        if self.given_words:
            return self.given_words
        words = [part.words for part in self.parts]
        shared = _shared_beginning(words)
        words = [words[0], *(text.removeprefix(shared) for text in words[1:])]
        comma = "," if any(" and " in text for text in words) else ""
        return f"{', '.join(words[:-1])}{comma} or {words[-1]}"

    def evaluate(self, facts: Facts) -> bool | None:
        """Return yes if any part is yes, no if all are no, otherwise unknown."""
        answer: bool | None = False
        for part in self.parts:
            found = part.evaluate(facts)
            if found:
                return True
            if found is None:
                answer = None
        return answer

    def unknown(self, facts: Facts) -> tuple[str, ...]:
        """Name what the parts leave unknown, unless one is yes."""
        return _unknown(self, facts)


Condition: TypeAlias = (
    RoleIs | OffenceIs | FactIs | JurisdictionIs | Shows | InCategory | HasEnhancedRights | StateIs | DetailSays
    | Unrecorded | Not | All | AnyOf
)  # fmt: skip

#: The tests whose answer is the same for every duty to a victim, whatever the trigger and the day.
_OF_THE_VICTIM = (RoleIs, OffenceIs, FactIs, JurisdictionIs)


def is_of_victim(condition: Condition) -> bool:
    """Whether the answer depends on the victim alone, so that it can be worked out once."""
    return all(isinstance(leaf, _OF_THE_VICTIM) for leaf in leaves(condition))


def leaves(condition: Condition) -> Iterable[Condition]:
    """Walk the tests that a condition is made of."""
    if isinstance(condition, Not):
        yield from leaves(condition.part)
    elif isinstance(condition, All | AnyOf):
        for part in condition.parts:
            yield from leaves(part)
    else:
        yield condition


def in_english(condition: Condition) -> str:
    """Print a condition; the outermost parts that must all hold are set apart by semicolons.

    >>> bereaved = RoleIs("victim is a bereaved close relative", Role.BEREAVED_CLOSE_RELATIVE)
    >>> in_english(All((bereaved, DetailSays("outcome is a conviction", "outcome", one_of=("guilty",)))))
    'victim is a bereaved close relative; outcome is a conviction'
    """
    if isinstance(condition, All) and not condition.given_words:
        return "; ".join(part.words for part in condition.parts)
    return condition.words


def _unknown(condition: All | AnyOf, facts: Facts) -> tuple[str, ...]:
    if condition.evaluate(facts) is not None:
        return ()
    return tuple(dict.fromkeys(name for part in condition.parts for name in part.unknown(facts)))


def _shared_beginning(words: list[str]) -> str:
    beginning, is_, _ = words[0].partition(" is ")
    start = beginning + is_
    return start if is_ and all(text.startswith(start) for text in words) else ""
