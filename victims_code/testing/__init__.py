"""The testing kit: what a person needs who tests a system that counts the Code's deadlines.

`strategies` makes cases for Hypothesis, `laws` are properties that every right answer has, `lifecycle` drives another
system beside ours, and `vectors` are conformance cases for systems in any language. Strategies and lifecycle need the
extra: ``pip install victims-code[testing]`` brings Hypothesis and pytest.

Importing it loads nothing but this list of names, as with the package itself: pytest and Hypothesis do so on each
start.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from victims_code.doors import doors

if TYPE_CHECKING:
    from victims_code.testing.questions import Answer, Question, System, duties, reference

__all__ = ["Answer", "Question", "System", "duties", "reference"]

#: Which room holds which names.
_ROOMS = {"questions": ("Answer", "Question", "System", "duties", "reference")}

if not TYPE_CHECKING:  # pragma: no branch # a type checker sees the names above, and refuses any other
    __getattr__, __dir__ = doors(__name__, _ROOMS, __all__)
