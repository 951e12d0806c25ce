"""What is made of what: which facts are given by place, which by name alone, and which a thing works out by itself."""

from __future__ import annotations

from datetime import date
from inspect import Parameter, signature

import pytest

from tests.assessment.making import PLAIN
from victims_code import Case, assess
from victims_code.assessment.findings import Finding
from victims_code.assessment.plans import plan_of
from victims_code.calendars import WorkingDays, england_and_wales
from victims_code.calendars.counting import PrefixTable
from victims_code.calendars.numbering import NumberedYears
from victims_code.criteria import Category, code_criteria
from victims_code.rulebook import law_of, load_code, read_limit
from victims_code.rulebook.eras import Era
from victims_code.rulebook.laws import Law
from victims_code.rulebook.limits import not_longer
from victims_code.rulebook.loading import editions_in_force
from victims_code.rulebook.readings import Choice, Conventions, Reading
from victims_code.rulebook.rules import DutyBasis, Rule, Rulebook
from victims_code.rulebook.sources import Source


@pytest.mark.parametrize(
    ("kind", "by_place"),
    [
        (PrefixTable, ["first", "last"]),
        (NumberedYears, ["table"]),
        (WorkingDays, ["table", "additions"]),
        (Category, ["name"]),
        (Conventions, []),
        (Choice, []),
        (Reading, []),
        (Rule, []),
        (DutyBasis, ["name", "from_", "sources"]),
        (Rulebook, []),
        (Finding, ["code", "event"]),
        (Source, ["name", "text", "problems"]),
        (Law, ["editions", "settled", "layers", "whatever_the_date"]),
    ],
)
def test_what_is_not_among_the_first_is_given_by_name(kind: type, by_place: list[str]) -> None:
    given = signature(kind).parameters.values()
    assert [each.name for each in given if each.kind is not Parameter.KEYWORD_ONLY] == by_place


@pytest.mark.parametrize(
    ("kind", "given"),
    [
        (PrefixTable, {"first", "last", "closed", "from_next_working_day"}),
        (NumberedYears, {"table", "additions", "removals", "from_next"}),
        (WorkingDays, {"table", "additions", "removals", "counts_from_next_working_day"}),
    ],
)
def test_what_a_calendar_works_out_cannot_be_given(kind: type, given: set[str]) -> None:
    assert set(signature(kind).parameters) == given


def test_a_table_counts_from_the_day_itself_and_a_choice_or_a_basis_is_plain_unless_it_says_more() -> None:
    assert PrefixTable(date(2026, 5, 1), date(2026, 5, 1), closed=()).from_next_working_day is False
    assert Choice(name="a", words="a").is_default is False
    assert DutyBasis("a basis", date(2026, 1, 1), ()).good_reasons is False


def test_what_is_worked_out_once_is_told_apart_by_being_another() -> None:
    """To compare all that a plan or a table holds would be slow; what they are made of is compared."""
    law = law_of(load_code())
    plan, era = plan_of(law), law.eras[-1]
    twin = Era(era.since, era.edition, era.rulebook, era.rules, era.external)
    assert era == twin
    tables = [PrefixTable(date(2026, 5, 1), date(2026, 5, 1), closed=()) for _ in range(2)]
    assert len({law, plan, era, twin, *tables}) == 5
    assert len({WorkingDays(england_and_wales().table)._years for _ in range(2)}) == 2


def test_what_is_read_is_read_once() -> None:
    assert editions_in_force() is editions_in_force()
    assert code_criteria() is code_criteria()


@pytest.mark.parametrize(
    ("limit", "other", "is_so"),
    [
        # A day counted from its first minute can run to the end of the next but one: two days of hours.
        ("1 day", "48 hours", True),
        ("1 day", "47 hours", False),
        # A year may be a leap year, of 366 days and no more.
        ("1 year", "366 days", True),
        ("1 year", "365 days", False),
        ("1 year", "20 days", False),
        # A month may be of 31 days, and of 28.
        ("1 month", "31 days", True),
        ("1 month", "30 days", False),
        ("28 days", "1 month", True),
        ("29 days", "1 month", False),
        ("365 days", "1 year", True),
        ("366 days", "1 year", False),
    ],
)
def test_a_limit_is_not_longer_only_where_it_never_is(limit: str, other: str, is_so: bool) -> None:
    assert not_longer(read_limit(limit), read_limit(other)) is is_so


def test_a_case_without_events_owes_nothing() -> None:
    assert len(assess(Case("A1", [PLAIN], []), as_of=date(2026, 3, 2))) == 0
