"""What a Common Platform hearing says of an offence: when it was committed, charged, pleaded to and decided."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import frozen

from victims_code.dates import When
from victims_code.feeds.json_messages import Part
from victims_code.feeds.mappings import Tables
from victims_code.feeds.messages import Found


@frozen
class Outcome:
    """How an offence ended: on which day, with which word where that is known, and by a verdict of which hearing."""

    at: When
    word: str | None = None
    hearing: str | None = None


@frozen
class Decided:
    """What an offence says of its end: whether the defendant is convicted of it, and its outcome."""

    convicted: bool = False
    outcome: Outcome | None = None


def add_offence(offence: Part, crime: str, suspect: str, tables: Tables) -> Decided:
    """Add the events of an offence of a defendant, its outcome apart; return what it says of its end.

    An arrest or a charge on one day is one occurrence, whatever the number of offences: it names no crime, so that
    another hearing about only some of them tells of the same event.
    """
    found, where = offence.found, offence.where
    committed = offence.when("startDate")
    if committed is not None:
        event_id = f"offence_committed/{crime}"
        found.add(event_id, "offence_committed", offence.at("startDate"), at=committed, suspect=suspect, crime=crime)
    for key, name in (("arrestDate", "suspect_arrested"), ("chargeDate", "suspect_charged")):
        at = offence.when(key)
        if at is not None:
            found.add(f"{name}/{suspect}/{at.isoformat()[:10]}", name, offence.at(key), at=at, suspect=suspect)
    guilty = _add_plea(offence, crime, suspect, tables)
    for key in ("indicatedPlea", "notifiedPlea"):
        if offence.body.get(key) is not None:
            offence.note("plea_not_entered", key, "a plea indicated or notified is not a plea entered in court")
    outcome = _outcome(offence, tables)
    if outcome is None and offence.is_true("proceedingsConcluded"):
        found.note("concluded_without_outcome", where, "proceedings are concluded, but neither when nor how is told")
    return Decided(guilty or (outcome is not None and outcome.word == "guilty"), outcome)


def add_outcomes(found: Found, suspect: str, ended: Mapping[str, tuple[str, Outcome]], hearing: str) -> tuple[str, ...]:
    """Add how a defendant's offences ended, given by crime, each with where it is told; return the ids withdrawn.

    The convictions on one day are one event: the victim hears of them at once. What else ends one crime is an event of
    that crime, so that it ends no duty that concerns another.
    """
    name = "case_outcome_reached"
    convictions = {
        f"{name}/{suspect}/{outcome.at.isoformat()[:10]}/guilty": (where, outcome.at)
        for where, outcome in reversed(list(ended.values()))
        if outcome.word == "guilty"
    }
    withdrawn: dict[str, None] = {}
    for event_id, (where, at) in sorted(convictions.items()):
        found.add(event_id, name, where, at=at, suspect=suspect, details={"outcome": "guilty"})
    for crime, (where, outcome) in ended.items():
        if outcome.word == "guilty":
            withdrawn[f"{name}/{crime}"] = None
            continue
        details = {"outcome": outcome.word} if outcome.word is not None else {}
        found.add(f"{name}/{crime}", name, where, at=outcome.at, suspect=suspect, crime=crime, details=details)
        conviction = f"{name}/{suspect}/{outcome.at.isoformat()[:10]}/guilty"
        if outcome.hearing == hearing and conviction not in convictions:
            withdrawn[conviction] = None  # the hearing that gave the verdict now states it otherwise
    return tuple(withdrawn)


def add_discontinuance(offence: Part, crime: str, suspect: str, at: When | None, *, all_of_them: bool) -> None:
    """Add that a charge was discontinued, on the day of its final result or else of the hearing."""
    if not offence.is_true("isDiscontinued"):
        return
    if at is None:
        offence.note("no_date", "isDiscontinued", "the day on which the charge was dropped is not told")
        return
    # Where others go on, one charge was dropped. Where none does, this hearing may still not be about all of them.
    details = {} if all_of_them else {"effect": "dropped"}
    name = "charges_altered_or_stopped"
    where = offence.at("isDiscontinued")
    offence.found.add(f"{name}/{crime}", name, where, at=at, suspect=suspect, crime=crime, details=details)


def _add_plea(offence: Part, crime: str, suspect: str, tables: Tables) -> bool:
    plea = offence.object("plea")
    if plea is None:
        return False
    value = plea.text("pleaValue")
    word = tables["pleas"].get(value or "")
    at = plea.when("pleaDate")
    if word is False:
        plea.note("plea_not_entered", "pleaValue", "the mapping says that this is no plea entered in court")
        return False
    if not isinstance(word, str):
        plea.note("unknown_plea", "pleaValue", "the plea is not in the mapping: what it was is left unknown")
    if at is None:
        plea.note("no_date", "pleaDate", "the day of the plea is not told")
        return word == "guilty"
    # A plea changed at a later hearing is another plea; one amended at the same hearing is not.
    hearing = plea.reference("originatingHearingId")
    event_id = f"{hearing}/plea_entered/{crime}" if hearing is not None else f"plea_entered/{crime}"
    details = {"plea": word} if isinstance(word, str) else {}
    plea.found.add(event_id, "plea_entered", plea.where, at=at, suspect=suspect, crime=crime, details=details)
    return word == "guilty"


def _outcome(offence: Part, tables: Tables) -> Outcome | None:
    """Return what the verdict, the conviction or the acquittal say: one outcome, whichever of them tell of it."""
    verdict = offence.object("verdict")
    convicted_on, acquitted_on = offence.when("convictionDate"), offence.when("aquittalDate", "acquittalDate")
    words = {word for word, day in (("guilty", convicted_on), ("not_guilty", acquitted_on)) if day is not None}
    at = hearing = None
    if verdict is not None:
        word = _verdict(verdict, tables)
        if word is not None:  # else it may be no outcome at all: only a conviction or an acquittal makes one
            at = verdict.when("verdictDate")
            hearing = verdict.reference("originatingHearingId")
            words.add(word)
            if word == "not_guilty" and verdict.body.get("lesserOrAlternativeOffence") is not None:
                why = "not guilty, with a lesser or alternative offence named: the outcome is left unknown"
                verdict.note("lesser_offence", "lesserOrAlternativeOffence", why)
                words.add("of a lesser offence")
    at = at or convicted_on or acquitted_on
    if at is None:
        if words:
            offence.note("no_date", "verdict", "the day of the verdict is not told")
        return None
    if words == {"guilty", "not_guilty"}:
        offence.note("contradictory_outcome", "", "convicted and not: the outcome is left unknown")
    return Outcome(at, words.pop() if len(words) == 1 else None, hearing)


def _verdict(verdict: Part, tables: Tables) -> str | None:
    """Return the outcome that a verdict is, or None."""
    kind = verdict.object("verdictType")
    word = None if kind is None else tables["verdicts"].get(kind.text("categoryType") or "")
    if not isinstance(word, str):
        verdict.note("unknown_verdict", "verdictType", "the verdict is not in the mapping: no event is made of it")
        return None
    return word
