"""The result lines of a Common Platform hearing: what the court ordered, for whom, and whether it was deleted."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Final

from attrs import frozen

from victims_code.dates import LONDON, When, london_day, parse_when
from victims_code.errors import InvalidFact
from victims_code.feeds.json_messages import Part, safe_code
from victims_code.feeds.mappings import Tables
from victims_code.local_time import on_the_clock

#: The decisions on bail, the strictest first, and all that a line can be, by the word of the mapping.
BAIL: Final = (
    "remanded_in_custody", "custody_with_bail_direction", "conditional_bail", "remanded_on_bail", "bail_conditions",
)  # fmt: skip
_KINDS: Final = (
    *BAIL, "warrant", "sentence", "hospital", "defendant_dead", "next_hearing", "adjourned_without_date",
    "charge_ended", "none",
)  # fmt: skip

_DAY: Final = re.compile(r"(?P<day>\d{2})/(?P<month>\d{2})/(?P<year>\d{4})|(?P<iso>\d{4}-\d{2}-\d{2})", re.ASCII)
_COURT: Final = re.compile(r"[0-9A-Z]{1,20}", re.ASCII)
_PERIOD: Final = re.compile(r"(\d{1,3}) (Year|Month|Week|Day)s?", re.ASCII)

#: Fewer days than any month has: together with whole months they never make a further one.
_SHORT_OF_A_MONTH: Final = 28


@frozen
class Listing:
    """A next hearing as a line tells it: when, how exactly that is known, and in which court; no time is unknown."""

    at: When | None = None
    precision: str | None = None
    court: str | None = None


@frozen(kw_only=True)
class ResultLine:
    """One result of a hearing, for one defendant."""

    part: Part
    #: The id that it has in both forms of a message.
    id: str | None
    #: The hearing in which it was ordered.
    hearing: str
    defendant: str
    ordered: When | None
    deleted: bool
    #: One of the words of the mapping, or ``final`` for a final result that the mapping does not name.
    kind: str
    listing: Listing | None
    custody_months: int | None
    convicted: bool


@frozen(kw_only=True)
class Sitting:
    """The hearing that a message tells of."""

    id: str
    #: The day of it that the message is about; None where that is not known.
    day: date | None
    tables: Tables


def read_line(part: Part, sitting: Sitting, *, defendant: str, convicted: bool) -> ResultLine:
    """Read one result line, of either form that a message has for it."""
    deleted = part.is_true("isDeleted")
    prompts = dict(_prompts(part, sitting.tables))
    listing = _listing(part, prompts)
    kind = _kind(part, sitting.tables, silent=deleted or listing is not None)
    if listing is None and kind in ("next_hearing", "adjourned_without_date"):
        listing = _told_in(prompts, part) if kind == "next_hearing" else Listing()
    return ResultLine(
        part=part,
        id=part.reference("judicialResultId", "resultLineId"),
        hearing=part.reference("orderedHearingId") or sitting.id,
        defendant=defendant,
        ordered=part.when("orderedDate", "hearingDay") or sitting.day,
        deleted=deleted,
        kind=kind,
        listing=listing,
        custody_months=_months(prompts.get("custody"), part),
        convicted=convicted or part.is_true("isConvictedResult"),
    )


def _kind(part: Part, tables: Tables, *, silent: bool) -> str:
    results, meanings = tables["results"], tables["qualifiers"]
    qualifiers = {word.strip() for word in (part.text("qualifier") or "").split(",")}
    meant = {str(meanings[word]) for word in sorted(qualifiers) if word in meanings}
    if "enhanced_rights_indicated" in meant and not silent:
        part.note("enhanced_rights_indicated", "qualifier", "an indication of Enhanced Rights, and no determination")
    codes = [
        code for key in ("judicialResultTypeId", "resultDefinitionId", "cjsCode") if (code := safe_code(part.text(key)))
    ]
    kind = next((str(results[code]) for code in codes if code in results), None)
    if kind == "warrant" and "no_warrant" in meant:
        return "none"
    if "bail_conditions" in meant:
        # The qualifier says of a result that has nothing to do with bail that the conditions of bail were decided.
        kind = {None: "bail_conditions", "none": "bail_conditions", "remanded_on_bail": "conditional_bail"}.get(
            kind, kind
        )
    if kind == "charge_ended" and not part.is_true("isDeleted"):
        part.note("charge_ended", "", "the charge was withdrawn, replaced or dismissed; record which event that is")
    if kind in _KINDS:
        return kind
    if tables["categories"].get(part.text("category") or "") == "final":
        return "final"
    if not silent:
        code = codes[0] if codes else "without a code"
        part.note("unknown_result_code", "", f"no event is known for the result {code}; add it to the mapping")
    return "none"


def _prompts(part: Part, tables: Tables) -> Iterator[tuple[str, str]]:
    """Walk the prompts whose meaning is known; of two of one meaning, the first counts."""
    seen: set[str] = set()
    for key in ("judicialResultPrompts", "prompts"):
        for prompt in part.objects(key):
            names = (prompt.text("promptReference", "promptRef"), prompt.text("label"))
            for name in names:
                meaning = tables["hearing_prompts"].get(name or "")
                if meaning is None and tables["custody_prompts"].get(name or "") is True:
                    meaning = "custody"
                value = prompt.text("value")
                if isinstance(meaning, str) and value is not None and meaning not in seen:
                    seen.add(meaning)
                    yield meaning, value


def _listing(part: Part, prompts: Mapping[str, str]) -> Listing | None:
    """Return the next hearing that a line tells of by its own structure; None where it tells of none."""
    if part.is_true("isUnscheduled"):
        return Listing()
    told = part.object("nextHearing")
    if told is None:
        return _told_in(prompts, part) if prompts.keys() & {"date", "to_be_fixed"} else None
    at = told.when("listedStartDateTime")
    if at is not None:
        return Listing(at, "time" if isinstance(at, datetime) else "date", _court(told))
    from_prompts = _told_in(prompts, part)
    if from_prompts.at is not None:
        return Listing(from_prompts.at, from_prompts.precision, _court(told))
    week = told.body.get("weekCommencingDate")
    held = told.object("weekCommencingDate") if isinstance(week, dict) else None
    at = held.when("startDate") if held is not None else told.when("weekCommencingDate")
    return Listing(None if at is None else london_day(at), None if at is None else "week", _court(told))


def _court(told: Part) -> str | None:
    """Return the code of a court: its name is free text."""
    centre = told.object("courtCentre")
    code = None if centre is None else centre.text("code")
    return code if code is not None and _COURT.fullmatch(code) else None


def _told_in(prompts: Mapping[str, str], part: Part) -> Listing:
    """Return the next hearing that prompts tell of: their times have no offset, and are London's."""
    if prompts.get("to_be_fixed", "").lower() == "true":
        return Listing()
    for meaning, precision in (("date", "date"), ("week", "week")):
        if meaning not in prompts:
            continue
        day = _day(prompts[meaning])
        if day is None:
            part.note("unusable_date", "", "the date of the next hearing cannot be read")
            continue
        at = _time(day, prompts["time"]) if meaning == "date" and "time" in prompts else None
        if at is None:
            return Listing(day, precision)
        if isinstance(at, datetime) and at.tzinfo is LONDON:
            at, oddity = on_the_clock(at)
            if oddity:
                part.note("clock_change", "", oddity)
        return Listing(at, "time" if isinstance(at, datetime) else "date")
    return Listing()


def _day(text: str) -> date | None:
    match = _DAY.fullmatch(text)
    if match is None:
        return None
    try:
        return london_day(parse_when(match["iso"] or f"{match['year']}-{match['month']}-{match['day']}", "date"))
    except InvalidFact:
        return None


def _time(day: date, text: str) -> When | None:
    """Read the time of day that a prompt tells, in London; None where it tells none."""
    try:
        return parse_when(f"{day.isoformat()}T{text}", "time", assume_tz=LONDON)
    except InvalidFact:
        return None


def _months(text: str | None, part: Part) -> int | None:
    """Return the whole months of a period in custody; None where days might make a further month, or it is unclear."""
    if text is None:
        return None
    told: dict[str, int] = {}
    for piece in text.split(","):
        match = _PERIOD.fullmatch(piece.strip())
        if match is None or match[2] in told:
            part.note("unusable_period", "", "the time in custody cannot be read: it is left unknown")
            return None
        told[match[2]] = int(match[1])
    if told.get("Week", 0) * 7 + told.get("Day", 0) >= _SHORT_OF_A_MONTH:
        part.note("unusable_period", "", "weeks and days may make a further month: it is left unknown")
        return None
    return told.get("Year", 0) * 12 + told.get("Month", 0)


def merged(stated: list[ResultLine], drafts: list[ResultLine]) -> list[ResultLine]:
    """Return the result lines that a message states, each once, though it may hold the draft of a line too.

    A draft stands for the line of its id where it says that the line is deleted, or where the line has no code itself.
    """
    by_id = {draft.id: draft for draft in drafts if draft.id is not None}
    kept = []
    for line in stated:
        draft = None if line.id is None else by_id.get(line.id)
        if draft is None or (line.kind != "none" and not draft.deleted):
            kept.append(line)
            if line.id is not None:
                by_id.pop(line.id, None)
    return [*kept, *(draft for draft in drafts if draft.id is None or draft.id in by_id)]
