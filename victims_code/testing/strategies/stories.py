"""Stories: a history told step by step, each step with all that it needs before it, so that its order can have been."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import cache
from typing import Final, Self

from attrs import Factory, define, evolve, frozen

from victims_code.cases import Case
from victims_code.dates import When, london_day
from victims_code.events import Event
from victims_code.testing.strategies.aims import ANYTHING, Aim
from victims_code.testing.strategies.details import looks
from victims_code.testing.strategies.order import order_data, order_of, orders
from victims_code.testing.strategies.steps import PLAIN, Manner, Step
from victims_code.testing.strategies.when import at_hour
from victims_code.vocabulary import REWRITES, Act, EventType, code_vocabulary

#: The references by which events may name a suspect or a crime.
SUSPECTS: Final = ("S1", "S2")
CRIMES: Final = ("K1",)

#: How long after another, at least, an event happens where the times of both are known.
_A_WHILE: Final = timedelta(minutes=15)

#: What is told first where nothing yet can be voided.
_REPORT: Final = "crime_reported"

_OFFENCES: Final = "offence_categories"


@frozen
class Names:
    """The references that an event names; None where it names nobody."""

    suspect: str | None = None
    victim: str | None = None
    crime: str | None = None

    def agree(self, event: Event) -> bool:
        """Whether the event may concern the same, as `victims_code.cases.agree` says of two events."""
        return (
            (self.victim is None or event.victim is None or self.victim == event.victim)
            and (self.suspect is None or event.suspect is None or self.suspect == event.suspect)
            and (self.crime is None or event.crime is None or self.crime == event.crime)
        )


def names_of(manner: Manner, victims: Sequence[str]) -> Names:
    """Return the references for which the places of a manner stand."""
    suspect, victim, crime = (
        names[(place - 1) % len(names)] if place and names else None
        for place, names in ((manner.suspect, SUSPECTS), (manner.victim, victims), (manner.crime, CRIMES))
    )
    return Names(suspect, victim, crime)


@define
class Story:
    """A history as it is told: what is told last happened last."""

    #: The London day at which it has arrived, as an ordinal.
    day: int
    #: The references by which its events may name a victim.
    victims: Sequence[str]
    aim: Aim = ANYTHING
    events: list[Event] = Factory(list)
    #: The events that were not voided; and of these, those on which a later one can rest.
    _standing: list[Event] = Factory(list)
    _usable: list[Event] = Factory(list)
    #: The latest event, as long as it can be voided or corrected with nothing resting on it.
    _latest: Event | None = None
    #: How often each event was answered: its duties are met in turn.
    _answered: Counter[str] = Factory(Counter)
    #: When the latest event happened of which the time of day is known.
    _moment: datetime | None = None

    @classmethod
    def after(cls, history: Iterable[Event], victims: Sequence[str]) -> Self:
        """Return the story of what has happened, to be told on.

        :raises InvalidCase: when the events cannot make a case.
        """
        case = Case("history", (), tuple(history))
        last = max(event.day for event in case.events)
        stood = case.history(last)
        story = cls(last, victims, events=list(case.events))
        for event in stood.events:
            if event.id not in stood.voided and event.act not in REWRITES:
                story._keep(event)
        moments = [event.at for event in case.events if isinstance(event.at, datetime)]
        story._moment = max(moments, default=None)
        return story

    def take(self, step: Step) -> None:
        """Take a step, with all that it needs before it."""
        names = names_of(step.manner, self.victims)
        if isinstance(step.goal, str):
            self._tell(step.goal, step.manner, names)
            return
        asking = [event for event in self._standing if self.aim.duties_on(event.type)]
        if not asking:
            self._tell(self.aim.plainest, step.manner, names)
            return
        asked = asking[-1 - step.goal.back % len(asking)]
        duties = self.aim.duties_on(asked.type)
        name, names_it = self.aim.met_by(duties[self._answered[asked.id] % len(duties)])
        self._answered[asked.id] += 1
        names = Names(asked.suspect, asked.victim or names.victim, asked.crime)
        self._tell(name, step.manner, names, (asked.id,) if names_it else ())

    def end(self, name: str) -> tuple[Event, list[Event]]:
        """Let one more event happen, and return it with those before which it cannot come; none if it is free."""
        order = order_of(name)
        for first in order.follows:
            self._tell(first, PLAIN, Names())
        if name in _contacts() and not self._standing:
            self._tell(_REPORT, PLAIN, Names())
        about = (self._standing[-1].id,) if name in _contacts() else ()
        self._tell(name, PLAIN, Names(), about)
        event = self.events[-1]
        named = {*about, event.details.get("event")}
        types = {*order.follows, *(each for group in order.needed(event.details)[:1] for each in group)}
        return event, [
            other
            for other in self.events
            if other.id in named or (other.type in types and not order_of(other.type).fails(other.details))
        ]

    def can_tell(self, name: str, manner: Manner) -> bool:
        """Whether an event can happen now, with nothing else before it."""
        names = fitting(name, names_of(manner, self.victims))
        return (
            not self._is_too_late(name)
            and not self._missing(name, manner.look, names)
            and (code_vocabulary()[name].acts not in REWRITES or self._latest is not None)
        )

    def _is_too_late(self, name: str) -> bool:
        """Whether something happened that comes only after an event of this type, where there is one."""
        return bool(_followers(name)) and any(event.type in _followers(name) for event in self._usable)

    def _missing(self, name: str, look: int, names: Names) -> list[str]:
        """Return what an event needs and is not there: of each group, the first way."""
        return [
            group[0]
            for group in order_of(name).needed(looks(name)[look])
            if not any(event.type in group and names.agree(event) for event in self._usable)
        ]

    def _tell(self, name: str, manner: Manner, names: Names, about: tuple[str, ...] = ()) -> None:
        if self._is_too_late(name):
            return
        names = fitting(name, names)
        for needed in self._missing(name, manner.look, names):
            self._tell(needed, _at_once(manner), names)
        if code_vocabulary()[name].acts in REWRITES and self._latest is None:
            self._tell(_REPORT, PLAIN, Names())
        self.happen(f"e{len(self.events) + 1}", name, manner, names, self.arrive(manner), about)

    def arrive(self, manner: Manner) -> When:
        """Let days pass, and return when the next event happens: never before the one that came last."""
        self.day += manner.gap if self.events else 0
        at = at_hour(date.fromordinal(self.day), manner.hour)
        if isinstance(at, datetime):
            if self._moment is not None and at < self._moment + _A_WHILE:
                at = self._moment + _A_WHILE
                self.day = london_day(at).toordinal()
            self._moment = at
        return at

    def happen(
        self, reference: str, name: str, manner: Manner, names: Names, at: When, about: tuple[str, ...] = ()
    ) -> Event:
        """Let one event happen under a reference, and return it."""
        kind = code_vocabulary()[name]
        received = None
        if kind.received and manner.receipt is not None:
            received = date.fromordinal(self.day + manner.receipt) if manner.receipt else at
        details = self._details(kind, manner.look, at)
        if not about and manner.about and name in _contacts():
            about = self._told(manner.about, names)
        event = Event(
            reference, kind.name, at=at, received_at=received, victim=names.victim, suspect=names.suspect,
            crime=names.crime, about=about, details=details,
        )  # fmt: skip
        self.events.append(event)
        if kind.acts in REWRITES:
            self._rewrite(event)
        else:
            self._keep(event)
        return event

    def _keep(self, event: Event) -> None:
        order, names = order_of(event.type), Names(event.suspect, event.victim, event.crime)
        closed = order.closed(event.details)
        if closed:
            self._usable = [each for each in self._usable if each.type not in closed or not names.agree(each)]
        if not order.fails(event.details):
            self._usable.append(event)
        self._standing.append(event)
        self._latest = event

    def _rewrite(self, rewrite: Event) -> None:
        """Take the latest event away, or put what it is corrected to in its place."""
        target, self._latest = self._latest, None
        if target is None:
            return
        self._standing = [event for event in self._standing if event is not target]
        self._usable = [event for event in self._usable if event is not target]
        fields = rewrite.details.get("fields")
        if isinstance(fields, Mapping):
            corrected = evolve(target, suspect=fields.get("suspect", target.suspect))
            self._standing.append(corrected)
            self._usable.append(corrected)

    def _told(self, what: int, names: Names) -> tuple[str, ...]:
        """Return what a contact is about: one or two of the latest events, or one by its type, of whom it concerns."""
        agreeing = [event for event in self._standing[-3:] if names.agree(event)]
        if what > 2:  # noqa: PLR2004 - as the steps have it
            return tuple(event.type for event in agreeing[-1:])
        return tuple(event.id for event in agreeing[-what:])

    def _details(self, kind: EventType, look: int, at: When) -> Mapping[str, object]:
        """Return the details of an event of one look, its times as days after it."""
        told = looks(kind.name)[look]
        if kind.acts in REWRITES and self._latest is not None:
            return {**told, "event": self._latest.id, **self._correction(kind, look, self._latest)}
        if look and "rule" in kind.details:
            duties = [rule for event in self._standing[-3:] for rule in self.aim.duties_on(event.type)]
            return {**told, "rule": duties[look % len(duties)].id} if duties else told
        if _OFFENCES in told and told[_OFFENCES] is not None:
            return {**told, _OFFENCES: [self.aim.offences[look % len(self.aim.offences)].value]}
        if _has_times(kind.name):
            day = london_day(at)
            return {key: day + value if isinstance(value, timedelta) else value for key, value in told.items()}
        return told

    def _correction(self, kind: EventType, look: int, target: Event) -> Mapping[str, object]:
        """Return what a correction replaces: the time of day, the receipt, or on what nothing rests, the suspect."""
        if kind.acts is not Act.CORRECT:
            return {}
        order = order_of(target.type)
        if look % 2 and names_suspect(target.type) and not order.needs and not order.closes:
            return {"fields": {"suspect": SUSPECTS[look // 2 % 2]}}
        if look and target.received_day is not None:
            return {"fields": {"received_at": date.fromordinal(target.received_day + look).isoformat()}}
        return {"fields": {"at": target.date.isoformat()}}


def fitting(name: str, names: Names) -> Names:
    """Return the references that an event of a type may name: a suspect only where it is about one."""
    return names if names.suspect is None or names_suspect(name) else evolve(names, suspect=None)


def _at_once(manner: Manner) -> Manner:
    """Return the manner of what an event needs: on the day that is reached, with nothing known of its details."""
    return evolve(manner, gap=0, look=0) if manner.gap or manner.look else manner


@cache
def _followers(name: str) -> frozenset[str]:
    """Return the types that come only after `name`, where there is one: once they are told, it is too late for it."""
    return frozenset(each for each, order in orders().items() if name in order.follows)


@cache
def names_suspect(name: str) -> bool:
    """Whether a type of event is about a suspect or a defendant."""
    return name in order_data()["suspects"]


@cache
def _contacts() -> frozenset[str]:
    return frozenset(order_data()["contacts"])


@cache
def _has_times(name: str) -> bool:
    return any(isinstance(value, timedelta) for value in looks(name)[1].values())
