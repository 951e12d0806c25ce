"""Messages and questions for the tests of the board."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from sqlalchemy import select
from starlette.testclient import TestClient

from prompt_board.app import create_app
from prompt_board.recomputing import Recomputing
from prompt_board.requests import Board
from prompt_board.settings import Settings
from prompt_board.storage import DERIVED, messages, prompts, tallies

TOKEN = "a token of the tests, long enough"
AS_OF = date(2026, 6, 24)
BEARER = {"Authorization": f"Bearer {TOKEN}"}
SINGLE = {**BEARER, "Content-Type": "application/cloudevents+json"}
BATCH = {**BEARER, "Content-Type": "application/cloudevents-batch+json"}

#: A known standard victim: five working days, no Enhanced Rights.
STANDARD: dict[str, Any] = {
    "id": "V1", "role": "person", "offence_categories": [], "persistently_targeted": False, "vulnerable": False,
    "intimidated": False, "under_18_at_offence": False,
}  # fmt: skip


def cloud_event(kind: str, data: dict[str, Any], name: str, sent: str = "2026-06-20T09:00:00Z") -> dict[str, Any]:
    return {
        "specversion": "1.0", "id": name, "source": "urn:tests", "type": f"victims-code.{kind}", "time": sent,
        "datacontenttype": "application/json", "data": data,
    }  # fmt: skip


def case_event(
    ref: str, events: list[dict[str, Any]], victims: list[dict[str, Any]] | None = None, **more: str
) -> dict[str, Any]:
    data = {"case": ref, "victims": [STANDARD] if victims is None else victims, "events": events}
    return cloud_event("case", data, more.pop("name", f"case {ref}"), **more)


def arrest(day: str = "2026-06-10", name: str = "e1") -> dict[str, Any]:
    return {"id": name, "type": "suspect_arrested", "at": day, "suspect": "S1"}


def contact(day: str = "2026-06-12", about: str = "e1") -> dict[str, Any]:
    return {"id": f"told {about}", "type": "victim_informed", "at": day, "victim": "V1", "about": [about]}


def send(client: TestClient, *events: dict[str, Any]) -> Any:
    if len(events) == 1:
        return client.post("/events", content=json.dumps(events[0]), headers=SINGLE)
    return client.post("/events", content=json.dumps(events), headers=BATCH)


def board_of(client: TestClient) -> Board:
    board: Board = client.app.state.board  # type: ignore[attr-defined]
    return board


def derived(board: Board) -> dict[str, list[tuple[Any, ...]]]:
    """Return every row that is worked out, by table, in an order of its own; a tally of none is no row."""
    with board.storage.reading() as connection:
        found = {each.name: sorted(map(tuple, connection.execute(select(each)))) for each in DERIVED}
    return {**found, "tallies": [row for row in found["tallies"] if row[-1]]}


def held(board: Board) -> list[tuple[Any, ...]]:
    """Return every message that is held, without when it came."""
    columns = messages.c
    query = select(columns.key, columns.feed, columns.body, columns.receipt).order_by(columns.key)
    with board.storage.reading() as connection:
        return [tuple(row) for row in connection.execute(query)]


def open_rules(board: Board, ref: str) -> list[str]:
    query = select(prompts.c.rule).where(prompts.c.case_ref == ref, prompts.c.status == "open").order_by(prompts.c.rule)
    with board.storage.reading() as connection:
        return list(connection.scalars(query))


def tallied(board: Board) -> int:
    with board.storage.reading() as connection:
        return sum(connection.scalars(select(tallies.c.number)))


def new_board(settings: Settings) -> Board:
    app = create_app(settings)
    board: Board = app.state.board
    assert isinstance(board.recomputing, Recomputing)
    return board
