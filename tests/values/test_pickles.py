"""What travels between processes: the question, with the law by reference where the package has it."""

from __future__ import annotations

import pickle
from datetime import date
from pathlib import Path

import pytest
from attrs import evolve

from tests.assessment.invented_code import BOOK
from tests.values.cases import ANSWER, AS_OF, late
from tests.values.copying import pickled
from victims_code import Case, Event, Victim, assess, england_and_wales, load_code, load_layer
from victims_code.calendars import CalendarYear, HolidayTable, WorkingDays
from victims_code.rulebook import law_of
from victims_code.vocabulary import Vocabulary, code_vocabulary

LAYER = load_layer(Path(__file__).parents[2] / "examples" / "layers" / "force-standards.toml")
JUBILEE = england_and_wales().with_holiday(date(2026, 5, 14), "A jubilee", source="an example")


def size(value: object) -> int:
    return len(pickle.dumps(value))


@pytest.mark.parametrize(
    "answer",
    [
        ANSWER,
        ANSWER.obligations[0],
        assess(late(), as_of=AS_OF, readings={"unassessed": "standard", "weekend_start": "next_working_day_is_day_0"}),
        assess(late(), as_of=AS_OF, rulebook=load_code("2015"), whatever_the_date=True),
        assess(late(), as_of=AS_OF, calendar=JUBILEE.without_holiday(date(2026, 5, 25), source="an example")),
    ],
    ids=["plain", "an obligation", "readings", "another edition", "another calendar"],
)
def test_an_answer_is_hardly_larger_than_its_case(answer: object) -> None:
    assert size(answer) < size(late()) + 5_000
    assert pickled(answer) == answer


def test_what_the_package_has_is_the_very_same_where_it_arrives() -> None:
    answer = pickled(ANSWER)
    assert answer.law is ANSWER.law
    assert answer.plan is ANSWER.plan
    assert answer.calendar is england_and_wales()
    assert pickled(load_code("2015")) is load_code("2015")
    assert pickled(code_vocabulary()) is code_vocabulary()
    assert max(map(size, (load_code(), england_and_wales(), code_vocabulary()))) < 200


def test_a_law_of_chosen_readings_is_put_together_once_for_all_that_arrive_with_it() -> None:
    law = law_of(readings={"unassessed": "standard"}, layers=[LAYER])
    assert pickled(law) is pickled(law)
    assert pickled(law) == law


def test_a_calendar_travels_as_what_was_added_to_it_and_removed() -> None:
    calendar = JUBILEE.without_holiday(date(2026, 5, 25), source="an example").counting_from_next_working_day()
    again = pickled(calendar)
    assert again == calendar
    assert again is pickled(calendar)
    assert size(calendar) < 1_000
    assert again.add(date(2026, 5, 13), 1) == date(2026, 5, 15)


def test_a_calendar_of_one_s_own_travels_with_its_table() -> None:
    table = HolidayTable("one-year", (CalendarYear(2026, "published", "an example", ()),))
    again = pickled(WorkingDays(table))
    assert again == WorkingDays(table)
    assert again.add(date(2026, 12, 24), 1) == date(2026, 12, 25)


def test_a_rulebook_and_a_layer_of_one_s_own_travel_with_all_that_they_hold() -> None:
    mine = evolve(load_code(), rules=load_code().rules[:3])  # of the packaged one's name, and another
    for value in (BOOK, mine, LAYER):
        assert pickled(value) == value
    assert len(pickled(mine).rules) == 3
    case = Case("C1", [Victim("V1")], [Event("e1", "crime_reported", at=AS_OF)])
    for answer in (assess(case, as_of=AS_OF, rulebook=mine), assess(case, as_of=AS_OF, layers=[LAYER])):
        assert pickled(answer) == answer
        assert pickled(answer).tally() == answer.tally()


def test_a_vocabulary_travels_as_what_it_has_beyond_the_code_s() -> None:
    assert pickled(LAYER.vocabulary) == LAYER.vocabulary
    assert size(LAYER.vocabulary) < size(dict(LAYER.vocabulary)) / 5
    assert pickled(BOOK.vocabulary) == BOOK.vocabulary
    kind = evolve(code_vocabulary()["suspect_arrested"], definition="Somebody is arrested")
    other = Vocabulary({**code_vocabulary(), "suspect_arrested": kind})
    assert pickled(other) == other != code_vocabulary()
    assert repr(other) == f"<Vocabulary: {len(other)} event types>"
