"""The text of a file that people edit: UTF-8, with or without a mark at its start, whatever it holds."""

from __future__ import annotations

from typing import Final

from victims_code.errors import InvalidInput, Problem

#: The marks with which UTF-16 begins, and those of UTF-32.
_UTF_16_MARKS: Final = (b"\xff\xfe", b"\xfe\xff")
_UTF_32_MARKS: Final = (b"\xff\xfe\0\0", b"\0\0\xfe\xff")
#: How many bytes UTF-32 has for each character: of a plain letter all but one are NUL.
_WIDTH: Final = 4

#: How the names of the files end that are read here.
_ENDINGS: Final = (".json", ".ndjson", ".jsonl", ".toml")

#: What programs put before a text.
MARK: Final = "\ufeff"

_MEND: Final = "save it as UTF-8"


def text_of(data: bytes, source: str = "") -> str:
    r"""Return the text that bytes in UTF-8 hold, without the mark that some programs put before it.

    :raises InvalidInput: when they are no UTF-8, saying how to save it.

    >>> text_of(b"\xef\xbb\xbfname = 'ours'")
    "name = 'ours'"
    >>> text_of("name".encode("utf-16"), "ours.toml")
    Traceback (most recent call last):
    victims_code.errors.InvalidInput: ours.toml: UTF-16 text; save it as UTF-8, which editors offer as its encoding
    """
    name = wide_encoding(data)
    if name:
        raise InvalidInput([Problem("", f"{name} text", f"{_MEND}, which editors offer as its encoding", source)])
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InvalidInput([Problem("", f"not UTF-8 text (at byte {error.start})", _MEND, source)]) from None


def wide_encoding(data: bytes) -> str:
    """Return the name of the encoding of two or four bytes a character in which a text begins; empty for others.

    >>> wide_encoding("name".encode("utf-32-be")), wide_encoding(b"name")
    ('UTF-32', '')
    """
    if data.startswith(_UTF_32_MARKS) or data[:_WIDTH].count(0) == _WIDTH - 1:
        return "UTF-32"
    return "UTF-16" if data.startswith(_UTF_16_MARKS) or data[:2].count(0) == 1 else ""


def path_for_text(text: str, source: str = "") -> Problem | None:
    """Return the fault of a text that is the path of a file; None of any other.

    >>> str(path_for_text("cases/c1.json"))
    'the path of a file, where its text is needed; read it first: pathlib.Path(...).read_bytes()'
    """
    found = text.strip()
    if not found.lower().endswith(_ENDINGS) or not found.isprintable():
        return None
    how = "read_text('utf-8')" if found.lower().endswith(".toml") else "read_bytes()"
    return Problem(
        "", "the path of a file, where its text is needed", f"read it first: pathlib.Path(...).{how}", source
    )
