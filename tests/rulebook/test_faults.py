"""Every fault of a rulebook is told at once, of the file in which it stands; and what cannot be read as one is told.

What a single slip makes, wherever it stands in the loan code, is the table of `test_exact_faults`.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Final

import pytest
from attrs import evolve

from tests.rulebook import test_exact_faults as slips
from tests.rulebook.test_exact_faults import FORMS, KEEN, LENGTHENS, LOANS, RIGHT, changed, line_of
from victims_code.criteria import code_criteria
from victims_code.errors import InvalidRulebook
from victims_code.rulebook import lint, load_rulebook, read_limit, read_rulebook
from victims_code.rulebook.conditions import AnyOf, FactIs
from victims_code.rulebook.sources import LARGEST

#: The loan code with the Enhanced Rights of the Code itself, in place of its own.
TEXT: Final = LOANS.replace(KEEN, "")

KINDS: Final = "use one of before, judgement, timed, untimed, window"
FAMILIES: Final = "use one of control, service, trigger"
UNDONE: Final = "an ending of a timed duty is never undone: the duty would be late for a time when it had ended"


def faults(text: str) -> list[str]:
    """Return what reading a rulebook of one file complains of."""
    return slips.faults(**{"lending.toml": text})


def test_criteria_of_its_own_take_the_place_of_those_of_the_code() -> None:
    assert read_rulebook({"lending.toml": TEXT}).criteria == code_criteria()
    both = read_rulebook({"lending.toml": TEXT, "keen.toml": KEEN})
    assert [category.name for category in both.criteria] == ["keen"]


def test_a_code_need_not_say_by_which_source_it_is_in_force() -> None:
    text = changed('in_force_sources = ["BYE"]\n', "")
    assert read_rulebook({"lending.toml": text}).in_force_from == dt.date(2020, 1, 1)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('title = "Code', 'titel = "Code', [
            ("titel", 1, "titel: unknown key; did you mean 'title'?"),
            ("", 1, "title: text is needed"),
        ]),
        ("from = 2020-01-01\nname", "fro = 2020-01-01\nname", [
            ("fro", 1, "duty_basis[0]: fro: unknown key; did you mean 'from'?"),
            ("[[duty_basis]]", 1, "duty_basis[0]: from: is missing"),
        ]),
        ("right = 1\n", "", [
            ("[[rule]]", 1, f"LEND: right: {RIGHT}"),
            ("[[rule]]", 2, f"TELL: right: {RIGHT}"),
        ]),
        ('arises_on = ["book_asked_for"]\nclock = "at"', 'arises_on = []\nclock = "at"', [
            ("arises_on", 1, "LEND: arises_on: at least one event type is needed"),
            ("applies_if", 2, "LEND: applies_if: no event that it reads carries the detail 'rare'"),
        ]),
        ('standard = "3 days"', 'standard = "before book_lots"', [
            ("enhanced =", 1, f"LEND: enhanced: 1 day is not shorter than before book_lots: {LENGTHENS}"),
            ("standard", 1, "LEND: standard: before book_lots is not a limit for a rule of kind timed"),
            ("standard", 1, "LEND: standard: unknown event type 'book_lots'; did you mean 'book_lost'?"),
        ]),
        ('lost = ["book_lost"]', 'lost = [{ event = "book_lost", unless = "rare" }]', [
            ("until", 1, "LEND: until: no event that it reads carries the detail 'rare'"),
            ("until", 2, "TELL: until: no event that it reads carries the detail 'rare'"),
        ]),
        ('lost = ["book_lost"]', 'lost = [{ event = "book_lost", undone_by = ["book_asked_for"] }]', [
            ("until", 1, f"LEND: until: {UNDONE}"),
            ("until", 2, f"TELL: until: {UNDONE}"),
        ]),
        ('lost = ["book_lost"]', 'lost = [{ event = "book_lost", undone_by = ["book_fond"] }]', [
            ("until", 1, "LEND: until: unknown event type 'book_fond'; did you mean 'book_lost'?"),
            ("until", 1, f"LEND: until: {UNDONE}"),
            ("until", 2, "TELL: until: unknown event type 'book_fond'; did you mean 'book_lost'?"),
            ("until", 2, f"TELL: until: {UNDONE}"),
        ]),
    ],
)  # fmt: skip
def test_all_that_one_slip_brings_about_is_told(old: str, new: str, told: list[tuple[str, int, str]]) -> None:
    text = changed(old, new)
    assert faults(text) == [
        f"lending.toml:{line_of(text, at, number)}: {what}" if at else f"lending.toml: {what}"
        for at, number, what in told
    ]


def test_all_faults_are_told_at_once_each_at_its_line() -> None:
    text = changed('standard = "3 days"', 'standard = "soon"').replace(
        '"police"\nkind = "timed"', '"police"\nkind = ""'
    )
    assert faults(text) == [
        f"lending.toml:{line_of(text, 'standard')}: LEND: standard: 'soon' is not a limit; {FORMS}",
        f"lending.toml:{line_of(text, 'kind')}: LEND: kind: unknown word ''; {KINDS}",
    ]


def test_a_fault_of_an_event_type_is_not_followed_by_those_of_every_rule_that_uses_it() -> None:
    text = changed('definition = "The book is lent"', 'definition = ""').replace('family = "service"', 'family = "x"')
    assert faults(text) == [
        f"lending.toml:{line_of(text, 'family', 2)}: events.book_lent: family: unknown word 'x'; {FAMILIES}",
        f"lending.toml:{line_of(text, 'definition', 2)}: events.book_lent: definition: text is needed",
    ]


def test_a_second_rule_of_the_same_id_is_told_and_its_own_slip_at_its_own_line() -> None:
    text = changed('id = "TELL"', 'id = "LEND"').replace('standard = "6 months"', 'standard = "6 moons"')
    assert faults(text) == [
        f"lending.toml:{line_of(text, 'standard', 2)}: LEND: standard: '6 moons' is not a limit; {FORMS}",
        f"lending.toml:{line_of(text, 'id =')}: LEND: id: the id is used 2 times",
    ]


def test_a_duty_before_an_event_that_nothing_meets_is_told() -> None:
    text = changed('met_by = ["book_lent"]\n', "").replace('"police"\nkind = "timed"', '"police"\nkind = "before"')
    text = text.replace('standard = "3 days"\nenhanced = "1 day"', 'standard = "before book_lost"')
    told = "LEND: met_by: a rule of kind before that nothing meets would always be missed"
    assert faults(text) == [f"lending.toml:{line_of(text, '[[rule]]')}: {told}"]


def test_a_limit_under_enhanced_rights_needs_a_standard_one() -> None:
    text = changed('standard = "3 days"\n', "").replace('"police"\nkind = "timed"', '"police"\nkind = "untimed"')
    told = "LEND: enhanced: a limit under Enhanced Rights needs a standard one beside it"
    assert faults(text) == [f"lending.toml:{line_of(text, 'enhanced =')}: {told}"]


def test_a_fault_found_without_the_files_names_the_rule_alone() -> None:
    book = read_rulebook({"lending.toml": TEXT})
    broken = evolve(book, rules=(evolve(book["LEND"], arises_on=(), met_by=(), applies_if=None, clock=None),))
    assert [str(problem) for problem in lint(broken)] == [
        "LEND: arises_on: at least one event type is needed",
        "LEND: standard: a rule of kind timed needs a limit and a clock",
        "LEND: met_by: a rule of kind timed that nothing meets would always be missed",
        "book_asked_for: no rule turns on this event type; declare it under [unused] with the reason",
    ]


def test_conditions_on_an_ending_are_read_where_its_event_carries_what_they_ask() -> None:
    text = changed('lost = ["book_lost"]', 'lost = [{ event = "book_lost", unless = "rare" }]')
    text = text.replace('"The book is lost"', '"The book is lost"\ndetails = { rare = "yes_no" }')
    (ending,) = read_rulebook({"lending.toml": text})["LEND"].until
    assert (ending.event, ending.condition) == ("book_lost", None)
    assert ending.unless is not None


def test_a_combination_of_one_part_reads_as_that_part() -> None:
    assert AnyOf((FactIs("victim is vulnerable", "vulnerable"),)).words == "victim is vulnerable"


class TestFiles:
    """A rulebook is a TOML file, or a folder of them."""

    def test_a_file_and_a_folder_load_alike(self, tmp_path: Path) -> None:
        base, rule, rules = TEXT.partition("[[rule]]")
        (tmp_path / "base.toml").write_text(base, encoding="utf-8")
        (tmp_path / "right-1.toml").write_text(f"right = 1\n{rule}{rules}", encoding="utf-8")
        whole = tmp_path / "whole.toml"
        folder = load_rulebook(tmp_path)
        whole.write_text(TEXT, encoding="utf-8")
        assert folder.rules == load_rulebook(str(whole)).rules

    @pytest.mark.parametrize(
        ("name", "data", "told"),
        [
            ("missing.toml", None, "cannot be read: No such file or directory"),
            ("latin.toml", "name = 'café'".encode("latin-1"), "not UTF-8 text (at byte 11); save it as UTF-8"),
            ("huge.toml", b"#" * (LARGEST + 1), "larger than 1000000 bytes; split it, one file a Right"),
        ],
    )
    def test_a_file_that_cannot_be_read_is_told(self, tmp_path: Path, name: str, data: bytes | None, told: str) -> None:
        path = tmp_path / name
        if data is not None:
            path.write_bytes(data)
        with pytest.raises(InvalidRulebook) as caught:
            load_rulebook(path)
        assert str(caught.value) == f"{path}: {told}"

    def test_a_folder_without_toml_is_told(self, tmp_path: Path) -> None:
        with pytest.raises(InvalidRulebook) as caught:
            load_rulebook(tmp_path)
        assert str(caught.value) == f"{tmp_path}: no TOML file in this folder"

    def test_toml_that_cannot_be_read_is_the_one_fault_of_its_file(self) -> None:
        (fault,) = faults("name = ")
        assert fault.startswith("lending.toml: not TOML: ")

    @pytest.mark.parametrize(
        ("text", "told"),
        [
            ("a = " + "[" * 900 + "]" * 900, ": nested too deeply; four levels are enough"),
            (f'name = "x"\n{"a." * 1000}a = 1', ":2: a line of more than 2000 characters; break it up"),
        ],
        ids=["deep", "long"],
    )
    def test_toml_that_would_take_its_reader_too_deep_or_too_long_is_refused_before(self, text: str, told: str) -> None:
        assert faults(text) == [f"lending.toml{told}"]

    def test_what_two_files_say_of_one_name_is_told(self) -> None:
        second = 'name = "loans"\n[sources]\nBYE = "other byelaws"\n'
        assert slips.faults(a=LOANS, b=second) == [
            "b:1: name: is given in another file too",
            "b:3: sources.BYE: is declared in another file too",
        ]

    @pytest.mark.parametrize(
        "table", ["conditions", "states", "endings", "unused", "sources", "disputes", "events", "enhanced_rights"]
    )
    def test_a_table_that_is_no_table_is_told_of_its_file(self, table: str) -> None:
        assert slips.faults(loans=LOANS, more=f"{table} = 3") == [f"more:1: {table}: a table is needed"]

    @pytest.mark.parametrize(
        ("text", "told"),
        [
            ("states.shut = 3", ["states.shut: a table with words, starts, on, off is needed"]),
            ("disputes.Q2 = 3", ["disputes.Q2: a table with doubt, affects, default is needed"]),
            ("rule = 3", ["rule: rules are written as [[rule]]"]),
            ("rule = [3]", ["rule: each rule is a table with an id"]),
            ('enhanced_rights.brave = { title = "brave" }', ["enhanced_rights.brave: criteria: is missing"]),
            (
                "events.Bad-Name = { family = 'trigger' }",
                [
                    "events.Bad-Name: a type's name is lower-case words joined by underscores",
                    "events.Bad-Name: definition: is missing",
                ],
            ),
        ],
    )
    def test_what_is_written_in_the_wrong_form_is_told_of_its_file(self, text: str, told: list[str]) -> None:
        assert slips.faults(loans=LOANS, more=text) == [f"more:1: {what}" for what in told]


@pytest.mark.parametrize(
    "text",
    ["5 working days", "1 working day", "28 days", "1 day", "6 months", "2 years", "as agreed", "provider's own",
     "without unjustified delay", "as soon as possible", "before sentence_passed"],
)  # fmt: skip
def test_a_limit_prints_as_it_was_written(text: str) -> None:
    assert str(read_limit(text)) == text


@pytest.mark.parametrize("text", ["", "5", "five days", "0 days", "-1 days", "5 fortnights", "before", "99999 days"])
def test_what_is_no_limit_is_refused_with_the_forms_that_are(text: str) -> None:
    with pytest.raises(ValueError, match="is not a limit; ") as caught:
        read_limit(text)
    assert str(caught.value) == f"{text!r} is not a limit; {FORMS}"
