"""Answers that were worked out elsewhere: a line of JSON for each vector, with every fault told by its line."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from tests.testing.vector_files import ARREST, CALENDAR, SATURDAY, TOLD, load_all
from victims_code.errors import InvalidInput
from victims_code.interchange.json_text import LARGEST
from victims_code.testing.vectors import Vector, judge, read_answers


@pytest.fixture
def vectors(tmp_path: Path) -> tuple[Vector, ...]:
    """All vectors at hand."""
    return load_all(tmp_path)


def line(name: object, answer: object, **keys: object) -> bytes:
    """Return a line of answers."""
    return json.dumps({"id": name, "answer": answer, **keys}).encode() + b"\n"


def told(data: bytes, vectors: tuple[Vector, ...]) -> list[str]:
    """Read answers that have faults, and return what is told of them."""
    with pytest.raises(InvalidInput) as caught:
        read_answers(io.BytesIO(data), vectors, source="a.ndjson")
    return [str(problem) for problem in caught.value.problems]


GOOD = line(CALENDAR["id"], {"due_by": "2026-05-11"})


def test_answers_in_any_order_are_judged_by_the_id_of_the_vector(vectors: tuple[Vector, ...]) -> None:
    data = line(ARREST["id"], TOLD) + b"\r\n  \n" + line(SATURDAY["id"], {"due_by": "2026-06-09"}) + GOOD.rstrip()
    answers = read_answers(io.BytesIO(b"\xef\xbb\xbf" + data), vectors)
    assert list(answers) == [ARREST["id"], SATURDAY["id"], CALENDAR["id"]]
    report = judge(vectors, answers)
    assert report.summary == "2 passed, 0 failed, 1 accepted, 3 not answered"


def test_no_answers_at_all_are_no_fault_of_the_file(vectors: tuple[Vector, ...]) -> None:
    assert judge(vectors, read_answers(io.BytesIO(b""), vectors)).not_answered == len(vectors)


FAULTS: dict[str, tuple[bytes, str]] = {
    "no JSON": (b"{\n", "a.ndjson:1: column 2: not JSON"),
    "not UTF-8": (b"\xff\n", "a.ndjson:1: not UTF-8"),
    "a list": (b"[]\n", "a.ndjson:1: a line is one JSON object"),
    "an unknown id": (
        line("calendar/5/early-may-2025", {}),
        "a.ndjson:1: id: there is no vector 'calendar/5/early-may-2025'; did you mean 'calendar/5/early-may-2026'?",
    ),
    "an id of a number": (line(7, {}), "a.ndjson:1: id: the id of a vector is needed"),
    "an answer of a list": (line(CALENDAR["id"], []), "a.ndjson:1: answer: an object is needed"),
    "an answer of null": (line(CALENDAR["id"], None), "a.ndjson:1: answer: an object is needed; leave the line out"),
    "an unknown key": (line(CALENDAR["id"], {}, anwser={}), "a.ndjson:1: anwser: unknown key; did you mean 'answer'?"),
    "a key twice": (b'{"id": "a", "id": "b"}\n', "a.ndjson:1: id: is given twice"),
    "an id twice": (
        GOOD + b"\n" + GOOD,
        f"a.ndjson:3: id: {CALENDAR['id']!r} is answered twice, first on line 1; answer once",
    ),
    "too deep": (b"[" * 100 + b"\n", "a.ndjson:1: nested deeper than 32"),
    "too large": (b" " * (LARGEST + 1) + b"x" * LARGEST + b"\n", "a.ndjson:1: larger than 16 MiB"),
}


@pytest.mark.parametrize("what", FAULTS)
def test_a_fault_is_told_by_its_line(what: str, vectors: tuple[Vector, ...]) -> None:
    data, words = FAULTS[what]
    (problem,) = told(data, vectors)
    assert problem.startswith(words)


def test_all_faults_are_told_at_once_and_a_line_that_is_too_large_hides_none(vectors: tuple[Vector, ...]) -> None:
    data = b"".join([b"{\n", GOOD, b"1" * (LARGEST + 1) + b"\n", line(7, []), GOOD])
    assert [problem.split(": ")[0] for problem in told(data, vectors)] == [
        "a.ndjson:1",
        "a.ndjson:3",
        "a.ndjson:4",
        "a.ndjson:4",
        "a.ndjson:5",
    ]


def test_no_more_faults_are_told_than_a_person_reads(vectors: tuple[Vector, ...]) -> None:
    assert len(told(b"{\n" * 1_000, vectors)) == 101
