"""Months in custody: what the durations of a sentence say of them for sure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from math import inf
from typing import Final

from attrs import frozen

from victims_code.feeds.mappings import Tables
from victims_code.feeds.messages import Found
from victims_code.feeds.spi_court import Result, whole_number
from victims_code.rulebook import editions_in_force
from victims_code.rulebook.conditions import leaves
from victims_code.rulebook.questions import DetailSays

#: The detail of a sentence that holds its months in custody.
_DETAIL: Final = "custody_months"

#: A month has no fewer and no more days than these.
_SHORTEST, _LONGEST = 28, 31

_MONTHS: Final = {"months": 1, "years": 12}
_DAYS: Final = {"days": 1, "weeks": 7}


@frozen
class Term:
    """The months in custody that a result means: at least, at most, and exactly where that is known."""

    low: float
    high: float
    exact: int | None = None


#: No custody at all.
NO_TERM: Final = Term(0, 0, 0)

#: Any length, from none.
ANY_TERM: Final = Term(0, inf)


def term_of(result: Result, tables: Tables, found: Found) -> Term:
    """Read the length of a sentence from the duration of its result, and note where it cannot be said in months."""
    durations = list(result.part.within("Duration"))
    if len(durations) != 1:
        why = "no length" if not durations else "several lengths"
        return _unknown(result, found, f"{why} stated: months in custody are left unknown")
    duration = durations[0]
    value, unit = whole_number(duration.text("DurationValue")), duration.text("DurationUnit")
    word = None if unit is None else tables["units"].get(unit.upper())
    if word == "life":
        return _unknown(result, found, "a life sentence has no number of months: left unknown")
    if value is None or word not in {*_MONTHS, *_DAYS}:
        return _unknown(result, found, "its length is not in days, weeks, months or years: left unknown")
    if word in _MONTHS:
        months = value * _MONTHS[word]
        term = Term(months, months, months)
    else:
        days = value * _DAYS[word]
        term = Term(days / _LONGEST, days / _SHORTEST)
        found.note("custody_length", result.part.where, "a length in days or weeks is no number of months")
    if result.kind == "suspended":
        found.note(
            "suspended_sentence", result.part.where, "a suspended sentence: it is counted as no month in custody"
        )
        return Term(0, term.high, 0)
    if duration.text("SecondaryDurationValue") is None:
        return term
    _unknown(result, found, "a second length is stated, and not what it is: taken as no less than the first")
    return Term(term.low, inf)


def _unknown(result: Result, found: Found, why: str) -> Term:
    found.note("custody_length", result.part.where, why)
    return ANY_TERM


@cache
def decisive_months() -> tuple[float, ...]:
    """Return the numbers of months in custody on which a duty of the Code turns, as the rulebooks have them.

    >>> decisive_months()
    (12,)
    """
    asked = [
        leaf
        for book in editions_in_force()
        for rule in book.rules
        if rule.applies_if is not None
        for leaf in leaves(rule.applies_if)
    ]
    return tuple(
        sorted(
            {
                leaf.at_least
                for leaf in asked
                if isinstance(leaf, DetailSays) and leaf.detail == _DETAIL and leaf.at_least
            }
        )
    )


def months_in_all(terms: Sequence[Term], decisive: Iterable[float]) -> int | None:
    """Return the months in custody that several terms mean together, or None where that cannot be said.

    Whether they run together or one after another is not said, so they come to no less than the longest and no more
    than their sum. The longest is the answer, unless one of the `decisive` numbers lies between the two: then a duty
    turns on what is not known.

    >>> months_in_all([Term(3, 3, 3), Term(4, 4, 4)], [12]), months_in_all([Term(9, 9, 9), Term(10, 10, 10)], [12])
    (4, None)
    """
    longest = max(terms, key=lambda term: (term.low, term.exact is not None))
    highest = sum(term.high for term in terms)
    if any(longest.low < months <= highest for months in decisive):
        return None
    return longest.exact
