"""The same on PostgreSQL, where several write at once: BOARD_TEST_POSTGRESQL is the address of an empty database."""

from __future__ import annotations

import os
import random
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from boards import TOKEN, arrest, board_of, case_event, cloud_event, contact, derived, held, new_board, send, tallied
from sqlalchemy import create_engine, delete, text
from sqlalchemy.exc import DBAPIError
from starlette.testclient import TestClient

from prompt_board.app import create_app
from prompt_board.demonstration import load
from prompt_board.queries import Filter, counts, page_of
from prompt_board.settings import Settings
from prompt_board.storage import messages, tables

URL = os.environ.get("BOARD_TEST_POSTGRESQL", "")
pytestmark = pytest.mark.skipif(not URL, reason="BOARD_TEST_POSTGRESQL names no database")


@pytest.fixture
def elsewhere(settings: Settings) -> Settings:
    engine = create_engine(URL)
    with engine.begin() as connection:
        for table in tables.tables:
            connection.execute(text(f"DROP TABLE IF EXISTS {table}"))
    engine.dispose()
    return replace(settings, database=URL)


def test_the_same_messages_give_the_same_rows_as_on_sqlite(settings: Settings, elsewhere: Settings) -> None:
    boards = [new_board(settings), new_board(elsewhere)]
    for board in boards:
        load(board.recomputing, Path("/nowhere"))
    assert derived(boards[0]) == derived(boards[1])
    shown = []
    for board in boards:
        with board.storage.reading() as connection:
            page = page_of(connection, Filter(severity="no_day"), settings.today(), 2)
            shown.append((counts(connection, Filter(), settings.today()), {row["id"] for row in page.rows}))
        board.storage.close()
    assert shown[0][0] == shown[1][0]


def test_many_who_write_at_once_neither_lose_nor_double(settings: Settings, elsewhere: Settings) -> None:
    told = []
    for number in range(40):
        ref = f"P{number % 8}"
        told.append(cloud_event("event.recorded", {"case": ref, "event": arrest(name=f"e{number}")}, f"a{number}"))
        if number % 3:
            told.append(
                cloud_event("event.recorded", {"case": ref, "event": contact(about=f"e{number}")}, f"c{number}")
            )
    told += [case_event(f"P{number}", []) for number in range(8)]
    with TestClient(create_app(elsewhere)) as client, TestClient(create_app(settings)) as plain:
        order = random.Random(1).sample(told * 2, k=len(told) * 2)
        with ThreadPoolExecutor(8) as pool:
            statuses = list(pool.map(lambda event: send(client, event).status_code, order))
        assert sorted(set(statuses)) == [200, 201]
        assert statuses.count(201) == len(told)
        for event in told:
            send(plain, event)
        assert held(board_of(client)) == held(board_of(plain))
        assert derived(board_of(client)) == derived(board_of(plain))
        assert tallied(board_of(client)) > 0


def test_the_database_itself_refuses_to_change_a_message(elsewhere: Settings) -> None:
    with TestClient(create_app(elsewhere)) as client:
        send(client, case_event("C1", [arrest()]))
        client.post("/sign-in", data={"word": TOKEN})
        assert client.get("/case?ref=%00").status_code == 404
        assert client.get("/?role=%00&provider=police&severity=no_day").status_code == 200
        with pytest.raises(DBAPIError, match="never changed"), board_of(client).storage.writing() as connection:
            connection.execute(delete(messages))
