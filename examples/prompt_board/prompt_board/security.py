"""Who may come in: the bearer token, the cookie of those who signed in, tokens of forms, signed addresses, headers."""

from __future__ import annotations

import hmac
import secrets
from hashlib import sha256
from typing import Final
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response

#: The cookie of those who signed in, and how long it holds: a working day, in seconds.
COOKIE: Final = "prompt_board"
SESSION: Final = 10 * 60 * 60

#: How long a signed address of a feed holds, in seconds.
FEED_LIFE: Final = 90 * 24 * 60 * 60

HEADERS: Final = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


class Keys:
    """Signs and checks. The key is made of the token, so that a new token ends every session and signed address."""

    def __init__(self, token: str) -> None:
        """Take the token."""
        self._token = token.encode()
        self._key = sha256(b"prompt board: signatures\0" + self._token).digest()

    def is_token(self, given: str) -> bool:
        """Whether it is the token; it takes as long whether the first character differs or the last."""
        return hmac.compare_digest(sha256(given.encode()).digest(), sha256(self._token).digest())

    def is_bearer(self, header: str | None) -> bool:
        """Whether an Authorization header carries the token."""
        scheme, _, given = (header or "").partition(" ")
        return scheme.lower() == "bearer" and self.is_token(given.strip())

    def new_session(self, now: int) -> str:
        """Return the value of a cookie that holds for one session."""
        return self._signed("session", f"{now + SESSION}.{secrets.token_urlsafe(16)}")

    def session(self, cookie: str | None, now: int) -> str | None:
        """Return the session of a cookie; None where it is not ours, or over."""
        value, _, _ = (cookie or "").rpartition(".")
        if not hmac.compare_digest(self._signed("session", value).encode(), (cookie or "").encode()):
            return None
        until, _, _ = value.partition(".")
        return value if int(until) > now else None

    def form_token(self, session: str) -> str:
        """Return what a form of this session carries, so that no other site can send it."""
        return self._sign("form", session)

    def is_form_token(self, session: str, given: str) -> bool:
        """Whether a form was sent from a page of this session."""
        return hmac.compare_digest(self.form_token(session).encode(), given.encode())

    def feed_query(self, path: str, query: str, now: int) -> str:
        """Return a query that opens one feed, with its filter, without the token, for some weeks."""
        until = str(now + FEED_LIFE)
        signature = self._sign("feed", f"{path}?{query}&{until}")
        return f"{query}{'&' if query else ''}{urlencode({'until': until, 'signature': signature})}"

    def opens(self, path: str, query: str, until: str, signature: str, now: int) -> bool:
        """Whether a signed query opens a feed now."""
        if not (until.isascii() and until.isdigit() and len(until) < len("10000000000000")) or int(until) <= now:
            return False
        expected = self._sign("feed", f"{path}?{query}&{until}")
        return hmac.compare_digest(expected.encode(), signature.encode())

    def _signed(self, what: str, value: str) -> str:
        return f"{value}.{self._sign(what, value)}"

    def _sign(self, what: str, value: str) -> str:
        return hmac.new(self._key, f"{what}\0{value}".encode(), sha256).hexdigest()


def set_headers(response: Response) -> None:
    """Say to the browser what it may do with a page: nothing that it was not told."""
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)


def set_cookie(response: Response, value: str, *, secure: bool) -> None:
    """Give the cookie: no script reads it, and no other site sends it."""
    response.set_cookie(COOKIE, value, max_age=SESSION, path="/", secure=secure, httponly=True, samesite="strict")


def cookie_of(request: Request) -> str | None:
    """Return the cookie that came."""
    return request.cookies.get(COOKIE)
