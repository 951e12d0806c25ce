"""Grounds: what an answer rests on, axis by axis, and no more than that: what it never touched may change freely."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from victims_code.assessment import Assessment, Obligation
from victims_code.assessment.plans import Planned, due_day
from victims_code.assessment.touching import touches
from victims_code.calendars import WorkingDays
from victims_code.cases import History
from victims_code.dates import london_day
from victims_code.receipts.digests import digest_of_law, written
from victims_code.rulebook import Era, Kind, Layer, Limit, Unit
from victims_code.vocabulary import Act


def code_grounds(assessment: Assessment) -> dict[str, object]:
    """Return what of the Code an answer rests on: a digest of each part, with the limits of rules beside theirs.

    The rules are those that an event of the case could give rise to in the edition of its day, whether or not they
    applied, and the rules that feed them. Local duties are no part of the Code: their layer is kept whole.
    """
    histories = _histories(assessment)
    law, plan = assessment.law, assessment.plan
    days = {day for history in histories for day, _ in _days_and_types(assessment, history)}
    eras = [era for era in law.eras if any(law.on(day) is era for day in map(dt.date.fromordinal, days))]
    met = [era.edition for era in eras if era.since is not None] or [law.current]
    types = {event.type for history in histories for event in history.events}
    code = law.editions[-1].vocabulary
    has_reasons = any(code[name].acts is Act.EXCEPT for name in types if name in code)
    return {
        "editions": {book.name: written(book.in_force_from) for book in met},
        "rules": _rules(assessment, histories, eras) if assessment.case.victims else {},
        "applies_if": None if plan.applies_if is None else digest_of_law(plan.applies_if),
        "criteria": {category.name: digest_of_law(category) for category in plan.criteria},
        "event_types": {name: digest_of_law(code[name]) for name in sorted(types) if name in code},
        "reasons": sorted(law.current.reasons) if has_reasons else [],
    }


def _histories(assessment: Assessment) -> tuple[History, History]:
    """Return the history as it stood on the day, and as it will: what is to come decides when the answer changes."""
    return assessment.history, assessment.case.history(dt.date.max.toordinal(), assessment.known_at)


def _days_and_types(assessment: Assessment, history: History) -> Iterator[tuple[int, str]]:
    """Walk the types of event of a history, each with the day that decides which rules it meets."""
    plan = assessment.plan
    decided = plan.decided_by(history)
    for event in history.events:
        yield event.day if decided is None else plan.within_edition(event.day, decided), event.type


def _rules(assessment: Assessment, histories: Iterable[History], eras: Iterable[Era]) -> dict[str, dict[str, object]]:
    found: dict[str, dict[str, object]] = {}
    for history in histories:
        for day, name in _days_and_types(assessment, history):
            for planned in assessment.plan.rules_on(day).get(name, ()):
                if not planned.layer:
                    _keep(found, planned)
    for era in eras:
        kept = found.get(era.edition.name, {})
        fed_by = {rule.fed_by for rule in era.rules if rule.id in kept}
        for rule in era.rules:
            if rule.id in fed_by:
                kept.setdefault(rule.id, _rule(rule.standard, rule.enhanced, digest_of_law(rule)))
    return {name: dict(sorted(rules.items())) for name, rules in sorted(found.items())}


def readings_grounds(assessment: Assessment, names: Iterable[str] | None = None) -> dict[str, dict[str, str]]:
    """Return the choices that were asked for, and the choice taken of each reading that can matter to the case.

    `names` are the readings to tell of, where those are known already; one that there is no more is left out.
    """
    law = assessment.law
    if names is None:
        names = [name for name, reading in law.readings.items() if name in law.settled or touches(assessment, reading)]
    taken = {
        name: (law.chosen.get(name) or reading.default).name
        for name, reading in law.readings.items()
        if name in set(names)
    }
    return {"chosen": {name: choice.name for name, choice in law.settled.items()}, "taken": taken}


def layers_grounds(layers: Iterable[Layer]) -> list[dict[str, object]]:
    """Return the local standards that were laid over the Code, whole."""
    return [{"name": layer.name, "code": layer.code, "digest": layer.digest, "text": layer.text} for layer in layers]


def _keep(found: dict[str, dict[str, object]], planned: Planned) -> None:
    rules, rule = found.setdefault(planned.edition.name, {}), planned.rule
    if rule.id not in rules:
        rules[rule.id] = _rule(rule.standard, rule.enhanced, digest_of_law(rule))


def _rule(standard: Limit | None, enhanced: Limit | None, digest: str) -> dict[str, object]:
    limits = (None if limit is None else str(limit) for limit in (standard, enhanced))
    return {**dict(zip(("standard", "enhanced"), limits, strict=True)), "digest": digest}


def duty_bases(assessment: Assessment, last: dt.date | None = None) -> list[dict[str, object]]:
    """Return the footings of the duty from the first event to `last`, the day on which the answer changes next.

    An answer that never changes rests on there being no later footing.
    """
    law = assessment.law
    last = last or assessment.next_change_at or dt.date.max
    first = min([assessment.as_of, *(event.date for event in assessment.history.events)])
    starts = {basis.from_ for era in law.eras for basis in era.rulebook.duty_bases}
    starts |= {era.since for era in law.eras if era.since is not None}
    days = [first, *sorted(day for day in starts if first < day <= last)]
    return [
        {"name": basis.name, "from": basis.from_.isoformat(), "good_reasons": basis.good_reasons}
        for basis in dict.fromkeys(map(law.duty_basis, days))
    ]


def calendar_grounds(assessment: Assessment) -> dict[str, object]:
    """Return the bank holidays that an answer rests on: those of the span over which Working Days were counted.

    The span runs from the first day that a clock counts from to the last day that one falls due.
    """
    calendar, spans = assessment.calendar, [_counted(obligation) for obligation in assessment.obligations]
    starts, ends = [day for span in spans for day in span[:1]], [day for span in spans for day in span[1:]]
    span = (max(min(starts), calendar.first_day), min(max(ends), calendar.last_day)) if ends else None
    dues = [obligation.due_by for obligation in assessment.obligations if obligation.due_by is not None]
    return {
        "from": None if span is None else span[0].isoformat(),
        "to": None if span is None else span[1].isoformat(),
        "bank_holidays": [] if span is None else bank_holidays(calendar, *span),
        "is_projected": any(due > calendar.last_published_day for due in dues),
    }


def bank_holidays(calendar: WorkingDays, first: dt.date, last: dt.date) -> list[str]:
    """Return the bank holidays on weekdays from `first` to `last`, as dates."""
    first, last = max(first, calendar.first_day), min(last, calendar.last_day)
    years = range(first.year, last.year + 1)
    days = (holiday.date for year in years for holiday in calendar.year(year).holidays)
    return [day.isoformat() for day in days if first <= day <= last]


def _counted(obligation: Obligation) -> list[dt.date]:
    """Return the days between which Working Days were counted for a duty, its start first; none where none were."""
    assessment = obligation.assessment
    rule, edition = obligation.rule, obligation.edition
    targets = assessment.plan.targets.get((edition.name, rule.id), ())
    limits = [obligation.limit, rule.standard, rule.enhanced]
    limits += [feeder.standard for feeder in edition.rules if feeder.id == rule.fed_by]
    limits += [limit for target in targets for limit in (target.within, target.within_if_enhanced)]
    if all(limit is None or limit.unit is not Unit.WORKING_DAYS for limit in limits):
        return []
    target_by = obligation.target_by
    ends = [obligation.due_by, obligation.due_by_if_enhanced, obligation.bound]
    ends.append(None if target_by is None else london_day(target_by))
    if obligation.kind is Kind.TIMED and obligation.due_by is None and obligation.limit is not None:
        # While a clock waits for its receipt, the soonest day on which it could have run out decides how it stands.
        soonest = due_day(obligation.trigger.day, obligation.limit, assessment.calendar)
        ends.append(dt.date.fromordinal(soonest))
    known = [day for day in ends if day is not None]
    starts = [obligation.trigger.date, obligation.clock_start or obligation.trigger.date]
    return [min(starts), max(known)] if known else []
