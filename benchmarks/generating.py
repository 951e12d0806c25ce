"""Cases a second that the testing kit generates, beside the same nouns built by Hypothesis's own plain strategies.

Each strategy is drawn from as a test draws: under ``@given``, with nothing in its body.
"""

from __future__ import annotations

import sys
from datetime import date, timedelta
from pathlib import Path
from time import process_time

from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.assessment import strategies as private
from victims_code import Case, Event, Victim
from victims_code.testing import strategies as kit

DRAWN = 2000
FIRST = date(2026, 6, 1)


def plain() -> SearchStrategy[Case]:
    """Build cases as anybody would: a list of events, each with a field at a time, in no order that could happen."""
    days = st.integers(0, 60).map(lambda number: FIRST + timedelta(days=number))
    types = st.sampled_from(["crime_reported", "suspect_arrested", "suspect_charged", "victim_informed"])
    fact = st.none() | st.booleans()
    victims = st.builds(Victim, st.just("V1"), vulnerable=fact, intimidated=fact, persistently_targeted=fact)
    events = st.lists(st.tuples(types, days), min_size=1, max_size=8).map(
        lambda told: [Event(f"e{number}", name, at=day) for number, (name, day) in enumerate(told)]
    )
    return st.builds(Case, st.just("C1"), st.tuples(victims), events)


def rate(strategy: SearchStrategy[Case]) -> tuple[float, float]:
    """Return how many cases a second of the processor are drawn, and how many events they have on average."""
    sizes: list[int] = []

    @settings(max_examples=DRAWN, phases=[Phase.generate], derandomize=True, database=None, deadline=None)
    @given(strategy)
    def draw(case: Case) -> None:
        sizes.append(len(case.events))

    start = process_time()
    draw()
    return len(sizes) / (process_time() - start), sum(sizes) / len(sizes)


def main() -> None:
    """Print the rate of each, and how it stands to that of the plain strategies."""
    _, beside = rate(plain()), rate(plain())  # the first warms up
    for name, strategy in (
        ("the kit's cases", kit.cases()),
        ("the kit's lawful cases", kit.cases(kit.histories())),
        ("the private strategies of our own laws", private.cases()),
        ("plain strategies, four types, no lawful order", plain()),
    ):
        found = rate(strategy)
        print(f"{name:<48}{found[0]:8.0f} a second  x{found[0] / beside[0]:.2f}  {found[1]:.1f} events each")


if __name__ == "__main__":
    main()
