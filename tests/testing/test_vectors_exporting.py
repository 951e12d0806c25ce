"""Exporting: the packaged vectors and the schemas as files, over nothing that is there already."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.testing.vector_files import LATE, vectors_file
from victims_code.errors import InvalidInput
from victims_code.interchange import schema
from victims_code.testing.vectors import Level, export_vectors, exporting, load_vectors


@pytest.fixture(autouse=True)
def _packaged(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stand a vector a level in the place of those of the package."""

    def text(*path: str) -> str:
        level = path[-1].removesuffix(".json")
        return json.dumps(vectors_file(level, {**LATE, "id": f"{level}/a"}))

    monkeypatch.setattr(exporting, "packaged_text", text)


def test_it_writes_every_level_and_the_schemas(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "vectors"
    paths = [path.relative_to(folder).as_posix() for path in export_vectors(folder)]
    assert paths == [
        *(f"vectors/1/{level}.json" for level in Level),
        "schemas/vectors-1.json",
        "schemas/case-1.json",
        "schemas/assessment-1.json",
    ]
    assert sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.json")) == sorted(paths)
    assert load_vectors(folder / "vectors" / "1" / "history.json")[0].id == "history/a"
    for kind in ("vectors", "case", "assessment"):
        written = json.loads((folder / "schemas" / f"{kind}-1.json").read_text(encoding="utf-8"))
        assert written == schema(f"victims-code/{kind}/1")


def test_what_is_there_already_and_the_same_is_left(tmp_path: Path) -> None:
    assert export_vectors(tmp_path) == export_vectors(tmp_path)


def test_another_file_is_not_overwritten_and_then_nothing_is_written(tmp_path: Path) -> None:
    taken = [tmp_path / "vectors" / "1" / "history.json", tmp_path / "schemas" / "case-1.json"]
    for path in taken:
        path.parent.mkdir(parents=True)
        path.write_text("mine", encoding="utf-8")
    with pytest.raises(InvalidInput) as caught:
        export_vectors(tmp_path)
    assert [str(problem) for problem in caught.value.problems] == [
        f"{path}: another file is there already; give another folder" for path in taken
    ]
    assert sorted(tmp_path.rglob("*.json")) == sorted(taken)
    assert {path.read_text(encoding="utf-8") for path in taken} == {"mine"}


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    for folder in (tmp_path / "file", "nul\0"):
        with pytest.raises(InvalidInput) as caught:
            export_vectors(folder)
        assert len(caught.value.problems) == 1
