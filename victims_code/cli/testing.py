"""The command ``test``: the laws and the vectors put to a system, be it a function, a command or a web address.

The testing kit is opened only by it: no other command should pay for it.
"""

from __future__ import annotations

import argparse
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from attrs import frozen

from victims_code.cases import Case
from victims_code.cli import inputs, streams, vectors
from victims_code.events import Event
from victims_code.interchange import write_json
from victims_code.victims import Victim

if TYPE_CHECKING:
    from victims_code.testing.questions import Question

#: The most questions that a law may be asked of, and the most seconds that a question may take.
_MOST: Final = 1_000_000

#: How many vectors pass between two marks of progress.
_MARK: Final = 100


@frozen
class _Tested:
    """What is tested: a system of cases, and one of days where it counts them."""

    system: Callable[..., Any]
    deadline: Callable[..., Any] | None


def test(asked: argparse.Namespace) -> int:
    """Put the laws and the vectors to a system: 0 where all is right, 1 where something is wrong."""
    examples, seed = _number(asked.examples, "--examples"), _seed(asked.seed)
    with _tested(asked) as tested:
        from victims_code.testing import examining
        from victims_code.testing.vectors import run

        loaded = vectors.load(asked)
        put = loaded if tested.deadline else tuple(each for each in loaded if each.as_of is not None)
        if not put:
            raise inputs.wrong("--level", "the calendar is asked of --deadline", "give --deadline MODULE:FUNCTION")
        chosen = vectors.of_rules(asked)
        held = None
        if not asked.no_laws:
            found = examining.hold(tested.system, examples=examples, seed=seed, keys=asked.key, **chosen)
            held = tuple(streams.counted(found, "laws", every=1))
        counted = streams.counted(put, "vectors", every=_MARK)
        report = run(counted, tested.system, deadline=tested.deadline, **chosen)
    done = examining.Examination(held, report, seed)
    if asked.format == "json":
        inputs.say(write_json(done.document(), indent=2))
    else:
        inputs.say(done.text() + "\n(the level calendar was not asked: it is put to --deadline)" * (put != loaded))
    return 0 if done.is_right else 1


@contextmanager
def _tested(asked: argparse.Namespace) -> Iterator[_Tested]:
    """Find the system that is asked for, and let it go at the end.

    :raises InvalidInput: when it cannot be found, or does not answer its first question.
    """
    from victims_code.testing import systems

    if (asked.system is None) == (asked.command is None):
        raise inputs.wrong("SYSTEM", "one system is needed", "give MODULE:FUNCTION, a web address, or --command")
    seconds = _number(asked.seconds, "--seconds")
    is_web = asked.system is not None and "://" in asked.system
    if asked.command is None and not is_web:
        deadline = None if asked.deadline is None else systems.function_at(asked.deadline, "--deadline")
        yield _Tested(systems.function_at(asked.system, "SYSTEM"), deadline)
        return
    if asked.deadline is not None:
        raise inputs.wrong("--deadline", "belongs to a Python function", "leave it out: the system itself is asked")
    name = "SYSTEM" if is_web else "--command"
    reached = (systems.Address if is_web else systems.Command)(asked.system or asked.command, seconds=seconds)
    system = systems.JsonSystem(reached)
    try:
        try:
            system(_first_question())
        except systems.SystemFailed as error:
            raise inputs.wrong(
                name, f"the first question: {error}", "see docs/testing.md for how it is asked"
            ) from None
        yield _Tested(system, system.deadline)
    finally:
        system.close()


def _first_question() -> Question:
    """Return a plain question, by which to see that a system answers at all."""
    from victims_code.testing.questions import Question

    arrest = Event("e1", "suspect_arrested", at=date(2026, 5, 5))
    return Question(Case("C1", [Victim("V1")], [arrest]), date(2026, 5, 6))


def _number(text: str, name: str) -> int:
    number = inputs.whole_number(text, name)
    if not 1 <= number <= _MOST:
        raise inputs.wrong(name, f"a number from 1 to {_MOST} is needed", "such as 100")
    return number


def _seed(text: str | None) -> int:
    return secrets.randbelow(_MOST) if text is None else inputs.whole_number(text, "--seed")
