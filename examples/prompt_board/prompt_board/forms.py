"""Forms become CloudEvents: what an officer records is a message like any other, and only ever added."""

from __future__ import annotations

from datetime import date, datetime
from hashlib import sha256
from typing import Any, Final

from attrs import frozen

from prompt_board.reading import EVENT_TYPE, EVENTS, VICTIM_TYPE, Envelope, event_envelopes
from prompt_board.recomputing import CaseView
from prompt_board.requests import Form
from victims_code import InvalidFact, OffenceCategory, Role
from victims_code.dates import format_when, parse_when
from victims_code.interchange import write_json
from victims_code.prompts.prompts import Prompt
from victims_code.rulebook.rules import BY_RECEIPT
from victims_code.victims import VICTIM_FACTS, checked_reference

#: The source of what is recorded on the board's own pages.
SOURCE: Final = "urn:prompt-board:pages"

#: The event by which a victim is told, and the one by which it was tried.
INFORMED: Final = "victim_informed"
ATTEMPTED: Final = "contact_attempted"

#: The ways of contact that the form offers, with their words.
CHANNELS: Final = {
    "telephone": "Telephone",
    "in_person": "In person",
    "email": "Email",
    "letter": "Letter",
    "text_message": "Text message",
}

_YES_NO: Final = {"yes": True, "no": False}


@frozen
class Fault:
    """What is wrong with a form: the field's id on the page, and what to do."""

    field: str
    what: str


class Faulty(Exception):
    """A form cannot be taken: the page shows it again with these faults."""

    def __init__(self, *faults: Fault) -> None:
        """Take the faults."""
        super().__init__()
        self.faults = faults


def notices(view: CaseView, *, closed: bool = False) -> list[Prompt]:
    """Return the open prompts that telling the victim of an event completes; with `closed`, those done already too.

    A form that is sent twice names what its first sending completed, and must be taken for the same.
    """
    return [
        prompt
        for prompt in view.prompts
        if (closed or prompt.is_open) and INFORMED in prompt.completes and prompt.must_name
    ]


def services(view: CaseView, *, closed: bool = False) -> list[tuple[Prompt, str]]:
    """Return the open prompts that something else completes, each with that type of event; `closed` as for notices."""
    return [
        (prompt, name)
        for prompt in view.prompts
        if closed or prompt.is_open
        for name in prompt.completes
        if name not in (INFORMED, BY_RECEIPT)
    ]


def contact_envelope(view: CaseView, form: Form, today: date, now: datetime) -> Envelope:
    """Return the message that records a contact, or that one was tried.

    :raises Faulty: with what is wrong with the form.
    """
    faults: list[Fault] = []
    day = _day(form, "contact-day", today, faults)
    channel = form.one("channel")
    if channel not in CHANNELS:
        faults.append(Fault("channel", "Choose how you contacted the victim"))
    is_told = form.one("outcome") == "told"
    if form.one("outcome") not in ("told", "tried"):
        faults.append(Fault("outcome", "Choose whether you told the victim, or tried to"))
    chosen = set(form.each("prompt"))
    about = [prompt for prompt in notices(view, closed=True) if prompt.id in chosen]
    if not about:
        faults.append(Fault("prompt", "Choose at least one thing that the contact was about"))
    victims = {prompt.victim for prompt in about}
    if len(victims) > 1:
        faults.append(Fault("prompt", "Record a contact for each victim by itself"))
    if faults or day is None:
        raise Faulty(*faults)
    event = {
        "type": INFORMED if is_told else ATTEMPTED,
        "at": day.isoformat(),
        "victim": victims.pop(),
        "about": list(dict.fromkeys(name for prompt in about for name in prompt.must_name)),
        "details": {"channel": channel},
    }
    return _event(view.ref, event, form, now)


def service_envelope(view: CaseView, form: Form, today: date, now: datetime) -> Envelope:
    """Return the message that records a service.

    :raises Faulty: with what is wrong with the form.
    """
    faults: list[Fault] = []
    day = _day(form, "service-day", today, faults)
    found = {f"{prompt.id} {name}": (prompt, name) for prompt, name in services(view, closed=True)}
    chosen = found.get(form.one("service"))
    if chosen is None:
        faults.append(Fault("service", "Choose what was done"))
    if faults or chosen is None or day is None:
        raise Faulty(*faults)
    prompt, name = chosen
    event: dict[str, Any] = {"type": name, "at": day.isoformat(), "victim": prompt.victim}
    if prompt.must_name:
        event["about"] = list(prompt.must_name)
    return _event(view.ref, event, form, now)


def victim_envelope(ref: str, form: Form, now: datetime) -> Envelope:
    """Return the message that names a victim, with what is known of them.

    :raises Faulty: with what is wrong with the form.
    """
    name, role = form.one("victim"), form.one("role")
    faults: list[Fault] = []
    try:
        checked_reference(name, "victim")
    except InvalidFact:
        faults.append(Fault("victim", "Enter the victim's reference, never a name"))
    if role not in list(Role):
        faults.append(Fault("role", "Choose in what capacity they receive services"))
    if faults:
        raise Faulty(*faults)
    facts = {fact: _YES_NO[form.one(fact)] for fact in VICTIM_FACTS if form.one(fact) in _YES_NO}
    known = form.one("offences")
    chosen = [each.value for each in OffenceCategory if each.value in form.each("offence")]
    offences = {"offence_categories": chosen} if chosen else {"offence_categories": []} if known == "none" else {}
    return _envelope(VICTIM_TYPE, {"case": ref, "victim": {"id": name, "role": role, **facts, **offences}}, form, now)


def _event(ref: str, event: dict[str, Any], form: Form, now: datetime) -> Envelope:
    opened = format_when(_opened(form, now))
    name = sha256(write_json([form.one("form"), event]).encode()).hexdigest()[:16]
    return _envelope(
        EVENT_TYPE, {"case": ref, "event": {"id": f"board-{name}", **event, "recorded_at": opened}}, form, now
    )


def _envelope(kind: str, data: dict[str, Any], form: Form, now: datetime) -> Envelope:
    """Return a CloudEvent that is the same when the same form is sent twice, and another when it says another thing."""
    stated = {"type": kind, "time": format_when(_opened(form, now)), "data": data}
    name = sha256(write_json([form.one("form"), stated]).encode()).hexdigest()
    document = {"specversion": "1.0", "source": SOURCE, "id": name, "datacontenttype": "application/json", **stated}
    (envelope,) = event_envelopes(write_json(document).encode(), is_batch=False)
    if envelope.feed != EVENTS:
        raise AssertionError("a form becomes a CloudEvent")
    return envelope


def _opened(form: Form, now: datetime) -> datetime:
    """Return when the page of the form was opened, which is the same however often it is sent; else now."""
    try:
        opened = parse_when(form.one("opened"), "opened")
    except InvalidFact:
        return now
    return opened if isinstance(opened, datetime) and opened <= now else now


def _day(form: Form, name: str, today: date, faults: list[Fault]) -> date | None:
    try:
        day = date.fromisoformat(form.one(name))
    except ValueError:
        faults.append(Fault(name, "Enter the day on which it was done"))
        return None
    if day > today:
        faults.append(Fault(name, "The day must be today or earlier"))
        return None
    if day.year < 2000:  # noqa: PLR2004 - before there was a Code
        faults.append(Fault(name, "Enter the day with a year of four digits"))
        return None
    return day
