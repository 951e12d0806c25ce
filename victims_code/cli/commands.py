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
from pathlib import Path
from typing import Any

from victims_code.assessment import Assessment
from victims_code.assessment import assess as assess_case
from victims_code.calendars import england_and_wales
from victims_code.cases import Case
from victims_code.cli import inputs, tables
from victims_code.errors import InvalidInput, Problem, VictimsCodeError, nearest
from victims_code.interchange import assessment_document, explanation_document, read_case, write_json
from victims_code.rulebook import Rulebook, load_code, load_rulebook
from victims_code.truth import Truth

#: How many cases pass between two marks of progress.
_MARK = 1000


def assess(asked: argparse.Namespace) -> int:
    """Assess each case; one that fails is told, the others are answered."""
    as_of = inputs.day_of(asked.as_of, "--as-of")
    rulebook = inputs.rulebook_of(asked.rulebook)
    zone = inputs.zone_of(asked.assume_tz)
    vocabulary = None if rulebook is None else rulebook.vocabulary
    sources = [inputs.Cases(name, zone, vocabulary) for name in asked.case]
    many = len(sources) > 1 or sources[0].is_lines
    failed = found = 0
    for number, each in enumerate((each for source in sources for each in source), 1):
        answer = _assessed(each, as_of, rulebook)
        if isinstance(answer, InvalidInput):
            failed += 1
            _tell(answer)
            continue
        found += answer.in_breach is Truth.YES
        if asked.format == "table":
            print(tables.assessment_table(answer))
        else:
            print(write_json(assessment_document(answer), indent=None if many or number > 1 else 2))
        if many and number % _MARK == 0 and sys.stderr.isatty():
            print(f"\r{number} cases", end="", file=sys.stderr)
    if failed:
        return 2
    return 1 if asked.check and found else 0


def _assessed(case: Case | InvalidInput, as_of: date, rulebook: Rulebook | None) -> Assessment | InvalidInput:
    """Assess a case, and ask for all that is worked out on demand, so that no fault can come after the answer."""
    if isinstance(case, InvalidInput):
        return case
    try:
        answer = assess_case(case, as_of=as_of, rulebook=rulebook)
        _ = answer.next_change_at
    except VictimsCodeError as error:
        return InvalidInput([Problem("", str(error), source=case.id)])
    return answer


def _tell(error: InvalidInput) -> None:
    for problem in error.problems:
        print(" ".join(str(problem).split()), file=sys.stderr)


def _one(asked: argparse.Namespace) -> Assessment:
    """Assess the one case of a call; its faults end the call."""
    rulebook = inputs.rulebook_of(asked.rulebook)
    as_of = inputs.day_of(asked.as_of, "--as-of")
    vocabulary = None if rulebook is None else rulebook.vocabulary
    cases = list(inputs.Cases(asked.case, inputs.zone_of(asked.assume_tz), vocabulary))
    if len(cases) != 1:
        raise inputs.wrong("CASE", "one case is needed", "give a file with one case; assess takes many")
    answer = _assessed(cases[0], as_of, rulebook)
    if isinstance(answer, InvalidInput):
        raise answer
    return answer


def explain(asked: argparse.Namespace) -> int:
    """Show the working of each obligation, or of one."""
    answer = _one(asked)
    obligations = answer.obligations
    if asked.obligation is not None:
        obligations = tuple(o for o in obligations if o.id == asked.obligation)
        if not obligations:
            raise inputs.wrong(
                "--obligation", "the case has no such obligation", nearest(asked.obligation, [o.id for o in answer])
            )
    if asked.format == "json":
        print(write_json(explanation_document(answer, obligations), indent=2))
    else:
        print(tables.explanation_text(answer, obligations))
    return 0


def rules(asked: argparse.Namespace) -> int:
    """Show the rulebook: every column of the facts it was written from."""
    book = inputs.rulebook_of(asked.rulebook) or load_code()
    known = sorted({rule.right for rule in book.rules})
    if asked.right is not None and asked.right not in known:
        raise inputs.wrong("--right", "no rule belongs to it", f"use one of {', '.join(map(str, known))}")
    rows = [rule.row() for rule in book.rules if asked.right in (None, rule.right)]
    if asked.format == "csv":
        text = io.StringIO()
        writer = csv.DictWriter(text, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
        print(text.getvalue(), end="")
    elif asked.format == "json":
        print(write_json([{**row, "right": int(row["right"])} for row in rows], indent=2))
    else:
        print(tables.rules_table(book, rows))
    return 0


def lint(asked: argparse.Namespace) -> int:
    """Tell every fault of a rulebook at once."""
    book = load_rulebook(asked.file)
    print(f"{book.name}: {len(book.rules)} rules, {len(book.vocabulary)} event types, no faults")
    return 0


def deadline(asked: argparse.Namespace) -> int:
    """Count Working Days from a date: the answer alone on the first line."""
    day, number = inputs.day_of(asked.date, "DATE"), inputs.whole_number(asked.days, "N")
    if number < 0:
        raise inputs.wrong("N", "a number from 0 is needed", "deadlines run forward")
    calendar = england_and_wales()
    due = calendar.add(day, number)
    lines = [due.isoformat()]
    if asked.why:
        lines += [f"{passed.date.isoformat()}  {passed.reason}" for passed in calendar.why(day, number)]
    if calendar.is_projected(due):
        lines.append(f"projected: the bank holidays of {due.year} are worked out by rule, not yet published")
    print("\n".join(lines))
    return 0


def calendar(asked: argparse.Namespace) -> int:
    """Show the bank holidays of a year, their source, and whether they are published or projected."""
    year = england_and_wales().year(inputs.whole_number(asked.year, "YEAR"))
    print(f"{year.year}: {year.status}")
    print(f"source: {year.source}")
    for holiday in year.holidays:
        print(f"{holiday.date.isoformat()}  {holiday.label}")
    return 0


def demo(asked: argparse.Namespace) -> int:
    """Assess the packaged example cases and show a board."""
    folder = _examples()
    listed: list[dict[str, Any]] = tomllib.loads(folder.joinpath("expected.toml").read_text(encoding="utf-8"))["case"]
    answers = []
    for entry in listed:
        case = read_case(folder.joinpath(entry["file"]).read_bytes(), entry["file"])
        # Old messages are of interest only as if the edition had been in force: then it is asked for by name.
        rulebook = load_code() if "under_2020" in entry else None
        answers.append((entry["file"], entry["about"], assess_case(case, as_of=entry["as_of"], rulebook=rulebook)))
    print(tables.board(answers, every=asked.all))
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


