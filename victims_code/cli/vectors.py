"""The commands ``vectors run`` and ``vectors export``: the conformance vectors, for this library and for any other.

The room of the vectors is opened only by them: no other command should pay for it.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Final

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
    """Run the vectors: 0 where none failed, 1 where one did."""
    from victims_code.testing import vectors as room

    vectors = _vectors(asked.file, asked.level)
    if asked.answers is None:
        report = room.run(streams.counted(vectors, "vectors", every=_MARK))
    else:  # they may be to more vectors than are run
        report = room.judge(vectors, _answers(asked.answers, _vectors(asked.file, None)))
    inputs.say(write_json(report.document(), indent=2) if asked.format == "json" else str(report))
    return 1 if report.failed else 0


def export(asked: argparse.Namespace) -> int:
    """Write the vectors and their schemas into a folder, and say which files."""
    from victims_code.testing.vectors import export_vectors

    inputs.say("\n".join(map(for_terminal, export_vectors(asked.folder))))
    return 0


def _vectors(path: str | None, levels: list[str] | None) -> tuple[Vector, ...]:
    """Load the vectors that are asked for.

    :raises InvalidInput: when they have faults, or there is no such level.
    """
    from victims_code.testing.vectors import load_vectors

    try:
        return load_vectors(path, levels=levels)
    except InvalidFact as error:
        raise inputs.wrong("--level", str(error).removeprefix("levels: ")) from None


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
