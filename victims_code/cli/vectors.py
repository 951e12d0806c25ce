"""The commands ``vectors run`` and ``vectors export``: the conformance vectors, for this library and for any other.

The room of the vectors is opened only by them: no other command should pay for it.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from victims_code.cli import inputs, streams
from victims_code.cli.cases import STANDARD_INPUT
from victims_code.errors import InvalidFact, InvalidInput, Problem
from victims_code.escaping import for_terminal
from victims_code.interchange import write_json

if TYPE_CHECKING:
    from victims_code.testing.questions import Answer
    from victims_code.testing.vectors import Vector

#: How many vectors pass between two marks of progress.
_MARK: Final = 100


def run(asked: argparse.Namespace) -> int:
    """Run the vectors: 0 where no answer is wrong, 1 where one is or there is none."""
    from victims_code.testing import vectors as room

    vectors = load(asked, asked.file)
    if asked.answers is None:
        report = room.run(streams.counted(vectors, "vectors", every=_MARK), **of_rules(asked))
    else:  # they may be to more vectors than are run
        answers = _answers(asked.answers, room.load_vectors(asked.file))
        report = room.judge(vectors, answers, **of_rules(asked))
    inputs.say(write_json(report.document(), indent=2) if asked.format == "json" else str(report))
    return 0 if report.is_right else 1


def export(asked: argparse.Namespace) -> int:
    """Write the vectors and their schemas into a folder, and say which files."""
    from victims_code.testing.vectors import export_vectors

    inputs.say("\n".join(map(for_terminal, export_vectors(asked.folder))))
    return 0


def load(asked: argparse.Namespace, path: str | None = None) -> tuple[Vector, ...]:
    """Load the vectors that are asked for: by ``--level``, ``--rule``, ``--right`` and ``--key``.

    :raises InvalidInput: when they have faults, there is no such level, rule, Right or key, or nothing is left.
    """
    from victims_code.testing.vectors import load_vectors

    try:
        return load_vectors(path, levels=asked.level, keys=asked.key, **of_rules(asked))
    except InvalidFact as error:
        name, _, what = str(error).partition(": ")
        raise inputs.wrong(f"--{name.removesuffix('s')}", what) from None


def of_rules(asked: argparse.Namespace) -> dict[str, Any]:
    """Return the rules and Rights that are asked for."""
    rights = asked.right and [inputs.whole_number(text, "--right") for text in asked.right]
    return {"rules": asked.rule, "rights": rights}


def _answers(path: str, vectors: Iterable[Vector]) -> dict[str, Answer]:
    """Read answers from a file or from standard input.

    :raises InvalidInput: when they cannot be read, or have faults.
    """
    from victims_code.testing.vectors import read_answers

    if path == "-":
        return read_answers(sys.stdin.buffer, vectors, source=STANDARD_INPUT)
    try:
        with Path(path).open("rb") as file:
            return read_answers(file, vectors, source=path)
    except OSError as error:
        what, mend = f"cannot be read: {error.strerror or type(error).__name__}", "give a file with an answer a line"
        raise InvalidInput([Problem("", what, mend, path)]) from None
    except InvalidInput:
        raise
    except ValueError:  # a path that no file system can hold
        raise inputs.wrong("--answers", "not the path of a file", "give a file with an answer a line") from None
