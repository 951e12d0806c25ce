"""The commands: each takes the parsed arguments, prints the answer, and returns the exit code."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from datetime import date, tzinfo
from itertools import islice
from typing import Final

from victims_code.assessment import Assessment, assess_by
from victims_code.assessment.every_reading import every_reading
from victims_code.calendars import england_and_wales
from victims_code.cases import Case
from victims_code.cli import inputs, streams, tables
from victims_code.cli.cases import Cases, Given
from victims_code.dates import When, london_day
from victims_code.errors import InvalidInput, OutsideCalendar, Problem, VictimsCodeError, nearest
from victims_code.escaping import for_terminal
from victims_code.interchange import (
    assessment_document,
    explanation_document,
    readings_document,
    write_json,
)
from victims_code.rulebook import Law
from victims_code.truth import Truth
from victims_code.vocabulary import Vocabulary

#: How many cases pass between two marks of progress.
_MARK: Final = 1000


def assess(asked: argparse.Namespace) -> int:
    """Assess each case; one that fails is told, the others are answered."""
    as_of, known_at = inputs.as_of(asked), inputs.known_at(asked)
    law, zone = inputs.law_from(asked), inputs.zone_of(asked.assume_tz)
    failed = found = answered = 0
    for given, is_one_of_many in streams.counted(_cases(asked.case, zone, law.vocabulary), "cases", every=_MARK):
        try:
            answer = _assessed(given, law, as_of, known_at)
            text = _shown(answer, asked, many=is_one_of_many)
        except VictimsCodeError as error:
            failed += 1
            inputs.tell(_placed(error, given.source))
            continue
        found += answer.in_breach is Truth.YES
        inputs.say(f"\n{text}" if answered and asked.format == "table" else text)
        answered += 1
    if failed:
        return 2
    return 1 if asked.check and found else 0


def _cases(names: Sequence[str], zone: tzinfo | None, vocabulary: Vocabulary) -> Iterator[tuple[Given, bool]]:
    """Give each case of each argument, and whether it may be one of many."""
    for name in names:
        source = Cases(name, zone, vocabulary)
        for given in source:
            yield given, len(names) > 1 or source.is_lines


def _shown(answer: Assessment, asked: argparse.Namespace, *, many: bool) -> str:
    if asked.format == "table":
        return tables.assessment_table(answer, details=asked.verbose)
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
        if when is not None and london_day(when).isoformat() in message
    ]
    return named or [Problem("", what, mend, source)]


def _placed(error: VictimsCodeError, source: str) -> VictimsCodeError:
    """Return an error that names its file."""
    return error if isinstance(error, InvalidInput) else InvalidInput([Problem("", str(error), source=source)])


def _one(asked: argparse.Namespace) -> Assessment:
    """Assess the one case of a call; its faults end the call."""
    law = inputs.law_from(asked)
    as_of, known_at = inputs.as_of(asked), inputs.known_at(asked)
    cases = list(islice(Cases(asked.case, inputs.zone_of(asked.assume_tz), law.vocabulary), 2))
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


def lint(asked: argparse.Namespace) -> int:
    """List every fault of a rulebook, or of a layer, at once."""
    layer = inputs.layer_at(asked.file)
    if layer is not None:
        inputs.say(for_terminal(f"{layer.name}: {layer.contents}, no faults"))
        return 0
    book = inputs.read_rulebook_at(asked.file)
    inputs.say(for_terminal(f"{book.name}: {len(book.rules)} rules, {len(book.vocabulary)} event types, no faults"))
    return 0


def deadline(asked: argparse.Namespace) -> int:
    """Count Working Days from a date: the answer alone on the first line."""
    day, number = inputs.day_or_today(asked.date, "DATE"), inputs.whole_number(asked.days, "N")
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
