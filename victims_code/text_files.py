"""The text of a file that people edit: UTF-8, with or without a mark at its start, whatever it holds."""

from __future__ import annotations

from typing import Final

from victims_code.errors import InvalidInput, Problem

#: The marks with which UTF-16 begins.
_UTF_16_MARKS: Final = (b"\xff\xfe", b"\xfe\xff")

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
    if data.startswith(_UTF_16_MARKS) or data[:2].count(0) == 1:
        raise InvalidInput([Problem("", "UTF-16 text", f"{_MEND}, which editors offer as its encoding", source)])
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InvalidInput([Problem("", f"not UTF-8 text (at byte {error.start})", _MEND, source)]) from None
