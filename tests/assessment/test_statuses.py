"""Between two due days, of which an unknown fact tells the right one: what both say, and no more."""

from __future__ import annotations

import pytest

from victims_code import Status, Truth
from victims_code.assessment.statuses import Verdict, stand_between

NO, YES, UNKNOWN = Truth.NO, Truth.YES, Truth.UNDETERMINED


@pytest.mark.parametrize(
    ("earlier", "later", "said"),
    [
        ((Status.MET, NO), (Status.MET, NO), (Status.MET, NO)),
        ((Status.DUE_TODAY, NO), (Status.PENDING, NO), (Status.PENDING, NO)),
        ((Status.MET_LATE, YES), (Status.MET, NO), (Status.UNDETERMINED, UNKNOWN)),
        ((Status.OVERDUE, YES), (Status.PENDING, NO), (Status.UNDETERMINED, UNKNOWN)),
        ((Status.OVERDUE, YES), (Status.DECLINED, NO), (Status.UNDETERMINED, UNKNOWN)),
        # Both are a breach, or neither is: that much is sure.
        ((Status.OVERDUE, YES), (Status.MET_LATE, YES), (Status.UNDETERMINED, YES)),
        ((Status.MET, NO), (Status.EXCUSED, NO), (Status.UNDETERMINED, NO)),
    ],
)
def test_it_stands_as_both_days_have_it(earlier: Verdict, later: Verdict, said: Verdict) -> None:
    assert stand_between(earlier, later) == said
