"""The victim: a role, and the facts on which the Code turns, each known or unknown.

No name, address or other personal detail has a place here: `Victim.id` is the host system's own opaque reference,
and the `repr` shows nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from attrs import Attribute, field, frozen

from victims_code.arguments import as_text
from victims_code.dates import checked_when
from victims_code.errors import InvalidFact, nearest
from victims_code.given import plain

if TYPE_CHECKING:
    from victims_code.names import OffenceCategoryName, RoleName

#: The longest reference that is read; a longer one is a sign that free text was put in its place.
LONGEST_REFERENCE: Final = 200

#: The yes/no facts of a victim, by name: what a criterion or a condition may ask for.
VICTIM_FACTS: Final = (
    "under_18_at_offence", "persistently_targeted", "vulnerable", "intimidated", "named_point_of_contact",
)  # fmt: skip


class Role(StrEnum):
    """In what capacity a person receives the Code's services."""

    PERSON = "person"
    BEREAVED_CLOSE_RELATIVE = "bereaved_close_relative"
    PARENT_OR_GUARDIAN = "parent_or_guardian"
    FAMILY_SPOKESPERSON = "family_spokesperson"
    BUSINESS = "business"


class OffenceCategory(StrEnum):
    """A kind of offence that the Code's conditions name."""

    DOMESTIC_ABUSE = "domestic_abuse"
    HATE_CRIME = "hate_crime"
    TERRORISM = "terrorism"
    SEXUAL_OFFENCE = "sexual_offence"
    HUMAN_TRAFFICKING = "human_trafficking"
    MODERN_SLAVERY = "modern_slavery"
    ATTEMPTED_MURDER = "attempted_murder"
    KIDNAP = "kidnap"
    FALSE_IMPRISONMENT = "false_imprisonment"
    ARSON_WITH_INTENT = "arson_with_intent"
    WOUNDING_OR_GBH_WITH_INTENT = "wounding_or_gbh_with_intent"
    VIOLENT_CRIME = "violent_crime"
    GENDER_BASED_VIOLENCE = "gender_based_violence"


def checked_reference(value: object, name: str) -> str:
    """Return an opaque reference: short text without control characters, not blank.

    :raises InvalidFact: naming the field; the value itself is never repeated.

    >>> checked_reference("V1", "victim")
    'V1'
    """
    if not isinstance(value, str):
        msg = f"{name}: a reference as text is needed, not {type(value).__name__}"
        raise InvalidFact(msg)
    if not value.strip() or len(value) > LONGEST_REFERENCE or not value.isprintable():
        msg = f"{name}: a reference is 1 to {LONGEST_REFERENCE} printable characters, not blank"
        raise InvalidFact(msg)
    return value


def _own_fact(value: bool | None) -> bool | None:  # noqa: FBT001 - the converter of a field
    return plain(value)  # type: ignore[return-value] # checked next


def _own_date(value: date | None) -> date | None:
    return plain(value)  # type: ignore[return-value] # checked next


def _fact(_victim: object, attribute: Attribute[bool | None], value: object) -> None:
    if value is not None and not isinstance(value, bool):
        msg = f"{attribute.name}: true, false or unknown (None) is needed, not {type(value).__name__}"
        raise InvalidFact(msg)


def _role(value: Role | RoleName) -> Role:
    try:
        return Role(as_text(value))
    except ValueError:
        msg = f"role: unknown role; {nearest(value, list(Role))}"
        raise InvalidFact(msg) from None


def _categories(value: Iterable[OffenceCategory | OffenceCategoryName] | None) -> tuple[OffenceCategory, ...] | None:
    if value is None:
        return None
    if isinstance(value, str | Mapping) or not isinstance(value, Iterable):
        msg = "offence_categories: a list of categories is needed; [] means none, unknown is None"
        raise InvalidFact(msg)
    known = list(OffenceCategory)
    found = set()
    for word in value:
        if word not in known:
            msg = f"offence_categories: unknown category; {nearest(word, known)}"
            raise InvalidFact(msg)
        found.add(OffenceCategory(word))
    return tuple(category for category in known if category in found)


def _born(_victim: object, _attribute: Attribute[date | None], value: object) -> None:
    if value is None:
        return
    if isinstance(value, datetime):
        msg = "born: a date is needed, without a time of day"
        raise InvalidFact(msg)
    checked_when(value, "born")


def _reference(_victim: object, attribute: Attribute[str], value: object) -> None:
    checked_reference(value, attribute.name)


@frozen(repr=False)
class Victim:
    """A person, family or business to whom the Code's services are owed.

    Every fact may be unknown (None), and unknown is never taken for no. For `Role.PARENT_OR_GUARDIAN` and
    `Role.FAMILY_SPOKESPERSON` the facts are the victim's own, for whom they stand in.

    :raises InvalidFact: when a fact is of the wrong kind, naming it.

    >>> Victim("V1", vulnerable=True)
    <Victim V1>
    """

    #: The host system's opaque reference.
    id: str = field(validator=_reference)
    #: In what capacity they receive services.
    role: Role = field(default=Role.PERSON, converter=_role)
    #: Date of birth; used only to measure age at the offence.
    born: date | None = field(default=None, kw_only=True, converter=_own_date, validator=_born)
    #: Whether the victim was under 18 when the offence was committed, where the record says so itself.
    under_18_at_offence: bool | None = field(default=None, kw_only=True, converter=_own_fact, validator=_fact)
    #: The offence's categories; an empty tuple means none of them, None means unknown.
    offence_categories: tuple[OffenceCategory, ...] | None = field(default=None, kw_only=True, converter=_categories)
    #: Whether assessed as persistently targeted.
    persistently_targeted: bool | None = field(default=None, kw_only=True, converter=_own_fact, validator=_fact)
    #: Whether assessed as vulnerable for a reason other than age.
    vulnerable: bool | None = field(default=None, kw_only=True, converter=_own_fact, validator=_fact)
    #: Whether assessed as intimidated.
    intimidated: bool | None = field(default=None, kw_only=True, converter=_own_fact, validator=_fact)
    #: For a business: whether it gave a named point of contact.
    named_point_of_contact: bool | None = field(default=None, kw_only=True, converter=_own_fact, validator=_fact)

    def __repr__(self) -> str:
        """Return the reference only: a repr may end up in a log."""
        return f"<Victim {self.id}>"
