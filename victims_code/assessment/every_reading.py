"""Every reading: the answer under each combination of disputed readings that touches a case, and what splits it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import product
from math import prod
from typing import Final, TypeAlias

from attrs import field, frozen

from victims_code.arguments import as_text
from victims_code.assessment.assessing import assess
from victims_code.assessment.assessments import Assessment
from victims_code.assessment.statuses import Status
from victims_code.assessment.touching import touches
from victims_code.calendars import WorkingDays
from victims_code.cases import Case
from victims_code.dates import When, ordinal_date
from victims_code.errors import unknown_name
from victims_code.frozen import frozen_mappings
from victims_code.rulebook import Layer, Reading, Rulebook
from victims_code.truth import Truth

#: The most combinations that are worked out; of more, the readings that change nothing by themselves are left out.
MOST: Final = 4096

#: The choice taken of each reading, in the order of the readings.
_Choices: TypeAlias = tuple[str, ...]


@frozen
class Answer:
    """How one obligation stands under some combinations of readings; it may not arise at all."""

    status: Status | None
    breach: Truth
    due_by: str | None
    owed_by: str | None

    def __str__(self) -> str:
        """Return it in words."""
        if self.status is None:
            return "does not arise"
        due = f", due by {self.due_by}" if self.due_by else ""
        return f"{self.status}, breach {self.breach.value}{due}" + (f", owed by {self.owed_by}" if self.owed_by else "")


@frozen
class Disputed:
    """One obligation with every answer that the readings give, and the readings that split it."""

    obligation: str
    #: Each answer with the number of combinations that give it, the most frequent first.
    answers: tuple[tuple[Answer, int], ...]
    #: The readings of which another choice alone can change its answer.
    split_by: tuple[str, ...]

    @property
    def agreed(self) -> Answer | None:
        """The answer where all combinations agree; None where they do not."""
        return self.answers[0][0] if len(self.answers) == 1 else None


@frozen(repr=False, field_transformer=frozen_mappings)
class EveryReading:
    """The answers for one case under every combination of the disputed readings that touch it."""

    #: The answer under the defaults, or under the readings that were chosen.
    assessment: Assessment
    #: The readings that touch the case and were left open, by name.
    readings: Mapping[str, Reading]
    #: How many combinations of their choices were worked out.
    combinations: int
    #: The readings that touch the case but were held to their default, since there were too many combinations: first
    #: those that change nothing by themselves.
    held: tuple[str, ...]
    #: Whether the case is in breach, with the number of combinations that say so.
    verdicts: Mapping[Truth, int]
    #: The readings of which another choice alone can change whether the case is in breach.
    split_by: tuple[str, ...]
    #: Every obligation that arises under some combination, in the order of the assessment.
    obligations: tuple[Disputed, ...] = field(repr=False)

    @property
    def in_breach(self) -> Truth | None:
        """Whether the case is in breach where all readings agree; None where they do not."""
        return next(iter(self.verdicts)) if len(self.verdicts) == 1 else None

    @property
    def in_breach_under_every_reading(self) -> bool:
        """Whether the case is in breach whichever reading is right: never said where some were held."""
        return self.in_breach is Truth.YES and not self.held

    def disputes(self, name: str) -> tuple[str, ...]:
        """Return the disputes behind a reading.

        :raises UnknownName: when no reading of this name touches the case, with the nearest; it is a `KeyError` too.
        """
        if as_text(name) not in self.readings:
            raise unknown_name("reading", name, self.readings)
        return self.readings[name].disputes

    def __repr__(self) -> str:
        """Return the case, the day and the verdicts."""
        verdicts = ", ".join(f"{verdict.value} {count}" for verdict, count in self.verdicts.items())
        return f"<EveryReading of {self.assessment.case.id} on {self.assessment.as_of}: {verdicts}>"


def readings(
    case: Case,
    *,
    as_of: When,
    known_at: When | None = None,
    readings: Mapping[str, str] | None = None,
    layers: tuple[Layer, ...] = (),
    rulebook: Rulebook | None = None,
    calendar: WorkingDays | None = None,
    whatever_the_date: bool = False,
) -> EveryReading:
    """Assess a case under every combination of the disputed readings that touch it.

    `readings` names those that are settled for the caller, be it by their default: they are not varied. The other
    arguments are as for `assess`, which also names the errors.

    >>> import datetime as dt
    >>> from victims_code import Event, Victim
    >>> arrest = Event("e1", "suspect_arrested", at=dt.date(2026, 5, 2))  # a Saturday before a bank holiday
    >>> found = readings(Case("C1", [Victim("V1", vulnerable=True)], [arrest]), as_of=dt.date(2026, 5, 6))
    >>> found.in_breach, found.split_by
    (None, ('weekend_start',))
    >>> readings(found.assessment.case, as_of=dt.date(2026, 5, 7)).in_breach_under_every_reading
    True
    """
    return every_reading(
        assess(
            case,
            as_of=as_of,
            known_at=known_at,
            readings=readings,
            layers=layers,
            rulebook=rulebook,
            calendar=calendar,
            whatever_the_date=whatever_the_date,
        )
    )


def every_reading(assessment: Assessment) -> EveryReading:
    """As `readings`, for an answer that was given: the readings that it chose are not varied."""
    law = assessment.law
    touching = {
        name: reading
        for name, reading in law.readings.items()
        if name not in law.settled and touches(assessment, reading)
    }
    touching, held = _affordable(assessment, touching)
    found = dict(_answers(assessment, touching))
    verdicts = Counter(verdict for verdict, _ in found.values())
    return EveryReading(
        assessment,
        touching,
        len(found),
        held,
        {verdict: verdicts[verdict] for verdict in Truth if verdicts[verdict]},
        _split_by({choices: verdict for choices, (verdict, _) in found.items()}, tuple(touching)),
        tuple(_disputed(assessment, {choices: answers for choices, (_, answers) in found.items()}, tuple(touching))),
    )


def _affordable(assessment: Assessment, touching: dict[str, Reading]) -> tuple[dict[str, Reading], tuple[str, ...]]:
    """Return the readings that are varied, and those held since there would be too many combinations.

    Those stay that change the verdict on the case by themselves, then those that change a duty, as many as can.
    """
    if prod(len(reading.choices) for reading in touching.values()) <= MOST:
        return touching, ()
    weights = {name: _weight(assessment, reading) for name, reading in touching.items()}
    varied: set[str] = set()
    combinations = 1
    for name in sorted(touching, key=lambda each: -weights[each]):
        if combinations * len(touching[name].choices) <= MOST:
            combinations *= len(touching[name].choices)
            varied.add(name)
    held = tuple(name for name in touching if name not in varied)
    return {name: reading for name, reading in touching.items() if name in varied}, held


def _weight(assessment: Assessment, reading: Reading) -> int:
    """Say what another choice of one reading changes by itself: 2 the verdict, 1 a duty, 0 nothing."""
    answers = [answer for _, answer in _answers(assessment, {reading.name: reading})]
    if any(verdict != answers[0][0] for verdict, _ in answers):
        return 2
    return int(any(duties != answers[0][1] for _, duties in answers))


def _answers(
    assessment: Assessment, touching: Mapping[str, Reading]
) -> Iterator[tuple[_Choices, tuple[Truth, dict[str, Answer]]]]:
    """Walk the combinations of choices, each with the verdict on the case and the answer on each obligation."""
    taken = {name: choice.name for name, choice in assessment.law.settled.items()}
    for choices in product(*(reading.choices for reading in touching.values())):
        law = assessment.law.under({**taken, **dict(zip(touching, choices, strict=True))})
        calendar = assessment.calendar
        if law.conventions.counts_from_next_working_day:
            calendar = calendar.counting_from_next_working_day()
        answer = Assessment(assessment.case, assessment.as_of, law, calendar, known_at=assessment.known_at)
        yield (
            choices,
            (
                answer.in_breach,
                {
                    name: Answer(status, breach, None if due is None else ordinal_date(due).isoformat(), owed_by)
                    for name, status, breach, due, owed_by in answer.verdicts()
                },
            ),
        )


_NOTHING: Final = Answer(None, Truth.NO, None, None)


def _disputed(
    assessment: Assessment, found: Mapping[_Choices, Mapping[str, Answer]], names: tuple[str, ...]
) -> Iterator[Disputed]:
    order = [obligation.id for obligation in assessment]
    others = sorted({name for answers in found.values() for name in answers} - set(order))
    for name in (*order, *others):
        answers = {choices: given.get(name, _NOTHING) for choices, given in found.items()}
        counts = Counter(answers.values())
        ranked = sorted(counts.items(), key=lambda each: (-each[1], str(each[0])))
        split_by = _split_by(answers, names) if len(ranked) > 1 else ()
        yield Disputed(name, tuple(ranked), split_by)


def _split_by(answers: Mapping[_Choices, object], names: tuple[str, ...]) -> tuple[str, ...]:
    """Return the readings of which another choice alone changes an answer under some choice of the others."""
    found = []
    for place, name in enumerate(names):
        seen: dict[_Choices, object] = {}
        if any(seen.setdefault((*c[:place], *c[place + 1 :]), answer) != answer for c, answer in answers.items()):
            found.append(name)
    return tuple(found)
