"""Tallies: how many duties stand how, and the rate of each, over one case or many."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import TypeVar

from attrs import field, frozen

from victims_code.arguments import each_of
from victims_code.assessment.obligations import Obligation
from victims_code.assessment.statuses import Status
from victims_code.frozen import frozen_mappings
from victims_code.truth import Truth

_Key = TypeVar("_Key")


@frozen(field_transformer=frozen_mappings)
class Tally:
    """How many obligations stand in each status, are breaches or may be, and were excused for which reason.

    Tallies add up, so that those of many cases make one.

    >>> Tally(10, {Status.DECLINED: 2}).rate(Status.DECLINED)
    Fraction(1, 5)
    """

    obligations: int = 0
    statuses: Mapping[Status, int] = field(factory=dict)
    breaches: Mapping[Truth, int] = field(factory=dict)
    #: By the code of the reason; the empty text is a reason that the record does not name.
    reasons: Mapping[str, int] = field(factory=dict)
    #: How many were missed first and excused later, since the duty binds unless there are good reasons.
    good_reasons: int = 0

    def rate(self, status: Status) -> Fraction | None:
        """Return which part of the obligations stands in `status`; None where there are none."""
        return Fraction(self.statuses.get(status, 0), self.obligations) if self.obligations else None

    def __add__(self, other: object) -> Tally:
        """Return the tally of both."""
        if not isinstance(other, Tally):
            return NotImplemented
        return Tally(
            self.obligations + other.obligations,
            _sum(self.statuses, other.statuses),
            _sum(self.breaches, other.breaches),
            _sum(self.reasons, other.reasons),
            self.good_reasons + other.good_reasons,
        )


def tally(obligations: Iterable[Obligation]) -> Tally:
    """Count obligations: those of an assessment, or any part of them, such as one Right's or one provider's."""
    counted = each_of("obligations", obligations, Obligation)
    excused = [obligation for obligation in counted if obligation.status is Status.EXCUSED]
    return Tally(
        len(counted),
        _sum({}, Counter(obligation.status for obligation in counted)),
        _sum({}, Counter(obligation.breach for obligation in counted)),
        _sum({}, Counter(obligation.reason or "" for obligation in excused)),
        sum(obligation.good_reasons for obligation in excused),
    )


def _sum(one: Mapping[_Key, int], other: Mapping[_Key, int]) -> dict[_Key, int]:
    """Add two counts, in an order that does not depend on what came first."""
    return {key: one.get(key, 0) + other.get(key, 0) for key in sorted({*one, *other}, key=str)}
