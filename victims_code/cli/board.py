"""The command ``demo``: what is to be done on one day in the packaged example cases, the most pressing first."""

from __future__ import annotations

import argparse
import shlex
import shutil
import sys
import tomllib
from datetime import date
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Final

from attrs import evolve

from victims_code.assessment import Assessment, Obligation, Status, assess_by
from victims_code.cli import inputs, streams
from victims_code.cli.duties import COUNTED_IN, blocks_of, urgency
from victims_code.cli.layout import Style, wrapped
from victims_code.cli.tables import assessment_table
from victims_code.dates import day_in_words
from victims_code.escaping import for_terminal
from victims_code.interchange import read_case
from victims_code.rulebook import Kind, law_of
from victims_code.truth import Truth

#: The command as it is installed.
_NAME: Final = "victims-code"

#: The day of the demonstration: most example cases have begun, and something is overdue, due and in doubt.
DAY: Final = date(2026, 6, 10)

#: From this width on the days stand in a column of their own; in fewer, how many days it is says the same.
_ROOMY: Final = 100

_OPEN: Final = (Status.OVERDUE, Status.DUE_TODAY, Status.PENDING)


def demo(asked: argparse.Namespace) -> int:
    """Assess the packaged example cases as of one day, and say what is to be done first."""
    folder = _examples()
    answers: dict[str, Assessment] = {}
    older: list[Assessment] = []
    for entry in tomllib.loads(folder.joinpath("expected.toml").read_text(encoding="utf-8"))["case"]:
        name: str = entry["file"]
        case = read_case(folder.joinpath(name).read_bytes(), name)
        if "under_2020" in entry:  # a court message from before any edition that is held: shown as if one had held
            older.append(assess_by(law_of(whatever_the_date=True), case, as_of=entry["as_of"]))
        elif any(event.date <= DAY for event in case.events):
            happened = evolve(case, events=[event for event in case.events if event.date <= DAY])
            answers[str(folder.joinpath(name))] = assess_by(law_of(), happened, as_of=DAY)
    if asked.all:
        tables = [assessment_table(answer, details=asked.verbose) for answer in (*answers.values(), *older)]
        tables.insert(len(answers), "Apart: court messages of 2011, before any edition that is held")
        inputs.say("\n\n".join(tables))
    else:
        inputs.say("\n".join(_board(answers, details=asked.verbose)))
    return 0


def _board(answers: dict[str, Assessment], *, details: bool) -> list[str]:
    """Write the board: one line a duty, then why the first is what it is, and how to see more."""
    duties = sorted((duty for answer in answers.values() for duty in answer if _is_to_do(duty)), key=urgency)
    late = [duty for answer in answers.values() for duty in answer.with_status(Status.MET_LATE)]
    in_breach = sum(answer.in_breach is Truth.YES for answer in answers.values())
    lines = wrapped(f"{day_in_words(DAY)}: {len(answers)} example cases, {in_breach} in breach", style=Style.HEADING)
    blocks = blocks_of(duties, _whose, details=details, days_only=streams.width() < _ROOMY)
    lines += [line for block in blocks for line in block]
    cases = len({duty.assessment.case.id for duty in late})
    lines += wrapped(f"{len(late)} more duties were done late, in {cases} cases. {COUNTED_IN}", "  ", style=Style.QUIET)
    name = next(name for name, answer in answers.items() if answer is duties[0].assessment)
    lines += ["", *wrapped(f"Why the first: {duties[0].why()}"), "", "See more:"]
    called = _name()
    lines += _command(f"{called} explain {shlex.quote(name)} --as-of {DAY.isoformat()}")
    lines += wrapped(f"{called} demo -v --all    with every duty, its id, grade and disputes", "  ")
    return lines


def _name() -> str:
    """Return how this command is called: by its path where the shell does not find it by its name, as after make."""
    called = for_terminal(shlex.quote(sys.argv[0]))
    return called if Path(sys.argv[0]).name == _NAME and shutil.which(_NAME) is None else _NAME


def _command(command: str) -> list[str]:
    """Write a command so that it can be copied, over two lines where it does not fit in one."""
    first, option, last = f"  {for_terminal(command)}".partition(" --as-of")
    if len(first + option + last) <= streams.width():
        return [first + option + last]
    return [f"{first} \\", f"     {option}{last}"]


def _is_to_do(duty: Obligation) -> bool:
    """Whether a duty is to be done by a day, or a fact about it is to be found out."""
    is_open = duty.status in _OPEN and duty.due_by is not None and duty.kind is not Kind.WINDOW
    return is_open or duty.breach is Truth.UNDETERMINED


def _whose(duty: Obligation) -> str:
    """Name the case, and where it has several the victim."""
    case = duty.assessment.case
    return f"{case.id} {duty.victim}" if len(case.victims) > 1 else case.id


def _examples() -> Traversable:
    """Find the example cases: in the package, or beside it in a checkout, by the path from here where that is short."""
    packaged = files("victims_code").joinpath("example_cases")
    if packaged.is_dir():
        return packaged
    beside = Path(__file__).resolve().parents[2] / "examples" / "cases"
    if not beside.is_dir():
        raise inputs.wrong("", "the example cases are missing", "install the package again")
    here = Path.cwd()
    return beside.relative_to(here) if beside.is_relative_to(here) else beside
