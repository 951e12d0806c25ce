"""The history: the events of a case as they stood on one day, and which of them tell of which."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence

from victims_code.events import Event, Place, agree, happened_before
from victims_code.frozen import FrozenMapping, Value


class History(Value):
    """The events of a case as they stood on one day: in order, corrected, without those that were voided.

    It is a value: nothing changes it, and two are equal where the events are.
    """

    __slots__ = ("by_id", "by_type", "crimes", "events", "later", "misdirected", "suspects", "told", "voided")

    #: The events that had happened, in order, and those that are still to come.
    events: tuple[Event, ...]
    later: tuple[Event, ...]
    #: By the id of an event that is voided: the void.
    voided: Mapping[str, Event]
    by_id: Mapping[str, Event]
    #: By type: the events that stand, in order.
    by_type: Mapping[str, tuple[Event, ...]]
    #: The suspects and the crimes that the history names, each with the day on which it first does.
    suspects: Mapping[str, int]
    crimes: Mapping[str, int]
    #: By an event's id: the contacts that name it in their `about`, in order.
    told: Mapping[str, tuple[Event, ...]]
    #: The contacts whose `about` names an event that is later, voided or has not happened: a finding each.
    misdirected: tuple[tuple[Event, str], ...]

    def __init__(self, events: Iterable[Event], voided: Mapping[str, Event], later: Iterable[Event] = ()) -> None:
        """Hold `events` in their order; `voided` maps an event's id to the void; `later` are still to come."""
        keep = object.__setattr__
        happened = tuple(sorted(events, key=_place))
        standing = [event for event in happened if event.id not in voided] if voided else happened
        by_type: dict[str, list[Event]] = {}
        suspects: dict[str, int] = {}
        crimes: dict[str, int] = {}
        for event in standing:
            by_type.setdefault(event.type, []).append(event)
            if event.suspect is not None:
                suspects.setdefault(event.suspect, event.day)
            if event.crime is not None:
                crimes.setdefault(event.crime, event.day)
        keep(self, "events", happened)
        keep(self, "later", tuple(sorted(later, key=_place)))
        keep(self, "voided", FrozenMapping(voided))
        keep(self, "by_id", FrozenMapping({event.id: event for event in happened}))
        keep(self, "by_type", FrozenMapping({name: tuple(found) for name, found in by_type.items()}))
        keep(self, "suspects", FrozenMapping(suspects))
        keep(self, "crimes", FrozenMapping(crimes))
        told: dict[str, list[Event]] = {}
        misdirected: list[tuple[Event, str]] = []
        for contact, name in ((event, name) for event in standing for name in event.about):
            found = self._meant(name, contact)
            if not found:
                misdirected.append((contact, name))
            for event in found:
                contacts = told.setdefault(event.id, [])
                if not contacts or contacts[-1] is not contact:  # which names it by its id and by its type
                    contacts.append(contact)
        keep(self, "told", FrozenMapping({name: tuple(contacts) for name, contacts in told.items()}))
        keep(self, "misdirected", tuple(misdirected))

    def _meant(self, name: str, contact: Event) -> list[Event]:
        """Work out which events a contact was about: by id, or by type the latest earlier one of that type."""
        named = self.by_id.get(name)
        if named is not None and name not in self.voided and not happened_before(contact, named):
            return [named]
        return list(self._latest(name, contact))

    def _latest(self, name: str, contact: Event) -> Iterator[Event]:
        """Walk the latest events of a type that a contact may be about: of each victim that it went to, the latest."""
        told: dict[str | None, tuple[int, float | None]] = {}
        for event in reversed(self.by_type.get(name, ())):
            if event is contact or happened_before(contact, event) or not agree(contact, event):
                continue
            moment = (event.day, event.moment)
            victim = contact.victim or event.victim
            if told.setdefault(victim, told.get(None, moment)) == moment:
                yield event
            elif victim in (contact.victim, None):
                return

    def contacts_about(self, event: Event, victim: str) -> Iterator[Event]:
        """Walk the contacts that told a victim of an event, in order.

        A contact to all that names a type told each victim of the latest event that concerns them: of an earlier one
        that concerns all, those for whom there is a later one were not told.
        """
        for contact in self.told.get(event.id, ()):
            if event.id in contact.about or not self._has_later(event, contact, victim):
                yield contact

    def _has_later(self, event: Event, contact: Event, victim: str) -> bool:
        """Whether a later event of the same type concerns a victim, and may be what a contact was about."""
        alike = self.by_type.get(event.type, ())
        return any(
            other is not contact
            and other.victim in (None, victim)
            and not happened_before(contact, other)
            and agree(contact, other)
            for other in alike[bisect_right(alike, event.place[:2], key=_time) :]
        )

    def since(self, name: str, day: int) -> Sequence[Event]:
        """Return the events of a type from a London day on, in order."""
        found = self.by_type.get(name, ())
        if not found or found[0].day >= day:
            return found
        return found[bisect_left(found, day, key=_day) :]

    def speaks_for(self, event: Event, other: Event) -> bool:
        """Whether what `event` says of its suspect or crime holds for the whole of what `other` concerns.

        The end of one suspect's case is not the end of a duty that concerns them all: where `other` names none and
        the history knew of more than one by the later of the two days, it does not speak for it.
        """
        return all(
            one is None or one == another or (another is None and self._knew_one(known, max(event.day, other.day)))
            for one, another, known in (
                (event.suspect, other.suspect, self.suspects),
                (event.crime, other.crime, self.crimes),
            )
        )

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, History):
            return NotImplemented
        return (self.events, self.voided, self.later) == (other.events, other.voided, other.later)

    def __hash__(self) -> int:
        return hash((self.events, self.later))

    def __reduce__(self) -> tuple[object, ...]:
        return History, (self.events, self.voided, self.later)

    @staticmethod
    def _knew_one(known: Mapping[str, int], day: int) -> bool:
        """Whether no more than one suspect, or one crime, was named by the end of a day."""
        return sum(first <= day for first in known.values()) <= 1


def _day(event: Event) -> int:
    return event.day


def _time(event: Event) -> tuple[int, float]:
    return event.place[:2]


def _place(event: Event) -> Place:
    return event.place
