"""What a host needs of an answer: references, plain values, and a table for a notebook or a terminal."""

from __future__ import annotations

import io
import json
from html.parser import HTMLParser
from typing import Any

from attrs import evolve
from rich.console import Console

from tests.assessment.making import event
from tests.values.cases import ANSWER, AS_OF, late
from victims_code import Assessment, Victim, assess
from victims_code.interchange import assessment_document


class Tables(HTMLParser):
    """Gathers the cells of a table, with their tags and scopes."""

    def __init__(self) -> None:
        super().__init__()
        self.cells: list[tuple[str, str | None, str]] = []
        self.tags: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        if tag in ("caption", "th", "td"):
            self.cells.append((tag, dict(attrs).get("scope"), ""))

    def handle_data(self, data: str) -> None:
        tag, scope, text = self.cells[-1]
        self.cells[-1] = (tag, scope, text + data)


def read(answer: Assessment) -> Tables:
    tables = Tables()
    tables.feed(answer._repr_html_())
    return tables


def terminal(answer: Assessment) -> str:
    """Return what `rich.print` writes on a terminal that has room for it."""
    console = Console(file=io.StringIO(), width=200, force_terminal=True)
    console.print(answer)
    written: str = console.file.getvalue()  # type: ignore[attr-defined] # it is the text given above
    return written


def test_an_obligation_says_of_whom_and_of_what_it_is() -> None:
    arrest, charge = ANSWER["V1/R6.arrest/e2"], ANSWER["V1/R6.charge/e4"]
    assert (arrest.case, arrest.victim, arrest.suspect, arrest.crime) == ("C1", "V1", "S1", "C1")
    assert (charge.suspect, charge.crime) == (None, None)


def test_an_answer_and_its_obligations_give_the_document_that_is_exchanged() -> None:
    document: Any = ANSWER.to_dict()
    assert document == assessment_document(ANSWER)
    assert json.loads(json.dumps(document)) == document
    assert [duty.to_dict() for duty in ANSWER] == document["obligations"]
    entry = ANSWER["V1/R6.arrest/e2"].to_dict()
    assert (entry["id"], entry["suspect"], entry["crime"], entry["status"]) == (
        "V1/R6.arrest/e2", "S1", "C1", "met_late",
    )  # fmt: skip


def test_a_notebook_shows_a_table_that_can_be_heard() -> None:
    cells = read(ANSWER).cells
    assert cells[0][0] == "caption"
    assert cells[0][2] == "Case C1 on Wednesday 20 May 2026: in breach; 44 obligations"
    assert [text for tag, scope, text in cells if (tag, scope) == ("th", "col")] == [
        "What", "Due by", "Status", "Owed by", "Owed to", "Obligation",
    ]  # fmt: skip
    rows = [text for tag, scope, text in cells if (tag, scope) == ("th", "row")]
    assert len(rows) == len(ANSWER)
    texts = [text for _, _, text in cells]
    place = texts.index("V1/R6.arrest/e2")
    assert texts[place - 5 : place] == [
        "Tell the victim that the suspect has been arrested, with reasons where applicable",
        "Tuesday 5 May 2026", "met late", "police", "V1",
    ]  # fmt: skip
    assert "no date" in texts
    assert any("with Enhanced Rights" in text for text in texts)


def test_what_stands_in_a_reference_is_shown_and_never_run() -> None:
    reference = "<script>alert(1)</script>&\"'"
    answer = assess(evolve(late(reference), victims=[Victim("[red]<b>V1")]), as_of=AS_OF)
    tables = read(answer)
    assert {"script", "b"}.isdisjoint(tables.tags)
    assert reference in tables.cells[0][2]
    assert "[red]<b>V1" in terminal(answer)


def test_a_terminal_shows_the_same_table() -> None:
    text = terminal(ANSWER)
    assert "Case C1 on Wednesday 20 May 2026: in breach" in text
    assert "Tuesday 5 May 2026" in text
    assert "V1/R6.arrest/e2" in text


def test_who_holds_a_duty_now_is_who_is_shown() -> None:
    transfer = event("e9", "duty_holder_changed", "2026-05-14", details={"owed_by": "police", "to": "another force"})
    answer = assess(evolve(late(), events=[*late().events, transfer]), as_of=AS_OF)
    assert "another force" in {text for _, _, text in read(answer).cells}


def test_one_obligation_is_counted_as_one() -> None:
    arrest = [each for each in late().events if each.type == "suspect_arrested"]
    answer = assess(evolve(late(), victims=[Victim("V1")], events=arrest), as_of=AS_OF)
    assert len(answer) == 1
    assert read(answer).cells[0][2].endswith("; 1 obligation")
