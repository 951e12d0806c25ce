"""The law of one answer: what it says of each duty, and of the case, fits together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from victims_code.rulebook import Kind, load_code
from victims_code.testing.laws.answers import breach_of, how_it_stands
from victims_code.testing.laws.rewriting import parts_of
from victims_code.testing.laws.speaking import law
from victims_code.testing.laws.telling import broken, duties_told, on, shown
from victims_code.testing.questions import Answer, Question, System

_LATE: Final = ("overdue", "met_late")
_OPEN: Final = ("pending", "due_today", "overdue")


@law
def the_answer_holds_together(system: System, question: Question) -> bool:
    """Each status follows from the dates beside it, and the verdict on the case from those on its duties.

    A duty that was done after its due date was met late, which is a breach for ever. One that is open is pending before
    that date, due on it and overdue from the day after; where it is unknown whether the victim has Enhanced Rights, and
    the sooner date is past, that is undetermined. What is next due is the first of the open duties. A duty that must
    precede another event is missed at that moment and not at the end of its day, so its dates prove less.

    :raises LawBroken: naming what does not fit.
    """
    answer = system(question)
    told = duties_told(question, answer)
    before = {rule.id for rule in load_code().rules if rule.kind is Kind.BEFORE}
    for name, duty in told.items():
        is_before = parts_of(name)[1] in before
        for wrong in (*_of_breach(duty), *(() if is_before else _of_dates(duty, str(question.as_of)))):
            said = f"Of {name} the system said {on(question)}: {how_it_stands(duty)}."
            raise broken(question, wrong, said, duty=name)
    for wrong in _of_case(answer, told):
        raise broken(question, wrong, f"The system said {on(question)}: {_case(answer)}.")
    return bool(told)


def _of_breach(duty: Mapping[str, Any]) -> Iterator[str]:
    """Walk what does not fit between the status, the breach and the service."""
    status = duty.get("status")
    if {"status", "breach"} <= duty.keys() and (duty["breach"] == "yes") is not (status in _LATE):
        yield "A duty is in breach where it is overdue or was met late, and nowhere else."
    if {"met_by", "met_on"} <= duty.keys() and (duty["met_by"] is None) is not (duty["met_on"] is None):
        yield "What was done was done by an event, on its day."
    if status in _OPEN and duty.get("met_on") is not None:
        yield "A duty that was done is not open."


def _of_dates(duty: Mapping[str, Any], today: str) -> Iterator[str]:
    """Walk what does not fit between the dates, as JSON has them, and the status."""
    status = duty.get("status")
    due, sooner, done = (str(duty.get(key) or "") for key in ("due_by", "due_by_if_enhanced", "met_on"))
    if not due:
        return
    sooner = sooner or due
    if sooner > due:
        yield "The due date under Enhanced Rights is never the later one."
    if status == "met" and done > sooner:
        yield (
            "What was done after its due date was met late, and is a breach for ever."
            if done > due
            else "What may be late is undetermined, until it is known whether the victim has Enhanced Rights."
        )
    if status == "met_late" and done and done <= due:
        yield "What was done by the end of its due date was met in time."
    stands = "pending" if today < due else "due_today" if today == due else "overdue"
    right = "undetermined" if sooner < today <= due else stands
    if status in _OPEN and status != right:
        yield f"An open duty is pending before its due date, due on it, and overdue after it: here it is {right}."


def _of_case(answer: Answer, told: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    """Walk what does not fit between the case and its duties."""
    if "obligations" not in answer:
        return
    verdicts = {breach_of(duty) for duty in told.values()}
    verdict = next((each for each in ("yes", "undetermined") if each in verdicts), "no")
    if None not in verdicts and answer.get("in_breach", verdict) != verdict:
        yield f"A case is in breach where a duty is: by its duties, {verdict}."
    dates = {name: duty["due_by"] for name, duty in told.items() if duty.get("status") in _OPEN and duty.get("due_by")}
    first = sorted(name for name, due in dates.items() if due == min(dates.values()))
    if "next_due" in answer and answer["next_due"] not in (first or (None,)):
        yield f"What is next due is the open duty with the earliest due date: {' or '.join(first) or 'none'}."


def _case(answer: Answer) -> str:
    return ", ".join(f"{key.replace('_', ' ')} {shown(answer.get(key))}" for key in ("in_breach", "next_due"))
