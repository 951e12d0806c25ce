"""A changed digit in any rule makes the right receipts fail, with the right reason, and leaves the others alone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from attrs import evolve

from tests.receipts.storing import LAYERS
from tests.receipts.test_stored import CHANGED, NAMES, stored
from victims_code import Case, Event, Rulebook, load_code
from victims_code.dates import parse_when
from victims_code.interchange import case_of
from victims_code.names import EditionName
from victims_code.receipts import Receipt, verify
from victims_code.rulebook import code_names, editions_in_force, law_of, load_layer
from victims_code.vocabulary import Act


@cache
def receipts() -> dict[str, Receipt]:
    """The receipts that verify as they are."""
    return {name: stored(name) for name in NAMES if name not in CHANGED}


@cache
def facts_of(name: str) -> Case:
    """The case of a receipt, in the vocabulary of its layers."""
    document = receipts()[name].document
    layers = [load_layer(path) for path in LAYERS.glob("*.toml")] if document["layers"] else []
    return case_of(document["facts"]["case"], vocabulary=law_of(layers=layers).vocabulary)


def counted_limits() -> Iterator[Any]:
    """Walk every counted limit of every edition: the edition, the rule, and which of its two limits."""
    for name in code_names():
        for rule in load_code(name).rules:
            for key in ("standard", "enhanced"):
                if getattr(rule, key) is not None and getattr(rule, key).is_counted:
                    yield pytest.param(name, rule.id, key, id=f"{name} {rule.id} {key}")


def with_rule(book: Rulebook, rule_id: str, **fields: Any) -> Rulebook:  # noqa: ANN401 - the fields of a Rule
    """A rulebook of which one rule reads otherwise."""
    changed = evolve(book[rule_id], **fields)
    return evolve(book, rules=tuple(changed if rule.id == rule_id else rule for rule in book.rules))


@pytest.mark.parametrize(("edition", "rule_id", "key"), [*counted_limits()])
def test_a_changed_limit_fails_exactly_the_receipts_whose_case_can_meet_the_rule(
    edition: EditionName, rule_id: str, key: str
) -> None:
    """The reason names the edition, the rule, and the limit then and now; nothing else is said to have moved.

    Of the receipts that must be left alone every third is tried, another third with each limit.
    """
    book = load_code(edition)
    limit = getattr(book[rule_id], key)
    longer = evolve(limit, amount=limit.amount + 1)
    changed = with_rule(book, rule_id, **{key: longer})
    words = {"standard": "limit", "enhanced": "limit under Enhanced Rights"}[key]
    reason = f"code: {rule_id} of the {edition} edition: the {words} is {longer}; it was {limit}"
    for place, (name, receipt) in enumerate(receipts().items(), start=len(rule_id + key)):
        expected = [reason] if can_meet(name, book, rule_id, key) else []
        if not expected and place % 3:
            continue
        found = verify(receipt, rulebooks=[changed])
        assert [str(moved) for moved in found.moved] == expected, name
        assert found.is_reproduced is (not expected)


@pytest.mark.parametrize(("edition", "rule_id", "key"), [*counted_limits()])
def test_some_receipt_fails_for_every_counted_limit(edition: EditionName, rule_id: str, key: str) -> None:
    """So the test above proves something of each: no limit is one that no stored case can meet."""
    assert any(can_meet(name, load_code(edition), rule_id, key) for name in receipts())


def can_meet(name: str, book: Rulebook, rule_id: str, key: str) -> bool:
    """Whether some event of the case could give rise to the rule, or to one that it feeds: from the rulebook alone."""
    document, case = receipts()[name].document, facts_of(name)
    asked, chosen = document["asked"], document["readings"]["chosen"]
    if not case.victims or asked["rulebook"] not in (None, book.name):
        return False
    for reading, choice in chosen.items():
        if reading in book.readings and key in book.readings[reading].choices[choice].rules.get(rule_id, {}):
            return False
    known_at = None if asked["known_at"] is None else parse_when(asked["known_at"], "known_at")
    events = [event for event in case.events if known_at is None or event.is_known(known_at)]
    rules = [rule for rule in book.rules if rule_id in (rule.id, rule.fed_by)]
    return any(
        event.type in _starting(book, rule.id) and _binds(book, rule.id, _day(event, events, chosen), asked)
        for event in events
        for rule in rules
    )


def _day(event: Event, events: list[Event], chosen: dict[str, str]) -> dt.date:
    """The day that decides on the edition: by one reading the day of the first report does for the whole case."""
    if chosen.get("edition") == "report_date":
        return min(each.date for each in events if each.type == "crime_reported")
    return event.date


def _starting(book: Rulebook, rule_id: str) -> set[str]:
    """The types of event from which a duty arises; one that recurs starts afresh from what meets or resumes it."""
    rule = book[rule_id]
    if not rule.recurs:
        return {*rule.arises_on}
    resuming = {name for name, kind in book.vocabulary.items() if kind.acts is Act.RESUME}
    return {*rule.arises_on, *resuming, *(meets.type for meets in rule.met_by)}


def _binds(book: Rulebook, rule_id: str, day: dt.date, asked: dict[str, Any]) -> bool:
    """Whether a rule of an edition binds for what happens on a day; what is set outside the Code binds on any day."""
    if asked["whatever_the_date"]:
        return True
    before = [each for each in editions_in_force() if each.in_force_from is not None and each.in_force_from <= day]
    if before and before[-1] is book:
        return True
    is_replaced = bool(before) and rule_id in {rule.id for rule in before[-1].rules}
    return book is editions_in_force()[-1] and book[rule_id].external and not is_replaced
