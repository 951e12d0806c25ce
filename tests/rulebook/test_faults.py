"""Every fault of a rulebook is told, all at once, with its file, its rule or table, its key and its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from victims_code.errors import InvalidRulebook
from victims_code.rulebook import Limit, Unit, lint, load_rulebook, read_limit, read_rulebook
from victims_code.rulebook.sources import LARGEST
from victims_code.vocabulary import code_vocabulary

#: A small code of practice of a lending library: it declares its own events, and every type of ours as unused.
UNUSED = "\n".join(f'{name} = "not a library matter"' for name, kind in code_vocabulary().items() if kind.acts is None)
BASE = f"""
name = "lending"
title = "Code of a lending library"
in_force_from = 2020-01-01
applies_if = "a_person"
[[duty_basis]]
from = 2020-01-01
name = "byelaw"
sources = ["BYE"]
[events.book_asked_for]
family = "trigger"
definition = "A reader asks for a book"
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
[unused]
{UNUSED}
"""
RULE = """
[[rule]]
id = "LEND"
right = 1
owed_by = "police"
kind = "timed"
duty = "Lend the book"
arises_on = ["book_asked_for"]
clock = "at"
standard = "3 days"
enhanced = "1 day"
met_by = ["book_lent"]
until = "lost"
evidence = "quoted"
sources = ["BYE"]
disputes = ["Q1"]
"""
TEXT = BASE + RULE


def faults(text: str, name: str = "lending.toml") -> list[str]:
    """Return what reading a rulebook complains of."""
    with pytest.raises(InvalidRulebook) as caught:
        read_rulebook({name: text})
    return [str(problem) for problem in caught.value.problems]


def changed(old: str, new: str) -> str:
    """Return the rulebook with one thing changed, which must be there once."""
    assert TEXT.count(old) == 1, old
    return TEXT.replace(old, new)


def test_the_invented_code_loads_and_has_no_fault() -> None:
    book = read_rulebook({"lending.toml": TEXT})
    assert (book.name, len(book.rules), lint(book)) == ("lending", 1, [])
    assert book["LEND"].standard == Limit(3, Unit.DAYS)


@pytest.mark.parametrize(
    ("old", "new", "where", "what"),
    [
        # a rule's keys, each of the wrong kind
        ('id = "LEND"', "id = 5", "id", "text is needed"),
        ('id = "LEND"\n', "", "rule[0]: id", "is missing"),
        ("right = 1", "right = 0", "LEND: right", "the number of a Right"),
        ("right = 1", 'right = "one"', "LEND: right", "the number of a Right"),
        ("right = 1\n", "", "LEND: right", "the number of a Right"),
        ('owed_by = "police"', 'owed_by = "the vicar"', "LEND: owed_by", "unknown service provider"),
        ('owed_by = "police"', "owed_by = []", "LEND: owed_by", "text is needed"),
        ('owed_by = "police"', 'owed_by = "all"\nproviders = ["vicar"]', "LEND: providers", "unknown service provider"),
        ('owed_by = "police"', 'owed_by = "all"\nproviders = 3', "LEND: providers", "list of texts"),
        ('kind = "timed"', 'kind = "tmed"', "LEND: kind", "did you mean 'timed'?"),
        ('duty = "Lend the book"\n', "", "LEND: duty", "is missing"),
        ('arises_on = ["book_asked_for"]', 'arises_on = "book_asked_for"', "LEND: arises_on", "list of texts"),
        ('arises_on = ["book_asked_for"]', "arises_on = []", "LEND: arises_on", "at least one event type"),
        ('clock = "at"', 'clock = "noon"', "LEND: clock", "unknown word"),
        ('standard = "3 days"', 'standard = "three days"', "LEND: standard", "is not a limit"),
        ('standard = "3 days"', 'standard = "before dawn"', "LEND: standard", "not a limit for a rule of kind timed"),
        ('enhanced = "1 day"', 'enhanced = "4 days"', "LEND: enhanced", "never lengthen"),
        ('enhanced = "1 day"', 'enhanced = "1 working day"', "LEND: enhanced", "never lengthen"),
        ('met_by = ["book_lent"]', 'met_by = ["book_sent"]', "LEND: met_by", "did you mean 'book_lent'?"),
        ('until = "lost"', 'until = "lots"', "LEND: until", "did you mean 'lost'?"),
        ('evidence = "quoted"', 'evidence = "rumour"', "LEND: evidence", "unknown word"),
        (
            'sources = ["BYE"]\ndisputes',
            'sources = ["BYES"]\ndisputes',
            "LEND: sources",
            "not declared under [sources]",
        ),
        ('disputes = ["Q1"]', 'disputes = ["Q2"]', "LEND: disputes", "not declared under [disputes]"),
        ('until = "lost"', 'untl = "lost"', "LEND: untl", "did you mean 'until'?"),
        ('until = "lost"', 'until = "lost"\nrecurs = "yes"', "LEND: recurs", "true or false"),
        ('until = "lost"', 'until = "lost"\nfed_by = "SEND"', "LEND: fed_by", "no rule has the id"),
        ('until = "lost"', 'until = "lost"\ndeclined_by = ["no"]', "LEND: declined_by", "unknown event type"),
        ('until = "lost"', 'until = "lost"\nresumed_by = ["yes"]', "LEND: resumed_by", "unknown event type"),
        ('until = "lost"', 'until = "lost"\nprovider_from = "by"', "LEND: provider_from", "carries the detail"),
        ('until = "lost"', 'until = "lost"\nrequires = "signed"', "LEND: requires", "not a yes/no detail"),
        ('clock = "at"', 'clock = "received_at"', "LEND: clock", "has no receipt"),
        ('clock = "at"\n', "", "LEND: standard", "needs a limit and a clock"),
        ('kind = "timed"', 'kind = "before"', "LEND: standard", "not a limit for a rule of kind before"),
        ('kind = "timed"', 'kind = "judgement"', "LEND: standard", "not a limit for a rule of kind judgement"),
        ('kind = "timed"', 'kind = "untimed"', "LEND: standard", "not a limit for a rule of kind untimed"),
        # conditions
        ('until = "lost"', 'until = "lost"\napplies_if = "rar"', "LEND: applies_if", "did you mean 'rare'?"),
        ('until = "lost"', 'until = "lost"\napplies_if = 3', "LEND: applies_if", "name of one"),
        ('until = "lost"', 'until = "lost"\napplies_if = { all = [] }', "LEND: applies_if", "holds a list"),
        (
            'until = "lost"',
            'until = "lost"\napplies_if = { any = ["rare"], role = "person" }',
            "LEND: applies_if",
            "alone",
        ),
        ('until = "lost"', 'until = "lost"\napplies_if = { role = "person" }', "LEND: applies_if", "needs words"),
        ('detail = "rare" }', 'detail = "rare", shelf = 3 }', "rare", "unknown key 'shelf' beside 'detail'"),
        (', detail = "rare" }', " }", "rare", "no test; use one of"),
        ('detail = "rare" }', 'role = "reader" }', "rare", "unknown word 'reader'"),
        ('detail = "rare" }', 'fact = "tall" }', "rare", "unknown 'tall'"),
        ('detail = "rare" }', 'shows = "tall" }', "rare", "unknown 'tall'"),
        ('detail = "rare" }', 'category = "tall" }', "rare", "unknown 'tall'"),
        ('detail = "rare" }', "enhanced = false }", "rare", "'enhanced = true' is the only form"),
        ('detail = "rare" }', 'state = "shut" }', "rare", "unknown 'shut'"),
        ('detail = "rare" }', 'detail = "pages", at_least = "ten" }', "rare", "at_least is a number"),
        ('detail = "rare" }', 'detail = "shelf", one_of = "top" }', "rare", "list of texts"),
        ('detail = "rare" }', "unrecorded = 3 }", "rare", "text is needed"),
        ('detail = "rare" }', 'all = ["rare"] }', "rare", "nest deeper"),
        # shared tables
        ('name = "lending"\n', "", "name", "text is needed"),
        ("title = ", "titel = ", "titel", "did you mean 'title'?"),
        ("in_force_from = 2020-01-01", 'in_force_from = "2020"', "in_force_from", "a date such as"),
        ("in_force_from = 2020-01-01", "in_force_from = 2020-01-01T00:00:00", "in_force_from", "a date such as"),
        ("from = 2020-01-01\nname", "fro = 2020-01-01\nname", "duty_basis[0]: fro", "did you mean 'from'?"),
        ('applies_if = "a_person"', 'applies_if = "a_dog"', "applies_if", "unknown condition"),
        ("starts = true", 'starts = "yes"', "open", "true or false"),
        ('lost = ["book_lost"]', 'lost = "book_lost"', "lost", "list of event types"),
        ('lost = ["book_lost"]', "lost = [{ event = 3 }]", "lost", "text is needed"),
        ('lost = ["book_lost"]', 'lost = [{ event = "book_lost", if = "r" }]', "lost", "unknown condition"),
        ('doubt = "which day counts"\n', "", "disputes.Q1: doubt", "is missing"),
        ('family = "service"', 'family = "servant"', "book_lent", "unknown word"),
        ('off = ["book_lost"]', 'off = ["book_last"]', "states.open: off", "did you mean 'book_lost'?"),
        ("[unused]\n", '[unused]\nbook_lent = "idle"\n', "book_lent", "declared unused, but is used"),
    ],
)
def test_a_fault_is_told_at_its_place(old: str, new: str, where: str, what: str) -> None:
    found = faults(changed(old, new))
    assert any(where in fault and what in fault for fault in found), found
    assert all(fault.startswith("lending.toml") for fault in found), found


@pytest.mark.parametrize("table", ["conditions", "states", "endings", "unused", "sources", "disputes", "events"])
def test_a_table_that_is_no_table_is_told(table: str) -> None:
    assert any(f"{table}: a table is needed" in fault for fault in faults(f"{table} = 3\n{RULE}"))


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("states.open = 3", "states.open: a table with words, starts, on, off is needed"),
        ("disputes.Q1 = 3", "disputes.Q1: a table with doubt, affects, default is needed"),
        ("duty_basis = []", "at least one [[duty_basis]]"),
        ("rule = 3", "rules are written as [[rule]]"),
        ("rule = [3]", "each rule is a table with an id"),
        ('enhanced_rights.brave = { title = "brave" }', "criteria"),
        ("events.Bad-Name = { family = 'trigger' }", "lower-case words"),
    ],
)
def test_what_is_written_in_the_wrong_form_is_told(text: str, what: str) -> None:
    assert any(what in fault for fault in faults(text))


def test_toml_that_cannot_be_read_is_the_one_fault_of_its_file() -> None:
    assert [fault.partition(":")[0] for fault in faults("name = ")] == ["lending.toml"]


def test_toml_that_would_take_its_reader_too_deep_or_too_long_is_refused_before() -> None:
    assert faults("a = " + "[" * 900 + "]" * 900) == ["lending.toml: nested too deeply; four levels are enough"]
    long = f"{'a.' * 1000}a = 1"
    assert faults(f'name = "x"\n{long}') == ["lending.toml:2: a line of more than 2000 characters; break it up"]


def test_a_text_with_control_characters_is_refused() -> None:
    told = faults(changed('title = "', 'title = "\\u001b[2J'))
    assert any("without control characters" in fault for fault in told)


def test_all_faults_are_told_at_once_each_with_its_line() -> None:
    text = changed('standard = "3 days"', 'standard = "soon"').replace('kind = "timed"', 'kind = "late"')
    found = faults(text)
    lines = text.splitlines()
    for key in ("standard", "kind"):
        number = next(
            n for n, line in enumerate(lines, 1) if line.startswith(f"{key} = ") and n > lines.index('id = "LEND"')
        )
        assert any(fault.startswith(f"lending.toml:{number}: LEND: {key}") for fault in found), found


def test_an_event_type_that_nothing_turns_on_is_told() -> None:
    found = faults(changed('crime_reported = "not a library matter"\n', ""))
    assert found == [
        "lending.toml: crime_reported: no rule turns on this event type; declare it under [unused] with the reason"
    ]


def test_an_id_used_twice_is_told_with_its_count() -> None:
    assert any("the id is used 2 times" in fault for fault in faults(TEXT + RULE))


def test_a_fault_found_without_the_files_names_the_rule_alone() -> None:
    book = read_rulebook({"lending.toml": TEXT})
    from attrs import evolve

    broken = evolve(book, rules=(evolve(book["LEND"], arises_on=()),))
    assert {str(problem) for problem in lint(broken)} >= {"LEND: arises_on: at least one event type is needed"}
    assert any(problem.where == "book_asked_for" for problem in lint(broken))


def test_conditions_on_an_ending_are_read_and_checked() -> None:
    ended = changed('lost = ["book_lost"]', 'lost = [{ event = "book_lost", unless = "rare" }]')
    assert any("carries the detail 'rare'" in fault for fault in faults(ended))
    fits = ended.replace(
        'definition = "The book is lost"', 'definition = "The book is lost"\ndetails = { rare = "yes_no" }'
    )
    ending = read_rulebook({"lending.toml": fits})["LEND"].until[0]
    assert (ending.event, ending.condition) == ("book_lost", None)
    assert ending.unless is not None


def test_an_ending_that_is_taken_back_is_none_for_a_duty_that_a_day_makes_late() -> None:
    undone = changed('lost = ["book_lost"]', 'lost = [{ event = "book_lost", undone_by = ["book_asked_for"] }]')
    assert any("an ending of a timed duty is never undone" in fault for fault in faults(undone))
    unknown = changed('lost = ["book_lost"]', 'lost = [{ event = "book_lost", undone_by = ["book_fond"] }]')
    assert any("unknown event type 'book_fond'" in fault for fault in faults(unknown))


def test_own_criteria_take_the_place_of_enhanced_rights() -> None:
    own = """
[enhanced_rights.keen]
title = "keen reader"
[[enhanced_rights.keen.criteria]]
name = "assessed as keen"
fact = "vulnerable"
settled_by = "assessment"
personal = true
evidence = "quoted"
"""
    book = read_rulebook({"lending.toml": TEXT, "keen.toml": own})
    assert [category.name for category in book.criteria] == ["keen"]


class TestFiles:
    """A rulebook is a TOML file, or a folder of them."""

    def test_a_file_and_a_folder_load_alike(self, tmp_path: Path) -> None:
        (tmp_path / "base.toml").write_text(BASE, encoding="utf-8")
        (tmp_path / "right-1.toml").write_text(RULE, encoding="utf-8")
        whole = tmp_path / "whole.toml"
        folder = load_rulebook(tmp_path)
        whole.write_text(TEXT, encoding="utf-8")
        assert folder.rules == load_rulebook(str(whole)).rules

    @pytest.mark.parametrize(
        ("name", "data", "what"),
        [
            ("missing.toml", None, "cannot be read"),
            ("latin.toml", "name = 'café'".encode("latin-1"), "not UTF-8"),
            ("huge.toml", b"#" * (LARGEST + 1), "larger than"),
        ],
    )
    def test_a_file_that_cannot_be_read_is_told(self, tmp_path: Path, name: str, data: bytes | None, what: str) -> None:
        path = tmp_path / name
        if data is not None:
            path.write_bytes(data)
        with pytest.raises(InvalidRulebook, match=what):
            load_rulebook(path)

    def test_a_folder_without_toml_is_told(self, tmp_path: Path) -> None:
        with pytest.raises(InvalidRulebook, match="no TOML file"):
            load_rulebook(tmp_path)


@pytest.mark.parametrize(
    "text",
    ["5 working days", "1 working day", "28 days", "1 day", "6 months", "2 years", "as agreed", "provider's own",
     "without unjustified delay", "as soon as possible", "before sentence_passed"],
)  # fmt: skip
def test_a_limit_prints_as_it_was_written(text: str) -> None:
    assert str(read_limit(text)) == text


@pytest.mark.parametrize("text", ["", "5", "five days", "0 days", "-1 days", "5 fortnights", "before", "99999 days"])
def test_what_is_no_limit_is_refused_with_the_forms_that_are(text: str) -> None:
    with pytest.raises(ValueError, match="is not a limit; write '5 working days'"):
        read_limit(text)
