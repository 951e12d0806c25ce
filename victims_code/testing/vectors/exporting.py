"""Exporting: vectors, rules, bank holidays and schemas as files, for a team that works in another language."""

from __future__ import annotations

from os import PathLike
from pathlib import Path
from typing import Final

from victims_code.arguments import need
from victims_code.errors import InvalidInput, Problem
from victims_code.interchange import ASSESSMENT_SCHEMA, CASE_SCHEMA, schema, write_json
from victims_code.packaged import packaged_text
from victims_code.rulebook import code_names, load_code
from victims_code.testing.vectors.choosing import keys_expected
from victims_code.testing.vectors.law_tables import bank_holidays_document, edition_document
from victims_code.testing.vectors.loading import DATA, file_of, load_vectors
from victims_code.testing.vectors.model import VECTORS_SCHEMA, Level

#: The schemas of what a team reads and of what it writes.
_SCHEMAS: Final = (VECTORS_SCHEMA, CASE_SCHEMA, ASSESSMENT_SCHEMA)

_MEND: Final = "give another folder"


def export_vectors(folder: str | Path) -> tuple[Path, ...]:
    """Write what an evaluator in another language needs into a folder, which is made if need be; return the paths.

    The vectors of a version lie in a folder of its number, ``vectors/1``, and the schemas in ``schemas``.
    ``levels.json`` lists the keys that each level expects, ``rules`` holds each edition of the Code, and
    ``bank-holidays.json`` the calendar. A file that is there already is left as it is if it is the same.

    :raises InvalidInput: when another file lies where one would be written; then none is written.
    """
    need("folder", folder, str, PathLike)
    try:
        wanted = {Path(folder, *path): text.encode() for path, text in _texts().items()}
        taken = [path for path, data in wanted.items() if path.exists() and path.read_bytes() != data]
        for path, data in () if taken else wanted.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
    except OSError as error:
        what = f"cannot be written: {error.strerror or type(error).__name__}"
        raise InvalidInput([Problem("", what, _MEND, str(error.filename or folder))]) from None
    except (TypeError, ValueError):  # a path that no file system can hold
        raise InvalidInput([Problem("DIR", "not the path of a folder", _MEND)]) from None
    if taken:
        raise InvalidInput(Problem("", "another file is there already", _MEND, str(path)) for path in taken)
    return tuple(wanted)


def _texts() -> dict[tuple[str, ...], str]:
    """Return what is written, by the path within the folder."""
    found: dict[tuple[str, ...], str] = {}
    for level in Level:
        found["vectors", DATA[-1], file_of(level)] = packaged_text(*DATA, file_of(level))
    found["levels.json",] = _text({"version": DATA[-1], "levels": _levels()})
    for edition in code_names():
        found["rules", f"{edition}.json"] = _text(edition_document(load_code(edition)))
    found["bank-holidays.json",] = _text(bank_holidays_document())
    for name in _SCHEMAS:
        _, kind, version = name.split("/")
        found["schemas", f"{kind}-{version}.json"] = _text(schema(name))
    return found


def _levels() -> dict[str, dict[str, object]]:
    """Return how many vectors each level has, and which keys they expect."""
    vectors = load_vectors()
    of_level = {level: [vector for vector in vectors if vector.level is level] for level in Level}
    return {level.value: {"vectors": len(found), "keys": keys_expected(found)} for level, found in of_level.items()}


def _text(document: object) -> str:
    return f"{write_json(document, indent=2)}\n"
