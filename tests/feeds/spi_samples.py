"""Small result messages of our own: nobody in them exists, and their names are marked so that a leak is seen."""

from __future__ import annotations

from victims_code.events import Event
from victims_code.feeds.messages import Message
from victims_code.feeds.spi import read_spi

CASE = "01ZZ0000126"
ASN = "2601ZZ0000000000001A"

#: Stands where a message names a person or says something of one: it must turn up nowhere else.
PERSONAL = "Nobody-At-All"

_NAMES = 'xmlns="urn:deliver" xmlns:m="urn:metadata" xmlns:d="urn:libra"'


def result(code: str | None = None, *inner: str, text: str = PERSONAL) -> str:
    """A result with its code, its text, and whatever else is given."""
    head = "" if code is None else f"<d:ResultCode>{code}</d:ResultCode>"
    return f"<d:Result>{head}<d:ResultText>{text}</d:ResultText>{''.join(inner)}</d:Result>"


def qualifier(code: str) -> str:
    return f"<d:ResultCodeQualifier>{code}</d:ResultCodeQualifier>"


def duration(value: str, unit: str, second: str = "") -> str:
    more = second and f"<d:SecondaryDurationValue>{second}</d:SecondaryDurationValue>"
    inner = f"<d:DurationValue>{value}</d:DurationValue><d:DurationUnit>{unit}</d:DurationUnit>{more}"
    return f"<d:Outcome><d:Duration>{inner}</d:Duration></d:Outcome>"


def next_hearing(day: str = "", time: str = "", court: str = "Z01AA01") -> str:
    when = f"<d:DateOfHearing>{day}</d:DateOfHearing><d:TimeOfHearing>{time}</d:TimeOfHearing>"
    details = f"<d:CourtHearingLocation>{court}</d:CourtHearingLocation>{when}"
    return f"<d:NextHearing><d:NextHearingDetails>{details}</d:NextHearingDetails></d:NextHearing>"


def offence(
    number: str, *inner: str, date_code: str = "1", arrest: str = "2026-03-02", charge: str = "2026-03-03"
) -> str:
    timing = (
        f"<d:OffenceTiming><d:OffenceDateCode>{date_code}</d:OffenceDateCode><d:OffenceStart>"
        "<d:OffenceDateStartDate>2026-03-01</d:OffenceDateStartDate></d:OffenceStart></d:OffenceTiming>"
    )
    return (
        f"<d:Offence><d:BaseOffenceDetails><d:OffenceSequenceNumber>{number}</d:OffenceSequenceNumber>"
        f"<d:OffenceWording>{PERSONAL}</d:OffenceWording>{timing}<d:ChargeDate>{charge}</d:ChargeDate>"
        f"<d:ArrestDate>{arrest}</d:ArrestDate></d:BaseOffenceDetails>{''.join(inner)}</d:Offence>"
    )


def finding(code: str, convicted: str = "") -> str:
    date = convicted and f"<d:ConvictionDate>{convicted}</d:ConvictionDate>"
    return f"{date}<d:Finding>{code}</d:Finding>"


def defendant(*offences: str, asn: str = ASN, bail: str = "U", conditions: str = "", kind: str = "Individual") -> str:
    name = f"<d:PersonName><d:PersonFamilyName>{PERSONAL}</d:PersonFamilyName></d:PersonName>"
    person = f"<d:PersonDefendant>{name}<d:BailConditions>{conditions}</d:BailConditions></d:PersonDefendant>"
    inner = f"{person}<d:BailStatus>{bail}</d:BailStatus>" if kind == "Individual" else f"<d:Name>{PERSONAL}</d:Name>"
    reference = asn and f"<d:ProsecutorReference>{asn}</d:ProsecutorReference>"
    who = f"<d:Court{kind}Defendant>{inner}</d:Court{kind}Defendant>"
    return f"<d:Defendant>{reference}{who}{''.join(offences)}</d:Defendant>"


def case(*defendants: str, urn: str = CASE) -> str:
    return f"<d:Case><d:PTIURN>{urn}</d:PTIURN>{''.join(defendants)}</d:Case>"


def session(*cases: str, day: str = "2026-05-06", time: str = "10:00:00", court: str = "Z01AA01") -> str:
    when = f"<d:DateOfHearing>{day}</d:DateOfHearing><d:TimeOfHearing>{time}</d:TimeOfHearing>"
    hearing = f"<d:Hearing><d:CourtHearingLocation>{court}</d:CourtHearingLocation>{when}</d:Hearing>"
    return f"<d:Session><d:CourtHearing>{hearing}</d:CourtHearing>{''.join(cases)}</d:Session>"


def deliver(*sessions: str, created: str = "2026-05-07T08:00:00Z") -> bytes:
    """The whole message in its envelope."""
    made = f"<m:MessageMetadata><m:CreationDateTime>{created}</m:CreationDateTime></m:MessageMetadata>"
    body = f"<d:ResultedCaseMessage>{''.join(sessions)}</d:ResultedCaseMessage>"
    return f"<DeliverRequest {_NAMES}>{made}<Message>{body}</Message></DeliverRequest>".encode()


def one(
    *offences: str,
    day: str = "2026-05-06",
    created: str = "2026-05-07T08:00:00Z",
    bail: str = "U",
    conditions: str = "",
) -> bytes:
    """A message of one defendant in one case."""
    return deliver(session(case(defendant(*offences, bail=bail, conditions=conditions)), day=day), created=created)


def read(data: bytes) -> Message:
    """The one message in it, in which nothing that names a person turns up."""
    (message,) = read_spi(data)
    assert PERSONAL not in repr([(e.id, e.suspect, e.crime, dict(e.details)) for e in message.events])
    assert PERSONAL not in repr(message.unmapped)
    return message


def events(message: Message, name: str) -> list[Event]:
    return [event for event in message.events if event.type == name]


def codes(message: Message) -> set[str]:
    return {each.code for each in message.unmapped}
