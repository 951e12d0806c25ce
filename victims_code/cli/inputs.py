"""What the command line is given: dates, numbers, zones and rulebooks; each fault names the argument."""

from __future__ import annotations

import re
import sys
from argparse import Namespace
from collections.abc import Iterable
from datetime import date, datetime, tzinfo
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from attrs import evolve

from victims_code.dates import LONDON, When, london_day, parse_when
from victims_code.errors import InvalidFact, InvalidInput, Problem, VictimsCodeError, nearest
from victims_code.escaping import for_terminal
from victims_code.given import number_in, whole
from victims_code.rulebook import Law, Layer, Rulebook, code_names, law_of, load_code, load_layer, load_rulebook
from victims_code.rulebook.layer_reading import is_layer
from victims_code.rulebook.sources import LARGEST
from victims_code.text_files import text_of

#: The largest whole number that is read: no limit and no year is as large.
_LARGEST_NUMBER: Final = 999_999_999

#: What stands for London's date on the command line.
TODAY: Final = "today"

#: What makes a rulebook's name look like the path of one.
_PATH: Final = re.compile(r"[/\\]|\.toml$")


def wrong(where: str, what: str, mend: str = "") -> InvalidInput:
    """Return the error for one thing wrong with the call.

    >>> print(wrong("--right", "no rule belongs to it", "use one of 1 to 12"))
    --right: no rule belongs to it; use one of 1 to 12
    """
    return InvalidInput([Problem(where, what, mend)])


def tell(error: VictimsCodeError) -> None:
    """Write an error to standard error, one line for each problem."""
    problems = error.problems if isinstance(error, InvalidInput) else (error,)
    for problem in problems:
        sys.stderr.write(f"{for_terminal(problem)}\n")


def say(text: str) -> None:
    """Write an answer to standard output, ending with a line's end."""
    sys.stdout.write(f"{text}\n")


def day_of(text: str, name: str, assume_tz: tzinfo | None = None) -> date:
    """Read a London day from an argument; `assume_tz` is the zone of a time without an offset.

    :raises InvalidInput: when it is no day, naming the argument.

    >>> day_of("2026-07-03T23:30:00Z", "--as-of")
    datetime.date(2026, 7, 4)
    """
    try:
        return london_day(parse_when(text, name, assume_tz=assume_tz))
    except InvalidFact as error:
        raise wrong("", str(error)) from None


def as_of(asked: Namespace) -> date:
    """Return the London day that is asked about with ``--as-of``: a date, or ``today``.

    :raises InvalidInput: when it is neither.
    """
    return day_or_today(asked.as_of, "--as-of", zone_of(asked.assume_tz))


def known_at(asked: Namespace) -> When | None:
    """Return by when what the answer rests on was known, by ``--known-at``: a date, a time or ``today``; None is none.

    :raises InvalidInput: when it is none of these.
    """
    return today() if asked.known_at == TODAY else when_of(asked.known_at, "--known-at", zone_of(asked.assume_tz))


def day_or_today(text: str, name: str, assume_tz: tzinfo | None = None) -> date:
    """Read a London day from an argument; ``today`` is London's date by the machine's clock.

    `assume_tz` is the zone of a time without an offset.

    :raises InvalidInput: when it is no day, naming the argument.
    """
    return today() if text == TODAY else day_of(text, name, assume_tz)


def today() -> date:
    """Return London's date by the machine's clock: only the command line looks at a clock, the library never does."""
    return datetime.now(LONDON).date()


def whole_number(text: str, name: str) -> int:
    """Read a whole number from an argument.

    :raises InvalidInput: when it is none, naming the argument.

    >>> whole_number("20", "N")
    20
    """
    number = whole(number_in(text))
    if number is None or abs(number) > _LARGEST_NUMBER:
        raise wrong(name, "a whole number is needed, such as 5")
    return number


def zone_of(name: str | None) -> tzinfo | None:
    """Read the name of a zone; None is none.

    :raises InvalidInput: when no zone has this name.
    """
    if name is None:
        return None
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise wrong("--assume-tz", "no zone has this name", "write Europe/London") from None


def when_of(text: str | None, name: str, assume_tz: tzinfo | None = None) -> When | None:
    """Read a date or a time from an argument; `assume_tz` is the zone of a time without an offset, and None is none.

    :raises InvalidInput: when it is neither, naming the argument.

    >>> when_of("2026-07-03", "--known-at")
    datetime.date(2026, 7, 3)
    """
    if text is None:
        return None
    try:
        return parse_when(text, name, assume_tz=assume_tz)
    except InvalidFact as error:
        raise wrong("", str(error)) from None


def readings_of(given: Iterable[str]) -> dict[str, str]:
    """Read the readings that are chosen, each as KEY=VALUE.

    :raises InvalidInput: when one is not written so, or one key is given two values.

    >>> readings_of(["unassessed=standard"])
    {'unassessed': 'standard'}
    """
    found: dict[str, str] = {}
    for text in given:
        key, equals, value = text.partition("=")
        if not equals:
            raise wrong("--reading", "a name and a choice are needed", "write KEY=VALUE, such as unassessed=standard")
        if found.setdefault(key, value) != value:
            raise wrong("--reading", f"{key!r} is given two choices", "give each reading once")
    return found


def law_from(asked: Namespace) -> Law:
    """Put together the law that the arguments ask for: a rulebook, readings and layers.

    :raises InvalidInput: when a part of it has faults, or there is none of that name.
    """
    book = rulebook_of(asked.rulebook)
    layers = [_layer_at(path, book) for path in asked.layer]
    try:
        return law_of(book, readings=readings_of(asked.reading), layers=layers, whatever_the_date=book is not None)
    except InvalidFact as error:
        where, _, what = str(error).partition(": ")
        raise wrong("--layer" if where == "layers" else "--reading", what) from None


def layer_at(path: str) -> Layer | None:
    """Load a layer, if a file is meant for one.

    :raises InvalidInput: with every fault of it.
    """
    try:
        file = Path(path)
        is_meant = file.is_file() and file.stat().st_size <= LARGEST and is_layer(text_of(file.read_bytes()))
    except (OSError, ValueError, RecursionError):
        is_meant = False  # what is wrong with the file, its own reader tells
    return _layer_at(path, None) if is_meant else None


def _layer_at(path: str, book: Rulebook | None) -> Layer:
    try:
        return load_layer(path, rulebook=book)
    except RecursionError:
        raise InvalidInput([Problem("", "nested too deeply", "a layer needs four levels", path)]) from None
    except InvalidInput as error:
        raise InvalidInput(evolve(problem, source=problem.source or path) for problem in error.problems) from None
    except ValueError:
        raise wrong("--layer", "not the path of a file", "give a TOML file") from None


def rulebook_of(name: str | None) -> Rulebook | None:
    """Load a rulebook by an edition's name or by path; None is none asked for.

    :raises InvalidInput: when there is none of that name, or it has faults.
    """
    if name is None:
        return None
    if name in code_names():
        return load_code(name)
    if _PATH.search(name) or _exists(name):
        return read_rulebook_at(name)
    mend = f"{nearest(name, code_names())}, or give the path of a TOML file or folder"
    raise wrong("--rulebook", "no edition has this name", mend)


def read_rulebook_at(path: str) -> Rulebook:
    """Load a rulebook from a file or a folder.

    :raises InvalidInput: with every fault of it.
    """
    try:
        return load_rulebook(path)
    except RecursionError:
        raise InvalidInput([Problem("", "nested too deeply", "a rulebook needs four levels", path)]) from None
    except InvalidInput as error:
        # What concerns the rulebook as a whole stands in no one file of it.
        raise InvalidInput(evolve(problem, source=problem.source or path) for problem in error.problems) from None
    except ValueError:
        raise wrong("FILE", "not the path of a file", "give a TOML file, or a folder of them") from None


def _exists(name: str) -> bool:
    try:
        return Path(name).exists()
    except (OSError, ValueError):
        return False
