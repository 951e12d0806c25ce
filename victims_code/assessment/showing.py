"""An answer as a table for a person: in HTML for a notebook, and for a terminal with rich, where that is installed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from victims_code.dates import day_in_words
from victims_code.escaping import for_html, for_terminal
from victims_code.truth import Truth

if TYPE_CHECKING:
    from rich.table import Table

    from victims_code.assessment.assessments import Assessment

_HEADINGS: Final = ("What", "Due by", "Status", "Owed by", "Owed to", "Obligation")

_VERDICTS: Final = {Truth.YES: "in breach", Truth.NO: "not in breach", Truth.UNDETERMINED: "breach undetermined"}


def html_table(assessment: Assessment) -> str:
    """Return an answer as an HTML table, a row a duty, that a screen reader can read.

    >>> import datetime as dt
    >>> from victims_code import Case, assess
    >>> html_table(assess(Case("C & Co", []), as_of=dt.date(2026, 5, 6)))[:72]
    '<table><caption>Case C &amp; Co on Wednesday 6 May 2026: not in breach; '
    """
    heads = "".join(f'<th scope="col">{heading}</th>' for heading in _HEADINGS)
    rows = [
        f'<tr><th scope="row">{for_html(what)}</th>{"".join(f"<td>{for_html(cell)}</td>" for cell in cells)}</tr>'
        for what, *cells in _rows(assessment)
    ]
    body = f"<tbody>{''.join(rows)}</tbody>"
    return f"<table><caption>{for_html(_title(assessment))}</caption><thead><tr>{heads}</tr></thead>{body}</table>"


def rich_table(assessment: Assessment) -> Table:
    """Return an answer as a table of rich, the library for terminals that comes with the extra ``cli``."""
    from rich.table import Table
    from rich.text import Text

    table = Table(*_HEADINGS, title=Text(for_terminal(_title(assessment))))
    for cells in _rows(assessment):
        table.add_row(*(Text(for_terminal(cell)) for cell in cells))  # a plain text: what stands in it is no markup
    return table


def _title(assessment: Assessment) -> str:
    number = len(assessment)
    duties = f"{number} obligation{'' if number == 1 else 's'}"
    verdict = _VERDICTS[assessment.in_breach]
    return f"Case {assessment.case.id} on {day_in_words(assessment.as_of)}: {verdict}; {duties}"


def _rows(assessment: Assessment) -> Iterator[tuple[str, ...]]:
    for duty in assessment:
        due = "no date" if duty.due_by is None else day_in_words(duty.due_by)
        if duty.due_by_if_enhanced is not None:
            due = f"{due}; with Enhanced Rights {day_in_words(duty.due_by_if_enhanced)}"
        status = duty.status.replace("_", " ")
        yield duty.rule.duty, due, status, duty.held_by or duty.owed_by, duty.victim, duty.id
