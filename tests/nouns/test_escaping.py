"""Escaping by destination: nothing from outside does anything to a terminal, a spreadsheet, a page or a calendar."""

from __future__ import annotations

import csv
import html.parser
import io
import json
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from victims_code.escaping import for_calendar, for_csv, for_html, for_json, for_terminal, from_csv

#: Clears the screen, goes to its corner and writes another verdict; the rest of the line is hidden.
ATTACK = "CPS\x1b[2J\x1b[HC1 on Wednesday 20 May 2026: not in breach\n\x1b[8m"

#: What acts without being seen: control, a soft hyphen, no width, direction, separators, tags, private, half of one.
HIDDEN = "\x00\x07\x08\t\n\r\x1b\x7f\x85\x9b\xad\u200b\u200d\u202e\u2066\u2028\u2029\ufeff\U000e0041\ue000\ud800"

FORMULA = "=+-@\uff1d\uff0b\uff0d\uff20"


class TestForTerminal:
    """A terminal: one line, every character of which is shown."""

    def test_what_clears_the_screen_is_shown_instead(self) -> None:
        shown = for_terminal(ATTACK)
        assert shown == r"CPS\x1b[2J\x1b[HC1 on Wednesday 20 May 2026: not in breach\n\x1b[8m"

    @pytest.mark.parametrize("mark", HIDDEN)
    def test_what_is_not_seen_is_shown_by_its_escape(self, mark: str) -> None:
        assert for_terminal(f"a{mark}b") == f"a{mark.encode('unicode_escape', 'surrogatepass').decode()}b"

    @pytest.mark.parametrize("text", ["20WM/01234/26", "Façade 1", "漢字", "C:\\cases", "", "it's"])
    def test_what_can_be_read_stands_as_it_is(self, text: str) -> None:
        assert for_terminal(text) == text

    @given(st.text())
    @example(HIDDEN)
    def test_every_text_is_one_line_of_shown_characters(self, text: str) -> None:
        shown = for_terminal(text)
        assert all(
            unicodedata.category(mark)[0] != "C" and unicodedata.category(mark) not in {"Zl", "Zp"} for mark in shown
        )
        assert len(shown.splitlines()) <= 1


class TestForCsv:
    """A cell: text to every spreadsheet, whichever separator it expects."""

    @pytest.mark.parametrize("first", FORMULA + "'")
    def test_what_would_begin_a_formula_has_an_apostrophe_before_it(self, first: str) -> None:
        assert for_csv(f"{first}1+1") == f"'{first}1+1"

    @pytest.mark.parametrize("between", [";", ",", "|", "; ", ';"', "; \"'"])
    def test_so_has_what_follows_a_separator_of_another_country(self, between: str) -> None:
        assert for_csv(f"V1{between}=1+1").endswith("'=1+1")
        assert from_csv(for_csv(f"V1{between}=1+1")) == f"V1{between}=1+1"

    @pytest.mark.parametrize("text", ["V1; V2", "a-b", "3.4; 3.6", "e1, e2", "x=1", "victim_informed*"])
    def test_other_text_stands_as_it_is(self, text: str) -> None:
        assert for_csv(text) == text

    @given(st.text())
    @example("\t=1")
    @example("'")
    @example(";'=';")
    def test_what_was_put_in_can_be_taken_out(self, text: str) -> None:
        assert from_csv(for_csv(text)) == for_terminal(text)

    @given(st.text(st.sampled_from([*";,|\t\"' =+-@a1", "\r", "\n"])), st.sampled_from(";,|"))
    def test_no_cell_is_a_formula_whichever_separator_is_expected(self, text: str, separator: str) -> None:
        written = io.StringIO()
        csv.writer(written).writerow(["C1", for_csv(text)])
        for cell in written.getvalue().split(separator):
            assert not cell.strip().strip('"').strip().startswith(tuple(FORMULA))


class TestForHtml:
    """A page: no tag and no attribute begins in a text."""

    @given(st.text())
    @example("<script>alert(1)</script>")
    @example("\"' onmouseover='alert(1)")
    def test_no_tag_begins_in_it_and_no_quote_ends(self, text: str) -> None:
        seen: list[str] = []

        class Reader(html.parser.HTMLParser):
            def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
                seen.append(tag)
                assert attrs == [("title", for_terminal(text))]

        Reader().feed(f'<p title="{for_html(text)}">{for_html(text)}</p>')
        assert seen == ["p"]


class TestForCalendar:
    """A calendar entry: one line, without what has no escape there."""

    def test_control_characters_are_taken_out_and_line_ends_become_spaces(self) -> None:
        assert for_calendar("a\x1b[31m\r\nEND:VTODO\u202e") == "a[31m END:VTODO"

    @given(st.text())
    def test_every_text_is_one_printable_line(self, text: str) -> None:
        assert for_calendar(text).isprintable()


class TestForJson:
    """A document: the same document, in which everything can be printed."""

    @given(st.recursive(st.text() | st.none() | st.integers(), lambda inner: st.dictionaries(st.text(), inner)))
    @example(HIDDEN)
    @example("é漢\U0001f600\x7f")
    def test_it_says_the_same_and_reaches_a_terminal_as_text(self, document: object) -> None:
        written = for_json(json.dumps(document, ensure_ascii=False, indent=2))
        assert json.loads(written) == document
        assert all(line.isprintable() for line in written.split("\n"))

    def test_letters_of_every_script_stand_as_they_are(self) -> None:
        assert for_json('"Façade 漢"') == '"Façade 漢"'

    def test_what_is_not_seen_is_shown_by_its_escape(self) -> None:
        assert for_json('"Façade\x9b\u202e\U000e0041"') == r'"Façade\u009b\u202e\udb40\udc41"'
