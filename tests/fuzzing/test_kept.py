"""Every input that once broke something is run again: it is refused in the words that are kept with it, or answered."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

import pytest

from tests.fuzzing.large import LARGE
from tests.fuzzing.targets import TARGETS
from victims_code import InvalidInput
from victims_code.interchange import read_case
from victims_code.receipts import read_receipt
from victims_code.rulebook import read_layer, read_rulebook

FOLDER: Final = Path(__file__).resolve().parent / "kept"
KEPT: Final[list[dict[str, Any]]] = tomllib.loads((FOLDER / "kept.toml").read_text(encoding="utf-8"))["kept"]
FILES: Final = {entry["file"]: entry for entry in KEPT if "file" in entry}

#: How an input of a target is read, where it is not run as a call.
READERS: Final[Mapping[str, Callable[[str], object]]] = {
    "case": read_case,
    "receipt": read_receipt,
    "layer": read_layer,
    "rulebook": lambda text: read_rulebook({"kept.toml": text}),
}


@pytest.mark.parametrize("name", FILES)
def test_what_once_broke_something_does_so_no_more(name: str) -> None:
    TARGETS[FILES[name]["target"]]((FOLDER / name).read_bytes())


@pytest.mark.parametrize("name", [name for name, entry in FILES.items() if "refused" in entry])
def test_it_is_refused_in_the_words_that_are_kept_with_it(name: str) -> None:
    with pytest.raises(InvalidInput, match=FILES[name]["refused"]):
        READERS[FILES[name]["target"]]((FOLDER / name).read_text(encoding="utf-8"))


def test_every_file_is_listed_and_every_large_input_is_made_somewhere() -> None:
    assert sorted(FILES) == sorted(path.name for path in FOLDER.iterdir() if path.name != "kept.toml")
    made = [entry["made"] for entry in KEPT if "made" in entry]
    assert set(made) <= set(LARGE)
    assert len(made) == len(set(made)) == len(KEPT) - len(FILES)
    assert all(entry["broke"] for entry in KEPT)
