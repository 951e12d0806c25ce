"""Two runs compared: which prompts are new, changed, completed or cancelled since. None is ever simply gone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Final

from attrs import evolve, fields, frozen

from victims_code.arguments import each_of
from victims_code.errors import InvalidInput, Problem
from victims_code.prompts.prompts import Prompt, PromptStatus

#: Why a prompt of an earlier run is cancelled, where the later run does not have it: another asks for all of it now, or
#: none does.
JOINED: Final = "joined_to_another"
NO_LONGER_OWED: Final = "no_longer_owed"


class Change(StrEnum):
    """What became of a prompt between two runs."""

    CREATED = "created"
    CHANGED = "changed"
    COMPLETED = "completed"
    CANCELLED = "cancelled"


@frozen
class PromptChange:
    """One prompt that is not as it was, with the fields that differ."""

    change: Change
    #: The prompt as it is now.
    prompt: Prompt
    #: The names of the fields that differ from the earlier run; none where it is new.
    differs: tuple[str, ...] = ()


def changes(before: Iterable[Prompt], after: Iterable[Prompt]) -> tuple[PromptChange, ...]:
    """Return what changed from one run to the next: those of the later run in its order, then those it no longer has.

    A prompt that the later run does not have is cancelled: its duties are asked for by another prompt now, or no longer
    arise on the facts, or the policy made them quiet. What was completed or cancelled before, and is gone, is left.

    :raises InvalidInput: when a run holds two different prompts of one id.

    >>> changes((), ())
    ()
    """
    was, now = collapsed(before), collapsed(after)
    found: list[PromptChange] = []
    for name, prompt in now.items():
        earlier = was.get(name)
        if earlier is None:
            found.append(PromptChange(Change.CREATED, prompt))
        elif earlier != prompt:
            differs = tuple(
                each.name for each in fields(Prompt) if getattr(earlier, each.name) != getattr(prompt, each.name)
            )
            found.append(PromptChange(_change(earlier, prompt), prompt, differs))
    asked = {(prompt.case, duty) for prompt in now.values() for duty in prompt.obligations}
    for name, prompt in was.items():
        if name not in now and prompt.is_open:
            is_joined = all((prompt.case, duty) in asked for duty in prompt.obligations)
            reason = JOINED if is_joined else NO_LONGER_OWED
            gone = evolve(prompt, status=PromptStatus.CANCELLED, reason=reason, severity=None, assess_now=False)
            found.append(PromptChange(Change.CANCELLED, gone, ("status", "reason", "severity", "assess_now")))
    return tuple(found)


def collapsed(prompts: Iterable[Prompt]) -> Mapping[str, Prompt]:
    """Return prompts by id, a repeat once.

    :raises InvalidFact: when one of them is no prompt.
    :raises InvalidInput: when two different prompts have one id: one case was given with two states of its facts.
    """
    found: dict[str, Prompt] = {}
    for prompt in each_of("prompts", prompts, Prompt):
        if found.setdefault(prompt.id, prompt) != prompt:
            what = f"the case {prompt.case!r} is given twice, with other facts or another day"
            raise InvalidInput([Problem(f"prompts: {prompt.id}", what, "give each case once in a run")])
    return found


def _change(earlier: Prompt, now: Prompt) -> Change:
    if earlier.status is now.status:
        return Change.CHANGED
    return {PromptStatus.COMPLETED: Change.COMPLETED, PromptStatus.CANCELLED: Change.CANCELLED}.get(
        now.status, Change.CHANGED
    )
