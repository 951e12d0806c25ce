"""The readings of a rulebook: how they are read, every fault that their file can have, and the disputes behind them."""

from __future__ import annotations

from typing import Final

import pytest
from attrs import evolve, fields

from tests.rulebook.test_faults import TEXT, faults
from victims_code.rulebook import Conventions, Limit, Rule, Unit, load_code, read_rulebook
from victims_code.rulebook.eras import read_as
from victims_code.rulebook.laws import law_of

BOOK = load_code("2020")

READING = """
[readings.days]
asks = "How many days?"
disputes = ["Q1"]
default = "three"
[readings.days.choices.three]
words = "three"
[readings.days.choices.four]
words = "four"
since = 2024-01-01
conventions = { unassessed_have = true, edition_from = "book_lost" }
leaves_out = ["modern_slavery"]
[readings.days.choices.four.rules.LEND]
standard = "4 days"
drop = ["until"]
[readings.days.choices.four.criteria.under_18]
under = 16
"""
BOTH = TEXT + READING


def slipped(old: str, new: str) -> list[str]:
    """Return the faults of the lending code where one thing in its reading is changed, which must be there once."""
    assert READING.count(old) == 1, old
    return faults(TEXT + READING.replace(old, new))


def test_a_choice_holds_all_that_it_changes_and_nothing_else() -> None:
    reading = read_rulebook({"lending.toml": BOTH}).readings["days"]
    assert (reading.asks, reading.disputes, reading.default.name) == ("How many days?", ("Q1",), "three")
    three, four = reading.choices.values()
    assert (three.is_default, three.conventions, three.rules, three.criteria) == (True, {}, {}, {})
    assert (three.leaves_out, three.since) == ((), None)
    assert not four.is_default
    assert four.conventions == {"edition_from": "book_lost", "unassessed_have": True}
    assert four.rules == {"LEND": {"standard": Limit(4, Unit.DAYS), "until": ()}}
    assert four.criteria == {"under_18": {"under": 16}}
    assert four.leaves_out == ("modern_slavery",)
    assert four.since is not None
    assert four.since.isoformat() == "2024-01-01"


@pytest.mark.parametrize(
    ("old", "new", "where", "what"),
    [
        ('asks = "How many days?"\n', "", "readings.days: asks", "is missing"),
        ('asks = "How many days?"', "asks = 3", "readings.days: asks", "text is needed"),
        ('disputes = ["Q1"]\n', "", "readings.days: disputes", "is missing"),
        ('disputes = ["Q1"]', 'disputes = "Q1"', "readings.days: disputes", "a list of texts is needed"),
        ('disputes = ["Q1"]', 'disputes = ["Q9"]', "readings.days", "'Q9' is not declared under [disputes]"),
        ('default = "three"\n', "", "readings.days: default", "is missing"),
        ('default = "three"', 'default = "tree"', "readings.days", "none of its choices; did you mean 'three'?"),
        ('asks = "How', 'ask = 1\nasks = "How', "readings.days: ask", "did you mean 'asks'?"),
        ('words = "four"\n', "", "readings.days.choices.four: words", "is missing"),
        ('words = "four"', "words = 4", "readings.days.choices.four: words", "text is needed"),
        ('words = "four"', 'words = "four"\nsinse = 1', "readings.days.choices.four: sinse", "did you mean 'since'?"),
        ('words = "three"', 'words = "three"\nsince = 2024-01-01', "readings.days", "the default changes nothing"),
        ('words = "three"', 'words = "three"\nleaves_out = ["bereaved"]', "readings.days", "how the rules are written"),
        ("since = 2024-01-01", 'since = "2024-01-01"', "readings.days.choices.four: since", "a date such as"),
        ("since = 2024-01-01", "since = 2024-01-01T00:00:00", "readings.days.choices.four: since", "a date such as"),
        ("unassessed_have = true", "unasessed_have = true", "readings.days.choices.four", "mean 'unassessed_have'?"),
        ("unassessed_have = true", 'unassessed_have = "yes"', "readings.days.choices.four", "true or false is needed"),
        ('edition_from = "book_lost"', "edition_from = 3", "readings.days.choices.four", "text is needed"),
        ('edition_from = "book_lost"', 'edition_from = "book_lots"', "readings.days", "did you mean 'book_lost'?"),
        ('= { unassessed_have = true, edition_from = "book_lost" }', "= {}", "conventions", "a table is needed"),
        ('= { unassessed_have = true, edition_from = "book_lost" }', "= 3", "conventions", "a table is needed"),
        ('"modern_slavery"', '"modern_slaver"', "leaves_out", "did you mean 'modern_slavery'?"),
        ('["modern_slavery"]', "3", "leaves_out", "a list of texts is needed"),
        (
            "rules.LEND",
            "rules.LAND",
            "readings.days.choices.four: rules",
            "rules: LAND: no rule has this id; did you mean 'LEND'?",
        ),
        ('standard = "4 days"', 'standard = "four days"', "standard", "is not a limit"),
        ('standard = "4 days"', 'standard = "4 hours"', "readings.days", "not a limit for a rule of kind timed"),
        ('standard = "4 days"', 'enhanced = "4 days"', "readings.days", "Enhanced Rights never lengthen a limit"),
        ('standard = "4 days"', 'standrd = "4 days"', "standrd", "did you mean 'standard'?"),
        ('standard = "4 days"', 'arises_on = ["book_asked_fr"]', "readings.days", "did you mean 'book_asked_for'?"),
        ('standard = "4 days"', 'counts_from = "book_ask_for"', "readings.days", "did you mean 'book_asked_for'?"),
        ('standard = "4 days"\ndrop = ["until"]', 'standard = "3 days"', "rules", "LEND: it reads as it is written"),
        ('drop = ["until"]', 'drop = "until"', "rules", "a list of texts is needed"),
        ('drop = ["until"]', 'drop = ["untl"]', "rules", "LEND: it has no key 'untl' to drop; did you mean 'until'?"),
        ('drop = ["until"]', 'drop = ["kind"]', "LEND: kind", "is missing"),
        ('drop = ["until"]', 'drop = ["met_by"]', "readings.days", "nothing meets would always be missed"),
        ('standard = "4 days"', 'id = "LENT"', "rules", "keeps its id under every reading"),
        ("criteria.under_18", "criteria.under_19", "criteria", "did you mean 'under_18'?"),
        ("under = 16", "under = 0", "criteria.under_18: under", "an age in whole years"),
        ("under = 16", "undr = 16", "criteria.under_18: undr", "did you mean 'under'?"),
    ],
)
def test_a_fault_is_told_at_its_place(old: str, new: str, where: str, what: str) -> None:
    found = slipped(old, new)
    assert any(where in fault and what in fault for fault in found), found
    assert all(fault.startswith("lending.toml:") for fault in found), found


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("readings = 3", "readings: a table is needed"),
        ("readings.days = 3", "a table with asks, disputes, default, choices is needed"),
        ('readings.days = { asks = "?", disputes = [], default = "a", choices = 3 }', "choices: a table is needed"),
        ('readings.days = { asks = "?", disputes = [], default = "a", choices = {} }', "choices: a table is needed"),
        (
            'readings.days = { asks = "?", disputes = [], default = "a", choices = { a = 3 } }',
            "readings.days.choices.a: a table with words is needed",
        ),
    ],
)
def test_what_is_written_in_the_wrong_form_is_told(text: str, what: str) -> None:
    found = faults(f"{text}\n{TEXT}")
    assert any(what in fault for fault in found), found


@pytest.mark.parametrize("key", ["rules", "rules.LEND", "criteria", "criteria.under_18"])
@pytest.mark.parametrize("value", ["3", "{}"])
def test_what_a_choice_changes_is_a_table_that_is_not_empty(key: str, value: str) -> None:
    text = READING.partition("[readings.days.choices.four.rules")[0].replace(
        "leaves_out", f"{key} = {value}\nleaves_out"
    )
    found = faults(TEXT + text)
    assert any("a table is needed" in fault for fault in found), found


def test_a_choice_that_changes_nothing_is_told_even_with_a_day() -> None:
    text = READING.partition("conventions")[0]
    assert any("choices.four: it changes nothing; give conventions" in fault for fault in faults(TEXT + text))


def test_all_faults_of_a_reading_are_told_at_once_each_with_its_line() -> None:
    text = TEXT + READING.replace('asks = "How many days?"', "asks = 3").replace('words = "four"', "words = 4")
    found = faults(text)
    numbers = [n for n, line in enumerate(text.splitlines(), 1) if line in ("asks = 3", "words = 4")]
    assert len(numbers) == 2
    for number in numbers:
        assert any(fault.startswith(f"lending.toml:{number}: readings.days") for fault in found), found


def test_a_fault_inside_the_rule_that_a_choice_makes_is_told_at_its_line() -> None:
    text = TEXT + READING.replace('standard = "4 days"', 'standard = "four days"')
    number = text.splitlines().index('standard = "four days"') + 1
    assert any(fault.startswith(f"lending.toml:{number}:") for fault in faults(text)), faults(text)


OTHER = """
[readings.lot]
asks = "How soon?"
disputes = []
default = "late"
[readings.lot.choices.late]
words = "late"
[readings.lot.choices.soon]
words = "soon"
rules = { LEND = { KEY } }
"""


def test_two_readings_that_change_one_key_of_one_rule_are_refused() -> None:
    found = faults(BOTH + OTHER.replace("KEY", 'standard = "2 days"'))
    assert any("readings.lot" in fault and "changes standard of LEND, as days does" in fault for fault in found), found


def test_two_readings_may_change_two_keys_of_one_rule_and_two_choices_of_one_reading_one_key() -> None:
    book = read_rulebook({"lending.toml": BOTH + OTHER.replace("KEY", 'duty = "Lend it soon"')})
    assert list(book.readings) == ["days", "lot"]
    more = '[readings.days.choices.five]\nwords = "five"\nrules = { LEND = { standard = "5 days" } }\n'
    assert list(read_rulebook({"lending.toml": BOTH + more}).readings["days"].choices) == ["three", "four", "five"]


def test_a_rule_that_could_not_be_read_makes_no_second_fault_of_a_reading() -> None:
    found = faults(BOTH.replace('standard = "3 days"', 'standard = "soon"'))
    assert any("'soon' is not a limit" in fault for fault in found)


class TestTheCode:
    """The readings of the 2020 edition."""

    #: Disputes that no reading stands for, and why no other answer could be encoded.
    WITHOUT: Final = {
        "D1": "the default is the only calendar that any source suggests",
        "D2": "no source states another start than the report",
        "D12": "what the re-issue changed was not visible, so there is no other limit to take",
        "D17": "two rules that overlap are both told: to merge them on output changes no duty",
        "D19": "that the rules are external is a label, which they carry",
        "D25": "both ends of the window are to be shown: neither displaces the other",
        "D27": "an upstream limit seen for 2006 alone is not encoded",
    }

    def test_every_dispute_has_a_reading_or_a_reason_why_not(self) -> None:
        disputes = {f"D{number}" for number in range(1, 28)}
        read = {dispute for reading in BOOK.readings.values() for dispute in reading.disputes}
        assert set(BOOK.disputes) == disputes
        assert read | set(self.WITHOUT) == disputes
        assert not read & set(self.WITHOUT)

    def test_only_two_readings_stand_for_no_dispute_and_they_are_conventions_of_the_engine(self) -> None:
        without = {name for name, reading in BOOK.readings.items() if not reading.disputes}
        assert without == {"unassessed", "unattributed_contact"}
        for name in without:
            assert all(not choice.rules for choice in BOOK.readings[name].choices.values())

    @pytest.mark.parametrize("name", BOOK.readings)
    def test_a_default_changes_nothing_and_every_other_choice_something(self, name: str) -> None:
        reading = BOOK.readings[name]
        assert [choice.name for choice in reading.choices.values() if choice.is_default] == [reading.default.name]
        for choice in reading.choices.values():
            assert choice.changes_something is not choice.is_default
            law = law_of(readings={name: choice.name})
            assert (law.current is BOOK) == (not (choice.rules or choice.criteria or choice.leaves_out))
            assert (law.conventions == Conventions()) == (not choice.conventions)

    @pytest.mark.parametrize("name", BOOK.readings)
    def test_a_choice_changes_only_the_fields_that_it_names(self, name: str) -> None:
        for choice in BOOK.readings[name].choices.values():
            since = choice.since or BOOK.in_force_from
            read = read_as(BOOK, {name: choice}, since)
            for rule in BOOK.rules:
                named = choice.rules.get(rule.id, {})
                changed = {
                    key.name for key in fields(Rule) if getattr(read[rule.id], key.name) != getattr(rule, key.name)
                }
                assert changed == set(named)
                assert evolve(rule, **named) == read[rule.id]

    def test_every_choice_of_every_rule_keeps_its_citations_and_its_evidence(self) -> None:
        for reading in BOOK.readings.values():
            for choice in reading.choices.values():
                for changed in choice.rules.values():
                    assert not {"id", "sources", "evidence", "disputes", "right"} & set(changed)

    def test_every_dispute_that_a_rule_names_and_that_changes_it_has_a_reading_that_does(self) -> None:
        """The engine reads D7 and D10; D20 stands on all of Right 3, of which one duty is shown untimed."""
        alone = {("R3.information", "D20"), ("R3.restorative-justice", "D20"), ("R8.court-to-witness-care", "D16")}
        alone |= {("R9.unduly-lenient-information", "D18")}  # the period is in dispute, not the duty to tell of it
        for rule in BOOK.rules:
            for dispute in set(rule.open_disputes) - {"D7", "D10"} - set(self.WITHOUT):
                changing = [
                    reading.name
                    for reading in BOOK.readings.values()
                    if dispute in reading.disputes
                    and any(rule.id in choice.rules for choice in reading.choices.values())
                ]
                assert bool(changing) == ((rule.id, dispute) not in alone), (rule.id, dispute)
