"""Answers side by side: what two of them say differently, key by key."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Mapping
from typing import Any, Final

from attrs import frozen

from victims_code.testing.laws.telling import broken, duties_told, on, shown
from victims_code.testing.questions import Answer, Question, duties

#: As many differences as a message tells; the first is the one to look at.
_MOST_TOLD: Final = 4


@frozen
class Contrast:
    """One thing that two answers say differently: of an obligation, by its id, or of the case as a whole (None)."""

    duty: str | None
    key: str
    before: Any
    after: Any

    def __str__(self) -> str:
        """Return it as a line: what the one answer says, then the other."""
        whose = self.duty or "the case"
        if self.key == _ARISES:
            return f"{whose}: it {'arose, then did not' if self.before else 'did not arise, then did'}"
        return f"{whose}: {self.key} was {shown(self.before)}, then {shown(self.after)}"


def contrasts(
    one: Answer, other: Answer, *, but: Collection[str] = (), of: Callable[[str], bool] | None = None
) -> tuple[Contrast, ...]:
    """Return what two answers say differently, in whatever order they list it; a missing key is the same as null.

    `but` names the keys that are not compared, and `of` says by its id whether an obligation is.
    """
    before, after = (_said(answer, but, of) for answer in (one, other))
    found: list[Contrast] = []
    for duty in dict.fromkeys([*before, *after]):
        if (duty in before) is not (duty in after):
            found.append(Contrast(duty, _ARISES, duty in before, duty in after))
            continue
        then, now = before[duty], after[duty]
        found += [
            Contrast(duty, key, then.get(key), now.get(key))
            for key in dict.fromkeys([*then, *now])
            if then.get(key) != now.get(key)
        ]
    return tuple(found)


def hold_same(
    law: str,
    question: Question,
    one: Answer,
    other: Answer,
    *,
    asked: str,
    but: Collection[str] = (),
    of: Callable[[str], bool] | None = None,
) -> bool:
    """Hold that two answers are the same; `asked` says how the second came about. Return whether they say anything.

    :raises LawBroken: when they are not.
    """
    for answer in (one, other):
        duties_told(question, answer)
    found = contrasts(one, other, but=but, of=of)
    if found:
        more = len(found) - _MOST_TOLD
        told = [*map(str, found[:_MOST_TOLD]), *([f"and {more} more"] if more > 0 else [])]
        duty = next((each.duty for each in found if each.duty), None)
        raise broken(question, law, f"The system was asked {on(question)}, and again {asked}:", *told, duty=duty)
    return any(_said(one, but, of).values())


def _said(
    answer: Answer, but: Collection[str], of: Callable[[str], bool] | None
) -> dict[str | None, Mapping[str, Any]]:
    """Return what an answer says of the case, and of each obligation by id; findings in an order of their own."""
    case = {key: value for key, value in answer.items() if key not in {*but, "obligations"}}
    if isinstance(case.get("findings"), list):
        case["findings"] = sorted(json.dumps(finding, sort_keys=True, default=repr) for finding in case["findings"])
    told = {name: duty for name, duty in duties(answer).items() if of is None or of(name)}
    return {None: case, **{name: {k: v for k, v in duty.items() if k not in but} for name, duty in told.items()}}


_ARISES: Final = "arises"


def breach_of(duty: Mapping[str, Any]) -> str | None:
    """Return whether an answer calls a duty a breach: as told, or as its status says; None where it tells neither.

    >>> breach_of({"status": "met_late"}), breach_of({"status": "pending"}), breach_of({"due_by": "2026-05-05"})
    ('yes', 'no', None)
    """
    told, status = duty.get("breach"), duty.get("status")
    if told is None and status is not None:
        return {"overdue": "yes", "met_late": "yes", "undetermined": "undetermined"}.get(status, "no")
    return told


def how_it_stands(duty: Mapping[str, Any]) -> str:
    """Say in words how a duty stands: what is told of its dates, status and breach.

    >>> how_it_stands({"due_by": "2026-05-05", "status": "overdue"})
    'due by Tuesday 5 May 2026, overdue'
    """
    words = {
        "due_by": "due by {}",
        "due_by_if_enhanced": "or by {} under Enhanced Rights",
        "status": "{}",
        "breach": "breach {}",
        "met_by": "done by {}",
        "met_on": "on {}",
    }
    told = [form.format(shown(duty[key])) for key, form in words.items() if duty.get(key) is not None]
    return ", ".join(told) or ("nothing" if duty else "it does not arise")
