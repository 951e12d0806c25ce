"""What every request is checked by: the token, the session, the size of its body, the token of its form."""

from __future__ import annotations

import time
from urllib.parse import parse_qs

from attrs import frozen
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from prompt_board.recomputing import Recomputing
from prompt_board.security import Keys, cookie_of
from prompt_board.settings import Settings
from prompt_board.storage import Storage

#: The most bytes and fields of a form.
_LARGEST_FORM = 64 * 1024
_MOST_FIELDS = 400


class Refused(Exception):
    """A request goes no further; `response` is what it gets."""

    def __init__(self, response: Response) -> None:
        """Take the response."""
        super().__init__()
        self.response = response


@frozen
class Form:
    """The fields of a form, each with all its values."""

    fields: dict[str, list[str]]

    def one(self, name: str) -> str:
        """Return the first value of a field, without space around it; empty where there is none."""
        return self.fields.get(name, [""])[0].strip()

    def each(self, name: str) -> list[str]:
        """Return every value of a field."""
        return self.fields.get(name, [])


@frozen
class Board:
    """What the application is made of."""

    settings: Settings
    storage: Storage
    recomputing: Recomputing
    keys: Keys

    def check_bearer(self, request: Request) -> None:
        """Let nobody pass without the token in the header.

        :raises HTTPException: 401.
        """
        if not self.keys.is_bearer(request.headers.get("authorization")):
            raise HTTPException(401, "give the token as Authorization: Bearer ...", {"WWW-Authenticate": "Bearer"})

    def session(self, request: Request) -> str:
        """Return the session of who signed in.

        :raises Refused: with the way to the sign-in page.
        """
        found = self.keys.session(cookie_of(request), int(time.time()))
        if found is None:
            raise Refused(RedirectResponse("/sign-in", 303))
        return found

    async def form(self, request: Request) -> Form:
        """Return the form that came from a page of this session.

        :raises Refused: with the way to the sign-in page.
        :raises HTTPException: 403 when it did not come from such a page.
        """
        session = self.session(request)
        form = await read_form(request)
        if not self.keys.is_form_token(session, form.one("token")):
            raise HTTPException(403, "this form is not from a page of your session; open the page again")
        return form


def board_of(request: Request) -> Board:
    """Return what the application is made of."""
    board: Board = request.app.state.board
    return board


async def bounded_body(request: Request, most: int) -> bytes:
    """Read a body piece by piece, and no further than allowed.

    :raises HTTPException: 413 when it is larger.
    """
    told = request.headers.get("content-length", "")
    if told.isascii() and told.isdigit() and (len(told) > len(str(most)) or int(told) > most):
        raise HTTPException(413, f"larger than {most} bytes")
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > most:
            raise HTTPException(413, f"larger than {most} bytes")
    return bytes(body)


async def read_form(request: Request) -> Form:
    """Read a form as browsers send one without files.

    :raises HTTPException: 400, 413 or 415 when it is none.
    """
    if request.headers.get("content-type", "").partition(";")[0].strip() != "application/x-www-form-urlencoded":
        raise HTTPException(415, "a form is needed")
    body = await bounded_body(request, _LARGEST_FORM)
    try:
        return Form(parse_qs(body.decode("utf-8"), max_num_fields=_MOST_FIELDS, errors="strict"))
    except ValueError:
        raise HTTPException(400, "the form cannot be read") from None
