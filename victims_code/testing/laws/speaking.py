"""Speaking: a law that is broken shows its message and not our code, and one that never had a thing to say is known."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import wraps
from typing import Final, ParamSpec

from victims_code.testing.laws.telling import LawBroken

_Asked = ParamSpec("_Asked")

#: By the name of a law, of how many questions it was asked in the test that runs now, and of how many it spoke.
HEARD: Final[dict[str, tuple[int, int]]] = {}


def law(hold: Callable[_Asked, bool]) -> Callable[_Asked, bool]:
    """Make a law of a function that raises `LawBroken`, or returns whether it had anything to say.

    Its frames are left out of the traceback of a broken law. While pytest runs a test, what it returns is counted.
    """

    @wraps(hold)
    def held(*args: _Asked.args, **kwargs: _Asked.kwargs) -> bool:
        __tracebackhide__ = True
        try:
            spoke = hold(*args, **kwargs)
        except LawBroken as broken:
            found = broken.with_traceback(None)
            raise found from found.__cause__
        if _TEST in os.environ:
            asked, said = HEARD.get(hold.__name__, (0, 0))
            HEARD[hold.__name__] = asked + 1, said + spoke
        return spoke

    return held


def silent() -> dict[str, int]:
    """Return the laws that had nothing to say, each with of how many questions, and forget what was heard."""
    found = {name: asked for name, (asked, said) in HEARD.items() if not said}
    HEARD.clear()
    return found


#: Where pytest says which test runs.
_TEST: Final = "PYTEST_CURRENT_TEST"
