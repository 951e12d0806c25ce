"""``prompts``: one document of all cases in each form; what is wrong is told by its source, and loses no other case."""

from __future__ import annotations

import csv
import io
import json
import random
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.cli.running import (
    ARREST,
    EXAMPLES,
    PLAIN,
    Ran,
    case_with,
    run,
    run_process,
    run_with_input,
    write,
    write_lines,
)

#: Arrested on Tuesday 12 May 2026; the victim is to be told by Tuesday 19 May.
DAY = ("--as-of", "2026-05-13")
TOLD = {"id": "e2", "type": "victim_informed", "at": "2026-05-13", "about": ["e1"]}
FORMATS = ("json", "cloudevents", "csv", "ics", "text")
POLICY = Path(EXAMPLES).parent / "policies" / "force-policy.toml"


def case(name: str, *more: dict[str, Any]) -> dict[str, Any]:
    return case_with(ARREST, *more, case=name)


def cases_of(ran: Ran) -> list[str]:
    return [prompt["case"] for prompt in ran.document["prompts"]]


class TestForms:
    def test_text_is_what_is_written_unless_another_is_asked_for(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        path = write(tmp_path, case("C1"))
        plain = run(capsys, "prompts", path, *DAY)
        assert (plain.code, plain.err) == (0, "")
        assert plain.out.startswith("Case C1, as of 13 May 2026\n\nVictim V1\n  Not due yet: ")
        assert plain == run(capsys, "prompts", path, *DAY, "--format", "text")

    def test_json_is_one_document_to_read(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        ran = run(capsys, "prompts", write(tmp_path, case("C1")), *DAY, "--format", "json")
        assert ran.out.startswith('{\n  "schema": "victims-code/prompts/1",\n  "as_of": "2026-05-13",\n')
        assert ran.document["policy"] == "default"
        assert [prompt["due_by"] for prompt in ran.document["prompts"]] == ["2026-05-19"]

    def test_cloudevents_is_a_batch(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        ran = run(capsys, "prompts", write(tmp_path, case("20WM/1")), *DAY, "--format", "cloudevents")
        (event,) = json.loads(ran.out)
        assert (event["source"], event["type"]) == ("urn:victims-code:case:20WM%2F1", "victims-code.prompt.open")

    def test_csv_is_a_row_each(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        ran = run(capsys, "prompts", write(tmp_path, case("C1")), *DAY, "--format", "csv")
        (row,) = csv.DictReader(io.StringIO(ran.out, newline=""))
        assert (row["case"], row["due_by"], row["rules"]) == ("C1", "2026-05-19", "R6.arrest")

    def test_ics_is_a_calendar(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        icalendar = pytest.importorskip("icalendar")
        ran = run(capsys, "prompts", write(tmp_path, case("C1")), *DAY, "--format", "ics")
        assert [each.name for each in icalendar.Calendar.from_ical(ran.out).subcomponents] == ["VTODO", "VEVENT"]

    def test_text_has_a_language(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        ran = run(capsys, "prompts", write(tmp_path, case("C1")), *DAY, "--language", "cy")
        assert ran.out.startswith("Achos C1, ar 13 Mai 2026\n\nDioddefwr V1\n")

    @pytest.mark.parametrize("form", FORMATS)
    def test_the_bytes_are_those_of_any_order_and_of_any_machine(self, form: str, tmp_path: Path) -> None:
        document = json.loads((EXAMPLES / "two-victims-two-arrests.json").read_text(encoding="utf-8"))
        plain = write(tmp_path, document, "plain.json")
        random.Random(5).shuffle(document["events"])  # noqa: S311 - an order, not a secret
        document["events"] += document["events"][:3]
        asked = ("--as-of", "2026-06-16", "--format", form)
        first = run_process("prompts", plain, *asked, LC_ALL="C", PYTHONHASHSEED="1")
        other = write(tmp_path, document, "shuffled.json")
        second = run_process("prompts", other, *asked, PYTHONIOENCODING="latin-1", PYTHONHASHSEED="2", TZ="Asia/Tokyo")
        assert (first.code, first.err) == (0, "")
        assert first == second
        assert first.out

    @pytest.mark.parametrize("form", ["csv", "ics"])
    def test_lines_end_as_the_form_says_whatever_the_machine(self, form: str, tmp_path: Path) -> None:
        ran = run_process("prompts", write(tmp_path, case("C1")), *DAY, "--format", form)
        assert ran.out.count("\n") == ran.out.count("\r\n") > 0


class TestManyCases:
    @pytest.mark.parametrize("form", FORMATS)
    def test_the_cases_stand_in_the_order_given(
        self, form: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        one = write(tmp_path, case("C-one"), "one.json")
        lines = write_lines(tmp_path, case("C-two"), case("C-three"))
        ran = run(capsys, "prompts", lines, one, *DAY, "--format", form)
        assert (ran.code, ran.err) == (0, "")
        places = [ran.out.index(name) for name in ("C-two", "C-three", "C-one")]
        assert places == sorted(places)

    def test_json_is_still_one_document(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        ran = run(capsys, "prompts", write_lines(tmp_path, case("C1"), case("C2")), *DAY, "--format", "json")
        assert cases_of(ran) == ["C1", "C2"]

    @pytest.mark.parametrize("form", FORMATS)
    def test_a_case_that_is_given_twice_is_answered_once(
        self, form: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        path = write(tmp_path, case("C1"))
        again = run(capsys, "prompts", path, path, *DAY, "--format", form)
        assert again == run(capsys, "prompts", path, *DAY, "--format", form)
        assert again.code == 0

    @pytest.mark.parametrize("form", FORMATS)
    def test_a_case_in_two_states_is_told_with_both_sources(
        self, form: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        old, new = write(tmp_path, case("C1"), "old.json"), write(tmp_path, case("C1", TOLD), "new.json")
        other = write(tmp_path, case("C2"), "other.json")
        ran = run(capsys, "prompts", old, new, other, *DAY, "--format", form)
        assert ran.code == 2
        (told,) = ran.told
        assert told.startswith(f"{new}: prompt ")
        assert told.endswith(f": {old} gives it otherwise; give one record of each case, the newest")
        assert ran.out == run(capsys, "prompts", old, other, *DAY, "--format", form).out

    def test_a_case_that_fails_is_told_by_its_line_and_the_others_are_answered(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        path = write_lines(tmp_path, "{", case("C1"), {**case("C3"), "victims": None}, case("C4"))
        ran = run(capsys, "prompts", path, tmp_path / "missing.json", *DAY, "--format", "json")
        assert ran.code == 2
        assert cases_of(ran) == ["C1", "C4"]
        assert [told.partition(": ")[0] for told in ran.told] == [
            f"{path}:1",
            f"{path}:3",
            str(tmp_path / "missing.json"),
        ]

    @pytest.mark.parametrize("form", FORMATS)
    def test_where_every_case_fails_nothing_is_written(
        self, form: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        ran = run(capsys, "prompts", write_lines(tmp_path, "{", "{"), *DAY, "--format", form)
        assert (ran.code, ran.out, len(ran.told)) == (2, "", 2)

    @pytest.mark.parametrize(
        ("form", "out"), [("cloudevents", "[]\n"), ("text", "Case C1, as of 13 May 2026: nothing to prompt for\n")]
    )
    def test_a_case_with_nothing_to_do_is_an_answer(
        self, form: str, out: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        ran = run(capsys, "prompts", write(tmp_path, case_with()), *DAY, "--format", form)
        assert (ran.code, ran.err, ran.out) == (0, "", out)

    def test_standard_input_is_read_a_case_a_line(
        self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        data = "\n".join(json.dumps(case(name)) for name in ("C1", "C2")).encode()
        ran = run_with_input(capsys, monkeypatch, data, "prompts", "-", *DAY, "--format", "json")
        assert cases_of(ran) == ["C1", "C2"]


class TestWhatIsAskedFor:
    def test_a_policy_says_how_pressing_it_is_and_who_is_asked(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        # 13 May: four Working Days are left until 19 May; the policy's arrests are due soon from five on.
        path = write(tmp_path, case("C1"))
        ran = run(capsys, "prompts", path, *DAY, "--format", "json", "--policy", POLICY)
        (prompt,) = ran.document["prompts"]
        assert ran.document["policy"] == "example-force"
        assert (prompt["severity"], prompt["owner_role"]) == ("due_soon", "custody sergeant")
        assert prompt["due_by"] == "2026-05-19"

    @pytest.mark.parametrize("form", FORMATS)
    @pytest.mark.parametrize(
        "text", ["name = ", "[thresholds]\ndue_soon = -1", 'name = "p"\n[rules."R6.arest"]\ndue_soon = 1']
    )
    def test_a_broken_policy_ends_the_call_before_any_case(
        self, text: str, form: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        policy = tmp_path / "policy.toml"
        policy.write_text(text, encoding="utf-8")
        ran = run(capsys, "prompts", write(tmp_path, case("C1")), *DAY, "--policy", policy, "--format", form)
        assert (ran.code, ran.out) == (2, "")
        assert ran.told

    def test_a_policy_that_is_not_there_is_told_by_its_path(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        ran = run(capsys, "prompts", write(tmp_path, case("C1")), *DAY, "--policy", tmp_path / "none.toml")
        assert (ran.code, ran.out) == (2, "")
        assert ran.told[0].startswith(f"{tmp_path / 'none.toml'}: cannot be read")

    def test_only_what_one_provider_owes(self, capsys: pytest.CaptureFixture[str]) -> None:
        path = EXAMPLES / "two-victims-two-arrests.json"
        asked = ("prompts", path, "--as-of", "2026-06-16", "--format", "json")
        every = run(capsys, *asked).document["prompts"]
        some = run(capsys, *asked, "--owed-by", "witness_care_unit").document["prompts"]
        assert some == [prompt for prompt in every if "Witness Care Unit" in prompt["owed_by"]]
        assert some

    def test_a_provider_that_there_is_not_is_told_by_its_argument(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        ran = run(capsys, "prompts", write(tmp_path, case("C1")), *DAY, "--owed-by", "polise")
        assert (ran.code, ran.out) == (2, "")
        assert ran.told == ["--owed-by: unknown service provider 'polise'; did you mean 'police'?"]

    def test_what_was_entered_later_is_left_out(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        late = {**TOLD, "recorded_at": "2026-05-14"}
        path = write(tmp_path, case("C1", late))
        asked = ("prompts", path, "--as-of", "2026-05-15", "--format", "json")
        assert run(capsys, *asked).document["prompts"][0]["status"] == "completed"
        assert run(capsys, *asked, "--known-at", "2026-05-13").document["prompts"][0]["status"] == "open"

    def test_the_law_is_as_asked_for(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        # With Enhanced Rights taken as not given where nobody assessed them, the one day of two is certain.
        path = write(tmp_path, case_with(ARREST, victims=[{"id": "V1"}]))
        asked = ("prompts", path, *DAY, "--format", "json")
        (unknown,) = run(capsys, *asked).document["prompts"]
        assert (unknown["due_by"], unknown["due_precision"]) == ("2026-05-13", "provisional")
        (standard,) = run(capsys, *asked, "--reading", "unassessed=standard").document["prompts"]
        assert (standard["due_by"], standard["due_precision"]) == ("2026-05-19", "exact")
        layer = EXAMPLES.parent / "layers" / "force-standards.toml"
        (target,) = run(capsys, *asked, "--layer", layer).document["prompts"]
        assert target["target_by"] is not None

    @pytest.mark.parametrize(
        "arguments",
        [
            ("--format", "xml"), ("--language", "fr"), ("--as-of", "soon"), ("--reading", "x"), ("--rulebook", "1066"),
            ("--assume-tz", "Mars/Olympus"), ("--known-at", "soon"), ("--layer", "none.toml"),
        ],
    )  # fmt: skip
    def test_a_wrong_argument_is_told_and_nothing_is_written(
        self, arguments: tuple[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        ran = run(capsys, "prompts", write(tmp_path, case("C1")), *DAY, *arguments)
        assert (ran.code, ran.out) == (2, "")
        assert len(ran.told) == 1

    def test_without_the_library_for_calendars_it_says_how_to_get_it(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setitem(sys.modules, "icalendar", None)
        ran = run(capsys, "prompts", write(tmp_path, case("C1")), *DAY, "--format", "ics")
        assert (ran.code, ran.out) == (2, "")
        assert ran.told[0].endswith("pip install victims-code[ics]")


@pytest.mark.parametrize("form", FORMATS)
def test_what_a_record_holds_about_a_person_is_written_nowhere(
    form: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    events = [
        {**ARREST, "details": {"reason": "MARK-1", "note": "MARK-2"}},
        {**TOLD, "details": {"channel": "MARK-3"}},
        {"id": "e3", "type": "event_voided", "at": "2026-05-13", "details": {"event": "e2", "reason": "MARK-4"}},
    ]
    victim = {**PLAIN, "born": "1987-06-05"}
    ran = run(capsys, "prompts", write(tmp_path, case_with(*events, victims=[victim])), *DAY, "--format", form)
    assert ran.code == 0
    assert "MARK-" not in ran.out.replace("\r\n ", "")
    assert "1987" not in ran.out
