"""The bounds on what is read: what lies just within each is read, and one more is refused, in words that say so."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.fuzzing.seeds import STORED
from tests.fuzzing.targets import EXAMPLES
from victims_code import Case, Event, InvalidCase, InvalidInput, InvalidRulebook, Victim, assess
from victims_code.cli import main
from victims_code.interchange import read_case
from victims_code.interchange.reading import check_size
from victims_code.receipts import make_receipt, read_receipt
from victims_code.rulebook import Layer, read_layer, read_rulebook
from victims_code.rulebook.sources import LARGEST

LAYER = (EXAMPLES / "layers" / "force-standards.toml").read_text(encoding="utf-8")
ARREST = {"id": "e1", "type": "suspect_arrested", "at": "2026-05-12"}
DAY = date(2026, 5, 20)


def said_of(text: str) -> list[str]:
    """What is said of a layer; nothing where it is read."""
    try:
        read_layer(text, "layer.toml")
    except InvalidRulebook as error:
        return [str(problem) for problem in error.problems]
    return []


def with_conditions(*lines: str) -> str:
    return LAYER.replace("[conditions]\n", "\n".join(("[conditions]", *lines, "")))


class TestOfACase:
    @pytest.mark.parametrize("key", ["victims", "events"])
    def test_twenty_thousand_entries_of_a_kind(self, key: str) -> None:
        check_size({key: [{}] * 20_000})
        with pytest.raises(
            InvalidCase, match=f"c.json: {key}: more than 20000; give a case file for some of the victims"
        ):
            check_size({key: [{}] * 20_001}, "c.json")

    def test_forty_thousand_meetings_of_a_victim_and_an_event(self) -> None:
        """Two hundred events meet two hundred victims each; one that names its victim meets that one alone."""
        document: dict[str, Any] = {"victims": [{}] * 200, "events": [{}] * 200}
        check_size(document)
        document["events"] = [*document["events"], {"victim": "V1"}]
        with pytest.raises(InvalidCase, match="more than 40000 meetings of a victim and an event"):
            check_size(document)

    def test_what_is_no_list_is_told_elsewhere(self) -> None:
        check_size({"victims": 7, "events": "x"})

    def test_a_receipt_is_made_of_no_case_that_could_not_be_read_again(self) -> None:
        events = [Event(f"e{n}", "crime_recorded", at=DAY) for n in range(20_001)]
        with pytest.raises(InvalidInput, match=r"receipt: facts\.case: events: more than 20000"):
            make_receipt(assess(Case("C1", [], events), as_of=DAY))

    def test_the_nearest_id_is_searched_for_the_first_names_that_are_nothing_and_for_none_that_is_long(self) -> None:
        about = [*(f"suspect_arested{n}" for n in range(21)), "a" * 100]
        contact = {"id": "e2", "type": "victim_informed", "at": "2026-05-13", "about": about}
        with pytest.raises(InvalidCase) as caught:
            read_case(json.dumps({"case": "C1", "victims": [], "events": [ARREST, contact]}))
        mends = [problem.mend for problem in caught.value.problems]
        assert set(mends[:20]) == {"did you mean 'suspect_arrested'?"}
        assert set(mends[20:]) == {"give the id of an event, or an event type"}


class TestOfAReceipt:
    def test_fifty_layers(self) -> None:
        document = json.loads((STORED / "layer-force.json").read_text(encoding="utf-8"))
        document["layers"] = document["layers"] * 50
        read_receipt(json.dumps(document))
        document["layers"].append(document["layers"][0])
        with pytest.raises(InvalidInput, match="layers: a list of no more than 50 is needed"):
            read_receipt(json.dumps(document))

    def test_none_is_made_of_an_answer_with_more(self) -> None:
        layers: list[Layer] = [
            read_layer(f'name = "n{n}"\ntitle = "T"\ncode = "2020"\n[[target]]\nrule = "R7.offer"\nwithin = "1 day"\n')
            for n in range(51)
        ]
        case = Case("C1", [Victim("V1")], [Event("e1", "crime_reported", at=DAY)])
        make_receipt(assess(case, as_of=DAY, layers=layers[:50]))
        with pytest.raises(InvalidInput, match="receipt: layers: more than 50; lay fewer over the Code"):
            make_receipt(assess(case, as_of=DAY, layers=layers))


class TestOfARulebookOrALayer:
    def test_a_million_characters(self) -> None:
        assert said_of(f"{LAYER}{chr(10) * (LARGEST - len(LAYER))}") == []
        assert said_of(f"{LAYER}{chr(10) * (LARGEST - len(LAYER) + 1)}") == [
            "layer.toml: larger than 1000000 bytes; split it, one file a Right"
        ]

    def test_fifty_full_stops_in_a_line(self) -> None:
        assert said_of(f"# {'.' * 50}\n{LAYER}") == []
        assert said_of(f"# {'.' * 51}\n{LAYER}") == ["layer.toml:1: a line with more than 50 full stops; break it up"]

    def test_a_line_ends_where_toml_ends_it(self) -> None:
        text = f'note = "{"a" * 1_500}\u2028{"a" * 1_500}"\n{LAYER}'
        assert said_of(text) == ["layer.toml:1: a line of more than 2000 characters; break it up"]

    def test_thirty_two_levels(self) -> None:
        told = said_of(f"x = {'[' * 32}{']' * 32}\n{LAYER}")
        assert [line.partition(": ")[2] for line in told] == ["x: unknown key; it is none of the 19 known ones"]
        assert said_of(f"x = {'[' * 33}{']' * 33}\n{LAYER}") == [
            "layer.toml: nested too deeply; four levels are enough"
        ]

    @pytest.mark.parametrize("count", [100, 101])
    def test_a_hundred_faults(self, count: int) -> None:
        odd = "".join(f"odd{n} = 1\n" for n in range(count))
        told = said_of(odd + LAYER)
        assert len(told) == count
        assert (told[-1] == "more than 100 faults; mend these first") is (count == 101)
        with pytest.raises(InvalidRulebook) as caught:
            read_rulebook({"book.toml": odd})
        assert str(caught.value.problems[-1]) == "more than 100 faults; mend these first"

    def test_forty_thousand_keys_tables_and_lists(self) -> None:
        ten = [f"x{n} = {'[' * 9}{']' * 9}\n" for n in range(4_001)]
        assert said_of("".join(ten)) == ["layer.toml: more than 40000 keys, tables and lists; split it"]
        assert not any("40000" in line for line in said_of("".join(ten[1:])))

    def test_what_stands_in_a_text_or_a_note_is_no_key(self) -> None:
        marks = "[{=" * 500
        text = (
            f"# {marks}\n\"\" = \"{marks}\"\n'' = '''{marks}'''\n" * 20 + f'x = """\n{(marks + chr(10)) * 100}"""""\n'
        )
        assert not any("40000" in line for line in said_of(text))

    def test_a_fault_repeats_no_more_of_a_value_than_a_person_reads(self) -> None:
        told = said_of(LAYER.replace('evidence = "quoted"', f'evidence = "{"a" * 1_500}"'))
        assert len(told) == 1
        assert len(told[0]) < 400

    def test_two_hundred_parts_of_a_condition(self) -> None:
        """One that names three others, and is named in a list, makes five parts: forty such lists make two hundred."""
        few = 'few = { all = ["one", "one", "one"] }'
        one = 'one = { words = "x", enhanced = true }'
        within = [f'all = {{ all = [{", ".join(["""{ any = ["few"] }"""] * 40)}] }}', few, one]
        assert said_of(with_conditions(*within)) == []
        told = said_of(with_conditions(within[0].replace(" = [", ' = ["one", ', 1), few, one))
        assert [line.partition(": ")[2] for line in told] == [
            "conditions.all: a condition of more than 200 parts, those of the conditions that it names among them"
        ]

    @pytest.mark.parametrize(
        ("least", "is_read"), [("0", True), ("10000", True), ("10001", False), ("-1", False), ("nan", False)]
    )
    def test_a_detail_of_at_least_ten_thousand(self, least: str, is_read: bool) -> None:
        told = said_of(with_conditions(f'long = {{ words = "x", detail = "custody_months", at_least = {least} }}'))
        said = [line.partition(": ")[2] for line in told]
        assert said == ([] if is_read else ["conditions.long: at_least is a number from 0 to 10000"])

    @pytest.mark.parametrize(("years", "count"), [(999, 0), (1_000, 1)])
    def test_nine_hundred_and_ninety_nine_years(self, years: int, count: int) -> None:
        target = f'\n[[target]]\nrule = "R7.offer"\nwithin = "{years} years"\n'
        assert len(said_of(LAYER + target)) == count

    def test_a_rulebook_without_a_rule_shows_the_heading_alone(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        path = tmp_path / "none.toml"
        head = 'name = "none"\ntitle = "None"\nis_partial = true\n'
        path.write_text(f'{head}[[duty_basis]]\nfrom = 2021-04-01\nname = "b"\nsources = []\n', encoding="utf-8")
        assert main(["rules", "--rulebook", str(path), "--format", "csv"]) == 0
        assert capsys.readouterr().out == "id\n"
        assert main(["rules", "--rulebook", str(path), "--right", "6"]) == 2
        assert "the rulebook has no rule" in capsys.readouterr().err
