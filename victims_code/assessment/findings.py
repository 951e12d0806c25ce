"""Findings: what is odd in the facts of a case, said beside the answer and never instead of it."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from enum import StrEnum
from typing import Final

from attrs import field, frozen


class Severity(StrEnum):
    """How much a finding matters to the answer."""

    #: Worth knowing; the answer stands.
    INFORMATION = "information"
    #: Something in the record looks wrong, or a duty may hide behind it.
    WARNING = "warning"


@frozen
class Finding:
    """One odd thing in the facts: a stable code, and the words for it.

    The words hold references only. `event` is the event it is about, `victim` and `rule` where it concerns one.
    """

    code: str
    event: str | None = None
    victim: str | None = field(default=None, kw_only=True)
    rule: str | None = field(default=None, kw_only=True)
    #: What the words need besides: a condition, a number, a name of the law.
    detail: str = field(default="", kw_only=True)

    @property
    def severity(self) -> Severity:
        """How much it matters."""
        return _FINDINGS[self.code][0]

    @property
    def message(self) -> str:
        """What is odd and how to mend it, in one sentence."""
        return _FINDINGS[self.code][1].format(event=self.event, victim=self.victim, rule=self.rule, detail=self.detail)


_INFORMATION, _WARNING = Severity.INFORMATION, Severity.WARNING

_FINDINGS: Final[dict[str, tuple[Severity, str]]] = {
    "no_victims": (_WARNING, "the case names no victim, so no obligation arises; add the victims"),
    "victim_not_in_case": (
        _WARNING, "{event} names a victim who is not in the case; add the victim or correct the event"
    ),
    "code_does_not_apply": (_INFORMATION, "nothing is owed to {victim}: this does not hold: {detail}"),
    "code_may_not_apply": (_WARNING, "everything about {victim} is undetermined; record {detail}"),
    "before_in_force": (_WARNING, "{event} happened before {detail}, so nothing arises from it under this edition"),
    "detail_not_read": (
        _WARNING, "{event} gives something for {detail} that cannot be read, so it is unknown; correct the number"
    ),
    "not_yet_happened": (_INFORMATION, "{event} is dated after the day of the assessment and is not counted yet"),
    "unknown_detail": (
        _WARNING, "{event} has a detail that its type does not know, so it is kept and not read: {detail}"
    ),
    "extra_detail": (
        _INFORMATION, "{event} has a detail that its type does not know, so it is kept and not read: {detail}"
    ),
    "contact_names_nothing": (
        _WARNING, "{event} does not say what the victim was told about, so it meets nothing; name the events in about"
    ),
    "contact_before_event": (
        _WARNING,
        "{event} is about {detail}, but nothing earlier of that name is on record; correct its date, or its about",
    ),
    "receipt_unknown": (
        _WARNING, "{rule} for {victim}: not done, receipt unknown; record when {event} was received"
    ),
    "reasons_not_given": (_WARNING, "{event} gave no reasons, so it does not meet {rule} ({detail})"),
    "reasons_unknown": (
        _WARNING, "{event} does not say whether reasons were given; it is taken to meet {rule} ({detail})"
    ),
    "limit_unknown": (
        _WARNING, '{rule} for {victim}: the limit is "{detail}" and is not on record, so it may be late'
    ),
    "calendar_projected": (
        _INFORMATION, "{rule} for {victim}: the due date rests on bank holidays that are projected, not yet published"
    ),
    "age_at_earliest_event": (
        _INFORMATION, "the age of {victim} is measured at {event}, the earliest event, as no offence date is recorded"
    ),
    "age_facts_disagree": (
        _WARNING, "{victim}: under_18_at_offence and born say different things; under_18_at_offence is used"
    ),
    "determination_contradicts_fact": (
        _WARNING, "{event} says that {victim} has no Enhanced Rights, but a fact of the case gives them; they stay"
    ),
    "reclassified": (
        _WARNING, "{event} changes the offence; check that the offence categories of {victim} still say the same"
    ),
    "decline_names_nothing": (_WARNING, "{event} does not say which services are declined, so it declines none"),
    "unknown_service": (
        _WARNING, "{event} names a service that no rule provides, which declines or resumes nothing{detail}"
    ),
    "exception_names_nothing": (_WARNING, "{event} names no rule of this rulebook, so it excuses nothing{detail}"),
    "reason_not_coded": (
        _WARNING,
        "{event} gives a reason that is not one of the rulebook's codes; it is accepted as a reason{detail}",
    ),
    "reason_without_note": (
        _WARNING, "{event} gives another reason and does not say whether a note of it is held; record note_held"
    ),
    "reason_note_missing": (_WARNING, "{event} gives another reason, and no note of it is held, so it excuses nothing"),
    "transfer_names_nothing": (
        _WARNING, "{event} does not say whose duties move and to whom, so it moves none; record owed_by and to"
    ),
    "unknown_provider": (
        _WARNING, "{event} names in owed_by no provider that owes anything, so it moves no duties{detail}"
    ),
    "exception_too_late": (
        _WARNING, "{event} gives a reason only after {rule} for {victim} was, or may have been, due; it excuses nothing"
    ),
}  # fmt: skip

#: Every finding that an assessment can make.
CODES: Final = tuple(_FINDINGS)


def meant(word: object, known: Iterable[str]) -> str:
    """Return the end of a message about an unknown word: which known one was meant, or nothing where none is close.

    The word itself is never repeated: it may be free text, and so personal.

    >>> meant("R6.arest", ["R6.arrest", "R6.charge"])
    "; did you mean 'R6.arrest'?"
    >>> meant("the victim's neighbour", ["R6.arrest"])
    ''
    """
    if not isinstance(word, str) or len(word) > _LONGEST_WORD:
        return ""
    plain = {each.casefold(): each for each in sorted(known, reverse=True)}
    close = get_close_matches(word.casefold(), plain, n=1, cutoff=_CLOSE)
    return f"; did you mean {plain[close[0]]!r}?" if close else ""


#: No name of the law or of the vocabulary is longer; a longer text is not compared.
_LONGEST_WORD: Final = 80

#: How alike two words must be for one to be taken for the other, as `difflib` counts it.
_CLOSE: Final = 0.6
