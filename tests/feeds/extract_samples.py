"""What the tests of extracts share: a column map of an invented system, and how its extracts are read."""

from __future__ import annotations

from datetime import UTC, datetime

from victims_code.feeds import ColumnMap, Message, read_columns, read_extract

#: A Thursday night.
NIGHT = datetime(2026, 5, 14, 2, tzinfo=UTC)

MAP = """
name = "crimes"
case = "CRIME"
suspect = "SUSPECT"
dates = ["DD/MM/YYYY HH:mm", "DD/MM/YYYY"]
empty = ["NULL", "01/01/1900"]
[[event]]
type = "suspect_arrested"
at = "ARRESTED"
id = ["CUSTODY"]
"""

HEAD = "CRIME,SUSPECT,CUSTODY,ARRESTED\n"


def columns(extra: str = "", *, base: str = MAP, top: str = "") -> ColumnMap:
    return read_columns(f"{top}\n{base}\n{extra}")


def read(text: str, known: ColumnMap | None = None, **how: object) -> tuple[Message, ...]:
    return read_extract(text.encode(), columns=known or columns(), **{"extracted_at": NIGHT, **how})  # type: ignore[arg-type]


def one(text: str, known: ColumnMap | None = None, **how: object) -> Message:
    (message,) = read(text, known, **how)
    return message


def codes(message: Message) -> list[tuple[str, str]]:
    return [(unmapped.code, unmapped.where) for unmapped in message.unmapped]
