"""Answers that were worked out elsewhere: a line of JSON for each vector, with its id and the answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, BinaryIO, Final

from victims_code.arguments import each_of, need
from victims_code.errors import MOST_FAULTS, InvalidFact, InvalidInput, Problem, enough, nearest
from victims_code.interchange import read_json
from victims_code.interchange.json_text import LARGEST, within
from victims_code.testing.questions import Answer
from victims_code.testing.vectors.model import Vector

_KEYS: Final = ("id", "answer")


def read_answers(file: BinaryIO, vectors: Iterable[Vector], *, source: str = "") -> dict[str, Answer]:
    r"""Read answers by the id of the vector: a line ``{"id": ..., "answer": {...}}`` for each, in any order.

    The answer to a vector of the calendar is ``{"due_by": DATE}``, to any other what the system knows of
    ``victims-code/assessment/1``. Blank lines are passed over. `source` is named in errors.

    :raises InvalidInput: with every fault, each with its line: no JSON object, no such vector, or a second answer.

    >>> import io
    >>> from victims_code.testing.vectors import load_vectors
    >>> read_answers(io.BytesIO(b'{"id": "calendar/no-such", "answer": {}}\n'), load_vectors(levels=["calendar"]))
    Traceback (most recent call last):
    victims_code.errors.InvalidInput: 1: id: there is no vector 'calendar/no-such'; ...
    """
    read = getattr(file, "readline", None)
    if not callable(read):
        msg = f"file: a file opened for reading bytes is needed, not {type(file).__name__}"
        raise InvalidFact(msg)
    need("source", source, str)
    known = {vector.id for vector in each_of("vectors", vectors, Vector)}
    first: dict[str, int] = {}
    answers: dict[str, Answer] = {}
    problems: list[Problem] = []
    for number, line in _lines(file):
        place = f"{source}:{number}" if source else str(number)
        try:
            name, answer = _entry(line, place)
            _check(name, number, known, first, place)
            answers[name] = answer
        except InvalidInput as error:
            problems += error.problems
        if enough(problems):
            break
    if problems:
        raise InvalidInput(problems)
    return answers


def _lines(file: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """Walk the lines that are not blank, with their numbers; of one past the bound only as much as shows that."""
    number = 0
    while line := file.readline(LARGEST + 1):
        number += 1
        part = line
        while len(part) > LARGEST and not part.endswith(b"\n"):
            part = file.readline(LARGEST + 1)
        if line.strip() or len(line) > LARGEST:
            yield number, line


def _entry(line: bytes, place: str) -> tuple[str, dict[str, Any]]:
    """Read one line.

    :raises InvalidInput: when it is no object with an id and an answer.
    """
    found = read_json(line, place)
    if not isinstance(found, dict):
        raise InvalidInput([Problem("", "a line is one JSON object", 'write {"id": ..., "answer": {...}}', place)])
    unknown = islice((key for key in found if key not in _KEYS), MOST_FAULTS + 1)
    problems = [Problem(within("", key), "unknown key", nearest(key, _KEYS), place) for key in unknown]
    name, answer = found.get("id"), found.get("answer")
    if not isinstance(name, str):
        problems.append(Problem("id", "the id of a vector is needed", "copy it from the vector", place))
    if not isinstance(answer, dict):
        mend = "leave the line out where there is no answer"
        problems.append(Problem("answer", "an object is needed", mend, place))
    if problems or not isinstance(name, str) or not isinstance(answer, dict):
        raise InvalidInput(problems)
    return name, answer


def _check(name: str, number: int, known: set[str], first: dict[str, int], place: str) -> None:
    """Refuse an answer to no vector, and a second one to the same.

    :raises InvalidInput: where it is that.
    """
    if name not in known:
        raise InvalidInput([Problem("id", f"there is no vector {name!r}", nearest(name, known), place)])
    if first.setdefault(name, number) != number:
        raise InvalidInput(
            [Problem("id", f"{name!r} is answered twice, first on line {first[name]}", "answer once", place)]
        )
