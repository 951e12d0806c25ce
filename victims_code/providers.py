"""The service providers: the bodies that owe the Code's services to victims."""

from __future__ import annotations

from enum import StrEnum

from victims_code.arguments import as_text
from victims_code.errors import unknown_name


class ServiceProvider(StrEnum):
    """A body on which the Code places duties, by the name that the Code uses for it.

    >>> ServiceProvider.of("witness care unit")
    <ServiceProvider.WITNESS_CARE_UNIT: 'Witness Care Unit'>
    """

    POLICE = "police"
    CPS = "CPS"
    HMCTS = "HMCTS"
    WITNESS_CARE_UNIT = "Witness Care Unit"
    PROBATION_SERVICE = "Probation Service"
    VICTIM_LIAISON_OFFICER = "Victim Liaison Officer"
    YOUTH_OFFENDING_TEAM = "youth offending team"
    PAROLE_BOARD = "Parole Board"

    @classmethod
    def of(cls, name: str) -> ServiceProvider:
        """Find a provider by its name, however it is written: ``CPS``, ``cps``, ``witness_care_unit``.

        :raises UnknownName: when there is none, naming the nearest.
        """
        known = {plain_name(member): member for member in cls}
        found = known.get(plain_name(as_text(name)))
        if found is None:
            raise unknown_name("service provider", name, map(str, cls))
        return found


def plain_name(name: str) -> str:
    """Return a name as it is compared: what differs only in how it is written is made alike.

    >>> plain_name("Witness_Care Unit")
    'witness care unit'
    """
    return name.casefold().replace("_", " ").replace("-", " ").strip()
