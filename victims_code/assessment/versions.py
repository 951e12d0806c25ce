"""Versions: what an answer rests on, by name: the edition, the basis of the duty, the calendar and the readings."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from attrs import frozen

from victims_code._version import __version__
from victims_code.dates import ordinal_date
from victims_code.frozen import frozen_mappings

if TYPE_CHECKING:
    from victims_code.assessment.assessments import Assessment


@frozen(field_transformer=frozen_mappings)
class Versions:
    """The version of each thing that the answer rests on: the four axes of time, the layers, and the library."""

    library: str
    #: The editions that the events fall under; where there is no event, the newest.
    code: str
    duty_basis: str
    calendar: str
    #: The choice taken of each reading that is not its default, by name.
    readings: Mapping[str, str]
    layers: tuple[str, ...]


def versions_of(assessment: Assessment) -> Versions:
    """Return the versions of what an answer rests on."""
    law, plan, history = assessment.law, assessment.plan, assessment.history
    decided = plan.decided_by(history)
    days = [event.day if decided is None else plan.within_edition(event.day, decided) for event in history.events]
    eras = [era for era in map(law.on, map(ordinal_date, sorted(days))) if era.since is not None]
    names = dict.fromkeys(era.edition.name for era in eras) or {law.current.name: None}
    return Versions(
        __version__,
        "+".join(names),
        law.duty_basis(assessment.as_of).version,
        assessment.calendar.version,
        {name: choice.name for name, choice in law.chosen.items()},
        tuple(layer.version for layer in law.layers),
    )
