"""Laws to import: what is true of every right answer, to be tried against a system of your own.

Each law is a function ``law(system, question)``. It asks the system, and perhaps asks again of a case that it has
changed, and raises `LawBroken` where the answers cannot both be right. It returns whether the law had anything to say
of this question: a case without a breach proves nothing about breaches.

>>> from datetime import date
>>> from victims_code import Case, Event, Victim
>>> from victims_code.testing import Question, laws, reference
>>> arrest = Event("e1", "suspect_arrested", at=date(2026, 5, 1))
>>> question = Question(Case("C1", [Victim("V1", vulnerable=True)], [arrest]), date(2026, 5, 6))
>>> laws.what_was_missed_stays_missed(reference, question)
True
>>> def forgetful(question):
...     return {"obligations": [{"id": "V1/R6.arrest/e1", "breach": "yes" if question.as_of.day == 6 else "no"}]}
>>> try:
...     laws.what_was_missed_stays_missed(forgetful, question)
... except laws.LawBroken as broken:
...     print(str(broken).splitlines()[0])
What was missed stays missed, however late it is done.

Nothing here needs Hypothesis: questions are drawn by `victims_code.testing.strategies`, or made by hand.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final, TypeAlias

from victims_code.testing.laws.agreement import agrees_with_reference
from victims_code.testing.laws.asking import (
    asking_again_changes_nothing,
    json_carries_everything,
    many_at_once_equal_one_by_one,
)
from victims_code.testing.laws.counting import counts_working_days
from victims_code.testing.laws.holding import the_answer_holds_together
from victims_code.testing.laws.learning import learning_a_fact_turns_nothing_over, learning_a_receipt_turns_nothing_over
from victims_code.testing.laws.passing import (
    a_due_date_stays,
    the_answer_lasts_until_it_says,
    what_was_met_stays_met,
    what_was_missed_stays_missed,
)
from victims_code.testing.laws.record import (
    a_repeat_changes_nothing,
    a_void_is_as_if_it_never_was,
    an_irrelevant_event_changes_nothing,
    order_is_irrelevant,
)
from victims_code.testing.laws.rights import enhanced_is_never_later, unknown_rights_are_not_taken_for_none
from victims_code.testing.laws.standards import a_layer_only_tightens
from victims_code.testing.laws.telling import LawBroken
from victims_code.testing.questions import Question, System

__all__ = [
    "ALL", "Law", "LawBroken", "a_due_date_stays", "a_layer_only_tightens", "a_repeat_changes_nothing",
    "a_void_is_as_if_it_never_was", "agrees_with_reference", "an_irrelevant_event_changes_nothing",
    "asking_again_changes_nothing", "counts_working_days", "enhanced_is_never_later", "json_carries_everything",
    "learning_a_fact_turns_nothing_over", "learning_a_receipt_turns_nothing_over", "many_at_once_equal_one_by_one",
    "order_is_irrelevant", "the_answer_holds_together", "the_answer_lasts_until_it_says",
    "unknown_rights_are_not_taken_for_none", "what_was_met_stays_met", "what_was_missed_stays_missed",
]  # fmt: skip

#: A law: it asks a system, and returns whether it had anything to say of the question.
Law: TypeAlias = Callable[[System, Question], bool]

#: Every law of a system, by name: to try them all, one after another.
ALL: Final[Mapping[str, Law]] = MappingProxyType(
    {
        law.__name__: law
        for law in (
            the_answer_holds_together,
            asking_again_changes_nothing,
            order_is_irrelevant,
            a_repeat_changes_nothing,
            an_irrelevant_event_changes_nothing,
            a_void_is_as_if_it_never_was,
            json_carries_everything,
            many_at_once_equal_one_by_one,
            what_was_missed_stays_missed,
            what_was_met_stays_met,
            a_due_date_stays,
            the_answer_lasts_until_it_says,
            learning_a_fact_turns_nothing_over,
            learning_a_receipt_turns_nothing_over,
            enhanced_is_never_later,
            unknown_rights_are_not_taken_for_none,
            a_layer_only_tightens,
            agrees_with_reference,
        )
    }
)
