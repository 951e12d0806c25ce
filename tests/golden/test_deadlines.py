"""Every timed duty, under every standing, in every boundary situation of the calendar: the dates worked out by hand."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from attrs import frozen

from tests import oracle
from tests.assessment.making import ENHANCED, PLAIN, UNKNOWN, stands
from victims_code import Case, Event, Kind, Obligation, Victim, assess, load_code, london_date
from victims_code.dates import When
from victims_code.names import CheckedType

HERE = Path(__file__).parent
SITUATIONS: list[dict[str, Any]] = tomllib.loads((HERE / "deadlines.toml").read_text(encoding="utf-8"))["situation"]
DUTIES: list[dict[str, Any]] = tomllib.loads((HERE / "timed_duties.toml").read_text(encoding="utf-8"))["duty"]
STANDINGS = {"standard": PLAIN, "enhanced": ENHANCED, "unknown": UNKNOWN}
ONE_DAY = timedelta(days=1)


@frozen
class Question:
    """One duty from one type of event, owed to a victim of one standing."""

    duty: dict[str, Any]
    trigger: str
    standing: str

    @property
    def by_receipt(self) -> bool:
        """Whether the duty is met by being received."""
        return "receipt" in self.duty["met_by"]

    @property
    def victim(self) -> Victim:
        return STANDINGS[self.standing]

    def due(self, situation: dict[str, Any]) -> tuple[date, date | None]:
        """Look up the due date, and the earlier one where Enhanced Rights are unknown and would shorten it."""
        standard, enhanced = (situation["due"][str(self.duty[key])] for key in ("standard", "enhanced"))
        if self.standing == "unknown":
            return standard, enhanced if enhanced != standard else None
        return (enhanced if self.standing == "enhanced" else standard), None

    def started(self, start: When, received: date | None = None, *, details: dict[str, Any] | None = None) -> Event:
        """Make the event whose clock starts at `start`; where receipt starts it, it happened three days before."""
        details = self.duty.get("details", {}) if details is None else details
        if self.duty["clock"] == "received_at":
            at = london_date(start) - timedelta(days=3)
            return Event("e1", CheckedType(self.trigger), at=at, received_at=start, details=details)
        return Event("e1", CheckedType(self.trigger), at=start, received_at=received, details=details)

    def services(self, on: date) -> Iterator[Event]:
        """Make each service that meets the duty, given on a day."""
        for name in self.duty["met_by"]:
            about = ["e1"] if name.endswith("*") else []
            yield Event("e2", name.rstrip("*"), at=on, about=about, details=self.duty.get("says", {}))

    def answer(self, as_of: date, *events: Event) -> Obligation:
        return assess(Case("A1", [self.victim], events), as_of=as_of)[f"V1/{self.duty['rule']}/e1"]


QUESTIONS = [Question(duty, trigger, standing) for duty in DUTIES for trigger in duty["on"] for standing in STANDINGS]
every_question = pytest.mark.parametrize(
    "question", QUESTIONS, ids=lambda q: f"{q.duty['rule']}-{q.trigger}-{q.standing}"
)


@pytest.mark.parametrize("situation", SITUATIONS, ids=lambda s: s["name"])
def test_the_table_agrees_with_a_walk_through_the_calendar(situation: dict[str, Any]) -> None:
    assert london_date(situation["at"]) == situation["day"]
    for days, due in situation["due"].items():
        assert oracle.add(situation["day"], int(days)) == due, days


def test_no_timed_duty_is_left_out() -> None:
    of_their_own = {"R6.agreed-update", "R12.respond"}
    timed = {rule.id for rule in load_code().rules if rule.kind is Kind.TIMED}
    assert {duty["rule"] for duty in DUTIES} == timed - of_their_own
    for duty in DUTIES:
        assert set(duty["on"]) == set(load_code()[duty["rule"]].arises_on)


@every_question
def test_nothing_done_it_is_pending_then_due_then_overdue(question: Question) -> None:
    for situation in SITUATIONS:
        trigger, (due, earlier) = question.started(situation["at"]), question.due(situation)
        on_the_day = question.answer(due, trigger)
        assert on_the_day.due_by == due, situation["name"]
        assert on_the_day.due_by_if_enhanced == earlier, situation["name"]
        assert on_the_day.clock_start == situation["day"]
        until = earlier or due
        assert stands(question.answer(situation["day"], trigger)) == ("pending", "no"), situation["name"]
        assert stands(question.answer(until - ONE_DAY, trigger)) == ("pending", "no"), situation["name"]
        if earlier is None:
            assert stands(on_the_day) == ("due_today", "no"), situation["name"]
        else:
            for between in (earlier + ONE_DAY, due):
                assert stands(question.answer(between, trigger)) == ("undetermined",) * 2, situation["name"]
        # A duty to pass something on is done by its receipt: while that is unknown, nobody can say it was missed.
        late = ("undetermined",) * 2 if question.by_receipt else ("overdue", "yes")
        assert stands(question.answer(due + ONE_DAY, trigger)) == late, situation["name"]


@every_question
def test_done_on_its_last_day_it_is_met_and_a_day_later_it_is_late(question: Question) -> None:
    for situation in SITUATIONS:
        due, earlier = question.due(situation)
        sure = earlier or due
        for on, expected in ((sure, ("met", "no")), (due + ONE_DAY, ("met_late", "yes"))):
            for met in _done(question, situation["at"], on):
                assert stands(met) == expected, situation["name"]
                assert met.met_on == on
        if earlier is not None:
            for on in (earlier + ONE_DAY, due):
                for met in _done(question, situation["at"], on):
                    assert stands(met) == ("undetermined",) * 2, situation["name"]


def _done(question: Question, start: When, on: date) -> Iterator[Obligation]:
    """Walk the answers, long after, to each way of doing the duty on a day."""
    after = on + timedelta(days=30)
    if question.by_receipt:
        yield question.answer(after, question.started(start, received=on))
        return
    for service in question.services(on):
        yield question.answer(after, question.started(start), service)


@pytest.mark.parametrize("question", [q for q in QUESTIONS if q.by_receipt], ids=lambda q: f"{q.trigger}-{q.standing}")
def test_a_receipt_known_to_be_still_to_come_leaves_passing_on_overdue(question: Question) -> None:
    for situation in SITUATIONS:
        due, _ = question.due(situation)
        trigger = question.started(situation["at"], received=due + timedelta(days=9))
        assert stands(question.answer(due, trigger)) == ("due_today", "no"), situation["name"]
        assert stands(question.answer(due + ONE_DAY, trigger)) == ("overdue", "yes"), situation["name"]


@pytest.mark.parametrize("question", [q for q in QUESTIONS if q.standing == "standard"], ids=lambda q: q.trigger)
def test_no_other_service_meets_it(question: Question) -> None:
    """Every service of the vocabulary that the table does not name is tried, and a contact that names nothing too."""
    start = date(2026, 2, 9)
    trigger = question.started(start)
    named = {name.rstrip("*") for name in question.duty["met_by"] if not name.endswith("*")}
    others = [name for name in load_code().vocabulary if name not in named and name != question.trigger]
    kinds = load_code().vocabulary
    for name in others:
        if kinds[name].family.value == "service":
            served = question.answer(start, trigger, Event("e2", name, at=start))
            assert served.met_by is None, name


CONDITIONAL = [q for q in QUESTIONS if "not_if" in q.duty and q.standing == "standard"]


@pytest.mark.parametrize("question", CONDITIONAL, ids=lambda q: q.duty["rule"])
def test_what_the_event_says_decides_whether_there_is_a_duty(question: Question) -> None:
    start, late = date(2026, 2, 9), date(2026, 6, 30)
    for details in question.duty.get("also_if", []):
        assert stands(question.answer(late, question.started(start, details=details))) == ("overdue", "yes"), details
    for details in question.duty["unknown_if"]:
        doubtful = question.answer(late, question.started(start, details=details))
        assert stands(doubtful) == ("undetermined", "undetermined"), details
        assert all(name.startswith("e1.") for name in doubtful.unknown)
    for details in question.duty["not_if"]:
        with pytest.raises(KeyError):
            question.answer(late, question.started(start, details=details))
