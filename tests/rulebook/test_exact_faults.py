"""One slip in a rulebook makes one fault: at its line, in these words, and without the false alarms it could raise."""

from __future__ import annotations

from typing import Final

import pytest

from victims_code.errors import InvalidRulebook
from victims_code.providers import ServiceProvider
from victims_code.rulebook import Limit, Unit, lint, read_rulebook
from victims_code.vocabulary import code_vocabulary

UNUSED: Final = "\n".join(
    f'{name} = "not a library matter"' for name, kind in code_vocabulary().items() if kind.acts is None
)

#: Who has Enhanced Rights in a library, in place of those who have them under the Code.
KEEN: Final = """\
[enhanced_rights.keen]
title = "keen reader"
[[enhanced_rights.keen.criteria]]
name = "assessed as keen"
shows = "keenness"
fact = "vulnerable"
settled_by = "assessment"
personal = true
evidence = "quoted"
"""

#: The loan code of a library. Everything in it is used, and used by something else, so that one slip could spread.
LOANS: Final = f"""\
name = "loans"
title = "Code of a lending library"
in_force_from = 2020-01-01
in_force_sources = ["BYE"]
applies_if = "a_person"
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
a_person = {{ words = "reader is a person", not = {{ words = "a business", role = "business" }} }}
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
{KEEN}[unused]
{UNUSED}
[[rule]]
duty = "Lend the book"
id = "LEND"
owed_by = "police"
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
"""


def faults(**texts: str) -> list[str]:
    """Return what reading a rulebook complains of."""
    with pytest.raises(InvalidRulebook) as caught:
        read_rulebook(texts)
    return [str(problem) for problem in caught.value.problems]


def changed(old: str, new: str) -> str:
    """Return the loan code with one thing changed, which must be there once."""
    assert LOANS.count(old) == 1, old
    return LOANS.replace(old, new)


def line_of(text: str, start: str, number: int = 1) -> int:
    """Return the line that begins so, or the one after that does, and so on."""
    return [at for at, line in enumerate(text.splitlines(), 1) if line.startswith(start)][number - 1]


def test_the_loan_code_is_without_fault() -> None:
    book = read_rulebook({"loans": LOANS})
    assert (book.name, lint(book), [category.name for category in book.criteria]) == ("loans", [], ["keen"])
    assert book["LEND"].standard == Limit(3, Unit.DAYS)
    assert [(rule.id, rule.right, str(rule.standard), str(rule.enhanced)) for rule in book.rules] == [
        ("LEND", 1, "3 days", "1 day"),
        ("TELL", 1, "6 months", "6 months"),
    ]


LONELY: Final = "stands alone and holds a list of conditions"
LENGTHENS: Final = "Enhanced Rights never lengthen a limit"
FORMS: Final = (
    "write '5 working days', '28 days', '2 years', 'before EVENT', or one of 'as agreed', \"provider's own\", "
    "'without unjustified delay', 'as soon as possible'"
)
PROVIDERS: Final = f"use one of {', '.join(sorted(ServiceProvider))}"
NAMED: Final = "use one of a_person, lendable, long, open, rare, upstairs"
RIGHT: Final = "the number of a Right, from 1, is needed, in the rule or at the head of its file"
DATE: Final = "a date such as 2021-04-01, without quotes, is needed"
TESTS: Final = (
    "use one of role, offence, jurisdiction, fact, shows, category, enhanced, state, detail, unrecorded, "
    "all, any or not"
)
COMPARED: Final = "so are the words of a case before they are compared"
FACTS: Final = "use one of intimidated, named_point_of_contact, persistently_targeted, under_18_at_offence, vulnerable"
ROLES: Final = "use one of bereaved_close_relative, business, family_spokesperson, parent_or_guardian, person"

#: What is changed, into what, how the line of its fault begins (where it has one), and the fault.
SLIPS: Final = [
    # a rule's keys; others are fed by the first rule
    ('id = "TELL"', "id = 5", "id = 5", "5: id: text is needed"),
    ('[[rule]]\nduty = "Say where it is"\nid = "TELL"', '[[rule]] # TELL\nduty = "Say where it is"', "[[rule]] #",
     "rule[1]: id: is missing; every rule needs it"),
    ('id = "LEND"', 'id = "LEND"\nright = 0', "right = 0", f"LEND: right: {RIGHT}"),
    ('id = "LEND"', 'id = "LEND"\nright = "one"', 'right = "one"', f"LEND: right: {RIGHT}"),
    ('id = "LEND"', 'id = "LEND"\nrigth = 2', "rigth", "LEND: rigth: unknown key; did you mean 'right'?"),
    ('owed_by = "police"', 'owed_by = "the vicar"', "owed_by",
     f"LEND: owed_by: unknown service provider 'the vicar'; {PROVIDERS}"),
    ('owed_by = "police"', "owed_by = []", "owed_by", "LEND: owed_by: text is needed"),
    ("providers = []", 'providers = ["vicar"]', "providers",
     f"TELL: providers: unknown service provider 'vicar'; {PROVIDERS}"),
    ("providers = []", "providers = 3", "providers", "TELL: providers: a list of texts is needed"),
    ('"police"\nkind = "timed"', '"police"\nkind = "tmed"', "kind",
     "LEND: kind: unknown word 'tmed'; did you mean 'timed'?"),
    ('duty = "Lend the book"\n', "", "[[rule]]", "LEND: duty: is missing; every rule needs it"),
    ('duty = "Lend the book"', "duty = 7", "duty", "LEND: duty: text is needed"),
    ('duty = "Lend the book"', f'duty = "Lend"\nshort = "{"x" * 61}"', "short",
     "LEND: short: at most 60 characters name a duty in a list, not 61"),
    ('arises_on = ["book_asked_for"]\nclock = "at"', 'arises_on = "book_asked_for"\nclock = "at"', "arises_on",
     "LEND: arises_on: a list of texts is needed"),
    ('clock = "at"', 'clock = "noon"', "clock", "LEND: clock: unknown word 'noon'; use one of at, received_at"),
    ('standard = "3 days"', 'standard = "three days"', "standard",
     f"LEND: standard: 'three days' is not a limit; {FORMS}"),
    ('enhanced = "1 day"', 'enhanced = "one day"', "enhanced =", f"LEND: enhanced: 'one day' is not a limit; {FORMS}"),
    ('met_by = ["book_lent"]', 'met_by = ["book_sent"]', "met_by",
     "LEND: met_by: unknown event type 'book_sent'; did you mean 'book_lent'?"),
    ('met_by = ["book_lent"]\nuntil = "lost"', 'met_by = ["book_lent"]\nuntil = "lots"', "until",
     "LEND: until: unknown ending 'lots'; did you mean 'lost'?"),
    ('evidence = "quoted"\nsources = ["BYE"]\ndisputes = ["Q1"]',
     'evidence = "rumour"\nsources = ["BYE"]\ndisputes = ["Q1"]', 'evidence = "r',
     "LEND: evidence: unknown word 'rumour'; use one of earlier-edition, quoted, reported, unconfirmed"),
    ('sources = ["BYE"]\ndisputes = ["Q1"]', 'sources = ["BYES"]\ndisputes = ["Q1"]', 'sources = ["BYES',
     "LEND: sources: 'BYES' is not declared under [sources]"),
    ('disputes = ["Q1"]', 'disputes = ["Q2"]', "disputes =", "LEND: disputes: 'Q2' is not declared under [disputes]"),
    ('id = "LEND"', 'id = "LEND"\nrecurs = "yes"', "recurs", "LEND: recurs: true or false is needed"),
    ('id = "LEND"', 'id = "LEND"\ndeclined_by = ["book_lots"]', "declined_by",
     "LEND: declined_by: unknown event type 'book_lots'; did you mean 'book_lost'?"),
    ('id = "LEND"', 'id = "LEND"\nresumed_by = ["book_lots"]', "resumed_by",
     "LEND: resumed_by: unknown event type 'book_lots'; did you mean 'book_lost'?"),
    ('id = "LEND"', 'id = "LEND"\nprovider_from = "by"', "provider_from",
     "LEND: provider_from: no event that it reads carries the detail 'by'"),
    ('fed_by = "LEND"', 'fed_by = "SEND"', "fed_by", "TELL: fed_by: no rule has the id 'SEND'"),
    ('requires = "explained"', 'requires = "rare"', "requires =",
     "TELL: requires: 'rare' is not a yes/no detail of every event that meets the rule"),
    ('requires_dispute = "Q1"', 'requires_dispute = "Q2"', "requires_d",
     "TELL: requires_dispute: 'Q2' is not declared under [disputes]"),
    # limits and clocks
    ('enhanced = "1 day"', 'enhanced = "4 days"', "enhanced =",
     f"LEND: enhanced: 4 days is not shorter than 3 days: {LENGTHENS}"),
    ('enhanced = "1 day"', 'enhanced = "1 working day"', "enhanced =",
     f"LEND: enhanced: 1 working day is not shorter than 3 days: {LENGTHENS}"),
    ('"police"\nkind = "timed"', '"police"\nkind = "untimed"', "standard",
     "LEND: standard: 3 days is not a limit for a rule of kind untimed"),
    ('"police"\nkind = "timed"', '"police"\nkind = "before"', "standard",
     "LEND: standard: 3 days is not a limit for a rule of kind before"),
    ('"police"\nkind = "timed"', '"police"\nkind = "judgement"', "standard",
     "LEND: standard: 3 days is not a limit for a rule of kind judgement"),
    ('clock = "at"\n', "", "standard", "LEND: standard: a rule of kind timed needs a limit and a clock"),
    ('met_by = ["book_lent"]\n', "", "[[rule]]",
     "LEND: met_by: a rule of kind timed that nothing meets would always be missed"),
    ("received = true", "received = false", 'clock = "received_at"',
     "TELL: clock: 'book_asked_for' has no receipt by which this clock could start"),
    # conditions, in a rule or by name: what other parts turn on is told once, and they are not blamed for it
    ('applies_if = "lendable"', 'applies_if = "rar"', 'applies_if = "rar"',
     "LEND: applies_if: unknown condition 'rar'; did you mean 'rare'?"),
    ('applies_if = "lendable"', "applies_if = 3", "applies_if = 3",
     "LEND: applies_if: a condition is the name of one, or a table with all, any or not"),
    ('applies_if = "lendable"', "applies_if = { all = [] }", "applies_if = { all", f"LEND: applies_if: 'all' {LONELY}"),
    ('applies_if = "lendable"', "applies_if = { any = 1 }", "applies_if = { any",
     f"LEND: applies_if: 'any' {LONELY}"),
    ('applies_if = "lendable"', 'applies_if = { role = "person" }', "applies_if = { role",
     "LEND: applies_if: a test needs words, so that it can be read aloud"),
    ('{ not = "rare" }', '{ not = "rare", any = ["long"] }', "lendable", f"conditions.lendable: 'any' {LONELY}"),
    ('{ not = "rare" }', '{ not = "rare", words = 7 }', "lendable", "conditions.lendable: text is needed"),
    ('{ not = "rare" }', '{ not = "rare", if = 7 }', "lendable",
     "conditions.lendable: 'not' stands alone and holds one condition"),
    ('{ not = "rare" }', '{ not = "lendable" }', "lendable",
     "conditions.lendable: conditions nest deeper than 12: does one refer to itself?"),
    ('detail = "rare" }', 'detail = "rare", shelf = 3 }', "rare =",
     "conditions.rare: unknown key 'shelf' beside 'detail'"),
    (', detail = "rare" }', " }", "rare =", f"conditions.rare: no test; {TESTS}"),
    ('detail = "rare" }', 'role = "reader" }', "rare =", f"conditions.rare: unknown word 'reader'; {ROLES}"),
    ('detail = "rare" }', 'fact = "tall" }', "rare =", f"conditions.rare: unknown 'tall'; {FACTS}"),
    ('detail = "rare" }', 'shows = "keen" }', "rare =", "conditions.rare: unknown 'keen'; did you mean 'keenness'?"),
    ('detail = "rare" }', 'category = "keenness" }', "rare =",
     "conditions.rare: unknown 'keenness'; did you mean 'keen'?"),
    ('detail = "rare" }', "enhanced = false }", "rare =",
     "conditions.rare: 'enhanced = true' is the only form; for the opposite, use not"),
    ('detail = "rare" }', 'state = "shut" }', "rare =", "conditions.rare: unknown 'shut'; use one of open"),
    ('detail = "rare" }', "unrecorded = 3 }", "rare =", "conditions.rare: text is needed"),
    ("at_least = 300", 'at_least = "ten"', "long", "conditions.long: at_least is a number from 0 to 10000"),
    ("at_least = 300", "at_least = 300, one_of = ['x']", "long",
     "conditions.long: at_least is for a number, one_of and none_of for words: give one or the other"),
    ('one_of = ["top"]', 'one_of = "top"', "upstairs", "conditions.upstairs: a list of texts is needed"),
    ('one_of = ["top"]', 'one_of = ["Top shelf"]', "upstairs",
     f"conditions.upstairs: write the word 'Top shelf' as 'top_shelf': {COMPARED}"),
    (", at_least = 300", "", "applies_if = { any",
     "TELL: applies_if: the detail 'pages' is not of the kind yes_no that is asked for"),
    ('detail = "pages"', 'detail = "page"', "applies_if = { any",
     "TELL: applies_if: no event that it reads carries the detail 'page'"),
    # the head of the file, and the tables that rules share
    ('name = "loans"\n', "", "", "name: text is needed"),
    ('title = "Code', 'title = "\\u001b[2JCode', "title",
     "title: a text of one line is needed, without control characters"),
    ("in_force_from = 2020-01-01", 'in_force_from = "2020"', "in_force_f", f"in_force_from: {DATE}"),
    ("in_force_from = 2020-01-01", "in_force_from = 2020-01-01T00:00:00", "in_force_f", f"in_force_from: {DATE}"),
    ('in_force_sources = ["BYE"]', 'in_force_sources = ["BY"]', "in_force_s",
     "in_force_sources: 'BY' is not declared under [sources]"),
    ('applies_if = "a_person"', 'applies_if = "a_dog"', "applies_if",
     f"applies_if: unknown condition 'a_dog'; {NAMED}"),
    ("from = 2020-01-01\nname", "name", "[[duty_basis]]", "duty_basis[0]: from: is missing"),
    ('[[duty_basis]]\nfrom = 2020-01-01\nname = "byelaw"\nsources = ["BYE"]', "duty_basis = []", "duty_basis",
     "duty_basis: at least one [[duty_basis]] with from, name and sources is needed"),
    ('family = "service"', 'family = "servant"', 'family = "servant"',
     "events.book_lent: family: unknown word 'servant'; use one of control, service, trigger"),
    ('definition = "The book is lost"', "", "[events.book_lost]", "events.book_lost: definition: is missing"),
    ("[unused]\n", '[events.victim_informed]\nfamily = "service"\ndefinition = "The reader is told"\n[unused]\n',
     "[events.v", "events.victim_informed: the Code's own vocabulary has this type; choose another name"),
    ("[unused]\n", '[events.book_found]\nfamily = "trigger"\ndefinition = "The book is found"\n[unused]\n',
     "[events.book_f", "book_found: no rule turns on this event type; declare it under [unused] with the reason"),
    ('crime_reported = "not a library matter"\n', "", "",
     "crime_reported: no rule turns on this event type; declare it under [unused] with the reason"),
    ("[unused]\n", '[unused]\nbook_lent = "idle"\n', "book_lent",
     "book_lent: is declared unused, but is used or unknown"),
    ("starts = true", 'starts = "yes"', "starts", "states.open: starts: true or false is needed"),
    ('off = ["book_lost"]', 'off = ["book_lots"]', "off",
     "states.open: off: unknown event type 'book_lots'; did you mean 'book_lost'?"),
    ('lost = ["book_lost"]', 'lost = "book_lost"', "lost =", "endings.lost: a list of event types is needed"),
    ('lost = ["book_lost"]', "lost = [{ event = 3 }]", "lost =", "endings.lost: text is needed"),
    ('lost = ["book_lost"]', 'lost = [{ event = "book_lost", if = "r" }]', "lost =",
     f"endings.lost: unknown condition 'r'; {NAMED}"),
    ('lost = ["book_lost"]', 'lost = [{ event = "book_lost", iff = "rare" }]', "lost =",
     "endings.lost: unknown key 'iff'; did you mean 'if'?"),
    ('BYE = "the byelaws"', 'BYE = ""', "BYE", "sources.BYE: text is needed"),
    ("\nfrom = 2020-01-01", "\nfrom = 1220-01-01", "from",
     "duty_basis[0]: from: the year 1220 is out of range; dates run from 1900 to 2100"),
    ('doubt = "which day counts"\n', "", "[disputes.Q1]", "disputes.Q1: doubt: is missing"),
    ('doubt = "which day counts"', "doubt = 1", "doubt", "disputes.Q1: doubt: text is needed"),
    ('fact = "vulnerable"', 'fact = "keen"', "fact",
     f"enhanced_rights.keen.criteria[0]: fact: unknown fact 'keen'; {FACTS}"),
    ('fact = "vulnerable"', 'fact = "vulnerable"\nunder = 18', "[[enhanced_rights.keen.criteria]]",
     "enhanced_rights.keen.criteria[0]: exactly one of roles, offences, under, fact is needed"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "at", "told"), SLIPS)
def test_one_slip_is_one_fault_at_its_line(old: str, new: str, at: str, told: str) -> None:
    text = changed(old, new)
    place = f"loans:{line_of(text, at)}" if at else "loans"
    assert faults(loans=text) == [f"{place}: {told}"]
