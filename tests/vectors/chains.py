"""The level of chains: one provider passes on what another tells the victim, whose clock waits for the receipt."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any, Final

from attrs import frozen

from tests import oracle
from tests.vectors.argued import argued
from tests.vectors.making import GOLDEN, HERE, Document, authority, case, event, told, toml, vector, victim
from tests.vectors.readings import readings

#: What is passed on happens on an ordinary Monday, unless a case says otherwise; received, it is on the Wednesday.
START, RECEIVED = date(2026, 2, 9), date(2026, 2, 11)
ONE_DAY: Final = timedelta(days=1)

#: What says when the second clock starts, what the first one is, and that the sum of both is no more than a bound.
CLOCKS: Final = ("K2", "K3")


def chains() -> Iterator[Document]:
    """Walk the vectors of this level."""
    duties = toml(GOLDEN / "timed_duties.toml")["duty"]
    for duty in duties:
        if duty["clock"] == "received_at":
            for standing in ("standard", "enhanced") if duty["standard"] != duty["enhanced"] else ("standard",):
                yield from _waiting(_Link(duty, standing))
        elif "receipt" in duty["met_by"]:
            for trigger in duty["on"]:
                yield from _passing_on(duty, trigger)
    yield from argued("chains")
    yield from readings("chains")


@frozen
class _Link:
    """The second step of a chain, for one standing."""

    duty: Mapping[str, Any]
    standing: str

    @property
    def rule(self) -> str:
        rule: str = self.duty["rule"]
        return rule

    @property
    def days(self) -> int:
        days: int = self.duty[self.standing]
        return days

    @property
    def feeder(self) -> int | None:
        """The limit of the first step; None where none was seen."""
        days: int | None = toml(HERE / "chains.toml")["feeders"].get(self.rule)
        return days

    @property
    def bound(self) -> date | None:
        """The last day if every step took all its time."""
        return None if self.feeder is None else oracle.add(oracle.add(START, self.feeder), self.days)

    @property
    def soonest(self) -> date:
        """The last day had it been received on the day it happened."""
        return oracle.add(START, self.days)

    def start(self, received: date | None = None) -> Document:
        return event("e1", self.duty["on"][0], START, received_at=received, details=self.duty.get("details", {}))

    def service(self, on: date) -> Document:
        met_by = self.duty["met_by"][0]
        if met_by.endswith("*"):
            return told("e2", on, "e1")
        return event("e2", met_by, on)

    def vector(self, name: str, as_of: date, events: list[Document], why: str, **expected: Any) -> Document:  # noqa: ANN401 - what is expected of it
        findings = expected.pop("findings", None)
        who = victim("enhanced" if self.standing == "enhanced" else "plain")
        found: Document = {"obligations": {f"V1/{self.rule}/e1": expected}}
        if findings:
            found["findings"] = findings
        step = f"{self.days} Working Day{'' if self.days == 1 else 's'} from receipt"
        before = "no limit seen for passing it on" if self.feeder is None else f"{self.feeder} to pass it on"
        return vector(
            f"chains/{self.rule}/{self.standing}/{name}",
            (case(*events, victims=[who]), as_of),
            expected=found,
            authority=authority(self.rule, *CLOCKS),
            argument=f"{step}, {before}; it happened on Monday 9 February 2026. {why}",
            rule=self.rule,
        )


def _day(day: date) -> str:
    return f"{day:%A} {day.day} {day:%B}"


_WAITS: Final[Document] = {"status": "not_started", "breach": "no", "due_by": None, "clock_start": None}


def _waiting(link: _Link) -> Iterator[Document]:
    """Walk the vectors of a clock whose receipt is unknown, still to come, known, or came after the victim was told."""
    due = oracle.add(RECEIVED, link.days)
    if link.bound is None:
        yield from _unbounded(link)
    else:
        yield from _bounded(link, link.bound)
    yield link.vector(
        "receipt-to-come", RECEIVED - ONE_DAY, [link.start(RECEIVED)],
        "Received on Wednesday 11; on Tuesday 10 that has not happened yet, and the clock has not started.", **_WAITS,
    )  # fmt: skip
    yield link.vector(
        "received", due, [link.start(RECEIVED)],
        f"Received on Wednesday 11: that is day 0, and {_day(due)} the last day; it is due that day.",
        status="due_today", breach="no", due_by=due, clock_start=RECEIVED, bound=None,
    )  # fmt: skip
    yield link.vector(
        "told-before-the-receipt", RECEIVED, [link.start(RECEIVED), link.service(START + ONE_DAY)],
        "Told on Tuesday 10, as at court, and received on Wednesday 11: a victim who has been told has been told.",
        status="met", breach="no", met_by="e2", met_on=START + ONE_DAY,
    )  # fmt: skip
    yield link.vector(
        "told-soon", link.soonest + 60 * ONE_DAY, [link.start(), link.service(link.soonest)],
        f"Told on {_day(link.soonest)}, in time even had it been received at once: met, whatever the receipt.",
        status="met", breach="no", met_on=link.soonest,
    )  # fmt: skip
    yield link.vector(
        "told-later", link.soonest + 60 * ONE_DAY, [link.start(), link.service(link.soonest + ONE_DAY)],
        f"Told the day after {_day(link.soonest)}: late if received at once, in time if not. The receipt is unknown.",
        status="undetermined", breach="undetermined", met_on=link.soonest + ONE_DAY, unknown=["e1.received_at"],
    )  # fmt: skip


def _bounded(link: _Link, bound: date) -> Iterator[Document]:
    why = f"Its receipt is unknown: at the worst the victim hears by {_day(bound)}, a bound and no due date."
    for name, as_of, words in (
        ("the-day-itself", START, "On the day it happened nothing has started."),
        ("on-the-bound", bound, "On that day the clock may still not have run out."),
    ):
        yield link.vector(name, as_of, [link.start()], f"{why} {words}", **_WAITS, bound=bound)
    yield link.vector(
        "past-the-bound", bound + ONE_DAY, [link.start()],
        f"{why} The day after, not done, receipt unknown: a failure may hide behind it, and nobody can say.",
        status="undetermined", breach="undetermined", due_by=None, bound=bound, unknown=["e1.received_at"],
        findings=[{"code": "receipt_unknown", "event": "e1"}],
    )  # fmt: skip


def _unbounded(link: _Link) -> Iterator[Document]:
    why = f"Its receipt is unknown, and no first step bounds it. Received at once, it was due on {_day(link.soonest)}."
    yield link.vector(
        "may-be-open", link.soonest, [link.start()], f"{why} On that day nothing can be late.", **_WAITS, bound=None
    )
    yield link.vector(
        "may-be-late", link.soonest + ONE_DAY, [link.start()], f"{why} The day after it may be late.",
        status="not_started", breach="undetermined", due_by=None, bound=None, unknown=["e1.received_at"],
        findings=[{"code": "receipt_unknown", "event": "e1"}],
    )  # fmt: skip


def _passing_on(duty: Mapping[str, Any], trigger: str) -> Iterator[Document]:
    """Walk the vectors of the first step: met on the day of the receipt, overdue where that is yet to come."""
    rule, due = duty["rule"], oracle.add(START, duty["standard"])
    for name, received, as_of, status, breach, words in (
        ("in-time", due, due, "met", "no", "received on that day, it was passed on in time"),
        ("late", due + ONE_DAY, due + 30 * ONE_DAY, "met_late", "yes", "received the day after, it was passed on late"),
        (
            "known-to-come-later", due + 9 * ONE_DAY, due + ONE_DAY, "overdue", "yes",
            "it is known that it was received only nine days later, so the day after it is late",
        ),
    ):  # fmt: skip
        found = {"status": status, "breach": breach, "due_by": due}
        found |= {"met_on": received} if status.startswith("met") else {"met_by": None}
        yield vector(
            f"chains/{rule}/{trigger}/{name}",
            (case(event("e1", trigger, START, received_at=received)), as_of),
            expected={"obligations": {f"V1/{rule}/e1": found}},
            authority=authority(rule, "K3"),
            argument=f"{duty['standard']} Working Days from Monday 9 February 2026, by {_day(due)}; {words}.",
            rule=rule,
        )
