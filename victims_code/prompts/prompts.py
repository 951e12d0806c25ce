"""The prompt: what a person is asked to do for a victim, why, by when, and what completes it."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Final

from attrs import frozen

from victims_code.dates import When
from victims_code.truth import Truth

#: The most characters of a summary.
LONGEST_SUMMARY: Final = 139


class PromptStatus(StrEnum):
    """Whether a prompt still asks for something."""

    OPEN = "open"
    COMPLETED = "completed"
    CANCELLED = "cancelled"


class PromptSeverity(StrEnum):
    """How pressing an open prompt is, by its due day and the policy's thresholds."""

    NOT_DUE_YET = "not_due_yet"
    DUE_SOON = "due_soon"
    DUE_TODAY = "due_today"
    OVERDUE = "overdue"
    SERIOUSLY_OVERDUE = "seriously_overdue"


class DuePrecision(StrEnum):
    """How sure the due day of a prompt is."""

    #: The day follows from what is recorded.
    EXACT = "exact"
    #: It rests on bank holidays that are worked out by rule and not yet published.
    PROJECTED = "projected"
    #: It is the earlier of two days: whether the victim has Enhanced Rights is not known.
    PROVISIONAL = "provisional"
    #: The clock waits for a receipt that is not recorded: there is no day.
    AWAITS_RECEIPT = "awaits_receipt"
    #: It must be done before another event, which has no day yet.
    BEFORE_EVENT = "before_event"
    #: The Code sets no day.
    UNTIMED = "untimed"
    #: A fact that is not known decides whether it is owed, or by when.
    UNDETERMINED = "undetermined"


@frozen
class Basis:
    """What a prompt rests on: one obligation, its rule, and how sure we are of it."""

    #: The obligation's id: ``victim/rule/event``.
    obligation: str
    rule: str
    right: int
    paragraph: str
    #: The edition of the Code, or the layer of a local duty, which is no duty of the Code.
    edition: str
    layer: str | None
    evidence: str
    disputes: tuple[str, ...]
    duty_basis: str
    #: The event that gave rise to it, with its type and London day.
    trigger: str
    trigger_type: str
    trigger_date: date
    due_by: date | None
    #: How the obligation stands, and whether it is a breach.
    status: str
    breach: Truth
    #: The facts that would settle what is undetermined.
    unknown: tuple[str, ...]


@frozen
class SafeContact:
    """That some ways of contacting the victim are recorded as unsafe: to be read before any contact."""

    #: The events that say so.
    events: tuple[str, ...]
    #: The unsafe ways, as recorded; empty where the record does not say which.
    unsafe_channels: tuple[str, ...]


@frozen
class Prompt:
    """One thing to do for one victim. It holds references only, and the same facts give the same prompt."""

    #: The same on every run: made of the case and the obligation, and of nothing else.
    id: str
    case: str
    victim: str
    suspects: tuple[str, ...]
    crimes: tuple[str, ...]
    status: PromptStatus
    #: Why it is completed or cancelled, in a word or two, and the event that did it; empty while it is open.
    reason: str
    closed_by: str | None
    #: The London day on which it was done; None where it was not.
    done_on: date | None
    #: How pressing it is; None where it is not open, or no day is known.
    severity: PromptSeverity | None
    #: What to do and by when, in fewer than 140 characters, without any reference.
    summary: str
    detail: str
    #: The obligations that it asks for: one, or several notices gathered into one contact.
    basis: tuple[Basis, ...]
    owed_by: str
    #: The host's own role that answers for it, by the policy.
    owner_role: str | None
    due_by: date | None
    due_precision: DuePrecision
    #: The soonest target that a local standard sets; no part of the Code.
    target_by: When | None
    remind_at: date | None
    escalate_at: date | None
    #: Whether the victim's Enhanced Rights are to be assessed now, for they decide the due day.
    assess_now: bool
    #: The events that complete it, and of which events they must tell.
    completes: tuple[str, ...]
    must_name: tuple[str, ...]
    #: What restricts how the victim may be contacted; None where nothing is recorded, which is no proof of safety.
    safe_contact: SafeContact | None

    @property
    def obligations(self) -> tuple[str, ...]:
        """The ids of the obligations that it asks for."""
        return tuple(basis.obligation for basis in self.basis)

    @property
    def rights(self) -> tuple[int, ...]:
        """The numbers of the Rights that it falls under."""
        return tuple(dict.fromkeys(basis.right for basis in self.basis))

    @property
    def is_open(self) -> bool:
        """Whether it still asks for something."""
        return self.status is PromptStatus.OPEN
