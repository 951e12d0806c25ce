"""Time of the prompt board's pages on 100,000 cases, beside the plainest way to count the same rows in the same run.

Run with ``python benchmarks/board.py [CASES]``, where examples/prompt_board is installed. The cases are a few hundred
that the library worked out, written again under other references: what is measured is the board's own database.
"""

from __future__ import annotations

import argparse
import datetime as dt
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from victims_code.interchange import write_json

try:
    from prompt_board.app import create_app
    from prompt_board.demonstration import AS_OF, case_event, invented
    from prompt_board.reading import event_envelopes
    from prompt_board.recomputing import Recomputing
    from prompt_board.settings import Settings
    from prompt_board.storage import Storage
    from starlette.testclient import TestClient
except ImportError:  # its libraries are the example's own, and no part of the project's environment
    print("not measured: the prompt board is not installed here (pip install -e 'examples/prompt_board[test]')")
    sys.exit()

TOKEN = "only for this run, and long enough for it"  # noqa: S105 - opens nothing but its own scratch database

#: How many cases are worked out; the others are these again, under other references.
REAL = 600

_KINDS = ("due", "soon_from", "serious_from", "owed_by", "owner_role", "right_no")


def real_cases() -> Iterator[dict[str, Any]]:
    """Walk cases of about a year: the invented ones, each moved back by some weeks."""
    plots = list(invented())
    for number in range(REAL):
        document = plots[number % len(plots)]
        back = dt.timedelta(days=number // len(plots) * 9)
        events = [
            {**each, "at": (dt.date.fromisoformat(str(each["at"])) - back).isoformat()} for each in document["events"]
        ]
        yield {**document, "case": f"00BM/{number:06}/26", "events": events}


def fill(folder: str, number: int) -> Settings:
    """Make a database of so many cases: some worked out, and the rows of the others derived from theirs."""
    settings = Settings(token=TOKEN, database=f"sqlite:///{folder}/board.sqlite", as_of=AS_OF, secure_cookie=False)
    storage = Storage(settings.database)
    sent = dt.datetime.combine(AS_OF, dt.time(), dt.UTC)
    envelopes = [
        event_envelopes(write_json(case_event(document, sent)).encode(), is_batch=False)[0] for document in real_cases()
    ]
    Recomputing(storage, settings).keep(envelopes)
    storage.close()
    connection = sqlite3.connect(f"{folder}/board.sqlite", isolation_level=None)
    connection.execute("PRAGMA synchronous=OFF")
    connection.execute("BEGIN")
    connection.execute(
        "CREATE TEMP TABLE copies AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?) "
        "SELECT printf('%02dBM/', i % 99 + 1) AS force, printf('/%04d', i) AS mark FROM n",
        (max(1, number // REAL - 1),),
    )
    for table in ("cases", "prompts"):
        columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
        name = "ref" if table == "cases" else "case_ref"
        taken = {name: f"force || substr({name}, 6) || mark", "id": "lower(hex(randomblob(16)))"}
        chosen = ", ".join(taken.get(column, f'"{column}"') for column in columns)
        connection.execute(f"INSERT INTO {table} SELECT {chosen} FROM {table}, copies")  # noqa: S608 - our own names
    connection.execute("DELETE FROM tallies")
    kinds = ", ".join(_KINDS)
    connection.execute(
        f"INSERT INTO tallies ({kinds}, number) SELECT {kinds}, count(*) FROM prompts "  # noqa: S608 - as above
        f"WHERE status = 'open' GROUP BY {kinds}"
    )
    connection.execute("COMMIT")
    connection.close()
    return settings


def times(run: Callable[[], object], repeats: int = 40) -> tuple[float, float]:
    """Return the median and the 95th percentile in milliseconds."""
    run()
    found = []
    for _ in range(repeats):
        start = time.perf_counter_ns()
        run()
        found.append((time.perf_counter_ns() - start) / 1e6)
    return statistics.median(found), statistics.quantiles(found, n=20)[-1]


def plain_count(path: Path) -> Callable[[], object]:
    """Return the peer: the counts of one page, by a walk over every row."""
    connection = sqlite3.connect(path)
    today = AS_OF.isoformat()
    query = (
        "SELECT CASE WHEN due = '9999-12-31' THEN 'no_day' WHEN serious_from <= ? THEN 'seriously_overdue' "
        "WHEN due < ? THEN 'overdue' WHEN due = ? THEN 'due_today' WHEN soon_from <= ? THEN 'due_soon' "
        "ELSE 'not_due_yet' END AS word, count(*) FROM prompts NOT INDEXED WHERE status = 'open' GROUP BY word"
    )
    return lambda: dict(connection.execute(query, (today,) * 4).fetchall())


def main() -> None:
    """Fill a database, measure, and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("cases", nargs="?", type=int, default=100_000)
    number = max(parser.parse_args().cases, 2 * REAL)
    with tempfile.TemporaryDirectory(prefix="board-bench-") as folder:
        start = time.perf_counter()
        settings = fill(folder, number)
        path = Path(folder) / "board.sqlite"
        connection = sqlite3.connect(path)
        cases, prompts, waiting, kinds = (
            connection.execute(query).fetchone()[0]
            for query in (
                "SELECT count(*) FROM cases",
                "SELECT count(*) FROM prompts",
                "SELECT count(*) FROM prompts WHERE status = 'open'",
                "SELECT count(*) FROM tallies",
            )
        )
        size, taken = path.stat().st_size / 1e6, time.perf_counter() - start
        print(
            f"{cases:,} cases, {prompts:,} prompts ({waiting:,} open, of {kinds:,} kinds and days), {size:,.0f} MB, "
            f"filled in {taken:.0f} s"
        )
        with TestClient(create_app(settings)) as client:
            client.post("/sign-in", data={"word": TOKEN})
            pages = {
                "the board": "/",
                "the board, page 200": "/?page=200",
                "the board, last page": "/?page=9999999",
                "overdue, police": "/?severity=overdue&provider=police",
                "Witness Care Unit, no day": "/?severity=no_day&provider=Witness+Care+Unit",
                "Witness Care Unit, last page": "/?provider=Witness+Care+Unit&page=9999999",
                "police, last page": "/?provider=police&page=9999999",
                "police, page in the middle": "/?provider=police&page=5000",
                "police, Right 7": "/?provider=police&right=7",
                "Right 6, not due yet": "/?severity=not_due_yet&right=6",
                "a case": "/case?ref=00BM/000005/26",
                "no page: its style sheet": "/static/board.css",
            }

            def get(address: str) -> None:
                response = client.get(address)
                if response.status_code != 200:
                    sys.exit(f"{address}: {response.status_code}")

            peer = times(plain_count(path), repeats=10)
            print(f"  {'':<34}{'p50':>9}{'p95':>9}   p50 beside the peer")
            for name, address in pages.items():
                middle, high = times(partial(get, address))
                print(f"  {name:<34}{middle:>6.1f} ms{high:>6.1f} ms   x{middle / peer[0]:.2f}")
            print(f"  {'peer: counting every row in SQL':<34}{peer[0]:>6.1f} ms{peer[1]:>6.1f} ms   x1.00")


if __name__ == "__main__":
    main()
