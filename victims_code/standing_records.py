"""What is on record of a victim's standing: the facts against each criterion, and what providers determined."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from victims_code.criteria import ADULT, Category, Criterion, SettledBy
from victims_code.dates import is_under
from victims_code.events import Event
from victims_code.frozen import Value
from victims_code.victims import Role, Victim
from victims_code.vocabulary import REWRITES, Act


class StandingRecord(Value):
    """What is on record of whether a victim has Enhanced Rights: facts and determinations, read once.

    It is a value: nothing changes it, and two are equal where they are made of the same.
    """

    __slots__ = (
        "_age_on", "_always", "_assessed", "_criteria", "_determinations", "_events", "_facts", "_otherwise",
        "_undetermined", "age_day", "age_event", "age_is_at_offence", "victim",
    )  # fmt: skip

    victim: Victim
    #: The day and the event at which age is measured, and whether that is the offence.
    age_day: int | None
    age_event: str | None
    age_is_at_offence: bool
    _events: tuple[Event, ...]
    _criteria: tuple[Category, ...]
    _undetermined: bool | None
    _age_on: int | None
    _determinations: tuple[Event, ...]
    #: By the place of a criterion in memory, which is quicker to look up than what it says.
    _facts: Mapping[int, bool | None]
    _always: bool | None
    #: The answers while no determination stands, and after one of "not entitled".
    _assessed: bool | None
    _otherwise: bool | None

    def __init__(
        self,
        victim: Victim,
        events: Iterable[Event],
        criteria: tuple[Category, ...],
        *,
        unassessed_have: bool | None = None,
        age_on: int | None = None,
    ) -> None:
        """Read the facts and the determinations once; `events` are in order and already corrected.

        `unassessed_have` is the answer where it is unknown whether the victim has Enhanced Rights. `age_on` is the day,
        as an ordinal, on which age is measured; None is the offence, or the earliest event where there is none: what
        was done to the record, a void or a correction, is no event of the case.
        """
        events = tuple(events)
        age_day, age_event, age_is_at_offence = age_on, None, False
        determinations: list[Event] = []
        mine = victim.id
        for event in events:
            if (event.victim is not None and event.victim != mine) or event.act in REWRITES:
                continue
            if age_on is None and not age_is_at_offence and (age_day is None or event.type == _OFFENCE):
                age_is_at_offence = event.type == _OFFENCE
                age_day, age_event = event.day, event.id
            if event.act is Act.DETERMINE and event.details.get("entitled") is not None:
                determinations.append(event)
        keep = object.__setattr__
        keep(self, "victim", victim)
        keep(self, "age_day", age_day)
        keep(self, "age_event", age_event)
        keep(self, "age_is_at_offence", age_is_at_offence)
        keep(self, "_events", events)
        keep(self, "_criteria", criteria)
        keep(self, "_undetermined", unassessed_have)
        keep(self, "_age_on", age_on)
        keep(self, "_determinations", tuple(determinations))
        facts: dict[int, bool | None] = {}
        always: bool | None = False
        assessed: bool | None = False
        for category in criteria:
            for criterion in category.criteria:
                facts[id(criterion)] = fact = self.fact(criterion)
                if fact is not False:
                    assessed = True if fact or assessed else None
                    if criterion.settled_by is SettledBy.FACT:
                        always = True if fact or always else None
        keep(self, "_facts", facts)
        keep(self, "_always", always)
        keep(self, "_assessed", unassessed_have if assessed is None else assessed)
        keep(self, "_otherwise", unassessed_have if always is None else always)

    def on(self, day: int) -> bool | None:
        """Return whether the victim has Enhanced Rights at the end of the London day with the ordinal `day`."""
        if not self._determinations:
            return self._assessed
        found = self.determination(day)
        if found is None:
            return self._assessed
        return True if found.details["entitled"] else self._otherwise

    def determination(self, day: int) -> Event | None:
        """Return the latest determination made by the end of `day`, or None."""
        latest = None
        for event in self._determinations:
            if event.day <= day:
                latest = event
        return latest

    def determined(self, start: int, end: int) -> Iterator[int]:
        """Walk the days after `start`, and by `end`, on which a provider determined whether they have them."""
        return (event.day for event in self._determinations if start < event.day <= end)

    @property
    def is_unknown(self) -> bool:
        """Whether some criterion turns on a fact that is not on record."""
        return None in self._facts.values()

    def granted(self, start: int, end: int) -> int | None:
        """Return the day of the first determination after `start`, and by `end`, that gives Enhanced Rights."""
        for event in self._determinations:
            if start < event.day <= end and event.details["entitled"]:
                return event.day
        return None

    def contradiction(self) -> Event | None:
        """Return the first determination of "not entitled" that a fact of the case contradicts, or None."""
        if self._always is not True:
            return None
        return next((event for event in self._determinations if not event.details["entitled"]), None)

    def age_used(self) -> bool:
        """Whether the answer rests on an age worked out from the date of birth."""
        return self.victim.born is not None and self.victim.under_18_at_offence is None and self.age_day is not None

    def ages_disagree(self) -> bool:
        """Whether the date of birth and the recorded answer on age at the offence say different things."""
        recorded = self.victim.under_18_at_offence
        if recorded is None or self.victim.born is None or self.age_day is None:
            return False
        return recorded is not is_under(self.victim.born, ADULT, self.age_day)

    def fact(self, criterion: Criterion) -> bool | None:
        """Return whether the facts of the victim meet a criterion."""
        victim = self.victim
        if criterion.personal and victim.role is Role.BUSINESS:
            return False
        if criterion.roles:
            return victim.role in criterion.roles
        if criterion.offences:
            categories = victim.offence_categories
            return None if categories is None else not criterion.offences.isdisjoint(categories)
        if criterion.under is not None:
            return self._younger_than(criterion.under)
        fact: bool | None = getattr(victim, str(criterion.fact))
        return fact

    def _younger_than(self, age: int) -> bool | None:
        """Return whether the victim was under `age`: as recorded, by date of birth, or else by a parent's role."""
        victim = self.victim
        recorded = victim.under_18_at_offence
        if recorded is not None and (age >= ADULT if recorded else age <= ADULT):
            return recorded
        if victim.born is not None and self.age_day is not None:
            return is_under(victim.born, age, self.age_day)
        return True if victim.role is Role.PARENT_OR_GUARDIAN and recorded is None and age >= ADULT else None

    def _made_of(self) -> tuple[object, ...]:
        return type(self), self.victim, self._events, self._criteria, self._undetermined, self._age_on

    def __eq__(self, other: object) -> bool:
        return self._made_of() == other._made_of() if isinstance(other, StandingRecord) else NotImplemented

    def __hash__(self) -> int:
        return hash((type(self), self.victim, self._events))

    def __reduce__(self) -> tuple[object, ...]:
        return _standing_again, self._made_of()


def _standing_again(
    kind: type[StandingRecord],
    victim: Victim,
    events: tuple[Event, ...],
    criteria: tuple[Category, ...],
    unassessed_have: bool | None,  # noqa: FBT001 - a pickle gives no keywords
    age_on: int | None,
) -> StandingRecord:
    """Give a standing that travelled: what it is made of does."""
    named = {} if age_on is None else {"age_on": age_on}  # not every kind takes one
    return kind(victim, events, criteria, unassessed_have=unassessed_have, **named)


#: The event at which age is measured.
_OFFENCE: Final = "offence_committed"
