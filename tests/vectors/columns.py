"""What the facts state of a duty whatever the case, asked once for each rule, so that other vectors need not ask it.

A system that counts days, and keeps no grade of evidence, is then wrong in those vectors alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

from tests.vectors.making import Document, carried

ARGUMENT: Final = (
    "As the table of facts has the duty, whatever the case: how well it is evidenced, its Right and paragraph, who "
    "owes it, what sort of duty it is, and what is in dispute about it."
)


def apart(level: str, vectors: Iterable[Document], asked: set[tuple[str, str]]) -> Iterator[Document]:
    """Walk the vectors of a level without these columns, each rule's own vector before the first that had them.

    `asked` are the rules, by edition, that have one by now.
    """
    for each in vectors:
        columns = _taken(each["expected"])
        for other in each["accepted"]:
            _taken(other["expected"])
        for name, (rule, edition, found) in columns.items():
            if (rule, edition) not in asked:
                asked.add((rule, edition))
                ref = f"{level}/{rule}/as-stated{'' if edition == '2020' else f'-{edition}'}"
                expected = {"obligations": {name: {"edition": edition, **found}}}
                changes: Document = {"id": ref, "argument": ARGUMENT, "rule": rule, "boundary": None, "accepted": []}
                yield {**each, **changes, "expected": expected}
        yield each


def _taken(expected: dict[str, Any]) -> dict[str, tuple[str, str, Document]]:
    """Take the columns out of what is expected, and return them by obligation, with the rule and the edition."""
    found: dict[str, tuple[str, str, Document]] = {}
    for name, told in expected.get("obligations", {}).items():
        rule = name.split("/")[1]
        if "evidence" in told:
            edition = told.get("edition", "2020")
            columns = carried(rule, edition)
            found[name] = rule, edition, columns
            for key, value in columns.items():
                if len(told) > 1 and told.get(key) == value:
                    del told[key]
    return found
