"""A board as a process of its own, as it really runs: started, killed, and started again."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx
from boards import AS_OF, TOKEN


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


class Server:
    """A running board, on a database in a folder."""

    def __init__(self, folder: Path) -> None:
        self.database = f"sqlite:///{folder}/board.sqlite"
        self._port = free_port()
        self.address = f"http://127.0.0.1:{self._port}"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        environment = {
            **os.environ, "BOARD_TOKEN": TOKEN, "BOARD_DATABASE": self.database, "BOARD_AS_OF": AS_OF.isoformat(),
            "BOARD_SECURE_COOKIE": "no",
        }  # fmt: skip
        command = [sys.executable, "-m", "prompt_board", "serve", "--port", str(self._port)]
        self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and words
            command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        end = time.monotonic() + 30
        while time.monotonic() < end:
            try:
                if httpx.get(f"{self.address}/health", timeout=2).status_code == 200:
                    return
            except httpx.TransportError:
                time.sleep(0.05)
        raise AssertionError("the board did not start")

    def kill(self) -> None:
        """End it in the middle of whatever it does: SIGKILL, which it cannot catch."""
        if self._process is not None:
            self._process.send_signal(signal.SIGKILL)
            self._process.wait()
            self._process = None
