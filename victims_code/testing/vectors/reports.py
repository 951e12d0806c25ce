"""What came of a run: the verdict on each vector, and the report of all, in plain words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Final

from attrs import field, frozen

from victims_code.dates import format_when
from victims_code.escaping import for_terminal
from victims_code.testing.vectors.comparing import Difference
from victims_code.testing.vectors.model import Level, Vector


class Verdict(StrEnum):
    """What came of one vector."""

    #: The answer expected.
    PASSED = "passed"
    #: Any other answer than these two.
    FAILED = "failed"
    #: Not the answer expected, but the one that another reading of an open dispute gives.
    ACCEPTED = "accepted"
    #: No answer, or one that says nothing of something that is expected and nothing wrong of the rest.
    NOT_ANSWERED = "not_answered"

    @property
    def words(self) -> str:
        """Return it as a person reads it.

        >>> Verdict.NOT_ANSWERED.words
        'not answered'
        """
        return self.value.replace("_", " ")


@frozen
class Outcome:
    """What came of one vector: the verdict, and what differs from the answer expected."""

    vector: Vector
    verdict: Verdict
    #: What differs from the answer expected; none where it passed.
    differences: tuple[Difference, ...] = ()
    #: The reading under which the answer is accepted; None where it is not that.
    reading: Mapping[str, str] | None = field(default=None, kw_only=True)
    #: What the system raised instead of an answer.
    error: Exception | None = field(default=None, kw_only=True, repr=False)

    def __str__(self) -> str:
        """Return it in words: which vector, what differs, how it was asked, and why the answer expected is right."""
        rows = [f"{self.vector.id}: {self.verdict.words}"]
        if self.reading is not None:
            rows.append(f"  the answer under {choices(self.reading)}")
        rows += [f"  {each}" for each in self.differences]
        if self.verdict is Verdict.FAILED:
            rows += [f"  {name:<10} {words}" for name, words in self._grounds()]
        return "\n".join(map(for_terminal, rows))

    def _grounds(self) -> Iterator[tuple[str, str]]:
        vector = self.vector
        yield "asked", _asked(vector)
        if vector.boundary is not None:
            yield "boundary", vector.boundary
        yield "argument", vector.argument
        yield "authority", vector.authority


@frozen(repr=False)
class Report:
    """What came of all vectors of a run."""

    outcomes: tuple[Outcome, ...]

    @property
    def passed(self) -> int:
        """How many gave the answer expected."""
        return self.counts[Verdict.PASSED]

    @property
    def failed(self) -> int:
        """How many gave any other answer."""
        return self.counts[Verdict.FAILED]

    @property
    def not_answered(self) -> int:
        """How many were not answered, or not in full, and of which nothing that was said is wrong."""
        return self.counts[Verdict.NOT_ANSWERED]

    @property
    def is_right(self) -> bool:
        """Whether no answer is wrong, and there is one at all."""
        return not self.failed and self.not_answered < len(self)

    @property
    def accepted(self) -> int:
        """How many gave the answer of another reading of what is open."""
        return self.counts[Verdict.ACCEPTED]

    @property
    def failures(self) -> tuple[Outcome, ...]:
        """Those that failed, in the order of the run."""
        return self.with_verdict(Verdict.FAILED)

    def with_verdict(self, verdict: Verdict) -> tuple[Outcome, ...]:
        """Return those of one verdict, in the order of the run."""
        return tuple(outcome for outcome in self.outcomes if outcome.verdict is verdict)

    @property
    def counts(self) -> dict[str, int]:
        """How many there are of each verdict."""
        return {verdict.value: len(self.with_verdict(verdict)) for verdict in Verdict}

    @property
    def levels(self) -> dict[Level, Report]:
        """The report of each level that was run, in the order of the levels."""
        parts = {level: tuple(each for each in self.outcomes if each.vector.level is level) for level in Level}
        return {level: Report(outcomes) for level, outcomes in parts.items() if outcomes}

    @property
    def summary(self) -> str:
        """The counts, in the words in which a result is published."""
        return ", ".join(f"{self.counts[verdict]} {verdict.words}" for verdict in Verdict)

    def document(self) -> dict[str, object]:
        """Return the report as JSON holds it: the counts, each vector that failed, and which were not answered."""
        return {
            **self.counts,
            "levels": {level.value: part.counts for level, part in self.levels.items()},
            "failures": [
                {
                    "id": each.vector.id,
                    "differences": [{"where": one.where, "what": one.what} for one in each.differences],
                    "argument": each.vector.argument,
                    "authority": each.vector.authority,
                }
                for each in self.failures
            ],
            "unanswered": [each.vector.id for each in self.with_verdict(Verdict.NOT_ANSWERED)],
            "accepted_under": {
                each.vector.id: dict(each.reading or {}) for each in self.with_verdict(Verdict.ACCEPTED)
            },
        }

    def __len__(self) -> int:
        """Return how many vectors were run."""
        return len(self.outcomes)

    def __repr__(self) -> str:
        """Return the counts."""
        return f"<Report: {self.summary}>"

    def __str__(self) -> str:
        """Return it for a person: the counts of each level and in all, then what is accepted or failed."""
        rows = [_row("level", *(verdict.words for verdict in Verdict))]
        rows += [_row(level, *part.counts.values()) for level, part in self.levels.items()]
        rows.append(_row("in all", *self.counts.values()))
        told = [str(each) for each in (*self.with_verdict(Verdict.ACCEPTED), *self.failures)]
        return "\n\n".join(["\n".join(rows), *told, self.summary])


def choices(reading: Mapping[str, str]) -> str:
    """Write the choices of a reading, as the command line takes them.

    >>> choices({"weekend_start": "next_working_day_is_day_0"})
    'weekend_start=next_working_day_is_day_0'
    """
    return ", ".join(f"{name}={choice}" for name, choice in reading.items())


def _row(name: str, *cells: object) -> str:
    return f"{name:<16}" + "".join(f"{cell!s:>{width}}" for cell, width in zip(cells, _WIDTHS, strict=True))


#: How wide the column of each verdict is.
_WIDTHS: Final = (10, 10, 10, 14)


def _asked(vector: Vector) -> str:
    """Say how a vector is asked."""
    if vector.as_of is None:
        day, number = vector.counting
        return f"{number} Working Day{'' if number == 1 else 's'} after {day.isoformat()}"
    words = [f"as of {vector.as_of.isoformat()}"]
    if vector.known_at is not None:
        words.append(f"as known at {format_when(vector.known_at)}")
    if vector.reading:
        words.append(f"under {choices(vector.reading)}")
    if vector.layers:
        words.append(f"with {len(vector.layers)} layer{'' if len(vector.layers) == 1 else 's'}")
    return ", ".join(words)
