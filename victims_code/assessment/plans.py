"""The plan: a rulebook compiled once, indexed by the type of event that gives rise to a duty."""

from __future__ import annotations

from functools import cache
from typing import Final

from attrs import frozen
from dateutil.relativedelta import relativedelta

from victims_code.calendars import WorkingDays
from victims_code.dates import ordinal_date
from victims_code.rulebook import Clock, Kind, Limit, Manner, Rule, Rulebook, Unit
from victims_code.rulebook.conditions import Condition, is_of_victim
from victims_code.vocabulary import Act


@frozen(eq=False)
class Planned:
    """One rule as the engine walks it: what would be asked again and again is worked out once."""

    rule: Rule
    #: Its place among all rules, by which answers for a victim are kept.
    index: int
    kind: Kind
    condition: Condition | None
    #: Whether the condition's answer is the same for every duty to a victim.
    is_of_victim: bool
    starts_at_receipt: bool
    standard: Limit | None
    enhanced: Limit | None
    #: Working days of the two limits, where both are counted in them: the common case.
    standard_days: int
    enhanced_days: int
    differs: bool
    #: The limit of the rule that feeds this one, by which a bound is known while receipt is not.
    feeder: Limit | None
    #: The types of event that meet it by naming the trigger, and those that need not name it.
    naming: tuple[str, ...]
    free: tuple[str, ...]
    #: Whether something other than a decline, a reason or a cancellation can release it.
    can_end: bool


@frozen(eq=False)
class Plan:
    """All rules of a rulebook, ready to be walked."""

    rulebook: Rulebook
    by_type: dict[str, tuple[Planned, ...]]
    #: The types of service that some rule wants to name what they are about: without `about` they meet nothing.
    naming: frozenset[str]
    #: Event types by what they do.
    acts: dict[str, Act]
    in_force: int


@cache
def plan_of(rulebook: Rulebook) -> Plan:
    """Compile a rulebook; done once for each."""
    limits = {rule.id: rule.standard for rule in rulebook.rules}
    by_type: dict[str, list[Planned]] = {}
    for index, rule in enumerate(rulebook.rules):
        planned = _planned(rule, index, limits.get(rule.fed_by or ""))
        starts = dict.fromkeys(rule.arises_on)
        if rule.recurs:
            starts.update(dict.fromkeys(meets.type for meets in rule.met_by))
        for name in starts:
            by_type.setdefault(name, []).append(planned)
    return Plan(
        rulebook,
        {name: tuple(planned) for name, planned in by_type.items()},
        frozenset(meets.type for rule in rulebook.rules for meets in rule.met_by if meets.names_trigger),
        {name: kind.acts for name, kind in rulebook.vocabulary.items() if kind.acts is not None},
        rulebook.in_force_from.toordinal(),
    )


def _planned(rule: Rule, index: int, feeder: Limit | None) -> Planned:
    standard, enhanced = rule.standard, rule.enhanced
    working = standard is not None and enhanced is not None and standard.unit is enhanced.unit is Unit.WORKING_DAYS
    return Planned(
        rule=rule,
        index=index,
        kind=rule.kind,
        condition=rule.applies_if,
        is_of_victim=rule.applies_if is not None and is_of_victim(rule.applies_if),
        starts_at_receipt=rule.clock is Clock.RECEIVED_AT,
        standard=standard,
        enhanced=enhanced,
        standard_days=standard.amount if working and standard else 0,
        enhanced_days=enhanced.amount if working and enhanced else 0,
        differs=rule.differs,
        feeder=feeder if rule.clock is Clock.RECEIVED_AT else None,
        naming=tuple(meets.type for meets in rule.met_by if meets.names_trigger),
        free=tuple(meets.type for meets in rule.met_by if not meets.names_trigger),
        can_end=bool(rule.until or rule.declined_by),
    )


#: The detail in which a contact plan says how often updates are due.
AGREED_DAYS: Final = "every_days"


def due_day(start: int, limit: Limit, calendar: WorkingDays) -> int:
    """Return the day, as an ordinal, on which a limit counted from `start` falls due.

    Calendar months and years go to the same day of the month, or to its last day where there is no such day.

    :raises OutsideCalendar: where working days run past the calendar's end.
    """
    if limit.unit is Unit.WORKING_DAYS:
        return calendar.add_ordinal(start, limit.amount)
    if limit.unit is Unit.DAYS:
        return start + limit.amount
    months = limit.amount * (12 if limit.unit is Unit.YEARS else 1)
    return (ordinal_date(start) + relativedelta(months=months)).toordinal()


def is_timed_by_others(limit: Limit | None) -> bool:
    """Whether the due day is set by an agreement or by the provider itself, and so may be unknown."""
    return limit is not None and limit.manner in (Manner.AS_AGREED, Manner.PROVIDERS_OWN)
