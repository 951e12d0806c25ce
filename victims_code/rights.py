"""The 12 Rights of the Victims' Code, by number and by the Code's own title."""

from __future__ import annotations

from enum import IntEnum
from typing import Final


class Right(IntEnum):
    """One of the 12 Rights of the Code of Practice for Victims of Crime in England and Wales (2020 edition).

    >>> Right(6).title
    'To be provided with information about the investigation and prosecution'
    """

    UNDERSTAND = 1
    RECORD = 2
    REPORTING = 3
    SUPPORT = 4
    COMPENSATION = 5
    INVESTIGATION = 6
    PERSONAL_STATEMENT = 7
    TRIAL = 8
    OUTCOME = 9
    EXPENSES_AND_PROPERTY = 10
    OFFENDER = 11
    COMPLAINT = 12

    @property
    def title(self) -> str:
        """The title, with "the victim" where the Code says "you"."""
        return _TITLES[self]

    def __str__(self) -> str:
        """Return ``Right 6``."""
        return f"Right {int(self)}"


_TITLES: Final = {
    Right.UNDERSTAND: "To be able to understand and to be understood",
    Right.RECORD: "To have the details of the crime recorded without unjustified delay",
    Right.REPORTING: "To be provided with information when reporting the crime",
    Right.SUPPORT: (
        "To be referred to services that support victims and have services and support tailored to meet needs"
    ),
    Right.COMPENSATION: "To be provided with information about compensation",
    Right.INVESTIGATION: "To be provided with information about the investigation and prosecution",
    Right.PERSONAL_STATEMENT: "To make a Victim Personal Statement",
    Right.TRIAL: "To be given information about the trial, trial process and the victim's role as a witness",
    Right.OUTCOME: "To be given information about the outcome of the case and any appeals",
    Right.EXPENSES_AND_PROPERTY: "To be paid expenses and have property returned",
    Right.OFFENDER: "To be given information about the offender following a conviction",
    Right.COMPLAINT: "To make a complaint about Rights not being met",
}
