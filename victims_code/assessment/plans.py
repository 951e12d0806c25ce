"""The plan: a rulebook compiled once, indexed by the type of event that gives rise to a duty."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache, lru_cache, partial
from math import inf
from typing import Final

from attrs import frozen
from dateutil.relativedelta import relativedelta

from victims_code.calendars import WorkingDays
from victims_code.cases import History
from victims_code.criteria import Category
from victims_code.dates import ordinal_date
from victims_code.events import Event
from victims_code.frozen import FrozenMapping, frozen_mappings
from victims_code.rulebook import Clock, Conventions, Era, Kind, Law, Limit, Manner, Rule, Rulebook, Target, Unit
from victims_code.rulebook.conditions import Condition, is_of_victim
from victims_code.vocabulary import Act

#: The detail in which a contact plan says how often updates are due.
AGREED_DAYS: Final = "every_days"

#: What an event may do that releases a duty.
_RELEASING: Final = (Act.CANCEL, Act.DECLINE, Act.RESUME, Act.EXCEPT)


@frozen(eq=False, field_transformer=frozen_mappings)
class Planned:
    """One rule as the engine walks it: what would be asked again and again is worked out once."""

    rule: Rule
    #: The edition that it belongs to; for a local duty, the one it is laid over, and the name of its layer.
    edition: Rulebook
    layer: str
    #: Its place among all rules by Right and id, in which order obligations are told.
    rank: int
    kind: Kind
    condition: Condition | None
    #: Whether the condition's answer is the same for every duty to a victim.
    is_of_victim: bool
    starts_at_receipt: bool
    #: The type of event from whose day the limit counts, where that is not the trigger's own; else empty.
    counts_from: str
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

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Planned):
            return NotImplemented
        return (self.rule, self.edition, self.layer, self.rank) == (other.rule, other.edition, other.layer, other.rank)

    def __hash__(self) -> int:
        return hash((self.rule, self.layer))

    def place_in_series(self, event: Event) -> tuple[int, float, int, str]:
        """Return where an event stands in a series of plans, updates and contacts, each of which starts the next.

        Some order there must be, or two on one day would meet each other and end the series. Where the time of day
        is not known, a plan comes first of its day and what is done under it last; then the type and the id decide.
        """
        rank = self.order.get(event.type, -1)
        unknown = -inf if event.type in self.agreeing else inf
        return event.day, unknown if event.moment is None else event.moment, rank, event.id


@frozen(eq=False, field_transformer=frozen_mappings)
class Plan:
    """All rules of a law, ready to be walked."""

    law: Law
    conventions: Conventions
    #: What the rules of the newest span are indexed by, and its first day as an ordinal.
    by_type: Mapping[str, tuple[Planned, ...]]
    since: int
    #: All spans, from the latest, each with its first day and its index, made when first asked for.
    spans: tuple[tuple[int, Callable[[], Mapping[str, tuple[Planned, ...]]]], ...]
    #: The first day of each edition, as an ordinal, in order: one first day where it applies whatever the date.
    starts: tuple[int, ...]
    #: The types of event from which the rules of some edition arise.
    triggers: frozenset[str]
    #: The types of service that some rule wants to name what they are about: without `about` they meet nothing.
    naming: frozenset[str]
    #: The event types that release duties, and those that change the offence.
    releasing: tuple[tuple[str, Act], ...]
    reclassifying: tuple[str, ...]
    #: The event types by which a case passes to another body.
    transferring: tuple[str, ...]
    rule_ids: frozenset[str]
    #: By edition and rule id: the local limits that layers set.
    targets: Mapping[tuple[str, str], tuple[Target, ...]]
    #: What must hold before any obligation arises.
    applies_if: Condition | None
    #: Who has Enhanced Rights.
    criteria: tuple[Category, ...]

    def allows_good_reasons(self, day: int) -> bool:
        """Whether the duty bound on a London day only so far as there were no good reasons for not complying."""
        return self.law.duty_basis(ordinal_date(day)).good_reasons

    def rules_on(self, day: int) -> Mapping[str, tuple[Planned, ...]]:
        """Return the rules for triggers of a London day, by the type of the trigger."""
        if day >= self.since:
            return self.by_type
        return next(index for since, index in self.spans if since <= day)()

    def decided_by(self, history: History) -> int | None:
        """Return the day that decides which edition applies to a whole case; None where each trigger's own day does.

        By the reading that asks for the first report, it is that day; where no report is on record, of the first event.
        """
        name = self.conventions.edition_from
        if name is None:
            return None
        standing = history.by_type.get(name) or [e for e in history.events if e.id not in history.voided]
        return standing[0].day if standing else None

    def within_edition(self, day: int, decided: int) -> int:
        """Return the day nearest to `day` in the time of the edition that was in force on `decided`."""
        place = bisect_right(self.starts, decided)
        first = self.starts[place - 1] if place else 1
        return max(first, min(day, self.starts[place] - 1)) if place < len(self.starts) else max(first, day)


def plan_of(law: Law) -> Plan:
    """Compile a law; done once for each."""
    return law.kept(Plan, _compiled)


def _compiled(law: Law) -> Plan:
    local = tuple(rule for layer in law.layers for rule in layer.rules)
    everything = {rule.id: rule for era in law.eras for rule in (*era.rules, *era.external, *local)}
    ranked = sorted(everything.values(), key=lambda rule: (rule.right, rule.id))
    ranks = {rule.id: rank for rank, rule in enumerate(ranked)}
    types = tuple(law.vocabulary.items())
    resuming = tuple(name for name, kind in types if kind.acts is Act.RESUME)
    agreeing = frozenset(name for name, kind in types if AGREED_DAYS in kind.details)
    spans = [
        (
            1 if era.since is None else era.since.toordinal(),
            cache(partial(_indexed, law, era, ranks, resuming, agreeing)),
        )
        for era in law.eras
    ]
    targets: dict[tuple[str, str], list[Target]] = {}
    for layer in law.layers:
        for name, target in layer.targets.items():
            targets.setdefault((layer.code, name), []).append(target)
    starts = sorted(book.in_force_from.toordinal() for book in law.editions if book.in_force_from is not None)
    return Plan(
        law,
        law.conventions,
        spans[-1][1](),
        NEVER if law.eras[-1].since is None else spans[-1][0],
        tuple(reversed(spans)),
        (1,) if law.whatever_the_date else tuple(starts),
        frozenset(name for book in law.editions for rule in book.rules for name in rule.arises_on),
        frozenset(
            meets.type
            for era in law.eras
            for rule in (*era.rules, *era.external)
            for meets in rule.met_by
            if meets.names_trigger
        ),
        tuple((name, kind.acts) for name, kind in types if kind.acts in _RELEASING and kind.acts is not None),
        tuple(name for name, kind in types if kind.acts is Act.RECLASSIFY),
        tuple(name for name, kind in types if kind.acts is Act.TRANSFER),
        frozenset(ranks),
        {name: tuple(found) for name, found in targets.items()},
        law.current.applies_if,
        law.current.criteria,
    )


def _indexed(
    law: Law, era: Era, ranks: Mapping[str, int], resuming: tuple[str, ...], agreeing: frozenset[str]
) -> Mapping[str, tuple[Planned, ...]]:
    """Return the rules of a span by the types of event that give rise to them, with the layers over its edition."""
    by_type: dict[str, list[Planned]] = {}
    limits = {rule.id: rule.standard for rule in era.rules}
    external = [(rule, law.editions[-1], "") for rule in era.external]
    over = [layer for layer in law.layers if era.since is not None and layer.code == era.edition.name]
    local = [(rule, era.edition, layer.name) for layer in over for rule in layer.rules]
    for rule, edition, layer in (*((rule, era.edition, "") for rule in era.rules), *external, *local):
        planned = _planned(rule, edition, layer, ranks[rule.id], limits.get(rule.fed_by or ""), agreeing)
        starts = dict.fromkeys(rule.arises_on)
        if rule.recurs:
            starts.update(dict.fromkeys((*(meets.type for meets in rule.met_by), *resuming)))
        for name in starts:
            by_type.setdefault(name, []).append(planned)
    return FrozenMapping({name: tuple(planned) for name, planned in by_type.items()})


@lru_cache(maxsize=4096)
def _planned(
    rule: Rule, edition: Rulebook, layer: str, rank: int, feeder: Limit | None, agreeing: frozenset[str]
) -> Planned:
    standard, enhanced = rule.standard or _NONE, rule.enhanced or _NONE
    working = standard.unit is enhanced.unit is Unit.WORKING_DAYS
    return Planned(
        rule=rule,
        edition=edition,
        layer=layer,
        rank=rank,
        kind=rule.kind,
        condition=rule.applies_if,
        is_of_victim=rule.applies_if is not None and is_of_victim(rule.applies_if),
        starts_at_receipt=rule.clock is Clock.RECEIVED_AT,
        counts_from=rule.counts_from or "",
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
        agreeing=tuple(name for name in rule.arises_on if name in agreeing),
        ends_on=frozenset((*(ending.event for ending in rule.until), *rule.declined_by)),
    )


#: Later than any event, as an ordinal.
NEVER: Final = date.max.toordinal()

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
    return (ordinal_date(start) + _calendar_months(limit)).toordinal() - limit.less_a_day


@lru_cache
def _calendar_months(limit: Limit) -> relativedelta:
    """Return what to add to a date for a limit in months or years: dearer to make than to add, so made once."""
    return relativedelta(months=limit.amount * (12 if limit.unit is Unit.YEARS else 1))
