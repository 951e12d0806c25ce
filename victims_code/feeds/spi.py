"""The courts' result messages (SPI): a ``DeliverRequest`` around a ``ResultedCaseMessage`` becomes a message a case.

What is one event: one arrest for an Arrest/Summons Number, one charge for a defendant and day, and for a defendant and
hearing one decision on bail, one warrant, one sentence, and one listing for each next hearing. Of the outcomes see
`victims_code.feeds.spi_facts`. The ids of what a hearing decided begin with the defendant and the hearing, so that the
message sent again without a result withdraws it, and takes nothing from another hearing or a co-defendant.
"""

from __future__ import annotations

from functools import cache

from attrs import field, frozen

from victims_code.arguments import need
from victims_code.dates import When, optional_when
from victims_code.errors import InvalidFact, InvalidInput, Problem, enough, first_faults, nearest
from victims_code.feeds.mappings import Tables, checked_tables, load_mapping
from victims_code.feeds.messages import Found, Message, digest_of
from victims_code.feeds.spi_court import Hearing, court_code, defendant_of
from victims_code.feeds.spi_facts import read_facts
from victims_code.feeds.spi_results import read_results
from victims_code.feeds.spi_times import later, read_hearing_time, read_sent
from victims_code.feeds.spi_xml import Part, read_xml
from victims_code.victims import checked_reference

_ROOT = "ResultedCaseMessage"

#: The words that a value of each table can be; a table that is not here takes any text.
_WORDS = {
    "results": (
        "custody", "suspended", "hospital", "custody_or_hospital", "sentence", "warrant", "remanded_in_custody",
        "custody_with_bail_direction", "remanded_on_bail", "bail_conditions", "no_hearing_date", "hearing",
        "defendant_dead", "verdict", "charge_ended", "no_event",
    ),
    "qualifiers": ("bail_conditions", "no_warrant", "indication_enhanced_rights"),
    "bail_status": ("custody", "custody_with_bail_direction", "not_in_custody"),
    "findings": ("guilty", "not_guilty"),
    "offence_dates": ("known", "uncertain"),
    "units": ("days", "weeks", "months", "years", "life"),
}  # fmt: skip


def read_spi(
    data: bytes, source: str = "", *, received_at: When | None = None, mapping: Tables | None = None
) -> tuple[Message, ...]:
    """Read a court's result message: the events of each case that it tells of, and what could not be mapped.

    `source` names the file in errors; `received_at` is when the Witness Care Unit received it; `mapping` is what
    `load_mapping` made of the codes. The element's names count, in whatever namespace. A suspect is named by
    `suspect_reference`, a crime by its number within the suspect. Times are London's.

    :raises InvalidInput: when it is not such a message, lacks what every event needs (a case's reference, the date of
        the hearing, a defendant), or exceeds a bound of `victims_code.feeds.spi_xml`; with every fault found.
    :raises InvalidFact: when an argument is of another kind, or `received_at` has no offset.
    :raises VictimsCodeError: when the extra that reads XML is not installed.

    >>> message, = read_spi(b'''<ResultedCaseMessage><Session>
    ...   <CourtHearing><Hearing><DateOfHearing>2026-05-06</DateOfHearing></Hearing></CourtHearing>
    ...   <Case><PTIURN>01ZZ0000126</PTIURN><Defendant><ProsecutorReference>2601ZZ1</ProsecutorReference>
    ...     <Offence><Result><ResultCode>4575</ResultCode></Result></Offence></Defendant></Case>
    ... </Session></ResultedCaseMessage>''')
    >>> message.case, [event.type for event in message.events]
    ('01ZZ0000126', ['arrest_warrant_issued'])
    """
    need("data", data, bytes)
    need("source", source, str)
    tables = _packaged() if mapping is None else _checked(checked_tables("spi", mapping))
    received = optional_when(received_at, "received_at")
    root = read_xml(data, source)
    bodies = _bodies(root, source)
    created = read_sent(root)
    problems: list[Problem] = []
    cases: dict[str, _Case] = {}
    for body in bodies:
        for session in _needed(body, "Session", problems):
            if not enough(problems):
                _session(session, cases, problems, received, tables)
    if problems:
        raise InvalidInput(Problem(each.where, each.what, each.mend, source) for each in problems)
    digest = digest_of(data)
    return tuple(case.message(name, digest, created) for name, case in cases.items())


@frozen
class _Case:
    """What a message says of one case, while it is read."""

    found: Found
    hearings: list[When] = field(factory=list, init=False)
    withdrawn: list[str] = field(factory=list, init=False)
    prefixes: dict[str, None] = field(factory=dict, init=False)

    def message(self, case: str, digest: str, created: When | None) -> Message:
        sent = created
        for hearing in self.hearings:
            sent = later(hearing, sent)
        assert sent is not None  # noqa: S101 - a case is read within a hearing
        events, prefixes = tuple(self.found.events.values()), tuple(self.prefixes)
        stated = {event.id for event in events}
        return Message(
            case, digest, sent, events,
            withdrawn=tuple(name for name in dict.fromkeys(self.withdrawn) if name not in stated),
            restates=prefixes[0] if len(prefixes) == 1 else prefixes,
            unmapped=tuple(self.found.unmapped),
        )  # fmt: skip


@cache
def _packaged() -> Tables:
    return _checked(load_mapping("spi"))


def _checked(tables: Tables) -> Tables:
    """Return the mapping if each of its words is one that a reader knows."""
    problems = first_faults(
        Problem(f"{table}.{key}", f"unknown word {str(value)[:40]!r}", nearest(str(value), words))
        for table, words in _WORDS.items()
        for key, value in tables[table].items()
        if value not in words
    )
    if problems:
        raise InvalidInput(problems)
    return tables


def _bodies(root: Part, source: str) -> list[Part]:
    if root.name == _ROOT:
        return [root]
    found = [body for message in root.parts("Message") for body in message.parts(_ROOT)]
    if root.name != "DeliverRequest" or not found:
        what = "no court's result message" if root.name != "DeliverRequest" else f"an envelope without a {_ROOT}"
        mend = f"send a {_ROOT}, alone or as the Message of a DeliverRequest"
        raise InvalidInput([Problem(root.where[:60], what, mend, source)])
    return found


def _needed(part: Part, name: str, problems: list[Problem]) -> list[Part]:
    found = part.parts(name)
    if not found:
        problems.append(Problem(part.where, f"holds no {name}", "send the whole message, as the court sent it"))
    return found


def _session(
    session: Part, cases: dict[str, _Case], problems: list[Problem], received_at: When | None, tables: Tables
) -> None:
    notes = Found(received_at)
    place = session.part("CourtHearing", "Hearing") or session.part("CourtHearing") or session
    at = read_hearing_time(place, notes)
    if at is None:
        mend = "write it as 2026-05-06: every event of the hearing needs it"
        problems.append(Problem(f"{place.where}/DateOfHearing", "is missing, or no date", mend))
    for part in _needed(session, "Case", problems):
        if enough(problems):
            return
        name = part.text("PTIURN") or ""
        try:
            checked_reference(name, "PTIURN")
        except InvalidFact:
            mend = "every case needs its reference, of 1 to 200 printable characters"
            problems.append(Problem(f"{part.where}/PTIURN", "is missing, or no reference", mend))
        defendants = _needed(part, "Defendant", problems)
        if at is None or problems:
            continue
        case = cases.setdefault(name, _Case(Found(received_at)))
        case.hearings.append(at)
        for each in notes.unmapped:
            case.found.note(each.code, each.where, each.why)
        court = court_code(place)
        if court is None:
            case.found.note("no_court", place.where, "no code of a court: where the hearing was is left out")
        for defendant in defendants:
            accused = defendant_of(defendant, Hearing(at, court), tables, case.found)
            case.withdrawn.extend(read_facts(accused))
            read_results(accused)
            case.prefixes[accused.prefix] = None
