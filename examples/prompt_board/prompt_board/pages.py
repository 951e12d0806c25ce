"""The pages: the board, a case with its forms, the cases that need a person, the feeds, and signing in and out."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from functools import partial
from secrets import token_urlsafe
from typing import Any, Final

from fastapi import APIRouter, HTTPException, Request
from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.concurrency import run_in_threadpool
from starlette.responses import HTMLResponse, RedirectResponse, Response

from prompt_board import queries
from prompt_board.case_page import case_context
from prompt_board.forms import Fault, Faulty, contact_envelope, service_envelope, victim_envelope
from prompt_board.queries import SEVERITIES, Filter
from prompt_board.reading import Envelope
from prompt_board.recomputing import CaseView, Recomputing
from prompt_board.requests import Board, Form, board_of, read_form
from prompt_board.security import COOKIE, set_cookie
from prompt_board.storage import NEVER
from victims_code import InvalidInput, Right, ServiceProvider
from victims_code.dates import day_in_words, format_when
from victims_code.prompts.making import short_day

pages_router: Final = APIRouter(include_in_schema=False)

#: The kinds of case that need a person, with their words.
NEEDS: Final = {
    "problem": "cannot be worked out",
    "waiting": "name an event that no message has told of yet",
    "no-victim": "name no victim, so nothing can be owed yet",
}

_templates = Environment(
    loader=PackageLoader("prompt_board"), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
    lstrip_blocks=True,
)  # fmt: skip


def _words(name: str) -> str:
    return name.replace("_", " ")


def _day(day: date) -> str:
    return "no day set" if day == NEVER else short_day(day)


def _because(why: str, duty: str) -> str:
    """Leave out of a sentence what stands in the heading above it: who owes which duty."""
    _, found, rest = why.partition(f"{duty}, ")
    return rest[:1].upper() + rest[1:] if found else why


_templates.filters.update(because=_because, day_after=lambda day: short_day(day + timedelta(days=1)))
_templates.filters.update(words=_words, day=_day, day_in_words=day_in_words, severity=SEVERITIES.__getitem__)
_templates.globals["never"] = NEVER


@pages_router.get("/")
def board_page(request: Request, page: str = "1") -> Response:
    """Show what is owed, the most pressing first."""
    board = board_of(request)
    session, today = board.session(request), board.settings.today()
    asked = Filter.of(request.query_params)
    number = int(page) if page.isascii() and page.isdigit() and len(page) < 8 else 1  # noqa: PLR2004 - no deeper
    with board.storage.reading() as connection:
        found = queries.page_of(connection, asked, today, number)
        context: dict[str, Any] = {
            "counts": queries.counts(connection, asked, today),
            "roles": queries.roles(connection),
            "needs": queries.needs(connection),
            "stale": queries.stale(connection, today),
        }
    rows = [{**row, "severity": queries.severity_of(dict(row), today)} for row in found.rows]
    return _page(
        request, session, "board.html", **context, page=found, rows=rows, asked=asked, severities=SEVERITIES,
        rights=list(Right), providers=[str(each) for each in ServiceProvider], kinds=NEEDS,
    )  # fmt: skip


@pages_router.get("/cases")
def cases_page(request: Request, needs: str = "no-victim") -> Response:
    """Show the cases that need a person for one reason, and find one by its reference."""
    board = board_of(request)
    session = board.session(request)
    needs = needs if needs in NEEDS else "no-victim"
    with board.storage.reading() as connection:
        found = queries.needing(connection, needs)
        numbers = queries.needs(connection)
    return _page(request, session, "cases.html", refs=found, numbers=numbers, chosen=needs, kinds=NEEDS)


@pages_router.get("/case")
def case_page(request: Request, ref: str = "", done: str = "") -> Response:
    """Show one case: what is to be done, why, what was done, and all that happened."""
    board = board_of(request)
    session = board.session(request)
    view = board.recomputing.view(ref.strip())
    if view is None:
        return _page(request, session, "unknown_case.html", status=404)
    return _case(request, session, view, done=done in ("contact", "service", "victim"))


@pages_router.post("/case/contact")
async def record_contact(request: Request) -> Response:
    """Record that a victim was told, or that it was tried."""
    return await _record(request, "contact", contact_envelope)


@pages_router.post("/case/service")
async def record_service(request: Request) -> Response:
    """Record that a service was given."""
    return await _record(request, "service", service_envelope)


@pages_router.post("/case/victim")
async def record_victim(request: Request) -> Response:
    """Name a victim, or say what is known of one."""

    def envelope(view: CaseView, form: Form, _today: date, now: datetime) -> Envelope:
        return victim_envelope(view.ref, form, now)

    return await _record(request, "victim", envelope)


@pages_router.get("/feeds")
def feeds_page(request: Request) -> Response:
    """Give the addresses of the feeds, signed."""
    board = board_of(request)
    session = board.session(request)
    query, now = Filter.of(request.query_params).query(), int(time.time())
    base = str(request.base_url).rstrip("/")
    links = {
        path: f"{base}{path}?{board.keys.feed_query(path, query, now)}" for path in ("/prompts.csv", "/prompts.ics")
    }
    return _page(request, session, "feeds.html", links=links, asked=Filter.of(request.query_params))


@pages_router.get("/sign-in")
def sign_in_page(request: Request) -> Response:
    """Ask for the token."""
    return _page(request, "", "sign_in.html", is_wrong=False)


@pages_router.post("/sign-in")
async def sign_in(request: Request) -> Response:
    """Let in who knows the token."""
    board = board_of(request)
    form = await read_form(request)
    if not board.keys.is_token(form.one("word")):
        return _page(request, "", "sign_in.html", is_wrong=True, status=403)
    response = RedirectResponse("/", 303)
    set_cookie(response, board.keys.new_session(int(time.time())), secure=board.settings.secure_cookie)
    return response


@pages_router.post("/sign-out")
async def sign_out(request: Request) -> Response:
    """End the session of this browser."""
    await board_of(request).form(request)
    response = RedirectResponse("/sign-in", 303)
    response.delete_cookie(COOKIE, path="/")
    return response


async def _record(
    request: Request, what: str, envelope: Callable[[CaseView, Form, date, datetime], Envelope]
) -> Response:
    """Keep what a form records, and show the case again; with faults, show the form again with what was filled in."""
    board = board_of(request)
    form = await board.form(request)
    return await run_in_threadpool(partial(_recorded, request, board, form, what, envelope))


def _recorded(
    request: Request, board: Board, form: Form, what: str,
    envelope: Callable[[CaseView, Form, date, datetime], Envelope],
) -> Response:  # fmt: skip
    ref, settings = form.one("ref"), board.settings
    view = board.recomputing.view(ref)
    if view is None:
        raise HTTPException(404, "no message tells of such a case")
    try:
        _keep(board.recomputing, envelope(view, form, settings.today(), settings.now()))
    except Faulty as error:
        return _case(request, board.session(request), view, faults=error.faults, given=form, status=422)
    from urllib.parse import urlencode

    return RedirectResponse(f"/case?{urlencode({'ref': ref, 'done': what})}", 303)


def _keep(recomputing: Recomputing, envelope: Envelope) -> None:
    try:
        recomputing.keep([envelope])
    except InvalidInput as error:
        raise Faulty(*(Fault("main", str(problem)) for problem in error.problems)) from None


def _case(
    request: Request, session: str, view: CaseView, *, faults: Sequence[Fault] = (), given: Form | None = None,
    done: bool = False, status: int = 200,
) -> Response:  # fmt: skip
    board = board_of(request)
    now = format_when(board.settings.now())
    return _page(
        request, session, "case.html", status=status, faults=faults, given=given or Form({}), done=done,
        form_id=token_urlsafe(12), opened=now, **case_context(view, board.settings.today()),
    )  # fmt: skip


def _page(request: Request, session: str, template: str, *, status: int = 200, **context: Any) -> Response:  # noqa: ANN401
    board = board_of(request)
    html = _templates.get_template(template).render(
        today=board.settings.today(), is_demonstration=board.settings.as_of is not None, path=request.url.path,
        signed_in=bool(session), token=board.keys.form_token(session) if session else "", **context,
    )  # fmt: skip
    return HTMLResponse(html, status)
