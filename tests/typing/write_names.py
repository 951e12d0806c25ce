"""Write what repeats the data: ``victims_code/names.py``, and the event types in the schema of a case file.

``python -m tests.typing.write_names``, after a word was added to the data. A test fails until it was run.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import Path
from textwrap import fill
from typing import Final

from victims_code import Jurisdiction, OffenceCategory, Role, ServiceProvider, Status
from victims_code.providers import plain_name
from victims_code.rulebook import code_names
from victims_code.vocabulary import code_vocabulary

PACKAGE: Final = Path(__file__).resolve().parents[2] / "victims_code"
NAMES: Final = PACKAGE / "names.py"
CASE: Final = PACKAGE / "interchange" / "schemas" / "case-1.json"

#: How far the list of types is set in, and the list itself: whole lines of words that follow the first type.
_INDENT: Final = " " * 12
_LISTED: Final = re.compile(r'^ +"offence_committed",.*(?:\n +"\w+"(?:, "\w+")*,?$)*', re.MULTILINE)

#: The first of the lists of words in ``names.py``. What stands before it is written by hand.
_FIRST: Final = "The roles of a victim."


def names() -> str:
    """Return the text of ``names.py``, with the words of the data."""
    by_hand, _, _ = NAMES.read_text(encoding="utf-8").partition(f"\n#: {_FIRST}")
    providers = [spelt for each in ServiceProvider for spelt in _spelt(each)]
    parts = [
        _alias("RoleName", _FIRST, Role),
        _alias("OffenceCategoryName", "The kinds of offence that the Code's conditions name.", OffenceCategory),
        _alias("JurisdictionName", "Where the offence was committed or is prosecuted.", Jurisdiction),
        _alias("StatusName", "How an obligation stands.", Status),
        _alias("ProviderName", "The service providers, as the Code writes them and in small letters.", providers),
        _alias("EditionName", "The editions of the Code in the package.", code_names()),
        _alias("EventTypeName", "The types of event of the Code's own vocabulary.", code_vocabulary()),
    ]
    return "\n".join([by_hand, *parts])


def case_schema() -> str:
    """Return the text of the schema of a case file, with the event types of the data."""
    words = ", ".join(json.dumps(name) for name in code_vocabulary())
    block = fill(words, 118, initial_indent=_INDENT, subsequent_indent=_INDENT)
    found, count = _LISTED.subn(block, CASE.read_text(encoding="utf-8"))
    assert count == 1
    return found


def _spelt(provider: ServiceProvider) -> Iterable[str]:
    plain = plain_name(provider)
    return dict.fromkeys((provider.value, plain, plain.replace(" ", "_")))


def _alias(name: str, words: str, values: Iterable[str]) -> str:
    listed = "".join(f'    "{value}",\n' for value in values)
    return f"#: {words}\n{name}: TypeAlias = Literal[\n{listed}]\n"


if __name__ == "__main__":
    NAMES.write_text(names(), encoding="utf-8")
    CASE.write_text(case_schema(), encoding="utf-8")
