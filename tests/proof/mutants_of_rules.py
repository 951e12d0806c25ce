"""Ways in which one rule may be wrong: its limits, clock, kind, what meets it, what ends it, and what it carries."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from attrs import evolve, frozen

from tests.proof.mutants_of_conditions import is_the_same, wrong_conditions
from victims_code.rulebook import Clock, Ending, Evidence, Kind, Limit, Manner, Meets, Rule, Rulebook, Unit


@frozen(eq=False)
class Change:
    """A change of one value: its name, the fields that it replaces, and why it can change no answer, if so."""

    name: str
    fields: Mapping[str, Any]
    argument: str = ""


#: The units of the Code's own limits; hours are for local standards alone.
UNITS: Final = (Unit.WORKING_DAYS, Unit.DAYS, Unit.MONTHS, Unit.YEARS)

#: What a limit in words may be mistaken for.
MISTAKEN: Final = {
    Manner.AS_AGREED: Limit(manner=Manner.PROVIDERS_OWN),
    Manner.PROVIDERS_OWN: Limit(manner=Manner.AS_AGREED),
    Manner.WITHOUT_UNJUSTIFIED_DELAY: Limit(manner=Manner.AS_SOON_AS_POSSIBLE),
    Manner.AS_SOON_AS_POSSIBLE: Limit(manner=Manner.WITHOUT_UNJUSTIFIED_DELAY),
    Manner.BEFORE: Limit(manner=Manner.BEFORE, event="investigation_reopened"),
}

#: From what a limit may count by mistake, and to whom a duty may be owed.
REPORT: Final = "crime_reported"
VICTIM: Final = "victim"


#: Why a change of what feeds a clock may change no answer, and one of a dispute.
UNBOUND: Final = "only a clock that waits for a receipt has a bound, into which the limit of another rule goes"
SAID_TWICE: Final = "the rule and what it requires name the same dispute: an answer tells it once"


def of_rule(rule: Rule, book: Rulebook, *, is_newest: bool) -> Iterator[Change]:
    """Walk every change of a rule of an edition."""
    yield from _limits(rule)
    yield from _clocks(rule)
    yield from _services(rule)
    yield from _conditions(rule, book)
    yield from _endings(rule)
    yield from _declines(rule)
    yield from _words(rule)
    yield Change(
        "set outside the Code, or not",
        {"external": not rule.external},
        "" if is_newest else "what is set outside the Code is the newest edition's to say, whatever the day",
    )


def wrong_limits(limit: Limit) -> Iterator[tuple[str, Limit]]:
    """Walk what may be written in the place of a limit."""
    if limit.unit is None:
        if limit.manner is not None:
            yield "in other words", MISTAKEN[limit.manner]
        return
    for step in (-1, 1):
        if limit.amount + step:
            yield f"{step:+}", evolve(limit, amount=limit.amount + step)
    for unit in UNITS:
        if unit is not limit.unit:
            yield f"in {unit}s", evolve(limit, unit=unit, less_a_day=False)
    if limit.unit in (Unit.MONTHS, Unit.YEARS):
        yield "a day less or more", evolve(limit, less_a_day=not limit.less_a_day)


def _limits(rule: Rule) -> Iterator[Change]:
    for key, limit in (("standard", rule.standard), ("enhanced", rule.enhanced)):
        if limit is not None:
            yield from (Change(f"{key} {name}", {key: wrong}) for name, wrong in wrong_limits(limit))
    if rule.differs:
        yield Change("no difference under Enhanced Rights", {"enhanced": rule.standard})


def _clocks(rule: Rule) -> Iterator[Change]:
    for kind in Kind:
        if kind is not rule.kind:
            yield Change(f"{kind}, not {rule.kind}", {"kind": kind})
    if rule.clock is not None:
        other = Clock.AT if rule.clock is Clock.RECEIVED_AT else Clock.RECEIVED_AT
        idle = "a time limit of the victim's own counts from its event, and no local standard may be set for it"
        yield Change("the other clock", {"clock": other}, idle if rule.kind is Kind.WINDOW else "")
    if rule.fed_by is not None:
        yield Change("fed by nothing", {"fed_by": None}, "" if rule.clock is Clock.RECEIVED_AT else UNBOUND)
    if rule.kind is Kind.TIMED:
        yield Change("counted from the report", {"counts_from": REPORT})


def _services(rule: Rule) -> Iterator[Change]:
    for name in rule.arises_on:
        yield Change(f"not on {name}", {"arises_on": tuple(other for other in rule.arises_on if other != name)})
    for place, meets in enumerate(rule.met_by):
        before, after = rule.met_by[:place], rule.met_by[place + 1 :]
        other = Meets(meets.type, names_trigger=not meets.names_trigger)
        yield Change(f"not met by {meets}", {"met_by": (*before, *after)})
        yield Change(f"met by {other}, not {meets}", {"met_by": (*before, other, *after)})
    if rule.met_by_receipt:
        yield Change("not met by its receipt", {"met_by_receipt": False})
    if rule.requires is not None:
        yield Change(f"without need of {rule.requires}", {"requires": None})
    yield Change("starts afresh, or not", {"recurs": not rule.recurs})


def _conditions(rule: Rule, book: Rulebook) -> Iterator[Change]:
    if rule.applies_if is None:
        return
    for name, wrong in wrong_conditions(rule.applies_if):
        same = is_the_same(rule.applies_if, wrong, beside=book.applies_if)
        yield Change(f"condition: {name}", {"applies_if": wrong}, SAME if same else "")


#: Why a condition that is written otherwise may say the same.
SAME: Final = "with what the edition asks for every duty, it has the same table of truth"


def _endings(rule: Rule) -> Iterator[Change]:
    for place, ending in enumerate(rule.until):
        for name, wrong in _wrong_endings(ending):
            kept = () if wrong is None else (wrong,)
            until = (*rule.until[:place], *kept, *rule.until[place + 1 :])
            yield Change(f"{name} {ending.event}", {"until": until})


def _wrong_endings(ending: Ending) -> Iterator[tuple[str, Ending | None]]:
    yield "not ended by", None
    for key, condition in (("condition", ending.condition), ("unless", ending.unless)):
        if condition is not None:
            for name, wrong in wrong_conditions(condition):
                fields: dict[str, Any] = {key: wrong}
                yield f"{key} {name}, ended by", evolve(ending, **fields)
    for name in ending.undone_by:
        rest = tuple(other for other in ending.undone_by if other != name)
        yield f"not taken back by {name}, ended by", evolve(ending, undone_by=rest)


def _declines(rule: Rule) -> Iterator[Change]:
    for key, names in (("declined_by", rule.declined_by), ("resumed_by", rule.resumed_by)):
        for name in names:
            words = key.replace("_", " ")
            yield Change(f"not {words} {name}", {key: tuple(other for other in names if other != name)})
    between = "a duty between others is never the victim's to decline"
    yield Change(
        "to be declined, or not",
        {"declinable": not rule.declinable},
        "" if rule.owed_to == VICTIM else between,
    )
    yield Change(
        "owed to another",
        {"owed_to": "Witness Care Unit" if rule.owed_to == VICTIM else VICTIM},
        "a time limit of the victim's own is never released" if rule.kind is Kind.WINDOW else "",
    )


def _words(rule: Rule) -> Iterator[Change]:
    yield Change("another Right", {"right": rule.right % 12 + 1})
    yield Change("another paragraph", {"paragraph": "" if rule.paragraph else "0.0"})
    yield Change("owed by others, in words", {"owed_by": "nobody"})
    for provider in rule.providers:
        rest = tuple(other for other in rule.providers if other is not provider)
        yield Change(f"not owed by {provider}", {"providers": rest})
    if rule.provider_from is not None:
        yield Change("whoever decided", {"provider_from": None})
    for grade in Evidence:
        if grade is not rule.evidence:
            yield Change(f"{grade}, not {rule.evidence}", {"evidence": grade})
    twice = {rule.requires_dispute} & {*rule.disputes}
    for dispute in rule.disputes:
        others = tuple(each for each in rule.disputes if each != dispute)
        yield Change(f"without {dispute}", {"disputes": others}, SAID_TWICE if dispute in twice else "")
    if not rule.disputes:
        yield Change("with a dispute", {"disputes": ("D1",)})
    if rule.requires_dispute is not None:
        name = f"without {rule.requires_dispute} on what it requires"
        yield Change(name, {"requires_dispute": None}, SAID_TWICE if twice else "")
