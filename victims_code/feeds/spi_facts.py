"""What a result message says of a defendant beyond the hearing's decisions: offence, arrest, charge, plea, outcome.

An outcome is told once for what the victim hears at once. The convictions of a defendant on one day are one event. An
acquittal of all that the message lists is one event; of some of it, one for each offence, so that it ends no duty that
concerns another: what speaks of one crime does not speak for all (design: which duty is met by what).
"""

from __future__ import annotations

from datetime import date
from typing import Final

from victims_code.feeds.spi_court import Defendant, Offence, shown
from victims_code.feeds.spi_times import day_in, read_day


def read_facts(defendant: Defendant) -> list[str]:
    """Read the facts of a defendant; return the ids of those that the message no longer states."""
    _offences(defendant)
    _arrest(defendant)
    _charges(defendant)
    _pleas(defendant)
    return _outcomes(defendant)


def _offences(defendant: Defendant) -> None:
    found = defendant.found
    for offence in defendant.offences:
        timing = offence.details.part("OffenceTiming")
        start = None if timing is None else timing.part("OffenceStart")
        day = None if start is None else day_in(start, "OffenceDateStartDate", found)
        if timing is None or day is None:
            found.note("no_offence_date", offence.details.where, "no date of the offence")
            continue
        code = timing.text("OffenceDateCode") or ""
        if defendant.tables["offence_dates"].get(code) != "known":
            what = f"offence date code {shown(code)} says of no day that the offence began on it: left out"
            found.note("offence_date_uncertain", timing.where, what)
            continue
        crime = defendant.crime(offence)
        event_id = f"offence_committed:{crime}"
        found.add(event_id, "offence_committed", timing.where, at=day, suspect=defendant.suspect, crime=crime)


def _days(defendant: Defendant, name: str) -> dict[date, str]:
    """Return the days that the offences state under a name, each with where it first stands, in order."""
    days: dict[date, str] = {}
    for offence in defendant.offences:
        day = day_in(offence.details, name, defendant.found)
        if day is not None:
            days.setdefault(day, f"{offence.details.where}/{name}")
    return dict(sorted(days.items()))


def _arrest(defendant: Defendant) -> None:
    """One Arrest/Summons Number is one arrest: on the earliest date that is given."""
    days, found = _days(defendant, "ArrestDate"), defendant.found
    for number, (day, where) in enumerate(days.items()):
        if number:
            found.note("another_arrest_date", where, "another date of arrest under one number: the earliest is taken")
        else:
            event_id = f"suspect_arrested:{defendant.suspect}"
            found.add(event_id, "suspect_arrested", where, at=day, suspect=defendant.suspect)


def _charges(defendant: Defendant) -> None:
    for day, where in _days(defendant, "ChargeDate").items():
        event_id = f"suspect_charged:{defendant.suspect}:{day.isoformat()}"
        defendant.found.add(event_id, "suspect_charged", where, at=day, suspect=defendant.suspect)


#: The word of the mapping for a code by which no plea was taken.
_NO_PLEA: Final = "none"


def _pleas(defendant: Defendant) -> None:
    for offence in defendant.offences:
        code = offence.part.text("Plea")
        if code is None:
            continue
        plea = defendant.tables["pleas"].get(code)
        where = f"{offence.part.where}/Plea"
        if plea is None:
            defendant.found.note(
                "unknown_plea_code", where, f"plea {shown(code)} is not in the mapping: add what it is"
            )
        elif plea == _NO_PLEA:
            defendant.found.note("no_plea", where, "no plea was taken: no event")
        else:
            # A message repeats the plea at each hearing and never says when it was entered.
            defendant.add("plea_entered", where, offence.number, crime=defendant.crime(offence), plea=str(plea))


def _outcomes(defendant: Defendant) -> list[str]:
    guilty: dict[date, str] = {}
    acquitted: list[Offence] = []
    for offence in defendant.offences:
        outcome = _finding(defendant, offence)
        where = f"{offence.part.where}/Finding"
        if outcome == "guilty":
            guilty.setdefault(_convicted_on(defendant, offence), where)
        elif outcome == "not_guilty":
            acquitted.append(offence)
    for day, where in sorted(guilty.items()):
        name, suspect, details = _conviction(defendant, day), defendant.suspect, {"outcome": "guilty"}
        defendant.found.add(name, "case_outcome_reached", where, at=day, suspect=suspect, details=details)
    _acquittals(defendant, acquitted)
    for result in defendant.of_kind("defendant_dead")[:1]:
        defendant.add("case_outcome_reached", result.part.where, "defendant_dead", outcome="defendant_dead")
    today = defendant.hearing.day
    return [_conviction(defendant, today)] if defendant.offences and today not in guilty else []


def _conviction(defendant: Defendant, day: date) -> str:
    return f"case_outcome_reached:{defendant.suspect}:{day.isoformat()}:guilty"


def _finding(defendant: Defendant, offence: Offence) -> str | None:
    code, note = offence.part.text("Finding"), defendant.found.note
    if code is None:
        for result in offence.results:
            if result.kind == "verdict":
                what = f"result {shown(result.code or '')} without a finding: the outcome is left out"
                note("verdict_without_finding", result.part.where, what)
        return None
    outcome = defendant.tables["findings"].get(code.upper())
    if outcome is None:
        where = f"{offence.part.where}/Finding"
        note("unknown_finding", where, f"finding {shown(code)} is not in the mapping: it is no outcome yet")
        return None
    return str(outcome)


def _convicted_on(defendant: Defendant, offence: Offence) -> date:
    """Return the day of conviction: a later hearing repeats it, so that its event stays the same."""
    text, today = offence.part.text("ConvictionDate"), defendant.hearing.day
    day = read_day(text)
    if text is not None and (day is None or day > today):
        what = "no date, or one after the hearing: the day of the hearing is taken"
        defendant.found.note("unusable_conviction_date", f"{offence.part.where}/ConvictionDate", what)
    return today if day is None else min(day, today)


def _acquittals(defendant: Defendant, acquitted: list[Offence]) -> None:
    numbers = [offence.number for offence in acquitted]
    is_all = len(acquitted) == len(defendant.offences) and sorted(numbers) == sorted(
        str(number) for number in range(1, len(numbers) + 1)
    )
    if is_all and len(acquitted) > 1:
        where = f"{acquitted[0].part.where}/Finding"
        defendant.add("case_outcome_reached", where, "not_guilty", outcome="not_guilty")
        return
    for offence in acquitted:
        where, crime = f"{offence.part.where}/Finding", defendant.crime(offence)
        mark = f"{offence.number}:not_guilty"
        defendant.add("case_outcome_reached", where, mark, crime=crime, outcome="not_guilty")
