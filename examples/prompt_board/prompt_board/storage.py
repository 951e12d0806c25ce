"""The tables. `messages` is the record: it only grows. All the others are worked out from it, and can be made again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any, Final

from sqlalchemy import (
    DDL,
    Column,
    Connection,
    Date,
    Engine,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    create_engine,
    event,
    insert,
    select,
)
from sqlalchemy.dialects import postgresql, sqlite

#: Stands for a day that is not known: later than any other, so that what has no day sorts last.
NEVER: Final = date.max

tables = MetaData()

#: Every message as it came. Nothing in it is ever changed or removed: the database itself refuses.
messages = Table(
    "messages",
    tables,
    #: What makes a message the same one: of a feed its digest, of a CloudEvent the digest of its source and id.
    Column("key", String(64), primary_key=True),
    Column("feed", String(20), nullable=False),
    Column("body", LargeBinary, nullable=False),
    #: When the Witness Care Unit received it, as the sender says; empty is unknown.
    Column("receipt", String(40), nullable=False),
    #: When it reached the board, in UTC.
    Column("received_at", String(40), nullable=False),
)

#: Which messages tell of which case.
told = Table(
    "told",
    tables,
    Column("case_ref", String(200), primary_key=True),
    Column("message", String(64), primary_key=True),
)

#: One row a case: when to look at it again, and what stands in the way.
cases = Table(
    "cases",
    tables,
    Column("ref", String(200), primary_key=True),
    #: The day on which the answer was given, and the first later one on which it would differ.
    Column("as_of", Date, nullable=False),
    Column("next_change_at", Date, nullable=False, index=True),
    #: By which library and policy it was worked out.
    Column("made_by", String(64), nullable=False),
    #: What needs a person: "no-victim", "waiting", "problem", or empty.
    Column("needs", String(20), nullable=False, index=True),
    #: The problem in the library's words.
    Column("problem", Text, nullable=False),
)

#: The prompts, worked out. The severity is no column: three days say it for any today.
prompts = Table(
    "prompts",
    tables,
    Column("id", String(32), primary_key=True),
    Column("case_ref", String(200), nullable=False, index=True),
    Column("victim", String(200), nullable=False),
    Column("status", String(10), nullable=False),
    Column("owed_by", String(100), nullable=False),
    Column("owner_role", String(100), nullable=False),
    Column("right_no", Integer, nullable=False),
    Column("rule", String(100), nullable=False),
    Column("due", Date, nullable=False),
    Column("soon_from", Date, nullable=False),
    Column("serious_from", Date, nullable=False),
    Column("precision", String(20), nullable=False),
    Column("assess_now", Integer, nullable=False),
    Column("restricted", Integer, nullable=False),
    Column("duty", Text, nullable=False),
    Column("why", Text, nullable=False),
    Index("prompts_by_day", "status", "due", "case_ref", "id", "owed_by", "right_no", "owner_role"),
    Index("prompts_by_kind", "status", "owed_by", "right_no", "owner_role", "due", "case_ref", "id"),
)

#: How many open prompts there are of each kind and day: what the board counts and pages by.
tallies = Table(
    "tallies",
    tables,
    Column("due", Date, primary_key=True),
    Column("soon_from", Date, primary_key=True),
    Column("serious_from", Date, primary_key=True),
    Column("owed_by", String(100), primary_key=True),
    Column("owner_role", String(100), primary_key=True),
    Column("right_no", Integer, primary_key=True),
    Column("number", Integer, nullable=False),
)

#: What is worked out, in the order in which it is emptied.
DERIVED: Final = (tallies, prompts, cases, told)

_REFUSAL = "messages are never changed or removed"
for _act in ("UPDATE", "DELETE"):
    event.listen(
        messages,
        "after_create",
        DDL(  # type: ignore[no-untyped-call]
            f"CREATE TRIGGER messages_no_{_act.lower()} BEFORE {_act} ON messages "
            f"BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END"
        ).execute_if(dialect="sqlite"),
    )
event.listen(
    messages,
    "after_create",
    DDL(  # type: ignore[no-untyped-call]
        "CREATE OR REPLACE FUNCTION messages_stay() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{_REFUSAL}'; END $$"
    ).execute_if(dialect="postgresql"),
)
event.listen(
    messages,
    "after_create",
    DDL(  # type: ignore[no-untyped-call]
        "CREATE TRIGGER messages_stay BEFORE UPDATE OR DELETE OR TRUNCATE ON messages "
        "FOR EACH STATEMENT EXECUTE FUNCTION messages_stay()"
    ).execute_if(dialect="postgresql"),
)


class Storage:
    """The database, and the two ways to use it: to read, and to write in one transaction."""

    def __init__(self, url: str) -> None:
        """Open the database, and make the tables that it lacks."""
        self._engine = create_engine(url, pool_pre_ping=True)
        self._is_sqlite = self._engine.dialect.name == "sqlite"
        if self._is_sqlite:
            _teach_sqlite(self._engine)
        self._writer = self._engine.execution_options(writes=True)
        with self.writing() as connection:
            tables.create_all(connection)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Lend a connection that sees the database as it stands at one moment."""
        with self._engine.begin() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Lend a connection: all that is written through it is kept together, or none of it."""
        with self._writer.begin() as connection:
            yield connection

    def add(self, connection: Connection, table: Table, rows: list[dict[str, Any]]) -> int:
        """Add rows, and pass over those whose key is there already; return how many were new."""
        # What the statement gives back is the row that is new: drivers count rows in ways of their own.
        statement = self._insert(table).on_conflict_do_nothing().returning(*table.primary_key)
        return sum(connection.execute(statement.values(row)).first() is not None for row in rows)

    def lock(self, connection: Connection, refs: Iterable[str]) -> None:
        """Let no other transaction work out these cases until this one ends: in one order, or two could wait for ever.

        SQLite has one writer at a time; elsewhere the rows of the cases are held.
        """
        found = sorted(set(refs))
        unknown = {"as_of": NEVER, "next_change_at": NEVER, "made_by": "", "needs": "", "problem": ""}
        self.add(connection, cases, [{"ref": ref, **unknown} for ref in found])
        if not self._is_sqlite:
            for ref in found:
                connection.execute(select(cases.c.ref).where(cases.c.ref == ref).with_for_update())

    def count(self, connection: Connection, rows: list[dict[str, Any]]) -> None:
        """Add to the tallies: each row is a kind of prompt with the number by which there are more or fewer."""
        statement = self._insert(tallies)
        more = statement.on_conflict_do_update(
            index_elements=list(tallies.primary_key), set_={"number": tallies.c.number + statement.excluded.number}
        )
        for row in rows:
            connection.execute(more, row)

    def _insert(self, table: Table) -> Any:  # noqa: ANN401 - the two dialects' own inserts have no common type
        return sqlite.insert(table) if self._is_sqlite else postgresql.insert(table)

    def close(self) -> None:
        """Let every connection go."""
        self._engine.dispose()


def _teach_sqlite(engine: Engine) -> None:
    """Let readers read while one writes, lose nothing that was answered for, and begin a write as a write."""

    @event.listens_for(engine, "connect")
    def connect(connection: Any, _record: object) -> None:  # noqa: ANN401 - the driver's own
        connection.isolation_level = None
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=30000", "foreign_keys=ON"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("writes")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def insert_many(connection: Connection, table: Table, rows: list[dict[str, Any]]) -> None:
    """Add rows of which none is there."""
    if rows:
        connection.execute(insert(table), rows)
