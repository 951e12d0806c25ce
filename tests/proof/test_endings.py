"""What ends an open duty: every type of event, with every word it may carry, against a table made by hand."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from itertools import product
from typing import Any, Final

from attrs import evolve

from tests.assessment.making import PLAIN
from tests.proof.by_hand import (
    CONVICTED,
    FILED_AS_CHARGED,
    NOT_CONVICTED,
    NOT_STOPPED,
    STOPPED,
    Answer,
    Situation,
    convicted,
    filed_as_charged,
    proceedings_stopped,
)
from tests.proof.weighing import Check, Enumerations, weigh
from victims_code import Case, Event, Role, Status, assess, load_code
from victims_code.names import CheckedType

START: Final = date(2026, 2, 9)
AS_OF: Final = date(2026, 2, 20)

#: The words that an event may carry, and a word of none of the lists, and none at all.
CARRIED: Final[Mapping[str, tuple[dict[str, object], ...]]] = {
    "investigation_closed": tuple({"outcome_type": each} for each in (None, "14", "Charged", *FILED_AS_CHARGED)),
    "charges_altered_or_stopped": tuple(
        {"effect": each} for each in (None, "paused", "Charge dropped", *STOPPED, *NOT_STOPPED)
    ),
    "case_outcome_reached": tuple(
        {"outcome": each} for each in (None, "adjourned", "Not-guilty", *CONVICTED, *NOT_CONVICTED)
    ),
}
#: What nothing but a cancelled crime ends is no ending of a rule; these two say of another event what it was.
LEFT_OUT: Final = ("event_corrected", "event_voided")

#: What ends a duty, by the type of event: it does so if this is known to be so.
Ends = Mapping[str, Callable[[Situation], Answer]]


def always(_: Situation) -> Answer:
    return True


def never(_: Situation) -> Answer:
    return False


# A duty to do something before another event lapses where the case ends without that event. A case filed as charged
# goes on to court, and one conviction more, or one charge less, is not its end.
CASE: Final[Ends] = {
    "investigation_closed": lambda s: filed_as_charged(s) is not True,
    "decision_not_to_prosecute": always,
    "charges_altered_or_stopped": proceedings_stopped,
    "case_outcome_reached": lambda s: convicted(s) is False,
}
INVESTIGATION: Final[Ends] = {"decision_not_to_investigate": always, "investigation_closed": always}
# Agreed updates go on until the investigation is closed, the case has its outcome, or another plan takes its place.
UPDATES: Final[Ends] = {**INVESTIGATION, "contact_plan_agreed": always, "case_outcome_reached": always}

#: By rule: what gives rise to the duty, with its details, who is owed it, what ends it, and what a reopened
#: investigation takes back. An update that ended is not taken up again: a new plan starts the next.
DUTIES: Final[Mapping[str, tuple[str, dict[str, Any], Role, Ends, tuple[str, ...]]]] = {
    "R6.disposal-views": ("out_of_court_disposal_proposed", {}, Role.PERSON, CASE, ("investigation_closed",)),
    "R7.further-statement": ("vps_taken", {}, Role.PERSON, CASE, ("investigation_closed",)),
    "R9.meeting-before-sentence": (
        "case_outcome_reached",
        {"outcome": "guilty"},
        Role.BEREAVED_CLOSE_RELATIVE,
        CASE,
        ("investigation_closed",),
    ),
    "R6.contact-plan": ("crime_reported", {}, Role.PERSON, INVESTIGATION, tuple(INVESTIGATION)),
    "R6.agreed-update": ("contact_plan_agreed", {"every_days": 30}, Role.PERSON, UPDATES, ()),
}


def asked(rule: str, event: Event, reopened: date | None) -> bool:
    """Whether a duty has lapsed, some days after it arose and the event happened."""
    trigger, said, role, *_ = DUTIES[rule]
    events = [Event("e1", CheckedType(trigger), at=START, details=said), event]
    if reopened is not None:
        events.append(Event("e3", "investigation_reopened", at=reopened))
    case = Case("C1", [evolve(PLAIN, role=role), evolve(PLAIN, id="V2")], events)
    return assess(case, as_of=AS_OF)[f"V1/{rule}/e1"].status is Status.LAPSED


def endings() -> Iterator[Check]:
    """Go through every rule that may end, every type of event, and all that it may say, then taken back or not."""
    for rule, (*_, ends, undone) in DUTIES.items():
        for name in load_code().vocabulary:
            may_end = name in ends
            whose = (None, "V1", "V2") if may_end else (None,)
            reopenings = (None, -1, 0, 1) if may_end else (None,)
            carried = () if name in LEFT_OUT else CARRIED.get(name, ({},))
            for details, days, victim, after in product(carried, (1, 5), whose, reopenings):
                on = START + timedelta(days=days)
                event = Event("e2", name, at=on, details=details, victim=victim)
                reopened = None if after is None else on + timedelta(days=after)
                # The investigation is open again from the day of the ending on, or from a later one.
                stands_again = after in (0, 1) and name in undone
                ended = ends.get(name, never)(Situation(details=details)) is True and not stands_again
                right = victim != "V2" and (ended or name == "crime_cancelled")
                yield (rule, name, details, days, victim, after), asked(rule, event, reopened), right


ENUMERATIONS: Enumerations = {"endings: rules x types of event x all that they say": endings}


def test_what_ends_an_open_duty() -> None:
    weighed = weigh(endings())
    assert weighed.wrong == ()
    assert weighed.asked > 3_000


def test_every_rule_that_may_end_is_in_the_table() -> None:
    assert {rule.id for rule in load_code().rules if rule.until} == set(DUTIES)
    assert not any(rule.until for rule in load_code("2015").rules)
