"""Many cases at once: in their order, in one process or two, and a bad one never stops the others."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest

from victims_code import (
    Assessment,
    Case,
    Event,
    InvalidCase,
    InvalidFact,
    OutsideCalendar,
    Victim,
    VictimsCodeError,
    assess,
)
from victims_code.interchange import Unanswered, assess_many, case_document, read_case, write_json

DAY = date(2026, 9, 3)
EXAMPLES = sorted((Path(__file__).parents[2] / "examples" / "cases").glob("*.json"))


@pytest.fixture(scope="module")
def cases() -> list[Case]:
    return [read_case(path.read_bytes(), path.name) for path in EXAMPLES]


def breaches(answer: Assessment) -> tuple[str, int]:
    """Something that a host may want of each answer: a function of a module, so that a worker can find it."""
    return answer.case.id, len(answer.breaches())


class Odd(dict[str, object]):
    """A document that cannot be packed."""

    def items(self) -> Any:  # noqa: ANN401 - it never returns
        raise ZeroDivisionError

    def __reduce__(self) -> Any:  # noqa: ANN401 - as above
        raise ZeroDivisionError


class Lost(dict[str, object]):
    """A document that can be packed, and not unpacked."""

    def __reduce__(self) -> Any:  # noqa: ANN401 - as pickle has it
        return int, ("no number",)


class Stuck(Exception):
    """An error that holds what cannot be packed, or that cannot be made of what it holds."""

    def __init__(self, held: object, *, why: str) -> None:
        super().__init__(held)
        self.why = why


def stuck_error(_answer: Assessment) -> None:
    raise Stuck(Odd(), why="packing")


def lost_error(_answer: Assessment) -> None:
    raise Stuck("x", why="unpacking")


def stuck_result(_answer: Assessment) -> Odd:
    return Odd()


def lost_result(_answer: Assessment) -> Lost:
    return Lost()


def not_the_seventh(answer: Assessment) -> str:
    if answer.case.id == "C7":
        raise LookupError(answer.case.id)
    return answer.case.id


def broken(_answer: Assessment) -> None:
    msg = "a fault of the host's own"
    raise ZeroDivisionError(msg)


@pytest.mark.parametrize("workers", [1, 2])
def test_the_answers_are_those_of_assess_in_the_order_of_the_cases(cases: list[Case], workers: int) -> None:
    many = cases * 40  # more than one part for each worker
    assert list(assess_many(many, as_of=DAY, workers=workers)) == [assess(case, as_of=DAY) for case in many]


@pytest.mark.parametrize("workers", [1, 2])
def test_what_is_taken_of_each_answer_comes_instead_of_it(cases: list[Case], workers: int) -> None:
    expected = [(case.id, len(assess(case, as_of=DAY).breaches())) for case in cases]
    assert list(assess_many(cases, as_of=DAY, workers=workers, take=breaches)) == expected


@pytest.mark.parametrize("workers", [1, 2])
def test_a_case_may_be_the_json_of_a_case_file(cases: list[Case], workers: int) -> None:
    documents = [case_document(case) for case in cases]
    texts = [write_json(document) for document in documents]
    expected = [assess(case, as_of=DAY) for case in cases]
    for given in (documents, texts, [text.encode() for text in texts]):
        assert list(assess_many(given, as_of=DAY, workers=workers)) == expected


@pytest.mark.parametrize("workers", [1, 2])
def test_a_bad_case_stands_in_its_place_with_what_is_wrong(cases: list[Case], workers: int) -> None:
    arrest = Event("e1", "suspect_arrested", at=date(2040, 12, 31))
    late = Case("late", [Victim("V1", vulnerable=True)], [arrest])
    good, unread, outside, after = assess_many(
        [cases[0], '{"case": "C1"}', late, cases[1]], as_of=date(2040, 12, 31), workers=workers
    )
    assert isinstance(good, Assessment)
    assert isinstance(after, Assessment)
    assert isinstance(unread, Unanswered)
    assert (unread.position, unread.case) == (1, "C1")
    assert isinstance(unread.error, InvalidCase)
    assert [problem.where for problem in unread.error.problems] == ["victims", "events"]
    assert isinstance(outside, Unanswered)
    assert (outside.position, outside.case) == (2, "late")
    assert isinstance(outside.error, OutsideCalendar)


def test_cases_are_taken_as_they_are_needed(cases: list[Case]) -> None:
    taken: list[str] = []

    def stream() -> Iterator[Case]:
        for case in cases:
            taken.append(case.id)
            yield case

    found = assess_many(stream(), as_of=DAY)
    assert taken == []
    next(found)
    assert taken == [cases[0].id]


@pytest.mark.parametrize(
    "wrong",
    [
        {"workers": 0}, {"workers": True}, {"workers": "2"}, {"as_of": "2026-05-05"}, {"known_at": 7},
        {"take": lambda answer: answer, "workers": 2}, {"take": 7}, {"progress": None}, {"progress": 7},
    ],
)  # fmt: skip
def test_a_wrong_call_is_refused_before_the_first_case(wrong: dict[str, object]) -> None:
    ask: Callable[..., object] = assess_many
    given = iter([Case("C1", [])])
    with pytest.raises(InvalidFact):
        ask(given, **{"as_of": DAY, **wrong})
    assert list(given) != []  # none was taken


@pytest.mark.parametrize("cases", [{"case": "C1"}, '{"case": "C1"}', b"{}", memoryview(b"{}")])
def test_one_case_in_place_of_a_list_is_refused(cases: Any) -> None:  # noqa: ANN401 - the misuse
    with pytest.raises(InvalidFact, match=r"^cases: a list of cases is needed; put this one in \[ \]$"):
        assess_many(cases, as_of=DAY)


@pytest.mark.parametrize("workers", [1, 2])
def test_a_case_that_cannot_travel_is_answered_in_its_place(cases: list[Case], workers: int) -> None:
    document: dict[str, object] = {"case": "C1", "victims": [], "events": []}
    odd: Any = [Odd(document), MappingProxyType(document), iter(()), memoryview(b""), cases[0]]
    found = list(assess_many(odd, as_of=DAY, workers=workers))
    assert found[:2] == [assess(Case("C1", []), as_of=DAY)] * 2
    assert [isinstance(each, Unanswered) for each in found] == [False, False, True, True, False]


@pytest.mark.parametrize("workers", [1, 2])
def test_a_case_that_arrives_as_nothing_is_answered_in_its_place(workers: int) -> None:
    (found,) = assess_many([Lost({"case": "C1", "victims": [], "events": []})], as_of=DAY, workers=workers)
    assert found == assess(Case("C1", []), as_of=DAY)


@pytest.mark.parametrize("workers", [1, 2])
def test_the_answers_before_an_error_come_first(workers: int) -> None:
    def stream() -> Iterator[Case]:
        yield from (Case(f"C{number}", []) for number in range(250))
        msg = "the source is gone"
        raise OSError(msg)

    got: list[object] = []
    with pytest.raises(OSError, match="the source is gone"):
        got.extend(assess_many(stream(), as_of=DAY, workers=workers))
    assert len(got) == 250
    got.clear()
    with pytest.raises(LookupError, match="C7"):
        got.extend(assess_many((Case(f"C{n}", []) for n in range(9)), as_of=DAY, workers=workers, take=not_the_seventh))
    assert got == [f"C{n}" for n in range(7)]


@pytest.mark.parametrize(
    ("take", "name"), [(stuck_error, "Stuck"), (lost_error, "Stuck"), (stuck_result, "Odd"), (lost_result, "Lost")]
)
def test_what_take_gives_that_cannot_travel_is_named(cases: list[Case], take: Callable[..., Any], name: str) -> None:
    with pytest.raises(VictimsCodeError, match=f"take: what it returned or raised cannot travel .*{name}"):
        list(assess_many(cases, as_of=DAY, workers=2, take=take))


def test_a_script_without_its_guard_is_told_of_it(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(
        "import datetime as dt\nfrom victims_code import Case, assess_many\n"
        "list(assess_many([Case('C1', [])], as_of=dt.date(2026, 5, 5), workers=2))\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    ran = subprocess.run([sys.executable, script], env=environment, capture_output=True, text=True, check=False)  # noqa: S603 - our own
    assert ran.stderr.splitlines()[-1].endswith(
        'a worker could not start: in a script, put the call under `if __name__ == "__main__":`; '
        "otherwise the machine may be out of memory"
    )


@pytest.mark.parametrize("given", ['{"case": "C1"}', b'{"case": "C1"}', {"case": "C1"}])
def test_an_unreadable_case_is_known_by_the_reference_that_it_gives(given: Any) -> None:  # noqa: ANN401 - of each kind
    unread, other, none = assess_many([given, {"case": "x\n"}, "[]"], as_of=DAY)
    assert [each.case for each in (unread, other, none) if isinstance(each, Unanswered)] == ["C1", None, None]


@pytest.mark.parametrize("workers", [1, 2])
def test_a_fault_of_the_hosts_own_is_not_hidden(cases: list[Case], workers: int) -> None:
    with pytest.raises(ZeroDivisionError):
        list(assess_many(cases, as_of=DAY, workers=workers, take=broken))


def test_progress_is_told_to_a_function_of_the_host(cases: list[Case]) -> None:
    told: list[int] = []
    many = [cases[0]] * 2500
    list(assess_many(many, as_of=DAY, progress=told.append))
    assert told == [1000, 2000, 2500]


def test_progress_is_shown_on_a_terminal_and_never_in_a_pipe(
    cases: list[Case], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    list(assess_many(cases, as_of=DAY))
    assert capsys.readouterr().err == ""
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    list(assess_many(cases, as_of=DAY))
    assert capsys.readouterr().err == f"\r{len(cases)} cases"
    list(assess_many(cases, as_of=DAY, progress=False))
    assert capsys.readouterr().err == ""
