"""The same facts give the same bytes: in any process, locale and order of events."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from tests.cli.running import EXAMPLES, run, run_process, write

CASE = EXAMPLES / "two-victims-two-arrests.json"
COMMANDS = (
    ("assess", CASE, "--as-of", "2026-06-24", "--format", "json"),
    ("explain", CASE, "--as-of", "2026-06-24"),
)


@pytest.mark.parametrize("command", COMMANDS, ids=["assess", "explain"])
def test_two_processes_with_other_seeds_and_locales_write_the_same_bytes(command: tuple[object, ...]) -> None:
    one = run_process(*command, PYTHONHASHSEED="1", LC_ALL="C", TZ="Pacific/Auckland")
    other = run_process(*command, PYTHONHASHSEED="4242", LC_ALL="C.UTF-8", TZ="UTC", PYTHONUTF8="1")
    assert one.code == other.code == 0
    assert one.out
    assert one == other
    wide, narrow = (run_process(*command, COLUMNS=width) for width in ("300", "40"))
    assert len({"".join(each.out.split()) for each in (one, wide, narrow)}) == 1, "a width only moves the ends of lines"


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.json")), ids=lambda path: path.stem)
def test_events_in_another_order_and_given_twice_write_the_same_bytes(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    document = json.loads(path.read_bytes())
    shuffled = [*document["events"], *document["events"]]
    random.Random(path.stem).shuffle(shuffled)  # noqa: S311 - any order will do, the same each time
    other = write(tmp_path, {**document, "events": shuffled})
    for how in ("json", "table"):
        ran = [run(capsys, "assess", each, "--as-of", "2026-07-01", "--format", how) for each in (path, other)]
        assert ran[0].code == 0
        assert ran[0] == ran[1]
