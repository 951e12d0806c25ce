"""What goes wrong by misuse: every error the library raises, and the `Problem` that says how to mend it.

Odd *facts* are never errors: they are findings of an assessment. An error means that a call, a file or a
rulebook cannot be understood. Each class also derives from the nearest built-in, so that ``except ValueError``
does what a Python developer expects.
"""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from typing import Final

from attrs import frozen


@frozen
class Problem:
    """One thing wrong with an input: where it is, what is wrong and how to mend it.

    `where` is a path inside the document (``victims[0].role``, ``rule R6.arrest: standard``), never a value
    that could be personal data. `source` names the file and, for a file with a case a line, the line.
    """

    where: str
    what: str
    mend: str = ""
    source: str = ""

    def __str__(self) -> str:
        place = ": ".join(part for part in (self.source, self.where) if part)
        text = f"{self.what}; {self.mend}" if self.mend else self.what
        return f"{place}: {text}" if place else text


class VictimsCodeError(Exception):
    """The root of every error that this library raises on purpose."""


class InvalidInput(VictimsCodeError, ValueError):
    """An input cannot be understood. `problems` holds every fault that was found, not only the first."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: Final = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


class InvalidFact(VictimsCodeError, ValueError):
    """A value given to `Victim`, `Event`, `Case` or `assess` is not one that the Code's facts can take."""


class InvalidCase(InvalidInput):
    """A case file, or a `Case` built in Python, does not hold together."""


class InvalidRulebook(InvalidInput):
    """A rulebook or a layer has faults: unknown events, limits that cannot be read, ids used twice."""


class OutsideCalendar(VictimsCodeError, ValueError):
    """A date lies outside the years for which bank holidays are published or projected."""


class UndeterminedTruth(VictimsCodeError, TypeError):
    """An undetermined truth was used where yes or no is needed, as in ``if truth:``."""


def nearest(word: str, known: Iterable[str]) -> str:
    """The mend for a word that is not known: ``did you mean 'suspect_arrested'?``, or the words to choose from.

    >>> nearest("suspect_arested", ["suspect_arrested", "suspect_charged"])
    "did you mean 'suspect_arrested'?"
    """
    choices = sorted(known)
    matches = get_close_matches(word, choices, n=1, cutoff=0.6)
    if matches:
        return f"did you mean {matches[0]!r}?"
    if len(choices) > 15:
        return f"it is none of the {len(choices)} known ones"
    return "use one of " + ", ".join(choices)
