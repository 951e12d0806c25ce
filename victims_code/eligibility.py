"""Enhanced Rights: whether a victim has them on a given day, why, and what is unknown.

Three categories, any one of which is enough. A category that follows from facts holds from the offence; one that
needs an assessment holds from a provider's determination, or from a recorded fact. Nothing unknown is taken for no.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from attrs import evolve

from victims_code.arguments import each_of, need
from victims_code.criteria import Category, code_criteria
from victims_code.dates import When, checked_when, london_day
from victims_code.events import Event
from victims_code.standings import CategoryStanding, EnhancedRights, Standing
from victims_code.victims import Victim

if TYPE_CHECKING:
    from victims_code.cases import History

__all__ = ["CategoryStanding", "EnhancedRights", "Standing", "StandingAtService", "enhanced_rights", "standing_in"]


def enhanced_rights(
    victim: Victim,
    events: Iterable[Event] = (),
    *,
    on: When | None = None,
    criteria: tuple[Category, ...] | None = None,
) -> EnhancedRights:
    """Say whether `victim` has Enhanced Rights on the London day of `on` (None: after the last of `events`).

    Age is measured at `offence_committed`, or at the earliest event where there is none. `criteria` are those of the
    Victims' Code unless another code's are given. Source: the facts E1 to E9, each graded in the data.

    :raises InvalidFact: when an argument is of another kind, or `on` has no offset.

    >>> answer = enhanced_rights(Victim("V1", offence_categories=["hate_crime"]))
    >>> answer.entitled, answer.because
    (<Truth.YES: 'yes'>, ('victim of the most serious crime: hate_crime',))
    """
    need("victim", victim, Victim)
    day = None if on is None else london_day(checked_when(on, "on"))
    known = code_criteria() if criteria is None else each_of("criteria", criteria, Category)
    ordered = sorted(each_of("events", events, Event), key=lambda event: event.place)
    seen = [event for event in ordered if day is None or event.day <= day.toordinal()]
    standing = Standing(victim, seen, known)
    return standing.answer(day)


def standing_in(
    victim: Victim,
    history: History,
    criteria: tuple[Category, ...],
    *,
    unassessed_have: bool | None = None,
    age_at_service: bool = False,
) -> Standing:
    """Return the victim's standing through a history, without what was voided.

    With `age_at_service` their age is measured on each day that is asked for, and not at the offence.
    """
    events = history.events
    if history.voided:
        events = tuple(event for event in events if event.id not in history.voided)
    kind = StandingAtService if age_at_service else Standing
    return kind(victim, events, criteria, unassessed_have=unassessed_have)


class StandingAtService(Standing):
    """A standing that measures age on each day that is asked for: a disputed reading of "under 18"."""

    __slots__ = ("_by_day",)

    #: The standings that were asked for, by day: each the same, whoever asked first.
    _by_day: dict[int, Standing]

    def __init__(
        self,
        victim: Victim,
        events: Iterable[Event],
        criteria: tuple[Category, ...],
        *,
        unassessed_have: bool | None = None,
    ) -> None:
        """As `Standing`, of which it makes one for each day."""
        super().__init__(victim, events, criteria, unassessed_have=unassessed_have)
        object.__setattr__(self, "_by_day", {})

    def _at(self, day: int) -> Standing:
        """Return the standing with age measured on `day`; what is recorded of the offence tells only who is older."""
        if day not in self._by_day:
            victim = self.victim
            if victim.under_18_at_offence:
                victim = evolve(victim, under_18_at_offence=None)
            self._by_day[day] = Standing(
                victim, self._events, self._criteria, unassessed_have=self._undetermined, age_on=day
            )
        return self._by_day[day]

    def on(self, day: int) -> bool | None:
        """As `Standing.on`."""
        return self._at(day).on(day)

    def category_on(self, name: str, day: int) -> bool | None:
        """As `Standing.category_on`."""
        return self._at(day).category_on(name, day)

    def shows_on(self, quality: str, day: int) -> bool | None:
        """As `Standing.shows_on`."""
        return self._at(day).shows_on(quality, day)

    def unknown_for_category(self, name: str, day: int) -> tuple[str, ...]:
        """As `Standing.unknown_for_category`."""
        return self._at(day).unknown_for_category(name, day)

    def unknown_for_quality(self, quality: str, day: int) -> tuple[str, ...]:
        """As `Standing.unknown_for_quality`."""
        return self._at(day).unknown_for_quality(quality, day)

    def answer(self, day: date | None) -> EnhancedRights:
        """As `Standing.answer`; without a day, by the age at the offence."""
        return super().answer(None) if day is None else self._at(day.toordinal()).answer(day)
