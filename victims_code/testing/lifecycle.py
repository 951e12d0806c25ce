"""`CaseLifecycle`: drives a system of your own beside this library, one event after another, as days pass.

It needs Hypothesis: ``pip install victims-code[testing]``.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta
from typing import ClassVar

from attrs import evolve
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule
from hypothesis.strategies import SearchStrategy

from victims_code.cases import Case
from victims_code.events import Event
from victims_code.rulebook import Layer
from victims_code.testing import arriving
from victims_code.testing.laws.agreement import COMPARED, hold_agreed
from victims_code.testing.laws.rewriting import with_events
from victims_code.testing.laws.telling import LawBroken
from victims_code.testing.questions import Answer, Question
from victims_code.victims import Victim


class CaseLifecycle(RuleBasedStateMachine):
    """A case from its opening on: what happens is told to your system and to this library, and both must agree.

    Subclass it, and write three methods: `open`, `record` and `answer`. After each step the answer of your system is
    held against this library's, and where they differ `LawBroken` says who was owed what, by when and why. Hypothesis
    looks for the fewest steps that show it, and prints them as Python, to be pasted into a test::

        class MyLifecycle(CaseLifecycle):
            def open(self, case):
                self.mine = MySystem(case.victims)

            def record(self, event):
                self.mine.take(event)

            def answer(self, as_of):
                return {"obligations": [...]}

        TestMyLifecycle = MyLifecycle.TestCase

    ``TestMyLifecycle.settings`` takes Hypothesis's settings: how many cases, of how many steps each.
    """

    #: The keys of an obligation that are compared, of those that the answer tells.
    compared: ClassVar[Sequence[str]] = COMPARED
    #: The ids of the rules that the system knows: each obligation under them must be told, but for those that lapsed.
    #: With none, what the answer does not tell is not missed.
    known_rules: ClassVar[Collection[str]] = ()
    #: The types of event that happen: those that the system can record. With none, all of the Code's.
    known_types: ClassVar[Sequence[str]] = ()
    #: The choices taken instead of the defaults, and the local standards laid over the Code.
    readings: ClassVar[Mapping[str, str]] = {}
    layers: ClassVar[tuple[Layer, ...]] = ()
    #: On which day a case is opened, and for whom.
    opening_days: ClassVar[SearchStrategy[date]] = st.deferred(arriving.opening_days)
    victims: ClassVar[SearchStrategy[Sequence[Victim]]] = st.deferred(arriving.one_or_two_victims)
    #: Whether events may be recorded days after they happened, come again, be corrected, and be voided.
    allows_late: ClassVar[bool] = True
    allows_repeats: ClassVar[bool] = True
    allows_corrections: ClassVar[bool] = True
    allows_voids: ClassVar[bool] = True

    def __init__(self) -> None:
        """Start without a case: the first step opens one."""
        super().__init__()
        #: The case as far as it was told, and the London day: what your system is asked after each step.
        self.question: Question = Question(Case("C1", ()), date.min)

    def open(self, case: Case) -> None:
        """Open a case in your system: its victims are known, and nothing has happened."""
        raise NotImplementedError

    def record(self, event: Event) -> None:
        """Tell your system of an event, on the day on which it becomes known.

        A correction and a void are events too, with the id of what they change in their details.
        """
        raise NotImplementedError

    def answer(self, as_of: date) -> Answer:
        """Return what your system says of the case at the end of a London day."""
        raise NotImplementedError

    @initialize(question=st.runner().flatmap(arriving.opened))
    def opens(self, question: Question) -> None:
        """A case is opened for its victims."""
        __tracebackhide__ = True
        self.question = question
        self.open(question.case)
        self._agree()

    @rule(event=st.runner().flatmap(lambda machine: machine._next_event()))  # noqa: SLF001 - its own
    def happens(self, event: Event) -> None:
        """Something becomes known: that happened, or is received, today; or that happened days ago and comes late."""
        __tracebackhide__ = True
        self.question = evolve(self.question, case=with_events(self.question.case, event))
        self.record(event)
        self._agree()

    @precondition(lambda self: self.allows_repeats and bool(self.question.case.events))
    @rule(event=st.runner().flatmap(lambda machine: st.sampled_from(machine.question.case.events)))
    def is_told_again(self, event: Event) -> None:
        """An event that is on record comes again."""
        __tracebackhide__ = True
        self.record(event)
        self._agree()

    @precondition(lambda self: self.allows_corrections and bool(arriving.correctable(self.question)))
    @rule(event=st.runner().flatmap(lambda machine: arriving.correction(machine.question)))
    def is_corrected(self, event: Event) -> None:
        """An event turns out to have happened, or to have been received, on another day."""
        __tracebackhide__ = True
        self.happens(event)

    @precondition(lambda self: self.allows_voids and bool(arriving.changeable(self.question)))
    @rule(event=st.runner().flatmap(lambda machine: arriving.void(machine.question)))
    def is_voided(self, event: Event) -> None:
        """An event turns out never to have happened."""
        __tracebackhide__ = True
        self.happens(event)

    @rule(days=st.runner().flatmap(lambda machine: arriving.gaps(machine.question)))
    def days_pass(self, days: int) -> None:
        """Days pass in which nothing happens."""
        __tracebackhide__ = True
        self.question = evolve(self.question, as_of=self.question.as_of + timedelta(days=days))
        self._agree()

    def _next_event(self) -> SearchStrategy[Event]:
        return arriving.next_event(self.question, types=self.known_types, may_be_late=self.allows_late)

    def _agree(self) -> None:
        __tracebackhide__ = True
        answer = self.answer(self.question.as_of)
        try:
            hold_agreed(self.question, answer, keys=self.compared, rules=self.known_rules)
        except LawBroken as broken:  # its message is what is to be read, and not our code
            found = broken.with_traceback(None)
            raise found from found.__cause__
