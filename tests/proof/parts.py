"""The parts of the proof: each asks its questions, counts them, and says what did not come out as it should."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache, partial
from time import perf_counter
from typing import Any, Final, TypeAlias

from attrs import evolve, field, frozen
from hypothesis import HealthCheck, given, settings

from tests.proof import (
    test_conditions,
    test_duty_lives,
    test_endings,
    test_enhanced_rights,
    test_start_days,
    test_status_table,
)
from tests.proof.killing import Killers
from tests.proof.mutants import by_subject
from tests.proof.weighing import weigh
from tests.second_opinion.stories import stories
from tests.second_opinion.test_agreement import Table, differences
from victims_code import InvalidInput, load_code
from victims_code.interchange import case_of
from victims_code.testing.vectors import Level, Vector, load_vectors, run

#: The rooms of the enumerations, in the order in which they are told.
ROOMS: Final = (
    test_start_days, test_status_table, test_enhanced_rights, test_conditions, test_endings, test_duty_lives
)  # fmt: skip

#: Into how many shares the mutants are dealt, so that every processor has something to do to the end.
SHARES: Final = 8

#: How many cases are made up for the second opinion: always the same ones.
STORIES: Final = 400


@frozen(kw_only=True)
class Told:
    """What came of one part: its counts, by what they count, and every fault in words."""

    heading: str
    name: str
    counts: Mapping[str, int]
    wrong: tuple[str, ...]
    #: By mutant: the vector that killed it.
    killed: Mapping[str, str] = field(factory=dict)
    seconds: float = 0.0


#: A part of the proof, to be run in any process.
Part: TypeAlias = Callable[[], Told]


def parts() -> Iterator[Part]:
    """Walk the parts, each to be timed."""
    subjects = tuple(by_subject())
    for share in range(SHARES):
        yield partial(timed, mutation, *subjects[share::SHARES])
    for place, room in enumerate(ROOMS):
        yield from (partial(timed, enumeration, place, name) for name in room.ENUMERATIONS)
    yield from (partial(timed, conformance, level) for level in Level)
    yield partial(timed, second_opinion)


def timed(part: Callable[..., Told], *about: Any) -> Told:  # noqa: ANN401 - what a part is about is its own affair
    """Run a part, and note how long it took."""
    start = perf_counter()
    return evolve(part(*about), seconds=perf_counter() - start)


def enumeration(place: int, name: str) -> Told:
    """Go through one enumeration of a room."""
    weighed = weigh(ROOMS[place].ENUMERATIONS[name]())
    counts = {"asked": weighed.asked, "wrong": len(weighed.wrong)}
    return Told(heading="Enumerated", name=name, counts=counts, wrong=weighed.wrong)


@cache
def vectors() -> tuple[Vector, ...]:
    """Return the vectors of the package."""
    return load_vectors()


def conformance(level: Level) -> Told:
    """Put the vectors of a level to the engine."""
    report = run([vector for vector in vectors() if vector.level is level])
    counts = {"passed": report.passed, "failed": report.failed, "accepted": report.accepted}
    wrong = tuple(str(outcome) for outcome in report.outcomes if outcome.verdict != "passed")
    return Told(heading="Conformance vectors", name=str(level), counts=counts, wrong=wrong)


@cache
def killers() -> Killers:
    """Return the vectors of the package, ready to be put to mutants."""
    return Killers(vectors())


def mutation(*subjects: str) -> Told:
    """Put the vectors to the mutants of some subjects: each is to be found out, but for those that are argued."""
    made = [mutant for subject in subjects for mutant in by_subject()[subject]]
    killed: dict[str, str] = {}
    wrong: list[str] = []
    for mutant in made:
        vector = killers().near(mutant) if mutant.argument else killers().killer(mutant)
        if mutant.argument and vector is not None:
            wrong.append(f"{mutant.id}: the vector {vector.id} refutes its argument")
        elif vector is not None:
            killed[mutant.id] = vector.id
        elif not mutant.argument:
            wrong.append(f"{mutant.id}: no vector finds it out")
    argued = sum(bool(mutant.argument) for mutant in made)
    counts = {"made": len(made), "killed": len(killed), "argued": argued, "survived": len(wrong)}
    return Told(
        heading="Mutants of the rule data", name="of both editions", counts=counts, wrong=tuple(wrong), killed=killed
    )


def second_opinion() -> Told:
    """Ask the other implementation of the same facts about cases made up over the whole vocabulary."""
    rows = Table(rule.row() for rule in load_code().rules)
    asked: list[str] = []
    wrong: list[str] = []

    @settings(
        max_examples=STORIES, derandomize=True, database=None, deadline=None, suppress_health_check=list(HealthCheck)
    )
    @given(story=stories(rows))
    def compare(story: tuple[dict[str, Any], list[Any]]) -> None:
        document, days = story
        try:
            case = case_of(document)
        except InvalidInput:  # such as a correction that puts a receipt before its event
            return
        for day in days:
            asked.append(f"{day}")
            wrong.extend(f"{document}: {difference}" for difference in differences(case, day, rows))

    compare()
    counts = {"asked": len(asked), "differ": len(wrong)}
    return Told(heading="Second opinion", name="cases made up x days", counts=counts, wrong=tuple(wrong))
