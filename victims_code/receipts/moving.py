"""What moved: the grounds of a receipt held against those of today, axis by axis, each difference in plain words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from typing import Any

from attrs import frozen

from victims_code.calendars import WorkingDays
from victims_code.receipts.grounds import bank_holidays


class Axis(StrEnum):
    """What an answer rests on that can move by itself, in the order in which it is told."""

    #: The receipt is not as it was made.
    RECEIPT = "receipt"
    #: The facts are not those for which the answer was given.
    FACTS = "facts"
    #: An edition, a rule, a condition, the criteria of Enhanced Rights, or a type of event.
    CODE = "code"
    #: The footing on which the duty binds.
    DUTY_BASIS = "duty_basis"
    #: The bank holidays.
    CALENDAR = "calendar"
    #: How what the Code leaves open is read.
    READINGS = "readings"
    #: The local standards.
    LAYERS = "layers"
    #: Nothing that the receipt tells of: the library itself.
    LIBRARY = "library"


@frozen
class Moved:
    """One thing that is not as it was: on which axis it lies, and what it is."""

    axis: Axis
    what: str

    def __str__(self) -> str:
        """Return it as a line for a person."""
        return f"{self.axis}: {self.what}"


def code_moved(then: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[Moved]:
    """Walk what of the Code reads otherwise: editions, rules, conditions, criteria, types of event, reasons."""
    for name in _changed(then["editions"], now["editions"]):
        if name not in now["editions"]:
            what = "no event of the case falls under it any more"
        elif name not in then["editions"]:
            what = "an event of the case falls under it now"
        else:
            what = f"it is in force from {now['editions'][name]}; it was from {then['editions'][name]}"
        yield Moved(Axis.CODE, f"the {name} edition: {what}")
    for edition in sorted({*then["rules"], *now["rules"]}):
        before, after = then["rules"].get(edition, {}), now["rules"].get(edition, {})
        for name in _changed(before, after):
            yield Moved(Axis.CODE, f"{name} of the {edition} edition: {_rule_moved(before.get(name), after.get(name))}")
    if then["applies_if"] != now["applies_if"]:
        yield Moved(Axis.CODE, "what must hold before anything is owed reads otherwise")
    for name in _changed(then["criteria"], now["criteria"]):
        yield Moved(Axis.CODE, f"the criteria of Enhanced Rights called {name} read otherwise")
    for name in _changed(then["event_types"], now["event_types"]):
        yield Moved(Axis.CODE, f"the type of event {name} is declared otherwise")
    if then["reasons"] != now["reasons"]:
        yield Moved(Axis.CODE, "the codes of the reasons that may be recorded are others")


def _rule_moved(then: Mapping[str, str] | None, now: Mapping[str, str] | None) -> str:
    """Say how a rule reads otherwise: by its limits where they differ."""
    if now is None:
        return "no event of the case gives rise to it any more"
    if then is None:
        return "an event of the case may give rise to it now"
    told = [
        f"the {words} is {now[key] or 'none'}; it was {then[key] or 'none'}"
        for key, words in (("standard", "limit"), ("enhanced", "limit under Enhanced Rights"))
        if now[key] != then[key]
    ]
    return "; ".join(told) or "it reads otherwise, with the same limits"


def duty_basis_moved(then: Sequence[Mapping[str, Any]], now: Sequence[Mapping[str, Any]]) -> Iterator[Moved]:
    """Tell that the duty stood on another footing."""
    if then != now:
        yield Moved(Axis.DUTY_BASIS, f"the duty stands on {_bases(now)}; it stood on {_bases(then)}")


def _bases(bases: Sequence[Mapping[str, Any]]) -> str:
    named = (
        f"{basis['name']} from {basis['from']}{', unless there are good reasons' if basis['good_reasons'] else ''}"
        for basis in bases
    )
    return " and ".join(named) or "nothing"


def calendar_moved(made: Mapping[str, Any], calendar: WorkingDays) -> Iterator[Moved]:
    """Walk the bank holidays that came or went in the span over which a receipt's answer counted Working Days."""
    then = made["calendar"]
    if then["from"] is not None and then["to"] is not None:
        now = bank_holidays(calendar, dt.date.fromisoformat(then["from"]), dt.date.fromisoformat(then["to"]))
        for day in sorted({*then["bank_holidays"]} ^ {*now}):
            yield Moved(Axis.CALENDAR, f"{day} is {'now' if day in now else 'no longer'} a bank holiday")
    last = calendar.last_published_day.isoformat()
    is_projected = any(
        entry["due_by"] is not None and entry["due_by"] > last for entry in made["outcome"]["obligations"]
    )
    if is_projected is not then["is_projected"]:
        status = "projected, not yet published" if is_projected else "published; they were projected"
        yield Moved(Axis.CALENDAR, f"the bank holidays up to its last due date are now {status}")


def readings_moved(then: Mapping[str, Mapping[str, str]], taken: Mapping[str, str]) -> Iterator[Moved]:
    """Walk the readings of which another choice is taken now.

    One that is a reading no more moves something only where it was asked for: if not, the rules tell how they read.
    """
    for name, choice in sorted(then["taken"].items()):
        if name in taken and taken[name] != choice:
            yield Moved(Axis.READINGS, f"{name} is read as {taken[name]}; it was read as {choice}")
        elif name not in taken and name in then["chosen"]:
            yield Moved(Axis.READINGS, f"{name}, of which {choice} was taken, is a reading no more")


def _changed(then: Mapping[str, object], now: Mapping[str, object]) -> list[str]:
    """Return the names under which the two hold different things, in order."""
    return sorted(name for name in {*then, *now} if then.get(name) != now.get(name) or (name in then) != (name in now))
