"""What the tests share: a board on a database of its own, and messages for it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from boards import AS_OF, TOKEN
from starlette.testclient import TestClient

from prompt_board.app import create_app
from prompt_board.settings import Settings


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(token=TOKEN, database=f"sqlite:///{tmp_path}/board.sqlite", as_of=AS_OF, secure_cookie=False)


@pytest.fixture
def client(settings: Settings) -> Iterator[TestClient]:
    with TestClient(create_app(settings), follow_redirects=False) as found:
        yield found
