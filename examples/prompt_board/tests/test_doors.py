"""The doors for machines: who may send, how much, what is taken once, and that a fault leaves nothing behind."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from boards import (
    BATCH,
    BEARER,
    SINGLE,
    TOKEN,
    arrest,
    board_of,
    case_event,
    cloud_event,
    contact,
    derived,
    held,
    open_rules,
    send,
)
from sqlalchemy import delete, update
from sqlalchemy.exc import DBAPIError
from starlette.testclient import TestClient

from prompt_board.__main__ import main
from prompt_board.settings import CannotStart, Settings, settings_from
from prompt_board.storage import messages


def test_no_token_no_board() -> None:
    with pytest.raises(CannotStart, match="there is no default"):
        settings_from({})


def test_the_command_says_so_and_ends(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.delenv("BOARD_TOKEN", raising=False)
    assert main(["serve"]) == 2
    assert "BOARD_TOKEN" in capsys.readouterr().err


def test_a_token_that_could_be_guessed_is_refused() -> None:
    with pytest.raises(CannotStart, match="at least 32 characters"):
        settings_from({"BOARD_TOKEN": "secret"})


def test_the_token_is_in_no_repr() -> None:
    assert TOKEN not in repr(Settings(token=TOKEN))


@pytest.mark.parametrize("header", [None, "", "Bearer", "Bearer wrong", f"Basic {TOKEN}", f"Bearer {TOKEN}x", TOKEN])
@pytest.mark.parametrize("path", ["/events", "/messages/spi", "/messages/common-platform", "/messages/hmpps"])
def test_nobody_sends_without_the_token(client: TestClient, header: str | None, path: str) -> None:
    headers = {} if header is None else {"Authorization": header}
    response = client.post(path, content=b"{}", headers=headers)
    assert response.status_code == 401
    assert held(board_of(client)) == []


def test_a_message_is_kept_as_it_came(client: TestClient) -> None:
    body = json.dumps(case_event("C1", [arrest()]), indent=3).encode()
    response = client.post("/events", content=body, headers=SINGLE)
    assert (response.status_code, response.json()["messages"][0]["status"]) == (201, "kept")
    assert [row[2] for row in held(board_of(client))] == [body]
    assert "R6.arrest" in open_rules(board_of(client), "C1")


def test_a_message_sent_twice_is_held_once(client: TestClient) -> None:
    event = case_event("C1", [arrest()])
    send(client, event)
    before = derived(board_of(client))
    again = client.post("/events", content=json.dumps(event, indent=1), headers=SINGLE)
    assert (again.status_code, again.json()["messages"][0]["status"]) == (200, "already held")
    assert len(held(board_of(client))) == 1
    assert derived(board_of(client)) == before


def test_the_same_source_and_id_with_another_content_is_a_conflict(client: TestClient) -> None:
    send(client, case_event("C1", [arrest()], name="one"))
    response = send(client, case_event("C1", [arrest("2026-06-11")], name="one"))
    assert response.status_code == 409
    assert len(held(board_of(client))) == 1


_MALFORMED = [
    b"",
    b"{",
    b"[]",
    b"null",
    b'{"specversion": "1.0"}',
    b'{"id": "1", "id": "2"}',
    b"\xff\xfe",
    b'{"a": NaN}',
    b"[" * 100_000,
    json.dumps(cloud_event("unknown", {}, "1")).encode(),
    json.dumps({**case_event("C1", []), "specversion": "0.3"}).encode(),
    json.dumps({**case_event("C1", []), "time": "yesterday"}).encode(),
    json.dumps({**case_event("C1", []), "time": "2026-06-20"}).encode(),
    json.dumps({**case_event("C1", []), "data": None}).encode(),
    json.dumps(case_event("C1", [{**arrest(), "type": "suspect_arested"}])).encode(),
    json.dumps(case_event("C1", [contact(about="nothing")])).encode(),
    json.dumps(cloud_event("event.recorded", {"case": "C1", "event": {**arrest(), "name": "J"}}, "1")).encode(),
    json.dumps(cloud_event("event.recorded", {"case": "C1"}, "1")).encode(),
    json.dumps(cloud_event("event.recorded", {"event": arrest()}, "1")).encode(),
    json.dumps(cloud_event("victim.recorded", {"case": "C1", "victim": {"id": "V1", "role": "friend"}}, "1")).encode(),
]


@pytest.mark.parametrize("body", _MALFORMED)
def test_a_malformed_event_is_told_and_leaves_nothing(client: TestClient, body: bytes) -> None:
    response = client.post("/events", content=body, headers=SINGLE)
    assert response.status_code == 422
    assert all(problem["what"] for problem in response.json()["problems"])
    assert held(board_of(client)) == []
    assert not any(derived(board_of(client)).values())


@pytest.mark.parametrize("feed", ["spi", "common-platform", "hmpps"])
@pytest.mark.parametrize("body", [b"", b"<a", b"{", b"[1]", b"\x00", b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"])
def test_a_malformed_message_is_told_and_leaves_nothing(client: TestClient, feed: str, body: bytes) -> None:
    response = client.post(f"/messages/{feed}", content=body, headers=BEARER)
    assert response.status_code == 422
    assert response.json()["problems"]
    assert held(board_of(client)) == []


def test_one_fault_in_a_batch_keeps_none_of_it(client: TestClient) -> None:
    response = send(client, case_event("C1", [arrest()]), case_event("C2", [{**arrest(), "type": "wrong"}]))
    assert response.status_code == 422
    assert held(board_of(client)) == []
    assert not any(derived(board_of(client)).values())


def test_what_would_break_a_case_is_refused_and_leaves_it_as_it_was(client: TestClient) -> None:
    send(client, case_event("C1", [arrest()]))
    before = derived(board_of(client))
    event = {
        "id": "e9",
        "type": "event_corrected",
        "at": "2026-06-12",
        "details": {"event": "e1", "fields": {"received_at": "2026-06-01"}},
    }
    response = send(client, cloud_event("event.recorded", {"case": "C1", "event": event}, "bad"))
    assert response.status_code == 422
    assert derived(board_of(client)) == before
    assert len(held(board_of(client))) == 1


def test_too_large_a_body_is_refused_before_it_is_read(client: TestClient) -> None:
    most = board_of(client).settings.most_bytes
    assert client.post("/events", content=b" " * (most + 1), headers=SINGLE).status_code == 413


def test_too_large_a_body_without_a_length_is_refused_as_it_comes(client: TestClient) -> None:
    most, sent = board_of(client).settings.most_bytes, 0

    def pieces() -> Iterator[bytes]:
        nonlocal sent
        for _ in range(most // 4096 + 2):
            sent += 4096
            yield b" " * 4096

    assert client.post("/messages/spi", content=pieces(), headers=BEARER).status_code == 413
    assert held(board_of(client)) == []


def test_only_cloud_events_are_taken_at_their_door(client: TestClient) -> None:
    response = client.post("/events", content=b"{}", headers={**BEARER, "Content-Type": "application/json"})
    assert response.status_code == 415


def test_an_unknown_feed_is_told_the_known_ones(client: TestClient) -> None:
    response = client.post("/messages/fax", content=b"", headers=BEARER)
    assert response.status_code == 404
    assert "spi, common-platform, hmpps" in response.json()["detail"]


def test_a_batch_is_bounded(client: TestClient) -> None:
    body = json.dumps([case_event(f"C{n}", []) for n in range(1001)])
    assert client.post("/events", content=body, headers=BATCH).status_code == 422


def test_the_database_itself_refuses_to_change_a_message(client: TestClient) -> None:
    send(client, case_event("C1", [arrest()]))
    for act in (update(messages).values(feed="spi"), delete(messages)):
        with (
            pytest.raises(DBAPIError, match="never changed or removed"),
            board_of(client).storage.writing() as connection,
        ):
            connection.execute(act)
    assert len(held(board_of(client))) == 1
