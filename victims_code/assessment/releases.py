"""Releases: what ends a duty that is still open. The victim declines it, a reason is recorded, or it lapses.

Each acts from its own date. A duty that was already missed on that date stays missed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from victims_code.assessment.findings import Finding
from victims_code.assessment.plans import Plan, Planned
from victims_code.assessment.statuses import Status
from victims_code.cases import History, agree
from victims_code.events import Event
from victims_code.rulebook import Rule
from victims_code.rulebook.conditions import Condition, Facts
from victims_code.vocabulary import Act


class Releases:
    """What may release the duties to one victim, gathered once from the history."""

    __slots__ = ("_cancels", "_declines", "_exceptions", "_history", "_victim", "any")

    def __init__(self, history: History, plan: Plan, victim: str, findings: dict[Finding, None]) -> None:
        """Gather declines, reasons and cancellations; those that name nothing become findings."""
        self._history, self._victim = history, victim
        self._declines: list[tuple[Event, bool, tuple[str, ...]]] = []
        self._exceptions: list[Event] = []
        self._cancels: list[Event] = []
        for name, act in plan.acts.items():
            for event in history.by_type.get(name, ()):
                if event.victim not in (None, victim):
                    continue
                if act is Act.CANCEL:
                    self._cancels.append(event)
                elif act is Act.EXCEPT:
                    self._exceptions.append(event)
                    if event.details.get("rule") not in {rule.id for rule in plan.rulebook.rules}:
                        findings[Finding("exception_names_nothing", event.id)] = None
                elif act in (Act.DECLINE, Act.RESUME):
                    services = _services(event)
                    self._declines.append((event, act is Act.DECLINE, services))
                    if not services:
                        findings[Finding("decline_names_nothing", event.id)] = None
        self._declines.sort(key=lambda entry: entry[0].place)
        self.any = bool(self._declines or self._exceptions or self._cancels)

    def find(
        self, planned: Planned, trigger: Event, last: int, facts: Facts, findings: dict[Finding, None]
    ) -> tuple[Status, Event] | None:
        """Return how and by what the duty was released by the end of the day `last`, or None.

        `last` is the due day, or the day of the assessment where that is earlier or there is no due day.
        """
        rule = planned.rule
        lapse = self._lapse(rule, trigger, last, facts)
        if lapse is not None:
            return Status.LAPSED, lapse
        declined = self._declined(rule, trigger, last)
        if declined is not None:
            return Status.DECLINED, declined
        late: Event | None = None
        for event in self._exceptions:
            if event.details.get("rule") != rule.id or not agree(event, trigger):
                continue
            if not (event in self._history.told.get(trigger.id, ()) if event.about else trigger.day <= event.day):
                continue
            if event.day <= last:
                return Status.EXCUSED, event
            late = event
        if late is not None:
            findings[Finding("exception_too_late", late.id, victim=self._victim, rule=rule.id)] = None
        return None

    def _lapse(self, rule: Rule, trigger: Event, last: int, facts: Facts) -> Event | None:
        """Return the event that cancelled the crime or ended the duty, if it did so in time."""
        for event in self._cancels:
            if event.day <= last and agree(event, trigger):
                return event
        for ending in rule.until:
            for event in self._history.by_type.get(ending.event, ()):
                if (
                    event.day <= last
                    and event.place > trigger.place
                    and event is not trigger
                    and event.victim in (None, self._victim)
                    and agree(event, trigger)
                    and (ending.condition is None or _holds(ending.condition, facts, event))
                ):
                    return event
        return None

    def _declined(self, rule: Rule, trigger: Event, last: int) -> Event | None:
        """Return the decline that stood at the end of the day `last`, unless the victim had opted back in."""
        standing: Event | None = None
        for event, declines, services in self._declines:
            if event.day <= last and agree(event, trigger) and _covers(services, rule):
                standing = event if declines else None
        for name in rule.declined_by:
            for event in self._history.by_type.get(name, ()):
                if event.day <= last and event.victim in (None, self._victim) and agree(event, trigger):
                    standing = event
        return standing


class _At:
    """The facts of a victim, with another event in the place of the trigger."""

    def __init__(self, facts: Facts, event: Event) -> None:
        self.victim, self.standing, self.history = facts.victim, facts.standing, facts.history
        self.jurisdiction = facts.jurisdiction
        self.trigger, self.day = event, event.day


def _holds(condition: Condition, facts: Facts, event: Event) -> bool:
    return condition.evaluate(_At(facts, event)) is True


def _services(event: Event) -> tuple[str, ...]:
    """Read which services a decline names: one text, several parted by semicolons or commas, or a list."""
    named = event.details.get("services")
    texts: Iterable[object] = (named,) if isinstance(named, str) else named if isinstance(named, tuple) else ()
    return tuple(
        part.strip() for text in texts for part in str(text).replace(",", ";").split(";") if part.strip()
    )


def _covers(services: tuple[str, ...], rule: Rule) -> bool:
    """Whether a decline covers a rule: by ``all``, its id, its Right (``R6``), or a type of event that meets it."""
    names: Mapping[str, None] = dict.fromkeys(
        ("all", rule.id, f"R{rule.right}", *(meets.type for meets in rule.met_by))
    )
    return any(service in names for service in services)
