"""Victims: what is known of them is a list of facts, so that a shrunk case knows no more of them than it turns on."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, timedelta
from functools import cache
from typing import Any, Final, TypeAlias

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from victims_code.rulebook import load_code
from victims_code.testing.strategies.aims import Aim
from victims_code.testing.strategies.when import PLAIN_DAY, drawn
from victims_code.victims import VICTIM_FACTS, OffenceCategory, Role, Victim

#: Some facts of a victim: fields with their values.
Facts: TypeAlias = tuple[tuple[str, Any], ...]

#: How a victim is drawn with one fact or none, and how another fact is.
Known: TypeAlias = tuple[SearchStrategy[Facts], SearchStrategy[Facts]]

#: The facts of a victim who was assessed, and of whom nothing holds.
_NOTHING_HOLDS: Final[Facts] = (*((fact, False) for fact in VICTIM_FACTS), ("offence_categories", ()))

#: How many days after the offence the birthday comes that ends the age of Enhanced Rights: on that day and a day from
#: it, while a case goes on, and long from it.
_BIRTHDAYS: Final = (1, 0, -1, 2, 5, 9, 14, 30, 50, 3000, -9000)


def victims(
    id: str = "V1",  # noqa: A002 - the noun's own name for it
    *,
    roles: SearchStrategy[Role] | None = None,
    assessed: bool | None = None,
    offence: date = PLAIN_DAY,
    offences: Collection[str] = (),
) -> SearchStrategy[Victim]:
    """Generate victims of one reference, each fact known or unknown.

    `roles` are those that they may have: all, unless given. With `assessed` True every yes/no fact and the categories
    of the offence are known, with False none. `offence` is the day for which some dates of birth are chosen: on either
    side of the age that gives Enhanced Rights. `offences` are the categories that it may have: all, unless given.

    :raises InvalidFact: for an unknown category.

    >>> from hypothesis import find
    >>> find(victims(), lambda victim: victim.vulnerable is True)
    <Victim V1>
    """
    told = None if assessed is False else facts(Aim.at(offences=offences).offences, tuple(Role))
    known = _NOTHING_HOLDS if assessed else ()
    if roles is None and assessed is False:
        roles = st.sampled_from(Role)

    def victim(draw: DrawFn) -> Victim:
        role = () if roles is None else (("role", draw(roles)),)
        found = () if told is None else draw_facts(draw, told)
        return make_victim(id, (*known, *found, *role), offence)

    return drawn("victims", victim)


def draw_facts(draw: DrawFn, known: Known) -> Facts:
    """Draw what is known of a victim: of every second one that they were assessed, then up to two facts beside."""
    first, second = known
    return (*draw(first), *draw(second))


@cache
def facts(offences: tuple[OffenceCategory, ...], roles: tuple[Role, ...]) -> Known:
    """Return how a victim is drawn with one fact or none, and another fact. The first role is the one of most."""
    yes_or_no = ((fact, holds) for fact in reversed(VICTIM_FACTS) for holds in (True, False))
    categories = (("offence_categories", (category,)) for category in offences)
    others = (("role", role) for role in roles[1:])
    born = (("born", days) for days in _BIRTHDAYS)
    one_by_one = [(fact,) for fact in (*yes_or_no, ("offence_categories", ()), *categories, *others, *born)]
    one_or_none: list[Facts] = [*[()] * (len(one_by_one) // 2), *one_by_one]
    known: Facts = (("role", roles[0]),)
    assessed = (*known, *_NOTHING_HOLDS)
    first = [(*base, *fact) for fact in one_or_none for base in (known, assessed)]
    return st.sampled_from(first), st.sampled_from(one_or_none)


def make_victim(id: str, told: Iterable[tuple[str, Any]], offence: date) -> Victim:  # noqa: A002 - as above
    """Make a victim of facts; the later of two wins, a date of birth over the age, but categories of offence add up."""
    known: dict[str, Any] = {}
    for name, value in told:
        if name == "offence_categories":
            known[name] = (*known.get(name, ()), *value) if value else ()
        elif name == "born":
            known[name] = _birthday(offence, value)
            known.pop("under_18_at_offence", None)
        else:
            known[name] = value
    return Victim(id, **known)


def _birthday(offence: date, days: int) -> date:
    """Return the date of birth of whom the age of the criterion is reached so many days after the offence."""
    reached = offence + timedelta(days=days)
    year = reached.year - _age()
    return date(year, 2, 28) if (reached.month, reached.day) == (2, 29) else reached.replace(year=year)


@cache
def _age() -> int:
    """Return the age, in years, below which a victim has Enhanced Rights."""
    ages = (criterion.under for category in load_code().criteria for criterion in category.criteria)
    return next(age for age in ages if age is not None)
