"""Deadlines of another sort: what must come before another event, and the victim's own time limits."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any, Final

from tests.vectors.making import HERE, Document, authority, carried, case, event, toml, vector, victim

#: A duty of this sort starts on Monday 9 February 2026, and the event that it must precede happens on Monday 1 June.
START: Final = "2026-02-09"
THEN: Final = "2026-06-01"


def their_own() -> Iterator[Document]:
    """Walk the vectors of both sorts."""
    table = toml(HERE / "their_own.toml")
    for told in table["before"]:
        yield from _done_or_not(told)
        yield from _on_one_day(told)
        for ending in table["ending"]:
            yield _ending(told, ending)
        yield _ended_too_late(told)
    for told in table["window"]:
        yield from _window(told)
    yield from _window_or_none()


class _Before:
    """One duty that must come before another event: its parts, as vectors need them."""

    def __init__(self, told: dict[str, Any]) -> None:
        self.rule: str = told["rule"]
        self.ref = f"V1/{self.rule}/e1"
        self.start = event("e1", told["on"], START, details=told["details"])
        self.then = event("e3", told["precedes"], THEN)
        self.words = f"To be done before the other event ({told['precedes']})"
        self._told = told

    def question(self, as_of: str, *events: Document, standing: str = "plain") -> tuple[Document, str]:
        return case(self.start, *events, victims=[victim(standing, role=self._told["role"])]), as_of

    def vector(self, name: str, question: tuple[Document, str], why: str, **expected: Any) -> Document:  # noqa: ANN401 - what is expected of it
        told = {**expected, "limit": f"before {self._told['precedes']}", **carried(self.rule)}
        return vector(
            f"deadlines/{self.rule}/{name}",
            question,
            expected={"obligations": {self.ref: told}},
            authority=authority(self.rule),
            argument=f"{self.words}, from Monday 9 February 2026. {why}",
            rule=self.rule,
        )


def _done_or_not(told: dict[str, Any]) -> Iterator[Document]:
    duty = _Before(told)
    open_still = {"status": "pending", "breach": "no", "due_by": None}
    missed = {"status": "overdue", "breach": "yes", "due_by": THEN}
    yield duty.vector(
        "the-eve", duty.question("2026-05-31", duty.then),
        "That happens on 1 June; on 31 May it has not happened yet, and no date is known.", **open_still,
    )  # fmt: skip
    yield duty.vector(
        "the-day", duty.question(THEN, duty.then), "That happens on 1 June, and nothing was done: missed.", **missed
    )
    yield duty.vector(
        "enhanced", duty.question(THEN, duty.then, standing="enhanced"),
        "That happens on 1 June, and nothing was done: missed, under Enhanced Rights as for everybody.", **missed,
    )  # fmt: skip
    yield duty.vector(
        "a-year-on", duty.question("2027-06-01", duty.then), "That happened on 1 June 2026, nothing done: missed.",
        **missed,
    )  # fmt: skip
    for name in told["met_by"]:
        for at, words, status, breach in (
            ("2026-05-31", "on 31 May, the day before that: in time", "met", "no"),
            ("2026-06-01", "on that very day, 1 June, and no time says which came first: in time", "met", "no"),
            ("2026-06-02", "on 2 June, the day after: too late", "met_late", "yes"),
        ):
            done = {"status": status, "breach": breach, "due_by": THEN, "met_by": "e2", "met_on": at}
            question = duty.question("2026-06-03", duty.then, event("e2", name, at))
            made = duty.vector(f"{name}/{at}", question, f"It was done ({name}) {words}.", **done)
            # What does it starts it no second time.
            made["expected"]["absent"] = [f"V1/{duty.rule}/e2"]
            yield made


def _on_one_day(told: dict[str, Any]) -> Iterator[Document]:
    duty = _Before(told)
    then = event("e3", told["precedes"], f"{THEN}T14:00:00+01:00")
    for at, words, status, breach in (
        ("13:59", "a minute before", "met", "no"),
        ("14:01", "a minute after", "met_late", "yes"),
    ):
        question = duty.question(THEN, then, event("e2", told["met_by"][0], f"{THEN}T{at}:00+01:00"))
        why = f"Both happened on 1 June, the other at 14:00 and this {words}: the time says which came first."
        yield duty.vector(f"at-{at.replace(':', '-')}", question, why, status=status, breach=breach, due_by=THEN)


def _ending(told: dict[str, Any], ending: dict[str, Any]) -> Document:
    """Make a vector of the end of the case, or of what does not end it, without the other event."""
    duty = _Before(told)
    end = event("e9", ending["event"], "2026-03-02", details=ending["details"])
    found = {"status": "lapsed", "released_by": "e9"} if ending["ends"] else {"status": "pending", "released_by": None}
    fate = "so the duty falls away" if ending["ends"] else "so the duty stays open"
    why = f"On 2 March: {ending['why']} The other event has not happened, {fate}."
    return duty.vector(f"{ending['name']}", duty.question("2026-03-03", end), why, breach="no", due_by=None, **found)


def _ended_too_late(told: dict[str, Any]) -> Document:
    duty = _Before(told)
    end = event("e9", "investigation_closed", THEN, details={"outcome_type": "3"})
    why = "That happens on 1 June and nothing was done; the case ends on the same day. What was missed stays missed."
    missed = {"status": "overdue", "breach": "yes", "due_by": THEN}
    return duty.vector("the-case-ends-that-day", duty.question("2026-06-09", duty.then, end), why, **missed)


def _window(told: dict[str, Any]) -> Iterator[Document]:
    last = told["last"]
    details = {"in_unduly_lenient_scheme": True} if told["on"] == "sentence_passed" else {}
    for name, as_of, status, words in (
        ("last-day", last, "window_open", "On its last day it is open."),
        ("day-after", last + timedelta(days=1), "window_closed", "The day after, it is closed."),
    ):
        # Its last day is the same under Enhanced Rights.
        who = victim("violence", vulnerable=name == "day-after")
        facts = case(event("e1", told["on"], told["at"], details=details), victims=[who])
        found = {"due_by": last, "status": status, "breach": "no", "limit": told["limit"], **carried(told["rule"])}
        yield vector(
            f"deadlines/{told['rule']}/{told['name']}/{name}",
            (facts, as_of),
            expected={"obligations": {f"V1/{told['rule']}/e1": found}},
            authority=told["authority"],
            argument=f"{told['argument']} {words} It is the victim's own time limit, the same for all, never a breach.",
            rule=told["rule"],
        )


def _window_or_none() -> Iterator[Document]:
    """Walk the windows that do not open, and those of which it is unknown."""
    for rule, on, key, none_of_it in (
        ("R5.cica-application", "offence_committed", "offence_categories", []),
        ("R9.unduly-lenient-request", "sentence_passed", "in_unduly_lenient_scheme", False),
    ):
        of_victim = key == "offence_categories"
        for name, value in (("does-not-open", none_of_it), ("may-not-open", None)):
            details: dict[str, Any] = {} if of_victim or value is None else {key: value}
            known: dict[str, Any] = {key: value} if of_victim else {}
            who = victim(**known)
            ref = f"V1/{rule}/e1"
            found = {"status": "undetermined", "breach": "no", "unknown": [key if of_victim else f"e1.{key}"]}
            yield vector(
                f"deadlines/{rule}/{name}",
                (case(event("e1", on, START, details=details), victims=[who]), "2026-02-10"),
                expected={"absent": [ref]} if value is not None else {"obligations": {ref: found}},
                authority=authority(rule),
                argument=f"It depends on {key}, which is known not to hold: no window."
                if value is not None
                else f"It depends on {key}, which is not on record, so whether there is a window is unknown.",
                rule=rule,
            )
