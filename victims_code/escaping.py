r"""Escaping by destination: what came from outside is written so that it does nothing where it goes.

One function for each place that text goes to: a terminal, a CSV cell, an HTML page, a calendar entry, a JSON document.
A reference, a detail of an event or a file's name may hold anything; none of them may clear a screen, turn a line
round, start a formula or begin a tag.
"""

from __future__ import annotations

import html
import re
from typing import Final

#: Where a spreadsheet may take a cell to begin: at its start, or after what separates cells in some country's files,
#: and after any spaces and quotes there.
_BEGINS: Final = r'((?:^|[;,|])[ "]*)'

#: What a spreadsheet takes for a formula, in both widths; and the guard itself, so that it can be taken away again.
_FORMULA: Final = re.compile(_BEGINS + "(?=[=+\\-@\uff1d\uff0b\uff0d\uff20'])")
_GUARDED: Final = re.compile(_BEGINS + "'")

#: In a document that is written as JSON, what is not plain ASCII or a line's end.
_NOT_PLAIN: Final = re.compile(r"[^\n -~]")


def for_terminal(text: object) -> str:
    r"""Return a text as one line that a terminal only shows: what cannot be printed stands as its escape.

    That is every control character, a line's end among them, whatever turns the direction of text or has no width,
    every other separator than a space, and what is unassigned or private. The rest stands as it is, a backslash too.

    >>> print(for_terminal("CPS\x1b[2J\nnot in breach\u202e"))
    CPS\x1b[2J\nnot in breach\u202e
    """
    shown = str(text)
    return shown if shown.isprintable() else "".join(map(_visible, shown))


def for_csv(text: object) -> str:
    """Return a cell that a spreadsheet takes for text, printable and of one line.

    An apostrophe stands before what would begin a formula: at the start of the cell, and after a semicolon, a comma or
    a bar, as a spreadsheet that expects another separator begins a new cell there, and quotes do not stop it.

    >>> print(for_csv("=HYPERLINK(1)"), for_csv("V1;=1+1"), for_csv("V1; V2"))
    '=HYPERLINK(1) V1;'=1+1 V1; V2
    """
    return _FORMULA.sub(r"\1'", for_terminal(text))


def from_csv(cell: str) -> str:
    """Return the text of a cell that `for_csv` wrote: without the apostrophes that it put in.

    >>> from_csv(for_csv("V1;=1+1")), from_csv(for_csv("'=1"))
    ('V1;=1+1', "'=1")
    """
    return _GUARDED.sub(r"\1", cell)


def for_html(text: object) -> str:
    r"""Return a text for the body of an HTML page, or for an attribute in quotes: no tag begins in it.

    >>> print(for_html('<b title="x">\x1b'))
    &lt;b title=&quot;x&quot;&gt;\x1b
    """
    return html.escape(for_terminal(text), quote=True)


def for_calendar(text: object) -> str:
    r"""Return a text for a property of an iCalendar entry: of one line, and without what cannot be printed.

    The library that writes the entry escapes what means something in it; a control character has no escape there.

    >>> for_calendar("told by CPS\r\nEND:VTODO\x1b[2J")
    'told by CPS END:VTODO[2J'
    """
    line = " ".join(str(text).split())
    return line if line.isprintable() else "".join(filter(str.isprintable, line))


def for_json(written: str) -> str:
    r"""Return a written JSON document that says the same, and in which everything can be printed.

    JSON escapes only the first 32 control characters by itself; those above, and what turns the direction of text,
    would reach a terminal as they are.

    >>> print(for_json('{"to":"CPS\x9b\u202e"}'))
    {"to":"CPS\u009b\u202e"}
    """
    return written if written.isascii() and "\x7f" not in written else _NOT_PLAIN.sub(_json_escape, written)


def _visible(mark: str) -> str:
    # Python's own escape: of a line's end "\n", of others "\x1b", "\u202e" or "\U000e0001".
    return mark if mark.isprintable() else repr(mark)[1:-1]


def _json_escape(found: re.Match[str]) -> str:
    mark = found[0]
    if mark.isprintable():
        return mark
    units = mark.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[place] << 8 | units[place + 1]:04x}" for place in range(0, len(units), 2))
