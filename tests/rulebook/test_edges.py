"""The rulebook at its edges: the longest line, the deepest condition, versions, sources and what states turn on."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest

from tests.rulebook.test_exact_faults import LOANS, faults, line_of
from tests.rulebook.test_layers import DUTY, HEAD, TARGET, TEXT, TYPE
from victims_code import load_code
from victims_code.errors import InvalidRulebook
from victims_code.rulebook import law_of, read_layer, read_limit, read_rulebook
from victims_code.rulebook.conditions import AnyOf
from victims_code.rulebook.loading import read_texts_at
from victims_code.rulebook.questions import DetailSays
from victims_code.rulebook.sources import LONGEST_LINE, Source


def test_a_layer_is_cited_with_the_first_twelve_signs_of_its_digest() -> None:
    layer = read_layer(TEXT)
    assert layer.version == "mine@" + sha256(TEXT.encode()).hexdigest()[:12]
    assert len(layer.version) == len("mine@") + 12


def test_a_law_knows_the_sources_of_its_editions_and_of_its_layers() -> None:
    book, layer = load_code(), read_layer(TEXT)
    known = law_of(book, layers=[layer]).sources
    assert known == {**book.sources, "POLICY": "a policy"}


@pytest.mark.parametrize("number", ['"one"', "0", "-1", "true", "1.5"])
def test_the_number_of_a_right_is_a_whole_one_from_1(number: str) -> None:
    text = LOANS.replace("right = 1\n", f"right = {number}\n", 1)
    assert any("the number of a Right, from 1, is needed" in fault for fault in faults(loans=text))


def test_a_line_may_be_as_long_as_the_longest_and_no_longer() -> None:
    longest = "#" * LONGEST_LINE
    assert Source("mine", longest).problems == []
    (problem,) = Source("mine", f"\n{longest}#").problems
    assert str(problem).startswith("mine:2: a line of more than 2000 characters")


def test_a_fault_of_an_unused_type_is_placed_where_the_type_is_declared() -> None:
    text = LOANS.replace(
        "[events.book_lost]", '[events.book_burnt]\nfamily = "trigger"\ndefinition = "Fire"\n[events.book_lost]'
    )
    (fault,) = faults(first="", loans=text)
    assert fault.startswith(f"loans:{line_of(text, '[events.book_burnt]')}: ")


class TestDepth:
    """Conditions may nest twelve deep, by name or in place, and no deeper."""

    @staticmethod
    def nested(levels: int) -> str:
        return "{ not = " * levels + '"rare"' + " }" * levels

    @pytest.mark.parametrize("levels", [12, 13])
    def test_in_place(self, levels: int) -> None:
        self.nested(levels - 1)
        text = LOANS.replace(
            '{ any = ["long", "upstairs", "rare"] }', f'{{ any = ["long", "upstairs", {self.nested(levels - 1)}] }}'
        )
        if levels == 12:
            assert read_rulebook({"loans": text}).rules
        else:
            assert any("conditions nest deeper than 12" in fault for fault in faults(loans=text))

    @pytest.mark.parametrize("levels", [12, 13])
    def test_by_name(self, levels: int) -> None:
        """The rule's own condition is the first; each of the others turns the next about."""
        chain = "\n".join(f'turned{n} = {{ not = "turned{n + 1}" }}' for n in range(1, levels - 1))
        text = LOANS.replace("[states.open]", f'{chain}\nturned{levels - 1} = {{ not = "rare" }}\n[states.open]')
        text = text.replace('"upstairs", "rare"]', '"upstairs", "rare", "turned1"]')
        if levels == 12:
            assert read_rulebook({"loans": text}).rules
        else:
            assert any("conditions nest deeper than 12" in fault for fault in faults(loans=text))


@pytest.mark.parametrize("quote", ['"', "'", ""])
def test_a_fault_is_found_however_its_key_is_quoted(quote: str) -> None:
    text = LOANS.replace("rare = {", f"{quote}rare{quote} = {{").replace(
        'detail = "rare" }', 'detail = "rare", shelf = 3 }'
    )
    (fault,) = faults(loans=text)
    assert fault.startswith(f"loans:{line_of(text, f'{quote}rare{quote} =')}: conditions.rare: unknown key 'shelf'")


def test_what_stands_in_no_file_is_no_fault_of_the_loan_code() -> None:
    assert [rule.id for rule in read_rulebook({"a": "", "loans": LOANS}).rules] == ["LEND", "TELL"]


def test_a_table_that_is_none_keeps_the_others_of_its_file_from_no_fault() -> None:
    """The table of conditions is a text: the words of the dispute, further on, are read all the same."""
    first = 'conditions = "none"\n[disputes.Q9]\ndoubt = 3\naffects = "LEND"\ndefault = "the first"\n'
    said = faults(first=first, loans=LOANS)
    assert any("conditions: a table is needed" in fault for fault in said)
    assert any("disputes.Q9: doubt: text is needed" in fault for fault in said)


def test_what_is_doubted_and_the_footing_of_a_duty_are_read_as_they_stand() -> None:
    book = read_rulebook({"loans": LOANS})
    assert (book.disputes["Q1"].doubt, book.disputes["Q1"].default) == ("which day counts", "the first")
    assert [(basis.name, basis.good_reasons) for basis in book.duty_bases] == [("byelaw", False)]


def test_what_ends_a_duty_may_be_said_in_both_ways_in_one_list() -> None:
    text = LOANS.replace('lost = ["book_lost"]', 'lost = ["book_lost", { event = "book_lent", unless = "open" }]')
    (ending, other) = read_rulebook({"loans": text}).rules[0].until
    assert (ending.event, ending.unless, other.event) == ("book_lost", None, "book_lent")
    assert other.unless is not None


def test_a_file_may_be_as_large_as_a_million_bytes_and_no_larger(tmp_path: Path) -> None:
    file = tmp_path / "large.toml"
    for size, fits in ((1_000_000, True), (1_000_001, False)):
        file.write_text("#" * size, "utf-8")
        if fits:
            assert read_texts_at(file) == {str(file): "#" * size}
        else:
            with pytest.raises(InvalidRulebook, match="larger than 1000000 bytes"):
                read_texts_at(file)


def test_a_layer_says_how_much_it_holds_in_the_singular_and_in_the_plural() -> None:
    """A local duty brings its own target."""
    assert read_layer(HEAD).contents == "0 targets, 0 local duties"
    assert read_layer(HEAD + DUTY + TYPE).contents == "1 target, 1 local duty"
    assert read_layer(TEXT).contents == "2 targets, 1 local duty"


def test_every_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text("#" * 1_000_001, "utf-8")
    (tmp_path / "b.toml").write_bytes(b"\xff")
    with pytest.raises(InvalidRulebook) as caught:
        read_texts_at(tmp_path)
    assert [problem.what for problem in caught.value.problems] == [
        "larger than 1000000 bytes",
        "not UTF-8 text (at byte 0)",
    ]


def test_what_is_missing_from_all_files_is_told_of_the_first() -> None:
    (fault,) = faults(a="", loans=LOANS.replace('title = "Code of a lending library"\n', ""))
    assert fault.startswith("a: title: ")


def test_a_duty_can_be_declined_unless_its_rule_says_otherwise() -> None:
    text = LOANS.replace('id = "TELL"', 'id = "TELL"\ndeclinable = false')
    assert [rule.declinable for rule in read_rulebook({"loans": text}).rules] == [True, False]


def test_each_local_duty_without_a_limit_is_told() -> None:
    second = DUTY.replace("mine.call", "mine.visit").replace('within = "28 days"', 'within = "never"')
    text = HEAD + TARGET + DUTY.replace('within = "28 days"', 'within = "soon"') + second + TYPE
    with pytest.raises(InvalidRulebook) as caught:
        read_layer(text, "mine.toml")
    told = [str(problem) for problem in caught.value.problems]
    assert [
        any(f"{rule}: within: {word!r} is not a limit" in each for each in told)
        for rule, word in (
            ("mine.call", "soon"),
            ("mine.visit", "never"),
        )
    ] == [True, True]


def test_what_only_some_parts_of_a_condition_begin_with_is_said_each_time() -> None:
    parts = tuple(DetailSays(words, "detail") for words in ("book is rare", "book is long", "library is open"))
    assert AnyOf(parts).words == "book is rare, book is long or library is open"
    assert AnyOf(parts[:2]).words == "book is rare or long"


def test_a_rule_that_is_no_table_hides_no_fault_of_the_next() -> None:
    said = faults(first='rule = ["none", { id = "LONE", wat = 1 }]', loans=LOANS)
    assert any("each rule is a table with an id" in fault for fault in said)
    assert any("wat: unknown key" in fault for fault in said)


def test_what_is_no_limit_is_told_with_every_form_that_is_one() -> None:
    with pytest.raises(ValueError, match="or one of 'as agreed'") as caught:
        read_limit("soon")
    assert "'before'" not in str(caught.value)
