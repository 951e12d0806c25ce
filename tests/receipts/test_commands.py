"""The commands ``receipt`` and ``verify``: what they print, their exit codes, and bad input of every kind."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.running import EXAMPLES, ROOT, run, run_process, run_with_input
from tests.receipts.storing import ASKED, LAYERS, STORED
from tests.receipts.test_stored import stored
from victims_code.interchange.json_text import LARGEST
from victims_code.receipts import make_receipt

COMPLAINT = EXAMPLES / "complaint.json"
Capture = pytest.CaptureFixture[str]


def test_a_receipt_is_one_line_of_canonical_json(capsys: Capture) -> None:
    ran = run(capsys, "receipt", COMPLAINT, "--as-of", "2023-07-03")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == f"{make_receipt(ASKED['complaint'].answer()).to_json()}\n"
    assert ran.out.count("\n") == 1


def test_it_takes_what_assess_takes(capsys: Capture) -> None:
    half, abuse = EXAMPLES / "half-the-facts-missing.json", EXAMPLES / "domestic-abuse-bail-changes.json"
    for name, arguments in (
        ("reading-unassessed-enhanced", [half, "--as-of", "2026-10-09", "--reading", "unassessed=enhanced"]),
        ("layer-force", [abuse, "--as-of", "2026-07-20", "--layer", LAYERS / "force-standards.toml"]),
        ("known-at", [abuse, "--as-of", "2026-05-30", "--known-at", "2026-06-01"]),
        ("edition-2015", [EXAMPLES / "robbery-to-conviction.json", "--as-of", "2026-02-10", "--rulebook", "2015"]),
    ):
        ran = run(capsys, "receipt", *arguments)
        assert (ran.code, ran.err) == (0, "")
        assert ran.out == f"{make_receipt(ASKED[name].answer()).to_json()}\n", name


@pytest.mark.parametrize("flags", [(), ("--check",), ("--rulebook", "2020")])
def test_a_receipt_that_is_reproduced(capsys: Capture, flags: tuple[str, ...]) -> None:
    ran = run(capsys, "verify", STORED / "complaint.json", *flags)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == "20WM/00655/23 on Monday 3 July 2023: reproduced; IN BREACH\n"


def test_one_from_standard_input(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    ran = run_with_input(capsys, monkeypatch, (STORED / "complaint.json").read_bytes(), "verify", "-")
    assert ran.code == 0


def test_one_made_by_one_process_is_verified_by_another(tmp_path: Path) -> None:
    made = run_process("receipt", COMPLAINT, "--as-of", "2023-07-03", PYTHONHASHSEED="1")
    (tmp_path / "r.json").write_text(made.out, encoding="utf-8")
    assert run_process("verify", tmp_path / "r.json", PYTHONHASHSEED="2").code == 0


@pytest.mark.parametrize("flags", [(), ("--check",)])
def test_one_over_a_changed_rulebook_says_what_moved_and_what_changed(
    capsys: Capture, tmp_path: Path, flags: tuple[str, ...]
) -> None:
    """With four Working Days for the decision of 2 May 2023, it was to be told by the 9th."""
    data = ROOT / "victims_code" / "rulebook" / "data" / "2020"
    for path in data.glob("*.toml"):
        text = path.read_text(encoding="utf-8")
        head, rule, tail = text.partition('id = "R6.no-investigation"')
        (tmp_path / path.name).write_text(head + rule + tail.replace("5 working days", "4 working days", 1))
    ran = run(capsys, "verify", STORED / "complaint.json", "--rulebook", tmp_path, *flags)
    assert (ran.code, ran.err) == (1, "")
    assert ran.out.splitlines() == [
        "20WM/00655/23 on Monday 3 July 2023: not reproduced",
        "  moved",
        "    code: R6.no-investigation of the 2020 edition: the limit is 4 working days; it was 5 working days",
        "  changed",
        "    V1/R6.no-investigation/e3: limit was 5 working days, is 4 working days",
        "    V1/R6.no-investigation/e3: due_by was 2023-05-10, is 2023-05-09",
        "    V1/R6.no-investigation/e3: status was met, is met_late",
        "    V1/R6.no-investigation/e3: breach was no, is yes",
    ]


def test_what_moved_without_a_change_and_what_cannot_be_answered_are_told_apart(
    capsys: Capture, tmp_path: Path
) -> None:
    document = stored("complaint").document
    document["versions"]["library"] = "0.0.9\x1b[2J"
    (tmp_path / "r.json").write_text(json.dumps(document), encoding="utf-8")
    ran = run(capsys, "verify", tmp_path / "r.json")
    assert ran.code == 1
    assert "  the outcome is the same\n" in ran.out
    assert r"  the receipt was made with the library 0.0.9\x1b[2J; this is " in ran.out
    document["facts"]["case"]["events"] = None
    (tmp_path / "r.json").write_text(json.dumps(document), encoding="utf-8")
    ran = run(capsys, "verify", tmp_path / "r.json")
    assert ran.code == 1
    assert "  the answer can no longer be worked out\n" in ran.out


GOOD = (STORED / "complaint.json").read_text(encoding="utf-8")
BAD: dict[str, tuple[str, str]] = {
    "nothing": ("", "empty"),
    "no JSON": ("{", "not JSON"),
    "not UTF-8": ("\udcff", "not UTF-8"),
    "a list": ("[]", "a receipt is one JSON object"),
    "no schema": ("{}", "a receipt is one JSON object that names its schema"),
    "a case": ('{"schema": "victims-code/case/1"}', "not a receipt but a case"),
    "another's": ('{"schema": "somebody/receipt/1"}', "not a version that this library reads"),
    "a later version": (GOOD.replace("receipt/1", "receipt/2"), "made by a later version of this library"),
    "a key missing": (GOOD.replace('"as_of":"2023-07-03",', ""), "asked.as_of: is missing"),
    "a wrong type": (GOOD.replace('"as_of":"2023-07-03"', '"as_of":3'), "asked.as_of: a date is needed"),
    "a key twice": (GOOD.replace('"as_of"', '"as_of":"2023-07-03","as_of"'), "asked.as_of: is given twice"),
    "no number": (GOOD.replace('"is_projected":false', '"is_projected":NaN'), "NaN is not a JSON value"),
    "too deep": ("[" * 100, "nested deeper"),
    "too large": (" " * (LARGEST + 1), "larger than 16 MiB"),
    "no rulebook": (GOOD.replace('"rulebook":null', '"rulebook":"2999"'), "is not in the package"),
}


@pytest.mark.parametrize("kind", BAD)
def test_bad_input_is_one_line_and_exit_code_2(capsys: Capture, tmp_path: Path, kind: str) -> None:
    text, told = BAD[kind]
    assert text != GOOD
    path = tmp_path / "r.json"
    path.write_bytes(text.encode("utf-8", "surrogateescape"))
    ran = run(capsys, "verify", path)
    assert (ran.code, ran.out) == (2, "")
    assert len(ran.told) == 1
    assert told in ran.err


def test_a_rulebook_that_the_receipt_is_not_over_is_refused(capsys: Capture) -> None:
    ran = run(capsys, "verify", STORED / "edition-2015.json", "--rulebook", "2020")
    assert (ran.code, ran.out) == (2, "")
    assert ran.told == ["--rulebook: the receipt is not over one called '2020'; use one of 2015"]


@pytest.mark.parametrize("name", ["missing.json", ".", "nul\0"])
def test_what_is_no_file_is_one_line_and_exit_code_2(capsys: Capture, name: str) -> None:
    ran = run(capsys, "verify", name)
    assert (ran.code, ran.out) == (2, "")
    assert len(ran.told) == 1


def test_a_bad_call_of_receipt_is_one_line_and_exit_code_2(capsys: Capture) -> None:
    for arguments in (("--as-of", "soon"), (), ("--as-of", "2023-07-03", "--reading", "unassessed=maybe")):
        ran = run(capsys, "receipt", COMPLAINT, *arguments)
        assert (ran.code, ran.out) == (2, "")
        assert len(ran.told) == 1
