"""The plan: a rulebook compiled once, indexed by the type of event that gives rise to a duty."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from math import inf
from typing import Final

from attrs import frozen
from dateutil.relativedelta import relativedelta

from victims_code.calendars import WorkingDays
from victims_code.dates import ordinal_date
from victims_code.events import Event
from victims_code.rulebook import Clock, Kind, Limit, Manner, Rule, Rulebook, Unit
from victims_code.rulebook.conditions import Condition, is_of_victim
from victims_code.vocabulary import Act, Vocabulary

#: The detail in which a contact plan says how often updates are due.
AGREED_DAYS: Final = "every_days"

#: What an event may do that releases a duty.
_RELEASING: Final = (Act.CANCEL, Act.DECLINE, Act.RESUME, Act.EXCEPT)


@frozen(eq=False)
class Planned:
    """One rule as the engine walks it: what would be asked again and again is worked out once."""

    rule: Rule
    #: Its place among all rules by Right and id, in which order obligations are told.
    rank: int
    kind: Kind
    condition: Condition | None
    #: Whether the condition's answer is the same for every duty to a victim.
    is_of_victim: bool
    starts_at_receipt: bool
    standard: Limit | None
    differs: bool
    #: The two limits where both are counted in working days, the common case; otherwise 0.
    standard_days: int
    enhanced_days: int
    #: The two limits where they are counted in other units.
    counted: Limit
    counted_if_enhanced: Limit
    #: Whether the due day is set by an agreement or by the provider itself, and so may be unknown.
    is_timed_by_others: bool
    #: The type of event that the duty must precede; empty for other kinds.
    precedes: str
    #: The limit of the rule that feeds this one, by which a bound is known while receipt is not.
    feeder: Limit | None
    #: The types of event that meet it by naming the trigger, and those that need not name it.
    naming: tuple[str, ...]
    free: tuple[str, ...]
    #: Whether any event can meet it; a judgement of quality is never recorded as done.
    can_be_met: bool
    #: Whether the receipt of the triggering event meets it.
    met_by_receipt: bool
    #: Whether each event that meets it starts it afresh.
    recurs: bool
    #: For a duty that recurs: its types in the order in which they count when the time of day does not tell.
    order: Mapping[str, int]
    #: The types of event that set how often updates are due.
    agreeing: tuple[str, ...]
    #: The types of event that can release this one rule: its endings, and its own declines.
    ends_on: frozenset[str]

    def place_in_series(self, event: Event) -> tuple[int, float, int, str]:
        """Return where an event stands in a series of plans, updates and contacts, each of which starts the next.

        Some order there must be, or two on one day would meet each other and end the series. Where the time of day
        is not known, a plan comes first of its day and what is done under it last; then the type and the id decide.
        """
        rank = self.order.get(event.type, -1)
        unknown = -inf if event.type in self.agreeing else inf
        return event.day, unknown if event.moment is None else event.moment, rank, event.id


@frozen(eq=False)
class Plan:
    """All rules of a rulebook, ready to be walked."""

    rulebook: Rulebook
    by_type: Mapping[str, tuple[Planned, ...]]
    #: The types of service that some rule wants to name what they are about: without `about` they meet nothing.
    naming: frozenset[str]
    #: The event types that release duties, and those that change the offence.
    releasing: tuple[tuple[str, Act], ...]
    reclassifying: tuple[str, ...]
    rule_ids: frozenset[str]
    #: The first day of the rulebook, as an ordinal.
    in_force: int


@cache
def plan_of(rulebook: Rulebook) -> Plan:
    """Compile a rulebook; done once for each."""
    limits = {rule.id: rule.standard for rule in rulebook.rules}
    ranked = sorted(rulebook.rules, key=lambda rule: (rule.right, rule.id))
    ranks = {rule.id: rank for rank, rule in enumerate(ranked)}
    types = tuple(rulebook.vocabulary.items())
    by_type: dict[str, list[Planned]] = {}
    for rule in rulebook.rules:
        planned = _planned(rule, ranks[rule.id], limits.get(rule.fed_by or ""), rulebook.vocabulary)
        starts = dict.fromkeys(rule.arises_on)
        if rule.recurs:
            starts.update(dict.fromkeys(meets.type for meets in rule.met_by))
            starts.update(dict.fromkeys(name for name, kind in types if kind.acts is Act.RESUME))
        for name in starts:
            by_type.setdefault(name, []).append(planned)
    return Plan(
        rulebook,
        {name: tuple(planned) for name, planned in by_type.items()},
        frozenset(meets.type for rule in rulebook.rules for meets in rule.met_by if meets.names_trigger),
        tuple((name, kind.acts) for name, kind in types if kind.acts in _RELEASING and kind.acts is not None),
        tuple(name for name, kind in types if kind.acts is Act.RECLASSIFY),
        frozenset(limits),
        rulebook.in_force_from.toordinal(),
    )


def _planned(rule: Rule, rank: int, feeder: Limit | None, vocabulary: Vocabulary) -> Planned:
    standard, enhanced = rule.standard or _NONE, rule.enhanced or _NONE
    working = standard.unit is enhanced.unit is Unit.WORKING_DAYS
    return Planned(
        rule=rule,
        rank=rank,
        kind=rule.kind,
        condition=rule.applies_if,
        is_of_victim=rule.applies_if is not None and is_of_victim(rule.applies_if),
        starts_at_receipt=rule.clock is Clock.RECEIVED_AT,
        standard=rule.standard,
        differs=rule.differs,
        standard_days=standard.amount if working else 0,
        enhanced_days=enhanced.amount if working else 0,
        counted=standard,
        counted_if_enhanced=enhanced,
        is_timed_by_others=standard.manner in (Manner.AS_AGREED, Manner.PROVIDERS_OWN),
        precedes=standard.event or "",
        feeder=feeder if rule.clock is Clock.RECEIVED_AT else None,
        naming=tuple(meets.type for meets in rule.met_by if meets.names_trigger),
        free=tuple(meets.type for meets in rule.met_by if not meets.names_trigger),
        can_be_met=bool(rule.met_by),
        met_by_receipt=rule.met_by_receipt,
        recurs=rule.recurs,
        order={name: place for place, name in enumerate((*rule.arises_on, *(meets.type for meets in rule.met_by)))},
        agreeing=tuple(n for n in rule.arises_on if n in vocabulary and AGREED_DAYS in vocabulary[n].details),
        ends_on=frozenset((*(ending.event for ending in rule.until), *rule.declined_by)),
    )


#: The limit of a rule that has none.
_NONE: Final = Limit()


def due_day(start: int, limit: Limit, calendar: WorkingDays) -> int:
    """Return the day, as an ordinal, on which a limit counted from `start` falls due.

    Calendar months and years go to the same day of the month, or to its last day where there is no such day.

    :raises OutsideCalendar: where working days run past the calendar's end.
    """
    if limit.unit is Unit.WORKING_DAYS:
        return calendar.add_ordinal(start, limit.amount)
    if limit.unit is Unit.DAYS:
        return start + limit.amount
    return (ordinal_date(start) + _calendar_months(limit)).toordinal()


@cache
def _calendar_months(limit: Limit) -> relativedelta:
    """Return what to add to a date for a limit in months or years: dearer to make than to add, so made once."""
    return relativedelta(months=limit.amount * (12 if limit.unit is Unit.YEARS else 1))
