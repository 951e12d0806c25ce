"""The naive system driven beside the library, with one fault planted in it.

    python -m examples.testing.naive_lifecycle            # calendar_days
    python -m examples.testing.naive_lifecycle utc_day

prints the fewest steps that show the fault, and what is wrong with the answer.
"""

from __future__ import annotations

import sys
from datetime import date
from typing import ClassVar

from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import run_state_machine_as_test

from examples.testing.naive_deadlines import RULES, Fault, NaiveDeadlines
from victims_code import Case, Event, Role, Victim
from victims_code.testing import Answer, strategies
from victims_code.testing.laws import LawBroken
from victims_code.testing.lifecycle import CaseLifecycle

#: The same search each time, of short cases.
SETTINGS = settings(
    database=None,
    deadline=None,
    derandomize=True,
    max_examples=600,
    phases=[Phase.generate, Phase.shrink],
    report_multiple_bugs=False,
    stateful_step_count=10,
)
FIRST, LAST = date(2024, 1, 1), date(2027, 12, 31)


def people(name: str) -> st.SearchStrategy[Victim]:
    """Generate persons."""
    return strategies.victims(name, roles=st.just(Role.PERSON))


class NaiveLifecycle(CaseLifecycle):
    """A case that the naive system keeps too."""

    faults: ClassVar[tuple[Fault, ...]] = ()
    compared = ("due_by", "due_by_if_enhanced", "status", "breach")
    known_rules = tuple(rule.id for rule in RULES)
    known_types = (
        "offence_committed",
        "suspect_arrested",
        "victim_informed",
        "crime_reported",
        "code_information_given",
        "suspect_charged",
        "contact_attempted",
        "case_outcome_reached",
    )
    opening_days = strategies.days(FIRST, LAST) | strategies.boundary_days(first=FIRST, last=LAST)
    victims = st.tuples(people("V1")) | st.tuples(people("V1"), people("V2"))

    def open(self, case: Case) -> None:
        """Open the case in the naive system."""
        self.naive = NaiveDeadlines(case.victims, frozenset(self.faults))

    def record(self, event: Event) -> None:
        """Tell it of an event."""
        self.naive.take(event)

    def answer(self, as_of: date) -> Answer:
        """Return what it says."""
        return self.naive.answer(as_of)


def with_fault(fault: Fault) -> type[NaiveLifecycle]:
    """Return the lifecycle of the system with a fault."""
    return type(f"With_{fault.name.lower()}", (NaiveLifecycle,), {"faults": (fault,)})


def main() -> None:
    """Plant a fault, and show how it is found."""
    fault = Fault[(sys.argv[1:] or ["calendar_days"])[0].upper()]
    print(f"Planted: it {fault.value}.\n")
    try:
        run_state_machine_as_test(with_fault(fault), settings=SETTINGS)
    except LawBroken as broken:
        print(broken, *getattr(broken, "__notes__", ()), sep="\n")


if __name__ == "__main__":
    main()
