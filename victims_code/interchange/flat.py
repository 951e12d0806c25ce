"""Flat rows: answers as plain values, a row for each duty, for a data frame or a table of a database."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any, Final, TypeAlias

from victims_code.arguments import need
from victims_code.assessment import Assessment
from victims_code.errors import InvalidFact
from victims_code.interchange.workers import Unanswered
from victims_code.interchange.writing import answer_heading, obligation_entry

#: What stands in a column: nothing that a database or a data frame would have to be taught.
Plain: TypeAlias = str | int | bool | date | None

#: The columns of `rows`, in order, each with the type of its values (any of them but the first may also be None).
#: The names are those of an obligation in ``victims-code/assessment/1``.
ROW_COLUMNS: Final[Mapping[str, type]] = MappingProxyType(
    {
        "case": str, "as_of": date, "known_at": str,
        "id": str, "rule": str, "edition": str, "layer": str, "right": int, "paragraph": str,
        "owed_by": str, "held_by": str, "victim": str, "suspect": str, "crime": str, "kind": str,
        "trigger_event": str, "trigger_type": str, "trigger_date": date, "clock_start": date,
        "limit": str, "enhanced": bool, "due_by": date, "due_by_if_enhanced": date, "bound": date,
        "target_by": str, "target_status": str, "target_layer": str,
        "status": str, "met_by": str, "met_on": date, "released_by": str, "reason": str, "good_reasons": bool,
        "duty_basis": str, "breach": str, "unknown": str, "evidence": str, "disputes": str, "why": str,
    }
)  # fmt: skip

#: What stands between the items of a list that becomes one text.
_BETWEEN: Final = "; "


def rows(answers: Assessment | Iterable[Assessment | Unanswered], *, why: bool = False) -> Iterator[dict[str, Plain]]:
    """Give each duty of one answer, or of many, as a flat row of plain values with the reference of its case.

    Each row has the columns of `ROW_COLUMNS` in the same order. Dates are London dates; what is unknown, or does not
    apply, is None; a list becomes one text. `why` adds the sentence that explains each duty, which takes longer than
    all the rest; otherwise that column is None. Rows come one at a time, so that millions need no memory.

    :raises InvalidFact: when something that is given is no `Assessment`, such as a case that `assess_many` could not
        answer.

    >>> from victims_code import Case, Event, Victim, assess
    >>> case = Case("C1", [Victim("V1", vulnerable=True)], [Event("e1", "suspect_arrested", at=date(2026, 5, 1))])
    >>> first = next(rows(assess(case, as_of=date(2026, 5, 6))))
    >>> first["case"], first["id"], first["due_by"], first["breach"]
    ('C1', 'V1/R6.arrest/e1', datetime.date(2026, 5, 5), 'yes')
    """
    given = (answers,) if isinstance(answers, Assessment) else answers
    need("answers", given, Iterable)
    for answer in given:
        if not isinstance(answer, Assessment):
            msg = f"answers: an Assessment, or an iterable of them, is needed; {type(answer).__name__} is none"
            if isinstance(answer, Unanswered):
                msg = "answers: among them are cases that could not be answered; leave out the Unanswered ones first"
            raise InvalidFact(msg)
        heading = answer_heading(answer)
        for obligation in answer.obligations:
            entry = {**heading, **obligation_entry(obligation, why=why)}
            yield {name: _plain(entry, name, kind) for name, kind in ROW_COLUMNS.items()}


def _plain(entry: Mapping[str, Any], name: str, kind: type) -> Plain:
    """Return the value of a column from the entry of a JSON document, of whose objects only the trigger has columns."""
    outer, _, inner = name.partition("_")
    value: Plain | list[str] = entry[name] if name in entry else entry[outer][inner]
    if isinstance(value, list):
        return _BETWEEN.join(value)
    return date.fromisoformat(value) if kind is date and isinstance(value, str) else value
