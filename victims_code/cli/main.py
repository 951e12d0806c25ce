"""The arguments of each command, and the exit codes: 0 answered, 1 found what --check looks for, 2 wrong input."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable, Sequence
from typing import Final, NoReturn

from victims_code._version import __version__
from victims_code.cli import board, commands, importing, listing, prompting, receipts, schemas, testing, vectors
from victims_code.cli.inputs import tell
from victims_code.cli.streams import discard_output, open_streams, same_everywhere
from victims_code.errors import InvalidInput, Problem, VictimsCodeError, nearest

#: Exit codes: a contract. The last is the shell's own for a run that the user stopped.
ANSWERED: Final = 0
FOUND: Final = 1
WRONG: Final = 2
INTERRUPTED: Final = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return the exit code; problems go to standard error, a line each.

    >>> main(["deadline", "2026-04-02", "1"])
    2026-04-07
    0
    """
    with open_streams():
        return _main(arguments)


def _main(arguments: Sequence[str] | None) -> int:
    for stream in (sys.stdout, sys.stderr):
        same_everywhere(stream)
    try:
        code = _run(arguments)
        sys.stdout.flush()
    except VictimsCodeError as error:
        tell(error)
        return WRONG
    except BrokenPipeError:
        # The reader has left, as `head` does: say nothing more, not even at the interpreter's own end.
        discard_output()
        return ANSWERED
    except OSError as error:
        discard_output()
        tell(InvalidInput([Problem("standard output", f"cannot be written: {error.strerror}", "make room for it")]))
        return WRONG
    except KeyboardInterrupt:
        discard_output()
        return INTERRUPTED
    return code


def _run(arguments: Sequence[str] | None) -> int:
    """Run the command that is asked for; help and version leave by an exit of their own."""
    try:
        asked = _parser().parse_args(arguments)
    except SystemExit as left:
        return left.code if isinstance(left.code, int) else ANSWERED
    code: int = asked.run(asked)
    return code


class _Parser(argparse.ArgumentParser):
    """A parser whose faults are one line, like every other fault."""

    def error(self, message: str) -> NoReturn:
        mend = f"see {self.prog} --help"
        choice = _CHOICE.fullmatch(message)
        if choice is not None:
            meant = nearest(choice["given"], _WORD.findall(choice["known"]))
            if meant.startswith("did you mean"):
                message, mend = f"{choice['where']}: unknown word {choice['given']!r}", f"{meant} {mend}"
        raise InvalidInput([Problem("", message, mend, self.prog)])


#: What argparse says of a word that is none of the choices, and each choice in it.
_CHOICE: Final = re.compile(
    r"(?P<where>argument .{1,80}?): invalid choice: '(?P<given>[\w-]{1,80})' \(choose from (?P<known>.*)\)"
)
_WORD: Final = re.compile(r"[\w-]+")


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="victims-code",
        description="The Victims' Code of England and Wales, counted: facts in, obligations out.",
        epilog="Exit codes: 0 answered; 1 answered, and --check found a breach; 2 the input or the call is wrong.",
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"victims-code {__version__}")

    def give_help(_: argparse.Namespace) -> int:
        parser.print_help()
        return ANSWERED

    parser.set_defaults(run=give_help)
    chosen = parser.add_subparsers(metavar="COMMAND", title="commands", parser_class=_Parser)

    demo = _command(chosen, "demo", "say what is to be done first in the packaged example cases", board.demo)
    demo.add_argument("--all", action="store_true", help="every duty of every case, and the court messages of 2011")
    _verbose(demo)

    _answers(chosen)
    _receipts(chosen)
    _prompts(chosen)
    _lists(chosen)
    _counting(chosen)
    _for_other_systems(chosen)
    return parser


def _answers(chosen: argparse._SubParsersAction[_Parser]) -> None:
    assess = _command(chosen, "assess", "say what is owed in each case, and whether it is in breach", commands.assess)
    assess.add_argument("case", nargs="+", metavar="CASE", help="a case file, - for standard input, or a .ndjson file")
    _as_of(assess)
    _known_at(assess)
    assess.add_argument("--format", choices=("table", "json"), default="table")
    _verbose(assess)
    _law(assess)
    assess.add_argument("--check", action="store_true", help="exit 1 if any case is in breach")

    explain = _command(chosen, "explain", "show every step from facts to outcome", commands.explain)
    explain.add_argument("case", metavar="CASE", help="a case file, or - for standard input")
    _as_of(explain)
    _known_at(explain)
    explain.add_argument("--obligation", metavar="ID", help="only this obligation, such as V1/R6.arrest/e2")
    explain.add_argument("--format", choices=("text", "json"), default="text")
    _law(explain)

    readings = _command(chosen, "readings", "show the answer under every disputed reading", commands.readings)
    readings.add_argument("case", metavar="CASE", help="a case file, or - for standard input")
    _as_of(readings)
    _known_at(readings)
    readings.add_argument("--format", choices=("text", "json"), default="text")
    _law(readings)


def _receipts(chosen: argparse._SubParsersAction[_Parser]) -> None:
    receipt = _command(chosen, "receipt", "make a receipt of an answer, which verify checks", receipts.receipt)
    receipt.add_argument("case", metavar="CASE", help="a case file, or - for standard input")
    _as_of(receipt)
    _known_at(receipt)
    _law(receipt)

    what = "make the answer of a receipt again, and say what moved where it does not come out the same"
    verify = _command(chosen, "verify", what, receipts.verify)
    verify.add_argument("receipt", metavar="RECEIPT", help="a receipt, or - for standard input")
    verify.add_argument("--rulebook", metavar="NAME", help="the rulebook that it is over, where that is not packaged")
    verify.add_argument("--check", action="store_true", help="changes nothing: exit 1 wherever it is not reproduced")


def _lists(chosen: argparse._SubParsersAction[_Parser]) -> None:
    rules = _command(chosen, "rules", "show the rulebook as loaded", listing.rules)
    rules.add_argument("--rulebook", metavar="NAME", help="an edition by name, or a file or folder of TOML")
    rules.add_argument("--right", metavar="N", help="only the rules of one Right, 1 to 12")
    rules.add_argument("--format", choices=listing.FORMATS, default="table")

    events = _command(chosen, "events", "show the event types, and which duties each starts or meets", listing.events)
    what = "only the types that speak of it: their names, meanings, duties"
    events.add_argument("--search", metavar="WORD", help=what)
    events.add_argument("--rulebook", metavar="NAME", help="an edition by name, or a file or folder of TOML")
    events.add_argument("--format", choices=listing.FORMATS, default="table")

    lint = _command(chosen, "lint", "list every fault of a rulebook or a layer at once", commands.lint)
    lint.add_argument("file", metavar="FILE", help="a TOML file, or a folder of them")


def _counting(chosen: argparse._SubParsersAction[_Parser]) -> None:
    deadline = _command(chosen, "deadline", "count Working Days from a date", commands.deadline)
    deadline.add_argument("date", metavar="DATE", help="a date, or today")
    deadline.add_argument("days", metavar="N", help="from 0: 0 is the next Working Day on or after DATE")
    deadline.add_argument("--why", action="store_true", help="name each day passed over")

    what = "show the bank holidays of a year, and where they are from"
    calendar = _command(chosen, "calendar", what, listing.calendar)
    calendar.add_argument("year", metavar="YEAR")
    calendar.add_argument("--format", choices=listing.FORMATS, default="table")


def _for_other_systems(chosen: argparse._SubParsersAction[_Parser]) -> None:
    _import(chosen)
    _vectors(chosen)
    _testing(chosen)
    published = _command(chosen, "schema", "print a published JSON Schema", schemas.print_schema)
    published.add_argument("name", metavar="NAME", help="case, assessment, explanation, readings, receipt and others")
    what = "what each reference begins with instead of #/$defs/, as #/components/schemas/ for OpenAPI"
    published.add_argument("--ref-prefix", metavar="P", help=what)
    _command(chosen, "new", "print a case file to start from", schemas.new)


def _import(chosen: argparse._SubParsersAction[_Parser]) -> None:
    what = "make case files of the messages of other systems, and say what could not be mapped"
    parser = _command(chosen, "import", what, importing.import_)
    parser.add_argument("format", metavar="FORMAT", choices=importing.FORMATS, help=", ".join(importing.FORMATS))
    parser.add_argument("file", nargs="+", metavar="FILE", help="a file of that format, or - for standard input")
    what = "when the Witness Care Unit received them, where they do not say it; without it the receipt is unknown"
    parser.add_argument("--received-at", metavar="TIME", help=what)
    what = "when an extract was made, where its column map names no column for that"
    parser.add_argument("--extracted-at", metavar="TIME", help=what)
    what = "the references of victims to put into each case: a court's message names none"
    parser.add_argument("--victim", nargs="+", action="extend", default=[], metavar="ID", help=what)
    what = "csv: the column map, one for all files or one for each; else a mapping to lay over the packaged one"
    parser.add_argument("--map", action="append", default=[], metavar="FILE", help=what)


def _prompts(chosen: argparse._SubParsersAction[_Parser]) -> None:
    what = "say what to do for which victim and by when, in the form that another system reads"
    parser = _command(chosen, "prompts", what, prompting.prompts)
    parser.add_argument("case", nargs="+", metavar="CASE", help="a case file, - for standard input, or a .ndjson file")
    _as_of(parser)
    _known_at(parser)
    parser.add_argument("--policy", metavar="FILE", help="a TOML file: when a duty is due soon, who is asked, and more")
    parser.add_argument("--owed-by", metavar="PROVIDER", help="only what this service provider owes or now holds")
    parser.add_argument("--format", choices=prompting.FORMATS, default="text")
    parser.add_argument("--language", choices=prompting.LANGUAGES, default="en", help="of the words around a text")
    _law(parser)


def _vectors(chosen: argparse._SubParsersAction[_Parser]) -> None:
    what = "the conformance vectors: run them, or write them out for a system in another language"
    parser = chosen.add_parser("vectors", help=what, description=f"{what[0].upper()}{what[1:]}.", allow_abbrev=False)
    parts = parser.add_subparsers(required=True, metavar="COMMAND", title="commands", parser_class=_Parser)

    run = _command(parts, "run", "put the vectors to this library, or to the answers of another system", vectors.run)
    run.add_argument("file", nargs="?", metavar="FILE", help="a file of vectors instead of those of the package")
    _filters(run)
    what = "answers that were worked out elsewhere, a line for each vector, or - for standard input"
    run.add_argument("--answers", metavar="FILE", help=what)
    run.add_argument("--format", choices=("table", "json"), default="table")
    run.add_argument("--check", action="store_true", help="changes nothing: exit 1 wherever a vector failed")

    what = "write the vectors, the rules, the bank holidays and the JSON Schemas into a folder"
    export = _command(parts, "export", what, vectors.export)
    what = "a folder, which is made if need be; no other file is overwritten"
    export.add_argument("folder", metavar="DIR", help=what)


def _testing(chosen: argparse._SubParsersAction[_Parser]) -> None:
    what = "put the laws and the conformance vectors to a system, and say what is wrong"
    parser = _command(chosen, "test", what, testing.test)
    what = "a Python function of a Question, as MODULE:FUNCTION, or a web address that takes questions by POST"
    parser.add_argument("system", nargs="?", metavar="SYSTEM", help=what)
    parser.add_argument("--command", metavar="COMMAND", help="a program that answers a question a line, in JSON")
    parser.add_argument("--deadline", metavar="FUNCTION", help="a Python function that counts Working Days: calendar")
    _filters(parser)
    parser.add_argument("--no-laws", action="store_true", help="the vectors alone, which need no Hypothesis")
    parser.add_argument("--examples", default="100", metavar="N", help="how many questions each law is asked of: 100")
    what = "draw the questions that this number drew before; another each time where it is left out"
    parser.add_argument("--seed", metavar="N", help=what)
    what = "how many seconds a command or an address may take for a question: 10"
    parser.add_argument("--seconds", default="10", metavar="N", help=what)
    parser.add_argument("--format", choices=("text", "json"), default="text")


def _filters(parser: argparse.ArgumentParser) -> None:
    """Say which part of the vectors is asked: for a system that answers in part."""
    for name, metavar, what in (
        ("level", "LEVEL", "only these levels"),
        ("rule", "RULE", "only what is said of obligations of these rules, such as R6.arrest"),
        ("right", "N", "only what is said of obligations of these Rights, 1 to 12"),
        ("key", "KEY", "compare only these keys, such as due_by and status"),
    ):
        help_ = f"{what}; may be given several times"
        parser.add_argument(f"--{name}", nargs="+", action="extend", metavar=metavar, help=help_)


def _command(
    chosen: argparse._SubParsersAction[_Parser], name: str, what: str, run: Callable[[argparse.Namespace], int]
) -> argparse.ArgumentParser:
    parser = chosen.add_parser(name, help=what, description=f"{what[0].upper()}{what[1:]}.", allow_abbrev=False)
    parser.set_defaults(run=run)
    return parser


def _verbose(parser: argparse.ArgumentParser) -> None:
    what = "with the id, the grade of evidence and the open disputes of each duty"
    parser.add_argument("-v", "--verbose", action="store_true", help=what)


def _as_of(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--as-of", required=True, metavar="DATE", help="the day of the assessment in London, or today")


def _known_at(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--known-at", metavar="TIME", help="leave out what was entered after this date or time")


def _law(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--rulebook",
        metavar="NAME",
        help="apply this edition (or TOML file or folder) to every event, whatever its date; without it, each event "
        "falls under the edition in force on its day",
    )
    parser.add_argument(
        "--reading",
        metavar="KEY=VALUE",
        action="append",
        default=[],
        help="take another reading of what the Code leaves open; may be given several times",
    )
    parser.add_argument(
        "--layer",
        metavar="FILE",
        action="append",
        default=[],
        help="lay local standards over the Code; may be given several times",
    )
    parser.add_argument("--assume-tz", metavar="ZONE", help="the zone of date-times without an offset: Europe/London")
