"""What a court decided on a defendant at one hearing: bail, warrant, sentence, and the next hearing.

Each is one event for the defendant and the hearing, however many offences carry it: the victim is told of it once.
"""

from __future__ import annotations

from datetime import datetime

from victims_code.dates import format_when
from victims_code.feeds.spi_court import Defendant, Result, court_code, shown
from victims_code.feeds.spi_terms import ANY_TERM, NO_TERM, Term, decisive_months, months_in_all, term_of
from victims_code.feeds.spi_times import read_hearing_time

_CUSTODIAL = ("custody", "custody_or_hospital", "suspended")
_BAIL = ("remanded_in_custody", "custody_with_bail_direction", "remanded_on_bail", "bail_conditions")


def read_results(defendant: Defendant) -> None:
    """Read all that the hearing decided, save the outcome of the case."""
    _bail(defendant)
    _warrant(defendant)
    _sentence(defendant)
    _listings(defendant)
    _notes(defendant)


def _bail(defendant: Defendant) -> None:
    results = defendant.of_kind(*_BAIL)
    change = next((kind for kind in _BAIL if any(result.kind == kind for result in results)), None)
    conditions = _conditions(defendant)
    if change is None and conditions is not True:
        return
    if conditions is None and change == "remanded_in_custody" and {result.kind for result in results} == {change}:
        conditions = False
    words = {True: "yes", False: "no", None: None}
    where = results[0].part.where if results else defendant.part.where
    said = "conditions_changed" if change == "bail_conditions" else change
    defendant.add("court_bail_decided", where, conditions=words[conditions], change=said)


def _conditions(defendant: Defendant) -> bool | None:
    """Whether bail has conditions: by their text, a result or a qualifier. None where nothing says so."""
    texts = [part for part in defendant.part.within("BailConditions") if (part.element.text or "").strip()]
    marked = [r for r in defendant.results if r.kind == "bail_conditions" or "bail_conditions" in r.qualifiers]
    if not texts and not marked:
        return None
    status = next(iter(defendant.part.within("BailStatus")), None)
    code = "" if status is None else (status.element.text or "").strip().upper()
    place = defendant.tables["bail_status"].get(code)
    note = defendant.found.note
    if status is not None and code and place is None:
        what = f"bail status {shown(code)} is not known: whether bail has conditions is left unknown"
        note("unknown_bail_status", status.where, what)
        return None
    if place == "custody" or (place == "custody_with_bail_direction" and not texts):
        where = texts[0].where if texts else marked[0].part.where
        note("conditions_in_custody", where, "conditions of bail, but the defendant is in custody: left out")
        return None
    return True


def _warrant(defendant: Defendant) -> None:
    issued = defendant.of_kind("warrant")
    for result in issued:
        if "no_warrant" not in result.qualifiers:
            defendant.add("arrest_warrant_issued", result.part.where)
            return
    if issued:
        defendant.found.note("warrant_excepted", issued[0].part.where, "a qualifier says that no warrant is to be told")


def _sentence(defendant: Defendant) -> None:
    found, tables = defendant.found, defendant.tables
    passed: list[tuple[Result, Term]] = []
    for offence in defendant.offences:
        is_convicted = tables["findings"].get((offence.part.text("Finding") or "").upper()) == "guilty"
        for result in offence.results:
            if result.kind in _CUSTODIAL:
                passed.append((result, term_of(result, tables, found)))
            elif result.kind == "hospital":
                passed.append((result, ANY_TERM))
            elif result.kind == "sentence" and is_convicted:
                passed.append((result, NO_TERM))
            elif result.kind == "sentence":
                found.note("no_conviction", result.part.where, "a sentence's code without a finding of guilt: left out")
    if not passed:
        return
    unknown = any(result.code is not None and result.kind is None for result in defendant.results)
    terms = [*(term for _, term in passed), *([ANY_TERM] if unknown else [])]
    months = months_in_all(terms, decisive_months())
    where = passed[0][0].part.where
    if sum(term.high > 0 for term in terms) > 1 or months is None:
        said = "left unknown" if months is None else "the longest is taken"
        what = f"months in custody are {said}: whether terms run together, or what some of them are, is not said"
        found.note("custody_in_all", where, what)
    kinds = {result.kind for result, _ in passed}
    hospital = True if "hospital" in kinds else None if unknown or "custody_or_hospital" in kinds else False
    defendant.add("sentence_passed", where, custody_months=months, hospital_order=hospital)


def _listings(defendant: Defendant) -> None:
    note = defendant.found.note
    for offence in defendant.offences:
        for result in offence.results:
            listed = list(result.part.within("NextHearing"))
            if result.kind == "no_hearing_date" and not listed:
                note("no_hearing_date", result.part.where, "adjourned without a date: no hearing is listed")
            elif result.kind == "hearing" and not listed:
                what = "the next hearing, if there is one, stands in the text alone, which is not read"
                note("hearing_in_text", result.part.where, what)
            for part in listed:
                details = part.part("NextHearingDetails") or part
                when = read_hearing_time(details, defendant.found)
                if when is None:
                    note("no_hearing_date", part.where, "a next hearing without a date: no hearing is listed")
                    continue
                court = court_code(details)
                precision = "time" if isinstance(when, datetime) else "date"
                mark = f"{format_when(when)}:{court or '-'}"
                defendant.add("hearing_listed", part.where, mark, hearing_at=when, precision=precision, court=court)


def _notes(defendant: Defendant) -> None:
    """Note the results that are no event, or not a known one."""
    for result in defendant.results:
        where, note, code = result.part.where, defendant.found.note, shown(result.code or "")
        if "indication_enhanced_rights" in result.qualifiers:
            what = "a qualifier says domestic violence, or a vulnerable or intimidated victim: have the needs assessed"
            note("indication_enhanced_rights", where, f"{what}; it determines no Enhanced Rights")
        if result.code is not None and result.kind is None:
            note("unknown_result_code", where, f"result {code} is not in the mapping: add it, if it is an event")
        elif result.kind == "charge_ended":
            what = f"result {code}: the charge was withdrawn, replaced or dismissed; record which event that is"
            note("charge_ended", where, what)
        elif result.kind == "no_event":
            note("no_event", where, f"result {code} is an order or a notice, and no event by itself")
