"""What a reader checks of the courts' result messages, our own and real ones: police triggers, and what is personal."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Callable
from typing import Final

from tests.feeds.spi_samples import codes, events
from victims_code.feeds.messages import Message


def _warrant(message: Message) -> bool:
    return bool(events(message, "arrest_warrant_issued"))


def _custody_or_hospital(message: Message) -> bool:
    # Custody of a length that cannot be said is None; a sentence without custody is 0.
    found = events(message, "sentence_passed")
    return any(e.details["custody_months"] != 0 or e.details["hospital_order"] is not False for e in found)


def _conditions(message: Message) -> bool:
    return any(event.details["conditions"] == "yes" for event in events(message, "court_bail_decided"))


def _custody_remand(message: Message) -> bool:
    return any(event.details["change"] == "remanded_in_custody" for event in events(message, "court_bail_decided"))


def _bail_direction(message: Message) -> bool:
    decided = events(message, "court_bail_decided")
    return any(event.details["change"] == "custody_with_bail_direction" for event in decided)


def _no_date(message: Message) -> bool:
    return "no_hearing_date" in codes(message)


#: By trigger of the police's own service: whether our reading of a message says the same.
OURS: Final[dict[str, Callable[[Message], bool]]] = {
    "TRPR0002": _warrant,
    "TRPR0005": _custody_remand,
    "TRPR0006": _custody_or_hospital,
    "TRPR0010": _conditions,
    "TRPR0017": _no_date,
    "TRPR0019": _bail_direction,
}

_PERSONAL: Final = (
    "ProsecutorReference", "PersonFamilyName", "PersonGivenName1", "Birthdate", "AddressLine1", "BailConditions",
    "ResultText", "OffenceWording",
)  # fmt: skip


def personal(data: bytes) -> set[str]:
    """The words of a message that name a person or say something of one."""
    found = ET.fromstring(data).iter()  # noqa: S314 - known samples
    texts = {(element.text or "").strip() for element in found if element.tag.rsplit("}", 1)[-1] in _PERSONAL}
    return {text for text in texts if len(text) > 1}


def said(message: Message) -> str:
    """All that was read of a message, as text."""
    told = repr([(e.id, e.suspect, e.crime, dict(e.details)) for e in message.events])
    return told + repr([each.why for each in message.unmapped])  # a path holds names of elements alone
