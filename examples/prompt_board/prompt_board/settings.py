"""What the board is told from outside: by environment variables, each named in the README. The token has no default."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

from victims_code.dates import LONDON

#: A shorter token could be guessed by trying.
SHORTEST_TOKEN = 32

#: The most bytes of one message, unless BOARD_MOST_BYTES says otherwise. A court's message is some 30 kB.
MOST_BYTES = 2 * 1024 * 1024

_YES_NO = {"yes": True, "no": False}


class CannotStart(Exception):
    """The board is not told what it needs: the text says what, and how to mend it."""


@dataclass(frozen=True)
class Settings:
    """What the board is told from outside."""

    #: The bearer token of those who send, and the word by which people sign in.
    token: str = field(repr=False)
    database: str = "sqlite:///prompt-board.sqlite"
    #: The London day that counts as today; None is the real one.
    as_of: date | None = None
    #: Whether a message without a receipt counts as received by the Witness Care Unit when it reaches the board.
    arrival_is_receipt: bool = False
    #: Whether the cookie travels over HTTPS only; no is for a demonstration on one's own machine.
    secure_cookie: bool = True
    most_bytes: int = MOST_BYTES
    #: A policy of prompts in TOML; None is the board's own.
    policy: Path | None = None

    def __post_init__(self) -> None:
        """Refuse a token that could be guessed.

        :raises CannotStart: when it is too short.
        """
        if len(self.token) < SHORTEST_TOKEN:
            raise CannotStart(
                f"BOARD_TOKEN: a secret of at least {SHORTEST_TOKEN} characters is needed, and there is no default; "
                'make one with: python -c "import secrets; print(secrets.token_urlsafe(32))"'
            )

    def today(self) -> date:
        """Return the day that counts as today: the one clock of the whole board."""
        return self.as_of or datetime.now(LONDON).date()

    def now(self) -> datetime:
        """Return the time; of a demonstration, this time of day on its day, so that what comes later is later."""
        now = datetime.now(LONDON)
        return (now if self.as_of is None else datetime.combine(self.as_of, now.time(), LONDON)).astimezone(UTC)


def settings_from(environment: Mapping[str, str]) -> Settings:
    """Read the settings from environment variables.

    :raises CannotStart: when one is missing or cannot be read.
    """
    day = environment.get("BOARD_AS_OF", "")
    policy = environment.get("BOARD_POLICY", "")
    try:
        as_of = date.fromisoformat(day) if day else None
    except ValueError:
        raise CannotStart("BOARD_AS_OF: a date is needed, such as 2026-06-24; leave it out for today") from None
    size = environment.get("BOARD_MOST_BYTES", str(MOST_BYTES))
    if not (size.isascii() and size.isdigit() and int(size)):
        raise CannotStart("BOARD_MOST_BYTES: a whole number of bytes is needed")
    return Settings(
        token=environment.get("BOARD_TOKEN", ""),
        database=environment.get("BOARD_DATABASE", Settings.database),
        as_of=as_of,
        arrival_is_receipt=_yes_no(environment, "BOARD_ARRIVAL_IS_RECEIPT", default="no"),
        secure_cookie=_yes_no(environment, "BOARD_SECURE_COOKIE", default="yes"),
        most_bytes=int(size),
        policy=Path(policy) if policy else None,
    )


def _yes_no(environment: Mapping[str, str], name: str, *, default: str) -> bool:
    word = environment.get(name, default)
    if word not in _YES_NO:
        raise CannotStart(f"{name}: yes or no is needed")
    return _YES_NO[word]
