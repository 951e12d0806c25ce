"""HMPPS domain events: a release, a recall or licence conditions of an offender, read as milestones of a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from functools import cache
from typing import Final

from victims_code.arguments import need
from victims_code.dates import When, format_when, optional_when
from victims_code.errors import InvalidInput, Problem
from victims_code.feeds.json_messages import Document, Part, messages_of, read_documents
from victims_code.feeds.mappings import Tables, checked_tables, load_mapping
from victims_code.feeds.messages import Found, Message

#: The kinds of identifier of a person, the one by which prisons know them first.
_IDENTIFIERS: Final = ("NOMS", "CRN", "PNC")
_IDENTIFIER: Final = re.compile(r"[0-9A-Z][0-9A-Z/]{0,19}", re.ASCII)
_EVENT_TYPE: Final = re.compile(r"[a-z][a-z.-]{0,79}", re.ASCII)
_REASON: Final = re.compile(r"[A-Z][A-Z_]{0,39}", re.ASCII)

#: What carries a message as text: a notification, a queue's delivery of one, and a batch of those.
_TEXTS: Final = ("Message", "Body", "body")
_BATCHES: Final = ("Messages", "Records")
_DEEPEST: Final = 4


def read_hmpps(
    data: bytes, source: str = "", *, received_at: When | None = None, mapping: Tables | None = None,
    cases: Mapping[str, Iterable[str]] | None = None,
) -> tuple[Message, ...]:  # fmt: skip
    """Read HMPPS domain events: one, a list, or one a line, each as it is or in the envelope of its delivery.

    HMPPS knows no case: `cases` gives the references of the cases for a person's identifier, and each of them is told;
    without it the identifier stands for the case.

    :raises InvalidInput: with every event that cannot be understood as a whole: no JSON within the bounds, no event
        type, no time, no identifier of a person. Anything less is in `Message.unmapped`.
    :raises InvalidFact: when `received_at` is no date, nor a date-time with an offset.

    >>> text = '{"eventType": "prison-offender-events.prisoner.released", "occurredAt": "2026-07-01T09:00:00Z", '
    >>> text += '"personReference": {"identifiers": [{"type": "NOMS", "value": "A0000AA"}]}, '
    >>> text += '"additionalInformation": {"reason": "RELEASED"}}'
    >>> [dict(message.events[0].details) for message in read_hmpps(text.encode())]
    [{'milestone': 'release'}]
    """
    tables = _packaged() if mapping is None else checked_tables("hmpps", mapping)
    received = optional_when(received_at, "received_at")
    if cases is not None:
        need("cases", cases, Mapping)

    def read(document: Document) -> Iterator[Message]:
        for each in _delivered(document, 0):
            yield from _read(each, received, tables, cases)

    return messages_of(data, source, read)


@cache
def _packaged() -> Tables:
    return load_mapping("hmpps")


def _delivered(document: Document, depth: int) -> Iterator[Document]:
    """Walk the events in an envelope. What was delivered twice is one event: its digest is that of its own text."""
    body = document.body
    if "eventType" in body:
        yield document
        return
    text = next((body[key] for key in _TEXTS if isinstance(body.get(key), str)), None)
    batch = next((body[key] for key in _BATCHES if isinstance(body.get(key), list)), None)
    if depth < _DEEPEST and isinstance(text, str):
        for inner in read_documents(text.encode(), document.source):
            if isinstance(inner, InvalidInput):
                raise inner
            yield from _delivered(inner, depth + 1)
    elif depth < _DEEPEST and isinstance(batch, list) and all(isinstance(item, dict) for item in batch):
        for item in batch:
            yield from _delivered(Document(item, document.digest, document.source), depth + 1)
    else:
        mend = "send the domain event, alone or as the Message of its envelope"
        raise InvalidInput([Problem(document.where, "no eventType in the message", mend, document.source)])


def _read(
    document: Document, received_at: When | None, tables: Tables, cases: Mapping[str, Iterable[str]] | None
) -> Iterator[Message]:
    found = Found(received_at)
    event = Part.whole(document, found)
    identifiers = _identifiers(event)
    occurred = event.when("occurredAt")
    sent = event.when("publishedAt") or occurred
    problems = [
        Problem(event.at(key), what, mend, document.source)
        for key, what, mend, missing in (
            ("personReference", "no identifier of a person", "a NOMS number is needed", not identifiers),
            ("occurredAt", "no time", "occurredAt or publishedAt is needed, with its offset", sent is None),
        )
        if missing
    ]
    if problems or sent is None:
        raise InvalidInput(problems)
    milestone = _milestone(event, tables)
    if milestone is not None and occurred is None:
        event.note("no_date", "occurredAt", "when it happened is not told")
    elif milestone is not None and occurred is not None:
        name = "sentence_milestone_reached"
        happened = format_when(occurred.astimezone(UTC) if isinstance(occurred, datetime) else occurred)
        event_id = f"{name}/{milestone.replace(' ', '_')}/{identifiers[0]}/{happened}"
        details = {"milestone": milestone}
        found.add(event_id, name, event.where, at=occurred, suspect=identifiers[0], details=details)
    references = sorted({case for each in identifiers for case in (cases or {}).get(each, ())})
    if not references:
        references = [identifiers[0]]
        if cases is not None:
            event.note("unknown_person", "personReference", "no case is known for the person: their identifier stands")
    for reference in references:
        yield Message(reference, document.digest, sent, tuple(found.events.values()), unmapped=tuple(found.unmapped))


def _identifiers(event: Part) -> list[str]:
    """Return the identifiers of the person, the best first."""
    found: dict[str, str] = {}
    person = event.object("personReference")
    for each in person.objects("identifiers") if person is not None else ():
        kind, value = each.text("type"), each.text("value")
        if kind in _IDENTIFIERS and value is not None and _IDENTIFIER.fullmatch(value):
            found.setdefault(kind, value)
    if not found:
        further = event.object("additionalInformation")
        value = None if further is None else further.text("nomsNumber")
        if value is not None and _IDENTIFIER.fullmatch(value):
            found["NOMS"] = value
    return [found[kind] for kind in _IDENTIFIERS if kind in found]


def _milestone(event: Part, tables: Tables) -> str | None:
    """Return the milestone that an event reaches; None, with the reason noted, where it reaches none."""
    name = event.text("eventType") or ""
    shown = name if _EVENT_TYPE.fullmatch(name) else "of another kind"
    milestone = tables["events"].get(name)
    if milestone is False:
        event.note("no_milestone", "eventType", f"an event {shown} reaches no milestone of a sentence by itself")
        return None
    if not isinstance(milestone, str):
        event.note("unknown_event_type", "eventType", f"an event {shown} is not in the mapping")
        return None
    reasons = tables["reasons"].get(name)
    if not isinstance(reasons, str):
        return milestone
    further = event.object("additionalInformation")
    reason = None if further is None else further.text("reason")
    where = event.at("additionalInformation.reason")
    is_reached = tables.get(reasons, {}).get(reason or "")
    if is_reached is True:
        return milestone
    word = reason if reason is not None and _REASON.fullmatch(reason) else "that is not told"
    if is_reached is False:
        event.found.note(f"not_a_{milestone}", where, f"the reason {word} is no {milestone}")
    else:
        event.found.note("unknown_reason", where, f"whether the reason {word} is a {milestone} is not known")
    return None
