"""The rule: one duty of a code, with who owes whom, its clock, its limits and how sure we are of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from contextlib import suppress
from enum import StrEnum
from typing import Any

from attrs import field, fields, frozen

from victims_code.criteria import Category, Evidence
from victims_code.errors import InvalidFact, InvalidRulebook, unknown_name
from victims_code.frozen import Value, frozen_mappings
from victims_code.providers import ServiceProvider
from victims_code.rulebook.conditions import Condition, in_english
from victims_code.rulebook.limits import Limit
from victims_code.rulebook.readings import Reading
from victims_code.vocabulary import Vocabulary

#: How the facts write that a duty to pass something on is met by its receipt.
BY_RECEIPT = "received_at of the same event"


class Kind(StrEnum):
    """What sort of duty a rule makes, and so whether it can be late."""

    #: It has a limit that can be missed.
    TIMED = "timed"
    #: Done or not done, never late.
    UNTIMED = "untimed"
    #: It must precede another event.
    BEFORE = "before"
    #: A person must judge: quality, or "without unjustified delay".
    JUDGEMENT = "judgement"
    #: The victim's own time limit: information, never a breach.
    WINDOW = "window"


class Clock(StrEnum):
    """From when a limit counts."""

    AT = "at"
    RECEIVED_AT = "received_at"


@frozen
class Meets:
    """A type of event that meets a duty; with `names_trigger`, only if its `about` names the triggering event."""

    type: str
    names_trigger: bool = False

    def __str__(self) -> str:
        """Return the type, with the facts' own star where the trigger must be named."""
        return f"{self.type}*" if self.names_trigger else self.type


@frozen
class Ending:
    """An event that ends an open duty: if a condition on it holds, unless another is known to, until it is undone."""

    event: str
    condition: Condition | None = None
    unless: Condition | None = None
    #: The types of event after which it is as if it had not ended: for duties that no day makes late.
    undone_by: tuple[str, ...] = ()


@frozen(kw_only=True, cache_hash=True)
class Rule:
    """One duty of a code. The id is a promise: it never changes and never holds a paragraph number."""

    id: str
    #: The number of the Right it belongs to.
    right: int
    #: The paragraph, where a source shows it.
    paragraph: str
    #: Who owes it, in the words of the facts.
    owed_by: str
    #: The service providers that these words mean; none for the victim's own time limit.
    providers: tuple[ServiceProvider, ...]
    #: The detail of the triggering event that names the provider, where one does.
    provider_from: str | None
    owed_to: str
    kind: Kind
    #: The duty in plain words.
    duty: str
    #: The duty in a few words, for a list: the rulebook's own, or the first clause of the duty.
    short: str
    #: The types of event that give rise to it, each time they happen.
    arises_on: tuple[str, ...]
    clock: Clock | None
    #: The type of event from whose latest earlier day the limit counts, where that is not the triggering event's own.
    counts_from: str | None
    #: The rule whose limit comes before this one, where what this one counts from is passed on by another body.
    fed_by: str | None
    standard: Limit | None
    #: The limit under Enhanced Rights; equal to `standard` where there is no difference.
    enhanced: Limit | None
    applies_if: Condition | None
    #: What qualifies the condition but no fact decides.
    note: str
    met_by: tuple[Meets, ...]
    #: Met by the receipt of the triggering event itself.
    met_by_receipt: bool
    #: A yes/no detail of the service without which it does not meet the duty, and the dispute about that.
    requires: str | None
    requires_dispute: str | None
    #: What ends the duty while it is open.
    until: tuple[Ending, ...]
    #: Types of event by which the victim declines this one service.
    declined_by: tuple[str, ...]
    #: Types of event by which the victim takes this one service up again.
    resumed_by: tuple[str, ...]
    #: Whether the victim may decline it with all services, or with all of its Right.
    declinable: bool
    #: Whether each event that meets it starts it afresh.
    recurs: bool
    #: Whether the limit is set outside the Code.
    external: bool
    evidence: Evidence
    sources: tuple[str, ...]
    disputes: tuple[str, ...]

    @property
    def differs(self) -> bool:
        """Whether Enhanced Rights change the limit."""
        return self.enhanced != self.standard

    @property
    def open_disputes(self) -> tuple[str, ...]:
        """Every dispute that stands open on the rule or on one of its clauses."""
        found = dict.fromkeys(self.disputes)
        if self.requires_dispute:
            found[self.requires_dispute] = None
        return tuple(found)

    def row(self) -> dict[str, str]:
        """Return the rule as a row of the facts: the same columns, in the same words."""
        condition = in_english(self.applies_if) if self.applies_if is not None else ""
        met_by = [BY_RECEIPT] if self.met_by_receipt else [str(meets) for meets in self.met_by]
        standard = str(self.standard) if self.standard else ""
        return {
            "id": self.id,
            "right": str(self.right),
            "paragraph": self.paragraph,
            "owed_by": self.owed_by,
            "owed_to": self.owed_to,
            "kind": self.kind.value,
            "duty": self.duty,
            "arises_on": "; ".join(self.arises_on),
            "clock": self.clock.value if self.clock else "",
            "fed_by": self.fed_by or "",
            "standard": standard,
            "enhanced": str(self.enhanced) if self.differs else "same" if standard else "",
            "applies_if": "; ".join(text for text in (condition, self.note) if text),
            "met_by": "; ".join(met_by),
            "evidence": self.evidence.value,
            "sources": ";".join(self.sources),
            "disputes": ";".join(self.disputes),
        }


@frozen
class DutyBasis:
    """On what footing the duty to comply stood, from a date."""

    name: str
    from_: dt.date
    sources: tuple[str, ...]
    #: Whether it binds only so far as there are no good reasons for not complying.
    good_reasons: bool = field(default=False, kw_only=True)

    @property
    def version(self) -> str:
        """Return the name with its date, as an answer cites it."""
        return f"{self.name} ({self.from_.isoformat()})"


@frozen
class Dispute:
    """A question that the sources leave open, what it affects, and the default that is taken."""

    doubt: str
    affects: str
    default: str


@frozen(kw_only=True, repr=False, cache_hash=True, field_transformer=frozen_mappings)
class Rulebook(Value):
    """A code of practice as data: its rules, what they share, its sources and its open disputes.

    It is a value: nothing changes it, and two are equal where all that they hold is. An edition of the package
    travels by its name.
    """

    name: str
    title: str
    #: Its first day in force; None where it is laid but not in force.
    in_force_from: dt.date | None
    rules: tuple[Rule, ...]
    #: What must hold before any obligation arises.
    applies_if: Condition | None
    duty_bases: tuple[DutyBasis, ...]
    sources: Mapping[str, str]
    disputes: Mapping[str, Dispute]
    #: The questions that can be read in more than one way, by name.
    readings: Mapping[str, Reading]
    #: The codes of the reasons for which a duty may go unperformed, each with its words.
    reasons: Mapping[str, str]
    #: Whether it holds only a part of its code, as far as that is confirmed.
    is_partial: bool
    #: Event types that no rule turns on, with the reason; a part need not say.
    unused: Mapping[str, str]
    #: Event types that states of the case turn on.
    switches: frozenset[str]
    vocabulary: Vocabulary
    criteria: tuple[Category, ...]

    def __getitem__(self, rule_id: str) -> Rule:
        """Return the rule with this id.

        :raises UnknownName: when there is none, with the nearest; it is a `KeyError` too.
        """
        for rule in self.rules:
            if rule.id == rule_id:
                return rule
        raise unknown_name("rule", rule_id, (rule.id for rule in self.rules))

    def duty_basis(self, day: dt.date) -> DutyBasis:
        """Return the basis of the duty on `day`; before the first, the first.

        :raises InvalidFact: when `day` is no date.
        """
        try:
            return next((basis for basis in reversed(self.duty_bases) if basis.from_ <= day), self.duty_bases[0])
        except TypeError:
            msg = f"day: a date is needed, not {type(day).__name__}"
            raise InvalidFact(msg) from None

    def __reduce__(self) -> tuple[object, ...]:
        from victims_code.rulebook.loading import load_code

        with suppress(InvalidRulebook):  # where the package has no edition of this name
            if load_code(self.name) == self:  # type: ignore[arg-type] # it may be the name of an edition
                return load_code, (self.name,)
        return _rulebook_of, ({each.name: getattr(self, each.name) for each in fields(Rulebook)},)

    def __repr__(self) -> str:
        """Return the name and the number of rules."""
        return f"<Rulebook {self.name}: {len(self.rules)} rules>"


def _rulebook_of(given: dict[str, Any]) -> Rulebook:
    """Give a rulebook that travelled with all that it holds."""
    return Rulebook(**given)
