"""Local times: what a time without an offset means in the hours in which the clocks change.

One policy for every door (court messages, extracts, case files with an assumed zone): a time that the clock showed
twice, or never, gives the London day alone, with a note. The day is what the Code counts, and it is certain; only the
order of events within that hour is not known.
"""

from __future__ import annotations

from datetime import datetime
from typing import Final

from victims_code.dates import When, london_day

#: Why a time that the clock showed twice, in autumn, is read as the day alone.
SHOWN_TWICE: Final = "the clock went back and showed this time twice: the day alone is taken"
#: Why a time that the clock never showed, in spring, is read as the day alone.
NEVER_SHOWN: Final = "the clock went forward and never showed this time: the day alone is taken"


def on_the_clock(local: datetime) -> tuple[When, str]:
    """Return what a local time means, and why it is the London day alone where it is.

    `local` carries its zone. In a zone so far from London that the two possible times fall on two London days, the
    earlier day is taken.

    >>> from victims_code.dates import LONDON
    >>> on_the_clock(datetime(2026, 10, 25, 1, 30, tzinfo=LONDON))
    (datetime.date(2026, 10, 25), 'the clock went back and showed this time twice: the day alone is taken')
    >>> on_the_clock(datetime(2026, 10, 25, 2, 0, tzinfo=LONDON))[1]
    ''
    """
    first, second = local.replace(fold=0), local.replace(fold=1)
    before, after = first.utcoffset(), second.utcoffset()
    if before is None or after is None or before == after:
        return local, ""
    return min(london_day(first), london_day(second)), NEVER_SHOWN if before < after else SHOWN_TWICE
