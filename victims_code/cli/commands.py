"""The commands: each takes the parsed arguments, prints the answer, and returns the exit code."""

from __future__ import annotations

import argparse
import csv
import io
import sys
import tomllib
from datetime import date
from importlib.resources import files
from importlib.resources.abc import Traversable
from itertools import islice
from pathlib import Path
from typing import Any, Final

from victims_code.assessment import Assessment, assess_by
from victims_code.assessment.every_reading import every_reading
from victims_code.calendars import england_and_wales
from victims_code.cases import Case
from victims_code.cli import inputs, tables
from victims_code.cli.cases import Cases, Given
from victims_code.dates import When, london_date
from victims_code.errors import InvalidInput, OutsideCalendar, Problem, VictimsCodeError, nearest
from victims_code.interchange import (
    assessment_document,
    explanation_document,
    read_case,
    readings_document,
    write_json,
)
from victims_code.rulebook import Law, law_of, load_code
from victims_code.truth import Truth

#: How many cases pass between two marks of progress.
_MARK: Final = 1000


def assess(asked: argparse.Namespace) -> int:
    """Assess each case; one that fails is told, the others are answered."""
    zone = inputs.zone_of(asked.assume_tz)
    as_of, known_at = inputs.day_of(asked.as_of, "--as-of", zone), inputs.when_of(asked.known_at, "--known-at", zone)
    law = inputs.law_from(asked)
    failed = found = number = 0
    for source in [Cases(name, zone, law.vocabulary) for name in asked.case]:
        for given in source:
            many = len(asked.case) > 1 or source.is_lines
            number += 1
            try:
                answer = _assessed(given, law, as_of, known_at)
                text = _shown(answer, asked.format, many=many)
            except VictimsCodeError as error:
                failed += 1
                inputs.tell(_placed(error, given.source))
                continue
            found += answer.in_breach is Truth.YES
            inputs.say(text)
            if many and number % _MARK == 0 and sys.stderr.isatty():
                sys.stderr.write(f"\r{number} cases")
    if failed:
        return 2
    return 1 if asked.check and found else 0


def _shown(answer: Assessment, how: str, *, many: bool) -> str:
    if how == "table":
        return tables.assessment_table(answer)
    return write_json(assessment_document(answer), indent=None if many else 2)


def _assessed(given: Given, law: Law, as_of: date, known_at: When | None) -> Assessment:
    """Assess a case, and ask for all that is worked out on demand, so that no fault can come after the answer."""
    if isinstance(given.case, InvalidInput):
        raise given.case
    try:
        answer = assess_by(law, given.case, as_of=as_of, known_at=known_at)
        _ = answer.next_change_at
    except OutsideCalendar as error:
        raise InvalidInput(_outside(given.case, str(error), given.source)) from None
    return answer


def _outside(case: Case, message: str, source: str) -> list[Problem]:
    """Name the events whose date the calendar's message is about, or say what it says."""
    what, _, mend = message.partition("; ")
    named = [
        Problem(f"event {event.id}: {key}", what, mend, source)
        for event in case.events
        for key, when in (("at", event.at), ("received_at", event.received_at))
        if when is not None and london_date(when).isoformat() in message
    ]
    return named or [Problem("", what, mend, source)]


def _placed(error: VictimsCodeError, source: str) -> VictimsCodeError:
    """Return an error that names its file."""
    return error if isinstance(error, InvalidInput) else InvalidInput([Problem("", str(error), source=source)])


def _one(asked: argparse.Namespace) -> Assessment:
    """Assess the one case of a call; its faults end the call."""
    law = inputs.law_from(asked)
    zone = inputs.zone_of(asked.assume_tz)
    as_of, known_at = inputs.day_of(asked.as_of, "--as-of", zone), inputs.when_of(asked.known_at, "--known-at", zone)
    cases = list(islice(Cases(asked.case, zone, law.vocabulary), 2))
    if len(cases) != 1:
        raise inputs.wrong("CASE", "one case is needed", "give a file with one case; assess takes many")
    return _assessed(cases[0], law, as_of, known_at)


def explain(asked: argparse.Namespace) -> int:
    """Show the working of each obligation, or of one."""
    answer = _one(asked)
    obligations = answer.obligations
    if asked.obligation is not None:
        obligations = tuple(o for o in obligations if o.id == asked.obligation)
        if not obligations:
            ids = [o.id for o in answer]
            mend = nearest(asked.obligation, ids) if ids else "no obligation arises in it on that day"
            raise inputs.wrong("--obligation", "the case has no such obligation", mend)
    if asked.format == "json":
        inputs.say(write_json(explanation_document(answer, obligations), indent=2))
    else:
        inputs.say(tables.explanation_text(answer, obligations))
    return 0


def readings(asked: argparse.Namespace) -> int:
    """Show the answer under every disputed reading, and which dispute splits it."""
    found = every_reading(_one(asked))
    if asked.format == "json":
        inputs.say(write_json(readings_document(found), indent=2))
    else:
        inputs.say(tables.readings_text(found))
    return 0


def rules(asked: argparse.Namespace) -> int:
    """Show the rulebook: every column of the facts it was written from."""
    book = inputs.rulebook_of(asked.rulebook) or load_code()
    known = sorted({rule.right for rule in book.rules})
    right = None if asked.right is None else inputs.whole_number(asked.right, "--right")
    if right is not None and right not in known:
        mend = f"use one of {', '.join(map(str, known))}" if known else "the rulebook has no rule"
        raise inputs.wrong("--right", "no rule belongs to it", mend)
    rows = [rule.row() for rule in book.rules if right in (None, rule.right)]
    if asked.format == "csv":
        text = io.StringIO()
        writer = csv.DictWriter(text, list(rows[0]) if rows else ["id"], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
        sys.stdout.write(text.getvalue())
    elif asked.format == "json":
        inputs.say(write_json([{**row, "right": int(row["right"])} for row in rows], indent=2))
    else:
        inputs.say(tables.rules_table(book, rows))
    return 0


def lint(asked: argparse.Namespace) -> int:
    """Tell every fault of a rulebook, or of a layer, at once."""
    layer = inputs.layer_at(asked.file)
    if layer is not None:
        inputs.say(f"{layer.name}: {layer.contents}, no faults")
        return 0
    book = inputs.read_rulebook_at(asked.file)
    inputs.say(f"{book.name}: {len(book.rules)} rules, {len(book.vocabulary)} event types, no faults")
    return 0


def deadline(asked: argparse.Namespace) -> int:
    """Count Working Days from a date: the answer alone on the first line."""
    day, number = inputs.day_of(asked.date, "DATE"), inputs.whole_number(asked.days, "N")
    if number < 0:
        raise inputs.wrong("N", "a number from 0 is needed", "deadlines run forward")
    calendar = england_and_wales()
    try:
        due = calendar.add(day, number)
        passed_over = calendar.why(day, number) if asked.why else ()
    except OutsideCalendar as error:
        raise inputs.wrong("DATE, N", str(error).removeprefix("day: ")) from None
    lines = [due.isoformat(), *(f"{passed.date.isoformat()}  {passed.reason}" for passed in passed_over)]
    if calendar.is_projected(due):
        lines.append(f"projected: the bank holidays of {due.year} are worked out by rule, not yet published")
    inputs.say("\n".join(lines))
    return 0


def calendar(asked: argparse.Namespace) -> int:
    """Show the bank holidays of a year, their source, and whether they are published or projected."""
    number = inputs.whole_number(asked.year, "YEAR")
    try:
        year = england_and_wales().year(number)
    except OutsideCalendar as error:
        raise inputs.wrong("YEAR", str(error)) from None
    inputs.say(f"{year.year}: {year.status}")
    inputs.say(f"source: {year.source}")
    for holiday in year.holidays:
        inputs.say(f"{holiday.date.isoformat()}  {holiday.label}")
    return 0


def demo(asked: argparse.Namespace) -> int:
    """Assess the packaged example cases and show a board."""
    folder = _examples()
    listed: list[dict[str, Any]] = tomllib.loads(folder.joinpath("expected.toml").read_text(encoding="utf-8"))["case"]
    answers = []
    for entry in listed:
        case = read_case(folder.joinpath(entry["file"]).read_bytes(), entry["file"])
        # Old messages are of interest only as if the edition had been in force: then the date is set aside.
        answer = assess_by(law_of(whatever_the_date="under_2020" in entry), case, as_of=entry["as_of"])
        answers.append((entry["file"], entry["about"], answer))
    inputs.say(tables.board(answers, every=asked.all))
    return 0


def _examples() -> Traversable:
    """Find the example cases: in the package, or beside it in a checkout."""
    packaged = files("victims_code").joinpath("example_cases")
    if packaged.is_dir():
        return packaged
    beside = Path(__file__).resolve().parents[2] / "examples" / "cases"
    if beside.is_dir():
        return beside
    raise inputs.wrong("", "the example cases are missing", "install the package again")
