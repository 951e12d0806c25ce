"""Laws of asking: again, in writing, and many at once. What is asked besides changes no answer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import timedelta

from attrs import evolve

from victims_code.cases import Case
from victims_code.interchange import case_document, read_case, write_json
from victims_code.rulebook import law_of
from victims_code.testing.laws.answers import hold_same
from victims_code.testing.laws.speaking import law
from victims_code.testing.laws.telling import broken, duties_told, listed
from victims_code.testing.questions import Answer, Question, System


@law
def asking_again_changes_nothing(system: System, question: Question) -> bool:
    """The same question has the same answer, whatever was asked in between: here, the same on another day.

    :raises LawBroken: when the answers differ.
    """
    before = system(question)
    system(evolve(question, as_of=question.as_of + timedelta(days=30)))
    law = "The same question has the same answer."
    return hold_same(law, question, before, system(question), asked="once it had been asked of a later day")


@law
def json_carries_everything(system: System, question: Question) -> bool:
    """A case that is written as JSON and read again has the same answer, and the answer can be written as JSON.

    :raises LawBroken: when the answers differ, or the answer holds what JSON has no word for, such as a date.
    """
    vocabulary = law_of(layers=question.layers).vocabulary
    read = read_case(write_json(case_document(question.case)), vocabulary=vocabulary)
    before = system(question)
    law = "JSON carries a case and its answer whole."
    try:
        write_json(dict(before))
    except (TypeError, ValueError) as error:
        raise broken(question, law, f"The system's answer cannot be written as JSON: {error}.") from error
    after = system(evolve(question, case=read))
    return hold_same(law, question, before, after, asked="of the case as it was written and read again")


@law
def many_at_once_equal_one_by_one(
    system: System,
    question: Question,
    *,
    bulk: Callable[[Sequence[Question]], Iterable[Answer]] | None = None,
    others: Sequence[Question] = (),
) -> bool:
    """The answer to a case is the same among others as alone: nothing is carried over from one to the next.

    `bulk` answers many questions, in their order; without it the system itself is asked of each in turn. Beside the
    question are asked: the same case under another reference, one in which nothing has happened, and `others`.

    :raises LawBroken: when an answer is missing, or differs from the one that `system` gives alone; or when something
        is owed in the case in which nothing has happened.
    """
    case = question.case
    empty = evolve(question, case=Case(f"{case.id}-empty", case.victims))
    asked = [question, evolve(question, case=evolve(case, id=f"{case.id}-twin")), empty, *others]
    law = "Many cases at once have the answers that each has alone."
    alone = list(map(system, asked))
    among = list(bulk(asked)) if bulk is not None else [system(each) for each in reversed(asked)][::-1]
    if len(among) != len(asked):
        raise broken(question, law, f"Of {len(asked)} questions, {len(among)} were answered.")
    for each, one, other in zip(asked, alone, among, strict=True):
        hold_same(law, each, one, other, asked=f"among {len(asked)} cases")
    if carried := list(duties_told(empty, alone[asked.index(empty)])):
        raise broken(empty, law, f"After another case, the system said that there arise: {listed(carried)}.")
    return True
