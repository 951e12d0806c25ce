"""Messages in: the bytes of a feed or of a CloudEvent become what they say of each case. Nothing is stored here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any, Final

from attrs import frozen

from victims_code import Case, InvalidFact, InvalidInput, Jurisdiction, Problem
from victims_code.dates import When, parse_when
from victims_code.errors import nearest
from victims_code.feeds import Message, cases_of, read_common_platform, read_hmpps, read_spi
from victims_code.interchange import read_json, write_json
from victims_code.interchange.entries import EntryReader
from victims_code.interchange.reading import case_of
from victims_code.victims import checked_reference
from victims_code.vocabulary import Act, code_vocabulary

#: The feeds, by the name in their address.
FEEDS: Final[Mapping[str, Callable[..., tuple[Message, ...]]]] = {
    "spi": read_spi,
    "common-platform": read_common_platform,
    "hmpps": read_hmpps,
}

#: How the record names what came as a CloudEvent.
EVENTS: Final = "events"

#: What a CloudEvent may carry: a case file, one event of a case, one victim of a case.
CASE_TYPE: Final = "victims-code.case"
EVENT_TYPE: Final = "victims-code.event.recorded"
VICTIM_TYPE: Final = "victims-code.victim.recorded"
TYPES: Final = (CASE_TYPE, EVENT_TYPE, VICTIM_TYPE)

#: As many messages as one batch may hold.
LARGEST_BATCH: Final = 1000


@frozen
class Said:
    """What one message says of one case."""

    message: Message
    #: Where the message says it; else None, which takes back nothing.
    jurisdiction: Jurisdiction | None = None


@frozen
class Envelope:
    """A message as it is to be kept: what makes it the same one, and its bytes."""

    key: str
    feed: str
    body: bytes
    #: When the Witness Care Unit received it, as its sender says; empty is unknown.
    receipt: str = ""


def feed_envelope(feed: str, body: bytes, receipt: str = "") -> Envelope:
    """Return a feed's message as it is to be kept: the same bytes with the same receipt are the same message.

    :raises InvalidInput: when the receipt is no date or date-time.
    """
    if receipt:
        _when(receipt, "received_at")
    return Envelope(_key(feed, receipt, body), feed, body, receipt)


def event_envelopes(body: bytes, *, is_batch: bool) -> tuple[Envelope, ...]:
    """Return CloudEvents as they are to be kept: one, or each of a batch by itself.

    :raises InvalidInput: when it is no JSON, no batch, or one has no source and id.
    """
    document = read_json(body)
    if not is_batch:
        return (Envelope(_event_key(document, ""), EVENTS, body),)
    if not isinstance(document, list):
        raise _fault("", "a batch is a JSON array of CloudEvents", "send one as application/cloudevents+json")
    if len(document) > LARGEST_BATCH:
        raise _fault("", f"more than {LARGEST_BATCH} in one batch", "send it in parts")
    return tuple(
        Envelope(_event_key(item, f"[{index}]"), EVENTS, write_json(item).encode())
        for index, item in enumerate(document)
    )


def read_envelope(envelope: Envelope, *, arrival: str = "") -> tuple[Said, ...]:
    """Read what a message says of each case; `arrival` stands in for the receipt where none is known.

    :raises InvalidInput: with every fault of it.
    """
    if envelope.feed == EVENTS:
        return (_read_event(envelope),)
    receipt = envelope.receipt or arrival
    received = _when(receipt, "received_at") if receipt else None
    return tuple(Said(message) for message in FEEDS[envelope.feed](envelope.body, received_at=received))


def same_content(one: bytes, other: bytes) -> bool:
    """Whether two CloudEvents say the same, however their JSON is written."""
    return one == other or read_json(one) == read_json(other)


def _read_event(envelope: Envelope) -> Said:
    document = read_json(envelope.body)
    if not isinstance(document, dict):
        raise _fault("", "a CloudEvent is a JSON object")
    problems = list(_envelope_faults(document))
    if problems:
        raise InvalidInput(problems)
    sent, data = _when(document["time"], "time"), document["data"]
    if not isinstance(sent, datetime):
        raise _fault("time", "a date-time with an offset is needed")
    if document["type"] == CASE_TYPE:
        case = case_of(data, "data")
        return Said(Message(case.id, envelope.key, sent, case.events, victims=case.victims), case.jurisdiction)
    what = "event" if document["type"] == EVENT_TYPE else "victim"
    return Said(_read_entry(data, what, envelope.key, sent))


def _envelope_faults(document: Mapping[str, Any]) -> Iterable[Problem]:
    if document.get("specversion") != "1.0":
        yield Problem("specversion", "is not 1.0", "send CloudEvents 1.0")
    if document.get("type") not in TYPES:
        given = document.get("type")
        yield Problem("type", "nothing the board knows", nearest(given if isinstance(given, str) else "", TYPES))
    if not isinstance(document.get("time"), str):
        yield Problem("time", "is missing", "say when this was stated: a later statement corrects an earlier one")
    if document.get("datacontenttype", "application/json") != "application/json":
        yield Problem("datacontenttype", "is not application/json", "send the data as JSON")
    if not isinstance(document.get("data"), dict):
        yield Problem("data", "an object is needed", "send the data as JSON, not as data_base64")


def _read_entry(data: Mapping[str, Any], what: str, key: str, sent: When) -> Message:
    """Read one event or victim. An event may name others that are told of in other messages, or not yet."""
    reader = EntryReader("", None, None)
    reader.reject_unknown("data", data, ("case", what))
    item = data.get(what)
    ref = reader.attempt("data", lambda: checked_reference(data.get("case"), "case"))
    if not isinstance(item, dict):
        reader.fault(f"data.{what}", "an object is needed", f"write it as a case file's {what}s have it")
        raise InvalidInput(reader.problems)
    reader.note_ids({"id": name} for name in _names_in(item))
    victim = reader.victim(f"data.{what}", item) if what == "victim" else None
    event = reader.event(f"data.{what}", item) if what == "event" else None
    if reader.problems or ref is None:
        raise InvalidInput(reader.problems)
    return Message(ref, key, sent, () if event is None else (event,), victims=() if victim is None else (victim,))


def _names_in(item: Mapping[str, Any]) -> Iterable[object]:
    """Walk the ids by which an event, as it is written, names others: any word that is no type of event may be one."""
    details = item.get("details")
    details = details if isinstance(details, dict) else {}
    fields = details.get("fields")
    abouts = (item.get("about"), fields.get("about") if isinstance(fields, dict) else None)
    yield details.get("event")
    for about in abouts:
        yield from about if isinstance(about, list) else ()


def case_from(said: Iterable[Said]) -> tuple[Case | None, int]:
    """Make the case of all that is said of it, in whatever order; and count the messages that must wait.

    A message waits while it names an event of which no message has told yet: a contact can arrive before its arrest.

    :raises InvalidCase: when what is said does not hold together.
    """
    ready = sorted(said, key=lambda each: each.message.order)
    number = len(ready)
    while True:
        known = {event.id for each in ready for event in each.message.events}
        whole = [each for each in ready if not _wants(each.message) - known]
        if len(whole) == len(ready):
            break
        ready = whole
    if not ready:
        return None, number
    case = cases_of(each.message for each in ready)[0]
    where = [each.jurisdiction for each in ready if each.jurisdiction is not None]
    made = Case(case.id, case.victims, case.events, jurisdiction=where[-1]) if where else case
    return made, number - len(ready)


def _wants(message: Message) -> set[str]:
    """Return the ids of events that a message names."""
    known = code_vocabulary()
    wanted = {name for event in message.events for name in event.about if name not in known}
    rewrites = (event for event in message.events if event.act in (Act.CORRECT, Act.VOID))
    return wanted | {str(event.details["event"]) for event in rewrites}


def _event_key(document: object, where: str) -> str:
    names = [document.get(key) if isinstance(document, dict) else None for key in ("source", "id")]
    if not all(isinstance(name, str) and name for name in names):
        raise _fault(where, "a CloudEvent needs a source and an id", "the two together make it the same event again")
    return _key(EVENTS, *map(str, names))


def _key(*parts: str | bytes) -> str:
    """Return a digest of parts, each with its length, so that no two lists of parts run into one."""
    found = sha256()
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        found.update(f"{len(data)}:".encode() + data)
    return found.hexdigest()


def _when(text: object, name: str) -> When:
    try:
        return parse_when(text, name)
    except InvalidFact as error:
        raise _fault(name, str(error).removeprefix(f"{name}: "), "write 2026-05-01 or 2026-05-01T09:30:00Z") from None


def _fault(where: str, what: str, mend: str = "") -> InvalidInput:
    return InvalidInput([Problem(where, what, mend)])
