"""What the kit draws is what its page promises, under any Hypothesis: the shares are counted, not taken on trust."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from victims_code import Case, OffenceCategory, assess
from victims_code.cases import Jurisdiction
from victims_code.errors import InvalidFact
from victims_code.rulebook import load_code
from victims_code.testing import Question, strategies
from victims_code.testing.strategies import tellings

PAGE: Final = Path(__file__).resolve().parents[2] / "docs" / "testing.md"
#: By what the page says of cases, how many of 100 are so.
PROMISED: Final = {
    name: int(share) for name, share in re.findall(r"^\| ([^|\d]+) \| (\d+) \|$", PAGE.read_text(), re.MULTILINE)
}
WITHIN: Final = 5
DRAWN: Final = 4000
CONTACTS: Final = {"victim_informed", "contact_attempted", "message_sent", "update_given"}
ADULT: Final = 18


def every_one(strategy: SearchStrategy[Any], number: int = DRAWN) -> list[Any]:
    """Return what is drawn in tests of a hundred examples each, the same ones on each run.

    Within one test Hypothesis changes a little what it drew before, so that the examples are alike.
    """
    found: list[Any] = []

    @settings(
        max_examples=100, phases=[Phase.generate], database=None, deadline=None,
        suppress_health_check=[HealthCheck.too_slow],
    )  # fmt: skip
    @given(strategy)
    def keep(value: object) -> None:
        found.append(value)

    for number_of_test in range(number // 100):
        seed(number_of_test)(keep)()
    return found


def is_met_late(case: Case) -> bool:
    days = [event.date for event in case.events]
    return bool(days) and any(duty.status == "met_late" for duty in assess(case, as_of=max(days)))


def comes_of_age(case: Case) -> bool:
    """Whether the eighteenth birthday of a victim lies after the first event, and not after the last."""
    days = [event.date for event in case.events]
    births = [victim.born for victim in case.victims if victim.born is not None]
    return bool(days) and any(min(days) < born.replace(year=born.year + ADULT) <= max(days) for born in births)


def counted(name: str, turn: Callable[..., Any], kinds: list[str]) -> Callable[..., Any]:
    def turned(*given: object) -> object:
        kinds.append(name)
        return turn(*given)

    return turned


def test_the_shares_are_those_that_the_page_promises(monkeypatch: pytest.MonkeyPatch) -> None:
    kinds: list[str] = []
    for name, turn in tellings.KINDS.items():
        monkeypatch.setitem(tellings.KINDS, name, counted(name, turn, kinds))
    found = every_one(strategies.cases())
    drawn = {
        "lawful": kinds.count("lawful") / len(kinds),
        "incomplete": kinds.count("incomplete") / len(kinds),
        "recorded late": kinds.count("late") / len(kinds),
        "impossible": kinds.count("impossible") / len(kinds),
        "with a contact of the victim": sum(any(e.type in CONTACTS for e in case.events) for case in found) / DRAWN,
        "with a duty that was met late": sum(map(is_met_late, found)) / DRAWN,
        "with a victim who comes of age while the case goes on": sum(map(comes_of_age, found)) / DRAWN,
    }
    assert {name: share for name, share in drawn.items() if abs(100 * share - PROMISED[name]) > WITHIN} == {}
    assert PROMISED.keys() - drawn.keys() == {"with the first day drawn from the boundary days"}


def test_half_of_the_first_days_are_drawn_from_the_boundary_days() -> None:
    """As many boundary days as half of all, and those that are among the others by chance."""
    first_days = every_one(st.composite(lambda draw: tellings.first_day(draw, 5))())
    boundary = {day for days in strategies.boundaries().values() for day in days}
    first, last = date(2021, 4, 1), max(day for day in first_days if day not in boundary)
    plain = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    by_chance = sum(day in boundary for day in plain) / len(plain)
    share = PROMISED["with the first day drawn from the boundary days"] / 100
    found = sum(day in boundary for day in first_days) / DRAWN
    assert found == pytest.approx(share + (1 - share) * by_chance, abs=0.05)


def test_days_are_spread_over_all_the_years() -> None:
    """Of 34 years, no ten are drawn twice as often as ten of the others."""
    years = [day.year for day in every_one(strategies.days())]
    decades = [sum(first <= year < first + 10 for year in years) for first in (2007, 2017, 2027)]
    assert max(decades) < 2 * min(decades)


class TestAims:
    """Types, Rights, offences and a jurisdiction can be asked for."""

    def test_with_types_duties_are_still_answered_in_time_and_late(self) -> None:
        found = every_one(strategies.cases(types=["suspect_arrested"]), 300)
        lawful = every_one(strategies.cases(strategies.histories(types=["suspect_arrested"])), 300)
        for cases in (found, lawful):
            assert sum(any(e.type == "victim_informed" for e in case.events) for case in cases) > 300 // 5
            assert sum(map(is_met_late, cases)) > 300 // 20

    def test_with_rights_each_step_asks_for_a_duty_of_theirs_or_answers_one(self) -> None:
        rules = [rule for rule in load_code().rules if rule.right == 7]
        expected = {name for rule in rules for name in (*rule.arises_on, *(meets.type for meets in rule.met_by))}
        for history in every_one(strategies.histories(rights=[7], most=1), 100):
            assert {event.type for event in history} & expected

    def test_offences_are_those_of_victims_and_of_events(self) -> None:
        only = strategies.cases(types=["crime_reclassified"], offences=["terrorism"])
        found = every_one(only, 500)
        named = {each for case in found for victim in case.victims for each in victim.offence_categories or ()}
        told = [each for case in found for e in case.events for each in e.details.get("offence_categories") or ()]
        assert named == {OffenceCategory.TERRORISM}
        assert {*told} == {"terrorism"}

    def test_the_jurisdiction_is_the_one_that_is_given(self) -> None:
        assert {case.jurisdiction for case in every_one(strategies.cases(), 500)} == {*Jurisdiction}
        question: Question
        for question in every_one(strategies.questions(jurisdiction="elsewhere"), 100):
            assert question.case.jurisdiction == Jurisdiction.ELSEWHERE

    @pytest.mark.parametrize(
        "slip",
        [
            lambda: strategies.histories(rights=[13]),
            lambda: strategies.histories(types=["suspect_arrested"], rights=[12]),
            lambda: strategies.cases(strategies.histories(), types=["suspect_arrested"]),
            lambda: strategies.questions(strategies.cases(), rights=[6]),
            lambda: strategies.victims(offences=["arson"]),
        ],
    )
    def test_what_cannot_be_aimed_at_is_refused(self, slip: Any) -> None:  # noqa: ANN401 - a call
        with pytest.raises(InvalidFact):
            slip()
