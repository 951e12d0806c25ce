"""The 12 Rights of the Victims' Code, by number and by the Code's own title."""

from __future__ import annotations

from enum import IntEnum
from typing import Self


class Right(IntEnum):
    """One of the 12 Rights of the Code of Practice for Victims of Crime in England and Wales (2020 edition).

    >>> Right(6).title
    'To be provided with information about the investigation and prosecution'
    """

    title: str

    def __new__(cls, number: int, title: str) -> Self:
        """Make the member that is the number and carries the title."""
        member = int.__new__(cls, number)
        member._value_ = number
        member.title = title
        return member

    UNDERSTAND = 1, "To be able to understand and to be understood"
    RECORD = 2, "To have the details of the crime recorded without unjustified delay"
    REPORTING = 3, "To be provided with information when reporting the crime"
    SUPPORT = 4, "To be referred to services that support victims and have services and support tailored to meet needs"
    COMPENSATION = 5, "To be provided with information about compensation"
    INVESTIGATION = 6, "To be provided with information about the investigation and prosecution"
    PERSONAL_STATEMENT = 7, "To make a Victim Personal Statement"
    TRIAL = 8, "To be given information about the trial, trial process and the victim's role as a witness"
    OUTCOME = 9, "To be given information about the outcome of the case and any appeals"
    EXPENSES_AND_PROPERTY = 10, "To be paid expenses and have property returned"
    OFFENDER = 11, "To be given information about the offender following a conviction"
    COMPLAINT = 12, "To make a complaint about Rights not being met"

    def __str__(self) -> str:
        """Return ``Right 6``."""
        return f"Right {int(self)}"
