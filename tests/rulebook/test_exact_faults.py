"""One slip in a rulebook makes one fault: at its line, and without the false alarms that could follow from it."""

from __future__ import annotations

import pytest

from victims_code.errors import InvalidRulebook
from victims_code.rulebook import read_rulebook
from victims_code.rulebook.conditions import AnyOf, FactIs
from victims_code.vocabulary import code_vocabulary

UNUSED = "\n".join(f'{name} = "not a library matter"' for name, kind in code_vocabulary().items() if kind.acts is None)

#: The loan code of a library. Everything in it is used, and used by something else, so that one slip could spread.
LOANS = f"""\
name = "loans"
title = "Code of a lending library"
in_force_from = 2020-01-01
in_force_sources = ["BYE"]
right = 1
[[duty_basis]]
from = 2020-01-01
name = "byelaw"
sources = ["BYE"]
[events.book_asked_for]
family = "trigger"
definition = "A reader asks for a book"
received = true
details = {{ rare = "yes_no", pages = "number", shelf = "text" }}
[events.book_lent]
family = "service"
definition = "The book is lent"
details = {{ explained = "yes_no" }}
[events.book_lost]
family = "trigger"
definition = "The book is lost"
[conditions]
rare = {{ words = "book is rare", detail = "rare" }}
long = {{ words = "book is long", detail = "pages", at_least = 300 }}
upstairs = {{ words = "book is upstairs", detail = "shelf", one_of = ["top"], none_of = ["low"] }}
open = {{ words = "library is open", state = "open" }}
lendable = {{ all = ["open", {{ not = "rare" }}] }}
[states.open]
words = "the library is open"
starts = true
on = ["book_lent"]
off = ["book_lost"]
[endings]
lost = ["book_lost"]
[sources]
BYE = "the byelaws"
[disputes.Q1]
doubt = "which day counts"
affects = "LEND"
default = "the first"
[enhanced_rights.keen]
title = "keen reader"
[[enhanced_rights.keen.criteria]]
name = "assessed as keen"
shows = "keenness"
fact = "vulnerable"
settled_by = "assessment"
personal = true
evidence = "quoted"
[[rule]]
duty = "Lend the book"
id = "LEND"
owed_by = "library"
providers = []
kind = "timed"
arises_on = ["book_asked_for"]
clock = "at"
standard = "3 days"
enhanced = "1 day"
applies_if = "lendable"
met_by = ["book_lent"]
until = "lost"
evidence = "quoted"
sources = ["BYE"]
disputes = ["Q1"]
[[rule]]
duty = "Say where it is"
id = "TELL"
owed_by = "library"
providers = []
kind = "timed"
arises_on = ["book_asked_for"]
clock = "received_at"
fed_by = "LEND"
standard = "6 months"
applies_if = {{ any = ["long", "upstairs", "rare"] }}
met_by = ["book_lent*"]
requires = "explained"
requires_dispute = "Q1"
until = "lost"
evidence = "quoted"
sources = ["BYE"]
disputes = []
[unused]
{UNUSED}
"""


def faults(**texts: str) -> list[str]:
    """Return what reading a rulebook complains of."""
    with pytest.raises(InvalidRulebook) as caught:
        read_rulebook(texts)
    return [str(problem) for problem in caught.value.problems]


def line_of(text: str, start: str, number: int = 1) -> int:
    """Return the line that begins so, or the one after that does, and so on."""
    return [at for at, line in enumerate(text.splitlines(), 1) if line.startswith(start)][number - 1]


def test_the_loan_code_is_without_fault() -> None:
    book = read_rulebook({"loans": LOANS})
    assert [(rule.id, rule.right, str(rule.standard), str(rule.enhanced)) for rule in book.rules] == [
        ("LEND", 1, "3 days", "1 day"),
        ("TELL", 1, "6 months", "6 months"),
    ]


@pytest.mark.parametrize(
    ("old", "new", "at", "told"),
    [
        # What other parts turn on: they are not blamed for it.
        (
            'detail = "rare" }',
            'detail = "rare", shelf = 3 }',
            "rare =",
            "conditions.rare: unknown key 'shelf' beside 'detail'",
        ),
        ('{ not = "rare" }', '{ not = "rare", any = 1 }', "lendable", "conditions.lendable: 'any' stands alone"),
        ('{ not = "rare" }', '{ not = "rare", words = 7 }', "lendable", "conditions.lendable: text is needed"),
        ('{ not = "rare" }', '{ not = "rare", if = 7 }', "lendable", "conditions.lendable: 'not' stands alone"),
        ('{ not = "rare" }', '{ not = "lendable" }', "lendable", "conditions.lendable: conditions nest deeper"),
        ("starts = true", "starts = 1", "starts", "states.open: starts: true or false is needed"),
        ('off = ["book_lost"]', 'off = ["book_lots"]', "off", "states.open: off: unknown event type 'book_lots'; did"),
        ('lost = ["book_lost"]', "lost = 3", "lost =", "endings.lost: a list of event types is needed"),
        (
            'lost = ["book_lost"]',
            'lost = [{ event = "book_lost", iff = "rare" }]',
            "lost =",
            "endings.lost: unknown key 'iff'; did you mean 'if'?",
        ),
        ('doubt = "which day counts"', "doubt = 1", "doubt", "disputes.Q1: doubt: text is needed"),
        ('BYE = "the byelaws"', 'BYE = ""', "BYE", "sources.BYE: text is needed"),
        ('definition = "The book is lost"', "", "[events.book_lost]", "events.book_lost: definition: is missing"),
        ('fact = "vulnerable"', 'fact = "keen"', "fact", "enhanced_rights.keen.criteria[0]: fact: unknown fact 'keen'"),
        (
            'fact = "vulnerable"',
            'fact = "vulnerable"\nunder = 18',
            "[[enhanced_rights.keen.criteria]]",
            "enhanced_rights.keen.criteria[0]: exactly one of roles, offences, under, fact is needed",
        ),
        # A rule that others are fed by, and that alone turns on an event.
        ('id = "LEND"', 'id = "LEND"\nrigth = 2', "rigth", "LEND: rigth: unknown key; did you mean 'right'?"),
        ('duty = "Lend the book"', "duty = 7", "duty", "LEND: duty: text is needed"),
        ('enhanced = "1 day"', 'enhanced = "one day"', "enhanced =", "LEND: enhanced: 'one day' is not a limit"),
        # What is asked of an event that cannot say it.
        ("at_least = 300", "at_least = 300, one_of = ['x']", "long", "conditions.long: at_least is for a number"),
        (
            'one_of = ["top"]',
            'one_of = ["Top shelf"]',
            "upstairs",
            "conditions.upstairs: write the word 'Top shelf' as",
        ),
        (
            ", at_least = 300",
            "",
            "applies_if = { any",
            "TELL: applies_if: the detail 'pages' is not of the kind yes_no",
        ),
        (
            'detail = "pages"',
            'detail = "page"',
            "applies_if = { any",
            "TELL: applies_if: no event that it reads carries the detail 'page'",
        ),
        (
            'detail = "rare" }',
            'shows = "keen" }',
            "rare =",
            "conditions.rare: unknown 'keen'; did you mean 'keenness'?",
        ),
        ('detail = "rare" }', 'category = "keenness" }', "rare =", "conditions.rare: unknown 'keenness'; did you"),
        (
            "received = true",
            "received = false",
            'clock = "received_at"',
            "TELL: clock: 'book_asked_for' has no receipt",
        ),
        (
            'requires_dispute = "Q1"',
            'requires_dispute = "Q2"',
            "requires_d",
            "TELL: requires_dispute: 'Q2' is not decl",
        ),
        ('requires = "explained"', 'requires = "rare"', "requires =", "TELL: requires: 'rare' is not a yes/no detail"),
        ('fed_by = "LEND"', 'fed_by = "SEND"', "fed_by", "TELL: fed_by: no rule has the id 'SEND'"),
        (
            'in_force_sources = ["BYE"]',
            'in_force_sources = ["BY"]',
            "in_force_s",
            "in_force_sources: 'BY' is not declared",
        ),
        ("from = 2020-01-01\nname", "name", "[[duty_basis]]", "duty_basis[0]: from: is missing"),
    ],
)
def test_one_slip_is_one_fault_at_its_line(old: str, new: str, at: str, told: str) -> None:
    assert LOANS.count(old) == 1, old
    text = LOANS.replace(old, new)
    found = faults(loans=text)
    assert len(found) == 1, found
    assert found[0].startswith(f"loans:{line_of(text, at)}: {told}")


def test_a_second_rule_of_the_same_id_is_told_and_its_own_slip_at_its_own_line() -> None:
    text = LOANS.replace('id = "TELL"', 'id = "LEND"').replace('standard = "6 months"', 'standard = "6 moons"')
    assert [fault.partition("; ")[0] for fault in faults(loans=text)] == [
        f"loans:{line_of(text, 'standard', 2)}: LEND: standard: '6 moons' is not a limit",
        f"loans:{line_of(text, 'id =')}: LEND: id: the id is used 2 times",
    ]


@pytest.mark.parametrize("kind", ["timed", "before"])
def test_a_duty_that_nothing_meets_is_told(kind: str) -> None:
    text = LOANS.replace('met_by = ["book_lent"]\n', "").replace('kind = "timed"', f'kind = "{kind}"', 1)
    text = text.replace(
        'standard = "3 days"\nenhanced = "1 day"', f'standard = "{"3 days" if kind == "timed" else "before book_lost"}"'
    )
    assert [fault.partition(": ")[2] for fault in faults(loans=text)] == [
        f"LEND: met_by: a rule of kind {kind} that nothing meets would always be missed"
    ]


def test_a_limit_under_enhanced_rights_needs_a_standard_one() -> None:
    text = LOANS.replace('kind = "timed"', 'kind = "untimed"', 1).replace('standard = "3 days"\n', "")
    assert [fault.partition(": ")[2] for fault in faults(loans=text)] == [
        "LEND: enhanced: a limit under Enhanced Rights needs a standard one beside it"
    ]


def test_an_event_type_of_its_own_must_not_be_one_of_the_code_s() -> None:
    extra = '[events.victim_informed]\nfamily = "service"\ndefinition = "The reader is told"\n'
    assert faults(loans=LOANS + extra) == [
        (
            f"loans:{line_of(LOANS + extra, '[events.victim_informed]')}: events.victim_informed: "
            "the Code's own vocabulary has this type; choose another name"
        )
    ]


def test_an_event_type_of_its_own_that_nothing_turns_on_is_told_where_it_is_declared() -> None:
    extra = '[events.book_found]\nfamily = "trigger"\ndefinition = "The book is found"\n'
    assert faults(loans=LOANS + extra) == [
        (
            f"loans:{line_of(LOANS + extra, '[events.book_found]')}: book_found: "
            "no rule turns on this event type; declare it under [unused] with the reason"
        )
    ]


def test_what_two_files_say_of_one_name_is_told() -> None:
    second = 'name = "loans"\n[sources]\nBYE = "other byelaws"\n'
    assert faults(a=LOANS, b=second) == [
        "b:1: name: is given in another file too",
        "b:3: sources.BYE: is declared in another file too",
    ]


def test_a_fault_of_an_event_type_is_not_followed_by_those_of_every_rule_that_uses_it() -> None:
    text = LOANS.replace('definition = "The book is lent"', 'definition = ""').replace(
        'family = "service"', 'family = "x"'
    )
    assert [fault.partition("; ")[0] for fault in faults(loans=text)] == [
        f"loans:{line_of(text, 'family', 2)}: events.book_lent: family: unknown word 'x'",
        f"loans:{line_of(text, 'definition', 2)}: events.book_lent: definition: text is needed",
    ]


def test_a_combination_of_one_part_reads_as_that_part() -> None:
    assert AnyOf((FactIs("victim is vulnerable", "vulnerable"),)).words == "victim is vulnerable"
