"""The plug-in for Hypothesis: the library's nouns in `from_type`, and its examples printed so that they can be pasted.

Hypothesis calls `register` at the end of its own import, in every process that uses it, whether it knows this library
or not. So it loads the nouns and no more: strategies are made, and values written, only where they are asked for.
"""

from __future__ import annotations

import sys
from importlib import import_module
from typing import Any, Final

_STRATEGIES: Final = "victims_code.testing.strategies"
_QUESTIONS: Final = "victims_code.testing.questions"

#: The values that are printed as constructors, by the module and the name of their class.
_PRINTED: Final = (
    ("victims_code.cases", "Case"),
    ("victims_code.events", "Event"),
    ("victims_code.rulebook.layers", "Layer"),
    ("victims_code.testing.questions", "Question"),
    ("victims_code.victims", "Victim"),
)


def register() -> None:
    """Tell Hypothesis of the nouns: the entry point of its group ``hypothesis``.

    >>> from hypothesis import find, strategies
    >>> from victims_code import Victim
    >>> register()  # as Hypothesis itself did, where the library is installed
    >>> find(strategies.from_type(Victim), lambda victim: victim.vulnerable is True)
    <Victim V1>
    """
    from hypothesis import strategies as st
    from hypothesis.vendor.pretty import for_type_by_name

    from victims_code.cases import Case
    from victims_code.events import Event
    from victims_code.victims import Victim

    st.register_type_strategy(Case, lambda _type: import_module(_STRATEGIES).cases())
    st.register_type_strategy(Event, lambda _type: import_module(_STRATEGIES).events())
    st.register_type_strategy(Victim, lambda _type: import_module(_STRATEGIES).victims())
    if _QUESTIONS in sys.modules:
        register_question()
    for module, name in _PRINTED:
        for_type_by_name(module, name, print_as_code)


def register_question() -> None:
    """Tell Hypothesis of questions, as soon as both are loaded: they bring more with them than the nouns do.

    >>> from hypothesis import find, strategies
    >>> from victims_code.testing import Question
    >>> find(strategies.from_type(Question), lambda question: True).case
    <Case C1: 1 victim, 1 event>
    """
    from hypothesis import strategies as st

    questions = import_module(_QUESTIONS)
    st.register_type_strategy(questions.Question, lambda _type: import_module(_STRATEGIES).questions())


def print_as_code(value: object, printer: Any, _is_cycle: bool) -> None:  # noqa: ANN401, FBT001 - Hypothesis says how
    """Print a value on Hypothesis's own printer as `as_code` writes it, as deep as the printer stands."""
    from victims_code.testing.constructors import WIDTH, code_lines

    for number, line in enumerate(code_lines(value, width=max(WIDTH - printer.indentation, WIDTH // 2))):
        if number:
            printer.break_()
        printer.text(line)
