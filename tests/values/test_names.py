"""What is asked for by name is found, or refused with the nearest known name: everywhere alike."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from typing import Any

import pytest

from tests.values.cases import ANSWER, AS_OF, late
from victims_code import InvalidFact, Right, Status, UnknownName, VictimsCodeError, assess, load_code, readings, tally
from victims_code.assessment.assessments import Assessment
from victims_code.errors import unknown_name
from victims_code.prompts import closure_check
from victims_code.providers import ServiceProvider
from victims_code.rulebook import law_of
from victims_code.vocabulary import code_vocabulary

SLIPS: dict[str, tuple[Callable[[Any], object], str]] = {
    "victim": (lambda a: a.owed_to("V9"), "unknown victim 'V9'; use one of V1, V2"),
    "standing": (lambda a: a.standing("V9"), "unknown victim 'V9'; use one of V1, V2"),
    "closure": (lambda a: closure_check(a, "V9"), "unknown victim 'V9'; use one of V1, V2"),
    "provider": (lambda a: a.owed_by("polise"), r"unknown service provider 'polise'; did you mean 'police'\?"),
    "provider of no kind": (lambda a: a.owed_by(5), "service provider: a name of at most 200 characters is needed"),
    "provider by itself": (lambda _: ServiceProvider.of("polise"), r"did you mean 'police'\?"),
    "status": (lambda a: a.with_status("overdu"), r"unknown status 'overdu'; did you mean 'overdue'\?"),
    "one of two statuses": (lambda a: a.with_status("overdue", "mett"), r"unknown status 'mett'; did you mean 'met'\?"),
    "right": (lambda a: a.under(13), "unknown Right 13; use one of 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12"),
    "right of no kind": (lambda a: a.under("six"), "unknown Right; use one of 1, 2"),
    "obligation": (lambda a: a["V1/R6.arest/e2"], r"unknown obligation .* did you mean 'V1/R6.arrest/e2'\?"),
    "obligation of no kind": (lambda a: a[None], "obligation: a name of at most 200 characters is needed"),
    "rule": (lambda _: load_code()["R6.arest"], r"unknown rule 'R6.arest'; did you mean 'R6.arrest'\?"),
    "event type": (lambda _: code_vocabulary()["suspect_arested"], r"did you mean 'suspect_arrested'\?"),
    "reading": (lambda _: law_of(readings={"unasessed": "standard"}), r"did you mean 'unassessed'\?"),
    "choice": (lambda _: law_of(readings={"unassessed": "standart"}), r"did you mean 'standard'\?"),
    "reading of a case": (lambda a: readings(a.case, as_of=AS_OF).disputes("unasessed"), r"mean 'unassessed'\?"),
}  # fmt: skip


@pytest.mark.parametrize("name", SLIPS)
def test_an_unknown_name_is_refused_with_the_nearest_known_one(name: str) -> None:
    ask, words = SLIPS[name]
    with pytest.raises(UnknownName, match=words) as caught:
        ask(ANSWER)
    assert isinstance(caught.value, VictimsCodeError)
    assert isinstance(caught.value, KeyError)
    assert isinstance(caught.value, InvalidFact)


def test_a_reading_that_touches_a_case_names_its_disputes() -> None:
    assert readings(late(), as_of=AS_OF).disputes("weekend_start") == ("D7",)


def test_an_unknown_name_reads_and_travels_like_any_other_error() -> None:
    error = unknown_name("rule", "R6.arest", ["R6.arrest"])
    again = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own pickle
    assert type(again) is UnknownName
    assert str(again) == str(error) == "unknown rule 'R6.arest'; did you mean 'R6.arrest'?"


def test_among_very_many_names_none_is_searched_for() -> None:
    names = [f"V{number}" for number in range(2001)]
    assert str(unknown_name("victim", "V", names)) == "unknown victim 'V'; it is none of the 2001 known ones"


def test_a_known_name_with_nothing_to_it_gives_nothing() -> None:
    assert ANSWER.under(Right.EXPENSES_AND_PROPERTY) == ANSWER.under(10) == ()
    assert ANSWER.with_status(Status.EXCUSED) == ANSWER.with_status("excused") == ANSWER.with_status() == ()
    nobody_reported = assess(late(), as_of=AS_OF.replace(month=4))
    assert nobody_reported.owed_to("V1") == nobody_reported.owed_by("Parole Board") == ()


def test_what_is_found_is_the_same_by_a_word_and_by_its_member() -> None:
    assert ANSWER.with_status("met_late", "overdue") == ANSWER.with_status(Status.OVERDUE, Status.MET_LATE) != ()
    assert ANSWER.under(6) == ANSWER.under(Right.INVESTIGATION) != ()
    assert tally([*ANSWER.owed_to("V1"), *ANSWER.owed_to("V2")]) == ANSWER.tally()


def test_an_obligation_is_in_its_answer_by_its_id_and_as_itself() -> None:
    duty, other = ANSWER["V1/R6.arrest/e2"], assess(late("C2"), as_of=AS_OF)["V1/R6.arrest/e2"]
    assert "V1/R6.arrest/e2" in ANSWER
    assert duty in ANSWER
    assert assess(late(), as_of=AS_OF)["V1/R6.arrest/e2"] in ANSWER
    assert "V1/R6.arrest/e3" not in ANSWER
    assert other not in ANSWER
    assert 5 not in ANSWER


def test_an_obligation_can_be_asked_for_without_an_error() -> None:
    assert ANSWER.get("V1/R6.arrest/e2") == ANSWER["V1/R6.arrest/e2"]
    assert ANSWER.get("V1/R6.arrest/e3") is None
    assert ANSWER.get("V1/R6.arrest/e3", "none") == "none"
    unusable: Any = ["V1/R6.arrest/e2"]
    assert Assessment.get(ANSWER, unusable, 0) == 0
