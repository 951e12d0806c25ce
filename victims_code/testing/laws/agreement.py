"""The law of agreement: what a system says of due dates and statuses is what this library says."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Any, Final

from victims_code.assessment import Obligation, Status
from victims_code.errors import InvalidFact, OutsideCalendar, nearest
from victims_code.events import Event
from victims_code.testing.laws.speaking import law
from victims_code.testing.laws.suspecting import suspected
from victims_code.testing.laws.telling import assessed, broken, duties_told, on, shown
from victims_code.testing.questions import Answer, Question, System

#: What is compared of each obligation where nothing else is asked for.
COMPARED: Final = ("due_by", "status")


@law
def agrees_with_reference(
    system: System, question: Question, *, keys: Sequence[str] = COMPARED, rules: Collection[str] = ()
) -> bool:
    """What the system says of each obligation is what this library says.

    Of each obligation that the system tells, those of `keys` that it tells are compared. `rules` are the ids of the
    rules that it knows: each obligation under them must be told, but for those that lapsed. A question whose due dates
    lie past the calendar has no answer here, and is not spoken of.

    :raises LawBroken: with what both say, what this library rests on, and what the system may have done instead.
    :raises InvalidFact: for a key that cannot be compared.
    """
    return hold_agreed(question, system(question), keys=keys, rules=rules)


def hold_agreed(question: Question, answer: Answer, *, keys: Sequence[str], rules: Collection[str]) -> bool:
    """Hold that what an answer says of each obligation is what this library says; see `agrees_with_reference`."""
    for key in keys:
        if key not in _READ:
            msg = f"keys: {key!r} cannot be compared; {nearest(key, _READ)}"
            raise InvalidFact(msg)
    try:
        right = {obligation.id: obligation for obligation in assessed(question)}
    except OutsideCalendar:
        return False
    told = duties_told(question, answer)
    for name in (name for name in told if name not in right):
        said = f"The system said {on(question)} that {name} arises."
        raise broken(question, "No duty arises but as the Code says.", said, duty=name)
    for name, duty in right.items():
        if name in told or duty.rule.id not in rules or duty.status is Status.LAPSED:
            continue
        said = f"The system did not say {on(question)} that {name} arises."
        raise broken(question, "A duty arises each time that the Code says so.", said, duty=name)
    for name, said_of in told.items():
        for key in (key for key in keys if key in said_of):
            ours = _READ[key](right[name])
            if said_of[key] != ours:
                law = "Due dates and statuses follow from the facts."
                said = f"Of {name} the system said {on(question)}: {key} {shown(said_of[key])}; it is {shown(ours)}."
                raise broken(question, law, said, *suspected(right[name], key, said_of), duty=name)
    return any(key in duty for duty in told.values() for key in keys)


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _id(event: Event | None) -> str | None:
    return None if event is None else event.id


#: What this library says of an obligation, by the keys of its JSON that can be compared.
_READ: Final[Mapping[str, Callable[[Obligation], Any]]] = MappingProxyType(
    {
        "clock_start": lambda duty: _day(duty.clock_start),
        "enhanced": lambda duty: duty.enhanced.fact,
        "due_by": lambda duty: _day(duty.due_by),
        "due_by_if_enhanced": lambda duty: _day(duty.due_by_if_enhanced),
        "bound": lambda duty: _day(duty.bound),
        "status": lambda duty: duty.status.value,
        "breach": lambda duty: duty.breach.value,
        "met_by": lambda duty: _id(duty.met_by),
        "met_on": lambda duty: _day(duty.met_on),
        "released_by": lambda duty: _id(duty.released_by),
        "held_by": lambda duty: duty.held_by,
    }
)
