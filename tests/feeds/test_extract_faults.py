"""Extracts and column maps that cannot be read, in part or at all: each fault with its place and its mend."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.feeds.extract_samples import HEAD, MAP, NIGHT, codes, columns, one, read
from victims_code import InvalidInput, OffenceCategory, Victim
from victims_code.feeds import cases_of, load_columns, read_columns, read_extract
from victims_code.feeds import extracts as room

EXAMPLES = Path(__file__).resolve().parents[2] / "examples" / "extracts"


class TestLost:
    """A row that cannot be read is lost alone, and it is said."""

    def test_a_ragged_row(self) -> None:
        message = one(HEAD + "C1,S,K1,02/05/2026\nC1,S,K2\nC1,S,K3,02/05/2026,more\n\nC1,S,K4,02/05/2026\n")
        assert len(message.events) == 2
        assert codes(message) == [("ragged_row", "line 3"), ("ragged_row", "line 4")]

    def test_a_quotation_mark_that_is_not_closed_takes_along_what_follows(self) -> None:
        message = one(HEAD + 'C1,S,K1,02/05/2026\nC1,"S,K2,02/05/2026\nC1,S,K3,02/05/2026\n')
        assert [event.id for event in message.events] == ["crimes:suspect_arrested:K1"]
        assert codes(message) == [("unreadable_row", "lines 3 to 4")]

    def test_a_cell_over_two_lines_is_one_cell(self) -> None:
        text = 'CRIME,NOTES,SUSPECT,CUSTODY,ARRESTED\nC1,"one\ntwo",S,K1,02/05/2026\nC1,,S,K2,soon\n'
        message = one(text)
        assert len(message.events) == 1
        assert codes(message) == [("unfit_date", "line 4: ARRESTED")]

    def test_text_after_a_closing_quotation_mark_a_huge_cell_and_a_nul(self) -> None:
        huge = "x" * 200_000
        message = one(
            f'{HEAD}C1,"S"x,K1,02/05/2026\nC1,{huge},K2,02/05/2026\nC1,S\0,K3,02/05/2026\nC1,S,K4,02/05/2026\n'
        )
        assert [event.id for event in message.events] == ["crimes:suspect_arrested:K4"]
        assert codes(message) == [("unreadable_row", f"line {line}") for line in (2, 3, 4)]

    def test_a_row_of_no_case_is_told_by_the_first_message(self) -> None:
        first, second = read(HEAD + "C2,S,K1,02/05/2026\n,S,K2,02/05/2026\nC1,S,K3,02/05/2026\n")
        assert (codes(first), codes(second)) == ([("no_case", "line 3: CRIME")], [])

    def test_where_no_row_at_all_can_be_read_it_is_an_error(self) -> None:
        with pytest.raises(InvalidInput) as error:
            read(HEAD + "C1,S\n" * 30, source="night.csv")
        assert len(error.value.problems) == 20
        assert str(error.value.problems[0]) == "night.csv: line 2: has 2 cells where the header has 4"

    def test_of_very_many_the_first_are_noted_and_that_there_are_more(self) -> None:
        rows = "".join(f"C1,S,K{number},soon\n" for number in range(150))
        message = one(HEAD + rows + "C1,S\n" * 150)
        told = [each.code for each in message.unmapped]
        assert told.count("ragged_row") == told.count("unfit_date") == 100
        assert told.count("more_unmapped") == 1
        assert told.count("nothing_withdrawn") <= 1


class TestRefused:
    """What makes an extract as a whole unreadable."""

    @pytest.mark.parametrize(
        ("data", "said"),
        [
            (b"", "empty; an extract without rows still has its header"),
            (b"\r\n\r\n", "empty; an extract without rows still has its header"),
            (b"CRIME,SUSPECT,CUSTDY,ARRESTED\n", "CUSTODY: the extract has no such column; did you mean 'CUSTDY'?"),
            (b"CRIME,SUSPECT,CUSTODY,ARRESTED,CRIME\n", "CRIME: the header names it twice; give each column a name of"),
            (b'CRIME,"SUSPECT,CUSTODY,ARRESTED\n', "its header cannot be read as CSV"),
            (b"C1,Smith,K1,02/05/2026\n", "its first row names none of the columns of the map; give a header"),
            (HEAD.encode() + b"C1,Jos\xe9,K1,02/05/2026\n", 'declare its encoding in the map, such as encoding = "cp'),
            (HEAD.encode("utf-16"), 'the mark of utf-16, but the map declares utf-8-sig; write encoding = "utf-16"'),
            (b"X," * 1_000 + HEAD.encode(), "more than 1,000 columns; check the delimiter"),
        ],
    )  # fmt: skip
    def test_and_how_to_mend_it(self, data: bytes, said: str) -> None:
        with pytest.raises(InvalidInput) as error:
            read_extract(data, "night.csv", columns=columns(), extracted_at=NIGHT)
        assert said in str(error.value)
        assert str(error.value).startswith("night.csv: ")
        assert "Smith" not in str(error.value)

    def test_every_missing_column_is_told_at_once(self) -> None:
        with pytest.raises(InvalidInput) as error:
            read("CRIME,OTHER\n")
        assert [problem.where for problem in error.value.problems] == ["ARRESTED", "CUSTODY", "SUSPECT"]

    def test_too_many_rows_or_bytes(self, monkeypatch: pytest.MonkeyPatch) -> None:
        text = HEAD + "C1,S,K1,02/05/2026\n" * 3
        monkeypatch.setattr(room, "MOST_ROWS", 3)
        assert len(one(text).events) == 1
        monkeypatch.setattr(room, "MOST_ROWS", 2)
        with pytest.raises(InvalidInput, match="more than 2 rows; split it by case"):
            read(text)
        monkeypatch.setattr(room, "LARGEST", len(text) - 1)
        with pytest.raises(InvalidInput, match="larger than 0 MiB"):
            read(text)

    def test_a_file_without_line_ends_is_not_one_row(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(room, "LONGEST_LINE", 100)
        assert len(one(HEAD + "C1,S,K1,02/05/2026\n" * 10).events) == 1
        with pytest.raises(InvalidInput, match="a line longer than 100 characters; check that it is CSV"):
            read(HEAD + "C1,S,K1,02/05/2026," * 10)

    def test_when_it_was_made_is_never_guessed(self) -> None:
        with pytest.raises(InvalidInput, match="it is not known when the extract was made"):
            read(HEAD, extracted_at=None)
        known = columns(top='extracted_at = "MADE"')
        with pytest.raises(InvalidInput, match="no row says when the extract was made"):
            read("CRIME,SUSPECT,CUSTODY,ARRESTED,MADE\nC1,S,K,02/05/2026,\n", known, extracted_at=None)

    @pytest.mark.parametrize("encoding", ["cp1252", "iso-8859-1", "utf-16", "utf-8"])
    def test_an_encoding_that_is_declared_is_read(self, encoding: str) -> None:
        data = (HEAD + "C1,Jos\xe9,K,02/05/2026\n").encode(encoding)
        known = columns(top=f'encoding = "{encoding}"')
        (message,) = read_extract(data, columns=known, extracted_at=NIGHT)
        assert message.events[0].suspect == "Jos\xe9"

    def test_the_mark_of_utf_8_a_semicolon_and_old_line_ends_are_read(self) -> None:
        text = (HEAD + "C1,S,K,02/05/2026\n").replace(",", ";").replace("\n", "\r\n")
        (message,) = read_extract(
            b"\xef\xbb\xbf" + text.encode(), columns=columns(top='delimiter = ";"'), extracted_at=NIGHT
        )
        assert len(message.events) == 1


class TestMaps:
    """A column map lists every fault at once, with its place and its mend."""

    @pytest.mark.parametrize(
        ("text", "said"),
        [
            ("x = 1", ["x: unknown key", "name: is missing", "case: is missing"]),
            ("name = [", ["not TOML"]),
            (MAP.replace('"crimes"', '"My Crimes"'), ["name: a short name of lower-case letters"]),
            (MAP.replace('"crimes"', '"suspect_charged"'), ["name: suspect_charged is a type of event; name"]),
            (MAP.replace("suspect_arrested", "suspect_arested"),
             ["event[0]: type: unknown event type 'suspect_arested'; did you mean 'suspect_arrested'?"]),
            (MAP.replace("suspect_arrested", "event_voided"), ["event[0]: type: event_voided comes of comparing"]),
            (MAP.replace('"DD/MM/YYYY HH:mm", "DD/MM/YYYY"', '"DD/MM/YYYY", "MM/DD/YYYY"'),
             ["dates: two formats fit the same texts"]),
            (MAP.replace("DD/MM/YYYY HH:mm", "%d/%m/%Y"), ["dates: '%d/%m/%Y' is no format of dates"]),
            (MAP.replace("DD/MM/YYYY HH:mm", "DD/MM/YYYY mm"), ["dates: 'DD/MM/YYYY mm': a day, a month and a year"]),
            (MAP.replace("DD/MM/YYYY HH:mm", "DD/MM/YY"), ["pivot: is missing, and the years of ARRESTED have two"]),
            (MAP.replace('dates = ["DD/MM/YYYY HH:mm", "DD/MM/YYYY"]', ""), ["columns.ARRESTED: dates: is missing"]),
            (MAP.replace('id = ["CUSTODY"]', 'details.resaon = { column = "WHY" }'),
             ["event[0].details.resaon: no detail of this event; did you mean 'reason'?"]),
            ('encoding = "latin9"\ndelimiter = "::"\nzone = "Europe/Paris"\npivot = true' + MAP,
             ["delimiter: one character", "encoding: no encoding", "pivot: a whole number", "zone: no zone"]),
            (MAP + '[[event]]\ntype = "suspect_arrested"\nat = "AGAIN"\nid = ["CUSTODY"]',
             ["event[1]: id: another event is of the type suspect_arrested"]),
            (MAP + '[[event]]\ntype = "suspect_released_on_police_bail"\nat = "B"\ndetails.conditions = {column = "C"}',
             ["event[1].details.conditions: codes are needed, each with its meaning, as free text never travels"]),
            (MAP + '[facts]\nvulnrable = { column = "V" }\nvulnerable = { column = "V", codes = { Y = "yes" } }',
             ["facts.vulnrable: no fact of a victim; did you mean 'vulnerable'?",
              "facts.vulnerable: codes.Y: true or false is needed"]),
            (MAP + '[facts]\nvulnerable = { column = "V", codes = { Y = true } }', ["victim: is missing"]),
            (MAP + '[facts]\nborn = { column = "B", codes = { Y = true } }', ["facts.born: codes.Y: a date is read"]),
            ('show_codes = ["CUSTDY"]' + MAP, ["show_codes: CUSTDY: no column that the map reads; did you mean 'CUS"]),
            ('name = "c"\ncase = "C"', ["event: is missing"]),
            ('name = "c"\ncase = "C"\nevent = 1', ["event: write [[event]] above each event"]),
        ],
    )  # fmt: skip
    def test_faults(self, text: str, said: list[str]) -> None:
        with pytest.raises(InvalidInput) as error:
            read_columns(text, "map.toml")
        told = [str(problem) for problem in error.value.problems]
        assert len(told) == len(said)
        assert all(line.startswith(f"map.toml: {start}") for line, start in zip(told, said, strict=True)), told

    def test_a_file_that_cannot_be_read(self, tmp_path: Path) -> None:
        with pytest.raises(InvalidInput, match="cannot be read: No such file or directory"):
            load_columns(tmp_path / "none.toml")

    def test_the_example_maps_read_the_example_extracts(self) -> None:
        messages = [
            message
            for name in ("crimes", "contacts")
            for message in read_extract(
                (EXAMPLES / f"{name}.csv").read_bytes(), columns=load_columns(EXAMPLES / f"{name}.toml")
            )
        ]
        cases = cases_of(messages)
        assert [case.id[5:10] for case in cases] == ["00417", "00422", "00431", "00438"]
        told = [code for message in messages for code, _ in codes(message)]
        assert sorted(told) == ["nothing_withdrawn", "unfit_date", "unknown_code", "unknown_code"]
        assert cases[0].victims == (
            Victim(
                "V-3301", born=date(1984, 9, 14), vulnerable=False, offence_categories=[OffenceCategory.DOMESTIC_ABUSE]
            ),
        )


def coded(number: int, meaning: str) -> str:
    """A column map with so many codes; `{}` in what each means is its number."""
    codes_of = "\n".join(f'"K{each}" = "{meaning.format(each)}"' for each in range(number))
    event = '[[event]]\nat = "A"\n[event.type]\ncolumn = "T"\n[event.type.codes]'
    return f'name = "x"\ncase = "C"\ndates = ["ISO"]\n{event}\n{codes_of}\n'


def test_a_map_with_very_many_faults_is_read_no_further_than_the_first_hundred() -> None:
    with pytest.raises(InvalidInput) as error:
        read_columns(coded(30_000, "arrest_{}"))
    assert len(error.value.problems) == 101


def test_a_map_with_very_many_codes_is_read() -> None:
    assert read_columns(coded(20_000, "suspect_arrested")).events[0].types == ("suspect_arrested",)


def test_a_map_with_very_many_events_facts_or_details_that_are_wrong_is_read_no_further() -> None:
    many = range(300)
    details = "\n".join(f"K{each} = 1" for each in many)
    event = '[[event]]\ntype = "suspect_arrested"\nat = "A"'
    for wrong in (
        "[[event]]\n" * 300,
        f"{event}\n[event.details]\n{details}",
        "[facts]\n" + "\n".join(f'K{each} = "x"' for each in many),
    ):
        with pytest.raises(InvalidInput) as error:
            read_columns(f'name = "x"\ncase = "C"\ndates = ["ISO"]\nvictim = "V"\n{wrong}')
        assert len(error.value.problems) == 101
