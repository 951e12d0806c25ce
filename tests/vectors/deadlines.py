"""The level of deadlines: every timed duty, from each event that starts it, for each standing, at each boundary."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any, Final

from attrs import frozen

from tests import oracle
from tests.vectors.argued import argued
from tests.vectors.calendar_days import situations
from tests.vectors.making import (
    GOLDEN,
    HERE,
    NEXT_DAY_IS_DAY_0,
    Document,
    authority,
    carried,
    case,
    event,
    listed,
    toml,
    vector,
    victim,
)
from tests.vectors.readings import readings
from tests.vectors.their_own import their_own

STANDINGS: Final = ("standard", "enhanced")
ONE_DAY: Final = timedelta(days=1)

#: Which rule of the facts says where the clock of a Right starts; for what the court passes on it is K3.
STARTS: Final = {3: "K4", 4: "G12", 6: "K1", 8: "K2", 9: "K2", 10: "K6", 11: "K5", 12: "K6"}

#: On which side of its due day a duty is asked about: the day before, the day itself, and the day after.
SIDES: Final = (-1, 0, 1)


@frozen
class Question:
    """One duty from one type of event, for one standing, at one boundary, asked about on one side of its due day."""

    duty: dict[str, Any]
    trigger: str
    standing: str
    boundary: str
    situation: dict[str, Any]
    side: int

    @property
    def day(self) -> date:
        """The London day from which the limit counts."""
        day: date = self.situation["day"]
        return day

    @property
    def by_receipt(self) -> bool:
        """Whether the duty is met by being received."""
        return "receipt" in self.duty["met_by"]

    @property
    def days(self) -> int:
        """The limit that holds, in Working Days."""
        days: int = self.duty[self.standing]
        return days

    @property
    def limit(self) -> str:
        """The limit in the words of the facts."""
        return f"{self.days} working day{'' if self.days == 1 else 's'}"

    @property
    def due(self) -> date:
        """The day that the table of situations gives."""
        due: date = self.situation["due"][str(self.days)]
        return due

    @property
    def as_of(self) -> date:
        return self.due + self.side * ONE_DAY

    def started(self) -> Document:
        """Make the event whose clock starts there; where receipt starts it, it happened three days before."""
        at: date | datetime = self.situation["at"]
        details = self.duty.get("details", {})
        if self.duty["clock"] == "received_at":
            return event("e1", self.trigger, self.day - 3 * ONE_DAY, received_at=at, details=details)
        return event("e1", self.trigger, at, details=details)

    def stands(self, due: date) -> tuple[str, str]:
        """Say how a duty of which nothing is on record stands, were it due on this day."""
        if self.as_of < due:
            return "pending", "no"
        if self.as_of == due:
            return "due_today", "no"
        # A duty to pass something on is done by its receipt: while that is unknown, nobody can say it was missed.
        return ("undetermined", "undetermined") if self.by_receipt else ("overdue", "yes")

    def expected(self, due: date) -> Document:
        status, breach = self.stands(due)
        dates = {"due_by": due, "limit": self.limit, "enhanced": self.standing == "enhanced"}
        told = {**dates, "status": status, "breach": breach, **carried(self.duty["rule"])}
        return {"obligations": {f"V1/{self.duty['rule']}/e1": told}}

    @property
    def argument(self) -> str:
        of_whom = "under Enhanced Rights" if self.duty["standard"] != self.duty["enhanced"] else "for everybody"
        if self.standing == "standard" and of_whom != "for everybody":
            of_whom = "without Enhanced Rights"
        start = "its receipt" if self.duty["clock"] == "received_at" else "the event"
        notes = toml(HERE / "boundaries.toml")["notes"]
        counted = [oracle.add(self.day, n) for n in range(1, self.days + 1)]
        assert counted[-1] == self.due, self.situation["name"]
        return (
            f"{self.limit} {of_whom}, from {start} on {_long(self.day)}, day 0. "
            f"{notes[self.situation['name']]} Counted: {listed(counted)}. {self._asked}"
        )

    @property
    def _asked(self) -> str:
        if self.side < 0:
            return "The day before, it is open."
        if self.side == 0:
            return "On its due day it is due."
        if self.by_receipt:
            return "Past it, it may have been received in time, for its receipt is unknown: nobody can say."
        return "The day after, nothing done, it is late."


def _long(day: date) -> str:
    return f"{day:%A} {day.day} {day:%B %Y}"


def questions() -> Iterator[Question]:
    """Walk every question of this level; the sides are taken in turn, so that each duty has each of them."""
    known = situations()
    duties = toml(GOLDEN / "timed_duties.toml")["duty"]
    starts = [(duty, trigger) for duty in duties for trigger in duty["on"]]
    for number, (duty, trigger) in enumerate(starts):
        for place, standing in enumerate(STANDINGS):
            for turn, told in enumerate(toml(HERE / "boundaries.toml")["boundary"]):
                names = told["situations"]
                situation = known[names[(number + place) % len(names)]]
                side = SIDES[(number + 2 * place + turn) % len(SIDES)]
                yield Question(duty, trigger, standing, told["kind"], situation, side)


def deadlines() -> Iterator[Document]:
    """Walk the vectors of this level."""
    yield from map(_vector, questions())
    yield from their_own()
    yield from argued("deadlines")
    yield from readings("deadlines")


def _vector(question: Question) -> Document:
    rule, day = question.duty["rule"], question.day
    ref = f"deadlines/{rule}/{question.trigger}/{question.standing}/{question.boundary}"
    expected, accepted, starts = question.expected(question.due), [], ["K7"]
    if oracle.on_or_after(day) != day:
        other = oracle.add(oracle.on_or_after(day), question.days)
        accepted = [{"reading": NEXT_DAY_IS_DAY_0, "expected": question.expected(other)}]
        starts = ["K7", "K8", "D7"]
    else:
        # From which day a start that is no Working Day counts is what the readings differ in.
        expected["obligations"][f"V1/{rule}/e1"]["clock_start"] = day
        if question.stands(question.due)[1] == "yes":
            expected["in_breach"] = "yes"
    first = "K3" if question.by_receipt else STARTS[carried(rule)["right"]]
    who = victim("enhanced" if question.standing == "enhanced" else "plain")
    return vector(
        ref,
        (case(question.started(), victims=[who]), question.as_of),
        expected=expected,
        authority=authority(rule, first, *starts),
        argument=question.argument,
        rule=rule,
        boundary=question.boundary,
        accepted=accepted,
    )
