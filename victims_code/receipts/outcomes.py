"""Outcomes: what an answer came to, in codes and dates and never in sentences, and what differs between two."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from victims_code.assessment import Assessment, Obligation
from victims_code.assessment.comparing import Difference
from victims_code.receipts.digests import canonical, written
from victims_code.truth import Truth

#: What is told of a finding.
FINDING_KEYS: Final = ("code", "event", "victim", "rule")


def outcome(assessment: Assessment) -> dict[str, object]:
    """Return what an answer came to, by the keys of its JSON."""
    next_due = assessment.next_due
    findings = dict.fromkeys(tuple(getattr(finding, key) for key in FINDING_KEYS) for finding in assessment.findings)
    return {
        "in_breach": assessment.in_breach.value,
        "next_due": None if next_due is None else next_due.id,
        "next_change_at": written(assessment.next_change_at),
        "enhanced_rights": {
            name: {
                "entitled": answer.entitled.fact,
                "categories": [category.name for category in answer.categories if category.answer is Truth.YES],
            }
            for name, answer in assessment.enhanced_rights.items()
        },
        "obligations": [_obligation(obligation) for obligation in assessment.obligations],
        "findings": [dict(zip(FINDING_KEYS, finding, strict=True)) for finding in findings],
    }


def _obligation(obligation: Obligation) -> dict[str, object]:
    target, limit = obligation.target, obligation.limit
    met_by, released_by = obligation.met_by, obligation.released_by
    return {
        "id": obligation.id,
        "edition": obligation.edition.name,
        "layer": obligation.layer,
        "owed_by": [str(provider) for provider in obligation.providers],
        "held_by": obligation.held_by,
        "limit": None if limit is None else str(limit),
        "enhanced": obligation.enhanced.fact,
        "clock_start": written(obligation.clock_start),
        "due_by": written(obligation.due_by),
        "due_by_if_enhanced": written(obligation.due_by_if_enhanced),
        "bound": written(obligation.bound),
        "target_by": None if target is None else written(target.by),
        "target_status": None if target is None else target.status.value,
        "target_layer": None if target is None else target.layer,
        "status": obligation.status.value,
        "breach": obligation.breach.value,
        "met_by": None if met_by is None else met_by.id,
        "met_on": written(obligation.met_on),
        "released_by": None if released_by is None else released_by.id,
        "reason": obligation.reason,
        "good_reasons": obligation.good_reasons,
        "unknown": list(obligation.unknown),
    }


def outcome_differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[Difference, ...]:
    """Return what one outcome says differently from another: of the case, then of each obligation in its order."""
    return tuple(_walk(before, after))


def _walk(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Difference]:
    yield from _of(None, before, after, ("in_breach", "next_due", "next_change_at"))
    yield from _of(None, _rights(before), _rights(after))
    was = {entry["id"]: entry for entry in before["obligations"]}
    for entry in after["obligations"]:
        earlier = was.pop(entry["id"], None)
        if earlier is None:
            yield Difference(entry["id"], "arises", None, _summary(entry))
        else:
            yield from _of(entry["id"], earlier, entry)
    for name, entry in was.items():
        yield Difference(name, "is gone", _summary(entry), None)
    yield from _of(None, _findings(before), _findings(after))


def _of(
    obligation: str | None, before: Mapping[str, Any], after: Mapping[str, Any], keys: tuple[str, ...] = ()
) -> Iterator[Difference]:
    """Walk the keys that say different things, in the order of `after`; one that is missing says nothing."""
    for key in keys or dict.fromkeys((*after, *before)):
        one, other = before.get(key), after.get(key)
        if canonical(one) != canonical(other):
            yield Difference(obligation, key, _shown(one), _shown(other))


def _rights(outcome: Mapping[str, Any]) -> dict[str, object]:
    """Return what is said of each victim's Enhanced Rights, by what it is."""
    return {
        f"enhanced_rights of {victim}: {key}": value
        for victim, answer in outcome["enhanced_rights"].items()
        for key, value in answer.items()
    }


def _findings(outcome: Mapping[str, Any]) -> dict[str, object]:
    """Return each finding by its place, said in one line, so that one that came or went can be told."""
    texts = [" ".join(str(finding[key]) for key in FINDING_KEYS if finding[key]) for finding in outcome["findings"]]
    return {f"finding {text}": "told" for text in texts}


def _summary(entry: Mapping[str, Any]) -> str:
    due = entry["due_by"]
    return str(entry["status"]) if due is None else f"{entry['status']}, due by {due}"


def _shown(value: object) -> str | None:
    return value if value is None or isinstance(value, str) else canonical(value)
