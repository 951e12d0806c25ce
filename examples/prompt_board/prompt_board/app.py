"""The application: its doors for machines, and what holds for every request."""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Final

from fastapi import FastAPI, HTTPException, Request
from sqlalchemy.exc import OperationalError
from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse, Response
from starlette.staticfiles import StaticFiles

from prompt_board.feeds_out import feeds_router
from prompt_board.pages import pages_router
from prompt_board.reading import FEEDS, Envelope, event_envelopes, feed_envelope
from prompt_board.recomputing import Conflict, Kept, Recomputing
from prompt_board.requests import Board, Refused, bounded_body
from prompt_board.security import Keys, set_headers
from prompt_board.settings import Settings
from prompt_board.storage import Storage
from victims_code import InvalidInput

#: How often it is asked whether a case's day has come, in seconds: one look-up in an index.
_ASKS_EVERY: Final = 30.0

_SINGLE: Final = "application/cloudevents+json"
_BATCH: Final = "application/cloudevents-batch+json"


def create_app(settings: Settings) -> FastAPI:
    """Make the application.

    :raises InvalidInput: when the policy that the settings name has faults.
    """
    storage = Storage(settings.database)
    board = Board(settings, storage, Recomputing(storage, settings), Keys(settings.token))

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        await run_in_threadpool(board.recomputing.start)
        refreshing = asyncio.create_task(_keep_fresh(board.recomputing))
        yield
        refreshing.cancel()
        with suppress(asyncio.CancelledError):
            await refreshing
        storage.close()

    app = FastAPI(title="Prompt board", lifespan=lifespan, docs_url=None, redoc_url=None, openapi_url=None)
    app.state.board = board
    app.mount("/static", StaticFiles(directory=Path(__file__).with_name("static")), name="static")
    app.include_router(pages_router)
    app.include_router(feeds_router)
    app.add_exception_handler(Refused, _refused)
    app.add_exception_handler(OperationalError, _busy)

    @app.middleware("http")
    async def headers(request: Request, call_next: Callable[[Request], Awaitable[Response]]) -> Response:
        response = await call_next(request)
        set_headers(response)
        return response

    @app.get("/health")
    def health() -> dict[str, str]:
        """Say that it runs, and nothing else."""
        return {"status": "running"}

    @app.post("/messages/{feed}")
    async def message(feed: str, request: Request, received_at: str = "") -> JSONResponse:
        """Take a message of a feed, as it is."""
        board.check_bearer(request)
        if feed not in FEEDS:
            raise HTTPException(404, f"no such feed; the feeds are {', '.join(FEEDS)}")
        body = await bounded_body(request, settings.most_bytes)
        return await _answer(board, lambda: (feed_envelope(feed, body, received_at),))

    @app.post("/events")
    async def events(request: Request) -> JSONResponse:
        """Take a CloudEvent, or a batch of them."""
        board.check_bearer(request)
        kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        if kind not in (_SINGLE, _BATCH):
            raise HTTPException(415, f"send {_SINGLE} or {_BATCH}")
        body = await bounded_body(request, settings.most_bytes)
        return await _answer(board, lambda: event_envelopes(body, is_batch=kind == _BATCH))

    return app


async def _answer(board: Board, envelopes: Callable[[], tuple[Envelope, ...]]) -> JSONResponse:
    """Keep messages, and say what became of them: 201 for what is new, 200 for what was already held."""
    try:
        kept = await run_in_threadpool(lambda: board.recomputing.keep(envelopes()))
    except Conflict as error:
        return _problems(409, error)
    except InvalidInput as error:
        return _problems(422, error)
    status = 201 if any(each.is_new for each in kept) else 200
    return JSONResponse({"messages": [_told(each) for each in kept]}, status)


def _told(kept: Kept) -> dict[str, object]:
    status = "kept" if kept.is_new else "already held"
    return {"status": status, "cases": list(kept.cases), "unmapped": kept.unmapped}


def _problems(status: int, error: InvalidInput) -> JSONResponse:
    told = [{"where": each.where, "what": each.what, "mend": each.mend} for each in error.problems]
    return JSONResponse({"problems": told}, status)


async def _refused(_request: Request, error: Exception) -> Response:
    """Answer with what a page or a door refused a request by."""
    if not isinstance(error, Refused):
        raise error
    return error.response


async def _busy(_request: Request, _error: Exception) -> Response:
    """Say that the database could not be asked: nothing was kept, and the same can be sent again."""
    return JSONResponse({"detail": "the database is busy or away; nothing was kept, send it again"}, 503)


async def _keep_fresh(recomputing: Recomputing) -> None:
    """Bring cases up to the day as it comes; a fault is told by its kind alone, and does not end the watch."""
    while True:
        try:
            left = await run_in_threadpool(recomputing.refresh)
        except Exception as error:  # noqa: BLE001 - whatever it is, the next case's day comes all the same
            sys.stderr.write(f"{time.strftime('%H:%M:%S')} refreshing failed: {type(error).__name__}\n")
            left = 0
        await asyncio.sleep(0 if left else _ASKS_EVERY)
