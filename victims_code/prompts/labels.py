"""Labels: the words around a prompt in English and in Welsh, for the enquiry log and for anyone's screens."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import Final, TypeAlias

from victims_code.errors import InvalidFact, nearest
from victims_code.packaged import packaged_toml

#: The languages that labels are held in: English and Welsh, by their two letters.
LANGUAGES: Final = ("en", "cy")

#: Labels by group (``severity``, ``status``, ``precision``, ``heading``, ``month``) and by word.
Labels: TypeAlias = Mapping[str, Mapping[str, str]]


@cache
def labels(language: str = "en") -> Labels:
    """Return the labels of a language; each group of them names every word that a prompt can hold.

    The Welsh has not been checked by a translator. What the Code itself says stays in the Code's words.

    :raises InvalidFact: when there are no labels in it.

    >>> labels("en")["severity"]["due_today"], labels("cy")["severity"]["due_today"]
    ('Due today', 'Yn ddyledus heddiw')
    """
    if language not in LANGUAGES:
        msg = f"language: no labels in {language!r}; {nearest(language, LANGUAGES)}"
        raise InvalidFact(msg)
    groups: dict[str, dict[str, str]] = packaged_toml("prompts", "data", "labels.toml")[language]
    return MappingProxyType({name: MappingProxyType(group) for name, group in groups.items()})


def day_in_language(day: date, language: str = "en") -> str:
    """Write a day in a language, whatever the locale of the machine.

    >>> day_in_language(date(2026, 5, 6)), day_in_language(date(2026, 5, 6), "cy")
    ('6 May 2026', '6 Mai 2026')
    """
    return f"{day.day} {labels(language)['month'][str(day.month)]} {day.year}"
