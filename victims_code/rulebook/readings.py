"""Readings: where the Code is silent or its sources differ, each way to read it, by name, with the default taken."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from attrs import field, frozen

from victims_code.frozen import frozen_mappings


@frozen(kw_only=True)
class Conventions:
    """How the engine counts where the rules themselves do not say: what a choice may change beside the rules."""

    #: An event on a day that is no Working Day counts as happening on the next one, which is day 0.
    counts_from_next_working_day: bool = False
    #: A determination that gives Enhanced Rights shortens a clock that is running.
    running_clock_shortens: bool = False
    #: Where it is unknown whether a victim has Enhanced Rights: whether they are taken to have them; None is unknown.
    unassessed_have: bool | None = None
    #: A contact that does not say what it was about meets what was pending.
    unnamed_contact_meets: bool = False
    #: The type of event whose first day says which edition applies to the whole case; None: each trigger's own day.
    edition_from: str | None = None
    #: Age is measured when a service falls due to be given, and not at the offence.
    age_at_service: bool = False


@frozen(kw_only=True, field_transformer=frozen_mappings)
class Choice:
    """One way to read what is left open, and what it changes: conventions, rules, criteria of Enhanced Rights."""

    name: str
    words: str
    #: Whether it is the one taken where no other is asked for.
    is_default: bool = False
    conventions: Mapping[str, Any] = field(factory=dict)
    #: By rule id: the fields of the rule that read otherwise.
    rules: Mapping[str, Mapping[str, Any]] = field(factory=dict)
    #: By criterion id: the fields of the criterion that read otherwise.
    criteria: Mapping[str, Mapping[str, Any]] = field(factory=dict)
    #: The criteria, by id, that are left out.
    leaves_out: tuple[str, ...] = ()
    #: From which trigger day on its rules read otherwise; None is always.
    since: dt.date | None = None

    @property
    def changes_something(self) -> bool:
        """Whether it reads anything otherwise than as it is written."""
        return any((self.conventions, self.rules, self.criteria, self.leaves_out))


@frozen(kw_only=True, field_transformer=frozen_mappings)
class Reading:
    """A question that the sources leave open, with its answers; `disputes` name where the sources differ."""

    name: str
    asks: str
    disputes: tuple[str, ...]
    choices: Mapping[str, Choice]

    @property
    def default(self) -> Choice:
        """The choice that is taken where no other is asked for."""
        return next(choice for choice in self.choices.values() if choice.is_default)
