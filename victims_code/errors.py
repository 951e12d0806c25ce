"""What goes wrong by misuse: every error the library raises, the `Problem` that says how to mend it, and its readers.

Odd *facts* are never errors: they are findings of an assessment. An error means that a call, a file or a
rulebook cannot be understood. Each class also derives from the nearest built-in, so that ``except ValueError``
does what a Python developer expects. The readers take the tables of a data file, and keep every fault of one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sized
from difflib import get_close_matches
from enum import StrEnum
from itertools import islice
from typing import Any, Final, TypeAlias, TypeVar

from attrs import field, frozen

#: As many faults as one error holds; a last one says that there are more, and nothing is read any further.
MOST_FAULTS: Final = 100

#: As much of each part of a fault as is repeated, in characters: a person is to read it.
_SHOWN: Final = 600


def _shown(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


@frozen
class Problem:
    """One thing wrong with an input: where it is, what is wrong and how to mend it.

    `where` is a path inside the document (``victims[0].role``, ``R6.arrest: standard``), never a value
    that could be personal data. `source` names the file and, for a file with a case a line, the line.
    What is long is cut short.
    """

    where: str = field(converter=_shown)
    what: str = field(converter=_shown)
    mend: str = field(default="", converter=_shown)
    source: str = ""

    def __str__(self) -> str:
        place = ": ".join(part for part in (self.source, self.where) if part)
        text = f"{self.what}; {self.mend}" if self.mend else self.what
        return f"{place}: {text}" if place else text


class VictimsCodeError(Exception):
    """The root of every error that this library raises on purpose."""


class InvalidInput(VictimsCodeError, ValueError):
    """An input cannot be understood. `problems` holds every fault that was found, not only the first.

    Of more than a hundred it holds the first hundred, and one that says that there are more.
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: Final = _first(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))

    def __reduce__(self) -> tuple[type[InvalidInput], tuple[tuple[Problem, ...]]]:
        """Travel between processes with the problems, not with their text."""
        return type(self), (self.problems,)


def _first(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return as many faults as one error holds, with one that says that there are more."""
    found = tuple(islice(problems, MOST_FAULTS + 1))
    if len(found) <= MOST_FAULTS:
        return found
    sources = {problem.source for problem in found[:MOST_FAULTS]}
    source = sources.pop() if len(sources) == 1 else ""
    return (*found[:MOST_FAULTS], Problem("", f"more than {MOST_FAULTS} faults", "mend these first", source))


def enough(problems: Sized) -> bool:
    """Whether so many faults were found that the rest is not worth reading.

    >>> enough([Problem("", "wrong")])
    False
    """
    return len(problems) > MOST_FAULTS


def first_faults(problems: Iterable[Problem]) -> list[Problem]:
    """Return as many faults as are worth finding: the rest is looked for no further.

    >>> len(first_faults(Problem(str(number), "wrong") for number in range(1000)))
    101
    """
    return list(islice(problems, MOST_FAULTS + 1))


class InvalidFact(VictimsCodeError, ValueError):
    """A value given to `Victim`, `Event`, `Case` or `assess` is not one that the Code's facts can take."""


class UnknownName(InvalidFact, KeyError):
    """Something was asked for by a name that nothing has: a victim, a rule, an obligation, a status, a provider."""

    def __str__(self) -> str:
        return str(self.args[0])  # a KeyError would show its message in quotation marks


class InvalidCase(InvalidInput):
    """A case file, or a `Case` built in Python, does not hold together."""


class InvalidRulebook(InvalidInput):
    """A rulebook or a layer has faults: unknown events, limits that cannot be read, ids used twice."""


class OutsideCalendar(VictimsCodeError, ValueError):
    """A date lies outside the years for which bank holidays are published or projected."""


class UndeterminedTruth(VictimsCodeError, TypeError):
    """An undetermined truth was used where yes or no is needed, as in ``if truth:``."""


#: The most words that a mend lists; of more, a reader would not find the right one.
_MOST_LISTED: Final = 15

#: The longest word that is compared with others, and the longest of those: to compare what is longer takes too long.
_LONGEST_COMPARED: Final = 80

#: The most words that one is compared with.
_MOST_COMPARED: Final = 2000


def nearest(word: object, known: Iterable[str]) -> str:
    """Return the mend for a word that is not known: the word that was meant, or the words to choose from.

    >>> nearest("suspect_arested", ["suspect_arrested", "suspect_charged"])
    "did you mean 'suspect_arrested'?"
    >>> nearest("judge", ["police", "CPS"])
    'use one of CPS, police'
    >>> nearest("judge", [])
    'none is declared'
    """
    choices = sorted(known)
    is_name = isinstance(word, str) and len(word) <= _LONGEST_COMPARED and len(choices) <= _MOST_COMPARED
    comparable = [each for each in choices if len(each) <= _LONGEST_COMPARED] if is_name else []
    matches = get_close_matches(str(word) if is_name else "", comparable, n=1, cutoff=0.6)
    if matches:
        return f"did you mean {str(matches[0])!r}?"
    if len(choices) > _MOST_LISTED:
        return f"it is none of the {len(choices)} known ones"
    return f"use one of {', '.join(choices)}" if choices else "none is declared"


#: The longest name that is repeated.
_LONGEST_NAME: Final = 200


def unknown_name(what: str, given: object, known: Iterable[str]) -> UnknownName:
    """Return the error for a name that nothing has, with the nearest of the `known` ones.

    >>> str(unknown_name("rule", "R6.arest", ["R6.arrest", "R6.bail"]))
    "unknown rule 'R6.arest'; did you mean 'R6.arrest'?"
    """
    if not isinstance(given, str) or len(given) > _LONGEST_NAME:
        return UnknownName(f"{what}: a name of at most {_LONGEST_NAME} characters is needed")
    return UnknownName(f"unknown {what} {given!r}; {nearest(given, known)}")


#: Reads a value of a data file; raises ValueError with what is wrong, or an `InvalidFact`.
Reader: TypeAlias = Callable[[object], object]

_Word = TypeVar("_Word", bound=StrEnum)


def read_text(value: object) -> str:
    """Read a text of one line that is not blank: what a person reads of it can do nothing to a terminal.

    :raises ValueError: when it is anything else.
    """
    if not isinstance(value, str) or not value.strip():
        msg = "text is needed"
        raise ValueError(msg)
    if not value.isprintable():
        msg = "a text of one line is needed, without control characters"
        raise ValueError(msg)
    return value


def read_texts(value: object) -> tuple[str, ...]:
    """Read a list of texts.

    :raises ValueError: when it is anything else.
    """
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        msg = "a list of texts is needed"
        raise ValueError(msg)
    return tuple(value)


def read_yes_no(value: object) -> bool:
    """Read true or false.

    :raises ValueError: when it is anything else.
    """
    if not isinstance(value, bool):
        msg = "true or false is needed"
        raise ValueError(msg)  # noqa: TRY004 - a file is wrong, not a caller: one kind of fault for every value
    return value


def read_word(value: object, words: type[_Word]) -> _Word:
    """Read one of the words of an enumeration.

    :raises ValueError: when it is none of them, with the nearest.
    """
    try:
        return words(value)  # type: ignore[arg-type] # a wrong type is refused just as a wrong word is
    except ValueError:
        msg = f"unknown word {value!r}; {nearest(str(value), list(words))}"
        raise ValueError(msg) from None


def read_table(
    table: object, readers: Mapping[str, Reader], *, needed: Iterable[str], place: str, source: str = ""
) -> dict[str, Any]:
    """Read a table of a data file, each key by its own reader; keys that are missing and not needed are left out.

    `place` is where the table stands in the file called `source`.

    :raises InvalidRulebook: with every fault: each missing, unknown or unreadable key.

    >>> read_table({"title": "Loans"}, {"title": read_text}, needed=["title"], place="code")
    {'title': 'Loans'}
    """
    if not isinstance(table, Mapping):
        raise InvalidRulebook([Problem(place, f"a table with {', '.join(needed)} is needed", source=source)])
    unknown = islice((key for key in table if key not in readers), MOST_FAULTS + 1)
    problems = [Problem(f"{place}: {key}", "unknown key", nearest(key, readers), source) for key in unknown]
    problems += [Problem(f"{place}: {key}", "is missing", source=source) for key in needed if key not in table]
    read: dict[str, Any] = {}
    for key, reader in readers.items():
        if key in table:
            try:
                read[key] = reader(table[key])
            except InvalidRulebook as error:
                problems += error.problems
            except ValueError as error:
                problems.append(Problem(f"{place}: {key}", str(error), source=source))
    if problems:
        raise InvalidRulebook(problems)
    return read
