"""Who stands before which court when: the hearing, the defendant and the offences that a result message is about."""

from __future__ import annotations

import re
from datetime import date
from hashlib import sha256
from typing import Final

from attrs import field, frozen

from victims_code.arguments import need
from victims_code.dates import When, format_when, london_day
from victims_code.feeds.mappings import Tables
from victims_code.feeds.messages import Found
from victims_code.feeds.spi_xml import Part
from victims_code.given import number_in, whole

#: How much of a digest makes a reference: enough that two of one force never meet.
_DIGITS: Final = 12

#: The largest number that an offence or a duration can have: a larger one is a mistake.
_LARGEST_NUMBER: Final = 9_999

_COURT: Final = re.compile(r"[A-Za-z0-9]{1,12}", re.ASCII)
_CODE: Final = re.compile(r"[A-Za-z0-9]{1,8}", re.ASCII)


def suspect_reference(asn: str) -> str:
    """Return the reference under which a feed names the suspect with an Arrest/Summons Number.

    It is a digest: the number itself leads to a person in every police system, and has no place in a case file. A host
    system that holds the number can work out the same reference. Small and capital letters and spaces do not matter.

    >>> suspect_reference("1101ZD0100000410779H") == suspect_reference("1101zd 01 0000 0410779h")
    True
    """
    need("asn", asn, str)
    return "S" + _digest("".join(asn.split()).upper())


def _digest(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]


def shown(code: str) -> str:
    """Return a code as it may be repeated: what does not look like one could be anybody's name."""
    return code if _CODE.fullmatch(code) else "…"


def court_code(part: Part, name: str = "CourtHearingLocation") -> str | None:
    """Return the code of a court, or None where it is missing or no code."""
    text = part.text(name)
    return text if text is not None and _COURT.fullmatch(text) else None


def whole_number(text: str | None) -> int | None:
    """Read a small whole number."""
    found = None if text is None else whole(number_in(text))
    return found if found is not None and 0 <= found <= _LARGEST_NUMBER else None


@frozen
class Hearing:
    """A sitting of a court, by date, time and place."""

    #: When it was; a date alone where the time is not known.
    at: When
    #: The code of the court.
    court: str | None = None

    @property
    def day(self) -> date:
        """The London day of the hearing."""
        return london_day(self.at)

    @property
    def key(self) -> str:
        """What tells it from the other hearings of the defendant."""
        return f"{format_when(self.at)}:{self.court or '-'}"


@frozen
class Result:
    """A result that the court gave on an offence."""

    part: Part
    code: str | None
    #: What the code means, by the mapping; None is not known.
    kind: str | None
    #: What the qualifiers mean that the mapping knows.
    qualifiers: frozenset[str]


@frozen
class Offence:
    """An offence with its number among those of the defendant, and its results."""

    part: Part
    #: Its number; where it has none of its own, where it stands.
    number: str
    details: Part
    results: tuple[Result, ...]


@frozen
class Defendant:
    """A defendant at a hearing, and all that is needed to say what happened to them."""

    part: Part
    hearing: Hearing
    tables: Tables
    found: Found
    #: The opaque reference.
    suspect: str = field()
    offences: tuple[Offence, ...] = ()

    @property
    def prefix(self) -> str:
        """The beginning of the ids of all that the hearing decided on this defendant."""
        return f"hearing:{self.suspect}:{self.hearing.key}:"

    def crime(self, offence: Offence) -> str:
        """Return the reference of a crime: the offence's number within the suspect."""
        return f"{self.suspect}-{offence.number}"

    @property
    def results(self) -> tuple[Result, ...]:
        """All results, in order."""
        return tuple(result for offence in self.offences for result in offence.results)

    def of_kind(self, *kinds: str) -> list[Result]:
        """Return the results of some kinds."""
        return [result for result in self.results if result.kind in kinds]

    def add(self, name: str, where: str, mark: str = "", *, crime: str | None = None, **details: object) -> None:
        """Add an event that happened at the hearing."""
        event_id = f"{self.prefix}{name}{mark and ':' + mark}"
        at, suspect = self.hearing.at, self.suspect
        self.found.add(event_id, name, where, at=at, suspect=suspect, crime=crime, details=details)


def defendant_of(part: Part, hearing: Hearing, tables: Tables, found: Found) -> Defendant:
    """Read a defendant with their offences and results; what has no reference of its own gets one and is noted."""
    offences = _offences(part, tables, found)
    asn = part.text("ProsecutorReference")
    if asn is not None:
        suspect = suspect_reference(asn)
    else:
        # Never of the name: of what is alleged, so that the same message gives the same reference.
        alleged = [_alleged(offence) for offence in offences]
        suspect = "N" + _digest("|".join(alleged))
        what = "no Arrest/Summons Number: the reference is made of the offences, and joins no other message"
        found.note("no_suspect_reference", part.where, what)
    if not offences:
        found.note("no_offence", part.where, "no offence: there is nothing to make an event of")
    return Defendant(part, hearing, tables, found, suspect, offences)


def _alleged(offence: Offence) -> str:
    start = offence.details.text("OffenceTiming", "OffenceStart", "OffenceDateStartDate")
    return f"{offence.number}/{offence.details.text('OffenceCode')}/{start}"


def _offences(part: Part, tables: Tables, found: Found) -> tuple[Offence, ...]:
    read: dict[str, Offence] = {}
    for position, offence in enumerate(part.parts("Offence"), 1):
        details = offence.part("BaseOffenceDetails") or offence
        number = whole_number(details.text("OffenceSequenceNumber"))
        name = f"at{position}" if number is None or str(number) in read else str(number)
        if name.startswith("at"):
            what = "no sequence number of its own: where the offence stands in the message is taken instead"
            found.note("no_offence_number", offence.where, what)
        read[name] = Offence(offence, name, details, tuple(_results(offence, tables, found)))
    return tuple(read.values())


def _results(offence: Part, tables: Tables, found: Found) -> list[Result]:
    read = []
    parts = offence.parts("Result")
    if not parts:
        found.note("no_result", offence.where, "no result: the court said nothing of this offence")
    for part in parts:
        code = part.text("ResultCode")
        codes = [(each.element.text or "").strip().upper() for each in part.within("ResultCodeQualifier")]
        known = frozenset(str(tables["qualifiers"][each]) for each in codes if each in tables["qualifiers"])
        if code is None:
            found.note("no_result_code", part.where, "a result without a code: its text is not read")
        kind = None if code is None else tables["results"].get(code)
        read.append(Result(part, code, None if kind is None else str(kind), known))
    return read
