"""The vector: a question, the answer that the sources require, and the argument that leads from one to the other."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Any, Final

from attrs import frozen

from victims_code.dates import When
from victims_code.errors import InvalidFact
from victims_code.interchange import case_of
from victims_code.rulebook import Law, Layer, law_of, read_layer
from victims_code.rulebook.keeping import Kept, weight_of_text
from victims_code.testing.questions import Question

#: The name of the format, with its version.
VECTORS_SCHEMA: Final = "victims-code/vectors/1"


class Level(StrEnum):
    """How much of the Code a vector asks for: each level leans on those before it."""

    #: The n-th Working Day after a day.
    CALENDAR = "calendar"
    #: When a service falls due.
    DEADLINES = "deadlines"
    #: Who has Enhanced Rights, and what that changes.
    ENHANCED_RIGHTS = "enhanced_rights"
    #: What meets a duty, and whether in time.
    MEETING = "meeting"
    #: One provider tells another, who tells the victim: clocks that wait for a receipt.
    CHAINS = "chains"
    #: Corrections, voids, repeats, late entries.
    HISTORY = "history"
    #: What cannot be told, and what would settle it.
    UNKNOWNS = "unknowns"
    #: Local standards beside the Code.
    LAYERS = "layers"


@frozen
class Accepted:
    """Another answer that the sources leave open: what a reading gives that is not the default."""

    #: The choices, by reading.
    reading: Mapping[str, str]
    #: What is expected of a system that reads the Code so: the keys of `Vector.expected`.
    expected: Mapping[str, Any]


@frozen(kw_only=True, repr=False)
class Vector:
    """One question with the answer expected, argued by hand from the sources. `load_vectors` reads and checks them.

    What it holds is as in the JSON: `facts` and `expected` are plain values, and their dates texts.
    """

    #: Stable for ever; it begins with the level.
    id: str
    level: Level
    #: Where the sources say it.
    authority: str
    #: How the answer follows from there, by hand.
    argument: str
    #: The rule that it is about; None where it is about no one rule.
    rule: str | None
    #: The boundary at which it stands, such as ``good-friday``.
    boundary: str | None
    #: The choices taken instead of the defaults, by reading.
    reading: Mapping[str, str]
    #: A case file; at the level of the calendar a day, and a number of Working Days.
    facts: Mapping[str, Any]
    #: The London day of the question; None at the level of the calendar.
    as_of: date | None
    known_at: When | None
    #: Local standards, each as the TOML of a layer.
    layers: tuple[str, ...]
    #: What the answer must say. What is not listed is not compared.
    expected: Mapping[str, Any]
    #: Other answers that the sources leave open.
    accepted: tuple[Accepted, ...]

    @property
    def question(self) -> Question:
        """The case, and how it is asked.

        :raises InvalidFact: at the level of the calendar, where there is no case.
        :raises InvalidCase: when the facts are no case file; `load_vectors` has seen to it that they are.
        """
        if self.as_of is None:
            msg = f"{self.id}: asks for a day and has no case; see counting"
            raise InvalidFact(msg)
        case = case_of(self.facts, vocabulary=self.law.vocabulary)
        layers = tuple(map(layer_of, self.layers))
        return Question(case, self.as_of, known_at=self.known_at, readings=self.reading, layers=layers)

    @property
    def counting(self) -> tuple[date, int]:
        """At the level of the calendar: the day to count from, and how many Working Days.

        :raises InvalidFact: at any other level.
        """
        if self.level is not Level.CALENDAR:
            msg = f"{self.id}: asks about a case and not for a day; see question"
            raise InvalidFact(msg)
        return date.fromisoformat(self.facts["day"]), int(self.facts["working_days"])

    @property
    def law(self) -> Law:
        """The editions in force, with the reading and the layers of this vector.

        :raises InvalidFact: when there is no such reading.
        :raises InvalidRulebook: when a layer has faults.
        """
        return law_of(readings=self.reading, layers=tuple(map(layer_of, self.layers)))

    def __repr__(self) -> str:
        """Return the id."""
        return f"<Vector {self.id}>"


#: The layers of the vectors that were read last.
_LAYERS: Final[Kept[Layer]] = Kept()


def layer_of(text: str) -> Layer:
    """Read a layer once: many vectors share one, and a law is put together once for each layer.

    :raises InvalidRulebook: with every fault found.
    """
    return _LAYERS.get(text, weight_of_text(text), lambda: read_layer(text))
