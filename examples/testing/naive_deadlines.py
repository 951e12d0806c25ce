"""A small deadline system of its own, with faults to plant in it: what the testing kit is tried against.

It knows four duties of the Code and counts them by itself, for days since 2024: of the library it takes nothing but
the facts of a case. Without a fault it is right in all that it says; each `Fault` is one that real systems have.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from enum import Enum
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from attrs import define, evolve, field, frozen
from dateutil.easter import easter

from victims_code import Event, Victim
from victims_code.assessment import obligation_id
from victims_code.testing import Answer, Question, System

LONDON = ZoneInfo("Europe/London")
ONE_DAY = timedelta(days=1)


class Fault(Enum):
    """What may be wrong with it, as found in systems that count the Code's deadlines."""

    CALENDAR_DAYS = "counts days of the calendar, not Working Days"
    NO_BANK_HOLIDAYS = "counts bank holidays as Working Days"
    EVENT_DAY_IS_DAY_1 = "counts the day of the event as day 1"
    WEEKEND_ROLLED = "takes the Monday after a weekend event for day 0"
    FROM_RECORDING = "counts from the day on which the event was recorded"
    UTC_DAY = "takes the day by UTC, not in London"
    COURT_DATE = "counts from the hearing, not from its receipt"
    UNKNOWN_IS_NONE = "takes unknown Enhanced Rights for none"
    UNKNOWN_IS_GIVEN = "takes unknown Enhanced Rights for given"
    RIGHTS_IGNORED = "gives everybody the standard limit"
    AGE_AT_REPORT = "takes the age on the day of the report, not of the offence"
    ATTEMPT_COUNTS = "takes a contact that was attempted for one that told the victim"
    ANY_CONTACT_COUNTS = "lets a contact meet every duty, whatever it was about"
    ANY_VICTIM_COUNTS = "lets what another victim was told meet the duty"
    TOO_EARLY_COUNTS = "lets a contact from before the event meet the duty"
    LATE_IS_MET = "calls a duty met, however late it was done"
    DUE_DAY_IS_LATE = "calls a duty overdue on its last day"
    AS_TOLD = "lets the contact that was told first meet the duty, not the earliest"
    ONE_PER_RULE = "keeps one duty of a rule: a second arrest takes the place of the first"
    CORRECTIONS_IGNORED = "keeps what was recorded first"
    VOIDS_IGNORED = "keeps what never happened"
    REPEATS_COUNT = "takes an event that is told again for another one"
    BREACHES_GROW_OLD = "forgets a breach after a month"
    CARRIES_OVER = "keeps the events of a case for the next one"


@frozen
class Rule:
    """A duty as it knows them: what gives rise to it, its limits in Working Days, and what meets it."""

    id: str
    arises_on: str
    standard: int
    enhanced: int
    met_by: str = "victim_informed"
    names_event: bool = True
    from_receipt: bool = False


RULES = (
    Rule("R3.information", "crime_reported", 5, 1, met_by="code_information_given", names_event=False),
    Rule("R6.arrest", "suspect_arrested", 5, 1),
    Rule("R6.charge", "suspect_charged", 5, 1),
    Rule("R9.outcome", "case_outcome_reached", 1, 1, from_receipt=True),
)
ENHANCED_FACTS = ("persistently_targeted", "vulnerable", "intimidated")
ADULT = 18
#: Offences that give no Enhanced Rights by themselves.
OTHER_OFFENCES = {"violent_crime", "gender_based_violence"}
LATE = ("overdue", "met_late")
REWRITES = ("event_voided", "event_corrected")
CORRECTED = ("at", "received_at")
FRIDAY = 5


@define
class NaiveDeadlines:
    """The system: it is told events, in whatever order, and answers for a day."""

    victims: tuple[Victim, ...]
    faults: frozenset[Fault] = frozenset()
    events: list[Event] = field(factory=list)

    def take(self, event: Event) -> None:
        """Take an event into the record."""
        if Fault.REPEATS_COUNT in self.faults and event in self.events:
            self.events.append(evolve(event, id=f"{event.id}-again"))
        elif event not in self.events:
            self.events.append(event)

    def answer(self, as_of: date) -> dict[str, object]:
        """Return what it knows of the case, by the keys of ``victims-code/assessment/1``."""
        events = list(self.history(as_of))
        known = [victim for victim in self.victims if victim.role == "person"]
        return {"obligations": [duty for victim in known for duty in self.duties(victim, events, as_of)]}

    def history(self, as_of: date) -> Iterator[Event]:
        """Walk what had happened by a day, corrected and without what was voided, in the order in which it was told."""
        past = [event for event in self.events if self.day(event.at) <= as_of]
        rewrites = sorted((e for e in past if e.type in REWRITES), key=self.place)
        voided: set[object] = set()
        for void in reversed(rewrites):
            if void.type == "event_voided" and void.id not in voided and Fault.VOIDS_IGNORED not in self.faults:
                voided.add(void.details["event"])
        for event in self.events:
            for rewrite in rewrites:
                if rewrite.details["event"] == event.id and rewrite.id not in voided:
                    event = self.corrected(event, rewrite)  # noqa: PLW2901 - one correction after another
            if event.id not in voided and self.day(event.at) <= as_of:
                yield event

    def corrected(self, event: Event, rewrite: Event) -> Event:
        """Return an event with the days that a correction gives it."""
        fields = rewrite.details.get("fields")
        if Fault.CORRECTIONS_IGNORED in self.faults or not isinstance(fields, Mapping):
            return event
        days: dict[str, Any] = {key: date.fromisoformat(fields[key]) for key in CORRECTED if key in fields}
        return evolve(event, **days)

    def duties(self, victim: Victim, events: list[Event], as_of: date) -> Iterator[dict[str, object]]:
        """Walk the duties to a victim, as far as it can tell."""
        has = self.has_enhanced_rights(victim, events)
        for rule in RULES:
            triggers = [e for e in events if e.type == rule.arises_on and e.victim in (None, victim.id)]
            for trigger in triggers[-1:] if Fault.ONE_PER_RULE in self.faults else triggers:
                duty = {"id": obligation_id(victim.id, rule.id, trigger.id), **self.dates(rule, has, trigger, as_of)}
                # Of a contact that names a type of event it cannot tell which one was meant.
                if duty["due_by"] and not any(trigger.type in event.about for event in events):
                    duty |= self.standing(duty, self.service(rule, victim, trigger, events), as_of)
                if Fault.BREACHES_GROW_OLD not in self.faults or self.is_news(duty, as_of):
                    yield duty

    def dates(self, rule: Rule, has: bool | None, trigger: Event, as_of: date) -> dict[str, Any]:  # noqa: FBT001 - a truth
        """Return when a duty falls due: two days where it is unknown whether the victim has Enhanced Rights."""
        start = self.start(rule, trigger)
        if start is None or start > as_of:
            return {"due_by": None}
        standard, enhanced = self.add(start, rule.standard), self.add(start, rule.enhanced)
        sooner = enhanced.isoformat() if has is None and enhanced != standard else None
        return {"due_by": (enhanced if has else standard).isoformat(), "due_by_if_enhanced": sooner}

    def start(self, rule: Rule, trigger: Event) -> date | None:
        """Return the day from which a limit counts; None while the receipt is unknown."""
        if rule.from_receipt and Fault.COURT_DATE not in self.faults:
            return None if trigger.received_at is None else self.day(trigger.received_at)
        if Fault.FROM_RECORDING in self.faults and trigger.recorded_at is not None:
            return self.day(trigger.recorded_at)
        return self.day(trigger.at)

    def service(self, rule: Rule, victim: Victim, trigger: Event, events: list[Event]) -> Event | None:
        """Return the event that met a duty: the earliest that could."""
        types = {rule.met_by, "contact_attempted"} if Fault.ATTEMPT_COUNTS in self.faults else {rule.met_by}
        ordered = events if Fault.AS_TOLD in self.faults else sorted(events, key=self.place)
        for event in ordered:
            if (
                event.type in types
                and (event.victim in (None, victim.id) or Fault.ANY_VICTIM_COUNTS in self.faults)
                and (trigger.id in event.about or not rule.names_event or Fault.ANY_CONTACT_COUNTS in self.faults)
                and (not self.is_before(event, trigger) or Fault.TOO_EARLY_COUNTS in self.faults)
                and not contradicts(event.suspect, trigger.suspect)
                and not contradicts(event.crime, trigger.crime)
            ):
                return event
        return None

    def standing(self, dates: dict[str, Any], service: Event | None, as_of: date) -> dict[str, Any]:
        """Say how a duty stands on a day: undetermined where that turns on which of two due dates is right."""
        done = None if service is None else self.day(service.at)
        status = self.status(date.fromisoformat(dates["due_by"]), done, as_of)
        if dates["due_by_if_enhanced"] is not None:
            other = self.status(date.fromisoformat(dates["due_by_if_enhanced"]), done, as_of)
            status = status if other == status or {other, status} <= {"pending", "due_today"} else "undetermined"
        breach = "undetermined" if status == "undetermined" else "yes" if status in LATE else "no"
        met = {"met_by": None, "met_on": None} if service is None else {"met_by": service.id, "met_on": f"{done}"}
        return {"status": status, "breach": breach, **met}

    def status(self, due: date, done: date | None, as_of: date) -> str:
        """Say how a duty with one due date stands."""
        if done is not None:
            return "met" if done <= due or Fault.LATE_IS_MET in self.faults else "met_late"
        if as_of == due:
            return "overdue" if Fault.DUE_DAY_IS_LATE in self.faults else "due_today"
        return "pending" if as_of < due else "overdue"

    def is_news(self, duty: dict[str, Any], as_of: date) -> bool:
        """Whether a duty is no breach that is a month old."""
        due = date.fromisoformat(duty["due_by"] or f"{as_of}")
        return duty.get("status") != "overdue" or as_of <= due + timedelta(days=28)

    def has_enhanced_rights(self, victim: Victim, events: list[Event]) -> bool | None:
        """Whether a person has Enhanced Rights, by the facts on record; None where that is unknown."""
        offences = victim.offence_categories
        facts = [self.is_under_18(victim, events), *(getattr(victim, name) for name in ENHANCED_FACTS)]
        facts.append(None if offences is None else bool({str(each) for each in offences} - OTHER_OFFENCES))
        if Fault.RIGHTS_IGNORED in self.faults:
            return False
        if True in facts or (None in facts and Fault.UNKNOWN_IS_GIVEN in self.faults):
            return True
        return None if None in facts and Fault.UNKNOWN_IS_NONE not in self.faults else False

    def is_under_18(self, victim: Victim, events: list[Event]) -> bool | None:
        """Whether a person was under 18 at the offence, or at the first event where the offence is not on record."""
        mine = (e for e in events if e.victim in (None, victim.id) and e.type not in REWRITES)
        past = sorted(mine, key=self.place)
        if victim.under_18_at_offence is not None or victim.born is None or not past:
            return victim.under_18_at_offence
        name = "crime_reported" if Fault.AGE_AT_REPORT in self.faults else "offence_committed"
        offence = next((event for event in past if event.type == name), past[0])
        return self.day(offence.at) < victim.born.replace(year=victim.born.year + ADULT)

    def add(self, day: date, n: int) -> date:
        """Return the `n`-th Working Day after a day, which is day 0."""
        if Fault.CALENDAR_DAYS in self.faults:
            return day + timedelta(days=n)
        if Fault.WEEKEND_ROLLED in self.faults:
            while not self.is_working_day(day):
                day += ONE_DAY
        for _ in range(n - 1 if Fault.EVENT_DAY_IS_DAY_1 in self.faults else n):
            day += ONE_DAY
            while not self.is_working_day(day):
                day += ONE_DAY
        return day

    def is_working_day(self, day: date) -> bool:
        """Whether a day is one from Monday to Friday, and no bank holiday."""
        return day.isoweekday() <= FRIDAY and (
            day not in bank_holidays(day.year) or Fault.NO_BANK_HOLIDAYS in self.faults
        )

    def day(self, when: date) -> date:
        """Return the day in London on which something happened."""
        if not isinstance(when, datetime):
            return when
        return when.astimezone(UTC if Fault.UTC_DAY in self.faults else LONDON).date()

    def is_before(self, event: Event, other: Event) -> bool:
        """Whether an event came before another: by the clock where both times are known, otherwise by the day."""
        if isinstance(event.at, datetime) and isinstance(other.at, datetime):
            return event.at < other.at
        return self.day(event.at) < self.day(other.at)

    def place(self, event: Event) -> tuple[date, float, str]:
        """Return where an event stands in its history."""
        return self.day(event.at), event.at.timestamp() if isinstance(event.at, datetime) else 0, event.id


@cache
def bank_holidays(year: int) -> frozenset[date]:
    """Return the bank holidays of England and Wales in a year since 2024, as the standing rules have them."""
    spring, summer = date(year, 5, 31), date(year, 8, 31)
    found = {easter(year) - 2 * ONE_DAY, easter(year) + ONE_DAY}
    found |= {last - timedelta(days=last.weekday()) for last in (date(year, 5, 7), spring, summer)}
    for day in (date(year, 1, 1), date(year, 12, 26), date(year, 12, 25)):
        while day in found or day.isoweekday() > FRIDAY:
            day += ONE_DAY  # noqa: PLW2901 - at a weekend it is kept on the next weekday that is free
        found.add(day)
    return frozenset(found)


def contradicts(one: str | None, other: str | None) -> bool:
    """Whether two references name two suspects, or two crimes."""
    return one is not None and other is not None and one != other


def system(*faults: Fault) -> System:
    """Return the system, with some faults in it, as the kit asks it: a question in, what it knows of the answer out."""
    kept: list[Event] = []

    def answer(question: Question) -> Answer:
        told = NaiveDeadlines(question.case.victims, frozenset(faults))
        told.events = kept if Fault.CARRIES_OVER in faults else []
        for event in question.case.events:
            told.take(event)
        return told.answer(question.as_of)

    return answer
