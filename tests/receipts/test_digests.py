"""Digests: the same on every machine, moved by what can move an answer, and by nothing that only people read."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import pytest
from attrs import evolve, fields

from tests.cli.running import ROOT
from victims_code import Evidence, Kind, OffenceCategory, Rule, ServiceProvider, load_code
from victims_code.receipts.digests import canonical, digest, digest_of_law, plain
from victims_code.rulebook import Clock, Ending, Meets, read_limit
from victims_code.rulebook.conditions import All, AnyOf, FactIs, Not

CODE = load_code()
RULE = CODE["R6.no-investigation"]
VULNERABLE = FactIs("victim is vulnerable", "vulnerable")

#: For every field of a rule: another value, and whether an answer can turn on it.
FIELDS: dict[str, tuple[Any, bool]] = {
    "id": ("R6.another", True),
    "right": (7, True),
    "paragraph": ("6.99", False),
    "owed_by": ("somebody", False),
    "providers": ((ServiceProvider.CPS,), True),
    "provider_from": ("decided_by", True),
    "owed_to": ("police", True),
    "kind": (Kind.UNTIMED, True),
    "duty": ("Say so", False),
    "short": ("Say it", False),
    "arises_on": (("suspect_arrested",), True),
    "clock": (Clock.RECEIVED_AT, True),
    "counts_from": ("crime_reported", True),
    "fed_by": ("R6.arrest", True),
    "standard": (read_limit("6 working days"), True),
    "enhanced": (read_limit("2 working days"), True),
    "applies_if": (VULNERABLE, True),
    "note": ("unless it is not", False),
    "met_by": ((Meets("update_given"),), True),
    "met_by_receipt": (True, True),
    "requires": (None, True),
    "requires_dispute": ("D1", False),
    "until": ((Ending("suspect_charged"),), True),
    "declined_by": (("update_given",), True),
    "resumed_by": (("update_given",), True),
    "declinable": (not RULE.declinable, True),
    "recurs": (True, True),
    "external": (True, True),
    "evidence": (Evidence.UNCONFIRMED, False),
    "sources": (("B6", "B7"), False),
    "disputes": (("D1",), False),
}


def test_every_field_of_a_rule_is_weighed() -> None:
    assert list(FIELDS) == [field.name for field in fields(Rule)]


@pytest.mark.parametrize("name", FIELDS)
def test_a_digest_moves_with_what_can_move_an_answer_and_with_nothing_else(name: str) -> None:
    value, moves = FIELDS[name]
    assert getattr(RULE, name) != value
    assert (digest_of_law(evolve(RULE, **{name: value})) != digest_of_law(RULE)) is moves


def test_each_rule_has_a_digest_of_its_own() -> None:
    assert len({digest_of_law(rule) for rule in CODE.rules}) == len(CODE.rules)


def test_conditions_differ_by_what_they_ask_and_not_by_their_words() -> None:
    other = FactIs("victim is intimidated", "intimidated")
    parts = (VULNERABLE, other)
    asked = (VULNERABLE, other, Not(VULNERABLE), All(parts), AnyOf(parts), All((VULNERABLE,)), All((other, VULNERABLE)))
    assert len({digest_of_law(each) for each in asked}) == len(asked)
    assert digest_of_law(evolve(VULNERABLE, words="so they say")) == digest_of_law(VULNERABLE)
    assert digest_of_law(All(parts, "both")) == digest_of_law(All(parts))


def test_a_criterion_moves_with_what_it_asks_and_not_with_its_name() -> None:
    category = CODE.criteria[0]
    criterion = category.criteria[0]
    for fresh, moves in (
        (evolve(criterion, name="in other words", evidence=Evidence.UNCONFIRMED), False),
        (evolve(criterion, personal=not criterion.personal), True),
    ):
        again = evolve(category, criteria=(fresh, *category.criteria[1:]))
        assert (digest_of_law(again) != digest_of_law(category)) is moves


def test_a_set_is_written_in_order() -> None:
    assert plain(frozenset(OffenceCategory)) == sorted(category.value for category in OffenceCategory)


def test_the_canonical_form_sorts_keys_at_every_depth_and_keeps_lists_as_they_are() -> None:
    assert canonical({"b": [{"z": 1, "a": [2, 1]}], "a": "é\n"}) == '{"a":"é\\n","b":[{"a":[2,1],"z":1}]}'
    assert digest({}) == "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"  # printf '{}' | sha256sum
    with pytest.raises(ValueError, match="not JSON compliant"):
        canonical(float("nan"))


@pytest.mark.parametrize("seed", ["0", "1", "42"])
def test_digests_do_not_hang_on_the_seed_of_hashes(seed: str) -> None:
    script = (
        "from victims_code import load_code; from victims_code.receipts.digests import digest, plain; "
        "book = load_code(); print(digest([plain(book.rules), plain(book.criteria), plain(book.applies_if)]))"
    )
    done = subprocess.run(  # noqa: S603 - this interpreter, our own module
        [sys.executable, "-c", script], cwd=ROOT, env={"PYTHONHASHSEED": seed}, capture_output=True, check=True
    )
    here = digest([plain(CODE.rules), plain(CODE.criteria), plain(CODE.applies_if)])
    assert done.stdout.decode().strip() == here
