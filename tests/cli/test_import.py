"""The command ``import``: what it writes, what it tells of what could not be mapped, its exit codes, and bad input."""

from __future__ import annotations

import json
import subprocess
import sys
from itertools import permutations
from pathlib import Path

import pytest

from tests.cli.running import ROOT, Ran, run, run_process, run_with_input
from tests.feeds.court_messages import SPI
from tests.feeds.hearings import WHOLE
from victims_code.interchange import case_document, read_case, write_json

Capture = pytest.CaptureFixture[str]

EXTRACTS = ROOT / "examples" / "extracts"

MAP = """
name = "crimes"
case = "CRIME"
victim = "VICTIM"
dates = "DD/MM/YYYY"
restates = true
extracted_at = "MADE"
show_codes = ["OUT"]
[[event]]
type = "suspect_arrested"
at = "ARRESTED"
id = ["CUSTODY"]
[[event]]
at = "DECIDED"
id = ["CUSTODY"]
type = { column = "OUT", codes = { ACQ = "case_outcome_reached" } }
"""
HEAD = "CRIME,VICTIM,CUSTODY,ARRESTED,OUT,DECIDED,MADE\n"


@pytest.fixture
def column_map(tmp_path: Path) -> Path:
    path = tmp_path / "map.toml"
    path.write_text(MAP, encoding="utf-8")
    return path


def night(folder: Path, day: int, *rows: str) -> Path:
    path = folder / f"night-{day}.csv"
    path.write_text(HEAD + "".join(f"{row},{day:02}/05/2026\n" for row in rows), encoding="utf-8")
    return path


def refused(ran: Ran) -> list[str]:
    """Check that a call was refused as every command refuses, and return what was told."""
    assert (ran.code, ran.out) == (2, "")
    return ran.told


def test_one_case_is_a_case_file(capsys: Capture, tmp_path: Path, column_map: Path) -> None:
    ran = run(capsys, "import", "csv", night(tmp_path, 13, "C1,V1,K1,12/05/2026,,"), "--map", column_map)
    assert (ran.code, ran.err) == (0, "")
    case = read_case(ran.out)
    assert [(event.id, event.date.isoformat()) for event in case.events] == [
        ("crimes:suspect_arrested:K1", "2026-05-12")
    ]
    assert [victim.id for victim in case.victims] == ["V1"]
    assert ran.out == write_json(case_document(case), indent=2) + "\n"


def test_several_cases_are_a_line_each_in_the_order_of_their_references(
    capsys: Capture, tmp_path: Path, column_map: Path
) -> None:
    path = night(tmp_path, 13, "C2,V2,K2,12/05/2026,,", "C1,V1,K1,12/05/2026,,")
    ran = run(capsys, "import", "csv", path, "--map", column_map)
    assert [document["case"] for document in ran.documents] == ["C1", "C2"]


def test_messages_of_one_case_merge_to_the_same_bytes_in_any_order_and_however_often(
    capsys: Capture, tmp_path: Path, column_map: Path
) -> None:
    nights = [
        night(tmp_path, 13, "C1,V1,K1,12/05/2026,,", "C1,V1,K2,12/05/2026,,"),
        night(tmp_path, 14, "C1,V1,K1,11/05/2026,,"),
        night(tmp_path, 15, "C1,V1,K1,11/05/2026,,", "C1,V1,K2,12/05/2026,,"),
    ]
    outs = {
        run(capsys, "import", "csv", *order, *again, "--map", column_map).out
        for order in permutations(nights)
        for again in ((), nights)
    }
    assert len(outs) == 1
    types = [event.type for event in read_case(outs.pop()).events]
    assert types == ["suspect_arrested", "suspect_arrested", "event_corrected", "event_voided", "event_voided"]


def test_what_it_writes_can_be_assessed(
    capsys: Capture, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, column_map: Path
) -> None:
    made = run(capsys, "import", "csv", night(tmp_path, 13, "C1,V1,K1,12/05/2026,,"), "--map", column_map).out
    # Arrested on Tuesday 12 May 2026: nobody was told within five Working Days, by Tuesday 19 May.
    ran = run_with_input(capsys, monkeypatch, made.encode(), "assess", "-", "--as-of", "2026-05-20", "--check")
    assert ran.code == 1
    assert "  OVERDUE 1 day · Tell the victim of the arrest · police · was due Tue 19 May\n" in ran.out


def test_the_receipt_is_as_the_call_says_and_else_unknown(capsys: Capture, tmp_path: Path, column_map: Path) -> None:
    path = night(tmp_path, 13, "C1,V1,K1,12/05/2026,ACQ,12/05/2026")
    known = run(capsys, "import", "csv", path, "--map", column_map, "--received-at", "2026-05-14T09:00:00+01:00")
    assert [event.get("received_at") for event in known.document["events"]] == ["2026-05-14T09:00:00+01:00", None]
    unknown = run(capsys, "import", "csv", path, "--map", column_map)
    assert [event.get("received_at") for event in unknown.document["events"]] == [None, None]


def test_victims_are_put_into_each_case_once(capsys: Capture, tmp_path: Path, column_map: Path) -> None:
    path = night(tmp_path, 13, "C1,V1,K1,12/05/2026,,", "C2,V2,K2,12/05/2026,,")
    ran = run(capsys, "import", "csv", path, "--map", column_map, "--victim", "V9", "V1", "--victim", "V9")
    assert [[victim["id"] for victim in document["victims"]] for document in ran.documents] == [
        ["V9", "V1"], ["V9", "V1", "V2"],
    ]  # fmt: skip


def test_what_could_not_be_mapped_is_told_and_counted(capsys: Capture, tmp_path: Path, column_map: Path) -> None:
    path = night(tmp_path, 13, "C1,V1,K1,soon,XX,12/05/2026", "C2,V2,K2,12/05/2026,YY,12/05/2026")
    ran = run(capsys, "import", "csv", path, "--map", column_map)
    assert ran.code == 0
    lost = "as events of this case were lost, what is missing in it is not taken for withdrawn [nothing_withdrawn]"
    assert ran.told == [
        f"{path}: line 2: ARRESTED: no date as the map declares it: DD/MM/YYYY [unfit_date]",
        f"{path}: line 2: OUT: the map lists no such code 'XX'; add it to codes [unknown_code]",
        f"{path}: line 2: {lost}",
        f"{path}: line 3: OUT: the map lists no such code 'YY'; add it to codes [unknown_code]",
        f"{path}: line 3: {lost}",
        "not mapped: 5 (nothing_withdrawn 2, unfit_date 1, unknown_code 2)",
    ]


def test_standard_input_is_read_once(
    capsys: Capture, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, column_map: Path
) -> None:
    data = night(tmp_path, 13, "C1,V1,K1,12/05/2026,XX,12/05/2026").read_bytes()
    ran = run_with_input(capsys, monkeypatch, data, "import", "csv", "-", "--map", column_map)
    assert (ran.code, ran.document["case"]) == (0, "C1")
    assert ran.told[0].startswith("standard input: line 2: OUT: ")
    ran = run_with_input(capsys, monkeypatch, data, "import", "csv", "-", "-", "--map", column_map)
    assert refused(ran) == ["FILE: standard input is given twice; give - once"]


def test_a_map_for_each_file(capsys: Capture) -> None:
    crimes, contacts = EXTRACTS / "crimes", EXTRACTS / "contacts"
    files, maps = (f"{crimes}.csv", f"{contacts}.csv"), ("--map", f"{crimes}.toml", "--map", f"{contacts}.toml")
    ran = run(capsys, "import", "csv", *files, *maps)
    first = ran.documents[0]
    assert [event["type"] for event in first["events"]] == [
        "crime_reported", "suspect_arrested", "suspect_released_on_police_bail", "victim_informed",
    ]  # fmt: skip
    assert first["events"][3]["about"] == ["suspect_arrested", "suspect_released_on_police_bail"]


def test_an_extract_without_rows_gives_nothing(capsys: Capture, tmp_path: Path, column_map: Path) -> None:
    ran = run(capsys, "import", "csv", night(tmp_path, 13), "--map", column_map)
    assert (ran.code, ran.out, ran.err) == (0, "", "")


def test_when_an_extract_without_that_column_was_made_is_said_by_the_call(
    capsys: Capture, tmp_path: Path, column_map: Path
) -> None:
    column_map.write_text(MAP.replace('extracted_at = "MADE"\n', ""), encoding="utf-8")
    first, second = night(tmp_path, 13, "C1,V1,K1,12/05/2026,,"), night(tmp_path, 14, "C1,V1,K1,11/05/2026,,")
    ran = run(capsys, "import", "csv", first, "--map", column_map, "--extracted-at", "2026-05-13")
    assert ran.code == 0
    told = refused(run(capsys, "import", "csv", first, second, "--map", column_map))
    assert told == [
        f"{path}: it is not known when the extract was made; name its column in the map as extracted_at, or say it "
        "with the call"
        for path in (first, second)
    ]


class TestRefused:
    """Where a file or the call is wrong, nothing is written."""

    def test_every_file_that_cannot_be_read_is_told(self, capsys: Capture, tmp_path: Path, column_map: Path) -> None:
        whole, empty = night(tmp_path, 13, "C1,V1,K1,12/05/2026,,"), tmp_path / "empty.csv"
        empty.write_bytes(b"")
        missing = tmp_path / "missing.csv"
        assert refused(run(capsys, "import", "csv", whole, empty, missing, "--map", column_map)) == [
            f"{empty}: empty; an extract without rows still has its header",
            f"{missing}: cannot be read: No such file or directory; give the path of a file, or - to read it here",
        ]

    @pytest.mark.parametrize("how", ["spi", "common-platform", "hmpps"])
    @pytest.mark.parametrize("data", [b"", b"\0\1\2", b"CRIME,SUSPECT\n", b"[" * 100_000, b"<a>" * 100_000])
    def test_what_is_no_message(self, capsys: Capture, monkeypatch: pytest.MonkeyPatch, how: str, data: bytes) -> None:
        told = refused(run_with_input(capsys, monkeypatch, data, "import", how, "-"))
        assert told
        assert all(line.startswith("standard input: ") for line in told)

    def test_a_map_is_needed_for_an_extract_and_must_be_one(self, capsys: Capture, tmp_path: Path) -> None:
        path = night(tmp_path, 13)
        mend = "give one for all files, or one for each in their order"
        assert refused(run(capsys, "import", "csv", path)) == [f"--map: a column map is needed; {mend}"]
        ran = run(capsys, "import", "csv", path, "--map", "a.toml", "--map", "b.toml")
        assert refused(ran) == [f"--map: maps and files do not match; {mend}"]
        wrong = tmp_path / "wrong.toml"
        wrong.write_text('name = "crimes"\ncase = "CRIME"\n', encoding="utf-8")
        assert refused(run(capsys, "import", "csv", path, "--map", wrong))[0].startswith(f"{wrong}: event: is missing")
        told = refused(run(capsys, "import", "csv", path, "--map", tmp_path / "none.toml"))
        assert told[0].endswith("cannot be read: No such file or directory; give the path of a TOML file")
        assert refused(run(capsys, "import", "csv", path, "--map", "a\0b")) == [
            r"a\x00b: not the path of a file; give the path of a TOML file"
        ]

    @pytest.mark.parametrize(
        ("call", "said"),
        [
            (("csv", "a\0b", "--map", "MAP"), "FILE: not the path of a file; give the path of a file"),
            (("csv", "a.csv", "--map", "MAP", "--received-at", "May"), "--received-at: not an ISO 8601 date; write "),
            (("csv", "a.csv", "--map", "MAP", "--extracted-at", "2026-05-01T10:00"), "--extracted-at: a date-time "),
            (("csv", "a.csv", "--map", "MAP", "--victim", " "), "--victim: a reference is 1 to 200 printable "),
            (("spi", "a.xml", "--extracted-at", "2026-05-01"), "--extracted-at: a message says itself when it was "),
            (("spi", "a.xml", "--map", "a.toml", "--map", "b.toml"), "--map: is given twice; write both into one file"),
            (("xml", "a.xml"), "victims-code import: argument FORMAT: invalid choice: 'xml'"),
            (("csv",), "victims-code import: the following arguments are required: FILE"),
        ],
    )
    def test_a_wrong_call(self, capsys: Capture, column_map: Path, call: tuple[str, ...], said: str) -> None:
        told = refused(run(capsys, "import", *(str(column_map) if word == "MAP" else word for word in call)))
        assert len(told) == 1
        assert told[0].startswith(said)


class TestMessages:
    """Messages of the courts, from their files."""

    def test_a_result_message_becomes_a_case(self, capsys: Capture, tmp_path: Path) -> None:
        path = tmp_path / "message.xml"
        path.write_bytes(SPI["adjourned"])
        ran = run(capsys, "import", "spi", path, path, "--received-at", "2026-05-14", "--victim", "V1")
        assert ran.code == 0
        case = read_case(ran.out)
        assert [victim.id for victim in case.victims] == ["V1"]
        assert case.events
        assert ran.out == run(capsys, "import", "spi", path, "--received-at", "2026-05-14", "--victim", "V1").out

    def test_a_hearing_becomes_a_case(self, capsys: Capture, tmp_path: Path) -> None:
        path = tmp_path / "hearing.json"
        path.write_text(json.dumps(WHOLE), encoding="utf-8")
        ran = run(capsys, "import", "common-platform", path, "--victim", "V1")
        assert (ran.code, bool(read_case(ran.out).events)) == (0, True)


def test_no_other_command_pays_for_the_feeds() -> None:
    code = (
        "import sys; from victims_code.cli import main; main(['deadline', '2026-05-01', '1']);"
        "sys.exit(any(name.startswith('victims_code.feeds') for name in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True, cwd=ROOT)  # noqa: S603 - our own
    assert done.returncode == 0


def test_help_names_the_formats() -> None:
    ran = run_process("import", "--help")
    assert (ran.code, ran.err) == (0, "")
    assert "spi, common-platform, hmpps, csv" in ran.out
