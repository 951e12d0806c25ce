"""What the board shows: counts by severity, and the most pressing prompts, without reading what is not shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any, Final
from urllib.parse import urlencode

from attrs import evolve, frozen
from sqlalchemy import ColumnElement, Connection, RowMapping, Table, and_, case, func, select, true, union_all

from prompt_board.storage import NEVER, cases, prompts, tallies
from victims_code import Right, ServiceProvider
from victims_code.providers import plain_name
from victims_code.rulebook import law_of

#: As many prompts as one page shows.
PAGE: Final = 50

#: How many prompts are passed over one kind at a time at most.
_FAR: Final = 1000

#: The severities, the most pressing first, each with the words of its tag. The last is of what has no day.
SEVERITIES: Final = {
    "seriously_overdue": "Seriously overdue",
    "overdue": "Overdue",
    "due_today": "Due today",
    "due_soon": "Due soon",
    "not_due_yet": "Not due yet",
    "no_day": "No day set",
}


@frozen
class Filter:
    """What is asked for: each part empty where it is not."""

    provider: str = ""
    role: str = ""
    severity: str = ""
    right: str = ""

    @classmethod
    def of(cls, given: Mapping[str, str]) -> Filter:
        """Take a filter from an address; a word that is not known is left out, as if it had not been given."""
        provider, right, severity = (given.get(name, "") for name in ("provider", "right", "severity"))
        role = given.get("role", "")
        known = {plain_name(each): str(each) for each in ServiceProvider}
        return cls(
            known.get(plain_name(provider), ""),
            role[:100] if role.isprintable() else "",
            severity if severity in SEVERITIES else "",
            right if right.isascii() and right.isdigit() and int(right) in set(Right) else "",
        )

    def query(self, **more: str) -> str:
        """Write the filter as the query of an address."""
        named = {"provider": self.provider, "role": self.role, "severity": self.severity, "right": self.right}
        return urlencode({key: value for key, value in {**named, **more}.items() if value})

    def without_severity(self) -> Filter:
        """Return the filter for the counts, which stand beside one another."""
        return evolve(self, severity="")

    @property
    def is_empty(self) -> bool:
        """Whether nothing is asked for."""
        return not self.query()


@frozen
class Page:
    """One page of prompts, and how many there are."""

    rows: Sequence[RowMapping]
    number: int
    total: int

    @property
    def last(self) -> int:
        """The number of the last page."""
        return max(1, -(-self.total // PAGE))


def severity_of(row: Mapping[str, Any], today: date) -> str:
    """Return how pressing a prompt is: the same as the library's, from the three days that are kept."""
    if row["due"] == NEVER:
        return "no_day"
    if today == row["due"]:
        return "due_today"
    if today < row["due"]:
        return "due_soon" if row["soon_from"] <= today else "not_due_yet"
    return "seriously_overdue" if row["serious_from"] <= today else "overdue"


def counts(connection: Connection, asked: Filter, today: date) -> dict[str, int]:
    """Count the open prompts by severity."""
    word = case(
        *((_is(tallies, severity, today), severity) for severity in SEVERITIES if severity != "not_due_yet"),
        else_="not_due_yet",
    )
    where = _where(tallies, asked.without_severity(), today)
    query = select(word.label("word"), func.sum(tallies.c.number)).where(where).group_by(word)
    found = {row[0]: int(row[1]) for row in connection.execute(query)}
    return {severity: found.get(severity, 0) for severity in SEVERITIES}


def page_of(connection: Connection, asked: Filter, today: date, number: int = 1, size: int = PAGE) -> Page:
    """Return a page of open prompts, the most pressing first.

    The tallies say which days the page spans, so that only those are read, however far down it is.
    """
    where = _where(tallies, asked, today)
    by_day = select(tallies.c.due, func.sum(tallies.c.number)).where(where).group_by(tallies.c.due)
    days = [(day, int(n)) for day, n in connection.execute(by_day.order_by(tallies.c.due)) if n]
    total = sum(n for _, n in days)
    number = min(max(1, number), max(1, -(-total // size)))
    skipped, spanned, before = (number - 1) * size, [], 0
    within = 0
    for day, n in days:
        if before + n > skipped and before < skipped + size:
            spanned.append((day, before))
            within += n
        before += n
    if not spanned:
        return Page((), 1, 0)
    (first, passed), (last, _) = spanned[0], spanned[-1]
    start = skipped - passed
    size = min(size, within - start)
    # Whichever end of the span is nearer is where it is read from.
    is_late = start > within // 2
    chosen = _ids(
        connection, asked, today, (first, last), size, within - start - size if is_late else start, is_late=is_late
    )
    columns = prompts.c
    query = select(prompts).where(columns.id.in_(chosen)).order_by(columns.due, columns.case_ref, columns.id)
    return Page(list(connection.execute(query).mappings()), number, total)


def _ids(
    connection: Connection,
    asked: Filter,
    today: date,
    days: tuple[date, date],
    size: int,
    skipped: int,
    *,
    is_late: bool,
) -> list[str]:
    """Return the ids of the prompts of a page, found in an index alone.

    With a filter, the tallies say which kinds of prompt there are, and each kind is a run of one index: the first of
    each run, merged, are the first of all. Far down, where many match, a walk along the other index by day is shorter.
    """
    columns = prompts.c
    place = [columns.due, columns.case_ref, columns.id]
    wanted = [columns.status == "open", columns.due.between(*days)]
    if asked.severity:
        wanted.append(_is(prompts, asked.severity, today))
    run = select(*place).order_by(*(each.desc() if is_late else each for each in place))
    if asked.without_severity().is_empty or skipped > _FAR:
        wanted.append(_where(prompts, asked.without_severity(), today, by_day=True))
        return [row.id for row in connection.execute(run.where(*wanted).limit(size).offset(skipped))]
    names = ("owed_by", "right_no", "owner_role")
    there = [_where(tallies, asked, today), tallies.c.due.between(*days), tallies.c.number > 0]
    kinds = connection.execute(select(*(tallies.c[name] for name in names)).where(*there).distinct()).all()
    runs = [
        run.where(*wanted, *(columns[name] == value for name, value in zip(names, kind, strict=True)))
        .limit(size + skipped)
        .subquery()
        for kind in kinds
    ]
    merged = union_all(*(select(each) for each in runs)).subquery()
    order = (each.desc() if is_late else each for each in (merged.c.due, merged.c.case_ref, merged.c.id))
    return list(connection.scalars(select(merged.c.id).order_by(*order).limit(size).offset(skipped)))


def roles(connection: Connection) -> list[str]:
    """Return the roles that some open prompt waits for."""
    query = select(tallies.c.owner_role).where(tallies.c.number > 0).distinct()
    found = connection.scalars(query.order_by(tallies.c.owner_role))
    return [role for role in found if role]


def needing(connection: Connection, needs: str, limit: int = PAGE) -> list[str]:
    """Return the references of cases that need a person for a reason, the first by reference."""
    query = select(cases.c.ref).where(cases.c.needs == needs).order_by(cases.c.ref).limit(limit)
    return list(connection.scalars(query))


def needs(connection: Connection) -> dict[str, int]:
    """Count the cases that need a person, by the reason."""
    query = select(cases.c.needs, func.count()).where(cases.c.needs > "").group_by(cases.c.needs)
    return {row[0]: int(row[1]) for row in connection.execute(query)}


def stale(connection: Connection, today: date) -> int:
    """Count the cases that are not yet brought up to today."""
    query = select(func.count()).select_from(cases).where(cases.c.next_change_at <= today)
    return int(connection.scalar(query) or 0)


def _where(table: Table, asked: Filter, today: date, *, by_day: bool = False) -> ColumnElement[bool]:
    """Return the condition of a filter; `by_day` leaves the database no other way than the order of days."""
    columns = table.c
    found: list[ColumnElement[bool]] = [true()]
    if asked.provider:
        owed_by = columns.owed_by.concat("") if by_day else columns.owed_by
        found.append(owed_by.in_(_owed_texts()[asked.provider]))
    if asked.role:
        found.append((columns.owner_role.concat("") if by_day else columns.owner_role) == asked.role)
    if asked.right:
        found.append((columns.right_no + 0 if by_day else columns.right_no) == int(asked.right))
    if asked.severity:
        found.append(_is(table, asked.severity, today))
    return and_(*found)


def _is(table: Table, severity: str, today: date) -> ColumnElement[bool]:
    columns = table.c
    return {
        "seriously_overdue": columns.serious_from <= today,
        "overdue": and_(columns.due < today, columns.serious_from > today),
        "due_today": columns.due == today,
        "due_soon": and_(columns.due > today, columns.soon_from <= today),
        "not_due_yet": and_(columns.soon_from > today, columns.due < NEVER),
        "no_day": columns.due == NEVER,
    }[severity]


@cache
def _owed_texts() -> Mapping[str, list[str]]:
    """Return, for each provider, the words by which the rules say that it owes, alone or with others."""
    found: dict[str, dict[str, None]] = {str(provider): {str(provider): None} for provider in ServiceProvider}
    for book in law_of().editions:
        for rule in book.rules:
            for provider in rule.providers:
                found[str(provider)][rule.owed_by] = None
    return {provider: list(texts) for provider, texts in found.items()}
