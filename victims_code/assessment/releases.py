"""Releases: what ends a duty that is still open. The victim declines it, a reason is recorded, or it lapses.

Each acts from its own date. A duty that was already missed on that date stays missed.
"""

from __future__ import annotations

from typing import Final

from victims_code.assessment.findings import Finding
from victims_code.assessment.plans import Plan, Planned
from victims_code.assessment.statuses import Status
from victims_code.cases import History, agree
from victims_code.events import Event, Place, happened_before
from victims_code.rulebook import Ending, Law, Rule
from victims_code.rulebook.conditions import Facts
from victims_code.vocabulary import Act


class Releases:
    """What may release the duties to one victim, gathered once from the history."""

    __slots__ = ("_cancels", "_choices", "_exceptions", "_history", "_plan", "_victim", "any")

    def __init__(self, history: History, plan: Plan, victim: str) -> None:
        """Gather declines, reasons and cancellations."""
        self._history, self._plan, self._victim = history, plan, victim
        #: Declines and the taking up again of services, in order, each with the services that it names.
        self._choices: list[tuple[Event, bool, tuple[str, ...]]] = []
        self._exceptions: list[Event] = []
        self._cancels: list[Event] = []
        by_type = history.by_type
        for name, act in plan.releasing:
            for event in by_type.get(name, ()):
                if event.victim not in (None, victim):
                    continue
                if act is Act.CANCEL:
                    self._cancels.append(event)
                elif act is Act.EXCEPT:
                    if odd_exception(event, plan) not in _EXCUSES_NOTHING:
                        self._exceptions.append(event)
                else:
                    self._choices.append((event, act is Act.DECLINE, named_services(event)))
        # Each type was gathered by itself; of events of several types, the first in time counts too.
        self._exceptions.sort(key=_place)
        self._cancels.sort(key=_place)
        self.any: bool = bool(self._choices or self._exceptions or self._cancels)

    def find(
        self,
        planned: Planned,
        trigger: Event,
        last: int,
        facts: Facts,
        findings: dict[Finding, None],
        *,
        with_endings: bool = True,
    ) -> tuple[Status, Event] | None:
        """Return how and by what the duty was released by the end of the day `last`, or None.

        Where several events released it, the first in time is named: what happens later never changes why a duty was
        no longer owed on an earlier day. `last` is the due day, or the day of the assessment where that is earlier or
        there is no due day. Without `with_endings`, the rule's own endings are passed over.
        """
        rule = planned.rule
        excused, late = self._excused(rule, trigger, last)
        found = (
            (Status.LAPSED, self._cancelled(trigger, last)),
            (Status.LAPSED, self._ended(planned, trigger, last, facts) if with_endings else None),
            (Status.DECLINED, self._declined(rule, trigger, last)),
            (Status.EXCUSED, excused),
        )
        in_time = [(status, event) for status, event in found if event is not None]
        if in_time:
            return min(in_time, key=lambda release: _place(release[1]))
        if late is not None and self._plan.allows_good_reasons(last):
            # A duty that binds unless there are good reasons: they may be recorded after it was missed, and show it.
            return Status.EXCUSED, late
        if late is not None:
            findings[Finding("exception_too_late", late.id, victim=self._victim, rule=rule.id)] = None
        return None

    def _excused(self, rule: Rule, trigger: Event, last: int) -> tuple[Event | None, Event | None]:
        """Return the first reason recorded by the end of the day `last`; where there is none, the first after it."""
        for event in self._exceptions:
            if event.details.get("rule") == rule.id and self._excepts(event, trigger):
                return (event, None) if event.day <= last else (None, event)
        return None, None

    def _excepts(self, exception: Event, trigger: Event) -> bool:
        """Whether a recorded reason is for what `trigger` gave rise to: it names that, or came no earlier."""
        if not agree(exception, trigger):
            return False
        if exception.about:
            return exception in self._history.contacts_about(trigger, self._victim)
        return trigger.day <= exception.day

    def _cancelled(self, trigger: Event, last: int) -> Event | None:
        """Return the event that cancelled the crime after the duty arose, if it did so in time."""
        for event in self._cancels:
            if event.day <= last and not happened_before(event, trigger) and self._history.speaks_for(event, trigger):
                return event
        return None

    def _ended(self, planned: Planned, trigger: Event, last: int, facts: Facts) -> Event | None:
        """Return the first event in time that ended the duty while it was open, if one did so in time."""
        found = (self._ended_by(ending, planned, trigger, last, facts) for ending in planned.rule.until)
        return min((event for event in found if event is not None), key=_place, default=None)

    def _ended_by(self, ending: Ending, planned: Planned, trigger: Event, last: int, facts: Facts) -> Event | None:
        """Return the first event by which one of the rule's endings ended the duty, by the end of the day `last`."""
        for event in self._history.since(ending.event, trigger.day):
            if event.day > last:
                break
            if event.type in planned.order:
                is_later = planned.place_in_series(event) > planned.place_in_series(trigger)
            else:
                is_later = not happened_before(event, trigger)
            if (
                is_later
                and event.victim in (None, self._victim)
                and self._history.speaks_for(event, trigger)
                and _ends(ending, _FactsAt(facts, event))
                and not self._is_undone(ending, event, trigger)
            ):
                return event
        return None

    def _is_undone(self, ending: Ending, event: Event, trigger: Event) -> bool:
        """Whether what ended the duty was taken back since, as when an investigation is reopened."""
        return any(
            not happened_before(later, event) and later.victim in (None, self._victim) and agree(later, trigger)
            for name in ending.undone_by
            for later in self._history.since(name, event.day)
        )

    def _declined(self, rule: Rule, trigger: Event, last: int) -> Event | None:
        """Return the decline that stood at the end of the day `last`, unless the victim had opted back in.

        Of several with no opting back in between them, the first: declining again changes nothing.

        A service that was declined by name stays declined for what arises later; an event by which the victim
        declines this one duty, such as a referral offered and declined, acts on duties that had already arisen.
        """
        choices = [choice for choice in self._choices if covers(choice[2], rule) and agree(choice[0], trigger)]
        for names, declines in ((rule.declined_by, True), (rule.resumed_by, False)):
            for name in names:
                choices += [
                    (event, declines, ())
                    for event in self._history.by_type.get(name, ())
                    if event.victim in (None, self._victim)
                    and agree(event, trigger)
                    and not happened_before(event, trigger)
                ]
        choices.sort(key=lambda choice: _place(choice[0]))
        standing: Event | None = None
        for event, declines, _ in choices:
            if event.day <= last:
                standing = (standing or event) if declines else None
        return standing


def _place(event: Event) -> Place:
    return event.place


def odd_exception(event: Event, plan: Plan) -> str:
    """Return the code of what is wrong with a recorded reason: no known rule, no known code, or no note of it held."""
    reasons, reason = plan.law.current.reasons, event.details.get("reason")
    if event.details.get("rule") not in plan.rule_ids:
        return "exception_names_nothing"
    if reasons and reason not in reasons:
        return "reason_not_coded"
    if reason == _OTHER and event.details.get("note_held") is not True:
        return "reason_without_note" if event.details.get("note_held") is None else "reason_note_missing"
    return ""


#: The findings on a recorded reason that then excuses nothing.
_EXCUSES_NOTHING = ("exception_names_nothing", "reason_note_missing")

#: The code for a reason that no other code covers: a note of the reason itself must be held elsewhere.
_OTHER = "other"


def _ends(ending: Ending, facts: Facts) -> bool:
    """Whether the condition on an ending is known to hold, and what would undo it is not known to."""
    holds = ending.condition is None or ending.condition.evaluate(facts) is True
    return holds and (ending.unless is None or ending.unless.evaluate(facts) is not True)


class _FactsAt:
    """The facts of a victim, with another event in the place of the trigger."""

    def __init__(self, facts: Facts, event: Event) -> None:
        self.victim, self.standing, self.history = facts.victim, facts.standing, facts.history
        self.jurisdiction = facts.jurisdiction
        self.trigger, self.day = event, event.day


def named_services(event: Event) -> tuple[str, ...]:
    """Read which services a choice names: one text, several parted by semicolons or commas, or a list."""
    named = event.details.get("services")
    texts = (named,) if isinstance(named, str) else named if isinstance(named, tuple) else ()
    parts = (part.strip() for text in texts for part in str(text).replace(",", ";").split(";"))
    return tuple(part for part in parts if part)


#: The word by which a choice names every service that one takes up.
ALL: Final = "all"


def covers(services: tuple[str, ...], rule: Rule) -> bool:
    """Whether a decline covers a rule: by its id, its Right (``R6``), a type of event that meets it, or ``all``.

    A duty between providers is never the victim's to decline, and ``all`` leaves out what is no service that one
    takes up, such as the recording of the crime.
    """
    names = _names(rule)
    is_covered_by_all = rule.declinable and rule.owed_to == "victim" and ALL in services
    return is_covered_by_all or any(service in names for service in services)


def service_names(law: Law) -> frozenset[str]:
    """Return every name by which a choice can name a service of a law, but for ``all``."""
    over = (rule for layer in law.layers for rule in layer.rules)
    rules = (*(rule for era in law.eras for rule in (*era.rules, *era.external)), *over)
    return frozenset(name for rule in rules for name in _names(rule))


def _names(rule: Rule) -> set[str]:
    if rule.owed_to != "victim":
        return {rule.id}
    return {rule.id, f"R{rule.right}", *(meets.type for meets in rule.met_by)}
