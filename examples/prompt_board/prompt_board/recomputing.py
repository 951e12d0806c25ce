"""From messages to rows: a case is worked out anew from all that is told of it, and its rows are replaced."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from attrs import evolve, frozen
from sqlalchemy import Connection, RowMapping, delete, or_, select, update

from prompt_board.reading import Envelope, Said, case_from, read_envelope, same_content
from prompt_board.settings import Settings
from prompt_board.storage import DERIVED, NEVER, Storage, cases, insert_many, messages, prompts, tallies, told
from victims_code import Assessment, Case, InvalidInput, Obligation, Problem, VictimsCodeError, assess
from victims_code import __version__ as library_version
from victims_code.prompts.making import prompts_of
from victims_code.prompts.policies import Policy, Thresholds, load_policy
from victims_code.prompts.prompts import Prompt
from victims_code.receipts.digests import digest
from victims_code.rulebook import law_of

_KINDS: Final = ("due", "soon_from", "serious_from", "owed_by", "owner_role", "right_no")

#: As many cases as are brought up to a new day in one transaction, so that a message never waits long.
_AT_ONCE: Final = 25


class Conflict(InvalidInput):
    """A CloudEvent came again under the same source and id, and says something else."""


@frozen
class Kept:
    """What became of a message: whether it was new, and which cases it tells of."""

    is_new: bool
    cases: tuple[str, ...]
    unmapped: int


@frozen
class CaseView:
    """A case as the board knows it: the answer, its prompts, and what stands in the way."""

    ref: str
    assessment: Assessment | None
    prompts: tuple[Prompt, ...]
    waiting: int
    problem: str
    unmapped: tuple[str, ...]


class Recomputing:
    """Keeps messages, and works out cases from them."""

    def __init__(self, storage: Storage, settings: Settings) -> None:
        """Take the database, and the policy that the settings name."""
        self._storage, self._settings = storage, settings
        self.policy = board_policy(settings)
        #: By what rows were worked out: others are worked out anew when the board starts.
        self._made_by = digest([library_version, repr(self.policy)])

    def keep(self, envelopes: Sequence[Envelope]) -> tuple[Kept, ...]:
        """Keep messages and work out their cases, all in one transaction: after an error, nothing has changed.

        :raises InvalidInput: with every fault of a message, or of the case that it would make.
        :raises Conflict: when a CloudEvent's source and id are known with another content.
        """
        arrived = self._settings.now().isoformat()
        read = [(each, read_envelope(each, arrival=self._receipt(arrived))) for each in envelopes]
        kept: dict[int, Kept] = {}
        with self._storage.writing() as connection:
            touched: set[str] = set()
            # In one order, whatever the batch has, so that no two transactions wait for each other.
            for place in sorted(range(len(read)), key=lambda place: read[place][0].key):
                envelope, said = read[place]
                refs = tuple(sorted({each.message.case for each in said}))
                is_new = self._add(connection, envelope, arrived)
                if is_new:
                    insert_many(connection, told, [{"case_ref": ref, "message": envelope.key} for ref in refs])
                    touched.update(refs)
                kept[place] = Kept(is_new, refs, sum(len(each.message.unmapped) for each in said))
            self._work_out(connection, touched, strictly=True)
        return tuple(kept[place] for place in range(len(read)))

    def view(self, ref: str) -> CaseView | None:
        """Return a case worked out for today from its messages; None where no message tells of it."""
        if not ref.isprintable():  # no reference is, and some databases refuse to be asked
            return None
        with self._storage.reading() as connection:
            said = self._said(connection, ref)
        return self._view(ref, said) if said else None

    def start(self) -> None:
        """Mark what another library, another policy or a later day has worked out, so that it is looked at again.

        The kinds of prompt of which there is none any more are cleared away here, and not while others count.
        """
        stale = or_(cases.c.made_by != self._made_by, cases.c.as_of > self._settings.today())
        with self._storage.writing() as connection:
            connection.execute(update(cases).where(stale).values(next_change_at=date.min))
            connection.execute(delete(tallies).where(tallies.c.number == 0))

    def refresh(self) -> int:
        """Bring some of the cases whose day has come up to today; return how many, so that none left is 0."""
        today = self._settings.today()
        due = select(cases.c.ref).where(cases.c.next_change_at <= today).order_by(cases.c.next_change_at)
        with self._storage.writing() as connection:
            refs = list(connection.scalars(due.limit(_AT_ONCE)))
            self._work_out(connection, refs, strictly=False)
        return len(refs)

    def rebuild(self) -> int:
        """Forget all that was worked out, and work it out again from the messages; return the number of cases."""
        with self._storage.writing() as connection:
            for table in DERIVED:
                connection.execute(delete(table))
            refs: set[str] = set()
            for key in list(connection.scalars(select(messages.c.key).order_by(messages.c.key))):
                row = connection.execute(select(messages).where(messages.c.key == key)).mappings().one()
                found = {each.message.case for each in self._read(row)}
                insert_many(connection, told, [{"case_ref": ref, "message": key} for ref in sorted(found)])
                refs |= found
            self._work_out(connection, refs, strictly=False)
        return len(refs)

    def _add(self, connection: Connection, envelope: Envelope, arrival: str) -> bool:
        row = {
            "key": envelope.key, "feed": envelope.feed, "body": envelope.body, "receipt": envelope.receipt,
            "received_at": arrival,
        }  # fmt: skip
        if self._storage.add(connection, messages, [row]):
            return True
        held = connection.scalar(select(messages.c.body).where(messages.c.key == envelope.key))
        if held is None or not same_content(held, envelope.body):
            what = "this source and id are known with another content"
            raise Conflict([Problem("id", what, "give what is new an id of its own")])
        return False

    def _work_out(self, connection: Connection, refs: Iterable[str], *, strictly: bool) -> None:
        found = sorted(set(refs))
        self._storage.lock(connection, found)
        more: Counter[tuple[Any, ...]] = Counter()
        for ref in found:
            view = self._view(ref, self._said(connection, ref))
            if strictly and view.problem:
                raise InvalidInput([Problem("", view.problem, f"the case would be {ref}; nothing was kept")])
            rows = _rows(view)
            of_case = prompts.c.case_ref == ref
            for row in connection.execute(select(prompts).where(of_case, prompts.c.status == "open")).mappings():
                more[tuple(row[name] for name in _KINDS)] -= 1
            for each in rows:
                if each["status"] == "open":
                    more[tuple(each[name] for name in _KINDS)] += 1
            connection.execute(delete(prompts).where(of_case))
            insert_many(connection, prompts, rows)
            connection.execute(update(cases).where(cases.c.ref == ref).values(self._case_row(view)))
        changed = [dict(zip(_KINDS, kind, strict=True)) | {"number": n} for kind, n in sorted(more.items()) if n]
        self._storage.count(connection, changed)

    def _said(self, connection: Connection, ref: str) -> list[Said]:
        query = select(messages).join(told, told.c.message == messages.c.key).where(told.c.case_ref == ref)
        rows = list(connection.execute(query.order_by(messages.c.key)).mappings())
        return [said for row in rows for said in self._read(row) if said.message.case == ref]

    def _read(self, row: RowMapping) -> tuple[Said, ...]:
        envelope = Envelope(row["key"], row["feed"], bytes(row["body"]), row["receipt"])
        return _read_again(envelope, self._receipt(row["received_at"]))

    def _receipt(self, arrived: str) -> str:
        return arrived if self._settings.arrival_is_receipt else ""

    def _view(self, ref: str, said: list[Said]) -> CaseView:
        unmapped = tuple(dict.fromkeys(str(each) for one in said for each in one.message.unmapped))
        case: Case | None = None
        try:
            case, waiting = case_from(said)
            assessment = None if case is None else assess(case, as_of=self._settings.today())
            made = () if assessment is None else prompts_of(assessment, policy=self.policy)
            _ = None if assessment is None else assessment.next_change_at
        except VictimsCodeError as error:
            return CaseView(ref, None, (), 0, str(error), unmapped)
        return CaseView(ref, assessment, made, waiting, "", unmapped)

    def _case_row(self, view: CaseView) -> dict[str, Any]:
        needs = "problem" if view.problem else "waiting" if view.waiting else ""
        if not needs and view.assessment is not None and not view.assessment.case.victims:
            needs = "no-victim"
        change = None if view.assessment is None else view.assessment.next_change_at
        return {
            "as_of": self._settings.today(), "next_change_at": change or NEVER, "made_by": self._made_by,
            "needs": needs, "problem": view.problem,
        }  # fmt: skip


def _rows(view: CaseView) -> list[dict[str, Any]]:
    duties = {} if view.assessment is None else {duty.id: duty for duty in view.assessment.obligations}
    return [_row(prompt, duties[prompt.basis[0].obligation]) for prompt in view.prompts]


def _row(prompt: Prompt, duty: Obligation) -> dict[str, Any]:
    return {
        "id": prompt.id, "case_ref": prompt.case, "victim": prompt.victim, "status": prompt.status.value,
        "owed_by": prompt.owed_by, "owner_role": prompt.owner_role or "", "right_no": duty.right,
        "rule": duty.rule.id, "due": prompt.due_by or NEVER, "soon_from": prompt.remind_at or NEVER,
        "serious_from": prompt.escalate_at or NEVER, "precision": prompt.due_precision.value,
        "assess_now": int(prompt.assess_now), "restricted": int(prompt.safe_contact is not None),
        "duty": duty.rule.duty, "why": duty.why(),
    }  # fmt: skip


@lru_cache(maxsize=512)
def _read_again(envelope: Envelope, arrival: str) -> tuple[Said, ...]:
    """Read a message that was kept; the latest ones are remembered, for a busy case is read again and again."""
    return read_envelope(envelope, arrival=arrival)


def board_policy(settings: Settings) -> Policy:
    """Return the policy of prompts, in which the two days that a prompt holds tell its severity on any day.

    The day of the reminder is the first on which it is due soon, and that of the escalation the first on which it is
    seriously overdue.

    :raises InvalidInput: with every fault of the file that the settings name.
    """
    policy = load_policy(settings.policy or Path(__file__).with_name("policy.toml"))
    policy.check(law_of())

    def aligned(given: Thresholds) -> Thresholds:
        return evolve(given, remind_before=given.due_soon, escalate_after=given.seriously_overdue)

    by_rule = {name: aligned(thresholds) for name, thresholds in policy.by_rule.items()}
    return evolve(policy, thresholds=aligned(policy.thresholds), by_rule=by_rule)
