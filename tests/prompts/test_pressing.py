"""When to look at a due day: a number of Working Days before it, and the days on which a prompt turns."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tests.assessment.making import assessed, event
from victims_code import assess, england_and_wales
from victims_code.prompts.making import next_prompt_change_at, prompts_of
from victims_code.prompts.policies import Thresholds
from victims_code.prompts.pressing import days_after, days_before, next_stage, severity
from victims_code.prompts.prompts import Prompt
from victims_code.testing import strategies

CALENDAR = england_and_wales()
DAYS = st.dates(date(2007, 1, 1), date(2039, 1, 1))


@given(DAYS, st.integers(1, 30))
def test_as_many_working_days_lead_back_as_lead_there(day: date, number: int) -> None:
    start = days_before(CALENDAR, day, number)
    assert CALENDAR.is_working_day(start)
    assert CALENDAR.between(start, day) == number
    assert CALENDAR.between(start + timedelta(days=1), day) == number - 1 or not CALENDAR.is_working_day(
        start + timedelta(days=1)
    )


def test_no_working_day_before_or_after_is_the_day_itself() -> None:
    sunday = date(2026, 5, 10)
    assert (days_before(CALENDAR, sunday, 0), days_after(CALENDAR, sunday, 0)) == (sunday, sunday)


def test_at_the_ends_of_the_calendar_there_is_no_day_to_name() -> None:
    assert days_before(CALENDAR, CALENDAR.first_day, 5) == CALENDAR.first_day
    assert days_after(CALENDAR, CALENDAR.last_day, 5) is None


@given(DAYS, st.integers(-40, 40), st.integers(0, 6), st.integers(1, 9))
def test_the_severity_turns_on_the_day_that_is_named_and_on_none_before(
    due: date, offset: int, soon: int, serious: int
) -> None:
    thresholds, today = Thresholds(soon, serious, 1, 1), due + timedelta(days=offset)
    now, turn = severity(due, today, thresholds, CALENDAR), next_stage(due, today, thresholds, CALENDAR)
    for step in range(1, 60):
        day = today + timedelta(days=step)
        then = severity(due, day, thresholds, CALENDAR)
        if turn is None or day < turn:
            assert then is now
        else:
            assert then is not now or soon == 0
            break


def test_a_prompt_that_is_due_soon_turns_before_the_answer_does() -> None:
    answer = assessed("2026-05-05", event("e1", "suspect_arrested", "2026-05-05"))
    assert answer.next_change_at == date(2026, 5, 12)
    assert next_prompt_change_at(answer) == date(2026, 5, 11)


@given(strategies.questions())
def test_until_the_day_that_is_named_the_prompts_stay_as_they_are(question: object) -> None:
    case, as_of = question.case, question.as_of  # type: ignore[attr-defined]
    answer = assess(case, as_of=as_of)
    turn = next_prompt_change_at(answer)
    last = min(turn - timedelta(days=1), as_of + timedelta(days=400)) if turn else as_of + timedelta(days=400)
    if last <= CALENDAR.last_day:
        assert _told(prompts_of(assess(case, as_of=last))) == _told(prompts_of(answer))


def _told(prompts: tuple[Prompt, ...]) -> list[object]:
    return [(prompt.id, prompt.status, prompt.severity, prompt.summary, prompt.due_by) for prompt in prompts]
