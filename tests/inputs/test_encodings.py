"""Text is read as UTF-8, with or without the mark that some programs put before it; what it is not, is said."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.running import EXAMPLES, run
from victims_code.errors import InvalidInput
from victims_code.feeds import load_columns, load_mapping, read_columns, read_extract
from victims_code.interchange import read_case
from victims_code.prompts import load_policy, read_policy
from victims_code.rulebook import load_code, load_layer, load_rulebook
from victims_code.rulebook.layer_reading import read_layer
from victims_code.rulebook.loading import read_rulebook
from victims_code.text_files import text_of

ROOT = EXAMPLES.parent
MARK = b"\xef\xbb\xbf"
LAYER = ROOT / "layers" / "force-standards.toml"
POLICY = ROOT / "policies" / "force-policy.toml"
COLUMNS = ROOT / "extracts" / "crimes.toml"

#: What is read from a TOML file, by what reads it.
READERS: dict[str, tuple[Path, Callable[[Path], object]]] = {
    "layer": (LAYER, lambda path: load_layer(path).contents),
    "policy": (POLICY, load_policy),
    "column map": (COLUMNS, load_columns),
}


@pytest.mark.parametrize("name", READERS)
def test_every_kind_of_toml_file_is_read_with_the_mark_as_without(name: str, tmp_path: Path) -> None:
    source, read = READERS[name]
    marked = tmp_path / source.name
    marked.write_bytes(MARK + source.read_bytes().replace(b"\n", b"\r\n"))
    assert read(marked) == read(source)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"])
@pytest.mark.parametrize("name", READERS)
def test_a_wide_encoding_is_refused_with_how_to_save_it(name: str, encoding: str, tmp_path: Path) -> None:
    source, read = READERS[name]
    file = tmp_path / source.name
    file.write_bytes(source.read_text("utf-8").encode(encoding))
    with pytest.raises(InvalidInput, match=rf"{encoding[:6].upper()} text; save it as UTF-8, which editors") as caught:
        read(file)
    assert str(caught.value).startswith(str(file))


def test_the_command_line_reads_marked_files_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for source in (LAYER, POLICY, COLUMNS):
        (tmp_path / source.name).write_bytes(MARK + source.read_bytes())
    assert run(capsys, "lint", str(tmp_path / LAYER.name)).out.endswith("no faults\n")
    case = str(EXAMPLES / "child-victim.json")
    assert run(capsys, "prompts", case, "--as-of", "2026-09-01", "--policy", str(tmp_path / POLICY.name)).code == 0
    assert run(capsys, "assess", case, "--as-of", "2026-09-01", "--layer", str(tmp_path / LAYER.name)).code == 0
    csv = str(COLUMNS.with_suffix(".csv"))
    assert run(capsys, "import", "csv", csv, "--map", str(tmp_path / COLUMNS.name)).code == 0


def test_a_rulebook_and_a_mapping_are_read_with_the_mark(tmp_path: Path) -> None:
    folder = tmp_path / "book"
    folder.mkdir()
    packaged = Path(load_rulebook.__code__.co_filename).parent / "data" / "2020"
    for file in packaged.glob("*.toml"):
        (folder / file.name).write_bytes(MARK + file.read_bytes())
    assert len(load_rulebook(folder).rules) == len(load_code("2020").rules)
    mapping = tmp_path / "hmpps.toml"
    mapping.write_bytes(MARK + b"[released]\nRELEASED = false\n")
    assert load_mapping("hmpps", mapping)["released"]["RELEASED"] is False


def test_a_case_file_with_the_mark_is_a_case_file() -> None:
    text = '{"case": "C1", "victims": [], "events": []}'
    assert read_case(MARK + text.encode()) == read_case("\ufeff" + text) == read_case(text)


def test_a_text_is_read_with_the_mark_as_without() -> None:
    layer, policy, columns = (file.read_text("utf-8") for file in (LAYER, POLICY, COLUMNS))
    assert read_layer("\ufeff" + layer) == read_layer(layer)
    assert read_policy("\ufeff" + policy) == read_policy(policy)
    assert read_columns("\ufeff" + columns) == read_columns(columns)
    book = Path(load_rulebook.__code__.co_filename).parent / "data" / "2020"
    texts = {file.name: file.read_text("utf-8") for file in book.glob("*.toml")}
    assert read_rulebook({name: "\ufeff" + text for name, text in texts.items()}) == read_rulebook(texts)


def test_a_path_in_place_of_a_text_is_said_with_how_to_read_it() -> None:
    for read, path in ((read_case, "case.json"), (read_layer, "own/layer.toml"), (read_policy, "p.toml")):
        with pytest.raises(InvalidInput, match=r"the path of a file, where its text is needed; read it first: pathlib"):
            read(path)
    for text in ("case", "case\n.json"):
        with pytest.raises(InvalidInput, match="not JSON"):
            read_case(text)


def test_an_extract_in_utf_32_is_said_to_be() -> None:
    with pytest.raises(InvalidInput, match="UTF-32 text; save it as UTF-8"):
        read_extract("A,B\n".encode("utf-32"), columns=load_columns(COLUMNS))


@pytest.mark.parametrize(
    ("data", "what"), [(b"caf\xe9", "not UTF-8 text (at byte 3)"), (b"\xff\xfex\0", "UTF-16 text")]
)
def test_what_is_no_utf_8_is_said_with_its_place(data: bytes, what: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        text_of(data, "a.toml")
    assert str(caught.value).startswith(f"a.toml: {what}; save it as UTF-8")
    assert text_of(b"xy\0") == "xy\0"
