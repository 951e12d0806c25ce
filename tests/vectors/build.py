"""The builder of the conformance vectors: ``python -m tests.vectors.build`` writes the files of the package anew.

Every expectation is worked out by hand in the tables beside and in the golden ones, or by an oracle that walks the
calendar a day at a time; none of it comes from our engine, which the builders do not import.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Final

from tests.vectors.calendar_days import calendar_days
from tests.vectors.chains import chains
from tests.vectors.columns import apart
from tests.vectors.deadlines import deadlines
from tests.vectors.enhanced_rights import enhanced_rights
from tests.vectors.history import history
from tests.vectors.kill import kill
from tests.vectors.layers import layers
from tests.vectors.making import HERE, Document, text
from tests.vectors.meeting import meeting
from tests.vectors.unknowns import unknowns

#: Where the files of the first edition of the vectors lie, inside the package.
FOLDER: Final = HERE.parents[1] / "victims_code" / "testing" / "vectors" / "data" / "1"

#: By level: what makes its vectors, and what they ask.
LEVELS: Final[dict[str, tuple[Callable[[], Iterator[Document]], str]]] = {
    "calendar": (calendar_days, "Which day is so many Working Days after another, in England and Wales."),
    "deadlines": (deadlines, "By when each duty is due, from each event, for each standing, at each boundary."),
    "enhanced_rights": (enhanced_rights, "Who has Enhanced Rights, by which criterion, and what that shortens."),
    "meeting": (meeting, "What meets a duty and what does not, what it depends on, and whether it was done in time."),
    "chains": (chains, "Clocks that wait for a receipt, and the bound while it is unknown."),
    "history": (history, "A record that changes, what releases a duty, transfers, and the editions."),
    "unknowns": (unknowns, "What cannot be told because a fact is not on record, and from when to when it cannot."),
    "layers": (layers, "Local standards beside the Code: targets that move no due date."),
}  # fmt: skip


@cache
def documents() -> dict[str, list[Document]]:
    """Return the vectors of each level."""
    asked: set[tuple[str, str]] = set()
    return {level: list(apart(level, (*make(), *kill(level)), asked)) for level, (make, _) in LEVELS.items()}


def files() -> dict[Path, str]:
    """Return what each file of the vectors is to hold."""
    return {FOLDER / f"{level}.json": text(level, LEVELS[level][1], vectors) for level, vectors in documents().items()}


def write() -> None:
    """Write the files."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for path, content in files().items():
        path.write_text(content, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    write()
