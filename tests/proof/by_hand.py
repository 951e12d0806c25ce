"""Who has Enhanced Rights, and when a rule applies: the facts' own words, put by hand into functions of three answers.

Nothing here reads the rulebook or uses the library. Each answer is True, False or None for unknown.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Final, TypeAlias

from attrs import field, frozen

Answer: TypeAlias = bool | None


def either(*answers: Answer) -> Answer:
    """Yes if any is, no if all are no, otherwise unknown."""
    if True in answers:
        return True
    return None if None in answers else False


def both(*answers: Answer) -> Answer:
    """No if any is, yes if all are yes, otherwise unknown."""
    if False in answers:
        return False
    return None if None in answers else True


@frozen(kw_only=True)
class Situation:
    """What is known of a victim, of the event that may start a duty, and of what came before it."""

    role: str = "person"
    offences: frozenset[str] | None = frozenset()
    under_18: Answer = False
    targeted: Answer = False
    vulnerable: Answer = False
    intimidated: Answer = False
    contact: Answer = None
    within: bool = True
    #: The determinations by the day, in order: whether the victim has Enhanced Rights, and the category it names.
    determined: tuple[tuple[bool, str], ...] = ()
    #: What the triggering event says.
    details: Mapping[str, object] = field(factory=dict)
    #: Whether the state that a condition asks for is on when the triggering event happens.
    state: bool = False

    def offence_is(self, *categories: str) -> Answer:
        """Whether the offence is of one of some categories."""
        return None if self.offences is None else not self.offences.isdisjoint(categories)

    @property
    def is_business(self) -> bool:
        """Whether the victim is a business, which no age, fear or need makes vulnerable."""
        return self.role == "business"


# Enhanced Rights, by section 2 of the facts. E1: bereaved, or one of these offences. Stalking is not among them.
MOST_SERIOUS: Final = (
    "domestic_abuse", "hate_crime", "terrorism", "sexual_offence", "human_trafficking", "modern_slavery",
    "attempted_murder", "kidnap", "false_imprisonment", "arson_with_intent", "wounding_or_gbh_with_intent",
)  # fmt: skip
#: E4: automatic for these two.
AUTOMATICALLY_INTIMIDATED: Final = ("sexual_offence", "human_trafficking")


def last_said_no(s: Situation) -> bool:
    """Whether a provider has determined that the victim has none: it settles what needs an assessment as no."""
    return bool(s.determined) and not s.determined[-1][0]


@cache
def names_given(determined: tuple[tuple[bool, str], ...]) -> frozenset[str]:
    """The categories that determinations named: each adds to those before it, until one says no."""
    names: set[str] = set()
    for entitled, name in determined:
        if entitled:
            names.add(name)
        else:
            names.clear()
    return frozenset(names)


def named(s: Situation, name: str) -> bool:
    """Whether a determination that stands named this category."""
    return name in names_given(s.determined)


def assessed(s: Situation, fact: Answer) -> Answer:
    """A fact that needs an assessment: of a person, and not once it was determined that there is none."""
    return False if s.is_business or last_said_no(s) else fact


def most_serious_crime(s: Situation) -> Answer:
    """E1: follows from facts."""
    return either(named(s, "most_serious_crime"), s.role == "bereaved_close_relative", s.offence_is(*MOST_SERIOUS))


def persistently_targeted(s: Situation) -> Answer:
    """E2: needs an assessment. A business cannot be (D11)."""
    return either(named(s, "persistently_targeted"), assessed(s, s.targeted))


def a_child(s: Situation) -> Answer:
    """E3a: under 18 at the offence, no further test. A parent stands in for a child, unless a fact says otherwise."""
    if s.is_business:
        return False
    return True if s.under_18 is None and s.role == "parent_or_guardian" else s.under_18


def vulnerable(s: Situation) -> Answer:
    """E3: by age, or by the two-part test."""
    return either(named(s, "vulnerable"), a_child(s), assessed(s, s.vulnerable))


def intimidated(s: Situation) -> Answer:
    """E4: as a provider judges, or without further test for some offences."""
    automatic = False if s.is_business else s.offence_is(*AUTOMATICALLY_INTIMIDATED)
    return either(named(s, "intimidated"), automatic, assessed(s, s.intimidated))


def vulnerable_or_intimidated(s: Situation) -> Answer:
    """E3 or E4; a determination may name the two together."""
    return either(named(s, "vulnerable_or_intimidated"), vulnerable(s), intimidated(s))


def has_enhanced_rights(s: Situation) -> Answer:
    """Any one category is enough; a provider may also give them outside the categories (E6)."""
    given = bool(s.determined) and s.determined[-1][0]
    return either(given, most_serious_crime(s), persistently_targeted(s), vulnerable_or_intimidated(s))


# When a rule applies, by the `applies_if` of the facts.


def bereaved(s: Situation) -> Answer:
    return s.role == "bereaved_close_relative"


def person_or_contact(s: Situation) -> Answer:
    """G6: a business receives services only if it gives a named point of contact."""
    return s.contact if s.is_business else True


def is_owed_anything(s: Situation) -> Answer:
    """What must hold before any duty: within England and Wales (G8), and a person or a business with a contact."""
    return both(s.within, person_or_contact(s))


def says(s: Situation, detail: str) -> Answer:
    """What the event says of a yes/no matter; unknown where it says nothing."""
    found = s.details.get(detail)
    return found if isinstance(found, bool) else None


def one_of(s: Situation, detail: str, yes: tuple[str, ...], no: tuple[str, ...]) -> Answer:
    """What the event says in words, however they are written; another word tells nothing."""
    word = str(s.details.get(detail)).strip().casefold().replace("-", "_").replace(" ", "_")
    return True if word in yes else False if word in no else None


CONVICTED: Final = ("guilty", "convicted", "conviction", "guilty_plea", "pleaded_guilty")
NOT_CONVICTED: Final = (
    "not_guilty", "acquitted", "acquittal", "discontinued", "dismissed", "withdrawn", "stayed", "no_evidence_offered",
    "defendant_dead",
)  # fmt: skip
STOPPED: Final = ("stopped", "all_proceedings_stopped", "discontinued", "no_evidence_offered")
NOT_STOPPED: Final = ("dropped", "altered", "substantially_altered", "charge_dropped")
FILED_AS_CHARGED: Final = ("1", "charged", "charge", "summonsed")


def convicted(s: Situation) -> Answer:
    return one_of(s, "outcome", CONVICTED, NOT_CONVICTED)


def proceedings_stopped(s: Situation) -> Answer:
    return one_of(s, "effect", STOPPED, NOT_STOPPED)


def filed_as_charged(s: Situation) -> Answer:
    """An investigation with outcome type 1 goes on to court; of another type, nothing says that it does."""
    return one_of(s, "outcome_type", FILED_AS_CHARGED, ())


def cps_decided(s: Situation) -> Answer:
    return one_of(s, "decided_by", ("cps", "crown_prosecution_service"), ("police",))


def in_lenient_scheme(s: Situation) -> Answer:
    return says(s, "in_unduly_lenient_scheme")


def contact_scheme(s: Situation) -> Answer:
    """Both the kind of offence and the length, or a hospital order."""
    months = s.details.get("custody_months")
    long = months >= 12 if isinstance(months, int | float) else None
    return either(both(says(s, "specified_violent_sexual_or_terrorism"), long), says(s, "hospital_order"))


def no_field_carries_it(_: Situation) -> Answer:
    return None


#: By the words of the facts, without the notes that no fact decides: every condition that a rule of an edition has.
CONDITIONS: Final[Mapping[str, Callable[[Situation], Answer]]] = {
    "offence is sexual violence, gender-based violence or domestic abuse": lambda s: s.offence_is(
        "sexual_offence", "gender_based_violence", "domestic_abuse"
    ),
    "victim is vulnerable": vulnerable,
    "victim is vulnerable or intimidated": vulnerable_or_intimidated,
    "victim has Enhanced Rights": has_enhanced_rights,
    "victim is a bereaved close relative": bereaved,
    "victim is a bereaved close relative; outcome is a conviction": lambda s: both(bereaved(s), convicted(s)),
    "victim is a person": lambda s: not s.is_business,
    "victim is a business with a named point of contact": lambda s: both(s.is_business, s.contact),
    "violent crime": lambda s: s.offence_is("violent_crime"),
    "investigation under way": lambda s: s.state,
    "a contact plan is in force": lambda s: s.state,
    "victim has joined the Victim Contact Scheme": lambda s: s.state,
    "a review is available": lambda s: says(s, "review_available"),
    "sentence is within the scheme": in_lenient_scheme,
    "specified violent, sexual or terrorism offence and 12 months or more in custody, or hospital order (with or "
    "without restriction)": contact_scheme,
    "offender is under 18": no_field_carries_it,
    "complaint belongs to another provider": no_field_carries_it,
    "the CPS decided": cps_decided,
}
