"""Killed at any moment, and sent everything again: nothing is lost, and nothing is there twice."""

from __future__ import annotations

import json
import random
import threading
from collections import Counter
from pathlib import Path
from typing import Any

import httpx
from boards import AS_OF, SINGLE, TOKEN, arrest, case_event, cloud_event, contact, derived, held, new_board, send
from servers import Server
from starlette.testclient import TestClient

from prompt_board.app import create_app
from prompt_board.settings import Settings

KILLS = 6


def _messages() -> list[dict[str, Any]]:
    found = []
    for number in range(60):
        ref = f"K{number % 40}"
        if number < 40:
            found.append(case_event(ref, [arrest(f"2026-06-{number % 20 + 1:02}")], name=f"case {number}"))
        else:
            told = cloud_event(
                "event.recorded",
                {"case": ref, "event": contact("2026-06-22")},
                f"told {number}",
                "2026-06-22T12:00:00Z",
            )
            found.append(told)
    return found


def test_nothing_is_lost_or_doubled_by_kills(tmp_path: Path) -> None:
    told, chance, answered = _messages(), random.Random(20260624), set[int]()
    server = Server(tmp_path)
    interrupted = 0
    for _ in range(KILLS):
        server.start()
        order = chance.sample(range(len(told)), k=len(told))
        killer = threading.Timer(chance.uniform(0.02, 0.35), server.kill)
        killer.start()
        for number in order:
            try:
                response = httpx.post(f"{server.address}/events", content=json.dumps(told[number]), headers=SINGLE)
            except httpx.TransportError:
                interrupted += 1
                break
            assert response.status_code in (200, 201)
            answered.add(number)
        killer.join()
        # What was answered for was kept, whatever came after.
        kept = _board(server)
        bodies = Counter(row[2] for row in held(kept))
        assert all(bodies[json.dumps(told[number]).encode()] == 1 for number in answered)
        assert max(bodies.values(), default=1) == 1
        kept.storage.close()
    assert interrupted >= KILLS // 2, "too few kills came in the middle"

    server.start()
    for event in told:
        assert httpx.post(f"{server.address}/events", content=json.dumps(event), headers=SINGLE).status_code in (
            200,
            201,
        )
    server.kill()

    never = Settings(token=TOKEN, database=f"sqlite:///{tmp_path}/never.sqlite", as_of=AS_OF)
    with TestClient(create_app(never)) as client:
        for event in told:
            send(client, event)
        undisturbed: Any = client.app.state.board  # type: ignore[attr-defined]
        disturbed = _board(server)
        assert held(disturbed) == held(undisturbed)
        assert derived(disturbed) == derived(undisturbed)
        assert derived(disturbed)["prompts"]


def _board(server: Server) -> Any:
    return new_board(Settings(token=TOKEN, database=server.database, as_of=AS_OF))
