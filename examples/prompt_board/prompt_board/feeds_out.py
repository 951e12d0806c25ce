"""Feeds out: the most pressing prompts as rows and as a calendar, for the token, a session or a signed address."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Final

from fastapi import APIRouter, HTTPException, Request
from starlette.responses import Response

from prompt_board.queries import Filter, page_of
from prompt_board.requests import Board, board_of
from prompt_board.security import cookie_of
from victims_code import Assessment
from victims_code.prompts.calendar_entries import write_calendar
from victims_code.prompts.prompts import Prompt
from victims_code.prompts.rows import write_rows

feeds_router: Final = APIRouter(include_in_schema=False)

#: As many prompts as one feed gives: the most pressing ones. A filter shows others.
MOST: Final = 500


@feeds_router.get("/prompts.csv")
def rows(request: Request) -> Response:
    """Give the most pressing prompts as CSV."""
    board = _opened(request)
    found = (prompt for _, prompts in _by_case(board, request) for prompt in prompts)
    text = "".join(write_rows(found, as_of=board.settings.today()))
    return _download(text, "text/csv; charset=utf-8; header=present", "prompts.csv")


@feeds_router.get("/prompts.ics")
def calendar(request: Request) -> Response:
    """Give the most pressing prompts as a calendar."""
    board = _opened(request)
    return _download("".join(write_calendar(_by_case(board, request))), "text/calendar; charset=utf-8", "prompts.ics")


def _opened(request: Request) -> Board:
    """Return the board to whoever may read a feed.

    :raises HTTPException: 401.
    """
    board, now = board_of(request), int(time.time())
    given = request.query_params
    query = Filter.of(given).query()
    signed = given.get("until", ""), given.get("signature", "")
    if not (
        board.keys.is_bearer(request.headers.get("authorization"))
        or board.keys.session(cookie_of(request), now) is not None
        or board.keys.opens(request.url.path, query, *signed, now)
    ):
        raise HTTPException(401, "sign in, give the token, or use a signed address", {"WWW-Authenticate": "Bearer"})
    return board


def _by_case(board: Board, request: Request) -> Iterator[tuple[Assessment, list[Prompt]]]:
    """Walk the prompts of a feed case by case, the case with the most pressing one first, each as it now stands."""
    today = board.settings.today()
    with board.storage.reading() as connection:
        found = page_of(connection, Filter.of(request.query_params), today, size=MOST).rows
    asked: dict[str, set[str]] = {}
    for row in found:
        asked.setdefault(row["case_ref"], set()).add(row["id"])
    for ref, names in asked.items():
        view = board.recomputing.view(ref)
        if view is not None and view.assessment is not None:
            yield view.assessment, [prompt for prompt in view.prompts if prompt.id in names and prompt.is_open]


def _download(text: str, kind: str, name: str) -> Response:
    return Response(text, media_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
