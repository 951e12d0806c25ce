"""The single values of a column map: each is read, or refused with what is wrong."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import tzinfo
from typing import Any, Final

from victims_code.errors import InvalidFact, nearest, read_text, read_texts, read_word
from victims_code.feeds.extract_columns import ENCODINGS
from victims_code.feeds.extract_dates import ISO, ZONES, DateFormat, date_format
from victims_code.victims import OffenceCategory
from victims_code.vocabulary import REWRITES, code_vocabulary

#: The name of an extract: it begins ids, so it is short and plain.
_NAME: Final = re.compile(r"[a-z][a-z0-9_-]{0,29}", re.ASCII)

#: The most characters between two codes of one cell.
_LONGEST_SPLIT: Final = 3


def event_type(value: object) -> str:
    """Read a type of event that an extract can tell.

    :raises ValueError: when it is anything else.
    """
    try:
        name = code_vocabulary().checked_type(value)
    except InvalidFact as error:
        raise ValueError(str(error).removeprefix("type: ")) from None
    if code_vocabulary()[name].acts in REWRITES:
        msg = f"{name} comes of comparing extracts, not of a column; leave it out"
        raise ValueError(msg)
    return name


def extract_name(value: object) -> str:
    """Read the name of an extract.

    :raises ValueError: when it is anything else.
    """
    if not isinstance(value, str) or not _NAME.fullmatch(value):
        msg = "a short name of lower-case letters and digits is needed, such as 'crimes'"
        raise ValueError(msg)
    if value in code_vocabulary():
        # Other feeds begin their ids with a type: what an extract withdraws must never be theirs.
        msg = f"{value} is a type of event; name the extract by what it holds, such as 'crimes'"
        raise ValueError(msg)
    return value


def delimiter(value: object) -> str:
    """Read what stands between two cells.

    :raises ValueError: when it is anything else.
    """
    if not isinstance(value, str) or len(value) != 1 or value in '"\r\n\0' or value.isalnum():
        msg = "one character is needed, such as ',' or ';' or '|' or a tab"
        raise ValueError(msg)
    return value


def encoding(value: object) -> str:
    """Read the name of an encoding.

    :raises ValueError: when it is anything else.
    """
    if value not in ENCODINGS:
        msg = f"no encoding that is read; {nearest(str(value), ENCODINGS)}"
        raise ValueError(msg)
    return str(value)


def zone(value: object) -> tzinfo:
    """Read the name of a zone.

    :raises ValueError: when it is anything else.
    """
    if not isinstance(value, str) or value not in ZONES:
        msg = f"no zone that is read; use one of {', '.join(ZONES)}"
        raise ValueError(msg)
    return ZONES[value]


def formats(value: object) -> tuple[DateFormat, ...]:
    """Read one format of dates, or a list of them.

    :raises ValueError: when it is anything else.
    """
    found = tuple(date_format(text) for text in read_texts([value] if isinstance(value, str) else value))
    if len({each.shape for each in found}) != len(found):
        msg = "two formats fit the same texts, so that a day could be taken for a month; keep one of the two"
        raise ValueError(msg)
    if any(each.text == ISO for each in found) and any(each.text.startswith("YYYY-D") for each in found):
        msg = "ISO fits the same texts with the month before the day; keep one of the two"
        raise ValueError(msg)
    return found


def time_columns(value: object) -> tuple[str, ...]:
    """Read the columns of a date and its time.

    :raises ValueError: when it is anything else.
    """
    columns = (read_text(value),) if isinstance(value, str) else read_texts(value)
    if not columns:
        msg = "the column of the date is needed"
        raise ValueError(msg)
    return columns


def column_or_none(value: object) -> str:
    """Read the name of a column; an empty text says that there is none.

    :raises ValueError: when it is anything else.
    """
    return "" if value == "" else read_text(value)


def categories(value: object) -> tuple[OffenceCategory, ...]:
    """Read one category of offence, or a list of them; [] is none.

    :raises ValueError: when it is anything else.
    """
    words = value if isinstance(value, list) else [value]
    return tuple(read_word(word, OffenceCategory) for word in words)


def no_codes(_value: object) -> object:
    """Refuse a code of what is read as it stands.

    :raises ValueError: when it is anything else.
    """
    msg = "a date is read as it stands; leave the codes out"
    raise ValueError(msg)


def text_set(value: object) -> frozenset[str]:
    """Read a list of texts whose order says nothing.

    :raises ValueError: when it is anything else.
    """
    return frozenset(text.strip() for text in read_texts(value))


def split_mark(value: object) -> str:
    """Read what stands between two codes of one cell.

    :raises ValueError: when it is anything else.
    """
    if not isinstance(value, str) or not 0 < len(value) <= _LONGEST_SPLIT:
        msg = "what stands between two codes is needed, such as ';'"
        raise ValueError(msg)
    return value


def any_table(value: object) -> Mapping[str, Any]:
    """Read a table with any keys.

    :raises ValueError: when it is anything else.
    """
    if not isinstance(value, Mapping):
        msg = "a table is needed"
        raise ValueError(msg)  # noqa: TRY004 - a file is wrong, not a caller
    return value
