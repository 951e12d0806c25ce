"""The level of meeting: what meets a duty and what does not, and whether in time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, Final

from tests.vectors.argued import argued
from tests.vectors.calendar_days import situations
from tests.vectors.making import (
    GOLDEN,
    HERE,
    NO_ENHANCED_FACTS,
    Document,
    authority,
    carried,
    case,
    event,
    facts,
    told,
    toml,
    vector,
    victim,
)
from tests.vectors.readings import readings

#: Duties start on an ordinary Monday, and untimed ones are asked about three years later.
SITUATION: Final = "an ordinary Monday"
START, LATER, EARLIER = date(2026, 2, 9), date(2029, 2, 9), date(2026, 1, 5)
ONE_DAY: Final = timedelta(days=1)

#: What an event says; every other key of a condition is a fact of the victim.
DETAILS: Final = {"review_available"}


def meeting() -> Iterator[Document]:
    """Walk the vectors of this level."""
    for duty in toml(GOLDEN / "timed_duties.toml")["duty"]:
        yield from _timed(duty)
        yield from _conditional(duty)
    for duty in toml(GOLDEN / "untimed_duties.toml")["duty"]:
        yield from _untimed(duty)
        yield from _unless(duty)
    for told_of in toml(HERE / "services.toml")["shape"]:
        yield _no_other(told_of)
    yield from argued("meeting")
    yield from readings("meeting")


def _services(met_by: str, on: date, **fields: Any) -> Document:  # noqa: ANN401 - an event's fields are of every kind
    return event("e3", met_by.rstrip("*"), on, about=["e1"] if met_by.endswith("*") else [], **fields)


def _decoys() -> list[Document]:
    """Return what meets none of these duties: a contact about another event, and a try that reached nobody."""
    other = event("e0", "officer_in_case_changed", START - ONE_DAY)
    return [other, told("e2", START, "e0"), event("e4", "contact_attempted", START, about=["e1"])]


def _timed(duty: dict[str, Any]) -> Iterator[Document]:
    """Walk the vectors of a duty that is met on its last day, and of one that is met the day after."""
    due = situations()[SITUATION]["due"]
    for trigger in duty["on"]:
        for met_by in duty["met_by"]:
            for standing, late in (("enhanced", 0), ("standard", 1)):
                last: date = due[str(duty[standing])]
                yield _done(duty, trigger, met_by, standing, last, last + late * ONE_DAY)


def _done(duty: dict[str, Any], trigger: str, met_by: str, standing: str, last: date, on: date) -> Document:
    rule, by_receipt, is_late = duty["rule"], met_by == "receipt", on > last
    received = START if duty["clock"] == "received_at" else on if by_receipt else None
    start = event("e1", trigger, START, received_at=received, details=duty.get("details", {}))
    given = [] if by_receipt else [_services(met_by, on, details=duty.get("says", {}))]
    found = {
        "status": "met_late" if is_late else "met",
        "breach": "yes" if is_late else "no",
        "due_by": last,
        "met_on": on,
        **({} if by_receipt else {"met_by": "e3"}),
        **carried(rule),
    }
    how = "it was received" if by_receipt else f"it was done ({met_by.rstrip('*')})"
    why = "what came before did not meet it" if not by_receipt else "which is how it is met"
    verdict = "a day late, and late for ever" if is_late else "on its last day, in time"
    return vector(
        f"meeting/{rule}/{trigger}/{met_by.rstrip('*')}/{'late' if is_late else 'in-time'}",
        (
            case(
                *([] if by_receipt else _decoys()), start, *given,
                victims=[victim("enhanced" if standing == "enhanced" else "plain")],
            ),
            on + 30 * ONE_DAY,
        ),
        expected={
            "obligations": {f"V1/{rule}/e1": found},
            # What does it starts it no second time.
            **({} if by_receipt else {"absent": [f"V1/{rule}/e3"]}),
            **({"in_breach": "yes"} if is_late else {}),
        },
        authority=authority(rule, "K9"),
        argument=f"""Due by {last}, {duty[standing]} Working Days from Monday 9 February 2026; on {on} {how}, {why}:
        {verdict}.""",
        rule=rule,
    )  # fmt: skip


def _conditional(duty: dict[str, Any]) -> Iterator[Document]:
    """Walk the vectors of what the event says, on which it depends whether there is a duty."""
    rule, trigger = duty["rule"], duty["on"][0]
    for name, key, verdict in (
        ("also", "also_if", {"status": "overdue", "breach": "yes"}),
        ("unknown", "unknown_if", {"status": "undetermined", "breach": "undetermined"}),
        ("never", "not_if", None),
    ):
        for number, details in enumerate(duty.get(key, []), start=1):
            ref = f"V1/{rule}/e1"
            received = START if duty["clock"] == "received_at" else None
            facts = case(event("e1", trigger, START, received_at=received, details=details))
            said = ", ".join(f"{key} {value}" for key, value in details.items()) or "nothing of it"
            fate = {
                "also": "so it was owed, and not done it is late",
                "unknown": "so whether it was owed is unknown, and it may have been missed",
                "never": "so nothing is owed",
            }[name]
            yield vector(
                f"meeting/{rule}/{name}-owed/{number}",
                (facts, "2026-06-30"),
                expected={"absent": [ref]} if verdict is None else {"obligations": {ref: verdict}},
                authority=authority(rule),
                argument=f"On 9 February 2026 the event says {said}: {fate}.",
                rule=rule,
            )


class _Untimed:
    """A duty that is done or not done: the smallest case in which it arises."""

    def __init__(self, duty: dict[str, Any], trigger: str) -> None:
        self.rule: str = duty["rule"]
        self.ref = f"V1/{self.rule}/e1"
        self._duty, self._trigger = duty, trigger

    def facts(self, *events: Document, unless: dict[str, Any] | None = None, first: bool = True) -> Document:
        """Return the case, with facts or details that `unless` replaces, and without what must come first if asked."""
        unless = unless or {}
        facts = {**NO_ENHANCED_FACTS, **self._duty.get("victim", {})}
        facts |= {key: value for key, value in unless.items() if key not in DETAILS}
        details = {**self._duty.get("details", {})} | {key: value for key, value in unless.items() if key in DETAILS}
        firsts = [event(f"f{n}", name, EARLIER) for n, name in enumerate(self._duty.get("first", []))]
        start = event("e1", self._trigger, START, details=details)
        return case(*(firsts if first else []), start, *events, victims=[victim("unknown", **facts)])


def _untimed(duty: dict[str, Any]) -> Iterator[Document]:
    """Walk the vectors of a duty that is not done, and of each way to do it."""
    for trigger in duty["on"]:
        it = _Untimed(duty, trigger)
        doubtful = duty.get("unrecorded")
        found = {"status": "undetermined" if doubtful else "outstanding", "breach": "no", "due_by": None, "bound": None}
        found["limit"] = facts()["2020"][it.rule].get("limit")
        fate = "whether it is owed turns on what no case file holds" if doubtful else "still to be done"
        yield vector(
            f"meeting/{it.rule}/{trigger}/not-done",
            (it.facts(), LATER),
            expected={"obligations": {it.ref: {**found, **carried(it.rule)}}},
            authority=authority(it.rule),
            argument=f"From Monday 9 February 2026 without a limit: three years on it is {fate}, and never late.",
            rule=it.rule,
        )
        if found["limit"]:
            yield _judged_alike(it, found)
        for met_by in duty["met_by"]:
            on = LATER - ONE_DAY
            done = {"status": "recorded", "breach": "no", "met_by": "e3", "met_on": on}
            # It is done once: what does it starts it no second time.
            again = f"V1/{it.rule}/e3"
            yield vector(
                f"meeting/{it.rule}/{trigger}/{met_by.rstrip('*')}",
                (it.facts(*_decoys(), _services(met_by, on)), LATER),
                expected={"obligations": {it.ref: {**done, **carried(it.rule)}}, "absent": [again]},
                authority=authority(it.rule),
                argument=f"""Without a limit: done ({met_by.rstrip("*")}) three years later it is done; what came before
                did not meet it.""",
                rule=it.rule,
            )  # fmt: skip


def _judged_alike(it: _Untimed, found: Document) -> Document:
    """Make the vector of what a person must judge, of a victim with Enhanced Rights: the words are the same."""
    return vector(
        f"meeting/{it.rule}/enhanced",
        (it.facts(unless={"vulnerable": True}), LATER),
        expected={"obligations": {it.ref: {**found, "enhanced": True}}},
        authority=authority(it.rule),
        argument=f"To be done {found['limit']}, under Enhanced Rights too: a person must judge, and no day is late.",
        rule=it.rule,
    )


def _unless(duty: dict[str, Any]) -> Iterator[Document]:
    """Walk the vectors of a duty that does not arise, for want of what it depends on."""
    trigger = duty["on"][-1]
    it = _Untimed(duty, trigger)
    for number, unless in enumerate(duty.get("not_if", []), start=1):
        said = ", ".join(f"{key} {'none' if value == [] else value}" for key, value in unless.items())
        yield _absent(it, f"unless/{number}", it.facts(unless=unless), f"Not owed where this is known: {said}.")
    if "first" in duty:
        left = event("e9", "victim_contact_scheme_declined", EARLIER + ONE_DAY)
        again = event("e8", "victim_contact_scheme_joined", START)
        why = "Owed to a victim who has joined the Victim Contact Scheme"
        yield _absent(it, "not-joined", it.facts(first=False), f"{why}; this one has not.")
        yield _absent(it, "left", it.facts(left), f"{why}; this one joined on 5 January 2026 and left on the 6th.")
        yield vector(
            f"meeting/{it.rule}/joined-again",
            (it.facts(left, again), LATER),
            expected={"obligations": {it.ref: {"status": "outstanding", "breach": "no"}}},
            authority=authority(it.rule, "G13"),
            argument=f"{why}; this one joined, left, and joined again on the day of the event: it is owed.",
            rule=it.rule,
        )


def _absent(it: _Untimed, name: str, facts: Document, argument: str) -> Document:
    return vector(
        f"meeting/{it.rule}/{name}",
        (facts, LATER),
        expected={"absent": [it.ref]},
        authority=authority(it.rule),
        argument=argument,
        rule=it.rule,
    )


def _no_other(told_of: dict[str, Any]) -> Document:
    """Make a vector of every service that does not meet a duty, all given the day after it arose."""
    rule, named = told_of["rule"], {name.rstrip("*") for name in told_of["met_by"]}
    services = [
        event(f"s{number}", name, START + ONE_DAY, about=["e1"])
        for number, name in enumerate(toml(HERE / "services.toml")["services"], start=1)
        if name not in named
    ]
    start = event("e1", told_of["on"], START, received_at=START if told_of["by_receipt"] else None)
    found = {"status": told_of["status"], "breach": told_of["breach"], "met_by": None}
    return vector(
        f"meeting/{rule}/no-other-service",
        (case(start, *services), "2026-06-30"),
        expected={"obligations": {f"V1/{rule}/e1": found}},
        authority=authority(rule),
        argument=f"""What meets it: {" or ".join(sorted(named)) or "nothing"}. Every other service there is was given
        the day after, and it stands as if nothing was done.""",
        rule=rule,
    )
