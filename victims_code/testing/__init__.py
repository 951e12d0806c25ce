"""The testing kit: what a person needs who tests a system that counts the Code's deadlines.

`strategies` makes cases for Hypothesis, `laws` are properties that every right answer has, `lifecycle` drives another
system beside ours, and `vectors` are conformance cases for systems in any language. Strategies and lifecycle need the
extra: ``pip install victims-code[testing]`` brings Hypothesis and pytest.

Importing it loads nothing but this list of names, as with the package itself: pytest and Hypothesis do so on each
start.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from victims_code.testing.questions import Answer, Question, System, duties, reference

__all__ = ["Answer", "Question", "System", "duties", "reference"]

#: Which room holds which names.
_ROOMS = {"questions": ("Answer", "Question", "System", "duties", "reference")}


def __getattr__(name: str) -> object:
    """Open the room that holds `name`, and keep the name for the next time."""
    for room, names in _ROOMS.items():
        if name in names:
            found: object = getattr(import_module(f"{__name__}.{room}"), name)
            globals()[name] = found
            return found
    msg = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(msg)
