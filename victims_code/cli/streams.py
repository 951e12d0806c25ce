"""The streams of the command line: open, in UTF-8 everywhere; how wide they are, and whether colours are shown."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Final, TextIO, TypeVar

_Item = TypeVar("_Item")

#: The width that is written to where no terminal and no ``COLUMNS`` says another.
WIDTH: Final = 100

#: No table can be read in fewer columns.
NARROWEST: Final = 40

#: More columns than a terminal has: past them a number is a mistake.
_WIDEST: Final = 10_000


@contextmanager
def open_streams() -> Iterator[None]:
    """Let a stream that whoever called had closed read as empty, and what is written to it go nowhere."""
    closed = [name for name in ("stdin", "stdout", "stderr") if getattr(sys, name) is None]
    with ExitStack() as opened:
        for name in closed:
            mode = "r" if name == "stdin" else "w"
            setattr(sys, name, opened.enter_context(Path(os.devnull).open(mode, encoding="utf-8")))
        try:
            yield
        finally:
            for name in closed:
                setattr(sys, name, None)


def discard_output() -> None:
    """Let what is still to be written go nowhere; a stream without a file, as a host may give, needs nothing."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def same_everywhere(stream: TextIO) -> None:
    """Write UTF-8 and plain line ends whatever the locale, where the stream lets itself be told."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(encoding="utf-8", errors="replace", newline="\n")


def width() -> int:
    """Return how many columns a line may have: those of ``COLUMNS``, or of the terminal, or 100."""
    told = os.environ.get("COLUMNS", "")
    if told.isascii() and told.isdigit() and 0 < len(told) <= len(str(_WIDEST)) and int(told):
        return max(NARROWEST, int(told))
    if sys.stdout.isatty():
        with suppress(OSError, ValueError):
            return max(NARROWEST, os.get_terminal_size(sys.stdout.fileno()).columns or WIDTH)
    return WIDTH


def is_coloured() -> bool:
    """Whether colours are shown: on a terminal, unless ``NO_COLOR`` is set; elsewhere where ``FORCE_COLOR`` is."""
    if os.environ.get("NO_COLOR"):
        return False
    forced = os.environ.get("FORCE_COLOR")
    if forced:
        return forced != "0"
    return sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


def counted(items: Iterable[_Item], words: str, *, every: int) -> Iterator[_Item]:
    """Give the items, and on a terminal's standard error say after `every` of them how many there were.

    Nothing is said where the answer itself runs over the same terminal, or where no terminal is.
    """
    is_watched = sys.stderr.isatty() and not sys.stdout.isatty()
    number = 0
    for number, item in enumerate(items, 1):
        yield item
        if is_watched and number % every == 0:
            sys.stderr.write(f"\r{number} {words}")
            sys.stderr.flush()
    if is_watched and number >= every:
        sys.stderr.write(f"\r{number} {words}\n")
