"""Laws of passing days: what was missed stays missed, what was met stays met, and the answer lasts until it says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any, Final

from attrs import evolve

from victims_code.dates import LAST_YEAR
from victims_code.testing.laws.answers import breach_of, contrasts, hold_same, how_it_stands
from victims_code.testing.laws.speaking import law
from victims_code.testing.laws.telling import LawBroken, broken, duties_told, on, shown
from victims_code.testing.questions import Question, System
from victims_code.vocabulary import REWRITES, Act

#: How many days later a law asks again where it is not told when: the next day, after a week, and after two months.
_LATER: Final = (1, 7, 60)

#: What takes back what was said before: a breach may then go, and a service be undone.
_REVERSALS: Final = (*REWRITES, Act.CANCEL)

_DONE: Final = ("met", "met_late", "recorded")

#: The keys of an answer that are about the day on which it is asked for.
_OF_THE_DAY: Final = {"as_of", "next_change_at"}


@law
def what_was_missed_stays_missed(system: System, question: Question, *, later: date | None = None) -> bool:
    """A breach stays a breach as days pass: nothing that is done later undoes it, and it does not grow old.

    Two things can. A reversal (a void, a correction, a cancellation) in those days: of such cases the law does not
    speak. And, since 29 January 2025, a reason recorded after the duty was missed: what became excused in days with
    such a record is passed over. Without `later`, the next day, a week on and two months on are tried.

    :raises LawBroken: when a breach is gone.
    """
    spoke = False
    for then, name, was, now in _as_days_pass(system, question, later):
        is_said = not now or breach_of(now) is not None  # what is told no more is taken back; what is left open is not
        if breach_of(was) == "yes" and is_said and not _is_excused(question, then, now):
            spoke = True
            if breach_of(now) != "yes":
                raise _undone("What was missed stays missed, however late it is done.", question, then, name, was, now)
    return spoke


@law
def what_was_met_stays_met(system: System, question: Question, *, later: date | None = None) -> bool:
    """What was done is done, in time or late, by the same event on the same day: the earliest one counts.

    `later` and the exceptions are those of `what_was_missed_stays_missed`; only what was done late becomes excused.

    :raises LawBroken: when it is no longer done, or done by another event.
    """
    spoke = False
    for then, name, was, now in _as_days_pass(system, question, later):
        is_late = was.get("status") == "met_late"
        if was.get("status") in _DONE and not (is_late and _is_excused(question, then, now)):
            spoke = True
            if not now or any(was.get(key) != now[key] for key in ("status", "met_by", "met_on") if key in now):
                raise _undone("What was done stays done, by the earliest service.", question, then, name, was, now)
    return spoke


@law
def a_due_date_stays(system: System, question: Question, *, later: date | None = None) -> bool:
    """A due date that was told is moved by nothing that happens later, and never by days that pass.

    `later` and reversals are as in `what_was_missed_stays_missed`. A duty that waits for a receipt, or must precede
    another event, has no due date until that comes; once it has one, it stays.

    :raises LawBroken: when it moved.
    """
    spoke = False
    for then, name, was, now in _as_days_pass(system, question, later):
        if was.get("due_by") is not None:
            spoke = True
            if was["due_by"] != now.get("due_by"):
                raise _undone("A due date that was told stays where it is.", question, then, name, was, now)
    return spoke


@law
def the_answer_lasts_until_it_says(system: System, question: Question, *, days: Iterable[date] = ()) -> bool:
    """The answer is the same up to the day before its ``next_change_at``, and another one on that day.

    Where that is null the answer never changes by itself, and a day two months on is tried. `days` are further days to
    try, of those before it.

    :raises LawBroken: when it changes sooner or not then, or the day is not later than that of the question.
    """
    today = system(question)
    if "next_change_at" not in today:
        return False
    law = "The answer lasts to the day before its next_change_at, and no longer."
    changes, last = today["next_change_at"], question.as_of + timedelta(days=_LATER[-1])
    said = f"The system said {on(question)} that the answer changes next: {shown(changes)}"
    if changes is not None:
        last = date.fromisoformat(changes) - timedelta(days=1)
        if last < question.as_of:
            raise broken(question, law, f"{said}, which is not later.")
        then = evolve(question, as_of=date.fromisoformat(changes))
        if not contrasts(today, system(then), but=_OF_THE_DAY):
            raise broken(question, law, f"{said}; on that day it gave the same answer.")
    for day in (last, question.as_of + (last - question.as_of) // 2, *(day for day in days if day <= last)):
        then = evolve(question, as_of=day)
        hold_same(law, question, today, system(then), asked=f"{on(then)}. {said}.", but=_OF_THE_DAY)
    return True


def _as_days_pass(
    system: System, question: Question, later: date | None
) -> Iterator[tuple[Question, str, Mapping[str, Any], Mapping[str, Any]]]:
    """Walk the duties of a question on later days: the later question, the duty's id, and what was said and is then.

    A duty that is no longer told is an empty mapping. Days after a reversal are left out.
    """
    before = duties_told(question, system(question))
    for day in [question.as_of + timedelta(days=n) for n in _LATER] if later is None else [later]:
        then = evolve(question, as_of=day)
        if day.year <= LAST_YEAR and not _happens(question, then, *_REVERSALS):
            after = duties_told(then, system(then))
            yield from ((then, name, was, after.get(name, {})) for name, was in before.items())


def _happens(question: Question, then: Question, *acts: Act) -> bool:
    """Whether an event that does one of these things comes after the day of a question, by that of a later one."""
    return any(event.act in acts and question.as_of < event.date <= then.as_of for event in question.case.events)


def _is_excused(question: Question, then: Question, now: Mapping[str, Any]) -> bool:
    """Whether a duty has become excused, where a reason was recorded in the days between."""
    return now.get("status", "excused") == "excused" and bool(now) and _happens(question, then, Act.EXCEPT)


def _undone(
    law: str, question: Question, then: Question, name: str, was: Mapping[str, Any], now: Mapping[str, Any]
) -> LawBroken:
    """Make the error of something said that was taken back: what was said on the two days."""
    said = [f"{on(asked)}: {how_it_stands(duty)}" for asked, duty in ((question, was), (then, now))]
    return broken(then, law, f"Of {name} the system said", *said, duty=name)
