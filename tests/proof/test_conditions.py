"""Every rule's condition over every combination of the facts that it asks for, against truth tables made by hand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from itertools import chain, combinations, product
from typing import Any, Final

import pytest

from tests.proof.by_hand import (
    CONDITIONS,
    CONVICTED,
    NOT_CONVICTED,
    Answer,
    Situation,
    both,
    is_owed_anything,
)
from tests.proof.test_enhanced_rights import ANSWERS, DETERMINATIONS, victim
from tests.proof.weighing import Check, Enumerations, weigh
from victims_code import Assessment, Case, Event, Jurisdiction, OffenceCategory, Role, Rule, assess, load_code
from victims_code.names import CheckedType, EditionName

#: Too many answers to be traced one by one: other tests see to it that every branch is tested.
pytestmark = pytest.mark.no_cover

#: By edition, a day under it on which the duties arise.
DAYS: Final[dict[EditionName, date]] = {"2015": date(2018, 5, 9), "2020": date(2026, 5, 6)}
ONE_DAY: Final = timedelta(days=1)

#: Every role; a business with a contact, without one, and with none on record.
WHO: Final = tuple(
    {"role": role.value, "contact": contact}
    for role in Role
    for contact in (ANSWERS if role is Role.BUSINESS else (None,))
)


def subsets_of(*relevant: str, others: tuple[str, ...] = tuple(OffenceCategory)) -> tuple[frozenset[str] | None, ...]:
    """Unknown, every subset of the categories that a condition asks for, and each of the others by itself."""
    asked = chain.from_iterable(combinations(relevant, n) for n in range(len(relevant) + 1))
    return None, *map(frozenset, asked), *(frozenset({str(other)}) for other in others if other not in relevant)


#: Ways to write the words of a detail: as a person may, with a word that tells nothing, or not at all.
WRITTEN: Final = (None, "adjourned", "Not guilty", "GUILTY", "pleaded-guilty")


def words(detail: str, *known: str) -> tuple[dict[str, object], ...]:
    return tuple({detail: word} for word in (*WRITTEN, *known))


def switches(*types: str, most: int) -> tuple[tuple[tuple[int, str], ...], ...]:
    """Every sequence of up to `most` events of these types, on days from three before the trigger to one after."""
    found: list[tuple[tuple[int, str], ...]] = []
    for n in range(most + 1):
        for days, named in product(combinations(range(-3, 2), n), product(types, repeat=n)):
            found.append(tuple(zip(days, named, strict=True)))
    return tuple(found)


INVESTIGATION: Final = ("investigation_reopened", "decision_not_to_investigate", "investigation_closed")
CONTACT_PLAN: Final = (
    "contact_plan_agreed", "decision_not_to_investigate", "investigation_closed", "case_outcome_reached"
)  # fmt: skip
SCHEME: Final = ("victim_contact_scheme_joined", "victim_contact_scheme_declined")
#: Which event of a state switches it on, the others off; and how it starts.
SWITCHES_ON: Final = ("investigation_reopened", "contact_plan_agreed", "victim_contact_scheme_joined")
STARTS_ON: Final = {"investigation under way"}

SAID: Final = ((), *((each,) for each in DETERMINATIONS), ((True, "vulnerable"), (False, "")))

#: By the words of a condition: what it asks for, and every value of that.
ASKS: Final[Mapping[str, Mapping[str, tuple[Any, ...]]]] = {
    "offence is sexual violence, gender-based violence or domestic abuse": {
        "offences": subsets_of("sexual_offence", "gender_based_violence", "domestic_abuse")
    },
    "victim is vulnerable": {"under_18": ANSWERS, "vulnerable": ANSWERS, "determined": SAID},
    "victim is vulnerable or intimidated": {
        "under_18": ANSWERS,
        "vulnerable": ANSWERS,
        "intimidated": ANSWERS,
        "offences": subsets_of("sexual_offence", "human_trafficking", others=("domestic_abuse",)),
        "determined": SAID,
    },
    "victim has Enhanced Rights": {
        "under_18": ANSWERS,
        "targeted": ANSWERS,
        "vulnerable": ANSWERS,
        "intimidated": ANSWERS,
        "offences": (None, frozenset(), frozenset({"hate_crime"}), frozenset({"violent_crime"})),
        "determined": ((), ((True, ""),), ((False, ""),)),
    },
    "violent crime": {"offences": subsets_of("violent_crime")},
    "investigation under way": {"switches": switches(*INVESTIGATION, most=3)},
    "a contact plan is in force": {"switches": switches(*CONTACT_PLAN, most=2)},
    "victim has joined the Victim Contact Scheme": {"switches": switches(*SCHEME, most=4)},
    "a review is available": {"details": tuple({"review_available": each} for each in ANSWERS)},
    "sentence is within the scheme": {"details": tuple({"in_unduly_lenient_scheme": each} for each in ANSWERS)},
    "victim is a bereaved close relative; outcome is a conviction": {
        "details": words("outcome", *CONVICTED, *NOT_CONVICTED)
    },
    "specified violent, sexual or terrorism offence and 12 months or more in custody, or hospital order (with or "
    "without restriction)": {
        "details": tuple(
            {"specified_violent_sexual_or_terrorism": specified, "custody_months": months, "hospital_order": order}
            for specified, order, months in product(ANSWERS, ANSWERS, (None, 0, 11, 11.9, 12, 12.1, 240))
        )
    },
    "the CPS decided": {"details": words("decided_by", "CPS", "Crown Prosecution Service", "police", "Police")},
}


def words_of(rule: Rule) -> str:
    """The words of a rule's condition in the facts, without the note that no fact decides."""
    return rule.row()["applies_if"].removesuffix(rule.note).removesuffix("; ")


def rules() -> Iterator[tuple[Rule, str, date]]:
    """Walk every rule, with each type of event that gives rise to it, on a day under its edition."""
    for name, day in DAYS.items():
        for rule in load_code(name).rules:
            yield from ((rule, trigger, day) for trigger in rule.arises_on)


def situations(asks: Mapping[str, tuple[Any, ...]]) -> Iterator[dict[str, Any]]:
    """Walk every combination of what is asked for, of every role."""
    for who, *values in product(WHO, *asks.values()):
        yield {**who, **dict(zip(asks, values, strict=True))}


def events_of(trigger: str, day: date, s: Situation, sequence: tuple[tuple[int, str], ...]) -> Iterator[Event]:
    """Make the triggering event, and what came before and after it."""
    kind = load_code().vocabulary[trigger]
    details = {key: value for key, value in s.details.items() if key in kind.details}
    said = s.determined
    if trigger == "enhanced_rights_determined" and said:
        *said_before, last = said
        details, said = determination(*last), tuple(said_before)
    yield Event("e1", CheckedType(trigger), at=day, details=details, received_at=day if kind.received else None)
    for n, each in enumerate(said):
        at = day - (len(said) - n) * ONE_DAY
        yield Event(f"d{n}", "enhanced_rights_determined", at=at, details=determination(*each))
    for n, (offset, name) in enumerate(sequence):
        plan = {"every_days": 30} if name == "contact_plan_agreed" else {}
        yield Event(f"s{n}", CheckedType(name), at=day + offset * ONE_DAY, details=plan)


def determination(entitled: bool, category: str) -> dict[str, object]:
    return {"entitled": entitled, **({"category": category} if category else {})}


def state(text: str, trigger: str, sequence: tuple[tuple[int, str], ...]) -> bool:
    """Whether a state is on when the trigger happens: the last switch by then decides."""
    is_on = text in STARTS_ON
    for offset, name in sequence:
        if offset <= 0:
            is_on = name in SWITCHES_ON
    return is_on or (trigger in SWITCHES_ON and not any(offset == 0 for offset, _ in sequence))


def answer(assessment: Assessment, rule: Rule) -> Answer:
    """Whether a duty arose: not at all, for certain, or in doubt."""
    for duty in assessment:
        if duty.id == f"V1/{rule.id}/e1":
            doubts = [name for name in duty.unknown if name != f"{rule.id}.limit"]
            return None if doubts else True
    return False


def asked(rule: Rule, trigger: str, day: date, facts: dict[str, Any]) -> Check:
    """Ask whether a duty arises in one situation."""
    sequence = facts.pop("switches", ())
    text = words_of(rule)
    s = Situation(**facts, state=state(text, trigger, sequence))
    where = Jurisdiction.ENGLAND_AND_WALES if s.within else Jurisdiction.ELSEWHERE
    case = Case("C1", [victim(s)], events_of(trigger, day, s, sequence), jurisdiction=where)
    right = both(is_owed_anything(s), CONDITIONS[text](s) if text else True)
    return (rule.id, trigger, s, sequence), answer(assess(case, as_of=day + ONE_DAY), rule), right


def conditions() -> Iterator[Check]:
    """Go through every rule with a condition, and every combination of the facts that it asks for."""
    for rule, trigger, day in rules():
        if rule.applies_if is not None:
            for facts in situations(ASKS.get(words_of(rule), {})):
                yield asked(rule, trigger, day, facts)


#: Facts by which every condition holds, so that only who is asked about can make a difference.
ALL_HOLD: Final[dict[str, Any]] = {
    "offences": frozenset({"sexual_offence", "violent_crime"}),
    "details": {
        "review_available": True,
        "in_unduly_lenient_scheme": True,
        "outcome": "guilty",
        "hospital_order": True,
        "decided_by": "CPS",
        "every_days": 30,
    },
}
SWITCHED_ON: Final = {
    "a contact plan is in force": ((-1, "contact_plan_agreed"),),
    "victim has joined the Victim Contact Scheme": ((-1, "victim_contact_scheme_joined"),),
}


def whom_the_code_binds_for() -> Iterator[Check]:
    """Go through every rule, for every role, within England and Wales and elsewhere."""
    for rule, trigger, day in rules():
        for who, within in product(WHO, (True, False)):
            sequence = SWITCHED_ON.get(words_of(rule), ())
            yield asked(rule, trigger, day, {**ALL_HOLD, **who, "within": within, "switches": sequence})


ENUMERATIONS: Enumerations = {
    "conditions: rules x triggers x all that they ask for": conditions,
    "whom the Code binds for: rules x triggers x roles": whom_the_code_binds_for,
}


@pytest.mark.parametrize("name", ENUMERATIONS)
def test_whether_a_duty_arises(name: str) -> None:
    weighed = weigh(ENUMERATIONS[name]())
    assert weighed.wrong == ()
    assert weighed.asked > 1000


def test_every_condition_has_a_table_and_every_table_a_condition() -> None:
    assert {words_of(rule) for rule, *_ in rules()} - {""} == set(CONDITIONS)
