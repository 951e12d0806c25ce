"""Settling: which unknown facts, once recorded, would decide what is undetermined, and how much each decides."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime, time
from itertools import combinations, count, product
from math import prod
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from attrs import evolve, frozen

from victims_code.assessment.statuses import Status
from victims_code.dates import LONDON, london_day
from victims_code.events import Event
from victims_code.rulebook import Clock
from victims_code.rulebook.conditions import DetailSays, leaves
from victims_code.truth import Truth
from victims_code.victims import VICTIM_FACTS, OffenceCategory
from victims_code.vocabulary import Act, DetailKind

if TYPE_CHECKING:
    from victims_code.assessment.assessments import Assessment
    from victims_code.assessment.obligations import Obligation

#: The most facts that are asked for together, and the most ways to fill them in that are tried.
MOST_FACTS: Final = 3
MOST_TRIES: Final = 1000
#: The most answers that are worked out in all.
MOST_ANSWERS: Final = 4000

#: A fact that is unknown: ``V1.vulnerable``, ``e4.received_at``, ``R12.respond.limit``.
Fact: TypeAlias = str


@frozen
class Settling:
    """A smallest set of unknown facts that settles some obligations, whatever the facts turn out to be."""

    facts: tuple[Fact, ...]
    #: The ids of the obligations that it settles.
    settles: tuple[str, ...]
    #: What to record, as a person would be asked for it.
    ask: str

    def __str__(self) -> str:
        """Return it as a line for a person."""
        return f"{self.ask}: settles {len(self.settles)}"


def would_settle(assessment: Assessment) -> tuple[Settling, ...]:
    """Return the smallest sets of unknown facts that settle what is undetermined, those that settle most first.

    Each set is tried: the case is assessed again with every value that its facts can take, and an obligation counts as
    settled only if none of them leaves it undetermined. What no record can settle is left out, and so is what would
    take too long to try.

    >>> import datetime as dt
    >>> from victims_code import Case, Event, Victim, assess
    >>> day = dt.date(2026, 5, 5)
    >>> events = [Event("e1", "suspect_arrested", at=day), Event("e2", "suspect_charged", at=day)]
    >>> for settling in would_settle(assess(Case("C1", [Victim("V1")], events), as_of=dt.date(2026, 5, 8))):
    ...     print(settling)
    record whether V1 had Enhanced Rights on 2026-05-05: settles 2
    """
    open_ = {obligation.id: obligation for obligation in assessment if _is_open(obligation.status, obligation.breach)}
    tried = _Trial(assessment)
    found: dict[tuple[Fact, ...], None] = {}
    for obligation in open_.values():
        found.update(dict.fromkeys(_smallest(tried, obligation)))
    settlings = []
    for facts in found:
        settled = [name for name in open_ if name in tried.settled_by(facts)]
        settlings.append(Settling(facts, tuple(settled), _ask(assessment, facts, settled)))
    return tuple(sorted(settlings, key=lambda each: (-len(each.settles), len(each.facts), each.facts)))


def _is_open(status: Status, breach: Truth) -> bool:
    return status is Status.UNDETERMINED or breach is Truth.UNDETERMINED


def _smallest(tried: _Trial, obligation: Obligation) -> Iterator[tuple[Fact, ...]]:
    """Walk the smallest sets of facts that settle an obligation: no part of one settles it too."""
    facts = tried.facts_behind(obligation.id)
    done: list[set[Fact]] = []
    for size in range(1, MOST_FACTS + 1):
        for chosen in combinations(facts, size):
            if not any(smaller <= set(chosen) for smaller in done) and obligation.id in tried.settled_by(chosen):
                done.append(set(chosen))
                yield chosen


class _Trial:
    """Assesses a case again and again with facts filled in, and remembers what came of it."""

    def __init__(self, assessment: Assessment) -> None:
        self._assessment = assessment
        self._settled: dict[tuple[Fact, ...], frozenset[str]] = {}
        self._left = MOST_ANSWERS

    def facts_behind(self, name: str) -> tuple[Fact, ...]:
        """Return the facts that an obligation turns on, those among them that only show once others are known."""
        found: dict[Fact, None] = dict.fromkeys(_facts(self._assessment[name]))
        before = 0
        while before < len(found):
            before = len(found)
            known = {fact: _ends(values) for fact in found if (values := self._values(fact))}
            if not self._affords(known):
                break
            for answer in self._answers(known):
                again = {obligation.id: obligation for obligation in answer}.get(name)
                found.update(dict.fromkeys(() if again is None else _facts(again)))
        return tuple(sorted(found))

    def settled_by(self, facts: tuple[Fact, ...]) -> frozenset[str]:
        """Return the obligations that are settled whatever the facts turn out to be."""
        if facts not in self._settled:
            known = {fact: self._values(fact) for fact in facts}
            if all(known.values()) and self._affords(known):
                undecided: set[str] = set()
                for answer in self._answers(known):
                    undecided |= {name for name, status, breach, _, _ in answer.verdicts() if _is_open(status, breach)}
                self._settled[facts] = frozenset(obligation.id for obligation in self._assessment) - undecided
            else:
                self._settled[facts] = frozenset()
        return self._settled[facts]

    def _affords(self, known: Mapping[Fact, tuple[object, ...]]) -> bool:
        """Whether there is time left for every way to fill in some facts; what cannot be tried is not claimed."""
        tries = prod(map(len, known.values()))
        if tries > min(MOST_TRIES, self._left):
            return False
        self._left -= tries
        return True

    def _answers(self, known: Mapping[Fact, tuple[object, ...]]) -> Iterator[Assessment]:
        """Walk the answers under every way to fill in some facts."""
        for values in product(*known.values()):
            yield _supposed(self._assessment, dict(zip(known, values, strict=True)))

    def _values(self, fact: Fact) -> tuple[object, ...]:
        """Return the values that stand for all that a fact may turn out to be; none where no record can hold it."""
        owner, _, name = fact.rpartition(".")
        victims = {victim.id for victim in self._assessment.case.victims}
        if owner in victims and (name in VICTIM_FACTS or name == _ENHANCED):
            return (True, False)
        if owner in victims and name == "offence_categories":
            return ((), *((category,) for category in OffenceCategory))
        event = self._assessment.history.by_id.get(owner)
        if event is None:
            return ()
        if name == "received_at":
            return self._receipts(event)
        return tuple(dict.fromkeys(_detail_values(self._assessment, name)))

    def _receipts(self, event: Event) -> tuple[date, ...]:
        """Return the days that stand for all on which an event may have been received.

        How a duty stands turns with its receipt only where its due day passes the day of another event, or of the
        answer: the days before each of these count, as far back as a limit reaches.
        """
        last, known_at = self._assessment.as_of.toordinal(), self._assessment.known_at
        if known_at is not None:
            last = min(last, london_day(known_at).toordinal())  # what came later was not known then
        anchors = {each.day for each in self._assessment.history.events} | {last}
        reach = _reach(self._assessment)
        days = {event.day, *(day - back for day in anchors for back in range(reach))}
        return tuple(date.fromordinal(day) for day in sorted(days) if event.day <= day <= last)


def _reach(assessment: Assessment) -> int:
    """Return how many days before another day a receipt can lie whose limit ends after it, over any holidays."""
    rules = [rule for era in assessment.law.eras for rule in era.rules if rule.clock is Clock.RECEIVED_AT]
    return 10 + 2 * max((rule.standard.amount for rule in rules if rule.standard is not None), default=0)


def _ends(values: tuple[object, ...]) -> tuple[object, ...]:
    """Return all of a few values, or the first and the last of many."""
    return values if len(values) <= len(OffenceCategory) + 1 else (values[0], values[-1])


#: A victim's status, which a determination or the facts behind it would give.
_ENHANCED: Final = "enhanced_rights"


def _facts(obligation: Obligation) -> Iterator[Fact]:
    """Walk the unknown facts of an obligation; those of the victim with the victim's reference before them."""
    for name in obligation.unknown:
        yield name if "." in name else f"{obligation.victim}.{name}"


def _detail_values(assessment: Assessment, name: str) -> Iterator[object]:
    """Walk values of an event's detail that answer each way what the rules ask of it."""
    for rule in (rule for era in assessment.law.eras for rule in (*era.rules, *era.external)):
        for leaf in () if rule.applies_if is None else leaves(rule.applies_if):
            if not isinstance(leaf, DetailSays) or leaf.detail != name:
                continue
            if leaf.kind is DetailKind.YES_NO:
                yield from (True, False)
            elif leaf.at_least is not None:
                yield from (leaf.at_least, max(0, leaf.at_least - 1))
            else:
                yield from (*leaf.one_of[:1], *leaf.none_of[:1])


def _supposed(assessment: Assessment, facts: Mapping[Fact, Any]) -> Assessment:
    """Return the answer if some unknown facts were so."""
    case = assessment.case
    supposing: dict[str, bool] = {}
    victims = {victim.id: victim for victim in case.victims}
    fields: dict[str, dict[str, object]] = {}
    details: dict[str, dict[str, object]] = {}
    for fact, value in facts.items():
        owner, _, name = fact.rpartition(".")
        if name == _ENHANCED:
            supposing[owner] = bool(value)
        elif owner in victims and (name in VICTIM_FACTS or name == "offence_categories"):
            victims[owner] = evolve(victims[owner], **{name: value})
        elif name == "received_at":
            fields.setdefault(owner, {})[name] = value
        else:
            details.setdefault(owner, {})[name] = value
            fields.setdefault(owner, {})["details"] = details[owner]
    return type(assessment)(
        evolve(case, victims=victims.values(), events=_with_fields(assessment, fields)),
        assessment.as_of,
        assessment.law,
        assessment.calendar,
        known_at=assessment.known_at,
        supposing=supposing or None,
    )


def _with_fields(assessment: Assessment, fields: Mapping[str, Mapping[str, object]]) -> Iterator[Event]:
    """Walk the events of the case, and a correction of each event of which something is supposed.

    It comes after all other corrections of the day. Those that do not act on the answer are made to say nothing, as
    what is supposed on this day need not fit what they say: a void names itself, a correction replaces no detail.
    """
    events, when = assessment.case.events, assessment.known_at
    for event in events:
        acts = event.date <= assessment.as_of and (when is None or event.is_known(when))
        if fields and not acts and event.act in _IDLE:
            yield evolve(event, details=_IDLE[event.act](event))
        else:
            yield event
    known = {event.id for event in events}
    names = (name for number in count() if (name := f"~{number}") not in known)
    end = datetime.combine(assessment.as_of, time.max, LONDON)
    for (owner, new), name in zip(fields.items(), names, strict=False):
        yield Event(name, "event_corrected", at=end, recorded_at=when, details={"event": owner, "fields": new})


#: The details that leave a rewriting event without effect.
_IDLE: Final[Mapping[Act | None, Callable[[Event], Mapping[str, object]]]] = {
    Act.VOID: lambda event: {"event": event.id},
    Act.CORRECT: lambda event: {**event.details, "fields": {"details": {}}},
}


#: How a fact of a victim is said, after "whether V1".
_SAID: Final[Mapping[str, str]] = {
    "under_18_at_offence": "was under 18 at the time of the offence",
    "persistently_targeted": "is persistently targeted",
    "vulnerable": "is vulnerable",
    "intimidated": "is intimidated",
    "named_point_of_contact": "gave a named point of contact",
}


def _ask(assessment: Assessment, facts: Iterable[Fact], settled: Iterable[str]) -> str:
    parts = []
    asked: dict[str, list[str]] = {}  # by victim: what may be said of them
    for owner, _, name in (fact.rpartition(".") for fact in facts):
        words = name.replace("_", " ")
        if name in _SAID:
            asked.setdefault(owner, []).append(_SAID[name])
        elif name == _ENHANCED:
            parts.append(f"whether {owner} had Enhanced Rights on {_days(assessment, owner, settled)}")
        elif name == "received_at":
            parts.append(f"when {owner} was received")
        else:
            parts.append(f"the {words} of {owner}")
    for owner, said in asked.items():
        listed = said if len(said) == 1 else [*said[:-1], f"and {said[-1]}"]
        parts.append(f"whether {owner} {(', ' if listed[2:] else ' ').join(listed)}")
    return f"record {' and '.join(parts)}"


def _days(assessment: Assessment, victim: str, settled: Iterable[str]) -> str:
    """Name the days on which a victim's status decides: those on which the clocks of the duties started."""
    duties = [duty for duty in map(assessment.__getitem__, settled) if duty.victim == victim]
    waits = [duty for duty in duties if duty.clock_start is None and duty.rule.clock is Clock.RECEIVED_AT]
    days = {(duty.clock_start or duty.trigger.date).isoformat() for duty in duties if duty not in waits}
    waiting = {f"the day {duty.trigger.id} was received" for duty in waits}
    return " and on ".join((*sorted(days), *sorted(waiting)))
