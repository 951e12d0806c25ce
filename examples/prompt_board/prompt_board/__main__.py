"""The command line: `demo` starts it with data, `serve` starts it for real, `rebuild` works everything out anew."""

from __future__ import annotations

import argparse
import os
import secrets
import sys
import tempfile
from datetime import date
from pathlib import Path

import uvicorn

from prompt_board.app import create_app
from prompt_board.demonstration import AS_OF, load
from prompt_board.recomputing import Recomputing
from prompt_board.settings import CannotStart, Settings, settings_from
from prompt_board.storage import Storage
from victims_code import VictimsCodeError


def main(arguments: list[str] | None = None) -> int:
    """Run a command; 2 is a fault in how it was called."""
    parser = argparse.ArgumentParser(prog="prompt_board", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    for name, words in (("demo", "start with example cases and a token of its own"), ("serve", "start")):
        command = commands.add_parser(name, help=words)
        command.add_argument("--host", default="127.0.0.1")
        command.add_argument("--port", type=int, default=8000)
        if name == "demo":
            command.add_argument("--as-of", type=date.fromisoformat, default=AS_OF, help="the day taken for today")
            command.add_argument("--spi", type=Path, help="a folder of courts' result messages to load as well")
    commands.add_parser("rebuild", help="work out every case anew from the messages")
    given = parser.parse_args(arguments)
    try:
        if given.command == "demo":
            return _demo(given)
        settings = settings_from(os.environ)
        if given.command == "rebuild":
            storage = Storage(settings.database)
            sys.stdout.write(f"{Recomputing(storage, settings).rebuild()} cases worked out anew\n")
            return 0
        uvicorn.run(create_app(settings), host=given.host, port=given.port, access_log=False)
    except (CannotStart, VictimsCodeError) as error:
        sys.stderr.write(f"{error}\n")
        return 2
    return 0


def _demo(given: argparse.Namespace) -> int:
    """Start on example cases, with a database that goes when it ends and a token made for this run."""
    with tempfile.TemporaryDirectory(prefix="prompt-board-") as folder:
        settings = Settings(
            token=secrets.token_urlsafe(32),
            database=f"sqlite:///{folder}/demo.sqlite",
            as_of=given.as_of,
            arrival_is_receipt=True,
            secure_cookie=False,
        )
        app = create_app(settings)
        number = load(app.state.board.recomputing, given.spi)
        sys.stdout.write(
            f"{number} messages loaded; today is taken to be {settings.as_of}\n"
            f"Open   http://{given.host}:{given.port}/\n"
            f"Token  {settings.token}\n"
        )
        sys.stdout.flush()
        uvicorn.run(app, host=given.host, port=given.port, access_log=False, log_level="warning")
    return 0


if __name__ == "__main__":
    sys.exit(main())
