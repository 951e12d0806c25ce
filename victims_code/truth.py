"""Yes, no and undetermined: the three answers that a question about a case can have.

Unknown is an answer of its own. It never becomes "no" by being ignored, so an undetermined truth refuses to be used
as a plain condition: ``if truth:`` raises. Each is a word too, so that JSON, a form and a database keep it as it reads.
"""

from __future__ import annotations

from enum import StrEnum

from victims_code.errors import UndeterminedTruth


class Truth(StrEnum):
    """One of three answers, combined as Kleene's logic does: unknown only matters where it could change the result.

    >>> Truth.YES | Truth.UNDETERMINED
    <Truth.YES: 'yes'>
    >>> Truth.YES & Truth.UNDETERMINED
    <Truth.UNDETERMINED: 'undetermined'>
    >>> Truth.YES == "yes", str(Truth.NO)
    (True, 'no')
    >>> bool(Truth.UNDETERMINED)
    Traceback (most recent call last):
    victims_code.errors.UndeterminedTruth: the answer is undetermined; compare with Truth.YES or Truth.NO instead
    """

    YES = "yes"
    NO = "no"
    UNDETERMINED = "undetermined"

    @classmethod
    def of(cls, fact: bool | None) -> Truth:  # noqa: FBT001 - the fact itself is the argument
        """Return the truth of a yes/no fact, where None is unknown.

        >>> Truth.of(None)
        <Truth.UNDETERMINED: 'undetermined'>
        """
        return _OF[fact]

    @property
    def fact(self) -> bool | None:
        """The yes/no fact: True, False, or None for undetermined."""
        return _FACT[self]

    def __bool__(self) -> bool:
        """Return True for yes and False for no.

        :raises UndeterminedTruth: for undetermined.
        """
        if self is Truth.UNDETERMINED:
            msg = "the answer is undetermined; compare with Truth.YES or Truth.NO instead"
            raise UndeterminedTruth(msg)
        return self is Truth.YES

    def __and__(self, other: object) -> Truth:
        """Return yes if both are, no if either is not, otherwise undetermined."""
        if not isinstance(other, Truth):
            return NotImplemented
        if Truth.NO in (self, other):
            return Truth.NO
        return Truth.UNDETERMINED if Truth.UNDETERMINED in (self, other) else Truth.YES

    def __or__(self, other: object) -> Truth:
        """Return yes if either is, no if neither is, otherwise undetermined."""
        if not isinstance(other, Truth):
            return NotImplemented
        if Truth.YES in (self, other):
            return Truth.YES
        return Truth.UNDETERMINED if Truth.UNDETERMINED in (self, other) else Truth.NO

    def __invert__(self) -> Truth:
        """Return the opposite; undetermined stays undetermined."""
        return _NOT[self]


_OF = {True: Truth.YES, False: Truth.NO, None: Truth.UNDETERMINED}
_FACT = {Truth.YES: True, Truth.NO: False, Truth.UNDETERMINED: None}
_NOT = {Truth.YES: Truth.NO, Truth.NO: Truth.YES, Truth.UNDETERMINED: Truth.UNDETERMINED}
