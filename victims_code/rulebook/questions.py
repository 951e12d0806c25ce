"""The single tests that conditions are made of: each asks one thing of a victim, a trigger or the history.

Each answers True, False or None for unknown, says in words what it asks, and names the facts that would settle it.
"""

from __future__ import annotations

from typing import Protocol

from attrs import frozen

from victims_code.cases import History, Jurisdiction
from victims_code.eligibility import Standing
from victims_code.events import Event, agree, happened_before
from victims_code.victims import OffenceCategory, Role, Victim
from victims_code.vocabulary import DetailKind


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
        """Name the facts that would settle it."""
        return facts.standing.unknown_for_quality(self.quality, facts.day)


@frozen
class InCategory:
    """The victim is in a category of Enhanced Rights."""

    words: str
    category: str

    def evaluate(self, facts: Facts) -> bool | None:
        """Ask the victim's standing on the day."""
        return facts.standing.category_on(self.category, facts.day)

    def unknown(self, facts: Facts) -> tuple[str, ...]:
        """Name the facts that would settle it."""
        return facts.standing.unknown_for_category(self.category, facts.day)


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
        """Return how the latest switch left it that did not happen after the triggering event.

        What switched it on for one suspect holds also where the trigger names none; what switched it off for one, only
        where that speaks for all that the trigger concerns.
        """
        latest: Event | None = None
        trigger, history = facts.trigger, facts.history
        for name in (*self.on, *self.off):
            for event in history.by_type.get(name, ()):
                if event.day > trigger.day:
                    break
                if (
                    event.victim in (None, facts.victim.id)
                    and not happened_before(trigger, event)
                    and (agree if name in self.on else history.speaks_for)(event, trigger)
                    and (latest is None or event.place > latest.place)
                ):
                    latest = event
        return self.starts if latest is None else latest.type in self.on

    def unknown(self, _facts: Facts) -> tuple[str, ...]:
        """Name nothing: a state that nothing switched is as it starts."""
        return ()


def plain_word(text: str) -> str:
    """Return a word as conditions compare it, however a case writes it.

    >>> plain_word(" Not-guilty ")
    'not_guilty'
    """
    return text.strip().casefold().replace(" ", "_").replace("-", "_")


@frozen
class DetailSays:
    """A detail of the triggering event is yes, is at least a number, or is one of some words."""

    words: str
    detail: str
    at_least: float | None = None
    one_of: tuple[str, ...] = ()
    none_of: tuple[str, ...] = ()

    @property
    def kind(self) -> DetailKind:
        """The kind of detail that it can read."""
        if self.at_least is not None:
            return DetailKind.NUMBER
        return DetailKind.TEXT if self.one_of or self.none_of else DetailKind.YES_NO

    def evaluate(self, facts: Facts) -> bool | None:
        """Read the detail; unknown where it is missing, or a word on neither list."""
        value = facts.trigger.details.get(self.detail)
        if isinstance(value, bool):
            return value
        if isinstance(value, int | float) and self.at_least is not None:
            return value >= self.at_least
        if not isinstance(value, str):
            return None
        word = plain_word(value)
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
