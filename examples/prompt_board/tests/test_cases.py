"""From messages to rows: in any order, on any day, and again from the start, the same rows."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from boards import (
    AS_OF,
    BEARER,
    STANDARD,
    TOKEN,
    arrest,
    board_of,
    case_event,
    cloud_event,
    contact,
    derived,
    held,
    new_board,
    open_rules,
    send,
    tallied,
)
from sqlalchemy import select
from starlette.testclient import TestClient

from prompt_board import queries
from prompt_board.demonstration import load
from prompt_board.queries import PAGE, SEVERITIES, Filter, counts, page_of, severity_of
from prompt_board.requests import Board
from prompt_board.settings import Settings
from prompt_board.storage import cases, prompts

SAMPLES = Path(__file__).parents[4] / "shared" / "feeds"


def _story() -> list[dict[str, Any]]:
    """Return messages of two cases, each of which changes what another says."""
    correction = {
        "id": "e8",
        "type": "event_corrected",
        "at": "2026-06-15",
        "details": {"event": "e1", "fields": {"at": "2026-06-11"}},
    }
    vulnerable, later = {"id": "V1", "vulnerable": True}, contact("2026-06-22", "e2")
    return [
        cloud_event("event.recorded", {"case": "C1", "event": arrest()}, "1", "2026-06-10T12:00:00Z"),
        cloud_event("event.recorded", {"case": "C1", "event": contact()}, "2", "2026-06-12T12:00:00Z"),
        cloud_event("event.recorded", {"case": "C1", "event": correction}, "3", "2026-06-15T12:00:00Z"),
        cloud_event("victim.recorded", {"case": "C1", "victim": vulnerable}, "4", "2026-06-11T12:00:00Z"),
        cloud_event("victim.recorded", {"case": "C1", "victim": STANDARD}, "5", "2026-06-13T12:00:00Z"),
        case_event("C2", [arrest("2026-06-01"), arrest("2026-06-20", "e2")], name="6"),
        case_event("C2", [arrest("2026-06-03")], name="7", sent="2026-06-21T12:00:00Z"),
        cloud_event("event.recorded", {"case": "C2", "event": later}, "8", "2026-06-22T12:00:00Z"),
    ]  # fmt: skip


@pytest.mark.parametrize("seed", range(6))
def test_messages_in_any_order_give_the_same_rows(settings: Settings, tmp_path: Path, seed: int) -> None:
    told = _story()
    boards = []
    for name, order in (("one", told), ("other", random.Random(seed).sample(told * 2, k=len(told) * 2))):
        with TestClient(_app(replace(settings, database=f"sqlite:///{tmp_path}/{name}.sqlite"))) as client:
            assert {send(client, event).status_code for event in order} <= {200, 201}
            boards.append((held(board_of(client)), derived(board_of(client))))
    assert boards[0] == boards[1]
    assert boards[0][1]["prompts"]


def test_a_contact_that_arrives_before_its_arrest_waits_and_then_counts(client: TestClient) -> None:
    send(client, cloud_event("victim.recorded", {"case": "C1", "victim": STANDARD}, "0"))
    assert send(client, cloud_event("event.recorded", {"case": "C1", "event": contact()}, "1")).status_code == 201
    assert _needs(board_of(client), "C1") == "waiting"
    send(client, cloud_event("event.recorded", {"case": "C1", "event": arrest()}, "2"))
    assert _needs(board_of(client), "C1") == ""
    assert "R6.arrest" not in open_rules(board_of(client), "C1")


def test_a_rebuild_gives_the_same_rows(client: TestClient) -> None:
    for event in _story():
        send(client, event)
    before = derived(board_of(client))
    assert board_of(client).recomputing.rebuild() == 2
    assert derived(board_of(client)) == before


def test_a_case_without_a_victim_is_shown_as_such_until_one_is_named(client: TestClient) -> None:
    send(client, case_event("C1", [arrest()], []))
    assert _needs(board_of(client), "C1") == "no-victim"
    assert open_rules(board_of(client), "C1") == []
    send(client, cloud_event("victim.recorded", {"case": "C1", "victim": STANDARD}, "v"))
    assert _needs(board_of(client), "C1") == ""
    assert open_rules(board_of(client), "C1") != []


def test_outside_the_code_nothing_is_owed(client: TestClient) -> None:
    event = case_event("C1", [arrest()])
    event["data"]["jurisdiction"] = "elsewhere"
    send(client, event)
    assert open_rules(board_of(client), "C1") == []


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the courts' sample messages are not beside the project")
def test_the_courts_own_samples_are_kept_in_any_order(settings: Settings, tmp_path: Path) -> None:
    spi = [("spi", path.read_bytes()) for path in sorted((SAMPLES / "spi").glob("*.xml"))[:40]]
    court = [("common-platform", path.read_bytes()) for path in sorted((SAMPLES / "common_platform").glob("*.json"))]
    found = []
    for name, order in (("one", spi + court), ("other", (court + spi)[::-1])):
        with TestClient(_app(replace(settings, database=f"sqlite:///{tmp_path}/{name}.sqlite"))) as client:
            statuses = Counter(
                client.post(f"/messages/{feed}?received_at=2026-06-23", content=body, headers=BEARER).status_code
                for feed, body in order
            )
            assert statuses[201] == len({body for _, body in order}), statuses
            found.append(derived(board_of(client)))
    assert found[0] == found[1]


def test_the_severity_that_is_not_stored_is_the_librarys_on_every_day(settings: Settings) -> None:
    board = new_board(settings)
    load(board.recomputing, Path("/nowhere"))
    with board.storage.reading() as connection:
        rows = {row["id"]: dict(row) for row in connection.execute(select(prompts)).mappings()}
    compared = Counter[str]()
    for later in range(12):
        today = AS_OF + timedelta(days=later)
        other = new_board(replace(settings, as_of=today))
        for ref in {row["case_ref"] for row in rows.values()}:
            view = other.recomputing.view(ref)
            assert view is not None
            for prompt in view.prompts:
                row = rows.get(prompt.id)
                if (
                    row is None
                    or row["status"] != "open"
                    or not prompt.is_open
                    or (prompt.due_by or date.max) != row["due"]
                ):
                    continue
                assert severity_of(row, today) == (prompt.severity or "no_day"), (prompt.id, today)
                compared[str(prompt.severity)] += 1
    assert len(compared) == 6, compared


def test_when_a_day_has_come_only_its_cases_are_worked_out_and_then_all_is_as_if_made_anew(settings: Settings) -> None:
    board = new_board(settings)
    load(board.recomputing, Path("/nowhere"))
    later = new_board(replace(settings, as_of=AS_OF + timedelta(days=2)))
    total, touched = _number(later), 0
    while found := later.recomputing.refresh():
        touched += found
    assert 0 < touched < total
    fresh = _without_days(derived(later))
    later.recomputing.rebuild()
    assert fresh == _without_days(derived(later))


def test_a_new_policy_has_every_case_worked_out_again(settings: Settings, tmp_path: Path) -> None:
    board = new_board(settings)
    load(board.recomputing, Path("/nowhere"))
    policy = tmp_path / "policy.toml"
    policy.write_text('name = "ours"\n[thresholds]\ndue_soon = 3\n')
    other = new_board(replace(settings, policy=policy))
    other.recomputing.start()
    touched = 0
    while found := other.recomputing.refresh():
        touched += found
    assert touched == _number(other)


@pytest.mark.parametrize("far", [0, 20, 1000])
def test_counts_and_pages_agree_with_a_plain_count(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, far: int
) -> None:
    """However far down a page is, and by whichever index it is found."""
    monkeypatch.setattr(queries, "_FAR", far)
    board = new_board(settings)
    load(board.recomputing, Path("/nowhere"))
    with board.storage.reading() as connection:
        plain = [dict(row) for row in connection.execute(select(prompts).where(prompts.c.status == "open")).mappings()]
        assert tallied(board) == len(plain) > PAGE
        assert counts(connection, Filter(), AS_OF) == {
            each: sum(severity_of(row, AS_OF) == each for row in plain) for each in SEVERITIES
        }
        for asked in (
            Filter(),
            Filter(right="6"),
            Filter(severity="no_day"),
            Filter(severity="overdue"),
            Filter(role="officer in the case"),
            Filter(provider="Witness Care Unit", severity="no_day"),
        ):
            seen: list[str] = []
            number = 1
            while (page := page_of(connection, asked, AS_OF, number, 7)).number == number:
                seen += [row["id"] for row in page.rows]
                number += 1
            expected = sorted(
                (row for row in plain if _matches(row, asked)), key=lambda row: (row["due"], row["case_ref"], row["id"])
            )
            assert seen == [row["id"] for row in expected], asked


def _matches(row: dict[str, Any], asked: Filter) -> bool:
    return (
        (not asked.right or row["right_no"] == int(asked.right))
        and (not asked.role or row["owner_role"] == asked.role)
        and (not asked.severity or severity_of(row, AS_OF) == asked.severity)
        and (
            not asked.provider
            or asked.provider in row["owed_by"]
            or row["owed_by"] in ("every provider", "the provider complained to")
        )
    )


def _app(settings: Settings) -> Any:
    from prompt_board.app import create_app

    assert settings.token == TOKEN
    return create_app(settings)


def _needs(board: Board, ref: str) -> str:
    with board.storage.reading() as connection:
        return str(connection.scalar(select(cases.c.needs).where(cases.c.ref == ref)))


def _number(board: Board) -> int:
    with board.storage.reading() as connection:
        return len(list(connection.scalars(select(cases.c.ref))))


def _without_days(rows: dict[str, list[tuple[Any, ...]]]) -> dict[str, list[tuple[Any, ...]]]:
    """Leave out on which day a case was last looked at."""
    return {name: [row[:1] + row[2:] for row in found] if name == "cases" else found for name, found in rows.items()}
