"""The commands of receipts: to make one, and to verify one."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from victims_code.cli import inputs
from victims_code.cli.cases import STANDARD_INPUT
from victims_code.cli.commands import _one
from victims_code.cli.tables import VERDICTS
from victims_code.dates import day_in_words
from victims_code.errors import InvalidInput, Problem, nearest
from victims_code.escaping import for_json, for_terminal
from victims_code.interchange.json_text import LARGEST
from victims_code.receipts import Receipt, Verification, make_receipt, read_receipt
from victims_code.receipts import verify as verify_receipt
from victims_code.rulebook import editions_in_force
from victims_code.truth import Truth


def receipt(asked: argparse.Namespace) -> int:
    """Print the receipt of an answer: one JSON document in its canonical form, on a terminal with nothing that acts."""
    made = make_receipt(_one(asked)).to_json()
    inputs.say(for_json(made) if sys.stdout.isatty() else made)
    return 0


def verify(asked: argparse.Namespace) -> int:
    """Make the answer of a receipt again: 0 where it comes out the same, 1 where it does not."""
    book, made = inputs.rulebook_of(asked.rulebook), _read(asked.receipt)
    name = made.document["asked"]["rulebook"]
    names = [edition.name for edition in editions_in_force()] if name is None else [name]
    if book is not None and book.name not in names:
        raise inputs.wrong("--rulebook", f"the receipt is not over one called {book.name!r}", nearest(book.name, names))
    found = verify_receipt(made, rulebooks=() if book is None else (book,))
    inputs.say("\n".join(_told(found)))
    return 0 if found.is_reproduced else 1


def _read(name: str) -> Receipt:
    """Read the receipt from a file or from standard input.

    :raises InvalidInput: when it cannot be read, or is no receipt.
    """
    shown = STANDARD_INPUT if name == "-" else name
    try:
        if name == "-":
            data = sys.stdin.buffer.read(LARGEST + 1)
        else:
            with Path(name).open("rb") as file:
                data = file.read(LARGEST + 1)
    except OSError as error:
        what = f"cannot be read: {error.strerror or type(error).__name__}"
        raise InvalidInput([Problem("", what, "give the path of a receipt, or - to read it here", shown)]) from None
    except ValueError:  # a path that no file system can hold
        raise inputs.wrong("RECEIPT", "not the path of a file", "give the path of a receipt") from None
    return read_receipt(data, shown)


def _told(found: Verification) -> list[str]:
    """Write what came of it: the verdict, or what moved and what changed because of it."""
    made = found.receipt
    place = f"{made.case} on {day_in_words(made.as_of)}"
    lines = [("", f"{place}: not reproduced")]
    if found.is_reproduced:
        lines = [("", f"{place}: reproduced; {VERDICTS[Truth(made.document['outcome']['in_breach'])]}")]
    else:
        lines += [("  ", "moved"), *(("    ", str(moved)) for moved in found.moved)]
        if found.assessment is None:
            lines.append(("  ", "the answer can no longer be worked out"))
        elif found.changes:
            lines += [("  ", "changed"), *(("    ", str(change)) for change in found.changes)]
        else:
            lines.append(("  ", "the outcome is the same"))
    lines += [("  ", note) for note in found.notes]
    # A receipt that was tampered with may hold anything: no terminal is told more than a line of text.
    return [f"{indent}{for_terminal(text)}" for indent, text in lines]
